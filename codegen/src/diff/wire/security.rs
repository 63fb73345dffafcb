//! Security schemes, and which operation requires which.
//!
//! Takes documents and operations, compares definitions and requirements.

use crate::base::{NodeId, OrderedMap, OrderedSet};
use crate::source::Tree;

use super::{About, Names, Nodes, Wire, entries};

/// Schemes that must be given together, with their scopes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Requirement {
    schemes: Vec<(String, Vec<String>)>,
}

impl Requirement {
    fn name(&self) -> String {
        if self.schemes.is_empty() {
            return "anonymous access".to_owned();
        }
        self.schemes.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(" with ")
    }
}

impl Wire<'_> {
    /// Compares `components.securitySchemes`.
    pub(super) fn security_schemes(&mut self, roots: Nodes) {
        let find = |tree: &Tree, root| tree.get(root, "components").and_then(|node| tree.get(node, "securitySchemes"));
        let lists = (find(self.old, roots.0), find(self.new, roots.1));
        let around = (lists.0.unwrap_or(roots.0), lists.1.unwrap_or(roots.1));
        let names = Names::of(entries(self.old, lists.0), entries(self.new, lists.1), |_, _| false);
        let about = About::default();
        for (name, node) in names.gone {
            let message = format!("the security scheme `{name}` was removed");
            self.change("api-security-component-removed", &about, (node, around.1), &[name], message);
        }
        for (name, node) in names.came {
            let message = format!("the security scheme `{name}` was added");
            self.change("api-security-component-added", &about, (around.0, node), &[name], message);
        }
        for (name, nodes) in names.both {
            self.security_scheme(name, nodes);
        }
    }

    fn security_scheme(&mut self, name: &str, nodes: Nodes) {
        for (key, facet, words) in [
            ("type", "type", "type"),
            ("in", "location", "place"),
            ("name", "name", "name on the wire"),
            ("scheme", "scheme", "HTTP scheme"),
            ("bearerFormat", "bearer-format", "bearer format"),
            ("openIdConnectUrl", "open-id-url", "OpenID Connect URL"),
        ] {
            let texts =
                (self.old.str(nodes.0, key).unwrap_or_default(), self.new.str(nodes.1, key).unwrap_or_default());
            let is_same = if key == "scheme" { texts.0.eq_ignore_ascii_case(texts.1) } else { texts.0 == texts.1 };
            // Another type has other members; they need no words.
            let is_told = key != "type" && self.old.str(nodes.0, "type") != self.new.str(nodes.1, "type");
            if is_same || is_told {
                continue;
            }
            let id = format!("api-security-component-{facet}-changed");
            self.text_changed(
                &id,
                self.members(nodes, key),
                &[name, texts.0, texts.1],
                &format!("the {words} of the security scheme `{name}`"),
                texts,
            );
        }
        let flows =
            (entries(self.old, self.old.get(nodes.0, "flows")), entries(self.new, self.new.get(nodes.1, "flows")));
        let around = self.members(nodes, "flows");
        let flows = Names::of(flows.0, flows.1, |_, _| false);
        let about = About::default();
        for (flow, node) in flows.gone {
            let message = format!("the flow `{flow}` was removed from the security scheme `{name}`");
            self.change("api-security-component-oauth-flow-removed", &about, (node, around.1), &[name, flow], message);
        }
        for (flow, node) in flows.came {
            let message = format!("the flow `{flow}` was added to the security scheme `{name}`");
            self.change("api-security-component-oauth-flow-added", &about, (around.0, node), &[name, flow], message);
        }
        for (flow, nodes) in flows.both {
            self.flow(name, flow, nodes);
        }
    }

    fn flow(&mut self, name: &str, flow: &str, nodes: Nodes) {
        for (key, facet) in [("authorizationUrl", "url"), ("tokenUrl", "token-url"), ("refreshUrl", "refresh-url")] {
            let texts =
                (self.old.str(nodes.0, key).unwrap_or_default(), self.new.str(nodes.1, key).unwrap_or_default());
            if texts.0 != texts.1 {
                let what = format!("`{key}` of the flow `{flow}` of the security scheme `{name}`");
                let id = format!("api-security-component-oauth-{facet}-changed");
                self.text_changed(&id, self.members(nodes, key), &[name, flow, texts.0, texts.1], &what, texts);
            }
        }
        let around = self.members(nodes, "scopes");
        let about = About::default();
        let scopes = |tree: &Tree, node: NodeId| -> OrderedMap<String, NodeId> {
            let all = tree.get(node, "scopes").into_iter().flat_map(|map| tree.entries(map));
            all.map(|(scope, node)| (scope.to_owned(), node)).collect()
        };
        let (before, after) = (scopes(self.old, nodes.0), scopes(self.new, nodes.1));
        for (scope, &node) in before.iter().filter(|(scope, _)| !after.contains_key(*scope)) {
            let message = format!("the scope `{scope}` was removed from the security scheme `{name}`");
            self.change(
                "api-security-component-oauth-scope-removed",
                &about,
                (node, around.1),
                &[name, flow, scope],
                message,
            );
        }
        for (scope, &node) in &after {
            let Some(&old) = before.get(scope) else {
                let message = format!("the scope `{scope}` was added to the security scheme `{name}`");
                self.change(
                    "api-security-component-oauth-scope-added",
                    &about,
                    (around.0, node),
                    &[name, flow, scope],
                    message,
                );
                continue;
            };
            let texts = (self.old.as_str(old).unwrap_or_default(), self.new.as_str(node).unwrap_or_default());
            if texts.0 != texts.1 {
                let message = format!("the description of the scope `{scope}` of the security scheme `{name}` changed");
                self.change(
                    "api-security-component-oauth-scope-changed",
                    &about,
                    (old, node),
                    &[name, flow, scope],
                    message,
                );
            }
        }
    }

    fn text_changed(&mut self, id: &str, nodes: Nodes, key: &[&str], what: &str, texts: (&str, &str)) {
        let words = |text: &str| if text.is_empty() { "nothing".to_owned() } else { format!("`{text}`") };
        let message = format!("{what} changed from {} to {}", words(texts.0), words(texts.1));
        self.change(id, &About::default(), nodes, key, message);
    }

    /// Compares the requirements of the document.
    pub(super) fn global_security(&mut self, roots: Nodes) {
        let lists = (requirements(self.old, roots.0), requirements(self.new, roots.1));
        let lists = (lists.0.unwrap_or_default(), lists.1.unwrap_or_default());
        self.requirements(&About::default(), "api-global-security", roots, lists);
    }

    /// Compares the requirements of two operations, if one of them has its own.
    pub(super) fn operation_security(&mut self, about: &About, nodes: Nodes) {
        let own = (requirements(self.old, nodes.0), requirements(self.new, nodes.1));
        if own.0.is_none() && own.1.is_none() {
            return;
        }
        let global = |tree: &Tree| tree.root().and_then(|root| requirements(tree, root)).unwrap_or_default();
        let lists = (own.0.unwrap_or_else(|| global(self.old)), own.1.unwrap_or_else(|| global(self.new)));
        self.requirements(about, "api-security", nodes, lists);
    }

    fn requirements(&mut self, about: &About, prefix: &str, nodes: Nodes, lists: (Vec<Requirement>, Vec<Requirement>)) {
        let here = self.members(nodes, "security");
        let (mut before, mut after) = lists;
        before.retain(|requirement| match after.iter().position(|other| other == requirement) {
            Some(at) => {
                after.remove(at);
                false
            }
            None => true,
        });
        for old in before {
            let name = old.name();
            let Some(at) = after.iter().position(|new| new.name() == name) else {
                let message = format!("{name} no longer suffices as security");
                self.change(&format!("{prefix}-removed"), about, here, &[&name], message);
                continue;
            };
            let new = after.remove(at);
            for ((scheme, old_scopes), (_, new_scopes)) in old.schemes.iter().zip(&new.schemes) {
                let (old_set, new_set): (OrderedSet<&String>, OrderedSet<&String>) =
                    (old_scopes.iter().collect(), new_scopes.iter().collect());
                for scope in old_set.difference(&new_set) {
                    let message = format!("the scope `{scope}` of `{scheme}` is no longer required");
                    self.change(&format!("{prefix}-scope-removed"), about, here, &[scheme, scope], message);
                }
                for scope in new_set.difference(&old_set) {
                    let message = format!("the scope `{scope}` of `{scheme}` is required now");
                    self.change(&format!("{prefix}-scope-added"), about, here, &[scheme, scope], message);
                }
            }
        }
        for new in after {
            let name = new.name();
            let message = format!("{name} suffices as security now");
            self.change(&format!("{prefix}-added"), about, here, &[&name], message);
        }
    }
}

/// `security` of a node, in one form; none when it has none.
fn requirements(tree: &Tree, node: NodeId) -> Option<Vec<Requirement>> {
    let list = tree.get(node, "security")?;
    let of_scheme = |(name, scopes): (&str, NodeId)| {
        let mut scopes: Vec<String> =
            tree.items(scopes).iter().filter_map(|&item| tree.as_str(item)).map(str::to_owned).collect();
        scopes.sort();
        (name.to_owned(), scopes)
    };
    let of_item = |&item: &NodeId| {
        let mut schemes: Vec<(String, Vec<String>)> = tree.entries(item).map(of_scheme).collect();
        schemes.sort();
        Requirement { schemes }
    };
    Some(tree.items(list).iter().map(of_item).collect())
}
