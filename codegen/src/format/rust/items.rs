//! Items: `use`, modules, types, traits and what is implemented.

use std::fmt::Write as _;

use proc_macro2::Delimiter;

use super::{Inside, Rust, Visibility};
use crate::format::by_prettyplease;
use crate::format::flat::Kind;
use crate::format::layout::INDENT;

/// What functions are in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Trait,
    Impl,
}

impl Rust<'_> {
    /// An item with its attributes.
    pub(super) fn item(&mut self) -> Option<()> {
        self.attributes()?;
        let visibility = self.visibility_ahead()?;
        match self.flat.text(self.at + visibility.len()) {
            "use" => self.use_item(&visibility),
            "mod" => self.mod_item(&visibility),
            "struct" => self.struct_item(&visibility),
            "enum" => self.enum_item(&visibility),
            "type" => self.type_item(&visibility),
            "trait" => self.owner(&visibility, Owner::Trait),
            "impl" => self.owner(&visibility, Owner::Impl),
            _ => None,
        }
    }

    fn use_item(&mut self, visibility: &Visibility) -> Option<()> {
        self.keyword(visibility, "use");
        if self.is_pair(':', ':') {
            self.at += 2;
            self.layout.word("::");
        }
        self.use_tree()?;
        self.take_punct(';')?;
        self.layout.word(";");
        self.layout.line();
        Some(())
    }

    fn use_tree(&mut self) -> Option<()> {
        loop {
            if let Some(inside) = self.group_at(self.at, Delimiter::Brace) {
                self.at = inside.end + 1;
                return self.use_group(inside);
            }
            self.ident()?;
            if self.is_pair(':', ':') {
                self.at += 2;
                self.layout.word("::");
            } else if self.take("as") {
                self.layout.word(" as ");
                return self.ident();
            } else {
                return Some(());
            }
        }
    }

    fn use_group(&mut self, inside: Inside) -> Option<()> {
        // One name has no brackets.
        if self.commas(inside) == 0 {
            return None;
        }
        self.layout.block(INDENT);
        self.layout.word("{");
        self.layout.zero();
        self.layout.filled(0);
        self.within(inside, |rust, end| {
            while rust.at < end {
                rust.use_tree()?;
                if rust.at < end {
                    rust.take_punct(',')?;
                    if rust.at >= end {
                        return None;
                    }
                    rust.layout.word(",");
                    // A group in a group ends its line.
                    match rust.flat.kind(rust.at.wrapping_sub(2)) {
                        Some(Kind::Close(_)) => rust.layout.line(),
                        _ => rust.layout.space(),
                    }
                }
            }
            Some(())
        })?;
        self.layout.end();
        self.layout.comma(true);
        self.layout.outdent();
        self.layout.word("}");
        self.layout.end();
        Some(())
    }

    /// How many commas a group has, without those of groups in it.
    fn commas(&self, inside: Inside) -> usize {
        let mut at = inside.start;
        let mut commas = 0;
        while at < inside.end {
            match self.flat.kind(at) {
                Some(Kind::Open(_, close)) => at = close,
                Some(Kind::Punct(',', _)) => commas += 1,
                _ => {}
            }
            at += 1;
        }
        commas
    }

    fn mod_item(&mut self, visibility: &Visibility) -> Option<()> {
        self.layout.block(INDENT);
        self.keyword(visibility, "mod");
        self.ident()?;
        self.close_line()
    }

    fn type_item(&mut self, visibility: &Visibility) -> Option<()> {
        self.layout.block(INDENT);
        self.keyword(visibility, "type");
        self.ident()?;
        self.take_punct('=')?;
        self.layout.word(" = ");
        self.layout.never();
        self.layout.filled(-INDENT);
        self.ty()?;
        self.layout.end();
        self.close_line()
    }

    fn struct_item(&mut self, visibility: &Visibility) -> Option<()> {
        self.layout.block(INDENT);
        self.keyword(visibility, "struct");
        self.ident()?;
        if let Some(inside) = self.take_group(Delimiter::Brace) {
            self.open_block();
            self.within(inside, |rust, end| {
                while rust.at < end {
                    rust.field()?;
                    if rust.at < end {
                        rust.take_punct(',')?;
                    }
                    rust.layout.word(",");
                    rust.layout.line();
                }
                Some(())
            })?;
            self.close_block();
            return Some(());
        }
        if let Some(inside) = self.take_group(Delimiter::Parenthesis) {
            self.unnamed_fields(inside)?;
        }
        self.close_line()
    }

    /// The `;` of an item that is a group.
    pub(super) fn close_line(&mut self) -> Option<()> {
        self.take_punct(';')?;
        self.layout.word(";");
        self.layout.end();
        self.layout.line();
        Some(())
    }

    pub(super) fn open_block(&mut self) {
        self.layout.word(" {");
        self.layout.line_if_nonempty();
    }

    pub(super) fn close_block(&mut self) {
        self.layout.outdent();
        self.layout.end();
        self.layout.word("}");
        self.layout.line();
    }

    /// A field with a name.
    fn field(&mut self) -> Option<()> {
        self.attributes()?;
        let visibility = self.visibility_ahead()?;
        self.visibility(&visibility);
        self.ident()?;
        self.take_punct(':')?;
        self.layout.word(": ");
        self.ty()
    }

    fn unnamed_fields(&mut self, inside: Inside) -> Option<()> {
        self.layout.word("(");
        self.layout.zero();
        self.within(inside, |rust, end| {
            rust.list(end, |rust| {
                let visibility = rust.visibility_ahead()?;
                rust.visibility(&visibility);
                rust.ty()
            })
        })?;
        self.layout.outdent();
        self.layout.word(")");
        Some(())
    }

    fn enum_item(&mut self, visibility: &Visibility) -> Option<()> {
        self.layout.block(INDENT);
        self.keyword(visibility, "enum");
        self.ident()?;
        let inside = self.take_group(Delimiter::Brace)?;
        self.open_block();
        self.within(inside, |rust, end| {
            while rust.at < end {
                rust.attributes()?;
                rust.ident()?;
                if let Some(inside) = rust.take_group(Delimiter::Parenthesis) {
                    rust.layout.block(INDENT);
                    rust.unnamed_fields(inside)?;
                    rust.layout.end();
                }
                if rust.at < end {
                    rust.take_punct(',')?;
                }
                rust.layout.word(",");
                rust.layout.line();
            }
            Some(())
        })?;
        self.close_block();
        Some(())
    }

    /// A trait or an `impl`, and the functions in it.
    fn owner(&mut self, visibility: &Visibility, owner: Owner) -> Option<()> {
        self.layout.block(INDENT);
        match owner {
            Owner::Trait => {
                self.keyword(visibility, "trait");
                self.ident()?;
                if self.take_punct(':').is_some() {
                    self.layout.word(": ");
                    self.bounds()?;
                }
            }
            Owner::Impl => self.impl_head()?,
        }
        let inside = self.take_group(Delimiter::Brace)?;
        self.open_block();
        self.within(inside, |rust, end| {
            while rust.at < end {
                rust.member(owner, end)?;
            }
            Some(())
        })?;
        self.close_block();
        Some(())
    }

    fn impl_head(&mut self) -> Option<()> {
        self.at += 1;
        self.layout.filled(-INDENT);
        self.layout.block(INDENT);
        self.layout.word("impl");
        self.layout.end();
        self.layout.word(" ");
        self.ty()?;
        if self.take("for") {
            self.layout.space();
            self.layout.word("for ");
            self.ty()?;
        }
        self.layout.end();
        Some(())
    }

    /// A function; one that is not known here is formatted by itself.
    fn member(&mut self, owner: Owner, end: usize) -> Option<()> {
        let start = self.at;
        let mark = self.layout.mark();
        if self.function().is_some() {
            return Some(());
        }
        self.layout.back_to(mark);
        self.at = (start..end).find_map(|index| self.group_at(index, Delimiter::Brace))?.end + 1;
        let mut source = match owner {
            Owner::Trait => "trait T {",
            Owner::Impl => "impl T {",
        }
        .to_owned();
        let _ = write!(source, "{}}}", self.flat.source(start..self.at));
        let text = by_prettyplease(&source).ok()?;
        let mut lines = text.lines().skip(1).peekable();
        while let Some(line) = lines.next() {
            if lines.peek().is_none() {
                return (line == "}").then_some(());
            }
            self.layout.word(line.strip_prefix("    ")?);
            self.layout.line();
        }
        None
    }
}
