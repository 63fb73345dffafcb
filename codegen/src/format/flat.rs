//! Tokens in one list over one text, which is faster to read than trees of them.
//!
//! Takes tokens, gives a list in which an opening bracket knows where it closes. Must not lose a token.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Tokens in their order.
#[derive(Default)]
pub(super) struct Flat {
    text: String,
    tokens: Vec<Token>,
}

/// A token and where it is in the text.
#[derive(Clone, Copy, Debug)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier or a keyword.
    Word,
    /// A literal.
    Literal,
    /// A character of punctuation, and whether the next one belongs to it.
    Punct(char, bool),
    /// An opening bracket, and the index of the one that closes it.
    Open(Delimiter, usize),
    /// A closing bracket.
    Close(Delimiter),
}

impl Flat {
    /// All tokens of a stream, which is used up: tokens that nobody shares are not copied.
    pub(super) fn new(tokens: TokenStream) -> Self {
        let mut flat = Self::default();
        flat.add(tokens);
        flat
    }

    fn add(&mut self, tokens: TokenStream) {
        for tree in tokens {
            let start = self.text.len();
            match tree {
                TokenTree::Ident(ident) => {
                    // Writing to a string does not fail.
                    let _ = write!(self.text, "{ident}");
                    self.push(Kind::Word, start);
                }
                TokenTree::Literal(literal) => {
                    let _ = write!(self.text, "{literal}");
                    self.push(Kind::Literal, start);
                }
                TokenTree::Punct(punct) => {
                    self.text.push(punct.as_char());
                    self.push(Kind::Punct(punct.as_char(), punct.spacing() == Spacing::Joint), start);
                }
                TokenTree::Group(group) => {
                    let (delimiter, inner) = (group.delimiter(), group.stream());
                    // Otherwise the group and what is in it would share their tokens.
                    drop(group);
                    let index = self.tokens.len();
                    self.push(Kind::Open(delimiter, index), start);
                    self.add(inner);
                    let close = self.tokens.len();
                    self.push(Kind::Close(delimiter), self.text.len());
                    if let Some(open) = self.tokens.get_mut(index) {
                        open.kind = Kind::Open(delimiter, close);
                    }
                }
            }
        }
    }

    fn push(&mut self, kind: Kind, start: usize) {
        self.tokens.push(Token { kind, start, end: self.text.len() });
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// What a token is; nothing behind the last.
    pub(super) fn kind(&self, index: usize) -> Option<Kind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    /// The text of a word, a literal or a character.
    pub(super) fn text(&self, index: usize) -> &str {
        self.tokens.get(index).and_then(|token| self.text.get(token.start..token.end)).unwrap_or_default()
    }

    /// Some of the tokens as Rust that reads back as them.
    pub(super) fn source(&self, range: std::ops::Range<usize>) -> String {
        let mut out = String::new();
        for (index, token) in self.tokens.iter().enumerate().take(range.end).skip(range.start) {
            let joint = match token.kind {
                Kind::Punct(_, joint) => joint,
                _ => false,
            };
            match token.kind {
                Kind::Open(Delimiter::Parenthesis, _) => out.push('('),
                Kind::Open(Delimiter::Bracket, _) => out.push('['),
                Kind::Open(Delimiter::Brace, _) => out.push('{'),
                Kind::Close(Delimiter::Parenthesis) => out.push(')'),
                Kind::Close(Delimiter::Bracket) => out.push(']'),
                Kind::Close(Delimiter::Brace) => out.push('}'),
                Kind::Open(Delimiter::None, _) | Kind::Close(Delimiter::None) => {}
                Kind::Word | Kind::Literal | Kind::Punct(..) => out.push_str(self.text(index)),
            }
            if !joint {
                out.push(' ');
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_know_where_they_close() {
        let flat = Flat::new("f(a, [1]) -> &'a b::C".parse().unwrap());
        assert_eq!(flat.kind(1), Some(Kind::Open(Delimiter::Parenthesis, 7)));
        assert_eq!(flat.kind(7), Some(Kind::Close(Delimiter::Parenthesis)));
        assert_eq!(flat.kind(flat.len()), None);
        assert_eq!(flat.text(2), "a");
        assert_eq!(flat.source(0..flat.len()), "f ( a , [ 1 ] ) -> &'a b :: C ");
    }
}
