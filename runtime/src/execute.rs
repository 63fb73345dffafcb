//! One call from request to response: attempts, time limits, credentials, redirects.
//!
//! The only asynchronous code that all operations share, and generic over none of them. It gives back any complete
//! response, whatever its status: what a status means is the operation's to say.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Uri};

use crate::auth::{Added, Credentials};
use crate::body::Body;
use crate::error::{Context, CredentialError, Failure, RequestErrorKind, TimeoutError, TimeoutScope};
use crate::events::Resume;
use crate::platform::BoxFuture;
use crate::redirect::{self, Hop};
use crate::request::{Parts, Request};
use crate::response::{Head, RawResponse};
use crate::retry::RetryPolicy;
use crate::timer::Timer;
use crate::transport::{Transport, TransportError};

/// What all calls of a client share.
pub(crate) struct Shared {
    pub(crate) base_url: String,
    /// Whether the user chose the base URL: it then wins over servers of single operations.
    pub(crate) base_url_chosen: bool,
    pub(crate) credentials: Credentials,
    pub(crate) headers: HeaderMap,
    pub(crate) transport: Arc<dyn Transport>,
    /// Without a timer there are no time limits and no retries.
    pub(crate) timer: Option<Arc<dyn Timer>>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: RetryPolicy,
    pub(crate) max_redirects: u32,
    pub(crate) max_response_bytes: u64,
}

/// A time limit that is running.
#[derive(Clone, Copy)]
struct Limit {
    /// What is left of it.
    left: Duration,
    /// What it was, for the error.
    whole: Duration,
    scope: TimeoutScope,
}

/// Does the call.
pub(crate) async fn execute(shared: Arc<Shared>, request: Request) -> Result<RawResponse, Failure> {
    let Request(mut parts, mut body) = request;
    if let Some(kind) = parts.problem.take() {
        return Err(Failure::Request(parts.error(kind)));
    }
    let server = match parts.operation.server {
        Some(server) if !shared.base_url_chosen => server,
        _ => &shared.base_url,
    };
    let url = parts.url(server).map_err(|kind| Failure::Request(parts.error(kind)))?;
    let start = shared.now();
    let mut attempts = 1;
    loop {
        let left = shared.timeout.map(|timeout| timeout.saturating_sub(shared.now().saturating_sub(start)));
        let copy = body.try_clone();
        let replayable = copy.is_some();
        let now = copy.unwrap_or_else(|| std::mem::take(&mut body));
        let context = Context { operation: parts.operation, attempts };
        let outcome = shared.attempt(&parts, &context, &url, now, shared.limit(left)).await;
        let wait = if replayable { shared.wait(&outcome, &context, start) } else { None };
        match (wait, &shared.timer) {
            (Some(wait), Some(timer)) => timer.sleep(wait).await,
            _ if replayable => {
                let resume = || Resume { shared, request: Request(parts, body) };
                return outcome.map(|response| response.resumed_by(resume));
            }
            _ => return outcome,
        }
        attempts += 1;
    }
}

impl Shared {
    fn now(&self) -> Duration {
        self.timer.as_ref().map_or(Duration::ZERO, Timer::now)
    }

    /// The limit of the next attempt: its own, or what is left of the call's.
    fn limit(&self, left: Option<Duration>) -> Option<Limit> {
        let attempt = self.attempt_timeout.map(|whole| Limit { left: whole, whole, scope: TimeoutScope::Attempt });
        let total = left.zip(self.timeout).map(|(left, whole)| Limit { left, whole, scope: TimeoutScope::Total });
        match (attempt, total) {
            (Some(attempt), Some(total)) => Some(if total.left <= attempt.left { total } else { attempt }),
            (attempt, total) => attempt.or(total),
        }
    }

    /// How long to wait before the next attempt; `None` when there is none, or no time for one.
    fn wait(&self, outcome: &Result<RawResponse, Failure>, context: &Context, start: Duration) -> Option<Duration> {
        let timer = self.timer.as_ref()?;
        let idempotent = context.operation.is_idempotent();
        let wait = self.retry.next(outcome, idempotent, context.attempts, fastrand::f64(), timer.unix_time())?;
        match self.timeout {
            Some(timeout) if timer.now().saturating_sub(start).saturating_add(wait) >= timeout => None,
            _ => Some(wait),
        }
    }

