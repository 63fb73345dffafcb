//! The client over reqwest against a server on loopback: what is on the wire, and what faults become.

#![allow(clippy::unwrap_used, clippy::panic)]

mod attacks;
mod crowds;
mod elsewhere;
mod faults;
mod odd;
mod proxies;
mod server;
mod streams;
mod tls;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::Method;
use oasmith_runtime::{
    Answer, BoxFuture, Builder, Call, Error, Failures, FromHeaders, Operation, RawResponse, Request, Response,
    RetryPolicy, TimeoutScope, Timer, TokioTimer, TransportErrorKind, Undeclared, generated, header as read,
};

use server::{Act, Server, header, say};

const fn operation(method: Method) -> Operation {
    Operation::new("op", method, "/items/{id}").security(&[&["key"]]).accept("application/json")
}
static GET: Operation = operation(Method::GET);
static POST: Operation = operation(Method::POST);

#[derive(Debug, PartialEq)]
struct Limits {
    retry_after: Option<i64>,
    left: Option<i64>,
}

impl FromHeaders for Limits {
    fn from_headers(headers: &http::HeaderMap) -> Self {
        Self { retry_after: read(headers, "retry-after"), left: read(headers, "x-ratelimit-remaining") }
    }
}

#[derive(Debug, PartialEq)]
enum Failure {
    TooMany(Answer<(), Limits>),
    Undeclared(Undeclared),
}

impl Failures for Failure {
    fn undeclared(answer: Undeclared) -> Self {
        Self::Undeclared(answer)
    }

    fn read(raw: RawResponse) -> Error<Self> {
        match raw.code() {
            429 => raw.fault_empty(Failure::TooMany),
            _ => raw.undeclared(),
        }
    }
}

fn decode(raw: RawResponse) -> Result<Response<i64, Limits>, Error<Failure>> {
    generated::json(raw)
}

/// Retries without waiting.
fn at(server: &Server) -> Builder {
    let policy = RetryPolicy::new().base_delay(Duration::ZERO);
    Builder::new(None).base_url(&server.url).basic("key", "user", "s3cret").retry(policy)
}

fn call(builder: Builder, operation: &'static Operation) -> Call<i64, Limits, Failure> {
    let mut request = Request::new(operation);
    request.path("id", &"a/b %2e");
    request.query("q", &"x y&[z]|'");
    if operation.method == Method::POST {
        request.json(&"é");
    }
    builder.build().unwrap().call(request, decode)
}

#[tokio::test]
async fn a_request_is_on_the_wire_as_it_was_built() {
    let server = Server::start(vec![say("200 OK", &["X-RateLimit-Remaining: 7"], " 42 ")]).await;
    let response = call(at(&server).user_agent("me/1"), &POST).await.unwrap();
    assert_eq!((*response, response.headers().left), (42, Some(7)));
    let received = server.received();
    assert!(
        received[0].starts_with("POST /items/a%2Fb%20%252e?q=x%20y%26%5Bz%5D%7C%27 HTTP/1.1\r\n"),
        "{}",
        received[0]
    );
    assert!(received[0].ends_with("\r\n\r\n\"é\""), "{}", received[0]);
    assert_eq!(header(&received[0], "authorization"), Some("Basic dXNlcjpzM2NyZXQ="));
    assert_eq!(header(&received[0], "content-type"), Some("application/json"));
    assert_eq!(header(&received[0], "content-length"), Some("4"));
    assert_eq!(header(&received[0], "accept"), Some("application/json"));
    assert_eq!(header(&received[0], "user-agent"), Some("me/1"));
}

#[tokio::test]
async fn a_dropped_connection_is_tried_again_for_get_only() {
    let server = Server::start(vec![Act::Drop, Act::Drop, say("200 OK", &[], "1")]).await;
    assert_eq!(*call(at(&server), &GET).await.unwrap(), 1);
    assert_eq!(server.received().len(), 3);
    let server = Server::start(vec![Act::Drop]).await;
    let error = call(at(&server), &POST).await.unwrap_err();
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!((error.kind(), error.is_sent(), error.attempts()), (TransportErrorKind::Io, true, 1));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_response_that_breaks_off_is_no_response() {
    let half = Act::Say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12".to_owned());
    let server = Server::start(vec![half.clone(), say("200 OK", &[], "12")]).await;
    assert_eq!(*call(at(&server), &GET).await.unwrap(), 12);
    let server = Server::start(vec![half]).await;
    let error = call(at(&server), &POST).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Body), "{error:?}");
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_for_any_method() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let policy = RetryPolicy::new().base_delay(Duration::ZERO).max_attempts(3);
    let error = call(Builder::new(Some("http://unused.invalid")).base_url(url).retry(policy), &POST).await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert!(matches!(&error, Error::Transport(error) if error.attempts() == 3 && !error.is_sent()));
    // The message names the operation, and neither it nor its causes show the URL with its values.
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(source) = cause {
        text = format!("{text}: {source}");
        cause = source.source();
    }
    assert!(text.starts_with("POST /items/{id}: could not connect (3 attempts): ") && !text.contains("q="), "{text}");
}

