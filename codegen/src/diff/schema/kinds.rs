//! Types, formats and `null`.
//!
//! Takes two views, gives what became of their types as a relation: wider, narrower, either of them when values travel as text, or other.

use super::pairs::{Fact, Found, Schemas};
use super::view::{Doc, Types, View, type_names};

const ALL: Types = 0b11_1111;
const INTEGER: Types = 1 << 1;
const NUMBER: Types = 1 << 2;
const STRING: Types = 1 << 3;
const ARRAY: Types = 1 << 4;
const STRUCTURED: Types = ARRAY | 1 << 5;

/// What became of the values that are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Same,
    Wider,
    Narrower,
    Other,
}

impl Relation {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Same, relation) | (relation, Self::Same) => relation,
            (left, right) if left == right => left,
            _ => Self::Other,
        }
    }
}

/// Compares whether `null` is allowed.
pub(super) fn nullable(schemas: &Schemas<'_>, old: &View, new: &View, found: &mut Found) {
    let is_free = |view: &View| view.types == 0 && view.nullable.is_none() && view.union.is_none();
    match (old.nullable, new.nullable) {
        (None, Some(node)) if !is_free(old) || says_something(schemas, old, true) => {
            found.add(Fact::new("became-nullable", old.origin, node));
        }
        (Some(node), None) if !is_free(new) || says_something(schemas, new, false) => {
            found.add(Fact::new("became-not-nullable", node, new.origin));
        }
        _ => {}
    }
}

fn says_something(schemas: &Schemas<'_>, view: &View, is_old: bool) -> bool {
    let doc = if is_old { &schemas.old } else { &schemas.new };
    let narrows = ["properties", "enum", "const", "items", "format", "pattern", "required", "$ref"];
    view.parts.iter().any(|&part| doc.tree.entries(part).any(|(key, _)| narrows.contains(&key)))
}

/// Compares types and formats. Gives whether there is a point in comparing the rest.
pub(super) fn compare(schemas: &mut Schemas<'_>, old: &View, new: &View, found: &mut Found) -> bool {
    if old.never || new.never {
        let name = match (old.never, new.never) {
            (false, true) => "type/narrower",
            (true, false) => "type/wider",
            _ => return false,
        };
        let words = |view: &View| if view.never { "nothing".to_owned() } else { type_names(view.types) };
        found.add(Fact::new(name, old.origin, new.origin).between(Some(words(old)), Some(words(new))));
        return false;
    }
    let formats = formats(schemas, old, new);
    let by_type = relation(old.types, new.types);
    let by_format = format_relation(formats.0, formats.1);
    let both = by_type.and(by_format);
    if both == Relation::Same {
        return true;
    }
    let key = if by_type == Relation::Same { "format" } else { "type" };
    let old_node = schemas.old.all(old, key).next().unwrap_or(old.origin);
    let new_node = schemas.new.all(new, key).next().unwrap_or(new.origin);
    let words = |types: Types, format: Option<&str>| match format {
        Some(format) => format!("{} of format `{format}`", type_names(types)),
        None => type_names(types),
    };
    let between = (Some(words(old.types, formats.0)), Some(words(new.types, formats.1)));
    let is_list = (old.listed || new.listed) && old.types != 0 && new.types != 0 && by_type != Relation::Same;
    let names: &[&str] = match both {
        Relation::Wider if is_list => &["list-of-types-widened"],
        Relation::Narrower if is_list => &["list-of-types-narrowed"],
        _ if is_list => &["list-of-types-widened", "list-of-types-narrowed"],
        Relation::Wider if by_type == Relation::Same => &["format/wider"],
        Relation::Narrower if by_type == Relation::Same => &["format/narrower"],
        Relation::Wider => &["type/wider"],
        Relation::Narrower => &["type/narrower"],
        _ if by_type == Relation::Same => &["format/other"],
        _ if is_array_of(schemas, old, new) => &["type/array-of"],
        _ => &[text_relation(old.types, new.types, formats)],
    };
    for name in names {
        found.add(Fact::new(*name, old_node, new_node).between(between.0.clone(), between.1.clone()));
    }
    let overlap = expand(old.types) & expand(new.types) != 0;
    overlap || (old.types | new.types) & STRUCTURED == 0
}

/// Formats of OpenAPI 3.0 and what says the same in 3.1: a keyword and its value.
const SPELLINGS: &[(&str, &str, &str)] =
    &[("byte", "contentEncoding", "base64"), ("binary", "contentMediaType", "application/octet-stream")];

