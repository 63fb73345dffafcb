//! Markdown inside of a paragraph: links, images, brackets, addresses, code spans.
//!
//! Takes prose without HTML, gives prose in which every bracket is escaped or part of a link to an absolute address, every address
//! is an autolink, and every backtick is part of a code span or escaped.

use super::html::{autolink, code_span};

/// Brackets inside of brackets are followed this deep; what is deeper is only escaped.
const DEPTH: usize = 3;

/// Makes one paragraph safe.
pub(super) fn inline(text: &str, depth: usize) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let width = char.len_utf8();
        rest = match char {
            '\\' => backslash(rest, &mut out),
            '`' => backticks(rest, &mut out),
            '<' => match autolink(rest) {
                Some((link, tail)) => {
                    push_link(&mut out, link);
                    tail
                }
                None => push(&mut out, "\\<", rest, width),
            },
            '!' if rest.as_bytes().get(1) == Some(&b'[') => match Link::parse(rest.get(1..).unwrap_or_default()) {
                Some(image) if depth < DEPTH => {
                    out.push_str(&inline(image.text, depth + 1));
                    image.tail
                }
                _ => push(&mut out, "!", rest, width),
            },
            '[' => match Link::parse(rest) {
                Some(link) if depth < DEPTH => link.write(&mut out, depth),
                _ => push(&mut out, "\\[", rest, width),
            },
            ']' => push(&mut out, "\\]", rest, width),
            'h' | 'H' => match address(rest) {
                Some(length) => bare_address(rest, length, &mut out),
                None => push(&mut out, if char == 'h' { "h" } else { "H" }, rest, width),
            },
            _ => {
                let end = rest.find(['\\', '`', '<', '!', '[', ']', 'h', 'H']).filter(|end| *end > 0);
                let (plain, tail) = rest.split_at(end.unwrap_or(if starts_special(rest) { width } else { rest.len() }));
                out.push_str(plain);
                tail
            }
        };
    }
    out
}

fn starts_special(text: &str) -> bool {
    text.starts_with(['\\', '`', '<', '!', '[', ']', 'h', 'H'])
}

fn push<'a>(out: &mut String, text: &str, rest: &'a str, width: usize) -> &'a str {
    out.push_str(text);
    rest.get(width..).unwrap_or_default()
}

/// An escape stays, a hard line end goes, any other backslash is one.
fn backslash<'a>(text: &'a str, out: &mut String) -> &'a str {
    let mut chars = text.chars();
    chars.next();
    match chars.next() {
        Some(c) if c.is_ascii_punctuation() => {
            out.push('\\');
            out.push(c);
            chars.as_str()
        }
        Some('\n') | None => text.get(1..).unwrap_or_default(),
        Some(_) => {
            out.push_str("\\\\");
            text.get(1..).unwrap_or_default()
        }
    }
}

fn backticks<'a>(text: &'a str, out: &mut String) -> &'a str {
    let (span, tail) = code_span(text);
    if span.trim_matches('`').is_empty() {
        out.push_str(&"\\`".repeat(span.len()));
    } else {
        out.push_str(span);
    }
    tail
}

/// The length of the address at the start of the text.
fn address(text: &str) -> Option<usize> {
    let starts = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if !starts("http://") && !starts("https://") {
        return None;
    }
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '|' | '\\' | '[' | ']'));
    let mut link = text.get(..end.unwrap_or(text.len()))?;
    loop {
        let trimmed = link.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~']);
        let unbalanced = trimmed.ends_with(')') && trimmed.matches(')').count() > trimmed.matches('(').count()
            || trimmed.ends_with('}') && trimmed.matches('}').count() > trimmed.matches('{').count();
        if !unbalanced {
            return Some(trimmed.len());
        }
        link = trimmed.get(..trimmed.len() - 1)?;
    }
}

fn bare_address<'a>(text: &'a str, length: usize, out: &mut String) -> &'a str {
    let (link, tail) = text.split_at(length);
    if link.ends_with('/') && link.len() <= "https://".len() || link.ends_with(':') || link.len() < "https://".len() {
        // A scheme without a host, as in "must start with https://".
        let scheme = text.get(..text.find("//").map_or(length, |at| at + 2)).unwrap_or(link);
        out.push('`');
        out.push_str(scheme);
        out.push('`');
        return text.get(scheme.len()..).unwrap_or_default();
    }
    push_link(out, link);
    tail
}

fn push_link(out: &mut String, link: &str) {
    out.push('<');
    out.push_str(link);
    out.push('>');
}

/// `[text](target)`
struct Link<'a> {
    text: &'a str,
    target: &'a str,
    tail: &'a str,
}

impl<'a> Link<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let close = closing(text, '[', ']')?;
        let after = text.get(close + 1..)?;
        if !after.starts_with('(') {
            return None;
        }
        let end = closing(after, '(', ')')?;
        Some(Self { text: text.get(1..close)?, target: after.get(1..end)?.trim(), tail: after.get(end + 1..)? })
    }

    fn write(self, out: &mut String, depth: usize) -> &'a str {
        let is_badge =
            self.text.trim().strip_prefix('!').and_then(Link::parse).is_some_and(|image| image.tail.trim().is_empty());
        if is_badge {
            return self.tail;
        }
        let text = inline(self.text, depth + 1);
        // A link in a link would end it.
        match self.address().filter(|_| !text.contains(['<', '\n']) && depth == 0 && !text.contains("](")) {
            Some(url) if text.trim().is_empty() => push_link(out, &url),
            Some(url) => {
                out.push('[');
                out.push_str(text.trim());
                out.push_str("](");
                out.push_str(&url);
                out.push(')');
            }
            None => out.push_str(&text),
        }
        self.tail
    }

    /// The target, when it is an absolute address; without its title.
    fn address(&self) -> Option<String> {
        let target = self.target.strip_prefix('<').and_then(|t| t.split_once('>')).map_or(self.target, |(url, _)| url);
        let url = target.split_whitespace().next()?;
        let absolute =
            ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme) && url.len() > scheme.len());
        let plain = !url.contains(['<', '>', '\\', '`', '"']);
        (absolute && plain).then(|| url.replace('(', "%28").replace(')', "%29"))
    }
}

/// The length of the link at the start of the text; nothing when none starts there.
pub(super) fn link_length(text: &str) -> usize {
    Link::parse(text).map_or(0, |link| text.len() - link.tail.len())
}

/// Where the bracket at the start of the text closes: nested ones, escapes and code spans are passed over. Not further than a
/// paragraph goes.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    let mut skip_to = 0;
    for (index, char) in text.char_indices() {
        if index < skip_to {
            continue;
        }
        match char {
            '\\' => skip_to = index + 2,
            '`' if open == '[' => skip_to = index + code_span(text.get(index..)?).0.len(),
            '\n' if text.get(index + 1..)?.starts_with('\n') => return None,
            c if c == open => depth += 1,
            c if c == close => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(index);
                }
            }
            _ => {}
        }
        if index > 4000 {
            return None;
        }
    }
    None
}
