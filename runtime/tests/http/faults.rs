//! Networks and servers at their worst: what each fault becomes, and that nothing hangs or grows.

use std::time::Duration;

use oasmith_runtime::{Error, RetryPolicy, TimeoutScope, TransportErrorKind};

use crate::server::{Act, Server, say};
use crate::{GET, POST, at, call};

/// What a single attempt ends in.
async fn fault(act: Act) -> Error<crate::Failure> {
    let server = Server::start(vec![act]).await;
    let limit = Duration::from_millis(100);
    call(at(&server).retry(RetryPolicy::none()).attempt_timeout(limit), &GET).await.unwrap_err()
}

fn text(text: &str) -> Act {
    Act::Say(text.to_owned())
}

#[tokio::test]
async fn each_fault_is_told_apart() {
    use TransportErrorKind::{Body, Headers, Io, TooLarge};
    let rows = [
        ("closed before the headers", Act::Drop, Io),
        ("reset before the headers", Act::Reset(String::new()), Io),
        ("reset inside the headers", Act::Reset("HTTP/1.1 200 OK\r\nContent-Le".to_owned()), Io),
        ("closed inside the headers", text("HTTP/1.1 200 OK\r\nContent-Le"), Io),
        ("no HTTP at all", text("SSH-2.0-OpenSSH_9.6\r\n\r\n"), Io),
        ("reset inside the body", Act::Reset("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12".to_owned()), Body),
        ("a content length that is too large", text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12"), Body),
        ("two content lengths", text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n12"), Io),
        ("a content length that is no number", text("HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n12"), Io),
        (
            "chunks that are none",
            text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n12\r\n0\r\n\r\n"),
            Body,
        ),
        ("chunks that break off", text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12"), Body),
        (
            "a body without end",
            Act::Endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned(), chunk(1 << 16)),
            TooLarge,
        ),
        ("headers without end", Act::Endless("HTTP/1.1 200 OK\r\n".to_owned(), "X-A: b\r\n".repeat(100)), Io),
        ("one header without end", Act::Endless("HTTP/1.1 200 OK\r\nX-A: ".to_owned(), "b".repeat(4096)), Io),
        ("large headers", say("200 OK", &[&format!("X-A: {}", "b".repeat(300 << 10))], "1"), Headers),
    ];
    for (name, act, kind) in rows {
        let server = Server::start(vec![act]).await;
        let error = call(at(&server).retry(RetryPolicy::none()).max_response_bytes(1 << 20), &GET).await.unwrap_err();
        let Error::Transport(error) = error else { panic!("{name}: {error:?}") };
        assert_eq!(error.kind(), kind, "{name}: {error:?}");
        assert!(error.is_sent(), "{name}");
    }
}

/// The measure of 100 MB: it is not read to its end, and what it says about the call is not lost.
#[tokio::test]
async fn an_error_text_without_end_keeps_its_status() {
    let act = Act::Endless("HTTP/1.1 500 Oh\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned(), chunk(1 << 16));
    let server = Server::start(vec![act]).await;
    let error = call(at(&server).retry(RetryPolicy::none()).max_response_bytes(1 << 20), &GET).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.raw_body().unwrap().len()), (500, 1 << 20));
}

/// A chunk of a chunked body.
fn chunk(length: usize) -> String {
    format!("{length:x}\r\n{}\r\n", "x".repeat(length))
}

#[tokio::test]
async fn slow_servers_run_into_the_limit_wherever_they_stop() {
    let beginnings =
        ["", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\nX-A: b\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12"];
    for beginning in beginnings {
        let Error::Timeout(error) = fault(Act::SayAndHang(beginning.to_owned())).await else { panic!("{beginning}") };
        assert_eq!(error.scope(), TimeoutScope::Attempt);
    }
    // The limit of the whole call counts while the body comes, too.
    let server =
        Server::start(vec![Act::SayAndHang("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12".to_owned())]).await;
    let error = call(at(&server), &GET).timeout(Duration::from_millis(100)).await.unwrap_err();
    assert!(matches!(&error, Error::Timeout(error) if error.scope() == TimeoutScope::Total), "{error:?}");
}

#[tokio::test]
async fn bodies_that_are_not_what_was_declared_are_told_with_their_text() {
    for (media_type, body) in [("application/json", "{\"a\": ["), ("text/html", "<html>"), ("application/json", "")] {
        let header = format!("Content-Type: {media_type}");
        let error = fault(say("200 OK", &[&header], body)).await;
        assert_eq!((error.status().unwrap(), error.raw_body().unwrap()), (http::StatusCode::OK, body.as_bytes()));
        assert!(error.to_string().contains(media_type), "{error}");
    }
    // A content length that is too small: what follows is no part of the answer.
    let server = Server::start(vec![text("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n12")]).await;
    assert_eq!(*call(at(&server), &GET).await.unwrap(), 1);
}

#[tokio::test]
async fn redirects_come_to_an_end() {
    let server = Server::start(vec![say("307 Temporary Redirect", &["Location: /again"], "")]).await;
    let error = call(at(&server), &GET).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Redirects), "{error:?}");
    assert_eq!(server.received().len(), 6);
}

#[tokio::test]
async fn nothing_is_repeated_that_may_have_been_done() {
    for act in [Act::Drop, Act::Reset(String::new()), text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12")] {
        let server = Server::start(vec![act]).await;
        call(at(&server), &POST).await.unwrap_err();
        assert_eq!(server.received().len(), 1);
    }
}
