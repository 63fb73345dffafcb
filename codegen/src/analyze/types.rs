//! Which JSON types the values of a schema can have.

use crate::base::{Json, OrderedSet};
use crate::model::{Additional, Api, JsonType, Schema, SchemaId, TypeSet};

use super::follow::follow;
use super::unions::alternatives;

/// Unions nested deeper than this are taken to allow everything.
const DEEPEST_UNION: usize = 16;

/// The JSON types that values of `schema` can have, without `null`. `type` decides; without it the enum's values, the alternatives,
/// then the keywords that only mean something for one type; a schema that says nothing allows all.
#[must_use]
pub fn types_of(api: &Api, schema: SchemaId) -> TypeSet {
    let mut walk = Walk { api, seen: OrderedSet::new(), found: None };
    walk.visit(schema, DEEPEST_UNION);
    walk.found.unwrap_or_else(all)
}

/// A way through unions inside of unions. Each schema counts once: unions that share alternatives would be walked through as often as
/// there are ways to them, and a union that leads back to itself adds nothing to its own values.
struct Walk<'a> {
    api: &'a Api,
    seen: OrderedSet<SchemaId>,
    found: Option<TypeSet>,
}

impl Walk<'_> {
    fn visit(&mut self, schema: SchemaId, depth: usize) {
        let target = follow(self.api, schema).schema;
        let Some(node) = self.api.schemas.get(target) else { return self.add(all()) };
        let mut types = node.types;
        types.remove(JsonType::Null);
        if !types.is_empty() {
            return self.add(types);
        }
        if let Some(values) = &node.enumeration {
            return self.add(values.iter().filter_map(json_type).filter(|kind| *kind != JsonType::Null).collect());
        }
        let branches = alternatives(node);
        if branches.is_empty() {
            return self.add(inferred(node).map_or_else(all, TypeSet::of));
        }
        let Some(depth) = depth.checked_sub(1) else { return self.add(all()) };
        if self.seen.insert(target) {
            branches.iter().for_each(|branch| self.visit(*branch, depth));
        }
    }

    fn add(&mut self, types: TypeSet) {
        let found = self.found.unwrap_or(TypeSet::EMPTY);
        self.found = Some(found.iter().chain(types.iter()).collect());
    }
}

fn all() -> TypeSet {
    [JsonType::Boolean, JsonType::Integer, JsonType::Number, JsonType::String, JsonType::Array, JsonType::Object]
        .into_iter()
        .collect()
}

/// The type that a schema without `type` means by its keywords.
pub(crate) fn inferred(node: &Schema) -> Option<JsonType> {
    let object = &node.object;
    if !object.properties.is_empty()
        || !object.required.is_empty()
        || !object.patterns.is_empty()
        || object.additional != Additional::Unspecified
        || object.min_properties.is_some()
        || object.max_properties.is_some()
        || !object.dependent.is_empty()
        || !node.children.is_empty()
    {
        Some(JsonType::Object)
    } else if node.array.items.is_some() || !node.array.prefix_items.is_empty() {
        Some(JsonType::Array)
    } else if !node.number.multiples_of.is_empty() || node.number.minimum.is_some() || node.number.maximum.is_some() {
        Some(JsonType::Number)
    } else if !node.string.patterns.is_empty()
        || node.string.min_length.is_some()
        || node.string.max_length.is_some()
        || node.string.content_encoding.is_some()
    {
        Some(JsonType::String)
    } else {
        node.format.as_deref().and_then(type_of_format)
    }
}

/// The type that a format belongs to (OpenAPI Format Registry).
fn type_of_format(format: &str) -> Option<JsonType> {
    Some(match format {
        "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" => JsonType::Integer,
        "float" | "double" => JsonType::Number,
        "date-time" | "date" | "time" | "duration" | "uuid" | "uri" | "uri-reference" | "email" | "hostname"
        | "ipv4" | "ipv6" | "byte" | "binary" | "password" => JsonType::String,
        _ => return None,
    })
}

fn json_type(value: &Json) -> Option<JsonType> {
    Some(match value {
        Json::Null => JsonType::Null,
        Json::Bool(_) => JsonType::Boolean,
        Json::Number(_) if value.as_i128().is_some() => JsonType::Integer,
        Json::Number(_) => JsonType::Number,
        Json::String(_) => JsonType::String,
        Json::Array(_) => JsonType::Array,
        Json::Object(_) => JsonType::Object,
    })
}
