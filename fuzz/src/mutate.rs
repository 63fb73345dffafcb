//! Mutations: of bytes and lines, and of the document's tree.
//!
//! Takes texts and a random source, gives an input. Must not depend on anything else, so that a seed repeats a run.

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// Keys and texts that mean something in OpenAPI documents.
const WORDS: &[&str] = &[
    "$ref",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "type",
    "properties",
    "items",
    "required",
    "enum",
    "const",
    "format",
    "nullable",
    "additionalProperties",
    "patternProperties",
    "prefixItems",
    "discriminator",
    "mapping",
    "propertyName",
    "readOnly",
    "writeOnly",
    "default",
    "example",
    "examples",
    "title",
    "description",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "parameters",
    "requestBody",
    "responses",
    "content",
    "schema",
    "headers",
    "application/json",
    "multipart/form-data",
    "text/event-stream",
    "security",
    "servers",
    "operationId",
    "tags",
    "get",
    "post",
    "patch",
    "200",
    "204",
    "4XX",
    "default",
    "paths",
    "components",
    "schemas",
    "openapi",
    "3.0.3",
    "3.1.0",
    "3.2.0",
    "string",
    "integer",
    "number",
    "boolean",
    "object",
    "array",
    "null",
    "int32",
    "date-time",
    "binary",
    "byte",
    "query",
    "path",
    "header",
    "cookie",
    "name",
    "in",
    "style",
    "explode",
    "deepObject",
    "self",
    "Self",
    "crate",
    "_",
    "",
    "+1",
    "-1",
    "*/",
    "\"#",
    "]]",
    "{{",
    "\u{202e}",
    "🦀",
    "r#type",
    "../../x",
    "CON",
    "x-enum-varnames",
    "#/",
    "#/components/schemas/",
    "<<",
    "~1",
    "%2F",
    "\n```\n",
    "//!",
];

/// One input: a document with a few mutations.
pub(crate) fn input(texts: &[String], random: &mut Rng) -> Vec<u8> {
    let text = pick(texts, random);
    if random.u8(..4) == 0 {
        return bytes(text.as_bytes().to_vec(), texts, random);
    }
    let Ok(mut tree) = serde_yaml::from_str::<Value>(text) else {
        return bytes(text.as_bytes().to_vec(), texts, random);
    };
    let other = serde_yaml::from_str::<Value>(pick(texts, random)).unwrap_or(Value::Null);
    for _ in 0..random.usize(1..=6) {
        mutate_tree(&mut tree, &other, random);
    }
    serde_json::to_vec(&tree).unwrap_or_default()
}

fn pick<'a>(texts: &'a [String], random: &mut Rng) -> &'a str {
    texts.get(random.usize(..texts.len())).map_or("", String::as_str)
}

fn bytes(mut input: Vec<u8>, texts: &[String], random: &mut Rng) -> Vec<u8> {
    for _ in 0..random.usize(1..=8) {
        let at = random.usize(..=input.len());
        let end = (at + random.usize(..40)).min(input.len());
        match random.u8(..7) {
            0 => drop(input.drain(at..end)),
            1 => drop(input.splice(at..at, word(random).bytes().collect::<Vec<_>>())),
            2 => drop(input.splice(at..end, word(random).bytes().collect::<Vec<_>>())),
            3 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte = random.u8(..);
                }
            }
            4 => {
                let copy: Vec<u8> = input.get(at..end).unwrap_or_default().to_vec();
                drop(input.splice(at..at, copy));
            }
            5 => {
                let other = pick(texts, random).as_bytes();
                let from = random.usize(..=other.len());
                let part = other.get(from..(from + 400).min(other.len())).unwrap_or_default().to_vec();
                drop(input.splice(at..end, part));
            }
            _ => input.truncate(at),
        }
    }
    input
}

fn word(random: &mut Rng) -> &'static str {
    WORDS.get(random.usize(..WORDS.len())).copied().unwrap_or_default()
}

