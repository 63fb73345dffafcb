//! Operation ids: missing, or used twice (OpenAPI 3.0.3, section 4.7.10).
//!
//! Takes operations in the document's order. Must not choose names.

use crate::base::{Lookup, NodeId};
use crate::diag::{Code, Diagnostic};
use crate::source::Tree;

use super::findings::Findings;

/// The ids met so far, and where.
#[derive(Default)]
pub(super) struct Ids {
    seen: Lookup<Box<str>, NodeId>,
}

impl Ids {
    pub(super) fn check(&mut self, tree: &Tree, operation: NodeId, findings: &mut Findings) {
        let Some(node) = tree.get(operation, "operationId") else {
            if stands_in_paths(tree, operation) {
                findings.add(Code::MissingOperationId, || {
                    Diagnostic::new(Code::MissingOperationId, "the operation has no `operationId`").at(operation)
                });
            }
            return;
        };
        let Some(id) = tree.as_str(node) else { return };
        match self.seen.get(id) {
            None => {
                self.seen.insert(id.into(), node);
            }
            Some(first) => findings.add(Code::DuplicateOperationId, || {
                let text = format!("the operation id `{id}` is used twice");
                Diagnostic::new(Code::DuplicateOperationId, text).at_value(node).label(*first, "first here")
            }),
        }
    }
}

/// Callbacks and webhooks get no method in the client, so they need no id.
fn stands_in_paths(tree: &Tree, operation: NodeId) -> bool {
    let paths = tree.parent(operation).and_then(|item| tree.parent(item));
    paths.is_some_and(|paths| tree.key(paths) == Some("paths"))
}
