//! Small pieces: identifiers, docs, literals, attributes.
//!
//! Takes text, gives tokens. No text may end up as anything but one identifier or one literal.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens as _, quote};

/// An identifier. What is none (a mistake of `names`) becomes one that shows it.
pub(super) fn ident(text: &str) -> Ident {
    if let Some(raw) = text.strip_prefix("r#") {
        return if is_plain(raw) && !matches!(raw, "self" | "Self" | "super" | "crate" | "_") {
            Ident::new_raw(raw, Span::call_site())
        } else {
            invalid()
        };
    }
    if is_plain(text) && text != "_" {
        return Ident::new(text, Span::call_site());
    }
    // Beyond ASCII the parser knows best.
    syn::parse_str::<Ident>(text).unwrap_or_else(|_| invalid())
}

fn invalid() -> Ident {
    Ident::new("oasmith_invalid_identifier", Span::call_site())
}

fn is_plain(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// A path of identifiers, joined by `::`.
pub(super) fn path(segments: &str) -> TokenStream {
    let mut out = TokenStream::new();
    for (index, segment) in segments.split("::").enumerate() {
        if index > 0 {
            out.extend(quote!(::));
        }
        if !segment.is_empty() {
            let segment = ident(segment);
            out.extend(quote!(#segment));
        }
    }
    out
}

/// `#[deprecated]`
pub(super) fn deprecated(deprecated: bool) -> TokenStream {
    if deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}

/// What uses a deprecated field of its own type.
pub(super) fn allow_deprecated(deprecated: bool) -> TokenStream {
    if deprecated { quote!(#[allow(deprecated)]) } else { TokenStream::new() }
}

/// An integer without a suffix.
pub(super) fn integer(value: i128) -> TokenStream {
    let digits = Literal::u128_unsuffixed(value.unsigned_abs());
    if value < 0 { quote!(-#digits) } else { quote!(#digits) }
}

/// A number without a suffix.
pub(super) fn float(value: f64) -> TokenStream {
    if !value.is_finite() {
        return quote!(0.0);
    }
    let digits = Literal::f64_unsuffixed(value.abs());
    if value.is_sign_negative() { quote!(-#digits) } else { quote!(#digits) }
}

/// A type of another crate, as the configuration names it.
pub(super) fn type_path(text: &str) -> TokenStream {
    let ty = syn::parse_str::<syn::Type>(text);
    ty.map_or_else(|_| invalid().to_token_stream(), |ty| ty.to_token_stream())
}
