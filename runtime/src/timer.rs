//! The seam to the clock: waiting, and knowing the time.
//!
//! Retries and timeouts go through it, so that tests take no time and targets without a clock of the standard library
//! can bring their own.

use std::sync::Arc;
use std::time::Duration;

use crate::platform::{ApiBase, BoxFuture};

/// Waits and tells the time.
pub trait Timer: ApiBase + 'static {
    /// Ends after `duration`; [`Timer::now`] has moved on by it then.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Time since a moment of the timer's choice; it never goes back.
    fn now(&self) -> Duration;

    /// Time since the Unix epoch by the wall clock.
    fn unix_time(&self) -> Duration;
}

impl<T: Timer + ?Sized> Timer for Arc<T> {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (**self).sleep(duration)
    }

    fn now(&self) -> Duration {
        (**self).now()
    }

    fn unix_time(&self) -> Duration {
        (**self).unix_time()
    }
}

/// The timer of a tokio runtime, which must run wherever a call is awaited.
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
#[derive(Clone, Debug)]
pub struct TokioTimer {
    start: tokio::time::Instant,
}

#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
impl TokioTimer {
    /// Counts from now.
    #[must_use]
    pub fn new() -> Self {
        Self { start: tokio::time::Instant::now() }
    }
}

#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
impl Default for TokioTimer {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
impl Timer for TokioTimer {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn unix_time(&self) -> Duration {
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default()
    }
}
