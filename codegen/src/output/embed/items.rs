//! Items that an embedded module does not have.
//!
//! Takes the text of a file, gives it without items for tests, without inner attributes, with its exported macros hidden.
//! Must leave everything else as it is, to the byte.

use super::lexer::{Kind, Token, tokens};

/// Conditions that are never true of an embedded module.
const NEVER: &[&str] =
    &["test", "feature=\"sources\"", "any(test,feature=\"sources\")", "any(feature=\"sources\",test)"];

/// A text without the items that are left out.
pub(super) struct Kept {
    /// The text.
    pub(super) text: String,
    /// Modules in files of their own that were declared by what was left out.
    pub(super) modules: Vec<String>,
}

/// Leaves out every item with `#[cfg(test)]` or `#[cfg(feature = "sources")]`, with its docs and other attributes.
pub(super) fn without_left_out(text: &str) -> Kept {
    let all = tokens(text);
    let mut kept = Kept { text: String::with_capacity(text.len()), modules: Vec::new() };
    let mut at = 0;
    while at < all.len() {
        let head = Head::read(&all, at);
        if head.is_left_out {
            let end = item_end(&all, head.end);
            kept.modules.extend(declared_module(&all, head.end, end));
            // The line break after the item goes with it.
            at = end;
            if let Some((Kind::Space, space)) = all.get(end) {
                kept.text.push_str(space.strip_prefix('\n').unwrap_or(space));
                at += 1;
            }
            continue;
        }
        let end = head.end.max(at + 1);
        for (_, piece) in all.get(at..end).unwrap_or_default() {
            kept.text.push_str(piece);
        }
        at = end;
    }
    kept
}

/// The docs and attributes before an item.
struct Head {
    /// The index of the token after them.
    end: usize,
    is_left_out: bool,
}

impl Head {
    /// Reads what is there at a token: nothing, or docs and attributes with what is between them.
    fn read(all: &[Token<'_>], start: usize) -> Self {
        let mut head = Self { end: start, is_left_out: false };
        let mut at = start;
        loop {
            match all.get(at) {
                Some((Kind::Comment, comment)) if is_outer_doc(comment) => at += 1,
                Some((Kind::Mark, "#")) if all.get(at + 1).is_some_and(|(_, piece)| *piece == "[") => {
                    let end = group_end(all, at + 1);
                    head.is_left_out |= is_never(all.get(at..end).unwrap_or_default());
                    at = end;
                }
                // White space and comments belong to the head only when more of it follows.
                Some((Kind::Space | Kind::Comment, _)) if at > start => {
                    at += 1;
                    continue;
                }
                _ => return head,
            }
            head.end = at;
        }
    }
}

fn is_outer_doc(comment: &str) -> bool {
    (comment.starts_with("///") && !comment.starts_with("////"))
        || (comment.starts_with("/**") && !comment.starts_with("/***") && comment != "/**/")
}

/// Whether an attribute is a `cfg` that is never true.
fn is_never(attribute: &[Token<'_>]) -> bool {
    let text: String = code(attribute).map(|(_, piece)| *piece).collect();
    text.strip_prefix("#[cfg(")
        .and_then(|rest| rest.strip_suffix(")]"))
        .is_some_and(|condition| NEVER.contains(&condition))
}

/// Tokens that are neither white space nor comments.
fn code<'a, 't>(all: &'a [Token<'t>]) -> impl Iterator<Item = &'a Token<'t>> {
    all.iter().filter(|(kind, _)| !matches!(kind, Kind::Space | Kind::Comment))
}

/// The index after the group that opens at `start`.
fn group_end(all: &[Token<'_>], start: usize) -> usize {
    let mut depth = 0_usize;
    for (index, (kind, piece)) in all.iter().enumerate().skip(start) {
        match (kind, *piece) {
            (Kind::Mark, "(" | "[" | "{") => depth += 1,
            (Kind::Mark, ")" | "]" | "}") => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index + 1;
                }
            }
            _ => {}
        }
    }
    all.len()
}

