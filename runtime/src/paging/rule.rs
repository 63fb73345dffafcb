//! Where the next page of a list is: what the generator found or was told, and what a response says.
//!
//! Pure decisions over the request of a page and its answer.

use super::member;
use crate::body::Body;
use crate::error::RequestErrorKind;
use crate::json::{Decoder, Kind};
use crate::paging::link::next_of;
use crate::request::{Parts, Request, decoded, pairs};
use crate::response::RawResponse;
use crate::uri;

/// How a list goes on. Places in the answer are JSON pointers (RFC 6901); `-1` is the last item of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    step: Step,
    /// Whether there are more, where the answer says it: `false` there ends the list.
    more: Option<&'static str>,
    /// How many items, or pages, there are.
    total: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Token { parameter: &'static str, next: &'static str },
    Link { next: &'static str },
    LinkHeader,
    Offset { parameter: &'static str, items: &'static str },
    Page { parameter: &'static str, items: &'static str, first: u64 },
}

/// The next page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// There is none.
    End,
    /// The request was changed; the position tells it from all others.
    Changed(String),
    /// At this URL, which is on the same server.
    Url(String),
}

impl Paging {
    /// The answer has a token at `next` that goes into the query parameter. A parameter that starts with `/` is a place in the JSON
    /// body of the request, here and in the other rules.
    #[must_use]
    pub const fn token(parameter: &'static str, next: &'static str) -> Self {
        Self::of(Step::Token { parameter, next })
    }

    /// The answer has the URL of the next page at `next`.
    #[must_use]
    pub const fn link(next: &'static str) -> Self {
        Self::of(Step::Link { next })
    }

    /// The header `Link` of the answer has the URL of the next page (RFC 8288, relation `next`).
    #[must_use]
    pub const fn link_header() -> Self {
        Self::of(Step::LinkHeader)
    }

    /// The query parameter counts the items that come before the page; the items are at `items`.
    #[must_use]
    pub const fn offset(parameter: &'static str, items: &'static str) -> Self {
        Self::of(Step::Offset { parameter, items })
    }

    /// The query parameter is the number of the page, which is `first` when it is not sent; the items are at `items`.
    #[must_use]
    pub const fn page(parameter: &'static str, items: &'static str, first: u64) -> Self {
        Self::of(Step::Page { parameter, items, first })
    }

    /// Where the answer says whether there are more pages, as `true` or `false`.
    #[must_use]
    pub const fn more(mut self, pointer: &'static str) -> Self {
        self.more = Some(pointer);
        self
    }

    /// Where the answer says how many items there are (for offsets), or how many pages (for page numbers).
    #[must_use]
    pub const fn total(mut self, pointer: &'static str) -> Self {
        self.total = Some(pointer);
        self
    }

    const fn of(step: Step) -> Self {
        Self { step, more: None, total: None }
    }

    /// The items of a page as they are written, where nothing but them says whether the list goes on: a server that gives its last page
    /// for every number beyond it, or knows nothing of numbers, is told by giving the same once more.
    pub(super) fn counted<'a>(&self, body: &'a str) -> Option<&'a str> {
        let (Step::Offset { items, .. } | Step::Page { items, .. }) = self.step else { return None };
        let is_told = [self.more, self.total].into_iter().flatten().any(|pointer| at(body, pointer).is_some());
        at(body, items).filter(|_| !is_told)?.raw().ok()
    }

    /// Turns the request of a page into that of the next one, by its answer. `url` is where the page was, without credentials.
    pub(super) fn advance(
        &self,
        request: &mut Request,
        url: &str,
        answer: &RawResponse,
    ) -> Result<Next, RequestErrorKind> {
        let text = answer.utf8();
        let body = std::str::from_utf8(&text).unwrap_or_default();
        let number = |pointer: &str| text_at(body, pointer).and_then(|text| text.parse::<u64>().ok());
        if self.more.and_then(|pointer| at(body, pointer)).is_some_and(|mut more| more.boolean() == Ok(false)) {
            return Ok(Next::End);
        }
        let total = self.total.and_then(number);
        let position = match self.step {
            Step::Link { next } => match text_at(body, next) {
                Some(link) => return follow(&mut request.0, url, &link),
                None => None,
            },
            Step::LinkHeader => match next_of(answer.headers()) {
                Some(link) => return follow(&mut request.0, url, &link),
                None => None,
            },
            Step::Token { parameter, next } => text_at(body, next).map(|token| {
                let written = at(body, next).and_then(|mut value| value.raw().ok()).unwrap_or_default();
                (parameter, token, written.to_owned())
            }),
            Step::Offset { parameter, items } => {
                let before = count(request, parameter).unwrap_or(0);
                let after = count_at(body, items).saturating_add(before);
                let goes_on = after > before && total.is_none_or(|total| after < total);
                goes_on.then(|| (parameter, after.to_string(), after.to_string()))
            }
            Step::Page { parameter, items, first } => {
                let this = count(request, parameter).unwrap_or(first);
                let next = this.saturating_add(1);
                let goes_on = count_at(body, items) > 0 && total.is_none_or(|total| next < total.saturating_add(first));
                goes_on.then(|| (parameter, next.to_string(), next.to_string()))
            }
        };
        match position {
            Some((parameter, value, written)) => {
                if parameter.starts_with('/') {
                    set_member(request, parameter, &written)?;
                } else {
                    request.0.set_query(parameter, &value);
                }
                Ok(Next::Changed(value))
            }
            None => Ok(Next::End),
        }
    }
}

