//! Bodies and media types (OpenAPI 3.0.3 "Request Body Object", "Media Type Object", "Encoding Object").
//!
//! Takes nodes and the openapiv3 values of an island, gives contents in the document's order. Must not decide how a media type is
//! encoded.

use openapiv3::MediaType;

use crate::base::{NodeId, OrderedMap, essence};
use crate::model::{Body, Content, Encoding};
use crate::source::{ObjectKind, Tree, refs};

use super::parameter::query_style;
use super::schema::nested;
use super::{Fault, Lower, boxed};

impl Lower<'_> {
    /// `requestBody`.
    ///
    /// # Errors
    /// A reference that leads nowhere.
    pub(super) fn body(&mut self, node: NodeId) -> Result<Body, Fault> {
        let target = self.follow(node)?;
        let declared = self.read(target, ObjectKind::RequestBody)?;
        let openapiv3::RequestBody { description, content, required: _, extensions: _ } = declared;
        Ok(Body {
            origin: target,
            description: self.overridden(node, target).or(boxed(description)),
            // Whether `required` is there at all matters, and openapiv3 cannot tell.
            required: self.tree.bool(target, "required"),
            contents: self.contents(target, content)?,
        })
    }

    /// `description` beside a `$ref` goes before that of its target (3.1 "Reference Object").
    pub(super) fn overridden(&self, node: NodeId, target: NodeId) -> Option<Box<str>> {
        if node == target { None } else { self.tree.str(node, "description").map(Box::from) }
    }

    /// `content` of `owner`, in the document's order.
    pub(super) fn contents(
        &mut self,
        owner: NodeId,
        mut declared: OrderedMap<String, MediaType>,
    ) -> Result<Vec<Content>, Fault> {
        let tree = self.tree;
        let mut contents = Vec::with_capacity(declared.len());
        for (media_type, node) in tree.get(owner, "content").into_iter().flat_map(|map| tree.entries(map)) {
            let Some(media) = declared.swap_remove(media_type) else { continue };
            // A reference (3.2) was followed by the island, too.
            let node = self.follow(node)?;
            contents.push(self.content(node, media_type, media)?);
        }
        Ok(contents)
    }

    fn content(&mut self, node: NodeId, media_type: &str, declared: MediaType) -> Result<Content, Fault> {
        let tree = self.tree;
        let MediaType { schema, example: _, examples: _, mut encoding, extensions: _ } = declared;
        let mut encodings = Vec::with_capacity(encoding.len());
        for (property, inner) in tree.get(node, "encoding").into_iter().flat_map(|map| tree.entries(map)) {
            let Some(declared) = encoding.swap_remove(property) else { continue };
            encodings.push((property.into(), self.encoding(inner, declared)?));
        }
        Ok(Content {
            origin: node,
            media_type: media_type.into(),
            schema: schema.as_ref().and_then(nested).map(|schema| self.schema(schema)),
            item_schema: tree
                .get(node, "itemSchema")
                .filter(|inner| tree.is_object(*inner))
                .map(|inner| self.schema(self.event_data(media_type, inner).unwrap_or(inner))),
            examples: self.example_nodes(node),
            encoding: encodings,
        })
    }

    /// What the data of server-sent events is, where their item says so: JSON in a text (OpenAPI 3.2.0, section "Server-Sent Event
    /// Streams").
    fn event_data(&self, media_type: &str, item: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let properties = tree.get(refs::follow(tree, item).ok()?, "properties")?;
        let is_event = essence(media_type) == "text/event-stream" && are_of_event(tree, properties);
        let data = refs::follow(tree, tree.get(properties, "data")?).ok()?;
        let is_json =
            tree.str(data, "contentMediaType").is_some_and(|inner| inner.to_ascii_lowercase().contains("json"));
        tree.get(data, "contentSchema").filter(|inner| is_event && is_json && tree.is_object(*inner))
    }

    fn encoding(&mut self, node: NodeId, declared: openapiv3::Encoding) -> Result<Encoding, Fault> {
        let openapiv3::Encoding { content_type, headers: _, style, explode: _, allow_reserved, extensions: _ } =
            declared;
        Ok(Encoding {
            content_type: boxed(content_type),
            headers: self.headers(node)?,
            style: style.as_ref().map(query_style),
            // The default depends on the style, so absence matters.
            explode: self.tree.bool(node, "explode"),
            allow_reserved,
        })
    }

    /// Nodes of `example` and of `value` in each of `examples` (OpenAPI 3.0.3 "Example Object"). A reference that leads nowhere
    /// is no example; nothing depends on it.
    pub(super) fn example_nodes(&mut self, node: NodeId) -> Vec<NodeId> {
        let tree = self.tree;
        let mut nodes: Vec<NodeId> = tree.get(node, "example").into_iter().collect();
        for (_, entry) in tree.get(node, "examples").into_iter().flat_map(|map| tree.entries(map)) {
            match refs::follow(tree, entry) {
                Ok(entry) => nodes.extend(tree.get(entry, "value").or_else(|| tree.get(entry, "dataValue"))),
                Err(finding) => self.diags.push(finding.severity(crate::diag::Severity::Lint)),
            }
        }
        nodes
    }
}

/// Whether an object with these members is a server-sent event.
pub(super) fn are_of_event(tree: &Tree, properties: NodeId) -> bool {
    tree.entries(properties).all(|(name, _)| ["data", "event", "id", "retry"].contains(&name))
}
