//! Schemas: the facets of one JSON Schema object, as declared.
//!
//! After `lower` a schema may have `reference` and `all_of`; after `resolve` it is either a reference with annotations or it
//! stands on its own, and `all_of` is empty (see `resolve`).

use crate::base::{Id, Json, NodeId, OrderedMap};

/// Identifies a [`Schema`] in [`Api::schemas`](super::Api::schemas).
pub type SchemaId = Id<Schema>;

/// One schema object: its facets as the document declares them (OpenAPI 3.0.3 "Schema Object", JSON Schema 2020-12).
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The raw node that it was read from; of a merged schema, the node that has the `allOf`.
    pub origin: NodeId,
    /// Annotations, which do not change what is valid.
    pub meta: Meta,
    /// Target of `$ref`. Facets beside it apply as well.
    pub reference: Option<SchemaId>,
    /// `type`; empty when the schema does not say.
    pub types: TypeSet,
    /// `null` is allowed beside what the other facets say (3.0 `nullable`, 3.1 `type: [.., "null"]`, a `null` branch).
    pub nullable: bool,
    /// `enum`, or the single value of `const`, in the document's order.
    pub enumeration: Option<Vec<Json>>,
    /// `format`, as written.
    pub format: Option<Box<str>>,
    /// Bounds of numbers.
    pub number: NumberFacets,
    /// Limits of strings.
    pub string: StringFacets,
    /// Items of arrays.
    pub array: ArrayFacets,
    /// Members of objects.
    pub object: ObjectFacets,
    /// `allOf`; empty after `resolve`.
    pub all_of: Vec<SchemaId>,
    /// `oneOf`.
    pub one_of: Vec<SchemaId>,
    /// `anyOf`.
    pub any_of: Vec<SchemaId>,
    /// `not`.
    pub not: Option<SchemaId>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
    /// Schemas that extend this one by `allOf` and are told apart by its discriminator; found by `resolve`.
    pub children: Vec<SchemaId>,
    /// The schema `false` or `not: {}`: nothing is valid.
    pub never: bool,
    /// Some `$ref` of the document names it.
    pub mentioned: bool,
}

/// Annotations of a schema.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    /// `title`.
    pub title: Option<Box<str>>,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`: never sent by the client.
    pub read_only: bool,
    /// `writeOnly`: never sent by the server.
    pub write_only: bool,
    /// `default`.
    pub default: Option<Json>,
    /// Raw nodes of `example` and of the members of `examples`.
    pub examples: Vec<NodeId>,
    /// `x-` keys with their values, in order.
    pub extensions: Vec<(Box<str>, Json)>,
    /// `externalDocs.url`.
    pub external_docs: Option<Box<str>>,
}

/// The JSON types a schema allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JsonType {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

/// A set of [`JsonType`]s; the empty set means "not declared".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TypeSet(u8);

impl TypeSet {
    /// The set with nothing in it.
    pub const EMPTY: Self = Self(0);

    /// The set with one type.
    #[must_use]
    pub const fn of(kind: JsonType) -> Self {
        Self(1 << kind as u8)
    }

    /// Adds a type.
    pub const fn insert(&mut self, kind: JsonType) {
        self.0 |= 1 << kind as u8;
    }

    /// Takes a type out.
    pub const fn remove(&mut self, kind: JsonType) {
        self.0 &= !(1 << kind as u8);
    }

    /// Whether the type is in the set.
    #[must_use]
    pub const fn contains(self, kind: JsonType) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// Whether no type is declared.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The types in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = JsonType> {
        use JsonType::{Array, Boolean, Integer, Null, Number, Object, String};
        [Null, Boolean, Integer, Number, String, Array, Object].into_iter().filter(move |kind| self.contains(*kind))
    }

    /// The only type in the set, if it has exactly one.
    #[must_use]
    pub fn single(self) -> Option<JsonType> {
        let mut kinds = self.iter();
        kinds.next().filter(|_| kinds.next().is_none())
    }
}

impl FromIterator<JsonType> for TypeSet {
    fn from_iter<I: IntoIterator<Item = JsonType>>(kinds: I) -> Self {
        let mut set = Self::EMPTY;
        for kind in kinds {
            set.insert(kind);
        }
        set
    }
}

/// One end of a numeric range, with the number as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The number as written.
    pub value: Box<str>,
    /// The bound itself is not allowed.
    pub exclusive: bool,
}

/// Facets of numbers and integers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberFacets {
    /// `minimum` or `exclusiveMinimum`.
    pub minimum: Option<Bound>,
    /// `maximum` or `exclusiveMaximum`.
    pub maximum: Option<Bound>,
    /// `multipleOf`, as written; after an `allOf` those of all of its parts.
    pub multiples_of: Vec<Box<str>>,
}

/// Facets of strings. Lengths count Unicode code points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StringFacets {
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`, ECMA-262 regular expressions; after an `allOf` those of all of its parts.
    pub patterns: Vec<Box<str>>,
    /// `contentEncoding`.
    pub content_encoding: Option<Box<str>>,
    /// `contentMediaType`.
    pub content_media_type: Option<Box<str>>,
}

/// Facets of arrays.
#[derive(Clone, Debug, Default)]
pub struct ArrayFacets {
    /// `items`.
    pub items: Option<SchemaId>,
    /// `prefixItems`.
    pub prefix_items: Vec<SchemaId>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique: bool,
}

/// Facets of objects.
#[derive(Clone, Debug, Default)]
pub struct ObjectFacets {
    /// `properties`, in the document's order.
    pub properties: OrderedMap<Box<str>, SchemaId>,
    /// `required`, without repetitions; may name undeclared members.
    pub required: Vec<Box<str>>,
    /// `additionalProperties` (3.1 also `unevaluatedProperties`).
    pub additional: Additional,
    /// `patternProperties`.
    pub patterns: Vec<(Box<str>, SchemaId)>,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// `dependentRequired`: a member, and those that have to be there where it is.
    pub dependent: Vec<(Box<str>, Vec<Box<str>>)>,
    /// What is required in turn, for each union of nothing but `required`.
    pub required_sets: Vec<RequiredSets>,
}

/// Sets of members of which one has to be there whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredSets {
    /// The sets, in the order of the alternatives.
    pub sets: Vec<Vec<Box<str>>>,
    /// No second one may be there (`oneOf`).
    pub only_one: bool,
}

/// What a schema says of members that it does not declare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Additional {
    /// Not said: allowed by default.
    #[default]
    Unspecified,
    /// `true` or `{}`: allowed on purpose.
    Any,
    /// `false`.
    Forbidden,
    /// They match a schema.
    Schema(SchemaId),
}

impl Discriminator {
    /// All schemas that it names.
    pub fn targets(&self) -> impl Iterator<Item = SchemaId> {
        self.mapping.iter().map(|(_, target)| *target).chain(self.fallback)
    }
}

/// `discriminator`: the member that says which of several schemas applies (OpenAPI 3.0.3 "Discriminator Object").
#[derive(Clone, Debug)]
pub struct Discriminator {
    /// Where it is declared.
    pub origin: NodeId,
    /// `propertyName`.
    pub property: Box<str>,
    /// `mapping`, resolved; entries that resolve to nothing are left out with a diagnostic.
    pub mapping: Vec<(Box<str>, SchemaId)>,
    /// The names of components that nothing is mapped to: the value that stands for each, unless the component itself lists others.
    pub implicit: Vec<(Box<str>, SchemaId)>,
    /// `defaultMapping` (3.2): the schema where the member is missing, or has a value that is not mapped.
    pub fallback: Option<SchemaId>,
}
