//! Enums of plain values: open where they are received, closed with an escape where they are only sent.
//!
//! Takes an enum shape, gives its variants. Must not leave a value of the document out.

use super::Context;
use super::docs;
use super::ir::{EnumVariant, Ident, Literal, Ty, Unlisted, ValueEnum, ValueKind};
use crate::base::{Json, OrderedSet};
use crate::model::{EnumBase, EnumShape, EnumValue, Shape, ShapeId};

/// An enum.
pub(super) fn plan_values(context: &Context<'_>, id: ShapeId, shape: &Shape, values: &EnumShape) -> ValueEnum {
    let kind = plan_kind(values);
    let idents = context.names.members.get(id).map(Vec::as_slice).unwrap_or_default();
    let mut seen = OrderedSet::new();
    let variants = values
        .values
        .iter()
        .zip(idents)
        .filter_map(|(value, ident)| {
            let literal = literal(&value.value);
            seen.insert(literal.clone()).then(|| plan_variant(ident, value, literal))
        })
        .collect();
    let chosen = match kind {
        ValueKind::Text => Ty::String,
        ValueKind::Integer => Ty::Int("i64"),
        ValueKind::Mixed => Ty::VALUE,
    };
    ValueEnum { kind, variants, unlisted: plan_unlisted(context, id, shape, chosen, Ty::Runtime("UnknownValue")) }
}

fn plan_variant(ident: &Ident, value: &EnumValue, literal: Literal) -> EnumVariant {
    let shown = docs::literal(&value.value).unwrap_or_else(|| docs::code(&shortened(&value.value.to_string())));
    let docs = match value.description.as_deref().map(docs::line).filter(|text| !text.is_empty()) {
        Some(description) => docs::plain(&format!("{shown}: {description}")),
        None => vec![shown],
    };
    EnumVariant { ident: ident.clone(), docs, value: literal }
}

fn shortened(text: &str) -> String {
    text.chars().take(60).chain("...".chars()).collect()
}

/// Integers that 64 bits hold, and strings, are compared as such.
fn plan_kind(values: &EnumShape) -> ValueKind {
    match values.base {
        EnumBase::Text if values.values.iter().all(|value| matches!(literal(&value.value), Literal::Text(_))) => {
            ValueKind::Text
        }
        EnumBase::Integer if values.values.iter().all(|value| matches!(literal(&value.value), Literal::Integer(_))) => {
            ValueKind::Integer
        }
        _ => ValueKind::Mixed,
    }
}

fn literal(value: &Json) -> Literal {
    let integer = || i64::try_from(value.as_i128()?).ok();
    match value {
        Json::String(text) => Literal::Text(text.clone()),
        _ => integer().map_or_else(|| Literal::Json(value.to_string().into()), Literal::Integer),
    }
}

/// The variant for what is not listed.
pub(super) fn plan_unlisted(context: &Context<'_>, id: ShapeId, shape: &Shape, chosen: Ty, received: Ty) -> Unlisted {
    let ident = context.names.unknown.get(id).cloned().unwrap_or_else(|| "Unknown".into());
    let (ty, text) = if shape.usage.is_request_only() {
        (chosen, "Another value than those of the description, sent as it is.")
    } else {
        (received, "Received, but not in the description; written back as received.")
    };
    Unlisted { ident, docs: vec![text.to_owned()], ty }
}
