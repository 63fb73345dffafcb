//! Values as Rust expressions, by the shape and the schema of their place.
//!
//! Takes a place, gives an expression of its type. It names types as `models::X`; everything else is inferred.

use super::Examples;
use super::leaf::{self, of_format};
use crate::analyze::alternatives;
use crate::base::Json;
use crate::model::{
    EnumShape, IntegerKind, JsonType, Kind, NumberKind, ObjectShape, Schema, SchemaId, TextKind, Union, Use,
};
use crate::plan::ir::{Constructor, Input, ItemKind, Literal, Presence, SetField, Struct, Ty, ValueEnum};

/// Values that are deeper are no examples.
const DEEPEST: usize = 8;

/// An expression of exactly the type of a place, and one for where `impl Into<_>` is taken.
pub(super) struct Code {
    pub(super) exact: String,
    pub(super) given: String,
}

impl Code {
    fn both(text: String) -> Self {
        Self { given: text.clone(), exact: text }
    }

    /// What a text can be made into.
    pub(super) fn text(text: &str) -> Self {
        Self { exact: format!("{text:?}.into()"), given: format!("{text:?}") }
    }
}

/// Where a value is.
pub(super) struct Place<'a> {
    pub(super) place: Use,
    pub(super) schema: Option<SchemaId>,
    /// What an example of something around it says.
    pub(super) hint: Option<&'a Json>,
    /// What it is called; a text is that when nothing tells more.
    pub(super) name: &'a str,
    pub(super) depth: usize,
}

