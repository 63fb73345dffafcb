//! How the alternatives of a union can be told apart, without trying one after the other.
//!
//! In this order: by JSON type; among objects by the declared discriminator; by a member that is a constant in each alternative; by
//! members that only one alternative has and that are always there; by a constant that several share, and then among these; in a `oneOf`,
//! by members that may be missing, which is a guess; among lists by what is in them, or by how much. What is left is said to be shared.

use crate::base::{Json, OrderedMap, OrderedSet};
use crate::model::{
    Additional, Api, Choice, Discriminator, Dispatch, Group, JsonType, Lists, Schema, SchemaId, TypeSet,
};

use super::follow::follow;
use super::types::types_of;

/// How a union is read.
#[derive(Clone, Debug)]
pub struct UnionFacts {
    /// How alternatives that are objects are told apart.
    pub dispatch: Dispatch,
    /// How alternatives that are lists are told apart, where several are.
    pub lists: Option<Box<Lists>>,
    /// JSON types that several alternatives have and that nothing tells apart.
    pub shared: TypeSet,
    /// The facts of each alternative, in order.
    pub choices: Vec<Choice>,
}

/// Lists of lists are looked into this deep.
const DEEPEST_LIST: usize = 4;

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
    let exclusive = !union.one_of.is_empty();
    facts_at(api, union.discriminator.as_ref(), variants, exclusive, &component, DEEPEST_LIST)
}

/// `exclusive` says that a value is of one alternative only (JSON Schema, `oneOf`).
fn facts_at<'a>(
    api: &'a Api,
    discriminator: Option<&Discriminator>,
    variants: &[SchemaId],
    exclusive: bool,
    component: &dyn Fn(SchemaId) -> Option<&'a str>,
    depth: usize,
) -> UnionFacts {
    let mut choices: Vec<Choice> = variants
        .iter()
        .map(|variant| Choice { types: types_of(api, *variant), tags: Vec::new(), members: Vec::new() })
        .collect();
    let mut shared = shared_types(&choices);
    let objects: Vec<usize> = with(&choices, JsonType::Object);
    let outlines: Vec<Outline<'_>> =
        objects.iter().filter_map(|index| Some(Outline::of(api, *variants.get(*index)?, DEEPEST_UNION))).collect();
    let outlines: Vec<&Outline<'_>> = outlines.iter().collect();
    let dispatch = if objects.len() < 2 {
        Dispatch::Types
    } else if let Some(tag) = declared_tag(api, discriminator, variants, &objects, &mut choices, component) {
        tag
    } else if let Some(found) = told_apart(&objects, &outlines, &mut choices, exclusive, DEEPEST_GROUP) {
        found
    } else {
        shared.insert(JsonType::Object);
        Dispatch::Undecided
    };
    let lists = if shared.contains(JsonType::Array) {
        lists_at(api, variants, &choices, exclusive, component, depth)
    } else {
        None
    };
    if lists.is_some() {
        shared.remove(JsonType::Array);
    }
    UnionFacts { dispatch, lists, shared, choices }
}

fn with(choices: &[Choice], kind: JsonType) -> Vec<usize> {
    choices.iter().enumerate().filter(|(_, choice)| choice.types.contains(kind)).map(|(index, _)| index).collect()
}

/// The JSON types other than `object` that several alternatives have. An integer beside a number is fine: the narrower one wins.
fn shared_types(choices: &[Choice]) -> TypeSet {
    let (mut seen, mut shared) = (TypeSet::EMPTY, TypeSet::EMPTY);
    for choice in choices {
        for kind in choice.types.iter().filter(|kind| *kind != JsonType::Object) {
            if seen.contains(kind) {
                shared.insert(kind);
            }
            seen.insert(kind);
        }
    }
    shared
}

