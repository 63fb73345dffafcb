//! Names given before, found by node instead of by pointer.
//!
//! Takes the lock and the pointers of nodes; gives entries. Must not decide what an entry is worth: callers do.

use crate::base::{Lookup, NodeId};
use crate::model::{Api, Kind, Shape, ShapeId, Shapes, Site};

use super::PointerOf;
use super::headers::kind_word;
use super::lock::{Lock, Pin, Slot};
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
}

/// A type that had a name before.
pub(super) struct TypePin<'a> {
    /// Which shape it is now.
    pub(super) shape: ShapeId,
    /// What it was called.
    pub(super) pin: &'a Pin,
    /// Whether the place is a component, which outranks copies of it.
    pub(super) component: bool,
    /// The place.
    pub(super) pointer: String,
}

impl<'a> Pins<'a> {
    pub(super) fn new(lock: &'a Lock, pointer: PointerOf<'a>, shapes: &Shapes) -> Self {
        let places = Places::of(shapes);
        let (mut types, mut methods) = (Lookup::new(), Lookup::new());
        for ((_, slot), pin) in lock.entries.iter().filter(|(_, pin)| !pin.arguments.is_empty()) {
            let is_type = &*pin.scope == super::MODELS && matches!(slot, Slot::Main | Slot::Request);
            if is_type {
                types.insert(&*pin.ident, &*pin.arguments);
            } else if *slot == Slot::Main {
                methods.insert(&*pin.ident, &*pin.arguments);
            }
        }
        Self { lock, pointer, types, methods, places }
    }

    /// The entry of a node.
    pub(super) fn at(&self, node: NodeId, slot: Slot) -> Option<&'a Pin> {
        // Pointers cost a walk each; without a lock nobody needs them.
        if self.lock.is_empty() { None } else { self.lock.get(&(self.pointer)(node), slot) }
    }

    /// Entries of operations that this run leaves out. Their names stay theirs.
    pub(super) fn of_skipped(&self, api: &Api) -> Vec<&'a Pin> {
        if self.lock.is_empty() {
            return Vec::new();
        }
        let places: Vec<String> = api.skipped.iter().map(|skipped| (self.pointer)(skipped.origin)).collect();
        self.lock.below(&places).into_iter().map(|(_, pin)| pin).collect()
    }

    /// The entries of all shapes: components first, then by pointer. When copies of a type part ways, the first in this
    /// order keeps the name.
    pub(super) fn of_types(&self, shapes: &Shapes) -> Vec<TypePin<'a>> {
        let mut pins = Vec::new();
        if self.lock.is_empty() {
            return pins;
        }
        for (id, shape) in shapes.arena.iter() {
            for place in &shape.sites {
                let pointer = site_text(place, self.pointer);
                let slot = self.places.slot(place, shape);
                let alone = !self.places.is_shared(place);
                let other = if slot == Slot::Request { Slot::Main } else { Slot::Request };
                let found = self.lock.get(&pointer, slot).or_else(|| {
                    // A place that had two types, or gets a second one, is still the same place.
                    if alone { self.lock.get(&pointer, other) } else { None }
                });
                if let Some(pin) = found.filter(|pin| &*pin.scope == super::MODELS) {
                    pins.push(TypePin { shape: id, pin, component: is_component(&pointer), pointer });
                }
            }
        }
        pins.sort_by(|a, b| (!a.component, &a.pointer, a.shape).cmp(&(!b.component, &b.pointer, b.shape)));
        pins
    }

    /// Types whose place is gone, with the one shape that looks like each: what moved in the document keeps its name.
    pub(super) fn of_moved(&self, shapes: &Shapes) -> Vec<(ShapeId, &'a Pin)> {
        if self.lock.structures.is_empty() {
            return Vec::new();
        }
        let mut known: Lookup<String, ()> = Lookup::new();
        let mut new = Vec::new();
        for (id, shape) in shapes.arena.iter() {
            let mut is_new = true;
            for place in &shape.sites {
                let place = site_text(place, self.pointer);
                is_new &= self.lock.type_at(&place).is_none();
                known.insert(place, ());
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
        let mut by_place: Lookup<String, ShapeId> = Lookup::new();
        for (id, shape) in shapes.arena.iter() {
            for place in &shape.sites {
                by_place.get_or_insert_with(site_text(place, self.pointer), || id);
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
    pub(super) fn members(&self, shape: &Shape) -> Lookup<&'a str, &'a str> {
        let mut found: Lookup<&str, &str> = Lookup::new();
        if self.lock.structures.is_empty() {
            return found;
        }
        let place = |place: &Site| (site_text(place, self.pointer), self.places.members_mark(place, shape));
        let mut places: Vec<(String, &str)> = shape.sites.iter().map(place).collect();
        places.sort_by_cached_key(|(place, _)| (!is_component(place), place.clone()));
        // What is written last counts, so the best comes last.
        for (place, mark) in places.iter().rev() {
            for (name, ident) in self.lock.members(place).into_iter().flatten() {
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
