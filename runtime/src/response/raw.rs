//! The response as received, and the steps from it to the typed forms.
//!
//! Reading a body is one function per kind of body; the public methods only combine them, so that what is compiled
//! for each operation stays small.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::{Answer, Failures, Head, Response, Undeclared, charset};
use crate::body::Body;
use crate::error::{ApiError, DecodeFailure, Error};
use crate::events::{Events, Resume, Values};
use crate::headers::FromHeaders;
use crate::json::{Decode, DecodeError, read_slice, to_string};
use crate::operation::Operation;

/// A response: status and headers as they came, and the body, read or still to come.
pub struct RawResponse {
    head: Head,
    body: Bytes,
    /// What is still to come, of a status whose body is a stream.
    stream: Option<Box<Streamed>>,
    /// Why the body of an error is not what the server sent.
    flaw: Option<Flaw>,
}

/// What keeps the body of an error from being whole. Its status and headers are of use without it.
#[derive(Clone, Copy)]
pub(crate) enum Flaw {
    /// It is longer than the client takes, and was cut off there.
    Cut(u64),
    /// It is not in the coding that its header names.
    Coding,
}

/// A body that is still to come.
pub(crate) struct Streamed {
    pub(crate) body: Body,
    /// How to ask for it once more.
    pub(crate) resume: Option<Box<Resume>>,
}

impl RawResponse {
    pub(crate) fn new(head: Head, body: Bytes) -> Self {
        Self { head, body, stream: None, flaw: None }
    }

    pub(crate) fn with_stream(mut self, stream: Option<Body>) -> Self {
        self.stream = stream.map(|body| Box::new(Streamed { body, resume: None }));
        self
    }

    pub(crate) fn flawed(mut self, flaw: Option<Flaw>) -> Self {
        self.flaw = flaw;
        self
    }

    /// Says how to ask for a stream once more.
    pub(crate) fn resumed_by(mut self, resume: impl FnOnce() -> Resume) -> Self {
        if let Some(stream) = &mut self.stream {
            stream.resume = Some(Box::new(resume()));
        }
        self
    }

    pub(crate) fn take_streamed(&mut self) -> Option<Streamed> {
        self.stream.take().map(|stream| *stream)
    }

    pub(crate) fn into_head(self) -> (Head, Bytes) {
        (self.head, self.body)
    }

    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    /// The status as a number, for `match`.
    #[must_use]
    pub fn code(&self) -> u16 {
        self.head.status().as_u16()
    }

    /// Whether the operation declares the status as a success.
    pub(crate) fn is_success(&self) -> bool {
        let code = self.code();
        self.head.operation().is_some_and(|operation| operation.success.iter().any(|statuses| statuses.contains(&code)))
    }

    /// Whether the status is another 2xx than those that the operation declares: a client that does not know a status takes it as
    /// the first of its class (RFC 9110, section 15).
    pub(crate) fn is_other_success(&self) -> bool {
        let declared =
            |operation: &Operation| operation.success.iter().any(|statuses| matches!(statuses.start(), 200..=299));
        self.status().is_success() && !self.is_success() && self.head.operation().is_some_and(declared)
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// All headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// Whether the body is of this media type, whatever its parameters are.
    #[must_use]
    pub fn is_media_type(&self, media_type: &str) -> bool {
        let told = self.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        told.split(';').next().unwrap_or_default().trim_ascii().eq_ignore_ascii_case(media_type)
    }

    /// The body; nothing where it is a stream.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Whether the body is all that the server sent: that of an error is cut off where it gets longer than the client takes, and is not
    /// there when it cannot be decompressed.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.flaw.is_none()
    }

    /// The body to be read: also where it is a stream, which [`body`](Self::body) does not show.
    #[must_use]
    pub fn into_body(mut self) -> Body {
        self.take_stream().body
    }

    /// The body as server-sent events whose data is JSON; as they come, if the call was [`streamed`](crate::RawCall::streamed).
    #[must_use]
    pub fn into_events<T: Decode>(mut self) -> Events<T> {
        Events::json(self.take_stream())
    }

