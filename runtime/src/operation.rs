//! The constant half of an operation: what the document says of it once and for all.
//!
//! Generated code holds one static per operation; requests, responses and errors point to it. It must stay free of
//! anything that a single call decides.

use http::Method;

/// One operation of the description: method, path and rules (OpenAPI 3.0, section "Operation Object").
#[derive(Debug)]
pub struct Operation {
    /// `operationId`, or what stands for it.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// Path template with `{name}` for parameters, as the document writes it.
    pub path: &'static str,
    /// Server URL when the operation or its path has servers of its own; a base URL that the user sets wins over it.
    pub server: Option<&'static str>,
    /// Alternatives of sets of security schemes, by name; nothing at all, or an empty set, is an anonymous call.
    pub security: &'static [&'static [&'static str]],
    /// Redirect statuses (3xx) that the document declares as responses: they go to the caller and are not followed.
    pub redirects: &'static [u16],
}

impl Operation {
    /// An anonymous operation on the client's server, without redirects of its own.
    #[must_use]
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self { id, method, path, server: None, security: &[], redirects: &[] }
    }

    /// Sets the server.
    #[must_use]
    pub const fn server(mut self, url: &'static str) -> Self {
        self.server = Some(url);
        self
    }

    /// Sets the alternatives of security schemes.
    #[must_use]
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = alternatives;
        self
    }

    /// Sets the redirect statuses that go to the caller.
    #[must_use]
    pub const fn redirects(mut self, codes: &'static [u16]) -> Self {
        self.redirects = codes;
        self
    }

    /// Whether sending twice does what sending once does (RFC 9110, section 9.2.2).
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        self.method.is_idempotent()
    }
}
