//! Bodies in pieces: order, length, copies, limits.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::Body;
use crate::fake::now;
use crate::transport::{TransportError, TransportErrorKind};

/// Pieces that are there at once.
struct Ready(VecDeque<Result<&'static str, &'static str>>);

impl Stream for Ready {
    type Item = Result<&'static str, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}

fn pieces(pieces: &[Result<&'static str, &'static str>]) -> Ready {
    Ready(pieces.iter().copied().collect())
}

fn text(body: Body) -> Result<String, TransportError> {
    now(body.bytes()).map(|bytes| String::from_utf8(bytes.to_vec()).unwrap())
}

#[test]
fn pieces_come_in_order_and_end_at_an_error() {
    assert_eq!(text(Body::stream(pieces(&[Ok("a"), Ok(""), Ok("bc")]))).unwrap(), "abc");
    let mut body = Body::stream(pieces(&[Ok("a"), Err("gone"), Ok("b")]));
    assert_eq!(now(body.next()).unwrap().unwrap(), "a");
    assert_eq!(now(body.next()).unwrap().unwrap_err().kind(), TransportErrorKind::Body);
    assert!(now(body.next()).is_none());
}

#[test]
fn a_length_is_kept_or_it_is_an_error() {
    assert_eq!(text(Body::sized(3, pieces(&[Ok("a"), Ok("bc")]))).unwrap(), "abc");
    for length in [2, 4] {
        let body = Body::sized(length, pieces(&[Ok("a"), Ok("bc")]));
        assert_eq!(body.length(), Some(length));
        assert_eq!(text(body).unwrap_err().kind(), TransportErrorKind::Body);
    }
}

#[test]
fn a_chain_is_one_body() {
    let chain = Body::chain([Body::from("a"), Body::empty(), Body::from("bc")]);
    assert_eq!((chain.length(), chain.as_bytes()), (Some(3), None));
    assert_eq!(text(chain.try_clone().unwrap()).unwrap(), "abc");
    assert_eq!(text(chain).unwrap(), "abc");
    let chain = Body::chain([Body::from("a"), Body::sized(2, pieces(&[Ok("bc")]))]);
    assert_eq!(chain.length(), Some(3));
    assert!(chain.try_clone().is_none());
    assert_eq!(text(chain).unwrap(), "abc");
    let chain = Body::chain([Body::from("a"), Body::stream(pieces(&[Ok("bc")]))]);
    assert_eq!(chain.length(), None);
}

#[test]
fn no_more_than_the_limit_is_taken() {
    let error = now(Body::stream(pieces(&[Ok("abc"), Ok("d")])).collect(3)).unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
    assert_eq!(now(Body::stream(pieces(&[Ok("abc")])).collect(3)).unwrap(), "abc");
}

#[test]
fn nothing_of_the_content_is_printed() {
    let shown = |body: Body| format!("{body:?}");
    assert_eq!(shown(Body::from("secret")), "Body(6 bytes)");
    assert_eq!(shown(Body::empty()), "Body(empty)");
    assert_eq!(shown(Body::sized(6, pieces(&[]))), "Body(stream of 6 bytes)");
    assert_eq!(shown(Body::stream(pieces(&[]))), "Body(stream)");
}
