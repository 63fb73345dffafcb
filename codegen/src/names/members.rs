//! Members: fields of objects, variants of enums and unions, and what is beside them.
//!
//! Takes shapes and the names of types, gives names in the order of each shape's list. The first of two names that become
//! equal keeps the plain form; the other one gets a telling one.

use crate::base::{Json, Lookup, Table};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{
    Api, EnumShape, EnumValue, IntegerKind, Kind, NameHint, NumberKind, ObjectShape, SchemaId, Shape, ShapeId, Shapes,
    TextKind, Union, Variant,
};

use super::Names;
use super::claims::{How, Scope};
use super::keywords::Case;
use super::pins::Pins;
use super::words::{Words, case_word};

/// Names the members of all shapes whose types are named.
pub(super) fn name_members(api: &Api, shapes: &Shapes, pins: &Pins<'_>, names: &mut Names, diags: &mut Diagnostics) {
    let components = api.components.iter().map(|(name, schema)| (*schema, &**name)).collect();
    let payloads = Payloads { api, shapes, components };
    for (id, shape) in shapes.arena.iter() {
        let mut found = Vec::new();
        let before = pins.members(id, shape);
        let before = &before;
        match &shape.kind {
            Kind::Object(object) => name_fields(id, object, before, names, &mut found),
            Kind::Enum(values) => {
                let own = own_words(shape, id, &names.types);
                name_values(id, values, &own, before, names, &mut found);
            }
            Kind::Union(union) => name_variants(id, shape.schema, union, &payloads, before, names, &mut found),
            _ => {}
        }
        let at = |diagnostic: Diagnostic| match shape.origins.first() {
            Some(origin) => diagnostic.at(*origin),
            None => diagnostic,
        };
        diags.extend(found.into_iter().map(at));
    }
}

/// What members were called before, by their names in the document.
type Before<'a> = Lookup<&'a str, &'a str>;

/// What the lock knows the members of a type by, in the order of the shape's own list.
pub(super) fn keys(shape: &Shape, names: &Names) -> Vec<Option<Box<str>>> {
    match &shape.kind {
        Kind::Object(object) => object.fields.iter().map(|field| Some(field.name.clone())).collect(),
        Kind::Enum(values) => values.values.iter().map(|value| Some(value_text(&value.value).into())).collect(),
        Kind::Union(union) => variant_keys(union, names),
        _ => Vec::new(),
    }
}

/// The type that an alternative holds, if it has a name and is no other one's as well.
fn variant_keys(union: &Union, names: &Names) -> Vec<Option<Box<str>>> {
    let ident = |variant: &Variant| names.types.get(variant.value.shape).map(|name| name.ident.clone());
    let all: Vec<Option<Box<str>>> = union.variants.iter().map(ident).collect();
    all.iter()
        .map(|key| key.clone().filter(|key| all.iter().flatten().filter(|other| *other == key).count() == 1))
        .collect()
}

// ---- objects -----------------------------------------------------------------------------

fn name_fields(id: ShapeId, object: &ObjectShape, before: &Before<'_>, names: &mut Names, found: &mut Vec<Diagnostic>) {
    let mut scope = Scope::new(Case::Field, &[]);
    let mut idents: Vec<Option<Box<str>>> = object
        .fields
        .iter()
        .map(|field| before.get(&*field.name).filter(|ident| scope.take(ident)).map(|ident| Box::from(*ident)))
        .collect();
    // A name that is an identifier already is not taken away by one that only becomes it: whatever the order is, and whatever
    // comes later.
    for (field, ident) in object.fields.iter().zip(&mut idents).filter(|(_, ident)| ident.is_none()) {
        let plain = Case::Field.ident(&Words::of(&field.name));
        if super::bare(&plain) == &*field.name && scope.take(&plain) {
            *ident = Some(plain.into());
        }
    }
    let idents = object.fields.iter().zip(idents).map(|(field, ident)| {
        ident.unwrap_or_else(|| {
            let claim = scope.claim(candidates(&field.name).map(|words| Case::Field.ident(&words)));
            if claim.how != How::Plain {
                found.push(super::collision(&field.name, &claim.ident));
            }
            claim.ident
        })
    });
    let idents = idents.collect();
    names.rest.insert(id, scope.claim(["other", "other_members", "undeclared"].map(str::to_owned)).ident);
    names.numbered += scope.numbered();
    names.members.insert(id, idents);
}

/// A name of the document as words: plain, with its signs spelled out, with what its capitals say. Made as needed: nearly
/// always the first one is free.
fn candidates(name: &str) -> impl Iterator<Item = Words> + '_ {
    (0..4).map(move |step| match step {
        0 => Words::of(name),
        1 => Words::spelled(name),
        2 => Words::of(name).and(case_word(name)),
        _ => Words::spelled(name).and(case_word(name)),
    })
}

// ---- enums -------------------------------------------------------------------------------

