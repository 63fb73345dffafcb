//! What the body of an error says to people: a member of its JSON, or its text.
//!
//! Takes a body and its media type, gives a line. Must not give more of a body than that: validators repeat what was sent.

use crate::json::{Value, read_slice};

/// Members that hold words, the most telling first: RFC 9457, OAuth 2.0 (RFC 6749, section 5.2), and what APIs have beside them.
const MEMBERS: &[&str] = &["detail", "message", "msg", "error_description", "description", "errors", "error", "title"];
/// More of a body than this is not looked into.
const LARGEST: usize = 64 << 10;
/// Words are cut off behind so many characters.
const LONGEST: usize = 300;
/// Members of members, and items of lists.
const DEEPEST: usize = 4;

/// The words of a body.
pub(crate) fn message(media_type: &str, body: &[u8]) -> Option<String> {
    let body = body.get(..LARGEST).unwrap_or(body);
    if media_type.split(';').next().is_some_and(|kind| kind.trim_ascii().eq_ignore_ascii_case("text/plain")) {
        return line(&String::from_utf8_lossy(body));
    }
    let mut value = Value::Null;
    read_slice(body, &mut value).ok()?;
    words(&value, DEEPEST).and_then(line)
}

fn words(value: &Value, depth: usize) -> Option<&str> {
    let depth = depth.checked_sub(1)?;
    if let Some(text) = value.as_str() {
        return Some(text).filter(|text| !text.trim().is_empty());
    }
    if let Some(items) = value.as_array() {
        return items.first().and_then(|item| words(item, depth));
    }
    let members = value.as_object()?;
    let of = |wanted: &str| {
        let found = members.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.filter_map(|(_, value)| words(value, depth)).next()
    };
    MEMBERS.iter().find_map(|name| of(name))
}

/// In one line, and not too long.
fn line(text: &str) -> Option<String> {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let text = words.collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => text.get(..at).map(|start| format!("{start}…")),
        None => Some(text).filter(|text| !text.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, message};

    #[test]
    fn what_servers_say_is_found() {
        let rows = [
            (r#"{"type": "about:blank", "title": "Conflict", "detail": "It is there."}"#, Some("It is there.")),
            (r#"{"error": "invalid_grant", "error_description": "The token is\n old."}"#, Some("The token is old.")),
            (r#"{"error": {"code": 5, "message": "No such thing", "status": "NOT_FOUND"}}"#, Some("No such thing")),
            (r#"{"errors": [{"title": "Too many"}, {"title": "Another"}]}"#, Some("Too many")),
            (r#"{"detail": [{"loc": ["body", "n"], "msg": "Not a number", "input": "s3cret"}]}"#, Some("Not a number")),
            (r#"{"Message": "Denied", "__type": "AccessDenied"}"#, Some("Denied")),
            (r#"{"message": " ", "error": "Not Found", "status": 404}"#, Some("Not Found")),
            (r#""only words""#, Some("only words")),
            (r#"{"code": 7, "password": "s3cret"}"#, None),
            (r#"[[[[["deep"]]]]]"#, None),
            ("{\"message\": ", None),
            ("", None),
        ];
        for (body, words) in rows {
            assert_eq!(message("application/problem+json", body.as_bytes()).as_deref(), words, "{body}");
        }
    }

    #[test]
    fn text_is_a_line_and_a_page_is_none() {
        assert_eq!(message("text/plain; charset=utf-8", b" one\r\n\x1b[31m two ").as_deref(), Some("one [31m two"));
        assert_eq!(message("text/html", b"<h1>502</h1>"), None);
        let long = message("text/plain", "é".repeat(1000).as_bytes()).unwrap();
        assert_eq!(long.chars().count(), LONGEST + 1);
    }
}
