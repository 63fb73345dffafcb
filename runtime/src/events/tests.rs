//! Events and values from pieces, cut anywhere.

use std::time::Duration;

use http::Method;

use super::{Event, Events, StreamError, Values};
use crate::body::Body;
use crate::fake::{Fake, Step, answer, now};
use crate::json::Value;
use crate::operation::Operation;
use crate::request::Request;
use crate::response::{RawResponse, Response, Streamed};

/// The text in pieces of this many bytes.
fn cut(text: &str, length: usize) -> Body {
    Body::chain(text.as_bytes().chunks(length).map(|piece| Body::from(piece.to_vec())))
}

fn events(body: Body) -> Events<String> {
    Events::text(Streamed { body, resume: None })
}

fn all(mut events: Events<String>) -> Vec<Event<String>> {
    let mut all = Vec::new();
    while let Some(event) = now(events.next()) {
        all.push(event.unwrap());
    }
    all
}

fn event(data: &str, name: Option<&str>, id: Option<&str>) -> Event<String> {
    Event { data: data.to_owned(), event: name.map(str::to_owned), id: id.map(str::to_owned), retry: None }
}

#[test]
fn events_are_read_however_they_are_cut() {
    let text = "\u{FEFF}: comment\ndata: YHOO\ndata:+2\r\ndata\r\n\r\nevent: add\rid: 1\rdata: {\"a\":\rdata: é}\r\r\
                id\ndata:  two\nid: 2\nunknown: x\n\nevent: lost\n\ndata: last";
    let expected = [
        event("YHOO\n+2\n", None, None),
        event("{\"a\":\né}", Some("add"), Some("1")),
        event(" two", None, Some("2")),
        event("last", None, Some("2")),
    ];
    for length in 1..text.len() {
        assert_eq!(all(events(cut(text, length))), expected, "in pieces of {length}");
    }
}

#[test]
fn retry_is_a_number_of_milliseconds() {
    let events = all(events(Body::from("retry: 1500\ndata: a\n\nretry: soon\ndata: b\n\n")));
    assert_eq!(events.iter().map(|event| event.retry).collect::<Vec<_>>(), [Some(Duration::from_millis(1500)), None]);
}

#[test]
fn data_that_is_no_value_is_an_error_and_the_stream_goes_on() {
    let mut events = Events::<i64>::from(Body::from("data: 1\n\ndata: x\n\ndata: 2\n\ndata: [DONE]\n\ndata: 3\n\n"));
    assert_eq!(now(events.next()).unwrap().unwrap().data, 1);
    assert!(matches!(now(events.next()).unwrap(), Err(StreamError::Decode { text, .. }) if text == "x"));
    assert_eq!(now(events.next()).unwrap().unwrap().data, 2);
    assert!(now(events.next()).is_none());
    assert!(now(events.next()).is_none());
}

#[test]
fn values_are_lines_or_records() {
    let rows = ["{\"a\":1}\n\r\n[2]\r\n3", "\u{1e}{\n\"a\":1}\n\u{1e}[2]\n\u{1e}\n\u{1e}3\n"];
    for text in rows {
        for length in 1..text.len() {
            let mut items = Values::<Value>::from(cut(text, length));
            let mut found = Vec::new();
            while let Some(item) = now(items.next()) {
                found.push(item.unwrap().to_string());
            }
            assert_eq!(found, ["{\"a\":1}", "[2]", "3"], "{text:?} in pieces of {length}");
        }
    }
}

#[test]
fn a_line_that_does_not_end_is_not_kept() {
    let mut events = events(cut(&"x".repeat(100), 7)).max_bytes(20);
    assert!(matches!(now(events.next()), Some(Err(StreamError::TooLong(20)))));
    assert!(now(events.next()).is_none());
    let many = "data: 0123456789\n".repeat(10);
    let mut events = self::events(cut(&many, 7)).max_bytes(20);
    assert!(matches!(now(events.next()), Some(Err(StreamError::TooLong(20)))));
}

static FOLLOW: Operation = Operation::new("follow", Method::GET, "/events").streams(&[200..=200]);
static START: Operation = Operation::new("start", Method::POST, "/events").streams(&[200..=200]);

fn decode(raw: RawResponse) -> crate::client::Outcome<Events<String>, (), crate::response::Undeclared> {
    match raw.code() {
        200 => raw.success_text_events(),
        _ => raw.failed(),
    }
}

fn open(fake: &Fake, operation: &'static Operation) -> Events<String> {
    let call = fake.builder().build().unwrap().call(Request::new(operation), decode);
    now(call).map(Response::into_body).unwrap()
}

fn stream(text: &'static str) -> Step {
    Step::Answer(200, vec![("content-type", "text/event-stream")], text)
}

#[test]
fn a_stream_is_opened_again_where_it_ended() {
    let fake =
        Fake::new([stream("retry: 3000\nid: 7\ndata: a\n\n"), stream("data: b\n\n"), stream(""), answer(204, &[])]);
    let events = all(open(&fake, &FOLLOW).reconnect(5));
    assert_eq!(events.iter().map(|event| &*event.data).collect::<Vec<_>>(), ["a", "b"]);
    let ids: Vec<_> = fake.sent().iter().map(|sent| sent.headers.get("last-event-id").cloned()).collect();
    assert_eq!(ids[0], None);
    assert!(ids[1..].iter().all(|id| id.as_ref().is_some_and(|id| id == "7")));
    assert_eq!(ids.len(), 4);
}

#[test]
fn a_stream_is_not_opened_again_unless_asked_for() {
    let fake = Fake::new([stream("data: a\n\n")]);
    assert_eq!(all(open(&fake, &FOLLOW)).len(), 1);
    let fake = Fake::new([stream("data: a\n\n")]);
    assert_eq!(all(open(&fake, &START).reconnect(5)).len(), 1);
    let fake = Fake::new([stream("data: a\n\n"), answer(204, &[])]);
    assert_eq!(all(open(&fake, &START).reconnect_any(5)).len(), 1);
    assert_eq!(fake.sent().len(), 2);
}

#[test]
fn a_refusal_ends_the_stream() {
    let fake = Fake::new([stream("data: a\n\n"), answer(403, &[])]);
    let mut events = open(&fake, &FOLLOW).reconnect(5);
    assert!(now(events.next()).unwrap().is_ok());
    assert!(matches!(now(events.next()), Some(Err(StreamError::Status(status))) if status == 403));
    assert!(now(events.next()).is_none());
}
