//! Counting what is in generated files.
//!
//! Takes sources, gives costs. Reads syntax only: what a macro of the runtime expands to is counted as its rows.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Fields, ImplItem, Item, ReturnType, Signature, TraitItem, Type};

use crate::emit::RUNTIME_FOLDER;
use crate::output::GeneratedFile;
use crate::report::Report;

use super::{Budget, Cost, SHARED};

/// Counts the sources of a crate, without the runtime, by what needs them.
#[must_use]
pub fn count(files: &[GeneratedFile], report: &Report) -> Budget {
    let owners: BTreeMap<&str, &str> =
        report.files.iter().filter_map(|file| Some((&*file.path, file.needed_by.as_deref()?))).collect();
    let mut generics: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut budget = Budget::default();
    for file in files {
        let path = file.path.strip_prefix("src/").unwrap_or(&file.path);
        if !path.ends_with(".rs") || path.starts_with("runtime/") || path.starts_with(RUNTIME_FOLDER) {
            continue;
        }
        let group = owners.get(&*file.path).copied().unwrap_or(SHARED);
        let mut counter = Counter { cost: Cost::default(), generics: generics.entry(group).or_default() };
        counter.cost.lines = number(file.text.lines().count());
        if let Ok(parsed) = syn::parse_file(&file.text) {
            counter.items(&parsed.items);
        }
        let cost = counter.cost;
        budget.groups.entry(group.to_owned()).or_default().add(cost);
    }
    for (group, found) in generics {
        if let Some(cost) = budget.groups.get_mut(group) {
            cost.generics = number(found.len());
        }
    }
    budget
}

struct Counter<'a> {
    cost: Cost,
    generics: &'a mut BTreeSet<String>,
}

impl Counter<'_> {
    /// Generated modules are files, so there is nothing to descend into.
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Struct(item) => {
                    self.cost.types += 1;
                    self.fields(&item.fields);
                }
                Item::Enum(item) => {
                    self.cost.types += 1;
                    item.variants.iter().for_each(|variant| self.fields(&variant.fields));
                }
                Item::Type(item) => {
                    self.cost.types += 1;
                    self.ty(&item.ty);
                }
                Item::Fn(item) => self.function(&item.sig),
                Item::Impl(item) => {
                    self.cost.impls += 1;
                    for item in &item.items {
                        if let ImplItem::Fn(function) = item {
                            self.function(&function.sig);
                        }
                    }
                }
                Item::Trait(item) => {
                    self.cost.types += 1;
                    for item in &item.items {
                        if let TraitItem::Fn(function) = item {
                            self.function(&function.sig);
                        }
                    }
                }
                Item::Macro(item) => self.cost.rows += 1 + rows(item.mac.tokens.clone(), false),
                _ => {}
            }
        }
    }

    fn function(&mut self, signature: &Signature) {
        self.cost.functions += 1;
        for input in &signature.inputs {
            if let syn::FnArg::Typed(input) = input {
                self.ty(&input.ty);
            }
        }
        if let ReturnType::Type(_, output) = &signature.output {
            self.ty(output);
        }
    }

    fn fields(&mut self, fields: &Fields) {
        fields.iter().for_each(|field| self.ty(&field.ty));
    }

    fn ty(&mut self, ty: &Type) {
        let text = ty.to_token_stream().to_string();
        if text.contains('<') {
            self.generics.insert(text);
        }
    }
}

/// The rows of a table: what ends in a comma within braces, or in a semicolon.
fn rows(tokens: TokenStream, in_braces: bool) -> u64 {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Punct(punct) => u64::from(punct.as_char() == ';' || (in_braces && punct.as_char() == ',')),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => rows(group.stream(), true),
            _ => 0,
        })
        .sum()
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
