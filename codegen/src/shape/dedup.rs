//! Merging drafts of equal name and structure into shapes.
//!
//! Two drafts are the same type when they could be called the same and are built the same, all the way down. Drafts that no cycle
//! goes through are compared bottom-up in one pass; the others by refining a partition until it is stable.

use std::fmt::Write as _;

use crate::base::{Graph, Lookup, OrderedMap, last_segment, letters};
use crate::model::{Api, Direction, Kind, Member, NameHint, Shape, ShapeId, Shapes};

use super::build::Drafts;

/// Merges the drafts; shapes come in the order of their first place in the document.
pub(super) fn merge(api: &Api, drafts: &Drafts<'_>) -> Shapes {
    let classes = classes(drafts);
    let mut members: OrderedMap<u32, Vec<ShapeId>> = OrderedMap::new();
    for draft in drafts.arena.ids() {
        members.entry(classes.get(draft.index()).copied().unwrap_or_default()).or_default().push(draft);
    }
    let mut groups: Vec<Vec<ShapeId>> = members.into_values().collect();
    groups.sort_by_cached_key(|group| group.iter().map(|draft| place(drafts, *draft)).min());

    let mut renumbered: Vec<ShapeId> = vec![ShapeId::new(0); drafts.arena.len()];
    for (number, group) in (0_u32..).zip(&groups) {
        for draft in group {
            if let Some(slot) = renumbered.get_mut(draft.index()) {
                *slot = ShapeId::new(number);
            }
        }
    }
    let renumber = |old: ShapeId| renumbered.get(old.index()).copied().unwrap_or(old);

    let mut shapes = Shapes::default();
    for group in &groups {
        if let Some(shape) = merged(drafts, group, &renumber) {
            shapes.arena.push(shape);
        }
    }
    for schema in api.schemas.ids() {
        for (direction, table) in
            [(Direction::Request, &mut shapes.requests), (Direction::Response, &mut shapes.responses)]
        {
            if let Some(mut used) = drafts.find(schema, direction) {
                used.shape = renumber(used.shape);
                table.insert(schema, used);
            }
        }
    }
    shapes
}

fn place(drafts: &Drafts<'_>, draft: ShapeId) -> (Option<crate::base::NodeId>, usize) {
    let origin = drafts.arena.get(draft).and_then(|shape| shape.origins.first().copied());
    (origin, draft.index())
}

