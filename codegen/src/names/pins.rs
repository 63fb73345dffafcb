//! Names given before, found by node instead of by pointer.
//!
//! Takes the lock and the pointers of nodes; gives entries. Must not decide what an entry is worth: callers do.

use crate::base::{Lookup, NodeId, Table};
use crate::model::{Api, Kind, Shape, ShapeId, Shapes, Site};

use super::PointerOf;
use super::headers::kind_word;
use super::lock::{Lock, Pin, Slot};
use super::moved::Moved;
use super::structure::structure;

/// In front of the alternatives of what is sent.
const SENT: &str = "request.";

/// Between the pointers of what was merged.
const AND: &str = " & ";

/// The lock, by node.
pub(super) struct Pins<'a> {
    lock: &'a Lock,
    pointer: PointerOf<'a>,
    /// Arguments of types and of methods by name.
    types: Lookup<&'a str, &'a [Box<str>]>,
    methods: Lookup<&'a str, &'a [Box<str>]>,
    places: Places,
    /// The places of each shape as the lock writes them; nothing without a lock.
    texts: Table<Shape, Vec<Place>>,
    /// Where a response was that is somewhere else now.
    moved: Lookup<String, String>,
}

/// A place that the lock may know a shape by.
struct Place {
    pointer: String,
    /// Which of the shape's own places it is, or what is there now refers to.
    site: Site,
    /// What is there is a reference now.
    refers: bool,
}

/// A type that had a name before.
pub(super) struct TypePin<'a> {
    /// Which shape it is now.
    pub(super) shape: ShapeId,
    /// What it was called.
    pub(super) pin: &'a Pin,
    /// What kind of place it is.
    pub(super) rank: Rank,
    /// The place.
    pub(super) pointer: String,
}

/// Who keeps a name when several places have it: a component outranks copies of it, and what is declared at a place what is referred to there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// A component.
    Component,
    /// Anything else that is declared at its place.
    Inline,
    /// What was declared at a place is somewhere else now, and the place refers to it.
    Referring,
}

impl Rank {
    fn of(pointer: &str) -> Self {
        if is_component(pointer) { Self::Component } else { Self::Inline }
    }
}

impl<'a> Pins<'a> {
    pub(super) fn new(lock: &'a Lock, pointer: PointerOf<'a>, api: &Api, shapes: &Shapes) -> Self {
        let places = Places::of(shapes);
        // Pointers cost a walk each; without a lock nobody needs them.
        let (texts, moved) =
            if lock.is_empty() { (Table::new(), Lookup::new()) } else { places_of(lock, pointer, api, shapes) };
        let (mut types, mut methods) = (Lookup::new(), Lookup::new());
        for ((_, slot), pin) in lock.entries.iter().filter(|(_, pin)| !pin.arguments.is_empty()) {
            let is_type = &*pin.scope == super::MODELS && matches!(slot, Slot::Main | Slot::Request);
            if is_type {
                types.insert(&*pin.ident, &*pin.arguments);
            } else if *slot == Slot::Main {
                methods.insert(&*pin.ident, &*pin.arguments);
            }
        }
        Self { lock, pointer, types, methods, places, texts, moved }
    }

