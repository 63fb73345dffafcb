//! The client that generated clients wrap: it takes a built request and an operation's decode function, and gives a
//! future.
//!
//! All that is generic here is one cast-like step at the end of a call; the work is one boxed, non-generic future, so
//! that an operation has no state machine of its own and the compiler nothing to prove about it.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use crate::error::{Error, Failure};
use crate::execute::{Shared, execute};
use crate::platform::BoxFuture;
use crate::request::Request;
use crate::response::{RawResponse, Response, Undeclared};

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
        Call { state: State::Ready(self.clone(), request), decode }
    }

    /// The URL that paths are appended to.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.0.base_url
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

/// A call on its way: a future, `Send` and free of borrows whatever the operation gives. Nothing is sent before it is
/// polled; dropping it cancels the call.
#[must_use = "futures do nothing unless they are awaited"]
pub struct Call<B, H = (), E = Undeclared> {
    state: State,
    decode: fn(RawResponse) -> Outcome<B, H, E>,
}

enum State {
    Ready(Core, Request),
    Running(BoxFuture<'static, Result<RawResponse, Failure>>),
    Done,
}

impl State {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<RawResponse, Failure>> {
        let mut running = match std::mem::replace(self, State::Done) {
            State::Ready(core, request) => Box::pin(execute(core.0, request)),
            State::Running(future) => future,
            // Polled after its end: there is nothing more to say.
            State::Done => return Poll::Pending,
        };
        let polled = running.as_mut().poll(context);
        if polled.is_pending() {
            *self = State::Running(running);
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
