//! Enums of plain values, as users see them.
//!
//! Takes a planned enum, gives the type and its accessor.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::tokens::{docs, ident, integer};
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
    let accessor = match item.kind {
        // `as_str` is in the table of its strings.
        ValueKind::Text => None,
        ValueKind::Integer => Some(emit_as_i64(scope, item)),
        ValueKind::Mixed => Some(emit_to_value(scope, item)),
    };
    let definition = quote! {
        #head
        #[derive(Clone, Debug, PartialEq #eq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* #unlisted_docs #unlisted(#ty), }
    };
    std::iter::once(definition).chain(accessor.map(|accessor| quote!(impl #name { #accessor }))).collect()
}

fn emit_as_i64(scope: &Scope<'_>, item: &ValueEnum) -> TokenStream {
    let (some, option) = (scope.std("Some"), scope.std("Option"));
    let arms = item.variants.iter().filter_map(|variant| match variant.value {
        Literal::Integer(value) => {
            let (ident, value) = (ident(&variant.ident), integer(value.into()));
            Some(quote!(Self::#ident => #some(#value),))
        }
        _ => None,
    });
    let unlisted = ident(&item.unlisted.ident);
    let other = match item.unlisted.ty {
        Ty::Int(_) => quote!(Self::#unlisted(value) => #some(*value)),
        _ => quote!(Self::#unlisted(value) => value.to_value().as_i64()),
    };
    quote! {
        /// The value on the wire; nothing when what was received is no integer of 64 bits.
        pub fn as_i64(&self) -> #option<i64> { match self { #(#arms)* #other } }
    }
}

fn emit_to_value(scope: &Scope<'_>, item: &ValueEnum) -> TokenStream {
    let (value, rt) = (scope.rt("Value"), scope.rt_module());
    let arms = item.variants.iter().map(|variant| {
        let EnumVariant { ident: name, value: literal, .. } = variant;
        let name = ident(name);
        match literal {
            Literal::Text(text) => {
                let text = &**text;
                quote!(Self::#name => #value::from(#text),)
            }
            Literal::Integer(number) => {
                let number = integer((*number).into());
                quote!(Self::#name => #value::from(#number),)
            }
            Literal::Json(json) => {
                let json = &**json;
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
