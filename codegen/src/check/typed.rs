//! Keywords that are about another type than the one that the schema allows (JSON Schema 2020-12 validation, section 4.2.3 "Applicability
//! to a Limited Set of Types"). They are valid, say nothing, and are often meant otherwise.
//!
//! Takes a schema, gives lints. Must not guess the type of a schema that names none.

use crate::base::NodeId;
use crate::diag::{Code, Diagnostic};
use crate::source::Tree;

use super::findings::Findings;

const ABOUT: &[(&[&str], &[&str])] = &[
    (&["string"], &["minLength", "maxLength", "pattern"]),
    (&["integer", "number"], &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
    (&["array"], &["items", "prefixItems", "minItems", "maxItems", "uniqueItems"]),
    (&["object"], &["properties", "additionalProperties", "patternProperties", "minProperties", "maxProperties"]),
];

pub(super) fn check(tree: &Tree, schema: NodeId, findings: &mut Findings) {
    let Some(node) = tree.get(schema, "type") else { return };
    let named = match tree.as_str(node) {
        Some(name) => vec![name],
        None => tree.items(node).iter().filter_map(|item| tree.as_str(*item)).collect(),
    };
    let is_known = |name: &&str| *name == "boolean" || *name == "null" || ABOUT.iter().any(|(of, _)| of.contains(name));
    if named.is_empty() || !named.iter().all(is_known) {
        return;
    }
    for (_, keywords) in ABOUT.iter().filter(|(of, _)| named.iter().all(|name| !of.contains(name))) {
        // What is switched off was not meant to say anything.
        let said = |keyword: &&str| tree.get(schema, keyword).filter(|node| tree.as_bool(*node) != Some(false));
        for (keyword, member) in keywords.iter().filter_map(|keyword| Some((keyword, said(keyword)?))) {
            findings.add(Code::DroppedKeyword, || {
                let types = named.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
                let message = format!("`{keyword}` has no effect on values of the type {types}");
                Diagnostic::new(Code::DroppedKeyword, message).at(member).label(node, "this is the type")
            });
        }
    }
}
