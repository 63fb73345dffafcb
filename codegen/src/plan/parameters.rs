//! Parameters: required ones are arguments, optional ones fields of a struct; and how each is written.
//!
//! Takes an operation, gives arguments, a parameter struct and the steps of the request. A parameter that cannot be sent is told;
//! a required one costs the operation.

use super::Context;
use super::constructors::plan_setters;
use super::docs;
use super::idents::{Functions, fresh};
use super::ir::{Arg, Docs, Field, Ident, Param, ParamStyle, Place, Presence, Source, Struct, Ty};
use super::limits::parameter_limits;
use super::members::plan_member_docs;
use crate::analyze::{MediaClass, media_class};
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::{
    Content, Direction, JsonType, Kind, Location, Operation, OperationId, Parameter, ParameterValue, Style, TypeSet,
    Use,
};
use crate::names::OperationNames;

/// What an operation's parameters come to.
#[derive(Default)]
pub(super) struct Parameters {
    /// Required ones.
    pub(super) args: Vec<Arg>,
    /// What is said of each of them.
    pub(super) arg_docs: Vec<(Ident, String)>,
    /// The struct of optional ones.
    pub(super) optional: Option<Struct>,
    /// How all of them are written.
    pub(super) steps: Vec<Param>,
    /// The field that says which of several media types the body is sent as.
    pub(super) media_type: Option<Ident>,
}

/// The name of the argument that holds optional parameters.
pub(super) const PARAMS: &str = "params";

/// Plans all parameters of an operation.
///
/// # Errors
/// The reason why a required parameter cannot be sent.
pub(super) fn plan_parameters(
    context: &Context<'_>,
    id: OperationId,
    operation: &Operation,
    names: &OperationNames,
    media_types: &[Box<str>],
    diags: &mut Diagnostics,
) -> Result<Parameters, String> {
    let mut planned = Parameters::default();
    let mut fields = Vec::new();
    for (parameter, ident) in operation.parameters.iter().zip(&names.arguments) {
        if is_reserved(parameter) {
            diags.push(
                Diagnostic::new(
                    Code::DroppedKeyword,
                    format!("the header `{}` is set by the client; the parameter is left out", parameter.name),
                )
                .at(parameter.origin),
            );
            continue;
        }
        let (place, style) = match plan_style(context, parameter, diags) {
            Ok(found) => found,
            Err(reason) if parameter.required => return Err(reason),
            Err(reason) => {
                let finding = Diagnostic::new(Code::UnsupportedParameter, format!("{reason}; it is left out"));
                diags.push(finding.severity(Severity::Lint).at(parameter.origin));
                continue;
            }
        };
        let schema = parameter.value.schema();
        let shape = schema.and_then(|schema| context.shapes.of(schema, Direction::Request));
        let ty = shape.map_or(Ty::VALUE, |shape| context.types.of_shape(shape.shape));
        let source = if parameter.required {
            planned.arg_docs.extend(told(context, parameter).map(|text| (ident.clone(), text)));
            let (ty, source) = argument(ident, ty);
            planned.args.push(Arg { ident: ident.clone(), ty });
            source
        } else {
            fields.push(plan_field(context, parameter, ident, ty, shape));
            Source::Field(PARAMS.into(), ident.clone())
        };
        let limits = match (schema, shape) {
            (Some(schema), Some(shape)) => parameter_limits(context, schema, shape.shape),
            _ => Vec::new(),
        };
        planned.steps.push(Param { place, name: parameter.name.clone(), style, source, limits });
    }
    if !media_types.is_empty() {
        let field = plan_media_type(&fields, media_types);
        planned.media_type = Some(field.ident.clone());
        fields.push(field);
    }
    planned.optional = plan_struct(fields);
    order_arguments(context, id, names, &mut planned);
    Ok(planned)
}

/// The order of a call is pinned: a document that lists its parameters in another order breaks no caller.
fn order_arguments(context: &Context<'_>, id: OperationId, names: &OperationNames, planned: &mut Parameters) {
    let order = context.names.positional.get(id).map_or(&[][..], Vec::as_slice);
    let rank = |ident: &Ident| order.iter().position(|index| names.arguments.get(*index) == Some(ident));
    planned.args.sort_by_key(|arg| rank(&arg.ident));
    planned.arg_docs.sort_by_key(|(ident, _)| rank(ident));
}

/// Plain text is borrowed: callers have it in all kinds of places.
fn argument(ident: &Ident, ty: Ty) -> (Ty, Source) {
    match ty {
        Ty::String => (Ty::Str, Source::Borrowed(ident.clone())),
        ty => (ty, Source::Argument(ident.clone())),
    }
}

fn plan_field(context: &Context<'_>, parameter: &Parameter, ident: &Ident, ty: Ty, shape: Option<Use>) -> Field {
    let own = context.docs(parameter.description.as_deref());
    let schema = parameter.value.schema();
    let inherited = match (schema, shape) {
        (Some(schema), Some(shape)) if own.is_empty() => plan_member_docs(context, schema, shape.shape),
        (Some(schema), _) => context.limits(schema),
        _ => Docs::new(),
    };
    let (ty, presence) = match ty {
        Ty::VALUE => (Ty::Option(Box::new(Ty::VALUE)), Presence::Any),
        ty => (Ty::Option(Box::new(ty)), Presence::Optional),
    };
    Field {
        ident: ident.clone(),
        wire: parameter.name.clone(),
        docs: docs::append(own, inherited),
        deprecated: parameter.deprecated,
        ty,
        presence,
    }
}

