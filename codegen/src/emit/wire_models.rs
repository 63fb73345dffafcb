//! Files below `wire/models`: the JSON code of the types.
//!
//! Takes planned items, gives `Decode` and `Encode`; `wire_files` says which of them share a file. Nobody reads this code, so it is small before it is pretty.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::tokens::{ident, integer};
use crate::format::{SourceFile, Table};
use crate::plan::Plan;
use crate::plan::ir::{
    Decide, Field, Item, ItemKind, Limit, Literal, ModelFile, Presence, Struct, Ty, UnionEnum, ValueEnum, ValueKind,
};

/// Writes the JSON code of the types of some model files into one file.
pub(super) fn emit_wire_models(plan: &Plan, models: &[&ModelFile], out: &mut SourceFile) {
    if models.iter().all(|file| is_empty(file)) {
        return;
    }
    out.group(vec![quote!(
        use crate::{models, rt};
    )]);
    let scope = Scope::wire(plan);
    let mut others = Vec::new();
    for item in models.iter().flat_map(|file| &file.items) {
        let name = name(item);
        match &item.kind {
            ItemKind::Struct(item) => out.item(object_table(&name, item)),
            ItemKind::Values(values) if values.kind != ValueKind::Mixed => out.item(values_table(&name, values)),
            ItemKind::Union(union) => {
                out.item(decode(&name, &blank_unlisted(&union.unlisted.ident), &read_union(union)));
                if is_limited(union) {
                    out.item(limits_of_union(&name, union));
                }
                out.item(union_table(&scope, &name, union));
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
}

/// A row for each member of a struct.
fn object_table(name: &TokenStream, item: &Struct) -> Table {
    let limits = item.limits.as_ref();
    let rows = item.fields.iter().enumerate().map(|(index, Field { ident: name, wire, .. })| {
        let (name, wire) = (ident(name), &**wire);
        let limits = limits.and_then(|limits| limits.fields.get(index)).filter(|limits| !limits.is_empty());
        let limits = limits.map(|limits| {
            let limits = limits.iter().map(|limit| emit_limit(limit, &TokenStream::new()));
            quote!(: [#(#limits),*])
        });
        quote!(#wire #name #limits,)
    });
    // Their types do not say it.
    let always =
        item.fields.iter().filter(|field| field.presence == Presence::Required && matches!(field.ty, Ty::Option(_)));
    let always: Vec<_> = always.map(|field| &*field.wire).collect();
    let always = (!always.is_empty()).then(|| quote!(; always(#(#always),*)));
    let limited = limits.map(|limits| {
        let own = limits.own.iter().map(|limit| emit_limit(limit, &TokenStream::new()));
        quote!(limited(#(#own),*))
    });
    let rest = item.rest.iter().map(|rest| {
        let rest = ident(&rest.ident);
        quote!(, #rest)
    });
    Table {
        head: quote!(rt::object!),
        inner: quote!(#limited #name #(#rest)* #always),
        rows: rows.collect(),
        filled: true,
        ..Table::default()
    }
}

/// A limit; `path` leads to the names of the runtime, if they are not in scope.
pub(super) fn emit_limit(limit: &Limit, path: &TokenStream) -> TokenStream {
    match limit {
        Limit::Count(name, count) => {
            let (name, count) = (ident(name), integer((*count).into()));
            quote!(#path #name(#count))
        }
        Limit::Bound(name, bound) => {
            let (name, bound) = (ident(name), &**bound);
            quote!(#path #name(#bound))
        }
        Limit::Pattern(pattern) => {
            let pattern = &**pattern;
            quote!(#path Pattern(#pattern))
        }
        Limit::Unique => quote!(#path UniqueItems),
        Limit::Requires(name, others) => {
            let (name, others) = (&**name, others.iter().map(|other| &**other));
            quote!(#path Requires(#name, &[#(#others),*]))
        }
        Limit::Choice(name, sets) => {
            let name = ident(name);
            let sets = sets.iter().map(|set| {
                let names = set.iter().map(|name| &**name);
                quote!(&[#(#names),*])
            });
            quote!(#path #name(&[#(#sets),*]))
        }
        Limit::Inside(name, inside) => {
            let (name, inside) = (ident(name), inside.iter().map(|limit| emit_limit(limit, path)));
            quote!(#path #name(&[#(#inside),*]))
        }
        Limit::Of(name) => {
            let name = ident(name);
            quote!(#path Of(rt::limits::<models::#name>))
        }
    }
}

/// A row for each listed string or integer.
fn values_table(name: &TokenStream, item: &ValueEnum) -> Table {
    let rows = item.variants.iter().map(|variant| {
        let name = ident(&variant.ident);
        match &variant.value {
            Literal::Text(text) | Literal::Json(text) => {
                let text = &**text;
                quote!(#text #name,)
            }
            Literal::Integer(number) => {
                let number = integer((*number).into());
                quote!(#number #name,)
            }
        }
    });
    let unlisted = ident(&item.unlisted.ident);
    let head = if item.kind == ValueKind::Text { quote!(rt::strings!) } else { quote!(rt::integers!) };
    Table { head, inner: quote!(#name, #unlisted), rows: rows.collect(), filled: true, ..Table::default() }
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
                let how = ident(match &variant.ty {
                    Ty::Boxed(_) => "boxed",
                    Ty::String => "text",
                    _ => "from",
                });
                let ty = scope.ty(ty);
                quote!(#how #name(#ty) #(#tag)*,)
            }
            None => quote!(plain #name #(#tag)*,),
        }
    });
    let unlisted = ident(&item.unlisted.ident);
    let limited = is_limited(item).then(|| quote!(limited));
    Table {
        head: quote!(rt::union!),
        inner: quote!(#limited #name, #unlisted),
        rows: rows.collect(),
        filled: true,
        ..Table::default()
    }
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
            (blank_unlisted(&values.unlisted.ident), read_values(values), quote!(e.value(&self.to_value());))
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
    quote! {
        let value = d.variant()?;
        *self = match &value { #(#arms)* _ => Self::#unlisted(value.into()) };
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

fn is_limited(item: &UnionEnum) -> bool {
    item.variants.iter().any(|variant| !variant.limits.is_empty())
}

/// The limits of a union are those of the alternative that the value is.
fn limits_of_union(name: &TokenStream, item: &UnionEnum) -> TokenStream {
    let nothing = quote!(&[]);
    let of = |index: Option<usize>| match index
        .and_then(|index| item.variants.get(index))
        .map(|variant| variant.limits.as_slice())
    {
        Some([Limit::Of(name)]) => {
            let name = ident(name);
            quote!(rt::limits::<models::#name>())
        }
        Some(limits @ [_, ..]) => {
            let limits = limits.iter().map(|limit| emit_limit(limit, &TokenStream::new()));
            quote!(&[#(#limits),*])
        }
        _ => nothing.clone(),
    };
    let which = Reading { item, leaf: &of, guess: &|_| nothing.clone() }.by_kind(&item.decide, &ident("d"));
    quote! {
        impl rt::Limited for #name {
            fn limits() -> &'static [rt::Limit] {
                use rt::Limit::*;
                const LIMITS: &[rt::Limit] = &[Which(|d| #which)];
                LIMITS
            }
        }
    }
}

/// Looks at what comes, and reads it as the alternative that it is.
fn read_union(item: &UnionEnum) -> TokenStream {
    let decode = |index: Option<usize>| {
        let variant = index.and_then(|index| item.variants.get(index));
        let name = ident(variant.map_or(&item.unlisted.ident, |variant| &variant.ident));
        quote!(Self::#name(d.decode()?))
    };
    let unlisted = ident(&item.unlisted.ident);
    let guess = |index: Option<usize>| match index.and_then(|index| item.variants.get(index)) {
        Some(variant) => {
            let name = ident(&variant.ident);
            quote!(d.fitting(Self::#name, Self::#unlisted)?)
        }
        None => decode(None),
    };
    let value = Reading { item, leaf: &decode, guess: &guess }.by_kind(&item.decide, &ident("d"));
    quote!(*self = #value; Ok(()))
}

/// The choice among the alternatives of a union.
struct Reading<'a> {
    item: &'a UnionEnum,
    /// What is done with an alternative; with what is not listed, for none.
    leaf: &'a dyn Fn(Option<usize>) -> TokenStream,
    /// What is done with an alternative that the value may not be.
    guess: &'a dyn Fn(Option<usize>) -> TokenStream,
}

impl Reading<'_> {
    /// By the JSON type of what `ahead` stands at: the value, or an item of it.
    fn by_kind(&self, kinds: &[(&'static str, Decide)], ahead: &Ident) -> TokenStream {
        if let [("Object", decide @ (Decide::Tag { .. } | Decide::Members { .. } | Decide::Groups { .. }))] = kinds {
            return self.decide(decide, ahead);
        }
        let other = (self.leaf)(None);
        let arms: Vec<TokenStream> = kinds
            .iter()
            .map(|(kind, decide)| (ident(kind), self.decide(decide, ahead)))
            .filter(|(_, value)| !is_same(value, &other))
            .map(|(kind, value)| quote!(rt::Kind::#kind => #value,))
            .collect();
        if arms.is_empty() { other } else { quote!(match #ahead.peek() { #(#arms)* _ => #other }) }
    }

    fn decide(&self, decide: &Decide, ahead: &Ident) -> TokenStream {
        let leaf = self.leaf;
        match decide {
            Decide::Only(index) => leaf(Some(*index)),
            Decide::Tag { property, cases, otherwise, fallback } => {
                let other = leaf(*fallback);
                let arms = cases.iter().map(|(tag, index)| (quote!(Some(#tag)), leaf(Some(*index))));
                let arms = arms.chain(otherwise.map(|index| (quote!(None), leaf(Some(index)))));
                let arms = arms.filter(|(_, value)| !is_same(value, &other));
                let arms = arms.map(|(tag, value)| quote!(#tag => #value,));
                let property = &**property;
                quote!(match #ahead.tag(#property).as_deref() { #(#arms)* _ => #other })
            }
            Decide::Members { cases, otherwise, probably } => {
                let leaf = if *probably { self.guess } else { leaf };
                let other = leaf(*otherwise);
                let cases = cases.iter().map(|(members, index)| (members.iter().map(|it| &**it), leaf(Some(*index))));
                let mut cases: Vec<_> = cases.collect();
                while cases.last().is_some_and(|(_, value)| is_same(value, &other)) {
                    cases.pop();
                }
                if cases.is_empty() {
                    return other;
                }
                let tests = cases
                    .into_iter()
                    .map(|(members, value)| quote!(if #ahead.has_any(&[#(#members),*]) { #value } else));
                quote!(#(#tests)* { #other })
            }
            Decide::Groups { property, cases, otherwise } => {
                let (property, other) = (&**property, self.decide(otherwise, ahead));
                let arms =
                    cases.iter().map(|(tags, inside)| (tags.iter().map(|tag| &**tag), self.decide(inside, ahead)));
                let arms = arms.filter(|(_, value)| !is_same(value, &other));
                let arms = arms.map(|(tags, value)| quote!(Some(#(#tags)|*) => #value,));
                quote!(match #ahead.tag(#property).as_deref() { #(#arms)* _ => #other })
            }
            Decide::Kept => leaf(None),
            Decide::Counts(counts) => {
                let count = proc_macro2::Literal::u64_unsuffixed;
                let arms = counts.iter().map(|(least, most, index)| {
                    let (from, to) = (count(*least), count(*most));
                    let range = match (least == most, *most) {
                        (true, _) => quote!(#from),
                        (_, u64::MAX) => quote!(#from..),
                        _ => quote!(#from..=#to),
                    };
                    let value = leaf(Some(*index));
                    quote!(#range => #value,)
                });
                let other = leaf(None);
                quote!(match #ahead.count_items() { #(#arms)* _ => #other })
            }
            Decide::Numbers { integer, fraction } => self.number(*integer, *fraction, ahead),
            Decide::Items(kinds, empty) => {
                let (empty, inside) = (leaf(Some(*empty)), self.by_kind(kinds, &ident("item")));
                if is_same(&empty, &inside) {
                    return empty;
                }
                quote!(match #ahead.first_item() { None => #empty, Some(item) => #inside })
            }
        }
    }

    /// What a built-in number cannot hold is kept as it is.
    fn number(&self, integer: Option<usize>, fraction: Option<usize>, ahead: &Ident) -> TokenStream {
        let other = (self.leaf)(None);
        let arm = |index: Option<usize>, is_integer: bool| {
            let index = index?;
            let value = (self.leaf)(Some(index));
            // A list is read as a whole: whether its first item fits says little.
            let ty = self.item.variants.get(index).map(|variant| &variant.ty).filter(|_| ahead == "d");
            let condition = match ty {
                Some(Ty::Int(name)) => {
                    let name = ident(name);
                    quote!(d.fits::<#name>())
                }
                Some(Ty::F64) if integer.is_some() => quote!(!d.is_integer() && d.fits::<f64>()),
                Some(Ty::F64) => quote!(d.fits::<f64>()),
                _ if is_integer => quote!(#ahead.is_integer()),
                _ => quote!(#ahead.peek() == rt::Kind::Number),
            };
            (!is_same(&value, &other)).then_some((condition, value))
        };
        match (arm(integer, true), arm(fraction, false)) {
            (Some((_, a)), Some((_, b))) if is_same(&a, &b) => a,
            (Some((is_a, a)), Some((is_b, b))) => quote!(if #is_a { #a } else if #is_b { #b } else { #other }),
            (Some((is_a, a)), None) | (None, Some((is_a, a))) => quote!(if #is_a { #a } else { #other }),
            (None, None) => other,
        }
    }
}

fn is_same(a: &TokenStream, b: &TokenStream) -> bool {
    a.to_string() == b.to_string()
}
