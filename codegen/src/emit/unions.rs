//! Enums of types, and structs that keep what cannot be told apart, as users see them.
//!
//! Takes planned unions, gives the types.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::tokens::ident;
use crate::format::docs;
use crate::plan::ir::{Opaque, UnionEnum};

/// The enum.
pub(super) fn emit_union(
    scope: &Scope<'_>,
    head: &TokenStream,
    name: &proc_macro2::Ident,
    item: &UnionEnum,
) -> Vec<TokenStream> {
    let variants = item.variants.iter().map(|variant| {
        let (docs, ident, ty) = (docs(&variant.docs), ident(&variant.ident), scope.ty(&variant.ty));
        quote!(#docs #ident(#ty),)
    });
    let (unlisted_docs, unlisted, ty) =
        (docs(&item.unlisted.docs), ident(&item.unlisted.ident), scope.ty(&item.unlisted.ty));
    vec![quote! {
        #head
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* #unlisted_docs #unlisted(#ty), }
    }]
}

/// The struct with its views.
pub(super) fn emit_opaque(
    scope: &Scope<'_>,
    head: &TokenStream,
    name: &proc_macro2::Ident,
    item: &Opaque,
) -> Vec<TokenStream> {
    let (value, error, result, from) =
        (scope.rt("Value"), scope.rt("DecodeError"), scope.std("Result"), scope.std("From"));
    let views = item.views.iter().map(|view| {
        let rt = scope.rt_module();
        let (docs, method, ty) = (docs(&view.docs), ident(&view.ident), scope.ty(&view.ty));
        quote! {
            #docs
            ///
            /// # Errors
            /// When the value is something else.
            pub fn #method(&self) -> #result<#ty, #error> { #rt::from_str(&#rt::to_string(&self.0)) }
        }
    });
    let mut items = vec![quote! {
        #head
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(pub #value);
    }];
    if !item.views.is_empty() {
        items.push(quote!(impl #name { #(#views)* }));
    }
    items.extend(item.views.iter().filter(|view| view.from).map(|view| {
        let ty = scope.ty(&view.ty);
        quote! {
            impl #from<#ty> for #name {
                fn from(value: #ty) -> Self { Self(#value::of(&value)) }
            }
        }
    }));
    items
}