impl Examples<'_> {
    /// A value for a place; nothing where none can be written in short.
    pub(super) fn value(&self, at: &Place<'_>) -> Option<Code> {
        let Some(shape) = self.context.shapes.arena.get(at.place.shape).filter(|_| at.depth <= DEEPEST) else {
            return at.place.nullable.then(|| Code::both("None".to_owned()));
        };
        let schema = at.schema.unwrap_or(shape.schema);
        let ty = self.context.types.of_shape(at.place.shape);
        let own = self.own(schema);
        let hints: Vec<Json> = at.hint.cloned().into_iter().chain(own).collect();
        if ty == Ty::VALUE {
            return Some(any(&hints, at.name));
        }
        let code = match (&shape.kind, &ty) {
            (_, Ty::Model(ident)) => self.model(at, &shape.kind, schema, ident, &hints),
            (Kind::Array { item, .. }, _) => self.list(at, *item, schema, &hints),
            (Kind::Map { .. }, _) => Some(Code::both("Default::default()".to_owned())),
            (Kind::Tuple { items, .. }, Ty::Tuple(tys) | Ty::Leading(tys, _)) => {
                let tuple = self.tuple(at, items, tys, schema, &hints);
                let is_leading = matches!(ty, Ty::Leading(..));
                tuple.map(|code| if is_leading { Code::both(format!("Tuple::new({})", code.exact)) } else { code })
            }
            (kind, _) => self.scalar(at, kind, schema, &hints),
        };
        match (code, at.place.nullable) {
            (Some(code), true) => Some(Code::both(format!("Some({})", code.exact))),
            (None, true) => Some(Code::both("None".to_owned())),
            (code, false) => code,
        }
    }

    /// What the schema itself gives as examples, and its default.
    pub(super) fn own(&self, schema: SchemaId) -> Vec<Json> {
        let mut own = Vec::new();
        for schema in self.context.chain(schema) {
            own.extend(schema.meta.examples.iter().map(|node| (self.value_of)(*node)));
            own.extend(schema.meta.default.clone());
            own.extend(schema.enumeration.iter().flatten().next().cloned());
        }
        own
    }

    fn scalar(&self, at: &Place<'_>, kind: &Kind, schema: SchemaId, hints: &[Json]) -> Option<Code> {
        let mut chain: Vec<&Schema> = self.context.chain(schema).collect();
        // Of alternatives that are one scalar, what the first says.
        let is_null =
            |one: &&SchemaId| self.context.resolved(**one).is_none_or(|one| one.types.single() == Some(JsonType::Null));
        let first = chain.last().and_then(|last| alternatives(last).iter().find(|one| !is_null(one)));
        chain.extend(first.into_iter().flat_map(|first| self.context.chain(*first)));
        Some(match kind {
            Kind::Boolean => Code::both(hints.iter().find_map(Json::as_bool).unwrap_or(true).to_string()),
            Kind::Integer(IntegerKind::Big) => number(leaf::integer(&chain, hints).to_string()),
            Kind::Integer(kind) => {
                Code::both(leaf::integer(&chain, hints).clamp(least(*kind), most(*kind)).to_string())
            }
            Kind::Number(NumberKind::F64) => Code::both(format!("{:?}", leaf::number(&chain, hints))),
            // A fraction is no exact number before it is parsed, which an argument of any type cannot ask for.
            Kind::Number(NumberKind::Decimal) => number(leaf::integer(&chain, hints).to_string()),
            Kind::Text(TextKind::Plain | TextKind::Binary) => Code::text(&leaf::text(&chain, hints, at.name)),
            Kind::Text(TextKind::Base64) => {
                Code { exact: "b\"text\".to_vec().into()".into(), given: "b\"text\".to_vec()".into() }
            }
            Kind::Text(kind) => moment(*kind, hints),
            Kind::Foreign(_) => Code::both("Default::default()".to_owned()),
            _ => return None,
        })
    }

    fn model(&self, at: &Place<'_>, kind: &Kind, schema: SchemaId, ident: &str, hints: &[Json]) -> Option<Code> {
        let item = *self.items.get(ident)?;
        let name = format!("models::{ident}");
        let text = match (kind, &item.kind) {
            (Kind::Object(object), ItemKind::Struct(item)) => {
                let hint = hints.iter().find(|hint| hint.as_object().is_some());
                self.object(&name, object, item, &Place { schema: Some(schema), hint, ..*at })?
            }
            (Kind::Enum(shape), ItemKind::Values(values)) => variant(&name, shape, values, hints)?,
            (Kind::Union(union), ItemKind::Union(item)) => {
                let (index, inner) = self.alternative(at, union)?;
                let variant = item.variants.get(index)?;
                let inner = if matches!(variant.ty, Ty::Boxed(_)) { format!("Box::new({inner})") } else { inner };
                format!("{name}::{}({inner})", variant.ident)
            }
            (Kind::Union(union), ItemKind::Opaque(opaque)) => {
                let mut made = union.variants.iter().zip(&opaque.views).filter(|(_, view)| view.from);
                let text = made.find_map(|(variant, view)| {
                    let inner = self.inside(at, variant.value, Some(variant.schema), at.hint)?;
                    let is_named = matches!(view.ty, Ty::Model(_));
                    is_named.then(|| format!("{name}::from({})", inner.exact))
                });
                text?
            }
            (kind, ItemKind::Newtype(_)) => {
                let inner = match kind {
                    Kind::Array { item, .. } => self.list(at, *item, schema, hints)?.exact,
                    _ => "Default::default()".to_owned(),
                };
                format!("{name}({inner})")
            }
            _ => return None,
        };
        Some(Code::both(text))
    }

    fn inside(&self, at: &Place<'_>, place: Use, schema: Option<SchemaId>, hint: Option<&Json>) -> Option<Code> {
        self.value(&Place { place, schema, hint, name: at.name, depth: at.depth + 1 })
    }

    /// The first alternative that can be written.
    fn alternative(&self, at: &Place<'_>, union: &Union) -> Option<(usize, String)> {
        union.variants.iter().enumerate().find_map(|(index, variant)| {
            let code = self.inside(at, variant.value, Some(variant.schema), at.hint)?;
            Some((index, code.exact))
        })
    }

    fn list(&self, at: &Place<'_>, item: Use, schema: SchemaId, hints: &[Json]) -> Option<Code> {
        let node = self.context.resolved(schema)?;
        let least = usize::try_from(node.array.min_items.unwrap_or(1)).unwrap_or(usize::MAX).max(1);
        if node.array.max_items == Some(0) || least > 4 {
            return (least <= 4).then(|| Code::both("vec![]".to_owned()));
        }
        let given = hints.iter().find_map(|hint| hint.as_array());
        let items: Option<Vec<String>> = (0..least)
            .map(|index| {
                let hint = given.and_then(|given| given.get(index));
                Some(self.inside(at, item, node.array.items, hint)?.exact)
            })
            .collect();
        Some(Code::both(format!("vec![{}]", items?.join(", "))))
    }

    fn tuple(&self, at: &Place<'_>, items: &[Use], tys: &[Ty], schema: SchemaId, hints: &[Json]) -> Option<Code> {
        let node = self.context.resolved(schema)?;
        let given = hints.iter().find_map(|hint| hint.as_array());
        let items: Option<Vec<String>> = items
            .iter()
            .zip(tys)
            .enumerate()
            .map(|(index, (item, ty))| {
                let hint = given.and_then(|given| given.get(index));
                let item = Use { nullable: item.nullable && matches!(ty, Ty::Option(_)), ..*item };
                let exact = self.inside(at, item, node.array.prefix_items.get(index).copied(), hint)?.exact;
                let is_made = item.nullable || !matches!(ty, Ty::Option(_));
                Some(match ty {
                    Ty::Maybe(_) => format!("Maybe::Value({exact})"),
                    _ if is_made => exact,
                    _ => format!("Some({exact})"),
                })
            })
            .collect();
        let items = items?;
        Some(Code::both(if let [only] = items.as_slice() {
            format!("({only},)")
        } else {
            format!("({})", items.join(", "))
        }))
    }

    fn object(&self, name: &str, object: &ObjectShape, item: &Struct, at: &Place<'_>) -> Option<String> {
        let mut value = |index: usize, by_setter: bool| {
            let field = object.fields.get(index)?;
            let hint = at.hint.and_then(|hint| hint.get(&field.name));
            // A setter takes what is there.
            let value = Use { nullable: field.value.nullable && !by_setter, ..field.value };
            // In a box is what leads back to itself: null ends it.
            if field.boxed && value.nullable {
                return Some(Code::both("None".to_owned()));
            }
            let place =
                Place { place: value, schema: Some(field.schema), hint, name: &field.name, depth: at.depth + 1 };
            self.value(&place)
        };
        let mut text = self.made(name, item, &mut value)?;
        let node = at.schema.and_then(|schema| self.context.resolved(schema));
        for name in node.into_iter().flat_map(|node| asked_for(node, at.hint)) {
            let index = object.fields.iter().position(|field| *field.name == *name);
            let setter = item.setters.iter().find(|setter| Some(setter.input.field) == index);
            let set = setter.and_then(|setter| set(setter, value(setter.input.field, true)?));
            text.extend(set.filter(|set| !text.contains(set)));
        }
        // As many members as there have to be.
        let least = at.schema.and_then(|schema| self.context.resolved(schema)?.object.min_properties).unwrap_or(0);
        let mut left = usize::try_from(least).unwrap_or(usize::MAX);
        left = left.saturating_sub(object.fields.iter().filter(|field| field.required).count());
        for setter in &item.setters {
            if left == 0 {
                break;
            }
            let set = value(setter.input.field, true).and_then(|code| set(setter, code));
            if let Some(set) = set.filter(|set| !text.contains(set.as_str())) {
                text.push_str(&set);
                left -= 1;
            }
        }
        Some(text)
    }

    /// A struct by its constructor. `value` gives a value by the index of its field, and for a setter or not.
    pub(super) fn made(
        &self,
        name: &str,
        item: &Struct,
        value: &mut dyn FnMut(usize, bool) -> Option<Code>,
    ) -> Option<String> {
        let mut argument = |input: &Input| {
            let code = value(input.field, false)?;
            Some(if input.into { code.given } else { code.exact })
        };
        match &item.constructor {
            Some(Constructor::New(inputs)) => {
                let args: Option<Vec<String>> = inputs.iter().map(argument).collect();
                Some(format!("{name}::new({})", args?.join(", ")))
            }
            Some(Constructor::Builder(builder)) => {
                let calls: Option<String> = builder
                    .inputs
                    .iter()
                    .map(|input| Some(format!(".{}({})", input.ident, argument(input)?)))
                    .collect();
                Some(format!("{name}::builder(){}.build()?", calls?))
            }
            None if item.default => {
                let shown = item.setters.iter().filter(|setter| !setter.deprecated).find_map(|setter| {
                    let text = set(setter, value(setter.input.field, true)?)?;
                    (text.len() <= super::LONGEST_SETTER + setter.ident.len() + ".()".len()).then_some(text)
                });
                Some(format!("{name}::default(){}", shown.unwrap_or_default()))
            }
            None => None,
        }
    }

    /// A file, or several, as parts of a form.
    pub(super) fn of_ty(&self, ty: &Ty) -> Option<Code> {
        match ty {
            Ty::Runtime("Part") => Some(Code::text("text")),
            Ty::List(inner) => Some(Code::both(format!("vec![{}]", self.of_ty(inner)?.exact))),
            _ => None,
        }
    }
}

