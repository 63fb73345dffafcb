//! Schemas that are written out where they could refer to a component.
//!
//! A document whose references a tool resolved, or whose author copied a schema, says one thing at several places. Takes the API, before or
//! after merging; turns a schema that repeats a component into a reference to it. Must not take for a copy what is like a component by chance:
//! a schema that repeats one does so in everything but examples, down to the descriptions at any depth.

use crate::base::{Lookup, Table, last_segment, letters, stable_hash};
use crate::model::{Additional, Api, Discriminator, Meta, NumberFacets, ObjectFacets, Schema, SchemaId, StringFacets};

use super::LONGEST_CHAIN;
use super::parts::only_refers;

/// How much a schema has to say so that another one is not the same by chance.
const TELLING: usize = 2;

/// So many pairs of schemas are compared until two are taken for different.
const MOST_PAIRS: usize = 4096;

/// Turns copies of components into references.
pub(super) fn refer(api: &mut Api) {
    let mut named: Table<Schema, ()> = api.called.iter().map(|(id, _)| (id, ())).collect();
    let mut by_outline: Lookup<u64, Vec<SchemaId>> = Lookup::new();
    for (name, id) in &api.components {
        named.insert(*id, ());
        if let Some(outline) = outline_of(api, *id).filter(|_| is_telling(api, *id) && is_called(api, *id, name)) {
            by_outline.get_or_insert_with(outline, Vec::new).push(*id);
        }
    }
    if by_outline.is_empty() {
        return;
    }
    let original = |id: SchemaId| {
        let alike = by_outline.get(&outline_of(api, id)?)?;
        // Of two components that say the same, it could be either.
        let mut same = alike.iter().filter(|other| is_same(api, id, **other));
        same.next().filter(|_| same.next().is_none()).copied()
    };
    let inline = api.schemas.ids().filter(|id| !named.contains(*id));
    let copies: Vec<(SchemaId, SchemaId)> = inline.filter_map(|id| Some((id, original(id)?))).collect();
    for (copy, component) in copies {
        if let Some(schema) = api.schemas.get_mut(copy) {
            let Schema { origin, meta: Meta { examples, .. }, mentioned, .. } = std::mem::take(schema);
            let meta = Meta { examples, ..Meta::default() };
            *schema = Schema { origin, meta, reference: Some(component), mentioned, ..Schema::default() };
        }
        if let Some(component) = api.schemas.get_mut(component) {
            component.mentioned = true;
        }
    }
}

fn alternatives(schema: &Schema) -> &[SchemaId] {
    if schema.one_of.is_empty() { &schema.any_of } else { &schema.one_of }
}

/// Whether a component has no title but its name: a copy of one with another title is called by that, like everything else with the title.
fn is_called(api: &Api, id: SchemaId, name: &str) -> bool {
    let title = api.schemas.get(id).and_then(|schema| schema.meta.title.as_deref());
    title.is_none_or(|title| letters(title) == letters(last_segment(name)))
}

/// Whether there is enough to go by.
fn is_telling(api: &Api, id: SchemaId) -> bool {
    let Some(schema) = api.schemas.get(id) else { return false };
    let get = |id: &SchemaId| api.schemas.get(*id);
    let members = || schema.object.properties.values().chain(&schema.array.items).filter_map(get);
    let items = || members().filter_map(|member| get(member.array.items.as_ref()?));
    facts(schema) + members().count() + members().chain(items()).map(facts).sum::<usize>() >= TELLING
}

/// How much a schema says apart from its type and its members.
fn facts(schema: &Schema) -> usize {
    let said = [
        schema.meta.title.is_some(),
        schema.meta.description.is_some(),
        schema.meta.default.is_some(),
        schema.reference.is_some(),
        schema.format.is_some(),
        schema.nullable,
        schema.number != NumberFacets::default(),
        schema.string != StringFacets::default(),
    ];
    let listed = schema.enumeration.as_ref().map_or(0, |values| values.len() + 1)
        + alternatives(schema).len()
        + schema.all_of.len();
    listed + said.into_iter().filter(|said| *said).count()
}

/// What is quick to see and the same for all copies, whatever order their members are in. None for a reference, and for what is no type of its own.
fn outline_of(api: &Api, id: SchemaId) -> Option<u64> {
    let schema = api.schemas.get(id).filter(|schema| schema.reference.is_none())?;
    let (alternatives, parts) = (alternatives(schema).len(), schema.all_of.len());
    let properties = &schema.object.properties;
    if schema.enumeration.is_none() && properties.is_empty() && alternatives == 0 && parts == 0 {
        return None;
    }
    let mut names: Vec<&str> = properties.keys().map(|name| &**name).collect();
    names.sort_unstable();
    let values = schema.enumeration.as_ref().map_or(0, Vec::len);
    let counts = format!("{values} {alternatives} {parts}");
    let description = schema.meta.description.as_deref().unwrap_or_default();
    Some(stable_hash(names.into_iter().chain([&*counts, description])))
}

