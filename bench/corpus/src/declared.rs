//! How many operations a document declares, counted without oasmith.
//!
//! Takes a text, gives a number; what is behind a reference of a path item to another file is not counted.

use serde_json::Value;

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The operations below `paths` of the root document.
pub(crate) fn count(text: &str) -> usize {
    let json: Option<Value> = serde_json::from_str(text).ok().or_else(|| serde_yaml::from_str(text).ok());
    let Some(json) = json else { return 0 };
    let items = json.get("paths").and_then(Value::as_object);
    items.into_iter().flatten().filter(|(path, _)| !path.starts_with("x-")).map(|(_, item)| of_item(&json, item)).sum()
}

fn of_item(document: &Value, item: &Value) -> usize {
    let behind = item.get("$ref").and_then(Value::as_str).and_then(|text| document.pointer(text.strip_prefix('#')?));
    let has = |method: &str| {
        [Some(item), behind].into_iter().flatten().any(|item| item.get(method).is_some_and(Value::is_object))
    };
    let additional = item.get("additionalOperations").and_then(Value::as_object).map_or(0, serde_json::Map::len);
    METHODS.iter().filter(|method| has(method)).count() + additional
}

#[cfg(test)]
mod tests {
    #[test]
    fn operations_of_all_paths_are_counted() {
        let text = "paths: {/a: {get: {}, parameters: [], x-y: {}}, /b: {$ref: '#/c'}, x-z: {get: {}}}\nc: {post: {}, query: {}}";
        assert_eq!(super::count(text), 3);
        assert_eq!(super::count("{"), 0);
    }
}
