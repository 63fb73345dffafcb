//! `src/lib.rs` and the `mod.rs` files.
//!
//! Takes the plan, gives `mod` and `use` items. Must not name a module that no file was planned for.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::krate::Krate;
use super::tokens::ident;
use super::{members, structs};
use crate::format::SourceFile;
use crate::plan::ir::{Ident, Split};

/// The version of the runtime's facade that the output is written for.
const FACADE: u32 = 1;

/// `src/lib.rs`.
pub(super) fn emit_root(krate: &Krate<'_>) -> SourceFile {
    let plan = krate.plan;
    let mut out = SourceFile::new(krate.member.map_or_else(|| plan.root.docs.clone(), |_| members::docs(plan)));
    if let Some(limit) = plan.root.recursion_limit {
        let limit = limit.to_string();
        out.group(vec![quote!(#![recursion_limit = #limit])]);
    }
    out.group(emit_root_modules(krate));
    let facade = if plan.root.embedded {
        quote!(
            use crate::runtime::generated as rt;
        )
    } else {
        quote!(
            use ::oasmith_runtime::generated as rt;
        )
    };
    out.group(match krate.member {
        None => std::iter::once(facade).chain(emit_exports(krate)).collect(),
        Some(member) => members::emit_root_uses(krate, member, &facade),
    });
    let version = proc_macro2::Literal::u32_unsuffixed(FACADE);
    out.item(quote! {
        const _: () = assert!(
            rt::VERSION == #version,
            "this crate was generated for another version of oasmith-runtime: generate it again, or use that version"
        );
    });
    out
}

/// The modules of the root.
fn emit_root_modules(krate: &Krate<'_>) -> Vec<TokenStream> {
    let root = &krate.plan.root;
    let allow = krate.plan.uses_deprecated.then(|| quote!(#[allow(deprecated)]));
    // What these lints ask for is the document's business: how large its alternatives are, how deep its maps, and that a member is
    // called `add`.
    let shape = quote!(#[allow(clippy::large_enum_variant, clippy::should_implement_trait, clippy::type_complexity)]);
    // A module may be called like the one that it is in.
    let twin = |name: &str| (root.within.as_deref() == Some(name)).then(|| quote!(#[allow(clippy::module_inception)]));
    let mut modules = Vec::new();
    if krate.has_api() {
        let twin = twin("api");
        modules.push(quote!(#[doc = " Operations: a trait for each tag."] #allow #shape #twin pub mod api;));
    }
    if krate.has_client() {
        let (twin, public) = (twin("client"), krate.member.map(|_| quote!(pub)));
        modules.push(quote!(#twin #public mod client;));
    }
    if krate.has_models() {
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
    if krate.has_wire() {
        let twin = twin("wire");
        modules.push(quote!(#allow #[allow(clippy::type_complexity)] #twin mod wire;));
    }
    modules
}

/// What users find at the root.
fn emit_exports(krate: &Krate<'_>) -> Vec<TokenStream> {
    let plan = krate.plan;
    let words = plan.root.exports.iter().map(|word| ident(word));
    let mut uses = Vec::new();
    let (gated, always): (Vec<_>, Vec<_>) = plan.apis.iter().partition(|file| file.feature.is_some());
    let traits: Vec<_> = always.iter().map(|file| ident(&file.api.ident)).collect();
    if !traits.is_empty() {
        uses.push(quote!(pub use api::{#(#traits),*};));
    }
    uses.extend(gated.iter().map(|file| {
        let (cfg, name) = (cfg(file.feature.as_slice(), None), ident(&file.api.ident));
        quote!(#cfg pub use api::#name;)
    }));
    uses.push(match plan.split.as_ref().and_then(Split::core) {
        None => quote!(
            pub use client::{Client, ClientBuilder};
        ),
        Some(core) => {
            let core = ident(&core.krate());
            quote!(#[doc(inline)] pub use ::#core::client::{Client, ClientBuilder};)
        }
    });
    uses.push(quote!(pub use rt::{#(#words),*};));
    if plan.root.gated_handles {
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
    uses
}

/// A module with what is re-exported from it.
pub(super) struct Module<'p> {
    pub(super) name: &'p str,
    pub(super) types: Vec<&'p Ident>,
    /// It is compiled for any of these features.
    pub(super) features: &'p [Box<str>],
}

/// `src/models/mod.rs`.
pub(super) fn emit_models(krate: &Krate<'_>) -> SourceFile {
    let modules = krate.models.iter().map(|file| Module {
        name: &file.module,
        types: file.items.iter().flat_map(structs::declared).collect(),
        features: &file.features,
    });
    let mut out = emit_modules(modules.collect(), None);
    out.group(members::emit_models_of_others(krate));
    out
}

/// `src/api/mod.rs`.
pub(super) fn emit_apis(krate: &Krate<'_>) -> SourceFile {
    let traits = krate.apis.iter().map(|file| Module {
        name: &file.module,
        types: file.types().collect(),
        features: file.feature.as_slice(),
    });
    let mut out = emit_modules(traits.chain(headers(krate, true)).collect(), None);
    if !krate.apis.is_empty() {
        emit_handle_module(krate, &mut out);
    }
    out.group(members::emit_apis_of_others(krate));
    out
}

/// The module of handles, and what is re-exported from it.
fn emit_handle_module(krate: &Krate<'_>, out: &mut SourceFile) {
    let gate = krate.plan.root.gated_handles.then_some("dyn");
    let handles = cfg(&[], gate);
    let module = emit_mod("handles");
    let mut uses = Vec::new();
    let always = krate.apis.iter().filter(|file| file.feature.is_none()).map(|file| &file.api.handle.ident).collect();
    uses.extend(reexported("handles", always).map(|tree| quote!(#handles pub use self::#tree;)));
    for file in krate.apis.iter().filter(|file| file.feature.is_some()) {
        let cfg = cfg(file.feature.as_slice(), gate);
        uses.extend(reexported("handles", vec![&file.api.handle.ident]).map(|tree| quote!(#cfg pub use self::#tree;)));
    }
    if let [modules, reexports] = out.groups.as_mut_slice() {
        modules.push(quote!(#handles #module).into());
        reexports.extend(uses.into_iter().map(Into::into));
    }
}

/// The module of headers that several tags have.
fn headers<'p>(krate: &Krate<'p>, reexported: bool) -> Option<Module<'p>> {
    let file = krate.headers?;
    let types = file.headers.iter().filter(|_| reexported).map(|item| &item.ident).collect();
    Some(Module { name: &file.module, types, features: &[] })
}

/// `src/api/handles/mod.rs`.
pub(super) fn emit_handles(krate: &Krate<'_>) -> SourceFile {
    let modules = krate.apis.iter().map(|file| Module {
        name: &file.module,
        types: vec![&file.api.handle.ident],
        features: file.feature.as_slice(),
    });
    emit_modules(modules.collect(), Some("Any implementation of a trait, behind a pointer."))
}

/// Modules and what they declare, in the order of their names.
pub(super) fn emit_modules(mut modules: Vec<Module<'_>>, docs: Option<&str>) -> SourceFile {
    modules.sort_by_key(|module| module.name);
    let mut out = SourceFile::new(docs.map(str::to_owned).into_iter().collect());
    let names = modules.iter().map(|module| {
        let (cfg, name) = (cfg(module.features, None), emit_mod(module.name));
        quote!(#cfg #name)
    });
    out.group(names.collect());
    // What is compiled for the same features is re-exported at once: a crate with features has thousands of types.
    let mut gated = BTreeMap::<_, Vec<_>>::new();
    let mut uses = Vec::new();
    for module in modules {
        let Some(tree) = reexported(module.name, module.types) else { continue };
        if module.features.is_empty() {
            uses.push(quote!(pub use self::#tree;));
        } else {
            gated.entry(module.features).or_default().push(tree);
        }
    }
    uses.extend(gated.into_iter().map(|(features, trees)| {
        let cfg = cfg(features, None);
        match trees.as_slice() {
            [one] => quote!(#cfg pub use self::#one;),
            _ => quote!(#cfg pub use self::{#(#trees),*};),
        }
    }));
    out.group(uses);
    out
}

fn emit_mod(module: &str) -> TokenStream {
    let module = ident(module);
    quote!(mod #module;)
}

/// What a module declares, if that is anything, as it stands in a `use`.
fn reexported(module: &str, mut types: Vec<&Ident>) -> Option<TokenStream> {
    types.sort();
    let module = ident(module);
    let types: Vec<_> = types.into_iter().map(|name| ident(name)).collect();
    match types.as_slice() {
        [] => None,
        [one] => Some(quote!(#module::#one)),
        _ => Some(quote!(#module::{#(#types),*})),
    }
}

/// `#[cfg(..)]` for any of some features, and for another one.
pub(super) fn cfg(any: &[Box<str>], and: Option<&str>) -> Option<TokenStream> {
    let features = any.iter().map(|feature| quote!(feature = #feature));
    let any = match any {
        [] => None,
        [_] => Some(quote!(#(#features)*)),
        _ => Some(quote!(any(#(#features),*))),
    };
    match (any, and) {
        (None, None) => None,
        (Some(any), None) => Some(quote!(#[cfg(#any)])),
        (None, Some(and)) => Some(quote!(#[cfg(feature = #and)])),
        (Some(any), Some(and)) => Some(quote!(#[cfg(all(feature = #and, #any))])),
    }
}

/// `src/wire/mod.rs`.
pub(super) fn emit_wire(krate: &Krate<'_>) -> SourceFile {
    let mut out = SourceFile::new(vec!["JSON of the models, building of requests, decoding of responses.".to_owned()]);
    let models = krate.has_own_models().then(|| {
        quote!(
            mod models;
        )
    });
    let api = krate.has_own_api().then(|| {
        quote!(
            mod api;
        )
    });
    out.group(api.into_iter().chain(models).collect());
    out
}

/// `src/wire/api/mod.rs`.
pub(super) fn emit_wire_apis(krate: &Krate<'_>) -> SourceFile {
    let traits = krate.apis.iter().map(|file| Module {
        name: &file.module,
        types: Vec::new(),
        features: file.feature.as_slice(),
    });
    let mut out = emit_modules(traits.chain(headers(krate, false)).collect(), None);
    out.docs.push("The traits over HTTP. What a method gives is a promise better than the trait's: a call is always `Send` and borrows".to_owned());
    out.docs.push("nothing, so it can be spawned.".to_owned());
    out
}
