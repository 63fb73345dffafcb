//! Attributes, and docs, which are attributes as well.

use std::borrow::Cow;

use proc_macro2::Delimiter;

use super::{Inside, Rust};
use crate::format::NEXT_LINE;
use crate::format::flat::Kind;
use crate::format::layout::INDENT;

impl Rust<'_> {
    /// `///` and `#[..]`
    pub(super) fn attributes(&mut self) -> Option<()> {
        while self.is_punct('#') {
            self.at += 1;
            let inside = self.take_group(Delimiter::Bracket)?;
            if self.flat.text(inside.start) == "doc" && self.is_punct_at(inside.start + 1, '=') {
                if self.flat.kind(inside.start + 2)? != Kind::Literal || inside.end != inside.start + 3 {
                    return None;
                }
                self.docs(self.flat.text(inside.start + 2))?;
            } else {
                self.layout.word("#[");
                self.within(inside, Self::meta)?;
                self.layout.word("]");
                self.layout.space();
            }
        }
        Some(())
    }

    fn docs(&mut self, literal: &str) -> Option<()> {
        let text = unescaped(literal)?;
        if text.starts_with('/') || text.contains('\n') {
            return None;
        }
        for line in text.split(NEXT_LINE) {
            self.layout.word("///");
            self.layout.word(line.trim_end_matches(' '));
            self.layout.line();
        }
        Some(())
    }

    /// What is between the brackets of an attribute.
    fn meta(&mut self, end: usize) -> Option<()> {
        self.ident()?;
        if self.is_punct('=') {
            self.at += 1;
            self.layout.word(" = ");
            return self.literal();
        }
        if self.at < end {
            let inside = self.take_group(Delimiter::Parenthesis)?;
            self.meta_list(inside)?;
        }
        Some(())
    }

    fn meta_list(&mut self, inside: Inside) -> Option<()> {
        self.layout.word("(");
        self.layout.block(INDENT);
        self.layout.zero();
        let mut after_word = false;
        self.within(inside, |rust, end| {
            while rust.at < end {
                match rust.kind()? {
                    Kind::Word | Kind::Literal => {
                        if after_word {
                            return None;
                        }
                        rust.layout.word(rust.flat.text(rust.at));
                        (after_word, rust.at) = (true, rust.at + 1);
                        continue;
                    }
                    Kind::Punct(':', _) => rust.layout.word(":"),
                    Kind::Punct('=', _) => rust.layout.word(if after_word { " = " } else { "= " }),
                    Kind::Punct(',', _) if rust.at + 1 < end => {
                        rust.layout.word(",");
                        rust.layout.space();
                    }
                    Kind::Open(Delimiter::Parenthesis, close) => {
                        let inside = Inside { start: rust.at + 1, end: close };
                        rust.at = close;
                        rust.meta_list(inside)?;
                    }
                    _ => return None,
                }
                after_word = false;
                rust.at += 1;
            }
            Some(())
        })?;
        self.layout.zero();
        self.layout.outdent();
        self.layout.end();
        self.layout.word(")");
        Some(())
    }
}

/// The text that a literal of text is for.
fn unescaped(literal: &str) -> Option<Cow<'_, str>> {
    if let Some(raw) = literal.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let text = raw.get(hashes + 1..raw.len().checked_sub(hashes + 1)?)?;
        return Some(Cow::Borrowed(text));
    }
    let text = literal.strip_prefix('"')?.strip_suffix('"')?;
    if !text.contains('\\') {
        return Some(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        out.push_str(before);
        let mut chars = escape.chars();
        out.push(match chars.next()? {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            quoted @ ('\\' | '"' | '\'') => quoted,
            'u' => {
                let (code, _) = escape.strip_prefix("u{")?.split_once('}')?;
                chars = escape.get(code.len() + 3..)?.chars();
                char::from_u32(u32::from_str_radix(code, 16).ok()?)?
            }
            'x' => {
                let code = escape.get(1..3)?;
                chars = escape.get(3..)?.chars();
                char::from(u8::from_str_radix(code, 16).ok()?)
            }
            _ => return None,
        });
        rest = chars.as_str();
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}