    /// The entry of a node.
    pub(super) fn at(&self, node: NodeId, slot: Slot) -> Option<&'a Pin> {
        if self.lock.is_empty() {
            return None;
        }
        let place = (self.pointer)(node);
        self.lock.get(&place, slot).or_else(|| self.lock.get(self.moved.get(&place)?, slot))
    }

    /// Entries of operations that this run leaves out. Their names stay theirs.
    pub(super) fn of_skipped(&self, api: &Api) -> Vec<&'a Pin> {
        if self.lock.is_empty() {
            return Vec::new();
        }
        let places: Vec<String> = api.skipped.iter().map(|skipped| (self.pointer)(skipped.origin)).collect();
        self.lock.below(&places).into_iter().map(|(_, pin)| pin).collect()
    }

    fn places_of(&self, shape: ShapeId) -> &[Place] {
        self.texts.get(shape).map_or(&[], Vec::as_slice)
    }

    /// The entries of all shapes: components first, then by pointer. When copies of a type part ways, the first in this
    /// order keeps the name.
    pub(super) fn of_types(&self, shapes: &Shapes) -> Vec<TypePin<'a>> {
        let mut pins = Vec::new();
        if self.lock.is_empty() {
            return pins;
        }
        for (id, shape) in shapes.arena.iter() {
            for Place { pointer, site, refers } in self.places_of(id) {
                let slot = self.places.slot(site, shape);
                let alone = !self.places.is_shared(site);
                let other = if slot == Slot::Request { Slot::Main } else { Slot::Request };
                let found = self.lock.get(pointer, slot).or_else(|| {
                    // A place that had two types, or gets a second one, is still the same place.
                    if alone { self.lock.get(pointer, other) } else { None }
                });
                if let Some(pin) = found.filter(|pin| &*pin.scope == super::MODELS) {
                    let rank = if *refers { Rank::Referring } else { Rank::of(pointer) };
                    pins.push(TypePin { shape: id, pin, rank, pointer: pointer.clone() });
                }
            }
        }
        pins.sort_by(|a, b| (a.rank, &a.pointer, a.shape).cmp(&(b.rank, &b.pointer, b.shape)));
        pins
    }

    /// Types whose place is gone, with the one shape that looks like each: what moved in the document keeps its name.
    pub(super) fn of_moved(&self, shapes: &Shapes) -> Vec<(ShapeId, &'a Pin)> {
        if self.lock.structures.is_empty() {
            return Vec::new();
        }
        let mut known: Lookup<&str, ()> = Lookup::new();
        let mut new = Vec::new();
        for (id, shape) in shapes.arena.iter() {
            let mut is_new = true;
            for Place { pointer, .. } in self.places_of(id) {
                is_new &= self.lock.type_at(pointer).is_none();
                known.insert(pointer, ());
            }
            if is_new {
                new.push((id, shape));
            }
        }
        let mut gone: Lookup<u32, Option<&Pin>> = Lookup::new();
        for (pointer, structure) in &self.lock.structures {
            if let (Some(hash), false) = (structure.hash, known.contains(&**pointer))
                && let Some(pin) = self.lock.type_at(pointer)
            {
                // Two that are alike cannot be told apart.
                let is_first = !gone.contains(&hash);
                gone.insert(hash, Some(pin).filter(|_| is_first));
            }
        }
        if gone.is_empty() {
            return Vec::new();
        }
        let hashed: Vec<(ShapeId, u32)> =
            new.into_iter().filter_map(|(id, shape)| Some((id, structure(shapes, shape)?))).collect();
        let mut counts: Lookup<u32, usize> = Lookup::new();
        for (_, hash) in &hashed {
            *counts.get_or_insert_with(*hash, || 0) += 1;
        }
        let only = hashed.into_iter().filter(|(_, hash)| counts.get(hash) == Some(&1));
        only.filter_map(|(id, hash)| Some((id, (*gone.get(&hash)?)?))).collect()
    }

    /// Names that types had before, as far as their places are there.
    pub(super) fn old_types(&self, shapes: &Shapes) -> Vec<(ShapeId, &'a str)> {
        if self.lock.aliases.is_empty() {
            return Vec::new();
        }
        let mut by_place: Lookup<&str, ShapeId> = Lookup::new();
        for id in shapes.arena.ids() {
            for place in self.places_of(id) {
                by_place.get_or_insert_with(&*place.pointer, || id);
            }
        }
        let aliases = self.lock.aliases.iter().filter(|alias| &*alias.scope == super::MODELS);
        aliases.filter_map(|alias| Some((*by_place.get(&*alias.pointer)?, &*alias.ident))).collect()
    }

    /// Names that the method of an operation had before.
    pub(super) fn old_methods(&self, operation: NodeId) -> Vec<&'a str> {
        if self.lock.aliases.is_empty() {
            return Vec::new();
        }
        let place = (self.pointer)(operation);
        let here = self.lock.aliases.iter().filter(|alias| *alias.pointer == *place && &*alias.scope != super::MODELS);
        here.map(|alias| &*alias.ident).collect()
    }

    /// What the members of a type were called, at any of its places; components count first.
    pub(super) fn members(&self, id: ShapeId, shape: &Shape) -> Lookup<&'a str, &'a str> {
        let mut found: Lookup<&str, &str> = Lookup::new();
        if self.lock.structures.is_empty() {
            return found;
        }
        let mut places: Vec<&Place> = self.places_of(id).iter().collect();
        places.sort_by_key(|place| (place.refers, Rank::of(&place.pointer), &place.pointer));
        // What is written last counts, so the best comes last.
        for place in places.into_iter().rev() {
            let mark = self.places.members_mark(&place.site, shape);
            for (name, ident) in self.lock.members(&place.pointer).into_iter().flatten() {
                if let Some(name) = name.strip_prefix(mark).filter(|name| !name.starts_with(SENT)) {
                    found.insert(name, ident);
                }
            }
        }
        found
    }

    /// What the parameters of an operation, or the parts of a form, were called.
    pub(super) fn members_at(&self, node: NodeId) -> Lookup<&'a str, &'a str> {
        let mut found: Lookup<&str, &str> = Lookup::new();
        if !self.lock.structures.is_empty() {
            for (name, ident) in self.lock.members(&(self.pointer)(node)).into_iter().flatten() {
                found.insert(name, ident);
            }
        }
        found
    }

    /// The arguments of a type (`models`) or a method of this name, for what is at another place now.
    pub(super) fn arguments_of(&self, ident: &str, of_models: bool) -> &'a [Box<str>] {
        let known = if of_models { &self.types } else { &self.methods };
        known.get(ident).copied().unwrap_or_default()
    }

    /// What the package was called.
    pub(super) fn package(&self) -> Option<&'a str> {
        self.lock.package.as_deref()
    }

    /// The setters of security schemes; of a scheme that nobody knew, the one of the only scheme of its kind that is gone.
    pub(super) fn of_setters(&self, api: &Api) -> Vec<Option<&'a str>> {
        let schemes = || api.security_schemes.values();
        if self.lock.is_empty() {
            return schemes().map(|_| None).collect();
        }
        let mut pins: Vec<Option<&Pin>> = schemes().map(|scheme| self.at(scheme.origin, Slot::Setter)).collect();
        let known: Vec<String> = schemes().map(|scheme| (self.pointer)(scheme.origin)).collect();
        for word in ["basic", "bearer", "key", "oauth2", "openid", "certificate", "auth"] {
            let mut gone = self.lock.setters().filter(|(pointer, pin)| {
                pin.arguments.first().is_some_and(|kind| **kind == *word) && !known.iter().any(|one| one == pointer)
            });
            let mut new =
                schemes().zip(&mut pins).filter(|(scheme, pin)| pin.is_none() && kind_word(&scheme.kind) == word);
            if let (Some((_, pin)), None, Some((_, place)), None) = (gone.next(), gone.next(), new.next(), new.next()) {
                *place = Some(pin);
            }
        }
        pins.into_iter().map(|pin| pin.map(|pin| &*pin.ident)).collect()
    }
}

