//! Enums of plain values, as users see them.
//!
//! Takes a planned enum, gives the type and its accessor.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::tokens::{ident, integer};
use crate::format::docs;
use crate::plan::ir::{EnumVariant, Literal, Ty, ValueEnum, ValueKind};

/// The enum and its accessor.
pub(super) fn emit_values(
    scope: &Scope<'_>,
    head: &TokenStream,
    name: &proc_macro2::Ident,
    item: &ValueEnum,
) -> Vec<TokenStream> {
    let variants = item.variants.iter().map(|variant| {
        let (docs, ident) = (docs(&variant.docs), ident(&variant.ident));
        quote!(#docs #ident,)
    });
    let (unlisted_docs, unlisted, ty) =
        (docs(&item.unlisted.docs), ident(&item.unlisted.ident), scope.ty(&item.unlisted.ty));
    // Any JSON value has numbers, which are not `Eq`.
    let eq = (item.unlisted.ty != Ty::VALUE).then(|| quote!(, Eq, Hash));
    // `as_str` and `as_i64` are in the tables of strings and integers.
    let accessor = (item.kind == ValueKind::Mixed).then(|| emit_to_value(scope, item));
    let definition = quote! {
        #head
        #[derive(Clone, Debug, PartialEq #eq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* #unlisted_docs #unlisted(#ty), }
    };
    std::iter::once(definition).chain(accessor.map(|accessor| quote!(impl #name { #accessor }))).collect()
}

fn emit_to_value(scope: &Scope<'_>, item: &ValueEnum) -> TokenStream {
    let value = scope.rt("Value");
    let arms = item.variants.iter().map(|variant| {
        let EnumVariant { ident: name, value: literal, .. } = variant;
        let name = ident(name);
        match literal {
            Literal::Text(text) => {
                let text = &**text;
                quote!(Self::#name => #value::from(#text),)
            }
            Literal::Integer(number) => {
                let number = long(*number);
                quote!(Self::#name => #value::from(#number),)
            }
            Literal::Json(json) => {
                let (json, rt) = (&**json, scope.rt_module());
                quote!(Self::#name => #rt::from_str(#json).unwrap_or_default(),)
            }
        }
    });
    let unlisted = ident(&item.unlisted.ident);
    let other = if item.unlisted.ty == Ty::VALUE { quote!(value.clone()) } else { quote!(value.to_value()) };
    quote! {
        /// The value on the wire.
        pub fn to_value(&self) -> #value { match self { #(#arms)* Self::#unlisted(value) => #other, } }
    }
}

/// An integer of 64 bits where nothing but itself says so: without a suffix, rustc would take it for one of 32.
fn long(number: i64) -> TokenStream {
    let suffixed = format!("{}_i64", number.unsigned_abs()).parse::<proc_macro2::Literal>().ok();
    match suffixed.filter(|_| i32::try_from(number).is_err()) {
        Some(digits) if number < 0 => quote!(-#digits),
        Some(digits) => quote!(#digits),
        None => integer(number.into()),
    }
}
