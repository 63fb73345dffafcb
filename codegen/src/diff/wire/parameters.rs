//! Parameters.
//!
//! Takes two operations, finds out which parameters stand for each other, compares how they travel, hands their schemas on.

use crate::base::{NodeId, OrderedMap};
use crate::diff::schema::canonical;
use crate::source::Tree;

use super::ids::{In, Place};
use super::lifecycle::Removal;
use super::operations::Pairing;
use super::walk::Root;
use super::{About, Item, Nodes, Wire, follow, paths};

/// A parameter of an operation.
#[derive(Clone, Copy, Debug)]
struct Parameter<'t> {
    node: NodeId,
    name: &'t str,
    location: &'t str,
    /// It is declared at the path, for all of its operations.
    is_common: bool,
}

/// Headers that are described elsewhere in a document, and are no parameters (OpenAPI 3.0.3 "Parameter Object").
const NO_PARAMETERS: &[&str] = &["accept", "content-type", "authorization"];

impl Wire<'_> {
    pub(super) fn parameters(&mut self, pairing: &Pairing<'_>) {
        let Pairing { about, paths, items, nodes } = pairing;
        let before = parameters(self.old, items.0, nodes.0, paths.0);
        let after = parameters(self.new, items.1, nodes.1, paths.1);
        let around = (list_of(self.old, *items, *nodes, true), list_of(self.new, *items, *nodes, false));
        let gone: Vec<&Parameter<'_>> =
            before.iter().filter(|(key, _)| !after.contains_key(*key)).map(|(_, parameter)| parameter).collect();
        let came: Vec<&Parameter<'_>> =
            after.iter().filter(|(key, _)| !before.contains_key(*key)).map(|(_, parameter)| parameter).collect();
        let (apart, together) = (taken_apart(self.old, &gone, &came), taken_apart(self.new, &came, &gone));
        let is_gone = |node: NodeId| !apart.0.contains(&node) && !together.1.contains(&node);
        let is_new = |node: NodeId| !together.0.contains(&node) && !apart.1.contains(&node);
        for parameter in gone.iter().filter(|parameter| is_gone(parameter.node)) {
            self.removed(about, (parameter.node, around.1), Removal::Parameter, &label(parameter));
        }
        for (key, parameter) in &after {
            match before.get(key) {
                Some(old) => self.parameter(about, (old, parameter)),
                None if is_new(parameter.node) => self.added_parameter(about, around.0, parameter),
                None => {}
            }
        }
    }

    fn added_parameter(&mut self, about: &About, around: NodeId, parameter: &Parameter<'_>) {
        let label = label(parameter);
        let need = if is_required(self.new, parameter) { "required" } else { "optional" };
        let id = match (parameter.location, parameter.is_common) {
            ("path", _) => "new-request-path-parameter".to_owned(),
            (_, true) => format!("new-{need}-request-default-parameter-to-existing-path"),
            (_, false) => format!("new-{need}-request-parameter"),
        };
        self.change(&id, about, (around, parameter.node), &[&label], format!("the {need} {label} was added"));
    }

    fn parameter(&mut self, about: &About, (old, new): (&Parameter<'_>, &Parameter<'_>)) {
        let nodes = (old.node, new.node);
        let label = label(new);
        let required = (is_required(self.old, old), is_required(self.new, new));
        if required.0 != required.1 {
            let change = if required.1 { "became-required" } else { "became-optional" };
            let here = self.members(nodes, "required");
            let message = format!("{label} {}", change.replace('-', " "));
            self.change(&format!("request-parameter-{change}"), about, here, &[&label], message);
        }
        self.parameter_deprecation(about, nodes, &label);
        self.stability(about, nodes, "request-parameter", &label);
        self.layout(about, (old, new), &label);
        self.parameter_schema(about, (old, new), &label);
    }

    /// Compares how the value is written.
    fn layout(&mut self, about: &About, (old, new): (&Parameter<'_>, &Parameter<'_>), label: &str) {
        let nodes = (old.node, new.node);
        let styles = (style(self.old, old), style(self.new, new));
        if styles.0 != styles.1 {
            let message = format!("the style of {label} changed from `{}` to `{}`", styles.0, styles.1);
            let here = self.members(nodes, "style");
            self.change("request-parameter-style-changed", about, here, &[label, styles.0, styles.1], message);
        }
        let explode = (explodes(self.old, old, styles.0), explodes(self.new, new, styles.1));
        if explode.0 != explode.1
            && styles.0 == styles.1
            && (is_structured(self.old, old) || is_structured(self.new, new))
        {
            let message = format!("`explode` of {label} changed from {} to {}", explode.0, explode.1);
            let here = self.members(nodes, "explode");
            self.change("request-parameter-explode-changed", about, here, &[label, &explode.1.to_string()], message);
        }
        for (key, facet) in [("allowReserved", "allow-reserved"), ("allowEmptyValue", "allow-empty-value")] {
            let flags = (self.old.bool(nodes.0, key) == Some(true), self.new.bool(nodes.1, key) == Some(true));
            if flags.0 != flags.1 {
                let change = if flags.1 { "set" } else { "unset" };
                let here = self.members(nodes, key);
                let message = format!("`{key}` of {label} was {change}");
                self.change(&format!("request-parameter-{facet}-{change}"), about, here, &[label], message);
            }
        }
    }

    fn parameter_schema(&mut self, about: &About, (old, new): (&Parameter<'_>, &Parameter<'_>), label: &str) {
        let schemas = (schema(self.old, old.node), schema(self.new, new.node));
        let nodes = (old.node, new.node);
        let media = |schema: &Option<(NodeId, Option<&str>)>| {
            schema.and_then(|(_, media)| media).unwrap_or_default().to_owned()
        };
        let types = (media(&schemas.0), media(&schemas.1));
        if types.0 != types.1 {
            let words = |media: &str| if media.is_empty() { "a plain value".to_owned() } else { format!("`{media}`") };
            let message = format!("{label} is written as {} and no longer as {}", words(&types.1), words(&types.0));
            let here = self.members(nodes, "content");
            self.change("request-parameter-media-type-changed", about, here, &[label, &types.0, &types.1], message);
        }
        match (schemas.0, schemas.1) {
            (Some((before, _)), Some((after, _))) => {
                let pair = self.schemas.root(&[before], &[after]);
                let is_form =
                    new.location == "query" && style(self.new, new) == "form" && explodes(self.new, new, "form");
                let place = Place::Parameter(match new.location {
                    "header" => In::Header,
                    _ if is_form => In::Repeated,
                    _ => In::Other,
                });
                let root = Root { pair, place, about: about.clone(), words: label.to_owned(), key: label.to_owned() };
                self.items.push(Item::Root(root));
            }
            (None, Some((after, _))) => {
                let message = format!("{label} was given a schema");
                self.change("request-parameter-schema-added", about, (nodes.0, after), &[label], message);
            }
            (Some((before, _)), None) => {
                let message = format!("the schema of {label} was removed");
                self.change("request-parameter-schema-removed", about, (before, nodes.1), &[label], message);
            }
            (None, None) => {}
        }
    }
}

