//! Composition: `allOf`, `oneOf`, `anyOf`, `discriminator`.
//!
//! Takes two schemas, finds out which members and alternatives stand for each other, gives facts about those that are on one side only, and the
//! views that are left to compare. Members of `allOf` that moved without changing what they add up to are no difference.

use std::rc::Rc;

use crate::base::{NodeId, OrderedMap};

use super::pairs::{Compared, Fact, Found, Schemas, Step};
use super::view::{Doc, Union, View, ViewId, type_names};
use super::{facets, kinds, objects};

/// Compares the composition of two schemas.
pub(super) fn compare(schemas: &mut Schemas<'_>, old: ViewId, new: ViewId, found: &mut Found) -> Compared {
    let views = (schemas.old.get(old), schemas.new.get(new));
    let (mut old, mut new) = all_of(schemas, views, found);
    discriminator(schemas, &old, &new, found);
    if !old.more.is_empty() || !new.more.is_empty() {
        several(schemas, &old, &new, found);
        return Compared { old, new, is_settled: false };
    }
    let lists = |view: &View| view.union.is_none() || view.list.is_some();
    if lists(&old) && lists(&new) {
        (old, new) = (as_list(&old), as_list(&new));
    }
    let is_settled = match (old.union.clone(), new.union.clone()) {
        (Some(before), Some(after)) => {
            alternatives(schemas, &before, &after, found);
            false
        }
        (None, Some(after)) => became_union(schemas, (&old, &new), &after, true, found),
        (Some(before), None) => became_union(schemas, (&old, &new), &before, false, found),
        (None, None) => false,
    };
    Compared { old, new, is_settled }
}

/// The alternatives taken as a list of types.
fn as_list(view: &Rc<View>) -> Rc<View> {
    match view.list {
        Some(types) => Rc::new(View { types, listed: true, union: None, ..View::clone(view) }),
        None => Rc::clone(view),
    }
}

/// Which entries of two lists stand for each other.
struct Matched {
    both: Vec<(NodeId, NodeId)>,
    old: Vec<NodeId>,
    new: Vec<NodeId>,
}

/// By reference, by title, by what they mean; a lone inline one that is left stands for the lone one that is left.
fn match_up(schemas: &mut Schemas<'_>, old: &[NodeId], new: &[NodeId]) -> Matched {
    let mut matched = Matched { both: Vec::new(), old: old.to_vec(), new: new.to_vec() };
    matched.take(|left, right| {
        let names = (schemas.old.reference(left), schemas.new.reference(right));
        names.0.is_some() && names.0 == names.1
    });
    matched.take(|left, right| {
        let names = (schemas.old.label(left), schemas.new.label(right));
        names.0.is_some() && names.0 == names.1
    });
    matched.take(|left, right| {
        let views = (schemas.old.view(&[left]), schemas.new.view(&[right]));
        schemas.same(views.0, views.1)
    });
    matched.take_by_type(schemas);
    let is_inline = |doc: &Doc<'_>, node: &NodeId| doc.reference(*node).is_none();
    let inline = (
        matched.old.iter().filter(|node| is_inline(&schemas.old, node)).copied().collect::<Vec<_>>(),
        matched.new.iter().filter(|node| is_inline(&schemas.new, node)).copied().collect::<Vec<_>>(),
    );
    let pair = match (inline.0.as_slice(), inline.1.as_slice(), matched.old.as_slice(), matched.new.as_slice()) {
        ([left], [right], ..) => Some((*left, *right)),
        ([left], [], _, [right]) | ([], [right], [left], _) => Some((*left, *right)),
        _ => None,
    };
    if let Some((left, right)) = pair {
        matched.take(|old, new| old == left && new == right);
    }
    matched
}

