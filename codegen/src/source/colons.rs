//! A colon right before a bracket in a flow map, `{a:[1]}`: YAML 1.2 reads it as the end of a key, the parser refuses it.
//!
//! Takes a text, gives one with a space after such colons when the parser stops at one. Must not touch any other text.

use serde::Deserialize;
use serde::de::IgnoredAny;

/// How many colons of a file are helped; each takes a walk over the text before it.
const MOST: usize = 200;

/// The text that the parser can read, or nothing when that is not what stops it.
pub(super) fn spaced(text: &str) -> Option<String> {
    let mut repaired: Option<String> = None;
    // Quick for nearly all texts: without such a colon there is nothing to do.
    if ![":[", ":{", ":]", ":}", ":,"].iter().any(|colon| text.contains(colon)) {
        return None;
    }
    for _ in 0..MOST {
        let current = repaired.as_deref().unwrap_or(text);
        let Some(after) = stopped_at(current) else { break };
        let (before, rest) = current.split_at_checked(after)?;
        repaired = Some(format!("{before} {rest}"));
    }
    repaired
}

/// The offset after the colon at which the parser stops.
fn stopped_at(text: &str) -> Option<usize> {
    let document = serde_yaml::Deserializer::from_str(text).next()?;
    let error = IgnoredAny::deserialize(document).err()?;
    if !error.to_string().contains("found unexpected ':'") {
        return None;
    }
    let at = error.location()?.index();
    let rest = text.get(at..)?.strip_prefix(':')?;
    rest.starts_with(['[', '{', ']', '}', ',']).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn colons_before_brackets_get_a_space() {
        let text = "a: {\n  é: 'x:[',\n  b:[ ], c:{d: 1}\n}\n";
        assert_eq!(spaced(text).as_deref(), Some("a: {\n  é: 'x:[',\n  b: [ ], c: {d: 1}\n}\n"));
    }

    #[test]
    fn other_texts_stay() {
        for text in ["a: 'b:['", "a: b:[c", "a: [b::c]", "a: [", "a: {\"b\":[1]}", ""] {
            assert_eq!(spaced(text), None, "{text}");
        }
    }
}
