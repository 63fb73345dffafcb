//! Opening a stream of events again (HTML Living Standard, section "Server-sent events": `retry`, `Last-Event-ID`).
//!
//! Takes the call that the stream is the answer of, gives a new body. Must not read events.

use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::{HeaderName, HeaderValue, Method, StatusCode};

use super::StreamError;
use crate::body::Body;
use crate::error::Failure;
use crate::execute::{Shared, execute};
use crate::platform::BoxFuture;
use crate::request::Request;
use crate::response::RawResponse;

/// The first wait, unless the server asks for another one.
const WAIT: Duration = Duration::from_secs(1);
/// No wait that we choose is longer.
const LONGEST: Duration = Duration::from_secs(60);

/// A call that can be made once more.
pub(crate) struct Resume {
    pub(crate) shared: Arc<Shared>,
    pub(crate) request: Request,
}

type Again = BoxFuture<'static, Result<RawResponse, Failure>>;

/// Whether a stream is opened again, and how often that failed.
pub(super) struct Reconnect {
    resume: Option<Box<Resume>>,
    /// How many failures in a row it takes to give up; none: it is not opened again.
    allowed: u32,
    failures: u32,
    wait: Option<Duration>,
    running: Option<Again>,
}

/// What became of an attempt.
pub(super) enum Opened {
    Body(Body),
    /// No answer: it can be tried again.
    Failed,
    /// The server says that there is nothing more.
    Ended,
    Error(StreamError),
}

impl Reconnect {
    pub(super) fn new(resume: Option<Box<Resume>>) -> Self {
        Self { resume, allowed: 0, failures: 0, wait: None, running: None }
    }

    pub(super) fn allow(&mut self, failures: u32, any_method: bool) {
        let is_get = |resume: &Resume| resume.request.0.operation.method == Method::GET;
        let can = self.resume.as_deref().is_some_and(|resume| any_method || is_get(resume));
        self.allowed = if can { failures } else { 0 };
    }

    /// An event came, so that failures are counted anew.
    pub(super) fn succeeded(&mut self, retry: Option<Duration>) {
        self.failures = 0;
        self.wait(retry);
    }

    pub(super) fn wait(&mut self, retry: Option<Duration>) {
        self.wait = retry.or(self.wait);
    }

    pub(super) fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Starts an attempt; `false` when there is none.
    pub(super) fn start(&mut self, last_id: Option<&str>) -> bool {
        self.running = None;
        if self.failures >= self.allowed {
            return false;
        }
        let Some(resume) = &self.resume else { return false };
        let (Some(timer), Some(mut request)) = (resume.shared.timer.clone(), resume.request.try_clone()) else {
            return false;
        };
        if let Some(id) = last_id.and_then(|id| HeaderValue::from_bytes(id.as_bytes()).ok()) {
            request.0.headers.insert(HeaderName::from_static("last-event-id"), id);
        }
        let wait = self.wait.unwrap_or(WAIT);
        let wait = wait.max(wait.saturating_mul(1 << self.failures.min(16)).min(LONGEST));
        self.failures += 1;
        let shared = Arc::clone(&resume.shared);
        self.running = Some(Box::pin(async move {
            timer.sleep(wait).await;
            execute(shared, request, None).await
        }));
        true
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Opened> {
        let Some(running) = &mut self.running else { return Poll::Ready(Opened::Ended) };
        let outcome = ready!(running.as_mut().poll(context));
        self.running = None;
        Poll::Ready(match outcome {
            Ok(mut response) => match (response.take_streamed(), response.status()) {
                (_, StatusCode::NO_CONTENT) => Opened::Ended,
                (Some(streamed), _) => Opened::Body(streamed.body),
                (None, status) => Opened::Error(StreamError::Status(status)),
            },
            Err(Failure::Transport(error)) if self.failures >= self.allowed => Opened::Error(error.into()),
            Err(_) => Opened::Failed,
        })
    }
}
