//! What differs between targets with threads and wasm, and the future of an operation that nobody wrote.
//!
//! On wasm the futures of the browser are tied to their thread, so every `Send` that the public API asks for goes
//! through the traits of this file. Nothing here may know about HTTP.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::client::Outcome;
use crate::error::Error;
use crate::response::Undeclared;

/// `Send`, except on wasm, where it asks for nothing.
#[cfg(not(target_family = "wasm"))]
pub trait MaybeSend: Send {}
#[cfg(not(target_family = "wasm"))]
impl<T: Send + ?Sized> MaybeSend for T {}

/// `Send`, except on wasm, where it asks for nothing.
#[cfg(target_family = "wasm")]
pub trait MaybeSend {}
#[cfg(target_family = "wasm")]
impl<T: ?Sized> MaybeSend for T {}

/// `Send + Sync`, except on wasm, where it asks for nothing: the supertrait of every generated API trait, of
/// transports, timers and token providers.
#[cfg(not(target_family = "wasm"))]
pub trait ApiBase: Send + Sync {}
#[cfg(not(target_family = "wasm"))]
impl<T: Send + Sync + ?Sized> ApiBase for T {}

/// `Send + Sync`, except on wasm, where it asks for nothing: the supertrait of every generated API trait, of
/// transports, timers and token providers.
#[cfg(target_family = "wasm")]
pub trait ApiBase {}
#[cfg(target_family = "wasm")]
impl<T: ?Sized> ApiBase for T {}

/// A boxed future, `Send` except on wasm.
#[cfg(not(target_family = "wasm"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A boxed future, `Send` except on wasm.
#[cfg(target_family = "wasm")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A boxed stream, `Send` except on wasm.
#[cfg(not(target_family = "wasm"))]
pub type BoxStream<'a, T> = Pin<Box<dyn Stream<Item = T> + Send + 'a>>;

/// A boxed stream, `Send` except on wasm.
#[cfg(target_family = "wasm")]
pub type BoxStream<'a, T> = Pin<Box<dyn Stream<Item = T> + 'a>>;

/// Any error, as the seams of this crate (transports, token providers) hand it over.
pub type BoxError = Box<dyn std::error::Error + Send + Sync + 'static>;

/// What an operation gives: a future of a [`Response`](crate::Response) with body `B` and headers `H`, or of an
/// [`Error`] with what the operation declares, `E`. Every `async fn` with that output is one.
pub trait Reply<B, H = (), E = Undeclared>: Future<Output = Outcome<B, H, E>> + MaybeSend {}
impl<F, B, H, E> Reply<B, H, E> for F where F: Future<Output = Outcome<B, H, E>> + MaybeSend {}

/// The future of an operation that an implementor of an API trait left at its default.
///
/// It is a type of its own, not an `async` block, so that it is `Send` whatever the operation gives: the compiler
/// then has nothing to prove about the models of each operation.
pub struct NotImplemented<B, H, E> {
    operation: &'static str,
    output: PhantomData<Promise<B, H, E>>,
}

/// Only a promise: no value of these types is held.
type Promise<B, H, E> = fn() -> Outcome<B, H, E>;

/// What the default body of a generated operation gives: a future that ends at once in
/// [`Error::NotImplemented`] with the operation's id. The arguments of the call are dropped.
#[must_use = "futures do nothing unless they are awaited"]
pub fn not_implemented<A, B, H, E>(operation: &'static str, _: A) -> NotImplemented<B, H, E> {
    NotImplemented { operation, output: PhantomData }
}

impl<B, H, E> Future for NotImplemented<B, H, E> {
    type Output = Outcome<B, H, E>;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(Err(Error::NotImplemented(self.operation)))
    }
}

impl<B, H, E> fmt::Debug for NotImplemented<B, H, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("NotImplemented").field(&self.operation).finish()
    }
}
