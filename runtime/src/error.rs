//! What a call can end in, other than a declared success.
//!
//! [`Error`] is generic over the operation's error enum only; all that can be said without it is in plain types, so
//! that an operation costs the compiler little. No text of this file may contain a query value, a body or a credential.

mod failure;
mod message;

use std::error::Error as StdError;
use std::fmt;

use http::{HeaderMap, StatusCode};

pub(crate) use self::failure::{Context, Failure};
pub use self::failure::{CredentialError, DecodeFailure, RequestError, RequestErrorKind, TimeoutError, TimeoutScope};
pub(crate) use self::message::message;
use crate::response::{Failures, Head, RawResponse, Undeclared};
use crate::transport::{TransportError, TransportErrorKind};

/// Why a call gave no declared success. `E` is the operation's error enum, one variant per declared status.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E = Undeclared> {
    /// The server answered with a status that is not a success.
    Api(Box<ApiError<E>>),
    /// The request could not be built; nothing was sent.
    Request(RequestError),
    /// A token provider gave no token; the request was not sent.
    Credential(CredentialError),
    /// No complete response came.
    Transport(TransportError),
    /// The time for the call, or for its last attempt, ran out.
    Timeout(TimeoutError),
    /// A declared success whose body is not what the description says.
    Decode(Box<DecodeFailure>),
    /// The implementation of the API trait does not have this operation (its id is told). The HTTP client has all.
    NotImplemented(&'static str),
}

impl<E> Error<E> {
    /// An error answer, made by hand: for test doubles.
    #[must_use]
    pub fn api_with(status: StatusCode, body: E) -> Self {
        Self::Api(Box::new(ApiError::new(status, body)))
    }

    /// The error answer of the server, when there was one.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError<E>> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The status of the answer, when there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Decode(failure) => Some(failure.status()),
            _ => None,
        }
    }

    /// The headers of the answer, when there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(error) => Some(error.headers()),
            Self::Decode(failure) => Some(failure.headers()),
            _ => None,
        }
    }

    /// The body of the answer as it came, when there was one.
    #[must_use]
    pub fn raw_body(&self) -> Option<&[u8]> {
        match self {
            Self::Api(error) => Some(error.raw_body()),
            Self::Decode(failure) => Some(failure.raw_body()),
            _ => None,
        }
    }

    /// Whether time ran out, for the call or for its last attempt.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_))
            || matches!(self, Self::Transport(error) if error.kind() == TransportErrorKind::Silent)
    }

    /// Whether there was no connection, so that nothing was sent.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.kind() == TransportErrorKind::Connect)
    }
}

impl<E: Failures> Error<E> {
    /// Of a success that is not declared: a body that is not that of the declared ones makes it an answer like any other.
    pub(crate) fn unlisted<T>(self) -> Result<T, Self> {
        match self {
            Self::Decode(failure) => failure.into_raw().failed(),
            error => Err(error),
        }
    }
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Request(error) => Self::Request(error),
            Failure::Credential(error) => Self::Credential(error),
            Failure::Transport(error) => Self::Transport(error),
            Failure::Timeout(error) => Self::Timeout(error),
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Request(error) => error.fmt(f),
            Self::Credential(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Timeout(error) => error.fmt(f),
            Self::Decode(failure) => failure.fmt(f),
            Self::NotImplemented(operation) => write!(f, "operation {operation} is not implemented here"),
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Api(_) | Self::NotImplemented(_) => None,
            Self::Request(error) => error.source(),
            Self::Credential(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Timeout(error) => error.source(),
            Self::Decode(failure) => failure.source(),
        }
    }
}

/// An answer of the server that is not a success: the operation's error, with status, headers and body as they came.
#[derive(Clone, Debug)]
pub struct ApiError<E> {
    head: Head,
    raw_body: bytes::Bytes,
    body: E,
}

impl<E> ApiError<E> {
    /// An error answer without headers and raw body: for test doubles.
    #[must_use]
    pub fn new(status: StatusCode, body: E) -> Self {
        Self { head: Head::made(status), raw_body: bytes::Bytes::new(), body }
    }

    pub(crate) fn received(raw: RawResponse, body: E) -> Self {
        let (head, raw_body) = raw.into_head();
        Self { head, raw_body, body }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// All headers, as they came.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// The body, as it came.
    #[must_use]
    pub fn raw_body(&self) -> &[u8] {
        &self.raw_body
    }

    /// What the body says to people, in one line: `detail`, `message` or the like of JSON, or its plain text.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        self.head.message(&self.raw_body)
    }

    /// The typed error: which declared status it was, with its body and headers.
    #[must_use]
    pub fn body(&self) -> &E {
        &self.body
    }

    /// The typed error alone.
    #[must_use]
    pub fn into_body(self) -> E {
        self.body
    }
}

/// Method, path, status, and the [`message`](ApiError::message).
impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(&self.head, &self.raw_body, f)
    }
}

fn show(head: &Head, body: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{head}")?;
    head.message(body).map_or(Ok(()), |message| write!(f, ": {message}"))
}

impl<E: fmt::Debug> StdError for ApiError<E> {}
