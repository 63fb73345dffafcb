//! Responses: what each status gives, the enum of errors, the enum of successes, the structs of headers.
//!
//! Takes the responses of an operation, gives types and the table of statuses. Every declared response ends up somewhere.

use super::Context;
use super::alternatives::Variant;
use super::bodies::{Chosen, choose, is_other_fault, pick};
use super::docs;
use super::ir::{
    Action, ArmPattern, BodyKind, Docs, FailureRead, HeaderRead, HeaderStruct, Ident, ResponseEnum, ResponseVariant, Ty,
};
use crate::analyze::media_word;
use crate::base::essence;
use crate::model::{Direction, HeaderSetId, Kind, Method, Operation, OperationId, Response, Status, Use};
use crate::names::OperationNames;

/// What the responses of an operation come to.
pub(super) struct Responses {
    pub(super) body: Ty,
    pub(super) headers: Ty,
    pub(super) error: Ty,
    pub(super) success: Option<ResponseEnum>,
    pub(super) failure: Option<ResponseEnum>,
    pub(super) arms: Vec<(ArmPattern, Action)>,
    pub(super) accept: Option<Box<str>>,
    pub(super) redirects: Vec<u16>,
    /// The JSON body of the only success.
    pub(super) page: Option<Use>,
}

/// One response with its decisions.
struct Planned<'a> {
    response: &'a Response,
    /// Of an error that is told by its media type, too: that one.
    media_type: Option<Box<str>>,
    variant: Ident,
    kind: BodyKind,
    body: Ty,
    headers: Ty,
    /// Of a JSON body.
    shape: Option<Use>,
}

/// Plans all responses of an operation.
pub(super) fn plan_responses(
    context: &Context<'_>,
    id: OperationId,
    operation: &Operation,
    names: &OperationNames,
    variant: &Variant<'_>,
) -> Responses {
    let chosen: Vec<_> =
        operation.responses.iter().map(|response| plan_body(context, operation, response, variant.asked)).collect();
    let mut media_types = asked_for(operation, &chosen);
    let sets = context.shapes.response_headers.get(id).map(Vec::as_slice).unwrap_or_default();
    let mut all = Vec::new();
    for (index, ((response, ident), chosen)) in operation.responses.iter().zip(&names.variants).zip(chosen).enumerate()
    {
        let shape = chosen.as_ref().filter(|chosen| chosen.kind == BodyKind::Json).and_then(|chosen| chosen.shape);
        let (kind, body) = chosen.map_or((BodyKind::Empty, Ty::Unit), |chosen| (chosen.kind, chosen.ty));
        let headers = header_ty(context, sets.get(index).copied().flatten());
        all.push(Planned { response, media_type: None, variant: ident.clone(), kind, body, headers, shape });
    }
    let succeeds = successes(&all);
    let (successes, failures): (Vec<_>, Vec<_>) = all.into_iter().zip(succeeds).partition(|(_, success)| *success);
    let mut planned =
        plan_success(context, variant.success, &successes.iter().map(|(planned, _)| planned).collect::<Vec<_>>());
    let mut failures: Vec<Planned<'_>> = failures.into_iter().map(|(planned, _)| planned).collect();
    let others = plan_other_faults(context, operation, names, &failures);
    // Text is not asked for: a server that has both is to send JSON.
    for media_type in
        others.iter().filter(|other| other.kind == BodyKind::Json).filter_map(|other| other.media_type.as_ref())
    {
        if !media_types.contains(media_type) {
            media_types.push(media_type.clone());
        }
    }
    failures.extend(others);
    planned.accept = (!media_types.is_empty()).then(|| media_types.join(", ").into());
    planned.redirects = redirects(&successes);
    add_failures(context, &mut planned, names, &failures);
    // Exact codes come before ranges (OpenAPI 3.0.3, section "Responses Object").
    planned.arms.sort_by_key(|(pattern, _)| match pattern {
        ArmPattern::Code(code) => (0, *code),
        ArmPattern::Range(from, _) => (1, *from),
    });
    planned
}

