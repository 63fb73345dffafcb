//! What schemas have inside: properties, items, and every other keyword with schemas in it.
//!
//! Takes two views, gives facts about what is there on one side only and edges to what is there on both.

use crate::base::{NodeId, OrderedMap};

use super::pairs::{Edge, Fact, Found, Member, Schemas, Step};
use super::values::canonical;
use super::view::{Doc, View};

/// Keywords with one schema whose absence allows everything: their names in ids, and whether they are told as added and removed.
const KEYWORDS: &[(&str, &str)] = &[
    ("if", "if"),
    ("then", "then"),
    ("else", "else"),
    ("contains", "contains"),
    ("propertyNames", "property-names"),
    ("unevaluatedItems", "unevaluated-items"),
    ("unevaluatedProperties", "unevaluated-properties"),
    ("contentSchema", "content-schema"),
    ("not", "not"),
];

/// Schemas by name, each as a list of schema objects that all apply.
type Members<'a> = OrderedMap<&'a str, Vec<NodeId>>;

/// Compares everything inside.
pub(super) fn compare(schemas: &mut Schemas<'_>, old: &View, new: &View, found: &mut Found) {
    properties(schemas, old, new, found);
    additional(schemas, old, new, found);
    let origins = (old.origin, new.origin);
    for (key, name, step) in [
        ("patternProperties", "pattern-property", Step::Pattern as fn(Box<str>) -> Step),
        ("dependentSchemas", "dependent-schema", Step::Dependent),
    ] {
        let all = (members(&schemas.old, old, key), members(&schemas.new, new, key));
        for (key, nodes) in all.0.iter().filter(|(key, _)| !all.1.contains_key(*key)) {
            found.add(Fact::new(format!("{name}-removed"), first(nodes, origins.0), origins.1).of(*key));
        }
        for (key, nodes) in &all.1 {
            match all.0.get(key) {
                Some(before) => {
                    let pair = schemas.pair(before, nodes);
                    found.edge(step((*key).into()), pair);
                }
                None => found.add(Fact::new(format!("{name}-added"), origins.0, first(nodes, origins.1)).of(*key)),
            }
        }
    }
    dependent_required(schemas, old, new, found);
    items(schemas, old, new, found);
    for (key, name) in KEYWORDS {
        let all = (constraining(&schemas.old, old, key), constraining(&schemas.new, new, key));
        match (all.0.as_slice(), all.1.as_slice()) {
            ([], []) => {}
            ([], [node, ..]) => found.add(Fact::new(format!("{name}-added"), origins.0, *node)),
            ([node, ..], []) => found.add(Fact::new(format!("{name}-removed"), *node, origins.1)),
            (before, after) => {
                let pair = schemas.pair(before, after);
                found.edge(Step::Keyword(key), pair);
            }
        }
    }
}

fn first(nodes: &[NodeId], otherwise: NodeId) -> NodeId {
    nodes.first().copied().unwrap_or(otherwise)
}

fn members<'a>(doc: &Doc<'a>, view: &View, key: &str) -> Members<'a> {
    let tree = doc.tree;
    let mut all = Members::new();
    for object in doc.all(view, key) {
        for (name, node) in tree.entries(object) {
            all.entry(name).or_default().push(node);
        }
    }
    all
}

/// The schemas of a keyword, without those that allow everything.
fn constraining(doc: &Doc<'_>, view: &View, key: &str) -> Vec<NodeId> {
    let tree = doc.tree;
    let is_free = |node: NodeId| tree.as_bool(node) == Some(true) || (tree.is_object(node) && tree.is_empty(node));
    doc.all(view, key).filter(|&node| !is_free(node)).collect()
}

/// The names in `required` with their nodes.
fn required<'a>(doc: &Doc<'a>, view: &View) -> OrderedMap<&'a str, NodeId> {
    let tree = doc.tree;
    let lists = doc.all(view, "required").flat_map(|list| tree.items(list));
    lists.filter_map(|&item| Some((tree.as_str(item)?, item))).collect()
}