impl Matched {
    /// Inline ones that are the only ones of their type on both sides.
    fn take_by_type(&mut self, schemas: &mut Schemas<'_>) {
        let kind = |doc: &mut Doc<'_>, node: NodeId| {
            let id = doc.view(&[node]);
            Some(doc.get(id).types).filter(|types| types.count_ones() == 1 && doc.reference(node).is_none())
        };
        let old: Vec<_> = self.old.iter().map(|&node| kind(&mut schemas.old, node)).collect();
        let new: Vec<_> = self.new.iter().map(|&node| kind(&mut schemas.new, node)).collect();
        let is_only = |list: &[Option<u8>], kind| list.iter().filter(|other| **other == kind).count() == 1;
        let shared = old.iter().copied().filter(|kind| kind.is_some() && is_only(&old, *kind) && is_only(&new, *kind));
        for types in shared {
            self.take(|left, right| kind(&mut schemas.old, left) == types && kind(&mut schemas.new, right) == types);
        }
    }

    fn take(&mut self, mut is_pair: impl FnMut(NodeId, NodeId) -> bool) {
        let mut left_over = Vec::new();
        for left in std::mem::take(&mut self.old) {
            match self.new.iter().position(|&right| is_pair(left, right)) {
                Some(at) => self.both.push((left, self.new.remove(at))),
                None => left_over.push(left),
            }
        }
        self.old = left_over;
    }
}

/// Compares the members of `allOf`. Gives the views without the members that were told about.
fn all_of(schemas: &mut Schemas<'_>, views: (Rc<View>, Rc<View>), found: &mut Found) -> (Rc<View>, Rc<View>) {
    let (old, new) = views;
    if old.members.is_empty() && new.members.is_empty() {
        return (old, new);
    }
    let matched = match_up(schemas, &old.members, &new.members);
    let (gone, is_added) = match (matched.old.is_empty(), matched.new.is_empty()) {
        (true, false) => (matched.new, true),
        (false, true) => (matched.old, false),
        _ => return (old, new),
    };
    let kept: Vec<NodeId> = matched.both.iter().map(|(left, right)| if is_added { *right } else { *left }).collect();
    let (doc, view) = if is_added { (&mut schemas.new, &new) } else { (&mut schemas.old, &old) };
    let parts = |doc: &mut Doc<'_>, nodes: &[NodeId]| -> Vec<NodeId> {
        let of = |node: &NodeId| {
            let id = doc.view(&[*node]);
            doc.get(id).parts.clone()
        };
        nodes.iter().flat_map(of).collect()
    };
    let kept = parts(doc, &kept);
    let mut removed = parts(doc, &gone);
    removed.retain(|part| !kept.contains(part));
    let rest = Rc::new(doc.without(view, &removed));
    let by_name = gone.iter().all(|&node| doc.reference(node).is_some());
    let is_annotation = |node: &NodeId| {
        let id = doc.view(&[*node]);
        annotates_only(doc, &doc.get(id))
    };
    let annotations: Vec<bool> = gone.iter().map(is_annotation).collect();
    let around = if is_added { (Rc::clone(&old), rest) } else { (rest, Rc::clone(&new)) };
    // A reference that was wrapped in an `allOf` is still the same reference.
    let has_lists = !old.members.is_empty() && !new.members.is_empty();
    let is_only_words = annotations.iter().all(|&is| is);
    let is_told = ((by_name || is_only_words) && (has_lists || !by_name) || !is_same(schemas, &old, &new))
        && around.0.union.is_some() == around.1.union.is_some()
        && around.0.more.len() == around.1.more.len()
        && trial(schemas, &around.0, &around.1).facts.is_empty();
    if !is_told {
        return (old, new);
    }
    for (&node, is_annotation) in gone.iter().zip(annotations) {
        let doc = if is_added { &schemas.new } else { &schemas.old };
        let label = label(doc, node);
        let list = |view: &View, doc: &Doc<'_>| doc.all(view, "allOf").next().unwrap_or(view.origin);
        let suffix = if is_annotation { "-annotation-only" } else { "" };
        found.add(if is_added {
            Fact::new(format!("all-of-added{suffix}"), list(&old, &schemas.old), node).of(label)
        } else {
            Fact::new(format!("all-of-removed{suffix}"), node, list(&new, &schemas.new)).of(label)
        });
    }
    around
}