/// The media types to ask for: those of the successes, and of errors those that are not a success of another method. Where one is asked
/// for, a server may answer with it.
fn asked_for(operation: &Operation, chosen: &[Option<Chosen<'_>>]) -> Vec<Box<str>> {
    let is_success = |response: &&Response| response.status.is_success();
    let offered: Vec<String> = operation
        .responses
        .iter()
        .filter(is_success)
        .flat_map(|response| response.contents.iter().map(|content| essence(&content.media_type)))
        .collect();
    let all = || operation.responses.iter().zip(chosen).filter_map(|(response, one)| Some((response, one.as_ref()?)));
    let taken: Vec<String> =
        all().filter(|(response, _)| is_success(response)).map(|(_, one)| essence(&one.media_type)).collect();
    let mut media_types: Vec<Box<str>> = Vec::new();
    for (_, one) in all() {
        let essence = essence(&one.media_type);
        let is_for_others = offered.contains(&essence) && !taken.contains(&essence);
        if !is_for_others && !media_types.contains(&one.media_type) {
            media_types.push(one.media_type.clone());
        }
    }
    media_types
}

/// The body of a response. Some statuses, and all answers to `HEAD`, have none (RFC 9110, section 6.4.1).
fn plan_body<'a>(
    context: &Context<'_>,
    operation: &Operation,
    response: &'a Response,
    word: Option<&str>,
) -> Option<Chosen<'a>> {
    let bodiless = matches!(response.status, Status::Code(100..=199 | 204 | 205 | 304) | Status::Range(1));
    if bodiless || operation.method == Method::Head {
        return None;
    }
    let is_success = response.status.is_success();
    let chosen = choose(context, &response.contents, Direction::Response, word.filter(|_| is_success))?;
    Some(if is_success { chosen.of_success() } else { chosen.of_failure() })
}

/// Errors whose status has JSON of several media types and types, such as a problem beside an error of the API, or text beside JSON: a
/// variant for each but the best one.
fn plan_other_faults<'a>(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    failures: &[Planned<'a>],
) -> Vec<Planned<'a>> {
    let mut others: Vec<Planned<'a>> = Vec::new();
    for failure in failures.iter().filter(|failure| failure.kind != BodyKind::Empty) {
        let Some(main) = pick(&failure.response.contents) else { continue };
        let index = operation.responses.iter().position(|response| response.origin == failure.response.origin);
        for content in failure.response.contents.iter().filter(|other| is_other_fault(context, main, other)) {
            let word = media_word(&content.media_type);
            let name = names.faults.iter().find(|name| Some(name.response) == index && *name.word == *word);
            let chosen = choose(context, std::slice::from_ref(content), Direction::Response, None);
            let (Some(name), Some(Chosen { kind, ty, .. })) = (name, chosen.map(Chosen::of_failure)) else { continue };
            if others.iter().all(|other| other.variant != name.variant) {
                others.push(Planned {
                    response: failure.response,
                    media_type: Some(essence(&content.media_type).into()),
                    variant: name.variant.clone(),
                    kind,
                    body: ty,
                    headers: failure.headers.clone(),
                    shape: None,
                });
            }
        }
    }
    others
}

fn header_ty(context: &Context<'_>, set: Option<HeaderSetId>) -> Ty {
    let name = set.and_then(|set| context.names.header_sets.get(set));
    name.map_or(Ty::Unit, |name| Ty::Api(name.ident.clone()))
}