/// Members that a schema requires by its alternatives: of several sets the one that the example has.
pub(super) fn asked_for<'a>(node: &'a Schema, example: Option<&'a Json>) -> impl Iterator<Item = &'a str> {
    let has = move |name: &str| example.is_some_and(|example| example.get(name).is_some());
    let sets = node
        .object
        .required_sets
        .iter()
        .map(|choice| &choice.sets)
        .filter_map(move |sets| sets.iter().find(|set| set.iter().all(|name| has(name))).or_else(|| sets.first()));
    sets.flatten().map(|name| &**name)
}

/// A call of a setter; nothing where a `Maybe` cannot be made of the value.
fn set(setter: &SetField, code: Code) -> Option<String> {
    let text = match (&setter.input.ty, setter.presence) {
        (Ty::Maybe(inner), Presence::Nullable) if **inner == Ty::String => code.given,
        (Ty::Maybe(inner), Presence::Nullable) if !setter.input.boxed && !plain(inner) => return None,
        _ if setter.input.into => code.given,
        _ => code.exact,
    };
    Some(format!(".{}({text})", setter.ident))
}

/// Whether `Maybe` of it is made by `into` of the same expression.
fn plain(ty: &Ty) -> bool {
    matches!(ty, Ty::Bool | Ty::Int(_) | Ty::F64 | Ty::Model(_))
}

