//! Rust types of shapes.
//!
//! Takes uses of shapes, gives [`Ty`]. Must not place `Option` for absence: that is up to the member (`members`).

use super::ir::{Ident, Ty};
use crate::base::{Graph, Lookup, Table};
use crate::model::{Foreign, IntegerKind, Kind, NumberKind, Shape, ShapeId, Shapes, TextKind, Use};
use crate::names::Names;

/// The longest tuple that the runtime reads.
const MAX_TUPLE: usize = 8;

/// Lists of lists deeper than this are any value: nobody writes them by hand.
const MAX_NESTING: usize = 16;

/// Gives the Rust type of each shape.
pub(super) struct Types<'a> {
    shapes: &'a Shapes,
    names: &'a Names,
    foreign: &'a Foreign,
    /// Lists and maps that contain themselves: structs of their own (true), or without a name and so any value (false).
    cyclic: Table<Shape, bool>,
    taken: Lookup<&'a str, ()>,
}

impl<'a> Types<'a> {
    pub(super) fn new(shapes: &'a Shapes, names: &'a Names, foreign: &'a Foreign) -> Self {
        let mut taken = Lookup::new();
        for (_, name) in names.types.iter() {
            taken.insert(&*name.ident, ());
        }
        Self { shapes, names, foreign, cyclic: find_cyclic(shapes, names), taken }
    }

    /// Whether a type below `models` has this name.
    pub(super) fn is_taken(&self, ident: &str) -> bool {
        self.taken.contains(ident)
    }

    /// The type of a value that is there; `Option` when it can be `null`.
    pub(super) fn of(&self, place: Use) -> Ty {
        self.at(place, 0)
    }

    /// The type of a value that is there and not `null`.
    pub(super) fn of_shape(&self, id: ShapeId) -> Ty {
        self.shape(id, 0)
    }

    /// What an alias of the shape stands for; what the struct of a cyclic list holds.
    pub(super) fn inside(&self, id: ShapeId) -> Ty {
        self.shapes.arena.get(id).map_or(Ty::VALUE, |shape| self.kind(&shape.kind, 0))
    }

    /// Whether the shape is a list or map that contains itself and has a name.
    pub(super) fn is_newtype(&self, id: ShapeId) -> bool {
        self.cyclic.get(id) == Some(&true)
    }

    /// The identifier of a type below `models`.
    pub(super) fn ident(&self, id: ShapeId) -> Option<&'a Ident> {
        self.names.types.get(id).map(|name| &name.ident)
    }

    fn at(&self, place: Use, depth: usize) -> Ty {
        let ty = self.shape(place.shape, depth);
        if place.nullable { ty.optional() } else { ty }
    }

    fn shape(&self, id: ShapeId, depth: usize) -> Ty {
        let Some(shape) = self.shapes.arena.get(id) else { return Ty::VALUE };
        let named = matches!(shape.kind, Kind::Enum(_) | Kind::Object(_) | Kind::Union(_)) || self.is_newtype(id);
        match self.ident(id) {
            Some(ident) if named => Ty::Model(ident.clone()),
            _ if named || depth > MAX_NESTING || self.cyclic.contains(id) => Ty::VALUE,
            _ => self.kind(&shape.kind, depth),
        }
    }

    /// A position of a list that can be shorter: what is missing and what is `null` are told apart as in an object.
    fn position(&self, item: Use, required: bool, depth: usize) -> Ty {
        match (self.shape(item.shape, depth), required) {
            (Ty::VALUE, true) => Ty::VALUE,
            (ty, _) if item.nullable && ty != Ty::VALUE => Ty::Maybe(Box::new(ty)),
            (ty, true) => ty,
            (ty, false) => Ty::Option(Box::new(ty)),
        }
    }

    fn kind(&self, kind: &Kind, depth: usize) -> Ty {
        match kind {
            Kind::Any | Kind::Null | Kind::Never | Kind::Enum(_) | Kind::Object(_) | Kind::Union(_) => Ty::VALUE,
            Kind::Boolean => Ty::Bool,
            Kind::Integer(IntegerKind::Big) | Kind::Number(NumberKind::Decimal) => Ty::Runtime("Number"),
            Kind::Integer(kind) => Ty::Int(integer(*kind)),
            Kind::Number(NumberKind::F64) => Ty::F64,
            Kind::Text(kind) => text(*kind),
            Kind::Foreign(id) => {
                self.foreign.types.get(usize::from(*id)).map_or(Ty::VALUE, |path| Ty::Foreign(path.clone()))
            }
            Kind::Array { item, .. } => Ty::List(Box::new(self.at(*item, depth + 1))),
            Kind::Map { value, or_any: false } => Ty::Map(Box::new(self.at(*value, depth + 1))),
            Kind::Map { value, or_any: true } => Ty::Map(Box::new(Ty::OrAny(Box::new(self.at(*value, depth + 1))))),
            Kind::Tuple { items, least, rest } if (1..=MAX_TUPLE).contains(&items.len()) => match rest {
                None => Ty::Tuple(items.iter().map(|item| self.at(*item, depth + 1)).collect()),
                Some(rest) => {
                    let items = items.iter().enumerate();
                    let positions = items.map(|(index, item)| self.position(*item, index < *least, depth + 1));
                    Ty::Leading(positions.collect(), Box::new(self.at(*rest, depth + 1)))
                }
            },
            Kind::Tuple { .. } => Ty::List(Box::new(Ty::VALUE)),
        }
    }
}

