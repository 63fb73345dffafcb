//! The table of what is tried again, the waits, and what servers ask for.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use super::RetryPolicy;
use crate::error::{Context, Failure, RequestError, RequestErrorKind, TimeoutError, TimeoutScope};
use crate::operation::Operation;
use crate::rate_limit::RateLimiter;
use crate::response::{Head, RawResponse};
use crate::transport::TransportError;

static GET: Operation = Operation::new("get", Method::GET, "/");

const fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn fields(fields: &[(&'static str, &'static str)]) -> HeaderMap {
    fields.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
}

fn answer(code: u16, headers: &[(&'static str, &'static str)]) -> Result<RawResponse, Failure> {
    let head = Head::received(StatusCode::from_u16(code).unwrap(), fields(headers), &GET);
    Ok(RawResponse::new(head, Default::default()))
}

fn timeout(scope: TimeoutScope, sent: bool) -> Result<RawResponse, Failure> {
    let context = Context { operation: &GET, attempts: 1 };
    Err(Failure::Timeout(TimeoutError::new(context, scope, secs(1), sent)))
}

fn transport(error: TransportError) -> Result<RawResponse, Failure> {
    Err(Failure::Transport(error))
}

/// What the answer asks for.
fn asked(outcome: &Result<RawResponse, Failure>) -> Option<Duration> {
    let response = outcome.as_ref().ok()?;
    RateLimiter::new().learn(&GET, response.code(), response.headers(), secs(0), &|| secs(0))
}

/// Without jitter.
fn next(outcome: &Result<RawResponse, Failure>, idempotent: bool, attempt: u32) -> Option<Duration> {
    RetryPolicy::new().jitter(false).next(outcome, asked(outcome), idempotent, attempt, 0.5)
}

#[test]
fn what_is_tried_again() {
    // (outcome, idempotent calls, other calls)
    let rows = [
        (answer(200, &[]), false, false),
        (answer(200, &[("x-should-retry", "true")]), false, false),
        (answer(307, &[]), false, false),
        (answer(400, &[]), false, false),
        (answer(403, &[]), false, false),
        (answer(403, &[("x-ratelimit-remaining", "0")]), false, false),
        (answer(403, &[("x-ratelimit-remaining", "5"), ("x-ratelimit-reset", "9")]), false, false),
        (answer(403, &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "9")]), true, true),
        (answer(403, &[("retry-after", "1")]), true, true),
        (answer(403, &[("retry-after", "3600")]), false, false),
        (answer(408, &[]), true, false),
        (answer(409, &[("x-should-retry", "true")]), true, true),
        (answer(409, &[("stripe-should-retry", "maybe")]), false, false),
        (answer(425, &[]), true, true),
        (answer(429, &[("stripe-should-retry", "false")]), false, false),
        (answer(409, &[]), false, false),
        (answer(429, &[]), true, true),
        (answer(500, &[]), false, false),
        (answer(501, &[]), false, false),
        (answer(502, &[]), true, false),
        (answer(503, &[]), true, false),
        (answer(503, &[("retry-after", "1")]), true, false),
        (answer(504, &[]), true, false),
        (answer(505, &[]), false, false),
        (answer(520, &[]), true, false),
        (answer(524, &[]), true, false),
        (answer(525, &[]), false, false),
        (answer(529, &[]), true, false),
        (transport(TransportError::connect("refused")), true, true),
        (transport(TransportError::io("reset")), true, false),
        (transport(TransportError::body("reset")), true, false),
        (transport(TransportError::too_large(1)), false, false),
        (transport(TransportError::redirects(1)), false, false),
        (timeout(TimeoutScope::Attempt, true), true, false),
        (timeout(TimeoutScope::Attempt, false), true, true),
        (timeout(TimeoutScope::Total, true), false, false),
        (timeout(TimeoutScope::Total, false), false, false),
        (Err(Failure::Request(RequestError::new(&GET, RequestErrorKind::Url(String::new())))), false, false),
    ];
    for (outcome, idempotent, other) in rows {
        assert_eq!(next(&outcome, true, 1).is_some(), idempotent, "idempotent: {outcome:?}");
        assert_eq!(next(&outcome, false, 1).is_some(), other, "not idempotent: {outcome:?}");
    }
}

#[test]
fn waits_double_up_to_the_limits() {
    let refused = transport(TransportError::connect("refused"));
    let waits: Vec<_> = (1..=6).map(|attempt| next(&refused, false, attempt)).collect();
    assert_eq!(waits, [Some(secs(1)), Some(secs(2)), Some(secs(4)), Some(secs(8)), None, None]);
    let patient = RetryPolicy::new().jitter(false).max_attempts(u32::MAX).max_delay(secs(5));
    for attempt in [4, 33, 1000, u32::MAX - 1] {
        assert_eq!(patient.next(&refused, None, false, attempt, 0.5), Some(secs(5)));
    }
    assert_eq!(RetryPolicy::none().next(&refused, None, true, 1, 0.5), None);
    let jitter = RetryPolicy::new();
    assert_eq!(jitter.next(&refused, None, true, 3, 0.0), Some(secs(0)));
    assert_eq!(jitter.next(&refused, None, true, 3, 0.25), Some(secs(1)));
}

#[test]
fn the_wait_that_the_server_asks_for_is_kept_exactly() {
    assert_eq!(next(&answer(429, &[("retry-after", "7")]), false, 1), Some(secs(7)));
    assert_eq!(next(&answer(503, &[("retry-after", "60")]), true, 4), Some(secs(60)));
    // Too long: the caller gets the answer.
    for value in ["61", "99999999999999999999999999", "Tue, 14 Nov 2223 22:13:50 GMT"] {
        assert_eq!(next(&answer(429, &[("retry-after", value)]), true, 1), None, "{value}");
    }
    // Nothing, or nonsense: the usual wait.
    for value in ["0", "", "-1", "soon", "1e9", "1.2.3"] {
        assert_eq!(next(&answer(429, &[("retry-after", value)]), true, 2), Some(secs(2)), "{value}");
    }
}
