//! Findings about the crate and changes on the wire are brought together: by the places that they are about.
//!
//! Takes both, sets levels, adds a change for what the wire does not show. Must not lose a finding.

use super::finding::Finding;
use crate::base::{Lookup, NodeId};
use crate::diff::{Change, Fingerprint, RustLevel, Side};
use crate::source::Tree;

/// How far a change may be below the item that it is about.
const DEEPEST: usize = 64;

/// Changes inside of something that explain together what became of it.
const FEW: usize = 6;

/// Sets the Rust level of each change that explains a finding; adds the findings that no change explains.
pub(super) fn attach(findings: &[Finding], old: &Side<'_>, new: &Side<'_>, changes: &mut Vec<Change>) {
    let index = Index {
        old: Places::of(changes, old.tree, |change| change.old),
        new: Places::of(changes, new.tree, |change| change.new),
    };
    for change in changes.iter_mut() {
        // What the wire shows is told in the documentation of the crate, if nowhere else.
        change.rust_level = change.rust_level.max(RustLevel::Patch);
    }
    for finding in findings.iter().filter(|finding| !finding.implied) {
        let explained = index.find(finding);
        for at in &explained {
            if let Some(change) = changes.get_mut(*at) {
                change.rust_level = change.rust_level.max(finding.level);
            }
        }
        if explained.is_empty() && finding.level > RustLevel::Patch {
            changes.push(alone(finding, old.tree, new.tree));
        }
    }
}

struct Index {
    old: Places,
    new: Places,
}

impl Index {
    fn find(&self, finding: &Finding) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for (places, nodes) in [(&self.new, &finding.new_nodes), (&self.old, &finding.old_nodes)] {
            for node in nodes {
                found.extend(places.exact.get(node).into_iter().flatten());
            }
            // The first node is the one that the item is about; a few changes inside of it explain it. Of many, each would be blamed for all.
            if found.is_empty()
                && let Some(node) = nodes.first()
                && let Some(inside) = places.inside.get(node).filter(|inside| inside.len() <= FEW)
            {
                found.extend(inside);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The changes by the nodes that they are at, and by the nodes around these.
struct Places {
    exact: Lookup<NodeId, Vec<usize>>,
    inside: Lookup<NodeId, Vec<usize>>,
}

impl Places {
    fn of(changes: &[Change], tree: &Tree, node: impl Fn(&Change) -> Option<NodeId>) -> Self {
        let mut places = Self { exact: Lookup::new(), inside: Lookup::new() };
        for (at, change) in changes.iter().enumerate() {
            let Some(start) = node(change) else { continue };
            places.exact.get_or_insert_with(start, Vec::new).push(at);
            let mut here = start;
            for _ in 0..DEEPEST {
                let Some(parent) = tree.parent(here) else { break };
                here = parent;
                places.inside.get_or_insert_with(here, Vec::new).push(at);
            }
        }
        places
    }
}

/// A finding as a change of its own.
fn alone(finding: &Finding, old: &Tree, new: &Tree) -> Change {
    let nodes = (finding.old_nodes.first().copied(), finding.new_nodes.first().copied());
    let pointer = match nodes {
        (Some(node), _) => old.pointer(node),
        (None, Some(node)) => new.pointer(node),
        (None, None) => String::from("#"),
    };
    let (was, is) = (finding.old_text.as_deref().unwrap_or_default(), finding.new_text.as_deref().unwrap_or_default());
    Change {
        check: finding.check,
        level: finding.check.level,
        rust_level: finding.level,
        operation: operation(&pointer).map(Into::into),
        old: nodes.0,
        new: nodes.1,
        message: finding.sentence(),
        fingerprint: Fingerprint::of([finding.check.id, &finding.item(), &pointer, was, is]),
    }
}

/// The operation that a place is in: `GET /pets`.
fn operation(pointer: &str) -> Option<String> {
    let mut tokens = pointer.split_once("#/paths/")?.1.split('/');
    let (path, method) = (tokens.next()?, tokens.next()?);
    let is_method = !matches!(method, "parameters" | "servers" | "summary" | "description" | "$ref");
    let path = path.replace("~1", "/").replace("~0", "~");
    is_method.then(|| format!("{} {path}", method.to_uppercase()))
}
