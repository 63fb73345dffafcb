//! Settings of single calls, raw and undocumented calls, hooks, keys, renewed tokens, budgets: over the fakes.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::{HeaderValue, Method, response};

use crate::auth::{In, Secret, Token};
use crate::body::Body;
use crate::error::Error;
use crate::fake::{Fake, Step, answer, now};
use crate::hook::Hook;
use crate::operation::Operation;
use crate::platform::{BoxError, BoxFuture};
use crate::rate_limit::RateLimiter;
use crate::request::Request;
use crate::response::{RawResponse, Response};
use crate::retry::RetryPolicy;
use crate::transport::TransportError;

use super::{Call, Core};

static GET: Operation = Operation::new("get", Method::GET, "/items").security(&[&["key"], &["token"]]);
static POST: Operation = Operation::new("post", Method::POST, "/items").security(&[&["key"], &["token"]]);

fn decode(raw: RawResponse) -> Result<Response<String>, Error> {
    if raw.code() == 200 { raw.success_text() } else { raw.failed() }
}

fn call(core: &Core, operation: &'static Operation) -> Call<String> {
    core.call(Request::new(operation), decode)
}

fn ok() -> Step {
    Step::Answer(200, Vec::new(), "done")
}

#[test]
fn a_call_can_differ_from_its_client() {
    let fake = Fake::new([ok(), answer(503, &[]), Step::Hang, Step::Hang]);
    let core = fake.builder().default_header("X-A", "client").build().unwrap();
    now(call(&core, &GET).header("x-a", "call").query("q", "a&b").base_url("http://other.example/v2/")).unwrap();
    let sent = fake.sent().remove(0);
    assert_eq!(sent.line, "GET http://other.example/v2/items?q=a%26b");
    assert_eq!(sent.headers.get_all("x-a").iter().collect::<Vec<_>>(), ["call"]);
    assert!(now(call(&core, &GET).retry(RetryPolicy::none())).is_err());
    assert_eq!(fake.slept(), Vec::<u64>::new());
    let error = now(call(&core, &GET).attempt_timeout(Duration::from_secs(2)).retry(RetryPolicy::none())).unwrap_err();
    assert_eq!(error.to_string(), "GET /items: no complete response within 2s");
    let error = now(call(&core, &GET).timeout(Duration::from_secs(3))).unwrap_err();
    assert_eq!(error.to_string(), "GET /items: not done within 3s");
    for url in ["ftp://other.example", "http://user:s3cret@other.example", "//other.example", "http://h/?q"] {
        let error = now(call(&core, &GET).base_url(url)).unwrap_err();
        assert!(matches!(error, Error::Request(_)) && !error.to_string().contains("s3cret"), "{error}");
    }
    let error = now(call(&core, &GET).header("X-A", "a\r\nX-B: b")).unwrap_err();
    assert_eq!(error.to_string(), "GET /items: the value of header `X-A` has characters that no header can carry");
}

#[test]
fn any_answer_can_be_had_as_it_came() {
    let fake = Fake::new([Step::Answer(418, vec![("x-a", "1")], "teapot")]);
    let core = fake.builder().build().unwrap();
    let raw = now(call(&core, &GET).raw().query("q", "1")).unwrap();
    assert_eq!((raw.code(), &raw.headers()["x-a"], &raw.body()[..]), (418, &"1".parse().unwrap(), &b"teapot"[..]));
}

