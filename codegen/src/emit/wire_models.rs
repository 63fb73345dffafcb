//! Files below `wire/models`: the JSON code of the types.
//!
//! Takes planned items, gives `Decode` and `Encode`. Nobody reads this code, so it is small before it is pretty.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::tokens::{ident, integer};
use crate::format::{SourceFile, Table};
use crate::plan::Plan;
use crate::plan::ir::{
    Decide, Field, Item, ItemKind, Literal, ModelFile, Presence, Struct, Ty, UnionEnum, ValueEnum, ValueKind,
};

/// A file below `wire/models`.
pub(super) fn emit_wire_model(plan: &Plan, file: &ModelFile) -> SourceFile {
    let mut out = SourceFile::default();
    if is_empty(file) {
        return out;
    }
    out.group(vec![quote!(
        use crate::{models, rt};
    )]);
    let scope = Scope::wire(plan);
    let mut others = Vec::new();
    for item in &file.items {
        let name = name(item);
        match &item.kind {
            ItemKind::Struct(item) => out.table(object_table(&name, item)),
            ItemKind::Values(values) if values.kind == ValueKind::Text => out.table(strings_table(&name, values)),
            ItemKind::Union(union) => {
                out.item(decode(&name, &blank_unlisted(&union.unlisted.ident), &read_union(union)));
                out.table(union_table(&scope, &name, union));
            }
            ItemKind::Alias(_) => {}
            _ => {
                emit_item(item, &name).into_iter().for_each(|item| out.item(item));
                others.push(name);
            }
        }
    }
    if !others.is_empty() {
        out.item(quote!(rt::serde_impls!(#(#others),*);));
    }
    out
}

/// A row for each member of a struct.
fn object_table(name: &TokenStream, item: &Struct) -> Table {
    let rows = item.fields.iter().map(|Field { ident: name, wire, presence, .. }| {
        let (name, wire) = (ident(name), &**wire);
        match presence {
            Presence::Required => quote!(required #wire #name,),
            Presence::Nullable => quote!(maybe #wire #name,),
            Presence::Optional | Presence::Any => quote!(optional #wire #name,),
        }
    });
    let rest = item.rest.iter().map(|rest| {
        let rest = ident(&rest.ident);
        quote!(, #rest)
    });
    Table { head: quote!(rt::object!), inner: quote!(#name #(#rest)*), rows: rows.collect(), docs: Vec::new() }
}

/// A row for each listed string.
fn strings_table(name: &TokenStream, item: &ValueEnum) -> Table {
    let rows = item.variants.iter().filter_map(|variant| match &variant.value {
        Literal::Text(text) => {
            let (name, text) = (ident(&variant.ident), &**text);
            Some(quote!(#text #name,))
        }
        _ => None,
    });
    let unlisted = ident(&item.unlisted.ident);
    Table { head: quote!(rt::strings!), inner: quote!(#name, #unlisted), rows: rows.collect(), docs: Vec::new() }
}

/// A row for each variant of a union.
fn union_table(scope: &Scope<'_>, name: &TokenStream, item: &UnionEnum) -> Table {
    let rows = item.variants.iter().map(|variant| {
        let name = ident(&variant.ident);
        let tag = variant.tag.iter().map(|tag| {
            let (property, value) = (&*tag.name, &*tag.value);
            quote!([#property: #value])
        });
        match &variant.from {
            Some(ty) => {
                let how = ident(if matches!(variant.ty, Ty::Boxed(_)) { "boxed" } else { "from" });
                let ty = scope.ty(ty);
                quote!(#how #name(#ty) #(#tag)*,)
            }
            None => quote!(plain #name #(#tag)*,),
        }
    });
    let unlisted = ident(&item.unlisted.ident);
    Table { head: quote!(rt::union!), inner: quote!(#name, #unlisted), rows: rows.collect(), docs: Vec::new() }
}

/// Whether there is anything to write about a file.
pub(super) fn is_empty(file: &ModelFile) -> bool {
    !file.items.iter().any(|item| !matches!(item.kind, ItemKind::Alias(_)))
}

fn name(item: &Item) -> TokenStream {
    let name = ident(&item.ident);
    quote!(models::#name)
}

fn emit_item(item: &Item, name: &TokenStream) -> Vec<TokenStream> {
    let (blank, read, encode) = match &item.kind {
        ItemKind::Values(values) => {
            (blank_unlisted(&values.unlisted.ident), read_values(values), encode_values(values))
        }
        _ => (quote!(Self(rt::blank())), quote!(rt::Decode::read(&mut self.0, d)), quote!(e.value(&self.0);)),
    };
    let encode = quote! {
        impl rt::Encode for #name {
            fn encode(&self, e: &mut rt::Encoder) { #encode }
        }
    };
    vec![decode(name, &blank, &read), encode]
}

fn decode(name: &TokenStream, blank: &TokenStream, read: &TokenStream) -> TokenStream {
    quote! {
        impl rt::Decode for #name {
            fn blank() -> Self { #blank }
            fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> { #read }
        }
    }
}

fn blank_unlisted(unlisted: &str) -> TokenStream {
    let unlisted = ident(unlisted);
    quote!(Self::#unlisted(rt::blank()))
}

/// Reads a value, compares it with those that are listed, keeps any other.
fn read_values(item: &ValueEnum) -> TokenStream {
    let unlisted = ident(&item.unlisted.ident);
    if item.unlisted.ty == Ty::VALUE {
        // What the caller may choose is any value: it is read as one, and compared as one.
        return read_chosen(item);
    }
    let arms = item.variants.iter().map(|variant| {
        let name = ident(&variant.ident);
        match &variant.value {
            Literal::Text(text) => {
                let text = &**text;
                quote!(_ if value.as_str() == Some(#text) => Self::#name,)
            }
            Literal::Integer(number) => {
                let number = integer((*number).into());
                quote!(_ if value.as_i64() == Some(#number) => Self::#name,)
            }
            Literal::Json(json) => {
                let json = &**json;
                quote!(rt::Variant::Json(#json) => Self::#name,)
            }
        }
    });
    if item.kind == ValueKind::Integer {
        return read_integers(item);
    }
    quote! {
        let value = d.variant()?;
        *self = match &value { #(#arms)* _ => Self::#unlisted(value.into()) };
        Ok(())
    }
}

fn read_integers(item: &ValueEnum) -> TokenStream {
    let unlisted = ident(&item.unlisted.ident);
    let arms = item.variants.iter().filter_map(|variant| match &variant.value {
        Literal::Integer(number) => {
            let (name, number) = (ident(&variant.ident), integer((*number).into()));
            Some(quote!(Some(#number) => Self::#name,))
        }
        _ => None,
    });
    let other = if item.unlisted.ty == Ty::Int("i64") {
        quote!(Some(other) => Self::#unlisted(other), None => return Err(d.unknown_value(&[])))
    } else {
        quote!(_ => Self::#unlisted(value.into()))
    };
    quote! {
        let value = d.variant()?;
        *self = match value.as_i64() { #(#arms)* #other };
        Ok(())
    }
}

fn read_chosen(item: &ValueEnum) -> TokenStream {
    let unlisted = ident(&item.unlisted.ident);
    let tests = item.variants.iter().map(|variant| {
        let name = ident(&variant.ident);
        quote!(else if value == Self::#name.to_value() { Self::#name })
    });
    quote! {
        let value: rt::Value = d.decode()?;
        *self = if false { Self::#unlisted(value) } #(#tests)* else { Self::#unlisted(value) };
        Ok(())
    }
}

fn encode_values(item: &ValueEnum) -> TokenStream {
    let unlisted = ident(&item.unlisted.ident);
    match item.kind {
        ValueKind::Integer => quote! {
            match self { Self::#unlisted(value) => e.value(value), known => e.value(&known.as_i64()) }
        },
        // Those of strings are tables.
        ValueKind::Mixed | ValueKind::Text => quote!(e.value(&self.to_value());),
    }
}

/// Looks at what comes, and reads it as the alternative that it is.
fn read_union(item: &UnionEnum) -> TokenStream {
    let unlisted = ident(&item.unlisted.ident);
    let other = quote!(Self::#unlisted(d.decode()?));
    let value = match item.decide.as_slice() {
        [] => other,
        [(kind, decide)] if *kind == "Object" && !matches!(decide, Decide::Only(_)) => emit_decide(item, decide),
        kinds => {
            let arms = kinds.iter().map(|(kind, decide)| {
                let (kind, value) = (ident(kind), emit_decide(item, decide));
                quote!(rt::Kind::#kind => #value,)
            });
            quote!(match d.peek() { #(#arms)* _ => #other })
        }
    };
    quote!(*self = #value; Ok(()))
}

fn emit_variant(item: &UnionEnum, index: usize) -> TokenStream {
    let name = item.variants.get(index).map_or(&item.unlisted.ident, |variant| &variant.ident);
    let name = ident(name);
    quote!(Self::#name(d.decode()?))
}

fn emit_decide(item: &UnionEnum, decide: &Decide) -> TokenStream {
    let remaining = |otherwise: &Option<usize>| emit_variant(item, otherwise.unwrap_or(usize::MAX));
    match decide {
        Decide::Only(index) => emit_variant(item, *index),
        Decide::Tag { property, cases, otherwise } => {
            let arms = cases.iter().map(|(tag, index)| {
                let (tag, value) = (&**tag, emit_variant(item, *index));
                quote!(Some(#tag) => #value,)
            });
            let (property, other) = (&**property, remaining(otherwise));
            quote!(match d.tag(#property).as_deref() { #(#arms)* _ => #other })
        }
        Decide::Members { cases, otherwise } => {
            let tests = cases.iter().map(|(member, index)| {
                let (member, value) = (&**member, emit_variant(item, *index));
                quote!(if d.has_members(&[#member]) { #value } else)
            });
            let other = remaining(otherwise);
            if cases.is_empty() { other } else { quote!(#(#tests)* { #other }) }
        }
        Decide::Integral(integer, fraction) => {
            let (integer, fraction) = (emit_variant(item, *integer), emit_variant(item, *fraction));
            quote!(if d.is_integer() { #integer } else { #fraction })
        }
    }
}
