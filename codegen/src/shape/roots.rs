//! Where shapes begin: parameters, bodies, responses and headers of operations, payloads of webhooks, components that nothing mentions.

use crate::analyze::form_of;
use crate::base::Graph;
use crate::lower::reach::for_each_part;
use crate::model::{Api, Body, Content, Direction, NameHint, Operation, OperationId, Role, SchemaId, ShapeId};

use super::build::Drafts;

/// A draft that an operation uses as a whole, and as what.
pub(super) struct Root {
    pub(super) shape: ShapeId,
    pub(super) role: Role,
}

/// Places every schema that something uses, in the document's order.
pub(super) fn place(drafts: &mut Drafts<'_>) -> Vec<Root> {
    let api = drafts.api;
    let mut roots = Vec::new();
    for (id, operation) in api.operations.iter() {
        parameters(drafts, id, operation, &mut roots);
        if let Some(body) = &operation.body {
            request_body(drafts, id, operation, body, &mut roots);
        }
        responses(drafts, id, operation, &mut roots);
    }
    for webhook in &api.webhooks {
        for content in webhook.body.iter().flat_map(|body| &body.contents) {
            let hint = NameHint::Item { list: webhook.path.clone() };
            root(drafts, content, Direction::Response, &hint, &Role::Received, &mut roots);
        }
    }
    drafts.finish();
    for schema in unused(api) {
        place_component(drafts, schema);
    }
    drafts.finish();
    for schema in circular(drafts) {
        place_component(drafts, schema);
        drafts.finish();
    }
    roots
}

fn is_placed(drafts: &Drafts<'_>, schema: SchemaId) -> bool {
    drafts.find(schema, Direction::Response).or_else(|| drafts.find(schema, Direction::Request)).is_some()
}

fn place_component(drafts: &mut Drafts<'_>, schema: SchemaId) {
    if !is_placed(drafts, schema) {
        drafts.place(schema, Direction::Request, None);
        drafts.place(schema, Direction::Response, None);
    }
}

/// Components that are still without a place and contain themselves: in a circle that is entered from nowhere, each is named by another
/// one, and none of them is an ingredient.
fn circular(drafts: &Drafts<'_>) -> Vec<SchemaId> {
    let api = drafts.api;
    let left: Vec<SchemaId> =
        api.components.values().copied().filter(|component| !is_placed(drafts, *component)).collect();
    if left.is_empty() {
        return left;
    }
    let mut graph = Graph::new(api.schemas.len());
    for (id, schema) in api.schemas.iter() {
        for_each_part(schema, |part| graph.add_edge(id.index(), part.index()));
    }
    let components = graph.components();
    left.into_iter().filter(|component| components.is_cyclic(component.index())).collect()
}

/// Components that no `$ref` names were written for somebody: payloads of events, say. Those that are only named by other components
/// which nothing uses are ingredients. A document without operations is there for its components.
fn unused(api: &Api) -> impl Iterator<Item = SchemaId> {
    let all = api.operations.is_empty() && api.webhooks.is_empty();
    api.components
        .values()
        .copied()
        .filter(move |schema| all || api.schemas.get(*schema).is_some_and(|node| !node.mentioned))
}

fn parameters(drafts: &mut Drafts<'_>, id: OperationId, operation: &Operation, roots: &mut Vec<Root>) {
    for parameter in &operation.parameters {
        let Some(schema) = parameter.value.schema() else { continue };
        let hint = NameHint::Parameter { operation: id, name: parameter.name.clone() };
        let used = drafts.place(schema, Direction::Request, Some(hint));
        roots.push(Root { shape: used.shape, role: Role::Parameter });
    }
}

fn request_body(drafts: &mut Drafts<'_>, id: OperationId, operation: &Operation, body: &Body, roots: &mut Vec<Root>) {
    let hint = NameHint::RequestBody { operation: id, item: false };
    let role = Role::Sent(operation.method.clone());
    for content in &body.contents {
        // The parts of a form travel on their own: the object around them is a type of the operation.
        if let Some(form) = form_of(drafts.api, content) {
            for part in form.parts {
                let hint = NameHint::Parameter { operation: id, name: part.name.into() };
                let used = drafts.place(part.schema, Direction::Request, Some(hint));
                roots.push(Root { shape: used.shape, role: Role::SentInside(operation.method.clone()) });
            }
            continue;
        }
        root(drafts, content, Direction::Request, &hint, &role, roots);
    }
}

fn responses(drafts: &mut Drafts<'_>, id: OperationId, operation: &Operation, roots: &mut Vec<Root>) {
    for response in &operation.responses {
        let hint = NameHint::ResponseBody { operation: id, status: response.status, item: false };
        let role = if response.status.is_success() { Role::Success(operation.method.clone()) } else { Role::Failure };
        for content in &response.contents {
            root(drafts, content, Direction::Response, &hint, &role, roots);
        }
        for header in &response.headers {
            let Some(schema) = header.schema else { continue };
            let hint = NameHint::Parameter { operation: id, name: header.name.clone() };
            let used = drafts.place(schema, Direction::Response, Some(hint));
            roots.push(Root { shape: used.shape, role: Role::Received });
        }
    }
}

fn root(
    drafts: &mut Drafts<'_>,
    content: &Content,
    direction: Direction,
    hint: &NameHint,
    role: &Role,
    roots: &mut Vec<Root>,
) {
    for schema in content.schema.into_iter().chain(content.item_schema) {
        let used = drafts.place(schema, direction, Some(hint.clone()));
        roots.push(Root { shape: used.shape, role: role.clone() });
    }
}
