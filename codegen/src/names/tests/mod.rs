//! Tests of the names stage, and the small documents they are made on.
//!
//! Takes hand-built APIs and shapes; gives verdicts. Must not need any other stage.

mod invitations;
mod locks;
mod lookalikes;
mod members;
mod operations;
mod random;
mod types;
mod words;

use super::{Lock, Names, lock_of, name};
use crate::base::{Id, Json, NodeId};
use crate::diag::Diagnostics;
use crate::model::*;

/// A document in the making.
#[derive(Default)]
pub(super) struct Doc {
    pub(super) api: Api,
    pub(super) shapes: Shapes,
    nodes: Vec<String>,
    pub(super) diags: Diagnostics,
}

impl Doc {
    pub(super) fn node(&mut self, pointer: &str) -> NodeId {
        if let Some(at) = self.nodes.iter().position(|node| node == pointer) {
            return NodeId(at as u32);
        }
        self.nodes.push(pointer.to_owned());
        NodeId((self.nodes.len() - 1) as u32)
    }

    pub(super) fn operation(&mut self, method: Method, path: &str, id: Option<&str>, tag: Option<&str>) -> OperationId {
        let pointer =
            format!("#/paths/{}/{}", crate::base::pointer::escape(path), method.as_str().to_ascii_lowercase());
        let origin = self.node(&pointer);
        self.api.operations.push(Operation {
            origin,
            method,
            path: path.into(),
            operation_id: id.map(Into::into),
            summary: None,
            description: None,
            tags: tag.map(Into::into).into_iter().collect(),
            deprecated: false,
            external_docs: None,
            servers: vec![],
            parameters: vec![],
            body: None,
            responses: vec![],
            security: vec![],
            extensions: vec![],
        })
    }

    pub(super) fn parameter(&mut self, operation: OperationId, name: &str, location: Location, required: bool) {
        let pointer = format!("#/p/{}/{name}/{location:?}", operation.raw());
        let origin = self.node(&pointer);
        self.api.operations[operation].parameters.push(Parameter {
            origin,
            name: name.into(),
            location,
            description: None,
            required,
            deprecated: false,
            value: ParameterValue::Styled {
                schema: Id::new(0),
                style: Style::Form,
                explode: true,
                allow_reserved: false,
                allow_empty: false,
            },
            examples: vec![],
        });
    }

    pub(super) fn response(&mut self, operation: OperationId, status: u16) {
        let pointer = format!("#/r/{}/{status}", operation.raw());
        let origin = self.node(&pointer);
        self.api.operations[operation].responses.push(Response {
            origin,
            status: Status::Code(status),
            description: "".into(),
            component: None,
            headers: vec![],
            contents: vec![],
        });
    }

    pub(super) fn body(&mut self, operation: OperationId) {
        let origin = self.node(&format!("#/b/{}", operation.raw()));
        self.api.operations[operation].body =
            Some(Body { origin, description: None, required: None, contents: vec![] });
    }

    pub(super) fn shape(&mut self, pointer: &str, kind: Kind, hints: Vec<NameHint>, roles: Vec<Role>) -> ShapeId {
        let origin = self.node(pointer);
        let component = pointer.strip_prefix("#/components/schemas/").filter(|name| !name.contains('/'));
        let sent = |role: &Role| matches!(role, Role::Sent(_) | Role::SentInside(_) | Role::Parameter);
        self.shapes.arena.push(Shape {
            kind,
            schema: Id::new(0),
            origins: vec![origin],
            sites: vec![vec![origin]],
            usage: Usage {
                request: roles.iter().any(sent),
                response: roles.iter().any(|role| !sent(role)) || roles.is_empty(),
            },
            component: component.map(Into::into),
            hints: component.map(|name| NameHint::Component(name.into())).into_iter().chain(hints).collect(),
            roles,
        })
    }

    pub(super) fn copy(&mut self, shape: ShapeId, pointer: &str) {
        let origin = self.node(pointer);
        self.shapes.arena[shape].origins.push(origin);
        self.shapes.arena[shape].sites.push(vec![origin]);
    }

