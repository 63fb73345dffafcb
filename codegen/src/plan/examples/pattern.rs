//! Texts that a regular expression matches (JSON Schema 2020-12 validation, section 6.3.3: the dialect of ECMA-262).
//!
//! Takes a pattern, gives a short text. It takes the first way of each choice and does not look around, so it is right about the patterns
//! that people write for identifiers and codes, and not about all. Must not fail, hang, or grow beyond what was asked for.

use crate::base::regex::{eat, next_char};

/// The longest text, and the deepest group.
const MOST: usize = 512;
const DEEPEST: usize = 16;

/// A text of at least `least` characters, if the pattern has one, that the pattern matches; nothing for what is not understood.
pub(super) fn matching(pattern: &str, least: usize) -> Option<String> {
    let mut best = None;
    // Each repetition is taken as often as it must be, and then more often until the text is long enough.
    for more in 0..=least.clamp(1, 64) {
        let mut reader = Reader { rest: pattern, more };
        let text = reader.alternatives(0)?;
        if !reader.rest.is_empty() {
            return None;
        }
        let is_enough = text.chars().count() >= least.max(1);
        best = Some(text);
        if is_enough {
            break;
        }
    }
    best
}

struct Reader<'a> {
    rest: &'a str,
    more: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        next_char(&mut self.rest)
    }

    fn eat(&mut self, text: &str) -> bool {
        eat(&mut self.rest, text)
    }

    /// The first of the alternatives; the others are read over.
    fn alternatives(&mut self, depth: usize) -> Option<String> {
        let first = self.sequence(depth)?;
        while self.eat("|") {
            self.sequence(depth)?;
        }
        Some(first)
    }

    fn sequence(&mut self, depth: usize) -> Option<String> {
        let mut text = String::new();
        while !self.rest.is_empty() && !self.rest.starts_with(['|', ')']) {
            let atom = self.atom(depth)?;
            let count = self.count()?;
            for _ in 0..count {
                if text.len() > MOST {
                    return None;
                }
                text.push_str(&atom);
            }
        }
        Some(text)
    }

    fn atom(&mut self, depth: usize) -> Option<String> {
        Some(match self.next()? {
            '^' | '$' => String::new(),
            '.' => "a".to_owned(),
            '[' => self.class()?.to_string(),
            '(' => self.group(depth)?,
            '\\' => match self.escape()? {
                Escape::Nothing => String::new(),
                Escape::One(c) | Escape::Any(c) => c.to_string(),
            },
            '*' | '+' | '?' => return None,
            c => c.to_string(),
        })
    }

    fn group(&mut self, depth: usize) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        let looks_around = ["?=", "?!", "?<=", "?<!"].iter().any(|mark| self.eat(mark));
        if !looks_around && !self.eat("?:") && self.eat("?<") {
            let (_, rest) = self.rest.split_once('>')?;
            self.rest = rest;
        }
        let text = self.alternatives(depth + 1)?;
        self.eat(")").then(|| if looks_around { String::new() } else { text })
    }

    /// How often the atom before it is taken.
    fn count(&mut self) -> Option<usize> {
        let (least, most): (usize, usize) = if self.eat("*") {
            (0, usize::MAX)
        } else if self.eat("+") {
            (1, usize::MAX)
        } else if self.eat("?") {
            (0, 1)
        } else if self.eat("{") {
            let (range, rest) = self.rest.split_once('}')?;
            self.rest = rest;
            match range.split_once(',') {
                None => (range.parse().ok()?, range.parse().ok()?),
                Some((least, "")) => (least.parse().ok()?, usize::MAX),
                Some((least, most)) => (least.parse().ok()?, most.parse().ok()?),
            }
        } else {
            return Some(1);
        };
        // A lazy one is taken as often.
        self.eat("?");
        Some(most.min(least.saturating_add(self.more)))
    }

    /// A character of a class.
    fn class(&mut self) -> Option<char> {
        let is_negated = self.eat("^");
        let mut ranges: Vec<(char, char)> = Vec::new();
        let mut open = None;
        loop {
            let found = match self.next()? {
                ']' => break,
                '-' if open.is_some() && !self.rest.starts_with(']') => {
                    let to = match self.next()? {
                        '\\' => self.escape()?.character()?,
                        c => c,
                    };
                    ranges.push((open.take()?, to));
                    continue;
                }
                '\\' => match self.escape()? {
                    Escape::Nothing => continue,
                    Escape::One(c) => c,
                    Escape::Any(c) if is_negated => {
                        let (from, to) = if c == '1' {
                            ('0', '9')
                        } else if c == ' ' {
                            (' ', ' ')
                        } else {
                            ('A', 'z')
                        };
                        ranges.extend(open.take().map(|c| (c, c)));
                        ranges.push((from, to));
                        continue;
                    }
                    Escape::Any(c) => c,
                },
                c => c,
            };
            ranges.extend(open.replace(found).map(|c| (c, c)));
        }
        ranges.extend(open.map(|c| (c, c)));
        let has = |c: char| ranges.iter().any(|(from, to)| (*from..=*to).contains(&c));
        if is_negated {
            return "a0-_ .~é".chars().find(|c| !has(*c));
        }
        "a1A".chars().find(|c| has(*c)).or_else(|| ranges.first().map(|(from, _)| *from))
    }

    fn escape(&mut self) -> Option<Escape> {
        Some(match self.next()? {
            'd' => Escape::Any('1'),
            'w' | 'D' | 'S' => Escape::Any('a'),
            's' => Escape::Any(' '),
            'W' => Escape::Any('-'),
            'b' | 'B' | 'A' | 'z' | 'Z' => Escape::Nothing,
            'p' | 'P' => {
                let (_, rest) = self.rest.split_once('}')?;
                self.rest = rest;
                Escape::Any('a')
            }
            'n' => Escape::One('\n'),
            't' => Escape::One('\t'),
            'r' => Escape::One('\r'),
            'x' => Escape::One(self.code(2)?),
            'u' => Escape::One(self.code(4)?),
            c if c.is_ascii_alphanumeric() => return None,
            c => Escape::One(c),
        })
    }

    fn code(&mut self, digits: usize) -> Option<char> {
        let text = self.rest.get(..digits)?;
        self.rest = self.rest.get(digits..)?;
        char::from_u32(u32::from_str_radix(text, 16).ok()?)
    }
}