/// One shape for drafts of one class: the component's if there is one, else that of the first place.
fn merged(drafts: &Drafts<'_>, group: &[ShapeId], renumber: &impl Fn(ShapeId) -> ShapeId) -> Option<Shape> {
    let head = group.iter().copied().min_by_key(|draft| {
        let component = drafts.arena.get(*draft).is_some_and(|shape| shape.component.is_some());
        (!component, place(drafts, *draft))
    })?;
    let mut shape = drafts.arena.get(head)?.clone();
    for part in shape.kind.parts_mut() {
        part.shape = renumber(part.shape);
    }
    shape.hints.clear();
    shape.roles.clear();
    for draft in std::iter::once(head).chain(group.iter().copied().filter(|draft| *draft != head)) {
        let other = drafts.arena.get(draft)?;
        shape.usage.request |= other.usage.request;
        shape.usage.response |= other.usage.response;
        shape.component = shape.component.or_else(|| other.component.clone());
        push_new(&mut shape.origins, other.origins.iter().copied());
        push_new(&mut shape.sites, other.sites.iter().cloned());
        push_new(&mut shape.hints, other.hints.iter().map(|hint| renumbered_hint(hint, renumber)));
        push_new(&mut shape.roles, other.roles.iter().cloned());
    }
    shape.roles.sort();
    Some(shape)
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, items: impl Iterator<Item = T>) {
    for item in items {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}

fn renumbered_hint(hint: &NameHint, renumber: &impl Fn(ShapeId) -> ShapeId) -> NameHint {
    let mut hint = hint.clone();
    match &mut hint {
        NameHint::Member { owner, .. } | NameHint::Variant { owner, .. } => *owner = renumber(*owner),
        _ => {}
    }
    hint
}

/// The class of each draft: equal numbers, equal types.
fn classes(drafts: &Drafts<'_>) -> Vec<u32> {
    let parts: Vec<Vec<usize>> =
        drafts.arena.values().map(|shape| shape.kind.parts().iter().map(|part| part.shape.index()).collect()).collect();
    let names = ComponentNames::new(drafts);
    let mut locals: Lookup<String, u32> = Lookup::new();
    let local: Vec<u32> = drafts
        .arena
        .iter()
        .map(|(id, shape)| {
            let next = u32::try_from(locals.len()).unwrap_or(u32::MAX);
            *locals.get_or_insert_with(signature(drafts, &names, id, shape), || next)
        })
        .collect();
    let mut graph = Graph::new(parts.len());
    for (from, parts) in parts.iter().enumerate() {
        for to in parts {
            graph.add_edge(from, *to);
        }
    }
    let components = graph.components();
    let mut numbering = Numbering::default();
    let mut class: Vec<Option<u32>> = vec![None; parts.len()];
    let mut open: Vec<usize> = Vec::new();
    for vertex in components.members.iter().flatten().copied() {
        let known: Option<Vec<u32>> =
            parts.get(vertex).and_then(|parts| parts.iter().map(|part| class.get(*part).copied().flatten()).collect());
        match known {
            Some(known) if !components.is_cyclic(vertex) => {
                let own = local.get(vertex).copied().unwrap_or_default();
                if let Some(slot) = class.get_mut(vertex) {
                    *slot = Some(numbering.number((own, known)));
                }
            }
            _ => open.push(vertex),
        }
    }
    refine(&parts, &local, &class, &open, numbering)
}

/// Splits the classes of `open`, the drafts that a cycle goes through or that lead to one, until no class falls apart any more.
fn refine(
    parts: &[Vec<usize>],
    local: &[u32],
    settled: &[Option<u32>],
    open: &[usize],
    mut numbering: Numbering,
) -> Vec<u32> {
    let mut class: Vec<u32> = settled.iter().map(|class| class.unwrap_or_default()).collect();
    for vertex in open {
        let own = local.get(*vertex).copied().unwrap_or_default();
        if let Some(slot) = class.get_mut(*vertex) {
            *slot = numbering.number((own, vec![u32::MAX]));
        }
    }
    let mut count = 0;
    loop {
        let mut round: Lookup<(u32, Vec<u32>), u32> = Lookup::new();
        let base = numbering.next;
        let mut fresh: Vec<(usize, u32)> = Vec::with_capacity(open.len());
        for vertex in open {
            let own = class.get(*vertex).copied().unwrap_or_default();
            let inside = parts.get(*vertex).map_or(&[][..], Vec::as_slice);
            let inside = inside.iter().map(|part| class.get(*part).copied().unwrap_or_default()).collect();
            let next = base.saturating_add(u32::try_from(round.len()).unwrap_or(u32::MAX));
            fresh.push((*vertex, *round.get_or_insert_with((own, inside), || next)));
        }
        for (vertex, number) in fresh {
            if let Some(slot) = class.get_mut(vertex) {
                *slot = number;
            }
        }
        numbering.next = base.saturating_add(u32::try_from(round.len()).unwrap_or(u32::MAX));
        if round.len() == count {
            return class;
        }
        count = round.len();
    }
}

/// Numbers for what is structurally different.
#[derive(Default)]
struct Numbering {
    known: Lookup<(u32, Vec<u32>), u32>,
    next: u32,
}

impl Numbering {
    fn number(&mut self, key: (u32, Vec<u32>)) -> u32 {
        let next = self.next;
        let number = *self.known.get_or_insert_with(key, || next);
        if number == next {
            self.next = next.saturating_add(1);
        }
        number
    }
}

/// What a draft is in itself: its kind, what it may be called, and how it holds its parts.
fn signature(drafts: &Drafts<'_>, names: &ComponentNames<'_>, id: ShapeId, shape: &Shape) -> String {
    let mut text = String::new();
    if shape.kind.is_nominal() {
        text.push_str(&name_key(drafts, names, id, shape));
    }
    let _ = match &shape.kind {
        Kind::Object(object) => {
            let _ = write!(text, "|object {}", rest(object.rest));
            object
                .fields
                .iter()
                .try_for_each(|field| write!(text, "|{:?} {} {}", field.name, field.required, field.value.nullable))
        }
        Kind::Enum(listed) => {
            let _ = write!(text, "|enum {:?} {}", listed.base, listed.extensible);
            listed.values.iter().try_for_each(|value| write!(text, "|{} {:?}", value.value, value.name))
        }
        Kind::Union(union) => {
            let _ = write!(text, "|union {:?} {:?}", union.dispatch, union.lists);
            union.variants.iter().try_for_each(|variant| {
                write!(text, "|{:?} {:?} {:?} {}", variant.types, variant.tags, variant.members, variant.value.nullable)
            })
        }
        Kind::Array { item, unique } => write!(text, "|array {} {unique}", item.nullable),
        Kind::Map { value, or_any } => write!(text, "|map {} {or_any}", value.nullable),
        Kind::Tuple { items, least, rest } => {
            let _ = write!(text, "|tuple {least} {:?}", rest.map(|rest| rest.nullable));
            write!(text, " {:?}", items.iter().map(|item| item.nullable).collect::<Vec<_>>())
        }
        scalar => write!(text, "|{scalar:?}"),
    };
    text
}

const fn rest(rest: Member) -> &'static str {
    match rest {
        Member::Tolerated => "tolerated",
        Member::Any => "any",
        Member::Forbidden => "forbidden",
        Member::Typed(value) if value.nullable => "nullable",
        Member::Typed(_) => "typed",
        Member::TypedOrAny(value) if value.nullable => "nullable or any",
        Member::TypedOrAny(_) => "typed or any",
    }
}

