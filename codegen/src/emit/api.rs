//! Files below `api`: the trait of a tag, its parameter structs, its enums of responses, its header structs.
//!
//! Takes a planned file, gives its tokens. What is sent and received is in `wire_api`.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::structs::emit_struct;
use super::tokens::{deprecated, ident};
use crate::format::{Item, SourceFile, docs};
use crate::plan::Plan;
use crate::plan::ir::{ApiFile, HeaderFile, HeaderStruct, Method, ResponseEnum, Ty};

/// A file below `api`.
pub(super) fn emit_api(plan: &Plan, file: &ApiFile) -> SourceFile {
    let scope = Scope::api(plan, file.types());
    let mut items: Vec<Item> = vec![emit_trait(&scope, file).into()];
    for (name, lines, params) in file.params.iter().chain(&file.forms) {
        items.extend(emit_struct(&scope, &docs(lines), &ident(name), params));
    }
    items.extend(file.successes.iter().chain(&file.errors).map(|item| emit_responses(&scope, item).into()));
    items.extend(file.headers.iter().map(|item| emit_headers(&scope, item).into()));
    let mut out = SourceFile::spaced();
    out.group(scope.uses());
    items.into_iter().for_each(|item| out.item(item));
    out
}

/// The file of headers that several tags have.
pub(super) fn emit_header_file(plan: &Plan, file: &HeaderFile) -> SourceFile {
    let scope = Scope::api(plan, file.headers.iter().map(|item| &item.ident));
    let items: Vec<_> = file.headers.iter().map(|item| emit_headers(&scope, item)).collect();
    let mut out = SourceFile::spaced();
    out.docs.push("Headers of responses of several tags.".to_owned());
    out.group(scope.uses());
    items.into_iter().for_each(|item| out.item(item));
    out
}

fn emit_trait(scope: &Scope<'_>, file: &ApiFile) -> TokenStream {
    let (lines, name, base) = (docs(&file.api.docs), ident(&file.api.ident), scope.rt("ApiBase"));
    let methods = file.api.methods.iter().map(|method| {
        let (docs, deprecated, signature) =
            (docs(&method.docs), deprecated(method.deprecated), emit_signature(scope, method));
        let (id, rt) = (&*method.id, scope.rt_module());
        let args: Vec<_> = method.args.iter().map(|arg| ident(&arg.ident)).collect();
        let ignored = match args.as_slice() {
            [one] => quote!(#one),
            _ => quote!((#(#args),*)),
        };
        let allow = allow_many(method);
        quote! {
            #docs
            #deprecated #allow
            #signature { #rt::not_implemented(#id, #ignored) }
        }
    });
    let aliases = file.api.aliases.iter().filter_map(|(old, of)| {
        let method = file.api.methods.iter().find(|method| method.ident == *of)?;
        let renamed = Method { ident: old.clone(), ..method.clone() };
        let (signature, of, allow) = (emit_signature(scope, &renamed), ident(of), allow_many(method));
        let args = method.args.iter().map(|arg| ident(&arg.ident));
        let doc = format!(" The old name of [`Self::{of}`], which it calls.");
        Some(quote! {
            #[doc = #doc]
            #[deprecated] #allow
            #signature { self.#of(#(#args),*) }
        })
    });
    quote!(#lines pub trait #name: #base { #(#methods)* #(#aliases)* })
}

/// Clippy counts `self`.
pub(super) fn allow_many(method: &Method) -> TokenStream {
    if method.args.len() > 6 { quote!(#[allow(clippy::too_many_arguments)]) } else { TokenStream::new() }
}

/// The method with a future as what it gives.
fn emit_signature(scope: &Scope<'_>, method: &Method) -> TokenStream {
    let (name, args) = (ident(&method.ident), emit_args(scope, method));
    let (reply, body) = (scope.rt("Reply"), scope.ty(&method.body));
    // A type that is not written must not be imported either.
    let fails = method.error != Ty::Runtime("Undeclared");
    let headers = (fails || method.headers != Ty::Unit).then(|| {
        let headers = scope.ty(&method.headers);
        quote!(, #headers)
    });
    let failure = fails.then(|| {
        let failure = scope.ty(&method.error);
        quote!(, #failure)
    });
    quote!(fn #name(&self, #(#args),*) -> impl #reply<#body #headers #failure>)
}

/// `name: Ty` for each argument.
pub(super) fn emit_args(scope: &Scope<'_>, method: &Method) -> Vec<TokenStream> {
    let args = method.args.iter().map(|arg| {
        let (name, ty) = (ident(&arg.ident), scope.ty(&arg.ty));
        quote!(#name: #ty)
    });
    args.collect()
}

/// `Result<Response<B, H>, Error<E>>`
pub(super) fn emit_output(scope: &Scope<'_>, method: &Method) -> TokenStream {
    let (result, response, error) = (scope.std("Result"), scope.rt("Response"), scope.rt("Error"));
    let body = scope.ty(&method.body);
    let headers = (method.headers != Ty::Unit).then(|| {
        let headers = scope.ty(&method.headers);
        quote!(, #headers)
    });
    let failure = (method.error != Ty::Runtime("Undeclared")).then(|| {
        let failure = scope.ty(&method.error);
        quote!(<#failure>)
    });
    quote!(#result<#response<#body #headers>, #error #failure>)
}

fn emit_responses(scope: &Scope<'_>, item: &ResponseEnum) -> TokenStream {
    let (lines, name, answer) = (docs(&item.docs), ident(&item.ident), scope.rt("Answer"));
    let variants = item.variants.iter().map(|variant| {
        let (docs, name, body) = (docs(&variant.docs), ident(&variant.ident), scope.ty(&variant.body));
        let headers = (variant.headers != Ty::Unit).then(|| {
            let headers = scope.ty(&variant.headers);
            quote!(, #headers)
        });
        quote!(#docs #name(#answer<#body #headers>),)
    });
    let undeclared = item.undeclared.as_ref().map(|undeclared| {
        let (name, ty) = (ident(undeclared), scope.rt("Undeclared"));
        quote! {
            /// A status that the description does not declare, or a body that is not what it says.
            #name(#ty),
        }
    });
    let derive = if item.streams { quote!(#[derive(Debug)]) } else { quote!(#[derive(Clone, Debug, PartialEq)]) };
    quote! {
        #lines
        #derive
        #[non_exhaustive]
        pub enum #name { #(#variants)* #undeclared }
    }
}

fn emit_headers(scope: &Scope<'_>, item: &HeaderStruct) -> TokenStream {
    let (lines, name) = (docs(&item.docs), ident(&item.ident));
    let fields = item.fields.iter().map(|field| {
        let ty = if field.list { Ty::List(Box::new(field.ty.clone())) } else { field.ty.clone() };
        let (docs, deprecated, name, ty) =
            (docs(&field.docs), deprecated(field.deprecated), ident(&field.ident), scope.ty(&Ty::Option(Box::new(ty))));
        quote!(#docs #deprecated pub #name: #ty,)
    });
    quote! {
        #lines
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* }
    }
}
