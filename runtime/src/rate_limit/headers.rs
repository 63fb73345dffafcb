//! What servers say about their limits (RFC 9110, section 10.2.3; the fields `RateLimit` and `RateLimit-*` of the IETF's drafts, and the
//! older `X-RateLimit-*`).

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{RateLimitReset, RateLimitState};
use crate::json::mail_date;

/// Fields of one family, as they are written.
#[derive(Default)]
struct Fields<'a> {
    limit: Option<&'a str>,
    remaining: Option<&'a str>,
    reset: Option<&'a str>,
}

/// Limit, rest and end of the window, as far as they are told.
pub(super) fn read(headers: &HeaderMap, reset: RateLimitReset, unix_time: &dyn Fn() -> Duration) -> RateLimitState {
    let [mut newer, mut older] = [Fields::default(), Fields::default()];
    let (mut single, mut policy) = (Single::default(), None);
    for (name, value) in headers {
        let name = name.as_str();
        if name.len() < "ratelimit".len() {
            continue;
        }
        if name == "ratelimit" {
            single.read(value.to_str().unwrap_or_default());
            continue;
        }
        let (fields, field) = match (name.strip_prefix("ratelimit-"), name.strip_prefix("x-ratelimit-")) {
            (Some(field), _) => (&mut newer, field),
            (_, Some(field)) => (&mut older, field),
            (None, None) => continue,
        };
        let place = match field {
            "limit" => &mut fields.limit,
            "remaining" => &mut fields.remaining,
            "reset" => &mut fields.reset,
            "policy" => &mut policy,
            _ => continue,
        };
        *place = place.or_else(|| value.to_str().ok().map(str::trim_ascii));
    }
    let count = |text: Option<&str>| text.and_then(|text| leading(text).parse().ok());
    let far = newer.reset.or(older.reset).and_then(seconds);
    RateLimitState {
        limit: count(newer.limit.or(older.limit)).or(single.limit).or(policy.and_then(quota)),
        remaining: count(newer.remaining.or(older.remaining)).or(single.remaining),
        reset_after: far.map(|number| distance(number, reset, &|| clock(headers, unix_time))).or(single.reset),
        waiting: 0,
    }
}

/// The one field `RateLimit`: `"default";r=50;t=30`, or `limit=100, remaining=50, reset=30` as it was written before.
#[derive(Default)]
struct Single {
    limit: Option<u64>,
    remaining: Option<u64>,
    reset: Option<Duration>,
}

impl Single {
    /// Of several limits the one counts of which the least is left.
    fn read(&mut self, text: &str) {
        for item in text.split(',') {
            let (mut left, mut until) = (None, None);
            for (name, value) in pairs(item) {
                match name {
                    "limit" => self.limit = value.parse().ok(),
                    "r" | "remaining" => left = value.parse::<u64>().ok(),
                    "t" | "reset" => until = seconds(value),
                    _ => {}
                }
            }
            if left.is_some_and(|left| self.remaining.is_none_or(|known| left < known)) {
                (self.remaining, self.reset) = (left, until);
            } else if left.is_none() {
                self.reset = until.or(self.reset);
            }
        }
    }
}

/// How many requests the only policy of `RateLimit-Policy` allows: `"default";q=100;w=60`.
fn quota(policy: &str) -> Option<u64> {
    let is_only = !policy.contains(',');
    pairs(policy).find(|(name, _)| *name == "q" && is_only).and_then(|(_, value)| value.parse().ok())
}

fn pairs(item: &str) -> impl Iterator<Item = (&str, &str)> {
    item.split(';').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (name.trim_ascii(), value.trim_ascii()))
}

/// The wait that a response asks for: `Retry-After` with 429, 503 and 403, else the end of the window with 429, and with a 403 after
/// which nothing is left.
pub(super) fn server_delay(
    code: u16,
    headers: &HeaderMap,
    told: &RateLimitState,
    unix_time: &dyn Fn() -> Duration,
) -> Option<Duration> {
    if !matches!(code, 403 | 429 | 503) {
        return None;
    }
    let until = |date: Duration| date.saturating_sub(clock(headers, unix_time));
    let milliseconds = || text(headers, "retry-after-ms").and_then(seconds).map(|number| number / 1000);
    let asked =
        text(headers, RETRY_AFTER.as_str()).and_then(|text| seconds(text).or_else(|| http_date(text).map(until)));
    let is_used_up = code == 429 || (code == 403 && told.remaining == Some(0));
    milliseconds().or(asked).or(told.reset_after.filter(|_| is_used_up))
}

/// The server's own clock, when it tells it: a skewed local clock then does no harm.
fn clock(headers: &HeaderMap, unix_time: &dyn Fn() -> Duration) -> Duration {
    text(headers, DATE.as_str()).and_then(http_date).unwrap_or_else(unix_time)
}

fn distance(number: Duration, reset: RateLimitReset, now: &dyn Fn() -> Duration) -> Duration {
    /// Nobody means a distance of decades.
    const MOMENT: Duration = Duration::from_secs(1_000_000_000);
    const MILLIS: Duration = Duration::from_secs(1_000_000_000_000);
    match reset {
        RateLimitReset::Detect if number >= MILLIS => (number / 1000).saturating_sub(now()),
        RateLimitReset::Detect if number >= MOMENT => number.saturating_sub(now()),
        RateLimitReset::Detect | RateLimitReset::Seconds => number,
        RateLimitReset::Epoch => number.saturating_sub(now()),
        RateLimitReset::EpochMillis => (number / 1000).saturating_sub(now()),
    }
}

/// The digits at the beginning: `100, 100;w=60` is 100.
fn leading(text: &str) -> &str {
    text.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default()
}

/// The text of the first field of a name, without white space around it.
pub(super) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim_ascii)
}

/// Seconds, whole or with a fraction; no sign, no exponent. More than there can be are as many as there can be.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    let plain = text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    let seconds = text.parse().ok().filter(|_| plain)?;
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

/// An HTTP-date in any of its three forms (RFC 9110, section 5.6.7), since the Unix epoch.
pub(crate) fn http_date(text: &str) -> Option<Duration> {
    const OLD: [&str; 2] = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];
    let old = || OLD.iter().find_map(|form| TimeZone::UTC.to_timestamp(DateTime::strptime(form, text).ok()?).ok());
    u64::try_from(mail_date(text).or_else(old)?.as_second()).ok().map(Duration::from_secs)
}
