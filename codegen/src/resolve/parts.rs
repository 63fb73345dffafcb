//! The parts of an intersection, and what a schema says at all.
//!
//! Takes a schema with `allOf` or `$ref`, gives the list of what is to be merged, in order. Must not merge.

use crate::model::{Additional, Api, Meta, NumberFacets, Schema, SchemaId, StringFacets};

use super::LONGEST_CHAIN;

/// How near a part is to the schema that is merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Distance {
    /// What stands beside `allOf` or `$ref`.
    Own,
    /// A part that is written out, or what stands beside its `$ref`.
    Inline,
    /// What a `$ref` leads to.
    Referenced,
}

/// One part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) schema: SchemaId,
    pub(super) distance: Distance,
}

/// The parts of a schema: the target of its reference, its `allOf` in order, and at last what stands beside them (which is the
/// schema itself). References are followed; what stands beside them on the way is a part of its own.
pub(super) fn parts_of(api: &Api, id: SchemaId) -> Vec<Part> {
    let Some(schema) = api.schemas.get(id) else { return Vec::new() };
    let mut parts = Vec::with_capacity(schema.all_of.len() + 2);
    if let Some(target) = schema.reference {
        push(api, target, Distance::Referenced, &mut parts);
    }
    for &member in &schema.all_of {
        push(api, member, Distance::Inline, &mut parts);
    }
    parts.push(Part { schema: id, distance: Distance::Own });
    parts
}

fn push(api: &Api, mut member: SchemaId, mut distance: Distance, parts: &mut Vec<Part>) {
    let mut way = Vec::new();
    for _ in 0..LONGEST_CHAIN {
        way.push(Part { schema: member, distance });
        let Some(target) = api.schemas.get(member).and_then(|schema| schema.reference) else { break };
        member = target;
        distance = Distance::Referenced;
    }
    for part in way.into_iter().rev() {
        // The same schema twice says nothing new.
        if !parts.iter().any(|known| known.schema == part.schema) {
            parts.push(part);
        }
    }
}

/// Whether a schema only annotates: it narrows nothing itself. What it refers to, contains in `allOf` or has as alternatives is
/// not looked at.
pub(super) fn says_nothing(schema: &Schema) -> bool {
    let Schema {
        origin: _,
        meta: _,
        reference: _,
        types,
        nullable: _,
        enumeration,
        format,
        number,
        string,
        array,
        object,
        all_of: _,
        one_of: _,
        any_of: _,
        not,
        discriminator: _,
        children: _,
        never,
        mentioned: _,
    } = schema;
    types.is_empty()
        && enumeration.is_none()
        && format.is_none()
        && *number == NumberFacets::default()
        && *string == StringFacets::default()
        && array.items.is_none()
        && array.prefix_items.is_empty()
        && array.min_items.is_none()
        && array.max_items.is_none()
        && !array.unique
        && object.properties.is_empty()
        && object.required.is_empty()
        && matches!(object.additional, Additional::Unspecified | Additional::Any)
        && object.patterns.is_empty()
        && object.min_properties.is_none()
        && object.max_properties.is_none()
        && object.dependent.is_empty()
        && object.required_sets.is_empty()
        && not.is_none()
        && !never
}

/// Whether a schema leaves every value as it is, with all that it is made of; a reference is not followed, `nullable` not looked at.
pub(super) fn says_nothing_at_all(schema: &Schema) -> bool {
    says_nothing(schema) && !is_union(schema) && schema.all_of.is_empty()
}

/// Whether a schema is a reference and nothing else; examples beside it do not count.
pub(super) fn only_refers(schema: &Schema) -> bool {
    let Meta { title, description, deprecated, read_only, write_only, default, examples: _, extensions, external_docs } =
        &schema.meta;
    let is_annotated = title.is_some()
        || description.is_some()
        || default.is_some()
        || external_docs.is_some()
        || !extensions.is_empty()
        || *deprecated
        || *read_only
        || *write_only;
    schema.reference.is_some()
        && says_nothing_at_all(schema)
        && schema.object.additional == Additional::Unspecified
        && schema.discriminator.is_none()
        && schema.children.is_empty()
        && !schema.nullable
        && !is_annotated
}

/// Whether a schema has alternatives.
pub(super) fn is_union(schema: &Schema) -> bool {
    !schema.one_of.is_empty() || !schema.any_of.is_empty()
}

/// Whether all that `part` says is already said by `whole`, so that merging it in would change nothing. Careful, not complete.
pub(super) fn is_implied(part: &Schema, whole: &Schema) -> bool {
    let types = part.types.is_empty()
        || (!whole.types.is_empty() && whole.types.iter().all(|kind| part.types.contains(kind)))
        || (whole.types.is_empty() && part.types == super::facets::shape_of(whole));
    types
        && part.enumeration.as_ref().is_none_or(|values| whole.enumeration.as_ref() == Some(values))
        && part.format.as_ref().is_none_or(|format| whole.format.as_ref() == Some(format))
        && (part.number == NumberFacets::default() || part.number == whole.number)
        && (part.string == StringFacets::default() || part.string == whole.string)
        && part.array.items.is_none()
        && part.array.prefix_items.is_empty()
        && part.array.min_items.is_none_or(|count| whole.array.min_items == Some(count))
        && part.array.max_items.is_none_or(|count| whole.array.max_items == Some(count))
        && (!part.array.unique || whole.array.unique)
        && part.object.properties.iter().all(|(name, id)| whole.object.properties.get(name) == Some(id))
        && part.object.required.iter().all(|name| whole.object.required.contains(name))
        && (part.object.additional == whole.object.additional
            || matches!(part.object.additional, Additional::Unspecified | Additional::Any))
        && part.object.patterns.is_empty()
        && part.object.min_properties.is_none_or(|count| whole.object.min_properties == Some(count))
        && part.object.max_properties.is_none_or(|count| whole.object.max_properties == Some(count))
        && part.object.dependent.iter().all(|dependent| whole.object.dependent.contains(dependent))
        && part.object.required_sets.iter().all(|choice| whole.object.required_sets.contains(choice))
        && part.not.is_none()
        && !part.never
}
