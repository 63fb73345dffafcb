//! What kind of shape a schema is.

use crate::analyze::{self, alternatives};
use crate::base::{Json, OrderedSet};
use crate::model::{
    Additional, Api, EnumBase, EnumShape, EnumValue, ForeignId, IntegerKind, JsonType, Kind, NameHint, NumberKind,
    Schema, ShapeId, TextKind, TypeSet, Use,
};

use super::build::{Drafts, Key};
use super::{numbers, objects, unions};

/// A shape without parts. Scalars are shared by all schemas that have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Scalar {
    Any,
    Null,
    Never,
    Boolean,
    Integer(IntegerKind),
    Number(NumberKind),
    Text(TextKind),
    Foreign(ForeignId),
}

impl Scalar {
    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Any => Kind::Any,
            Self::Null => Kind::Null,
            Self::Never => Kind::Never,
            Self::Boolean => Kind::Boolean,
            Self::Integer(kind) => Kind::Integer(kind),
            Self::Number(kind) => Kind::Number(kind),
            Self::Text(kind) => Kind::Text(kind),
            Self::Foreign(id) => Kind::Foreign(id),
        }
    }
}

/// The scalar that a schema is, if it is one.
pub(super) fn scalar(api: &Api, node: &Schema, only: Option<JsonType>) -> Option<Scalar> {
    if only.is_none()
        && let Some(id) = api.foreign.of(node)
    {
        return Some(Scalar::Foreign(id));
    }
    if node.never {
        return Some(Scalar::Never);
    }
    if !alternatives(node).is_empty() {
        return None;
    }
    if only.is_none() {
        if let Some(values) = node.enumeration.as_deref() {
            return enum_scalar(values);
        }
        if extension_values(node).is_some() {
            return None;
        }
    }
    let kind = match only {
        Some(kind) => kind,
        None => match one_type(node) {
            OneType::One(kind) => kind,
            OneType::Several => return None,
            OneType::Unknown => return Some(Scalar::Any),
        },
    };
    match kind {
        JsonType::Null => Some(Scalar::Null),
        JsonType::Boolean => Some(Scalar::Boolean),
        JsonType::Integer => Some(Scalar::Integer(numbers::integer(api, node))),
        JsonType::Number => Some(Scalar::Number(numbers::number(api, node))),
        JsonType::String => Some(Scalar::Text(text(node))),
        JsonType::Array | JsonType::Object => None,
    }
}

/// What a schema that is no scalar is made of.
pub(super) fn kind(drafts: &mut Drafts<'_>, draft: ShapeId, key: Key) -> Kind {
    let Some(node) = drafts.api.schemas.get(key.schema) else { return Kind::Any };
    if !alternatives(node).is_empty() {
        return unions::kind(drafts, draft, key, node);
    }
    if key.only.is_none() {
        if let Some(values) = node.enumeration.as_deref() {
            return enumeration(node, values, false);
        }
        if let Some(values) = extension_values(node) {
            return enumeration(node, &values, true);
        }
    }
    let kind = match (key.only, one_type(node)) {
        (Some(kind), _) | (None, OneType::One(kind)) => kind,
        (None, OneType::Several) => return unions::several_types(drafts, draft, key, node),
        (None, OneType::Unknown) => return Kind::Any,
    };
    match kind {
        JsonType::Array => array(drafts, draft, key, node),
        JsonType::Object => objects::kind(drafts, draft, key, node),
        other => scalar(drafts.api, node, Some(other)).map_or(Kind::Any, Scalar::kind),
    }
}

enum OneType {
    One(JsonType),
    Several,
    Unknown,
}

fn one_type(node: &Schema) -> OneType {
    let mut types = node.types;
    if types.single() != Some(JsonType::Null) {
        types.remove(JsonType::Null);
    }
    if types == TypeSet::from_iter([JsonType::Integer, JsonType::Number]) {
        return OneType::One(JsonType::Number);
    }
    match types.single() {
        Some(kind) => OneType::One(kind),
        None if types.is_empty() => analyze::inferred(node).map_or(OneType::Unknown, OneType::One),
        None => OneType::Several,
    }
}

/// How many of the leading items have to be there, and what can follow them (JSON Schema 2020-12 core, section 10.3.1.1): nothing
/// where the list has a length. `None` where there are none, or not all of them can be there.
fn leading(drafts: &mut Drafts<'_>, draft: ShapeId, key: Key, node: &Schema) -> Option<(usize, Option<Use>)> {
    let array = &node.array;
    let count = array.prefix_items.len();
    let size = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let least = array.min_items.map_or(0, size);
    let most = array.max_items.map_or(usize::MAX, size);
    if count == 0 || most < count {
        return None;
    }
    let rest = array.items.filter(|items| drafts.api.schemas.get(*items).is_none_or(|items| !items.never));
    let is_closed = array.items.is_some() && rest.is_none();
    if least >= count && (is_closed || most == count) {
        return Some((count, None));
    }
    let rest = match rest {
        Some(rest) => drafts.place(rest, key.direction, Some(NameHint::Variant { owner: draft, index: count })),
        None => Use { shape: drafts.scalar(Scalar::Any, key.schema), nullable: false },
    };
    Some((least.min(count), Some(rest)))
}

