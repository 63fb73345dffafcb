//! The rate limit that all calls of a client share: a call waits for its turn before it is sent.
//!
//! Takes what the user configured and what servers say (429 with `Retry-After`, `RateLimit-*`, `X-RateLimit-*`), gives the time to
//! wait. Pure decisions: nothing here waits, sends or looks at a clock.

mod bucket;
mod headers;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::HeaderMap;

use self::bucket::Bucket;
#[cfg(test)]
pub(crate) use self::headers::{http_date, seconds};
use crate::operation::Operation;

/// What the header `RateLimit-Reset` or `X-RateLimit-Reset` of a server holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RateLimitReset {
    /// Seconds from now, unless the number is so large that it must be a point in time.
    #[default]
    Detect,
    /// Seconds from now.
    Seconds,
    /// Seconds since the Unix epoch.
    Epoch,
    /// Milliseconds since the Unix epoch.
    EpochMillis,
}

/// The pace of a client; clones share it, so that several clients can keep one limit.
///
/// Without a configured rate it lets everything pass until the server says stop (429 with a time, or no requests left): then all
/// calls of the same operation wait until the time that the server named, and after that no more of them are sent than the
/// server took before, until the rush is over; when nothing is refused for five minutes, slowly more. A server that asks for more time than
/// [`RetryPolicy::max_server_delay`](crate::RetryPolicy::max_server_delay) is not waited for.
#[derive(Clone)]
#[must_use]
pub struct RateLimiter(Arc<Shared>);

struct Shared {
    rate: Option<(u32, Duration)>,
    per_operation: bool,
    reset: RateLimitReset,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// By the operation's id; by nothing for the whole client.
    buckets: BTreeMap<&'static str, Bucket>,
    told: RateLimitState,
}

/// What is known of a rate limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimitState {
    /// How many requests the server takes in a window of time, as its last answer said.
    pub limit: Option<u64>,
    /// How many are left in this window, as its last answer said.
    pub remaining: Option<u64>,
    /// When the window ends, from when the last answer came.
    pub reset_after: Option<Duration>,
    /// How many calls wait for their turn now.
    pub waiting: u64,
}

impl Default for RateLimiter {
    fn default() -> Self {
        Self::new()
    }
}

impl RateLimiter {
    /// No limit but what the server says, for each operation of its own.
    pub fn new() -> Self {
        Self::build(None, true, RateLimitReset::default())
    }

    /// At most `requests` in any span of time of the length `window`, over all operations.
    pub fn with_rate(requests: u32, window: Duration) -> Self {
        Self::build(Some((requests.max(1), window)), false, RateLimitReset::default())
    }

    /// What the server says of one operation holds for all: for servers with one limit for everything.
    pub fn for_all_operations(self) -> Self {
        Self::build(self.0.rate, false, self.0.reset)
    }

    /// What the server's reset header holds.
    pub fn reset(self, reset: RateLimitReset) -> Self {
        Self::build(self.0.rate, self.0.per_operation, reset)
    }

    fn build(rate: Option<(u32, Duration)>, per_operation: bool, reset: RateLimitReset) -> Self {
        Self(Arc::new(Shared { rate, per_operation, reset, state: Mutex::default() }))
    }

    /// What is known of the limit now.
    #[must_use]
    pub fn state(&self) -> RateLimitState {
        self.lock().told.clone()
    }

    /// `None` when a request may be sent now, which then counts; else how long to wait before asking again. A server that wants more
    /// than `longest` is not waited for. Times are those of the client's clock.
    pub(crate) fn take(&self, operation: &Operation, now: Duration, longest: Duration) -> Option<Duration> {
        self.lock().bucket(self.key(operation), self.0.rate).take(now, longest)
    }

    /// How long a response wants everybody to wait: what it says of this, by its headers. `unix_time` gives the wall clock, for
    /// a server that names a moment and does not tell its own time.
    pub(crate) fn learn(
        &self,
        operation: &Operation,
        code: u16,
        headers: &HeaderMap,
        now: Duration,
        unix_time: &dyn Fn() -> Duration,
    ) -> Option<Duration> {
        let told = headers::read(headers, self.0.reset, unix_time);
        let asked = headers::server_delay(code, headers, &told, unix_time);
        let mut state = self.lock();
        let waiting = state.told.waiting;
        if told != RateLimitState::default() {
            state.told = RateLimitState { waiting, ..told.clone() };
        }
        state.bucket(self.key(operation), self.0.rate).learn(code, &told, asked, now);
        asked
    }

    /// Counts a call that waits, as long as the value lives.
    pub(crate) fn waiting(&self) -> Waiting<'_> {
        self.lock().told.waiting += 1;
        Waiting(self)
    }

    fn key(&self, operation: &Operation) -> &'static str {
        if self.0.per_operation { operation.id } else { "" }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn bucket(&mut self, key: &'static str, rate: Option<(u32, Duration)>) -> &mut Bucket {
        self.buckets.entry(key).or_insert_with(|| Bucket::new(rate))
    }
}

impl fmt::Debug for RateLimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RateLimiter").field("rate", &self.0.rate).field("state", &self.state()).finish_non_exhaustive()
    }
}

/// A call that waits for its turn.
pub(crate) struct Waiting<'a>(&'a RateLimiter);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.told.waiting = state.told.waiting.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests;
