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
    /// Whether sending twice does what sending once does (RFC 9110, section 9.2.2).
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        self.method.is_idempotent()
    }
}
