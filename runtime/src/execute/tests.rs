//! Whole calls over the fakes: what is sent, how often, after which waits, and what comes out.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::Method;

use crate::auth::{In, Secret};
use crate::builder::Builder;
use crate::error::{Error, RequestErrorKind, TimeoutScope};
use crate::fake::{Fake, Step, answer, now};
use crate::operation::Operation;
use crate::request::Request;
use crate::response::{RawResponse, Response};
use crate::retry::RetryPolicy;
use crate::transport::{TransportError, TransportErrorKind};

const fn operation(method: Method, server: Option<&'static str>) -> Operation {
    let operation = Operation::new("op", method, "/items").security(&[&["key"], &["token"]]);
    match server {
        Some(server) => operation.server(server),
        None => operation,
    }
}
static GET: Operation = operation(Method::GET, None);
static POST: Operation = operation(Method::POST, None);
static PUT: Operation = operation(Method::PUT, None);
static ELSEWHERE: Operation = operation(Method::GET, Some("https://uploads.example"));

type Outcome = Result<Response<String>, Error>;

fn decode(raw: RawResponse) -> Outcome {
    if raw.code() == 200 { raw.success_text() } else { raw.failed() }
}

fn call(builder: Builder, operation: &'static Operation) -> Outcome {
    let mut request = Request::new(operation);
    if operation.method != Method::GET {
        request.text("text/plain", "body".to_owned());
    }
    now(builder.build().unwrap().call(request, decode))
}

fn connect() -> Step {
    Step::Fail(TransportError::connect("refused"))
}

fn reset() -> Step {
    Step::Fail(TransportError::io("reset"))
}

fn ok() -> Step {
    Step::Answer(200, Vec::new(), "done")
}

#[test]
fn a_call_tries_again_until_it_succeeds() {
    let fake = Fake::new([answer(503, &[]), reset(), answer(429, &[("retry-after", "7")]), connect(), ok()]);
    let response = call(fake.builder(), &PUT).unwrap();
    assert_eq!(response.as_str(), "done");
    assert_eq!(fake.slept(), [1, 2, 7, 8]);
    let sent = fake.sent();
    assert_eq!(sent.len(), 5);
    assert!(sent.iter().all(|sent| sent.line == "PUT https://api.example/v1/items" && sent.body == b"body"));
}

#[test]
fn the_last_outcome_is_given_when_attempts_run_out() {
    let fake = Fake::new((0..5).map(|_| answer(503, &[])));
    assert_eq!(call(fake.builder(), &GET).unwrap_err().status().unwrap(), 503);
    assert_eq!(fake.slept(), [1, 2, 4, 8]);
    let fake = Fake::new((0..5).map(|_| connect()));
    let error = call(fake.builder(), &GET).unwrap_err();
    assert!(error.is_connect());
    assert_eq!(error.to_string(), "GET /items: could not connect (5 attempts)");
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!((error.attempts(), error.is_sent()), (5, false));
}

#[test]
fn post_is_not_sent_again_once_it_may_have_been_received() {
    let fake = Fake::new([reset()]);
    let error = call(fake.builder(), &POST).unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.is_sent() && error.kind() == TransportErrorKind::Io));
    assert_eq!(fake.lines().len(), 1);
    let fake = Fake::new([answer(503, &[("retry-after", "1")])]);
    assert_eq!(call(fake.builder(), &POST).unwrap_err().status().unwrap(), 503);
    let fake = Fake::new([Step::Hang]);
    assert!(call(fake.builder(), &POST).unwrap_err().is_timeout());
    assert_eq!(fake.lines().len(), 1);
}

#[test]
fn post_is_sent_again_after_429_and_before_it_was_received() {
    let fake = Fake::new([connect(), answer(429, &[("x-ratelimit-reset", "3")]), ok()]);
    assert!(call(fake.builder(), &POST).is_ok());
    assert_eq!(fake.slept(), [1, 3]);
}

#[test]
fn an_attempt_that_hangs_is_given_up_and_tried_again() {
    let fake = Fake::new([Step::Hang, ok()]);
    assert!(call(fake.builder().attempt_timeout(Duration::from_secs(20)), &GET).is_ok());
    assert_eq!(fake.slept(), [20, 1]);
    let fake = Fake::new([Step::Hang]);
    let builder = fake.builder().retry(RetryPolicy::none());
    let error = call(builder, &GET).unwrap_err();
    assert_eq!(error.to_string(), "GET /items: no complete response within 60s");
}

