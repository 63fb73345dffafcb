//! Where the facets of merged schemas come from.
//!
//! Takes notes while schemas are merged, gives the raw nodes by schema and facet. Must not be needed to generate anything.

use crate::base::{NodeId, OrderedMap, Table};
use crate::model::{Schema, SchemaId};

/// A part of what a schema says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// `type`, and object, array or string by its keywords.
    Type,
    /// `format`.
    Format,
    /// `enum` or `const`.
    Enum,
    /// Bounds of numbers.
    Number,
    /// Limits of strings.
    String,
    /// `items`, `prefixItems` and their limits.
    Array,
    /// A declared member.
    Property(Box<str>),
    /// A name in `required`.
    Required(Box<str>),
    /// `additionalProperties`, `patternProperties`, number of members.
    Additional,
    /// `oneOf` or `anyOf`.
    Union,
    /// `not`.
    Not,
    /// `discriminator`.
    Discriminator,
    /// `title`.
    Title,
    /// `description`.
    Description,
    /// `default`.
    Default,
    /// `example`, `examples`.
    Example,
    /// `nullable`.
    Nullable,
    /// `readOnly`.
    ReadOnly,
    /// `writeOnly`.
    WriteOnly,
    /// `deprecated`.
    Deprecated,
}

/// The raw nodes behind each facet of each merged schema. A schema that was not merged has all of its facets from its `origin`.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    facets: Table<Schema, Vec<(Facet, Vec<NodeId>)>>,
}

impl Provenance {
    /// The schema nodes that a facet comes from, in the order in which they were merged; `None` when the schema was not merged or has
    /// no such facet.
    #[must_use]
    pub fn get(&self, schema: SchemaId, facet: &Facet) -> Option<&[NodeId]> {
        self.of(schema).iter().find(|(known, _)| known == facet).map(|(_, nodes)| nodes.as_slice())
    }

    /// All facets of a merged schema in a fixed order; none of a schema that was not merged.
    #[must_use]
    pub fn of(&self, schema: SchemaId) -> &[(Facet, Vec<NodeId>)] {
        self.facets.get(schema).map_or(&[], Vec::as_slice)
    }

    /// The merged schemas.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        self.facets.iter().map(|(id, _)| id)
    }

    pub(super) fn set(&mut self, schema: SchemaId, notes: Notes) {
        let mut facets = notes.facets;
        facets.sort_unstable_keys();
        self.facets.insert(schema, facets.into_iter().collect());
    }
}

/// Notes about one merge.
#[derive(Debug, Default)]
pub(super) struct Notes {
    facets: OrderedMap<Facet, Vec<NodeId>>,
}

impl Notes {
    /// The facet comes from this node, too.
    pub(super) fn add(&mut self, facet: Facet, node: NodeId) {
        let nodes = self.facets.entry(facet).or_default();
        if !nodes.contains(&node) {
            nodes.push(node);
        }
    }

    /// The facet comes from this node, and from no other.
    pub(super) fn replace(&mut self, facet: Facet, node: NodeId) {
        self.facets.insert(facet, vec![node]);
    }
}
