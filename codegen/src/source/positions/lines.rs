//! The lines of a text, and the extent of keys and values in them.
//!
//! Takes points, gives lengths and neighbouring points. Must not index beyond a line.

use std::cell::RefCell;
use std::collections::HashMap;

use memchr::memchr_iter;

use super::Point;

/// From how many bytes on a line gets an index of its characters.
const LONG: usize = 4096;
/// Every how many characters that index has an entry.
const EVERY: usize = 1024;

/// The lines of a text, to be asked for many places: also in a text of a single, very long line.
pub struct Lines<'t> {
    lines: Vec<&'t str>,
    /// For long lines, where every [`EVERY`]th character begins.
    long: RefCell<HashMap<u32, Vec<usize>>>,
}

impl<'t> Lines<'t> {
    /// Splits a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut start = 0;
        // What comes after the last line break is a line if it is anything.
        let last = Some(text.len()).filter(|_| !text.is_empty() && !text.ends_with('\n'));
        let ends = memchr_iter(b'\n', text.as_bytes()).chain(last);
        let lines = ends.map(|end| {
            let line = text.get(start..end).unwrap_or_default();
            start = end + 1;
            line.strip_suffix('\r').unwrap_or(line)
        });
        Self { lines: lines.collect(), long: RefCell::default() }
    }

    /// The line of this number, from 1.
    #[must_use]
    pub fn line(&self, line: u32) -> Option<&'t str> {
        self.lines.get((line as usize).checked_sub(1)?).copied()
    }

    /// The line before and from this column on, from 1; columns past its end are its end.
    #[must_use]
    pub fn split(&self, line: u32, column: u32) -> (&'t str, &'t str) {
        let text = self.line(line).unwrap_or_default();
        let skipped = (column as usize).saturating_sub(1);
        let (known, base) = if text.len() < LONG { (0, 0) } else { self.known(line, text, skipped) };
        let rest = text.get(base..).unwrap_or_default();
        let offset = rest.char_indices().nth(skipped - known).map_or(text.len(), |(at, _)| base + at);
        text.split_at(offset)
    }

    /// The last indexed character at or before the one that is looked for, and its offset.
    fn known(&self, line: u32, text: &str, skipped: usize) -> (usize, usize) {
        let mut long = self.long.borrow_mut();
        let index = long.entry(line).or_insert_with(|| text.char_indices().step_by(EVERY).map(|(at, _)| at).collect());
        let entry = (skipped / EVERY).min(index.len().saturating_sub(1));
        (entry * EVERY, index.get(entry).copied().unwrap_or(0))
    }

    fn rest(&self, line: u32, column: u32) -> &'t str {
        self.split(line, column).1
    }

    /// How many characters the key or value at a point has on its line.
    pub(super) fn token(&self, line: u32, column: u32, is_key: bool) -> u32 {
        let (before, rest) = self.split(line, column);
        let text = if rest.starts_with(['"', '\'']) {
            quoted(rest)
        } else if is_key {
            plain_key(rest)
        } else {
            plain_value(rest, before.bytes().rev().take(LONG).any(|byte| matches!(byte, b'{' | b'[')))
        };
        u32::try_from(text.trim_end().chars().count()).unwrap_or(u32::MAX).max(1)
    }

    /// Where the value of a YAML key begins when it begins on the line of the key.
    pub(super) fn value_beside(&self, (line, column): Point) -> Option<Point> {
        let rest = self.rest(line, column);
        let key = if rest.starts_with(['"', '\'']) { quoted(rest) } else { plain_key(rest) };
        let after = rest.get(key.len()..)?;
        let value = after.trim_start().strip_prefix(':')?.trim_start();
        if value.is_empty() || value.starts_with('#') {
            return None;
        }
        let skipped = rest.get(..rest.len() - value.len())?.chars().count();
        Some((line, column + u32::try_from(skipped).ok()?))
    }

    /// Where a flow map or list begins whose first child is at this point: the bracket before it,
    /// on this line or the one where it was opened.
    pub(super) fn bracket_before(&self, (line, column): Point) -> Point {
        let (before, _) = self.split(line, column);
        let trimmed = before.trim_end();
        let skipped = u32::try_from(before.get(trimmed.len()..).unwrap_or_default().chars().count()).unwrap_or(0);
        if trimmed.ends_with(['{', '[']) {
            return (line, column.saturating_sub(skipped + 1));
        }
        if trimmed.is_empty()
            && let Some(above) = line.checked_sub(1).filter(|above| *above > 0)
        {
            let above_line = self.line(above).unwrap_or_default().trim_end();
            if above_line.ends_with(['{', '[']) {
                return (above, u32::try_from(above_line.chars().count()).unwrap_or(1));
            }
        }
        (line, column)
    }
}

