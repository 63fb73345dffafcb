//! All spellings of "or null" become [`Schema::nullable`].
//!
//! Takes schemas as declared: `type: [A, "null"]`, `null` in an `enum`, alternatives of a union that only allow null. Gives schemas
//! whose unions have no such alternative; a union of one alternative becomes a reference or an `allOf` of it. Must run before
//! cycles are looked for, because it makes edges.

use crate::base::{Json, Lookup};
use crate::model::{Api, JsonType, Schema, SchemaId, TypeSet};

use super::parts::{says_nothing, says_nothing_at_all};

/// Settles `null` in all schemas.
pub(super) fn settle(api: &mut Api) {
    for (_, schema) in api.schemas.iter_mut() {
        settle_types(schema);
        settle_enumeration(schema);
    }
    let ids: Vec<SchemaId> = api.schemas.ids().collect();
    for id in ids {
        settle_alternatives(api, id);
    }
}

fn settle_types(schema: &mut Schema) {
    if schema.types.contains(JsonType::Null) && schema.types.single().is_none() {
        schema.types.remove(JsonType::Null);
        schema.nullable = true;
    }
    if schema.types.contains(JsonType::Number) {
        // Every integer is a number.
        schema.types.remove(JsonType::Integer);
    }
}

/// `null` in an `enum` means that null is allowed, also where `nullable` or `type` forgets to say so.
fn settle_enumeration(schema: &mut Schema) {
    let Some(values) = &mut schema.enumeration else { return };
    let before = values.len();
    values.retain(|value| !value.is_null());
    if values.is_empty() && before > 0 {
        schema.enumeration = None;
        schema.types = TypeSet::of(JsonType::Null);
    } else if values.len() < before {
        schema.nullable = true;
    }
}

fn settle_alternatives(api: &mut Api, id: SchemaId) {
    let Some(schema) = api.schemas.get(id) else { return };
    if schema.one_of.is_empty() && schema.any_of.is_empty() {
        return;
    }
    let mut nullable = schema.nullable;
    let mut keep = |list: &[SchemaId]| {
        let kept: Vec<SchemaId> = list.iter().copied().filter(|alternative| !only_null(api, *alternative)).collect();
        nullable |= kept.len() < list.len() || list.iter().any(|alternative| allows_null(api, *alternative));
        kept
    };
    let (one_of, any_of) = (keep(&schema.one_of), keep(&schema.any_of));
    let emptied = (one_of.is_empty() && !schema.one_of.is_empty()) || (any_of.is_empty() && !schema.any_of.is_empty());
    let lone_one = lone(api, id, &one_of);
    let lone_any = lone(api, id, &any_of);
    for alternative in one_of.iter().chain(&any_of) {
        // The union says it; said twice, null would have two meanings.
        if let Some(alternative) = api.schemas.get_mut(*alternative) {
            alternative.nullable = false;
        }
    }
    let Some(schema) = api.schemas.get_mut(id) else { return };
    schema.nullable = nullable;
    schema.one_of = one_of;
    schema.any_of = any_of;
    if emptied && schema.one_of.is_empty() && schema.any_of.is_empty() && says_nothing(schema) {
        schema.types = TypeSet::of(JsonType::Null);
        schema.nullable = false;
    }
    if let Some(only) = lone_one {
        schema.one_of.clear();
        schema.discriminator = None;
        narrow_to(schema, only);
    }
    if let Some(only) = lone_any {
        schema.any_of.clear();
        schema.discriminator = None;
        narrow_to(schema, only);
    }
}

/// The only alternative, unless it is built on the schema that has the union.
fn lone(api: &Api, owner: SchemaId, alternatives: &[SchemaId]) -> Option<SchemaId> {
    let &[only] = alternatives else { return None };
    let mut seen: Lookup<SchemaId, ()> = Lookup::new();
    let mut open = vec![only];
    while let Some(id) = open.pop() {
        if id == owner {
            return None;
        }
        let Some(schema) = api.schemas.get(id) else { continue };
        for &part in schema.reference.iter().chain(&schema.all_of) {
            if seen.insert(part, ()).is_none() {
                open.push(part);
            }
        }
    }
    Some(only)
}

fn narrow_to(schema: &mut Schema, only: SchemaId) {
    if schema.reference.is_none() && schema.all_of.is_empty() && says_nothing(schema) {
        schema.reference = Some(only);
    } else {
        schema.all_of.push(only);
    }
}

/// Null is all that the alternative allows: `type: null`, or nothing but `nullable: true`, which 3.0 documents write for it.
fn only_null(api: &Api, id: SchemaId) -> bool {
    let Some(schema) = api.schemas.get(super::end_of(api, id)) else { return false };
    schema.types == TypeSet::of(JsonType::Null)
        || api.schemas.get(id).is_some_and(|inline| inline.nullable && is_empty(inline))
}

/// The alternative allows null beside other values, here or at the target of its reference.
fn allows_null(api: &Api, id: SchemaId) -> bool {
    let nullable = |id| api.schemas.get(id).is_some_and(|schema: &Schema| schema.nullable && !is_empty(schema));
    nullable(id) || nullable(super::end_of(api, id))
}

fn is_empty(schema: &Schema) -> bool {
    schema.reference.is_none() && says_nothing_at_all(schema)
}

/// Whether two values are the same JSON value (JSON Schema 2020-12 core, section 4.2.2): `1` and `1.0` are.
pub(super) fn same_value(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(left), Json::Number(right)) => {
            left == right
                || match (a.as_i128(), b.as_i128()) {
                    (Some(left), Some(right)) => left == right,
                    (None, None) => a.as_f64().is_some_and(|left| b.as_f64() == Some(left)),
                    _ => false,
                }
        }
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same_value(left, right))
        }
        (Json::Object(left), Json::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, left)| b.get(name).is_some_and(|right| same_value(left, right)))
        }
        _ => a == b,
    }
}
