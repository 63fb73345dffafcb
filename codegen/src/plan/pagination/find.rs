//! What an answer has: its arrays, and members by name.

use super::{Context, Subject};
use crate::base::pointer::join;
use crate::model::{Field, Kind, ShapeId, TextKind, Use};
use crate::plan::ir::{Ident, PagingField, Ty};

/// The items of a page.
pub(super) struct Items {
    /// Where they are, as a JSON pointer.
    pub(super) pointer: String,
    /// The fields that lead to them, from the body down.
    pub(super) path: Vec<PagingField>,
    /// The type of one.
    pub(super) item: Ty,
}

/// A member somewhere in an answer.
pub(super) struct Found<'a> {
    pub(super) pointer: String,
    /// Its name without anything but letters and digits, in lower case.
    pub(super) name: String,
    /// The same of the object that it is in; nothing at the top.
    pub(super) parent: String,
    pub(super) field: &'a Field,
}

/// The answer of an operation.
pub(super) struct List<'a> {
    subject: &'a Subject<'a>,
}

/// Names that lists of items have.
const ITEMS: &[&str] = &[
    "data",
    "items",
    "results",
    "result",
    "values",
    "value",
    "records",
    "entries",
    "list",
    "elements",
    "objects",
    "resources",
    "content",
    "members",
    "rows",
];

impl<'a> List<'a> {
    pub(super) const fn of(subject: &'a Subject<'a>) -> Self {
        Self { subject }
    }

    fn kind(&self, shape: ShapeId) -> Option<&'a Kind> {
        self.subject.context.shapes.arena.get(shape).map(|shape| &shape.kind)
    }

    fn fields(&self, shape: ShapeId) -> &'a [Field] {
        fields(self.subject.context, shape)
    }

    /// The items: the body, the only array in it or the one with a telling name, or the same in the only object in it.
    pub(super) fn items(&self) -> Option<Items> {
        let body = self.subject.body;
        if let Some(item) = self.item(body.shape) {
            return Some(Items { pointer: String::new(), path: Vec::new(), item });
        }
        if let Some(found) = self.items_of(body.shape) {
            return Some(found);
        }
        let fields = self.fields(body.shape);
        if fields.iter().any(|field| self.item(field.value.shape).is_some()) {
            return None;
        }
        let mut inner = fields.iter().filter_map(|field| {
            let items = self.items_of(field.value.shape)?;
            self.below(body.shape, field, items)
        });
        let found = inner.next()?;
        inner.next().is_none().then_some(found)
    }

    /// The items at a JSON pointer.
    pub(super) fn items_at(&self, pointer: &str) -> Option<Items> {
        self.items_below(self.subject.body.shape, pointer)
    }

    fn items_below(&self, shape: ShapeId, pointer: &str) -> Option<Items> {
        let Some(rest) = pointer.strip_prefix('/') else {
            let item = self.item(shape)?;
            return pointer.is_empty().then(|| Items { pointer: String::new(), path: Vec::new(), item });
        };
        let (token, rest) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let name = token.replace("~1", "/").replace("~0", "~");
        let field = self.fields(shape).iter().find(|field| *field.name == *name)?;
        let items = self.items_below(field.value.shape, rest)?;
        self.below(shape, field, items)
    }

    fn items_of(&self, shape: ShapeId) -> Option<Items> {
        let mut arrays = self.fields(shape).iter().filter_map(|field| Some((field, self.item(field.value.shape)?)));
        let first = arrays.next()?;
        let rest: Vec<_> = arrays.collect();
        let (field, item) = if rest.is_empty() {
            first
        } else {
            let all = || std::iter::once(&first).chain(&rest);
            ITEMS.iter().find_map(|name| all().find(|(field, _)| plain(&field.name) == **name)).cloned()?
        };
        self.below(shape, field, Items { pointer: String::new(), path: Vec::new(), item })
    }

    /// The same, seen from the object that the member is in.
    fn below(&self, owner: ShapeId, field: &Field, mut items: Items) -> Option<Items> {
        items.pointer.insert_str(0, &join("", &field.name));
        items.path.insert(
            0,
            PagingField {
                ident: self.ident(owner, field)?,
                nullable: field.value.nullable && !field.required,
                optional: !field.required || field.value.nullable,
            },
        );
        Some(items)
    }

    fn ident(&self, owner: ShapeId, field: &Field) -> Option<Ident> {
        let index = self.fields(owner).iter().position(|other| other.name == field.name)?;
        self.subject.context.names.members.get(owner)?.get(index).cloned()
    }

    /// The type of an item, when the shape is a plain list.
    fn item(&self, shape: ShapeId) -> Option<Ty> {
        let types = &self.subject.context.types;
        match self.kind(shape) {
            Some(Kind::Array { .. }) => match types.of_shape(shape) {
                Ty::List(item) => Some(*item),
                _ => None,
            },
            _ => None,
        }
    }

    /// All members that are no lists, down to the third level.
    pub(super) fn members(&self) -> Vec<Found<'a>> {
        let mut found = Vec::new();
        self.collect(self.subject.body.shape, "", "", 0, &mut found);
        found
    }

    fn collect(&self, shape: ShapeId, above: &str, parent: &str, depth: usize, found: &mut Vec<Found<'a>>) {
        const DEPTH: usize = 3;
        // Pages have few members; what has hundreds is something else.
        const MOST: usize = 500;
        for field in self.fields(shape) {
            if found.len() >= MOST {
                return;
            }
            let (pointer, name) = (join(above, &field.name), plain(&field.name));
            if depth + 1 < DEPTH {
                self.collect(field.value.shape, &pointer, &name, depth + 1, found);
            }
            found.push(Found { pointer, name, parent: parent.to_owned(), field });
        }
    }

    /// Whether values are texts.
    pub(super) fn is_text(&self, place: Use) -> bool {
        matches!(self.kind(place.shape), Some(Kind::Text(TextKind::Plain)))
    }

    /// Whether values are numbers or texts: what a token can be.
    pub(super) fn is_token(&self, place: Use) -> bool {
        self.is_text(place) || matches!(self.kind(place.shape), Some(Kind::Integer(_)))
    }

    /// Whether values are integers.
    pub(super) fn is_integer(&self, place: Use) -> bool {
        matches!(self.kind(place.shape), Some(Kind::Integer(_) | Kind::Number(_)))
    }

    /// Whether values are `true` or `false`.
    pub(super) fn is_flag(&self, place: Use) -> bool {
        matches!(self.kind(place.shape), Some(Kind::Boolean))
    }
}

/// The members of an object; of anything else, none.
pub(super) fn fields<'a>(context: &Context<'a>, shape: ShapeId) -> &'a [Field] {
    match context.shapes.arena.get(shape).map(|shape| &shape.kind) {
        Some(Kind::Object(object)) => &object.fields,
        _ => &[],
    }
}

/// A name without anything but letters and digits, in lower case.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
