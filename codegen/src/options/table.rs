//! Typed access to a TOML table, with findings for all that does not fit.
//!
//! Takes a parsed table, gives its values and collects findings with line and column. Must not know which keys there are:
//! the caller lists them.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::base::did_you_mean;
use crate::diag::{Code, Diagnostic, Diagnostics, Position};

/// Reads a file: `read_top` takes what it says from the outermost table.
pub(crate) fn read<T: Default>(
    file: &str,
    text: &str,
    read_top: impl FnOnce(&mut Findings<'_>, Section<'_>) -> T,
) -> Result<T, Diagnostics> {
    let mut findings = Findings::new(file, text);
    // With findings of the parser alone, the rest would only be told of what the parser could not read.
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        findings.push(error.span().map_or(0, |span| span.start), error.message().trim());
    }
    if !errors.is_empty() {
        return findings.finish(T::default());
    }
    let value = read_top(&mut findings, Section::new("the configuration", document.get_ref(), 0));
    findings.finish(value)
}

/// Collects what is wrong with one file.
pub(crate) struct Findings<'a> {
    file: &'a str,
    text: &'a str,
    all: Vec<(usize, Diagnostic)>,
}

impl<'a> Findings<'a> {
    pub(crate) const fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, all: Vec::new() }
    }

    /// Adds a finding at a byte offset.
    pub(crate) fn push(&mut self, at: usize, message: impl Into<String>) {
        let position = self.position(at);
        let finding = Diagnostic::new(Code::InvalidConfiguration, message).position(position);
        self.all.push((at, finding));
    }

    /// Adds a finding about a key or a value that is none of those that there are.
    fn push_unknown(&mut self, at: usize, message: String, word: &str, known: &[&str]) {
        let position = self.position(at);
        let help = match did_you_mean(word, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("possible: {}", quoted(known)),
        };
        self.all.push((at, Diagnostic::new(Code::InvalidConfiguration, message).position(position).help(help)));
    }

    /// What was found, in the order of the file; nothing: `Ok`.
    pub(crate) fn finish<T>(mut self, value: T) -> Result<T, Diagnostics> {
        if self.all.is_empty() {
            return Ok(value);
        }
        self.all.sort_by_key(|(at, _)| *at);
        Err(self.all.into_iter().map(|(_, finding)| finding).collect())
    }

    /// The line and column of a byte offset.
    pub(crate) fn position(&self, at: usize) -> Position {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position { file: self.file.to_owned(), line: number(line), column: number(column) }
    }
}

/// A table, with its name in messages.
#[derive(Clone, Copy)]
pub(crate) struct Section<'t> {
    /// For example "`[package]`".
    name: &'t str,
    table: &'t DeTable<'t>,
    /// Where the table begins, for findings about what is missing.
    at: usize,
}

impl<'t> Section<'t> {
    pub(crate) const fn new(name: &'t str, table: &'t DeTable<'t>, at: usize) -> Self {
        Self { name, table, at }
    }

    /// Where the table begins.
    pub(crate) const fn at(self) -> usize {
        self.at
    }

    /// Reports every key that is not among `known`.
    pub(crate) fn check_keys(self, findings: &mut Findings<'_>, known: &[&str]) {
        for key in self.table.keys() {
            let word = key.get_ref().as_ref();
            if !known.contains(&word) {
                let message = format!("unknown key `{}` in {}", word.escape_debug(), self.name);
                findings.push_unknown(key.span().start, message, word, known);
            }
        }
    }

    /// The members in the order of the file.
    pub(crate) fn entries(self) -> Vec<(&'t str, &'t Spanned<DeValue<'t>>)> {
        let mut all: Vec<_> = self.table.iter().collect();
        all.sort_by_key(|(key, _)| key.span().start);
        all.into_iter().map(|(key, value)| (key.get_ref().as_ref(), value)).collect()
    }

    /// The value of a key.
    pub(crate) fn get(self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.table.get(key)
    }

    /// The table below a key.
    pub(crate) fn section(self, findings: &mut Findings<'_>, key: &str, name: &'t str) -> Option<Section<'t>> {
        let value = self.get(key)?;
        section(findings, value, key, name)
    }

    /// The text below a key, with its place.
    pub(crate) fn text(self, findings: &mut Findings<'_>, key: &str) -> Option<(&'t str, Range<usize>)> {
        let value = self.get(key)?;
        match value.get_ref().as_str() {
            Some(text) => Some((text, value.span())),
            None => wrong_type(findings, value, key, "a string"),
        }
    }

    /// The text below a key, when it is one of `known`.
    pub(crate) fn choice(self, findings: &mut Findings<'_>, key: &str, known: &[&str]) -> Option<&'t str> {
        let (text, span) = self.text(findings, key)?;
        if known.contains(&text) {
            return Some(text);
        }
        let message = format!("`{key}` in {} cannot be `{}`", self.name, text.escape_debug());
        findings.push_unknown(span.start, message, text, known);
        None
    }

    /// Like [`Section::text`], reported when it is missing.
    pub(crate) fn required(self, findings: &mut Findings<'_>, key: &str) -> Option<(&'t str, Range<usize>)> {
        if self.get(key).is_none() {
            findings.push(self.at, format!("{} needs `{key}`", self.name));
        }
        self.text(findings, key)
    }

    /// The number below a key, if it is a whole one that is not too large.
    pub(crate) fn count(self, findings: &mut Findings<'_>, key: &str) -> Option<u32> {
        let value = self.get(key)?;
        match value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok()) {
            Some(number) => Some(number),
            None => wrong_type(findings, value, key, "a whole number"),
        }
    }

    /// The tables of the list below a key.
    pub(crate) fn sections(self, findings: &mut Findings<'_>, key: &str, name: &'t str) -> Vec<Section<'t>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            return wrong_type(findings, value, key, "a list of tables").unwrap_or_default();
        };
        items.iter().filter_map(|item| section(findings, item, key, name)).collect()
    }

    /// The truth value below a key.
    pub(crate) fn flag(self, findings: &mut Findings<'_>, key: &str) -> Option<bool> {
        let value = self.get(key)?;
        match value.get_ref().as_bool() {
            Some(flag) => Some(flag),
            None => wrong_type(findings, value, key, "`true` or `false`"),
        }
    }

    /// The texts of the list below a key, each with its place.
    pub(crate) fn texts(self, findings: &mut Findings<'_>, key: &str) -> Vec<(&'t str, Range<usize>)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            return wrong_type(findings, value, key, "a list of strings").unwrap_or_default();
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            match item.get_ref().as_str() {
                Some(text) => texts.push((text, item.span())),
                None => texts.extend(wrong_type(findings, item, key, "a list of strings")),
            }
        }
        texts
    }
}

/// The value as a table; otherwise a finding.
pub(crate) fn section<'t>(
    findings: &mut Findings<'_>,
    value: &'t Spanned<DeValue<'t>>,
    key: &str,
    name: &'t str,
) -> Option<Section<'t>> {
    match value.get_ref().as_table() {
        Some(table) => Some(Section::new(name, table, value.span().start)),
        None => wrong_type(findings, value, key, "a table"),
    }
}

/// Reports a value of a wrong type; gives nothing.
pub(crate) fn wrong_type<T>(
    findings: &mut Findings<'_>,
    value: &Spanned<DeValue<'_>>,
    key: &str,
    takes: &str,
) -> Option<T> {
    let found = value.get_ref().type_str();
    findings.push(value.span().start, format!("`{}` takes {takes}, not a value of type {found}", key.escape_debug()));
    None
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
