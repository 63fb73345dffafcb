//! Files below `wire/api`: what the HTTP client does for each operation, and how headers are read.
//!
//! Takes planned calls, gives the implementation of the trait for `Client`.

use proc_macro2::TokenStream;
use quote::quote;

use super::api::allow_many;
use super::scope::Scope;
use super::tokens::ident;
use crate::format::{SourceFile, Table};
use crate::plan::Plan;
use crate::plan::ir::{
    Action, ApiFile, ArmPattern, Body, BodyKind, Call, FormCall, HeaderStruct, HttpMethod, Method, Paging, PagingField,
    PagingStep, Param, ParamStyle, PartKind, Place, ResponseEnum, Source, Ty,
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
    out.table(Table { head: quote!(rt::operations!), rows: operations, ..Table::default() });
    out.item(client);
    let fallbacks: Vec<_> = file.errors.iter().map(emit_fallback).collect();
    if !fallbacks.is_empty() {
        out.table(Table { head: quote!(rt::fallbacks!), rows: fallbacks, ..Table::default() });
    }
    file.headers.iter().for_each(|item| out.table(emit_headers(item)));
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
    let decode = emit_decode(method);
    let allow = allow_many(method);
    // Exact codes come before the range that they are in.
    let overlap = call.arms.iter().any(|(pattern, _)| matches!(pattern, ArmPattern::Range(..)) && call.arms.len() > 1);
    let overlap = overlap.then(|| quote!(#[allow(clippy::match_overlapping_arm)]));
    let alias = match &method.error {
        Ty::Api(name) if mentions(decode.clone(), "E") => {
            let name = ident(name);
            Some(quote!(use api::#name as E;))
        }
        _ => None,
    };
    let paged = method.paging.as_ref().map(|paging| emit_paged(scope, method, paging));
    quote! {
        #allow
        fn #name(&self, #(#args),*) -> #call_ty {
            #alias
            let #mutable #local = rt::Request::new(&#operation);
            #(#steps)*
            #overlap
            let decode = #decode;
            self.core.call(#local, decode) #paged
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
        let ranges = call.streams.iter().map(|pattern| {
            let (from, to) = match *pattern {
                ArmPattern::Code(code) => (code, code),
                ArmPattern::Range(from, to) => (from, to),
            };
            let (from, to) = (proc_macro2::Literal::u16_unsuffixed(from), proc_macro2::Literal::u16_unsuffixed(to));
            quote!(#from..=#to)
        });
        quote!(, streams(&[#(#ranges),*]))
    });
    let paging = method.paging.as_ref().map(emit_paging);
    quote!(#name: #http #path #id #verb #server #security #redirects #streams #paging;)
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
    let mut steps: Vec<TokenStream> = call.params.iter().map(|param| emit_param(&local, param)).collect();
    steps.extend(call.content.iter().map(|body| emit_body(&local, body)));
    steps.extend(call.accept.iter().map(|accept| {
        let accept = &**accept;
        quote!(#local.accept(#accept);)
    }));
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

/// The table of statuses.
fn emit_decode(method: &Method) -> TokenStream {
    let call = &method.call;
    let otherwise = emit_action(&call.otherwise);
    if call.arms.is_empty() {
        return quote!(|raw: rt::RawResponse| #otherwise);
    }
    let arms = call.arms.iter().map(|(pattern, action)| {
        let action = emit_action(action);
        let code = |code: u16| proc_macro2::Literal::u16_unsuffixed(code);
        let pattern = match *pattern {
            ArmPattern::Code(exact) => {
                let exact = code(exact);
                quote!(#exact)
            }
            ArmPattern::Range(from, to) => {
                let (from, to) = (code(from), code(to));
                quote!(#from..=#to)
            }
        };
        quote!(#pattern => #action,)
    });
    quote!(|raw: rt::RawResponse| match raw.code() { #(#arms)* _ => #otherwise, })
}

fn emit_action(action: &Action) -> TokenStream {
    let ending = |kind: &BodyKind| match kind {
        BodyKind::Json | BodyKind::Form | BodyKind::Multipart => "",
        BodyKind::Events => "_events",
        BodyKind::TextEvents => "_text_events",
        BodyKind::Items => "_items",
        BodyKind::Empty => "_empty",
        BodyKind::Text => "_text",
        BodyKind::Bytes => "_bytes",
        BodyKind::Stream => "_stream",
    };
    match action {
        Action::Success(kind) => {
            let read = ident(&format!("success{}", ending(kind)));
            quote!(raw.#read())
        }
        Action::SuccessAs { kind, enumeration, variant } => {
            let (read, enumeration, variant) =
                (ident(&format!("success_as{}", ending(kind))), ident(enumeration), ident(variant));
            quote!(raw.#read(api::#enumeration::#variant))
        }
        Action::Fault { kind, variant } => {
            let (read, variant) = (ident(&format!("fault{}", ending(kind))), ident(variant));
            quote!(raw.#read(E::#variant))
        }
        Action::Undeclared => quote!(raw.undeclared()),
    }
}

fn emit_fallback(item: &ResponseEnum) -> TokenStream {
    let name = ident(&item.ident);
    quote!(api::#name,)
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
