//! Which types of the crate a file names, and so which other files have to be in its crate or below it.
//!
//! Takes planned files, gives names. Everything that is printed as a path to a type below `models` has to be found here.

use std::collections::BTreeSet;

use crate::plan::ir::{
    Accessor, ApiFile, DefaultValue, HeaderStruct, ItemKind, Limit, ModelFile, ResponseEnum, Struct, Ty,
};

/// The types that a file names.
#[derive(Default)]
pub(super) struct Mentions<'p> {
    /// Below `models`.
    pub(super) models: BTreeSet<&'p str>,
}

impl<'p> Mentions<'p> {
    /// Those of a file below `models`, its JSON code included.
    pub(super) fn of_models(file: &'p ModelFile) -> Self {
        let mut found = Self::default();
        for item in &file.items {
            match &item.kind {
                ItemKind::Struct(item) => found.add_struct(item),
                ItemKind::Values(values) => found.add(&values.unlisted.ty),
                ItemKind::Union(union) => {
                    for variant in &union.variants {
                        found.add(&variant.ty);
                        variant.from.iter().for_each(|ty| found.add(ty));
                        found.add_limits(&variant.limits);
                    }
                    found.add(&union.unlisted.ty);
                }
                ItemKind::Opaque(opaque) => opaque.views.iter().for_each(|view| found.add(&view.ty)),
                ItemKind::Alias(alias) => found.add(&alias.ty),
                ItemKind::Newtype(newtype) => found.add(&newtype.ty),
            }
        }
        found
    }

    /// Those of a file below `api`, its calls and its handle included.
    pub(super) fn of_api(file: &'p ApiFile) -> Self {
        let mut found = Self::default();
        for method in &file.api.methods {
            method.args.iter().for_each(|arg| found.add(&arg.ty));
            [&method.body, &method.headers, &method.error].into_iter().for_each(|ty| found.add(ty));
            method.paging.iter().for_each(|paging| found.add(&paging.item));
            method.call.params.iter().for_each(|param| found.add_limits(&param.limits));
        }
        file.params.iter().chain(&file.forms).for_each(|(_, _, item)| found.add_struct(item));
        file.successes.iter().chain(&file.errors).for_each(|item| found.add_responses(item));
        found.add_headers(&file.headers);
        found
    }

    /// Those of structs of headers.
    pub(super) fn of_headers(headers: &'p [HeaderStruct]) -> Self {
        let mut found = Self::default();
        found.add_headers(headers);
        found
    }

    fn add_headers(&mut self, headers: &'p [HeaderStruct]) {
        headers.iter().flat_map(|item| &item.fields).for_each(|field| self.add(&field.ty));
    }

    fn add_responses(&mut self, item: &'p ResponseEnum) {
        for variant in &item.variants {
            self.add(&variant.body);
            self.add(&variant.headers);
        }
    }

    /// Constructors and setters take what the fields have.
    fn add_struct(&mut self, item: &'p Struct) {
        item.fields.iter().for_each(|field| self.add(&field.ty));
        item.rest.iter().for_each(|rest| self.add(&rest.value));
        for Accessor { value, .. } in &item.accessors {
            if let DefaultValue::Variant { enumeration, .. } = value {
                self.models.insert(enumeration);
            }
        }
        if let Some(limits) = &item.limits {
            self.add_limits(&limits.own);
            limits.fields.iter().for_each(|limits| self.add_limits(limits));
        }
    }

    fn add_limits(&mut self, limits: &'p [Limit]) {
        for limit in limits {
            match limit {
                Limit::Inside(_, inside) => self.add_limits(inside),
                Limit::Of(name) => _ = self.models.insert(name),
                Limit::Count(..)
                | Limit::Bound(..)
                | Limit::Pattern(_)
                | Limit::Unique
                | Limit::Requires(..)
                | Limit::Choice(..) => {}
            }
        }
    }

    fn add(&mut self, ty: &'p Ty) {
        match ty {
            Ty::Model(name) => _ = self.models.insert(name),
            Ty::Option(inner)
            | Ty::Maybe(inner)
            | Ty::Boxed(inner)
            | Ty::Events(inner)
            | Ty::Items(inner)
            | Ty::List(inner)
            | Ty::Map(inner)
            | Ty::OrAny(inner) => self.add(inner),
            Ty::Tuple(items) => items.iter().for_each(|item| self.add(item)),
            Ty::Leading(items, rest) => {
                items.iter().for_each(|item| self.add(item));
                self.add(rest);
            }
            // A type below `api` is in the crate of who names it, or in that of the client.
            Ty::Api(_) => {}
            Ty::Unit | Ty::Bool | Ty::Int(_) | Ty::F64 | Ty::Str | Ty::String | Ty::Runtime(_) | Ty::Foreign(_) => {}
        }
    }
}
