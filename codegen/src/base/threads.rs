//! Two pieces of work at the same time.
//!
//! Takes two functions, gives what both give. Must not let anything depend on which of them is done first.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread::{available_parallelism, scope};

/// Runs both: at the same time where there is more than one processor, else one after the other.
pub fn both<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    if available_parallelism().map_or(1, NonZero::get) < 2 {
        return (one(), other());
    }
    scope(|scope| {
        let thread = scope.spawn(one);
        let other = other();
        (thread.join().unwrap_or_else(|panic| resume_unwind(panic)), other)
    })
}