#[tokio::test]
async fn a_server_that_never_answers_runs_into_the_limit_of_the_attempt() {
    let limit = Duration::from_millis(50);
    for act in [Act::Hang, Act::SayAndHang("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1".to_owned())] {
        let server = Server::start(vec![act]).await;
        let error = call(at(&server).attempt_timeout(limit), &POST).await.unwrap_err();
        let Error::Timeout(error) = error else { panic!("{error:?}") };
        assert_eq!(
            (error.scope(), error.limit(), error.attempts(), error.is_sent()),
            (TimeoutScope::Attempt, limit, 1, true)
        );
        let policy = RetryPolicy::new().base_delay(Duration::ZERO).max_attempts(2);
        let error = call(at(&server).attempt_timeout(limit).retry(policy), &GET).await.unwrap_err();
        assert!(matches!(&error, Error::Timeout(error) if error.attempts() == 2), "{error:?}");
    }
}

#[tokio::test]
async fn credentials_do_not_follow_a_redirect_to_another_origin() {
    let other = Server::start(vec![say("200 OK", &[], "2")]).await;
    let location = format!("Location: {}/elsewhere?a=b", other.url);
    let server = Server::start(vec![say("307 Temporary Redirect", &[&location, "Set-Cookie: sid=1"], "")]).await;
    let builder = at(&server).default_header("X-Tenant", "t1");
    assert_eq!(*call(builder, &POST).await.unwrap(), 2);
    assert!(header(&server.received()[0], "authorization").is_some());
    let received = other.received();
    assert!(
        received[0].starts_with("POST /elsewhere?a=b HTTP/1.1\r\n") && received[0].ends_with("\"é\""),
        "{}",
        received[0]
    );
    for name in ["authorization", "cookie", "x-tenant", "referer"] {
        assert_eq!(header(&received[0], name), None, "{name}");
    }
    assert_eq!(header(&received[0], "host"), other.url.strip_prefix("http://"));
}

#[tokio::test]
async fn a_redirect_within_the_origin_is_followed_with_credentials() {
    let server =
        Server::start(vec![say("301 Moved Permanently", &["Location: /moved"], "bye"), say("200 OK", &[], "3")]).await;
    assert_eq!(*call(at(&server), &GET).await.unwrap(), 3);
    let received = server.received();
    assert!(received[1].starts_with("GET /moved HTTP/1.1\r\n"));
    assert_eq!(header(&received[1], "authorization"), header(&received[0], "authorization"));
}

/// Waits no time and remembers what was asked for; limits of attempts are those of tokio.
#[derive(Clone)]
struct Impatient(TokioTimer, Arc<Mutex<Vec<Duration>>>);

const LIMIT: Duration = Duration::from_secs(30);

impl Timer for Impatient {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration == LIMIT {
            return self.0.sleep(duration);
        }
        self.1.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }

    fn now(&self) -> Duration {
        self.0.now() + self.1.lock().unwrap().iter().sum::<Duration>()
    }

    fn unix_time(&self) -> Duration {
        self.0.unix_time()
    }
}

