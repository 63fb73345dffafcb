//! Statements and expressions.

use proc_macro2::Delimiter;

use super::{Inside, Rust};
use crate::format::flat::Kind;
use crate::format::layout::{Break, INDENT};

/// Wider than that, the fields of a value have lines of their own.
const FIELDS: isize = 34;

/// Words that begin what is not known here.
const OTHERS: [&str; 16] = [
    "as", "async", "await", "break", "const", "continue", "for", "if", "let", "loop", "match", "move", "return",
    "static", "unsafe", "while",
];

/// What follows an expression and belongs to it.
#[derive(Clone, Copy)]
enum Post {
    /// `(..)`
    Call(Inside),
    /// `.name`
    Field { name: usize },
    /// `.name(..)`, with the types behind the name.
    Method { name: usize, types: Option<usize>, arguments: Inside },
    /// `?`
    Try,
}

/// An expression, and so many of what follows it.
#[derive(Clone, Copy)]
struct Chain<'p> {
    /// Where it begins.
    start: usize,
    posts: &'p [Post],
    /// The first is a short name: what follows it stays on its line.
    is_short: bool,
}

impl Rust<'_> {
    /// Statements up to the end of a block.
    pub(super) fn statements(&mut self, end: usize) -> Option<()> {
        while self.at < end {
            if self.take("let") {
                self.let_statement()?;
                continue;
            }
            self.layout.filled(0);
            self.expression(true)?;
            if self.at < end {
                self.take_punct(';')?;
                self.layout.word(";");
            }
            self.layout.end();
            self.layout.line();
        }
        Some(())
    }

    fn let_statement(&mut self) -> Option<()> {
        self.layout.filled(0);
        self.layout.word("let ");
        if self.take("mut") {
            self.layout.word("mut ");
        }
        self.ident()?;
        self.take_punct('=')?;
        self.layout.word(" = ");
        self.layout.never();
        self.expression(false)?;
        self.take_punct(';')?;
        self.layout.end();
        self.layout.word(";");
        self.layout.line();
        Some(())
    }

    /// An expression; at the beginning of a line, a short name is followed on it.
    fn expression(&mut self, begins_line: bool) -> Option<()> {
        match self.kind()? {
            Kind::Punct('&', _) if !self.is_pair('&', '&') => {
                self.at += 1;
                self.layout.word("&");
                if self.take("mut") {
                    self.layout.word("mut ");
                }
                return self.expression(false);
            }
            Kind::Punct('|', _) if !self.is_pair('|', '|') => return self.closure(),
            _ => {}
        }
        let start = self.at;
        self.skip_base()?;
        let base_end = self.at;
        let posts = self.posts()?;
        let after = self.at;
        // What is between two expressions is not known here.
        let is_done = match self.kind() {
            None | Some(Kind::Close(_)) => true,
            Some(_) => self.is_punct(',') || self.is_punct(';'),
        };
        if !is_done {
            return None;
        }
        let is_word = self.flat.kind(start)? == Kind::Word && base_end == start + 1;
        let is_short = is_word && self.flat.text(start).len() <= 4;
        self.chain(Chain { start, posts: &posts, is_short }, begins_line)?;
        self.at = after;
        Some(())
    }

    /// Steps over what an expression begins with.
    fn skip_base(&mut self) -> Option<()> {
        match self.kind()? {
            Kind::Literal => self.at += 1,
            Kind::Open(Delimiter::Parenthesis | Delimiter::Bracket, close) => self.at = close + 1,
            Kind::Word | Kind::Punct(':', true) => {
                if OTHERS.contains(&self.flat.text(self.at)) {
                    return None;
                }
                self.skip_path()?;
                if let Some(Kind::Open(Delimiter::Brace, close)) = self.kind() {
                    self.at = close + 1;
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn skip_path(&mut self) -> Option<()> {
        loop {
            if self.is_pair(':', ':') {
                self.at += 2;
            }
            match self.kind()? {
                Kind::Word => self.at += 1,
                Kind::Punct('<', _) => self.skip_types()?,
                _ => return None,
            }
            if !self.is_pair(':', ':') {
                return Some(());
            }
        }
    }

    /// Steps over `<A, B>`.
    fn skip_types(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.kind()? {
                Kind::Punct('<', _) => depth += 1,
                Kind::Punct('>', _) => depth = depth.checked_sub(1)?,
                Kind::Open(_, close) => self.at = close,
                // Types of functions.
                Kind::Punct('-', _) => return None,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Steps over what follows an expression.
    fn posts(&mut self) -> Option<Vec<Post>> {
        let mut posts = Vec::new();
        loop {
            if let Some(arguments) = self.take_group(Delimiter::Parenthesis) {
                if matches!(posts.last(), Some(Post::Field { .. })) {
                    return None;
                }
                posts.push(Post::Call(arguments));
            } else if self.is_punct('?') {
                self.at += 1;
                posts.push(Post::Try);
            } else if self.is_punct('.') && !matches!(self.kind(), Some(Kind::Punct(_, true))) {
                let name = self.at + 1;
                if !matches!(self.flat.kind(name)?, Kind::Word | Kind::Literal) || self.flat.text(name) == "await" {
                    return None;
                }
                self.at += 2;
                let types = self.is_pair(':', ':').then_some(self.at + 2);
                if let Some(types) = types {
                    self.at = types;
                    self.skip_types()?;
                }
                match self.take_group(Delimiter::Parenthesis) {
                    Some(arguments) => posts.push(Post::Method { name, types, arguments }),
                    None if types.is_none() => posts.push(Post::Field { name }),
                    None => return None,
                }
            } else {
                return Some(posts);
            }
        }
    }

    /// An expression with what follows it.
    fn chain(&mut self, chain: Chain<'_>, begins_line: bool) -> Option<()> {
        let Some((last, before)) = chain.posts.split_last() else { return self.base(chain.start) };
        match *last {
            Post::Call(arguments) => {
                // Only a chain begins a line.
                self.chain(Chain { posts: before, ..chain }, false)?;
                self.arguments(arguments)
            }
            Post::Try => {
                self.chain(Chain { posts: before, ..chain }, begins_line)?;
                self.layout.word("?");
                Some(())
            }
            Post::Field { .. } => {
                self.layout.block(INDENT);
                self.inner_chain(chain, begins_line, false)?;
                self.layout.end();
                Some(())
            }
            Post::Method { .. } => {
                self.layout.block(INDENT);
                let outdent = begins_line && before.is_empty() && chain.is_short;
                self.inner_chain(chain, begins_line, outdent)?;
                self.layout.end();
                Some(())
            }
        }
    }

    /// The same inside the group of a longer chain.
    fn inner_chain(&mut self, chain: Chain<'_>, begins_line: bool, outdent: bool) -> Option<()> {
        let Some((last, before)) = chain.posts.split_last() else {
            self.layout.block(-INDENT);
            self.base(chain.start)?;
            self.layout.end();
            return Some(());
        };
        let inner = Chain { posts: before, ..chain };
        match *last {
            Post::Call(arguments) => {
                self.inner_chain(inner, false, false)?;
                return self.arguments(arguments);
            }
            Post::Try => {
                self.inner_chain(inner, begins_line, false)?;
                self.layout.word("?");
                return Some(());
            }
            Post::Field { .. } | Post::Method { .. } => self.inner_chain(inner, begins_line, false)?,
        }
        if !(begins_line && before.is_empty() && chain.is_short) {
            self.layout.zero();
        }
        self.layout.word(".");
        match *last {
            Post::Field { name } => self.layout.word(self.flat.text(name)),
            Post::Method { name, types, arguments } => {
                self.layout.word(self.flat.text(name));
                if let Some(types) = types {
                    self.at = types;
                    self.layout.word("::");
                    self.generic_arguments()?;
                }
                self.layout.block(if outdent { -INDENT } else { 0 });
                self.arguments(arguments)?;
                self.layout.end();
            }
            Post::Call(_) | Post::Try => {}
        }
        Some(())
    }

    /// `(..)`
    fn arguments(&mut self, inside: Inside) -> Option<()> {
        self.layout.word("(");
        let is_block = self.is_block(inside);
        self.within(inside, |rust, end| {
            if is_block {
                rust.expression(false)?;
                rust.at += usize::from(rust.is_punct(','));
                // When something follows, it was a closure.
                return (rust.at == end).then_some(());
            }
            rust.layout.block(INDENT);
            rust.layout.zero();
            rust.list(end, |rust| rust.expression(false))?;
            rust.layout.outdent();
            rust.layout.end();
            Some(())
        })?;
        self.layout.word(")");
        Some(())
    }

    /// Whether there is one argument, which has brackets of its own or is a closure: then the parentheses need no lines of their own.
    fn is_block(&mut self, inside: Inside) -> bool {
        let last = if self.is_punct_at(inside.end - 1, ',') { inside.end - 1 } else { inside.end };
        let before = std::mem::replace(&mut self.at, inside.start);
        let is_value = self.kind() == Some(Kind::Word) && self.skip_path().is_some();
        let is_block = match self.kind() {
            Some(Kind::Open(Delimiter::Brace, close)) => is_value && close + 1 == last,
            Some(Kind::Open(Delimiter::Parenthesis | Delimiter::Bracket, close)) => !is_value && close + 1 == last,
            _ => self.at == inside.start && self.is_punct('|'),
        };
        self.at = before;
        is_block
    }

    /// What an expression begins with.
    fn base(&mut self, start: usize) -> Option<()> {
        self.at = start;
        match self.kind()? {
            Kind::Literal => self.literal(),
            Kind::Open(Delimiter::Parenthesis, _) => {
                let inside = self.take_group(Delimiter::Parenthesis)?;
                self.tuple(inside, |rust| rust.expression(false))
            }
            Kind::Open(Delimiter::Bracket, _) => self.array(),
            _ => {
                self.skip_path()?;
                let fields = self.group_at(self.at, Delimiter::Brace);
                self.at = start;
                match fields {
                    Some(inside) => self.value(inside),
                    None => self.path(true),
                }
            }
        }
    }

    /// `[a, b]`: short values share lines, which is left to prettyplease.
    fn array(&mut self) -> Option<()> {
        let inside = self.take_group(Delimiter::Bracket)?;
        let is_simple = |index: usize| match self.flat.kind(index) {
            Some(Kind::Literal) => !self.flat.text(index).contains(['"', '.', 'e', 'E']),
            Some(Kind::Word) => matches!(self.flat.text(index), "true" | "false"),
            _ => self.is_punct_at(index, ','),
        };
        if (inside.start..inside.end).all(is_simple) {
            return None;
        }
        self.layout.word("[");
        self.layout.block(INDENT);
        self.layout.zero();
        self.within(inside, |rust, end| rust.list(end, |rust| rust.expression(false)))?;
        self.layout.outdent();
        self.layout.end();
        self.layout.word("]");
        Some(())
    }

    /// `Name { field, field: value, ..rest }`
    fn value(&mut self, inside: Inside) -> Option<()> {
        self.layout.block(INDENT);
        self.layout.filled(-INDENT);
        self.path(true)?;
        self.layout.end();
        self.layout.word(" {");
        self.layout.may_break(Break { blank: 1, if_nonempty: true, ..Break::default() });
        self.at = inside.end + 1;
        self.within(inside, |rust, end| {
            while rust.at < end {
                if rust.is_punct('.') {
                    rust.take_punct('.')?;
                    rust.take_punct('.')?;
                    rust.layout.word("..");
                    rust.expression(false)?;
                    rust.layout.space();
                    return Some(());
                }
                rust.ident()?;
                if rust.take_punct(':').is_some() {
                    rust.layout.word(": ");
                    rust.layout.filled(0);
                    rust.expression(false)?;
                    rust.layout.end();
                }
                if rust.at < end {
                    rust.take_punct(',')?;
                }
                rust.layout.comma_or(rust.at >= end, 1);
            }
            Some(())
        })?;
        self.layout.outdent();
        self.layout.end_within(FIELDS);
        self.layout.word("}");
        Some(())
    }

    /// `|a: A| ..`
    fn closure(&mut self) -> Option<()> {
        self.layout.filled(0);
        self.layout.block(INDENT);
        self.at += 1;
        self.layout.word("|");
        self.layout.zero();
        self.ident()?;
        if self.take_punct(':').is_some() {
            self.layout.word(": ");
            self.ty()?;
        }
        self.take_punct('|')?;
        self.layout.word("|");
        self.layout.space();
        self.layout.outdent();
        self.layout.end();
        self.layout.never();
        // A call stands without braces; so do values, which are not known here.
        let start = self.at;
        self.skip_base()?;
        let is_call = matches!(self.posts()?.last(), Some(Post::Call(_)));
        let is_path = self.flat.kind(start)? == Kind::Word;
        let is_value = matches!(self.flat.kind(self.at.checked_sub(1)?)?, Kind::Close(Delimiter::Brace));
        self.at = start;
        if is_call || is_value || !is_path {
            return None;
        }
        self.layout.block(INDENT);
        self.layout.may_break(Break { before: "{", ..Break::default() });
        self.expression(false)?;
        self.layout.may_break(Break { offset: -INDENT, after: "}", ..Break::default() });
        self.layout.end();
        self.layout.end();
        Some(())
    }
}
