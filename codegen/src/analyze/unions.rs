//! How the alternatives of a union can be told apart, without trying one after the other.
//!
//! In this order: by JSON type; among objects by the declared discriminator; by a member that is a constant in each alternative; by
//! members that only one alternative has and that are always there. When nothing of this holds, the value stays undecided.

use crate::base::{Json, OrderedMap, OrderedSet};
use crate::model::{Api, Dispatch, JsonType, Schema, SchemaId, TypeSet};

use super::follow::follow;
use super::types::types_of;

/// How a union is read.
#[derive(Clone, Debug)]
pub struct UnionFacts {
    /// How alternatives that are objects are told apart.
    pub dispatch: Dispatch,
    /// The facts of each alternative, in order.
    pub variants: Vec<VariantFacts>,
}

/// What selects an alternative.
#[derive(Clone, Debug)]
pub struct VariantFacts {
    /// The JSON types of its values.
    pub types: TypeSet,
    /// Values of the tag that select it, the one to write first.
    pub tags: Vec<Box<str>>,
    /// Members that select it when all are present.
    pub members: Vec<Box<str>>,
}

/// The alternatives of a schema: of `oneOf`, else of `anyOf`, else its descendants by discriminator.
#[must_use]
pub fn alternatives(schema: &Schema) -> &[SchemaId] {
    if !schema.one_of.is_empty() {
        &schema.one_of
    } else if !schema.any_of.is_empty() {
        &schema.any_of
    } else {
        &schema.children
    }
}

/// Finds how the alternatives `variants` of the union `union` can be told apart. `component` gives the name of a schema below
/// `components.schemas`, which is its implicit discriminator value.
pub fn union_facts<'a>(
    api: &'a Api,
    union: &Schema,
    variants: &[SchemaId],
    component: impl Fn(SchemaId) -> Option<&'a str>,
) -> UnionFacts {
    let mut facts: Vec<VariantFacts> = variants
        .iter()
        .map(|variant| VariantFacts { types: types_of(api, *variant), tags: Vec::new(), members: Vec::new() })
        .collect();
    let objects: Vec<usize> = facts
        .iter()
        .enumerate()
        .filter(|(_, fact)| fact.types.contains(JsonType::Object))
        .map(|(index, _)| index)
        .collect();
    let dispatch = if !types_separate(&facts) {
        Dispatch::Undecided
    } else if objects.len() < 2 {
        Dispatch::Types
    } else if let Some(property) = declared_tag(api, union, variants, &objects, &mut facts, component) {
        Dispatch::Tag { property }
    } else if let Some(property) = constant_tag(api, variants, &objects, &mut facts) {
        Dispatch::Tag { property }
    } else if own_members(api, variants, &objects, &mut facts) {
        Dispatch::Members
    } else {
        Dispatch::Undecided
    };
    UnionFacts { dispatch, variants: facts }
}

/// Whether no two alternatives share a JSON type other than `object`. An integer beside a number is fine: the narrower one wins.
fn types_separate(facts: &[VariantFacts]) -> bool {
    let mut seen = TypeSet::EMPTY;
    for fact in facts {
        for kind in fact.types.iter().filter(|kind| *kind != JsonType::Object) {
            if seen.contains(kind) {
                return false;
            }
            seen.insert(kind);
        }
    }
    true
}

fn declared_tag<'a>(
    api: &'a Api,
    union: &Schema,
    variants: &[SchemaId],
    objects: &[usize],
    facts: &mut [VariantFacts],
    component: impl Fn(SchemaId) -> Option<&'a str>,
) -> Option<Box<str>> {
    let discriminator = union.discriminator.as_ref()?;
    let mut taken: OrderedSet<Box<str>> = OrderedSet::new();
    let mut tags: Vec<Vec<Box<str>>> = Vec::new();
    for index in objects {
        let target = follow(api, *variants.get(*index)?).schema;
        let mut own: Vec<Box<str>> = discriminator
            .mapping
            .iter()
            .filter(|(_, schema)| follow(api, *schema).schema == target)
            .map(|(value, _)| value.clone())
            .collect();
        if own.is_empty() {
            own = constants(api, target).swap_remove(&discriminator.property).unwrap_or_default();
        }
        if own.is_empty() {
            own = component(target).or_else(|| component(*variants.get(*index)?)).map(Into::into).into_iter().collect();
        }
        own.retain(|value| taken.insert(value.clone()));
        if own.is_empty() {
            return None;
        }
        tags.push(own);
    }
    for (index, own) in objects.iter().zip(tags) {
        facts.get_mut(*index)?.tags = own;
    }
    Some(discriminator.property.clone())
}

