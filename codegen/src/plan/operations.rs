//! Operations: traits, methods, and what the HTTP client does for each.
//!
//! Takes operations and names, gives a file per trait. An operation that cannot be generated is left out with a finding.

use super::Context;
use super::alternatives::{Variant, plan_variants};
use super::bodies::{Media, plan_media};
use super::docs;
use super::idents::fresh;
use super::ir::{
    ApiFile, Arg, Call, Docs, Handle, HeaderFile, HeaderStruct, Method, Outcome, Paging, Param, ResponseEnum, Source,
    Struct, Trait, Ty,
};
use super::pagination::plan_paging;
use super::parameters::{PARAMS, Parameters, is_token, plan_parameters};
use super::payload::{Payload, plan_payload};
use super::responses::{Responses, plan_headers, plan_responses};
use super::select::NOT_SELECTED;
use crate::base::Table;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{HeaderSetId, Operation, OperationId, Requirement, SecuritySchemeKind, Server};
use crate::names::{AliasOf, OperationNames, TraitName};

/// All files below `api`, and what became of each operation.
pub(super) fn plan_operations(
    context: &Context<'_>,
    diags: &mut Diagnostics,
) -> (Vec<ApiFile>, Table<Operation, Outcome>) {
    let mut outcomes = Table::new();
    let mut files = Vec::new();
    for (index, name) in context.names.traits.iter().enumerate() {
        let mut file = ApiFile {
            module: name.module.clone(),
            api: Trait {
                ident: name.ident.clone(),
                docs: plan_trait_docs(context, name),
                methods: Vec::new(),
                aliases: Vec::new(),
                handle: plan_handle(context, name),
            },
            gate: [index].into(),
            ..ApiFile::default()
        };
        for id in &name.operations {
            let Some(operation) = context.api.operations.get(*id) else { continue };
            let Some(names) = context.names.operations.get(*id) else { continue };
            if !context.selection.has(*id) {
                outcomes.insert(*id, Outcome::Skipped { reason: NOT_SELECTED.to_owned() });
                continue;
            }
            let outcome = match plan_operation(context, *id, operation, names, diags) {
                Ok(planned) => {
                    let paging = planned.iter().find_map(|one| Some(one.method.paging.as_ref()?.reason.clone()));
                    for method in planned {
                        method.add_to(&mut file, names);
                    }
                    let old = context.names.aliases.iter().filter(|alias| alias.of == AliasOf::Method(*id));
                    file.api.aliases.extend(old.map(|alias| (alias.ident.clone(), names.method.clone())));
                    Outcome::Generated { rust: format!("{}::{}", name.ident, names.method), paging }
                }
                Err(finding) => {
                    let reason = finding.message.clone();
                    diags.push(finding.at(operation.origin));
                    Outcome::Skipped { reason }
                }
            };
            outcomes.insert(*id, outcome);
        }
        file.headers = plan_header_structs(context, Home::Trait(index));
        if !file.api.methods.is_empty() {
            files.push(file);
        }
    }
    (files, outcomes)
}

fn plan_header_structs(context: &Context<'_>, home: Home) -> Vec<HeaderStruct> {
    let here = context.names.header_sets.iter().filter(|(id, _)| home_of(context, *id) == Some(home));
    here.filter_map(|(id, _)| plan_headers(context, id)).collect()
}

/// The file for what operations of several traits have.
pub(super) fn plan_shared_headers(context: &Context<'_>, apis: &[ApiFile]) -> Option<HeaderFile> {
    let headers = plan_header_structs(context, Home::Shared);
    let is_free = |module: &&str| apis.iter().all(|file| crate::names::bare(&file.module) != *module);
    let module = ["headers", "response_headers", "shared_headers"].into_iter().find(is_free)?.into();
    (!headers.is_empty()).then_some(HeaderFile { module, headers })
}

/// The file that a struct of headers is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    /// That of the only trait whose operations have them.
    Trait(usize),
    /// One of its own.
    Shared,
}

fn home_of(context: &Context<'_>, id: HeaderSetId) -> Option<Home> {
    let users = &context.shapes.header_sets.get(id)?.users;
    let generated = users.iter().filter(|(operation, _)| context.selection.has(*operation));
    let mut traits = generated.filter_map(|(operation, _)| Some(context.names.operations.get(*operation)?.in_trait));
    let first = traits.next()?;
    Some(if traits.all(|other| other == first) { Home::Trait(first) } else { Home::Shared })
}

fn plan_handle(context: &Context<'_>, name: &TraitName) -> Handle {
    let mut parameter = "Implementation".to_owned();
    while context.types.is_taken(&parameter) {
        parameter.push('X');
    }
    Handle { ident: name.handle.clone(), erased: format!("Erased{}", name.ident).into(), parameter: parameter.into() }
}