    /// The body as server-sent events whose data is text.
    #[must_use]
    pub fn into_text_events(mut self) -> Events<String> {
        Events::text(self.take_stream())
    }

    /// The body as JSON values, one after the other: a line each, or a sequence (RFC 7464).
    #[must_use]
    pub fn into_values<T: Decode>(mut self) -> Values<T> {
        Values::json(self.take_stream())
    }

    /// A success whose body is JSON.
    ///
    /// # Errors
    /// [`Error::Decode`] when the body is not what was declared.
    pub fn success<B: Decode, H: FromHeaders, E>(self) -> Result<Response<B, H>, Error<E>> {
        match read(&self) {
            Ok(body) => self.respond(body),
            Err(problem) => Err(self.unreadable(problem)),
        }
    }

    /// A success without a body; what came is ignored.
    ///
    /// # Errors
    /// None; the type is that of the other forms.
    pub fn success_empty<H: FromHeaders, E>(self) -> Result<Response<(), H>, Error<E>> {
        self.respond(())
    }

    /// A success whose body is text. Bytes that are not UTF-8 are replaced.
    ///
    /// # Errors
    /// None; the type is that of the other forms.
    pub fn success_text<H: FromHeaders, E>(self) -> Result<Response<String, H>, Error<E>> {
        let text = self.text();
        self.respond(text)
    }

    /// A success whose body is taken as it came.
    ///
    /// # Errors
    /// None; the type is that of the other forms.
    pub fn success_bytes<H: FromHeaders, E>(self) -> Result<Response<Bytes, H>, Error<E>> {
        let body = self.body.clone();
        self.respond(body)
    }

    /// A success whose body is a stream.
    ///
    /// # Errors
    /// None; the type is that of the other forms.
    pub fn success_stream<H: FromHeaders, E>(mut self) -> Result<Response<Body, H>, Error<E>> {
        let body = self.take_stream().body;
        self.respond(body)
    }

    /// A success whose body is a stream of events with JSON.
    ///
    /// # Errors
    /// None; the type is that of the other forms.
    pub fn success_events<T: Decode, H: FromHeaders, E>(mut self) -> Result<Response<Events<T>, H>, Error<E>> {
        let stream = self.take_stream();
        self.respond(Events::json(stream))
    }

    /// A success whose body is a stream of events with text.
    ///
    /// # Errors
    /// None; the type is that of the other forms.
    pub fn success_text_events<H: FromHeaders, E>(mut self) -> Result<Response<Events<String>, H>, Error<E>> {
        let stream = self.take_stream();
        self.respond(Events::text(stream))
    }

    /// A success whose body is a stream of JSON values.
    ///
    /// # Errors
    /// None; the type is that of the other forms.
    pub fn success_items<T: Decode, H: FromHeaders, E>(mut self) -> Result<Response<Values<T>, H>, Error<E>> {
        let stream = self.take_stream();
        self.respond(Values::json(stream))
    }

    /// One of several successes, with a JSON body: `make` is the variant's constructor.
    ///
    /// # Errors
    /// [`Error::Decode`] when the body is not what was declared.
    pub fn success_as<B: Decode, H: FromHeaders, S, E>(
        self,
        make: fn(Answer<B, H>) -> S,
    ) -> Result<Response<S>, Error<E>> {
        match read(&self) {
            Ok(body) => self.respond_as(body, make),
            Err(problem) => Err(self.unreadable(problem)),
        }
    }

    /// One of several successes, without a body.
    ///
    /// # Errors
    /// None; the type is that of the other forms.
    pub fn success_as_empty<H: FromHeaders, S, E>(self, make: fn(Answer<(), H>) -> S) -> Result<Response<S>, Error<E>> {
        self.respond_as((), make)
    }

