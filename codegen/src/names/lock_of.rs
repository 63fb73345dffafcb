//! The lock that a run leaves behind.
//!
//! Takes all names, gives entries for what callers depend on. Must not name anything.

use std::collections::BTreeMap;

use crate::analyze::form;
use crate::model::{Api, Operation, Shape, ShapeId, Shapes};

use super::arguments::argument_keys;
use super::headers::kind_word;
use super::keywords::Case;
use super::lock::{Lock, OldName, Pin, Slot, Structure};
use super::members::keys;
use super::pins::{Places, is_component, site_text};
use super::structure::structure;
use super::words::Words;
use super::{API, AliasOf, MODELS, Names, OperationNames, PointerOf, SETTERS, bare};

/// The lock to write after a run. What vanished from the document vanishes from the lock; for operations that were left out,
/// see [`Lock::carry_over`].
#[must_use]
pub fn lock_of(names: &Names, api: &Api, shapes: &Shapes, pointer: PointerOf<'_>) -> Lock {
    let mut lock = Lock::default();
    lock_types(&mut lock, names, shapes, pointer);
    lock_setters(&mut lock, names, api, pointer);
    lock_aliases(&mut lock, names, api, shapes, pointer);
    for (id, operation) in api.operations.iter() {
        let Some(own) = names.operations.get(id) else { continue };
        let Some(in_trait) = names.traits.get(own.in_trait) else { continue };
        let place = pointer(operation.origin);
        let order = names.positional.get(id).map_or(&[][..], Vec::as_slice);
        let mut arguments: Vec<Box<str>> =
            order.iter().filter_map(|index| own.arguments.get(*index)).cloned().collect();
        if operation.body.is_some() {
            arguments.push(own.body.clone());
        }
        lock.insert(&place, Slot::Main, Pin { scope: in_trait.ident.clone(), ident: own.method.clone(), arguments });
        // Types of an operation follow from its method; only exceptions need a line.
        let stem = Words::of(bare(&own.method));
        for (slot, ident, tail) in [
            (Slot::Params, &own.params, "params"),
            (Slot::Success, &own.success, "success"),
            (Slot::Error, &own.error, "error"),
        ] {
            if !ident.is_empty() && **ident != *Case::Type.ident(&stem.and(tail)) {
                lock.insert(&place, slot, Pin { scope: API.into(), ident: ident.clone(), arguments: Vec::new() });
            }
        }
        lock_form(&mut lock, api, operation, own, &stem, pointer);
        let keys = argument_keys(operation);
        lock_members(&mut lock, &place, keys.iter().map(|key| &**key).zip(&own.arguments));
        for (response, set) in operation.responses.iter().zip(shapes.response_headers.get(id).into_iter().flatten()) {
            if let Some(set) = set.and_then(|set| names.header_sets.get(set)) {
                let pin = Pin { scope: API.into(), ident: set.ident.clone(), arguments: Vec::new() };
                lock.insert(&pointer(response.origin), Slot::Headers, pin);
            }
        }
    }
    lock
}

/// The struct of a form: its name and the order of `new` where they do not follow from the document, and the names of its parts.
fn lock_form(
    lock: &mut Lock,
    api: &Api,
    operation: &Operation,
    own: &OperationNames,
    stem: &Words,
    pointer: PointerOf<'_>,
) {
    let Some(form) = operation.body.as_ref().and_then(|body| form(api, body)) else { return };
    if own.parts_order.len() > 1 || *own.form != *Case::Type.ident(&stem.and("form")) {
        let arguments = own.parts_order.iter().filter_map(|index| own.parts.get(*index)).cloned().collect();
        let pin = Pin { scope: API.into(), ident: own.form.clone(), arguments };
        lock.insert(&pointer(operation.origin), Slot::Form, pin);
    }
    lock_members(lock, &pointer(form.content.origin), form.parts.iter().map(|part| part.name).zip(&own.parts));
}