#[test]
fn the_time_of_the_whole_call_is_kept() {
    // 20 s for the first attempt, 1 s of waiting, and 9 s are left for the second.
    let fake = Fake::new([Step::Hang, Step::Hang]);
    let builder = fake.builder().attempt_timeout(Duration::from_secs(20)).timeout(Duration::from_secs(30));
    let Err(Error::Timeout(error)) = call(builder, &GET) else { panic!("no timeout") };
    assert_eq!(fake.slept(), [20, 1, 9]);
    assert_eq!(
        (error.scope(), error.limit(), error.attempts(), error.is_sent()),
        (TimeoutScope::Total, Duration::from_secs(30), 2, true)
    );
    assert_eq!(error.to_string(), "GET /items: not done within 30s (2 attempts)");
    // No time to wait: the answer is given at once.
    let fake = Fake::new([answer(429, &[("retry-after", "30")])]);
    assert_eq!(call(fake.builder().timeout(Duration::from_secs(30)), &GET).unwrap_err().status().unwrap(), 429);
    assert!(fake.slept().is_empty());
}

#[test]
fn a_redirect_to_another_origin_carries_no_credentials() {
    let fake = Fake::new([
        answer(307, &[("location", "https://evil.example/x?y=1")]),
        answer(307, &[("location", "https://api.example/back")]),
        ok(),
    ]);
    let builder = fake.builder().api_key("key", In::Header, "X-Key", "s3cret").default_header("X-Tenant", "t1");
    static TEXT: Operation = operation(Method::POST, None).accept("text/plain");
    let mut request = Request::new(&TEXT);
    request.text("text/plain", "body".to_owned());
    request.cookie("sid", &"s3cret");
    request.header("X-Trace", &"1");
    now(builder.build().unwrap().call(request, decode)).unwrap();
    let sent = fake.sent();
    assert_eq!(sent[0].headers["x-key"], "s3cret");
    assert_eq!(sent[0].headers["cookie"], "sid=s3cret");
    assert_eq!(
        (&sent[0].headers["x-tenant"], &sent[0].headers["x-trace"]),
        (&"t1".parse().unwrap(), &"1".parse().unwrap())
    );
    // Neither there, nor on a way back that the other server chose.
    for (sent, line) in sent[1..].iter().zip(["POST https://evil.example/x?y=1", "POST https://api.example/back"]) {
        assert_eq!(sent.line, line);
        assert_eq!(sent.body, b"body");
        let mut names: Vec<_> = sent.headers.keys().map(http::HeaderName::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "content-type", "user-agent"]);
    }
}

#[test]
fn a_redirect_within_the_origin_keeps_credentials() {
    let fake = Fake::new([
        answer(301, &[("location", "/v2/items")]),
        answer(308, &[("location", "https://API.example:443/v3?key=k%26&a=b")]),
        ok(),
    ]);
    assert!(call(fake.builder().api_key("key", In::Query, "key", "k&"), &GET).is_ok());
    let expected = [
        "GET https://api.example/v1/items?key=k%26",
        "GET https://api.example/v2/items?key=k%26",
        "GET https://API.example:443/v3?key=k%26&a=b",
    ];
    assert_eq!(fake.lines(), expected);
    let fake = Fake::new([answer(307, &[("location", "/v2")]), ok()]);
    call(fake.builder().bearer("token", "t"), &GET).unwrap();
    assert!(fake.sent().iter().all(|sent| sent.headers["authorization"] == "Bearer t"));
}

#[test]
fn redirects_come_to_an_end() {
    let fake = Fake::new((0..6).map(|_| answer(307, &[("location", "/again")])));
    let error = call(fake.builder(), &GET).unwrap_err();
    assert_eq!(error.to_string(), "GET /items: more than 5 redirects");
    assert_eq!(fake.lines().len(), 6);
    let fake = Fake::new([answer(307, &[("location", "/again")])]);
    assert_eq!(call(fake.builder().max_redirects(0), &GET).unwrap_err().status().unwrap(), 307);
}

