//! The seam to the network: one request in, one response out.
//!
//! A transport sends what it is given and reports what happened. It must not follow redirects, retry, keep cookies
//! or add credentials: all of that is done above it, once for all transports.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::auth::Secret;
use crate::body::Body;
use crate::error::Context;
use crate::platform::{ApiBase, BoxError, BoxFuture};

#[cfg(all(feature = "gzip", not(target_family = "wasm")))]
mod coding;
#[cfg(feature = "reqwest")]
pub(crate) mod reqwest;
#[cfg(feature = "tower")]
pub(crate) mod tower;

/// What sends requests. `reqwest` stands behind it by default; a double, a recorder or another client can take its place.
pub trait Transport: ApiBase + 'static {
    /// Sends one request. The URI is absolute.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

/// A client certificate and those that lead to its root, and its key; in PEM.
pub(crate) struct Identity {
    #[cfg_attr(
        any(not(feature = "reqwest"), target_arch = "wasm32"),
        expect(dead_code, reason = "only the native transport reads it")
    )]
    pub(crate) certificates: String,
    #[cfg_attr(
        any(not(feature = "reqwest"), target_arch = "wasm32"),
        expect(dead_code, reason = "only the native transport reads it")
    )]
    pub(crate) key: Secret,
}

/// What the default transport has to know of certificates.
#[derive(Default)]
pub(crate) struct Tls {
    pub(crate) identity: Option<Identity>,
    /// Further roots; in PEM.
    pub(crate) roots: Vec<String>,
}

impl Tls {
    pub(crate) fn is_default(&self) -> bool {
        self.identity.is_none() && self.roots.is_empty()
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

/// What went wrong on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: name resolution, TCP or TLS failed. Nothing of the request was sent.
    Connect,
    /// The connection broke after (a part of) the request may have been sent.
    Io,
    /// The connection broke while the body of the response was read.
    Body,
    /// The body of the response is not in the coding (`gzip`, ..) that its header `Content-Encoding` names.
    Coding,
    /// The body of the response is longer than the client accepts.
    TooLarge,
    /// Nothing of a stream came for as long as the client waits for it.
    Silent,
    /// The headers of the response are longer than the client accepts.
    Headers,
    /// More redirects than the client follows.
    Redirects,
}

/// A request that got no complete response.
#[derive(Debug)]
pub struct TransportError(Box<Parts>);

#[derive(Debug)]
struct Parts {
    kind: TransportErrorKind,
    source: Option<BoxError>,
    limit: u64,
    context: Option<Context>,
}

impl TransportError {
    fn new(kind: TransportErrorKind, source: Option<BoxError>, limit: u64) -> Self {
        Self(Box::new(Parts { kind, source, limit, context: None }))
    }

    /// For transports: no connection; nothing was sent, so that any request may be tried again.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self::new(TransportErrorKind::Connect, Some(source.into()), 0)
    }

    /// For transports: the connection broke after something may have been sent.
    pub fn io(source: impl Into<BoxError>) -> Self {
        Self::new(TransportErrorKind::Io, Some(source.into()), 0)
    }

    /// For transports: the connection broke while the body of the response was read.
    pub fn body(source: impl Into<BoxError>) -> Self {
        Self::new(TransportErrorKind::Body, Some(source.into()), 0)
    }

    /// For transports that decompress: the body of the response is not in the coding that its header names. Asking again is no use.
    pub fn coding(source: impl Into<BoxError>) -> Self {
        Self::new(TransportErrorKind::Coding, Some(source.into()), 0)
    }

    pub(crate) fn too_large(limit: u64) -> Self {
        Self::new(TransportErrorKind::TooLarge, None, limit)
    }

    pub(crate) fn silent(limit: Duration) -> Self {
        Self::new(TransportErrorKind::Silent, None, u64::try_from(limit.as_millis()).unwrap_or(u64::MAX))
    }

    pub(crate) fn headers(limit: u64) -> Self {
        Self::new(TransportErrorKind::Headers, None, limit)
    }

    pub(crate) fn redirects(limit: u32) -> Self {
        Self::new(TransportErrorKind::Redirects, None, limit.into())
    }

    pub(crate) fn during(mut self, context: Context) -> Self {
        self.0.context = Some(context);
        self
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.0.kind
    }

    /// Whether the server may have received the request: `false` says that it certainly did not.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        self.0.kind != TransportErrorKind::Connect
    }

    /// Whether the connection is to blame: another attempt can help.
    pub(crate) fn is_transient(&self) -> bool {
        matches!(self.0.kind, TransportErrorKind::Connect | TransportErrorKind::Io | TransportErrorKind::Body)
    }

    /// How often the request was tried.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.context.as_ref().map_or(1, |context| context.attempts)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(context) = &self.0.context {
            write!(f, "{context}: ")?;
        }
        let limit = self.0.limit;
        match self.0.kind {
            TransportErrorKind::Connect => f.write_str("could not connect"),
            TransportErrorKind::Io => f.write_str("the connection broke before the response came"),
            TransportErrorKind::Body => f.write_str("the connection broke inside the response"),
            TransportErrorKind::Coding => {
                f.write_str("the response is not in the coding that its header `Content-Encoding` names")
            }
            TransportErrorKind::TooLarge => write!(f, "the response is longer than {limit} bytes"),
            TransportErrorKind::Silent => write!(f, "nothing came for {:?}", Duration::from_millis(limit)),
            TransportErrorKind::Headers => write!(f, "the headers of the response are longer than {limit} bytes"),
            TransportErrorKind::Redirects => write!(f, "more than {limit} redirects"),
        }?;
        match &self.0.context {
            Some(context) if context.attempts > 1 => write!(f, " ({} attempts)", context.attempts),
            _ => Ok(()),
        }
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
