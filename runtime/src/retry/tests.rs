//! The table of what is tried again, the waits, and what servers ask for.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use super::server::http_date;
use super::{RetryPolicy, server_delay};
use crate::error::{Context, Failure, RequestError, RequestErrorKind, TimeoutError, TimeoutScope};
use crate::operation::Operation;
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

/// Without jitter.
fn next(outcome: &Result<RawResponse, Failure>, idempotent: bool, attempt: u32) -> Option<Duration> {
    RetryPolicy::new().jitter(false).next(outcome, idempotent, attempt, 0.5, secs(0))
}

#[test]
fn what_is_tried_again() {
    // (outcome, idempotent calls, other calls)
    let rows = [
        (answer(200, &[]), false, false),
        (answer(307, &[]), false, false),
        (answer(400, &[]), false, false),
        (answer(408, &[]), true, false),
        (answer(409, &[]), false, false),
        (answer(429, &[]), true, true),
        (answer(500, &[]), false, false),
        (answer(501, &[]), false, false),
        (answer(502, &[]), true, false),
        (answer(503, &[]), true, false),
        (answer(503, &[("retry-after", "1")]), true, false),
        (answer(504, &[]), true, false),
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
        assert_eq!(patient.next(&refused, false, attempt, 0.5, secs(0)), Some(secs(5)));
    }
    assert_eq!(RetryPolicy::none().next(&refused, true, 1, 0.5, secs(0)), None);
    let jitter = RetryPolicy::new();
    assert_eq!(jitter.next(&refused, true, 3, 0.0, secs(0)), Some(secs(0)));
    assert_eq!(jitter.next(&refused, true, 3, 0.25, secs(0)), Some(secs(1)));
}

#[test]
fn the_wait_that_the_server_asks_for_is_kept_exactly() {
    assert_eq!(next(&answer(429, &[("retry-after", "7")]), false, 1), Some(secs(7)));
    assert_eq!(next(&answer(503, &[("retry-after", "60")]), true, 4), Some(secs(60)));
    // Too long: the caller gets the answer.
    assert_eq!(next(&answer(429, &[("retry-after", "61")]), true, 1), None);
    // Nothing, or nonsense: the usual wait.
    for value in ["0", "", "-1", "soon", "1e9", "99999999999999999999999999", "1.2.3"] {
        assert_eq!(next(&answer(429, &[("retry-after", value)]), true, 2), Some(secs(2)), "{value}");
    }
}

#[test]
fn headers_that_name_a_wait() {
    let now = secs(1_700_000_000);
    let of = |code, headers: &[(&'static str, &'static str)]| server_delay(code, &fields(headers), now);
    assert_eq!(of(429, &[("retry-after", " 3 ")]), Some(secs(3)));
    assert_eq!(of(429, &[("retry-after", "1.5")]), Some(Duration::from_millis(1500)));
    assert_eq!(of(429, &[("x-ratelimit-reset", "9")]), Some(secs(9)));
    assert_eq!(of(429, &[("x-ratelimit-reset", "9"), ("retry-after", "3")]), Some(secs(3)));
    assert_eq!(of(429, &[("x-ratelimit-reset", "9"), ("retry-after", "soon")]), Some(secs(9)));
    assert_eq!(of(429, &[("x-ratelimit-reset", "1700000012")]), Some(secs(12)));
    assert_eq!(of(503, &[("x-ratelimit-reset", "9")]), None);
    assert_eq!(of(503, &[("retry-after", "3")]), Some(secs(3)));
    assert_eq!(of(502, &[("retry-after", "3")]), None);
    // 1_700_000_000 is Tue, 14 Nov 2023 22:13:20 GMT.
    assert_eq!(of(429, &[("retry-after", "Tue, 14 Nov 2023 22:13:50 GMT")]), Some(secs(30)));
    assert_eq!(of(429, &[("retry-after", "Tue, 14 Nov 2023 22:13:00 GMT")]), Some(secs(0)));
    // The server's clock is an hour ahead, and counts.
    let skewed = [("retry-after", "Tue, 14 Nov 2023 23:13:25 GMT"), ("date", "Tue, 14 Nov 2023 23:13:20 GMT")];
    assert_eq!(of(429, &skewed), Some(secs(5)));
}

/// RFC 9110, section 5.6.7.
#[test]
fn dates_come_in_three_forms() {
    for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
        assert_eq!(http_date(text), Some(secs(784_111_777)), "{text}");
    }
    for text in
        ["Sun, 06 Nov 1994 08:49:37", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1894 08:49:37 GMT", "now", ""]
    {
        assert_eq!(http_date(text), None, "{text}");
    }
}
