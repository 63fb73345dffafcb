//! What schemas are called that references lead to and that are no components: in other files, below `$defs`, anywhere.
//!
//! Takes the schemas that were read, fills [`Api::called`](crate::model::Api::called). Must not choose identifiers.

use crate::base::{Lookup, NodeId};
use crate::model::{SchemaId, SpecVersion};
use crate::source::{ObjectKind, Tree};

use super::Lower;

/// Maps whose keys are names of something else than the schema.
const OTHER_NAMES: [&str; 4] = ["properties", "patternProperties", "dependentSchemas", "headers"];

impl Lower<'_> {
    /// The name of the component that is nothing but a reference to the schema, else its own place: `Pet` for `models.yaml#/Pet` and for
    /// `models/Pet.yaml`.
    pub(super) fn call_targets(&mut self) {
        let components: Lookup<SchemaId, ()> = self.api.components.values().map(|id| (*id, ())).collect();
        for (name, id) in &self.api.components {
            let target = self.behind(*id);
            if !components.contains(&target) && !self.api.called.contains(target) {
                self.api.called.insert(target, name.clone());
            }
        }
        for (id, ()) in self.mentioned.iter() {
            let is_called = components.contains(&id) || self.api.called.contains(id);
            let origin = self.api.schemas.get(id).map(|schema| schema.origin).filter(|_| !is_called);
            if let Some(name) = origin.and_then(|origin| name_of_place(self.tree, origin)) {
                self.api.called.insert(id, name.into());
            }
        }
    }

    /// The schema that a chain of bare references leads to.
    fn behind(&self, id: SchemaId) -> SchemaId {
        let mut here = id;
        // Circles are told by `resolve`.
        for _ in 0..self.api.schemas.len() {
            let Some(schema) = self.api.schemas.get(here) else { break };
            let is_bare = self.tree.len(schema.origin) == 1 || self.api.version == SpecVersion::V3_0;
            match schema.reference.filter(|_| is_bare) {
                Some(next) => here = next,
                None => break,
            }
        }
        here
    }
}

/// The name that the place of a schema gives it: a key that is no keyword, or the name of its file.
fn name_of_place(tree: &Tree, node: NodeId) -> Option<&str> {
    let Some(parent) = tree.parent(node) else {
        let file = tree.file(node);
        let name = tree.file_name(file).rsplit(['/', '\\']).next()?;
        return Some(name.split_once('.').map_or(name, |(stem, _)| stem)).filter(|_| tree.root() != Some(node));
    };
    let key = tree.key(node)?;
    let is_name = !OTHER_NAMES.iter().any(|other| tree.key(parent) == Some(other))
        && ObjectKind::Schema.keyword(key).is_none()
        && ObjectKind::MediaType.keyword(key).is_none();
    is_name.then_some(key)
}
