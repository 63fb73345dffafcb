//! Forms: the struct of the parts of a multipart body, and how each part is written (OpenAPI 3.0.3, sections "Special Considerations
//! for `multipart` Content" and "Encoding Object").
//!
//! Takes a form and its names, gives a struct and steps. Must not look at other media types.

use super::Context;
use super::bodies::{is_file, is_list};
use super::constructors::{order, plan_constructor, plan_setters};
use super::docs;
use super::idents::Functions;
use super::ir::{Docs, Field, FormCall, Part, PartKind, Place, Presence, Rest, Struct, Ty};
use super::members::plan_member_docs;
use super::parameters::plan_styled;
use crate::analyze::{Form, FormPart, MediaClass, media_class};
use crate::model::{Direction, Encoding, Style};
use crate::names::OperationNames;

/// What a part is sent as when nothing tells more.
const BYTES: &str = "application/octet-stream";

/// The struct of a form's parts, and how they are written.
pub(super) fn plan_form(context: &Context<'_>, form: &Form<'_>, names: &OperationNames) -> (Struct, FormCall) {
    let planned = form.parts.iter().zip(&names.parts).map(|(part, ident)| plan_part(context, part, ident));
    let (fields, parts): (Vec<Field>, Vec<Part>) = planned.unzip();
    let rest = Rest {
        ident: names.other_parts.clone(),
        docs: vec!["Parts that the description does not declare.".to_owned()],
        value: Ty::Runtime("Multipart"),
    };
    let order = order(&fields, Some(&names.parts_order));
    let constructor = plan_constructor(&fields, &order, true, None);
    let setters = plan_setters(&fields, &mut Functions::default());
    let default = fields.iter().all(|field| field.presence != Presence::Required);
    let call = FormCall { parts, rest: rest.ident.clone() };
    (
        Struct {
            fields,
            rest: Some(rest),
            default,
            constructor,
            setters,
            accessors: Vec::new(),
            limits: None,
            streams: true,
        },
        call,
    )
}

fn plan_part(context: &Context<'_>, part: &FormPart<'_>, ident: &super::ir::Ident) -> (Field, Part) {
    let shape = context.shapes.of(part.schema, Direction::Request);
    let is_list = is_list(context, part.schema);
    let kind = plan_kind(context, part);
    let (ty, required) = match &kind {
        PartKind::File { .. } if is_list => (Ty::List(Box::new(Ty::Runtime("Part"))), part.required),
        PartKind::File { .. } => (Ty::Runtime("Part"), part.required),
        _ => {
            let ty = shape.map_or(Ty::VALUE, |shape| context.types.of_shape(shape.shape));
            (ty, part.required && !shape.is_some_and(|shape| shape.nullable))
        }
    };
    let (ty, presence) = match (ty, required) {
        (ty, true) => (ty, Presence::Required),
        (Ty::VALUE, false) => (Ty::Option(Box::new(Ty::VALUE)), Presence::Any),
        (ty, false) => (Ty::Option(Box::new(ty)), Presence::Optional),
    };
    let kind = match kind {
        PartKind::File { media_type, .. } => PartKind::File { media_type, list: is_list, required },
        kind => kind,
    };
    let field = Field {
        ident: ident.clone(),
        wire: part.name.into(),
        docs: plan_docs(context, part),
        deprecated: context.chain(part.schema).any(|schema| schema.meta.deprecated),
        ty,
        presence,
    };
    (field, Part { name: part.name.into(), field: ident.clone(), kind })
}

/// How a part is written: as a file when it is bytes, when its media type is one that no value is written as, and when it has headers
/// of its own, which the caller sets.
fn plan_kind(context: &Context<'_>, part: &FormPart<'_>) -> PartKind {
    let node = context.resolved(part.schema);
    let declared = part.encoding.and_then(|encoding| encoding.content_type.as_deref()).map(str::trim);
    let own = node.and_then(|node| node.string.content_media_type.as_deref());
    let class = declared.map(media_class);
    let is_value = matches!(class, None | Some(MediaClass::Json | MediaClass::JsonSuffix | MediaClass::Text));
    let has_headers = part.encoding.is_some_and(|encoding| !encoding.headers.is_empty());
    if is_file(context, part.schema) || !is_value || has_headers {
        let one = declared.or(own).filter(|one| !one.contains([',', '*']) && !one.is_empty());
        return PartKind::File { media_type: one.unwrap_or(BYTES).into(), list: false, required: false };
    }
    match (part.encoding, declared) {
        (Some(Encoding { style: Some(style), explode, .. }), None) => {
            let explode = explode.unwrap_or(*style == Style::Form);
            PartKind::Styled(plan_styled(Place::Query, *style, explode, false))
        }
        (_, Some(media_type)) if media_type != "text/plain" && !media_type.contains(',') => {
            PartKind::ValueAs(media_type.into())
        }
        _ => PartKind::Value,
    }
}

fn plan_docs(context: &Context<'_>, part: &FormPart<'_>) -> Docs {
    let text = match context.shapes.of(part.schema, Direction::Request) {
        Some(shape) => plan_member_docs(context, part.schema, shape.shape),
        None => context.docs(context.description(part.schema)),
    };
    let Some(encoding) = part.encoding else { return text };
    let mut more = Vec::new();
    if let Some(media_type) = encoding.content_type.as_deref() {
        more.push(format!("Content type: {}.", docs::code(media_type)));
    }
    if !encoding.headers.is_empty() {
        let names = encoding.headers.iter().map(|header| docs::code(&header.name)).collect::<Vec<_>>().join(", ");
        more.push(format!("Headers of the part: {names}."));
    }
    let more = if more.is_empty() { Docs::new() } else { docs::plain(&more.join(" ")) };
    docs::append(text, more)
}