enum Escape {
    Nothing,
    One(char),
    /// One of many.
    Any(char),
}

impl Escape {
    const fn character(&self) -> Option<char> {
        match self {
            Self::Nothing => None,
            Self::One(c) | Self::Any(c) => Some(*c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn a_text_for_each_pattern() {
        let rows = [
            ("^[a-z]+$", 0, Some("a")),
            ("^[a-z]*$", 0, Some("a")),
            ("^[0-9a-f]{8}-[0-9a-f]{4}$", 0, Some("aaaaaaaa-aaaa")),
            (r"^\d{3,5}$", 4, Some("1111")),
            ("^(env|lkc)-[^/]+$", 0, Some("env-a")),
            ("^(?:a|b){2}$", 0, Some("aa")),
            (r"^(?<year>\d{4})$", 0, Some("1111")),
            (r"(?!x)\p{L}\.\u0041", 0, Some("a.A")),
            ("^[-_.]$", 0, Some("-")),
            (r"^[\w.-]{2}@[^\s@]$", 0, Some("aa@a")),
            (r"[^\d]", 0, Some("a")),
            ("^$", 0, Some("")),
            ("", 0, Some("")),
            ("a{1000}", 0, None),
            ("[a", 0, None),
            ("(a", 0, None),
            ("a)", 0, None),
            ("*", 0, None),
            (r"(a)\1", 0, None),
        ];
        for (pattern, least, expected) in rows {
            assert_eq!(matching(pattern, least).as_deref(), expected, "{pattern}");
        }
        assert_eq!(matching(&"(".repeat(100_000), 0), None);
    }
}