fn properties(schemas: &mut Schemas<'_>, old: &View, new: &View, found: &mut Found) {
    let all = (members(&schemas.old, old, "properties"), members(&schemas.new, new, "properties"));
    let needed = (required(&schemas.old, old), required(&schemas.new, new));
    let lists = |doc: &Doc<'_>, view: &View| doc.all(view, "properties").next().unwrap_or(view.origin);
    let around = (lists(&schemas.old, old), lists(&schemas.new, new));
    for (name, nodes) in all.0.iter().filter(|(name, _)| !all.1.contains_key(*name)) {
        let member = member(&mut schemas.old, name, nodes, needed.0.contains_key(name));
        found.add(Fact::new("property-removed", first(nodes, around.0), around.1).member(member));
    }
    for (name, nodes) in &all.1 {
        let now = member(&mut schemas.new, name, nodes, needed.1.contains_key(name));
        let Some(before) = all.0.get(name) else {
            found.add(Fact::new("property-added", around.0, first(nodes, around.1)).member(now));
            continue;
        };
        let pair = schemas.pair(before, nodes);
        let was = member(&mut schemas.old, name, before, needed.0.contains_key(name));
        let here = (first(before, around.0), first(nodes, around.1));
        let (read_only, write_only) = (now.read_only, now.write_only);
        found.edges.push(Edge { step: Step::Property((*name).into()), pair, read_only, write_only });
        if was.required != now.required {
            let change = if now.required { "became-required" } else { "became-optional" };
            let old_node = needed.0.get(name).copied().unwrap_or(here.0);
            let new_node = needed.1.get(name).copied().unwrap_or(here.1);
            found.add(Fact::new(change, old_node, new_node).member(now.clone()));
        }
        for (was, is, set, unset) in [
            (was.read_only, now.read_only, "became-read-only", "became-not-read-only"),
            (was.write_only, now.write_only, "became-write-only", "became-not-write-only"),
        ] {
            if was != is {
                found.add(Fact::new(if is { set } else { unset }, here.0, here.1).member(now.clone()));
            }
        }
    }
    // Members that are required without being declared.
    let declared = |name: &&str| all.0.contains_key(*name) || all.1.contains_key(*name);
    for (name, &node) in needed.1.iter().filter(|(name, _)| !declared(name) && !needed.0.contains_key(*name)) {
        let member = Member { name: (*name).into(), required: true, is_undeclared: true, ..Member::default() };
        found.add(Fact::new("became-required", old.origin, node).member(member));
    }
    for (name, &node) in needed.0.iter().filter(|(name, _)| !declared(name) && !needed.1.contains_key(*name)) {
        let member = Member { name: (*name).into(), is_undeclared: true, ..Member::default() };
        found.add(Fact::new("became-optional", node, new.origin).member(member));
    }
}

fn member(doc: &mut Doc<'_>, name: &str, nodes: &[NodeId], required: bool) -> Member {
    let view = doc.view(nodes);
    Member {
        name: name.into(),
        required,
        read_only: doc.flag(view, "readOnly"),
        write_only: doc.flag(view, "writeOnly"),
        has_default: doc.annotation(view, "default").is_some(),
        is_undeclared: false,
    }
}

/// What is said of members that are not declared, the strictest of all parts.
enum Additional {
    Any,
    Schema(Vec<NodeId>),
    Forbidden(NodeId),
}

impl Additional {
    fn of(doc: &Doc<'_>, view: &View) -> Self {
        let tree = doc.tree;
        let all = constraining(doc, view, "additionalProperties");
        match all.iter().find(|&&node| tree.as_bool(node) == Some(false)) {
            Some(&node) => Self::Forbidden(node),
            None if all.is_empty() => Self::Any,
            None => Self::Schema(all),
        }
    }

    const fn rank(&self) -> u8 {
        match self {
            Self::Any => 0,
            Self::Schema(_) => 1,
            Self::Forbidden(_) => 2,
        }
    }