/// Which responses are successes: 2xx; without any, `default` for all 2xx, or else what redirects.
fn successes(all: &[Planned<'_>]) -> Vec<bool> {
    let has = |test: &dyn Fn(Status) -> bool| all.iter().any(|planned| test(planned.response.status));
    let has_success = has(&Status::is_success);
    let has_default = has(&|status| status == Status::Default);
    let is_redirect = |status| matches!(status, Status::Code(300..=303 | 305..=399) | Status::Range(3));
    all.iter()
        .map(|planned| match planned.response.status {
            status if status.is_success() => true,
            Status::Default => false,
            status => !has_success && !has_default && is_redirect(status),
        })
        .collect()
}

fn redirects(successes: &[(Planned<'_>, bool)]) -> Vec<u16> {
    let codes = successes.iter().flat_map(|(planned, _)| match planned.response.status {
        Status::Code(code @ 300..=399) => vec![code],
        Status::Range(3) => vec![301, 302, 303, 307, 308],
        _ => Vec::new(),
    });
    codes.collect()
}

fn pattern(status: Status) -> Option<ArmPattern> {
    match status {
        Status::Code(code) => Some(ArmPattern::Code(code)),
        Status::Range(hundreds) => {
            let from = u16::from(hundreds).saturating_mul(100);
            Some(ArmPattern::Range(from, from.saturating_add(99)))
        }
        Status::Default => None,
    }
}

/// The success type: one body, or an enum of several.
fn plan_success(context: &Context<'_>, ident: &Ident, successes: &[&Planned<'_>]) -> Responses {
    let mut planned = Responses {
        body: Ty::Unit,
        headers: Ty::Unit,
        error: Ty::Runtime("Undeclared"),
        success: None,
        failure: None,
        arms: Vec::new(),
        accept: None,
        redirects: Vec::new(),
        page: None,
    };
    let Some(first) = successes.first() else { return planned };
    let is_one = successes
        .iter()
        .all(|other| (other.kind, &other.body, &other.headers) == (first.kind, &first.body, &first.headers));
    if is_one {
        planned.body = first.body.clone();
        planned.headers = first.headers.clone();
        planned.page = first.shape;
        let arms = successes.iter().filter_map(|one| Some((pattern(one.response.status)?, Action::Success(one.kind))));
        planned.arms = arms.collect();
        return planned;
    }
    planned.body = Ty::Api(ident.clone());
    planned.arms = successes
        .iter()
        .filter_map(|one| {
            let action = Action::SuccessAs { kind: one.kind, enumeration: ident.clone(), variant: one.variant.clone() };
            Some((pattern(one.response.status)?, action))
        })
        .collect();
    planned.success = Some(ResponseEnum {
        ident: ident.clone(),
        docs: vec![format!("What [`{{trait}}::{{method}}`] gives.")],
        variants: successes.iter().map(|one| variant(context, one)).collect(),
        reads: Vec::new(),
        undeclared: None,
        streams: successes.iter().any(|one| one.kind.is_stream()),
    });
    planned
}

/// The error enum. Without a declared 2xx, `default` is what a success gives as well.
fn add_failures(context: &Context<'_>, planned: &mut Responses, names: &OperationNames, failures: &[Planned<'_>]) {
    let has_success = !planned.arms.is_empty();
    let default = failures.iter().find(|failure| failure.response.status == Status::Default);
    if !has_success {
        let kind = default.map_or(BodyKind::Bytes, |default| default.kind);
        planned.body = default.map_or(Ty::BYTES, |default| default.body.clone());
        planned.headers = default.map_or(Ty::Unit, |default| default.headers.clone());
        planned.arms.push((ArmPattern::Range(200, 299), Action::Success(kind)));
    }
    // An exact status is the exception of a range that is a success.
    let ranges: Vec<_> = planned.arms.iter().map(|(pattern, _)| pattern.bounds()).collect();
    let exceptions = failures.iter().filter_map(|failure| match failure.response.status {
        Status::Code(code) => ranges.iter().any(|range| range.contains(&code)).then_some(ArmPattern::Code(code)),
        _ => None,
    });
    planned.arms.extend(exceptions.map(|pattern| (pattern, Action::Failure)));
    if failures.is_empty() {
        return;
    }
    planned.error = Ty::Api(names.error.clone());
    planned.failure = Some(ResponseEnum {
        ident: names.error.clone(),
        docs: vec!["Why [`{trait}::{method}`] failed: the answers that the description declares.".to_owned()],
        variants: failures.iter().map(|one| variant(context, one)).collect(),
        reads: plan_reads(failures),
        undeclared: Some(names.undeclared.clone()),
        streams: false,
    });
}

/// Exact codes come before ranges, and these before all else (OpenAPI 3.0.3, section "Responses Object").
fn plan_reads(failures: &[Planned<'_>]) -> Vec<FailureRead> {
    let mut reads: Vec<FailureRead> = failures
        .iter()
        .map(|failure| FailureRead {
            statuses: pattern(failure.response.status),
            media_type: failure.media_type.clone(),
            kind: failure.kind,
            variant: failure.variant.clone(),
        })
        .collect();
    // What asks for a media type comes before what takes any.
    reads.sort_by_key(|read| match (read.statuses, read.media_type.is_none()) {
        (Some(ArmPattern::Code(code)), any) => (0, code, any),
        (Some(ArmPattern::Range(from, _)), any) => (1, from, any),
        (None, any) => (2, 0, any),
    });
    reads
}

fn variant(context: &Context<'_>, planned: &Planned<'_>) -> ResponseVariant {
    let status = match planned.response.status {
        Status::Code(code) => code.to_string(),
        Status::Range(hundreds) => format!("{hundreds}XX"),
        Status::Default => "Any other status".to_owned(),
    };
    let status = match &planned.media_type {
        Some(media_type) => format!("{status} as {}", docs::code(media_type)),
        None => status,
    };
    let mut text = context.docs(Some(&planned.response.description));
    let docs = match text.first_mut() {
        Some(first) if !first.starts_with(['|', '`', '-', '>', '#']) => {
            let joined = docs::plain(&format!("{status}: {first}"));
            text.splice(..1, joined);
            text
        }
        Some(_) => docs::join([vec![format!("{status}.")], text]),
        None => vec![format!("{status}.")],
    };
    ResponseVariant {
        ident: planned.variant.clone(),
        docs,
        body: planned.body.clone(),
        headers: planned.headers.clone(),
    }
}

/// A struct of response headers.
pub(super) fn plan_headers(context: &Context<'_>, id: HeaderSetId) -> Option<HeaderStruct> {
    let set = context.shapes.header_sets.get(id)?;
    let name = context.names.header_sets.get(id)?;
    let fields = set.headers.iter().zip(&name.fields).map(|(header, ident)| {
        let shape = context.shapes.arena.get(header.value.shape).map(|shape| &shape.kind);
        let (ty, list) = match shape {
            Some(Kind::Array { item, .. }) => (context.types.of_shape(item.shape), true),
            Some(Kind::Object(_) | Kind::Map { .. } | Kind::Tuple { .. } | Kind::Any) | None => (Ty::String, false),
            Some(_) => (context.types.of_shape(header.value.shape), false),
        };
        let mut docs = context.docs(header.description.as_deref());
        if docs.is_empty() {
            docs = Docs::from([docs::code(&header.name)]);
        }
        HeaderRead { ident: ident.clone(), wire: header.name.clone(), docs, deprecated: header.deprecated, ty, list }
    });
    let fields = fields.collect();
    Some(HeaderStruct { ident: name.ident.clone(), docs: plan_users(context, id), fields })
}

/// Which response has these headers; of many, the first.
fn plan_users(context: &Context<'_>, id: HeaderSetId) -> Docs {
    let users = context.shapes.header_sets.get(id).map(|set| set.users.as_slice()).unwrap_or_default();
    let generated = users.iter().filter(|(operation, _)| context.selection.has(*operation));
    let mut named =
        generated.filter_map(|(operation, status)| Some((context.names.operations.get(*operation)?, *status)));
    let Some((names, status)) = named.next() else { return Docs::new() };
    let status = match status {
        Status::Code(code) => format!("status {code} of"),
        Status::Range(hundreds) => format!("statuses {hundreds}XX of"),
        Status::Default => "other statuses of".to_owned(),
    };
    let more = if named.next().is_some() { " and others" } else { "" };
    docs::plain(&format!("Headers of {status} `{}`{more}.", crate::names::bare(&names.method)))
}
