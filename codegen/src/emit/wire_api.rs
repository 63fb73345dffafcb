//! Files below `wire/api`: what the HTTP client does for each operation, and how headers are read.
//!
//! Takes planned calls, gives the implementation of the trait for `Client`.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use super::api::allow_many;
use super::scope::Scope;
use super::tokens::ident;
use super::wire_models::emit_limit;
use crate::format::{SourceFile, Table};
use crate::plan::Plan;
use crate::plan::ir::{
    Action, ApiFile, ArmPattern, Body, BodyKind, Call, FormCall, HeaderFile, HeaderStruct, HttpMethod, Method, Paging,
    PagingField, PagingStep, Param, ParamStyle, PartKind, Place, ResponseEnum, Source, Ty,
};

/// A file below `wire/api`.
pub(super) fn emit_wire_api(plan: &Plan, file: &ApiFile) -> SourceFile {
    let scope = Scope::wire(plan);
    let name = ident(&file.api.ident);
    let methods = file.api.methods.iter().map(|method| emit_method(&scope, method));
    let client = quote! {
        #[allow(refining_impl_trait)]
        impl api::#name for Client { #(#methods)* }
    };
    let mut out = SourceFile::default();
    let uses_models = mentions(client.clone(), "models");
    let models = uses_models.then(|| quote!(, models));
    out.group(vec![
        quote!(
            use crate::client::Client;
        ),
        quote!(use crate::{api #models, rt};),
    ]);
    let operations = file.api.methods.iter().map(emit_operation).collect();
    out.item(Table { head: quote!(rt::operations!), rows: operations, ..Table::default() });
    out.item(client);
    let failures: Vec<_> = file.errors.iter().map(emit_failures).collect();
    if !failures.is_empty() {
        out.item(Table { head: quote!(rt::failures!), rows: failures, ..Table::default() });
    }
    file.headers.iter().for_each(|item| out.item(emit_headers(item)));
    out
}

/// The file of headers that several tags have.
pub(super) fn emit_wire_headers(file: &HeaderFile) -> SourceFile {
    let mut out = SourceFile::default();
    out.group(vec![quote!(
        use crate::{api, rt};
    )]);
    file.headers.iter().for_each(|item| out.item(emit_headers(item)));
    out
}

/// Whether the tokens have this word.
fn mentions(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|tree| match tree {
        proc_macro2::TokenTree::Ident(ident) => ident == word,
        proc_macro2::TokenTree::Group(group) => mentions(group.stream(), word),
        _ => false,
    })
}

fn emit_method(scope: &Scope<'_>, method: &Method) -> TokenStream {
    let (name, call) = (ident(&method.ident), &method.call);
    let args = method.args.iter().map(|arg| {
        let (name, ty) = (ident(&arg.ident), scope.ty(&arg.ty));
        quote!(#name: #ty)
    });
    let call_ty = emit_call_ty(scope, method);
    let (operation, local) = (operation_name(method), ident(&call.local));
    let steps = emit_steps(call);
    let mutable = (!steps.is_empty()).then(|| quote!(mut));
    let decode = emit_decode(call);
    let allow = allow_many(method);
    // Exact codes come before the range that they are in.
    let overlap = call.arms.iter().any(|(pattern, _)| matches!(pattern, ArmPattern::Range(..))) && call.arms.len() > 1;
    let overlap = (overlap && only_kind(call).is_none()).then(|| quote!(#[allow(clippy::match_overlapping_arm)]));
    let paged = method.paging.as_ref().map(|paging| emit_paged(scope, method, paging));
    let last = match only_kind(call) {
        Some(_) => quote!(self.core.call(#local, #decode) #paged),
        None => quote! {
            #overlap
            let decode = #decode;
            self.core.call(#local, decode) #paged
        },
    };
    quote! {
        #allow
        fn #name(&self, #(#args),*) -> #call_ty {
            let #mutable #local = rt::Request::new(&#operation);
            #(#steps)*
            #last
        }
    }
}

/// `rt::Call`, with as many parameters as say something.
fn emit_call_ty(scope: &Scope<'_>, method: &Method) -> TokenStream {
    let (body, headers, error) = (scope.ty(&method.body), scope.ty(&method.headers), scope.ty(&method.error));
    if let Some(paging) = &method.paging {
        let item = scope.ty(&paging.item);
        return quote!(rt::Paged<#body, #headers, #error, #item>);
    }
    match (&method.headers, &method.error) {
        (Ty::Unit, Ty::Runtime(_)) => quote!(rt::Call<#body>),
        (_, Ty::Runtime(_)) => quote!(rt::Call<#body, #headers>),
        _ => quote!(rt::Call<#body, #headers, #error>),
    }
}

/// The static of an operation: its method in capitals.
fn operation_name(method: &Method) -> proc_macro2::Ident {
    ident(&method.ident.trim_start_matches("r#").to_uppercase())
}

/// Method, path, id, and what sets the operation apart.
fn emit_operation(method: &Method) -> TokenStream {
    let name = operation_name(method);
    let call = &method.call;
    let (id, path) = (&*method.id, &*call.path);
    // A method that HTTP does not define is told beside one that promises nothing.
    let (http, verb) = match &call.method {
        HttpMethod::Other(verb) => {
            let verb = &**verb;
            (ident("POST"), Some(quote!(, verb(#verb))))
        }
        known => (ident(known.as_str()), None),
    };
    let server = call.server.as_deref().map(|url| quote!(, server(#url)));
    let security = (!call.security.is_empty()).then(|| {
        let sets = call.security.iter().map(|set| {
            let names = set.iter().map(|name| &**name);
            quote!(&[#(#names),*])
        });
        quote!(, security(&[#(#sets),*]))
    });
    let redirects = (!call.redirects.is_empty()).then(|| {
        let codes = call.redirects.iter().map(|code| proc_macro2::Literal::u16_unsuffixed(*code));
        quote!(, redirects(&[#(#codes),*]))
    });
    let streams = (!call.streams.is_empty()).then(|| {
        let ranges = emit_ranges(call.streams.iter().copied());
        quote!(, streams(#ranges))
    });
    // What nearly all operations have goes without saying: JSON, and 200 below.
    let accept = call.accept.as_deref().unwrap_or_default();
    let accept = (accept != "application/json").then(|| quote!(, accept(#accept)));
    // Where a table of statuses decides, nobody asks.
    let successes = call.arms.iter().map(|(pattern, _)| *pattern);
    let success = (only_kind(call).is_some() && !successes.clone().eq([ArmPattern::Code(200)])).then(|| {
        let ranges = emit_ranges(successes);
        quote!(, success(#ranges))
    });
    let paging = method.paging.as_ref().map(emit_paging);
    quote!(#name: #http #path #id #verb #success #accept #server #security #redirects #streams #paging;)
}

/// Where the next page is.
fn emit_paging(paging: &Paging) -> TokenStream {
    let step = match &paging.step {
        PagingStep::Token { parameter, next } => quote!(token(#parameter, #next)),
        PagingStep::Link { next } => quote!(link(#next)),
        PagingStep::LinkHeader => quote!(link_header()),
        PagingStep::Offset { parameter, items } => quote!(offset(#parameter, #items)),
        PagingStep::Page { parameter, items, first } => {
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            quote!(page(#parameter, #items, #first))
        }
    };
    let more = paging.more.as_deref().map(|pointer| quote!(.more(#pointer)));
    let total = paging.total.as_deref().map(|pointer| quote!(.total(#pointer)));
    quote!(, paging(rt::Paging::#step #more #total))
}

/// The items of a page.
fn emit_paged(scope: &Scope<'_>, method: &Method, paging: &Paging) -> TokenStream {
    let body = scope.ty(&method.body);
    let items = emit_items(quote!(page), &paging.path);
    quote!(.paged(|page: #body| #items))
}

fn emit_items(owner: TokenStream, path: &[PagingField]) -> TokenStream {
    let Some((field, rest)) = path.split_first() else { return owner };
    let name = ident(&field.ident);
    let option = field.nullable.then(|| quote!(.into_option()));
    let value = quote!(#owner.#name #option);
    match (field.optional, rest.is_empty()) {
        (false, _) => emit_items(value, rest),
        (true, true) => quote!(#value.unwrap_or_default()),
        (true, false) => {
            let items = emit_items(quote!(it), rest);
            quote!(#value.map(|it| #items).unwrap_or_default())
        }
    }
}

fn emit_steps(call: &Call) -> Vec<TokenStream> {
    let local = ident(&call.local);
    let params = call.params.iter().flat_map(|param| {
        let limits = (!param.limits.is_empty()).then(|| emit_limits(&local, param));
        limits.into_iter().chain([emit_param(&local, param)])
    });
    let mut steps: Vec<TokenStream> = params.collect();
    steps.extend(call.content.iter().map(|body| emit_body(&local, body)));
    steps
}

fn emit_source(source: &Source) -> TokenStream {
    match source {
        Source::Argument(name) | Source::Borrowed(name) => {
            let name = ident(name);
            quote!(&#name)
        }
        Source::Field(owner, field) => {
            let (owner, field) = (ident(owner), ident(field));
            quote!(&#owner.#field)
        }
    }
}

fn emit_limits(local: &proc_macro2::Ident, param: &Param) -> TokenStream {
    let (name, value) = (&*param.name, emit_source(&param.source));
    let limits = param.limits.iter().map(|limit| emit_limit(limit, &quote!(rt::Limit::)));
    quote!(#local.within(#name, &[#(#limits),*], #value);)
}

fn emit_param(local: &proc_macro2::Ident, param: &Param) -> TokenStream {
    let place = match param.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::QueryString => "querystring",
    };
    let value = emit_source(&param.source);
    let name = &*param.name;
    match &param.style {
        ParamStyle::Plain => {
            let place = ident(place);
            quote!(#local.#place(#name, #value);)
        }
        ParamStyle::Json => {
            let place = ident(&format!("{place}_json"));
            quote!(#local.#place(#name, #value);)
        }
        style @ ParamStyle::Styled { .. } => {
            let (place, style) = (ident(&format!("{place}_styled")), emit_style(style));
            quote!(#local.#place(#name, #style, #value);)
        }
    }
}

fn emit_style(style: &ParamStyle) -> TokenStream {
    match style {
        ParamStyle::Plain => quote!(rt::Style::FORM),
        ParamStyle::Json => quote!(rt::Style::JSON),
        ParamStyle::Styled { style, explode, reserved } => {
            let style = ident(style);
            let explode = explode.map(|explode| quote!(.explode(#explode)));
            let reserved = reserved.then(|| quote!(.reserved()));
            quote!(rt::Style::#style #explode #reserved)
        }
    }
}

fn emit_body(local: &proc_macro2::Ident, body: &Body) -> TokenStream {
    let (name, media_type) = (ident(&body.ident), &*body.media_type);
    let step = |value: TokenStream| match body.kind {
        BodyKind::Json if media_type == "application/json" => quote!(#local.json(#value);),
        BodyKind::Json => quote!(#local.json_as(#media_type, #value);),
        BodyKind::Form if body.styles.is_empty() => quote!(#local.form(#media_type, #value);),
        BodyKind::Form => {
            let styles = body.styles.iter().map(|(member, style)| {
                let (member, style) = (&**member, emit_style(style));
                quote!((#member, #style))
            });
            quote!(#local.form_as(#media_type, #value, &[#(#styles),*]);)
        }
        BodyKind::Multipart => match &body.form {
            Some(form) => emit_form(local, body, form),
            None => quote!(#local.multipart(#media_type, #name);),
        },
        BodyKind::Text => quote!(#local.text(#media_type, #name);),
        BodyKind::Bytes | BodyKind::Stream | BodyKind::Events | BodyKind::TextEvents | BodyKind::Items => {
            quote!(#local.body(#media_type, #name);)
        }
        BodyKind::Empty => TokenStream::new(),
    };
    let step = match (body.optional, body.kind) {
        (true, BodyKind::Json) if media_type == "application/json" => quote!(#local.json_opt(&#name);),
        (true, BodyKind::Json | BodyKind::Form) => {
            let step = step(quote!(#name));
            quote!(if let Some(#name) = &#name { #step })
        }
        (true, _) => {
            let step = step(quote!(#name));
            quote!(if let Some(#name) = #name { #step })
        }
        (false, _) => step(quote!(&#name)),
    };
    let chosen = body.media_type_field.as_ref().map(|source| {
        let value = emit_source(source);
        quote!(#local.content_type(#value);)
    });
    quote!(#step #chosen)
}

/// The parts of a form, one after the other.
fn emit_form(local: &proc_macro2::Ident, body: &Body, form: &FormCall) -> TokenStream {
    let (name, media_type) = (ident(&body.ident), &*body.media_type);
    let (parts, rest) = (ident(&body.local), ident(&form.rest));
    let steps = form.parts.iter().map(|part| {
        let (wire, field) = (&*part.name, ident(&part.field));
        match &part.kind {
            PartKind::File { media_type, list, required } => {
                let media_type = &**media_type;
                let files = match (list, required) {
                    (false, true) => quote!([#name.#field]),
                    (true, false) => quote!(#name.#field.into_iter().flatten()),
                    _ => quote!(#name.#field),
                };
                quote!(#parts.files(#wire, #media_type, #files);)
            }
            PartKind::Value => quote!(#parts.value(#wire, &#name.#field);),
            PartKind::ValueAs(media_type) => {
                let media_type = &**media_type;
                quote!(#parts.value_as(#wire, #media_type, &#name.#field);)
            }
            PartKind::Styled(style) => {
                let style = emit_style(style);
                quote!(#parts.styled(#wire, #style, &#name.#field);)
            }
        }
    });
    quote! {
        let mut #parts = rt::Multipart::new();
        #(#steps)*
        #parts.extend(#name.#rest);
        #local.multipart(#media_type, #parts);
    }
}

/// The kind that all successes have, if nothing but their status sets them apart from errors.
fn only_kind(call: &Call) -> Option<BodyKind> {
    let mut kinds = call.arms.iter().map(|(_, action)| match action {
        Action::Success(kind) => Some(*kind),
        Action::SuccessAs { .. } | Action::Failure => None,
    });
    let first = kinds.next()??;
    kinds.all(|kind| kind == Some(first)).then_some(first)
}

/// What makes an outcome of a response: a function of the runtime, or a table of statuses.
fn emit_decode(call: &Call) -> TokenStream {
    if let Some(kind) = only_kind(call) {
        let read = ident(match kind {
            BodyKind::Json | BodyKind::Form | BodyKind::Multipart => "json",
            BodyKind::Events => "events",
            BodyKind::TextEvents => "text_events",
            BodyKind::Items => "items",
            BodyKind::Empty => "empty",
            BodyKind::Text => "text",
            BodyKind::Bytes => "bytes",
            BodyKind::Stream => "stream",
        });
        return quote!(rt::#read);
    }
    let arms = call.arms.iter().map(|(pattern, action)| {
        let (pattern, action) = (emit_pattern(*pattern), emit_action(action));
        quote!(#pattern => #action,)
    });
    quote!(|raw: rt::RawResponse| match raw.code() { #(#arms)* _ => raw.failed(), })
}

fn emit_pattern(pattern: ArmPattern) -> TokenStream {
    let code = proc_macro2::Literal::u16_unsuffixed;
    match pattern {
        ArmPattern::Code(exact) => code(exact).into_token_stream(),
        ArmPattern::Range(from, to) => {
            let (from, to) = (code(from), code(to));
            quote!(#from..=#to)
        }
    }
}

/// Statuses for the static of an operation.
fn emit_ranges(patterns: impl Iterator<Item = ArmPattern>) -> TokenStream {
    let ranges = patterns.map(|pattern| {
        let bounds = pattern.bounds();
        emit_pattern(ArmPattern::Range(*bounds.start(), *bounds.end()))
    });
    quote!(&[#(#ranges),*])
}

/// How the name of a reading function ends.
fn ending(kind: BodyKind) -> &'static str {
    match kind {
        BodyKind::Json | BodyKind::Form | BodyKind::Multipart => "",
        BodyKind::Events => "_events",
        BodyKind::TextEvents => "_text_events",
        BodyKind::Items => "_items",
        BodyKind::Empty => "_empty",
        BodyKind::Text => "_text",
        BodyKind::Bytes => "_bytes",
        BodyKind::Stream => "_stream",
    }
}

fn emit_action(action: &Action) -> TokenStream {
    match action {
        Action::Success(kind) => {
            let read = ident(&format!("success{}", ending(*kind)));
            quote!(raw.#read())
        }
        Action::SuccessAs { kind, enumeration, variant } => {
            let (read, enumeration, variant) =
                (ident(&format!("success_as{}", ending(*kind))), ident(enumeration), ident(variant));
            quote!(raw.#read(api::#enumeration::#variant))
        }
        Action::Failure => quote!(raw.failed()),
    }
}

/// What makes an error enum of a response.
fn emit_failures(item: &ResponseEnum) -> TokenStream {
    let name = ident(&item.ident);
    let rows = item.reads.iter().map(|read| {
        let status = read.statuses.map_or_else(|| quote!(_), emit_pattern);
        let (fault, variant) = (ident(&format!("fault{}", ending(read.kind))), ident(&read.variant));
        let media_type = read.media_type.as_deref();
        quote!(#status #media_type #fault #variant,)
    });
    quote!(api::#name { #(#rows)* })
}

fn emit_headers(item: &HeaderStruct) -> Table {
    let name = ident(&item.ident);
    let rows = item.fields.iter().map(|field| {
        let (name, wire) = (ident(&field.ident), &*field.wire);
        let read = ident(if field.list { "header_list" } else { "header" });
        quote!(#name: #read #wire,)
    });
    Table { head: quote!(rt::headers!), inner: quote!(api::#name), rows: rows.collect(), ..Table::default() }
}
