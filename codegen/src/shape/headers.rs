//! Sets of response headers: equal ones are one type, over the whole document.

use crate::base::{Arena, Lookup};
use crate::model::{
    Api, Direction, HeaderField, HeaderSet, HeaderSetId, Kind, OperationId, Response, Shape, ShapeId, Shapes, TextKind,
    Usage, Use,
};

/// Finds the header sets of all responses.
pub(super) fn collect(api: &Api, shapes: &mut Shapes) {
    let mut sets: Arena<HeaderSet> = Arena::new();
    let mut index: Lookup<Vec<(Box<str>, ShapeId, bool)>, HeaderSetId> = Lookup::new();
    for (id, operation) in api.operations.iter() {
        let mut own = Vec::new();
        for response in &operation.responses {
            let headers = fields(response, shapes);
            if headers.is_empty() {
                own.push(None);
                continue;
            }
            let key =
                headers.iter().map(|header| (header.name.clone(), header.value.shape, header.deprecated)).collect();
            let set = *index.get_or_insert_with(key, || sets.push(HeaderSet { headers, users: Vec::new() }));
            add_user(&mut sets, set, id, response);
            own.push(Some(set));
        }
        shapes.response_headers.insert(id, own);
    }
    shapes.header_sets = sets;
}

fn add_user(sets: &mut Arena<HeaderSet>, set: HeaderSetId, id: OperationId, response: &Response) {
    if let Some(set) = sets.get_mut(set) {
        set.users.push((id, response.status));
    }
}

fn fields(response: &Response, shapes: &mut Shapes) -> Vec<HeaderField> {
    let mut fields: Vec<HeaderField> = Vec::new();
    for header in &response.headers {
        let name: Box<str> = header.name.to_ascii_lowercase().into();
        if fields.iter().any(|field| field.name == name) {
            continue;
        }
        let value = header.schema.and_then(|schema| shapes.of(schema, Direction::Response));
        let value = value.unwrap_or_else(|| plain_text(shapes));
        fields.push(HeaderField {
            name,
            value: Use { nullable: false, ..value },
            description: header.description.clone(),
            deprecated: header.deprecated,
        });
    }
    fields
}

/// The shape of a header without a schema.
fn plain_text(shapes: &mut Shapes) -> Use {
    let found =
        shapes.arena.iter().find(|(_, shape)| matches!(shape.kind, Kind::Text(TextKind::Plain))).map(|(id, _)| id);
    let shape = found.unwrap_or_else(|| {
        shapes.arena.push(Shape {
            kind: Kind::Text(TextKind::Plain),
            schema: crate::base::Id::new(0),
            origins: Vec::new(),
            sites: Vec::new(),
            usage: Usage::default(),
            component: None,
            hints: Vec::new(),
            roles: Vec::new(),
        })
    });
    Use { shape, nullable: false }
}