#[test]
fn undocumented_endpoints_get_the_same_care() {
    let fake = Fake::new([answer(503, &[]), answer(200, &[]), answer(200, &[])]);
    let core = fake.builder().api_key("key", In::Header, "X-Key", "k").bearer("token", "t").build().unwrap();
    let put = core.request(&Method::PUT, "/beta/items/1?dry=true").query("q", "1").json(&["a"]);
    assert_eq!(now(put).unwrap().code(), 200);
    let sent = fake.sent();
    assert_eq!(sent.len(), 2);
    assert!(sent.iter().all(|sent| {
        sent.line == "PUT https://api.example/v1/beta/items/1?dry=true&q=1"
            && sent.headers["x-key"] == "k"
            && sent.headers["authorization"] == "Bearer t"
            && sent.headers["content-type"] == "application/json"
            && sent.body == b"[\"a\"]"
    }));
    for (method, path) in
        [(Method::GET, "https://evil.example/"), (Method::GET, "@evil.example"), (Method::CONNECT, "/")]
    {
        assert!(matches!(now(core.request(&method, path)), Err(Error::Request(_))), "{method} {path}");
    }
    assert!(fake.sent().is_empty());
}

/// Signs what it sees, and counts answers.
struct Signer(Arc<AtomicU32>);

impl Hook for Signer {
    fn on_request<'a>(
        &'a self,
        operation: &'a Operation,
        request: &'a mut http::Request<Body>,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        let sees_key = request.headers().contains_key("x-key");
        let value = format!("{} {} {sees_key}", operation.id, request.uri().path());
        Box::pin(async move {
            request.headers_mut().insert("x-signature", HeaderValue::from_str(&value)?);
            Ok(())
        })
    }

    fn on_response(&self, _: &Operation, response: &mut response::Parts) {
        self.0.fetch_add(1, Ordering::Relaxed);
        response.headers.insert("x-seen", HeaderValue::from_static("yes"));
    }
}

struct Refuse;

impl Hook for Refuse {
    fn on_request<'a>(
        &'a self,
        _: &'a Operation,
        _: &'a mut http::Request<Body>,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async { Err("not today".into()) })
    }
}

#[test]
fn hooks_stand_above_and_below_the_credentials() {
    let count = Arc::new(AtomicU32::new(0));
    for (above, expected) in [(true, "get /v1/items false"), (false, "get /v1/items true")] {
        let fake = Fake::new([answer(503, &[]), answer(200, &[])]);
        let builder = fake.builder().api_key("key", In::Header, "X-Key", "k");
        let signer = Signer(Arc::clone(&count));
        let builder = if above { builder.hook(signer) } else { builder.hook_below_auth(signer) };
        let response = now(call(&builder.build().unwrap(), &GET)).unwrap();
        assert_eq!(response.raw_headers()["x-seen"], "yes");
        assert!(fake.sent().iter().all(|sent| sent.headers["x-signature"] == expected));
    }
    assert_eq!(count.load(Ordering::Relaxed), 4);
    let fake = Fake::new([]);
    let error = now(call(&fake.builder().hook(Refuse).build().unwrap(), &GET)).unwrap_err();
    assert_eq!(error.to_string(), "GET /items: a hook refused the request: not today");
}

#[test]
fn a_key_makes_a_post_repeatable() {
    let fake = Fake::new([Step::Fail(TransportError::io("reset")), answer(503, &[]), ok(), ok(), ok()]);
    let core = fake.builder().idempotency_header("Idempotency-Key").build().unwrap();
    now(call(&core, &POST)).unwrap();
    now(call(&core, &POST).header("idempotency-key", "mine")).unwrap();
    now(call(&core, &GET)).unwrap();
    let sent = fake.sent();
    let key = sent[0].headers["idempotency-key"].clone();
    assert!(sent[..3].iter().all(|sent| sent.headers["idempotency-key"] == key));
    assert_eq!(sent[3].headers["idempotency-key"], "mine");
    assert!(!sent[4].headers.contains_key("idempotency-key"));
}