/// What two drafts must have in common to be one type: the component or title; without any, the member or parameter that they are
/// in. Bodies of declared errors without a name are compared with each other; everything else is a type of its own.
fn name_key(drafts: &Drafts<'_>, names: &ComponentNames<'_>, id: ShapeId, shape: &Shape) -> String {
    if let Some(name) = own_name(shape) {
        return format!("={name}");
    }
    match shape.hints.first() {
        Some(NameHint::Member { owner, name, item }) => match names.of_member(drafts, *owner, name) {
            Some(component) => format!("={component}"),
            None => format!(".{name} {item}"),
        },
        Some(NameHint::Parameter { name, .. }) => format!(".{name} false"),
        Some(NameHint::Item { list }) => format!("[{list}"),
        Some(NameHint::ResponseBody { status, item, .. }) if !status.is_success() => format!("!{item}"),
        // One schema is one name, in both directions.
        _ if drafts.keys.get(id.index()).is_some_and(Option::is_some) => format!("#{}", shape.schema.raw()),
        _ => format!("#!{}", id.raw()),
    }
}

fn own_name(shape: &Shape) -> Option<&str> {
    shape.hints.iter().find_map(|hint| match hint {
        NameHint::Component(name) | NameHint::Title(name) => Some(&**name),
        _ => None,
    })
}

/// Components by the letters of their names: the member `source` of an `Error` that is written inline may be the component
/// `Error_source` elsewhere.
struct ComponentNames<'a> {
    by_letters: Lookup<String, Option<&'a str>>,
}

impl<'a> ComponentNames<'a> {
    fn new(drafts: &Drafts<'a>) -> Self {
        let mut by_letters: Lookup<String, Option<&'a str>> = Lookup::new();
        for name in drafts.api.components.keys() {
            let key = letters(last_segment(name));
            let known = if by_letters.contains(&key) { None } else { Some(&**name) };
            by_letters.insert(key, known);
        }
        Self { by_letters }
    }

    fn of_member(&self, drafts: &Drafts<'_>, owner: ShapeId, member: &str) -> Option<&'a str> {
        let owner = own_name(drafts.arena.get(owner)?)?;
        let key = letters(last_segment(owner)) + &letters(member);
        self.by_letters.get(&key).copied().flatten()
    }
}
