//! The document around the operations: info, servers, tags, components.
//!
//! Takes the root, fills the head of the [`Api`](crate::model::Api). Must not lower what only operations use.

use crate::base::{NodeId, OrderedMap};
use crate::diag::Code;
use crate::model::{Info, Server, ServerVariable, Tag};
use crate::source::ObjectKind;

use super::{Lower, boxed};

impl Lower<'_> {
    /// `info`, `externalDocs`, `servers`, `tags`.
    pub(super) fn document(&mut self) {
        self.api.info = self.info();
        let tree = self.tree;
        self.api.info.external_docs =
            tree.get(self.root, "externalDocs").and_then(|docs| tree.str(docs, "url")).map(Box::from);
        self.api.servers = self.servers(self.root);
        for node in tree.get(self.root, "tags").map(|list| self.items(list)).unwrap_or_default() {
            if let Some(name) = tree.as_str(node) {
                self.lint(Code::WrongType, node, "a Tag Object is due here; the text is taken as its `name`");
                self.add_tag(Tag { name: name.into(), description: None, origin: node });
            } else if let Ok(openapiv3::Tag { name, description, external_docs: _, extensions: _ }) =
                self.read(node, ObjectKind::Tag)
            {
                self.add_tag(Tag { name: name.into(), description: boxed(description), origin: node });
            }
        }
    }

    /// The items of a list; an object in the place of a list is taken as its only item.
    fn items(&mut self, list: NodeId) -> Vec<NodeId> {
        if self.tree.is_object(list) {
            self.lint(Code::WrongType, list, "a list is due here; the value is taken as its only item");
            return vec![list];
        }
        self.tree.items(list).to_vec()
    }

    /// Adds a tag unless its name is known.
    pub(super) fn add_tag(&mut self, tag: Tag) {
        if !self.api.tags.iter().any(|known| known.name == tag.name) {
            self.api.tags.push(tag);
        }
    }

    fn info(&mut self) -> Info {
        let tree = self.tree;
        let assumed = Info { title: tree.header().title.as_str().into(), ..Info::default() };
        let Some(node) = tree.get(self.root, "info") else { return assumed };
        let Ok(info) = self.read(node, ObjectKind::Info) else { return assumed };
        let openapiv3::Info { title, description, terms_of_service, contact: _, license, version, extensions: _ } =
            info;
        let summary = tree.str(node, "summary").map(str::to_owned);
        let identifier = tree.get(node, "license").and_then(|license| tree.str(license, "identifier"));
        Info {
            title: title.into(),
            version: version.into(),
            description: match (summary, description) {
                (Some(summary), Some(description)) => Some(format!("{summary}\n\n{description}").into()),
                (summary, description) => boxed(summary.or(description)),
            },
            license: identifier
                .map(Box::from)
                .or_else(|| license.map(|openapiv3::License { name, url: _, extensions: _ }| name.into_boxed_str())),
            terms: boxed(terms_of_service),
            external_docs: None,
        }
    }

    /// `servers` of the document, a path or an operation (OpenAPI 3.0.3 "Server Object"); URLs stay as they are, relative ones too.
    pub(super) fn servers(&mut self, owner: NodeId) -> Vec<Server> {
        let tree = self.tree;
        let nodes = tree.get(owner, "servers").map(|list| self.items(list)).unwrap_or_default();
        nodes.into_iter().filter_map(|node| self.server(node)).collect()
    }

    fn server(&mut self, node: NodeId) -> Option<Server> {
        let tree = self.tree;
        let openapiv3::Server { url, description, variables, extensions: _ } =
            self.read(node, ObjectKind::Server).ok()?;
        let mut declared: OrderedMap<String, openapiv3::ServerVariable> = variables.unwrap_or_default();
        let mut variables = Vec::new();
        for (name, _) in tree.get(node, "variables").into_iter().flat_map(|map| tree.entries(map)) {
            let Some(variable) = declared.swap_remove(name) else { continue };
            let openapiv3::ServerVariable { enumeration, default, description, extensions: _ } = variable;
            let values = enumeration.into_iter().map(String::into_boxed_str).collect();
            variables.push((
                name.into(),
                ServerVariable { default: default.into(), values, description: boxed(description) },
            ));
        }
        Some(Server { origin: node, url: url.into(), description: boxed(description), variables })
    }

    /// `components.schemas` and `components.securitySchemes`. Other components are lowered where they are used.
    pub(super) fn components(&mut self) {
        let tree = self.tree;
        let Some(components) = tree.get(self.root, "components") else { return };
        for (name, node) in tree.get(components, "schemas").into_iter().flat_map(|map| tree.entries(map)) {
            if tree.is_object(node) || tree.is_null(node) || tree.as_bool(node).is_some() {
                let id = self.schema(node);
                self.api.components.insert(name.into(), id);
            }
        }
        self.security_schemes(components);
    }

    /// The node of a component of the root document.
    pub(super) fn component_node(&self, section: &str, name: &str) -> Option<NodeId> {
        self.tree.get(self.tree.get(self.tree.get(self.root, "components")?, section)?, name)
    }
}