    pub(super) fn headers(&mut self, users: &[(OperationId, Status)], names: &[&str]) -> HeaderSetId {
        let text = Use { shape: Id::new(0), nullable: false };
        let field =
            |name: &&str| HeaderField { name: (*name).into(), value: text, description: None, deprecated: false };
        let headers = names.iter().map(field).collect();
        self.shapes.header_sets.push(HeaderSet { headers, users: users.to_vec() })
    }

    pub(super) fn names(&mut self) -> Names {
        self.names_with(&Lock::default())
    }

    pub(super) fn names_with(&mut self, lock: &Lock) -> Names {
        let nodes = self.nodes.clone();
        name(&self.api, &self.shapes, lock, &|node| nodes[node.index()].clone(), &mut self.diags)
    }

    pub(super) fn lock(&self, names: &Names) -> Lock {
        lock_of(names, &self.api, &self.shapes, &|node| self.nodes[node.index()].clone())
    }
}

pub(super) fn object(fields: &[&str]) -> Kind {
    let field = |name: &&str| {
        let (name, required) = name.strip_suffix('!').map_or((*name, false), |name| (name, true));
        Field {
            name: name.into(),
            value: Use { shape: Id::new(0), nullable: false },
            required,
            schema: Id::new(0),
            read_only: false,
            write_only: false,
            boxed: false,
        }
    };
    Kind::Object(ObjectShape { fields: fields.iter().map(field).collect(), rest: Member::Tolerated })
}

pub(super) fn values(values: &[&str]) -> Kind {
    json_values(values.iter().map(|value| Json::String((*value).into())).collect())
}

pub(super) fn json_values(values: Vec<Json>) -> Kind {
    let value = |value| EnumValue { value, name: None, description: None };
    Kind::Enum(EnumShape { base: EnumBase::Mixed, values: values.into_iter().map(value).collect(), extensible: false })
}

pub(super) fn union(variants: &[(ShapeId, &str)]) -> Kind {
    let variant = |(shape, tag): &(ShapeId, &str)| Variant {
        value: Use { shape: *shape, nullable: false },
        schema: Id::new(0),
        types: TypeSet::EMPTY,
        tags: Some(*tag).filter(|tag| !tag.is_empty()).map(Into::into).into_iter().collect(),
        members: vec![],
        boxed: false,
    };
    Kind::Union(Union { variants: variants.iter().map(variant).collect(), dispatch: Dispatch::Types, lists: None })
}

pub(super) fn title(text: &str) -> NameHint {
    NameHint::Title(text.into())
}

pub(super) fn member(owner: ShapeId, name: &str) -> NameHint {
    NameHint::Member { owner, name: name.into(), item: false }
}

pub(super) fn item(owner: ShapeId, name: &str) -> NameHint {
    NameHint::Member { owner, name: name.into(), item: true }
}

pub(super) fn sent(operation: OperationId) -> NameHint {
    NameHint::RequestBody { operation, item: false }
}

pub(super) fn received(operation: OperationId, status: u16) -> NameHint {
    NameHint::ResponseBody { operation, status: Status::Code(status), item: false }
}

pub(super) fn ident(names: &Names, shape: ShapeId) -> &str {
    names.types.get(shape).map_or("-", |name| &name.ident)
}

pub(super) fn members(names: &Names, shape: ShapeId) -> Vec<&str> {
    names.members.get(shape).into_iter().flatten().map(|name| &**name).collect()
}

/// The lines of a lock without the first one, and without the numbers that stand for structures.
pub(super) fn lines(lock: &Lock) -> Vec<String> {
    let rendered = lock.render();
    let line = |line: &str| match line.split_once(" = shape ") {
        Some((place, rest)) => format!("{place} = shape{}", rest.find(' ').map_or("", |at| &rest[at..])),
        None => line.to_owned(),
    };
    rendered.lines().skip(1).map(line).collect()
}
