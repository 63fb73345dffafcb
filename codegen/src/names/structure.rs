//! What a type looks like inside, as a number: how a type is found again when its place in the document is another.
//!
//! Takes shapes, gives hashes that are the same on every machine and in every version. Must not depend on names of types, on the
//! order of members, or on what is required.

use crate::base::stable_hash;
use crate::model::{Kind, Shape, ShapeId, Shapes};

/// How far the structure of a type with a single member looks into it. One with more is told by the kinds of its members, so that a
/// change of what is inside changes one structure only.
const DEEPEST: usize = 2;

/// How much there has to be inside of a type so that another one is not like it by chance.
const TELLING: usize = 2;

/// The structure of a type; nothing when it is so small that others are like it by chance.
pub(super) fn structure(shapes: &Shapes, shape: &Shape) -> Option<u32> {
    if !shape.kind.is_nominal() {
        return None;
    }
    let text = describe(shapes, &shape.kind, 0);
    let inside = text.matches([':', ',']).count() + usize::from(matches!(shape.kind, Kind::Enum(_)));
    (inside >= TELLING).then(|| {
        let hash = stable_hash([text.as_str()]);
        // Both halves count.
        u32::try_from((hash >> 32) ^ (hash & 0xffff_ffff)).unwrap_or_default()
    })
}

fn describe(shapes: &Shapes, kind: &Kind, depth: usize) -> String {
    let is_single = match kind {
        Kind::Object(object) => object.fields.len() == 1,
        Kind::Enum(_) | Kind::Union(_) => false,
        _ => true,
    };
    let inside = |id: ShapeId| match shapes.arena.get(id) {
        Some(shape) if depth < DEEPEST && is_single => describe(shapes, &shape.kind, depth + 1),
        Some(shape) => super::members::kind_word(&shape.kind).to_owned(),
        None => String::new(),
    };
    let list = |mut parts: Vec<String>| {
        parts.sort();
        parts.join(",")
    };
    match kind {
        Kind::Object(object) => {
            let fields = object.fields.iter().map(|field| format!("{}:{}", field.name, inside(field.value.shape)));
            format!("object{{{}}}", list(fields.collect()))
        }
        Kind::Enum(values) => {
            format!("enum{{{}}}", list(values.values.iter().map(|value| value.value.to_string()).collect()))
        }
        Kind::Union(union) => {
            let variants =
                union.variants.iter().map(|variant| format!("{:?}{}", variant.tags, inside(variant.value.shape)));
            format!("union{{{}}}", list(variants.collect()))
        }
        Kind::Array { item, .. } => format!("[{}]", inside(item.shape)),
        Kind::Map { value, .. } => format!("{{{}}}", inside(value.shape)),
        Kind::Tuple { items, .. } => {
            format!("({})", items.iter().map(|item| inside(item.shape)).collect::<Vec<_>>().join(","))
        }
        scalar => super::members::kind_word(scalar).to_owned(),
    }
}
