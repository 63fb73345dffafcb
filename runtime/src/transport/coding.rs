//! Responses in gzip whose header spells it in another way than reqwest reads: `x-gzip`, or in capitals (RFC 9110, section 8.4.1).
//!
//! Takes headers and a body, gives the body decompressed. Must not be more than a few kilobytes ahead of its reader.

use std::io::Write as _;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use futures_core::Stream;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, HeaderValue};

use crate::body::Body;
use crate::transport::TransportError;

/// The most that is decompressed at once: gzip makes a thousand times as much of it at worst.
const STEP: usize = 1024;

/// The body as its reader expects it, and headers that are about it.
pub(super) fn decoded(headers: &mut HeaderMap, body: Body) -> Body {
    let is_gzip = |value: &HeaderValue| {
        let name = value.as_bytes().trim_ascii();
        name.eq_ignore_ascii_case(b"gzip") || name.eq_ignore_ascii_case(b"x-gzip")
    };
    if !headers.get(CONTENT_ENCODING).is_some_and(is_gzip) {
        return body;
    }
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
    Body::received(Box::pin(Unzipped { body, piece: Bytes::new(), decoder: None, is_over: false }), None)
}

struct Unzipped {
    body: Body,
    /// What came and is not decompressed.
    piece: Bytes,
    /// From the first byte on: no body is an empty one, whatever its header says.
    decoder: Option<MultiGzDecoder<Vec<u8>>>,
    is_over: bool,
}

impl Unzipped {
    /// What the next bytes come to; their end, if there are none.
    fn step(&mut self, bytes: &[u8]) -> Result<Bytes, TransportError> {
        let decoder = self.decoder.get_or_insert_with(|| MultiGzDecoder::new(Vec::new()));
        let done = if bytes.is_empty() { decoder.try_finish() } else { decoder.write_all(bytes) };
        done.map_err(TransportError::coding)?;
        Ok(std::mem::take(decoder.get_mut()).into())
    }
}

impl Stream for Unzipped {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while !self.is_over {
            let length = self.piece.len().min(STEP);
            let next = self.piece.split_to(length);
            let out = if next.is_empty() {
                match ready!(self.body.poll_chunk(context)) {
                    Some(Ok(piece)) => {
                        self.piece = piece;
                        continue;
                    }
                    Some(Err(error)) => Err(error),
                    None if self.decoder.is_none() => return Poll::Ready(None),
                    None => {
                        self.is_over = true;
                        self.step(&[])
                    }
                }
            } else {
                self.step(&next)
            };
            self.is_over |= out.is_err();
            if !out.as_ref().is_ok_and(Bytes::is_empty) {
                return Poll::Ready(Some(out));
            }
        }
        Poll::Ready(None)
    }
}
