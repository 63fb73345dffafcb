//! Tokens to text, item by item, as prettyplease writes them.
//!
//! Takes the docs and items of a file, gives its text. Must not know what the items mean.
//!
//! A syntax tree of every item costs more than all else that printing does. Therefore the commonest Rust is laid out from its
//! tokens, byte for byte as prettyplease would, and prettyplease itself formats what that does not know.

mod flat;
mod layout;
mod rows;
mod rust;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use flat::Flat;
use layout::Layout;

/// Stands between the lines of a [`docs`] until they are text. Lines have no control characters of their own.
const NEXT_LINE: char = '\u{1}';

/// A Rust file before it is text.
#[derive(Default)]
pub struct SourceFile {
    /// Lines of `//!`.
    pub docs: Vec<String>,
    /// The items, in groups: an empty line goes between groups, none between the items of one group.
    pub groups: Vec<Vec<Item>>,
    /// Whether people read it: then empty lines go between methods.
    pub spaced: bool,
}

/// An item of a [`SourceFile`].
pub enum Item {
    /// Rust, to be laid out.
    Tokens(TokenStream),
    /// A call of a macro of the runtime: a row stays a line.
    Table(Table),
}

/// A macro call with rows: `head { docs inner { rows } }`, or `head { rows }` when they are about nothing else.
#[derive(Default)]
pub struct Table {
    /// The macro.
    pub head: TokenStream,
    /// Lines of `///` for what it makes.
    pub docs: Vec<String>,
    /// What the rows are about.
    pub inner: TokenStream,
    /// The rows with what ends each of them.
    pub rows: Vec<TokenStream>,
    /// Short rows: as many on a line as fit. Otherwise a row is a line.
    pub filled: bool,
}

impl From<TokenStream> for Item {
    fn from(tokens: TokenStream) -> Self {
        Self::Tokens(tokens)
    }
}

impl From<Table> for Item {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

impl SourceFile {
    /// A file that people read.
    #[must_use]
    pub fn spaced() -> Self {
        Self { spaced: true, ..Self::default() }
    }

    /// A file with these docs.
    #[must_use]
    pub fn new(docs: Vec<String>) -> Self {
        Self { docs, ..Self::default() }
    }

    /// An item with empty lines around it.
    pub fn item(&mut self, item: impl Into<Item>) {
        self.groups.push(vec![item.into()]);
    }

    /// Items that stand close together: `use`, `mod`.
    pub fn group(&mut self, items: Vec<TokenStream>) {
        if !items.is_empty() {
            self.groups.push(items.into_iter().map(Item::Tokens).collect());
        }
    }
}

/// `///`: all lines in one attribute, which is much less to read than one for each. [`format()`] puts each on its line.
#[must_use]
pub fn docs(lines: &[String]) -> TokenStream {
    if lines.is_empty() {
        return TokenStream::new();
    }
    let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 2).sum());
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            text.push(NEXT_LINE);
        }
        if !line.is_empty() {
            text.push(' ');
            text.push_str(&line.trim_end_matches(' ').replace(NEXT_LINE, ""));
        }
    }
    let text = raw(&text).unwrap_or_else(|| Literal::string(&text));
    quote!(#[doc = #text])
}

/// A text that needs no escapes, as raw string: escaping and reading them again takes longer than all else of it.
fn raw(text: &str) -> Option<Literal> {
    let hashes = ["", "#", "##"].into_iter().find(|hashes| !text.contains(&format!("\"{hashes}")))?;
    format!("r{hashes}\"{text}\"{hashes}").parse().ok()
}

/// The text of a file. What is no Rust (a mistake of the stages before) is written as its tokens, so that the compiler of the
/// output tells where it is.
#[must_use]
pub fn format(file: SourceFile) -> String {
    let mut out = String::new();
    for line in &file.docs {
        out.push_str("//!");
        if !line.is_empty() {
            out.push(' ');
            out.push_str(line);
        }
        out.push('\n');
    }
    let (mut layout, mut text) = (Layout::default(), String::new());
    for group in file.groups {
        if !out.is_empty() {
            out.push('\n');
        }
        for item in group {
            match item {
                Item::Tokens(tokens) => {
                    text.clear();
                    format_item(tokens, &mut layout, &mut text);
                    write_lines(&text, file.spaced, &mut out);
                }
                Item::Table(table) => rows::write_table(&table, &mut out),
            }
        }
    }
    out
}

/// One item, or several that belong together.
fn format_item(tokens: TokenStream, layout: &mut Layout, out: &mut String) {
    let flat = Flat::new(tokens);
    if rust::write_items(&flat, layout, out).is_some() {
        return;
    }
    layout.clear();
    let source = flat.source(0..flat.len());
    match by_prettyplease(&source) {
        Ok(text) => out.push_str(&text),
        Err(error) => {
            out.push_str(&format!(
                "// oasmith wrote something that is no Rust ({error}); please report it.\n{source}\n"
            ));
        }
    }
}

/// Items by way of a syntax tree.
fn by_prettyplease(source: &str) -> syn::Result<String> {
    syn::parse_str::<syn::File>(source).map(|file| prettyplease::unparse(&file))
}

/// Writes the lines of an item: those of docs apart again, and, when `spaced`, an empty line after each method of an `impl` or a
/// trait. Texts have no line ends of their own: those are escaped.
fn write_lines(text: &str, spaced: bool, out: &mut String) {
    out.reserve(text.len() + text.len() / 32);
    let mut after_method = false;
    for line in text.lines() {
        if after_method && line != "}" {
            out.push('\n');
        }
        after_method = spaced && line == "    }";
        match line.split_once(NEXT_LINE) {
            Some((first, others)) => write_docs(first, others, out),
            None => out.push_str(line),
        }
        out.push('\n');
    }
}

/// Writes lines of docs that stand in one line, the way the first begins.
fn write_docs(first: &str, others: &str, out: &mut String) {
    out.push_str(first);
    let margin = first.find("///").map_or("", |slashes| &first[..slashes]);
    for other in others.split(NEXT_LINE) {
        out.push('\n');
        out.push_str(margin);
        out.push_str("///");
        out.push_str(other);
    }
}

#[cfg(test)]
mod tests;
