//! Paths, operations and webhooks (OpenAPI 3.0.3 "Path Item Object", "Operation Object").
//!
//! Takes `paths` and `webhooks`, gives operations. Each is a transaction: it is there as a whole, or in `skipped` with a reason.

use crate::base::NodeId;
use crate::diag::Code;
use crate::model::{Body, Method, Operation, Parameter, Response, Tag};
use crate::source::ObjectKind;

use super::schema::nested;
use super::{Fault, Lower, boxed, reach};

/// What the operations of a path share.
struct PathItem {
    /// Nodes of `parameters`.
    parameters: Vec<NodeId>,
    /// The node that has `servers`.
    servers: Option<NodeId>,
    /// The operations, in order.
    operations: Vec<(Method, NodeId)>,
}

/// Which of [`Api`](crate::model::Api)'s lists an operation belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Path,
    Webhook,
}

/// The parts of an operation that can fail.
struct Parts {
    parameters: Vec<Parameter>,
    body: Option<Body>,
    responses: Vec<Response>,
}

impl Lower<'_> {
    /// `paths`.
    pub(super) fn paths(&mut self) {
        self.path_items("paths", Role::Path);
    }

    /// `webhooks` (3.1).
    pub(super) fn webhooks(&mut self) {
        self.path_items("webhooks", Role::Webhook);
    }

    fn path_items(&mut self, section: &str, role: Role) {
        let tree = self.tree;
        for (key, node) in tree.get(self.root, section).into_iter().flat_map(|map| tree.entries(map)) {
            if key.starts_with("x-") || !tree.is_object(node) {
                continue;
            }
            // A reference that leads nowhere is told; there is no operation that could be listed as skipped.
            let Ok(item) = self.path_item(node) else { continue };
            if role == Role::Path && !key.starts_with('/') {
                self.lint(
                    Code::InvalidValue,
                    node,
                    format!("the path `{key}` does not begin with a slash; it is added"),
                );
                self.operations(&format!("/{key}"), &item, role);
            } else {
                self.operations(key, &item, role);
            }
        }
    }

    /// A path item, with those that its `$ref` leads to; what stands nearer counts.
    fn path_item(&mut self, node: NodeId) -> Result<PathItem, Fault> {
        let tree = self.tree;
        let mut item = PathItem { parameters: Vec::new(), servers: None, operations: Vec::new() };
        let target = self.follow(node)?;
        let layers = if target == node { vec![node] } else { vec![node, target] };
        for node in layers {
            let declared = self.read(node, ObjectKind::PathItem)?;
            let openapiv3::PathItem {
                summary: _,
                description: _,
                get: _,
                put: _,
                post: _,
                delete: _,
                options: _,
                head: _,
                patch: _,
                trace: _,
                servers,
                parameters,
                extensions: _,
            } = declared;
            item.parameters.extend(parameters.iter().filter_map(nested));
            if item.servers.is_none() && !servers.is_empty() {
                item.servers = Some(node);
            }
            let declared = tree.entries(node).filter_map(|(key, inner)| Some((method(key)?, inner)));
            let additional = tree.get(node, "additionalOperations").into_iter().flat_map(|map| tree.entries(map));
            let additional = additional.map(|(name, inner)| (additional_method(name), inner));
            for (method, inner) in declared.chain(additional) {
                if tree.is_object(inner) && !item.operations.iter().any(|(known, _)| *known == method) {
                    item.operations.push((method, inner));
                }
            }
        }
        Ok(item)
    }

    fn operations(&mut self, path: &str, item: &PathItem, role: Role) {
        for (method, node) in &item.operations {
            let Some(operation) = self.operation(path, method.clone(), *node, item, role) else { continue };
            match role {
                Role::Path => {
                    self.api.operations.push(operation);
                }
                Role::Webhook => self.api.webhooks.push(operation),
            }
        }
    }

    fn operation(
        &mut self,
        path: &str,
        method: Method,
        node: NodeId,
        item: &PathItem,
        role: Role,
    ) -> Option<Operation> {
        let mut operation = self.bare(path, method, node);
        // Only a reference that leads nowhere is still one: see `source`.
        let parts = self.follow(node).and_then(|node| self.read(node, ObjectKind::Operation)).and_then(|declared| {
            let (shell, parts) = self.parts(declared, node, item)?;
            Ok((Operation { origin: node, method: operation.method.clone(), path: path.into(), ..shell }, parts))
        });
        match parts {
            Ok((shell, parts)) => {
                operation =
                    Operation { parameters: parts.parameters, body: parts.body, responses: parts.responses, ..shell };
            }
            Err(fault) => {
                match role {
                    Role::Path => reach::skip(&mut self.api.skipped, &operation, &fault, self.diags),
                    Role::Webhook => self.diags.push(reach::left_out(&operation, &fault)),
                }
                return None;
            }
        }
        for name in &operation.tags {
            self.add_tag(Tag { name: name.clone(), description: None, origin: node });
        }
        if role == Role::Path {
            self.match_template(path, node, &mut operation.parameters);
        }
        Some(operation)
    }

    /// What can be said of an operation whatever is wrong with it.
    fn bare(&self, path: &str, method: Method, node: NodeId) -> Operation {
        Operation {
            origin: node,
            method,
            path: path.into(),
            operation_id: self.tree.str(node, "operationId").map(Box::from),
            summary: None,
            description: None,
            tags: Vec::new(),
            deprecated: false,
            external_docs: None,
            servers: Vec::new(),
            parameters: Vec::new(),
            body: None,
            responses: Vec::new(),
            security: Vec::new(),
            extensions: Vec::new(),
        }
    }

    fn parts(
        &mut self,
        declared: openapiv3::Operation,
        node: NodeId,
        item: &PathItem,
    ) -> Result<(Operation, Parts), Fault> {
        let openapiv3::Operation {
            tags,
            summary,
            description,
            external_docs,
            operation_id,
            parameters,
            request_body,
            responses: _, // By status, in the document's order: see `responses`.
            callbacks: _, // Left out of the island; told below.
            deprecated,
            security: _, // In the document's order: see `requirements`.
            servers,
            extensions: _,
        } = declared;
        let own: Vec<NodeId> = parameters.iter().filter_map(nested).collect();
        let parts = Parts {
            parameters: self.parameters(&item.parameters, &own)?,
            body: request_body
                .as_ref()
                .and_then(nested::<openapiv3::RequestBody>)
                .map(|body| self.body(body))
                .transpose()?,
            responses: self.responses(node)?,
        };
        if let Some(callbacks) = self.tree.get(node, "callbacks").filter(|map| !self.tree.is_empty(*map)) {
            self.lint(Code::DroppedKeyword, callbacks, "no code is generated for callbacks");
        }
        let servers = match (servers.is_empty(), item.servers) {
            (false, _) => self.servers(node),
            (true, Some(of_path)) => self.servers(of_path),
            (true, None) => Vec::new(),
        };
        let shell = Operation {
            operation_id: boxed(operation_id),
            summary: boxed(summary),
            description: boxed(description),
            tags: tags.into_iter().map(String::into_boxed_str).collect(),
            deprecated,
            external_docs: external_docs.map(|docs| docs.url.into_boxed_str()),
            servers,
            security: self.requirements(node),
            extensions: self.extensions(node),
            ..self.bare("", Method::Get, node)
        };
        Ok((shell, parts))
    }
}

/// The method of a key of a path item. `query` is one since 3.2.
fn method(key: &str) -> Option<Method> {
    Some(match key {
        "get" => Method::Get,
        "put" => Method::Put,
        "post" => Method::Post,
        "delete" => Method::Delete,
        "options" => Method::Options,
        "head" => Method::Head,
        "patch" => Method::Patch,
        "trace" => Method::Trace,
        "query" => Method::Query,
        _ => return None,
    })
}

/// A method of `additionalOperations` (3.2), which is sent as it is written.
fn additional_method(name: &str) -> Method {
    method(&name.to_ascii_lowercase())
        .filter(|method| method.as_str() == name)
        .unwrap_or_else(|| Method::Other(name.into()))
}
