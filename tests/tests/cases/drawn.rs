//! Random JSON for the types of the cases: values that their schemas allow, and the same after a change that nobody thought of.
//!
//! `OASMITH_DRAWS=5000` says how many values each type gets of both kinds, `OASMITH_SEED` from where they start; without them it is a
//! few, always the same. Takes cases, gives lines of `TYPE<tab>valid|any<tab>JSON`. Shares no code with what is tested.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::Case;

/// A type that values are drawn for.
pub(crate) struct Drawn {
    /// `object_map::models::Bag`
    pub(crate) path: String,
    /// Its component.
    schema: String,
}

/// The types of a case that stand for a component by themselves. Only cases with examples: the others are not in the program.
pub(crate) fn types(case: &Case) -> Vec<Drawn> {
    if case.examples.is_none() {
        return Vec::new();
    }
    let run = case.run(&super::common::module_options());
    let of = |schema: &oasmith_codegen::report::Schema| {
        let name = schema.pointer.strip_prefix("#/components/schemas/").filter(|name| !name.contains('/'))?;
        let ident = schema.rust.strip_prefix("models::").filter(|ident| ident.chars().all(char::is_alphanumeric))?;
        let path = format!("{}::models::{ident}", case.module());
        (schema.request.is_none()).then(|| Drawn { path, schema: name.to_owned() })
    };
    let mut seen = BTreeSet::new();
    let all: Vec<Drawn> = run.generated.report.schemas.iter().filter_map(of).collect();
    all.into_iter().filter(|drawn| seen.insert(drawn.path.clone())).collect()
}

/// Values for all types of the cases.
pub(crate) fn values(cases: &[Case]) -> String {
    let number =
        |name: &str, default: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    let (draws, seed) = (number("OASMITH_DRAWS", 12), number("OASMITH_SEED", 1));
    let mut lines = String::new();
    for case in cases {
        // A number beyond all of Rust's cannot be passed on here.
        let Ok(document) = serde_yaml::from_str::<Value>(&case.text) else { continue };
        for ty in types(case) {
            for draw in 0..draws {
                let mut writer =
                    Writer { document: &document, random: Random::new(seed, &ty.path, draw), is_sure: true };
                // What a configuration refuses and no schema says.
                writer.is_sure &= case.settings.is_none();
                let value = writer.component(&ty.schema);
                let kind = if writer.is_sure { "valid" } else { "any" };
                let _ = writeln!(lines, "{}\t{kind}\t{value}", ty.path);
                let _ = writeln!(lines, "{}\tany\t{}", ty.path, changed(&mut writer.random, value));
            }
        }
    }
    lines
}

/// Numbers that look random (xorshift), of their own for each value, so that one that fails is repeated alone.
struct Random(u64);

impl Random {
    fn new(seed: u64, ty: &str, draw: u64) -> Self {
        let start = ty.bytes().fold(seed, |sum, byte| sum.wrapping_mul(0x100_0000_01b3) ^ u64::from(byte));
        let mut random = Self((start ^ draw.wrapping_mul(0x9e37_79b9_7f4a_7c15)) | 1);
        (0..4).for_each(|_| _ = random.below(2));
        random
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 8) % end.max(1) as u64).unwrap()
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}

/// Writes values that a schema allows.
struct Writer<'d> {
    document: &'d Value,
    random: Random,
    /// Whether the value is allowed for certain: not when constraints would have to be solved together.
    is_sure: bool,
}

