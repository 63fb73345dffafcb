//! Keywords: unknown, misspelt, of another version, or without an effect.
//!
//! Takes a node and what it is, compares its keys with the table of `source`. Must not look at values.

use crate::base::NodeId;
use crate::diag::{Code, Diagnostic};
use crate::source::{Keyword, ObjectKind, Status, Tree, Version, did_you_mean, refs};

use super::findings::Findings;

/// What may stand beside the `$ref` of a Reference Object (OpenAPI 3.1.0, section 4.8.23).
const BESIDE_REFERENCE: [&str; 3] = ["$ref", "summary", "description"];

pub(super) fn check(tree: &Tree, node: NodeId, kind: ObjectKind, findings: &mut Findings) {
    let version = tree.header().version;
    let has_reference = refs::reference(tree, node).is_some();
    let reference = kind.referable() && has_reference;
    // A schema and a path item may say more beside it.
    let bare_reference = reference && !matches!(kind, ObjectKind::Schema | ObjectKind::PathItem);
    for (key, member) in tree.entries(node) {
        if key.starts_with("x-") && kind.extensible() {
            continue;
        }
        if bare_reference {
            if !BESIDE_REFERENCE.contains(&key) {
                findings.add(Code::DroppedKeyword, || {
                    Diagnostic::new(Code::DroppedKeyword, format!("`{key}` beside `$ref` is ignored")).at(member)
                });
            }
        } else if let Some(keyword) = kind.keyword(key) {
            known(keyword, member, version, findings);
        } else if kind.members().is_none()
            && !(has_reference && key == "$ref")
            && !is_bare_schema(tree, node, kind, key)
        {
            unknown(kind, key, member, version, findings);
        }
    }
}

/// Whether the key is one of the schema that a parameter or header is itself, as in Swagger 2.0; that is told as a whole.
fn is_bare_schema(tree: &Tree, node: NodeId, kind: ObjectKind, key: &str) -> bool {
    matches!(kind, ObjectKind::Parameter | ObjectKind::Header)
        && ObjectKind::Schema.keyword(key).is_some()
        && tree.str(node, "type").is_some()
        && tree.get(node, "schema").or_else(|| tree.get(node, "content")).is_none()
}

fn known(keyword: &Keyword, member: NodeId, version: Version, findings: &mut Findings) {
    let name = keyword.name;
    if !keyword.is_in(version) {
        findings.add(Code::WrongVersionKeyword, || {
            let text = if version < keyword.since {
                format!("`{name}` is a keyword of later versions; it is understood")
            } else {
                format!("`{name}` is a keyword of earlier versions; it is understood")
            };
            Diagnostic::new(Code::WrongVersionKeyword, text).at(member)
        });
    }
    if keyword.status == Status::Told {
        findings.add(Code::UnsupportedKeyword, || {
            Diagnostic::new(Code::UnsupportedKeyword, format!("`{name}` is not checked by the generated types"))
                .at(member)
        });
    }
}

fn unknown(kind: ObjectKind, key: &str, member: NodeId, version: Version, findings: &mut Findings) {
    let candidates = kind.keywords().iter().filter(|keyword| keyword.is_in(version)).map(|keyword| keyword.name);
    match did_you_mean(key, candidates) {
        Some(meant) => findings.add(Code::MisspeltKeyword, || {
            Diagnostic::new(Code::MisspeltKeyword, format!("`{key}` is no keyword of the {}", kind.name()))
                .at(member)
                .help(format!("did you mean `{meant}`?"))
        }),
        None => findings.add(Code::UnknownKeyword, || {
            Diagnostic::new(
                Code::UnknownKeyword,
                format!("`{key}` is no keyword of the {}; it is ignored", kind.name()),
            )
            .at(member)
            .help(format!("keys of your own start with `x-`: `x-{key}`"))
        }),
    }
}
