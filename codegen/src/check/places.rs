//! Places that hold something else than what is due there: a path that is no object, a schema that is a number.
//!
//! Takes the objects that are not cut into islands (document, components, paths, path items); islands tell the same of all others. Must
//! not repair anything.

use crate::base::NodeId;
use crate::diag::{Code, Diagnostic};
use crate::source::{ObjectKind, Takes, Tree};

use super::findings::Findings;

pub(super) fn check(tree: &Tree, node: NodeId, kind: ObjectKind, findings: &mut Findings) {
    if !matches!(kind, ObjectKind::OpenApi | ObjectKind::Components | ObjectKind::Paths | ObjectKind::PathItem) {
        return;
    }
    for (key, member) in tree.entries(node) {
        if key.starts_with("x-") && kind.extensible() {
            continue;
        }
        let takes = kind.keyword(key).map(|keyword| keyword.takes);
        if let Some(takes) = takes.or_else(|| kind.members().filter(|_| !key.starts_with('$'))) {
            place(tree, member, takes, findings);
        }
    }
}

/// Keywords that were written in another case.
pub(super) fn check_respelled(tree: &Tree, findings: &mut Findings) {
    for (member, written) in tree.respelled() {
        findings.add(Code::MisspeltKeyword, || {
            let message = format!("`{written}` is taken as `{}`", tree.key(member).unwrap_or_default());
            Diagnostic::new(Code::MisspeltKeyword, message).at(member)
        });
    }
}

/// References that were followed although none may stand there.
pub(super) fn check_embedded(tree: &Tree, findings: &mut Findings) {
    for place in tree.embedded() {
        findings.add(Code::ReferenceNotAllowed, || {
            let message = "OpenAPI allows no `$ref` here; it is followed nevertheless";
            Diagnostic::new(Code::ReferenceNotAllowed, message).at(place)
        });
    }
}

/// `Takes` nests a fixed number of levels, so this recursion does not depend on the input.
fn place(tree: &Tree, node: NodeId, takes: Takes, findings: &mut Findings) {
    match takes {
        Takes::Own(kind) | Takes::Node(kind) => {
            let allowed = kind == ObjectKind::Schema && tree.as_bool(node).is_some();
            // An empty place is read as an empty object, but nobody means an operation by it.
            let empty = tree.is_null(node) && kind != ObjectKind::Operation;
            if !tree.is_object(node) && !empty && !allowed {
                ignored(tree, node, &format!("the {}", kind.name()), findings);
            }
        }
        Takes::Map(item) => {
            if tree.is_object(node) {
                tree.entries(node).for_each(|(_, child)| place(tree, child, *item, findings));
            } else if !tree.is_null(node) {
                ignored(tree, node, "an object", findings);
            }
        }
        _ => {}
    }
}

fn ignored(tree: &Tree, node: NodeId, due: &str, findings: &mut Findings) {
    findings.add(Code::WrongType, || {
        let message = format!("{due} is due here, not {}; it is left out", tree.describe(node));
        Diagnostic::new(Code::WrongType, message).at_value(node)
    });
}
