//! Keywords that differ from the right ones by case alone: `Get`, `operationID`, `Description`.
//!
//! Takes an object and its kind, gives its members their right names, so that what they say is not lost. Must not touch names that
//! are the document's own.

use super::keywords::ObjectKind;
use super::tree::{Span, Tree};
use crate::base::NodeId;

/// Renames such members of an object. What was written is kept for places and findings.
pub(super) fn respell(tree: &mut Tree, node: NodeId, kind: ObjectKind) {
    for child in tree.children(node).to_vec() {
        let Some(written) = tree.key(child) else { return };
        if kind.keyword(written).is_some() || (written.starts_with("x-") && kind.extensible()) {
            continue;
        }
        let meant = kind.keywords().iter().map(|keyword| keyword.name).find(|name| name.eq_ignore_ascii_case(written));
        // The version is looked for before all else, see `header`.
        if let Some(name) = meant.filter(|name| *name != "openapi" && tree.get(node, name).is_none()) {
            let written: Box<str> = written.into();
            rename(tree, node, child, name);
            tree.respelled.insert(child, written);
        }
    }
}

fn rename(tree: &mut Tree, node: NodeId, child: NodeId, name: &str) {
    let (Ok(start), Ok(len)) = (u32::try_from(tree.text.len()), u32::try_from(name.len())) else { return };
    tree.text.push_str(name);
    if let Some(slot) = tree.nodes.get_mut(child.index()) {
        slot.key = Span { start, len };
    }
    if let Some(index) = tree.large.get_mut(&node) {
        index.insert(name.into(), child);
    }
}