impl Writer<'_> {
    fn component(&mut self, name: &str) -> Value {
        match self.document.pointer(&format!("/components/schemas/{name}")) {
            Some(schema) => self.value(&schema.clone(), 0),
            None => self.unsure(),
        }
    }

    fn sends(&self) -> bool {
        self.document["paths"].to_string().contains("\"requestBody\"")
    }

    fn unsure(&mut self) -> Value {
        self.is_sure = false;
        anything(&mut self.random, 2)
    }

    fn value(&mut self, schema: &Value, depth: usize) -> Value {
        let Value::Object(schema) = schema else {
            return if *schema == json!(true) { anything(&mut self.random, 2) } else { self.unsure() };
        };
        if depth > 24 {
            return self.unsure();
        }
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            self.is_sure &= schema.keys().all(|key| ["$ref", "description", "title"].contains(&key.as_str()));
            let found = target.strip_prefix('#').and_then(|pointer| self.document.pointer(pointer)).cloned();
            return match found {
                Some(found) => self.value(&found, depth + 1),
                None => self.unsure(),
            };
        }
        // Members of one direction are left out of the other.
        let is_of_one_direction = ["readOnly", "writeOnly"].iter().any(|key| schema.get(*key) == Some(&json!(true)));
        self.is_sure &= !is_of_one_direction || self.document["paths"] == json!({});
        if let Some(only) = schema.get("const") {
            return only.clone();
        }
        if let Some(Value::Array(values)) = schema.get("enum") {
            return if values.is_empty() { self.unsure() } else { self.random.of(values) };
        }
        if schema.get("nullable") == Some(&json!(true)) && self.random.below(6) == 0 {
            self.is_sure &= !schema.keys().any(|key| ["allOf", "oneOf", "anyOf"].contains(&key.as_str()));
            return Value::Null;
        }
        self.composed(schema, depth).unwrap_or_else(|| self.plain(schema, depth))
    }

    /// `allOf`, `oneOf`, `anyOf`: members of the parts together with the schema's own.
    fn composed(&mut self, schema: &Map<String, Value>, depth: usize) -> Option<Value> {
        let parts = |key: &str| schema.get(key).and_then(Value::as_array).cloned();
        if let Some(parts) = parts("allOf") {
            let mut whole = self.plain(schema, depth);
            for part in &parts {
                let part = self.value(part, depth + 1);
                match (&mut whole, part) {
                    (Value::Object(whole), Value::Object(part)) => whole.extend(part),
                    (whole, part) => {
                        self.is_sure &=
                            parts.len() == 1 && !schema.contains_key("properties") && !schema.contains_key("type");
                        *whole = part;
                    }
                }
            }
            // Of a member that two parts describe, nobody knows whether both allow it.
            self.is_sure &=
                whole.as_object().is_none_or(|whole| whole.keys().all(|name| self.describing(schema, name, 0) <= 1));
            return Some(whole);
        }
        let alternatives = parts("oneOf").or_else(|| parts("anyOf")).filter(|parts| !parts.is_empty())?;
        let chosen = self.random.of(&alternatives);
        let mut value = self.value(&chosen, depth + 1);
        if let Some(tag) = schema.get("discriminator").and_then(|found| found["propertyName"].as_str()) {
            let name = chosen["$ref"].as_str().and_then(|target| target.rsplit('/').next()).unwrap_or_default();
            // Which texts stand for which alternative is the mapping's affair.
            self.is_sure &= schema["discriminator"].get("mapping").is_none() && !name.is_empty();
            if let Value::Object(value) = &mut value {
                value.insert(tag.to_owned(), json!(name));
            }
        }
        self.is_sure &= !schema.contains_key("properties") && !schema.contains_key("required");
        Some(value)
    }

    /// How many of the schemas that an `allOf` is made of say something of a member.
    fn describing(&self, schema: &Map<String, Value>, name: &str, depth: usize) -> usize {
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
        let target = target.and_then(|pointer| self.document.pointer(pointer)).filter(|_| depth < 24);
        let parts = ["allOf", "oneOf", "anyOf"].iter().filter_map(|key| schema.get(*key)?.as_array()).flatten();
        let inside =
            parts.chain(target).filter_map(Value::as_object).map(|part| self.describing(part, name, depth + 1));
        let is_listed = schema.get("properties").is_some_and(|properties| properties.get(name).is_some());
        let is_open = schema.get("additionalProperties").is_none_or(|more| *more == json!(true));
        usize::from(is_listed || !is_open) + inside.sum::<usize>()
    }

    fn plain(&mut self, schema: &Map<String, Value>, depth: usize) -> Value {
        let kind = match schema.get("type") {
            Some(Value::String(kind)) => kind.clone(),
            Some(Value::Array(kinds)) => self.random.of(kinds).as_str().unwrap_or_default().to_owned(),
            _ if schema.contains_key("properties") || schema.contains_key("additionalProperties") => {
                "object".to_owned()
            }
            _ if schema.contains_key("items") => "array".to_owned(),
            _ if schema.contains_key("allOf") => "object".to_owned(),
            _ => return anything(&mut self.random, 2),
        };
        match kind.as_str() {
            "object" => self.object(schema, depth),
            "array" => self.array(schema, depth),
            "string" => self.text(schema),
            "integer" => self.integer(schema),
            "number" => self.number(schema),
            "boolean" => json!(self.random.below(2) == 0),
            "null" => Value::Null,
            _ => self.unsure(),
        }
    }

    fn object(&mut self, schema: &Map<String, Value>, depth: usize) -> Value {
        let mut members = Map::new();
        let required: Vec<&str> =
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let properties = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        for (name, property) in &properties {
            let is_required = required.contains(&name.as_str());
            if is_required || (depth < 6 && self.random.below(3) > 0) {
                members.insert(name.clone(), self.value(property, depth + 1));
            }
        }
        self.is_sure &= required.iter().all(|name| properties.contains_key(*name));
        self.is_sure &= !["patternProperties", "propertyNames", "unevaluatedProperties"]
            .iter()
            .any(|key| schema.contains_key(*key));
        for index in 0..self.random.below(3) {
            let name = format!("more {index}");
            match schema.get("additionalProperties") {
                Some(Value::Bool(false)) => {}
                None | Some(Value::Bool(true)) => {
                    // What is only sent does not keep what its schema does not list.
                    self.is_sure &= schema.contains_key("additionalProperties") || !self.sends();
                    members.insert(name, anything(&mut self.random, 2));
                }
                Some(more) => _ = members.insert(name, self.value(more, depth + 1)),
            }
        }
        Value::Object(members)
    }

    fn array(&mut self, schema: &Map<String, Value>, depth: usize) -> Value {
        let first = schema.get("prefixItems").and_then(Value::as_array).cloned().unwrap_or_default();
        let mut items: Vec<Value> = first.iter().map(|item| self.value(item, depth + 1)).collect();
        let count = |key: &str| schema.get(key).and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok());
        let (least, most) = (count("minItems").unwrap_or(0), count("maxItems").unwrap_or(usize::MAX));
        let wanted = if depth > 6 { least } else { (least + self.random.below(3)).min(most) };
        while items.len() < wanted {
            match schema.get("items") {
                Some(Value::Bool(false)) => break,
                None => items.push(anything(&mut self.random, 1)),
                Some(item) => items.push(self.value(item, depth + 1)),
            }
        }
        Value::Array(items)
    }

    fn text(&mut self, schema: &Map<String, Value>) -> Value {
        let two = |random: &mut Random, end| format!("{:02}", 1 + random.below(end));
        let random = &mut self.random;
        json!(match schema.get("format").and_then(Value::as_str) {
            None => random.of(TEXTS).to_owned(),
            Some("date-time") => format!(
                "20{}-{}-{}T{}:{}:{}Z",
                two(random, 60),
                two(random, 12),
                two(random, 28),
                two(random, 22),
                two(random, 58),
                two(random, 58)
            ),
            Some("date") => format!("20{}-{}-{}", two(random, 60), two(random, 12), two(random, 28)),
            Some("byte") => ["", "aGk=", "AAEC", "/+8="][random.below(4)].to_owned(),
            Some("int64" | "int32" | "uint64") => random.below(100_000).to_string(),
            Some("email" | "uri" | "hostname" | "password" | "binary") => random.of(TEXTS).to_owned(),
            Some(_) => {
                self.is_sure = false;
                random.of(TEXTS).to_owned()
            }
        })
    }

    fn integer(&mut self, schema: &Map<String, Value>) -> Value {
        self.is_sure &= !schema.contains_key("format") || matches!(schema["format"].as_str(), Some("int32" | "int64"));
        let least = schema.get("minimum").and_then(Value::as_i64).unwrap_or(-3);
        let all = [0, 1, 7, 100, i64::from(i32::MAX) + least.min(0)];
        json!(self.random.of(&all).max(least))
    }

    fn number(&mut self, schema: &Map<String, Value>) -> Value {
        self.is_sure &= schema.get("format").is_none_or(|format| format == "double");
        json!(self.random.of(&[0.5, -1.25, 3.0, 4096.0625, 12345.678]))
    }
}

