//! Whole lists over the fakes: which requests are sent, what comes out, and where it stops.

use http::Method;

use super::Paging;
use crate::error::Error;
use crate::fake::{Fake, Step, now};
use crate::operation::Operation;
use crate::request::Request;
use crate::response::{RawResponse, Response, Undeclared};

const fn list(paging: Paging) -> Operation {
    Operation::new("list", Method::GET, "/items").security(&[&["key"]]).paging(paging)
}

static TOKEN: Operation = list(Paging::token("page_token", "/meta/next~1token").more("/more"));
static LINK: Operation = list(Paging::link("/next"));
static HEADER: Operation = list(Paging::link_header());
static OFFSET: Operation = list(Paging::offset("skip", "/items").total("/total"));
static PAGE: Operation = list(Paging::page("page", "/items", 1).total("/pages"));
static COUNTED: Operation = list(Paging::page("page", "/items", 1));
static SKIPPED: Operation = list(Paging::offset("skip", "/items"));
static SEARCH: Operation =
    Operation::new("search", Method::POST, "/search").paging(Paging::token("/page/cursor", "/next"));
static FROM: Operation = Operation::new("from", Method::POST, "/search").paging(Paging::offset("/from", "/items"));
static AFTER: Operation = list(Paging::token("after", "/items/-1").more("/more"));

fn page(body: &'static str) -> Step {
    Step::Answer(200, Vec::new(), body)
}

fn decode(raw: RawResponse) -> Result<Response<String>, Error> {
    if raw.code() == 200 { raw.success_text() } else { raw.failed() }
}

/// The bodies of all pages, or the error that ended the list.
fn pages(fake: &Fake, operation: &'static Operation) -> (Vec<String>, Option<String>) {
    let mut request = Request::new(operation);
    request.query("q", &"a b");
    let core = fake.builder().api_key("key", crate::In::Header, "X-Key", "k").build().unwrap();
    let mut pages = core.call::<_, (), Undeclared>(request, decode).paged(|body: String| vec![body]).pages();
    let mut bodies = Vec::new();
    while let Some(page) = now(pages.next()) {
        match page {
            Ok(page) => bodies.push(page.into_body()),
            Err(error) => {
                assert!(now(pages.next()).is_none());
                return (bodies, Some(error.to_string()));
            }
        }
    }
    (bodies, None)
}

fn urls(fake: &Fake) -> Vec<String> {
    fake.lines().iter().map(|line| line.replace("GET https://api.example/v1/items", "")).collect()
}

