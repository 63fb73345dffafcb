//! Random edits: a document is the same as itself, and what one direction tells, the other tells mirrored.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::Mirror;
use super::{changes_of, tree};

/// A small generator of pseudo-random numbers: xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn pick<'v>(&mut self, list: &'v [&'v str]) -> &'v str {
        list[self.below(list.len())]
    }
}

/// The document of this repository, and a schema that refers to itself.
fn document() -> Value {
    let text = include_str!("../../../../spec/confluent-iam.yaml");
    let source = tree(text);
    let mut value = source.value(source.root().unwrap());
    value["components"]["schemas"]["Node"] = json!({"type": "object", "properties": {
        "next": {"$ref": "#/components/schemas/Node"}, "name": {"type": "string", "maxLength": 20}, "kind": {"type": "string", "enum": ["a", "b"]}}});
    value["paths"]["/nodes"] = json!({"post": {
        "parameters": [{"name": "q", "in": "query", "schema": {"type": "integer", "minimum": 1}}],
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Node"}}}},
        "responses": {"200": {"description": "d", "headers": {"X-A": {"schema": {"type": "string"}}},
            "content": {"application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}}}}}}}});
    value
}

/// Changes one place of a document.
fn edit(value: &mut Value, random: &mut Random) {
    let mut places = Vec::new();
    collect(value, "", &mut places);
    let place = &places[random.below(places.len())];
    let Some(node) = value.pointer_mut(place).and_then(Value::as_object_mut) else { return };
    let (keyword, new) = match random.below(9) {
        0 => ("maxLength", json!(random.below(50))),
        1 => ("minLength", json!(random.below(50))),
        2 => ("nullable", json!(random.below(2) == 0)),
        3 => ("enum", json!([random.pick(&["a", "b", "c"]), random.pick(&["d", "e"])])),
        4 => ("format", json!(random.pick(&["uuid", "date", "byte"]))),
        5 => ("pattern", json!(random.pick(&["^a$", "^b$"]))),
        6 => ("default", json!(random.pick(&["a", "b"]))),
        7 => ("type", json!(random.pick(&["string", "integer", "boolean", "object"]))),
        _ => {
            let name = random.pick(&["added", "other"]).to_owned();
            let properties = node.entry("properties").or_insert_with(|| json!({}));
            if let Some(properties) = properties.as_object_mut() {
                if properties.contains_key(&name) {
                    properties.remove(&name);
                } else {
                    properties.insert(name, json!({"type": "string"}));
                }
            }
            return;
        }
    };
    if random.below(3) == 0 {
        node.remove(keyword);
    } else {
        node.insert(keyword.to_owned(), new);
    }
}

/// The pointers of schemas with a type.
fn collect(value: &Value, at: &str, places: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if members.get("type").is_some_and(Value::is_string)
                && !at.contains("securitySchemes")
                && !at.contains("example")
            {
                places.push(at.to_owned());
            }
            for (key, member) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                collect(member, &format!("{at}/{key}"), places);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{at}/{index}"), places);
            }
        }
        _ => {}
    }
}

#[test]
fn what_one_direction_tells_the_other_tells_mirrored() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut told = 0;
    for round in 0..12 {
        let mut old = document();
        for _ in 0..random.below(6) {
            edit(&mut old, &mut random);
        }
        let mut new = old.clone();
        for _ in 0..=random.below(8) {
            edit(&mut new, &mut random);
        }
        let (old, new) = (tree(&old.to_string()), tree(&new.to_string()));
        assert!(changes_of(&old, &old).is_empty() && changes_of(&new, &new).is_empty());
        let (forward, backward) = (changes_of(&old, &new), changes_of(&new, &old));
        told += forward.len();
        let mut by_operation: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
        for change in &backward {
            by_operation.entry(change.operation.as_deref()).or_default().push(change.check.id);
        }
        for change in &forward {
            let Mirror::Is(mirrors) = change.check.mirror else { continue };
            let others = by_operation.entry(change.operation.as_deref()).or_default();
            let found = others.iter().position(|id| mirrors.contains(id));
            let found = found.unwrap_or_else(|| {
                panic!("round {round}: {} ({}) has no mirror in {others:?}", change.check.id, change.message)
            });
            others.remove(found);
        }
        let left: Vec<&str> = by_operation.into_values().flatten().collect();
        assert!(left.is_empty(), "round {round}: only backward: {left:?}");
    }
    assert!(told > 30, "{told}");
}

#[test]
fn no_document_makes_it_panic() {
    let broken = [
        "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {parameters: [{$ref: '#/nowhere'}, 3], responses: {x: 1, '200': {$ref: '#/x'}}}}}\n",
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: [1]\ncomponents: {schemas: {A: {allOf: [{$ref: '#/components/schemas/A'}]}}}\n",
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/a: {$ref: '#/paths/~1a'}}\nsecurity: {a: 1}\nservers: 4\ntags: {}\n",
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: \
         {$ref: '#/components/schemas/A'}}}}, responses: {'200': {description: d}}}}}\ncomponents: {schemas: {A: {oneOf: [{$ref: '#/components/schemas/A'}, \
         {$ref: '#/components/schemas/B'}], not: {$ref: '#/components/schemas/A'}}, B: {allOf: [{$ref: '#/components/schemas/A'}, {items: {$ref: '#/components/schemas/B'}}]}}}\n",
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: \
         {anyOf: [{oneOf: [{anyOf: [true, false, 1]}, null]}], type: [], enum: 1, required: 2, properties: [], x-extensible-enum: 4, const: {a: 1}}}}}, responses: []}}}\n",
    ];
    for old in broken {
        assert!(changes_of(&tree(old), &tree(old)).is_empty(), "{old}");
        for new in broken {
            changes_of(&tree(old), &tree(new));
        }
    }
}