#[test]
fn servers_are_chosen_by_whoever_says_most() {
    let fake = Fake::new([ok(), ok()]);
    call(fake.builder(), &ELSEWHERE).unwrap();
    call(fake.builder().base_url("http://localhost:8080"), &ELSEWHERE).unwrap();
    assert_eq!(fake.lines(), ["GET https://uploads.example/items", "GET http://localhost:8080/items"]);
}

#[test]
fn tokens_are_fetched_for_each_attempt() {
    static ASKED: AtomicU32 = AtomicU32::new(0);
    let fake = Fake::new([answer(503, &[]), ok()]);
    let builder = fake.builder().token_provider("token", || async {
        Ok(Secret::from(format!("t{}", ASKED.fetch_add(1, Ordering::Relaxed))).into())
    });
    call(builder, &GET).unwrap();
    let tokens: Vec<_> = fake.sent().iter().map(|sent| sent.headers["authorization"].clone()).collect();
    assert_eq!(tokens, ["Bearer t0", "Bearer t1"]);
    // A provider that hangs runs into the limit of the attempt; nothing was sent, so that even POST is tried again.
    let fake = Fake::new([]);
    let builder = fake.builder().token_provider("token", std::future::pending);
    let Err(Error::Timeout(error)) = call(builder, &POST) else { panic!("no timeout") };
    assert_eq!((error.attempts(), error.is_sent()), (5, false));
    let builder = fake.builder().token_provider("token", || async { Err("no".into()) });
    let error = call(builder, &GET).unwrap_err();
    assert_eq!(error.to_string(), "GET /items: no token for security scheme `token`");
    assert!(fake.lines().is_empty());
}

#[test]
fn headers_of_the_operation_win_over_defaults() {
    let fake = Fake::new([ok()]);
    let core = fake.builder().user_agent("me/1").default_header("X-A", "default").build().unwrap();
    let mut request = Request::new(&GET);
    request.header("x-a", &"mine");
    now(core.call(request, decode)).unwrap();
    let sent = fake.sent();
    assert_eq!(sent[0].headers.get_all("x-a").iter().collect::<Vec<_>>(), ["mine"]);
    assert_eq!(sent[0].headers["user-agent"], "me/1");
}

#[test]
fn nothing_is_sent_when_the_request_cannot_be_built() {
    let fake = Fake::new([]);
    let mut request = Request::new(&GET);
    request.header("X-A", &"a\nb");
    let error = now(fake.builder().build().unwrap().call(request, decode)).unwrap_err();
    assert_eq!(error.to_string(), "GET /items: the value of header `X-A` has characters that no header can carry");
    assert!(matches!(error, Error::Request(error) if *error.kind() == RequestErrorKind::Header("X-A".to_owned())));
}

#[test]
fn a_response_that_is_too_long_is_given_up() {
    let fake = Fake::new([ok(), ok()]);
    let error = call(fake.builder().max_response_bytes(3), &GET).unwrap_err();
    assert_eq!(error.to_string(), "GET /items: the response is longer than 3 bytes");
    assert!(call(fake.builder().max_response_bytes(4), &GET).is_ok());
}

#[test]
fn cookies_of_the_server_stay_out_of_debug_texts() {
    let fake = Fake::new([answer(418, &[("set-cookie", "sid=s3cret"), ("x-a", "shown")])]);
    let error = call(fake.builder(), &GET).unwrap_err();
    assert_eq!(error.headers().unwrap()["set-cookie"], "sid=s3cret");
    let text = format!("{error:?}");
    assert!(text.contains("shown") && !text.contains("s3cret"), "{text}");
}

/// Compiles only while calls are `Send` and borrow nothing, whatever their types are.
#[test]
fn calls_are_free_to_move() {
    fn check<T: Send + 'static>(_: T) {}
    struct NotSend(#[expect(dead_code)] *const u8);
    let core = Fake::new([]).builder().build().unwrap();
    check(core.call::<NotSend, (), NotSend>(Request::new(&GET), |_| Err(Error::NotImplemented("op"))));
    check(crate::platform::not_implemented::<_, NotSend, (), NotSend>("op", ()));
}