fn plan_trait_docs(context: &Context<'_>, name: &TraitName) -> Docs {
    let Some(tag) = &name.tag else { return vec!["Operations without a tag.".to_owned()] };
    let declared = context.api.tags.iter().find(|declared| declared.name == *tag);
    let text = declared.and_then(|tag| tag.description.as_deref()).map(docs::markdown).unwrap_or_default();
    docs::join([vec![format!("Operations with tag {}.", docs::code(tag))], text])
}

/// A method of an operation with the types that belong to it.
pub(super) struct Planned {
    method: Method,
    params: Option<Struct>,
    form: Option<(Docs, Struct)>,
    success: Option<ResponseEnum>,
    failure: Option<ResponseEnum>,
}

impl Planned {
    fn add_to(self, file: &mut ApiFile, names: &OperationNames) {
        let link = format!("{}::{}", file.api.ident, self.method.ident);
        let linked = |mut item: ResponseEnum| {
            for line in &mut item.docs {
                *line = line.replace("{trait}::{method}", &link);
            }
            item
        };
        if let Some(params) = self.params {
            file.params.push((names.params.clone(), vec![format!("Optional parameters of [`{link}`].")], params));
        }
        if let Some((text, form)) = self.form {
            let link = format!("{}::{}", file.api.ident, self.method.ident);
            let docs = docs::join([vec![format!("Parts of the body of [`{link}`].")], text]);
            file.forms.push((names.form.clone(), docs, form));
        }
        file.successes.extend(self.success.map(linked));
        file.errors.extend(self.failure.map(linked));
        file.api.methods.push(self.method);
    }
}

/// The plain method, then those for other media types.
fn plan_operation(
    context: &Context<'_>,
    id: OperationId,
    operation: &Operation,
    names: &OperationNames,
    diags: &mut Diagnostics,
) -> Result<Vec<Planned>, Diagnostic> {
    if let crate::model::Method::Other(name) = &operation.method
        && !is_token(name)
    {
        return Err(Diagnostic::new(Code::UnsupportedOperation, format!("`{name}` cannot be an HTTP method")));
    }
    let media = plan_media(context, operation);
    let mut methods = vec![plan_method(context, id, operation, names, &media, &Variant::plain(names), diags)?];
    for variant in plan_variants(names, &media) {
        // What is wrong with the operation was told for the plain method.
        let mut told = Diagnostics::default();
        let Ok(mut planned) = plan_method(context, id, operation, names, &media, &variant, &mut told) else { continue };
        planned.params = None;
        planned.failure = None;
        // An operation has one form, whatever it is asked for.
        if methods.iter().any(|method| method.form.is_some()) {
            planned.form = None;
        }
        methods.push(planned);
    }
    for (origin, used, others) in &media.unused {
        diags.push(unused_media_types(used, others).at(*origin));
    }
    Ok(methods)
}

fn plan_method(
    context: &Context<'_>,
    id: OperationId,
    operation: &Operation,
    names: &OperationNames,
    media: &Media,
    variant: &Variant<'_>,
    diags: &mut Diagnostics,
) -> Result<Planned, Diagnostic> {
    let mark = diags.len();
    let parameters = plan_parameters(context, id, operation, names, &media.same_json, diags).map_err(|reason| {
        diags.truncate(mark);
        Diagnostic::new(Code::UnsupportedParameter, reason)
    })?;
    let payload = plan_payload(context, operation, names, variant.sent, diags);
    let responses = plan_responses(context, id, operation, names, variant);
    let page = responses.page.filter(|_| variant.sent.is_none() && variant.asked.is_none());
    let paging = plan_paging(context, operation, page, diags);
    Ok(assemble(context, operation, names, variant, parameters, payload, (responses, paging)))
}

fn unused_media_types(used: &str, others: &[Box<str>]) -> Diagnostic {
    let others = others.iter().map(|other| format!("`{other}`")).collect::<Vec<_>>().join(", ");
    Diagnostic::new(Code::UnsupportedMediaType, format!("of several media types, `{used}` is used; not used: {others}"))
}

fn assemble(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    variant: &Variant<'_>,
    parameters: Parameters,
    payload: Option<Payload>,
    (responses, paging): (Responses, Option<Paging>),
) -> Planned {
    let docs = plan_method_docs(context, operation, variant, &parameters, paging.as_ref());
    let Parameters { mut args, optional, steps, media_type, .. } = parameters;
    let (mut content, mut form) = (None, None);
    if let Some(payload) = payload {
        args.push(payload.arg);
        content = Some(payload.body);
        form = payload.form;
    }
    // A method for one media type has none to choose, and no argument when that was all there is to say.
    let media_type = media_type.filter(|_| content.is_some() && variant.sent.is_none());
    let is_optional = |param: &Param| matches!(&param.source, Source::Field(owner, _) if **owner == *PARAMS);
    if optional.is_some() && (media_type.is_some() || steps.iter().any(is_optional)) {
        args.push(Arg { ident: PARAMS.into(), ty: Ty::Api(names.params.clone()) });
    }
    if let Some(body) = &mut content {
        body.media_type_field = media_type.map(|field| Source::Field(PARAMS.into(), field));
        body.local = fresh("parts", &args.iter().map(|arg| &arg.ident));
    }
    let method = Method {
        ident: variant.method.clone(),
        docs,
        deprecated: operation.deprecated,
        id: operation.operation_id.clone().unwrap_or_else(|| names.method.clone()),
        call: plan_call(context, operation, &args, steps, content, &responses),
        args,
        paging,
        example: None,
        body: responses.body,
        headers: responses.headers,
        error: responses.error,
    };
    Planned { method, params: optional, form, success: responses.success, failure: responses.failure }
}