fn array(drafts: &mut Drafts<'_>, draft: ShapeId, key: Key, node: &Schema) -> Kind {
    if let Some((least, rest)) = leading(drafts, draft, key, node) {
        let items = node
            .array
            .prefix_items
            .iter()
            .enumerate()
            .map(|(index, item)| drafts.place(*item, key.direction, Some(NameHint::Variant { owner: draft, index })))
            .collect();
        return Kind::Tuple { items, least, rest };
    }
    // Items beside leading ones differ from them: what they have in common is that they are values.
    let item = match node.array.items.filter(|_| node.array.prefix_items.is_empty()) {
        Some(item) => drafts.place(item, key.direction, None),
        None => Use { shape: drafts.scalar(Scalar::Any, key.schema), nullable: false },
    };
    Kind::Array { item, unique: node.array.unique }
}

/// Enums that are no list of names: booleans, numbers, and lists in which nothing is left.
fn enum_scalar(values: &[Json]) -> Option<Scalar> {
    let rest: Vec<&Json> = values.iter().filter(|value| !value.is_null()).collect();
    if rest.is_empty() {
        return Some(if values.is_empty() { Scalar::Any } else { Scalar::Null });
    }
    if rest.iter().all(|value| value.as_bool().is_some()) {
        return Some(Scalar::Boolean);
    }
    if rest.iter().all(|value| value.as_number().is_some()) && !rest.iter().all(|value| numbers::is_i64(value)) {
        return Some(numbers::of_values(&rest));
    }
    if rest.iter().any(|value| value.as_array().is_some() || value.as_object().is_some()) {
        return Some(Scalar::Any);
    }
    None
}

pub(super) fn enumeration(node: &Schema, values: &[Json], extensible: bool) -> Kind {
    let names = extension_texts(node, &["x-enum-varnames", "x-enumNames"]);
    let descriptions = extension_texts(node, &["x-enum-descriptions", "x-enumDescriptions"]);
    let mut listed: Vec<EnumValue> = Vec::new();
    let mut seen: OrderedSet<(Option<i128>, &Json)> = OrderedSet::new();
    for (index, value) in values.iter().enumerate() {
        // Whole numbers are equal however they are written: `1` and `1.0`.
        let whole = value.as_i128();
        if value.is_null() || !seen.insert((whole, if whole.is_some() { &Json::Null } else { value })) {
            continue;
        }
        listed.push(EnumValue {
            value: value.clone(),
            name: names.get(index).cloned().flatten(),
            description: descriptions.get(index).cloned().flatten(),
        });
    }
    Kind::Enum(EnumShape { base: base(&listed), values: listed, extensible })
}

pub(super) fn base(values: &[EnumValue]) -> EnumBase {
    if values.iter().all(|value| value.value.as_str().is_some()) {
        EnumBase::Text
    } else if values.iter().all(|value| numbers::is_i64(&value.value)) {
        EnumBase::Integer
    } else {
        EnumBase::Mixed
    }
}

/// `x-extensible-enum`: known values of a string that may have others (Zalando's guidelines, rule 112).
fn extension_values(node: &Schema) -> Option<Vec<Json>> {
    let (_, values) = node.meta.extensions.iter().find(|(name, _)| &**name == "x-extensible-enum")?;
    let values: Vec<Json> = match values {
        Json::Array(values) => values.clone(),
        _ => return None,
    };
    (!values.is_empty() && values.iter().all(|value| value.as_str().is_some())).then_some(values)
}

fn extension_texts(node: &Schema, names: &[&str]) -> Vec<Option<Box<str>>> {
    let list = node.meta.extensions.iter().find(|(name, _)| names.contains(&&**name)).map(|(_, value)| value);
    let Some(Json::Array(values)) = list else { return Vec::new() };
    values.iter().map(|value| value.as_str().map(Into::into)).collect()
}

fn text(node: &Schema) -> TextKind {
    match (node.format.as_deref(), node.string.content_encoding.as_deref()) {
        (Some("date-time"), _) => TextKind::DateTime,
        (Some("date"), _) => TextKind::Date,
        (Some("time"), _) => TextKind::Time,
        (Some("binary"), _) => TextKind::Binary,
        (Some("byte"), _) | (_, Some("base64")) => TextKind::Base64,
        _ => TextKind::Plain,
    }
}

/// Whether a schema without declared members takes any object.
pub(super) fn is_free_form(node: &Schema) -> bool {
    node.object.properties.is_empty() && node.object.additional != Additional::Forbidden
}
