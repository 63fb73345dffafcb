//! Cargo features of a large crate: one for each tag, which brings the trait of the tag and all types that it needs.
//!
//! Takes planned files, says which features each of them is compiled for. A file is there whenever another one that names a type of
//! it is: what one file needs is looked for file by file, not type by type.

use std::collections::BTreeMap;

use super::Context;
use super::gates::add_roots;
use super::ir::{ApiFile, Feature, HeaderFile, Ident, ModelFile};
use crate::analyze::part_graph;
use crate::base::Graph;
use crate::model::ShapeId;
use crate::names::bare;
use crate::options::Layout;

/// From so many operations on, a crate has features for its tags unless the options say something else.
const MANY: usize = 100;

/// A file that so many tags need is always compiled.
const MAX_TAGS: usize = 8;

/// The feature for types that no operation needs.
const OTHER_TYPES: &str = "other-types";

/// Gives files their features, and lists all of them; none when the crate has no features for tags.
pub(super) fn plan_features(
    context: &Context<'_>,
    models: &mut [ModelFile],
    apis: &mut [ApiFile],
    headers: Option<&HeaderFile>,
) -> Vec<Feature> {
    let operations: usize = apis.iter().map(|file| file.api.methods.len()).sum();
    let wanted = context.options.package.tag_features.unwrap_or(operations >= MANY);
    if !wanted || apis.len() < 2 || context.options.layout != Layout::Crate {
        return Vec::new();
    }
    let (graph, modules) = files_as_graph(context);
    let mut features: Vec<Feature> = Vec::new();
    let mut items: BTreeMap<&Ident, usize> = BTreeMap::new();
    for file in &*models {
        *items.entry(&file.module).or_default() += file.items.len();
    }
    // The first features that need a file, by their index: of more than that, none is written down. There are as many pairs of features
    // and files as there are features times files, so that nothing is looked up for one.
    let mut needed: Vec<Needed<'_>> =
        modules.iter().filter_map(|(module, shapes)| Needed::new(module, shapes, &items)).collect();
    // Gives how many types a feature needs.
    let mut reach = |feature: usize, roots: Vec<usize>| {
        let reached = graph.reachable(roots);
        let mut types = 0;
        for file in needed.iter_mut().filter(|file| reached.get(file.shape) == Some(&true)) {
            types += file.types;
            if file.features.len() <= MAX_TAGS {
                file.features.push(feature);
            }
        }
        types
    };
    for file in &mut *apis {
        let name: Box<str> = format!("api-{}", bare(&file.module)).into();
        let mut roots = Vec::new();
        for tag in &file.gate {
            let operations = context.names.traits.get(*tag).map(|tag| tag.operations.as_slice()).unwrap_or_default();
            for operation in operations.iter().filter(|operation| context.selection.has(**operation)) {
                add_roots(context.api, context.shapes, *operation, &mut roots);
            }
        }
        let types = reach(features.len(), roots);
        features.push(Feature { name: name.clone(), operations: file.api.methods.len(), types });
        file.feature = Some(name);
    }
    let unused = context.names.types.iter().map(|(id, _)| id);
    let unused = unused.filter(|id| context.gates.is_kept(*id) && !context.gates.is_needed(*id));
    let types = reach(features.len(), unused.map(ShapeId::index).collect());
    features.push(Feature { name: OTHER_TYPES.into(), operations: 0, types });
    // What headers of several tags hold is there for all of them.
    let shared = graph.reachable(roots_of_headers(context, headers));
    let gated =
        needed.into_iter().filter(|file| shared.get(file.shape) != Some(&true) && file.features.len() <= MAX_TAGS);
    let mut gated: BTreeMap<Ident, Vec<usize>> = gated.map(|file| (file.module.clone(), file.features)).collect();
    for file in models {
        let tags = gated.remove(&file.module).unwrap_or_default();
        file.features = tags.iter().filter_map(|tag| Some(features.get(*tag)?.name.clone())).collect();
    }
    features.retain(|feature| feature.operations + feature.types > 0);
    features
}

/// Which features a file of types is compiled for.
struct Needed<'a> {
    module: &'a Ident,
    /// One of its shapes: who reaches one reaches all.
    shape: usize,
    /// How many types it declares.
    types: usize,
    /// At most one more than [`MAX_TAGS`].
    features: Vec<usize>,
}

impl<'a> Needed<'a> {
    fn new(module: &'a Ident, shapes: &[ShapeId], items: &BTreeMap<&Ident, usize>) -> Option<Self> {
        let types = items.get(module).copied().unwrap_or_default();
        Some(Self { module, shape: shapes.first()?.index(), types, features: Vec::new() })
    }
}

/// Shapes with edges to what they mention, and to the other ones of their file; and the shapes of each file.
fn files_as_graph<'a>(context: &Context<'a>) -> (Graph, BTreeMap<&'a Ident, Vec<ShapeId>>) {
    let mut graph = part_graph(context.shapes);
    let mut modules: BTreeMap<&Ident, Vec<ShapeId>> = BTreeMap::new();
    for (id, name) in context.names.types.iter().filter(|(id, _)| context.gates.is_kept(*id)) {
        modules.entry(&name.module).or_default().push(id);
    }
    for shapes in modules.values() {
        for (one, next) in shapes.iter().zip(shapes.iter().cycle().skip(1)) {
            graph.add_edge(one.index(), next.index());
        }
    }
    (graph, modules)
}

fn roots_of_headers(context: &Context<'_>, file: Option<&HeaderFile>) -> Vec<usize> {
    let named = context.names.header_sets.iter();
    let here =
        named.filter(|(_, name)| file.is_some_and(|file| file.headers.iter().any(|item| item.ident == name.ident)));
    let sets = here.filter_map(|(id, _)| context.shapes.header_sets.get(id));
    sets.flat_map(|set| set.headers.iter().map(|header| header.value.shape.index())).collect()
}