/// What a schema refers to, as long as it does nothing else.
fn followed(api: &Api, id: SchemaId) -> Option<&Schema> {
    let mut schema = api.schemas.get(id)?;
    for _ in 0..LONGEST_CHAIN {
        let Some(target) = schema.reference.filter(|_| only_refers(schema)) else { break };
        schema = api.schemas.get(target)?;
    }
    Some(schema)
}

/// Whether two schemas say the same in everything but examples, at any depth.
fn is_same(api: &Api, one: SchemaId, other: SchemaId) -> bool {
    let mut seen: Lookup<(SchemaId, SchemaId), ()> = Lookup::new();
    let mut open = vec![(one, other)];
    while let Some((one, other)) = open.pop() {
        if one == other || seen.insert((one, other), ()).is_some() {
            continue;
        }
        let (Some(a), Some(b)) = (followed(api, one), followed(api, other)) else { return false };
        if seen.len() > MOST_PAIRS || !is_same_itself(a, b) {
            return false;
        }
        match parts(a, b) {
            Some(parts) => open.extend(parts),
            None => return false,
        }
    }
    true
}

/// Whether two schemas say the same, apart from what their parts say.
fn is_same_itself(a: &Schema, b: &Schema) -> bool {
    let (meta, other) = (&a.meta, &b.meta);
    let annotations = (&meta.title, &meta.description, &meta.default, &meta.extensions, &meta.external_docs)
        == (&other.title, &other.description, &other.default, &other.extensions, &other.external_docs)
        && (meta.deprecated, meta.read_only, meta.write_only) == (other.deprecated, other.read_only, other.write_only);
    let values = (a.types, a.nullable, a.never, &a.enumeration, &a.format, &a.number, &a.string)
        == (b.types, b.nullable, b.never, &b.enumeration, &b.format, &b.number, &b.string);
    let (list, others) = (&a.array, &b.array);
    let lists = (list.min_items, list.max_items, list.unique) == (others.min_items, others.max_items, others.unique);
    let (object, others) = (&a.object, &b.object);
    let mut required = (object.required.clone(), others.required.clone());
    required.0.sort();
    required.1.sort();
    let objects = required.0 == required.1
        && (object.min_properties, object.max_properties, &object.dependent, &object.required_sets)
            == (others.min_properties, others.max_properties, &others.dependent, &others.required_sets);
    let tags = is_same_tag(a.discriminator.as_ref(), b.discriminator.as_ref());
    annotations && values && lists && objects && tags
}

/// The parts of two schemas in pairs; none when one has more of them.
fn parts(a: &Schema, b: &Schema) -> Option<Vec<(SchemaId, SchemaId)>> {
    let (from, to) = (&a.object, &b.object);
    let lists = [
        (&a.all_of, &b.all_of),
        (&a.one_of, &b.one_of),
        (&a.any_of, &b.any_of),
        (&a.array.prefix_items, &b.array.prefix_items),
        (&a.children, &b.children),
    ];
    let patterns =
        |object: &ObjectFacets| object.patterns.iter().map(|(pattern, _)| pattern.clone()).collect::<Vec<_>>();
    let as_many = lists.iter().all(|(one, other)| one.len() == other.len());
    if !as_many || from.properties.len() != to.properties.len() || patterns(from) != patterns(to) {
        return None;
    }
    let mut pairs: Vec<(SchemaId, SchemaId)> = Vec::new();
    for (name, one) in &from.properties {
        pairs.push((*one, *to.properties.get(name)?));
    }
    pairs.extend(from.patterns.iter().zip(&to.patterns).map(|((_, one), (_, other))| (*one, *other)));
    for (one, other) in lists {
        pairs.extend(one.iter().copied().zip(other.iter().copied()));
    }
    let additional = match (from.additional, to.additional) {
        (Additional::Schema(one), Additional::Schema(other)) => {
            pairs.push((one, other));
            true
        }
        (one, other) => one == other,
    };
    let single = [(a.array.items, b.array.items), (a.not, b.not), (a.reference, b.reference)];
    pairs.extend(single.iter().filter_map(|(one, other)| one.zip(*other)));
    let as_single = single.iter().all(|(one, other)| one.is_some() == other.is_some());
    (additional && as_single).then_some(pairs)
}

fn is_same_tag(a: Option<&Discriminator>, b: Option<&Discriminator>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (&a.property, &a.mapping, a.fallback) == (&b.property, &b.mapping, b.fallback),
        (a, b) => a.is_none() && b.is_none(),
    }
}