/// What a comparison of the views as a whole finds, without composition.
fn trial(schemas: &mut Schemas<'_>, old: &View, new: &View) -> Found {
    let mut trial = Found::default();
    if kinds::compare(schemas, old, new, &mut trial) {
        facets::compare(schemas, old, new, &mut trial);
        objects::compare(schemas, old, new, &mut trial);
    }
    trial
}

/// Whether two views mean the same, apart from their alternatives.
fn is_same(schemas: &mut Schemas<'_>, old: &View, new: &View) -> bool {
    let trial = trial(schemas, old, new);
    let views = |schemas: &Schemas<'_>, id| schemas.get(id).map(|pair| (pair.old, pair.new));
    trial.facts.is_empty()
        && trial.edges.iter().all(|edge| views(schemas, edge.pair).is_some_and(|(old, new)| schemas.same(old, new)))
}

const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "$comment",
    "xml",
];

fn annotates_only(doc: &Doc<'_>, view: &View) -> bool {
    let annotates = |key: &str| ANNOTATIONS.contains(&key) || key.starts_with("x-");
    !view.never && view.parts.iter().all(|&part| doc.tree.entries(part).all(|(key, _)| annotates(key)))
}

fn label(doc: &Doc<'_>, node: NodeId) -> String {
    doc.label(node).map_or_else(|| "an inline schema".to_owned(), |label| format!("`{label}`"))
}

const fn kind(union: &Union) -> &'static str {
    if union.one_of { "one-of" } else { "any-of" }
}

/// Compares the alternatives of two unions.
fn alternatives(schemas: &mut Schemas<'_>, old: &Union, new: &Union, found: &mut Found) {
    let matched = match_up(schemas, &old.alternatives, &new.alternatives);
    for (left, right) in matched.both {
        let pair = schemas.pair(&[left], &[right]);
        let name = schemas.new.label(right).map_or_else(
            || new.alternatives.iter().position(|&node| node == right).unwrap_or_default().to_string(),
            |label| label.rsplit('/').next().unwrap_or(label).to_owned(),
        );
        found.edge(Step::Alternative(name), pair);
    }
    for node in matched.old {
        let label = label(&schemas.old, node);
        found.add(Fact::new(format!("{}-removed", kind(old)), node, new.origin).of(label));
    }
    for node in matched.new {
        let label = label(&schemas.new, node);
        found.add(Fact::new(format!("{}-added", kind(new)), old.origin, node).of(label));
    }
}

/// One side at least has several unions at once: those of a kind stand for each other in their order.
fn several(schemas: &mut Schemas<'_>, old: &View, new: &View, found: &mut Found) {
    for one_of in [true, false] {
        let of_kind = |view: &View| -> Vec<Union> {
            view.union.iter().chain(&view.more).filter(|union| union.one_of == one_of).cloned().collect()
        };
        let (before, after) = (of_kind(old), of_kind(new));
        for (left, right) in before.iter().zip(&after) {
            alternatives(schemas, left, right, found);
        }
        let words = |union: &Union| Some(format!("{} alternatives", union.alternatives.len()));
        for gone in before.iter().skip(after.len()) {
            let fact = Fact::new("type/wider", gone.origin, new.origin);
            found.add(fact.between(words(gone), Some(type_names(new.types))));
        }
        for come in after.iter().skip(before.len()) {
            let fact = Fact::new("type/narrower", old.origin, come.origin);
            found.add(fact.between(Some(type_names(old.types)), words(come)));
        }
    }
}

