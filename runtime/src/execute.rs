//! One call from request to response: turns, attempts, time limits, hooks, credentials, redirects.
//!
//! The only asynchronous code that all operations share, and generic over none of them. It gives back any complete
//! response, whatever its status: what a status means is the operation's to say.

mod rules;
mod send;

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use http::{HeaderMap, HeaderName};

use self::rules::{Limit, Rules};
use self::send::Attempt;
use crate::auth::{Credentials, Secret, TokenContext};
use crate::builder::check_server;
use crate::error::{Context, Failure, RequestErrorKind, TimeoutError, TimeoutScope};
use crate::events::Resume;
use crate::hook::Hooks;
use crate::platform::BoxFuture;
use crate::rate_limit::RateLimiter;
use crate::request::{Parts, Request};
use crate::response::RawResponse;
use crate::retry::{Budget, RetryPolicy};
use crate::settings::Settings;
use crate::timer::Timer;
use crate::trace::Span;
use crate::transport::Transport;

/// What all calls of a client share.
pub(crate) struct Shared {
    pub(crate) base_url: String,
    /// Whether the user chose the base URL: it then wins over servers of single operations.
    pub(crate) base_url_chosen: bool,
    pub(crate) credentials: Credentials,
    /// Whether operations that ask for none carry all of them.
    pub(crate) authenticate_all: bool,
    pub(crate) headers: HeaderMap,
    /// Above and below the credentials.
    pub(crate) hooks: (Hooks, Hooks),
    pub(crate) transport: Arc<dyn Transport>,
    /// Without a timer there are no time limits and no retries.
    pub(crate) timer: Option<Arc<dyn Timer>>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    /// How long a body that is handed over as a stream may be silent.
    pub(crate) stream_timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Budget,
    pub(crate) limiter: RateLimiter,
    pub(crate) idempotency_header: Option<HeaderName>,
    pub(crate) max_redirects: u32,
    pub(crate) max_response_bytes: u64,
    pub(crate) max_header_bytes: u64,
}

/// Does the call.
pub(crate) async fn execute(
    shared: Arc<Shared>,
    request: Request,
    settings: Option<Box<Settings>>,
) -> Result<RawResponse, Failure> {
    let Request(mut parts, mut body) = request;
    let settings = settings.map(|settings| *settings).unwrap_or_default();
    if let Some(kind) = parts.problem.take() {
        return Err(Failure::Request(parts.error(kind)));
    }
    let url = shared.url(&parts, &settings).map_err(|kind| Failure::Request(parts.error(kind)))?;
    let rules = Rules::new(&shared, settings, &mut parts);
    let start = shared.now();
    // A look at the clock is not for nothing: what is known of it goes along.
    let mut now = start;
    let mut attempts = 1;
    // Tokens that a server refused are renewed once, whatever is said about retries.
    let mut renewable = true;
    loop {
        let context = Context { operation: parts.operation, attempts };
        now = shared.turn(&context, &rules, start, now).await?;
        let copy = body.try_clone();
        let replayable = copy.is_some();
        let sent = copy.unwrap_or_else(|| std::mem::take(&mut body));
        let limit = rules.limit(now.saturating_sub(start));
        let mut attempt = Attempt::new(&shared, &parts, &context, sent, &rules);
        let outcome = shared.attempt(&mut attempt, &url, limit).await;
        now = shared.now();
        let asked = shared.learn(&outcome, &context, now);
        let refused = outcome.as_ref().is_ok_and(|response| response.code() == 401);
        if refused && replayable && renewable && shared.renew(&attempt.tokens, limit).await {
            renewable = false;
        } else {
            let wait = if replayable {
                shared.wait(&outcome, asked, &context, &rules, now.saturating_sub(start))
            } else {
                None
            };
            match (wait, &shared.timer) {
                (Some(wait), Some(timer)) => timer.sleep(wait).await,
                _ if replayable => {
                    drop(attempt);
                    let resume = || Resume { shared: Arc::clone(&shared), request: Request(parts, body) };
                    return outcome.map(|response| response.resumed_by(resume));
                }
                _ => return outcome,
            }
        }
        attempts += 1;
        now = shared.now();
    }
}

impl Shared {
    /// Where a call goes: what the call says, else what the user chose for the client, else what the operation says.
    pub(crate) fn url(&self, parts: &Parts, settings: &Settings) -> Result<String, RequestErrorKind> {
        match (&settings.url, &settings.base_url, parts.operation.server) {
            (Some(url), ..) => Ok(url.clone()),
            (None, Some(server), _) => {
                check_server(server).map_err(|problem| RequestErrorKind::Url(problem.to_owned()))?;
                parts.url(server)
            }
            (None, None, Some(server)) if !self.base_url_chosen => parts.url(server),
            _ => parts.url(&self.base_url),
        }
    }

