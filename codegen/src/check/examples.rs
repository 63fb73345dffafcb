//! Examples and defaults against their schemas.
//!
//! Takes nodes that have `example`, `examples` or `default`, tells the first thing that is wrong with each value. Must not look for more
//! than `values` can be sure of.

use crate::base::NodeId;
use crate::diag::{Code, Diagnostic};
use crate::source::{ObjectKind, Tree, refs};

use super::findings::Findings;
use super::values::mismatch;

/// `default`, `example` and `examples` of a schema.
pub(super) fn check_schema(tree: &Tree, schema: NodeId, findings: &mut Findings) {
    if let Some(value) = tree.get(schema, "default") {
        check_value(tree, schema, value, Code::InvalidDefault, findings);
    }
    let example = tree.get(schema, "example");
    let examples = tree.get(schema, "examples").map(|list| tree.items(list)).unwrap_or_default();
    for &value in example.iter().chain(examples) {
        check_value(tree, schema, value, Code::InvalidExample, findings);
    }
}

/// `example` and `examples` beside a `schema`: in a media type of JSON, a parameter or a header.
pub(super) fn check_holder(tree: &Tree, holder: NodeId, kind: ObjectKind, findings: &mut Findings) {
    let Some(schema) = tree.get(holder, "schema") else { return };
    // Examples of other media types are texts.
    if kind == ObjectKind::MediaType && !tree.key(holder).is_some_and(|name| name.to_ascii_lowercase().contains("json"))
    {
        return;
    }
    if let Some(value) = tree.get(holder, "example") {
        check_value(tree, schema, value, Code::InvalidExample, findings);
    }
    for (_, entry) in tree.get(holder, "examples").into_iter().flat_map(|map| tree.entries(map)) {
        if let Ok(entry) = refs::follow(tree, entry)
            && let Some(value) = tree.get(entry, "value")
        {
            check_value(tree, schema, value, Code::InvalidExample, findings);
        }
    }
}

fn check_value(tree: &Tree, schema: NodeId, value: NodeId, code: Code, findings: &mut Findings) {
    if code == Code::InvalidExample && tree.is_null(value) {
        // Written where there is no example.
        return;
    }
    if let Some((at, schema, text)) = mismatch(tree, schema, value) {
        findings.add(code, || Diagnostic::new(code, text).at_value(at).label(schema, "the schema says this"));
    }
}