fn plan_call(
    context: &Context<'_>,
    operation: &Operation,
    args: &[Arg],
    params: Vec<Param>,
    content: Option<super::ir::Body>,
    responses: &Responses,
) -> Call {
    let default_server = context.api.servers.first().and_then(absolute_url);
    let default_server = default_server.as_ref();
    // The transport sees to mutual TLS: no request carries anything for it.
    let is_carried = |name: &str| {
        let scheme = context.api.security_schemes.get(name);
        scheme.is_none_or(|scheme| scheme.kind != SecuritySchemeKind::MutualTls)
    };
    let names = |requirement: &Requirement| {
        requirement.schemes.iter().map(|(name, _)| name.clone()).filter(|name| is_carried(name)).collect()
    };
    Call {
        method: operation.method.clone(),
        path: operation.path.clone(),
        server: operation.servers.first().and_then(absolute_url).filter(|url| default_server != Some(url)),
        security: operation.security.iter().map(names).collect(),
        redirects: responses.redirects.clone(),
        streams: responses.arms.iter().filter(|(_, action)| action.is_streamed()).map(|(arm, _)| *arm).collect(),
        local: fresh("request", &args.iter().map(|arg| &arg.ident)),
        params,
        content,
        accept: responses.accept.clone(),
        arms: responses.arms.clone(),
    }
}

/// The URL of a server with the defaults of its variables; nothing when it is relative to where the document is.
pub(super) fn absolute_url(server: &Server) -> Option<Box<str>> {
    let mut url = server.url.trim().to_owned();
    for (name, variable) in &server.variables {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    let url = url.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    (!host.is_empty() && !url.chars().any(|c| c.is_whitespace() || c.is_control())).then(|| url.into())
}

/// Sentence, method and path, arguments, place. What it gives and how it fails is in its type.
fn plan_method_docs(
    context: &Context<'_>,
    operation: &Operation,
    variant: &Variant<'_>,
    parameters: &Parameters,
    paging: Option<&Paging>,
) -> Docs {
    let summary = operation.summary.as_deref().map(docs::line).filter(|text| !text.is_empty()).map(docs::sentence);
    let mut text = operation.description.as_deref().map(docs::markdown).unwrap_or_default();
    if let (Some(summary), Some(first)) = (&summary, text.first())
        && docs::sentence(first.clone()) == *summary
    {
        text.remove(0);
        if text.first().is_some_and(String::is_empty) {
            text.remove(0);
        }
    }
    let summary = match summary {
        Some(summary) => docs::plain(&summary),
        None => first_paragraph(&mut text),
    };
    let place = variant.docs(&format!("{} {}", operation.method.as_str(), operation.path), operation);
    let mut arguments = Docs::new();
    for (ident, said) in &parameters.arg_docs {
        arguments.extend(docs::item(&format!("`{}`: {said}", crate::names::bare(ident))));
    }
    let link =
        operation.external_docs.as_deref().map(|url| docs::markdown(&format!("More: {url}"))).unwrap_or_default();
    // Method and path say where it is, unless that is another place.
    let mut origin = context.place("Operation", operation.origin);
    if origin.iter().any(|line| line.starts_with("Operation: `#/paths/")) {
        origin.clear();
    }
    docs::join([summary, place, text, arguments, paging.map(|_| plan_paging_docs()).unwrap_or_default(), link, origin])
}

/// That it is a list; the report says why.
fn plan_paging_docs() -> Docs {
    docs::plain("A page of a list: on `Client`, `items()` and `pages()` of the call go through all of it.")
}

/// Takes the first paragraph out of a description; nothing when it starts with code, a list or a table.
fn first_paragraph(text: &mut Docs) -> Docs {
    let end = text.iter().position(String::is_empty).unwrap_or(text.len());
    if text.first().is_none_or(|line| line.starts_with(['`', '-', '|', '>', '#'])) {
        return Docs::new();
    }
    let rest = text.split_off(end);
    let first = std::mem::replace(text, rest);
    if !text.is_empty() {
        text.remove(0);
    }
    first
}