    fn now(&self) -> Duration {
        self.timer.as_ref().map_or(Duration::ZERO, Timer::now)
    }

    fn tokens(&self) -> TokenContext<'_> {
        TokenContext { transport: &*self.transport, timer: self.timer.as_deref() }
    }

    /// Waits until the rate limit lets the call through; gives when that is.
    async fn turn(
        &self,
        context: &Context,
        rules: &Rules,
        start: Duration,
        mut now: Duration,
    ) -> Result<Duration, Failure> {
        let Some(timer) = &self.timer else { return Ok(now) };
        let mut waiting = None;
        while let Some(wait) = self.limiter.take(context.operation, now, rules.retry.longest_server_delay()) {
            waiting.get_or_insert_with(|| self.limiter.waiting());
            if let Some(timeout) = rules.timeout.filter(|timeout| {
                // No use in waiting for what comes too late.
                now.saturating_sub(start).saturating_add(wait) >= *timeout
            }) {
                let sent = context.attempts > 1;
                let error = TimeoutError::new(context.clone(), TimeoutScope::Total, timeout, sent);
                return Err(Failure::Timeout(error));
            }
            timer.sleep(wait).await;
            now = timer.now();
        }
        Ok(now)
    }

    /// What the response says about the pace of all calls; gives how long it wants this one to wait.
    fn learn(&self, outcome: &Result<RawResponse, Failure>, context: &Context, now: Duration) -> Option<Duration> {
        let (Ok(response), Some(timer)) = (outcome, &self.timer) else { return None };
        self.limiter.learn(context.operation, response.code(), response.headers(), now, &|| timer.unix_time())
    }

    /// How long to wait before the next attempt; `None` when there is none, or no time for one.
    fn wait(
        &self,
        outcome: &Result<RawResponse, Failure>,
        asked: Option<Duration>,
        context: &Context,
        rules: &Rules,
        passed: Duration,
    ) -> Option<Duration> {
        if outcome.as_ref().is_ok_and(|response| response.status().is_success()) {
            self.budget.earn();
            return None;
        }
        let wait = rules.retry.next(outcome, asked, rules.idempotent, context.attempts, fastrand::f64())?;
        let in_time = rules.timeout.is_none_or(|timeout| passed.saturating_add(wait) < timeout);
        (in_time && (asked.is_some() || self.budget.take())).then_some(wait)
    }

    /// Gets new tokens for refused ones, in the time of an attempt.
    async fn renew(&self, refused: &[(&'static str, Secret)], limit: Option<Limit>) -> bool {
        if refused.is_empty() {
            return false;
        }
        let renewal = self.credentials.renew(refused, self.tokens());
        match limit.zip(self.timer.as_ref()) {
            None => renewal.await,
            Some((limit, timer)) => within(pin!(renewal), timer.sleep(limit.left)).await.unwrap_or(false),
        }
    }

    /// Runs an attempt in the time that it has.
    async fn attempt(
        &self,
        attempt: &mut Attempt<'_>,
        url: &str,
        limit: Option<Limit>,
    ) -> Result<RawResponse, Failure> {
        let span = Span::new(attempt.context, url);
        let outcome = self.limited(attempt, url, limit, &span).await;
        span.end(&outcome);
        outcome
    }

    async fn limited(
        &self,
        attempt: &mut Attempt<'_>,
        url: &str,
        limit: Option<Limit>,
        span: &Span,
    ) -> Result<RawResponse, Failure> {
        let Some((limit, timer)) = limit.zip(self.timer.as_ref()) else {
            return span.around(attempt.run(url)).await;
        };
        let outcome = {
            let work = pin!(span.around(attempt.run(url)));
            within(work, timer.sleep(limit.left)).await
        };
        match outcome {
            Some(outcome) => outcome,
            None => {
                let context = attempt.context.clone();
                Err(Failure::Timeout(TimeoutError::new(context, limit.scope, limit.whole, attempt.sent)))
            }
        }
    }
}

/// The value of `work`, or `None` when `alarm` ends first. The work stays where it is: a future that is moved into another one takes
/// its room twice.
async fn within<T>(mut work: Pin<&mut impl Future<Output = T>>, mut alarm: BoxFuture<'static, ()>) -> Option<T> {
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => alarm.as_mut().poll(context).map(|()| None),
    })
    .await
}

#[cfg(test)]
mod tests;
