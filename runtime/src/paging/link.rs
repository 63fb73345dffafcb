//! The header `Link` (RFC 8288, section 3).

use http::HeaderMap;
use http::header::LINK;

/// The target of the relation `next`, if there is one.
pub(crate) fn next_of(headers: &HeaderMap) -> Option<String> {
    headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok()).find_map(next_in)
}

fn next_in(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some((_, tail)) = rest.split_once('<') {
        let (target, tail) = tail.split_once('>')?;
        let (parameters, after) = split(tail, b',');
        if is_next(parameters) {
            return Some(target.trim().to_owned());
        }
        rest = after;
    }
    None
}

/// What is before and after the first separator that is outside of quoted strings.
fn split(text: &str, separator: u8) -> (&str, &str) {
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if byte == separator && !quoted => {
                return (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
            }
            _ => {}
        }
    }
    (text, "")
}

/// Whether the first `rel` has the relation `next` among its relations.
fn is_next(parameters: &str) -> bool {
    let mut rest = parameters;
    while !rest.is_empty() {
        let (parameter, after) = split(rest, b';');
        rest = after;
        if let Some((name, value)) = parameter.split_once('=')
            && name.trim().eq_ignore_ascii_case("rel")
        {
            let relations = value.trim().trim_matches('"');
            return relations.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("next"));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::next_in;

    #[test]
    fn the_relation_next_is_found_wherever_it_stands() {
        let rows = [
            (r#"<https://h/a?page=2>; rel="next", <https://h/a?page=9>; rel="last""#, Some("https://h/a?page=2")),
            (
                r#"<https://h/a?page=1>; rel="prev", </a?page=3,4>; title="a, <b>\"; rel=x"; rel="start NEXT""#,
                Some("/a?page=3,4"),
            ),
            (r"<b>;rel=next", Some("b")),
            (r#"<b>; rel="nextish"; rel="next""#, None),
            (r#"<b>; rel="last""#, None),
            ("<b", None),
            ("", None),
        ];
        for (text, expected) in rows {
            assert_eq!(next_in(text).as_deref(), expected, "{text}");
        }
    }
}
