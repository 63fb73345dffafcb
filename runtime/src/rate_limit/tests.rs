//! What headers say, who waits how long, and that a rush is paced by what the server took.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::{RateLimitReset, RateLimiter, http_date};
use crate::operation::Operation;

static ONE: Operation = Operation::new("one", Method::GET, "/one");
static OTHER: Operation = Operation::new("other", Method::GET, "/other");

const LONGEST: Duration = secs(60);

const fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn fields(fields: &[(&'static str, &'static str)]) -> HeaderMap {
    fields.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
}

/// How many calls get through at a moment, of those that try.
fn through(limiter: &RateLimiter, tries: usize, now: Duration) -> usize {
    (0..tries).filter(|_| limiter.take(&ONE, now, LONGEST).is_none()).count()
}

#[test]
fn a_configured_rate_holds_in_every_window() {
    let limiter = RateLimiter::with_rate(3, secs(10));
    assert_eq!(through(&limiter, 5, secs(0)), 3);
    assert_eq!(limiter.take(&OTHER, secs(4), LONGEST), Some(secs(6)));
    assert_eq!(through(&limiter, 5, secs(9)), 0);
    assert_eq!(through(&limiter, 1, secs(10)), 1);
    // A window that starts at any other moment holds no more, either.
    assert_eq!(through(&limiter, 5, secs(15)), 2);
    assert_eq!(through(&limiter, 5, secs(19)), 0);
}

#[test]
fn a_server_that_says_stop_is_left_alone_and_then_asked_no_more_than_it_took() {
    let limiter = RateLimiter::new();
    assert_eq!(through(&limiter, 100, secs(0)), 100);
    let refusal = fields(&[("retry-after", "7")]);
    for code in [200, 200, 429, 200, 429] {
        limiter.learn(&ONE, code, &refusal, secs(1), &|| secs(0));
    }
    assert_eq!(through(&limiter, 97, secs(7)), 0);
    assert_eq!(limiter.take(&ONE, secs(3), LONGEST), Some(secs(5)));
    // Other operations may have other limits.
    assert_eq!(limiter.take(&OTHER, secs(3), LONGEST), None);
    assert_eq!(through(&limiter, 97, secs(8)), 3);
    assert_eq!(through(&limiter, 94, secs(15)), 3);
    // Once nobody has been sent for a whole window, the rush is over.
    assert_eq!(through(&limiter, 100, secs(40)), 100);
}

#[test]
fn a_rate_that_was_seen_grows_when_nothing_is_refused_for_minutes() {
    let limiter = RateLimiter::new();
    assert_eq!(through(&limiter, 4, secs(0)), 4);
    let refusal = fields(&[("retry-after", "10")]);
    for code in [200, 200, 200, 429] {
        limiter.learn(&ONE, code, &refusal, secs(0), &|| secs(0));
    }
    let mut windows = Vec::new();
    for window in 1..=32 {
        let count = through(&limiter, 50, secs(window * 10));
        windows.push(count);
        for _ in 0..count {
            limiter.learn(&ONE, 200, &HeaderMap::new(), secs(window * 10), &|| secs(0));
        }
    }
    assert_eq!((&windows[..29], &windows[29..]), (&[3; 29][..], &[4, 5, 6][..]));
    // What was too much is refused, and the rate is again what the server took.
    limiter.learn(&ONE, 429, &refusal, secs(320), &|| secs(0));
    assert_eq!(
        (through(&limiter, 50, secs(329)), through(&limiter, 50, secs(330)), through(&limiter, 50, secs(340))),
        (0, 6, 6)
    );
}

#[test]
fn a_server_that_took_nothing_is_tried_with_care() {
    let limiter = RateLimiter::new();
    limiter.learn(&ONE, 429, &fields(&[("retry-after", "10")]), secs(0), &|| secs(0));
    for (now, expected) in [(10, 1), (20, 2), (30, 4), (40, 8)] {
        assert_eq!(through(&limiter, 50, secs(now)), expected, "at {now}");
        for _ in 0..expected {
            limiter.learn(&ONE, 200, &HeaderMap::new(), secs(now), &|| secs(0));
        }
    }
}

#[test]
fn what_the_headers_tell_is_kept_and_used() {
    let limiter = RateLimiter::new().for_all_operations();
    let told =
        fields(&[("x-ratelimit-limit", "5, 5;w=60"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "9")]);
    limiter.learn(&ONE, 200, &told, secs(0), &|| secs(0));
    let state = limiter.state();
    assert_eq!((state.limit, state.remaining, state.reset_after), (Some(5), Some(0), Some(secs(9))));
    assert_eq!(limiter.take(&OTHER, secs(1), LONGEST), Some(secs(8)));
    assert_eq!(through(&limiter, 20, secs(9)), 5);
    let waiting = limiter.waiting();
    assert_eq!(limiter.state().waiting, 1);
    drop(waiting);
    assert_eq!(limiter.state().waiting, 0);
}

#[test]
fn nobody_waits_longer_than_the_policy_allows() {
    let limiter = RateLimiter::new();
    limiter.learn(&ONE, 429, &fields(&[("retry-after", "3600")]), secs(0), &|| secs(0));
    assert_eq!(limiter.take(&ONE, secs(1), LONGEST), None);
    limiter.learn(&ONE, 429, &fields(&[("retry-after", "5")]), secs(2), &|| secs(0));
    assert_eq!(limiter.take(&ONE, secs(3), Duration::ZERO), None);
    let configured = RateLimiter::with_rate(1, secs(2));
    assert_eq!(configured.take(&ONE, secs(3), Duration::ZERO), None);
    assert_eq!(configured.take(&ONE, secs(3), Duration::ZERO), Some(secs(2)));
}