/// All places that the lock may know shapes by: their own, and those from where they went to be referred to.
fn places_of(
    lock: &Lock,
    pointer: PointerOf<'_>,
    api: &Api,
    shapes: &Shapes,
) -> (Table<Shape, Vec<Place>>, Lookup<String, String>) {
    let own = |shape: &Shape| {
        let place = |site: &Site| Place { pointer: site_text(site, pointer), site: site.clone(), refers: false };
        shape.sites.iter().map(place).collect()
    };
    let mut places: Table<Shape, Vec<Place>> = shapes.arena.iter().map(|(id, shape)| (id, own(shape))).collect();
    let mut holders: Lookup<String, Vec<(ShapeId, Site)>> = Lookup::new();
    for (id, place) in shapes.arena.ids().filter_map(|id| Some((id, places.get(id)?))) {
        for Place { pointer, site, .. } in place {
            holders.get_or_insert_with(pointer.clone(), Vec::new).push((id, site.clone()));
        }
    }
    let responses = api.operations.values().flat_map(|operation| &operation.responses);
    let responses: Lookup<String, ()> = responses.map(|response| (pointer(response.origin), ())).collect();
    let known = |place: &str| holders.contains(place) || responses.contains(place);
    let mut moved = Lookup::new();
    for (was, now) in Moved::of(lock, pointer, api, known).places {
        if responses.contains(&now) {
            moved.get_or_insert_with(now, || was);
            continue;
        }
        for (id, site) in holders.get(&now).into_iter().flatten() {
            if let Some(places) = places.get_mut(*id) {
                places.push(Place { pointer: was.clone(), site: site.clone(), refers: true });
            }
        }
    }
    (places, moved)
}

/// Which places have more than one shape: what is sent differs from what is received.
pub(super) struct Places {
    counts: Lookup<Site, u32>,
}

impl Places {
    pub(super) fn of(shapes: &Shapes) -> Self {
        let mut counts = Lookup::new();
        for shape in shapes.arena.values() {
            for place in &shape.sites {
                *counts.get_or_insert_with(place.clone(), || 0) += 1;
            }
        }
        Self { counts }
    }

    fn is_shared(&self, place: &Site) -> bool {
        self.counts.get(place).is_some_and(|count| *count > 1)
    }

    /// What is in front of the members that the lock has for the shape at a place. Alternatives are known by the types that they hold, which what
    /// is sent from a place and what is received there can share, and call otherwise.
    pub(super) fn members_mark(&self, place: &Site, shape: &Shape) -> &'static str {
        let is_union = matches!(shape.kind, Kind::Union(_));
        if is_union && self.slot(place, shape) == Slot::Request { SENT } else { "" }
    }

    /// Which entry of the place belongs to the shape.
    pub(super) fn slot(&self, place: &Site, shape: &Shape) -> Slot {
        if self.is_shared(place) && shape.usage.is_request_only() { Slot::Request } else { Slot::Main }
    }
}

/// The pointer of a place; of a merged one, all of its pointers, whatever order they were merged in.
pub(super) fn site_text(place: &Site, pointer: PointerOf<'_>) -> String {
    let mut pointers: Vec<String> = place.iter().map(|node| pointer(*node)).collect();
    pointers.sort();
    pointers.join(AND)
}

pub(super) fn is_component(pointer: &str) -> bool {
    pointer.split_once("#/components/schemas/").is_some_and(|(_, name)| !name.contains('/'))
}
