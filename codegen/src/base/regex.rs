//! Regular expressions of ECMA-262, the dialect of `pattern` (JSON Schema 2020-12 core, section 6.4), for the crate regex-lite.
//!
//! Takes a pattern, gives one that matches the same texts, or what stands in the way. Must not give what regex-lite refuses.

use std::fmt::Write as _;

/// White space of ECMA-262 (section 12.2 and 12.3), as the inside of a class.
const SPACE: &str = r"\t\n\x0B\x0C\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";

/// Everything but ends of lines (ECMA-262, section 12.3).
const DOT: &str = r"[^\n\r\u{2028}\u{2029}]";

const NO_REGEX: &str = "it is no regular expression";

/// The pattern as regex-lite reads it.
///
/// # Errors
/// What it has that regex-lite has not: look-around, back-references, properties of Unicode; or that it is no regular expression.
pub fn portable(pattern: &str) -> Result<String, &'static str> {
    let mut reader = Reader { rest: pattern, out: String::with_capacity(pattern.len()) };
    while let Some(c) = reader.next() {
        reader.outside(c)?;
    }
    match regex_lite::Regex::new(&reader.out) {
        Ok(_) => Ok(reader.out),
        Err(_) => Err(NO_REGEX),
    }
}

struct Reader<'a> {
    rest: &'a str,
    out: String,
}

