//! Typed response headers (OpenAPI 3.0, section "Header Object": style `simple`).
//!
//! Takes a header map, gives values or nothing. A header that is missing or malformed is `None`: it must never fail a
//! call whose body is fine.

use http::HeaderMap;

use crate::json::{Decode, Decoder, Encode, Encoder};

/// A struct of typed headers, one per response status.
pub trait FromHeaders: Sized {
    /// Reads what is there.
    fn from_headers(headers: &HeaderMap) -> Self;
}

/// No headers are declared.
impl FromHeaders for () {
    fn from_headers(_: &HeaderMap) -> Self {}
}

/// The header `name` (lower case), when it is there and is what `T` says. Of several fields of the name the first counts.
#[must_use]
pub fn header<T: Decode>(headers: &HeaderMap, name: &'static str) -> Option<T> {
    // There are few: to compare them all costs less than to make a key of the name and to look it up.
    let (_, value) = headers.iter().find(|(given, _)| given.as_str() == name)?;
    let text = std::str::from_utf8(value.as_bytes()).ok()?;
    parse(text.trim_matches([' ', '\t']))
}

/// The list in header `name` (lower case): all fields of the name, split at commas (RFC 9110, section 5.6.1). `None`
/// when the header is missing or one item is malformed.
#[must_use]
pub fn header_list<T: Decode>(headers: &HeaderMap, name: &'static str) -> Option<Vec<T>> {
    let mut items = Vec::new();
    let mut found = false;
    for value in headers.get_all(name) {
        found = true;
        for item in split(std::str::from_utf8(value.as_bytes()).ok()?) {
            items.push(parse(item)?);
        }
    }
    found.then_some(items)
}

/// The items between commas that are outside of quoted strings, without the white space around them; empty ones do
/// not count.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let mut escaped = false;
    text.split(move |character| {
        let splits = character == ',' && !quoted;
        if character == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = character == '\\' && quoted && !escaped;
        splits
    })
    .map(|item| item.trim_matches([' ', '\t']))
    .filter(|item| !item.is_empty())
}

/// Text carries no type: what is no number and no flag is tried as a string first (strings, enums, dates), then as a JSON scalar.
fn parse<T: Decode>(text: &str) -> Option<T> {
    let mut value = T::blank();
    let is_read = (!T::bare() && reads(&quoted(text), &mut value)) || reads(text, &mut value);
    is_read.then_some(value)
}

/// Reads all of `json` into a blank; says whether it is of the type.
fn reads(json: &str, value: &mut dyn Decode) -> bool {
    let mut decoder = Decoder::new(json);
    value.read(&mut decoder).and_then(|()| decoder.end()).is_ok()
}

fn quoted(text: &str) -> String {
    let mut encoder = Encoder::new();
    text.encode(&mut encoder);
    encoder.into_string()
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::{header, header_list};

    fn map(fields: &[(&'static str, &[u8])]) -> HeaderMap {
        fields
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_bytes(value).unwrap()))
            .collect()
    }

    #[test]
    fn a_header_is_read_by_its_type() {
        let headers = map(&[("a", b" 12 "), ("b", b"true"), ("c", b"it's \"quoted\""), ("d", b"1.5"), ("e", b"")]);
        assert_eq!(header::<i64>(&headers, "a"), Some(12));
        assert_eq!(header::<String>(&headers, "a"), Some("12".to_owned()));
        assert_eq!(header::<bool>(&headers, "b"), Some(true));
        assert_eq!(header::<String>(&headers, "c"), Some("it's \"quoted\"".to_owned()));
        assert_eq!(header::<f64>(&headers, "d"), Some(1.5));
        assert_eq!(header::<String>(&headers, "e"), Some(String::new()));
    }

    #[test]
    fn missing_and_malformed_are_nothing() {
        let headers = map(&[("a", b"soon"), ("b", b"\xff"), ("c", b""), ("d", b"99999999999999999999")]);
        for name in ["a", "b", "c", "d", "missing"] {
            assert_eq!(header::<i32>(&headers, name), None, "{name}");
        }
        assert_eq!(header::<String>(&headers, "b"), None);
    }

    #[test]
    fn lists_are_split_at_commas_outside_of_quotes() {
        let headers =
            map(&[("a", b"1, 2 ,3"), ("a", b"4"), ("b", b"x, \"y, \\\" z\", w"), ("c", b"1,two"), ("d", b" , ")]);
        assert_eq!(header_list::<i32>(&headers, "a"), Some(vec![1, 2, 3, 4]));
        let words = ["x", "\"y, \\\" z\"", "w"].map(str::to_owned).to_vec();
        assert_eq!(header_list::<String>(&headers, "b"), Some(words));
        assert_eq!(header_list::<i32>(&headers, "c"), None);
        assert_eq!(header_list::<i32>(&headers, "d"), Some(vec![]));
        assert_eq!(header_list::<i32>(&headers, "missing"), None);
    }
}
