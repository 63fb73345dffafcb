//! Valid OpenAPI documents of any shape: small, and each with much that documents of the field have rarely.
//!
//! Takes a random source, gives a document. Must not depend on anything else, so that a seed repeats a run.

use fastrand::Rng;
use serde_json::{Map, Value, json};

const NAMES: &[&str] = &[
    "id",
    "name",
    "type",
    "Type",
    "self",
    "kind",
    "value",
    "a-b",
    "a_b",
    "aB",
    "2nd",
    "$x",
    "é",
    "_",
    "x.y",
    "in",
    "items",
    "data",
    "next",
    "Option",
    "String",
    "Result",
    "Error",
    "Client",
    "new",
    "with",
    "Other",
    "unknown",
    "created_at",
    "Pet",
    "Dog",
    "Cat",
    "Vec",
    "list",
    "Box",
    "ID",
    "url",
    "r#fn",
    "async",
];

const TEXTS: &[&str] = &[
    "A thing.",
    "See [there](https://a.example/b) and `code`.",
    "*/ \"# ]] {{ ${x} \\",
    "* one\n* two",
    "```\nlet x: = 1;\n```",
    "<b>bold</b> [Vec] \u{202e}x",
    "",
];

/// What is written: the version, and how many schemas there are to refer to.
struct Writer<'r> {
    random: &'r mut Rng,
    newer: bool,
    schemas: usize,
}

/// A document, and how many operations it has.
pub(crate) fn document(random: &mut Rng) -> (Value, usize) {
    let newer = random.bool();
    let schemas = random.usize(1..9);
    let mut writer = Writer { random, newer, schemas };
    let components: Map<String, Value> =
        (0..schemas).map(|index| (schema_name(index), writer.component(index))).collect();
    let mut paths = Map::new();
    let mut operations = 0;
    for index in 0..writer.random.usize(1..6) {
        let (path, item, count) = writer.path(index);
        paths.insert(path, item);
        operations += count;
    }
    let schemes = json!({
        "basic": {"type": "http", "scheme": "basic"}, "bearer": {"type": "http", "scheme": "bearer"},
        "key": {"type": "apiKey", "in": writer.pick(&["header", "query", "cookie"]), "name": writer.name()},
        "oauth": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://a.example/token", "scopes": {"s": "x"}}}},
    });
    let server = json!({"url": "https://{host}.example/{v}", "variables": {"host": {"default": "a"}, "v": {"default": "1", "enum": ["1", "2"]}}});
    let document = json!({
        "openapi": if newer { "3.1.0" } else { "3.0.3" },
        "info": {"title": writer.name(), "version": "1", "description": writer.text()},
        "servers": [server], "tags": [{"name": "one", "description": writer.text()}],
        "paths": paths, "components": {"schemas": components, "securitySchemes": schemes},
    });
    (document, operations)
}

/// Every second one is an object.
fn schema_name(index: usize) -> String {
    let word = NAMES.get(index * 5 % NAMES.len()).copied().unwrap_or_default();
    let plain: String = word.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')).collect();
    format!("{plain}{index}")
}

