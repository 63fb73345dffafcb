//! The document as a whole: paths, webhooks, servers, components.
//!
//! Takes two roots, compares operations that stand for each other, tells what came and what went.

use crate::base::{Lookup, NodeId, OrderedMap};
use crate::diff::schema::canonical;
use crate::source::{Tree, refs};

use super::lifecycle::Removal;
use super::operations::Pairing;
use super::{About, Names, Nodes, Wire, entries, follow, paths};

/// The methods of a path item, in the order in which changes are told.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

impl Wire<'_> {
    pub(super) fn document(&mut self, old: NodeId, new: NodeId) {
        let roots = (old, new);
        self.servers(&About::default(), roots);
        self.security_schemes(roots);
        self.global_security(roots);
        self.paths(roots);
        self.webhooks(roots);
        self.components(roots);
    }

    fn paths(&mut self, roots: Nodes) {
        let (old, new) = (self.old, self.new);
        let old_items = entries(old, old.get(roots.0, "paths"));
        let new_items = entries(new, new.get(roots.1, "paths"));
        let around = self.members(roots, "paths");
        let old_list: Vec<&str> = old_items.iter().map(|(path, _)| *path).collect();
        let new_list: Vec<&str> = new_items.iter().map(|(path, _)| *path).collect();
        let matched = paths::match_up(&old_list, &new_list);
        let old_map: OrderedMap<&str, NodeId> = old_items.iter().copied().collect();
        let kept: Lookup<&str, ()> = matched.values().map(|path| (*path, ())).collect();
        for (path, item) in old_items.iter().filter(|(path, _)| !kept.contains(*path)) {
            for (method, operation) in methods(old, *item) {
                let label = label(&method, path);
                self.removed(&About::operation(&label), (operation, around.1), Removal::Path, &label);
            }
        }
        for (path, item) in new_items {
            let before = matched.get(path).and_then(|path| Some((*path, *old_map.get(path)?)));
            match before {
                Some((old_path, old_item)) => self.path_item((old_path, path), (old_item, item), false),
                None => self.added_path(path, item, around.0),
            }
        }
    }

    fn added_path(&mut self, path: &str, item: NodeId, around: NodeId) {
        for (method, operation) in methods(self.new, item) {
            let label = label(&method, path);
            self.added(&About::operation(&label), (around, operation), &label);
        }
    }

    fn added(&mut self, about: &About, nodes: Nodes, label: &str) {
        self.change("endpoint-added", about, nodes, &[], format!("the operation {label} was added"));
    }

    /// Compares the operations of two path items.
    pub(super) fn path_item(&mut self, names: (&str, &str), items: Nodes, is_turned: bool) {
        let before: OrderedMap<String, NodeId> = methods(self.old, items.0).into_iter().collect();
        let after: OrderedMap<String, NodeId> = methods(self.new, items.1).into_iter().collect();
        for (method, &operation) in before.iter().filter(|(method, _)| !after.contains_key(*method)) {
            let label = label(method, names.0);
            let about = About { is_turned, ..About::operation(&label) };
            self.removed(&about, (operation, items.1), Removal::Operation, &label);
        }
        for (method, &operation) in &after {
            let label = label(method, names.1);
            let about = About { is_turned, ..About::operation(&label) };
            match before.get(method) {
                Some(&old) => self.operation(&Pairing { about, paths: names, items, nodes: (old, operation) }),
                None => self.added(&about, (items.0, operation), &label),
            }
        }
    }

    fn webhooks(&mut self, roots: Nodes) {
        let around = self.members(roots, "webhooks");
        let lists = (
            entries(self.old, self.old.get(roots.0, "webhooks")),
            entries(self.new, self.new.get(roots.1, "webhooks")),
        );
        let names = Names::of(lists.0, lists.1, |_, _| false);
        for (name, node) in names.gone {
            let about = About::operation(&format!("webhook {name}"));
            self.change("webhook-removed", &about, (node, around.1), &[], format!("the webhook `{name}` was removed"));
        }
        for (name, node) in names.came {
            let about = About::operation(&format!("webhook {name}"));
            self.change("webhook-added", &about, (around.0, node), &[], format!("the webhook `{name}` was added"));
        }
        for (name, nodes) in names.both {
            let name = format!("webhook {name}");
            self.path_item((&name, &name), nodes, true);
        }
    }

    /// Compares `servers` of the document, of a path or of an operation.
    pub(super) fn servers(&mut self, about: &About, nodes: Nodes) {
        let around = self.members(nodes, "servers");
        let list = |tree: &'_ Tree, node: NodeId| -> OrderedMap<String, NodeId> {
            let all = tree.get(node, "servers").into_iter().flat_map(|list| tree.items(list));
            all.map(|&server| (tree.str(server, "url").unwrap_or("/").to_owned(), server)).collect()
        };
        let (before, after) = (list(self.old, nodes.0), list(self.new, nodes.1));
        for (url, &node) in before.iter().filter(|(url, _)| !after.contains_key(*url)) {
            self.change(
                "api-server-removed",
                about,
                (node, around.1),
                &[url],
                format!("the server `{url}` was removed"),
            );
        }
        for (url, &node) in &after {
            match before.get(url) {
                None => {
                    let message = format!("the server `{url}` was added");
                    self.change("api-server-added", about, (around.0, node), &[url], message);
                }
                Some(&old) => self.server_variables(about, url, (old, node)),
            }
        }
    }

    fn server_variables(&mut self, about: &About, url: &str, nodes: Nodes) {
        let around = self.members(nodes, "variables");
        let lists = (
            entries(self.old, self.old.get(nodes.0, "variables")),
            entries(self.new, self.new.get(nodes.1, "variables")),
        );
        let names = Names::of(lists.0, lists.1, |_, _| false);
        for (name, node) in names.gone {
            let message = format!("the variable `{name}` of the server `{url}` was removed");
            self.change("api-server-variable-removed", about, (node, around.1), &[url, name], message);
        }
        for (name, node) in names.came {
            let message = format!("the variable `{name}` of the server `{url}` was added");
            self.change("api-server-variable-added", about, (around.0, node), &[url, name], message);
        }
        for (name, (old, new)) in names.both {
            let texts =
                (self.old.str(old, "default").unwrap_or_default(), self.new.str(new, "default").unwrap_or_default());
            if texts.0 != texts.1 {
                let message = format!(
                    "the default of the variable `{name}` of the server `{url}` changed from `{}` to `{}`",
                    texts.0, texts.1
                );
                let nodes = self.members((old, new), "default");
                self.change(
                    "api-server-variable-default-changed",
                    about,
                    nodes,
                    &[url, name, texts.0, texts.1],
                    message,
                );
            }
            let nodes = self.members((old, new), "enum");
            let values = |tree: &Tree, node: NodeId| -> OrderedMap<String, NodeId> {
                let all = tree.get(node, "enum").into_iter().flat_map(|list| tree.items(list));
                all.map(|&value| (canonical(tree, value), value)).collect()
            };
            let (before, after) = (values(self.old, old), values(self.new, new));
            for (value, &node) in before.iter().filter(|(value, _)| !after.contains_key(*value) && !after.is_empty()) {
                let message = format!("the value {value} was removed from the variable `{name}` of the server `{url}`");
                self.change("api-server-variable-value-removed", about, (node, nodes.1), &[url, name, value], message);
            }
            for (value, &node) in after.iter().filter(|(value, _)| !before.contains_key(*value) && !before.is_empty()) {
                let message = format!("the value {value} was added to the variable `{name}` of the server `{url}`");
                self.change("api-server-variable-value-added", about, (nodes.0, node), &[url, name, value], message);
            }
        }
    }

    /// Components that nothing refers to: what is used is compared where it is used.
    fn components(&mut self, roots: Nodes) {
        let schemas =
            |tree: &Tree, root: NodeId| tree.get(root, "components").and_then(|node| tree.get(node, "schemas"));
        let around = (schemas(self.old, roots.0).unwrap_or(roots.0), schemas(self.new, roots.1).unwrap_or(roots.1));
        let lists = (entries(self.old, schemas(self.old, roots.0)), entries(self.new, schemas(self.new, roots.1)));
        let names = Names::of(lists.0, lists.1, |_, _| false);
        if names.gone.is_empty() && names.came.is_empty() {
            return;
        }
        let mentioned = (mentioned(self.old), mentioned(self.new));
        for (name, node) in names.gone.into_iter().filter(|(_, node)| !mentioned.0.contains(node)) {
            let message = format!("the schema `{name}`, which no operation uses, was removed");
            self.change("api-schema-removed", &About::default(), (node, around.1), &[name], message);
        }
        for (name, node) in names.came.into_iter().filter(|(_, node)| !mentioned.1.contains(node)) {
            let message = format!("the schema `{name}`, which no operation uses, was added");
            self.change("api-schema-added", &About::default(), (around.0, node), &[name], message);
        }
    }
}

/// The nodes that references of the document lead to.
fn mentioned(tree: &Tree) -> Lookup<NodeId, ()> {
    let nodes = (0..u32::try_from(tree.node_count()).unwrap_or(u32::MAX)).map(NodeId);
    let targets = nodes.filter(|&node| tree.key(node) == Some("$ref")).filter_map(|node| {
        let holder = tree.parent(node)?;
        refs::resolve(tree, holder, tree.as_str(node)?).ok()
    });
    targets.map(|node| (node, ())).collect()
}

/// The operations of a path item by method, in a fixed order; `additionalOperations` of OpenAPI 3.2, too.
fn methods(tree: &Tree, item: NodeId) -> Vec<(String, NodeId)> {
    let fixed = METHODS.iter().filter_map(|method| Some((method.to_uppercase(), tree.get(item, method)?)));
    let more = tree.get(item, "additionalOperations").into_iter().flat_map(|list| tree.entries(list));
    let more = more.map(|(method, node)| (method.to_owned(), node));
    fixed.chain(more).map(|(method, node)| (method, follow(tree, node))).collect()
}

fn label(method: &str, path: &str) -> String {
    format!("{method} {path}")
}