/// The string constants of an object's members: `enum`s of strings, required members first.
fn constants(api: &Api, schema: SchemaId) -> OrderedMap<Box<str>, Vec<Box<str>>> {
    let mut found = OrderedMap::new();
    let Some(node) = api.schemas.get(follow(api, schema).schema) else { return found };
    let (required, optional): (Vec<_>, Vec<_>) =
        node.object.properties.iter().partition(|(name, _)| node.object.required.contains(name));
    for (name, property) in required.into_iter().chain(optional) {
        let Some(member) = api.schemas.get(follow(api, *property).schema) else { continue };
        let Some(values) = &member.enumeration else { continue };
        let texts: Option<Vec<Box<str>>> = values.iter().map(|value| value.as_str().map(Into::into)).collect();
        if let Some(texts) = texts
            && !texts.is_empty()
        {
            found.insert(name.clone(), texts);
        }
    }
    found
}

/// A member that is in every object alternative, always one of listed strings, and never the same in two of them.
fn constant_tag(api: &Api, variants: &[SchemaId], objects: &[usize], facts: &mut [VariantFacts]) -> Option<Box<str>> {
    let all: Option<Vec<_>> = objects.iter().map(|index| Some(constants(api, *variants.get(*index)?))).collect();
    let all = all?;
    let candidates = all.first()?.keys().cloned().collect::<Vec<_>>();
    for candidate in candidates {
        let mut taken: OrderedSet<&str> = OrderedSet::new();
        let separates = all.iter().all(|constants| {
            constants.get(&candidate).is_some_and(|values| values.iter().all(|value| taken.insert(value)))
        });
        if separates {
            for (index, constants) in objects.iter().zip(&all) {
                facts.get_mut(*index)?.tags = constants.get(&candidate).cloned().unwrap_or_default();
            }
            return Some(candidate);
        }
    }
    None
}

/// Whether each object alternative but at most one has a required member that no other alternative declares.
fn own_members(api: &Api, variants: &[SchemaId], objects: &[usize], facts: &mut [VariantFacts]) -> bool {
    let nodes: Vec<Option<&Schema>> =
        objects.iter().map(|index| api.schemas.get(follow(api, *variants.get(*index)?).schema)).collect();
    let mut without = 0;
    for (position, index) in objects.iter().enumerate() {
        let Some(Some(node)) = nodes.get(position) else { return false };
        let own: Vec<Box<str>> = node
            .object
            .required
            .iter()
            .filter(|name| {
                nodes.iter().enumerate().all(|(other, others)| {
                    other == position
                        || others.is_some_and(|others| {
                            !others.object.properties.contains_key(&***name) && !others.object.required.contains(*name)
                        })
                })
            })
            .cloned()
            .collect();
        without += usize::from(own.is_empty());
        if let Some(fact) = facts.get_mut(*index) {
            fact.members = own;
        }
    }
    // What remains must itself be an object with declared members: a free-form object would match everything.
    without == 0
        || (without == 1
            && nodes
                .iter()
                .flatten()
                .all(|node| !node.object.properties.is_empty() || !node.object.required.is_empty()))
}

/// Whether two values are equal as enum values.
pub(crate) fn same_value(left: &Json, right: &Json) -> bool {
    left == right || matches!((left.as_i128(), right.as_i128()), (Some(left), Some(right)) if left == right)
}
