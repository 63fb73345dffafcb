//! Names given before, found by node instead of by pointer.
//!
//! Takes the lock and the pointers of nodes; gives entries. Must not decide what an entry is worth: callers do.

use crate::base::NodeId;
use crate::model::{Api, Shape, ShapeId, Shapes};

use super::PointerOf;
use super::lock::{Lock, Pin, Slot};

/// The lock, by node.
pub(super) struct Pins<'a> {
    lock: &'a Lock,
    pointer: PointerOf<'a>,
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
    pub(super) fn new(lock: &'a Lock, pointer: PointerOf<'a>) -> Self {
        Self { lock, pointer }
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
        let places = Places::of(shapes);
        for (id, shape) in shapes.arena.iter() {
            for origin in &shape.origins {
                let pointer = (self.pointer)(*origin);
                let slot = places.slot(*origin, shape);
                let alone = !places.is_shared(*origin);
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
}

/// Which places have more than one shape: what is sent differs from what is received.
pub(super) struct Places {
    counts: crate::base::Lookup<NodeId, u32>,
}

impl Places {
    pub(super) fn of(shapes: &Shapes) -> Self {
        let mut counts = crate::base::Lookup::new();
        for shape in shapes.arena.values() {
            for origin in &shape.origins {
                *counts.get_or_insert_with(*origin, || 0) += 1;
            }
        }
        Self { counts }
    }

    fn is_shared(&self, node: NodeId) -> bool {
        self.counts.get(&node).is_some_and(|count| *count > 1)
    }

    /// Which entry of the place belongs to the shape.
    pub(super) fn slot(&self, node: NodeId, shape: &Shape) -> Slot {
        if self.is_shared(node) && shape.usage.is_request_only() { Slot::Request } else { Slot::Main }
    }
}

fn is_component(pointer: &str) -> bool {
    pointer.split_once("#/components/schemas/").is_some_and(|(_, name)| !name.contains('/'))
}
