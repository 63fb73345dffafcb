//! Files below `models`: structs, aliases, and the frame around enums and unions.
//!
//! Takes planned items, gives their tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::tokens::{allow_deprecated, deprecated, float, ident, integer};
use super::{enums, unions};
use crate::format::{self, SourceFile, Table, docs};
use crate::plan::Plan;
use crate::plan::ir::{
    Accessor, Builder, Constructor, DefaultValue, Field, Input, Item, ItemKind, ModelFile, Presence, SetField, Struct,
    Ty,
};

/// So many fields without a value are better not written one by one.
const MIN_BLANK: usize = 3;

/// A file below `models`.
pub(super) fn emit_model(plan: &Plan, file: &ModelFile) -> SourceFile {
    let own = file.items.iter().flat_map(declared);
    let scope = Scope::models(plan, own);
    let items: Vec<format::Item> = file.items.iter().flat_map(|item| emit_item(&scope, item)).collect();
    let mut out = SourceFile::spaced();
    out.group(scope.uses());
    items.into_iter().for_each(|item| out.item(item));
    out
}

/// The types that an item declares.
pub(super) fn declared(item: &Item) -> impl Iterator<Item = &crate::plan::ir::Ident> {
    let builder = match &item.kind {
        ItemKind::Struct(Struct { constructor: Some(Constructor::Builder(builder)), .. }) => Some(&builder.ident),
        _ => None,
    };
    std::iter::once(&item.ident).chain(builder)
}

