//! Unions: `oneOf`, `anyOf`, descendants by discriminator, and schemas with several JSON types.

use crate::analyze::{UnionFacts, alternatives, follow, types_of, union_facts};
use crate::base::OrderedSet;
use crate::model::{
    Api, Choice, Dispatch, EnumShape, EnumValue, IntegerKind, JsonType, Kind, NameHint, NumberKind, Schema, SchemaId,
    ShapeId, TextKind, TypeSet, Union, Use, Variant,
};

use super::build::{Drafts, Key};
use super::classify::{self, Scalar};
use super::numbers;

/// The shape of a schema with alternatives. Alternatives that are all strings or all numbers are one scalar or one enum.
pub(super) fn kind(drafts: &mut Drafts<'_>, draft: ShapeId, key: Key, node: &Schema) -> Kind {
    let api = drafts.api;
    let mut variants = distinct(api, alternatives(node));
    if let Some(only) = key.only {
        variants.retain(|variant| types_of(api, *variant) == TypeSet::of(only));
    }
    if let Some(kind) = merged(api, &variants) {
        return kind;
    }
    let components = &drafts.components;
    let facts = union_facts(api, node, &variants, |schema| components.get(&schema).copied());
    match entries(&facts).filter(|_| key.only.is_none()) {
        Some(entries) => grouped(drafts, draft, key, &variants, &facts, &entries),
        None => Kind::Union(Union {
            dispatch: if facts.shared.is_empty() { facts.dispatch } else { Dispatch::Undecided },
            lists: facts.lists,
            variants: variants
                .iter()
                .zip(facts.choices)
                .enumerate()
                .map(|(index, (schema, choice))| {
                    let hint = NameHint::Variant { owner: draft, index };
                    variant(drafts.place(*schema, key.direction, Some(hint)), *schema, choice)
                })
                .collect(),
        }),
    }
}

fn variant(value: Use, schema: SchemaId, Choice { types, tags, members }: Choice) -> Variant {
    Variant { value, schema, types, tags, members, boxed: false }
}

/// What becomes an alternative of its own: one of the document's, or all of one JSON type that nothing tells apart.
#[derive(Clone, Copy)]
enum Entry {
    One(usize),
    All(JsonType, usize),
}

/// The alternatives when those that nothing tells apart are taken together. None when there are none, when they are all there are, or
/// when one of them has other types as well.
fn entries(facts: &UnionFacts) -> Option<Vec<Entry>> {
    let mut taken = TypeSet::EMPTY;
    let mut entries = Vec::new();
    for (index, choice) in facts.choices.iter().enumerate() {
        let shared = choice.types.iter().any(|kind| facts.shared.contains(kind));
        match choice.types.single() {
            Some(kind) if shared => {
                if !taken.contains(kind) {
                    entries.push(Entry::All(kind, index));
                }
                taken.insert(kind);
            }
            _ if shared => return None,
            _ => entries.push(Entry::One(index)),
        }
    }
    (!taken.is_empty() && entries.len() > 1).then_some(entries)
}

fn grouped(
    drafts: &mut Drafts<'_>,
    draft: ShapeId,
    key: Key,
    schemas: &[SchemaId],
    facts: &UnionFacts,
    entries: &[Entry],
) -> Kind {
    let renumber = |old: &usize| entries.iter().position(|entry| matches!(entry, Entry::One(index) if index == old));
    let dispatch = match &facts.dispatch {
        Dispatch::Undecided => Dispatch::Types,
        Dispatch::Members { order, probably } => {
            Dispatch::Members { order: order.iter().filter_map(renumber).collect(), probably: *probably }
        }
        Dispatch::Tag { property, fallback } => {
            Dispatch::Tag { property: property.clone(), fallback: fallback.as_ref().and_then(renumber) }
        }
        Dispatch::Groups { property, groups } => {
            let mut groups = groups.clone();
            // Objects that are told apart are alternatives of their own, all of them.
            groups.iter_mut().for_each(|group| group.variants = group.variants.iter().filter_map(renumber).collect());
            Dispatch::Groups { property: property.clone(), groups }
        }
        Dispatch::Types => Dispatch::Types,
    };
    let lists = facts.lists.clone().map(|mut lists| {
        lists.variants = lists.variants.iter().filter_map(renumber).collect();
        lists
    });
    let variants = entries.iter().enumerate().filter_map(|(position, entry)| {
        let hint = Some(NameHint::Variant { owner: draft, index: position });
        let (Entry::One(index) | Entry::All(_, index)) = *entry;
        let schema = *schemas.get(index)?;
        Some(match entry {
            Entry::One(_) => {
                variant(drafts.place(schema, key.direction, hint), schema, facts.choices.get(index)?.clone())
            }
            Entry::All(kind, _) => {
                let choice = Choice { types: TypeSet::of(*kind), tags: Vec::new(), members: Vec::new() };
                variant(drafts.place_branch(key, *kind, hint), schema, choice)
            }
        })
    });
    Kind::Union(Union { variants: variants.collect(), dispatch, lists })
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
    Kind::Union(Union { variants, dispatch: Dispatch::Types, lists: None })
}

