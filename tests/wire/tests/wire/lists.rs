//! Lists that only the configuration takes for such, and those that are asked for by POST.

use super::server::{Received, Server, say};
use oasmith_wire::api::api::{AfterLastParams, NumberedParams, SkippingParams, WholeParams};
use oasmith_wire::api::models::{FindRequest, SearchRequest};
use oasmith_wire::api::{Client, ListsApi as _};

async fn start(pages: &[&str]) -> (Server, Client) {
    let answers: Vec<String> =
        pages.iter().map(|page| say("200 OK", "Content-Type: application/json\r\n", page)).collect();
    let server = Server::start(&answers.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

fn targets(server: &Server) -> Vec<String> {
    server.take().iter().map(|request| request.target().to_owned()).collect()
}

macro_rules! items {
    ($call:expr) => {{
        let mut items = $call.items();
        let mut found = Vec::new();
        while let Some(item) = items.next().await {
            found.push(item.unwrap().n);
        }
        found
    }};
}

#[tokio::test]
async fn a_token_goes_into_the_body() {
    let (server, client) =
        start(&[r#"{"found": [{"n": 1}], "next_page_token": "b"}"#, r#"{"found": [{"n": 2}, {"n": 3}]}"#]).await;
    assert_eq!(items!(client.search(SearchRequest::default().q("x"))), [1, 2, 3]);
    let bodies: Vec<String> = server.take().iter().map(Received::text).collect();
    assert_eq!(bodies, [r#"{"q":"x"}"#, r#"{"cursor":"b","q":"x"}"#]);
}

#[tokio::test]
async fn a_token_of_a_page_goes_into_what_the_body_says_of_pages() {
    let (server, client) =
        start(&[r#"{"found": [{"n": 1}], "next_page_token": "b"}"#, r#"{"found": [{"n": 2}], "next_page_token": ""}"#])
            .await;
    assert_eq!(items!(client.find(FindRequest::default().q("x"))), [1, 2]);
    let bodies: Vec<String> = server.take().iter().map(Received::text).collect();
    assert_eq!(bodies, [r#"{"q":"x"}"#, r#"{"page":{"cursor":"b"},"q":"x"}"#]);
}

#[tokio::test]
async fn pages_have_numbers() {
    let (server, client) = start(&[r#"{"found": [{"n": 1}], "all": 2}"#, r#"{"found": [{"n": 2}], "all": 2}"#]).await;
    assert_eq!(items!(client.numbered(NumberedParams::default())), [1, 2]);
    assert_eq!(targets(&server), ["/numbered", "/numbered?p=1"]);
    // Without an end, and with the last page for every number that is too large.
    let (server, client) = start(&[r#"{"found": [{"n": 1}]}"#, r#"{"found": [{"n": 2}]}"#]).await;
    assert_eq!(items!(client.numbered(NumberedParams::default())), [1, 2]);
    assert_eq!(targets(&server), ["/numbered", "/numbered?p=1", "/numbered?p=2"]);
}

#[tokio::test]
async fn items_are_skipped() {
    let (server, client) =
        start(&[r#"{"found": [{"n": 1}, {"n": 2}]}"#, r#"{"found": [{"n": 3}]}"#, r#"{"found": []}"#]).await;
    assert_eq!(items!(client.skipping(SkippingParams::default().leave(5))), [1, 2, 3]);
    assert_eq!(targets(&server), ["/skipping?leave=5", "/skipping?leave=7", "/skipping?leave=8"]);
}

#[tokio::test]
async fn the_last_item_says_where_it_goes_on() {
    let (server, client) =
        start(&[r#"{"found": [{"n": 1}, {"n": 2}], "more": true}"#, r#"{"found": [{"n": 9}], "more": false}"#]).await;
    assert_eq!(items!(client.after_last(AfterLastParams::default())), [1, 2, 9]);
    assert_eq!(targets(&server), ["/last", "/last?since=2"]);
}

#[tokio::test]
async fn what_looks_like_a_list_is_none_when_the_configuration_says_so() {
    let (_, client) = start(&[r#"{"found": [], "next_page_token": "b"}"#]).await;
    // Its type is that of a plain call, which has no pages.
    let call: oasmith_runtime::Call<_, _, _> = client.whole(WholeParams::default());
    assert_eq!(call.await.unwrap().next_page_token.as_deref(), Some("b"));
}
