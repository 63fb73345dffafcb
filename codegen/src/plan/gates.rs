//! Which tags need which types: the closure over everything that an operation mentions.
//!
//! Takes shapes and traits, gives a [`Gate`] per shape. Must not decide what a gate is printed as.

use super::ir::Gate;
use super::select::Selection;
use crate::analyze::{part_graph, sent, sent_schemas};
use crate::base::{Graph, Marks};
use crate::model::{Api, Direction, OperationId, SchemaId, ShapeId, Shapes};
use crate::names::Names;

/// The tags that need a shape.
pub(crate) struct Gates {
    of: Marks,
    sent: Vec<bool>,
    /// What is generated; nothing: all of it.
    kept: Option<Vec<bool>>,
}

impl Gates {
    pub(super) fn of(&self, shape: ShapeId) -> Gate {
        self.of.of(shape.index())
    }

    /// Whether an operation that is generated needs it.
    pub(super) fn is_needed(&self, shape: ShapeId) -> bool {
        !self.of(shape).is_empty()
    }

    /// Whether it is generated: by default everything is, otherwise what the selection reaches.
    pub(super) fn is_kept(&self, shape: ShapeId) -> bool {
        self.kept.as_ref().is_none_or(|kept| kept.get(shape.index()) == Some(&true))
    }

    /// Whether an operation sends it; in a document without operations, whether anybody may.
    pub(super) fn is_sent(&self, shape: ShapeId) -> bool {
        self.sent.get(shape.index()) == Some(&true)
    }
}

/// Walks from the operations of each trait to every shape that they reach.
pub(super) fn plan_gates(api: &Api, shapes: &Shapes, names: &Names, selection: &Selection) -> Gates {
    let graph = part_graph(shapes);
    let mut marked = Vec::new();
    for (index, client) in names.traits.iter().enumerate() {
        let mut roots = Vec::new();
        for operation in client.operations.iter().filter(|operation| selection.has(**operation)) {
            add_roots(api, shapes, *operation, &mut roots);
        }
        marked.extend(roots.into_iter().map(|shape| (shape, index)));
    }
    let of = graph.marks(marked);
    let kept = (!selection.is_everything()).then(|| find_kept(api, shapes, &graph, selection));
    Gates { of, sent: sent(api, shapes, &graph), kept }
}

/// What is reached from a selected operation; from a component that no operation at all reaches, unless only what is included is
/// wanted; and from a component that is included by name.
fn find_kept(api: &Api, shapes: &Shapes, graph: &Graph, selection: &Selection) -> Vec<bool> {
    let (mut all, mut kept) = (Vec::new(), Vec::new());
    for operation in api.operations.ids() {
        add_roots(api, shapes, operation, &mut all);
        if selection.has(operation) {
            add_roots(api, shapes, operation, &mut kept);
        }
    }
    let in_use = graph.reachable(all);
    let both =
        |schema| [Direction::Request, Direction::Response].into_iter().filter_map(move |to| shapes.of(schema, to));
    for (name, schema) in &api.components {
        for place in both(*schema).filter(|_| selection.keeps_schema(name)) {
            if selection.is_narrow() || in_use.get(place.shape.index()) != Some(&true) {
                kept.push(place.shape.index());
            }
        }
    }
    if !selection.is_narrow() {
        let bodies = api.webhooks.iter().filter_map(|webhook| webhook.body.as_ref());
        let payloads = bodies.flat_map(|body| &body.contents).filter_map(|content| content.schema);
        kept.extend(payloads.flat_map(both).map(|place| place.shape.index()));
    }
    graph.reachable(kept)
}

/// Adds the shapes that an operation mentions.
pub(super) fn add_roots(api: &Api, shapes: &Shapes, id: OperationId, roots: &mut Vec<usize>) {
    for set in shapes.response_headers.get(id).into_iter().flatten().flatten() {
        let headers = shapes.header_sets.get(*set).map(|set| set.headers.as_slice()).unwrap_or_default();
        roots.extend(headers.iter().map(|header| header.value.shape.index()));
    }
    let Some(operation) = api.operations.get(id) else { return };
    let mut add = |schema: Option<SchemaId>, direction| {
        roots.extend(schema.and_then(|schema| shapes.of(schema, direction)).map(|place| place.shape.index()));
    };
    for parameter in &operation.parameters {
        add(parameter.value.schema(), Direction::Request);
    }
    for schema in sent_schemas(api, operation) {
        add(Some(schema), Direction::Request);
    }
    for content in operation.responses.iter().flat_map(|response| &response.contents) {
        add(content.schema, Direction::Response);
        add(content.item_schema, Direction::Response);
    }
}
