//! `src/lib.rs` and the `mod.rs` files.
//!
//! Takes the plan, gives `mod` and `use` items. Must not name a module that no file was planned for.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use super::{api, structs, wire_models};
use crate::format::SourceFile;
use crate::plan::Plan;
use crate::plan::ir::Ident;

/// The version of the runtime's facade that the output is written for.
const FACADE: u32 = 1;

/// `src/lib.rs`.
pub(super) fn emit_root(plan: &Plan) -> SourceFile {
    let root = &plan.root;
    let mut out = SourceFile::new(root.docs.clone());
    if let Some(limit) = root.recursion_limit {
        let limit = limit.to_string();
        out.group(vec![quote!(#![recursion_limit = #limit])]);
    }
    let allow = plan.uses_deprecated.then(|| quote!(#[allow(deprecated)]));
    // What these lints ask for is the document's business: how large its alternatives are, how deep its maps, and that a member is
    // called `add`.
    let shape = quote!(#[allow(clippy::large_enum_variant, clippy::should_implement_trait, clippy::type_complexity)]);
    // A module may be called like the one that it is in.
    let twin = |name: &str| (root.within.as_deref() == Some(name)).then(|| quote!(#[allow(clippy::module_inception)]));
    let mut modules = Vec::new();
    if root.has_api {
        let twin = twin("api");
        modules.push(quote!(#[doc = " Operations: a trait for each tag."] #allow #shape #twin pub mod api;));
    }
    let client = twin("client");
    modules.push(quote!(
        #client
        mod client;
    ));
    if root.has_models {
        let twin = twin("models");
        modules.push(quote!(#[doc = " What is sent and received."] #allow #shape #twin pub mod models;));
    }
    if root.embedded {
        let twin = twin("runtime");
        modules.push(quote!(
            #twin
            mod runtime;
        ));
    }
    if root.has_api || root.has_models {
        let twin = twin("wire");
        modules.push(quote!(#allow #[allow(clippy::type_complexity)] #twin mod wire;));
    }
    out.group(modules);
    let facade = if root.embedded {
        quote!(
            use crate::runtime::generated as rt;
        )
    } else {
        quote!(
            use ::oasmith_runtime::generated as rt;
        )
    };
    let words = root.exports.iter().map(|word| ident(word));
    let mut uses = vec![facade];
    let traits: Vec<_> = root.traits.iter().map(|name| ident(name)).collect();
    if !traits.is_empty() {
        uses.push(quote!(pub use api::{#(#traits),*};));
    }
    uses.push(quote!(
        pub use client::{Client, ClientBuilder};
    ));
    uses.push(quote!(pub use rt::{#(#words),*};));
    if root.gated_handles {
        // The transports that features bring.
        uses.push(quote!(
            #[cfg(feature = "reqwest")]
            pub use rt::ReqwestTransport;
        ));
        uses.push(quote!(
            #[cfg(feature = "tower")]
            pub use rt::TowerTransport;
        ));
    }
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
    let types = plan.models.iter().map(|file| (&file.module, file.items.iter().flat_map(structs::declared).collect()));
    emit_module(types.collect(), None)
}

/// `src/api/mod.rs`.
pub(super) fn emit_apis(plan: &Plan) -> SourceFile {
    let types = plan.apis.iter().map(|file| (&file.module, api::declared(file).collect()));
    let handles = plan.apis.iter().map(|file| &file.api.handle.ident).collect();
    let gate = plan.root.gated_handles.then(|| quote!(#[cfg(feature = "dyn")]));
    emit_module(types.collect(), Some((handles, gate)))
}

/// `src/api/handles/mod.rs`.
pub(super) fn emit_handles(plan: &Plan) -> SourceFile {
    let types = plan.apis.iter().map(|file| (&file.module, vec![&file.api.handle.ident]));
    let mut out = emit_module(types.collect(), None);
    out.docs.push("Any implementation of a trait, behind a pointer.".to_owned());
    out
}

/// Modules and what they declare, in the order of their names.
fn emit_module(
    mut modules: Vec<(&Ident, Vec<&Ident>)>,
    handles: Option<(Vec<&Ident>, Option<TokenStream>)>,
) -> SourceFile {
    modules.sort();
    let mut out = SourceFile::default();
    let mut names: Vec<TokenStream> = modules.iter().map(|(module, _)| emit_mod(module)).collect();
    let mut uses: Vec<TokenStream> = modules.into_iter().map(|(module, types)| reexport(module, types)).collect();
    if let Some((handles, gate)) = handles {
        let (module, handles) = (emit_mod("handles"), reexport("handles", handles));
        names.push(quote!(#gate #module));
        uses.push(quote!(#gate #handles));
    }
    out.group(names);
    out.group(uses);
    out
}

fn emit_mod(module: &str) -> TokenStream {
    let module = ident(module);
    quote!(mod #module;)
}

fn reexport(module: &str, mut types: Vec<&Ident>) -> TokenStream {
    types.sort();
    let module = ident(module);
    let types: Vec<_> = types.into_iter().map(|name| ident(name)).collect();
    match types.as_slice() {
        [one] => quote!(pub use self::#module::#one;),
        _ => quote!(pub use self::#module::{#(#types),*};),
    }
}

/// `src/wire/mod.rs`.
pub(super) fn emit_wire(plan: &Plan) -> SourceFile {
    let mut out = SourceFile::new(vec!["JSON of the models, building of requests, decoding of responses.".to_owned()]);
    let models = plan.root.has_models.then(|| {
        quote!(
            mod models;
        )
    });
    let api = plan.root.has_api.then(|| {
        quote!(
            mod api;
        )
    });
    out.group(api.into_iter().chain(models).collect());
    out
}

/// `src/wire/models/mod.rs`.
pub(super) fn emit_wire_models(plan: &Plan) -> SourceFile {
    let files = plan.models.iter().filter(|file| !wire_models::is_empty(file));
    emit_modules(files.map(|file| &file.module).collect())
}

/// `src/wire/api/mod.rs`.
pub(super) fn emit_wire_apis(plan: &Plan) -> SourceFile {
    let mut out = emit_modules(plan.apis.iter().map(|file| &file.module).collect());
    out.docs.push("The traits over HTTP. What a method gives is a promise better than the trait's: a call is always `Send` and borrows".to_owned());
    out.docs.push("nothing, so it can be spawned.".to_owned());
    out
}

fn emit_modules(mut modules: Vec<&Ident>) -> SourceFile {
    modules.sort();
    let mut out = SourceFile::default();
    out.group(modules.into_iter().map(|module| emit_mod(module)).collect());
    out
}