impl Writer<'_> {
    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words.get(self.random.usize(..words.len())).copied().unwrap_or_default()
    }

    fn name(&mut self) -> &'static str {
        self.pick(NAMES)
    }

    fn text(&mut self) -> &'static str {
        self.pick(TEXTS)
    }

    fn often(&mut self, of_ten: u8) -> bool {
        self.random.u8(..10) < of_ten
    }

    fn reference(&mut self, index: usize) -> Value {
        json!({"$ref": format!("#/components/schemas/{}", schema_name(index))})
    }

    /// Any schema; they may lead back to where they are used.
    fn any_reference(&mut self) -> Value {
        let index = self.random.usize(..self.schemas);
        self.reference(index)
    }

    /// An object that comes later: parts of an `allOf` must not lead back.
    fn later_object(&mut self, index: usize) -> Option<Value> {
        let later: Vec<usize> = (index + 1..self.schemas).filter(|index| index % 2 == 0).collect();
        let chosen = *later.get(self.random.usize(..later.len().max(1)))?;
        Some(self.reference(chosen))
    }

    fn component(&mut self, index: usize) -> Value {
        let mut schema = match self.random.u8(..6) {
            _ if index % 2 == 1 => self.own_schema(),
            0 | 1 => {
                let inline = self.object(2);
                let mut parts = vec![inline];
                parts.extend(self.later_object(index));
                json!({"allOf": parts})
            }
            2 => {
                let part = self.later_object(index).unwrap_or_else(|| json!({"type": "object"}));
                let required: Vec<&str> = vec![self.name()];
                json!({"allOf": [part], "required": required, "properties": {self.name(): self.schema(1)}})
            }
            _ => self.object(2),
        };
        self.describe(&mut schema);
        schema
    }

    /// A schema that is no reference: those in a circle would mean nothing.
    fn own_schema(&mut self) -> Value {
        loop {
            let schema = self.schema(2);
            if schema.get("$ref").is_none() {
                return schema;
            }
        }
    }

    fn describe(&mut self, schema: &mut Value) {
        let Value::Object(members) = schema else { return };
        if members.contains_key("$ref") && !self.newer {
            return;
        }
        if self.often(3) {
            members.insert("description".to_owned(), self.text().into());
        }
        if self.often(2) {
            members.insert("title".to_owned(), self.name().into());
        }
        for flag in ["readOnly", "writeOnly", "deprecated"] {
            if self.often(1) && !(flag == "writeOnly" && members.contains_key("readOnly")) {
                members.insert(flag.to_owned(), true.into());
            }
        }
        if self.often(2) {
            self.allow_null(members);
        }
    }

    fn allow_null(&mut self, members: &mut Map<String, Value>) {
        let single = members.get("type").and_then(Value::as_str).map(str::to_owned);
        match single {
            Some(_) if members.contains_key("enum") || members.contains_key("const") => {}
            Some(single) if self.newer && single != "null" => {
                members.insert("type".to_owned(), json!([single, "null"]));
            }
            Some(_) if !self.newer => {
                members.insert("nullable".to_owned(), true.into());
            }
            _ => {}
        }
    }

    fn schema(&mut self, depth: usize) -> Value {
        let mut schema = match self.random.u8(..if depth == 0 { 8 } else { 16 }) {
            0 | 1 => self.string(),
            2 => self.integer(),
            3 => json!({"type": "number", "format": self.pick(&["float", "double", "decimal"])}),
            4 => json!({"type": "boolean"}),
            5 => self.enumeration(),
            6 | 7 => self.any_reference(),
            8 | 9 => self.array(depth - 1),
            10 | 11 => self.object(depth - 1),
            12 => json!({"type": "object", "additionalProperties": self.schema(depth - 1)}),
            13 => self.union(depth - 1),
            14 => self.tagged(),
            _ => json!({}),
        };
        self.describe(&mut schema);
        schema
    }

    fn string(&mut self) -> Value {
        let mut schema = json!({"type": "string"});
        match self.random.u8(..8) {
            0 => {
                schema["format"] =
                    self.pick(&["date-time", "date", "time", "uuid", "uri", "byte", "email", "duration", "odd"]).into();
            }
            1 => schema["pattern"] = self.pick(&["^[a-z]+$", "\\d{3}", "\"#*/", "(a+)+$"]).into(),
            2 => (schema["minLength"], schema["maxLength"]) = (self.random.u8(..3).into(), self.random.u8(3..).into()),
            3 => schema["default"] = self.text().into(),
            4 if self.newer => schema = json!({"const": self.text()}),
            _ => {}
        }
        schema
    }

    fn integer(&mut self) -> Value {
        let mut schema = json!({"type": "integer"});
        match self.random.u8(..6) {
            0 => schema["format"] = self.pick(&["int32", "int64", "uint64"]).into(),
            1 => (schema["minimum"], schema["maximum"]) = (self.random.i8(..0).into(), self.random.u64(..).into()),
            2 => schema["default"] = self.random.i8(..).into(),
            3 => schema["multipleOf"] = 5.into(),
            _ => {}
        }
        schema
    }

    fn enumeration(&mut self) -> Value {
        let count = self.random.usize(1..5);
        if self.often(2) {
            let first = self.random.i16(..);
            return json!({"type": "integer", "enum": (0..count).map(|step| i64::from(first) + step as i64).collect::<Vec<_>>()});
        }
        let start = self.random.usize(..NAMES.len());
        let values: Vec<&str> = NAMES.iter().cycle().skip(start).take(count).copied().collect();
        json!({"type": "string", "enum": values})
    }

    fn array(&mut self, depth: usize) -> Value {
        let mut schema = json!({"type": "array", "items": self.schema(depth)});
        match self.random.u8(..5) {
            0 => schema["uniqueItems"] = true.into(),
            1 => (schema["minItems"], schema["maxItems"]) = (1.into(), 10.into()),
            2 if self.newer => schema["prefixItems"] = json!([self.schema(0), self.schema(0)]),
            _ => {}
        }
        schema
    }

    fn object(&mut self, depth: usize) -> Value {
        let mut members = Map::new();
        for _ in 0..self.random.usize(..5) {
            members.insert(self.name().to_owned(), self.schema(depth));
        }
        let required: Vec<String> = members.keys().filter(|_| self.random.bool()).cloned().collect();
        let mut schema = json!({"type": "object", "properties": members});
        if !required.is_empty() {
            schema["required"] = required.into();
        }
        match self.random.u8(..6) {
            0 => schema["additionalProperties"] = false.into(),
            1 => schema["additionalProperties"] = self.schema(0),
            2 if self.newer => schema["patternProperties"] = json!({"^x-": self.schema(0)}),
            _ => {}
        }
        schema
    }

    fn union(&mut self, depth: usize) -> Value {
        let alternatives: Vec<Value> = (0..self.random.usize(2..5)).map(|_| self.schema(depth)).collect();
        json!({ self.pick(&["oneOf", "anyOf"]): alternatives })
    }

    /// Objects that a constant member tells apart.
    fn tagged(&mut self) -> Value {
        let tag = self.name();
        let alternatives: Vec<Value> = (0..self.random.usize(2..4))
            .map(|index| {
                let mut object = self.object(1);
                object["properties"][tag] = json!({"type": "string", "enum": [format!("v{index}")]});
                let mut required: Vec<Value> = object["required"].as_array().cloned().unwrap_or_default();
                if !required.contains(&json!(tag)) {
                    required.push(tag.into());
                }
                object["required"] = required.into();
                object
            })
            .collect();
        json!({"oneOf": alternatives, "discriminator": {"propertyName": tag}})
    }

    /// A path, its item, and how many operations that has.
    fn path(&mut self, index: usize) -> (String, Value, usize) {
        let has_parameter = self.random.bool();
        let path = format!("/p{index}/{}", if has_parameter { "{id}" } else { self.pick(&["a", "a-b", "a.b"]) });
        let mut item = Map::new();
        let mut operations = 0;
        for method in ["get", "post", "put", "delete", "patch"] {
            if self.often(3) {
                item.insert(method.to_owned(), self.operation(method, index));
                operations += 1;
            }
        }
        if has_parameter {
            let style = self.pick(&["simple", "label", "matrix"]);
            let schema =
                if self.random.bool() { self.string() } else { json!({"type": "array", "items": {"type": "integer"}}) };
            item.insert(
                "parameters".to_owned(),
                json!([{"name": "id", "in": "path", "required": true, "style": style, "schema": schema}]),
            );
        }
        (path, item.into(), operations)
    }

    fn operation(&mut self, method: &str, index: usize) -> Value {
        let mut parameters: Vec<Value> = Vec::new();
        for at in 0..self.random.usize(..4) {
            let name = format!("{}{at}", self.name().trim_start_matches('$'));
            let place = self.pick(&["query", "query", "header", "cookie"]);
            let name = if place == "query" { name } else { format!("x-{at}") };
            let schema = match self.random.u8(..4) {
                0 => json!({"type": "array", "items": self.enumeration()}),
                1 => self.enumeration(),
                2 => self.integer(),
                _ => self.string(),
            };
            parameters.push(json!({"name": name, "in": place, "required": self.random.bool(), "description": self.text(), "schema": schema}));
        }
        if self.often(2) {
            parameters.push(json!({"name": "filter", "in": "query", "style": "deepObject", "explode": true, "schema": self.object(0)}));
        }
        let mut operation = json!({"operationId": format!("{method}{index}"), "summary": self.text(), "responses": self.responses(), "parameters": parameters});
        if self.often(6) {
            operation["tags"] = json!([self.pick(&["one", "two", "a/b (c)"])]);
        }
        if !matches!(method, "get" | "delete") {
            operation["requestBody"] = self.body();
        }
        if self.often(3) {
            operation["security"] = json!([{ self.pick(&["basic", "bearer", "key", "oauth"]): [] }, {}]);
        }
        operation
    }

    fn body(&mut self) -> Value {
        let (media, schema) = match self.random.u8(..8) {
            0 => ("application/x-www-form-urlencoded", self.object(0)),
            1 => {
                let mut form = self.object(0);
                form["properties"]["file"] = json!({"type": "string", "format": "binary"});
                ("multipart/form-data", form)
            }
            2 => ("text/plain", json!({"type": "string"})),
            3 => ("application/octet-stream", json!({"type": "string", "format": "binary"})),
            _ => ("application/json", self.schema(2)),
        };
        json!({"required": self.random.bool(), "content": {media: {"schema": schema}}})
    }

    fn responses(&mut self) -> Value {
        let mut responses = Map::new();
        for code in ["200", "201", "204", "4XX", "404", "429", "default"] {
            if self.often(3) {
                let mut response = json!({"description": self.text()});
                if code != "204" && self.often(7) {
                    let media = self.pick(&[
                        "application/json",
                        "application/json",
                        "application/problem+json",
                        "text/plain",
                        "text/event-stream",
                        "*/*",
                    ]);
                    response["content"] = json!({media: {"schema": self.schema(2)}});
                }
                if self.often(3) {
                    response["headers"] =
                        json!({"X-Left": {"schema": self.integer()}, "Retry-After": {"schema": {"type": "integer"}}});
                }
                responses.insert(code.to_owned(), response);
            }
        }
        if responses.is_empty() {
            responses.insert("200".to_owned(), json!({"description": "Done."}));
        }
        responses.into()
    }
}
