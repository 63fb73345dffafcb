//! Whether a value is valid against a schema of a document, as another implementation sees it.
//!
//! Takes a document and pointers into it, gives the verdict of the crate `jsonschema`, formats included. Schemas of OpenAPI 3.0 are
//! rewritten to the JSON Schema that they stand for (OpenAPI 3.0.3, section "Schema Object"): `nullable`, exclusive bounds as
//! booleans, and nothing beside a `$ref`. Nothing is ever fetched.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

use crate::Failure;

/// Where the files of a document are, for references to lead to.
const BASE: &str = "json-schema:///";
/// The root document there.
const DOCUMENT: &str = "document";

/// What is said of a validator that panics.
const PANICS: &str = "the validator panics";

/// What is a map, whose keys are names and no keywords.
const MAPS: &[&str] = &[
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "headers",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "webhooks",
];

/// The schemas of a document.
pub(crate) struct Schemas {
    registry: Registry<'static>,
    known: BTreeMap<String, Result<Validator, String>>,
}

impl Schemas {
    /// Of the files of a document: names relative to its folder, nothing for the root document itself, which comes first; and texts.
    ///
    /// # Errors
    /// A text that is neither JSON nor YAML; identifiers that are no URIs.
    pub(crate) fn new<'a>(files: impl IntoIterator<Item = (String, &'a str)>) -> Result<Self, Failure> {
        let mut registry = Registry::new().draft(Draft::Draft202012);
        let mut is_old = None;
        for (name, text) in files {
            let mut value: Value = match serde_json::from_str(text) {
                Ok(value) => value,
                Err(_) => serde_yaml::from_str(text)?,
            };
            let version = value.get("openapi").and_then(Value::as_str);
            let is_old = *is_old.get_or_insert_with(|| version.is_none_or(|version| version.starts_with("3.0")));
            adapt(&mut value, false, is_old);
            registry = registry.add(uri(&format!("{name}#")), value)?;
        }
        Ok(Self { registry: registry.prepare()?, known: BTreeMap::new() })
    }

    /// Whether a value is valid.
    ///
    /// # Errors
    /// Why the validator cannot use the schema.
    pub(crate) fn is_valid(&mut self, pointer: &str, value: &Value) -> Result<bool, String> {
        let registry = &self.registry;
        let validator = self.known.entry(pointer.to_owned()).or_insert_with(|| {
            let reference = json!({"$ref": uri(pointer)});
            let options = jsonschema::options().with_draft(Draft::Draft202012).with_registry(registry);
            let build = || options.should_validate_formats(true).build(&reference).map_err(|error| error.to_string());
            catch_unwind(AssertUnwindSafe(build)).unwrap_or_else(|_| Err(PANICS.to_owned()))
        });
        let validator = validator.as_ref().map_err(Clone::clone)?;
        catch_unwind(AssertUnwindSafe(|| validator.is_valid(value))).map_err(|_| PANICS.to_owned())
    }
}

/// The URI of `file#pointer` (RFC 3986, section 3.5).
fn uri(pointer: &str) -> String {
    let (file, fragment) = pointer.split_once('#').unwrap_or((pointer, ""));
    let mut out = String::from(BASE);
    out.push_str(if file.is_empty() { DOCUMENT } else { file });
    out.push('#');
    for byte in fragment.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(char::from(byte)),
            _ if b"/~!$&'()*+,;=:@?-._".contains(&byte) => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn adapt(value: &mut Value, is_map: bool, is_old: bool) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| adapt(item, false, is_old)),
        Value::Object(members) => {
            if !is_map {
                // What looks like a schema in an example is none.
                members.retain(|name, _| !matches!(name.as_str(), "example" | "examples" | "default"));
                if is_old {
                    adapt_keywords(members);
                }
            }
            for (name, member) in members.iter_mut() {
                adapt(member, !is_map && MAPS.contains(&name.as_str()), is_old);
            }
        }
        _ => {}
    }
}

fn adapt_keywords(schema: &mut Map<String, Value>) {
    if schema.get("$ref").is_some_and(Value::is_string) {
        schema.retain(|name, _| name == "$ref");
        return;
    }
    for (flag, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        match schema.get(flag).and_then(Value::as_bool) {
            Some(true) => {
                if let Some(value) = schema.remove(bound) {
                    schema.insert(flag.to_owned(), value);
                }
            }
            Some(false) => {
                schema.remove(flag);
            }
            None => {}
        }
    }
    if schema.get("nullable").and_then(Value::as_bool) == Some(true)
        && let Some(kind) = schema.get("type").cloned()
    {
        schema.insert("type".to_owned(), json!([kind, "null"]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = r##"{"openapi": "3.0.3", "paths": {"/a #b/{c}": {"responses": {"default": {"type": "integer", "minimum": 1, "exclusiveMinimum": true}}}},
        "components": {"schemas": {
            "A": {"type": "object", "required": ["b"], "properties": {
                "b": {"type": "string", "nullable": true, "format": "date"}, "example": {"type": "boolean"}, "c": {"$ref": "#/components/schemas/A", "type": "string"}}},
            "Broken": {"type": "int64"}}}}"##;

    #[test]
    fn old_schemas_are_understood() {
        let other = "B: {$ref: '../document#/components/schemas/A'}";
        let files = [(String::new(), OLD), ("more/other.yaml".to_owned(), other)];
        let mut schemas = Schemas::new(files).unwrap();
        let a = "#/components/schemas/A";
        for (pointer, value, wanted) in [
            (a, json!({"b": null, "c": {"b": "2020-01-01"}}), Some(true)),
            (a, json!({"b": "2020-01-32"}), Some(false)),
            (a, json!({"b": null, "example": 1}), Some(false)),
            (a, json!({}), Some(false)),
            ("#/paths/~1a #b~1{c}/responses/default", json!(1), Some(false)),
            ("more/other.yaml#/B", json!({"b": 1}), Some(false)),
            ("#/paths/~1a #b~1{c}/responses/default", json!(2), Some(true)),
            ("#/components/schemas/Broken", json!(2), None),
        ] {
            assert_eq!(schemas.is_valid(pointer, &value).ok(), wanted, "{pointer} {value}");
        }
    }
}