/// The names that a value may repeat: that of the type, that of the member which has it.
fn own_words(shape: &Shape, id: ShapeId, types: &Table<Shape, super::TypeName>) -> Vec<Words> {
    let member = shape.hints.iter().find_map(|hint| match hint {
        NameHint::Member { name, .. } | NameHint::Parameter { name, .. } => Some(Words::of(name)),
        _ => None,
    });
    types.get(id).map(|name| Words::of(&name.ident)).into_iter().chain(member).collect()
}

fn name_values(
    id: ShapeId,
    values: &EnumShape,
    own: &[Words],
    before: &Before<'_>,
    names: &mut Names,
    found: &mut Vec<Diagnostic>,
) {
    // The fallback has its name whatever the values are: a new value must not rename it.
    let mut scope = Scope::new(Case::Variant, &["Unknown"]);
    let texts: Vec<String> = values.values.iter().map(|value| value_text(&value.value)).collect();
    let pinned: Vec<Option<&str>> =
        texts.iter().map(|text| before.get(text.as_str()).copied().filter(|ident| scope.take(ident))).collect();
    let mut idents = Vec::with_capacity(values.values.len());
    for ((value, text), pinned) in values.values.iter().zip(texts).zip(pinned) {
        if let Some(ident) = pinned {
            idents.push(ident.into());
            continue;
        }
        let claim = scope.claim(value_candidates(value, &text, own).map(|words| Case::Variant.ident(&words)));
        if claim.how == How::Numbered {
            found.push(super::collision(&text, &claim.ident));
        }
        idents.push(claim.ident);
    }
    names.numbered += scope.numbered();
    names.unknown.insert(id, "Unknown".into());
    names.members.insert(id, idents);
}

fn value_candidates<'a>(value: &'a EnumValue, text: &'a str, own: &[Words]) -> impl Iterator<Item = Words> + 'a {
    let given = value.name.as_deref().filter(|name| !name.trim().is_empty());
    let name = given.unwrap_or(text);
    let plain = Words::of(name);
    let stripped =
        if given.is_none() && value.value.as_str().is_some() { without_own(&plain, text, own) } else { None };
    let unknown =
        if plain == Words::one("unknown") { vec![plain.clone(), Words::of("declared unknown")] } else { Vec::new() };
    let last = std::iter::once_with(move || plain.and(json_word(&value.value)));
    stripped.into_iter().chain(unknown).chain(candidates(name)).chain(last)
}

/// The value without words in front that only repeat what the enum is called. It depends on the enum's names and on the
/// value, never on the other values, so that a new value renames nothing.
fn without_own(value: &Words, text: &str, own: &[Words]) -> Option<Words> {
    const LONGEST: usize = 12;
    // In capitals a value is made like a constant of C, with its type in front; else one word can well be part of it.
    let constant = !text.chars().any(char::is_lowercase);
    let mut best = 0;
    for name in own {
        let name = name.as_slice();
        let name = name.get(..name.len().min(LONGEST)).unwrap_or_default();
        for start in 0..name.len() {
            let tail = name.get(start..).unwrap_or_default();
            let enough = start == 0 || tail.len() > 1 || constant;
            let repeats =
                tail.len() < value.len() && tail.iter().zip(value.as_slice()).all(|(a, b)| is_same_stem(a, b));
            if enough && repeats {
                best = best.max(tail.len());
            }
        }
    }
    if best == 0 { None } else { value.skip(best) }
}

/// Whether two words differ in their ending only: `invite` and `invitation`, `status` and `statuses`.
fn is_same_stem(a: &str, b: &str) -> bool {
    fn stem(word: &str) -> &str {
        const ENDINGS: &[&str] = &[
            "ations", "ation", "itions", "ition", "ings", "ing", "ions", "ion", "ies", "ers", "er", "es", "ed", "e",
            "s", "y",
        ];
        let cut = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.chars().count() >= 3));
        cut.unwrap_or(word)
    }
    a == b || stem(a) == stem(b)
}

fn value_text(value: &Json) -> String {
    match value {
        Json::String(text) => text.to_string(),
        Json::Number(number) => number.to_string(),
        other => other.to_string(),
    }
}

fn json_word(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(_) => "number",
        Json::String(_) => "text",
        Json::Array(_) => "list",
        Json::Object(_) => "object",
    }
}

// ---- unions ------------------------------------------------------------------------------