/// How objects are told apart by their members. `may_guess` lets members decide that need not be there.
fn told_apart(
    objects: &[usize],
    outlines: &[&Outline<'_>],
    choices: &mut [Choice],
    may_guess: bool,
    depth: usize,
) -> Option<Dispatch> {
    if let Some((property, fallback)) = constant_tag(objects, outlines, choices) {
        return Some(Dispatch::Tag { property, fallback });
    }
    if let Some(order) = own_members(objects, outlines, choices) {
        return Some(Dispatch::Members { order, probably: false });
    }
    groups(objects, outlines, depth).or_else(|| {
        let order = may_guess.then(|| probable_members(objects, outlines, choices)).flatten()?;
        Some(Dispatch::Members { order, probably: true })
    })
}

/// Groups are looked into this deep.
const DEEPEST_GROUP: usize = 3;

/// Alternatives by the member whose constants make the smallest groups: any two of them have the same values of it, or no value in common.
/// Within a group, a guess is better than nothing.
fn groups(objects: &[usize], outlines: &[&Outline<'_>], depth: usize) -> Option<Dispatch> {
    let depth = depth.checked_sub(1)?;
    let mut names: OrderedSet<&Box<str>> = OrderedSet::new();
    names.extend(outlines.iter().flat_map(|outline| outline.constants.keys()));
    let parted = names.iter().filter_map(|name| Some((*name, parts(name, outlines)?)));
    let largest = |parts: &[Part]| parts.iter().map(|(_, part)| part.len()).max();
    let (property, parts) = parted.min_by_key(|(_, parts)| largest(parts))?;
    let group = |(tags, part): Part| {
        let nothing = Choice { types: TypeSet::of(JsonType::Object), tags: Vec::new(), members: Vec::new() };
        let mut choices = vec![nothing; part.len()];
        let inside: Vec<&Outline<'_>> = part.iter().filter_map(|place| outlines.get(*place).copied()).collect();
        let places: Vec<usize> = (0..part.len()).collect();
        let dispatch = match part.len() {
            1 => Dispatch::Types,
            _ => told_apart(&places, &inside, &mut choices, true, depth).unwrap_or(Dispatch::Undecided),
        };
        let variants = part.iter().filter_map(|place| objects.get(*place).copied()).collect();
        Group { tags, variants, choices, dispatch }
    };
    Some(Dispatch::Groups { property: property.clone(), groups: parts.into_iter().map(group).collect() })
}

/// Values of a tag, and the places of the outlines that have them.
type Part = (Vec<Box<str>>, Vec<usize>);

/// The places of the outlines by the constants of a member, and at last those that need not have one of them. None if they are not parted.
fn parts(name: &str, outlines: &[&Outline<'_>]) -> Option<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    let mut rest = Vec::new();
    for (place, outline) in outlines.iter().enumerate() {
        let Some(values) = outline.constants.get(name) else {
            rest.push(place);
            continue;
        };
        if !outline.required.contains(name) {
            rest.push(place);
        }
        let is_same = |tags: &[Box<str>]| tags.len() == values.len() && tags.iter().all(|tag| values.contains(tag));
        let overlaps = |tags: &[Box<str>]| tags.iter().any(|tag| values.contains(tag));
        if parts.iter().any(|(tags, _)| overlaps(tags) && !is_same(tags)) {
            return None;
        }
        match parts.iter_mut().find(|(tags, _)| is_same(tags)) {
            Some((_, part)) => part.push(place),
            None => parts.push((values.clone(), vec![place])),
        }
    }
    if !rest.is_empty() {
        parts.push((Vec::new(), rest));
    }
    parts.iter().all(|(_, part)| part.len() < outlines.len()).then_some(parts)
}

/// How lists are told apart by their first item, if their items can be told apart; else by their counts.
fn lists_at<'a>(
    api: &'a Api,
    variants: &[SchemaId],
    choices: &[Choice],
    exclusive: bool,
    component: &dyn Fn(SchemaId) -> Option<&'a str>,
    depth: usize,
) -> Option<Box<Lists>> {
    let depth = depth.checked_sub(1)?;
    let lists = with(choices, JsonType::Array);
    let items: Option<Vec<SchemaId>> = lists.iter().map(|index| first_item(api, *variants.get(*index)?)).collect();
    let inner = facts_at(api, None, &items?, exclusive, component, depth);
    let UnionFacts { dispatch, lists: inside, shared, choices: items } = inner;
    let counts = if shared.is_empty() { Vec::new() } else { counts(api, variants, &lists)? };
    Some(Box::new(Lists { variants: lists, items, dispatch, lists: inside, counts }))
}

/// How many items each list has, if no count is allowed by two of them.
fn counts(api: &Api, variants: &[SchemaId], lists: &[usize]) -> Option<Vec<(u64, u64)>> {
    let count = |index: &usize| {
        let array = &api.schemas.get(follow(api, *variants.get(*index)?).schema)?.array;
        Some((array.min_items.unwrap_or(0), array.max_items.unwrap_or(u64::MAX)))
    };
    let counts = lists.iter().map(count).collect::<Option<Vec<(u64, u64)>>>()?;
    let mut sorted = counts.clone();
    sorted.sort_unstable();
    sorted.iter().zip(sorted.iter().skip(1)).all(|((_, most), (least, _))| most < least).then_some(counts)
}

/// The schema of the first item of a list.
fn first_item(api: &Api, list: SchemaId) -> Option<SchemaId> {
    let array = &api.schemas.get(follow(api, list).schema)?.array;
    array.prefix_items.first().copied().or(array.items)
}

fn declared_tag<'a>(
    api: &'a Api,
    discriminator: Option<&Discriminator>,
    variants: &[SchemaId],
    objects: &[usize],
    choices: &mut [Choice],
    component: &dyn Fn(SchemaId) -> Option<&'a str>,
) -> Option<Dispatch> {
    let discriminator = discriminator?;
    let fallback = discriminator.fallback.map(|schema| follow(api, schema).schema);
    let targets: Option<Vec<SchemaId>> =
        objects.iter().map(|index| Some(follow(api, *variants.get(*index)?).schema)).collect();
    let targets = targets?;
    let mapped = |mapping: &[(Box<str>, SchemaId)], target: SchemaId| -> Vec<Box<str>> {
        let here = mapping.iter().filter(|(_, schema)| follow(api, *schema).schema == target);
        here.map(|(value, _)| value.clone()).collect()
    };
    let explicit: Vec<Vec<Box<str>>> = targets.iter().map(|target| mapped(&discriminator.mapping, *target)).collect();
    let list = |(explicit, target): (&Vec<Box<str>>, &SchemaId)| match explicit.as_slice() {
        [] => Outline::of(api, *target, 0).constants.swap_remove(&discriminator.property).unwrap_or_default(),
        explicit => explicit.to_vec(),
    };
    let listed: Vec<Vec<Box<str>>> = explicit.iter().zip(&targets).map(list).collect();
    let mut otherwise = None;
    let mut taken: OrderedSet<Box<str>> = OrderedSet::new();
    let mut tags: Vec<Vec<Box<str>>> = Vec::new();
    for (place, ((index, target), mut own)) in objects.iter().zip(&targets).zip(explicit).enumerate() {
        if own.is_empty() {
            let name = mapped(&discriminator.implicit, *target).into_iter().next();
            let name =
                name.or_else(|| component(*target).or_else(|| component(*variants.get(*index)?)).map(Into::into));
            own = unmapped_tags(name, place, &listed);
        }
        own.retain(|value| taken.insert(value.clone()));
        if fallback == Some(*target) {
            otherwise = Some(*index);
        } else if own.is_empty() {
            return None;
        }
        tags.push(own);
    }
    for (index, own) in objects.iter().zip(tags) {
        choices.get_mut(*index)?.tags = own;
    }
    Some(Dispatch::Tag { property: discriminator.property.clone(), fallback: otherwise })
}

/// The values of the discriminator's member for an alternative that nothing is mapped to: the name of its component (OpenAPI 3.0.3,
/// "Discriminator Object"), unless it lists others for itself, which the name could never be. A list that all alternatives have, as
/// from a common base, may have the name in another spelling.
fn unmapped_tags(name: Option<Box<str>>, place: usize, listed: &[Vec<Box<str>>]) -> Vec<Box<str>> {
    let own = listed.get(place).map(Vec::as_slice).unwrap_or_default();
    let Some(name) = name else { return own.to_vec() };
    if own.is_empty() || own.contains(&name) {
        return vec![name];
    }
    let others = listed.iter().enumerate().filter(|(other, _)| *other != place);
    let others: OrderedSet<&Box<str>> = others.flat_map(|(_, values)| values).collect();
    let alone: Vec<Box<str>> = own.iter().filter(|value| !others.contains(value)).cloned().collect();
    if !alone.is_empty() {
        return alone;
    }
    let plain =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let spelled: Vec<&Box<str>> = own.iter().filter(|value| plain(value) == plain(&name)).collect();
    match spelled.as_slice() {
        [one] => vec![(*one).clone()],
        _ => vec![name],
    }
}

/// What an alternative that is an object says of its members.
#[derive(Default)]
struct Outline<'a> {
    required: OrderedSet<&'a str>,
    declared: OrderedSet<&'a str>,
    /// The constants of members as texts, required members first: `enum`s of strings; of other scalars only where the member is
    /// required, because a tag that is missing can only be written as a string.
    constants: OrderedMap<Box<str>, Vec<Box<str>>>,
    /// No other member is allowed.
    closed: bool,
}

