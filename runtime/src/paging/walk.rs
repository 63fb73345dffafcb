//! From page to page: one call after the other, none of whose types matter.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};
use std::task::{Context, Poll, ready};

use super::rule::Next;
use crate::client::{Core, State};
use crate::error::{Failure, RequestErrorKind};
use crate::platform::BoxFuture;
use crate::request::Request;
use crate::response::RawResponse;
use crate::settings::Settings;

/// What is left of a list.
pub(super) struct Walk {
    /// The request of the next page; none at the end.
    next: Option<Page>,
    running: Option<BoxFuture<'static, Result<RawResponse, Failure>>>,
    /// What the next step ends in.
    failed: Option<Failure>,
    /// Positions that were asked for, as hashes: a server that goes round in circles is left.
    seen: HashSet<u64>,
    /// The items of the page before, as a hash, where only their number says how the list goes on.
    items: Option<u64>,
    hasher: RandomState,
}

struct Page {
    core: Core,
    request: Request,
    settings: Settings,
}

impl Walk {
    /// Starts with the page that a call would give. One that was polled already gives nothing.
    pub(super) fn new(state: State) -> Self {
        let next = match state {
            State::Ready(core, request, settings) => {
                let settings = settings.map(|settings| *settings).unwrap_or_default();
                Some(Page { core, request, settings })
            }
            State::Running(_) | State::Done => None,
        };
        Self { next, running: None, failed: None, seen: HashSet::new(), items: None, hasher: RandomState::new() }
    }

    /// Nothing more is asked for.
    pub(super) fn end(&mut self) {
        self.next = None;
        self.failed = None;
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<RawResponse, Failure>>> {
        if let Some(failure) = self.failed.take() {
            return Poll::Ready(Some(Err(failure)));
        }
        if self.running.is_none() {
            self.running = self.next.as_mut().map(Page::start);
        }
        let Some(running) = &mut self.running else { return Poll::Ready(None) };
        let outcome = ready!(running.as_mut().poll(context));
        self.running = None;
        match (&outcome, self.next.take()) {
            (Ok(answer), Some(page)) if answer.status().is_success() => {
                if self.repeats(&page, answer) {
                    self.end();
                    return Poll::Ready(None);
                }
                self.advance(page, answer);
            }
            _ => self.end(),
        }
        Poll::Ready(Some(outcome))
    }

    /// Whether the items are those of the page before.
    fn repeats(&mut self, page: &Page, answer: &RawResponse) -> bool {
        let paging = page.request.0.operation.paging;
        let text = answer.utf8();
        let body = std::str::from_utf8(&text).unwrap_or_default();
        let items = paging.as_ref().and_then(|paging| paging.counted(body)).map(|items| self.hasher.hash_one(items));
        let before = std::mem::replace(&mut self.items, items);
        items.is_some() && before == items
    }

    fn advance(&mut self, mut page: Page, answer: &RawResponse) {
        let next = page.next(answer);
        let position = match &next {
            Ok(Next::End) => return,
            Ok(Next::Changed(position) | Next::Url(position)) => Some(self.hasher.hash_one(position)),
            Err(_) => None,
        };
        let problem = match next {
            Err(problem) => problem,
            Ok(_) if position.is_some_and(|position| !self.seen.insert(position)) => RequestErrorKind::PageLoop,
            Ok(next) => {
                page.settings.url = match next {
                    Next::Url(url) => Some(url),
                    Next::Changed(_) | Next::End => None,
                };
                self.next = Some(page);
                return;
            }
        };
        self.failed = Some(Failure::Request(page.request.0.error(problem)));
    }
}

impl Page {
    fn start(&mut self) -> BoxFuture<'static, Result<RawResponse, Failure>> {
        let Request(parts, body) = &mut self.request;
        // A list is read by GET: a body that cannot be had twice is not expected, and goes with the first page.
        let body = body.try_clone().unwrap_or_else(|| std::mem::take(body));
        self.core.execute(Request(parts.clone(), body), Some(Box::new(self.settings.clone())))
    }

    fn next(&mut self, answer: &RawResponse) -> Result<Next, RequestErrorKind> {
        let Some(paging) = self.request.0.operation.paging else { return Ok(Next::End) };
        let url = self.core.url(&self.request.0, &self.settings)?;
        paging.advance(&mut self.request, &url, answer)
    }
}
