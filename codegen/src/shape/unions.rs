//! Unions: `oneOf`, `anyOf`, descendants by discriminator, and schemas with several JSON types.

use crate::analyze::{alternatives, follow, types_of, union_facts};
use crate::base::OrderedSet;
use crate::model::{
    Api, Dispatch, EnumShape, EnumValue, IntegerKind, JsonType, Kind, NameHint, Schema, SchemaId, ShapeId, TextKind,
    TypeSet, Union, Variant,
};

use super::build::{Drafts, Key};
use super::classify::{self, Scalar};

/// The shape of a schema with alternatives. Alternatives that are all strings or all numbers are one scalar or one enum.
pub(super) fn kind(drafts: &mut Drafts<'_>, draft: ShapeId, key: Key, node: &Schema) -> Kind {
    let variants = distinct(drafts.api, alternatives(node));
    if let Some(kind) = merged(drafts.api, &variants) {
        return kind;
    }
    let components = &drafts.components;
    let facts = union_facts(drafts.api, node, &variants, |schema| components.get(&schema).copied());
    let placed = variants
        .iter()
        .zip(facts.variants)
        .enumerate()
        .map(|(index, (schema, facts))| Variant {
            value: drafts.place(*schema, key.direction, Some(NameHint::Variant { owner: draft, index })),
            schema: *schema,
            types: facts.types,
            tags: facts.tags,
            members: facts.members,
            boxed: false,
        })
        .collect();
    Kind::Union(Union { variants: placed, dispatch: facts.dispatch })
}

/// The shape of a schema that allows several JSON types: an alternative for each.
pub(super) fn several_types(drafts: &mut Drafts<'_>, draft: ShapeId, key: Key, node: &Schema) -> Kind {
    let mut types = node.types;
    types.remove(JsonType::Null);
    if types.contains(JsonType::Number) {
        types.remove(JsonType::Integer);
    }
    let all_scalars = [JsonType::Boolean, JsonType::Number, JsonType::String, JsonType::Array, JsonType::Object];
    if types == TypeSet::from_iter(all_scalars) {
        return Kind::Any;
    }
    let variants = types
        .iter()
        .enumerate()
        .map(|(index, only)| Variant {
            value: drafts.place_branch(key, only, Some(NameHint::Variant { owner: draft, index })),
            schema: key.schema,
            types: TypeSet::of(only),
            tags: Vec::new(),
            members: Vec::new(),
            boxed: false,
        })
        .collect();
    Kind::Union(Union { variants, dispatch: Dispatch::Types })
}

/// The alternatives without repetitions.
fn distinct(api: &Api, variants: &[SchemaId]) -> Vec<SchemaId> {
    let mut seen = OrderedSet::new();
    variants.iter().copied().filter(|variant| seen.insert(follow(api, *variant).schema)).collect()
}

/// One scalar or one enum for alternatives that do not differ in their JSON type.
fn merged(api: &Api, variants: &[SchemaId]) -> Option<Kind> {
    let nodes: Vec<&Schema> =
        variants.iter().map(|variant| api.schemas.get(follow(api, *variant).schema)).collect::<Option<_>>()?;
    if nodes.iter().any(|node| !alternatives(node).is_empty()) {
        return None;
    }
    let types: TypeSet = variants.iter().flat_map(|variant| types_of(api, *variant).iter()).collect();
    let listed: Vec<bool> = nodes.iter().map(|node| node.enumeration.is_some()).collect();
    let all_listed = listed.iter().all(|listed| *listed);
    match types.single() {
        Some(JsonType::String) if listed.contains(&true) => Some(merged_enum(&nodes, !all_listed)),
        Some(JsonType::Integer) if all_listed => Some(merged_enum(&nodes, false)),
        Some(JsonType::String) => {
            let kinds: OrderedSet<Option<Scalar>> = nodes.iter().map(|node| classify::scalar(node, None)).collect();
            let text = if kinds.len() == 1 { kinds.first().copied().flatten() } else { None };
            Some(text.unwrap_or(Scalar::Text(TextKind::Plain)).kind())
        }
        Some(JsonType::Integer) => Some(Kind::Integer(IntegerKind::I64)),
        Some(JsonType::Boolean) => Some(Kind::Boolean),
        Some(JsonType::Number) => Some(Scalar::Number(crate::model::NumberKind::F64).kind()),
        None if types == TypeSet::from_iter([JsonType::Integer, JsonType::Number]) => {
            Some(Scalar::Number(crate::model::NumberKind::F64).kind())
        }
        _ => None,
    }
}

/// One enum of all listed values. An alternative with a single value (`const`) may give its title as the value's name.
fn merged_enum(nodes: &[&Schema], extensible: bool) -> Kind {
    let mut values: Vec<EnumValue> = Vec::new();
    for node in nodes {
        let own = node.enumeration.as_deref().unwrap_or_default();
        for value in own.iter().filter(|value| !value.is_null()) {
            if values.iter().all(|other| other.value != *value) {
                let (name, description) = match own {
                    [_] => (node.meta.title.clone(), node.meta.description.clone()),
                    _ => (None, None),
                };
                values.push(EnumValue { value: value.clone(), name, description });
            }
        }
    }
    Kind::Enum(EnumShape { base: classify::base(&values), values, extensible })
}