    /// One of several successes, with text. Bytes that are not UTF-8 are replaced.
    ///
    /// # Errors
    /// None; the type is that of the other forms.
    pub fn success_as_text<H: FromHeaders, S, E>(
        self,
        make: fn(Answer<String, H>) -> S,
    ) -> Result<Response<S>, Error<E>> {
        let text = self.text();
        self.respond_as(text, make)
    }

    /// One of several successes, whose body is taken as it came.
    ///
    /// # Errors
    /// None; the type is that of the other forms.
    pub fn success_as_bytes<H: FromHeaders, S, E>(
        self,
        make: fn(Answer<Bytes, H>) -> S,
    ) -> Result<Response<S>, Error<E>> {
        let body = self.body.clone();
        self.respond_as(body, make)
    }

    /// One of several successes, whose body is a stream.
    ///
    /// # Errors
    /// None; the type is that of the other forms.
    pub fn success_as_stream<H: FromHeaders, S, E>(
        mut self,
        make: fn(Answer<Body, H>) -> S,
    ) -> Result<Response<S>, Error<E>> {
        let body = self.take_stream().body;
        self.respond_as(body, make)
    }

    /// One of several successes, whose body is a stream of events with JSON.
    ///
    /// # Errors
    /// None; the type is that of the other forms.
    pub fn success_as_events<T: Decode, H: FromHeaders, S, E>(
        mut self,
        make: fn(Answer<Events<T>, H>) -> S,
    ) -> Result<Response<S>, Error<E>> {
        let stream = self.take_stream();
        self.respond_as(Events::json(stream), make)
    }

    /// One of several successes, whose body is a stream of events with text.
    ///
    /// # Errors
    /// None; the type is that of the other forms.
    pub fn success_as_text_events<H: FromHeaders, S, E>(
        mut self,
        make: fn(Answer<Events<String>, H>) -> S,
    ) -> Result<Response<S>, Error<E>> {
        let stream = self.take_stream();
        self.respond_as(Events::text(stream), make)
    }

    /// One of several successes, whose body is a stream of JSON values.
    ///
    /// # Errors
    /// None; the type is that of the other forms.
    pub fn success_as_items<T: Decode, H: FromHeaders, S, E>(
        mut self,
        make: fn(Answer<Values<T>, H>) -> S,
    ) -> Result<Response<S>, Error<E>> {
        let stream = self.take_stream();
        self.respond_as(Values::json(stream), make)
    }

    /// What is no success: the declared error of its status, or an undeclared answer.
    ///
    /// # Errors
    /// Always: it is an error.
    pub fn failed<T, E: Failures>(self) -> Result<T, Error<E>> {
        Err(E::read(self))
    }

    /// A declared error whose body is JSON: `make` is the variant's constructor. A body that cannot be read, or is longer than the
    /// client takes, makes it an undeclared answer that knows why.
    pub fn fault<B: Decode, H: FromHeaders, E: Failures>(self, make: fn(Answer<B, H>) -> E) -> Error<E> {
        match read(&self) {
            Ok(body) => self.fail(body, make),
            Err(problem) => {
                let problem = self.problem().unwrap_or(problem);
                self.refuse(Some(problem))
            }
        }
    }

    /// A declared error without a body; what came is ignored.
    pub fn fault_empty<H: FromHeaders, E>(self, make: fn(Answer<(), H>) -> E) -> Error<E> {
        self.fail((), make)
    }

    /// A declared error whose body is text. Bytes that are not UTF-8 are replaced.
    pub fn fault_text<H: FromHeaders, E: Failures>(self, make: fn(Answer<String, H>) -> E) -> Error<E> {
        match self.problem() {
            None => {
                let text = self.text();
                self.fail(text, make)
            }
            problem => self.refuse(problem),
        }
    }

    /// A declared error whose body is taken as it came.
    pub fn fault_bytes<H: FromHeaders, E: Failures>(self, make: fn(Answer<Bytes, H>) -> E) -> Error<E> {
        match self.problem() {
            None => {
                let body = self.body.clone();
                self.fail(body, make)
            }
            problem => self.refuse(problem),
        }
    }

