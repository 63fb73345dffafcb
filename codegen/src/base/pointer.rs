//! JSON pointers (RFC 6901) in URI fragment form, and percent-encoding (RFC 3986).
//!
//! Takes and gives text. Must not know any document.

use std::borrow::Cow;

/// A key as one token of a pointer: `~` becomes `~0` and `/` becomes `~1` (RFC 6901, section 3).
#[must_use]
pub fn escape(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) { Cow::Owned(key.replace('~', "~0").replace('/', "~1")) } else { Cow::Borrowed(key) }
}

/// The key that a token stands for. A `~` that is not followed by `0` or `1` stays as it is:
/// it is an error by RFC 6901, but there is only one thing that it can mean.
#[must_use]
pub fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        // `~1` first, so that `~01` gives `~1` (RFC 6901, section 4).
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

/// Adds one token to a pointer: `join("#/paths", "/a")` is `#/paths/~1a`.
#[must_use]
pub fn join(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", escape(key))
}

/// The keys of a pointer, unescaped. Takes `#/a/b`, `/a/b`, `#` and the empty text. `None` when
/// the text is no pointer (it neither is empty nor starts with a slash).
#[must_use]
pub fn tokens(pointer: &str) -> Option<Vec<Cow<'_, str>>> {
    let path = pointer.strip_prefix('#').unwrap_or(pointer);
    if path.is_empty() {
        return Some(Vec::new());
    }
    Some(path.strip_prefix('/')?.split('/').map(unescape).collect())
}

/// Undoes percent-encoding (RFC 3986, section 2.1). A `%` that is not followed by two hex digits
/// stays as it is, and bytes that are no UTF-8 leave the text as it was.
#[must_use]
pub fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        if let (b'%', [high, low, after @ ..]) = (first, tail)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            out.push(high * 16 + low);
            rest = after;
        } else {
            out.push(first);
            rest = tail;
        }
    }
    String::from_utf8(out).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_survive_escaping() {
        for key in ["", "a", "/", "~", "~1", "~0", "a/b~c", "/paths/{id}"] {
            assert_eq!(unescape(&escape(key)), key);
        }
        assert_eq!(join("#/paths", "/a~b"), "#/paths/~1a~0b");
    }

    #[test]
    fn pointers_split_into_keys() {
        assert_eq!(tokens("#"), Some(vec![]));
        assert_eq!(tokens(""), Some(vec![]));
        assert_eq!(tokens("#/a/~1b/"), Some(vec!["a".into(), "/b".into(), "".into()]));
        assert_eq!(tokens("#name"), None);
    }

    #[test]
    fn percent_decoding_leaves_what_it_cannot_read() {
        assert_eq!(percent_decode("%7Bid%7d"), "{id}");
        assert_eq!(percent_decode("100%"), "100%");
        assert_eq!(percent_decode("%zz%4"), "%zz%4");
        assert_eq!(percent_decode("%ff"), "%ff");
        assert_eq!(percent_decode("%C3%A9"), "é");
    }
}