/// Unions inside of unions are looked into this deep.
const DEEPEST_UNION: usize = 4;

impl<'a> Outline<'a> {
    /// Of a union inside of the union: what all of its alternatives say, which are objects.
    fn of(api: &'a Api, schema: SchemaId, depth: usize) -> Self {
        let mut objects = Vec::new();
        collect_objects(api, schema, depth, &mut OrderedSet::new(), &mut objects);
        objects.into_iter().map(|node| Self::of_object(api, node)).reduce(Self::either).unwrap_or_default()
    }

    fn of_object(api: &'a Api, node: &'a Schema) -> Self {
        let required: OrderedSet<&str> = node.object.required.iter().map(|name| &**name).collect();
        let declared = node.object.properties.keys().map(|name| &**name).chain(required.iter().copied()).collect();
        let mut constants = OrderedMap::new();
        for wanted in [true, false] {
            let members = node.object.properties.iter().filter(|(name, _)| required.contains(&***name) == wanted);
            for (name, property) in members {
                let Some(member) = api.schemas.get(follow(api, *property).schema) else { continue };
                let Some(values) = &member.enumeration else { continue };
                let texts: Option<Vec<Box<str>>> = values.iter().map(|value| constant(value, wanted)).collect();
                if let Some(texts) = texts.filter(|texts| !texts.is_empty()) {
                    constants.insert(name.clone(), texts);
                }
            }
        }
        let closed = node.object.additional == Additional::Forbidden && node.object.patterns.is_empty();
        Self { required, declared, constants, closed }
    }

