//! Files below `api/handles`: the object-safe handle of a trait.
//!
//! Takes a planned trait, gives a struct that holds any implementation of it, as a table.

use proc_macro2::TokenStream;
use quote::quote;

use super::api::emit_output;
use super::scope::Scope;
use super::tokens::ident;
use crate::format::{SourceFile, Table};
use crate::plan::Plan;
use crate::plan::ir::{ApiFile, Method, Ty};

/// A file below `api/handles`.
pub(super) fn emit_handle(plan: &Plan, file: &ApiFile) -> SourceFile {
    let handle = &file.api.handle;
    let scope = Scope::handles(plan, [&handle.ident, &handle.erased].into_iter());
    let (name, erased, parameter) = (ident(&handle.ident), ident(&handle.erased), ident(&handle.parameter));
    let api = scope.ty(&Ty::Api(file.api.ident.clone()));
    let rt = scope.rt_module();
    let table = Table {
        head: quote!(#rt::handle!),
        docs: vec![format!(
            "Any implementation of [`{}`], behind a pointer: one type for all of them.",
            file.api.ident
        )],
        inner: quote!(#name(#erased, #parameter: #api)),
        rows: file.api.methods.iter().map(|method| emit_row(&scope, method)).collect(),
        filled: false,
    };
    let mut out = SourceFile::default();
    out.group(scope.uses());
    out.item(table);
    out
}

/// Name, arguments (a `&str` has no type), what it gives.
fn emit_row(scope: &Scope<'_>, method: &Method) -> TokenStream {
    let (name, output) = (ident(&method.ident), emit_output(scope, method));
    let args = method.args.iter().map(|arg| {
        let name = ident(&arg.ident);
        if arg.ty == Ty::Str {
            return quote!(#name);
        }
        let ty = scope.ty(&arg.ty);
        quote!(#name: #ty)
    });
    quote!(#name(#(#args),*) -> #output;)
}
