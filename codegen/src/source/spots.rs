//! Where the values of a JSON text are written.
//!
//! Takes a text that a parser has read, and the wanted values by their number in the order in which they are written, which is that of
//! their ids; gives offsets. One pass, which ends at the last of them. Must not recurse, and must not fail on any text.

use memchr::memchr2;

/// Where a value is written, in bytes from the start of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// Where it begins.
    pub(super) value: usize,
    /// Where its key begins, if it is a member: the opening quote.
    pub(super) key: Option<usize>,
}

/// The spots of the values with these numbers, from 0, ascending; fewer when the text has fewer values.
pub(super) fn spots(text: &str, wanted: impl IntoIterator<Item = u32>) -> Vec<Spot> {
    let mut wanted = wanted.into_iter();
    let mut next = wanted.next();
    let mut scan = Scan { bytes: text.as_bytes(), at: 0, objects: Vec::new(), key: None };
    let mut found = Vec::new();
    let mut number = 0;
    while let Some(sought) = next
        && let Some(spot) = scan.next()
    {
        if number == sought {
            found.push(spot);
            next = wanted.next();
        }
        number += 1;
    }
    found
}

/// The scalar that begins at an offset, as it is written: a number, `true`, `false` or `null`.
pub(super) fn scalar(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let end = rest.find(|char: char| !matches!(char, '0'..='9' | 'a'..='z' | 'E' | '+' | '-' | '.'));
    rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
}

/// The values of a text, in the order in which they begin.
struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
    /// The containers that are open, and whether they are objects.
    objects: Vec<bool>,
    /// The key that was read last and whose value is to come.
    key: Option<usize>,
}

impl Iterator for Scan<'_> {
    type Item = Spot;

    fn next(&mut self) -> Option<Spot> {
        loop {
            let start = self.at;
            self.at += 1;
            match *self.bytes.get(start)? {
                b'"' => {
                    self.skip_string();
                    if self.key.is_none() && self.objects.last() == Some(&true) {
                        self.key = Some(start);
                        continue;
                    }
                }
                b'{' => self.objects.push(true),
                b'[' => self.objects.push(false),
                b'}' | b']' => {
                    self.objects.pop();
                    continue;
                }
                b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => self.skip_scalar(),
                _ => continue,
            }
            return Some(Spot { value: start, key: self.key.take() });
        }
    }
}

impl Scan<'_> {
    /// To behind the quote that ends a string.
    fn skip_string(&mut self) {
        while let Some(rest) = self.bytes.get(self.at..) {
            match memchr2(b'"', b'\\', rest) {
                Some(found) if rest.get(found) == Some(&b'"') => {
                    self.at += found + 1;
                    return;
                }
                Some(found) => self.at += found + 2,
                None => self.at = self.bytes.len() + 1,
            }
        }
    }

    fn skip_scalar(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)).count();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#" {"a\"\\": [1, -2.50e+3, "x,{"], "b" :{"":true}, "c":[],"d":null}"#;

    #[test]
    fn values_are_counted_in_the_order_in_which_they_begin() {
        let all = spots(TEXT, 0..100);
        let rest = |at: usize| TEXT.get(at..).unwrap_or_default();
        let begins: Vec<_> = all.iter().map(|spot| rest(spot.value).chars().take(2).collect::<String>()).collect();
        assert_eq!(begins, ["{\"", "[1", "1,", "-2", "\"x", "{\"", "tr", "[]", "nu"]);
        let keys: Vec<_> =
            all.iter().map(|spot| spot.key.map(|at| rest(at).chars().take(3).collect::<String>())).collect();
        let keys: Vec<_> = keys.iter().map(Option::as_deref).collect();
        assert_eq!(
            keys,
            [None, Some("\"a\\"), None, None, None, Some("\"b\""), Some("\"\":"), Some("\"c\""), Some("\"d\"")]
        );
        assert_eq!(spots(TEXT, [3, 8]), [all[3], all[8]]);
        assert_eq!(scalar(TEXT, all[3].value), "-2.50e+3");
        assert_eq!(scalar(TEXT, all[8].value), "null");
    }

    #[test]
    fn texts_that_are_no_json_end() {
        for text in ["", "\"", "\"\\", "{\"a", "]]}}", "{\"a\":", "\u{e9}{\"\u{e9}\":\"\\u00e9"] {
            assert!(spots(text, 0..10).len() <= 2, "{text}");
        }
    }
}