/// The alternatives without repetitions.
fn distinct(api: &Api, variants: &[SchemaId]) -> Vec<SchemaId> {
    let mut seen = OrderedSet::new();
    variants.iter().copied().filter(|variant| seen.insert(follow(api, *variant).schema)).collect()
}

/// One scalar or one enum for alternatives that do not differ in their JSON type.
fn merged(api: &Api, variants: &[SchemaId]) -> Option<Kind> {
    let types: TypeSet = variants.iter().flat_map(|variant| types_of(api, *variant).iter()).collect();
    if types.iter().any(|kind| matches!(kind, JsonType::Array | JsonType::Object)) {
        return None;
    }
    let nodes = leaves(api, variants, DEEPEST_UNION)?;
    let listed: Vec<bool> = nodes.iter().map(|node| node.enumeration.is_some()).collect();
    let all_listed = listed.iter().all(|listed| *listed);
    match types.single() {
        Some(JsonType::String) if listed.contains(&true) => Some(merged_enum(&nodes, !all_listed)),
        Some(JsonType::Integer) if all_listed => Some(merged_enum(&nodes, false)),
        Some(JsonType::String) => {
            let kinds: OrderedSet<Option<Scalar>> =
                nodes.iter().map(|node| classify::scalar(api, node, None)).collect();
            let text = if kinds.len() == 1 { kinds.first().copied().flatten() } else { None };
            Some(text.unwrap_or(Scalar::Text(TextKind::Plain)).kind())
        }
        Some(JsonType::Integer) => {
            Some(Kind::Integer(numbers::widest(nodes.iter().map(|node| numbers::integer(api, node)))))
        }
        Some(JsonType::Boolean) => Some(Kind::Boolean),
        Some(JsonType::Number) => Some(Kind::Number(number_of(api, &nodes))),
        None if types == TypeSet::from_iter([JsonType::Integer, JsonType::Number]) => {
            Some(Kind::Number(number_of(api, &nodes)))
        }
        _ => None,
    }
}

/// An exact number if one of the alternatives is exact.
fn number_of(api: &Api, nodes: &[&Schema]) -> NumberKind {
    let is_exact = |node: &&Schema| {
        numbers::number(api, node) == NumberKind::Decimal || numbers::integer(api, node) == IntegerKind::Big
    };
    if nodes.iter().any(is_exact) { NumberKind::Decimal } else { NumberKind::F64 }
}

/// Unions of scalars inside of unions are looked into this deep.
const DEEPEST_UNION: usize = 8;

/// The alternatives, with those of unions in their place.
fn leaves<'a>(api: &'a Api, variants: &[SchemaId], depth: usize) -> Option<Vec<&'a Schema>> {
    let mut nodes: Vec<&Schema> = Vec::new();
    for variant in variants {
        let node = api.schemas.get(follow(api, *variant).schema)?;
        let inner = alternatives(node);
        if inner.is_empty() {
            nodes.push(node);
        } else {
            nodes.extend(leaves(api, inner, depth.checked_sub(1)?)?);
        }
        if nodes.len() > MOST_LEAVES {
            return None;
        }
    }
    Some(nodes)
}

/// So many alternatives are taken together at most.
const MOST_LEAVES: usize = 1000;

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
