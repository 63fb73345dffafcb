//! Waiting for a call in a program without an asynchronous runtime.
//!
//! All calls run on one runtime of a single thread, which is started with the first of them and holds the connections.

use std::future::Future;
use std::io;
use std::sync::{Mutex, PoisonError};

use tokio::runtime::{Builder, Handle, Runtime};

use crate::error::{Error, Failure};
use crate::transport::TransportError;

static RUNTIME: Mutex<Option<Runtime>> = Mutex::new(None);

/// What the future gives. It must not be called on a thread of an asynchronous runtime, which would stand still.
pub(crate) fn wait<T, E>(call: impl Future<Output = Result<T, Error<E>>>) -> Result<T, Error<E>> {
    let failed = |error: io::Error| Err(Failure::Transport(TransportError::connect(error)).into());
    if Handle::try_current().is_ok() {
        return failed(io::Error::other("this thread belongs to an asynchronous runtime: await the call instead"));
    }
    match handle() {
        Ok(handle) => handle.block_on(call),
        Err(error) => failed(error),
    }
}

fn handle() -> io::Result<Handle> {
    let mut runtime = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(runtime) = &*runtime {
        return Ok(runtime.handle().clone());
    }
    let started = Builder::new_multi_thread().worker_threads(1).thread_name("calls").enable_all().build()?;
    Ok(runtime.insert(started).handle().clone())
}
