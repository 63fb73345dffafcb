//! Documentation: from the text of a document to lines of Markdown that rustdoc takes without a warning.
//!
//! Takes descriptions as they are, gives [`Docs`]. No text may become code, a link to nothing, HTML, or a doctest, and
//! nothing readable may get lost.

mod blocks;
mod facets;
mod html;
mod inline;
mod judge;
#[cfg(test)]
mod tests;

pub use blocks::markdown;
pub use facets::{limits, literal};

use super::ir::Docs;

/// Lines longer than this are wrapped where they can be.
const WIDTH: usize = 110;

/// A short text as one line: what a variant or a manifest says. Markdown is made safe, line ends become spaces.
#[must_use]
pub fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = clean(&words.join(" "));
    let safe = inline::inline(&html::strip(&text), 0).replace('\n', " ").trim().to_owned();
    if judge::is_prose(&safe) { safe } else { code(text.trim()) }
}

/// The text as it is, between as many backticks as it takes.
#[must_use]
pub fn code(text: &str) -> String {
    let text: String = clean(text).split('\n').collect::<Vec<_>>().join(" ");
    let mut longest = 0;
    let mut run = 0;
    for char in text.chars() {
        run = if char == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let needs_space = text.is_empty() || text.starts_with('`') || text.ends_with('`') || text.trim().is_empty();
    if needs_space { format!("{fence} {text} {fence}") } else { format!("{fence}{text}{fence}") }
}

/// Adds the end of a sentence where there is none.
#[must_use]
pub fn sentence(mut text: String) -> String {
    if text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '`' | '"' | '\'')) {
        text.push('.');
    }
    text
}

/// Joins parts by empty lines; empty parts do not count.
#[must_use]
pub fn join<I: IntoIterator<Item = Docs>>(parts: I) -> Docs {
    let mut all = Docs::new();
    for part in parts {
        if part.is_empty() {
            continue;
        }
        if !all.is_empty() {
            all.push(String::new());
        }
        all.extend(part);
    }
    all
}

/// Adds a sentence of ours: to the last line where that is short prose, otherwise as a paragraph of its own.
#[must_use]
pub fn append(mut text: Docs, sentence: Docs) -> Docs {
    let (Some(last), [only]) = (text.last_mut(), sentence.as_slice()) else { return join([text, sentence]) };
    let is_prose = !last.starts_with(['|', '`', '-', '>', '#', ' ']) && !last.starts_with(|c: char| c.is_ascii_digit());
    if is_prose && last.chars().count() + only.chars().count() < WIDTH {
        let start = self::sentence(std::mem::take(last));
        *last = format!("{start} {only}");
        return text;
    }
    join([text, sentence])
}

/// Lines of plain words of our own, wrapped.
#[must_use]
pub fn plain(text: &str) -> Docs {
    let mut out = Docs::new();
    blocks::wrap(text, "", "", &mut out);
    out
}

/// An item of a list, wrapped.
#[must_use]
pub fn item(text: &str) -> Docs {
    let mut out = Docs::new();
    blocks::wrap(text, "- ", "  ", &mut out);
    out
}

/// One kind of line end, no tabs, no control characters, and nothing that changes the direction of text.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\n'),
            '\t' => out.push_str("    "),
            '\u{a0}' => out.push(' '),
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{61c}'
            | '\u{feff}'
            | '\u{ad}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