/// The number that a request has as its position.
fn count(request: &Request, parameter: &str) -> Option<u64> {
    if parameter.starts_with('/') {
        return member::number(json(request)?, parameter);
    }
    request.0.query_value(parameter)?.parse().ok()
}

/// The body of a request; that of one without any is an empty object.
fn json(request: &Request) -> Option<&str> {
    let text = std::str::from_utf8(request.1.as_bytes()?).ok()?;
    Some(if request.1.is_empty() { "{}" } else { text })
}

fn set_member(request: &mut Request, pointer: &str, value: &str) -> Result<(), RequestErrorKind> {
    let Some(body) = json(request).and_then(|body| member::replaced(body, pointer, value)) else {
        return Err(RequestErrorKind::Body(format!("there is no place for the next page at `{pointer}`")));
    };
    if request.1.is_empty() {
        request.set_body("application/json", Body::from(body));
    } else {
        request.1 = Body::from(body);
    }
    Ok(())
}

/// The page that a link leads to. One to another server is followed only where it names the path of this list below another
/// prefix (a gateway stands before the server): the query of the link then goes to where the first page came from.
fn follow(parts: &mut Parts, url: &str, link: &str) -> Result<Next, RequestErrorKind> {
    let target = uri::resolve(url, link);
    let origin = |url: &str| url.parse::<http::Uri>().ok().and_then(|url| uri::origin(&url));
    let (here, there) = (origin(url), origin(&target));
    if here.is_some() && here == there {
        return Ok(Next::Url(target));
    }
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let own = parts.path_below_server().map_err(|_| RequestErrorKind::PageLink)?;
    if there.is_none() || !path.ends_with(&own) || query.is_empty() {
        return Err(RequestErrorKind::PageLink);
    }
    for (name, value) in pairs(query) {
        parts.set_query(&decoded(name), &decoded(value));
    }
    Ok(Next::Changed(query.to_owned()))
}

/// A cursor at the place that a pointer names.
fn at<'a>(body: &'a str, pointer: &str) -> Option<Decoder<'a>> {
    let mut cursor = Decoder::new(body);
    for token in pointer.split('/').skip(1) {
        let name = token.replace("~1", "/").replace("~0", "~");
        cursor = match cursor.peek() {
            Kind::Array => element(cursor, &name)?,
            _ => cursor.member(&name)?,
        };
    }
    Some(cursor)
}

fn element<'a>(mut array: Decoder<'a>, index: &str) -> Option<Decoder<'a>> {
    let wanted = index.parse::<usize>().ok();
    if wanted.is_none() && index != "-1" {
        return None;
    }
    let (mut found, mut count) = (None, 0);
    array
        .each_element(&mut |element| {
            if wanted.is_none_or(|wanted| wanted == count) {
                found = Some(*element);
            }
            count += 1;
            element.skip()
        })
        .ok()?;
    found
}

/// The text or the number at a place; nothing for `null`, for nothing, and for an empty text.
pub(super) fn text_at(body: &str, pointer: &str) -> Option<String> {
    let mut value = at(body, pointer)?;
    let text = match value.peek() {
        Kind::String => value.text().ok()?.into_owned(),
        Kind::Number => value.number_text().ok()?.to_owned(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// How many items the array at a place has.
fn count_at(body: &str, pointer: &str) -> u64 {
    let mut count = 0;
    if let Some(mut array) = at(body, pointer) {
        // What is no array has no items.
        let _ = array.each_element(&mut |element| {
            count += 1;
            element.skip()
        });
    }
    count
}
