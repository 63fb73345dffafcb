//! The verdict on the wire.
//!
//! Takes two trees, gives changes: those around the schemas at once, those of schemas by walks over the graph of pairs, once for each place where
//! a schema is used. Must not know Rust.

mod bodies;
mod document;
mod ids;
mod lifecycle;
mod operations;
mod parameters;
mod paths;
mod responses;
mod security;
mod walk;
mod words;

use crate::base::NodeId;
use crate::source::{Tree, refs};

use super::change::{Change, Fingerprint, RustLevel};
use super::check::Check;
use super::date::Policy;
use super::schema::Schemas;

/// Compares two documents.
pub(super) fn compare(old: &Tree, new: &Tree, policy: &Policy) -> Vec<Change> {
    let mut wire = Wire { old, new, policy: *policy, schemas: Schemas::new(old, new), items: Vec::new() };
    let (Some(old_root), Some(new_root)) = (old.root(), new.root()) else { return Vec::new() };
    wire.document(old_root, new_root);
    wire.schemas.settle();
    walk::changes(&wire.schemas, policy, wire.items)
}

/// The state of a comparison.
struct Wire<'a> {
    old: &'a Tree,
    new: &'a Tree,
    policy: Policy,
    schemas: Schemas<'a>,
    items: Vec<Item>,
}

/// What was found so far, in order.
enum Item {
    Change(Change),
    /// Schemas to be walked through when all pairs are known.
    Root(walk::Root),
}

/// What a change is about, around the schemas.
#[derive(Clone, Debug, Default)]
struct About {
    /// `GET /pets`; none for the document.
    operation: Option<Box<str>>,
    /// Who sends bodies is turned round: the operation of a webhook or a callback.
    is_turned: bool,
}

impl About {
    fn operation(label: &str) -> Self {
        Self { operation: Some(label.into()), is_turned: false }
    }
}

/// Two nodes that stand for each other; of what is on one side only, the closest one around it on the other.
type Nodes = (NodeId, NodeId);

impl<'a> Wire<'a> {
    /// Adds a change. `key` says in fixed words what it is about and what it was and is.
    fn change(&mut self, id: &str, about: &About, nodes: Nodes, key: &[&str], message: impl Into<String>) {
        let Some(check) = Check::find(id) else { return };
        self.items.push(Item::Change(change(check, about.operation.as_deref(), nodes, key, message.into())));
    }

    /// A member of both nodes, or the node itself where it has none.
    fn members(&self, nodes: Nodes, key: &str) -> Nodes {
        (self.old.get(nodes.0, key).unwrap_or(nodes.0), self.new.get(nodes.1, key).unwrap_or(nodes.1))
    }
}

/// A change with its fingerprint.
fn change(check: &'static Check, operation: Option<&str>, nodes: Nodes, key: &[&str], message: String) -> Change {
    let parts = [check.id, operation.unwrap_or_default()];
    Change {
        check,
        level: check.level,
        rust_level: RustLevel::None,
        operation: operation.map(Box::from),
        old: Some(nodes.0),
        new: Some(nodes.1),
        message,
        fingerprint: Fingerprint::of(parts.into_iter().chain(key.iter().copied())),
    }
}

/// The node at the end of a chain of references; the node itself when it leads nowhere.
fn follow(tree: &Tree, node: NodeId) -> NodeId {
    refs::follow(tree, node).unwrap_or(node)
}

/// The members of an object by name, references followed.
fn entries(tree: &Tree, node: Option<NodeId>) -> Vec<(&str, NodeId)> {
    let all = node.into_iter().flat_map(|node| tree.entries(follow(tree, node)));
    all.map(|(name, node)| (name, follow(tree, node))).collect()
}

/// Entries of two lists that have the same name, those on one side only, all in order.
struct Names<'o, 'n> {
    both: Vec<(&'n str, Nodes)>,
    gone: Vec<(&'o str, NodeId)>,
    came: Vec<(&'n str, NodeId)>,
}

impl<'o, 'n> Names<'o, 'n> {
    fn of(old: Vec<(&'o str, NodeId)>, new: Vec<(&'n str, NodeId)>, is_same: impl Fn(&str, &str) -> bool) -> Self {
        let mut names = Self { both: Vec::new(), gone: Vec::new(), came: Vec::new() };
        let index: crate::base::Lookup<&str, usize> =
            old.iter().enumerate().map(|(at, (name, _))| (*name, at)).collect();
        let mut taken = vec![false; old.len()];
        for (name, node) in new {
            let exact = index.get(name).copied();
            let found = exact.or_else(|| {
                old.iter().enumerate().position(|(at, (known, _))| {
                    !taken.get(at).copied().unwrap_or(true) && known.len() == name.len() && is_same(known, name)
                })
            });
            match found.and_then(|at| Some((taken.get_mut(at)?, old.get(at)?))) {
                Some((taken, (_, before))) if !*taken => {
                    *taken = true;
                    names.both.push((name, (*before, node)));
                }
                _ => names.came.push((name, node)),
            }
        }
        names.gone = old.into_iter().zip(taken).filter(|(_, taken)| !taken).map(|(entry, _)| entry).collect();
        names
    }
}
