//! Members that exclude each other, and objects that hold nothing.
//!
//! Takes a node and what it is. What has to be repaired is told by the stage that repairs it. Must not judge schemas.

use crate::base::NodeId;
use crate::diag::{Code, Diagnostic};
use crate::source::{ObjectKind, Tree};

use super::findings::Findings;

/// Pairs of which only one member may be there; the second one of a pair has no effect beside the first.
const EXCLUSIVE: &[(ObjectKind, &str, &str)] = &[
    (ObjectKind::Parameter, "examples", "example"),
    (ObjectKind::Header, "examples", "example"),
    (ObjectKind::MediaType, "examples", "example"),
    (ObjectKind::Example, "value", "externalValue"),
    (ObjectKind::Link, "operationId", "operationRef"),
    (ObjectKind::License, "identifier", "url"),
];

pub(super) fn check(tree: &Tree, node: NodeId, kind: ObjectKind, findings: &mut Findings) {
    for (_, first, second) in EXCLUSIVE.iter().filter(|(of, ..)| *of == kind) {
        if let (Some(first_node), Some(second_node)) = (tree.get(node, first), tree.get(node, second)) {
            findings.add(Code::InvalidValue, || {
                let message = format!("`{first}` and `{second}` exclude each other");
                Diagnostic::new(Code::InvalidValue, message).at(second_node).label(first_node, "the other one")
            });
        }
    }
    match kind {
        ObjectKind::OpenApi
            if !["paths", "webhooks", "components"].iter().any(|name| tree.get(node, name).is_some()) =>
        {
            findings.add(Code::MissingMember, || {
                let message = "there is none of `paths`, `webhooks` and `components`, so there is nothing to generate";
                Diagnostic::new(Code::MissingMember, message).at_value(node)
            });
        }
        ObjectKind::ServerVariable => empty_choice(tree, node, findings),
        ObjectKind::Parameter => reserved(tree, node, findings),
        _ => {}
    }
}

/// An `enum` of a server variable lists at least one value, and the default (OpenAPI 3.1.0, section 4.8.6).
fn empty_choice(tree: &Tree, node: NodeId, findings: &mut Findings) {
    let Some(list) = tree.get(node, "enum").filter(|list| tree.is_array(*list)) else { return };
    let default = tree.get(node, "default");
    if tree.is_empty(list) {
        findings.add(Code::EmptyEnum, || {
            Diagnostic::new(Code::EmptyEnum, "the `enum` has no values; it is ignored").at(list)
        });
    } else if let Some((default, text)) = default.and_then(|node| Some((node, tree.as_str(node)?)))
        && !tree.items(list).iter().any(|item| tree.as_str(*item) == Some(text))
    {
        findings.add(Code::InvalidDefault, || {
            let message = format!("`{text}` is not in the `enum` of the variable");
            Diagnostic::new(Code::InvalidDefault, message).at_value(default).label(list, "these are the values")
        });
    }
}

/// `allowReserved` is about queries (OpenAPI 3.1.0, section 4.8.12.2.2).
fn reserved(tree: &Tree, node: NodeId, findings: &mut Findings) {
    if let Some(place) = tree.str(node, "in").filter(|place| *place != "query")
        && let Some(flag) = tree.get(node, "allowReserved").filter(|flag| tree.as_bool(*flag).is_some())
    {
        findings.add(Code::DroppedKeyword, || {
            let message = format!("`allowReserved` has no effect on a parameter in `{place}`");
            Diagnostic::new(Code::DroppedKeyword, message).at(flag)
        });
    }
}
