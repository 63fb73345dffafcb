//! `src/lib.rs` and the `mod.rs` files.
//!
//! Takes the plan, gives `mod` and `use` items. Must not name a module that no file was planned for.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use super::{api, structs, wire_models};
use crate::format::SourceFile;
use crate::plan::Plan;

/// The version of the runtime's facade that the output is written for.
const FACADE: u32 = 1;

/// `src/lib.rs`.
pub(super) fn emit_root(plan: &Plan) -> SourceFile {
    let root = &plan.root;
    let mut out = SourceFile::new(root.docs.clone());
    let allow = plan.uses_deprecated.then(|| quote!(#[allow(deprecated)]));
    let mut modules = Vec::new();
    if root.has_api {
        modules.push(quote!(#[doc = " Operations: a trait for each tag."] #allow pub mod api;));
    }
    modules.push(quote!(mod client;));
    if root.has_models {
        modules.push(quote!(#[doc = " What is sent and received."] #allow pub mod models;));
    }
    if root.embedded {
        modules.push(quote!(mod runtime;));
    }
    if root.has_api || root.has_models {
        modules.push(quote!(#allow mod wire;));
    }
    out.group(modules);
    let (facade, exports) = if root.embedded {
        (quote!(use crate::runtime::generated as rt;), quote!(crate::runtime))
    } else {
        (quote!(use ::oasmith_runtime::generated as rt;), quote!(::oasmith_runtime))
    };
    let _ = exports;
    let words = root.exports.iter().map(|word| ident(word));
    let mut uses = vec![facade];
    let traits: Vec<_> = root.traits.iter().map(|name| ident(name)).collect();
    if !traits.is_empty() {
        uses.push(quote!(pub use api::{#(#traits),*};));
    }
    uses.push(quote!(pub use client::{Client, ClientBuilder};));
    uses.push(quote!(pub use rt::{#(#words),*};));
    out.group(uses);
    let version = proc_macro2::Literal::u32_unsuffixed(FACADE);
    out.item(quote! {
        const _: () = assert!(
            rt::VERSION == #version,
            "this crate was generated for another version of oasmith-runtime: generate it again, or use that version"
        );
    });
    out
}

/// `src/models/mod.rs`.
pub(super) fn emit_models(plan: &Plan) -> SourceFile {
    let mut out = SourceFile::default();
    let modules = plan.models.iter().map(|file| {
        let name = ident(&file.module);
        quote!(mod #name;)
    });
    let uses = plan.models.iter().map(|file| {
        let types: Vec<_> = file.items.iter().flat_map(structs::declared).map(|name| ident(name)).collect();
        reexport(&file.module, &types)
    });
    out.group(modules.collect());
    out.group(uses.collect());
    out
}

fn reexport(module: &str, types: &[proc_macro2::Ident]) -> TokenStream {
    let module = ident(module);
    match types {
        [one] => quote!(pub use self::#module::#one;),
        _ => quote!(pub use self::#module::{#(#types),*};),
    }
}

/// `src/api/mod.rs`.
pub(super) fn emit_apis(plan: &Plan) -> SourceFile {
    let mut out = SourceFile::default();
    let mut modules: Vec<_> = plan.apis.iter().map(|file| {
        let name = ident(&file.module);
        quote!(mod #name;)
    }).collect();
    modules.push(quote!(mod handles;));
    let mut uses: Vec<_> = plan.apis.iter().map(|file| {
        let types: Vec<_> = api::declared(file).map(|name| ident(name)).collect();
        reexport(&file.module, &types)
    }).collect();
    let handles: Vec<_> = plan.apis.iter().map(|file| ident(&file.api.handle.ident)).collect();
    uses.push(quote!(pub use self::handles::{#(#handles),*};));
    out.group(modules);
    out.group(uses);
    out
}

/// `src/api/handles/mod.rs`.
pub(super) fn emit_handles(plan: &Plan) -> SourceFile {
    let mut out = SourceFile::new(vec!["Any implementation of a trait, behind a pointer.".to_owned()]);
    out.group(plan.apis.iter().map(|file| {
        let name = ident(&file.module);
        quote!(mod #name;)
    }).collect());
    out.group(plan.apis.iter().map(|file| reexport(&file.module, &[ident(&file.api.handle.ident)])).collect());
    let types: Vec<_> = plan.apis.iter().flat_map(api::declared).map(|name| ident(name)).collect();
    let _ = types;
    out.group(vec![quote!(use super::*;)]);
    out
}

/// `src/wire/mod.rs`.
pub(super) fn emit_wire(plan: &Plan) -> SourceFile {
    let mut out = SourceFile::new(vec!["JSON of the models, building of requests, decoding of responses.".to_owned()]);
    let models = plan.root.has_models.then(|| quote!(mod models;));
    let api = plan.root.has_api.then(|| quote!(mod api;));
    out.group(api.into_iter().chain(models).collect());
    out
}

/// `src/wire/models/mod.rs`.
pub(super) fn emit_wire_models(plan: &Plan) -> SourceFile {
    let mut out = SourceFile::default();
    let modules = plan.models.iter().filter(|file| !wire_models::is_empty(file)).map(|file| {
        let name = ident(&file.module);
        quote!(mod #name;)
    });
    out.group(modules.collect());
    out
}

/// `src/wire/api/mod.rs`.
pub(super) fn emit_wire_apis(plan: &Plan) -> SourceFile {
    let mut out = SourceFile::default();
    out.group(plan.apis.iter().map(|file| {
        let name = ident(&file.module);
        quote!(mod #name;)
    }).collect());
    out
}
