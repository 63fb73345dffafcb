//! Which operations are pages of a list, by their parameters and members: conservative, and with a reason.

use super::find::{Found, List, plain};
use super::{Subject, Taker, paging};
use crate::base::Json;
use crate::model::Method;
use crate::plan::docs::code;
use crate::plan::ir::{Paging, PagingStep};

/// Parameters that take a token.
const TOKENS: &[&str] = &[
    "pagetoken",
    "nexttoken",
    "nextpagetoken",
    "cursor",
    "pagecursor",
    "nextcursor",
    "continuationtoken",
    "continuation",
    "continue",
    "marker",
    "startingtoken",
    "pagingtoken",
    "paginationtoken",
    "paginationcursor",
    "scrollid",
    "after",
    "pageafter",
    "startingafter",
];
/// Members that hold the token of the next page.
const NEXT_TOKENS: &[&str] = &[
    "nextpagetoken",
    "nexttoken",
    "nextcursor",
    "nextpagecursor",
    "nextmarker",
    "continuationtoken",
    "nextcontinuationtoken",
    "continue",
    "endcursor",
    "nextpageid",
    "nextpage",
    "after",
    "lastid",
    "next",
];
/// Members that hold the URL of the next page, whatever their format.
const LINKS: &[&str] =
    &["nextlink", "odatanextlink", "nexturl", "nexturi", "nextpageurl", "nextpageuri", "nexthref", "nextpagelink"];
/// Members that do so when the object they are in, or their format, says it.
const LINKS_BY_PLACE: &[&str] = &["next", "nextpage"];
const OFFSETS: &[&str] = &["offset", "skip", "startat", "pageoffset"];
const PAGES: &[&str] = &["page", "pagenumber", "pageno", "pagenum", "currentpage", "pageindex"];
const SIZES: &[&str] = &[
    "limit",
    "perpage",
    "pagesize",
    "size",
    "count",
    "maxresults",
    "top",
    "first",
    "pagelimit",
    "itemsperpage",
    "take",
    "rows",
];
const MORE: &[&str] = &["hasmore", "more", "hasnext", "hasnextpage", "hasmoreitems", "hasmoreresults"];
const TOTALS: &[&str] =
    &["total", "totalcount", "totalitems", "totalsize", "totalresults", "totalrecords", "totalelements", "itemstotal"];
const PAGE_TOTALS: &[&str] = &["totalpages", "pagecount", "lastpage", "pages", "numpages", "pagestotal"];

/// The rule that parameters and members agree on.
pub(super) fn detect_paging(subject: &Subject<'_>) -> Option<Paging> {
    let list = List::of(subject);
    let items = list.items()?;
    let members = list.members();
    // What is among the items is about an item.
    let inside = format!("{}/", items.pointer);
    let members: Vec<Found<'_>> = members.into_iter().filter(|found| !found.pointer.starts_with(&inside)).collect();
    let takers = subject.takers();
    let detection = Detection { subject, list: &list, members: &members, takers: &takers };
    let is_get = subject.operation.method == Method::Get;
    let step = detection.token();
    let step = step.or_else(|| detection.link().or_else(|| detection.link_header()).filter(|_| is_get));
    if let Some((step, reason)) = step {
        let more =
            detection.member(MORE, |found| list.is_flag(found.field.value)).map(|found| found.pointer.as_str().into());
        return Some(Paging { more, ..paging(step, items, reason) });
    }
    let (step, totals, reason) = detection.offset(&items.pointer).or_else(|| detection.page(&items.pointer))?;
    let total = detection.member(totals, |found| list.is_integer(found.field.value));
    // What a POST does is a guess, unless both sides speak of pages, or the answer is nothing but items.
    let is_told = total.is_some() || items.pointer.is_empty();
    if !is_get && (!is_told || detection.taker(SIZES).is_none()) {
        return None;
    }
    let more = detection.member(MORE, |found| list.is_flag(found.field.value));
    Some(Paging {
        total: total.map(|found| found.pointer.as_str().into()),
        more: more.map(|found| found.pointer.as_str().into()),
        ..paging(step, items, reason)
    })
}

struct Detection<'a> {
    subject: &'a Subject<'a>,
    list: &'a List<'a>,
    members: &'a [Found<'a>],
    takers: &'a [Taker],
}

type Detected = (PagingStep, String);

impl<'a> Detection<'a> {
    /// The member with the first of these names that fits; of several, the one that is least deep.
    fn member(&self, names: &[&str], fits: impl Fn(&Found<'a>) -> bool) -> Option<&'a Found<'a>> {
        names.iter().find_map(|name| {
            let all = self.members.iter().filter(|found| found.name == *name && fits(found));
            all.min_by_key(|found| found.pointer.matches('/').count())
        })
    }

    fn taker(&self, names: &[&str]) -> Option<&'a Taker> {
        names.iter().find_map(|name| self.takers.iter().find(|taker| taker.name == *name))
    }

