//! Which operations and schemas an entry of `[select]` is about.
//!
//! Takes the text of one entry, gives a pattern that operations and schemas are matched with. Must not know the document.

use std::fmt;

/// An entry of `include` or `exclude`. In all of them but [`Pattern::Deprecated`], `*` stands for any text, `/` included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// `tag:NAME`: operations with this tag.
    Tag(Glob),
    /// `operation:ID`: operations with this `operationId`.
    Operation(Glob),
    /// `/path` or `METHOD /path`: operations by their path template, and by their method if it is given.
    Path {
        /// The method in upper case.
        method: Option<Box<str>>,
        /// The path template, as the document writes it.
        path: Glob,
    },
    /// `schema:NAME`: schemas of `components`.
    Schema(Glob),
    /// `deprecated`: deprecated operations.
    Deprecated,
}

/// What a [`Pattern`] is matched with.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The method in upper case.
    pub method: &'a str,
    /// The path template.
    pub path: &'a str,
    /// `operationId`.
    pub operation_id: Option<&'a str>,
    /// `tags`.
    pub tags: &'a [Box<str>],
    /// `deprecated`.
    pub deprecated: bool,
}

impl Pattern {
    /// Reads an entry.
    ///
    /// # Errors
    /// A sentence about a text of another form.
    pub fn parse(text: &str) -> Result<Self, String> {
        let named = |kind: &str| text.strip_prefix(kind).map(str::trim).filter(|name| !name.is_empty()).map(Glob::new);
        if text == "deprecated" {
            return Ok(Self::Deprecated);
        }
        if let Some(name) = named("tag:") {
            return Ok(Self::Tag(name));
        }
        if let Some(id) = named("operation:") {
            return Ok(Self::Operation(id));
        }
        if let Some(name) = named("schema:") {
            return Ok(Self::Schema(name));
        }
        let (method, path) = match text.split_once(' ') {
            Some((method, path)) if method.bytes().all(|byte| byte.is_ascii_alphabetic()) && !method.is_empty() => {
                (Some(method.to_ascii_uppercase().into_boxed_str()), path.trim())
            }
            _ => (None, text),
        };
        if path.starts_with(['/', '*']) {
            return Ok(Self::Path { method, path: Glob::new(path) });
        }
        Err(format!(
            "`{}` selects nothing: expected `tag:NAME`, `operation:ID`, `/path`, `METHOD /path`, `schema:NAME` or `deprecated`",
            text.escape_debug()
        ))
    }

    /// Whether it is about this operation.
    #[must_use]
    pub fn matches_operation(&self, candidate: Candidate<'_>) -> bool {
        match self {
            Self::Tag(name) => candidate.tags.iter().any(|tag| name.matches(tag)),
            Self::Operation(id) => candidate.operation_id.is_some_and(|found| id.matches(found)),
            Self::Path { method, path } => {
                method.as_deref().is_none_or(|method| method == candidate.method) && path.matches(candidate.path)
            }
            Self::Deprecated => candidate.deprecated,
            Self::Schema(_) => false,
        }
    }

    /// Whether it is about the schema of `components` with this name.
    #[must_use]
    pub fn matches_schema(&self, name: &str) -> bool {
        matches!(self, Self::Schema(pattern) if pattern.matches(name))
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(name) => write!(f, "tag:{name}"),
            Self::Operation(id) => write!(f, "operation:{id}"),
            Self::Path { method: Some(method), path } => write!(f, "{method} {path}"),
            Self::Path { method: None, path } => write!(f, "{path}"),
            Self::Schema(name) => write!(f, "schema:{name}"),
            Self::Deprecated => f.write_str("deprecated"),
        }
    }
}

/// A text in which `*` stands for any text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob(Box<str>);

impl Glob {
    /// The pattern.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Whether the whole text fits. Linear in the text for each `*`.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let mut parts = self.0.split('*');
        let first = parts.next().unwrap_or_default();
        let Some(mut rest) = text.strip_prefix(first) else { return false };
        let Some(last) = parts.next_back() else { return rest.is_empty() };
        for part in parts {
            match rest.split_once(part) {
                Some((_, after)) => rest = after,
                None => return false,
            }
        }
        rest.ends_with(last)
    }
}

impl fmt::Display for Glob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        let fits = |pattern: &str, text: &str| Glob::new(pattern).matches(text);
        assert!(fits("/repos/*", "/repos/{owner}/{repo}") && fits("*", "") && fits("a*b*c", "a--b--b--c"));
        assert!(fits("a*a", "aa") && fits("a**b", "ab") && fits("abc", "abc"));
        assert!(!fits("a*a", "a") && !fits("abc", "abcd") && !fits("/repos/*", "/repo") && !fits("a*b", "abc"));
    }

    #[test]
    fn entries_are_read_and_written_alike() {
        for text in ["tag:Repos (v2)", "operation:repos/*", "/a/{id}", "GET /a/*", "* *", "schema:Foo*", "deprecated"] {
            match (text, Pattern::parse(text)) {
                ("* *", Ok(Pattern::Path { method: None, .. })) => {}
                (_, pattern) => assert_eq!(pattern.unwrap().to_string(), text),
            }
        }
        for wrong in ["", "tag:", "Repos", "GET repos", "tags:x"] {
            assert!(Pattern::parse(wrong).unwrap_err().contains("selects nothing"), "{wrong}");
        }
    }

    #[test]
    fn operations_are_matched_by_what_they_say() {
        let tags = [Box::from("Users")];
        let candidate = Candidate {
            method: "GET",
            path: "/users/{id}",
            operation_id: Some("getUser"),
            tags: &tags,
            deprecated: false,
        };
        let matched = |text: &str| Pattern::parse(text).unwrap().matches_operation(candidate);
        assert!(matched("tag:Users") && matched("get /users/*") && matched("/users/{id}") && matched("operation:get*"));
        assert!(!matched("tag:users") && !matched("POST /users/*") && !matched("deprecated") && !matched("schema:*"));
    }
}
