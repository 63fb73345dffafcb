//! Bodies that are handed over as streams: how long they may be silent, and how long a line of them may be.

use std::ops::RangeInclusive;
use std::time::Duration;

use http::Method;
use oasmith_runtime::json::Value;
use oasmith_runtime::{
    Body, Builder, Call, Error, Events, Multipart, Operation, Part, RawResponse, Request, Response, StreamError,
    TransportErrorKind, Values,
};

use crate::at;
use crate::server::{Act, Server};

const ALL: &[RangeInclusive<u16>] = &[200..=299];
static FILE: Operation = Operation::new("file", Method::GET, "/file").streams(ALL);

fn file(builder: Builder) -> Call<Body> {
    builder.build().unwrap().call(Request::new(&FILE), RawResponse::success_stream)
}

fn events(raw: RawResponse) -> Result<Response<Events<Value>>, Error> {
    raw.success_events()
}

fn values(raw: RawResponse) -> Result<Response<Values<Value>>, Error> {
    raw.success_items()
}

const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

#[tokio::test]
async fn a_stream_that_falls_silent_is_broken_off() {
    let server = Server::start(vec![Act::SayAndHang(format!("{CHUNKED}2\r\nab\r\n"))]).await;
    let limit = Duration::from_millis(50);
    for builder in [at(&server).stream_timeout(limit), at(&server).stream_timeout(limit).timeout(limit * 1000)] {
        let mut body = file(builder).await.unwrap().into_body();
        assert_eq!(body.next().await.unwrap().unwrap(), "ab");
        let error = body.next().await.unwrap().unwrap_err();
        assert_eq!(
            (error.kind(), error.to_string()),
            (TransportErrorKind::Silent, "GET /file: nothing came for 50ms".to_owned(),)
        );
        assert!(body.next().await.is_none());
    }
    // A call says it for itself.
    let mut body = file(at(&server)).stream_timeout(limit).await.unwrap().into_body();
    assert_eq!(body.next().await.unwrap().unwrap(), "ab");
    assert_eq!(body.next().await.unwrap().unwrap_err().kind(), TransportErrorKind::Silent);
}

#[tokio::test]
async fn time_that_passes_between_pieces_does_not_count_against_a_stream_that_speaks() {
    let act = Act::Endless(CHUNKED.to_owned(), "4000\r\n".to_owned() + &"x".repeat(0x4000) + "\r\n");
    let server = Server::start(vec![act]).await;
    // The whole takes longer than the limit, no silence does.
    let limit = Duration::from_millis(200);
    let start = std::time::Instant::now();
    let mut body = file(at(&server)).stream_timeout(limit).await.unwrap().into_body();
    while start.elapsed() < limit * 2 {
        assert!(!body.next().await.unwrap().unwrap().is_empty());
    }
}

/// Lines, events and values without end take no more memory than they may.
#[tokio::test]
async fn what_has_no_end_is_given_up() {
    let piece = |text: &str| format!("{:x}\r\n{text}\r\n", text.len());
    let long = "x".repeat(1000);
    for then in [piece(&long), piece(&format!("data: {long}\n")), piece(&format!(": {long}"))] {
        let server = Server::start(vec![Act::Endless(CHUNKED.to_owned() + &piece("data: "), then)]).await;
        let call = at(&server).build().unwrap().call(Request::new(&FILE), events);
        let mut events = call.await.unwrap().into_body().max_bytes(10_000);
        assert!(matches!(events.next().await, Some(Err(StreamError::TooLong(10_000)))));
        assert!(events.next().await.is_none());
    }
    let server = Server::start(vec![Act::Endless(CHUNKED.to_owned() + &piece("\""), piece(&long))]).await;
    let call = at(&server).build().unwrap().call(Request::new(&FILE), values);
    let mut values = call.await.unwrap().into_body().max_bytes(10_000);
    assert!(matches!(values.next().await, Some(Err(StreamError::TooLong(10_000)))));
}

/// Where a document speaks of JSON, and the server sends events when it is asked to: the answer does not have to end.
#[tokio::test]
async fn what_is_no_stream_by_its_description_is_one_for_who_asks() {
    static CHAT: Operation = Operation::new("chat", Method::POST, "/chat").success(ALL);
    let piece = |text: &str| format!("{:x}\r\n{text}\r\n", text.len());
    let answer = |text: &str| Act::SayAndHang(format!("{CHUNKED}{}", piece(text)));
    let error = "HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbad";
    let script = vec![answer("data: {\"n\": 1}\n\n"), answer("1\n[2]\n"), answer("x"), Act::Say(error.to_owned())];
    let server = Server::start(script).await;
    let client = at(&server).build().unwrap();
    let call = || -> Call<Value> { client.call(Request::new(&CHAT), oasmith_runtime::generated::json) };
    let mut events = call().raw().streamed().await.unwrap().into_events::<Value>();
    assert_eq!(events.next().await.unwrap().unwrap().data.get("n"), Some(&Value::from(1)));
    let mut values = client.request(&Method::GET, "/lines").streamed().await.unwrap().into_values::<Value>();
    assert_eq!(values.next().await.unwrap().unwrap(), Value::from(1));
    assert!(values.next().await.unwrap().unwrap().as_array().is_some());
    let mut body = call().raw().streamed().await.unwrap().into_body();
    assert_eq!(body.next().await.unwrap().unwrap(), "x");
    // An error is read, so that it can be told.
    let refused = call().raw().streamed().await.unwrap();
    assert_eq!((refused.code(), &**refused.body()), (400, &b"bad"[..]));
}

#[tokio::test]
async fn an_endpoint_that_no_description_has_takes_a_file() {
    let server = Server::start(vec![Act::Say("HTTP/1.1 204 No Content\r\n\r\n".to_owned())]).await;
    let form = Multipart::new().part("title", "a").part("file", Part::file("a.txt", b"b".to_vec()));
    let client = at(&server).build().unwrap();
    assert_eq!(client.request(&Method::POST, "/files").multipart(form).await.unwrap().code(), 204);
    let sent = &server.received()[0];
    assert!(
        sent.contains("content-type: multipart/form-data; boundary=") && sent.contains("filename=\"a.txt\""),
        "{sent}"
    );
}
