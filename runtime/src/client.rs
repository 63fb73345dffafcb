//! The client that generated clients wrap: it takes a built request and an operation's decode function, and gives a
//! future.
//!
//! All that is generic here is one cast-like step at the end of a call; the work is one boxed, non-generic future, so
//! that an operation has no state machine of its own and the compiler nothing to prove about it.

#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub(crate) mod blocking;
mod raw_call;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::Method;

pub use self::raw_call::RawCall;
use crate::error::{Error, Failure, RequestErrorKind};
use crate::execute::{Shared, execute};
use crate::platform::BoxFuture;
use crate::rate_limit::RateLimitState;
use crate::request::{Parts, Request};
use crate::response::{RawResponse, Response, Undeclared};
use crate::settings::{Settings, call_settings};

/// Server, credentials, limits and transport of a client. Clones share everything.
#[derive(Clone)]
pub struct Core(Arc<Shared>);

impl Core {
    pub(crate) fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    /// The call of an operation: sends `request` once the future is polled, and hands any complete response to `decode`.
    #[must_use = "futures do nothing unless they are awaited"]
    pub fn call<B, H, E>(&self, request: Request, decode: fn(RawResponse) -> Outcome<B, H, E>) -> Call<B, H, E> {
        Call { state: State::Ready(self.clone(), request, None), decode }
    }

    /// A call of an endpoint that the description does not have: `path` is put after the base URL as it is, and may have a
    /// query. It carries all credentials of the client.
    pub fn request(&self, method: &Method, path: &str) -> RawCall {
        RawCall::undocumented(self.clone(), method, path)
    }

    /// The URL that paths are appended to.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }

    /// What is known of the server's rate limit now.
    #[must_use]
    pub fn rate_limit(&self) -> RateLimitState {
        self.0.limiter.state()
    }

    pub(crate) fn url(&self, parts: &Parts, settings: &Settings) -> Result<String, RequestErrorKind> {
        self.0.url(parts, settings)
    }

    pub(crate) fn execute(
        &self,
        request: Request,
        settings: Option<Box<Settings>>,
    ) -> BoxFuture<'static, Result<RawResponse, Failure>> {
        Box::pin(execute(Arc::clone(&self.0), request, settings))
    }
}

/// The URL and the names of the security schemes only.
impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("base_url", &self.0.base_url)
            .field("credentials", &self.0.credentials)
            .finish_non_exhaustive()
    }
}

/// What every call ends in.
pub type Outcome<B, H, E> = Result<Response<B, H>, Error<E>>;

/// What makes an outcome of a complete response.
pub(crate) type Decoder<B, H, E> = fn(RawResponse) -> Outcome<B, H, E>;

/// A call on its way: a future, `Send` and free of borrows whatever the operation gives. Nothing is sent before it is
/// polled; dropping it cancels the call.
///
/// Its methods say what this call does differently from its client; they are without effect once it was polled.
#[must_use = "futures do nothing unless they are awaited"]
pub struct Call<B, H = (), E = Undeclared> {
    state: State,
    decode: Decoder<B, H, E>,
}

impl<B, H, E> Call<B, H, E> {
    /// The same call, which gives any complete response as it came, whatever its status.
    pub fn raw(self) -> RawCall {
        RawCall::new(self.state)
    }

    /// Sends the request and waits for the answer: for programs without an asynchronous runtime. On a thread of one, it is an error.
    ///
    /// # Errors
    /// Those of the call.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    pub fn wait(self) -> Outcome<B, H, E> {
        blocking::wait(self)
    }

    pub(crate) fn state_mut(&mut self) -> &mut State {
        &mut self.state
    }

    pub(crate) fn into_parts(self) -> (State, Decoder<B, H, E>) {
        (self.state, self.decode)
    }
}

call_settings!(Call, B, H, E);

pub(crate) enum State {
    Ready(Core, Request, Option<Box<Settings>>),
    Running(BoxFuture<'static, Result<RawResponse, Failure>>),
    Done,
}

impl State {
    pub(crate) fn set(&mut self, change: impl FnOnce(&mut Settings)) {
        if let Self::Ready(_, _, settings) = self {
            change(settings.get_or_insert_default());
        }
    }

    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Request)) {
        if let Self::Ready(_, request, _) = self {
            change(request);
        }
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<RawResponse, Failure>> {
        let mut running = match std::mem::replace(self, Self::Done) {
            Self::Ready(core, request, settings) => core.execute(request, settings),
            Self::Running(future) => future,
            // Polled after its end: there is nothing more to say.
            Self::Done => return Poll::Pending,
        };
        let polled = running.as_mut().poll(context);
        if polled.is_pending() {
            *self = Self::Running(running);
        }
        polled
    }
}

impl<B, H, E> Future for Call<B, H, E> {
    type Output = Outcome<B, H, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.state.poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Ok(response)) => Poll::Ready((self.decode)(response)),
            Poll::Ready(Err(failure)) => Poll::Ready(Err(failure.into())),
        }
    }
}

impl<B, H, E> fmt::Debug for Call<B, H, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Call(..)")
    }
}

#[cfg(test)]
mod tests;