#[test]
fn tokens_go_on_until_there_is_none() {
    let rows: [&[&str]; 4] = [
        &[r#"{"meta": {"next/token": "b&c"}}"#, r#"{"meta": {"next/token": 7}}"#, r#"{"meta": {"next/token": null}}"#],
        &[r#"{"meta": {"next/token": "b&c"}}"#, r#"{"meta": {"next/token": 7}}"#, r#"{"meta": {"next/token": ""}}"#],
        &[r#"{"meta": {"next/token": "b&c"}}"#, r#"{"meta": {"next/token": 7}}"#, "{}"],
        &[
            r#"{"meta": {"next/token": "b&c"}}"#,
            r#"{"meta": {"next/token": 7}}"#,
            r#"{"meta": {"next/token": 8}, "more": false}"#,
        ],
    ];
    for bodies in rows {
        let fake = Fake::new(bodies.iter().map(|body| page(body)));
        let (found, error) = pages(&fake, &TOKEN);
        assert_eq!((found.len(), error), (3, None));
        assert_eq!(urls(&fake), ["?q=a%20b", "?q=a%20b&page_token=b%26c", "?q=a%20b&page_token=7"]);
    }
}

#[test]
fn links_are_followed_on_the_same_server_only() {
    let fake = Fake::new([
        page(r#"{"next": "https://api.example/v1/items?token=2&q=a"}"#),
        page(r#"{"next": "/v1/items?token=3"}"#),
        // Another name of the same list, behind a gateway: its query is ours.
        page(r#"{"next": "https://inner.example/items?token=4&q=x+y"}"#),
        page(r#"{"next": null}"#),
    ]);
    let (found, error) = pages(&fake, &LINK);
    assert_eq!((found.len(), error), (4, None));
    assert_eq!(urls(&fake), ["?q=a%20b", "?token=2&q=a", "?token=3", "?token=4&q=x%20y"]);
    for link in
        ["https://evil.example/other?token=2", "https://evil.example/items", "file:///etc/passwd", "//evil.example/x"]
    {
        let body: &'static str = Box::leak(format!(r#"{{"next": "{link}"}}"#).into_boxed_str());
        let fake = Fake::new([page(body)]);
        let (found, error) = pages(&fake, &LINK);
        assert_eq!(found.len(), 1);
        assert_eq!(error.as_deref(), Some("GET /items: the link to the next page leads to another server"), "{link}");
        assert_eq!(fake.lines().len(), 1);
    }
}

#[test]
fn the_header_link_is_followed() {
    let next = ("link", r#"<https://api.example/v1/items?page=2>; rel="next""#);
    let fake = Fake::new([Step::Answer(200, vec![next], "1"), Step::Answer(200, Vec::new(), "2")]);
    assert_eq!(pages(&fake, &HEADER), (vec!["1".to_owned(), "2".to_owned()], None));
    assert_eq!(urls(&fake), ["?q=a%20b", "?page=2"]);
}

#[test]
fn offsets_and_pages_count() {
    let two = r#"{"items": [1, [2]]}"#;
    let more = r#"{"items": [3, 4]}"#;
    let none = r#"{"items": []}"#;
    let fake = Fake::new([page(two), page(more), page(none)]);
    assert_eq!(pages(&fake, &OFFSET).0.len(), 3);
    assert_eq!(urls(&fake), ["?q=a%20b", "?q=a%20b&skip=2", "?q=a%20b&skip=4"]);
    let fake = Fake::new([page(two), page(more), page(none)]);
    assert_eq!(pages(&fake, &PAGE).0.len(), 3);
    assert_eq!(urls(&fake), ["?q=a%20b", "?q=a%20b&page=2", "?q=a%20b&page=3"]);
    // Where the number is known, nothing is asked in vain.
    let fake = Fake::new([page(r#"{"items": [1, 2], "total": 3}"#), page(r#"{"items": [3], "total": 3}"#)]);
    assert_eq!(pages(&fake, &OFFSET).0.len(), 2);
    let fake = Fake::new([page(r#"{"items": [1], "pages": 2}"#), page(r#"{"items": [3], "pages": 2}"#)]);
    assert_eq!(pages(&fake, &PAGE).0.len(), 2);
}

#[test]
fn the_last_item_can_be_the_position() {
    let fake = Fake::new([page(r#"{"items": ["a", "b"], "more": true}"#), page(r#"{"items": ["c"], "more": false}"#)]);
    assert_eq!(pages(&fake, &AFTER).0.len(), 2);
    assert_eq!(urls(&fake), ["?q=a%20b", "?q=a%20b&after=b"]);
}

#[test]
fn a_server_that_goes_round_in_circles_is_left() {
    let body = |token| match token {
        1 => page(r#"{"meta": {"next/token": "1"}}"#),
        _ => page(r#"{"meta": {"next/token": "2"}}"#),
    };
    let fake = Fake::new([body(1), body(2), body(1)]);
    let (found, error) = pages(&fake, &TOKEN);
    assert_eq!(found.len(), 3);
    assert_eq!(error.as_deref(), Some("GET /items: the list came back to a page that it had already given"));
}

#[test]
fn items_come_one_by_one_and_an_error_ends_them() {
    let fake = Fake::new([page(r#"{"meta": {"next/token": "1"}}"#), Step::Answer(418, Vec::new(), "")]);
    let core = fake.builder().build().unwrap();
    let call = core.call::<_, (), Undeclared>(Request::new(&TOKEN), decode).header("X-Trace", "1").query("z", "9");
    let mut items = call.paged(|_| vec![1, 2]).items();
    assert_eq!(now(items.next()).unwrap().unwrap(), 1);
    assert_eq!(now(items.next()).unwrap().unwrap(), 2);
    assert_eq!(now(items.next()).unwrap().unwrap_err().status().unwrap(), 418);
    assert!(now(items.next()).is_none());
    let sent = fake.sent();
    assert!(sent.iter().all(|sent| sent.headers["x-trace"] == "1" && sent.line.contains("?z=9")));
}

#[test]
fn answers_that_are_no_json_end_the_list() {
    let fake = Fake::new([page("\u{0}[[[{")]);
    assert_eq!(pages(&fake, &TOKEN).0.len(), 1);
    let deep: &'static str = Box::leak("[".repeat(100_000).into_boxed_str());
    let fake = Fake::new([page(deep)]);
    assert_eq!(pages(&fake, &OFFSET).0.len(), 1);
}

/// Servers that clamp the number of a page, or ignore it.
#[test]
fn a_page_that_comes_once_more_ends_a_list_that_counts() {
    for operation in [&COUNTED, &SKIPPED] {
        let fake = Fake::new([
            page(r#"{"items": [1, 2]}"#),
            page(r#"{"items": [3]}"#),
            page(r#"{"items": [3], "at": "another time"}"#),
        ]);
        let (found, error) = pages(&fake, operation);
        assert_eq!((found.len(), error), (2, None));
        assert_eq!(fake.lines().len(), 3);
    }
    // Where the answer says that there is more, there may well be the same once more.
    let fake = Fake::new([page(r#"{"items": [0], "pages": 2}"#), page(r#"{"items": [0], "pages": 2}"#)]);
    assert_eq!(pages(&fake, &PAGE).0.len(), 2);
}

#[test]
fn positions_are_members_of_the_body_where_the_rule_says_so() {
    let fake = Fake::new([
        page(r#"{"items": [1], "next": "b\"c"}"#),
        page(r#"{"items": [2], "next": 70000000000000000001}"#),
        page(r#"{"items": [3], "next": null}"#),
    ]);
    let (found, error) = search(&fake, &SEARCH, r#"{"q": 1.50, "page": {"size": 2}}"#);
    assert_eq!((found, error), (3, None));
    assert_eq!(
        bodies(&fake),
        [
            r#"{"q": 1.50, "page": {"size": 2}}"#,
            r#"{"q": 1.50, "page": {"cursor":"b\"c","size": 2}}"#,
            r#"{"q": 1.50, "page": {"cursor":70000000000000000001,"size": 2}}"#,
        ]
    );
    // A request without a body gets one.
    let fake = Fake::new([page(r#"{"items": [1]}"#), page(r#"{"items": []}"#)]);
    assert_eq!(search(&fake, &FROM, ""), (2, None));
    assert_eq!(bodies(&fake), ["", r#"{"from":1}"#]);
    let fake = Fake::new([page(r#"{"items": [1], "next": "b"}"#)]);
    let (found, error) = search(&fake, &SEARCH, "[]");
    assert_eq!(found, 1);
    let expected = "POST /search: the body cannot be written: there is no place for the next page at `/page/cursor`";
    assert_eq!(error.as_deref(), Some(expected));
}

/// How many pages a list has whose request has a body, and the error that ended it.
fn search(fake: &Fake, operation: &'static Operation, body: &'static str) -> (usize, Option<String>) {
    let mut request = Request::new(operation);
    if !body.is_empty() {
        request.body("application/json", body.into());
    }
    let core = fake.builder().build().unwrap();
    let mut pages = core.call::<_, (), Undeclared>(request, decode).paged(|body: String| vec![body]).pages();
    let mut count = 0;
    while let Some(page) = now(pages.next()) {
        match page {
            Ok(_) => count += 1,
            Err(error) => return (count, Some(error.to_string())),
        }
    }
    (count, None)
}

fn bodies(fake: &Fake) -> Vec<String> {
    fake.sent().into_iter().map(|sent| String::from_utf8(sent.body).unwrap()).collect()
}
