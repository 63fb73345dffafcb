//! Responses and headers (OpenAPI 3.0.3 "Responses Object", "Response Object", "Header Object").
//!
//! Takes the node of `responses`, gives one entry per status, in the document's order. Must not decide which are successes.

use openapiv3::{HeaderStyle, ParameterSchemaOrContent};

use crate::base::NodeId;
use crate::diag::Code;
use crate::model::{Header, Response, Status};
use crate::source::{ObjectKind, refs};

use super::schema::nested;
use super::{Fault, Lower, boxed};

impl Lower<'_> {
    /// `responses` of an operation.
    ///
    /// # Errors
    /// A reference that leads nowhere.
    pub(super) fn responses(&mut self, operation: NodeId) -> Result<Vec<Response>, Fault> {
        let tree = self.tree;
        let mut responses: Vec<Response> = Vec::new();
        for (key, node) in tree.get(operation, "responses").into_iter().flat_map(|map| tree.entries(map)) {
            if key.starts_with("x-") {
                continue;
            }
            let Some(status) = status(key) else {
                self.lint(Code::InvalidValue, node, format!("`{key}` is no status code; the response is left out"));
                continue;
            };
            if responses.iter().any(|known| known.status == status) {
                self.lint(Code::DuplicateKey, node, format!("the status `{key}` is there twice; the first one counts"));
                continue;
            }
            responses.push(self.response(node, status)?);
        }
        Ok(responses)
    }

    fn response(&mut self, node: NodeId, status: Status) -> Result<Response, Fault> {
        let target = self.follow(node)?;
        let declared = self.read(target, ObjectKind::Response)?;
        let openapiv3::Response { description, headers: _, content, links: _, extensions: _ } = declared;
        Ok(Response {
            origin: target,
            status,
            description: self.overridden(node, target).unwrap_or_else(|| description.into()),
            component: self.response_component(node),
            headers: self.headers(target)?,
            contents: self.contents(target, content)?,
        })
    }

    /// The name below `components.responses` that a `$ref` leads to, at its first step.
    fn response_component(&self, node: NodeId) -> Option<Box<str>> {
        let tree = self.tree;
        let target = refs::resolve(tree, node, refs::reference(tree, node)?).ok()?;
        let map = tree.parent(target)?;
        (tree.key(map)? == "responses" && tree.key(tree.parent(map)?)? == "components")
            .then(|| tree.key(target).map(Box::from))?
    }

    /// `headers` of a response or an encoding, without `Content-Type`, which the media type describes (OpenAPI 3.0.3, section 4.7.17).
    pub(super) fn headers(&mut self, owner: NodeId) -> Result<Vec<Header>, Fault> {
        let tree = self.tree;
        let mut headers: Vec<Header> = Vec::new();
        for (name, node) in tree.get(owner, "headers").into_iter().flat_map(|map| tree.entries(map)) {
            if name.eq_ignore_ascii_case("content-type") {
                self.lint(Code::DroppedKeyword, node, "the header `Content-Type` is ignored: the media type says it");
            } else if headers.iter().any(|known| known.name.eq_ignore_ascii_case(name)) {
                self.lint(
                    Code::DuplicateKey,
                    node,
                    format!("the header `{name}` is there twice; names of headers ignore case"),
                );
            } else {
                headers.push(self.header(node, name)?);
            }
        }
        Ok(headers)
    }

    fn header(&mut self, node: NodeId, name: &str) -> Result<Header, Fault> {
        let target = self.follow(node)?;
        let mut header = match self.headers.get(&target) {
            Some(known) => known.clone(),
            None => {
                let lowered = self.lower_header(target)?;
                self.headers.insert(target, lowered.clone());
                lowered
            }
        };
        header.name = name.into();
        if let Some(description) = self.overridden(node, target) {
            header.description = Some(description);
        }
        Ok(header)
    }

    fn lower_header(&mut self, node: NodeId) -> Result<Header, Fault> {
        let declared = self.read(node, ObjectKind::Header)?;
        let openapiv3::Header {
            description,
            style: HeaderStyle::Simple,
            required,
            deprecated,
            format,
            example: _,
            examples: _,
            extensions: _,
        } = declared;
        let schema = match format {
            ParameterSchemaOrContent::Schema(schema) => nested(&schema).map(|schema| self.schema(schema)),
            ParameterSchemaOrContent::Content(contents) => {
                self.contents(node, contents)?.into_iter().next().and_then(|content| content.schema)
            }
        };
        Ok(Header {
            origin: node,
            name: Box::default(),
            description: boxed(description),
            required,
            deprecated: deprecated.unwrap_or(false),
            schema,
            explode: self.tree.bool(node, "explode").unwrap_or(false),
        })
    }
}

/// A key of the Responses Object: `default`, `4XX` or a code of three digits.
fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    match key.as_bytes() {
        [hundreds @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => Some(Status::Range(hundreds - b'0')),
        [_, _, _] => key.parse().ok().filter(|code| (100..=999).contains(code)).map(Status::Code),
        _ => None,
    }
}
