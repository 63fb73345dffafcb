//! Streams of values: server-sent events (HTML Living Standard, section "Server-sent events") and JSON values one after the other
//! (a line each, or RFC 7464).
//!
//! Takes a body that comes in pieces, gives values as they are complete. Splitting is not generic: only the last step, from text to a
//! value, knows the type.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use http::StatusCode;

use self::reader::{Framing, Reader};
use crate::json::{Decode, DecodeError, from_str};
use crate::response::Streamed;
use crate::transport::TransportError;

mod reader;
mod resume;

pub(crate) use self::resume::Resume;

/// One server-sent event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// `data`
    pub data: T,
    /// `event`; nothing for the type `message`.
    pub event: Option<String>,
    /// `id`, of this event or the last one before it that had one.
    pub id: Option<String>,
    /// `retry`: how long the server asks to wait before the stream is opened again.
    pub retry: Option<Duration>,
}

impl<T> Event<T> {
    /// An event with data alone: for test doubles.
    #[must_use]
    pub fn new(data: T) -> Self {
        Self { data, event: None, id: None, retry: None }
    }
}

/// Why a stream of values broke, or one value of it could not be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamError {
    /// The connection broke. The stream is at its end.
    Transport(TransportError),
    /// A value is not what the description says; the stream goes on behind it.
    Decode {
        /// What is wrong.
        problem: DecodeError,
        /// The text.
        text: String,
    },
    /// A line, an event or a value is longer than this many bytes. The stream is at its end.
    TooLong(usize),
    /// The stream could not be opened again: this is what the server said to it. The stream is at its end.
    Status(StatusCode),
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => write!(f, "the stream broke: {error}"),
            Self::Decode { .. } => f.write_str("a value of the stream is not what the description says"),
            Self::TooLong(limit) => write!(f, "a value of the stream is longer than {limit} bytes"),
            Self::Status(status) => write!(f, "the stream could not be opened again: {status}"),
        }
    }
}

impl std::error::Error for StreamError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            Self::Decode { problem, .. } => Some(problem),
            Self::TooLong(_) | Self::Status(_) => None,
        }
    }
}

impl From<TransportError> for StreamError {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

/// How the text of a value is read.
type Read<T> = fn(&str) -> Result<T, DecodeError>;

fn as_text(text: &str) -> Result<String, DecodeError> {
    Ok(text.to_owned())
}

/// A stream of server-sent events whose data is `T`.
///
/// ```no_run
/// # async fn follow(mut events: oasmith_runtime::Events<String>) -> Result<(), oasmith_runtime::StreamError> {
/// while let Some(event) = events.next().await {
///     println!("{}", event?.data);
/// }
/// # Ok(())
/// # }
/// ```
///
/// It ends with the connection, and at an event whose data is `[DONE]` where that is no `T`, as is the custom of completion APIs.
/// Dropping it closes the connection.
pub struct Events<T> {
    reader: Reader,
    read: Read<T>,
}

impl<T: Decode> Events<T> {
    pub(crate) fn json(stream: Streamed) -> Self {
        Self { reader: Reader::new(Framing::Events, stream), read: from_str }
    }
}

impl Events<String> {
    pub(crate) fn text(stream: Streamed) -> Self {
        Self { reader: Reader::new(Framing::Events, stream), read: as_text }
    }
}

impl<T> Events<T> {
    /// Sets how long an event may be; 16 MiB unless it is set.
    #[must_use]
    pub fn max_bytes(mut self, bytes: usize) -> Self {
        self.reader.limit = bytes;
        self
    }

    /// Opens the stream again when it breaks or ends: with the header `Last-Event-ID`, after the time that the server asked for by
    /// `retry` or else a second, which doubles with each failure in a row. It gives up after so many of these, and when the server
    /// answers 204.
    ///
    /// Without effect on calls that are not `GET`: they might do again what they did (see [`Self::reconnect_any`]), and on clients
    /// without a timer.
    #[must_use]
    pub fn reconnect(mut self, failures: u32) -> Self {
        self.reader.allow_reconnect(failures, false);
        self
    }

    /// The same whatever the method, for servers that go on where `Last-Event-ID` says. A body that is a stream cannot be sent again.
    #[must_use]
    pub fn reconnect_any(mut self, failures: u32) -> Self {
        self.reader.allow_reconnect(failures, true);
        self
    }

    /// The `id` of the last event that had one.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.reader.last_id.as_deref()
    }

    /// The next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        poll_fn(|context| self.poll_event(context)).await
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, StreamError>>> {
        let Some(raw) = ready!(self.reader.poll(context)) else { return Poll::Ready(None) };
        Poll::Ready(match raw {
            Err(error) => Some(Err(error)),
            Ok(raw) => match (self.read)(&raw.data) {
                Ok(data) => Some(Ok(Event { data, event: raw.event, id: raw.id, retry: raw.retry })),
                Err(_) if raw.data == "[DONE]" => {
                    self.reader.close();
                    None
                }
                Err(problem) => Some(Err(StreamError::Decode { problem, text: raw.data })),
            },
        })
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_event(context)
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Events(..)")
    }
}

/// A stream of JSON values: a line each, or records of RFC 7464.
pub struct Values<T> {
    reader: Reader,
    read: Read<T>,
}

impl<T: Decode> Values<T> {
    pub(crate) fn json(stream: Streamed) -> Self {
        Self { reader: Reader::new(Framing::Values, stream), read: from_str }
    }
}

impl<T> Values<T> {
    /// Sets how long a value may be; 16 MiB unless it is set.
    #[must_use]
    pub fn max_bytes(mut self, bytes: usize) -> Self {
        self.reader.limit = bytes;
        self
    }

    /// The next value; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, StreamError>>> {
        let raw = ready!(self.reader.poll(context));
        Poll::Ready(raw.map(|raw| {
            let text = raw?.data;
            (self.read)(&text).map_err(|problem| StreamError::Decode { problem, text })
        }))
    }
}

impl<T> Stream for Values<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

impl<T> fmt::Debug for Values<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Values(..)")
    }
}

/// Events from a body: for test doubles.
impl<T: Decode> From<crate::body::Body> for Events<T> {
    fn from(body: crate::body::Body) -> Self {
        Self::json(Streamed { body, resume: None })
    }
}

/// Values from a body: for test doubles.
impl<T: Decode> From<crate::body::Body> for Values<T> {
    fn from(body: crate::body::Body) -> Self {
        Self::json(Streamed { body, resume: None })
    }
}

#[cfg(test)]
mod tests;
