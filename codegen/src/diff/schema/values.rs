//! JSON values and numbers, compared by what they are and not by how they are written.
//!
//! Takes nodes, gives texts in one form and the order of numbers. The depth of a tree is limited when it is read, and with it the recursion here.

use std::cmp::Ordering;

use crate::base::NodeId;
use crate::source::{Kind, Tree};

/// The value as JSON with sorted keys and numbers in one form: equal texts are equal values.
pub(in crate::diff) fn canonical(tree: &Tree, node: NodeId) -> String {
    let mut out = String::new();
    write(tree, node, &mut out);
    out
}

fn write(tree: &Tree, node: NodeId, out: &mut String) {
    match tree.kind(node) {
        Kind::Null => out.push_str("null"),
        Kind::Bool => out.push_str(if tree.as_bool(node) == Some(true) { "true" } else { "false" }),
        Kind::Number => out.push_str(&number(tree.as_number(node).unwrap_or_default())),
        Kind::String => out.push_str(&quoted(tree.as_str(node).unwrap_or_default())),
        Kind::Array => {
            out.push('[');
            for (index, &item) in tree.items(node).iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                write(tree, item, out);
            }
            out.push(']');
        }
        Kind::Object => {
            let mut members: Vec<(&str, NodeId)> = tree.entries(node).collect();
            members.sort_unstable_by_key(|(key, _)| *key);
            out.push('{');
            for (index, (key, value)) in members.into_iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                out.push_str(&quoted(key));
                out.push(':');
                write(tree, value, out);
            }
            out.push('}');
        }
    }
}

fn quoted(text: &str) -> String {
    // A text always serializes.
    serde_json::to_string(text).unwrap_or_default()
}

/// A number in one form: `1.0`, `1` and `10e-1` are the same.
pub(super) fn number(text: &str) -> String {
    if let Ok(whole) = text.parse::<i128>() {
        return whole.to_string();
    }
    match text.parse::<f64>() {
        Ok(value) if value.fract() == 0.0 && value.abs() < 1e15 => format!("{value:.0}"),
        Ok(value) if value.is_finite() => format!("{value:?}"),
        _ => text.to_owned(),
    }
}

/// The order of two numbers as written; nothing when one of them is none.
pub(super) fn compare(left: &str, right: &str) -> Option<Ordering> {
    match (left.parse::<i128>(), right.parse::<i128>()) {
        (Ok(left), Ok(right)) => Some(left.cmp(&right)),
        _ => left.parse::<f64>().ok()?.partial_cmp(&right.parse::<f64>().ok()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_form() {
        for same in [["1", "1.0"], ["10e-1", "1"], ["-0.50", "-0.5"], ["1E2", "100"]] {
            assert_eq!(number(same[0]), number(same[1]));
        }
        assert_ne!(number("9007199254740993"), number("9007199254740992"));
        assert_eq!(compare("9", "10.5"), Some(Ordering::Less));
        assert_eq!(compare("9007199254740993", "9007199254740992"), Some(Ordering::Greater));
        assert_eq!(compare("x", "1"), None);
    }
}