    /// One of these names that takes an integer.
    fn counter(&self, names: &[&str]) -> Option<&'a Taker> {
        self.taker(names).filter(|taker| taker.value.is_some_and(|place| self.list.is_integer(place)))
    }

    fn token(&self) -> Option<Detected> {
        let taker = self.taker(TOKENS)?;
        // A parameter and a member of one name are a pair, whatever else there is.
        let fits = |found: &Found<'a>| self.list.is_token(found.field.value) && !self.is_link(found);
        let next = self.member(NEXT_TOKENS, fits).or_else(|| self.member(&[taker.name.as_str()], fits))?;
        let reason = format!("{} takes the token that the answer has at {}", taker.said(), code(&next.pointer));
        Some((PagingStep::Token { parameter: taker.address.clone(), next: next.pointer.as_str().into() }, reason))
    }

    fn link(&self) -> Option<Detected> {
        let is_text = |found: &Found<'a>| self.list.is_text(found.field.value);
        let next = self
            .member(LINKS, is_text)
            .or_else(|| self.member(LINKS_BY_PLACE, |found| is_text(found) && self.is_link(found)))
            .or_else(|| {
                let is_next = |found: &Found<'a>| is_text(found) && LINKS_BY_PLACE.contains(&found.parent.as_str());
                self.member(&["href", "url", "link"], is_next)
            })?;
        let reason = format!("the answer has the URL of the next page at {}", code(&next.pointer));
        Some((PagingStep::Link { next: next.pointer.as_str().into() }, reason))
    }

    /// Whether a member is a URL: by its format, by what it is in, or by an example.
    fn is_link(&self, found: &Found<'a>) -> bool {
        let schema = self.subject.context.api.schemas.get(found.field.schema);
        let format = schema.and_then(|schema| schema.format.as_deref()).map(plain);
        let by_format = format.is_some_and(|format| matches!(format.as_str(), "uri" | "url" | "urireference" | "iri"));
        by_format || matches!(found.parent.as_str(), "links" | "link" | "pagelinks" | "paginglinks")
    }

    /// The header `Link` says where the next page is; that it is a list is said by a parameter.
    fn link_header(&self) -> Option<Detected> {
        let success = self.subject.operation.responses.iter().find(|response| response.status.is_success())?;
        let declared = success.headers.iter().find(|header| header.name.eq_ignore_ascii_case("link"))?;
        let taker = self.taker(PAGES).or_else(|| self.taker(TOKENS)).or_else(|| self.taker(SIZES))?;
        let reason = format!(
            "the answer has the header {}, and there is a parameter {}",
            code(&declared.name),
            code(&taker.address)
        );
        Some((PagingStep::LinkHeader, reason))
    }

    fn offset(&self, items: &str) -> Option<(PagingStep, &'static [&'static str], String)> {
        let taker = self.counter(OFFSETS)?;
        let reason = format!("{} counts the items before the page, and the items are at {}", taker.said(), code(items));
        Some((PagingStep::Offset { parameter: taker.address.clone(), items: items.into() }, TOTALS, reason))
    }

    fn page(&self, items: &str) -> Option<(PagingStep, &'static [&'static str], String)> {
        let taker = self.counter(PAGES)?;
        let evidence = self.taker(SIZES).map(|size| &*size.address).or_else(|| {
            let is_count = |found: &Found<'a>| self.list.is_integer(found.field.value);
            self.member(PAGE_TOTALS, is_count).or_else(|| self.member(TOTALS, is_count)).map(|found| &*found.field.name)
        })?;
        let reason = format!(
            "{} is the number of the page (there is {} beside it), and the items are at {}",
            taker.said(),
            code(evidence),
            code(items)
        );
        let step = PagingStep::Page { parameter: taker.address.clone(), items: items.into(), first: self.first(taker) };
        Some((step, PAGE_TOTALS, reason))
    }

    /// The number of the first page: what the parameter is when it is not sent, or at least; else 1.
    fn first(&self, taker: &Taker) -> u64 {
        let schema = taker.schema.and_then(|schema| self.subject.context.api.schemas.get(schema));
        let default = schema.and_then(|schema| schema.meta.default.as_ref()).and_then(Json::as_i128);
        u64::from(default != Some(0))
    }
}

impl Taker {
    fn said(&self) -> String {
        let address = code(&self.address);
        if self.address.starts_with('/') {
            format!("the member {address} of the body")
        } else {
            format!("the parameter {address}")
        }
    }
}