    async fn attempt(
        &self,
        parts: &Parts,
        context: &Context,
        url: &str,
        body: Body,
        limit: Option<Limit>,
    ) -> Result<RawResponse, Failure> {
        let sent = AtomicBool::new(false);
        let exchange = self.exchange(parts, context, url, body, &sent);
        match limit.zip(self.timer.as_ref()) {
            None => exchange.await,
            Some((limit, timer)) => match within(exchange, timer.sleep(limit.left)).await {
                Some(outcome) => outcome,
                None => {
                    let sent = sent.load(Ordering::Relaxed);
                    Err(Failure::Timeout(TimeoutError::new(context.clone(), limit.scope, limit.whole, sent)))
                }
            },
        }
    }

    /// One attempt: credentials, the request, the redirects it is led through, and the whole body.
    async fn exchange(
        &self,
        parts: &Parts,
        context: &Context,
        url: &str,
        body: Body,
        sent: &AtomicBool,
    ) -> Result<RawResponse, Failure> {
        let added = self.credentials.add(context.operation.security).await;
        let added = added
            .map_err(|(scheme, error)| Failure::Credential(CredentialError::new(context.clone(), scheme, error)))?;
        let fail = |error: TransportError| Failure::Transport(error.during(context.clone()));
        let mut hop = Hop { method: context.operation.method.clone(), url: url.to_owned(), body, crossed: false };
        for _ in 0..=self.max_redirects {
            let again = hop.body.try_clone();
            let request = self.build(parts, &mut hop, &added)?;
            sent.store(true, Ordering::Relaxed);
            let response = self.transport.send(request).await.map_err(fail)?;
            let (head, body) = response.into_parts();
            let next = redirect::follow(&hop, again, context.operation, head.status.as_u16(), &head.headers);
            match next {
                Some(next) if self.max_redirects > 0 => hop = next,
                _ => {
                    let body = body.answer(self.max_response_bytes, context.clone());
                    let (body, stream) = match context.operation.is_streamed(head.status.as_u16()) {
                        true => (Bytes::new(), Some(body)),
                        false => (body.bytes().await.map_err(Failure::Transport)?, None),
                    };
                    let mut headers = head.headers;
                    for (name, value) in &mut headers {
                        if name == http::header::SET_COOKIE {
                            value.set_sensitive(true);
                        }
                    }
                    let head = Head::received(head.status, headers, context.operation);
                    return Ok(RawResponse::new(head, body).with_stream(stream));
                }
            }
        }
        Err(fail(TransportError::redirects(self.max_redirects)))
    }

    /// The request as it is sent; the body is taken out of `hop`.
    fn build(&self, parts: &Parts, hop: &mut Hop, added: &Added) -> Result<http::Request<Body>, Failure> {
        let refuse = |kind| Failure::Request(parts.error(kind));
        let mut headers = self.headers.clone();
        overlay(&mut headers, &parts.headers);
        let mut url = hop.url.clone();
        if !hop.crossed {
            overlay(&mut headers, &added.headers);
            headers.extend(parts.cookie_header(&added.cookies).map_err(refuse)?);
            for (name, pair) in &added.query {
                add_pair(&mut url, name, pair.expose());
            }
        }
        redirect::strip(&mut headers, hop);
        let mut request = http::Request::new(std::mem::take(&mut hop.body));
        *request.method_mut() = hop.method.clone();
        *request.uri_mut() = url.parse::<Uri>().map_err(|error| refuse(RequestErrorKind::Url(error.to_string())))?;
        *request.headers_mut() = headers;
        Ok(request)
    }
}

/// Puts `upper` over `headers`: all fields of a name are replaced together.
fn overlay(headers: &mut HeaderMap, upper: &HeaderMap) {
    for name in upper.keys() {
        headers.remove(name);
    }
    headers.extend(upper.iter().map(|(name, value)| (name.clone(), value.clone())));
}

/// Adds an encoded pair to the query, unless one of its name is there (a redirect may have kept it).
fn add_pair(url: &mut String, name: &str, pair: &str) {
    let query = url.split_once('?').map(|(_, query)| query);
    let there = query.is_some_and(|query| query.split('&').any(|given| given.split('=').next() == Some(name)));
    if !there {
        url.push(if query.is_some() { '&' } else { '?' });
        url.push_str(pair);
    }
}

/// The value of `work`, or `None` when `alarm` ends first.
async fn within<T>(work: impl Future<Output = T>, mut alarm: BoxFuture<'static, ()>) -> Option<T> {
    let mut work = pin!(work);
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => alarm.as_mut().poll(context).map(|()| None),
    })
    .await
}

#[cfg(test)]
mod tests;
