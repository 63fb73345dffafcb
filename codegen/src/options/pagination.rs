//! `[pagination]`: which operations are lists, and how they go on.
//!
//! Takes a section of the configuration, gives rules. Must not know the document.

use crate::base::OrderedMap;

use super::table::{Findings, Section, section};

/// Lists that come in pages.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PaginationOptions {
    /// Whether lists are detected by their parameters and members; on by default.
    pub detect: bool,
    /// What is said of single operations, by `operationId`.
    pub operations: OrderedMap<String, PagingOption>,
}

impl Default for PaginationOptions {
    fn default() -> Self {
        Self { detect: true, operations: OrderedMap::new() }
    }
}

/// What is said of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagingOption {
    /// It is no list.
    None,
    /// It is one.
    List(ListRule),
}

/// How a list goes on. Places are JSON pointers into the body of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListRule {
    /// How the next page is asked for.
    pub style: ListStyle,
    /// Where the items are; without it, they are looked for.
    pub items: Option<String>,
    /// Where the answer says whether there are more pages, as `true` or `false`.
    pub more: Option<String>,
    /// Where the answer says how many items (or, for page numbers, pages) there are.
    pub total: Option<String>,
}

/// How the next page is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListStyle {
    /// The token at `next` goes into the query parameter.
    Token {
        /// The parameter.
        parameter: String,
        /// Where the token is; `-1` in it is the last item of an array.
        next: String,
    },
    /// The URL is at `next`.
    Link {
        /// Where it is.
        next: String,
    },
    /// The URL is in the header `Link` (RFC 8288).
    LinkHeader,
    /// The query parameter counts the items before the page.
    Offset {
        /// The parameter.
        parameter: String,
    },
    /// The query parameter is the number of the page.
    Page {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
}

/// Reads `[pagination]`.
pub(super) fn read_pagination(findings: &mut Findings<'_>, pagination: Section<'_>) -> PaginationOptions {
    pagination.check_keys(findings, &["detect", "operations"]);
    let mut options = PaginationOptions::default();
    if let Some(detect) = pagination.flag(findings, "detect") {
        options.detect = detect;
    }
    let Some(all) = pagination.section(findings, "operations", "`[pagination.operations]`") else { return options };
    for (id, value) in all.entries() {
        let title = format!("`[pagination.operations.{}]`", id.escape_debug());
        let Some(rule) = section(findings, value, id, &title) else { continue };
        if let Some(rule) = read_rule(findings, rule) {
            options.operations.insert(id.to_owned(), rule);
        }
    }
    options
}

fn read_rule(findings: &mut Findings<'_>, rule: Section<'_>) -> Option<PagingOption> {
    rule.required(findings, "style")?;
    let styles = ["none", "token", "link", "link-header", "offset", "page"];
    let style = rule.choice(findings, "style", &styles)?;
    let keys: &[&str] = match style {
        "none" => &["style"],
        "token" => &["style", "parameter", "next", "items", "more", "total"],
        "link" => &["style", "next", "items", "more", "total"],
        "link-header" => &["style", "items", "more", "total"],
        "offset" => &["style", "parameter", "items", "more", "total"],
        _ => &["style", "parameter", "first", "items", "more", "total"],
    };
    rule.check_keys(findings, keys);
    let style = match style {
        "none" => return Some(PagingOption::None),
        "link-header" => ListStyle::LinkHeader,
        "link" => ListStyle::Link { next: pointer(findings, rule, "next", true)? },
        "token" => {
            let (parameter, next) = (parameter(findings, rule), pointer(findings, rule, "next", true));
            ListStyle::Token { parameter: parameter?, next: next? }
        }
        "offset" => ListStyle::Offset { parameter: parameter(findings, rule)? },
        _ => {
            let first = match rule.choice(findings, "first", &["0", "1"]) {
                Some("0") => 0,
                _ => 1,
            };
            ListStyle::Page { parameter: parameter(findings, rule)?, first }
        }
    };
    let items = pointer(findings, rule, "items", false);
    let more = pointer(findings, rule, "more", false);
    let total = pointer(findings, rule, "total", false);
    Some(PagingOption::List(ListRule { style, items, more, total }))
}

fn parameter(findings: &mut Findings<'_>, rule: Section<'_>) -> Option<String> {
    rule.required(findings, "parameter").map(|(name, _)| name.to_owned())
}

/// A JSON pointer (RFC 6901).
fn pointer(findings: &mut Findings<'_>, rule: Section<'_>, key: &str, needed: bool) -> Option<String> {
    let (text, span) = if needed { rule.required(findings, key)? } else { rule.text(findings, key)? };
    if !text.is_empty() && !text.starts_with('/') {
        findings.push(span.start, format!("`{key}` is a JSON pointer, which starts with `/`"));
        return None;
    }
    Some(text.to_owned())
}
