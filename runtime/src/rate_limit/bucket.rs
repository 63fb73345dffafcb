//! One limit: which requests were sent and taken, when the server wants none, and how many it takes.
//!
//! Pure state over the client's clock.

use std::collections::VecDeque;
use std::time::Duration;

use super::RateLimitState;

/// The requests of one limit.
#[derive(Debug)]
pub(super) struct Bucket {
    /// Requests in a span of time: configured, or what the server took in the window before it said stop.
    rate: Option<Rate>,
    /// When the last requests were sent, as many as the rate allows.
    sent: VecDeque<Duration>,
    /// When the server took requests, in the last while.
    taken: VecDeque<Duration>,
    /// Until when the server wants no requests.
    closed_until: Option<Duration>,
    /// From when on one request more than was seen may be tried.
    bold_from: Duration,
}

#[derive(Clone, Copy, Debug)]
struct Rate {
    requests: usize,
    window: Duration,
    source: Source,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Source {
    Configured,
    /// A header said it.
    Told,
    /// So many were taken before the server said stop.
    Seen,
    /// None was taken before the server said stop: the rate grows with each one that is taken.
    Guessed,
}

/// How many requests a bucket remembers; also the highest rate that is kept.
const MOST: usize = 10_000;
/// How long it remembers what was taken.
const LONGEST: Duration = Duration::from_secs(60);
/// How long nothing must have been refused before more is tried: longer than a rush lasts, in which nothing is to be sent in vain.
const CALM: Duration = Duration::from_secs(300);

impl Bucket {
    pub(super) fn new(rate: Option<(u32, Duration)>) -> Self {
        let rate = rate.map(|(requests, window)| Rate {
            requests: usize::try_from(requests).unwrap_or(MOST).clamp(1, MOST),
            window,
            source: Source::Configured,
        });
        Self { rate, sent: VecDeque::new(), taken: VecDeque::new(), closed_until: None, bold_from: Duration::ZERO }
    }

    /// See [`super::RateLimiter::take`].
    pub(super) fn take(&mut self, now: Duration, longest: Duration) -> Option<Duration> {
        let wait = self.closed_until.map(|until| until.saturating_sub(now));
        if let Some(wait) = wait.filter(|wait| !wait.is_zero() && *wait <= longest) {
            return Some(wait);
        }
        self.closed_until = None;
        let rate = self.rate.filter(|rate| rate.source == Source::Configured || !longest.is_zero())?;
        let is_over = self.sent.back().is_some_and(|last| last.saturating_add(rate.window.saturating_mul(2)) <= now);
        if is_over && rate.source != Source::Configured {
            // Nothing was sent for a while: the rush that taught the rate is over.
            self.rate = None;
            return None;
        }
        drop_old(&mut self.sent, now, rate.window);
        match self.sent.front().copied() {
            Some(first) if self.sent.len() >= rate.requests && !self.grow(rate, now) => {
                Some(first.saturating_add(rate.window).saturating_sub(now))
            }
            _ => {
                self.sent.push_back(now);
                None
            }
        }
    }

    /// Lets more through than was seen, when the server has refused nothing for a while: what it took in one rush is not its limit for
    /// ever. An eighth more for each window; one that is too many is refused, and the rate learned anew.
    fn grow(&mut self, rate: Rate, now: Duration) -> bool {
        if rate.source != Source::Seen || now < self.bold_from {
            return false;
        }
        self.bold_from = now.saturating_add(rate.window);
        let requests = rate.requests.saturating_add((rate.requests / 8).max(1)).min(MOST);
        self.rate = Some(Rate { requests, ..rate });
        requests > rate.requests
    }

    /// What a response says: `asked` is how long nothing is to be sent.
    pub(super) fn learn(&mut self, code: u16, told: &RateLimitState, asked: Option<Duration>, now: Duration) {
        if !matches!(code, 429 | 503) && (code != 403 || asked.is_none()) {
            self.accept(now);
        }
        let used_up = told.remaining == Some(0);
        let Some(wait) = asked.or(told.reset_after.filter(|_| used_up)).filter(|wait| !wait.is_zero()) else {
            return;
        };
        let until = now.saturating_add(wait);
        self.closed_until = Some(self.closed_until.map_or(until, |known| known.max(until)));
        if self.rate.is_some_and(|rate| rate.source == Source::Configured) || (code != 429 && !used_up) {
            return;
        }
        // The longest wait is the best guess of how long the window is.
        let window = self.rate.map_or(wait, |rate| rate.window.max(wait));
        drop_old(&mut self.taken, now, window.max(LONGEST));
        let limit = told.limit.and_then(|limit| usize::try_from(limit).ok());
        let source = match limit {
            Some(_) => Source::Told,
            None if self.taken.is_empty() => Source::Guessed,
            None => Source::Seen,
        };
        let taken = self.taken.iter().filter(|taken| taken.saturating_add(window) > now).count();
        self.rate = Some(Rate { requests: limit.unwrap_or(taken).clamp(1, MOST), window, source });
        self.sent.clear();
        self.bold_from = now.saturating_add(window.max(CALM));
    }

    /// The server took a request.
    fn accept(&mut self, now: Duration) {
        drop_old(&mut self.taken, now, LONGEST);
        if self.taken.len() >= MOST {
            self.taken.pop_front();
        }
        self.taken.push_back(now);
        let is_closed = self.closed_until.is_some_and(|until| until > now);
        match &mut self.rate {
            // Taken before the server said stop, and answered after it.
            Some(rate) if is_closed && matches!(rate.source, Source::Seen | Source::Guessed) => {
                rate.source = Source::Seen;
                rate.requests = rate.requests.max(self.taken.len()).min(MOST);
            }
            Some(rate) if rate.source == Source::Guessed => rate.requests = rate.requests.saturating_add(1).min(MOST),
            _ => {}
        }
    }
}

fn drop_old(times: &mut VecDeque<Duration>, now: Duration, window: Duration) {
    while times.front().is_some_and(|time| time.saturating_add(window) <= now) {
        times.pop_front();
    }
}