    fn node(&self, otherwise: NodeId) -> NodeId {
        match self {
            Self::Any => otherwise,
            Self::Schema(nodes) => first(nodes, otherwise),
            Self::Forbidden(node) => *node,
        }
    }

    const fn words(&self) -> &'static str {
        match self {
            Self::Any => "allowed",
            Self::Schema(_) => "allowed with a schema",
            Self::Forbidden(_) => "forbidden",
        }
    }
}

fn additional(schemas: &mut Schemas<'_>, old: &View, new: &View, found: &mut Found) {
    let (before, after) = (Additional::of(&schemas.old, old), Additional::of(&schemas.new, new));
    if let (Additional::Schema(before), Additional::Schema(after)) = (&before, &after) {
        let pair = schemas.pair(before, after);
        found.edge(Step::Keyword("additionalProperties"), pair);
    } else if before.rank() != after.rank() {
        let name = if before.rank() < after.rank() {
            "additional-properties-narrowed"
        } else {
            "additional-properties-widened"
        };
        let fact = Fact::new(name, before.node(old.origin), after.node(new.origin));
        found.add(fact.between(Some(before.words().to_owned()), Some(after.words().to_owned())));
    }
}

fn dependent_required(schemas: &Schemas<'_>, old: &View, new: &View, found: &mut Found) {
    let lists = |doc: &Doc<'_>, view: &View| -> OrderedMap<String, (String, NodeId)> {
        let tree = doc.tree;
        let words = |list: NodeId| {
            let mut names: Vec<String> = tree.items(list).iter().map(|&item| canonical(tree, item)).collect();
            names.sort();
            names.join(", ")
        };
        let all = doc.all(view, "dependentRequired").flat_map(|object| tree.entries(object));
        all.map(|(key, list)| (key.to_owned(), (words(list), list))).collect()
    };
    let (before, after) = (lists(&schemas.old, old), lists(&schemas.new, new));
    for (key, (names, node)) in before.iter().filter(|(key, _)| !after.contains_key(*key)) {
        let fact = Fact::new("dependent-required-removed", *node, new.origin).of(key.as_str());
        found.add(fact.between(Some(names.clone()), None));
    }
    for (key, (names, node)) in &after {
        match before.get(key) {
            None => {
                let fact = Fact::new("dependent-required-added", old.origin, *node).of(key.as_str());
                found.add(fact.between(None, Some(names.clone())));
            }
            Some((known, old_node)) if known != names => {
                let fact = Fact::new("dependent-required-changed", *old_node, *node).of(key.as_str());
                found.add(fact.between(Some(known.clone()), Some(names.clone())));
            }
            Some(_) => {}
        }
    }
}

fn items(schemas: &mut Schemas<'_>, old: &View, new: &View, found: &mut Found) {
    let all = (constraining(&schemas.old, old, "items"), constraining(&schemas.new, new, "items"));
    if !all.0.is_empty() || !all.1.is_empty() {
        let pair = schemas.pair(&all.0, &all.1);
        found.edge(Step::Keyword("items"), pair);
    }
    let list = |doc: &Doc<'_>, view: &View| -> Vec<NodeId> {
        let tree = doc.tree;
        doc.all(view, "prefixItems").flat_map(|list| tree.items(list)).copied().collect()
    };
    let (before, after) = (list(&schemas.old, old), list(&schemas.new, new));
    for (at, (old_item, new_item)) in before.iter().zip(&after).enumerate() {
        let pair = schemas.pair(&[*old_item], &[*new_item]);
        found.edge(Step::Position(at), pair);
    }
    for (at, &node) in before.iter().enumerate().skip(after.len()) {
        found.add(Fact::new("prefix-items-removed", node, new.origin).of(at.to_string()));
    }
    for (at, &node) in after.iter().enumerate().skip(before.len()) {
        found.add(Fact::new("prefix-items-added", old.origin, node).of(at.to_string()));
    }
}
