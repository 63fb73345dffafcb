//! The plain errors of a call: none depends on the operation's types.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};

use crate::auth::{OAuth2Error, SharedError};
use crate::json::{DecodeError, Invalid};
use crate::operation::Operation;
use crate::platform::BoxError;
use crate::response::{Head, RawResponse};
use crate::transport::TransportError;

/// What a call can end in before there is a response.
#[derive(Debug)]
pub(crate) enum Failure {
    Request(RequestError),
    Credential(CredentialError),
    Transport(TransportError),
    Timeout(TimeoutError),
}

/// The call that an error belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    pub(crate) operation: &'static Operation,
    /// How often it was tried.
    pub(crate) attempts: u32,
}

/// `POST /iam/v2/invitations`: the template of the path, never its values.
impl fmt::Display for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.operation.method(), self.operation.path)
    }
}

/// What is wrong with a request that cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestErrorKind {
    /// A path parameter that is missing, comes to an empty text, or makes `.` or `..` a segment of the path. Told by name.
    PathParameter(String),
    /// A header (or cookie) parameter whose text a header cannot carry. Told by name.
    Header(String),
    /// The body is beyond a limit that the description sets.
    Invalid(Invalid),
    /// The parameter of this name is beyond a limit that the description sets.
    InvalidParameter(String, Invalid),
    /// The URL that came out is not one; the text says why, without the URL.
    Url(String),
    /// The body cannot be written; the text says why.
    Body(String),
    /// A [`Hook`](crate::Hook) refused the request; the text is its own.
    Hook(String),
    /// The link to the next page of a list leads to another server than the client's.
    PageLink,
    /// A list came back to a page that it had already given.
    PageLoop,
}

/// A request that could not be built; nothing was sent.
#[derive(Clone, Debug)]
pub struct RequestError(Box<(&'static Operation, RequestErrorKind)>);

impl RequestError {
    pub(crate) fn new(operation: &'static Operation, kind: RequestErrorKind) -> Self {
        Self(Box::new((operation, kind)))
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &RequestErrorKind {
        &self.0.1
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (operation, kind) = &*self.0;
        write!(f, "{} {}: ", operation.method(), operation.path)?;
        match kind {
            RequestErrorKind::PathParameter(name) => {
                write!(f, "path parameter `{name}` is empty, or makes a segment of the path `.` or `..`")
            }
            RequestErrorKind::Header(name) => {
                write!(f, "the value of header `{name}` has characters that no header can carry")
            }
            RequestErrorKind::Invalid(invalid) => write!(f, "the body is not valid: {invalid}"),
            RequestErrorKind::InvalidParameter(name, invalid) => {
                write!(f, "the parameter `{name}` is not valid: {invalid}")
            }
            RequestErrorKind::Url(problem) => write!(f, "no valid URL: {problem}"),
            RequestErrorKind::Body(problem) => write!(f, "the body cannot be written: {problem}"),
            RequestErrorKind::Hook(problem) => write!(f, "a hook refused the request: {problem}"),
            RequestErrorKind::PageLink => f.write_str("the link to the next page leads to another server"),
            RequestErrorKind::PageLoop => f.write_str("the list came back to a page that it had already given"),
        }
    }
}

impl StdError for RequestError {}

/// A token provider that gave no token.
#[derive(Debug)]
pub struct CredentialError(Box<(Context, &'static str, BoxError)>);

impl CredentialError {
    pub(crate) fn new(context: Context, scheme: &'static str, source: BoxError) -> Self {
        Self(Box::new((context, scheme, source)))
    }

    /// The security scheme, by its name in the description.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.0.1
    }

    /// Whether asking for a token again can help: the token endpoint could not be reached, or was overloaded.
    pub(crate) fn is_transient(&self) -> bool {
        let mut cause: &(dyn StdError + 'static) = &*self.0.2;
        if let Some(shared) = cause.downcast_ref::<SharedError>() {
            cause = &*shared.0;
        }
        match (cause.downcast_ref::<TransportError>(), cause.downcast_ref::<OAuth2Error>()) {
            (Some(error), _) => error.is_transient(),
            (_, Some(error)) => matches!(error.status().as_u16(), 429 | 502 | 503 | 504),
            _ => false,
        }
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (context, scheme, _) = &*self.0;
        write!(f, "{context}: no token for security scheme `{scheme}`")
    }
}

impl StdError for CredentialError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.0.2)
    }
}

/// Which of the two limits ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutScope {
    /// The limit of one attempt.
    Attempt,
    /// The limit of the whole call, with all attempts and the waiting between them.
    Total,
}

/// A call that took too long.
#[derive(Debug)]
pub struct TimeoutError(Box<TimeoutParts>);

#[derive(Debug)]
struct TimeoutParts {
    context: Context,
    scope: TimeoutScope,
    limit: Duration,
    sent: bool,
}

impl TimeoutError {
    pub(crate) fn new(context: Context, scope: TimeoutScope, limit: Duration, sent: bool) -> Self {
        Self(Box::new(TimeoutParts { context, scope, limit, sent }))
    }

    /// Which limit ran out.
    #[must_use]
    pub fn scope(&self) -> TimeoutScope {
        self.0.scope
    }

    /// The limit that ran out.
    #[must_use]
    pub fn limit(&self) -> Duration {
        self.0.limit
    }

    /// Whether the server may have received the request: `false` says that it certainly did not.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        self.0.sent
    }

    /// How often the request was tried.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.context.attempts
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TimeoutParts { context, scope, limit, .. } = &*self.0;
        match scope {
            TimeoutScope::Attempt => write!(f, "{context}: no complete response within {limit:?}")?,
            TimeoutScope::Total => write!(f, "{context}: not done within {limit:?}")?,
        }
        if context.attempts > 1 { write!(f, " ({} attempts)", context.attempts) } else { Ok(()) }
    }
}

impl StdError for TimeoutError {}

/// A declared success whose body is not what the description says.
#[derive(Clone, Debug)]
pub struct DecodeFailure {
    head: Head,
    body: Bytes,
    problem: DecodeError,
}

impl DecodeFailure {
    pub(crate) fn new(raw: RawResponse, problem: DecodeError) -> Self {
        let (head, body) = raw.into_head();
        Self { head, body, problem }
    }

    pub(crate) fn into_raw(self) -> RawResponse {
        RawResponse::new(self.head, self.body)
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
        &self.body
    }

    /// What is wrong with the body, and where.
    #[must_use]
    pub fn problem(&self) -> &DecodeError {
        &self.problem
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, but its body is not what the description says", self.head)?;
        let header = |name| self.head.headers().get(name).and_then(|value| value.to_str().ok());
        match header(CONTENT_TYPE) {
            Some(media_type) => write!(f, " ({} bytes of {media_type}", self.body.len())?,
            None => write!(f, " ({} bytes without a content type", self.body.len())?,
        }
        // What was decompressed has no such header any more.
        match header(CONTENT_ENCODING).filter(|coding| !coding.eq_ignore_ascii_case("identity")) {
            Some(coding) => write!(f, ", still in the coding {coding})"),
            None => f.write_str(")"),
        }
    }
}

impl StdError for DecodeFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.problem)
    }
}
