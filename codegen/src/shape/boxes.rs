//! Where a type would contain itself and has to go through a pointer.
//!
//! Lists and maps are pointers already. Of every other cycle the edge that closes it is boxed, found by a walk in the order of the
//! shapes, so that no more is boxed than needed.
//!
//! An object that requires itself has no finite value. Such a cycle of required members is cut where it closes: there the member is
//! optional, so that the type can exist at all.

use crate::model::{Field, Kind, ShapeId, Shapes};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

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
    let edges: Vec<Vec<ShapeId>> = shapes.arena.values().map(|shape| edges_of(&shape.kind)).collect();
    let mut marks = vec![Mark::New; edges.len()];
    let mut closing: Vec<(ShapeId, usize)> = Vec::new();
    for root in shapes.arena.ids() {
        walk(root, &edges, &mut marks, &mut closing);
    }
    closing
}

fn walk(root: ShapeId, edges: &[Vec<ShapeId>], marks: &mut [Mark], closing: &mut Vec<(ShapeId, usize)>) {
    if marks.get(root.index()) != Some(&Mark::New) {
        return;
    }
    set(marks, root, Mark::Open);
    let mut path = vec![(root, 0)];
    while let Some((shape, position)) = path.last_mut() {
        let (shape, at) = (*shape, *position);
        *position += 1;
        match edges.get(shape.index()).and_then(|edges| edges.get(at)).copied() {
            None => {
                set(marks, shape, Mark::Done);
                path.pop();
            }
            Some(target) => match marks.get(target.index()) {
                Some(Mark::New) => {
                    set(marks, target, Mark::Open);
                    path.push((target, 0));
                }
                Some(Mark::Open) => closing.push((shape, at)),
                Some(Mark::Done) | None => {}
            },
        }
    }
}

fn set(marks: &mut [Mark], shape: ShapeId, mark: Mark) {
    if let Some(slot) = marks.get_mut(shape.index()) {
        *slot = mark;
    }
}

/// What a value holds in itself, in the order that [`set_boxed`] counts.
fn direct(kind: &Kind) -> Vec<ShapeId> {
    match kind {
        Kind::Object(object) => object.fields.iter().map(|field| field.value.shape).collect(),
        Kind::Union(_) | Kind::Tuple { .. } => kind.parts().iter().map(|part| part.shape).collect(),
        _ => Vec::new(),
    }
}

/// What a value cannot be without.
fn required(kind: &Kind) -> Vec<ShapeId> {
    match kind {
        Kind::Object(object) => {
            object.fields.iter().filter(|field| is_required(field)).map(|field| field.value.shape).collect()
        }
        Kind::Tuple { items } => items.iter().filter(|item| !item.nullable).map(|item| item.shape).collect(),
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