/// The parameters of an operation by what makes them the same: place and name, of path parameters the position in the template.
fn parameters<'t>(
    tree: &'t Tree,
    item: NodeId,
    operation: NodeId,
    path: &str,
) -> OrderedMap<(String, String), Parameter<'t>> {
    let positions = paths::names(path);
    let mut all = OrderedMap::new();
    for (holder, is_common) in [(item, true), (operation, false)] {
        for &entry in tree.get(holder, "parameters").map(|list| tree.items(list)).unwrap_or_default() {
            let node = follow(tree, entry);
            let (Some(name), Some(location)) = (tree.str(node, "name"), tree.str(node, "in")) else { continue };
            let key = match location {
                "header" => name.to_ascii_lowercase(),
                "path" => positions
                    .iter()
                    .position(|known| *known == name)
                    .map_or_else(|| name.to_owned(), |at| at.to_string()),
                _ => name.to_owned(),
            };
            if location != "header" || !NO_PARAMETERS.contains(&key.as_str()) {
                all.insert((location.to_owned(), key), Parameter { node, name, location, is_common });
            }
        }
    }
    all
}

/// The list of parameters where one is missing.
fn list_of(tree: &Tree, items: Nodes, nodes: Nodes, is_old: bool) -> NodeId {
    let (item, operation) = if is_old { (items.0, nodes.0) } else { (items.1, nodes.1) };
    tree.get(operation, "parameters").or_else(|| tree.get(item, "parameters")).unwrap_or(operation)
}

/// Objects whose members travel as parameters of their own, where each of them is such a parameter in the other document; and these.
fn taken_apart(tree: &Tree, objects: &[&Parameter<'_>], others: &[&Parameter<'_>]) -> (Vec<NodeId>, Vec<NodeId>) {
    let mut taken = (Vec::new(), Vec::new());
    for object in objects {
        let is_written_apart = matches!(object.location, "query" | "cookie")
            && style(tree, object) == "form"
            && explodes(tree, object, "form");
        let members = schema(tree, object.node).and_then(|(schema, _)| tree.get(follow(tree, schema), "properties"));
        let Some(members) = members.filter(|&members| is_written_apart && !tree.is_empty(members)) else { continue };
        let same = |name: &str| others.iter().find(|other| other.location == object.location && other.name == name);
        let found: Option<Vec<NodeId>> =
            tree.entries(members).map(|(name, _)| same(name).map(|other| other.node)).collect();
        if let Some(found) = found {
            taken.0.push(object.node);
            taken.1.extend(found);
        }
    }
    taken
}

fn label(parameter: &Parameter<'_>) -> String {
    format!("{} parameter `{}`", parameter.location, parameter.name)
}

fn is_required(tree: &Tree, parameter: &Parameter<'_>) -> bool {
    parameter.location == "path" || tree.bool(parameter.node, "required") == Some(true)
}

fn style<'t>(tree: &'t Tree, parameter: &Parameter<'t>) -> &'t str {
    let default = if matches!(parameter.location, "query" | "cookie") { "form" } else { "simple" };
    tree.str(parameter.node, "style").filter(|style| !style.is_empty()).unwrap_or(default)
}

fn explodes(tree: &Tree, parameter: &Parameter<'_>, style: &str) -> bool {
    tree.bool(parameter.node, "explode").unwrap_or(style == "form")
}

/// Whether the value has parts; to others `explode` means nothing.
fn is_structured(tree: &Tree, parameter: &Parameter<'_>) -> bool {
    let Some((schema, _)) = schema(tree, parameter.node) else { return false };
    let schema = follow(tree, schema);
    let kind = tree.get(schema, "type").map(|kind| canonical(tree, kind)).unwrap_or_default();
    kind.is_empty() || kind.contains("array") || kind.contains("object")
}

/// The schema of a parameter, and its media type if it has one.
fn schema(tree: &Tree, node: NodeId) -> Option<(NodeId, Option<&str>)> {
    if let Some(schema) = tree.get(node, "schema") {
        return Some((schema, None));
    }
    let (media, content) = tree.entries(tree.get(node, "content")?).next()?;
    Some((tree.get(content, "schema")?, Some(media)))
}
