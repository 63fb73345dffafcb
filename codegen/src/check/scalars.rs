//! A text or a number against the format and the limits of a schema (JSON Schema 2020-12 validation, sections 6.2, 6.3 and 7.3).
//!
//! Takes two nodes, gives what is wrong. Of formats, those whose values can be told from others for sure; patterns are not looked at.
//! Must not fail a value that is valid.

use oasmith_runtime::json::{Date, Time, Timestamp};

use crate::base::{Json, NodeId, integers_of};
use crate::diag::{Code, Diagnostic};
use crate::source::{Kind, Tree};

use super::findings::Findings;

/// The first thing that is wrong with a text or a number.
pub(super) fn wrong_scalar(tree: &Tree, schema: NodeId, value: NodeId) -> Option<String> {
    match tree.kind(value) {
        Kind::String => {
            let text = tree.as_str(value)?;
            wrong_length(tree, schema, text).or_else(|| wrong_format(tree.str(schema, "format")?, text))
        }
        Kind::Number => {
            let number = Json::Number(tree.as_number(value)?.into());
            wrong_range(tree, schema, &number).or_else(|| {
                let format = tree.str(schema, "format").filter(|_| lying_format(tree, schema).is_none())?;
                wrong_width(format, &number)
            })
        }
        _ => None,
    }
}

fn wrong_format(format: &str, text: &str) -> Option<String> {
    let is_fine = match format {
        "date-time" => Timestamp::parse(text).is_ok(),
        "date" => Date::parse(text).is_ok(),
        "time" => Time::parse(text).is_ok(),
        "uuid" => is_uuid(text),
        "ipv4" => text.split('.').count() == 4 && text.split('.').all(|part| part.parse::<u8>().is_ok()),
        "ipv6" => text.contains(':') && text.chars().all(|c| c == ':' || c == '.' || c.is_ascii_hexdigit()),
        _ => true,
    };
    (!is_fine).then(|| format!("the schema asks for the format `{format}`, which this text has not"))
}

/// Four and more digits in five groups; what the digits say of its version is of no interest (RFC 9562, section 4).
fn is_uuid(text: &str) -> bool {
    let text = text.strip_prefix("urn:uuid:").unwrap_or(text);
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    groups == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

fn wrong_length(tree: &Tree, schema: NodeId, text: &str) -> Option<String> {
    let count = |key| tree.as_number(tree.get(schema, key)?)?.parse::<usize>().ok();
    let length = text.chars().count();
    match (count("minLength"), count("maxLength")) {
        (Some(least), _) if length < least => {
            Some(format!("the schema asks for {least} characters, this has {length}"))
        }
        (_, Some(most)) if length > most => Some(format!("the schema allows {most} characters, this has {length}")),
        _ => None,
    }
}

fn wrong_range(tree: &Tree, schema: NodeId, value: &Json) -> Option<String> {
    let number = value.as_f64()?;
    let bound = |key| {
        let text = tree.as_number(tree.get(schema, key)?)?;
        Some((text, Json::Number(text.into()).as_f64()?))
    };
    // What is rounded is still not on the other side; equal it may only seem to be.
    let is_equal = |text: &str| value.as_i128().is_some_and(|value| Json::Number(text.into()).as_i128() == Some(value));
    let is_exclusive = |key| tree.bool(schema, key) == Some(true);
    for (key, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        let is_beyond = |bound: f64| if key == "minimum" { number < bound } else { number > bound };
        if let Some((text, bound)) = bound(key)
            && (is_beyond(bound) || (is_exclusive(exclusive) && is_equal(text)))
        {
            return Some(format!("the schema says `{key}: {text}`, this is {value}"));
        }
        if let Some((text, bound)) = bound(exclusive)
            && (is_beyond(bound) || is_equal(text))
        {
            return Some(format!("the schema says `{exclusive}: {text}`, this is {value}"));
        }
    }
    None
}

/// Tells of a format of integers that a bound of the same schema leads beyond: the bound is what counts.
pub(super) fn check_width(tree: &Tree, schema: NodeId, findings: &mut Findings) {
    if let Some((format, key, bound)) = lying_format(tree, schema) {
        findings.add(Code::DroppedKeyword, || {
            let text = tree.as_number(bound).unwrap_or_default();
            let format_text = tree.as_str(format).unwrap_or_default();
            let message = format!("the format `{format_text}` has no effect: `{key}: {text}` leads beyond it");
            Diagnostic::new(Code::DroppedKeyword, message).at(format).label(bound, "values up to here are allowed")
        });
    }
}

/// A format of integers, with the name and the node of the bound that is beyond it.
fn lying_format(tree: &Tree, schema: NodeId) -> Option<(NodeId, &'static str, NodeId)> {
    let format = tree.get(schema, "format")?;
    let range = integers_of(tree.as_str(format)?)?;
    let is_exclusive = |key| tree.bool(schema, key) == Some(true);
    // A bound that is not allowed itself may be one further.
    let bounds = [
        ("minimum", true, i128::from(is_exclusive("exclusiveMinimum"))),
        ("exclusiveMinimum", true, 1),
        ("maximum", false, i128::from(is_exclusive("exclusiveMaximum"))),
        ("exclusiveMaximum", false, 1),
    ];
    bounds.into_iter().find_map(|(key, is_lower, further)| {
        let bound = tree.get(schema, key)?;
        let value = Json::Number(tree.as_number(bound)?.into()).as_i128()?;
        let is_beyond = if is_lower {
            value.saturating_add(further) < *range.start()
        } else {
            value.saturating_sub(further) > *range.end()
        };
        is_beyond.then_some((format, key, bound))
    })
}

/// Integers that do not fit into their format.
fn wrong_width(format: &str, value: &Json) -> Option<String> {
    let range = integers_of(format)?;
    let number = value.as_i128()?;
    (!range.contains(&number)).then(|| format!("the schema asks for the format `{format}`, {value} is beyond it"))
}