fn name_variants(
    id: ShapeId,
    schema: SchemaId,
    union: &Union,
    payloads: &Payloads<'_>,
    before: &Before<'_>,
    names: &mut Names,
    found: &mut Vec<Diagnostic>,
) {
    let mut scope = Scope::new(Case::Variant, &["Unknown"]);
    let own = names.types.get(id).map(|name| Words::of(&name.ident));
    let keys = variant_keys(union, names);
    let pinned: Vec<Option<&str>> =
        keys.iter().map(|key| before.get(key.as_deref()?).copied().filter(|ident| scope.take(ident))).collect();
    let mut idents = Vec::with_capacity(union.variants.len());
    for (variant, pinned) in union.variants.iter().zip(pinned) {
        if let Some(ident) = pinned {
            idents.push(ident.into());
            continue;
        }
        // One of several JSON types of a schema is not what the schema is called.
        let declared = Some(variant.schema).filter(|alternative| *alternative != schema);
        let payload = payloads.words(variant.value.shape, declared, names);
        let mut all = Vec::new();
        let rest = own.as_ref().and_then(|own| without_union(&payload, own));
        // `FooChoice` is a name for want of a better one, and says nothing besides `List`.
        all.extend(
            rest.as_ref()
                .filter(|rest| rest.first_of(&["choice", "object", "union"]) == Some(0))
                .and_then(|rest| rest.skip(1)),
        );
        all.extend(rest);
        all.push(payload.clone());
        all.extend(variant.tags.first().map(|tag| Words::of(tag)));
        all.extend(
            variant.members.first().map(|member| payload.then_all(&Words::one("with")).then_all(&Words::of(member))),
        );
        all.extend(variant.tags.first().map(|tag| payload.then_all(&Words::of(tag))));
        let claim = scope.claim(all.iter().map(|words| Case::Variant.ident(words)));
        if claim.how == How::Numbered {
            found.push(super::collision(&payload.snake("variant"), &claim.ident));
        }
        idents.push(claim.ident);
    }
    names.numbered += scope.numbered();
    names.unknown.insert(id, "Unknown".into());
    names.members.insert(id, idents);
}

/// The payload's name without the union's own at its start or end.
fn without_union(payload: &Words, own: &Words) -> Option<Words> {
    if payload.as_slice().starts_with(own.as_slice()) {
        payload.skip(own.len())
    } else if payload.as_slice().ends_with(own.as_slice()) {
        payload.drop_last(own.len())
    } else {
        None
    }
}

/// What the payloads of variants are named by.
struct Payloads<'a> {
    api: &'a Api,
    shapes: &'a Shapes,
    components: Lookup<SchemaId, &'a str>,
}

impl Payloads<'_> {
    /// A name for what a variant holds: its type's, that of its schema, else that of its kind. Lists are named by their items.
    fn words(&self, shape: ShapeId, schema: Option<SchemaId>, names: &Names) -> Words {
        const DEEP: usize = 4;
        let mut tails = Vec::new();
        let mut at = shape;
        let mut words = loop {
            // A string is not what the first component is called that is a string, too.
            let own = |shape: &Shape| matches!(shape.kind, Kind::Object(_) | Kind::Enum(_) | Kind::Union(_));
            if let Some(name) = names.types.get(at).filter(|_| self.shapes.arena.get(at).is_some_and(own)) {
                break Words::of(&name.ident);
            }
            if let Some(name) = schema.and_then(|schema| self.declared(schema)).filter(|_| tails.is_empty()) {
                return Words::of(name);
            }
            let Some(shape) = self.shapes.arena.get(at) else { break Words::one("value") };
            match &shape.kind {
                Kind::Array { item, .. } if tails.len() < DEEP => {
                    tails.push("list");
                    at = item.shape;
                }
                Kind::Map { value, .. } if tails.len() < DEEP => {
                    tails.push("map");
                    at = value.shape;
                }
                kind => break Words::one(kind_word(kind)),
            }
        };
        while let Some(tail) = tails.pop() {
            words = words.and(tail);
        }
        words
    }

    /// The component or title of a schema, also of one that it refers to.
    fn declared(&self, schema: SchemaId) -> Option<&str> {
        let mut at = schema;
        for _ in 0..16 {
            let node = self.api.schemas.get(at)?;
            let title = node.meta.title.as_deref().filter(|title| is_telling(title));
            if let Some(name) = self.components.get(&at).copied().or(title) {
                return Some(name);
            }
            at = node.reference?;
        }
        None
    }
}

/// Whether a title says more than the type does.
fn is_telling(title: &str) -> bool {
    const TYPES: &[&str] = &["array", "boolean", "integer", "list", "null", "number", "object", "string"];
    !title.trim().is_empty() && title.len() <= 40 && !TYPES.contains(&title.to_lowercase().as_str())
}

pub(super) fn kind_word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Any => "any",
        Kind::Null => "null",
        Kind::Never => "never",
        Kind::Boolean => "boolean",
        Kind::Integer(IntegerKind::Big) => "bigint",
        Kind::Integer(_) => "integer",
        Kind::Number(NumberKind::Decimal) => "decimal",
        Kind::Number(NumberKind::F64) => "number",
        Kind::Text(TextKind::Plain) => "string",
        Kind::Text(TextKind::DateTime) => "timestamp",
        Kind::Text(TextKind::Date) => "date",
        Kind::Text(TextKind::Time) => "time",
        Kind::Text(TextKind::Base64 | TextKind::Binary) => "bytes",
        Kind::Foreign(_) => "value",
        Kind::Enum(_) => "choice",
        Kind::Array { .. } => "list",
        Kind::Tuple { items, .. } => match items.len() {
            2 => "pair",
            3 => "triple",
            4 => "quadruple",
            5 => "quintuple",
            6 => "sextuple",
            _ => "tuple",
        },
        Kind::Map { .. } => "map",
        Kind::Object(_) => "object",
        Kind::Union(_) => "union",
    }
}
