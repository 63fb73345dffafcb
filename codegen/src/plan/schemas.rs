//! Annotations of schemas, looked up through references.
//!
//! Takes a schema, gives its description, limits and default. Must not follow more references than a document can mean.

use super::Context;
use super::docs;
use super::ir::Docs;
use crate::base::Json;
use crate::model::{Schema, SchemaId};

/// No chain of references is longer, unless it is a circle.
const MAX_CHAIN: usize = 32;

impl Context<'_> {
    /// The schema and the targets of its references, nearest first.
    pub(super) fn chain(&self, schema: SchemaId) -> impl Iterator<Item = &Schema> {
        let first = self.api.schemas.get(schema);
        std::iter::successors(first, |schema| schema.reference.and_then(|target| self.api.schemas.get(target)))
            .take(MAX_CHAIN)
    }

    /// The schema at the end of its references: where the facets are.
    pub(super) fn resolved(&self, schema: SchemaId) -> Option<&Schema> {
        self.chain(schema).last()
    }

    /// The description nearest to the place of use, else the title.
    pub(super) fn description(&self, schema: SchemaId) -> Option<&str> {
        let text = |text: &Option<Box<str>>| text.is_some();
        self.chain(schema)
            .find_map(|schema| schema.meta.description.as_deref().filter(|text| !text.trim().is_empty()))
            .or_else(|| {
                self.chain(schema)
                    .find(|schema| text(&schema.meta.title))
                    .and_then(|schema| schema.meta.title.as_deref())
            })
    }

    /// The description at the place of use only: what a type says of itself is not repeated at each of its uses.
    pub(super) fn own_description(&self, schema: SchemaId) -> Option<&str> {
        let schema = self.api.schemas.get(schema)?;
        schema.meta.description.as_deref().filter(|text| !text.trim().is_empty())
    }

    /// `default`, nearest first.
    pub(super) fn default(&self, schema: SchemaId) -> Option<&Json> {
        self.chain(schema).find_map(|schema| schema.meta.default.as_ref())
    }

    /// The limits in words, as one paragraph.
    pub(super) fn limits(&self, schema: SchemaId) -> Docs {
        self.resolved(schema)
            .map(docs::limits)
            .filter(|text| !text.is_empty())
            .map_or_else(Docs::new, |text| docs::plain(&text))
    }
}
