//! Types, paths and what functions take and give.

use proc_macro2::Delimiter;

use super::{Inside, Rust};
use crate::format::flat::Kind;
use crate::format::layout::INDENT;

/// Words that a type of generated code begins with only where more is meant than a path.
const OTHER_TYPES: [&str; 3] = ["fn", "for", "unsafe"];

impl Rust<'_> {
    /// A type.
    pub(super) fn ty(&mut self) -> Option<()> {
        match self.kind()? {
            Kind::Punct('&', _) if !self.is_pair('&', '&') => {
                self.at += 1;
                self.layout.word("&");
                if self.is_punct('\'') {
                    self.lifetime()?;
                    self.layout.word(" ");
                }
                if self.take("mut") {
                    self.layout.word("mut ");
                }
                self.ty()
            }
            Kind::Open(Delimiter::Parenthesis, _) => {
                let inside = self.take_group(Delimiter::Parenthesis)?;
                self.tuple(inside, Self::ty)
            }
            Kind::Open(Delimiter::Bracket, _) => {
                let inside = self.take_group(Delimiter::Bracket)?;
                self.layout.word("[");
                self.within(inside, |rust, end| {
                    rust.ty()?;
                    if rust.at < end {
                        rust.take_punct(';')?;
                        rust.layout.word("; ");
                        rust.literal()?;
                    }
                    Some(())
                })?;
                self.layout.word("]");
                Some(())
            }
            Kind::Word if self.is_word("impl") || self.is_word("dyn") => {
                self.layout.word(self.flat.text(self.at));
                self.layout.word(" ");
                self.at += 1;
                self.bounds()
            }
            Kind::Word if OTHER_TYPES.contains(&self.flat.text(self.at)) => None,
            Kind::Word | Kind::Punct(':', true) => self.path(false),
            _ => None,
        }
    }

    /// `(a, b)` of types or values. What stands in parentheses alone is left to prettyplease.
    pub(super) fn tuple(&mut self, inside: Inside, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.layout.word("(");
        self.layout.block(INDENT);
        self.layout.zero();
        let mut count = 0;
        self.within(inside, |rust, end| {
            rust.list(end, |rust| {
                count += 1;
                item(rust)
            })
        })?;
        if count == 1 {
            return None;
        }
        self.layout.outdent();
        self.layout.end();
        self.layout.word(")");
        Some(())
    }

    /// `A + B`
    pub(super) fn bounds(&mut self) -> Option<()> {
        loop {
            if self.is_punct('\'') {
                self.lifetime()?;
            } else {
                self.path(false)?;
            }
            if !self.is_punct('+') {
                return Some(());
            }
            self.at += 1;
            self.layout.word(" + ");
        }
    }

    fn lifetime(&mut self) -> Option<()> {
        self.take_punct('\'')?;
        self.layout.word("'");
        self.ident()
    }

    /// A path: in an expression, types follow `::`.
    pub(super) fn path(&mut self, expression: bool) -> Option<()> {
        if self.is_pair(':', ':') {
            self.at += 2;
            self.layout.word("::");
        }
        loop {
            self.ident()?;
            if self.is_punct('<') && !expression {
                self.generic_arguments()?;
            }
            if !self.is_pair(':', ':') {
                // `Fn(..)`
                let is_function = !expression && self.group_at(self.at, Delimiter::Parenthesis).is_some();
                return (!is_function).then_some(());
            }
            self.at += 2;
            self.layout.word("::");
            if self.is_punct('<') {
                if !expression {
                    return None;
                }
                self.generic_arguments()?;
                if !self.is_pair(':', ':') {
                    return Some(());
                }
                self.at += 2;
                self.layout.word("::");
            }
        }
    }

    /// `<A, B>`
    pub(super) fn generic_arguments(&mut self) -> Option<()> {
        self.take_punct('<')?;
        if self.is_punct('>') {
            return None;
        }
        self.layout.word("<");
        self.layout.block(INDENT);
        self.layout.zero();
        let mut types = false;
        loop {
            if self.is_punct('\'') {
                // prettyplease puts them first.
                if types {
                    return None;
                }
                self.lifetime()?;
            } else {
                types = true;
                self.generic_argument()?;
            }
            let comma = self.take_punct(',').is_some();
            let is_last = self.is_punct('>');
            if !comma && !is_last {
                return None;
            }
            self.layout.comma(is_last);
            if is_last {
                break;
            }
        }
        self.at += 1;
        self.layout.outdent();
        self.layout.end();
        self.layout.word(">");
        Some(())
    }

    fn generic_argument(&mut self) -> Option<()> {
        if self.kind()? == Kind::Word && self.is_punct_at(self.at + 1, '=') {
            self.ident()?;
            self.at += 1;
            self.layout.word(" = ");
        }
        if self.kind()? == Kind::Literal {
            return self.literal();
        }
        self.ty()
    }

    /// A function with its body, or without one in a trait.
    pub(super) fn function(&mut self) -> Option<()> {
        self.attributes()?;
        let visibility = self.visibility_ahead()?;
        if self.flat.text(self.at + visibility.len()) != "fn" {
            return None;
        }
        self.layout.block(INDENT);
        self.keyword(&visibility, "fn");
        self.ident()?;
        let inside = self.take_group(Delimiter::Parenthesis)?;
        self.layout.word("(");
        self.layout.never();
        self.layout.block(0);
        self.layout.zero();
        self.within(inside, |rust, end| rust.list(end, Self::parameter))?;
        self.layout.outdent();
        self.layout.end();
        self.layout.word(")");
        self.layout.block(-INDENT);
        if self.is_pair('-', '>') {
            self.at += 2;
            self.layout.word(" -> ");
            self.ty()?;
        }
        self.layout.end();
        if self.is_punct(';') {
            return self.close_line();
        }
        let inside = self.take_group(Delimiter::Brace)?;
        self.open_block();
        self.within(inside, Self::statements)?;
        self.close_block();
        Some(())
    }

    fn parameter(&mut self) -> Option<()> {
        if self.is_punct('&') {
            self.at += 1;
            self.layout.word("&");
            if self.take("mut") {
                self.layout.word("mut ");
            }
            if !self.is_word("self") {
                return None;
            }
            return self.ident();
        }
        if self.take("mut") {
            self.layout.word("mut ");
        }
        let is_self = self.is_word("self");
        self.ident()?;
        if is_self {
            return Some(());
        }
        self.take_punct(':')?;
        self.layout.word(": ");
        self.ty()
    }
}
