//! Limits in words: what the facets of a schema say, as sentences.
//!
//! Takes a schema, gives one line of Markdown. Must not judge: what is told here is not checked by the types.

use super::code;
use crate::base::Json;
use crate::model::{ArrayFacets, Bound, JsonType, NumberFacets, Schema, StringFacets};

/// A JSON value as code; nothing when it is too long to be read in a sentence.
#[must_use]
pub fn literal(value: &Json) -> Option<String> {
    let text = match value {
        Json::String(text) if !text.is_empty() => text.to_string(),
        other => other.to_string(),
    };
    (text.chars().count() <= 60).then(|| code(&text))
}

/// What values are allowed beyond their type (JSON Schema, section "Validation"), and the default. Empty when nothing is said. What is
/// said of another type than the schema's has no effect.
#[must_use]
pub fn limits(schema: &Schema) -> String {
    let can_be = |kind: JsonType| schema.types.is_empty() || schema.types.contains(kind);
    let (is_text, is_number) = (can_be(JsonType::String), can_be(JsonType::Number) || can_be(JsonType::Integer));
    let mut said = Vec::new();
    said.extend(format(schema.format.as_deref()));
    said.extend(lengths(&schema.string).filter(|_| is_text));
    said.extend(bounds(&schema.number, !can_be(JsonType::Number)).into_iter().filter(|_| is_number));
    said.extend(items(&schema.array).into_iter().filter(|_| can_be(JsonType::Array)));
    let patterns = schema.string.patterns.iter().filter(|pattern| is_text && pattern.chars().count() <= 80);
    said.extend(patterns.map(|pattern| format!("Matches {}.", code(pattern))));
    if let Some(default) = schema.meta.default.as_ref().filter(|value| !value.is_null()).and_then(literal) {
        said.push(format!("Default: {default}."));
    }
    said.join(" ")
}

/// Formats that the Rust type does not show.
fn format(format: Option<&str>) -> Option<String> {
    match format? {
        "int32" | "int64" | "float" | "double" | "date-time" | "date" | "time" | "byte" | "binary" | "string"
        | "int8" | "int16" | "uint8" | "uint16" | "uint32" | "uint64" | "decimal" | "" => None,
        other => Some(format!("Format: {}.", code(other))),
    }
}

fn lengths(facets: &StringFacets) -> Option<String> {
    match (facets.min_length.filter(|min| *min > 0), facets.max_length) {
        (Some(1), None) => Some("Not empty.".to_owned()),
        (Some(min), None) => Some(format!("At least {min} characters.")),
        (None, Some(max)) => Some(format!("At most {max} characters.")),
        (Some(min), Some(max)) if min == max => Some(format!("Exactly {min} characters.")),
        (Some(min), Some(max)) => Some(format!("{min} to {max} characters.")),
        (None, None) => None,
    }
}

fn bounds(facets: &NumberFacets, integers: bool) -> Vec<String> {
    // Some tools write the bounds of integers with a fraction.
    let shown = |value: &str| value.strip_suffix(".0").filter(|_| integers).unwrap_or(value).to_owned();
    let said = match (&facets.minimum, &facets.maximum) {
        (Some(min), Some(max)) if !min.exclusive && !max.exclusive => {
            Some(format!("From {} to {}.", shown(&min.value), shown(&max.value)))
        }
        (min, max) => {
            let side = |bound: &Bound, exclusive: &str, inclusive: &str| {
                format!("{} {}", if bound.exclusive { exclusive } else { inclusive }, shown(&bound.value))
            };
            let low = min.as_ref().map(|bound| side(bound, "more than", "at least"));
            let high = max.as_ref().map(|bound| side(bound, "less than", "at most"));
            let both = low.into_iter().chain(high).collect::<Vec<_>>().join(" and ");
            let mut chars = both.chars();
            chars.next().map(|first| format!("{}{}.", first.to_ascii_uppercase(), chars.as_str()))
        }
    };
    let multiples = facets.multiples_of.iter().map(|step| format!("A multiple of {}.", shown(step)));
    said.into_iter().chain(multiples).collect()
}

fn items(facets: &ArrayFacets) -> Vec<String> {
    let count = match (facets.min_items.filter(|min| *min > 0), facets.max_items) {
        (Some(min), None) => Some(format!("At least {min} item{}.", plural(min))),
        (None, Some(max)) => Some(format!("At most {max} item{}.", plural(max))),
        (Some(min), Some(max)) if min == max => Some(format!("Exactly {min} item{}.", plural(min))),
        (Some(min), Some(max)) => Some(format!("{min} to {max} items.")),
        (None, None) => None,
    };
    let unique = facets.unique.then(|| "No item occurs twice.".to_owned());
    count.into_iter().chain(unique).collect()
}

fn plural(count: u64) -> &'static str {
    if count == 1 { "" } else { "s" }
}
