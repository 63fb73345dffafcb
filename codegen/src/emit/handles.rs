//! Files below `api/handles`: the object-safe handle of a trait.
//!
//! Takes a planned trait, gives a struct that holds any implementation of it.

use proc_macro2::TokenStream;
use quote::quote;

use super::api::{allow_many, emit_args, emit_output};
use super::scope::Scope;
use super::tokens::ident;
use crate::format::SourceFile;
use crate::plan::Plan;
use crate::plan::ir::{ApiFile, Method, Ty};

/// A file below `api/handles`.
pub(super) fn emit_handle(plan: &Plan, file: &ApiFile) -> SourceFile {
    let handle = &file.api.handle;
    let scope = Scope::handles(plan, [&handle.ident, &handle.erased].into_iter());
    let items = emit_items(&scope, file);
    let mut out = SourceFile::default();
    out.group(scope.uses());
    items.into_iter().for_each(|item| out.item(item));
    out
}

fn emit_items(scope: &Scope<'_>, file: &ApiFile) -> Vec<TokenStream> {
    let (handle, erased) = (ident(&file.api.handle.ident), ident(&file.api.handle.erased));
    let api = scope.ty(&Ty::Api(file.api.ident.clone()));
    let parameter = ident(&file.api.handle.parameter);
    let (arc, base, boxed) = (scope.std("Arc"), scope.rt("ApiBase"), scope.std("Box"));
    let declared = file.api.methods.iter().map(|method| {
        let (allow, signature) = (allow_many(method), emit_erased(scope, method));
        quote!(#allow #signature;)
    });
    let erasing = file.api.methods.iter().map(|method| {
        let (signature, call) = (emit_erased(scope, method), emit_call(method));
        quote!(#signature { #boxed::pin(#api::#call) })
    });
    let forwarded = file.api.methods.iter().map(|method| {
        let (name, output) = (ident(&method.ident), emit_output(scope, method));
        let declared = emit_args(scope, method);
        let args = method.args.iter().map(|arg| ident(&arg.ident));
        quote!(async fn #name(&self, #(#declared),*) -> #output { self.0.#name(#(#args),*).await })
    });
    let doc = format!(
        " Any implementation of [`{}`], behind a pointer: for those who need one type for all of them.",
        file.api.ident
    );
    vec![
        quote! {
            #[doc = #doc]
            #[derive(Clone)]
            pub struct #handle(#arc<dyn #erased>);
        },
        quote! {
            impl #handle {
                /// Takes an implementation.
                pub fn new(api: impl #api + 'static) -> Self { Self(#arc::new(api)) }
            }
        },
        quote! {
            impl ::std::fmt::Debug for #handle {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.debug_struct(::std::stringify!(#handle)).finish_non_exhaustive()
                }
            }
        },
        quote!(trait #erased: #base { #(#declared)* }),
        quote!(impl<#parameter: #api> #erased for #parameter { #(#erasing)* }),
        quote!(impl #api for #handle { #(#forwarded)* }),
    ]
}

/// The method as an object can have it.
fn emit_erased(scope: &Scope<'_>, method: &Method) -> TokenStream {
    let (name, future, output) = (ident(&method.ident), scope.rt("BoxFuture"), emit_output(scope, method));
    let borrows = method.args.iter().any(|arg| arg.ty == Ty::Str);
    let args = method.args.iter().map(|arg| {
        let (name, ty) = (ident(&arg.ident), scope.ty(&arg.ty));
        if arg.ty == Ty::Str { quote!(#name: &'a str) } else { quote!(#name: #ty) }
    });
    if borrows {
        quote!(fn #name<'a>(&'a self, #(#args),*) -> #future<'a, #output>)
    } else {
        quote!(fn #name(&self, #(#args),*) -> #future<'_, #output>)
    }
}

fn emit_call(method: &Method) -> TokenStream {
    let name = ident(&method.ident);
    let args = method.args.iter().map(|arg| ident(&arg.ident));
    quote!(#name(self, #(#args),*))
}
