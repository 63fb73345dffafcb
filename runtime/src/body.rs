//! Bodies of requests and responses: nothing, bytes, or chunks as they come.
//!
//! The type is opaque, so that a transport can stream both ways without a change of its interface. It must not know
//! media types.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};

use crate::platform::MaybeSend;
use crate::transport::TransportError;

/// A source of bytes that come piece by piece.
pub trait Chunks: MaybeSend {
    /// The next piece; `None` at the end. After an error or the end it is not asked again.
    fn poll_chunk(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>>;
}

/// The body of a request or of a response.
#[derive(Default)]
pub struct Body(Inner);

#[derive(Default)]
enum Inner {
    #[default]
    Empty,
    Bytes(Bytes),
    Chunks(Pin<Box<dyn Chunks>>),
}

impl Body {
    /// No body at all.
    #[must_use]
    pub fn empty() -> Self {
        Self(Inner::Empty)
    }

    /// A body that comes in pieces. A request with such a body cannot be sent twice.
    #[must_use]
    pub fn chunks(chunks: impl Chunks + 'static) -> Self {
        Self(Inner::Chunks(Box::pin(chunks)))
    }

    /// The whole body, when it is in memory; `None` when it comes in pieces.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Inner::Empty => Some(&[]),
            Inner::Bytes(bytes) => Some(bytes),
            Inner::Chunks(_) => None,
        }
    }

    /// Whether there is no body (an empty byte string is a body).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self.0, Inner::Empty)
    }

    /// A second body of the same content; `None` when the body comes in pieces and cannot be had twice.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        match &self.0 {
            Inner::Empty => Some(Self(Inner::Empty)),
            Inner::Bytes(bytes) => Some(Self(Inner::Bytes(bytes.clone()))),
            Inner::Chunks(_) => None,
        }
    }

    /// The next piece; `None` at the end.
    pub fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.0 {
            Inner::Empty => Poll::Ready(None),
            Inner::Bytes(_) => match std::mem::take(&mut self.0) {
                Inner::Bytes(bytes) => Poll::Ready(Some(Ok(bytes))),
                _ => Poll::Ready(None),
            },
            Inner::Chunks(chunks) => chunks.as_mut().poll_chunk(context),
        }
    }

    /// Reads the body to its end.
    ///
    /// # Errors
    /// What the transport reports, and an error of its own when the body is longer than `limit` bytes; no more than
    /// the limit and one piece is then in memory.
    pub async fn collect(mut self, limit: u64) -> Result<Bytes, TransportError> {
        let within = |length: usize| u64::try_from(length).is_ok_and(|length| length <= limit);
        let mut first = Bytes::new();
        let mut rest = BytesMut::new();
        while let Some(chunk) = poll_fn(|context| self.poll_chunk(context)).await {
            let chunk = chunk?;
            if !within(first.len() + rest.len() + chunk.len()) {
                return Err(TransportError::too_large(limit));
            }
            // One piece is the usual case: it is kept as it is, without a copy.
            if first.is_empty() {
                first = chunk;
            } else {
                rest.extend_from_slice(&chunk);
            }
        }
        if rest.is_empty() {
            return Ok(first);
        }
        let mut whole = BytesMut::with_capacity(first.len() + rest.len());
        whole.extend_from_slice(&first);
        whole.extend_from_slice(&rest);
        Ok(whole.freeze())
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Inner::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Inner::Bytes(bytes.into()))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(Inner::Bytes(text.into()))
    }
}

/// Prints the length only: bodies may hold secrets.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Empty => f.write_str("Body(empty)"),
            Inner::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Inner::Chunks(_) => f.write_str("Body(chunks)"),
        }
    }
}
