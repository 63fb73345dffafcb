//! A member of a JSON body, read and replaced where it stands: everything else stays as it was written.

use crate::json::{Decoder, Kind};

/// The number at a place.
pub(super) fn number(body: &str, pointer: &str) -> Option<u64> {
    super::rule::text_at(body, pointer).and_then(|text| text.parse().ok())
}

/// The body with `value`, which is JSON, at a place; objects on the way are made where they are missing. Nothing when something else is in
/// the way.
pub(super) fn replaced(body: &str, pointer: &str, value: &str) -> Option<String> {
    let names: Vec<String> =
        pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")).collect();
    let mut cursor = Decoder::new(body);
    for (depth, name) in names.iter().enumerate() {
        if cursor.peek() != Kind::Object {
            return None;
        }
        match cursor.member(name) {
            Some(inner) => cursor = inner,
            None => return inserted(body, cursor, names.get(depth..)?, value),
        }
    }
    let (start, length) = span(cursor)?;
    Some(format!("{}{value}{}", body.get(..start)?, body.get(start + length..)?))
}

/// Puts a member into the object at the cursor, before the others.
fn inserted(body: &str, mut object: Decoder<'_>, names: &[String], value: &str) -> Option<String> {
    let (start, _) = span(object)?;
    let mut is_empty = true;
    object
        .each_member(&mut |cursor, _| {
            is_empty = false;
            cursor.skip()
        })
        .ok()?;
    let (first, inner) = names.split_first()?;
    let quoted = |name: &String| serde_json::to_string(name).ok();
    let mut member = value.to_owned();
    for name in inner.iter().rev() {
        member = format!("{{{}:{member}}}", quoted(name)?);
    }
    let comma = if is_empty { "" } else { "," };
    let at = start + 1;
    Some(format!("{}{}:{member}{comma}{}", body.get(..at)?, quoted(first)?, body.get(at..)?))
}

/// Where the value at the cursor starts, and how long it is.
fn span(mut cursor: Decoder<'_>) -> Option<(usize, usize)> {
    let text = cursor.raw().ok()?;
    Some((cursor.offset() - text.len(), text.len()))
}

#[cfg(test)]
mod tests {
    use super::{number, replaced};

    #[test]
    fn a_member_is_replaced_and_the_rest_stays_as_written() {
        let rows = [
            (
                r#"{"q": 1.50, "page": {"cursor": "a"}}"#,
                "/page/cursor",
                Some(r#"{"q": 1.50, "page": {"cursor": "b"}}"#),
            ),
            (r#"{"q": 1.50}"#, "/cursor", Some(r#"{"cursor":"b","q": 1.50}"#)),
            (r#" {"page": {}}"#, "/page/cursor", Some(r#" {"page": {"cursor":"b"}}"#)),
            ("{}", "/page/a~1b", Some(r#"{"page":{"a/b":"b"}}"#)),
            (r#"{"page": [1]}"#, "/page/cursor", None),
            ("[]", "/cursor", None),
            ("", "/cursor", None),
        ];
        for (body, pointer, expected) in rows {
            assert_eq!(replaced(body, pointer, "\"b\"").as_deref(), expected, "{body}");
        }
        assert_eq!((number(r#"{"a": {"b": 7}}"#, "/a/b"), number("{}", "/a")), (Some(7), None));
    }
}