#[test]
fn a_refused_token_is_renewed_once() {
    let tokens = |fake: &Fake, kept: bool| {
        let asked = Arc::new(AtomicU32::new(0));
        let provider = move || {
            let number = asked.fetch_add(1, Ordering::Relaxed);
            let token = Secret::from(format!("t{number}"));
            async move { Ok(if kept { Token::new(token) } else { token.into() }) }
        };
        fake.builder().token_provider("token", provider).retry(RetryPolicy::none()).build().unwrap()
    };
    let fake = Fake::new([answer(401, &[]), ok(), ok(), answer(401, &[]), answer(401, &[])]);
    let core = tokens(&fake, true);
    now(call(&core, &POST)).unwrap();
    now(call(&core, &GET)).unwrap();
    assert_eq!(now(call(&core, &GET)).unwrap_err().status().unwrap(), 401);
    let sent: Vec<_> =
        fake.sent().iter().map(|sent| sent.headers["authorization"].to_str().unwrap().to_owned()).collect();
    assert_eq!(sent, ["Bearer t0", "Bearer t1", "Bearer t1", "Bearer t1", "Bearer t2"]);
    // The same token again would be refused again; a body that is gone cannot be sent again.
    let fake = Fake::new([answer(401, &[])]);
    let core = fake.builder().token_provider("token", || async { Ok(Token::new("same")) }).build().unwrap();
    assert_eq!(now(call(&core, &GET)).unwrap_err().status().unwrap(), 401);
    let fake = Fake::new([answer(401, &[])]);
    let core = fake.builder().bearer("token", "fixed").build().unwrap();
    assert_eq!(now(call(&core, &GET)).unwrap_err().status().unwrap(), 401);
}

#[test]
fn a_server_that_is_down_is_not_asked_five_times_as_often() {
    let fake = Fake::new((0..13).map(|_| answer(503, &[])));
    let core = fake.builder().retry(RetryPolicy::new().jitter(false).budget(3)).build().unwrap();
    for _ in 0..10 {
        assert!(now(call(&core, &GET)).is_err());
    }
    assert_eq!(fake.lines().len(), 13);
}

#[test]
fn calls_wait_for_their_turn_and_not_in_vain() {
    let fake = Fake::new((0..4).map(|_| ok()));
    let limiter = RateLimiter::with_rate(2, Duration::from_secs(10));
    let core = fake.builder().rate_limiter(limiter).build().unwrap();
    for _ in 0..4 {
        now(call(&core, &GET)).unwrap();
    }
    assert_eq!(fake.slept(), [10]);
    now(call(&core, &GET).timeout(Duration::from_secs(5))).unwrap_err();
    assert_eq!((fake.slept().len(), fake.lines().len()), (1, 4));
}

#[test]
fn headers_are_bounded() {
    let fake = Fake::new([answer(200, &[("x-a", "0123456789")]), answer(200, &[("x-a", "0123456789")])]);
    let error = now(call(&fake.builder().max_header_bytes(12).build().unwrap(), &GET)).unwrap_err();
    assert_eq!(error.to_string(), "GET /items: the headers of the response are longer than 12 bytes");
    assert!(now(call(&fake.builder().max_header_bytes(13).build().unwrap(), &GET)).is_ok());
}

/// Dropping a call drops what the transport does for it.
#[test]
fn a_dropped_call_is_cancelled() {
    struct Watched(Arc<AtomicU32>);
    struct Dropped(Arc<AtomicU32>);
    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
    impl crate::Transport for Watched {
        fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
            let dropped = Dropped(Arc::clone(&self.0));
            Box::pin(async move {
                let _dropped = dropped;
                std::future::pending().await
            })
        }
    }
    let dropped = Arc::new(AtomicU32::new(0));
    let core = Fake::new([]).builder().transport(Watched(Arc::clone(&dropped))).timer(Never).build().unwrap();
    let mut call = Box::pin(call(&core, &GET));
    assert!(call.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop())).is_pending());
    assert_eq!(dropped.load(Ordering::Relaxed), 0);
    drop(call);
    assert_eq!(dropped.load(Ordering::Relaxed), 1);
}

/// No time passes.
struct Never;

impl crate::Timer for Never {
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn unix_time(&self) -> Duration {
        Duration::ZERO
    }
}
