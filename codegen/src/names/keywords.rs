//! What an identifier must not be: keywords, and names that something else has already.
//!
//! Takes identifiers, gives valid ones, and the lists of names that a scope starts with. Must not know the document.

use unicode_ident::{is_xid_continue, is_xid_start};

use super::words::Words;

/// What an identifier is for; decides its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// A struct, an enum, an alias.
    Type,
    /// A variant of an enum.
    Variant,
    /// A field.
    Field,
    /// An argument or a field of a parameter struct.
    Argument,
    /// A method.
    Method,
    /// A module, which is a file as well.
    Module,
}

impl Case {
    /// The identifier that the words make.
    pub(super) fn ident(self, words: &Words) -> String {
        match self {
            Self::Type => raw(words.pascal("Type")),
            Self::Variant => raw(words.pascal("Value")),
            Self::Field => raw(words.snake("field")),
            Self::Argument => raw(words.snake("param")),
            Self::Method => raw(words.snake("call")),
            Self::Module => module(words),
        }
    }

    /// The identifier with a number: the last resort.
    pub(super) fn numbered(self, ident: &str, number: usize) -> String {
        let stem = super::bare(ident).trim_end_matches('_');
        let glue = match self {
            Self::Type | Self::Variant if !stem.ends_with(|c: char| c.is_ascii_digit()) => "",
            _ => "_",
        };
        format!("{stem}{glue}{number}")
    }
}

/// Keywords of Rust 2024 and before, strict and reserved (The Rust Reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Module names that a folder, a path or an operating system gives another meaning to.
const RESERVED_MODULES: &[&str] = &[
    "mod", "lib", "main", "std", "core", "alloc", "rt", "runtime", "models", "api", "wire", "client", "prelude", "con",
    "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Methods that every value has, by a trait in scope, or that a client has of its own.
pub(super) const CLIENT_METHODS: &[&str] = &[
    "new",
    "builder",
    "clone",
    "clone_from",
    "clone_into",
    "into",
    "try_into",
    "from",
    "try_from",
    "to_owned",
    "to_string",
    "borrow",
    "borrow_mut",
    "as_ref",
    "as_mut",
    "deref",
    "drop",
    "eq",
    "ne",
    "cmp",
    "hash",
    "fmt",
    "default",
    "type_id",
    "into_iter",
    "core",
    "with",
    "boxed",
    "erase",
    "not_implemented",
];

/// Methods of the client builder.
pub(super) const BUILDER_METHODS: &[&str] = &[
    "new",
    "default",
    "clone",
    "into",
    "from",
    "build",
    "base_url",
    "server",
    "timeout",
    "attempt_timeout",
    "connect_timeout",
    "retry",
    "retries",
    "user_agent",
    "default_header",
    "default_headers",
    "header",
    "transport",
    "token_provider",
    "credential",
    "credentials",
    "hook",
    "idempotency_header",
    "rate_limiter",
    "auth",
    "hook",
    "layer",
    "interceptor",
    "limits",
    "timer",
    "redirect",
    "redirects",
    "proxy",
    "max_response_size",
    "extension",
];

/// Names at the top of the crate that a type of `api` would be confused with.
pub(super) const API_TYPES: &[&str] = &["Client", "ClientBuilder", "Error", "Response", "Result"];

/// Whether the text is an identifier that can be written as it is.
pub(super) fn is_identifier(text: &str) -> bool {
    let (name, raw) = text.strip_prefix("r#").map_or((text, false), |name| (name, true));
    let mut chars = name.chars();
    let shaped =
        chars.next().is_some_and(|c| is_xid_start(c) || (c == '_' && name.len() > 1)) && chars.all(is_xid_continue);
    shaped && !NEVER_RAW.contains(&name) && (raw || !KEYWORDS.contains(&name))
}

fn raw(ident: String) -> String {
    if NEVER_RAW.contains(&ident.as_str()) {
        format!("{ident}_")
    } else if KEYWORDS.contains(&ident.as_str()) {
        format!("r#{ident}")
    } else {
        ident
    }
}

/// Modules are files: ASCII (a file for another name needs an attribute, E0754), short, and not raw.
fn module(words: &Words) -> String {
    let mut name = words.ascii().snake("n");
    name.truncate(100);
    let name = name.trim_end_matches('_').to_owned();
    let taken = [KEYWORDS, NEVER_RAW, RESERVED_MODULES].iter().any(|list| list.contains(&name.as_str()));
    if taken { format!("{name}_") } else { name }
}
