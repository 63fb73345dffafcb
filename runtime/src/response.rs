//! What comes back: the response as received, and its typed forms.
//!
//! [`RawResponse`] is what the non-generic core hands to the small decode function of an operation; its methods turn
//! it into [`Response`] or [`Error`]. They must stay tiny: each is compiled once per type.

mod charset;
pub(crate) mod outcome;
mod raw;

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

pub use self::raw::RawResponse;
pub(crate) use self::raw::{Flaw, Streamed};
use crate::error::{Error, message};
use crate::json::DecodeError;
use crate::operation::Operation;

/// Status and headers, shared: a clone is a pointer.
#[derive(Clone)]
pub(crate) struct Head(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    status: StatusCode,
    headers: HeaderMap,
    /// `None` for what a test double made.
    operation: Option<&'static Operation>,
}

impl Head {
    pub(crate) fn received(status: StatusCode, headers: HeaderMap, operation: &'static Operation) -> Self {
        Self(Arc::new(Parts { status, headers, operation: Some(operation) }))
    }

    /// The operation; none of what a test double made.
    pub(crate) fn operation(&self) -> Option<&'static Operation> {
        self.0.operation
    }

    /// Of a value that somebody made.
    pub(crate) fn made(status: StatusCode) -> Self {
        Self(Arc::new(Parts { status, headers: HeaderMap::new(), operation: None }))
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.0.status
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// What a body says to people.
    pub(crate) fn message(&self, body: &[u8]) -> Option<String> {
        let media_type = self.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        message(media_type, body)
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.0.status == other.0.status && self.0.headers == other.0.headers
    }
}

/// `POST /iam/v2/invitations: 409 Conflict`
impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{} {}: ", operation.method(), operation.path)?;
        }
        write!(f, "{}", self.0.status)
    }
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head").field("status", &self.0.status).field("headers", &self.0.headers).finish()
    }
}

/// A success: the body of type `B`, the typed headers `H` of its status, status and all headers as they came.
///
/// It derefs to the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Response<B, H = ()> {
    head: Head,
    body: B,
    headers: H,
}

impl<B, H> Response<B, H> {
    /// A response with status 200 and no raw headers: for test doubles.
    #[must_use]
    pub fn new(body: B, headers: H) -> Self {
        Self { head: Head::made(StatusCode::OK), body, headers }
    }

    /// The same with another status: for test doubles. Raw headers are dropped.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.head = Head::made(status);
        self
    }

    pub(crate) fn received(head: Head, body: B, headers: H) -> Self {
        Self { head, body, headers }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// The headers that the description declares for this status.
    #[must_use]
    pub fn headers(&self) -> &H {
        &self.headers
    }

    /// All headers, as they came.
    #[must_use]
    pub fn raw_headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// The body alone.
    #[must_use]
    pub fn into_body(self) -> B {
        self.body
    }

    /// Status, typed headers and body.
    #[must_use]
    pub fn into_parts(self) -> (StatusCode, H, B) {
        (self.head.status(), self.headers, self.body)
    }
}

impl<B, H> Deref for Response<B, H> {
    type Target = B;

    fn deref(&self) -> &B {
        &self.body
    }
}

impl<B, H> DerefMut for Response<B, H> {
    fn deref_mut(&mut self) -> &mut B {
        &mut self.body
    }
}

/// One declared answer: body and typed headers of its status. The variants of an operation's error enum hold it.
///
/// It derefs to the body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer<B, H = ()> {
    /// The body.
    pub body: B,
    /// The headers that the description declares for this status.
    pub headers: H,
}

impl<B, H> Answer<B, H> {
    /// Of a body and headers.
    #[must_use]
    pub fn new(body: B, headers: H) -> Self {
        Self { body, headers }
    }
}

impl<B, H> Deref for Answer<B, H> {
    type Target = B;

    fn deref(&self) -> &B {
        &self.body
    }
}

/// An answer that the description does not declare: another status, or a declared error whose body is not what was
/// declared.
#[derive(Clone, PartialEq)]
pub struct Undeclared {
    head: Head,
    raw_body: Bytes,
    problem: Option<Box<DecodeError>>,
}

impl Undeclared {
    /// An answer without headers: for test doubles.
    #[must_use]
    pub fn new(status: StatusCode, raw_body: impl Into<Bytes>) -> Self {
        Self { head: Head::made(status), raw_body: raw_body.into(), problem: None }
    }

    pub(crate) fn received(raw: &RawResponse, problem: Option<DecodeError>) -> Self {
        Self { head: raw.head().clone(), raw_body: raw.body().clone(), problem: problem.map(Box::new) }
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

    /// Why the body of a declared status could not be read, or that [`Self::raw_body`] is not all of it: because it is longer than the
    /// client takes, or cannot be decompressed; else `None`: the status is not declared.
    #[must_use]
    pub fn problem(&self) -> Option<&DecodeError> {
        self.problem.as_deref()
    }
}

impl fmt::Debug for Undeclared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Undeclared");
        debug.field("status", &self.status()).field("headers", self.headers());
        debug.field("raw_body", &raw::Excerpt(&self.raw_body)).field("problem", &self.problem).finish()
    }
}

/// The error enum of an operation: what the description declares for statuses that are no success, and a variant for all else.
pub trait Failures: Sized {
    /// The variant for undeclared answers.
    fn undeclared(answer: Undeclared) -> Self;

    /// Reads a response that is no success.
    fn read(raw: RawResponse) -> Error<Self>;
}

impl Failures for Undeclared {
    fn undeclared(answer: Undeclared) -> Self {
        answer
    }

    fn read(raw: RawResponse) -> Error<Self> {
        raw.undeclared()
    }
}

#[cfg(test)]
mod tests;