fn emit_item(scope: &Scope<'_>, item: &Item) -> Vec<format::Item> {
    let head = {
        let docs = docs(&item.docs);
        let deprecated = deprecated(item.deprecated);
        quote!(#docs #deprecated)
    };
    let name = ident(&item.ident);
    let items = match &item.kind {
        ItemKind::Struct(item) => return emit_struct(scope, &head, &name, item),
        ItemKind::Values(values) => enums::emit_values(scope, &head, &name, values),
        ItemKind::Union(union) => unions::emit_union(scope, &head, &name, union),
        ItemKind::Opaque(opaque) => unions::emit_opaque(scope, &head, &name, opaque),
        ItemKind::Alias(alias) => {
            let ty = scope.ty(&alias.ty);
            vec![quote!(#head pub type #name = #ty;)]
        }
        ItemKind::Newtype(newtype) => {
            let ty = scope.ty(&newtype.ty);
            vec![quote!(#head #[derive(Clone, Debug, PartialEq)] pub struct #name(pub #ty);)]
        }
    };
    items.into_iter().map(format::Item::from).collect()
}

/// A struct and what belongs to it.
pub(super) fn emit_struct(
    scope: &Scope<'_>,
    head: &TokenStream,
    name: &proc_macro2::Ident,
    item: &Struct,
) -> Vec<format::Item> {
    let derive = match (item.streams, item.default) {
        (false, false) => quote!(#[derive(Clone, Debug, PartialEq)]),
        (false, true) => quote!(#[derive(Clone, Debug, Default, PartialEq)]),
        (true, false) => quote!(#[derive(Debug)]),
        (true, true) => quote!(#[derive(Debug, Default)]),
    };
    // Setters give the value back; one attribute here does for all of them.
    let must_use = (!item.setters.is_empty()).then(|| quote!(#[must_use]));
    let fields = item.fields.iter().map(|field| emit_field(scope, field));
    let rest = item.rest.iter().map(|rest| {
        let (docs, field, ty) = (docs(&rest.docs), ident(&rest.ident), scope.extra(&rest.value));
        quote!(#docs pub #field: #ty,)
    });
    let declaration = quote! {
        #head
        #derive
        #must_use
        #[non_exhaustive]
        pub struct #name { #(#fields)* #(#rest)* }
    };
    let mut items = vec![declaration.into()];
    let mut methods = Vec::new();
    methods.extend(item.constructor.as_ref().map(|constructor| emit_constructor(scope, name, item, constructor)));
    methods.extend(item.accessors.iter().map(|accessor| emit_accessor(scope, accessor)));
    if !methods.is_empty() {
        items.push(quote!(impl #name { #(#methods)* }).into());
    }
    items.extend(emit_setters(scope, name, item).map(format::Item::from));
    if let Some(Constructor::Builder(builder)) = &item.constructor {
        items.extend(emit_builder(scope, name, item, builder).into_iter().map(format::Item::from));
    }
    items
}

/// A row for each setter.
fn emit_setters(scope: &Scope<'_>, name: &proc_macro2::Ident, item: &Struct) -> Option<Table> {
    if item.setters.is_empty() {
        return None;
    }
    let rows =
        item.setters.iter().filter_map(|setter| Some(emit_setter(scope, item.fields.get(setter.input.field)?, setter)));
    let rows = rows.collect();
    let rt = scope.rt_module();
    Some(Table { head: quote!(#rt::set!), inner: quote!(#name), rows, filled: true, ..Table::default() })
}

fn emit_field(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let (docs, deprecated, name, ty) =
        (docs(&field.docs), deprecated(field.deprecated), ident(&field.ident), scope.ty(&field.ty));
    quote!(#docs #deprecated pub #name: #ty,)
}

/// What a field has that nobody set.
fn unset(scope: &Scope<'_>, field: &Field) -> TokenStream {
    match field.presence {
        Presence::Nullable => {
            let maybe = scope.rt("Maybe");
            quote!(#maybe::Absent)
        }
        _ => scope.std("None"),
    }
}

fn argument_ty(scope: &Scope<'_>, input: &Input) -> TokenStream {
    let ty = scope.ty(&input.ty);
    if input.into {
        let into = scope.std("Into");
        quote!(impl #into<#ty>)
    } else {
        ty
    }
}

/// The expression that a field is set to.
fn stored(scope: &Scope<'_>, input: &Input, value: &TokenStream) -> TokenStream {
    let value = if input.into { quote!(#value.into()) } else { value.clone() };
    if input.boxed {
        let boxed = scope.std("Box");
        quote!(#boxed::new(#value))
    } else {
        value
    }
}

fn emit_constructor(
    scope: &Scope<'_>,
    name: &proc_macro2::Ident,
    item: &Struct,
    constructor: &Constructor,
) -> TokenStream {
    match constructor {
        Constructor::New(inputs) => {
            let arguments = inputs.iter().map(|input| {
                let (name, ty) = (ident(&input.ident), argument_ty(scope, input));
                quote!(#name: #ty)
            });
            let set = |index: usize| inputs.iter().find(|input| input.field == index);
            let others = item.fields.len() - inputs.len() + usize::from(item.rest.is_some());
            let blank = scope.has_json() && others >= MIN_BLANK;
            let named = item.fields.iter().enumerate().filter(|(index, _)| !blank || set(*index).is_some());
            let fields = named.clone().map(|(index, field)| {
                let name = ident(&field.ident);
                match set(index) {
                    Some(input) if !input.into && !input.boxed => quote!(#name),
                    Some(input) => {
                        let argument = ident(&input.ident);
                        let value = stored(scope, input, &quote!(#argument));
                        quote!(#name: #value)
                    }
                    None => {
                        let value = unset(scope, field);
                        quote!(#name: #value)
                    }
                }
            });
            let rest = if blank {
                let rt = scope.rt_module();
                Some(quote!(..#rt::blank()))
            } else {
                rest_value(scope, item)
            };
            let allow = allow_deprecated(named.clone().any(|(_, field)| field.deprecated));
            let many = (inputs.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
            let doc = if item.setters.is_empty() {
                " With its required members."
            } else {
                " With its required members; setters add the others."
            };
            quote! {
                #[doc = #doc]
                #allow #many
                pub fn new(#(#arguments),*) -> Self { Self { #(#fields,)* #rest } }
            }
        }
        Constructor::Builder(builder) => {
            let builder = ident(&builder.ident);
            let doc =
                format!(" Starts a [`{name}`]: it has more required members than can be told apart by their order.");
            quote! {
                #[doc = #doc]
                pub fn builder() -> #builder { #builder::default() }
            }
        }
    }
}

fn rest_value(scope: &Scope<'_>, item: &Struct) -> Option<TokenStream> {
    item.rest.as_ref().map(|rest| {
        let extra = if rest.value == Ty::Runtime("Multipart") { "Multipart" } else { "Extra" };
        let (name, extra) = (ident(&rest.ident), scope.rt(extra));
        quote!(#name: #extra::new())
    })
}

fn emit_builder(scope: &Scope<'_>, name: &proc_macro2::Ident, item: &Struct, builder: &Builder) -> Vec<TokenStream> {
    let builder_name = ident(&builder.ident);
    let (some, ok, result, option) = (scope.std("Some"), scope.std("Ok"), scope.std("Result"), scope.std("Option"));
    let missing = scope.rt("MissingMember");
    let fields = builder.inputs.iter().filter_map(|input| {
        let field = item.fields.get(input.field)?;
        let (name, ty) = (ident(&field.ident), scope.ty(&field.ty));
        Some(quote!(#name: #option<#ty>))
    });
    let setters = builder.inputs.iter().filter_map(|input| {
        let field = ident(&item.fields.get(input.field)?.ident);
        let (method, ty) = (ident(&input.ident), argument_ty(scope, input));
        let value = stored(scope, input, &quote!(value));
        let doc = format!(" Sets `{}`.", field.to_string().trim_start_matches("r#"));
        Some(quote! {
            #[doc = #doc]
            pub fn #method(mut self, value: #ty) -> Self { self.#field = #some(#value); self }
        })
    });
    let values = item.fields.iter().enumerate().map(|(index, field)| {
        let name = ident(&field.ident);
        if builder.inputs.iter().any(|input| input.field == index) {
            let text = field.ident.trim_start_matches("r#");
            quote!(#name: self.#name.ok_or(#missing(#text))?)
        } else {
            let value = unset(scope, field);
            quote!(#name: #value)
        }
    });
    let rest = rest_value(scope, item);
    let allow = allow_deprecated(item.fields.iter().any(|field| field.deprecated));
    let doc = format!(" Takes the required members of [`{name}`] by name.");
    vec![
        quote! {
            #[doc = #doc]
            #[derive(Clone, Debug, Default)]
            #[must_use]
            pub struct #builder_name { #(#fields,)* }
        },
        quote! {
            impl #builder_name {
                #(#setters)*
                /// The value, once every required member is set.
                ///
                /// # Errors
                /// The first required member that is not set.
                #allow
                pub fn build(self) -> #result<#name, #missing> { #ok(#name { #(#values,)* #rest }) }
            }
        },
    ]
}

fn emit_setter(scope: &Scope<'_>, field: &Field, setter: &SetField) -> TokenStream {
    let how = match (setter.presence, setter.input.boxed) {
        (Presence::Nullable, true) => "maybe_boxed",
        (Presence::Nullable, false) => "maybe",
        (_, true) => "boxed",
        (_, false) if setter.input.into => "into",
        (_, false) => "some",
    };
    let (how, method, ty) = (ident(how), ident(&setter.ident), scope.ty(&setter.input.ty));
    let deprecated = deprecated(setter.deprecated);
    let field = (field.ident != setter.ident).then(|| {
        let field = ident(&field.ident);
        quote!((#field))
    });
    quote!(#deprecated #how #method #field: #ty,)
}

fn emit_accessor(scope: &Scope<'_>, accessor: &Accessor) -> TokenStream {
    let (docs, method, field) = (docs(&accessor.docs), ident(&accessor.ident), ident(&accessor.field));
    let option = if accessor.maybe { quote!(self.#field.as_option()) } else { quote!(self.#field) };
    let copied = if accessor.maybe { quote!(.copied()) } else { TokenStream::new() };
    let mut allow = allow_deprecated(accessor.deprecated);
    let deprecated = deprecated(accessor.deprecated);
    let (ty, body) = match &accessor.value {
        DefaultValue::Bool(value) => (quote!(bool), quote!(#option #copied.unwrap_or(#value))),
        DefaultValue::Int(ty, value) => {
            let (ty, value) = (ident(ty), integer(*value));
            (quote!(#ty), quote!(#option #copied.unwrap_or(#value)))
        }
        DefaultValue::F64(value) => {
            // A default of 3.14 is a number of the document, not a bad copy of pi.
            allow.extend(quote!(#[allow(clippy::approx_constant, clippy::excessive_precision)]));
            let value = float(*value);
            (quote!(f64), quote!(#option #copied.unwrap_or(#value)))
        }
        DefaultValue::Text(text) => {
            let text = &**text;
            let borrowed = if accessor.maybe {
                let string = scope.std("String");
                quote!(#option.map(#string::as_str))
            } else {
                quote!(#option.as_deref())
            };
            (quote!(&str), quote!(#borrowed.unwrap_or(#text)))
        }
        DefaultValue::Variant { enumeration, variant } => {
            let (ty, variant) = (scope.ty(&Ty::Model(enumeration.clone())), ident(variant));
            let cloned = if accessor.maybe { quote!(.cloned()) } else { quote!(.clone()) };
            (ty.clone(), quote!(#option #cloned.unwrap_or(#ty::#variant)))
        }
    };
    quote! {
        #docs
        #deprecated #allow
        pub fn #method(&self) -> #ty { #body }
    }
}
