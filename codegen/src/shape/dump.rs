//! Shapes as text, for snapshots of this stage.

use std::fmt::Write as _;

use crate::model::{Kind, Member, Shape, Shapes, Use};

/// Every shape that has a name of its own, one a paragraph: what it is made of, which ways it travels, what it can be named after.
#[must_use]
pub fn dump(shapes: &Shapes) -> String {
    let mut text = String::new();
    for (id, shape) in shapes.arena.iter() {
        if !shape.kind.is_nominal() {
            continue;
        }
        let usage = match (shape.usage.request, shape.usage.response) {
            (true, true) => "both ways",
            (true, false) => "sent",
            (false, true) => "received",
            (false, false) => "unused",
        };
        let _ = writeln!(text, "{} {usage}, {} places", id.raw(), shape.origins.len());
        for hint in shape.hints.iter().take(3) {
            let _ = writeln!(text, "  named after {hint:?}");
        }
        describe(&mut text, shapes, shape);
    }
    for (_, set) in shapes.header_sets.iter() {
        let names: Vec<&str> = set.headers.iter().map(|header| &*header.name).collect();
        let _ = writeln!(text, "headers {} of {} responses", names.join(" "), set.users.len());
    }
    text
}

fn describe(text: &mut String, shapes: &Shapes, shape: &Shape) {
    match &shape.kind {
        Kind::Object(object) => {
            for field in &object.fields {
                let required = if field.required { "" } else { "?" };
                let boxed = if field.boxed { " boxed" } else { "" };
                let _ = writeln!(text, "  {}{required}: {}{boxed}", field.name, ty(shapes, field.value, 3));
            }
            if object.rest != Member::Tolerated {
                let _ = writeln!(text, "  ..: {:?}", object.rest);
            }
        }
        Kind::Enum(listed) => {
            let values: Vec<String> = listed.values.iter().map(|value| value.value.to_string()).collect();
            let open = if listed.extensible { " .." } else { "" };
            let _ = writeln!(text, "  one of {}{open}", values.join(" "));
        }
        Kind::Union(union) => {
            let _ = writeln!(text, "  told apart by {:?}", union.dispatch);
            if let Some(lists) = &union.lists {
                let _ = writeln!(text, "  lists {:?} told apart by their items: {:?}", lists.variants, lists.dispatch);
            }
            for variant in &union.variants {
                let boxed = if variant.boxed { " boxed" } else { "" };
                let (tags, members) = (variant.tags.join(" "), variant.members.join(" "));
                let _ = writeln!(text, "  | {} tags [{tags}] members [{members}]{boxed}", ty(shapes, variant.value, 3));
            }
        }
        _ => {}
    }
}

fn ty(shapes: &Shapes, used: Use, depth: usize) -> String {
    let null = if used.nullable { " or null" } else { "" };
    let Some(shape) = shapes.arena.get(used.shape).filter(|_| depth > 0) else { return "..".to_owned() };
    match &shape.kind {
        Kind::Array { item, .. } => format!("[{}]{null}", ty(shapes, *item, depth - 1)),
        Kind::Map { value, or_any } => {
            let or_any = if *or_any { " or any" } else { "" };
            format!("{{{}{or_any}}}{null}", ty(shapes, *value, depth - 1))
        }
        Kind::Tuple { items, least, rest } => {
            let rest = rest.iter().map(|rest| format!("..{}", ty(shapes, *rest, depth - 1)));
            let optional = |index| if index < *least { "" } else { "?" };
            let places = items.iter().enumerate();
            let places = places.map(|(index, item)| format!("{}{}", ty(shapes, *item, depth - 1), optional(index)));
            let items: Vec<String> = places.chain(rest).collect();
            format!("({}){null}", items.join(", "))
        }
        kind if kind.is_nominal() => format!("#{}{null}", used.shape.raw()),
        scalar => format!("{scalar:?}{null}"),
    }
}
