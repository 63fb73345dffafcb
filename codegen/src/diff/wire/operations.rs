//! Two operations that stand for each other.
//!
//! Takes their nodes, compares all that they have around their schemas, hands parameters, bodies, responses and callbacks on.

use crate::base::{NodeId, OrderedSet};
use crate::source::Tree;

use super::{About, Names, Nodes, Wire, entries};

/// Two operations with what is around them.
pub(super) struct Pairing<'p> {
    pub(super) about: About,
    /// The old and the new path template.
    pub(super) paths: (&'p str, &'p str),
    /// The path items.
    pub(super) items: Nodes,
    /// The operations.
    pub(super) nodes: Nodes,
}

impl Wire<'_> {
    pub(super) fn operation(&mut self, pairing: &Pairing<'_>) {
        let (about, nodes) = (&pairing.about, pairing.nodes);
        self.operation_id(about, nodes);
        self.tags(about, nodes);
        self.deprecation(about, nodes);
        self.stability(about, nodes, "api", "the operation");
        let has_own = |tree: &Tree, node| tree.get(node, "servers").is_some();
        if has_own(self.old, nodes.0) || has_own(self.new, nodes.1) {
            self.servers(about, nodes);
        }
        self.operation_security(about, nodes);
        self.parameters(pairing);
        self.request_body(about, nodes);
        self.responses(about, nodes);
        self.callbacks(about, nodes);
    }

    fn operation_id(&mut self, about: &About, nodes: Nodes) {
        let ids = (self.old.str(nodes.0, "operationId"), self.new.str(nodes.1, "operationId"));
        let here = self.members(nodes, "operationId");
        match ids {
            (None, Some(id)) => {
                self.change("api-operation-id-added", about, here, &[id], format!("the operationId `{id}` was added"));
            }
            (Some(id), None) => {
                self.change(
                    "api-operation-id-removed",
                    about,
                    here,
                    &[id],
                    format!("the operationId `{id}` was removed"),
                );
            }
            (Some(old), Some(new)) if old != new => {
                let message = format!("the operationId changed from `{old}` to `{new}`");
                self.change("api-operation-id-removed", about, here, &[old, new], message);
            }
            _ => {}
        }
    }

    fn tags(&mut self, about: &About, nodes: Nodes) {
        let around = self.members(nodes, "tags");
        let (old, new) = (self.old, self.new);
        let items = |tree: &'_ Tree, node: NodeId| {
            tree.get(node, "tags").map(|list| tree.items(list).to_vec()).unwrap_or_default()
        };
        let (old_items, new_items) = (items(old, nodes.0), items(new, nodes.1));
        let before: OrderedSet<&str> = old_items.iter().filter_map(|&item| old.as_str(item)).collect();
        let after: OrderedSet<&str> = new_items.iter().filter_map(|&item| new.as_str(item)).collect();
        for tag in before.difference(&after) {
            self.change("api-tag-removed", about, around, &[tag], format!("the tag `{tag}` was removed"));
        }
        for tag in after.difference(&before) {
            self.change("api-tag-added", about, around, &[tag], format!("the tag `{tag}` was added"));
        }
    }

    fn callbacks(&mut self, about: &About, nodes: Nodes) {
        let around = self.members(nodes, "callbacks");
        let lists = (
            entries(self.old, self.old.get(nodes.0, "callbacks")),
            entries(self.new, self.new.get(nodes.1, "callbacks")),
        );
        let names = Names::of(lists.0, lists.1, |_, _| false);
        for (name, node) in names.gone {
            self.change(
                "callback-removed",
                about,
                (node, around.1),
                &[name],
                format!("the callback `{name}` was removed"),
            );
        }
        for (name, node) in names.came {
            self.change("callback-added", about, (around.0, node), &[name], format!("the callback `{name}` was added"));
        }
        // Callbacks cannot have callbacks: nothing would call them.
        for (name, (old, new)) in names.both.into_iter().filter(|_| !about.is_turned) {
            let own = |(key, _): &(&str, NodeId)| !key.starts_with("x-");
            let (mut before, mut after) = (entries(self.old, Some(old)), entries(self.new, Some(new)));
            before.retain(own);
            after.retain(own);
            let expressions = Names::of(before, after, |_, _| false);
            let key = |expression: &str| format!("{name} {expression}");
            for (expression, node) in expressions.gone {
                let message = format!("the callback `{name}` to `{expression}` was removed");
                self.change("callback-removed", about, (node, new), &[&key(expression)], message);
            }
            for (expression, node) in expressions.came {
                let message = format!("the callback `{name}` to `{expression}` was added");
                self.change("callback-added", about, (old, node), &[&key(expression)], message);
            }
            for (expression, nodes) in expressions.both {
                let operation = about.operation.as_deref().unwrap_or_default();
                let name = format!("{expression} (callback {name} of {operation})");
                self.path_item((&name, &name), nodes, true);
            }
        }
    }
}
