//! Types of other crates that the configuration puts in the place of schemas.
//!
//! Takes the schemas that were read, fills [`Foreign`](crate::model::Foreign). A setting that hits nothing is told: it may be misspelt,
//! or the document has changed.

use crate::model::ForeignId;
use crate::source::refs;

use super::Lower;

impl Lower<'_> {
    /// Looks up what `[types]` names.
    pub(super) fn foreign(&mut self) {
        for (index, (key, path)) in self.options.types.iter().enumerate() {
            let Ok(id) = ForeignId::try_from(index) else { break };
            self.api.foreign.types.push(path.as_str().into());
            let is_hit = if key.starts_with('#') {
                let node = refs::resolve(self.tree, self.api.origin, key).ok();
                let is_schema = self.api.schemas.values().any(|schema| Some(schema.origin) == node);
                if let Some(node) = node {
                    self.api.foreign.places.insert(node, id);
                }
                is_schema
            } else {
                self.api.foreign.formats.insert(key.as_str().into(), id);
                self.api.schemas.values().any(|schema| schema.format.as_deref() == Some(key))
            };
            if !is_hit {
                let text = format!("`{}` in `[types]` hits no schema of the document", key.escape_debug());
                self.diags.push(self.options.idle(&format!("types.{key}"), text));
            }
        }
    }
}