/// Names of parameters or parts that are called otherwise than in the document.
fn lock_members<'n>(lock: &mut Lock, place: &str, all: impl Iterator<Item = (&'n str, &'n Box<str>)>) {
    let members: BTreeMap<Box<str>, Box<str>> =
        all.filter(|(name, ident)| bare(ident) != *name).map(|(name, ident)| (name.into(), ident.clone())).collect();
    if !members.is_empty() {
        lock.structures.insert(place.into(), Structure { hash: None, members });
    }
}

fn lock_types(lock: &mut Lock, names: &Names, shapes: &Shapes, pointer: PointerOf<'_>) {
    let places = Places::of(shapes);
    for (id, shape) in shapes.arena.iter() {
        let Some(name) = names.types.get(id) else { continue };
        let fields = names.members.get(id).map_or(&[][..], Vec::as_slice);
        // What a builder takes has no order that matters, and no `new` that has to be kept.
        let by_order = names.arguments.get(id).filter(|_| !names.builders.contains(id));
        let order = by_order.map_or(&[][..], Vec::as_slice);
        let arguments: Vec<Box<str>> = order.iter().filter_map(|index| fields.get(*index)).cloned().collect();
        let mut head: Option<(bool, String, &str)> = None;
        for place in &shape.sites {
            let pin = Pin { scope: MODELS.into(), ident: name.ident.clone(), arguments: arguments.clone() };
            let (slot, mark) = (places.slot(place, shape), places.members_mark(place, shape));
            let place = site_text(place, pointer);
            lock.insert(&place, slot, pin);
            let rank = (!is_component(&place), place, mark);
            if head.as_ref().is_none_or(|head| rank < *head) {
                head = Some(rank);
            }
        }
        let Some((_, place, mark)) = head else { continue };
        let structure = Structure { hash: structure(shapes, shape), members: members(id, shape, names, mark) };
        if structure != Structure::default() {
            // What is sent and what is received from one place have the same members, as far as they have them.
            let known = lock.structures.entry(place.into()).or_default();
            known.hash = known.hash.or(structure.hash);
            structure.members.into_iter().for_each(|(name, ident)| _ = known.members.entry(name).or_insert(ident));
        }
    }
}

/// The members of a type that are called otherwise than in the document.
fn members(id: ShapeId, shape: &Shape, names: &Names, mark: &str) -> BTreeMap<Box<str>, Box<str>> {
    let idents = names.members.get(id).map_or(&[][..], Vec::as_slice);
    let mut found = BTreeMap::new();
    for (key, ident) in keys(shape, names).into_iter().zip(idents) {
        if let Some(key) = key.filter(|key| bare(ident) != &**key) {
            found.entry(format!("{mark}{key}").into()).or_insert_with(|| ident.clone());
        }
    }
    found
}

fn lock_setters(lock: &mut Lock, names: &Names, api: &Api, pointer: PointerOf<'_>) {
    for (scheme, ident) in api.security_schemes.values().zip(&names.security) {
        let arguments = vec![kind_word(&scheme.kind).into()];
        let pin = Pin { scope: SETTERS.into(), ident: ident.clone(), arguments };
        lock.insert(&pointer(scheme.origin), Slot::Setter, pin);
    }
}

fn lock_aliases(lock: &mut Lock, names: &Names, api: &Api, shapes: &Shapes, pointer: PointerOf<'_>) {
    for alias in &names.aliases {
        let (place, scope) = match alias.of {
            AliasOf::Type(id) => {
                let place = shapes.arena.get(id).and_then(|shape| shape.sites.first());
                (place.map(|place| site_text(place, pointer)), MODELS.into())
            }
            AliasOf::Method(id) => {
                let owner = names.operations.get(id).and_then(|own| names.traits.get(own.in_trait));
                let Some(owner) = owner else { continue };
                (api.operations.get(id).map(|operation| pointer(operation.origin)), owner.ident.clone())
            }
        };
        if let Some(place) = place {
            lock.aliases.insert(OldName { pointer: place.into(), scope, ident: alias.ident.clone() });
        }
    }
}
