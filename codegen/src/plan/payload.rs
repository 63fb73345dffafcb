//! The body of a request: an argument, and how it is written.
//!
//! Takes `requestBody` and the media type to use, gives [`Payload`]. Whether it can be left out is decided here.

use super::Context;
use super::bodies::{Chosen, choose};
use super::forms::plan_form;
use super::ir::{Arg, Body, BodyKind, Docs, ParamStyle, Place, Struct, Ty};
use super::parameters::plan_styled;
use crate::analyze::{MediaClass, follow, form, media_class};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Content, Direction, Kind, Operation, ShapeId, Style};
use crate::names::OperationNames;

/// A body that is sent.
pub(super) struct Payload {
    pub(super) arg: Arg,
    pub(super) body: Body,
    /// The struct of its parts, with what is said of it.
    pub(super) form: Option<(Docs, Struct)>,
}

/// The body as an argument; `word` says another media type than the best.
pub(super) fn plan_payload(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    word: Option<&str>,
    diags: &mut Diagnostics,
) -> Option<Payload> {
    let body = operation.body.as_ref()?;
    let mut chosen = choose(context, &body.contents, Direction::Request, word)?;
    let is_bytes = match media_class(&chosen.media_type) {
        MediaClass::Xml => chosen.content.schema.is_some(),
        MediaClass::Events | MediaClass::Items => true,
        _ => false,
    };
    if is_bytes {
        let text = format!("a body of `{}` is sent as the bytes that the caller gives", chosen.media_type);
        diags.push(Diagnostic::new(Code::UnsupportedMediaType, text).at(chosen.content.origin));
    }
    let form = form(context.api, body).filter(|form| form.content.origin == chosen.content.origin);
    let parts = form.map(|form| {
        chosen.ty = Ty::Api(names.form.clone());
        let text = context.docs(context.description(form.schema));
        let origin = context.api.schemas.get(form.schema).map(|node| context.place("Schema", node.origin));
        (super::docs::join([text, origin.unwrap_or_default()]), plan_form(context, &form, names))
    });
    // Who calls the method for another media type has a body.
    let optional = word.is_none() && is_optional(context, body, &chosen, diags);
    let ty = if optional { Ty::Option(Box::new(chosen.ty.clone())) } else { chosen.ty.clone() };
    let ident = names.body.clone();
    let (form, call) = match parts {
        Some((docs, (parts, call))) => (Some((docs, parts)), Some(call)),
        None => (None, None),
    };
    let planned = Body {
        ident: ident.clone(),
        optional,
        media_type: chosen.media_type.clone(),
        kind: chosen.kind,
        styles: if chosen.kind == BodyKind::Form { plan_styles(chosen.content) } else { Vec::new() },
        form: call,
        media_type_field: None,
        local: "parts".into(),
    };
    Some(Payload { arg: Arg { ident, ty }, body: planned, form })
}

/// What `encoding` says of the members of a form (OpenAPI 3.0.3, section "Encoding Object"): a style, or JSON.
fn plan_styles(content: &Content) -> Vec<(Box<str>, ParamStyle)> {
    let styles = content.encoding.iter().filter_map(|(member, encoding)| {
        let is_json = |media_type: &str| matches!(media_class(media_type), MediaClass::Json | MediaClass::JsonSuffix);
        if encoding.style.is_none() && encoding.explode.is_none() && !encoding.allow_reserved {
            let json = encoding.content_type.as_deref().is_some_and(is_json);
            return json.then(|| (member.clone(), ParamStyle::Json));
        }
        let style = encoding.style.unwrap_or(Style::Form);
        let explode = encoding.explode.unwrap_or(style == Style::Form);
        let style = match plan_styled(Place::Query, style, explode, encoding.allow_reserved) {
            ParamStyle::Plain => ParamStyle::Styled { style: "FORM", explode: None, reserved: false },
            style => style,
        };
        Some((member.clone(), style))
    });
    styles.collect()
}

fn is_optional(context: &Context<'_>, body: &crate::model::Body, chosen: &Chosen<'_>, diags: &mut Diagnostics) -> bool {
    match body.required {
        Some(required) => !required,
        None if cannot_be_empty(context, chosen) => {
            let finding = Diagnostic::new(
                Code::BodyAssumedRequired,
                "the body is taken as required, because its schema has required members",
            );
            diags.push(finding.at(body.origin).help("say `required: true` or `required: false`"));
            false
        }
        None => true,
    }
}

/// Whether no value of the body is like no body at all: an object with required members.
fn cannot_be_empty(context: &Context<'_>, chosen: &Chosen<'_>) -> bool {
    fn requires(context: &Context<'_>, shape: ShapeId, depth: usize) -> bool {
        match context.shapes.arena.get(shape).map(|shape| &shape.kind) {
            Some(Kind::Object(object)) => object.fields.iter().any(|field| field.required),
            Some(Kind::Union(union)) if depth < 8 => {
                !union.variants.is_empty()
                    && union.variants.iter().all(|variant| requires(context, variant.value.shape, depth + 1))
            }
            _ => false,
        }
    }
    if chosen.kind == BodyKind::Multipart {
        let object =
            chosen.content.schema.and_then(|schema| context.api.schemas.get(follow(context.api, schema).schema));
        return object.is_some_and(|object| !object.object.required.is_empty());
    }
    chosen.shape.is_some_and(|place| !place.nullable && requires(context, place.shape, 0))
}