/// A quoted text with its quotes, or all that there is of it on the line.
fn quoted(text: &str) -> &str {
    let mut chars = text.char_indices();
    let Some((_, quote)) = chars.next() else { return text };
    let mut escaped = false;
    while let Some((at, char)) = chars.next() {
        match char {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            // In single quotes, two of them are one.
            '\'' if quote == '\'' && text.get(at + 1..).is_some_and(|rest| rest.starts_with('\'')) => {
                chars.next();
            }
            _ if char == quote => return text.get(..=at).unwrap_or(text),
            _ => {}
        }
    }
    text
}

/// A plain key: up to the colon that ends it.
fn plain_key(text: &str) -> &str {
    let end = text.char_indices().find(|&(at, char)| {
        char == ':' && text.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r']))
    });
    let end = end.map(|(at, _)| at).or_else(|| text.find([',', '}', ']']));
    text.get(..end.unwrap_or(text.len())).unwrap_or(text)
}

/// A plain value: up to a comment, and in a flow map or list up to the end of the item.
fn plain_value(text: &str, in_flow: bool) -> &str {
    if text.starts_with(['{', '[']) {
        return text.get(..1).unwrap_or(text);
    }
    let end = text.char_indices().find(|&(at, char)| {
        (in_flow && matches!(char, ',' | '}' | ']')) || text.get(at..).is_some_and(|rest| rest.starts_with(" #"))
    });
    let value = text.get(..end.map_or(text.len(), |(at, _)| at)).unwrap_or(text).trim_end();
    value.strip_suffix(',').unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_end_where_they_should() {
        for (line, column, is_key, expected) in [
            ("  key: value # why", 3, true, "key"),
            ("  key: value # why", 8, false, "value"),
            ("  'it''s: me': x", 3, true, "'it''s: me'"),
            ("  \"a\\\"b\": 1,", 3, true, "\"a\\\"b\""),
            ("  \"a\": 15,", 8, false, "15"),
            ("a: {b: c, d: e}", 8, false, "c"),
            ("a: {b: c, d: e}", 4, false, "{"),
            ("a:b: c", 1, true, "a:b"),
            ("é: ü", 4, false, "ü"),
            ("", 1, true, "?"),
            ("short", 99, false, "?"),
        ] {
            let expected = expected.chars().count();
            assert_eq!(Lines::new(line).token(1, column, is_key) as usize, expected, "{line} {column}");
        }
    }

    #[test]
    fn long_lines_are_split_like_short_ones() {
        let long = "aéü😀".repeat(5000);
        let lines = Lines::new(&long);
        for column in [1, 2, 1024, 1025, 1026, 9999, 20_000, 20_001, 99_999] {
            let before: String = long.chars().take(column - 1).collect();
            assert_eq!(lines.split(1, u32::try_from(column).unwrap()).0, before, "{column}");
        }
        assert_eq!((lines.split(0, 1), lines.split(2, 0)), (("", ""), ("", "")));
    }

    #[test]
    fn values_beside_their_keys() {
        for (line, column, expected) in [
            ("key: value", 1, Some((1, 6))),
            ("key:   |", 1, Some((1, 8))),
            ("key: *alias", 1, Some((1, 6))),
            ("key: # why", 1, None),
            ("key:", 1, None),
            ("\"é\" : {", 1, Some((1, 7))),
        ] {
            assert_eq!(Lines::new(line).value_beside((1, column)), expected, "{line}");
        }
    }
}