fn mutate_tree(tree: &mut Value, other: &Value, random: &mut Rng) {
    let pointers = pointers(tree);
    let Some(pointer) = pointers.get(random.usize(..pointers.len().max(1))) else { return };
    let copy = tree.pointer(pointers.get(random.usize(..pointers.len())).map_or("", String::as_str)).cloned();
    let target_of_ref = format!("#{}", pointers.get(random.usize(..pointers.len())).map_or("", String::as_str));
    let Some(node) = tree.pointer_mut(pointer) else { return };
    match random.u8(..10) {
        0 => *node = Value::Null,
        1 => *node = copy.unwrap_or_default(),
        2 => *node = json!({ "$ref": target_of_ref }),
        3 => wrap(node, random),
        4 => *node = scalar(random),
        5 => {
            let pointers = self::pointers(other);
            let pointer = pointers.get(random.usize(..pointers.len().max(1))).map_or("", String::as_str);
            *node = other.pointer(pointer).cloned().unwrap_or_default();
        }
        6 | 7 => {
            if let Value::Object(members) = node {
                change_member(members, copy.unwrap_or_default(), random);
            }
        }
        8 => {
            if let Value::Array(items) = node {
                items.push(copy.unwrap_or_default());
            }
        }
        _ => {
            if let Value::Object(members) = node {
                members.insert(word(random).to_owned(), copy.unwrap_or_default());
            }
        }
    }
}

fn wrap(node: &mut Value, random: &mut Rng) {
    let inner = node.take();
    *node = match random.u8(..6) {
        0 => json!({ "allOf": [inner, { "type": "object", "required": ["id"] }] }),
        1 => json!({ "oneOf": [inner, { "type": "null" }] }),
        2 => json!({ "anyOf": [inner.clone(), inner] }),
        3 => json!([inner]),
        4 => json!({ "type": ["array", "null"], "items": inner }),
        _ => {
            json!({ "type": "object", "properties": { "a-b": inner.clone(), "a_b": inner }, "additionalProperties": false })
        }
    };
}

fn change_member(members: &mut Map<String, Value>, value: Value, random: &mut Rng) {
    let names: Vec<String> = members.keys().cloned().collect();
    let Some(name) = names.get(random.usize(..names.len().max(1))) else { return };
    let old = members.remove(name);
    match random.u8(..3) {
        0 => {}
        1 => {
            members.insert(word(random).to_owned(), old.unwrap_or_default());
        }
        _ => {
            members.insert(name.clone(), value);
        }
    }
}

fn scalar(random: &mut Rng) -> Value {
    match random.u8(..6) {
        0 => json!(random.i64(..)),
        1 => json!(random.bool()),
        2 => json!(1e300),
        3 => json!({}),
        4 => json!([]),
        _ => json!(word(random)),
    }
}

/// The pointers of all nodes, the root's first.
fn pointers(tree: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut next = 0;
    while let Some(pointer) = found.get(next).cloned() {
        next += 1;
        match tree.pointer(&pointer) {
            Some(Value::Object(members)) => {
                found.extend(
                    members.keys().map(|name| format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))),
                );
            }
            Some(Value::Array(items)) => found.extend((0..items.len()).map(|index| format!("{pointer}/{index}"))),
            _ => {}
        }
        if found.len() > 20_000 {
            break;
        }
    }
    found
}

/// A part of a document, in some encoding, after changes of its bytes.
pub(crate) fn encoded(texts: &[String], random: &mut Rng) -> Vec<u8> {
    let text = random.choice(texts).map_or("", String::as_str);
    // A part of it is read faster, and is as good.
    let part: String = text.chars().take(random.usize(1..4000)).collect();
    let input: Vec<u8> = match random.u8(..8) {
        0 => [0xff, 0xfe].into_iter().chain(part.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        1 => [0xfe, 0xff].into_iter().chain(part.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
        2 => [0xef, 0xbb, 0xbf].into_iter().chain(part.bytes()).collect(),
        _ => part.into_bytes(),
    };
    bytes(input, texts, random)
}
