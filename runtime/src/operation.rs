//! The constant half of an operation: what the document says of it once and for all.
//!
//! Generated code holds one static per operation; requests, responses and errors point to it. It must stay free of
//! anything that a single call decides.

use std::ops::RangeInclusive;

use http::Method;

use crate::paging::Paging;

/// One operation of the description: method, path and rules (OpenAPI 3.0, section "Operation Object").
#[derive(Debug)]
pub struct Operation {
    /// `operationId`, or what stands for it.
    pub id: &'static str,
    /// The HTTP method; of a method that HTTP does not define, see [`Operation::method`].
    pub method: Method,
    /// A method that HTTP does not define (OpenAPI 3.2, `additionalOperations`).
    pub verb: Option<&'static str>,
    /// Path template with `{name}` for parameters, as the document writes it.
    pub path: &'static str,
    /// Server URL when the operation or its path has servers of its own; a base URL that the user sets wins over it.
    pub server: Option<&'static str>,
    /// Alternatives of sets of security schemes, by name; nothing at all, or an empty set, is an anonymous call.
    pub security: &'static [&'static [&'static str]],
    /// Redirect statuses (3xx) that the document declares as responses: they go to the caller and are not followed.
    pub redirects: &'static [u16],
    /// The media types of the responses, for the header `Accept`; nothing: the header is not sent.
    pub accept: &'static str,
    /// Statuses that are a success. No others are.
    pub success: &'static [RangeInclusive<u16>],
    /// Statuses whose body is handed over as a stream; every other body is read before the call ends.
    pub streams: &'static [RangeInclusive<u16>],
    /// How the list goes on whose page the operation gives.
    pub paging: Option<Paging>,
}

impl Operation {
    /// An anonymous operation on the client's server, without redirects of its own, whose only success is 200.
    #[must_use]
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            id,
            method,
            verb: None,
            path,
            server: None,
            security: &[],
            redirects: &[],
            accept: "",
            success: &[200..=200],
            streams: &[],
            paging: None,
        }
    }

    /// Sets a method that HTTP does not define; one that is no token of HTTP (RFC 9110, section 9.1) is not sent.
    #[must_use]
    pub const fn verb(mut self, verb: &'static str) -> Self {
        self.verb = Some(verb);
        self
    }

    /// The method that is sent.
    #[must_use]
    pub fn method(&self) -> Method {
        self.verb.and_then(|verb| Method::from_bytes(verb.as_bytes()).ok()).unwrap_or_else(|| self.method.clone())
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

    /// Sets the media types of the responses.
    #[must_use]
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = media_types;
        self
    }

    /// Sets the statuses that are a success.
    #[must_use]
    pub const fn success(mut self, statuses: &'static [RangeInclusive<u16>]) -> Self {
        self.success = statuses;
        self
    }

    /// Sets the statuses whose body is a stream.
    #[must_use]
    pub const fn streams(mut self, statuses: &'static [RangeInclusive<u16>]) -> Self {
        self.streams = statuses;
        self
    }

    /// Whether the body of this status is a stream.
    pub(crate) fn is_streamed(&self, code: u16) -> bool {
        self.streams.iter().any(|statuses| statuses.contains(&code))
    }

    /// Sets how the list goes on.
    #[must_use]
    pub const fn paging(mut self, paging: Paging) -> Self {
        self.paging = Some(paging);
        self
    }

    /// Whether sending twice does what sending once does (RFC 9110, section 9.2.2).
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        self.method().is_idempotent()
    }
}
