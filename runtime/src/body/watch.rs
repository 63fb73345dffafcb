//! How long a body that comes in pieces may be silent.
//!
//! A time limit for reading all of it would be none for a long download and too short for a stream of events: what tells a server that is
//! gone from one that has much to say is silence.

use std::sync::Arc;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use crate::platform::BoxFuture;
use crate::timer::Timer;
use crate::transport::TransportError;

/// Waits for the end of the silence that is allowed.
pub(super) struct Watch {
    timer: Arc<dyn Timer>,
    limit: Duration,
    /// When something came, or was first waited for.
    last: Option<Duration>,
    /// Sleeps on while pieces come: one sleep for a whole limit, not one for a piece. The lock is never taken; see `Pieces`.
    sleep: Mutex<Option<BoxFuture<'static, ()>>>,
}

impl Watch {
    pub(super) fn new(timer: Arc<dyn Timer>, limit: Duration) -> Self {
        Self { timer, limit, last: None, sleep: Mutex::new(None) }
    }

    /// A piece came.
    pub(super) fn heard(&mut self) {
        self.last = None;
    }

    /// Nothing is there: ends when nothing came for too long.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<TransportError> {
        let sleep = self.sleep.get_mut().unwrap_or_else(PoisonError::into_inner);
        loop {
            let now = self.timer.now();
            let last = *self.last.get_or_insert(now);
            let left = last.saturating_add(self.limit).saturating_sub(now);
            if left.is_zero() {
                return Poll::Ready(TransportError::silent(self.limit));
            }
            ready!(sleep.get_or_insert_with(|| self.timer.sleep(left)).as_mut().poll(context));
            *sleep = None;
        }
    }
}