/// The choice between media types of one JSON value: `application/merge-patch+json` or `application/json-patch+json`.
fn plan_media_type(others: &[Field], media_types: &[Box<str>]) -> Field {
    let listed = media_types.iter().map(|one| docs::code(one)).collect::<Vec<_>>().join(", ");
    let first = media_types.first().map(|one| docs::code(one)).unwrap_or_default();
    Field {
        ident: fresh("content_type", &others.iter().map(|field| &field.ident)),
        wire: Box::default(),
        docs: docs::plain(&format!("Media type of the body, one of {listed}. Default: {first}.")),
        deprecated: false,
        ty: Ty::Option(Box::new(Ty::String)),
        presence: Presence::Optional,
    }
}

fn plan_struct(fields: Vec<Field>) -> Option<Struct> {
    if fields.is_empty() {
        return None;
    }
    let setters = plan_setters(&fields, &mut Functions::default());
    Some(Struct { fields, default: true, setters, ..Struct::default() })
}

/// What is said of a required parameter, in one line.
fn told(context: &Context<'_>, parameter: &Parameter) -> Option<String> {
    let schema = parameter.value.schema();
    let text = parameter.description.as_deref().filter(|text| !text.trim().is_empty());
    let text = text.or_else(|| schema.and_then(|schema| context.description(schema)));
    let first = context.docs(text).into_iter().take_while(|line| !line.is_empty()).collect::<Vec<_>>();
    let limits = schema.map(|schema| context.limits(schema)).unwrap_or_default();
    let is_prose = !first.iter().any(|line| line.starts_with(['|', '`', '-', '>', '#']) || line.starts_with("    "));
    let text = if is_prose { docs::sentence(first.join(" ")) } else { String::new() };
    let all = [text, limits.join(" ")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    (!all.is_empty()).then_some(all)
}

/// Headers that are described elsewhere (OpenAPI 3.0.3, section "Parameter Object", `name`).
fn is_reserved(parameter: &Parameter) -> bool {
    parameter.location == Location::Header
        && ["accept", "content-type", "authorization"].iter().any(|name| parameter.name.eq_ignore_ascii_case(name))
}

/// Where and how a parameter is written.
fn plan_style(
    context: &Context<'_>,
    parameter: &Parameter,
    diags: &mut Diagnostics,
) -> Result<(Place, ParamStyle), String> {
    let name = &parameter.name;
    let place = match parameter.location {
        Location::Path => Place::Path,
        Location::Query => Place::Query,
        Location::Header => Place::Header,
        Location::Cookie => Place::Cookie,
        Location::QueryString => Place::QueryString,
    };
    if place == Place::Header && !is_token(name) {
        return Err(format!("`{name}` cannot be the name of a header"));
    }
    match &parameter.value {
        ParameterValue::Styled { .. } if place == Place::QueryString => {
            Err(format!("the parameter `{name}` is the whole query, so it needs `content`"))
        }
        ParameterValue::Styled { style, explode, allow_reserved, .. } => {
            Ok((place, plan_styled(place, *style, *explode, *allow_reserved)))
        }
        ParameterValue::Content(Content { media_type, .. }) => match (media_class(media_type), place) {
            (MediaClass::Json | MediaClass::JsonSuffix, _) => Ok((place, ParamStyle::Json)),
            (MediaClass::Form, Place::QueryString) => Ok((place, ParamStyle::Plain)),
            (_, Place::QueryString) => {
                Err(format!("the parameter `{name}` is written as `{media_type}`, which is not supported"))
            }
            (class, _) => {
                let is_text = is_text(context, parameter);
                // A range says no more than that anything goes.
                if !is_text || !matches!(class, MediaClass::Text | MediaClass::Wildcard) {
                    let form = if is_text { "text" } else { "JSON" };
                    let text = format!(
                        "`{media_type}` does not say how the parameter `{name}` is written; it is sent as {form}"
                    );
                    let finding = Diagnostic::new(Code::UnsupportedParameter, text);
                    diags.push(finding.severity(Severity::Lint).at(parameter.origin));
                }
                Ok((place, if is_text { ParamStyle::Plain } else { ParamStyle::Json }))
            }
        },
    }
}

/// Whether the values of a parameter are texts, numbers and the like, which need no notation of their own.
fn is_text(context: &Context<'_>, parameter: &Parameter) -> bool {
    let schema = parameter.value.schema();
    let shape = schema.and_then(|schema| context.shapes.of(schema, Direction::Request));
    match shape.and_then(|shape| context.shapes.arena.get(shape.shape)).map(|shape| &shape.kind) {
        Some(Kind::Array { .. } | Kind::Map { .. } | Kind::Tuple { .. } | Kind::Object(_)) => false,
        Some(Kind::Union(union)) => {
            let is_structured = |types: TypeSet| types.contains(JsonType::Array) || types.contains(JsonType::Object);
            !union.variants.iter().any(|variant| is_structured(variant.types))
        }
        _ => true,
    }
}

/// A field name of HTTP (RFC 9110, section 5.6.2).
pub(super) fn is_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

pub(super) fn plan_styled(place: Place, style: Style, explode: bool, reserved: bool) -> ParamStyle {
    let form = matches!(place, Place::Query | Place::Cookie);
    let is_default = match style {
        Style::Simple => !form && !explode,
        Style::Form => form && explode,
        _ => false,
    };
    if is_default && !reserved {
        return ParamStyle::Plain;
    }
    let (style, default) = match style {
        Style::Simple => ("SIMPLE", false),
        Style::Label => ("LABEL", false),
        Style::Matrix => ("MATRIX", false),
        Style::Form => ("FORM", true),
        Style::SpaceDelimited => ("SPACE_DELIMITED", false),
        Style::PipeDelimited => ("PIPE_DELIMITED", false),
        Style::DeepObject => ("DEEP_OBJECT", explode),
    };
    ParamStyle::Styled { style, explode: (explode != default).then_some(explode), reserved }
}