fn number(text: String) -> Code {
    // A literal without a suffix is an `i32`.
    let is_large = text.parse::<i128>().is_ok_and(|value| i32::try_from(value).is_err());
    let text = if is_large { format!("{text}_i128") } else { text };
    // A method would go before the sign.
    let exact = if text.starts_with('-') { format!("({text}).into()") } else { format!("{text}.into()") };
    Code { exact, given: text }
}

/// Any JSON value.
fn any(hints: &[Json], name: &str) -> Code {
    let scalar = hints.iter().find_map(|hint| match hint {
        Json::Bool(value) => Some(Code { exact: format!("{value}.into()"), given: value.to_string() }),
        Json::Number(_) => {
            hint.as_i128().and_then(|value| i64::try_from(value).ok()).map(|value| number(format!("{value}_i64")))
        }
        Json::String(text) if text.len() < super::LONGEST_SETTER => Some(Code::text(text)),
        _ => None,
    });
    scalar.unwrap_or_else(|| Code::text(if name.is_empty() { "text" } else { name }))
}

/// A date, a time or both.
fn moment(kind: TextKind, hints: &[Json]) -> Code {
    let format = match kind {
        TextKind::Date => "date",
        TextKind::Time => "time",
        _ => "date-time",
    };
    let usual = of_format(format).unwrap_or_default();
    let is_like = |text: &&str| {
        let class = |text: &str| text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>();
        class(text) == class(usual)
    };
    let text = hints.iter().filter_map(Json::as_str).find(is_like).unwrap_or(usual);
    Code::both(format!("{text:?}.parse()?"))
}

/// The variant of the first hint that is one of the values, else the first.
fn variant(name: &str, shape: &EnumShape, values: &ValueEnum, hints: &[Json]) -> Option<String> {
    let wanted = hints.iter().find_map(|hint| {
        shape.values.iter().find(|value| value.value == *hint)?;
        values.variants.iter().find(|variant| match (&variant.value, hint) {
            (Literal::Text(text), Json::String(given)) => text == given,
            (Literal::Integer(value), _) => hint.as_i128() == Some(i128::from(*value)),
            _ => false,
        })
    });
    let variant = wanted.or_else(|| values.variants.first())?;
    Some(format!("{name}::{}", variant.ident))
}

const fn least(kind: IntegerKind) -> i128 {
    match kind {
        IntegerKind::I8 => i8::MIN as i128,
        IntegerKind::I16 => i16::MIN as i128,
        IntegerKind::I32 => i32::MIN as i128,
        IntegerKind::U8 | IntegerKind::U16 | IntegerKind::U32 | IntegerKind::U64 => 0,
        IntegerKind::I64 | IntegerKind::Big => i64::MIN as i128,
    }
}

const fn most(kind: IntegerKind) -> i128 {
    match kind {
        IntegerKind::I8 => i8::MAX as i128,
        IntegerKind::I16 => i16::MAX as i128,
        IntegerKind::I32 => i32::MAX as i128,
        IntegerKind::U8 => u8::MAX as i128,
        IntegerKind::U16 => u16::MAX as i128,
        IntegerKind::U32 => u32::MAX as i128,
        IntegerKind::U64 => u64::MAX as i128,
        IntegerKind::I64 | IntegerKind::Big => i64::MAX as i128,
    }
}
