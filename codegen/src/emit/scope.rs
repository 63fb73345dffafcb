//! How types are written in a file, and what the file has to import for it.
//!
//! Takes types, gives tokens, and collects the `use` items of the file on the way.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{ident, path, type_path};
use crate::plan::Plan;
use crate::plan::ir::{Ident, Ty};

/// What kind of file it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Models,
    Api,
    Handles,
    Wire,
}

/// The names of one file.
pub(super) struct Scope<'p> {
    place: Place,
    plan: &'p Plan,
    /// Types that the file declares.
    own: BTreeSet<&'p str>,
    imports: RefCell<Imports>,
}

#[derive(Default)]
struct Imports {
    std: BTreeSet<&'static str>,
    rt: BTreeSet<&'static str>,
    siblings: BTreeSet<String>,
    models_module: bool,
    rt_module: bool,
}

impl<'p> Scope<'p> {
    /// A file below `models` that declares these types.
    pub(super) fn models(plan: &'p Plan, own: impl Iterator<Item = &'p Ident>) -> Self {
        Self::new(Place::Models, plan, own)
    }

    /// A file below `api` that declares these types.
    pub(super) fn api(plan: &'p Plan, own: impl Iterator<Item = &'p Ident>) -> Self {
        Self::new(Place::Api, plan, own)
    }

    /// A file below `api/handles` that declares these types.
    pub(super) fn handles(plan: &'p Plan, own: impl Iterator<Item = &'p Ident>) -> Self {
        Self::new(Place::Handles, plan, own)
    }

    /// A file below `wire`: it writes all types of the crate with their module.
    pub(super) fn wire(plan: &'p Plan) -> Self {
        Self::new(Place::Wire, plan, std::iter::empty())
    }

    fn new(place: Place, plan: &'p Plan, own: impl Iterator<Item = &'p Ident>) -> Self {
        Self { place, plan, own: own.map(|ident| &**ident).collect(), imports: RefCell::default() }
    }

