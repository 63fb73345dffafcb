//! Percent-encoding of parameter values (RFC 3986, section 2).
//!
//! Takes text, gives text that is safe in a path segment, a query or a cookie. It must not decide which of the two
//! rules applies: the style does.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const STRICT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Like [`STRICT`], but the reserved characters (section 2.2) stay, apart from those that would end or split the
/// query: `#`, `[`, `]`, `&` and `+`. `%` is handled by hand, since triplets stay and others do not.
const RESERVED: &AsciiSet = &STRICT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Appends `text`, encoded: with `reserved` (OpenAPI's `allowReserved`) reserved characters and percent-encoded
/// triplets stay as they are, as far as a query survives them.
pub(crate) fn push(out: &mut String, text: &str, reserved: bool) {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')) {
        out.push_str(text);
        return;
    }
    if !reserved {
        out.extend(utf8_percent_encode(text, STRICT));
        return;
    }
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (head, tail) = rest.split_at(at);
        out.extend(utf8_percent_encode(head, RESERVED));
        let triplet = tail.get(..3).filter(|t| t.bytes().skip(1).all(|b| b.is_ascii_hexdigit()));
        out.push_str(triplet.unwrap_or("%25"));
        rest = tail.get(triplet.map_or(1, str::len)..).unwrap_or_default();
    }
    out.extend(utf8_percent_encode(rest, RESERVED));
}

#[cfg(test)]
mod tests {
    use super::push;

    fn encoded(text: &str, reserved: bool) -> String {
        let mut out = String::new();
        push(&mut out, text, reserved);
        out
    }

    #[test]
    fn only_unreserved_characters_stay() {
        assert_eq!(encoded("aZ09-._~", false), "aZ09-._~");
        assert_eq!(encoded(":/?#[]@!$&'()*+,;=", false), "%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D");
        assert_eq!(encoded("a b%20|ü\u{1F600}", false), "a%20b%2520%7C%C3%BC%F0%9F%98%80");
    }

    #[test]
    fn reserved_characters_stay_when_allowed_but_never_break_the_query() {
        assert_eq!(encoded(":/?@!$'()*,;=", true), ":/?@!$'()*,;=");
        assert_eq!(encoded("#[]&+", true), "%23%5B%5D%26%2B");
        assert_eq!(encoded("50% of %2F and %zz%", true), "50%25%20of%20%2F%20and%20%25zz%25");
        assert_eq!(encoded("%ü%2", true), "%25%C3%BC%252");
    }
}