/// One thing in a class.
enum Atom {
    One(char),
    Set(String),
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        next_char(&mut self.rest)
    }

    fn eat(&mut self, text: &str) -> bool {
        eat(&mut self.rest, text)
    }

    /// A character outside of a class, with what belongs to it.
    fn outside(&mut self, c: char) -> Result<(), &'static str> {
        match c {
            '\\' => match self.escape()? {
                Atom::One(c) => push_literal(&mut self.out, c, META),
                Atom::Set(set) if set == SPACE => self.push(&["[", &set, "]"]),
                Atom::Set(set) => self.out.push_str(&set),
            },
            '[' => self.class()?,
            '(' => self.group()?,
            '.' => self.out.push_str(DOT),
            '{' if is_count(self.rest) => self.out.push('{'),
            // The end of a count, or alone.
            '}' if self.is_in_count() => self.out.push('}'),
            '^' | '$' | '|' | ')' | '*' | '+' | '?' => self.out.push(c),
            c => push_literal(&mut self.out, c, META),
        }
        Ok(())
    }

    fn push(&mut self, texts: &[&str]) {
        texts.iter().for_each(|text| self.out.push_str(text));
    }

    /// Whether what was written ends in a count that is open.
    fn is_in_count(&self) -> bool {
        let digits = self.out.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
        digits.len() < self.out.len() && digits.ends_with('{') && !digits.ends_with("\\{")
    }

    fn group(&mut self) -> Result<(), &'static str> {
        self.out.push('(');
        if !self.rest.starts_with('?') {
            return Ok(());
        }
        if ["?=", "?!", "?<=", "?<!"].iter().any(|mark| self.rest.starts_with(mark)) {
            return Err("it looks around");
        }
        // Flags are none of ECMA-262, but what they mean is plain.
        let known = ["?:", "?<", "?P<", "?i)", "?i:", "?s)", "?m)"];
        if !known.iter().any(|mark| self.rest.starts_with(mark)) {
            return Err(NO_REGEX);
        }
        let end = self.rest.find([':', '>', ')']).ok_or(NO_REGEX)?;
        let (mark, rest) = self.rest.split_at_checked(end + 1).ok_or(NO_REGEX)?;
        self.out.push_str(mark);
        self.rest = rest;
        Ok(())
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Result<Atom, &'static str> {
        let c = self.next().ok_or(NO_REGEX)?;
        Ok(match c {
            'd' | 'D' | 'w' | 'W' | 'S' | 'b' | 'B' | 'A' | 'z' => Atom::Set(format!("\\{c}")),
            'Z' => Atom::Set("\\z".to_owned()),
            's' => Atom::Set(SPACE.to_owned()),
            'n' => Atom::One('\n'),
            'r' => Atom::One('\r'),
            't' => Atom::One('\t'),
            'v' => Atom::One('\u{B}'),
            'f' => Atom::One('\u{C}'),
            '0' if !self.rest.starts_with(|c: char| c.is_ascii_digit()) => Atom::One('\0'),
            '0'..='9' | 'k' => return Err("it refers back to a group"),
            'p' | 'P' => return Err("it names a property of Unicode"),
            'x' => Atom::One(char::from_u32(self.code(2)?).ok_or(NO_REGEX)?),
            'u' => Atom::One(self.unicode()?),
            'c' => Atom::One(char::from(self.next().filter(char::is_ascii_alphabetic).ok_or(NO_REGEX)? as u8 % 32)),
            c if c.is_ascii_alphanumeric() => return Err(NO_REGEX),
            c => Atom::One(c),
        })
    }

    /// `\u0041`, `\u{41}`, or two halves of one character.
    fn unicode(&mut self) -> Result<char, &'static str> {
        if self.eat("{") {
            let (digits, rest) = self.rest.split_once('}').ok_or(NO_REGEX)?;
            self.rest = rest;
            return u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).ok_or(NO_REGEX);
        }
        let first = self.code(4)?;
        if (0xD800..0xDC00).contains(&first) && self.eat("\\u") {
            let second = self.code(4)?.wrapping_sub(0xDC00);
            return char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second & 0x3FF)).ok_or(NO_REGEX);
        }
        char::from_u32(first).ok_or("it has half a character")
    }

    fn code(&mut self, digits: usize) -> Result<u32, &'static str> {
        let (text, rest) = self.rest.split_at_checked(digits).ok_or(NO_REGEX)?;
        self.rest = rest;
        u32::from_str_radix(text, 16).map_err(|_| NO_REGEX)
    }

    fn class(&mut self) -> Result<(), &'static str> {
        let is_negated = self.eat("^");
        if self.rest.starts_with(']') {
            self.rest = self.rest.get(1..).unwrap_or_default();
            self.out.push_str(if is_negated { r"[\x00-\u{10FFFF}]" } else { r"[^\x00-\u{10FFFF}]" });
            return Ok(());
        }
        self.out.push_str(if is_negated { "[^" } else { "[" });
        while !self.eat("]") {
            let from = self.atom()?;
            let is_range = self.rest.starts_with('-') && !self.rest.starts_with("-]");
            if !is_range {
                self.push_atom(&from);
                continue;
            }
            self.eat("-");
            let to = self.atom()?;
            self.push_atom(&from);
            // Between sets, it is a hyphen.
            let is_range = matches!((&from, &to), (Atom::One(_), Atom::One(_)));
            self.out.push_str(if is_range { "-" } else { "\\-" });
            self.push_atom(&to);
        }
        self.out.push(']');
        Ok(())
    }

    fn atom(&mut self) -> Result<Atom, &'static str> {
        Ok(match self.next().ok_or(NO_REGEX)? {
            '\\' => match self.escape()? {
                Atom::Set(set) if set == "\\b" => Atom::One('\u{8}'),
                atom => atom,
            },
            c => Atom::One(c),
        })
    }

    fn push_atom(&mut self, atom: &Atom) {
        match atom {
            Atom::One(c) => push_literal(&mut self.out, *c, META_IN_CLASS),
            Atom::Set(set) => self.out.push_str(set),
        }
    }
}

/// Takes the next character of a pattern that is left to read.
pub(crate) fn next_char(rest: &mut &str) -> Option<char> {
    let mut chars = rest.chars();
    let next = chars.next();
    *rest = chars.as_str();
    next
}

/// Takes `text`, if what is left of a pattern begins with it.
pub(crate) fn eat(rest: &mut &str, text: &str) -> bool {
    let after = rest.strip_prefix(text);
    *rest = after.unwrap_or(rest);
    after.is_some()
}

