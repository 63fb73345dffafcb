//! The second walk over a text of YAML, which brings back how inexact numbers were written.
//!
//! Takes the text and the shape that the first walk found, gives the text of each wanted number in
//! the grammar of JSON. Must not descend where no such number is.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::tree::{Kind, Tree};
use crate::base::NodeId;

/// The state of the walk; ids count up in the order of the first walk.
pub(super) struct Walk<'a> {
    pub(super) tree: &'a Tree,
    /// The first id of the file.
    pub(super) first: u32,
    /// Where the subtree of each node of the file ends.
    pub(super) ends: &'a [u32],
    /// The wanted nodes, ascending.
    pub(super) wanted: &'a [NodeId],
    /// The next id.
    pub(super) next: u32,
    /// The texts found, in the order of `wanted`.
    pub(super) found: Vec<String>,
}

/// Walks one value.
pub(super) struct Step<'w, 'a>(pub(super) &'w mut Walk<'a>);

impl<'de> DeserializeSeed<'de> for Step<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let walk = self.0;
        let node = NodeId(walk.next);
        let end = walk.next.checked_sub(walk.first).and_then(|at| walk.ends.get(at as usize)).copied();
        let wanted = walk.wanted.get(walk.found.len()).copied();
        let (Some(end), Some(wanted)) = (end, wanted) else {
            return deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ());
        };
        if wanted.0 >= end {
            walk.next = end;
            return deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ());
        }
        walk.next += 1;
        match walk.tree.kind(node) {
            Kind::Object => deserializer.deserialize_map(Step(walk)),
            Kind::Array => deserializer.deserialize_seq(Step(walk)),
            _ => {
                // `serde_yaml` gives the text of any scalar as a string.
                walk.found.push(deserializer.deserialize_str(Text)?);
                Ok(())
            }
        }
    }
}

impl<'de> Visitor<'de> for Step<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the same shape as before")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Step(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_key::<IgnoredAny>()?.is_some() {
            map.next_value_seed(Step(self.0))?;
        }
        Ok(())
    }
}

struct Text;

impl Visitor<'_> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}

/// The number in the grammar of JSON, digits kept: YAML also allows `+1`, `.5`, `5.`, `1.e3`.
/// `None` when it cannot be brought into that form.
pub(super) fn canonical(text: &str) -> Option<String> {
    let (sign, rest) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (if text.starts_with('-') { "-" } else { "" }, rest),
        None => ("", text),
    };
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let dot = if fraction.is_empty() { "" } else { "." };
    let number = format!("{sign}{whole}{dot}{fraction}{exponent}");
    is_number(&number).then_some(number)
}

/// Whether the text is a number of RFC 8259, section 6; `serde_json` decides.
fn is_number(text: &str) -> bool {
    // No white space at either end, no text, no literal.
    let looks = text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && text.ends_with(|last: char| last.is_ascii_digit());
    looks && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_yaml_become_numbers_of_json() {
        for (yaml, json) in [
            ("1.10", Some("1.10")),
            ("+1.50", Some("1.50")),
            (".5", Some("0.5")),
            ("-.5", Some("-0.5")),
            ("5.", Some("5")),
            ("1.e3", Some("1e3")),
            ("6.02E+23", Some("6.02E+23")),
            ("007.0", Some("7.0")),
            (
                "123456789012345678901234567890123456789012345678901",
                Some("123456789012345678901234567890123456789012345678901"),
            ),
            ("", None),
            ("1_000.5", None),
            ("0x1f", None),
            ("1e", None),
        ] {
            assert_eq!(canonical(yaml).as_deref(), json, "{yaml}");
        }
    }
}