const TEXTS: &[&str] =
    &["", "a", "two words", "é\u{1f980}", "\"\\/\n\u{0}", "null", "1", "2020-01-02", "\u{2028}\u{feff}"];

/// JSON of any kind.
fn anything(random: &mut Random, depth: usize) -> Value {
    match random.below(if depth == 0 { 6 } else { 8 }) {
        0 => Value::Null,
        1 => json!(random.below(2) == 0),
        2 => json!(random.below(1000)),
        3 => json!(-0.5),
        4 | 5 => json!(random.of(TEXTS)),
        6 => (0..random.below(3)).map(|_| anything(random, depth - 1)).collect(),
        _ => (0..random.below(3))
            .map(|index| (format!("k{index}"), anything(random, depth - 1)))
            .collect::<Map<_, _>>()
            .into(),
    }
}

/// The value after a change somewhere in it, as text that may be no JSON any more.
fn changed(random: &mut Random, mut value: Value) -> String {
    for _ in 0..=random.below(2) {
        change_below(random, &mut value);
    }
    let mut text = value.to_string();
    if random.below(3) == 0 {
        const PIECES: &[&str] =
            &["", ",", "\"", "{", "]", "1e400", "-", "null", "\\u0000", "\\ud800", "0", "99999999999999999999999", " "];
        let at = random.below(text.len() + 1);
        let at = (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let end = (at + random.below(3)..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap_or(text.len());
        text.replace_range(at..end, random.of(PIECES));
    }
    text
}

fn change_below(random: &mut Random, value: &mut Value) {
    let is_deeper = random.below(4) > 0;
    match value {
        Value::Object(members) if is_deeper && !members.is_empty() => {
            let name = random.of(&members.keys().cloned().collect::<Vec<_>>());
            match random.below(6) {
                0 => _ = members.remove(&name),
                1 => {
                    let old = members.remove(&name).unwrap_or_default();
                    members.insert(format!("{name}x"), old);
                }
                _ => change_below(random, &mut members[&name]),
            }
        }
        Value::Array(items) if is_deeper && !items.is_empty() => {
            let at = random.below(items.len());
            change_below(random, &mut items[at]);
        }
        value => *value = anything(random, 2),
    }
}