    /// Those of its members `mine` that none of the others has among `theirs`.
    fn own<'b>(
        &self,
        mine: &OrderedSet<&'a str>,
        others: &[&'b Self],
        theirs: impl Fn(&'b Self) -> &'b OrderedSet<&'a str>,
    ) -> Vec<Box<str>> {
        let is_own = |name: &&&str| others.iter().all(|other| !theirs(other).contains(**name));
        mine.iter().filter(is_own).map(|name| Box::from(*name)).collect()
    }

    /// What holds for the one and for the other.
    fn either(mut self, other: Self) -> Self {
        self.required.retain(|name| other.required.contains(name));
        self.declared.extend(other.declared);
        self.closed &= other.closed;
        self.constants.retain(|name, _| other.constants.contains_key(name));
        for (name, texts) in other.constants {
            if let Some(mine) = self.constants.get_mut(&name) {
                // What separates them may be another member.
                let new: Vec<Box<str>> = texts.into_iter().filter(|text| !mine.contains(text)).collect();
                mine.extend(new);
            }
        }
        self
    }
}

/// The objects that an alternative can be: itself, or those of the unions that it is. Each counts once, however many ways lead to it.
fn collect_objects<'a>(
    api: &'a Api,
    schema: SchemaId,
    depth: usize,
    seen: &mut OrderedSet<SchemaId>,
    found: &mut Vec<&'a Schema>,
) {
    let target = follow(api, schema).schema;
    let Some(node) = api.schemas.get(target) else { return };
    if !seen.insert(target) {
        return;
    }
    let objects = alternatives(node).iter().filter(|inner| types_of(api, **inner).contains(JsonType::Object));
    match depth.checked_sub(1) {
        Some(depth) if objects.clone().next().is_some() => {
            objects.for_each(|inner| collect_objects(api, *inner, depth, seen, found));
        }
        _ => found.push(node),
    }
}

fn constant(value: &Json, required: bool) -> Option<Box<str>> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Bool(_) | Json::Number(_) if required => Some(value.to_string().into()),
        _ => None,
    }
}