    /// A status that the description does not declare.
    pub fn undeclared<E: Failures>(self) -> Error<E> {
        let problem = self.problem();
        self.refuse(problem)
    }

    fn respond<B, H: FromHeaders, E>(self, body: B) -> Result<Response<B, H>, Error<E>> {
        let headers = H::from_headers(self.headers());
        Ok(Response::received(self.head, body, headers))
    }

    fn respond_as<B, H: FromHeaders, S, E>(
        self,
        body: B,
        make: fn(Answer<B, H>) -> S,
    ) -> Result<Response<S>, Error<E>> {
        let headers = H::from_headers(self.headers());
        Ok(Response::received(self.head, make(Answer::new(body, headers)), ()))
    }

    /// Why a body that could be read is not all of it.
    fn problem(&self) -> Option<DecodeError> {
        self.flaw.map(|flaw| match flaw {
            Flaw::Cut(limit) => {
                DecodeError::custom(format!("the body is longer than {limit} bytes and was cut off there"))
            }
            Flaw::Coding => {
                DecodeError::custom("the body is not in the coding that its header `Content-Encoding` names")
            }
        })
    }

    /// Reads the body into a blank.
    fn read(&self, value: &mut dyn Decode) -> Result<(), DecodeError> {
        let text = self.utf8();
        let Err(problem) = read_slice(&text, value) else { return Ok(()) };
        // Two things that servers do whose description says JSON: a string as it is, and nothing for nothing.
        let meant = match std::str::from_utf8(&text) {
            Ok("") => "null".to_owned(),
            Ok(text) if self.is_text() => to_string(text),
            _ => return Err(problem),
        };
        if self.status().is_success() { read_slice(meant.as_bytes(), value).map_err(|_| problem) } else { Err(problem) }
    }

    fn fail<B, H: FromHeaders, E>(self, body: B, make: fn(Answer<B, H>) -> E) -> Error<E> {
        let body = make(Answer::new(body, H::from_headers(self.headers())));
        Error::Api(Box::new(ApiError::received(self, body)))
    }

    fn refuse<E: Failures>(self, problem: Option<DecodeError>) -> Error<E> {
        let body = E::undeclared(Undeclared::received(&self, problem));
        Error::Api(Box::new(ApiError::received(self, body)))
    }

    fn unreadable<E>(self, problem: DecodeError) -> Error<E> {
        Error::Decode(Box::new(DecodeFailure::new(self, problem)))
    }

    fn take_stream(&mut self) -> Streamed {
        self.take_streamed().unwrap_or_else(|| Streamed { body: Body::from(self.body.clone()), resume: None })
    }

    /// Whether the body says of itself that it is text; a page is for people, and mostly about a fault.
    fn is_text(&self) -> bool {
        let told = self.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
        let is_text = told.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"text/"));
        is_text && !["text/html", "text/json", "text/event-stream"].iter().any(|other| self.is_media_type(other))
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.utf8()).into_owned()
    }

    /// The body as UTF-8, whatever it came in.
    pub(crate) fn utf8(&self) -> Cow<'_, [u8]> {
        let told = self.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        charset::to_utf8(&self.body, told)
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("RawResponse");
        debug.field("status", &self.status()).field("headers", self.headers());
        debug.field("body", &Excerpt(&self.body)).finish()
    }
}

/// Kept out of line: it is then compiled once per type, not once per status of each operation.
#[inline(never)]
fn read<B: Decode>(raw: &RawResponse) -> Result<B, DecodeError> {
    let mut body = B::blank();
    raw.read(&mut body)?;
    Ok(body)
}

/// The beginning of a body, for `Debug`.
pub(super) struct Excerpt<'a>(pub(super) &'a [u8]);

impl fmt::Debug for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 512;
        match self.0.get(..SHOWN) {
            Some(start) => write!(f, "{:?}.. ({} bytes)", String::from_utf8_lossy(start), self.0.len()),
            None => write!(f, "{:?}", String::from_utf8_lossy(self.0)),
        }
    }
}
