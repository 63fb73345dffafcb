//! Bodies of requests and responses: nothing, bytes, or a stream of pieces.
//!
//! One type for both ways, so that what is downloaded can be uploaded again, and nothing has to be in memory as a whole. It must not
//! know media types.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::{Frame, SizeHint};

use crate::error::Context as CallContext;
use crate::platform::{BoxError, BoxStream, MaybeSend};
use crate::timer::Timer;
use crate::transport::TransportError;

mod watch;

use self::watch::Watch;

/// The body of a request or of a response.
///
/// It is a [`Stream`] of pieces. [`Body::bytes`] reads it to its end, [`Body::next`] gives one piece after the other:
///
/// ```
/// # async fn save(mut body: oasmith_runtime::Body) -> Result<(), Box<dyn std::error::Error>> {
/// let mut length = 0;
/// while let Some(piece) = body.next().await {
///     length += piece?.len();
/// }
/// # Ok(())
/// # }
/// ```
pub struct Body {
    inner: Inner,
    /// How many bytes [`Body::bytes`] takes.
    limit: u64,
    /// The call that it is the answer of, for errors.
    context: Option<CallContext>,
    /// How long it may be silent.
    watch: Option<Box<Watch>>,
}

#[derive(Default)]
enum Inner {
    #[default]
    Empty,
    Bytes(Bytes),
    Stream(Pieces),
    /// One after the other.
    Chain(VecDeque<Body>),
}

struct Pieces {
    /// The lock is never taken: it makes the body `Sync`, which transports ask for.
    stream: Mutex<BoxStream<'static, Result<Bytes, TransportError>>>,
    /// What is left, where the length is known.
    left: Option<u64>,
}

impl Body {
    const fn new(inner: Inner) -> Self {
        Self { inner, limit: u64::MAX, context: None, watch: None }
    }

    /// No body at all.
    #[must_use]
    pub const fn empty() -> Self {
        Self::new(Inner::Empty)
    }

    /// A body that comes in pieces. A request with such a body is sent once: it is neither retried nor redirected.
    pub fn stream<S, T, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + MaybeSend + 'static,
        T: Into<Bytes>,
        E: Into<BoxError>,
    {
        let stream: BoxStream<'static, _> = Box::pin(Converted(Box::pin(stream)));
        Self::new(Inner::Stream(Pieces { stream: Mutex::new(stream), left: None }))
    }