const fn integer(kind: IntegerKind) -> &'static str {
    match kind {
        IntegerKind::I8 => "i8",
        IntegerKind::I16 => "i16",
        IntegerKind::I32 => "i32",
        IntegerKind::I64 | IntegerKind::Big => "i64",
        IntegerKind::U8 => "u8",
        IntegerKind::U16 => "u16",
        IntegerKind::U32 => "u32",
        IntegerKind::U64 => "u64",
    }
}

/// Bytes as they are can only be a whole body; in JSON they are a text.
const fn text(kind: TextKind) -> Ty {
    match kind {
        TextKind::Plain | TextKind::Binary => Ty::String,
        TextKind::DateTime => Ty::Runtime("Timestamp"),
        TextKind::Date => Ty::Runtime("Date"),
        TextKind::Time => Ty::Runtime("Time"),
        TextKind::Base64 => Ty::Runtime("Base64"),
    }
}

/// `type A = Vec<A>;` is none: lists, maps and tuples that reach themselves without a struct or an enum in between. A tuple in
/// such a circle would have no size.
fn find_cyclic(shapes: &Shapes, names: &Names) -> Table<Shape, bool> {
    let mut graph = Graph::new(shapes.arena.len());
    for (id, shape) in shapes.arena.iter() {
        let inside: &[Use] = match &shape.kind {
            Kind::Array { item, .. } => std::slice::from_ref(item),
            Kind::Map { value, .. } => std::slice::from_ref(value),
            Kind::Tuple { items, .. } => items,
            _ => &[],
        };
        let rest = match &shape.kind {
            Kind::Tuple { rest, .. } => rest.as_ref(),
            _ => None,
        };
        for place in inside.iter().chain(rest) {
            graph.add_edge(id.index(), place.shape.index());
        }
    }
    let components = graph.components();
    let named = |id: ShapeId| {
        names.types.contains(id) && shapes.arena.get(id).is_some_and(|shape| !matches!(shape.kind, Kind::Tuple { .. }))
    };
    let mut cyclic = Table::new();
    for id in shapes.arena.ids().filter(|id| components.is_cyclic(id.index())) {
        let circle = components.component_of.get(id.index()).and_then(|component| components.members.get(*component));
        let reaches_name =
            circle.into_iter().flatten().any(|other| u32::try_from(*other).is_ok_and(|raw| named(ShapeId::new(raw))));
        // A list without a name stays as it is when the circle has a struct elsewhere.
        if named(id) {
            cyclic.insert(id, true);
        } else if !reaches_name || matches!(shapes.arena.get(id).map(|shape| &shape.kind), Some(Kind::Tuple { .. })) {
            cyclic.insert(id, false);
        }
    }
    cyclic
}