/// The formats of both; that of a side which spells the other one's as a keyword is the same.
fn formats<'a>(schemas: &Schemas<'a>, old: &View, new: &View) -> (Option<&'a str>, Option<&'a str>) {
    let (before, after) = (format(&schemas.old, old), format(&schemas.new, new));
    match (before, after) {
        (Some(format), None) if spells(&schemas.new, new, format) => (before, before),
        (None, Some(format)) if spells(&schemas.old, old, format) => (after, after),
        formats => formats,
    }
}

fn format<'a>(doc: &Doc<'a>, view: &View) -> Option<&'a str> {
    let tree = doc.tree;
    doc.all(view, "format").find_map(|node| tree.as_str(node))
}

fn spells(doc: &Doc<'_>, view: &View, format: &str) -> bool {
    let tree = doc.tree;
    let is_said = |(name, key, value): &(&str, &str, &str)| {
        *name == format && doc.all(view, key).any(|node| tree.as_str(node) == Some(*value))
    };
    SPELLINGS.iter().any(is_said)
}

/// Whether one side says by a keyword what the other one's format says.
pub(super) fn is_respelled(schemas: &Schemas<'_>, old: &View, new: &View, key: &str) -> bool {
    let is_of = |format: Option<&str>| SPELLINGS.iter().any(|(name, by, _)| format == Some(*name) && *by == key);
    let (before, after) = (format(&schemas.old, old), format(&schemas.new, new));
    let either = is_of(before) != is_of(after);
    either && formats(schemas, old, new) != (before, after)
}

fn expand(types: Types) -> Types {
    match types {
        0 => ALL,
        types if types & NUMBER != 0 => types | INTEGER,
        types => types,
    }
}

fn relation(old: Types, new: Types) -> Relation {
    let (old, new) = (expand(old), expand(new));
    match (old & !new, new & !old) {
        (0, 0) => Relation::Same,
        (0, _) => Relation::Wider,
        (_, 0) => Relation::Narrower,
        _ => Relation::Other,
    }
}

/// Numbers of a larger format hold those of a smaller one.
fn format_relation(old: Option<&str>, new: Option<&str>) -> Relation {
    let larger = [("int32", "int64"), ("float", "double"), ("int8", "int16"), ("int16", "int32")];
    match (old, new) {
        (old, new) if old == new => Relation::Same,
        (Some(_), None) => Relation::Wider,
        (None, Some(_)) => Relation::Narrower,
        (Some(old), Some(new)) if larger.contains(&(old, new)) => Relation::Wider,
        (Some(old), Some(new)) if larger.contains(&(new, old)) => Relation::Narrower,
        _ => Relation::Other,
    }
}

/// The relation where all values are texts: a string holds whatever there is.
fn text_relation(old: Types, new: Types, formats: (Option<&str>, Option<&str>)) -> &'static str {
    let holds = |outer: Types, format: Option<&str>| outer & STRING != 0 && format.is_none();
    let is_deep = |inner: Types, outer: Types| inner & !expand(outer) & STRUCTURED != 0;
    match (holds(new, formats.1), holds(old, formats.0)) {
        (true, false) if is_deep(old, new) => "type/deep-text-wider",
        (true, false) => "type/text-wider",
        (false, true) if is_deep(new, old) => "type/deep-text-narrower",
        (false, true) => "type/text-narrower",
        _ => "type/other",
    }
}

/// Whether a value became a list that may hold just it: the same on the wire where lists are written by repetition.
fn is_array_of(schemas: &mut Schemas<'_>, old: &View, new: &View) -> bool {
    if new.types != ARRAY || old.types == 0 || old.types & STRUCTURED != 0 {
        return false;
    }
    let items: Vec<_> = schemas.new.all(new, "items").collect();
    let tree = schemas.new.tree;
    let limits = |key: &str| matches!(key, "minItems" | "maxItems" | "uniqueItems" | "prefixItems" | "contains");
    if items.is_empty() || new.parts.iter().any(|&part| tree.entries(part).any(|(key, _)| limits(key))) {
        return false;
    }
    let id = schemas.new.view(&items);
    let item = schemas.new.get(id);
    let is_free = |key: &str| matches!(key, "type" | "description" | "title" | "nullable" | "example");
    let unlimited = item.parts.iter().all(|&part| tree.entries(part).all(|(key, _)| is_free(key)));
    let holds = item.types & STRING != 0 || matches!(relation(old.types, item.types), Relation::Same | Relation::Wider);
    unlimited && item.types != 0 && holds
}