/// A member that is in every object alternative, always one of listed values, and never the same in two of them; with the alternative
/// that has any other value. One alternative may be without the member, if the others always have it: then it is what remains where it
/// is missing. Or one always has it without a list, and is what remains where the value is of none of the others.
fn constant_tag(
    objects: &[usize],
    outlines: &[&Outline<'_>],
    choices: &mut [Choice],
) -> Option<(Box<str>, Option<usize>)> {
    let mut candidates: OrderedSet<&Box<str>> = OrderedSet::new();
    candidates.extend(outlines.iter().flat_map(|outline| outline.constants.keys()));
    let separates = |name: &str, without: usize, open: usize| {
        let mut taken: OrderedSet<&str> = OrderedSet::new();
        let with: Vec<&Outline<'_>> = outlines.iter().copied().filter(|it| it.constants.contains_key(name)).collect();
        let others = outlines.iter().copied().filter(|it| !it.constants.contains_key(name));
        let (declaring, silent): (Vec<_>, Vec<_>) = others.partition(|it| it.declared.contains(name));
        let always = without + open == 0 || with.iter().all(|it| it.required.contains(name));
        silent.len() == without
            && declaring.len() == open
            && declaring.iter().all(|it| it.required.contains(name))
            && (without == 0 || with.len() > 1)
            && always
            && with.iter().all(|it| it.constants.get(name).is_some_and(|all| all.iter().all(|text| taken.insert(text))))
    };
    let found = [(0, 0), (1, 0), (0, 1)]
        .iter()
        .find_map(|(without, open)| candidates.iter().find(|name| separates(name, *without, *open)))?;
    let mut fallback = None;
    for (index, outline) in objects.iter().zip(outlines) {
        choices.get_mut(*index)?.tags = outline.constants.get(&***found).cloned().unwrap_or_default();
        if !outline.constants.contains_key(&***found) && outline.declared.contains(&***found) {
            fallback = Some(*index);
        }
    }
    Some(((*found).clone(), fallback))
}

/// The order in which object alternatives are looked for by a required member that none of those which are left declares; at most
/// one has none, and is what remains. So of `{a}`, `{a, b}` and `{a, b, c}`, the last is looked for first.
fn own_members(objects: &[usize], outlines: &[&Outline<'_>], choices: &mut [Choice]) -> Option<Vec<usize>> {
    by_members(objects, outlines, choices, |outline, others| outline.own(&outline.required, others, |it| &it.declared))
}

/// The same by members that need not be there: those that none of the others declares, else those that none of the others requires.
/// A value that has none of them is of the first alternative.
fn probable_members(objects: &[usize], outlines: &[&Outline<'_>], choices: &mut [Choice]) -> Option<Vec<usize>> {
    by_members(objects, outlines, choices, |outline, others| {
        let declared = outline.own(&outline.declared, others, |it| &it.declared);
        if declared.is_empty() { outline.own(&outline.required, others, |it| &it.required) } else { declared }
    })
}

/// Looks for alternatives that have members of their own among those that are left, round by round. None if several are left at last.
fn by_members<'a>(
    objects: &[usize],
    outlines: &[&Outline<'a>],
    choices: &mut [Choice],
    own: impl Fn(&Outline<'a>, &[&Outline<'a>]) -> Vec<Box<str>>,
) -> Option<Vec<usize>> {
    let mut left: Vec<(usize, &Outline<'a>)> = objects.iter().copied().zip(outlines.iter().copied()).collect();
    // What remains must itself be an object with declared members, or none at all: a free-form object would match everything.
    let all_declare = outlines.iter().all(|outline| outline.closed || !outline.declared.is_empty());
    let mut found: Vec<(usize, Vec<Box<str>>)> = Vec::new();
    loop {
        let round: Vec<(usize, Vec<Box<str>>)> = left
            .iter()
            .map(|(index, outline)| {
                let others: Vec<&Outline<'a>> = left.iter().filter(|it| it.0 != *index).map(|it| it.1).collect();
                (*index, own(outline, &others))
            })
            .filter(|(_, own)| !own.is_empty())
            .collect();
        if round.is_empty() {
            break;
        }
        left.retain(|(index, _)| round.iter().all(|(other, _)| other != index));
        found.extend(round);
    }
    if !left.is_empty() && (left.len() > 1 || !all_declare) {
        return None;
    }
    let order = found.iter().map(|(index, _)| *index).collect();
    for (index, own) in found {
        choices.get_mut(index)?.members = own;
    }
    Some(order)
}
