//! The merge of annotations.
//!
//! Takes the parts of a schema, gives the one set of annotations that it has afterwards, by the rules in the stage's header. Must not
//! look at what narrows values.

use crate::model::{Api, Meta, Schema, SchemaId};

use super::inherit::Lineage;
use super::parts::{Distance, Part};
use super::provenance::{Facet, Notes};

/// The annotations of `id` and its parts.
pub(super) fn merge(api: &Api, lineage: &Lineage, id: SchemaId, parts: &[Part], notes: &mut Notes) -> Meta {
    let parts: Vec<(&Part, &Schema)> =
        parts.iter().filter_map(|part| Some((part, api.schemas.get(part.schema)?))).collect();
    let named = lineage.name(id).is_some();
    let mut meta = Meta {
        title: title(lineage, named, &parts, notes),
        description: nearest(
            &parts,
            !named || !extends(&parts),
            |meta| meta.description.clone(),
            |schema| {
                notes.add(Facet::Description, schema.origin);
            },
        ),
        external_docs: nearest(&parts, !named, |meta| meta.external_docs.clone(), |_| ()),
        ..Meta::default()
    };
    for (_, part) in parts {
        let at = part.origin;
        for (mine, theirs, facet) in [
            (&mut meta.deprecated, part.meta.deprecated, Facet::Deprecated),
            (&mut meta.read_only, part.meta.read_only, Facet::ReadOnly),
            (&mut meta.write_only, part.meta.write_only, Facet::WriteOnly),
        ] {
            if theirs {
                *mine = true;
                notes.add(facet, at);
            }
        }
        if part.meta.default.is_some() {
            meta.default.clone_from(&part.meta.default);
            notes.replace(Facet::Default, at);
        }
        if !part.meta.examples.is_empty() {
            meta.examples.clone_from(&part.meta.examples);
            notes.replace(Facet::Example, at);
        }
        for (key, value) in &part.meta.extensions {
            match meta.extensions.iter_mut().find(|(known, _)| known == key) {
                Some((_, known)) => known.clone_from(value),
                None => meta.extensions.push((key.clone(), value.clone())),
            }
        }
    }
    meta
}

/// A part that is written out declares members: the schema is more than what it refers to.
fn extends(parts: &[(&Part, &Schema)]) -> bool {
    parts.iter().any(|(part, schema)| part.distance != Distance::Referenced && !schema.object.properties.is_empty())
}

fn title(lineage: &Lineage, named: bool, parts: &[(&Part, &Schema)], notes: &mut Notes) -> Option<Box<str>> {
    let own = parts.iter().filter(|(part, _)| part.distance == Distance::Own);
    let others = parts.iter().filter(|(part, _)| part.distance != Distance::Own);
    let (title, at) = own.chain(others).find_map(|(part, schema)| {
        let referenced = part.distance == Distance::Referenced;
        let title = schema.meta.title.clone().filter(|_| !(referenced && named));
        let name = || lineage.name(part.schema).filter(|_| referenced && !named).map(Box::from);
        Some((title.or_else(name)?, schema.origin))
    })?;
    notes.add(Facet::Title, at);
    Some(title)
}

/// The text of the nearest part: the schema's own, else of the last inline part, else (if `far`) of the first by reference.
fn nearest(
    parts: &[(&Part, &Schema)],
    far: bool,
    text: impl Fn(&Meta) -> Option<Box<str>>,
    mut found: impl FnMut(&Schema),
) -> Option<Box<str>> {
    let at = |distance: Distance| parts.iter().filter(move |(part, _)| part.distance == distance);
    let own = at(Distance::Own);
    let inline = at(Distance::Inline).rev();
    let referenced = at(Distance::Referenced).filter(|_| far);
    let (text, schema) =
        own.chain(inline).chain(referenced).find_map(|(_, schema)| Some((text(&schema.meta)?, schema)))?;
    found(schema);
    Some(text)
}