    /// A body of so many bytes that comes in pieces. A request tells the server the length; a stream that gives less or more
    /// ends in an error.
    pub fn sized<S, T, E>(length: u64, stream: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + MaybeSend + 'static,
        T: Into<Bytes>,
        E: Into<BoxError>,
    {
        let mut body = Self::stream(stream);
        if let Inner::Stream(pieces) = &mut body.inner {
            pieces.left = Some(length);
        }
        body
    }

    /// For transports: the body of another HTTP library. Trailers are left out.
    pub fn from_http<B>(body: B) -> Self
    where
        B: http_body::Body + MaybeSend + 'static,
        B::Data: Into<Bytes>,
        B::Error: Into<BoxError>,
    {
        let left = body.size_hint().exact();
        let stream: BoxStream<'static, _> = Box::pin(Frames(Box::pin(body)));
        Self::new(Inner::Stream(Pieces { stream: Mutex::new(stream), left }))
    }

    /// A body whose transport tells what is left of it.
    #[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
    pub(crate) fn received(stream: BoxStream<'static, Result<Bytes, TransportError>>, left: Option<u64>) -> Self {
        Self::new(Inner::Stream(Pieces { stream: Mutex::new(stream), left }))
    }

    /// One body after the other.
    pub(crate) fn chain(bodies: impl IntoIterator<Item = Self>) -> Self {
        let mut bodies: VecDeque<Self> = bodies.into_iter().collect();
        match bodies.len() {
            0 => Self::empty(),
            1 => bodies.pop_front().unwrap_or_default(),
            _ => Self::new(Inner::Chain(bodies)),
        }
    }

    /// The body of an answer: what [`Body::bytes`] takes at most, and what its errors tell of.
    pub(crate) fn answer(self, limit: u64, context: CallContext) -> Self {
        Self { limit, context: Some(context), ..self }
    }

    /// Breaks off when nothing comes for so long.
    pub(crate) fn watched(self, timer: Arc<dyn Timer>, limit: Duration) -> Self {
        Self { watch: Some(Box::new(Watch::new(timer, limit))), ..self }
    }

    /// The whole body, when it is in memory in one piece; `None` when it comes in pieces.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.inner {
            Inner::Empty => Some(&[]),
            Inner::Bytes(bytes) => Some(bytes),
            Inner::Stream(_) | Inner::Chain(_) => None,
        }
    }

    /// Whether there is no body (an empty byte string is a body).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self.inner, Inner::Empty)
    }

    /// How many bytes are left, where that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.inner {
            Inner::Empty => Some(0),
            Inner::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Inner::Stream(pieces) => pieces.left,
            Inner::Chain(bodies) => bodies.iter().try_fold(0_u64, |sum, body| sum.checked_add(body.length()?)),
        }
    }

    /// The same as [`as_bytes`](Self::as_bytes), without a copy; else the body once more.
    #[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
    pub(crate) fn into_whole(self) -> Result<Bytes, Self> {
        match self.inner {
            Inner::Empty => Ok(Bytes::new()),
            Inner::Bytes(bytes) => Ok(bytes),
            inner @ (Inner::Stream(_) | Inner::Chain(_)) => Err(Self { inner, ..self }),
        }
    }

    /// A second body of the same content; `None` when the body comes in pieces and cannot be had twice.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        Some(Self::new(match &self.inner {
            Inner::Empty => Inner::Empty,
            Inner::Bytes(bytes) => Inner::Bytes(bytes.clone()),
            Inner::Stream(_) => return None,
            Inner::Chain(bodies) => Inner::Chain(bodies.iter().map(Self::try_clone).collect::<Option<_>>()?),
        }))
    }

    /// The next piece; `None` at the end.
    pub fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let piece = match &mut self.inner {
            Inner::Empty => None,
            Inner::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                self.inner = Inner::Empty;
                Some(Ok(bytes))
            }
            Inner::Stream(pieces) => match (pieces.poll(context), &mut self.watch) {
                (Poll::Ready(piece), watch) => {
                    if let Some(watch) = watch {
                        watch.heard();
                    }
                    piece
                }
                (Poll::Pending, Some(watch)) => Some(Err(ready!(watch.poll(context)))),
                (Poll::Pending, None) => return Poll::Pending,
            },
            Inner::Chain(bodies) => loop {
                let Some(first) = bodies.front_mut() else { break None };
                match ready!(first.poll_chunk(context)) {
                    None => drop(bodies.pop_front()),
                    piece => break piece,
                }
            },
        };
        if !matches!(piece, Some(Ok(_))) {
            self.inner = Inner::Empty;
        }
        Poll::Ready(piece.map(|piece| {
            piece.map_err(|error| match self.context.take() {
                Some(context) => error.during(context),
                None => error,
            })
        }))
    }

    /// The next piece; `None` at the end, and after an error.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    /// Reads the body to its end. Of the answer to a call, no more than the client's `max_response_bytes`.
    ///
    /// # Errors
    /// What the transport reports, and an error of its own when the body is too long.
    pub async fn bytes(self) -> Result<Bytes, TransportError> {
        let limit = self.limit;
        self.collect(limit).await
    }

    /// Reads the body to its end.
    ///
    /// # Errors
    /// What the transport reports, and an error of its own when the body is longer than `limit` bytes; no more than
    /// the limit and one piece is then in memory.
    pub async fn collect(mut self, limit: u64) -> Result<Bytes, TransportError> {
        let (bytes, is_whole) = self.read(limit).await?;
        if is_whole {
            return Ok(bytes);
        }
        let error = TransportError::too_large(limit);
        Err(match self.context.take() {
            Some(context) => error.during(context),
            None => error,
        })
    }

    /// The first `limit` bytes, and whether they are all.
    pub(crate) async fn read(&mut self, limit: u64) -> Result<(Bytes, bool), TransportError> {
        let within = |length: usize| u64::try_from(length).is_ok_and(|length| length <= limit);
        let mut first = Bytes::new();
        let mut rest = BytesMut::new();
        let mut is_whole = true;
        while let Some(chunk) = self.next().await {
            let mut chunk = chunk?;
            let before = first.len() + rest.len();
            is_whole = within(before + chunk.len());
            if !is_whole {
                chunk.truncate(usize::try_from(limit).unwrap_or(usize::MAX).saturating_sub(before));
            }
            // One piece is the usual case: it is kept as it is, without a copy.
            if first.is_empty() {
                first = chunk;
            } else {
                rest.extend_from_slice(&chunk);
            }
            if !is_whole {
                self.inner = Inner::Empty;
            }
        }
        if rest.is_empty() {
            return Ok((first, is_whole));
        }
        let mut whole = BytesMut::with_capacity(first.len() + rest.len());
        whole.extend_from_slice(&first);
        whole.extend_from_slice(&rest);
        Ok((whole.freeze(), is_whole))
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl Pieces {
    /// The next piece, as far as the length that was told allows it.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let stream = self.stream.get_mut().unwrap_or_else(PoisonError::into_inner);
        let piece = ready!(stream.as_mut().poll_next(context));
        let Some(left) = self.left else { return Poll::Ready(piece) };
        Poll::Ready(match piece {
            Some(Ok(piece)) => match u64::try_from(piece.len()).ok().and_then(|length| left.checked_sub(length)) {
                Some(left) => {
                    self.left = Some(left);
                    Some(Ok(piece))
                }
                None => Some(Err(TransportError::body("the body is longer than its length says"))),
            },
            None if left > 0 => Some(Err(TransportError::body("the body is shorter than its length says"))),
            other => other,
        })
    }
}

/// An error of a stream; what a transport made stays as it is.
fn broken(error: BoxError) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::body(error),
    }
}

struct Converted<S>(Pin<Box<S>>);

impl<S, T, E> Stream for Converted<S>
where
    S: Stream<Item = Result<T, E>>,
    T: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(piece.map(|piece| piece.map(Into::into).map_err(|error| broken(error.into()))))
    }
}

struct Frames<B>(Pin<Box<B>>);

impl<B> Stream for Frames<B>
where
    B: http_body::Body,
    B::Data: Into<Bytes>,
    B::Error: Into<BoxError>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(self.0.as_mut().poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(broken(error.into())))),
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data.into())));
                    }
                }
            }
        }
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(context)
    }
}

/// For transports: HTTP libraries take it as it is.
impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Poll::Ready(ready!(self.poll_chunk(context)).map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        self.length().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::new(Inner::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        text.as_bytes().into()
    }
}

/// Prints the length only: bodies may hold secrets.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.is_empty(), self.as_bytes(), self.length()) {
            (true, ..) => f.write_str("Body(empty)"),
            (_, Some(bytes), _) => write!(f, "Body({} bytes)", bytes.len()),
            (_, None, Some(length)) => write!(f, "Body(stream of {length} bytes)"),
            (_, None, None) => f.write_str("Body(stream)"),
        }
    }
}

#[cfg(test)]
mod tests;
