//! Where a type would contain itself and has to go through a pointer.
//!
//! Lists and maps are pointers already. Of every other cycle, the edge is boxed that leads to the type whose component name comes first. So
//! the order of the document does not count, and a document that grows takes no box away: an edge is boxed as soon as a cycle that it is on
//! ends in the first of its names.
//!
//! An object that requires itself has no finite value. Such a cycle of required members is cut at the same edge: there the member is
//! optional, so that the type can exist at all.

use crate::base::Graph;
use crate::model::{Field, Kind, NameHint, Shape, ShapeId, Shapes};

/// Boxes the fields and variants that close a cycle, and cuts cycles of required members.
pub(super) fn place(shapes: &mut Shapes) {
    for (shape, position) in closing_edges(shapes, direct) {
        if let Some(shape) = shapes.arena.get_mut(shape) {
            set_boxed(&mut shape.kind, position);
        }
    }
    for (shape, position) in closing_edges(shapes, required) {
        if let Some(Kind::Object(object)) = shapes.arena.get_mut(shape).map(|shape| &mut shape.kind)
            && let Some(field) = object.fields.iter_mut().filter(|field| is_required(field)).nth(position)
        {
            field.required = false;
        }
    }
}

/// The edges that close a cycle, by shape and position among what `edges_of` gives.
fn closing_edges(shapes: &Shapes, edges_of: fn(&Kind) -> Vec<ShapeId>) -> Vec<(ShapeId, usize)> {
    let all: Vec<(ShapeId, Vec<ShapeId>)> =
        shapes.arena.iter().map(|(id, shape)| (id, edges_of(&shape.kind))).collect();
    let rank = ranks(shapes);
    let mut closing = Vec::new();
    let mut parts: Vec<Vec<usize>> = vec![(0..all.len()).collect()];
    // The number of a shape within the part that is looked at.
    let mut local = vec![usize::MAX; all.len()];
    while let Some(part) = parts.pop() {
        part.iter().enumerate().for_each(|(at, shape)| set(&mut local, *shape, at));
        let mut graph = Graph::new(part.len());
        for (from, shape) in part.iter().enumerate() {
            let targets = all.get(*shape).into_iter().flat_map(|(_, targets)| targets);
            let inside = targets.filter_map(|target| local.get(target.index()).copied()).filter(|to| *to != usize::MAX);
            inside.for_each(|to| graph.add_edge(from, to));
        }
        part.iter().for_each(|shape| set(&mut local, *shape, usize::MAX));
        let components = graph.components();
        for circle in components.members.iter().filter(|members| members.iter().any(|one| components.is_cyclic(*one))) {
            let circle: Vec<usize> = circle.iter().filter_map(|one| part.get(*one).copied()).collect();
            let Some(first) = circle.iter().copied().min_by_key(|shape| rank.get(*shape)) else { continue };
            for (id, targets) in circle.iter().filter_map(|shape| all.get(*shape)) {
                let here = targets.iter().enumerate().filter(|(_, target)| target.index() == first);
                closing.extend(here.map(|(position, _)| (*id, position)));
            }
            parts.push(circle.into_iter().filter(|shape| *shape != first).collect());
        }
    }
    closing
}

/// The place of each shape among all, by component name; shapes without one come last.
fn ranks(shapes: &Shapes) -> Vec<usize> {
    let name = |shape: &Shape| -> Option<Box<str>> {
        let hinted = shape.hints.iter().find_map(|hint| match hint {
            NameHint::Component(name) => Some(name.clone()),
            _ => None,
        });
        shape.component.clone().or(hinted)
    };
    let mut order: Vec<(bool, Option<Box<str>>, usize)> = shapes
        .arena
        .values()
        .enumerate()
        .map(|(at, shape)| {
            let name = name(shape);
            (name.is_none(), name, at)
        })
        .collect();
    order.sort();
    let mut ranks = vec![0; order.len()];
    order.into_iter().enumerate().for_each(|(rank, (_, _, at))| set(&mut ranks, at, rank));
    ranks
}

fn set(slots: &mut [usize], at: usize, value: usize) {
    if let Some(slot) = slots.get_mut(at) {
        *slot = value;
    }
}

/// What a value holds in itself, in the order that [`set_boxed`] counts.
fn direct(kind: &Kind) -> Vec<ShapeId> {
    match kind {
        Kind::Object(object) => object.fields.iter().map(|field| field.value.shape).collect(),
        Kind::Union(_) => kind.parts().iter().map(|part| part.shape).collect(),
        Kind::Tuple { items, .. } => items.iter().map(|part| part.shape).collect(),
        _ => Vec::new(),
    }
}

/// What a value cannot be without.
fn required(kind: &Kind) -> Vec<ShapeId> {
    match kind {
        Kind::Object(object) => {
            object.fields.iter().filter(|field| is_required(field)).map(|field| field.value.shape).collect()
        }
        Kind::Tuple { items, least, .. } => {
            items.iter().take(*least).filter(|item| !item.nullable).map(|item| item.shape).collect()
        }
        _ => Vec::new(),
    }
}

const fn is_required(field: &Field) -> bool {
    field.required && !field.value.nullable
}

fn set_boxed(kind: &mut Kind, position: usize) {
    match kind {
        Kind::Object(object) => {
            if let Some(field) = object.fields.get_mut(position) {
                field.boxed = true;
            }
        }
        Kind::Union(union) => {
            if let Some(variant) = union.variants.get_mut(position) {
                variant.boxed = true;
            }
        }
        _ => {}
    }
}