#[test]
fn reset_headers_are_read_as_configured() {
    let now = secs(1_700_000_000);
    let of = |reset, value| {
        let headers = fields(&[("ratelimit-reset", value)]);
        RateLimiter::new().reset(reset).learn(&ONE, 429, &headers, secs(0), &|| now)
    };
    assert_eq!(of(RateLimitReset::Detect, "12"), Some(secs(12)));
    assert_eq!(of(RateLimitReset::Detect, "1700000012"), Some(secs(12)));
    assert_eq!(of(RateLimitReset::Detect, "1700000012000"), Some(secs(12)));
    assert_eq!(of(RateLimitReset::Seconds, "1700000012"), Some(secs(1_700_000_012)));
    assert_eq!(of(RateLimitReset::Epoch, "1700000012"), Some(secs(12)));
    assert_eq!(of(RateLimitReset::EpochMillis, "1700000012000"), Some(secs(12)));
    assert_eq!(of(RateLimitReset::Epoch, "12"), Some(secs(0)));
}

#[test]
fn headers_that_name_a_wait() {
    let now = secs(1_700_000_000);
    let of = |code, headers: &[(&'static str, &'static str)]| {
        RateLimiter::new().learn(&ONE, code, &fields(headers), secs(0), &|| now)
    };
    assert_eq!(of(429, &[("retry-after", " 3 ")]), Some(secs(3)));
    assert_eq!(of(429, &[("retry-after", "1.5")]), Some(Duration::from_millis(1500)));
    assert_eq!(of(429, &[("x-ratelimit-reset", "9")]), Some(secs(9)));
    assert_eq!(of(429, &[("x-ratelimit-reset", "9"), ("retry-after", "3")]), Some(secs(3)));
    assert_eq!(of(429, &[("x-ratelimit-reset", "9"), ("retry-after", "soon")]), Some(secs(9)));
    assert_eq!(of(429, &[("x-ratelimit-reset", "1700000012")]), Some(secs(12)));
    assert_eq!(of(429, &[("retry-after", "-1")]), None);
    assert_eq!(of(429, &[("retry-after", "99999999999999999999999")]), Some(Duration::MAX));
    assert_eq!(of(429, &[("retry-after", "1"), ("retry-after-ms", "250")]), Some(Duration::from_millis(250)));
    assert_eq!(of(503, &[("x-ratelimit-reset", "9")]), None);
    assert_eq!(of(503, &[("retry-after", "3")]), Some(secs(3)));
    assert_eq!(of(502, &[("retry-after", "3")]), None);
    assert_eq!(of(403, &[("retry-after", "3")]), Some(secs(3)));
    assert_eq!(of(403, &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "9")]), Some(secs(9)));
    assert_eq!(of(403, &[("x-ratelimit-remaining", "1"), ("x-ratelimit-reset", "9")]), None);
    // 1_700_000_000 is Tue, 14 Nov 2023 22:13:20 GMT.
    assert_eq!(of(429, &[("retry-after", "Tue, 14 Nov 2023 22:13:50 GMT")]), Some(secs(30)));
    assert_eq!(of(429, &[("retry-after", "Tue, 14 Nov 2023 22:13:00 GMT")]), Some(secs(0)));
    // The server's clock is an hour ahead, and counts.
    let skewed = [("retry-after", "Tue, 14 Nov 2023 23:13:25 GMT"), ("date", "Tue, 14 Nov 2023 23:13:20 GMT")];
    assert_eq!(of(429, &skewed), Some(secs(5)));
}

/// As Cloudflare sends it, and as it was in earlier drafts.
#[test]
fn one_field_can_say_it_all() {
    let of = |headers: &[(&'static str, &'static str)]| {
        let limiter = RateLimiter::new();
        limiter.learn(&ONE, 200, &fields(headers), secs(0), &|| secs(0));
        let state = limiter.state();
        (state.limit, state.remaining, state.reset_after)
    };
    let policy = ("ratelimit-policy", "\"default\";q=100;w=60");
    assert_eq!(of(&[("ratelimit", "\"default\";r=50;t=30"), policy]), (Some(100), Some(50), Some(secs(30))));
    assert_eq!(of(&[("ratelimit", "limit=100, remaining=0, reset=7")]), (Some(100), Some(0), Some(secs(7))));
    assert_eq!(of(&[("ratelimit", "\"hour\";r=9;t=600, \"day\";r=3;t=9000")]), (None, Some(3), Some(secs(9000))));
    assert_eq!(of(&[("ratelimit", "\"a\";r=1"), ("ratelimit-policy", "\"a\";q=1, \"b\";q=2")]), (None, Some(1), None));
    assert_eq!(of(&[("ratelimit", "soon;r=x;t=")]), (None, None, None));
    // Fields of their own say it better.
    assert_eq!(of(&[("ratelimit", "r=5;t=3"), ("ratelimit-remaining", "4")]), (None, Some(4), Some(secs(3))));
}

/// RFC 9110, section 5.6.7.
#[test]
fn dates_come_in_three_forms() {
    // And as mails have them: what servers write who do not know the difference.
    for text in ["Sun, 06 Nov 1994 10:49:37 +0200", "6 Nov 1994 08:49:37 GMT", "Mon, 06 Nov 1994 08:49:37 UT"] {
        assert_eq!(http_date(text), Some(secs(784_111_777)), "{text}");
    }
    for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
        assert_eq!(http_date(text), Some(secs(784_111_777)), "{text}");
    }
    for text in
        ["Sun, 06 Nov 1994 08:49:37", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1894 08:49:37 GMT", "now", ""]
    {
        assert_eq!(http_date(text), None, "{text}");
    }
}
