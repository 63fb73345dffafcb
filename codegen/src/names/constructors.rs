//! How the required fields of a type are given: in which order to `new`, or by name to a builder.
//!
//! Takes named types and the lock, gives orders and builders. What had a `new` before keeps it, whoever sends it now.

use crate::analyze::{part_graph, sent};
use crate::base::{Lookup, Table};
use crate::model::{Api, Kind, Shape, Shapes};

use super::Names;
use super::pins::Pins;

/// More required fields than this are given by name, to a builder.
const MOST_BY_ORDER: usize = 3;

/// A type that is only received is made by hand in tests only. Up to so many required fields `new` takes them; beyond that, JSON is the
/// better way to write such a value down.
pub(crate) const MOST_RECEIVED: usize = 8;

/// Orders the required fields of every object as they were, `known` by shape; then as the document lists them.
pub(super) fn order_fields(
    api: &Api,
    shapes: &Shapes,
    known: &Table<Shape, Vec<Box<str>>>,
    pins: &Pins<'_>,
    names: &mut Names,
) {
    let taken: Lookup<Box<str>, ()> = names.types.iter().map(|(_, name)| (name.ident.clone(), ())).collect();
    let sent = sent(api, shapes, &part_graph(shapes));
    for (id, shape) in shapes.arena.iter() {
        let (Kind::Object(object), Some(fields)) = (&shape.kind, names.members.get(id)) else { continue };
        let ident = names.types.get(id).map(|name| &*name.ident);
        let mut order: Vec<usize> = (0..object.fields.len()).collect();
        order.retain(|index| object.fields.get(*index).is_some_and(|field| field.required));
        let named = || ident.map(|ident| pins.arguments_of(ident, true)).unwrap_or_default();
        let before = known.get(id).map_or_else(named, Vec::as_slice);
        let places: Lookup<&str, usize> = before.iter().enumerate().rev().map(|(at, name)| (&**name, at)).collect();
        let position = |index: &usize| places.get(&**fields.get(*index)?).copied();
        let had_new = order.len() <= MOST_RECEIVED && order.iter().all(|index| position(index).is_some());
        // Sorting is stable: what the lock does not know stays in the document's order, behind what it knows.
        order.sort_by_key(|index| position(index).unwrap_or(usize::MAX));
        if sent.get(id.index()) == Some(&true) && order.len() > MOST_BY_ORDER && !had_new {
            let builder = ident.map(|ident| Box::from(format!("{ident}Builder")));
            if let Some(builder) = builder.filter(|builder| !taken.contains(builder)) {
                names.builders.insert(id, builder);
            }
        }
        names.arguments.insert(id, order);
    }
}
