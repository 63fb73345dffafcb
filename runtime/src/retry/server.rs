//! What the server says about when to come back (RFC 9110, section 10.2.3, and the headers of rate limiters).

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// The wait that a response asks for: `Retry-After` with 429 and 503, else `X-RateLimit-Reset` with 429.
pub(crate) fn server_delay(code: u16, headers: &HeaderMap, unix_time: Duration) -> Option<Duration> {
    if !matches!(code, 429 | 503) {
        return None;
    }
    // The server's own clock, when it tells it: a skewed local clock then does no harm.
    let now = text(headers, DATE.as_str()).and_then(http_date).unwrap_or(unix_time);
    let asked = text(headers, RETRY_AFTER.as_str())
        .and_then(|text| seconds(text).or_else(|| http_date(text).map(|date| date.saturating_sub(now))));
    match asked {
        None if code == 429 => text(headers, "x-ratelimit-reset").and_then(seconds).map(|reset| relative(reset, now)),
        asked => asked,
    }
}

/// Some servers send the moment instead of the distance; nobody means a distance of decades.
fn relative(reset: Duration, now: Duration) -> Duration {
    const MOMENT: Duration = Duration::from_secs(1_000_000_000);
    if reset >= MOMENT { reset.saturating_sub(now) } else { reset }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// Seconds, whole or with a fraction; no sign, no exponent.
fn seconds(text: &str) -> Option<Duration> {
    let plain = text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    plain.then(|| text.parse().ok()).flatten().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
}

/// An HTTP-date in any of its three forms (RFC 9110, section 5.6.7), since the Unix epoch.
pub(super) fn http_date(text: &str) -> Option<Duration> {
    const FORMS: [&str; 3] = ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];
    let date = FORMS.iter().find_map(|form| DateTime::strptime(form, text).ok())?;
    let seconds = TimeZone::UTC.to_timestamp(date).ok()?.as_second();
    u64::try_from(seconds).ok().map(Duration::from_secs)
}
