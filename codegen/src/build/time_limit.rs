//! The end of a run that takes too long.
//!
//! Takes a time, ends the process when it is over. What is being written then stays the old or becomes the new file: every file is
//! replaced in one step.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::diag::{Code, Diagnostic};
use crate::options::Limits;

/// A time that runs; dropped, it stops.
#[derive(Debug)]
#[must_use = "the time stops when it is dropped"]
pub struct TimeLimit {
    _alive: Sender<()>,
}

impl TimeLimit {
    /// Starts the time. When it is over, `tell` gets the finding, and the process ends with this code.
    pub fn start(limits: &Limits, exit_code: i32, tell: impl FnOnce(Diagnostic) + Send + 'static) -> Self {
        let (alive, over) = channel();
        let seconds = limits.seconds;
        std::thread::spawn(move || {
            if over.recv_timeout(Duration::from_secs(seconds)) == Err(RecvTimeoutError::Timeout) {
                let message = format!("the run took longer than {seconds} seconds and was given up");
                let help = "`seconds` in `[limits]` of the configuration gives it more time";
                tell(Diagnostic::new(Code::TimeLimit, message).help(help));
                std::process::exit(exit_code);
            }
        });
        Self { _alive: alive }
    }
}