/// One side has alternatives, the other has none. Gives whether that says it all.
fn became_union(
    schemas: &mut Schemas<'_>,
    (old, new): (&Rc<View>, &Rc<View>),
    union: &Union,
    is_new: bool,
    found: &mut Found,
) -> bool {
    // A schema that became one of several, or one of several that was kept.
    let twin = union.alternatives.iter().position(|&node| {
        let alternative = if is_new { schemas.new.view(&[node]) } else { schemas.old.view(&[node]) };
        let view = if is_new { schemas.new.get(alternative) } else { schemas.old.get(alternative) };
        if is_new { is_same(schemas, old, &view) } else { is_same(schemas, &view, new) }
    });
    let nodes = (if is_new { old.origin } else { union.origin }, if is_new { union.origin } else { new.origin });
    if let Some(twin) = twin {
        for (_, &node) in union.alternatives.iter().enumerate().filter(|(at, _)| *at != twin) {
            let (doc, change) = if is_new { (&schemas.new, "added") } else { (&schemas.old, "removed") };
            let label = label(doc, node);
            let nodes = if is_new { (nodes.0, node) } else { (node, nodes.1) };
            found.add(Fact::new(format!("{}-{change}", kind(union)), nodes.0, nodes.1).of(label));
        }
        return true;
    }
    let words = format!("{} alternatives", union.alternatives.len());
    let is_plain = trial(schemas, old, new).facts.is_empty();
    let fact = |name: &str| Fact::new(name, nodes.0, nodes.1);
    found.add(match (is_plain, is_new) {
        (true, true) => fact("type/narrower").between(Some(type_names(old.types)), Some(words)),
        (true, false) => fact("type/wider").between(Some(words), Some(type_names(new.types))),
        (false, true) => fact("wrapped-in-one-of").between(None, Some(words)),
        (false, false) => fact("unwrapped-from-one-of").between(Some(words), None),
    });
    !is_plain
}

fn discriminator(schemas: &Schemas<'_>, old: &View, new: &View, found: &mut Found) {
    let find = |doc: &Doc<'_>, view: &View| doc.all(view, "discriminator").next();
    let (before, after) = match (find(&schemas.old, old), find(&schemas.new, new)) {
        (None, None) => return,
        (None, Some(node)) => return found.add(Fact::new("discriminator-added", old.origin, node)),
        (Some(node), None) => return found.add(Fact::new("discriminator-removed", node, new.origin)),
        (Some(before), Some(after)) => (before, after),
    };
    let (old_tree, new_tree) = (schemas.old.tree, schemas.new.tree);
    let names = (old_tree.str(before, "propertyName"), new_tree.str(after, "propertyName"));
    if names.0 != names.1 {
        let fact = Fact::new("discriminator-property-name-changed", before, after);
        found.add(fact.between(names.0.map(str::to_owned), names.1.map(str::to_owned)));
    }
    let mapping = |doc: &Doc<'_>, node: NodeId| -> OrderedMap<String, (String, NodeId)> {
        let tree = doc.tree;
        let target =
            |node: NodeId| tree.as_str(node).unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned();
        let all = tree.get(node, "mapping").into_iter().flat_map(|map| tree.entries(map));
        all.map(|(value, node)| (value.to_owned(), (target(node), node))).collect()
    };
    let (old_map, new_map) = (mapping(&schemas.old, before), mapping(&schemas.new, after));
    for (value, (_, node)) in old_map.iter().filter(|(value, _)| !new_map.contains_key(*value)) {
        found.add(Fact::new("discriminator-mapping-deleted", *node, after).of(value.as_str()));
    }
    for (value, (target, node)) in &new_map {
        match old_map.get(value) {
            None => found.add(Fact::new("discriminator-mapping-added", before, *node).of(value.as_str())),
            Some((known, old_node)) if known != target => {
                let fact = Fact::new("discriminator-mapping-changed", *old_node, *node).of(value.as_str());
                found.add(fact.between(Some(known.clone()), Some(target.clone())));
            }
            Some(_) => {}
        }
    }
}
