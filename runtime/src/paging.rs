//! Lists that come in pages: where the next page is, as a stream of pages and of items.
//!
//! Takes the call of the first page and a rule that the generator made; every page is a call of its own, with the credentials,
//! limits and retries of the client. A page is never looked for on another server.

mod link;
mod member;
mod rule;
mod walk;

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

#[cfg(test)]
pub(crate) use self::link::next_of;
pub use self::rule::Paging;
use self::walk::Walk;
use crate::client::{Call, Decoder, Outcome, RawCall, State};
use crate::error::Error;
use crate::settings::call_settings;

/// The call of an operation whose answer is a page of a list.
///
/// Awaited, it gives this one page. [`Paged::items`] gives all items from here on, [`Paged::pages`] all pages.
#[must_use = "futures do nothing unless they are awaited"]
pub struct Paged<B, H, E, T> {
    call: Call<B, H, E>,
    items: fn(B) -> Vec<T>,
}

impl<B, H, E> Call<B, H, E> {
    /// For generated code: the answer is a page, whose items `items` gives. The operation says where the next one is.
    pub fn paged<T>(self, items: fn(B) -> Vec<T>) -> Paged<B, H, E, T> {
        Paged { call: self, items }
    }
}

impl<B, H, E, T> Paged<B, H, E, T> {
    /// All pages, from this one on. Nothing is sent before the stream is polled, and a page only when the one before it was taken.
    ///
    /// The stream ends after the last page, and after an error.
    #[must_use = "streams do nothing unless they are polled"]
    pub fn pages(self) -> Pages<B, H, E> {
        let (state, decode) = self.call.into_parts();
        Pages { walk: Walk::new(state), decode }
    }

    /// The items of all pages, from this one on.
    #[must_use = "streams do nothing unless they are polled"]
    pub fn items(self) -> Items<B, H, E, T> {
        Items { items: self.items, pages: self.pages(), page: Vec::new().into_iter() }
    }

    /// The same call, which gives any complete response as it came, whatever its status.
    pub fn raw(self) -> RawCall {
        self.call.raw()
    }

    /// Sends the request and waits for this one page: for programs without an asynchronous runtime. On a thread of one, it is an error.
    ///
    /// # Errors
    /// Those of the call.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    pub fn wait(self) -> Outcome<B, H, E> {
        self.call.wait()
    }

    fn state_mut(&mut self) -> &mut State {
        self.call.state_mut()
    }
}

call_settings!(Paged, B, H, E, T);

impl<B, H, E, T> Future for Paged<B, H, E, T> {
    type Output = Outcome<B, H, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.call).poll(context)
    }
}

impl<B, H, E, T> fmt::Debug for Paged<B, H, E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Paged(..)")
    }
}

/// A stream of pages. Without a library for streams: `while let Some(page) = pages.next().await { .. }`.
#[must_use = "streams do nothing unless they are polled"]
pub struct Pages<B, H, E> {
    walk: Walk,
    decode: Decoder<B, H, E>,
}

impl<B, H, E> Pages<B, H, E> {
    /// The next page; `None` after the last one, and after an error.
    pub async fn next(&mut self) -> Option<Outcome<B, H, E>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Outcome<B, H, E>>> {
        let page = match ready!(self.walk.poll(context)) {
            None => return Poll::Ready(None),
            Some(Ok(raw)) => (self.decode)(raw),
            Some(Err(failure)) => Err(failure.into()),
        };
        if page.is_err() {
            self.walk.end();
        }
        Poll::Ready(Some(page))
    }
}

impl<B, H, E> Stream for Pages<B, H, E> {
    type Item = Outcome<B, H, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<B, H, E> fmt::Debug for Pages<B, H, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pages(..)")
    }
}

/// A stream of the items of all pages. Without a library for streams: `while let Some(item) = items.next().await { .. }`.
#[must_use = "streams do nothing unless they are polled"]
pub struct Items<B, H, E, T> {
    pages: Pages<B, H, E>,
    items: fn(B) -> Vec<T>,
    page: std::vec::IntoIter<T>,
}

/// Items are moved out of a vector, which pins none of them.
impl<B, H, E, T> Unpin for Items<B, H, E, T> {}

impl<B, H, E, T> Items<B, H, E, T> {
    /// The next item, waiting for it: for programs without an asynchronous runtime.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    pub fn wait_next(&mut self) -> Option<Result<T, Error<E>>> {
        crate::client::blocking::wait(async { self.next().await.transpose() }).transpose()
    }

    /// The next item; `None` after the last one, and after an error.
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(context)) {
                None => return Poll::Ready(None),
                Some(Ok(page)) => self.page = (self.items)(page.into_body()).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

impl<B, H, E, T> Stream for Items<B, H, E, T> {
    type Item = Result<T, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<B, H, E, T> fmt::Debug for Items<B, H, E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Items(..)")
    }
}

#[cfg(test)]
mod tests;