    /// A type.
    pub(super) fn ty(&self, ty: &Ty) -> TokenStream {
        match ty {
            Ty::Unit => quote!(()),
            Ty::Bool => quote!(bool),
            Ty::Int(name) => {
                let name = ident(name);
                quote!(#name)
            }
            Ty::F64 => quote!(f64),
            Ty::Str => quote!(&str),
            Ty::String => self.std("String"),
            Ty::Runtime(name) => self.rt(name),
            Ty::Foreign(path) => {
                let (foreign, inner) = (self.rt("Foreign"), type_path(path));
                quote!(#foreign<#inner>)
            }
            Ty::Model(name) => self.model(name),
            Ty::Api(name) => self.api_type(name),
            Ty::Option(inner) => self.generic(&self.std("Option"), inner),
            Ty::Maybe(inner) => self.generic(&self.rt("Maybe"), inner),
            Ty::Boxed(inner) => self.generic(&self.std("Box"), inner),
            Ty::Events(inner) => self.generic(&self.rt("Events"), inner),
            Ty::Items(inner) => self.generic(&self.rt("Values"), inner),
            Ty::List(inner) => self.generic(&self.std("Vec"), inner),
            Ty::Map(inner) => {
                let (map, key, value) = (self.std("BTreeMap"), self.std("String"), self.ty(inner));
                quote!(#map<#key, #value>)
            }
            Ty::OrAny(inner) => self.generic(&self.rt("OrAny"), inner),
            Ty::Tuple(items) => self.tuple(items),
            Ty::Leading(items, rest) => {
                let tuple = self.rt("Tuple");
                let items = self.tuple(items);
                // The parameter's default is any value.
                let rest = (**rest != Ty::VALUE).then(|| self.ty(rest)).into_iter();
                quote!(#tuple<#items #(, #rest)*>)
            }
        }
    }

    /// Whether the structs of the file have JSON, and with it a blank value.
    pub(super) fn has_json(&self) -> bool {
        self.place == Place::Models
    }

    fn tuple(&self, items: &[Ty]) -> TokenStream {
        let tys = items.iter().map(|item| self.ty(item));
        if items.len() == 1 { quote!((#(#tys,)*)) } else { quote!((#(#tys),*)) }
    }

    fn generic(&self, outer: &TokenStream, inner: &Ty) -> TokenStream {
        let inner = self.ty(inner);
        quote!(#outer<#inner>)
    }

    /// `Extra`, with its parameter unless it is any JSON value.
    pub(super) fn extra(&self, value: &Ty) -> TokenStream {
        if *value == Ty::Runtime("Multipart") {
            return self.ty(value);
        }
        let extra = self.rt("Extra");
        if *value == Ty::VALUE { extra } else { self.generic(&extra, value) }
    }

    fn is_shadowed(&self, word: &str) -> bool {
        let shadowed = match self.place {
            Place::Models => &self.plan.shadowed_in_models,
            Place::Api | Place::Handles => &self.plan.shadowed_in_api,
            Place::Wire => return false,
        };
        shadowed.iter().any(|ident| &**ident == word)
    }

    /// A word of the prelude or of std; with its path where the document has a type of that name.
    pub(super) fn std(&self, word: &'static str) -> TokenStream {
        let full = match word {
            "Arc" => "::std::sync::Arc",
            "BTreeMap" => "::std::collections::BTreeMap",
            "Box" => "::std::boxed::Box",
            "Default" => "::std::default::Default",
            "Err" => "::std::result::Result::Err",
            "From" => "::std::convert::From",
            "Future" => "::std::future::Future",
            "Into" => "::std::convert::Into",
            "None" => "::std::option::Option::None",
            "Ok" => "::std::result::Result::Ok",
            "Option" => "::std::option::Option",
            "Result" => "::std::result::Result",
            "Some" => "::std::option::Option::Some",
            "String" => "::std::string::String",
            _ => "::std::vec::Vec",
        };
        let is_prelude = !matches!(word, "BTreeMap" | "Arc");
        if self.is_shadowed(word) || (self.place == Place::Wire && !is_prelude) {
            return path(full);
        }
        if !is_prelude {
            self.imports.borrow_mut().std.insert(if word == "Arc" {
                "std::sync::Arc"
            } else {
                "std::collections::BTreeMap"
            });
        }
        path(word)
    }

    /// A word of the runtime.
    pub(super) fn rt(&self, word: &'static str) -> TokenStream {
        let name = ident(word);
        if self.place == Place::Wire || self.is_shadowed(word) {
            self.imports.borrow_mut().rt_module = true;
            return quote!(rt::#name);
        }
        self.imports.borrow_mut().rt.insert(word);
        quote!(#name)
    }

    /// A function of the runtime, through its module.
    pub(super) fn rt_module(&self) -> TokenStream {
        self.imports.borrow_mut().rt_module = true;
        quote!(rt)
    }

    /// A type below `models`: by its name among its siblings, with its module everywhere else, so that the imports of a file do
    /// not grow with every operation.
    fn model(&self, name: &str) -> TokenStream {
        let short = ident(name);
        let mut imports = self.imports.borrow_mut();
        if self.place != Place::Models {
            imports.models_module = true;
            return quote!(models::#short);
        }
        if !self.own.contains(name) {
            imports.siblings.insert(name.to_owned());
        }
        quote!(#short)
    }

    fn api_type(&self, name: &str) -> TokenStream {
        let short = ident(name);
        if self.place == Place::Wire {
            return quote!(api::#short);
        }
        if !self.own.contains(name) {
            self.imports.borrow_mut().siblings.insert(name.to_owned());
        }
        quote!(#short)
    }

    /// The `use` items for everything that was written so far.
    pub(super) fn uses(&self) -> Vec<TokenStream> {
        let imports = self.imports.borrow();
        let mut uses = Vec::new();
        for item in &imports.std {
            let item = path(item);
            uses.push(quote!(use #item;));
        }
        let siblings = || imports.siblings.iter().map(String::as_str);
        if self.place == Place::Handles {
            uses.extend(list(&quote!(crate::api), false, siblings()));
        }
        if imports.models_module && self.place != Place::Wire {
            uses.push(quote!(
                use crate::models;
            ));
        }
        uses.extend(list(&quote!(crate::rt), imports.rt_module, imports.rt.iter().copied()));
        if self.place != Place::Handles {
            uses.extend(list(&quote!(super), false, siblings()));
        }
        uses
    }
}

/// `use from::{self, a, b};`
fn list<'a>(from: &TokenStream, module: bool, names: impl Iterator<Item = &'a str>) -> Option<TokenStream> {
    let names: Vec<_> = names.map(ident).collect();
    match (module, names.as_slice()) {
        (false, []) => None,
        (true, []) => Some(quote!(use #from;)),
        (false, [one]) => Some(quote!(use #from::#one;)),
        (false, _) => Some(quote!(use #from::{#(#names),*};)),
        (true, _) => Some(quote!(use #from::{self, #(#names),*};)),
    }
}
