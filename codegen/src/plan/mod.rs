//! From the API, its shapes and its names to the Rust-shaped representation: here all decisions end.
//!
//! Takes what `shape` and `names` made, gives a [`Plan`] that `emit` prints without a look at the document. Must not write tokens or
//! text of Rust, and must not make identifiers other than those that hang on names (`x_or_default`, `XBuilder`).

mod alternatives;
mod bodies;
mod chains;
mod client;
mod constructors;
pub mod docs;
mod example;
mod examples;
mod features;
mod forms;
mod gates;
mod idents;
pub mod ir;
mod limits;
mod manifest;
mod members;
mod models;
mod operations;
mod pagination;
mod parameters;
mod payload;
mod responses;
mod schemas;
mod select;
mod split;
#[cfg(test)]
mod tests;
mod ty;
mod unions;
mod values;
mod words;

pub use ir::{Outcome, Plan};
pub use select::{Selection, select};

use std::sync::{Mutex, PoisonError};

use crate::base::{Json, Lookup, NodeId, both};
use crate::diag::Diagnostics;
use crate::model::{Api, Shapes, Use};
use crate::names::{Names, PointerOf};
use crate::options::{Layout, Options};

use gates::Gates;
use limits::AllLimits;
use ty::Types;

/// What all parts of the stage read.
pub(crate) struct Context<'a> {
    api: &'a Api,
    shapes: &'a Shapes,
    names: &'a Names,
    options: &'a Options,
    selection: &'a Selection,
    pointer: PointerOf<'a>,
    types: Types<'a>,
    gates: Gates,
    limits: AllLimits,
    /// Descriptions that were read: the same ones come again, of the parameters of each operation for one.
    texts: Mutex<Lookup<Box<str>, ir::Docs>>,
}

impl Context<'_> {
    /// A description, if there is one.
    fn docs(&self, text: Option<&str>) -> ir::Docs {
        let Some(text) = text else { return ir::Docs::new() };
        let texts = || self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = texts().get(text) {
            return known.clone();
        }
        let docs = docs::markdown(text);
        texts().insert(text.into(), docs.clone());
        docs
    }

    /// The place of a node in the document, as the last line of an item's docs.
    fn place(&self, what: &str, node: NodeId) -> ir::Docs {
        vec![format!("{what}: {}", docs::code(&(self.pointer)(node)))]
    }
}

/// The Rust types of values in a place, for those who want to name them.
pub fn types<'a>(api: &'a Api, shapes: &'a Shapes, names: &'a Names) -> impl Fn(Use) -> ir::Ty + use<'a> {
    let types = Types::new(shapes, names, &api.foreign);
    move |place| types.of(place)
}

/// What is asked of the document itself.
pub struct Nodes<'a> {
    /// The JSON pointer of a node.
    pub pointer: PointerOf<'a>,
    /// The value of a node: of an example.
    pub value: &'a dyn Fn(NodeId) -> Json,
}

/// Plans the whole crate.
///
/// Operations that cannot be generated are left out with a finding, those that are not selected without; [`Plan::outcomes`] lists all
/// of them.
#[must_use]
pub fn plan(
    api: &Api,
    shapes: &Shapes,
    names: &Names,
    options: &Options,
    selection: &Selection,
    nodes: &Nodes<'_>,
    diags: &mut Diagnostics,
) -> Plan {
    let types = Types::new(shapes, names, &api.foreign);
    let gates = gates::plan_gates(api, shapes, names, selection);
    let limits = limits::plan_limits(api, shapes, names, &gates, options);
    let context = Context {
        api,
        shapes,
        names,
        options,
        selection,
        pointer: nodes.pointer,
        types,
        gates,
        limits,
        texts: Mutex::default(),
    };
    let (mut models, (mut apis, outcomes)) =
        both(|| models::plan_models(&context), || operations::plan_operations(&context, diags));
    unions::tell_undecided(&context, diags);
    let headers = operations::plan_shared_headers(&context, &apis);
    let client = client::plan_client(&context, diags);
    let mut package = manifest::plan_package(&context);
    package.features = features::plan_features(&context, &mut models, &mut apis, headers.as_ref());
    let split = split::plan_split(&context, &package, &mut models, &mut apis, headers.as_ref());
    examples::plan_examples(&context, &models, nodes.value, &mut apis);
    // Where a module is, is not known.
    if !matches!(options.layout, Layout::Module(_)) {
        examples::document_calls(&package, &mut apis);
    }
    let mut root = example::plan_root(&context, &package, &client, &apis, !models.is_empty());
    chains::plan_limit(&context, &mut root, diags);
    let shadowed_in_models =
        words::plan_shadowed(models.iter().flat_map(|file| file.items.iter().map(|item| &item.ident)));
    let shadowed_in_api =
        words::plan_shadowed(apis.iter().flat_map(words::declared).chain(words::declared_headers(headers.as_ref())));
    let uses_deprecated = words::uses_deprecated(&models, &apis, headers.as_ref());
    Plan {
        package,
        root,
        client,
        models,
        apis,
        headers,
        split,
        shadowed_in_models,
        shadowed_in_api,
        uses_deprecated,
        outcomes,
    }
}
