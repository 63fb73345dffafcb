//! Texts in other encodings than UTF-8 (RFC 9110, section 8.3.2; WHATWG Encoding, section 4.2).
//!
//! Takes the bytes of a body and its `Content-Type`, gives UTF-8. Must not change what is UTF-8, whatever is said of it.

use std::borrow::Cow;

/// Names of Windows-1252, which is also what is meant by those of Latin 1.
const WINDOWS_1252: &[&str] = &["iso-8859-1", "windows-1252", "latin1", "iso8859-1", "cp1252"];

/// Its bytes from 128 to 159; the others are the code points of their number.
const UPPER: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The body as UTF-8, without the byte order mark that some servers begin with. UTF-16 is known by its mark alone; Windows-1252 has to
/// be said.
pub(super) fn to_utf8<'a>(body: &'a [u8], content_type: &str) -> Cow<'a, [u8]> {
    match body {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(rest),
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf_16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf_16(rest, u16::from_be_bytes)),
        _ if is_windows_1252(content_type) && std::str::from_utf8(body).is_err() => {
            Cow::Owned(body.iter().copied().map(windows_1252).collect::<String>().into_bytes())
        }
        _ => Cow::Borrowed(body),
    }
}

fn utf_16(body: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u8> {
    let units = body.chunks(2).map(|pair| match *pair {
        [first, second] => unit([first, second]),
        // Half a unit at the end.
        _ => 0xFFFD,
    });
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>().into_bytes()
}

fn windows_1252(byte: u8) -> char {
    let upper = byte.checked_sub(0x80).and_then(|index| UPPER.chars().nth(index.into()));
    upper.unwrap_or(char::from(byte))
}

fn is_windows_1252(content_type: &str) -> bool {
    let charset = content_type.split(';').skip(1).filter_map(|one| one.split_once('=')).find(|(name, _)| {
        // Names of parameters, and of character sets, have no case (RFC 9110, section 8.3.1).
        name.trim_ascii().eq_ignore_ascii_case("charset")
    });
    charset.is_some_and(|(_, value)| {
        let value = value.trim_ascii().trim_matches('"');
        WINDOWS_1252.iter().any(|name| value.eq_ignore_ascii_case(name))
    })
}

#[cfg(test)]
mod tests {
    use super::to_utf8;

    #[test]
    fn texts_become_utf_8() {
        let latin = "text/plain; Charset=\"Windows-1252\"";
        let rows: [(&[u8], &str, &str); 10] = [
            (b"\xEF\xBB\xBF\"\xC3\xA9\"", "", "\"é\""),
            (b"\xFF\xFE\"\0\xE9\0\"\0", "application/json", "\"é\""),
            (b"\xFE\xFF\0\"\xD8\x3D\xDE\x00\0\"", "application/json; charset=utf-16", "\"\u{1F600}\""),
            (b"\xFF\xFEa\0\x00\xD8b", "", "a\u{FFFD}\u{FFFD}"),
            (b"\xE9 \x80 \x9C", latin, "é € œ"),
            (b"\xE9\x81", "text/plain;charset=ISO-8859-1", "é\u{81}"),
            (b"\xE9", "text/plain; charset=latin1", "é"),
            // Said, and not so.
            ("é".as_bytes(), latin, "é"),
            (b"a", "application/json; charset=utf-16", "a"),
            (b"", latin, ""),
        ];
        for (body, content_type, expected) in rows {
            assert_eq!(std::str::from_utf8(&to_utf8(body, content_type)), Ok(expected), "{body:?}");
        }
        assert_eq!(&*to_utf8(b"\xE9", "text/plain"), b"\xE9");
    }
}
