//! The crate around models and traits: manifest, README, `lib.rs`, the client and its builder.
//!
//! Types only. Must not know the document.

use super::{Docs, Ident};

/// `Cargo.toml`.
#[derive(Clone, Debug, Default)]
pub struct Package {
    /// Whether a manifest and a README are written.
    pub manifest: bool,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// One line.
    pub description: String,
    /// What the document says of the licence.
    pub license: Option<License>,
    /// It is a workspace of its own.
    pub workspace: bool,
    /// Where the runtime comes from.
    pub runtime: Option<Dependency>,
    /// Features for tags; none: everything is always compiled.
    pub features: Vec<Feature>,
    /// Texts are matched against patterns.
    pub patterns: bool,
    /// Further dependencies: names with the right sides of their lines.
    pub dependencies: Vec<(String, String)>,
    /// The README.
    pub readme: Readme,
}

/// A Cargo feature of a part of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its name.
    pub name: Box<str>,
    /// How many methods it brings.
    pub operations: usize,
    /// How many types below `models` it needs.
    pub types: usize,
}

/// The licence of the generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum License {
    /// An SPDX expression.
    Spdx(String),
}

/// Where the runtime comes from; nothing: it is embedded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dependency {
    /// A folder.
    Path(String),
    /// The registry, with this version.
    Registry(String),
    /// A crate of the [`Split`](super::Split), made of the runtime's source; the name of its package.
    Member(String),
}

/// `README.md`.
#[derive(Clone, Debug, Default)]
pub struct Readme {
    /// The document's title.
    pub title: String,
    /// Lines of Markdown.
    pub body: Docs,
}

/// `src/lib.rs`.
#[derive(Clone, Debug, Default)]
pub struct Root {
    /// Crate documentation, with the example and the hints.
    pub docs: Docs,
    /// The call in it, a code block.
    pub example: Docs,
    /// What it says to somebody who makes the second call.
    pub hints: Docs,
    /// `#![recursion_limit]`, for types that hold each other in long chains.
    pub recursion_limit: Option<usize>,
    /// The runtime is embedded as `mod runtime`.
    pub embedded: bool,
    /// There are types below `models`.
    pub has_models: bool,
    /// There are operations.
    pub has_api: bool,
    /// Name of the module that all of it is in, if it is no crate of its own.
    pub within: Option<Box<str>>,
    /// The crate has features: handles are behind `dyn` (otherwise they are always there), transports behind theirs.
    pub gated_handles: bool,
    /// Types of the runtime that are re-exported at the root.
    pub exports: Vec<&'static str>,
}

/// `Client` and `ClientBuilder`.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// Documentation of `Client`.
    pub docs: Docs,
    /// Absolute URL of the first server, with its variables filled in.
    pub default_server: Option<Box<str>>,
    /// Documentation of `ClientBuilder::base_url`: which servers there are.
    pub server_docs: Docs,
    /// All absolute server URLs; a constant when there are several.
    pub servers: Vec<Box<str>>,
    /// Whether calls carry all credentials for want of a word of the document on them.
    pub authenticate_all: bool,
    /// One setter for each security scheme.
    pub setters: Vec<Setter>,
    /// The header that idempotency keys travel in.
    pub idempotency_header: Option<Box<str>>,
    /// What the server's reset header holds: a variant of the runtime's `RateLimitReset`.
    pub rate_limit_reset: Option<&'static str>,
}

/// A setter of a credential.
#[derive(Clone, Debug)]
pub struct Setter {
    /// The method.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// The scheme.
    pub scheme: Box<str>,
    /// What it takes.
    pub kind: SetterKind,
}

/// What a setter of a credential takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetterKind {
    /// User and password.
    Basic,
    /// A token, or with `provider` a source of tokens; the second setter's name.
    Bearer {
        /// `confluent_sts_access_token_provider`.
        provider: Ident,
        /// The third setter, for id and secret of an OAuth 2.0 client; with the URL of the token endpoint.
        client: Option<(Ident, Box<str>)>,
    },
    /// A key that goes to `Header`, `Query` or `Cookie` under the name.
    ApiKey {
        /// Variant of the runtime's `In`.
        place: &'static str,
        /// The name.
        name: Box<str>,
    },
    /// What follows the name of the scheme in the header `Authorization`.
    Authorization {
        /// The name.
        scheme: Box<str>,
    },
    /// A client certificate and its key.
    Certificate,
    /// Any credential.
    Any,
}
