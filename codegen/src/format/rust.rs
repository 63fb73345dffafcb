//! The Rust that generated code consists of, laid out as prettyplease lays it out, without a syntax tree.
//!
//! Takes tokens, gives their text. Must give nothing for what it does not know: prettyplease formats that.

mod attributes;
mod body;
mod items;
mod types;

use proc_macro2::Delimiter;

use super::flat::{Flat, Kind};
use super::layout::Layout;

/// The text of items; nothing when there is something that is not known here.
pub(super) fn write_items(flat: &Flat, layout: &mut Layout, out: &mut String) -> Option<()> {
    layout.block(0);
    let mut rust = Rust { flat, at: 0, layout };
    while rust.at < flat.len() {
        rust.item()?;
    }
    layout.end();
    layout.write(out);
    Some(())
}

/// Reads tokens and lays them out.
struct Rust<'f> {
    flat: &'f Flat,
    at: usize,
    layout: &'f mut Layout,
}

/// What is between brackets.
#[derive(Clone, Copy)]
struct Inside {
    start: usize,
    end: usize,
}

impl Rust<'_> {
    fn kind(&self) -> Option<Kind> {
        self.flat.kind(self.at)
    }

    fn is_word(&self, word: &str) -> bool {
        self.kind() == Some(Kind::Word) && self.flat.text(self.at) == word
    }

    fn is_punct(&self, char: char) -> bool {
        self.is_punct_at(self.at, char)
    }

    fn is_punct_at(&self, index: usize, char: char) -> bool {
        matches!(self.flat.kind(index), Some(Kind::Punct(c, _)) if c == char)
    }

    /// Whether two characters stand here that belong together.
    fn is_pair(&self, first: char, second: char) -> bool {
        self.kind() == Some(Kind::Punct(first, true)) && self.is_punct_at(self.at + 1, second)
    }

    /// Steps over a word.
    fn take(&mut self, word: &str) -> bool {
        let is = self.is_word(word);
        self.at += usize::from(is);
        is
    }

    /// Steps over a character.
    fn take_punct(&mut self, char: char) -> Option<()> {
        self.is_punct(char).then(|| self.at += 1)
    }

    /// Steps over what is between brackets.
    fn take_group(&mut self, delimiter: Delimiter) -> Option<Inside> {
        let inside = self.group_at(self.at, delimiter)?;
        self.at = inside.end + 1;
        Some(inside)
    }

    fn group_at(&self, index: usize, delimiter: Delimiter) -> Option<Inside> {
        match self.flat.kind(index)? {
            Kind::Open(open, close) if open == delimiter => Some(Inside { start: index + 1, end: close }),
            _ => None,
        }
    }

    /// Writes a word.
    fn ident(&mut self) -> Option<()> {
        if self.kind()? != Kind::Word {
            return None;
        }
        self.layout.word(self.flat.text(self.at));
        self.at += 1;
        Some(())
    }

    /// Writes what is between brackets, with the cursor in there.
    fn within(&mut self, inside: Inside, write: impl FnOnce(&mut Self, usize) -> Option<()>) -> Option<()> {
        let after = self.at;
        self.at = inside.start;
        write(self, inside.end)?;
        if self.at != inside.end {
            return None;
        }
        self.at = after;
        Some(())
    }

    /// Writes a list up to `end`, with the commas between its items.
    fn list(&mut self, end: usize, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        while self.at < end {
            item(self)?;
            let comma = self.take_punct(',').is_some();
            if !comma && self.at < end {
                return None;
            }
            self.layout.comma(self.at >= end);
        }
        Some(())
    }

    fn literal(&mut self) -> Option<()> {
        if self.kind()? != Kind::Literal {
            return None;
        }
        self.layout.word(self.flat.text(self.at));
        self.at += 1;
        Some(())
    }

    /// What is visible from where; it is written with what it is about.
    fn visibility_ahead(&self) -> Option<Visibility> {
        if !self.is_word("pub") {
            return Some(Visibility::Private);
        }
        match self.group_at(self.at + 1, Delimiter::Parenthesis) {
            None => Some(Visibility::Public),
            Some(inside) if inside.end == inside.start + 1 && self.flat.text(inside.start) == "crate" => {
                Some(Visibility::Crate)
            }
            Some(_) => None,
        }
    }

    fn visibility(&mut self, visibility: &Visibility) {
        self.layout.word(visibility.text());
        self.at += visibility.len();
    }

    /// Steps over a keyword and writes it.
    fn keyword(&mut self, visibility: &Visibility, word: &str) {
        self.visibility(visibility);
        self.layout.word(word);
        self.layout.word(" ");
        self.at += 1;
    }
}

/// From where an item can be seen.
enum Visibility {
    Private,
    Public,
    Crate,
}

impl Visibility {
    fn text(&self) -> &'static str {
        match self {
            Self::Private => "",
            Self::Public => "pub ",
            Self::Crate => "pub(crate) ",
        }
    }

    /// How many tokens it has.
    fn len(&self) -> usize {
        match self {
            Self::Private => 0,
            Self::Public => 1,
            Self::Crate => 4,
        }
    }
}
