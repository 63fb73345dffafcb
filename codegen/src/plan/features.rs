//! Cargo features of a large crate: one for each tag, which brings the trait of the tag and all types that it needs.
//!
//! Takes planned files, says which features each of them is compiled for. A file is there whenever another one that names a type of
//! it is: what one file needs is looked for file by file, not type by type.

use std::collections::BTreeMap;

use super::Context;
use super::gates::add_roots;
use super::ir::{ApiFile, Feature, HeaderFile, Ident, ModelFile};
use crate::analyze::part_graph;
use crate::base::{Graph, Marks};
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
    let mut marked: Vec<(usize, usize)> = Vec::new();
    for file in &mut *apis {
        let mut roots = Vec::new();
        for tag in file.gate.iter() {
            let operations = context.names.traits.get(*tag).map(|tag| tag.operations.as_slice()).unwrap_or_default();
            for operation in operations.iter().filter(|operation| context.selection.has(**operation)) {
                add_roots(context.api, context.shapes, *operation, &mut roots);
            }
        }
        marked.extend(roots.into_iter().map(|shape| (shape, features.len())));
        let name: Box<str> = format!("api-{}", bare(&file.module)).into();
        features.push(Feature { name: name.clone(), operations: file.api.methods.len(), types: 0 });
        file.feature = Some(name);
    }
    let unused = context.names.types.iter().map(|(id, _)| id);
    let unused = unused.filter(|id| context.gates.is_kept(*id) && !context.gates.is_needed(*id));
    marked.extend(unused.map(|shape| (shape.index(), features.len())));
    features.push(Feature { name: OTHER_TYPES.into(), operations: 0, types: 0 });
    let needed = graph.marks(marked);
    count_types(&mut features, models, &needed, &modules);
    // What headers of several tags hold is there for all of them.
    let shared = graph.reachable(roots_of_headers(context, headers));
    for file in models {
        // Who reaches one of its shapes reaches all.
        let Some(shape) = modules.get(&file.module) else { continue };
        let by = needed.of(*shape);
        if shared.get(*shape) != Some(&true) && by.len() <= MAX_TAGS {
            file.features = by.iter().filter_map(|feature| Some(features.get(*feature)?.name.clone())).collect();
        }
    }
    features.retain(|feature| feature.operations + feature.types > 0);
    features
}

/// How many types each feature needs: counted for each set of features first, of which there are far fewer than files.
fn count_types(features: &mut [Feature], models: &[ModelFile], needed: &Marks, modules: &BTreeMap<Ident, usize>) {
    let mut types = vec![0; needed.sets().len()];
    for file in models {
        let set = modules.get(&file.module).and_then(|shape| needed.set_of(*shape));
        if let Some(types) = set.and_then(|set| types.get_mut(set)) {
            *types += file.items.len();
        }
    }
    for (set, types) in needed.sets().iter().zip(types) {
        for feature in set.iter() {
            if let Some(feature) = features.get_mut(*feature) {
                feature.types += types;
            }
        }
    }
}

/// Shapes with edges to what they mention, and to the other ones of their file; and a shape of each file.
fn files_as_graph(context: &Context<'_>) -> (Graph, BTreeMap<Ident, usize>) {
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
    let firsts = modules.iter().filter_map(|(module, shapes)| Some(((*module).clone(), shapes.first()?.index())));
    let firsts = firsts.collect();
    (graph, firsts)
}

fn roots_of_headers(context: &Context<'_>, file: Option<&HeaderFile>) -> Vec<usize> {
    let named = context.names.header_sets.iter();
    let here =
        named.filter(|(_, name)| file.is_some_and(|file| file.headers.iter().any(|item| item.ident == name.ident)));
    let sets = here.filter_map(|(id, _)| context.shapes.header_sets.get(id));
    sets.flat_map(|set| set.headers.iter().map(|header| header.value.shape.index())).collect()
}