/// Whether a brace begins a count: `3}`, `3,}`, `3,5}`.
fn is_count(rest: &str) -> bool {
    let Some((range, _)) = rest.split_once('}') else { return false };
    let (least, most) = range.split_once(',').unwrap_or((range, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !least.is_empty() && digits(least) && digits(most)
}

/// What stands for something else, outside and inside of a class.
const META: &str = r"\.+*?()|[]{}^$";
const META_IN_CLASS: &str = r"\[]^&-~";

fn push_literal(out: &mut String, c: char, meta: &str) {
    if meta.contains(c) {
        out.push('\\');
        out.push(c);
    } else if c.is_control() {
        let _ = write!(out, "\\u{{{:X}}}", u32::from(c));
    } else {
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::portable;

    #[test]
    fn patterns_match_what_they_match_in_ecma_262() {
        for (pattern, yes, no) in [
            ("^[a-z]{2,3}$", "ab", "abcd"),
            ("b+", "abc", "ac"),
            (r"^\d{3}-\d{2}$", "123-45", "١٢٣-45"),
            (r"^\w+$", "a_1", "é"),
            (r"^\s$", "\u{A0}", "a"),
            (r"^\S+$", "ab", "a b"),
            ("^.$", "é", "\r"),
            ("^a$", "a", "a\n"),
            (r"^[\w-.]+$", "a-b.c", "a b"),
            (r"^[-_.]$", "-", "a"),
            (r"^[a-z-]$", "-", "A"),
            (r"^[\s\S]{3}$", "a\nb", "ab"),
            (r"^\/a\/$", "/a/", "a"),
            (r"^\u0041\x42\u{43}$", "ABC", "abc"),
            (r"^\uD83D\uDE00$", "\u{1F600}", "a"),
            ("^{a}$", "{a}", "a"),
            ("^a{,3}$", "a{,3}", "aaa"),
            ("^[^]$", "\n", "ab"),
            (r"^[&~[]+$", "[&~", "a"),
            (r"^(?<year>\d{4})$", "2026", "26"),
            ("(?i)^abc$", "ABC", "abd"),
            (r"^(?:a|b)*?c$", "abac", "abd"),
            (r"^[\b]$", "\u{8}", "b"),
            (r"^\cA$", "\u{1}", "A"),
            (r"^#\#$", "##", "#"),
        ] {
            let portable = portable(pattern).unwrap_or_else(|why| panic!("{pattern}: {why}"));
            let regex = regex_lite::Regex::new(&portable).unwrap();
            assert!(regex.is_match(yes), "{pattern} {portable} {yes:?}");
            assert!(!regex.is_match(no), "{pattern} {portable} {no:?}");
        }
        assert_eq!(portable("^[a-zA-Z0-9_]+$").as_deref(), Ok("^[a-zA-Z0-9_]+$"));
    }

    #[test]
    fn what_cannot_be_said_is_told() {
        for (pattern, why) in [
            ("^(?!x)y", "it looks around"),
            ("(?<=x)y", "it looks around"),
            (r"(a)\1", "it refers back to a group"),
            (r"(?<n>a)\k<n>", "it refers back to a group"),
            (r"^\p{L}+$", "it names a property of Unicode"),
            (r"\uD800", "it has half a character"),
            ("[a", super::NO_REGEX),
            ("(a", super::NO_REGEX),
            ("a)", super::NO_REGEX),
            ("*", super::NO_REGEX),
            ("[z-a]", super::NO_REGEX),
            (r"\y", super::NO_REGEX),
            ("\\", super::NO_REGEX),
            (r"\u00", super::NO_REGEX),
            (r"\u{é}", super::NO_REGEX),
            (r"\xé", super::NO_REGEX),
            ("(?<a", super::NO_REGEX),
            ("a{5,2}", super::NO_REGEX),
        ] {
            assert_eq!(portable(pattern), Err(why), "{pattern}");
        }
        assert!(portable(&"(".repeat(100_000)).is_err());
        assert!(portable("((((a{1000}){1000}){1000}){1000})").is_err());
    }
}
