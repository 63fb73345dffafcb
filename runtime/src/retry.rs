//! When a call is tried again, and after what time.
//!
//! Pure decisions: nothing here waits, sends or looks at a clock.

mod budget;

use std::time::Duration;

use http::HeaderMap;

pub(crate) use self::budget::Budget;
use crate::error::{Failure, TimeoutScope};
use crate::response::RawResponse;
use crate::transport::TransportErrorKind;

/// How often and how patiently a call is tried again.
///
/// By default: 5 attempts; a wait between nothing and 1, 2, 4, 8 seconds (at most 30), drawn at random, so that clients
/// which failed together do not come back together; or what the server asks for in `Retry-After` or, with status 429,
/// in `X-RateLimit-Reset`, when that is no more than a minute.
///
/// Every call is tried again after 429, after 425, after a 403 that says when to come back, and after errors before anything was
/// sent. What is idempotent (RFC 9110, section 9.2.2: GET, HEAD, PUT, DELETE, ...; not POST and PATCH) is tried again also after 408,
/// 502, 503, 504, what proxies say instead of them (520 to 524, 529), broken connections and timeouts of an attempt. So is what
/// carries an idempotency key. A server that says it in so many words (`X-Should-Retry: true` or `false`) is believed.
///
/// The calls of a client share a budget, so that a server that is down is not asked five times as often: 100 retries at once, and
/// after that one for every five calls that succeed. Waits that the server asked for are free.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct RetryPolicy {
    max_attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_server_delay: Duration,
    jitter: bool,
    budget: u32,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

impl RetryPolicy {
    /// The default policy.
    pub const fn new() -> Self {
        Self {
            max_attempts: 5,
            base_delay: Duration::from_secs(1),
            max_delay: Duration::from_secs(30),
            max_server_delay: Duration::from_secs(60),
            jitter: true,
            budget: 100,
        }
    }

    /// One attempt and no more.
    pub const fn none() -> Self {
        Self::new().max_attempts(1)
    }

    /// How often a call is tried at most, the first time included.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The wait after the first attempt; it doubles with each attempt.
    pub const fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The longest wait that doubling leads to.
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest wait that a server can ask for. When it asks for more, its answer is given to the caller at once.
    pub const fn max_server_delay(mut self, delay: Duration) -> Self {
        self.max_server_delay = delay;
        self
    }

    /// Whether the waits that doubling leads to are drawn at random between nothing and their value. On by default.
    pub const fn jitter(mut self, jitter: bool) -> Self {
        self.jitter = jitter;
        self
    }

    /// How many retries the calls of a client can have at once before successes must earn more: 100 by default. What counts is
    /// the policy of the client, not that of a single call.
    pub const fn budget(mut self, retries: u32) -> Self {
        self.budget = retries;
        self
    }

    pub(crate) fn new_budget(&self) -> Budget {
        Budget::new(self.budget)
    }

    /// The longest wait for the server's sake; none at all where nothing is tried again.
    pub(crate) fn longest_server_delay(&self) -> Duration {
        if self.max_attempts > 1 { self.max_server_delay } else { Duration::ZERO }
    }

    /// How long to wait before the next attempt; `None` when `outcome` is the last word. `asked` is what the server asks for,
    /// `attempt` counts from 1, `random` is in 0..1.
    pub(crate) fn next(
        &self,
        outcome: &Result<RawResponse, Failure>,
        asked: Option<Duration>,
        idempotent: bool,
        attempt: u32,
        random: f64,
    ) -> Option<Duration> {
        if attempt >= self.max_attempts || !is_transient(outcome, asked, idempotent) {
            return None;
        }
        match asked {
            // "Now" from a server that has just refused: the usual wait is kinder.
            None | Some(Duration::ZERO) => Some(self.backoff(attempt, random)),
            Some(delay) => (delay <= self.max_server_delay).then_some(delay),
        }
    }

    fn backoff(&self, attempt: u32, random: f64) -> Duration {
        let doubled = self.base_delay.saturating_mul(1u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX));
        let delay = doubled.min(self.max_delay);
        if self.jitter { delay.mul_f64(random.clamp(0.0, 1.0)) } else { delay }
    }
}

/// Whether trying again can help and can do no harm.
fn is_transient(outcome: &Result<RawResponse, Failure>, asked: Option<Duration>, idempotent: bool) -> bool {
    match outcome {
        Ok(response) if response.code() < 400 => false,
        Ok(response) => told(response.headers()).unwrap_or_else(|| match response.code() {
            // 425 is about the risk that a request is played back (RFC 8470, section 5.2): the server has done nothing.
            425 | 429 => true,
            // Some servers refuse with it what is too much.
            403 => asked.is_some(),
            408 | 502..=504 | 520..=524 | 529 => idempotent,
            _ => false,
        }),
        Err(Failure::Transport(error)) => match error.kind() {
            TransportErrorKind::Connect => true,
            TransportErrorKind::Io | TransportErrorKind::Body => idempotent,
            TransportErrorKind::Coding
            | TransportErrorKind::TooLarge
            | TransportErrorKind::Silent
            | TransportErrorKind::Headers
            | TransportErrorKind::Redirects => false,
        },
        Err(Failure::Timeout(error)) => error.scope() == TimeoutScope::Attempt && (idempotent || !error.is_sent()),
        Err(Failure::Credential(error)) => error.is_transient(),
        Err(Failure::Request(_)) => false,
    }
}

/// What a server says of it itself: `X-Should-Retry`, or with its own name before that.
fn told(headers: &HeaderMap) -> Option<bool> {
    let told = headers.iter().find(|(name, _)| name.as_str().ends_with("-should-retry"));
    told.and_then(|(_, value)| value.to_str().ok()?.trim_ascii().parse().ok())
}

#[cfg(test)]
mod tests;