#[tokio::test]
async fn retry_after_is_waited_for_even_before_another_post() {
    let busy = say("429 Too Many Requests", &["Retry-After: 17", "X-RateLimit-Reset: 3"], "");
    let reset = say("429 Too Many Requests", &["X-RateLimit-Reset: 3"], "");
    let server = Server::start(vec![busy, reset, say("200 OK", &[], "4")]).await;
    let timer = Impatient(TokioTimer::new(), Arc::default());
    let builder = at(&server).attempt_timeout(LIMIT).timer(timer.clone());
    assert_eq!(*call(builder, &POST).await.unwrap(), 4);
    assert_eq!(*timer.1.lock().unwrap(), [Duration::from_secs(17), Duration::from_secs(3)]);
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn an_empty_429_is_a_typed_error() {
    let server =
        Server::start(vec![say("429 Too Many Requests", &["Retry-After: 5", "X-RateLimit-Remaining: many"], "")]).await;
    let error = call(at(&server).retry(RetryPolicy::none()), &GET).await.unwrap_err();
    assert_eq!(error.to_string(), "GET /items/{id}: 429 Too Many Requests");
    let expected = Failure::TooMany(Answer::new((), Limits { retry_after: Some(5), left: None }));
    assert_eq!(error.api().unwrap().body(), &expected);
    // The malformed header is there for whoever wants to look.
    assert_eq!(error.headers().unwrap()["x-ratelimit-remaining"], "many");
}

#[tokio::test]
async fn a_malformed_header_does_not_fail_a_success() {
    let server = Server::start(vec![say("200 OK", &["X-RateLimit-Remaining: \u{1}soon", "Retry-After: "], "5")]).await;
    let response = call(at(&server).retry(RetryPolicy::none()), &GET).await;
    // A control character is refused by the HTTP library itself: that is the one kind of header that breaks a response.
    assert!(matches!(response, Err(Error::Transport(_))), "{response:?}");
    let server =
        Server::start(vec![say("200 OK", &["X-RateLimit-Remaining: s\u{fc}\u{f6}n", "Retry-After: "], "5")]).await;
    let response = call(at(&server), &GET).await.unwrap();
    assert_eq!((*response, response.headers()), (5, &Limits { retry_after: None, left: None }));
}

#[tokio::test]
async fn an_undeclared_status_keeps_everything() {
    let server = Server::start(vec![say("418 I'm a teapot", &["X-A: b"], "<html>")]).await;
    let error = call(at(&server), &POST).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.raw_body().unwrap()), (418, &b"<html>"[..]));
    assert!(matches!(error.api().unwrap().body(), Failure::Undeclared(answer) if answer.headers()["x-a"] == "b"));
}

#[tokio::test]
async fn an_error_text_that_never_ends_is_cut_off() {
    let text = "x".repeat(100_000);
    let server = Server::start(vec![say("500 Internal Server Error", &["X-A: b"], &text)]).await;
    let error = call(at(&server).max_response_bytes(1000), &POST).await.unwrap_err();
    // Status and headers are there, and what there is of the text.
    assert_eq!((error.status().unwrap().as_u16(), error.raw_body().unwrap()), (500, &text.as_bytes()[..1000]));
    let Failure::Undeclared(answer) = error.api().unwrap().body() else { panic!("{error:?}") };
    assert_eq!(answer.headers()["x-a"], "b");
    let problem = answer.problem().unwrap().to_string();
    assert!(problem.starts_with("the body is longer than 1000 bytes and was cut off"), "{problem}");
    let raw = call(at(&server).max_response_bytes(1000), &POST).raw().await.unwrap();
    assert!(!raw.is_whole() && raw.body().len() == 1000);
    let raw = call(at(&server), &POST).raw().await.unwrap();
    assert!(raw.is_whole() && raw.body().len() == 100_000);
    // A success that is not whole is none.
    let server = Server::start(vec![say("200 OK", &[], &text)]).await;
    let error = call(at(&server).max_response_bytes(1000), &POST).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::TooLarge), "{error:?}");
}

#[tokio::test]
async fn a_call_can_be_spawned() {
    let server = Server::start(vec![say("200 OK", &[], "6")]).await;
    let response = tokio::spawn(call(at(&server), &GET)).await.unwrap();
    assert_eq!(*response.unwrap(), 6);
}

/// The TLS set-up stands: the client speaks first, and what does not answer in TLS has received nothing of the request.
#[tokio::test]
async fn a_server_without_tls_gets_nothing_of_an_https_request() {
    let server = Server::start(vec![Act::Drop]).await;
    let url = server.url.replace("http://", "https://");
    let error = call(at(&server).base_url(url).retry(RetryPolicy::none()), &POST).await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    // A TLS handshake record, and no plain text.
    let received = server.received();
    assert!(received[0].starts_with('\u{16}') && !received[0].contains("POST"), "{received:?}");
}
