//! The examples of a document, each with the Rust type of what it is an example of.
//!
//! Takes a source, gives places in its tree and types. Found by a walk over the document, not by what was made of it, so that nothing
//! that was left out goes missing here. Must not judge whether an example is valid.

use crate::analyze::{MediaClass, media_class};
use crate::base::{Lookup, NodeId};
use crate::diag::Diagnostics;
use crate::model::{Direction, SchemaId};
use crate::names::{self, Lock};
use crate::options::Options;
use crate::plan::ir::{Ident, Ty};
use crate::source::{ObjectKind, Source, Tree, refs, walk};
use crate::{lower, plan, resolve, shape};

/// An example.
#[derive(Clone, Debug)]
pub struct Example {
    /// The value.
    pub value: NodeId,
    /// The schema that it is an example of, as written; it may be a reference.
    pub schema: NodeId,
    /// The type that the value has in the generated crate; where it is received, should that differ from where it is sent. None where
    /// the schema is no type: an ingredient of others, part of what was left out.
    pub ty: Option<Ty>,
}

/// A document with its examples.
#[derive(Debug)]
#[non_exhaustive]
pub struct Examples {
    /// The document.
    pub tree: Tree,
    /// The examples, in the document's order.
    pub examples: Vec<Example>,
}

/// Finds `example` and `examples` of schemas, and of media types of JSON, parameters and headers with a schema (OpenAPI 3.0.3, sections
/// "Schema Object", "Media Type Object" and "Parameter Object"). An example that is `null` stands for none.
///
/// A document that cannot be used has none.
#[must_use]
pub fn examples(source: Source, options: &Options) -> Examples {
    let Source { tree, diagnostics } = source;
    if diagnostics.has_fatal() {
        return Examples { tree, examples: Vec::new() };
    }
    let mut found = find(&tree);
    add_types(&tree, options, &mut found);
    Examples { tree, examples: found }
}

fn find(tree: &Tree) -> Vec<Example> {
    let mut found = Vec::new();
    for (node, kind) in walk(tree) {
        let schema = match kind {
            ObjectKind::Schema => Some(node),
            // Examples of other media types are texts.
            ObjectKind::MediaType if !tree.key(node).is_some_and(is_json) => None,
            ObjectKind::MediaType | ObjectKind::Parameter | ObjectKind::Header => tree.get(node, "schema"),
            _ => None,
        };
        let Some(schema) = schema else { continue };
        let one = tree.get(node, "example").into_iter();
        let several: Vec<NodeId> = match (kind, tree.get(node, "examples")) {
            (_, None) => Vec::new(),
            (ObjectKind::Schema, Some(list)) => tree.items(list).to_vec(),
            (_, Some(map)) => tree.entries(map).filter_map(|(_, entry)| value_of(tree, entry)).collect(),
        };
        let values = one.chain(several).filter(|value| !tree.is_null(*value));
        found.extend(values.map(|value| Example { value, schema, ty: None }));
    }
    found
}

fn is_json(media_type: &str) -> bool {
    matches!(media_class(media_type), MediaClass::Json | MediaClass::JsonSuffix)
}

/// The value of an Example Object (3.2: `dataValue`).
fn value_of(tree: &Tree, entry: NodeId) -> Option<NodeId> {
    let entry = refs::follow(tree, entry).ok()?;
    tree.get(entry, "value").or_else(|| tree.get(entry, "dataValue"))
}

/// Gives each example the type of its schema.
fn add_types(tree: &Tree, options: &Options, found: &mut [Example]) {
    let mut diagnostics = Diagnostics::default();
    let pointer = |node: NodeId| tree.pointer(node);
    let mut api = lower::lower(tree, options, &mut diagnostics);
    let mut ids: Lookup<NodeId, SchemaId> = Lookup::new();
    for (id, schema) in api.schemas.iter() {
        ids.get_or_insert_with(schema.origin, || id);
    }
    let _provenance = resolve::resolve(&mut api, &mut diagnostics);
    let shapes = shape::shape(&api);
    let names = names::name(&api, &shapes, &Lock::default(), &pointer, &mut diagnostics);
    let selection = plan::select(&mut api, options, &mut diagnostics);
    let nodes = plan::Nodes { pointer: &pointer, value: &|node| tree.json(node) };
    let plan = plan::plan(&api, &shapes, &names, options, &selection, &nodes, &mut diagnostics);
    let mut models: Lookup<&Ident, ()> = Lookup::new();
    for item in plan.models.iter().flat_map(|file| &file.items) {
        models.insert(&item.ident, ());
    }
    let types = plan::types(&api, &shapes, &names);
    for example in found {
        let Some(id) = ids.get(&example.schema) else { continue };
        let (first, second) = if is_sent(tree, example.value) {
            (Direction::Request, Direction::Response)
        } else {
            (Direction::Response, Direction::Request)
        };
        let place = shapes.of(*id, first).or_else(|| shapes.of(*id, second));
        example.ty = place.map(&types).filter(|ty| exists(ty, &models));
    }
}

/// Whether a place is within what a client sends.
fn is_sent(tree: &Tree, node: NodeId) -> bool {
    let keys = ["requestBody", "requestBodies", "parameters"];
    tree.path(node).iter().any(|node| tree.key(*node).is_some_and(|key| keys.contains(&key)))
}

/// Whether the crate has all that a type names.
fn exists(ty: &Ty, models: &Lookup<&Ident, ()>) -> bool {
    match ty {
        Ty::Model(ident) => models.contains(ident),
        Ty::Option(inner)
        | Ty::Maybe(inner)
        | Ty::Boxed(inner)
        | Ty::List(inner)
        | Ty::Map(inner)
        | Ty::OrAny(inner) => exists(inner, models),
        Ty::Leading(items, rest) => items.iter().chain([&**rest]).all(|item| exists(item, models)),
        Ty::Tuple(items) => items.iter().all(|item| exists(item, models)),
        _ => true,
    }
}
