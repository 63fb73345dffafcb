//! A value against a schema, as far as one can be sure without understanding all of it.
//!
//! Takes two nodes, gives the first mismatch of `type`, `enum`, `const`, `uniqueItems`, formats or limits, also inside of members and items.
//! Alternatives and patterns are not looked at. Must not fail a value that is valid.

use std::collections::HashSet;

use crate::base::{Json, NodeId};
use crate::source::{Kind, Tree, refs};

use super::scalars::wrong_scalar;

/// What does not match: the value's node, the schema's node, and why.
pub(super) type Mismatch = (NodeId, NodeId, String);

/// Pairs of value and schema that are looked at for one example: a guard against schemas that multiply.
const MOST_STEPS: usize = 20_000;

/// Values that are listed in a message.
const MOST_LISTED: usize = 5;

/// The first mismatch of a value and a schema.
pub(super) fn mismatch(tree: &Tree, schema: NodeId, value: NodeId) -> Option<Mismatch> {
    let mut open = vec![(schema, value)];
    let mut steps = 0;
    while let Some((schema, value)) = open.pop() {
        steps += 1;
        if steps > MOST_STEPS {
            return None;
        }
        // A reference that leads nowhere is told elsewhere.
        let Ok(schema) = refs::follow(tree, schema) else { continue };
        if let Some(text) = wrong_here(tree, schema, value) {
            return Some((value, schema, text));
        }
        open_parts(tree, schema, value, &mut open);
    }
    None
}

/// The pairs of which this pair consists, last one first.
fn open_parts(tree: &Tree, schema: NodeId, value: NodeId, open: &mut Vec<(NodeId, NodeId)>) {
    let start = open.len();
    if let Some(parts) = tree.get(schema, "allOf") {
        open.extend(tree.items(parts).iter().map(|part| (*part, value)));
    }
    match tree.kind(value) {
        Kind::Array if tree.get(schema, "prefixItems").is_none() => {
            if let Some(item) = tree.get(schema, "items").filter(|item| tree.is_object(*item)) {
                open.extend(tree.items(value).iter().map(|value| (item, *value)));
            }
        }
        Kind::Object => {
            if let Some(properties) = tree.get(schema, "properties") {
                let members =
                    tree.entries(value).filter_map(|(name, value)| Some((tree.get(properties, name)?, value)));
                open.extend(members);
            }
        }
        _ => {}
    }
    if let Some(added) = open.get_mut(start..) {
        added.reverse();
    }
}

fn wrong_here(tree: &Tree, schema: NodeId, value: NodeId) -> Option<String> {
    wrong_type(tree, schema, value)
        .or_else(|| wrong_value(tree, schema, value))
        .or_else(|| wrong_scalar(tree, schema, value))
        .or_else(|| repeated(tree, schema, value))
}

fn wrong_type(tree: &Tree, schema: NodeId, value: NodeId) -> Option<String> {
    let given = tree.get(schema, "type")?;
    let names: Vec<&str> = match tree.kind(given) {
        Kind::Array => tree.items(given).iter().filter_map(|name| tree.as_str(*name)).collect(),
        _ => tree.as_str(given).into_iter().collect(),
    };
    let known = ["null", "boolean", "integer", "number", "string", "array", "object"];
    if names.is_empty() || !names.iter().all(|name| known.contains(name)) {
        return None;
    }
    let allowed = names.iter().any(|name| has_type(tree, value, name))
        || (tree.is_null(value) && (tree.bool(schema, "nullable") == Some(true) || lists_null(tree, schema)));
    (!allowed).then(|| format!("the schema allows {}, this is {}", list(&names), tree.describe(value)))
}

fn has_type(tree: &Tree, value: NodeId, name: &str) -> bool {
    match tree.kind(value) {
        Kind::Null => name == "null",
        Kind::Bool => name == "boolean",
        Kind::Number => name == "number" || (name == "integer" && tree.as_number(value).is_some_and(is_whole)),
        Kind::String => name == "string",
        Kind::Array => name == "array",
        Kind::Object => name == "object",
    }
}

/// A whole number, of any size (JSON Schema 2020-12 core, section 4.2.1).
fn is_whole(text: &str) -> bool {
    text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) || Json::Number(text.into()).as_i128().is_some()
}

fn lists_null(tree: &Tree, schema: NodeId) -> bool {
    tree.get(schema, "enum").is_some_and(|values| tree.items(values).iter().any(|value| tree.is_null(*value)))
}

fn wrong_value(tree: &Tree, schema: NodeId, value: NodeId) -> Option<String> {
    let allowed = match (tree.get(schema, "const"), tree.get(schema, "enum")) {
        (Some(only), _) => std::slice::from_ref(&only).to_vec(),
        (None, Some(values)) if !tree.is_empty(values) => tree.items(values).to_vec(),
        _ => return None,
    };
    if tree.is_null(value) && tree.bool(schema, "nullable") == Some(true) {
        return None;
    }
    let given = tree.json(value);
    let allowed: Vec<Json> = allowed.into_iter().map(|node| tree.json(node)).collect();
    if allowed.iter().any(|known| same(known, &given)) {
        return None;
    }
    let mut texts: Vec<String> = allowed.iter().take(MOST_LISTED).map(ToString::to_string).collect();
    if allowed.len() > MOST_LISTED {
        texts.push(format!("{} more", allowed.len() - MOST_LISTED));
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    Some(format!("the schema allows {}, this is another value", list(&texts)))
}

/// Equal as JSON values: `1` and `1.0` are. Numbers inside of lists and objects are compared as written.
fn same(a: &Json, b: &Json) -> bool {
    a == b
        || (a.as_i128().is_some() && a.as_i128() == b.as_i128())
        || (a.as_f64().is_some() && a.as_f64() == b.as_f64())
}

fn repeated(tree: &Tree, schema: NodeId, value: NodeId) -> Option<String> {
    if tree.bool(schema, "uniqueItems") != Some(true) || tree.len(value) < 2 || !tree.is_array(value) {
        return None;
    }
    let mut seen = HashSet::new();
    let items = tree.items(value);
    let repeats = items.iter().filter(|item| !seen.insert(tree.json(**item).to_string())).count();
    (repeats > 0).then(|| format!("the items must be unique; {repeats} of {} repeat another one", items.len()))
}

/// `a`, `a or b`, `a, b or c`.
fn list(words: &[&str]) -> String {
    match words {
        [] => String::from("nothing"),
        [only] => (*only).to_owned(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}
