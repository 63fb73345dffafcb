//! Members of objects: their types, when they are there, what is written about them.
//!
//! Takes an object shape, gives its fields. Must not decide how a struct is made.

use super::Context;
use super::docs;
use super::idents::Functions;
use super::ir::{Accessor, DefaultValue, Docs, Field, Ident, Presence, Rest, Ty};
use crate::base::Json;
use crate::model::{Kind, Member, ObjectShape, SchemaId, ShapeId};

/// How a member is written and read: its type and when it is there.
pub(super) fn place(inner: Ty, nullable: bool, required: bool, boxed: bool) -> (Ty, Presence) {
    let inner = if boxed { Ty::Boxed(Box::new(inner)) } else { inner };
    match (required, nullable, inner) {
        (true, _, Ty::VALUE) => (Ty::VALUE, Presence::Required),
        (false, _, Ty::VALUE) => (Ty::Option(Box::new(Ty::VALUE)), Presence::Any),
        (true, true, inner) => (Ty::Option(Box::new(inner)), Presence::Required),
        (true, false, inner) => (inner, Presence::Required),
        (false, true, inner) => (Ty::Maybe(Box::new(inner)), Presence::Nullable),
        (false, false, inner) => (Ty::Option(Box::new(inner)), Presence::Optional),
    }
}

/// The fields of a struct.
pub(super) fn plan_fields(context: &Context<'_>, id: ShapeId, object: &ObjectShape) -> Vec<Field> {
    let idents = context.names.members.get(id).map(Vec::as_slice).unwrap_or_default();
    let fields = object.fields.iter().zip(idents).map(|(field, ident)| {
        let (ty, presence) =
            place(context.types.of_shape(field.value.shape), field.value.nullable, field.required, field.boxed);
        Field {
            ident: ident.clone(),
            wire: field.name.clone(),
            docs: plan_member_docs(context, field.schema, field.value.shape),
            deprecated: context.api.schemas.get(field.schema).is_some_and(|schema| schema.meta.deprecated),
            ty,
            presence,
        }
    });
    fields.collect()
}

/// What a member says: its own description, else that of its schema unless a type of its own carries it; then its limits.
pub(super) fn plan_member_docs(context: &Context<'_>, schema: SchemaId, shape: ShapeId) -> Docs {
    let is_type = matches!(context.types.of_shape(shape), Ty::Model(_));
    let text = if is_type { context.own_description(schema) } else { context.description(schema) };
    let limits = if is_type { default_only(context, schema) } else { context.limits(schema) };
    docs::append(context.docs(text), limits)
}

fn default_only(context: &Context<'_>, schema: SchemaId) -> Docs {
    let default = context.default(schema).filter(|value| !value.is_null()).and_then(docs::literal);
    default.map(|default| docs::plain(&format!("Default: {default}."))).unwrap_or_default()
}

/// The field for undeclared members: always of what is received, of what is sent only where the description speaks of them.
pub(super) fn plan_rest(context: &Context<'_>, id: ShapeId, object: &ObjectShape, received: bool) -> Option<Rest> {
    let (value, text) = match object.rest {
        Member::Typed(value) => (context.types.of(value), "Members beside the declared ones."),
        Member::TypedOrAny(value) => {
            let ty = Ty::OrAny(Box::new(context.types.of(value)));
            (ty, "Members beside the declared ones: of the type where their name matches the pattern.")
        }
        Member::Any => (Ty::VALUE, "Members beside the declared ones."),
        Member::Tolerated | Member::Forbidden if received => {
            (Ty::VALUE, "Members that the description does not declare, kept as received.")
        }
        Member::Tolerated | Member::Forbidden => return None,
    };
    let ident = context.names.rest.get(id).cloned().unwrap_or_else(|| "other".into());
    Some(Rest { ident, docs: vec![text.to_owned()], value })
}

/// An accessor for the default of an optional member.
pub(super) fn plan_accessor(
    context: &Context<'_>,
    field: &Field,
    schema: SchemaId,
    shape: ShapeId,
    functions: &mut Functions,
) -> Option<Accessor> {
    let maybe = match (field.presence, &field.ty) {
        (Presence::Optional, Ty::Option(_)) => false,
        (Presence::Nullable, Ty::Maybe(_)) => true,
        _ => return None,
    };
    let value = default_value(context, context.default(schema)?, shape)?;
    let told = context.default(schema).and_then(docs::literal).unwrap_or_default();
    let ident: Ident = functions.with_ending(&field.ident, "_or_default");
    let docs = vec![format!("The value, or what the description says of its absence: {told}.")];
    Some(Accessor { ident, field: field.ident.clone(), maybe, deprecated: field.deprecated, docs, value })
}

/// A default as a value of its type; nothing when it does not fit (`check` tells), or when it is no scalar.
fn default_value(context: &Context<'_>, default: &Json, shape: ShapeId) -> Option<DefaultValue> {
    match (context.types.of_shape(shape), default) {
        (Ty::Bool, Json::Bool(value)) => Some(DefaultValue::Bool(*value)),
        (Ty::Int(name), Json::Number(_)) => {
            let value = default.as_i128()?;
            fits(name, value).then_some(DefaultValue::Int(name, value))
        }
        (Ty::F64, Json::Number(_)) => default.as_f64().filter(|value| value.is_finite()).map(DefaultValue::F64),
        (Ty::String, Json::String(text)) => Some(DefaultValue::Text(text.clone())),
        (Ty::Model(enumeration), _) => {
            let Kind::Enum(shape_of) = &context.shapes.arena.get(shape)?.kind else { return None };
            let index = shape_of.values.iter().position(|value| value.value == *default)?;
            let variant = context.names.members.get(shape)?.get(index)?.clone();
            Some(DefaultValue::Variant { enumeration, variant })
        }
        _ => None,
    }
}

fn fits(ty: &str, value: i128) -> bool {
    match ty {
        "i8" => i8::try_from(value).is_ok(),
        "i16" => i16::try_from(value).is_ok(),
        "i32" => i32::try_from(value).is_ok(),
        "u8" => u8::try_from(value).is_ok(),
        "u16" => u16::try_from(value).is_ok(),
        "u32" => u32::try_from(value).is_ok(),
        "u64" => u64::try_from(value).is_ok(),
        _ => i64::try_from(value).is_ok(),
    }
}