/// The index after the item that starts at `start`: after its `;`, or after its block.
fn item_end(all: &[Token<'_>], start: usize) -> usize {
    // In these a block may come before the `;`.
    let ends_with_semicolon = code(all.get(start..).unwrap_or_default())
        .take_while(|(kind, piece)| *kind == Kind::Word || *piece == "(" || *piece == ")")
        .any(|(_, piece)| matches!(*piece, "use" | "static" | "type"))
        || is_constant(all, start);
    let mut at = start;
    while let Some((kind, piece)) = all.get(at) {
        match (kind, *piece) {
            (Kind::Mark, ";") => return at + 1,
            (Kind::Mark, "(" | "[" | "{") => {
                let end = group_end(all, at);
                if *piece == "{" && !ends_with_semicolon {
                    return end;
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    all.len()
}

/// `const X`, not `const fn`.
fn is_constant(all: &[Token<'_>], start: usize) -> bool {
    let words: Vec<&str> = code(all.get(start..).unwrap_or_default()).map(|(_, piece)| *piece).take(6).collect();
    words
        .iter()
        .position(|word| *word == "const")
        .is_some_and(|index| words.get(index + 1).is_some_and(|next| *next != "fn"))
}

/// The name in `mod name;`.
fn declared_module(all: &[Token<'_>], start: usize, end: usize) -> Option<String> {
    let words: Vec<&str> = code(all.get(start..end)?).map(|(_, piece)| *piece).collect();
    match words.as_slice() {
        [.., "mod", name, ";"] => Some((*name).to_owned()),
        _ => None,
    }
}

/// The text of a root file without `#![..]`, `//!` and comments before its first item.
pub(super) fn without_inner_attributes(text: &str) -> &str {
    let all = tokens(text);
    let mut at = 0;
    let mut start = 0;
    loop {
        match all.get(at) {
            Some((Kind::Space, _)) => at += 1,
            Some((Kind::Comment, comment)) if comment.starts_with("//!") || comment.starts_with("/*!") => {
                at += 1;
                start = at;
            }
            Some((Kind::Mark, "#")) if all.get(at + 1).is_some_and(|(_, piece)| *piece == "!") => {
                at = group_end(&all, at + 2);
                start = at;
            }
            // A plain comment goes when an inner attribute follows: it was about that.
            Some((Kind::Comment, comment)) if !is_outer_doc(comment) => at += 1,
            _ => break,
        }
    }
    let length: usize = all.iter().take(start).map(|(_, piece)| piece.len()).sum();
    let rest = text.get(length..).unwrap_or_default();
    rest.strip_prefix('\n').unwrap_or(rest)
}

/// The text of a root file, with an attribute on each of its modules and imports that lets them be unused. Every item starts at
/// the beginning of a line.
pub(super) fn allow_unused(text: &str) -> String {
    let mut out = String::from("// Generated by oasmith. Do not edit.\n");
    for line in text.split_inclusive('\n') {
        let item = line.strip_prefix("pub ").unwrap_or(line);
        if item.starts_with("mod ") {
            out.push_str("#[allow(dead_code, unused_imports)]\n");
        } else if item.starts_with("use ") {
            out.push_str("#[allow(unused_imports)]\n");
        }
        out.push_str(line);
    }
    out
}

/// The names of macros with `#[macro_export]`.
pub(super) fn exported_macros(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    if !text.contains("macro_export") {
        return names;
    }
    let all = tokens(text);
    let words: Vec<&str> = code(&all).map(|(_, piece)| *piece).collect();
    let mut is_exported = false;
    for (index, word) in words.iter().enumerate() {
        match *word {
            "macro_export" => is_exported = true,
            "macro_rules" if is_exported => {
                names.extend(words.get(index + 2).map(|name| (*name).to_owned()));
                is_exported = false;
            }
            _ => {}
        }
    }
    names
}

/// Keeps exported macros out of the docs of the crate that they are embedded in.
pub(super) fn hide_macros(text: &str) -> String {
    text.replace("#[macro_export]", "#[doc(hidden)]\n#[macro_export]")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> String {
        without_left_out(text).text
    }

    #[test]
    fn items_for_tests_go_with_their_docs() {
        let cases = [
            ("a;\n#[cfg(test)]\nmod t {\n fn f() { \"}\" }\n}\nb;\n", "a;\nb;\n"),
            (
                "/// Docs.\n#[cfg(feature = \"sources\")]\npub const S: [&str; 2] = [{ \"a;\" }, \"b\"];\nfn g() {}",
                "fn g() {}",
            ),
            ("#[cfg(test)]\nuse a::{b, c};\nuse d;", "use d;"),
            ("#[cfg(any(test, feature = \"sources\"))]\nfn f() -> [u8; 2] where X: Y { 1 }\nx", "x"),
            ("// why\n#[cfg(test)]\n#[allow(x)]\n// also\nimpl A { }\ny", "// why\ny"),
            ("#[cfg(test)]\npub(crate) const fn f() {}\ny", "y"),
            ("#[derive(Debug)]\n#[cfg(test)]\nstruct A(u8);\nz", "z"),
        ];
        for (from, to) in cases {
            assert_eq!(kept(from), to);
        }
        assert_eq!(without_left_out("#[cfg(test)] mod tests;").modules, ["tests"]);
    }

    #[test]
    fn everything_else_stays() {
        for text in [
            "#[cfg(feature = \"reqwest\")]\nmod a;\n",
            "#[cfg(not(test))]\nfn f() {}",
            "//! #[cfg(test)]\nlet x = \"#[cfg(test)] mod y;\";",
            "#![cfg_attr(docsrs, x)]\n/// Docs.\n/// More.\nfn f() { #[allow(x)] let y = 1; }",
            "/// dangling",
            "#[",
        ] {
            assert_eq!(kept(text), text);
        }
    }

    #[test]
    fn inner_attributes_go_and_the_first_item_keeps_its_docs() {
        assert_eq!(
            without_inner_attributes("//! A.\n//! B.\n\n// about the lint\n#![allow(x)]\n\n/// Docs.\nmod a;\n"),
            "\n/// Docs.\nmod a;\n"
        );
        assert_eq!(without_inner_attributes("// note\nmod a; #![x]"), "// note\nmod a; #![x]");
    }
}
