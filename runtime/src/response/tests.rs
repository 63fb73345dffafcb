//! From raw responses to typed ones.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::{Answer, Failures, Head, RawResponse, Response, Undeclared};
use crate::error::{ApiError, Error};
use crate::headers::{FromHeaders, header};
use crate::operation::Operation;

static POST: Operation = Operation::new("make", Method::POST, "/items/{id}").success(&[201..=201]);

#[derive(Clone, Debug, PartialEq)]
struct Limits {
    left: Option<i64>,
}

impl FromHeaders for Limits {
    fn from_headers(headers: &HeaderMap) -> Self {
        Self { left: header(headers, "x-left") }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Failure {
    Conflict(Answer<i64, Limits>),
    Empty(Answer<(), Limits>),
    Text(Answer<String>),
    Bytes(Answer<Bytes>),
    Undeclared(Undeclared),
}

impl Failures for Failure {
    fn undeclared(answer: Undeclared) -> Self {
        Self::Undeclared(answer)
    }

    fn read(raw: RawResponse) -> Error<Self> {
        raw.undeclared()
    }
}

#[derive(Debug, PartialEq)]
enum Success {
    Made(Answer<i64, Limits>),
    Accepted(Answer<(), Limits>),
    Text(Answer<String>),
    Bytes(Answer<Bytes>),
}

type Outcome<B, H = ()> = Result<Response<B, H>, Error<Failure>>;

fn raw(code: u16, body: &'static str) -> RawResponse {
    let mut headers = HeaderMap::new();
    headers.insert("x-left", HeaderValue::from_static("3"));
    headers.insert("content-type", HeaderValue::from_static("text/html"));
    RawResponse::new(
        Head::received(StatusCode::from_u16(code).unwrap(), headers, &POST),
        Bytes::from_static(body.as_bytes()),
    )
}

fn failure(outcome: Outcome<()>) -> Failure {
    match outcome {
        Err(Error::Api(error)) => error.into_body(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn successes() {
    let made: Outcome<i64, Limits> = raw(201, "7").success();
    let made = made.unwrap();
    assert_eq!((*made, made.status(), made.headers().left), (7, StatusCode::CREATED, Some(3)));
    assert_eq!(made.raw_headers()["x-left"], "3");
    assert_eq!(made.into_parts(), (StatusCode::CREATED, Limits { left: Some(3) }, 7));
    let empty: Outcome<(), Limits> = raw(204, "ignored").success_empty();
    assert_eq!(empty.unwrap().headers().left, Some(3));
    let text: Outcome<String> = raw(200, "text").success_text();
    assert_eq!(text.unwrap().into_body(), "text");
    let bytes: Outcome<Bytes> = raw(200, "bytes").success_bytes();
    assert_eq!(bytes.unwrap().into_body(), "bytes");
}

#[test]
fn several_successes_are_variants() {
    let outcomes: [Outcome<Success>; 4] = [
        raw(201, "7").success_as(Success::Made),
        raw(202, "").success_as_empty(Success::Accepted),
        raw(200, "t").success_as_text(Success::Text),
        raw(200, "b").success_as_bytes(Success::Bytes),
    ];
    let limits = Limits { left: Some(3) };
    let expected = [
        Success::Made(Answer::new(7, limits.clone())),
        Success::Accepted(Answer::new((), limits)),
        Success::Text(Answer::new("t".to_owned(), ())),
        Success::Bytes(Answer::new(Bytes::from("b"), ())),
    ];
    assert_eq!(outcomes.map(|outcome| outcome.unwrap().into_body()), expected);
    let bad: Outcome<Success> = raw(201, "{").success_as(Success::Made);
    assert!(matches!(bad, Err(Error::Decode(_))));
}

#[test]
fn a_success_that_cannot_be_read_keeps_what_came() {
    let outcome: Outcome<i64> = raw(200, "<html>s3cret</html>").success();
    let error = outcome.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(error.headers().unwrap()["x-left"], "3");
    assert_eq!(error.raw_body().unwrap(), b"<html>s3cret</html>");
    assert_eq!(
        error.to_string(),
        "POST /items/{id}: 200 OK, but its body is not what the description says (19 bytes of text/html)"
    );
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(!source.is_empty() && !source.contains("s3cret"), "{source}");
    assert!(error.api().is_none() && !error.is_timeout() && !error.is_connect());
}

#[test]
fn faults() {
    let limits = Limits { left: Some(3) };
    assert_eq!(failure(Err(raw(409, "5").fault(Failure::Conflict))), Failure::Conflict(Answer::new(5, limits.clone())));
    assert_eq!(failure(Err(raw(429, "").fault_empty(Failure::Empty))), Failure::Empty(Answer::new((), limits)));
    assert_eq!(failure(Err(raw(400, "t").fault_text(Failure::Text))), Failure::Text(Answer::new("t".to_owned(), ())));
    assert_eq!(
        failure(Err(raw(400, "b").fault_bytes(Failure::Bytes))),
        Failure::Bytes(Answer::new(Bytes::from("b"), ()))
    );
}

#[test]
fn a_fault_that_cannot_be_read_is_undeclared_and_says_why() {
    let error = raw(409, "oops").fault(Failure::Conflict);
    assert_eq!((error.status(), error.raw_body()), (Some(StatusCode::CONFLICT), Some(&b"oops"[..])));
    assert_eq!(error.to_string(), "POST /items/{id}: 409 Conflict");
    let Some(Failure::Undeclared(answer)) = error.api().map(|error| (*error).body()) else { panic!("{error:?}") };
    assert_eq!((answer.status(), answer.raw_body()), (StatusCode::CONFLICT, &b"oops"[..]));
    assert!(answer.problem().is_some());
}

#[test]
fn a_status_that_is_not_declared_keeps_what_came() {
    let Failure::Undeclared(answer) = failure(raw(418, "tea").failed()) else { panic!() };
    assert_eq!((answer.status().as_u16(), answer.raw_body(), answer.problem()), (418, &b"tea"[..], None));
    assert_eq!(answer.headers()["x-left"], "3");
}

#[test]
fn the_status_decides_between_the_value_and_an_error() {
    let made: crate::client::Outcome<i64, Limits, Failure> = super::outcome::json(raw(201, "7"));
    assert_eq!(made.unwrap().into_body(), 7);
    // Successes that are not declared: with the body of the declared one, and with another one.
    let other: Outcome<()> = super::outcome::empty(raw(204, ""));
    assert_eq!(other.unwrap().status(), StatusCode::NO_CONTENT);
    let other: crate::client::Outcome<i64, Limits, Failure> = super::outcome::json(raw(202, "later"));
    let error = other.map(drop).unwrap_err();
    let Some(Failure::Undeclared(answer)) = error.api().map(ApiError::body) else { panic!("{error:?}") };
    assert_eq!((answer.status(), answer.raw_body()), (StatusCode::ACCEPTED, &b"later"[..]));
}

#[test]
fn everything_can_be_made_by_hand() {
    let response = Response::new(7, Limits { left: None }).with_status(StatusCode::CREATED);
    assert_eq!((*response, response.status().as_u16()), (7, 201));
    let error = Error::api_with(StatusCode::CONFLICT, Failure::Conflict(Answer::new(1, Limits { left: Some(1) })));
    assert_eq!(error.to_string(), "409 Conflict");
    assert_eq!(error.api().unwrap().status(), StatusCode::CONFLICT);
    let undeclared = Undeclared::new(StatusCode::BAD_GATEWAY, "down");
    assert_eq!(undeclared, Undeclared::undeclared(undeclared.clone()));
    assert_eq!(Error::<()>::NotImplemented("op").to_string(), "operation op is not implemented here");
}

#[test]
fn debug_texts_of_bodies_are_short() {
    let long: &'static str = "x".repeat(5000).leak();
    let text = format!("{:?}", raw(200, long));
    assert!(text.len() < 800 && text.contains("(5000 bytes)"), "{text}");
}

#[test]
fn errors_are_small_whatever_they_carry() {
    assert!(size_of::<Error<[u64; 100]>>() <= 3 * size_of::<usize>());
}

#[test]
fn text_is_utf_8_or_what_it_says() {
    let read = |media_type: &'static str, body: &'static [u8]| {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", HeaderValue::from_static(media_type));
        let raw = || RawResponse::new(Head::received(StatusCode::OK, headers.clone(), &POST), Bytes::from_static(body));
        let json: Outcome<String> = raw().success();
        let text: Outcome<String> = raw().success_text();
        (json.ok().map(Response::into_body), text.unwrap().into_body())
    };
    let both = |json: &str| (Some(json.to_owned()), format!("\"{json}\""));
    assert_eq!(read("application/json", "\"é\"".as_bytes()), both("é"));
    assert_eq!(read("application/json", "\u{FEFF}\"é\"".as_bytes()), both("é"));
    assert_eq!(read("application/json; q=1; Charset=\"ISO-8859-1\"", b"\"\xE9\""), both("é"));
    // It says so, and it is not so.
    assert_eq!(read("application/json;charset=iso-8859-1", "\"é\"".as_bytes()), both("é"));
    assert_eq!(read("application/json", b"\"\xE9\""), (None, "\"\u{FFFD}\"".to_owned()));
}

#[test]
fn media_types_are_compared_without_case_and_parameters() {
    let told = |media_type: &'static [u8]| {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", HeaderValue::from_bytes(media_type).unwrap());
        let raw = RawResponse::new(Head::received(StatusCode::OK, headers, &POST), Bytes::new());
        raw.is_media_type("application/problem+json")
    };
    assert!(told(b"application/problem+json") && told(b" Application/Problem+JSON;charset=utf-8"));
    assert!(!told(b"application/json") && !told(b"") && !told(b"application/problem+json\xFF"));
    assert!(!raw(200, "").is_media_type("application/json"));
}
