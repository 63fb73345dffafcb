//! Which shapes a document sends.
//!
//! Takes shapes and operations, gives the shapes that an operation reaches by what it sends. Must not decide what that means for a type.

use super::form_of;
use crate::base::Graph;
use crate::model::{Api, Direction, Operation, SchemaId, Shapes};

/// Which shapes hold which: an edge from each to its parts, by index.
pub(crate) fn part_graph(shapes: &Shapes) -> Graph {
    let mut graph = Graph::new(shapes.arena.len());
    for (id, shape) in shapes.arena.iter() {
        for part in shape.kind.parts() {
            graph.add_edge(id.index(), part.shape.index());
        }
    }
    graph
}

/// Whether an operation sends a shape, for each by index; in a document without operations, whether anybody may. `parts` is
/// their [`part_graph`].
pub(crate) fn sent(api: &Api, shapes: &Shapes, parts: &Graph) -> Vec<bool> {
    if api.operations.is_empty() {
        return shapes.arena.values().map(|shape| shape.usage.request).collect();
    }
    let mut roots = Vec::new();
    for operation in api.operations.values() {
        let parameters = operation.parameters.iter().filter_map(|parameter| parameter.value.schema());
        let bodies = sent_schemas(api, operation);
        let sent = parameters.chain(bodies).filter_map(|schema| shapes.of(schema, Direction::Request));
        roots.extend(sent.map(|place| place.shape.index()));
    }
    parts.reachable(roots)
}

/// The schemas of a request body: those of its parts, where they travel on their own.
pub(crate) fn sent_schemas(api: &Api, operation: &Operation) -> impl Iterator<Item = SchemaId> {
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    contents.flat_map(|content| match form_of(api, content) {
        Some(form) => form.parts.iter().map(|part| part.schema).collect(),
        None => content.schema.into_iter().chain(content.item_schema).collect::<Vec<_>>(),
    })
}
