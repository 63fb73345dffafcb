//! Rust text in tokens, as far as moving a module needs it.
//!
//! Takes text, gives pieces that together are the text. Must not lose a byte, whatever the text is.

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// White space.
    Space,
    /// A comment; docs are comments that start with `///`, `//!`, `/**` or `/*!`.
    Comment,
    /// An identifier, a keyword, a number, or the prefix of a literal.
    Word,
    /// A string or a character.
    Literal,
    /// One character of punctuation.
    Mark,
}

/// A piece of text.
pub(super) type Token<'t> = (Kind, &'t str);

/// The pieces of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut before = "";
    while let Some(first) = rest.chars().next() {
        let (kind, length) = next(rest, first, before);
        // `length` is at least one character and ends at one; were it not so, the rest is one piece.
        let (piece, after) = rest.split_at_checked(length.max(1)).unwrap_or((rest, ""));
        before = if kind == Kind::Word { piece } else { "" };
        pieces.push((kind, piece));
        rest = after;
    }
    pieces
}

fn next(rest: &str, first: char, before: &str) -> (Kind, usize) {
    let run = |inside: fn(char) -> bool| rest.find(|c| !inside(c)).unwrap_or(rest.len());
    match first {
        c if c.is_whitespace() => (Kind::Space, run(char::is_whitespace)),
        c if is_word(c) => (Kind::Word, run(is_word)),
        '/' if rest.starts_with("//") => (Kind::Comment, rest.find('\n').unwrap_or(rest.len())),
        '/' if rest.starts_with("/*") => (Kind::Comment, block_comment(rest)),
        '"' | '#' if matches!(before, "r" | "br" | "cr") => {
            raw_string(rest).map_or((Kind::Mark, 1), |end| (Kind::Literal, end))
        }
        '"' => (Kind::Literal, quoted(rest, '"')),
        '\'' => match character(rest) {
            Some(end) => (Kind::Literal, end),
            None => (Kind::Mark, 1),
        },
        c => (Kind::Mark, c.len_utf8()),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Block comments nest.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(tail) = rest.get(at..).filter(|tail| !tail.is_empty()) {
        if tail.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if tail.starts_with("*/") {
            depth = depth.saturating_sub(1);
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += tail.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// The end of a literal that starts and ends with `quote`; a backslash takes the next character along.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

/// The end of `"..."`, `#"..."#` and so on; nothing when it is an identifier (`r#type`).
fn raw_string(rest: &str) -> Option<usize> {
    let hashes = rest.bytes().take_while(|byte| *byte == b'#').count();
    let inner = rest.get(hashes..)?.strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    Some(inner.find(&close).map_or(rest.len(), |end| hashes + 1 + end + close.len()))
}

/// The end of a character; nothing when it is a lifetime.
fn character(rest: &str) -> Option<usize> {
    let mut inner = rest.char_indices().skip(1);
    let (_, first) = inner.next()?;
    if first == '\\' {
        return Some(quoted(rest, '\''));
    }
    inner.next().filter(|(_, c)| *c == '\'').map(|(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str, wanted: Kind) -> Vec<&str> {
        let all = tokens(text);
        assert_eq!(all.iter().map(|(_, piece)| *piece).collect::<String>(), text);
        all.into_iter().filter(|(kind, _)| *kind == wanted).map(|(_, piece)| piece).collect()
    }

    #[test]
    fn literals_are_told_from_code() {
        let text = r####"f("a\"b", 'c', '\'', b"x", br#"y"z"#, r"w\", '"', r#type, &'a str, '\u{1f}', "multi
line")"####;
        assert_eq!(
            pieces(text, Kind::Literal),
            [r#""a\"b""#, "'c'", r"'\''", r#""x""#, r##"#"y"z"#"##, r#""w\""#, "'\"'", r"'\u{1f}'", "\"multi\nline\""]
        );
    }

    #[test]
    fn comments_nest_and_end() {
        let text = "a /* b /* c */ \"d */ e // f \"\n\"g // h\" /* open";
        assert_eq!(pieces(text, Kind::Comment), ["/* b /* c */ \"d */", "// f \"", "/* open"]);
        assert_eq!(pieces(text, Kind::Word), ["a", "e"]);
    }

    #[test]
    fn no_text_is_too_strange() {
        for text in ["", "\"", "'", "'\\", "r#", "r#\"", "/*", "é'é'é", "\u{0}", "''", "'ab'", "br", "b'\\''"] {
            pieces(text, Kind::Word);
        }
    }
}
