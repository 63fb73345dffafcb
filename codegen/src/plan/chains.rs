//! Chains of types that hold each other: rustc follows them when it checks what is dropped (error E0320), up to its recursion limit.
//!
//! Takes shapes, gives the limit that the crate needs. A module cannot set it: there, it is told.

use super::Context;
use super::docs;
use super::ir::Root;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Kind, ShapeId, Shapes};
use crate::options::Layout;

/// What rustc allows without being asked is 128; what it counts beside the types of a chain stays below the difference.
const USUAL: usize = 100;

/// How many steps are walked at most; what is not walked by then is taken to be like what was.
const STEPS: usize = 10_000_000;

/// Sets the recursion limit that the crate has to ask for, if the usual one does not do, and tells it to those who use the crate.
pub(super) fn plan_limit(context: &Context<'_>, root: &mut Root, diags: &mut Diagnostics) {
    let Some((deepest, shape)) = deepest(context.shapes).filter(|(deepest, _)| *deepest > USUAL) else { return };
    let limit = (deepest * 2).next_power_of_two();
    if matches!(context.options.layout, Layout::Module(_)) {
        let text = format!(
            "from here, types hold each other in a long chain; the crate needs `#![recursion_limit = \"{limit}\"]`"
        );
        let finding = Diagnostic::new(Code::LongTypeChain, text).help("put it at the top of the crate's root file");
        let origin = context.shapes.arena.get(shape).and_then(|shape| shape.origins.first());
        diags.push(match origin {
            Some(origin) => finding.at(*origin),
            None => finding,
        });
        return;
    }
    let text = format!(
        "Types hold each other in a long chain here: crates that use them may need `#![recursion_limit = \"{limit}\"]`, as this one does."
    );
    root.docs = docs::join([std::mem::take(&mut root.docs), docs::plain(&text)]);
    root.recursion_limit = Some(limit);
}

/// How deep rustc gets from some type, and from which. It keeps a stack of types: what a type holds is pushed at once, unless it
/// was pushed before, and the last is looked at first.
fn deepest(shapes: &Shapes) -> Option<(usize, ShapeId)> {
    let held: Vec<Vec<(ShapeId, usize)>> = shapes.arena.iter().map(|(_, shape)| held(&shape.kind)).collect();
    let mut seen_from: Vec<Option<ShapeId>> = vec![None; shapes.arena.len()];
    let mut deepest = None;
    let mut steps = 0;
    for (root, _) in shapes.arena.iter().filter(|(_, shape)| shape.kind.is_nominal()) {
        let mut stack = vec![(root, 0)];
        let mut depth_here = 0;
        while let Some((id, depth)) = stack.pop() {
            depth_here = depth_here.max(depth);
            for (part, levels) in held.get(id.index()).into_iter().flatten() {
                steps += 1;
                if let Some(seen) = seen_from.get_mut(part.index()).filter(|seen| **seen != Some(root)) {
                    *seen = Some(root);
                    stack.push((*part, depth + levels));
                }
            }
        }
        if deepest.is_none_or(|(known, _)| depth_here > known) {
            deepest = Some((depth_here, root));
        }
        if steps > STEPS {
            break;
        }
    }
    deepest
}

/// What a type holds, and how many levels below itself.
fn held(kind: &Kind) -> Vec<(ShapeId, usize)> {
    // `Option<Box<T>>`, `Option<Vec<T>>` and maps are a level more than `Option<T>`.
    let level = 1 + usize::from(!kind.is_nominal());
    let boxed = boxed(kind);
    let levels = |part: ShapeId| level + usize::from(boxed.binary_search(&part).is_ok());
    kind.parts().into_iter().map(|part| (part.shape, levels(part.shape))).collect()
}

/// What it holds in a box, sorted.
fn boxed(kind: &Kind) -> Vec<ShapeId> {
    let mut boxed: Vec<ShapeId> = match kind {
        Kind::Object(object) => {
            object.fields.iter().filter(|field| field.boxed).map(|field| field.value.shape).collect()
        }
        Kind::Union(union) => {
            union.variants.iter().filter(|variant| variant.boxed).map(|variant| variant.value.shape).collect()
        }
        _ => Vec::new(),
    };
    boxed.sort_unstable();
    boxed
}
