//! Lists as streams: all items and all pages, over the generated client.

use confluent_iam::api::ListIamV2InvitationsParams;
use confluent_iam::{Client, Error, InvitationsApi as _, RequestError};
use serde_json::{Value, json};

use crate::client_of;
use crate::server::{Answer, Server};

/// A page with these invitations, and a link.
fn page(ids: &[&str], next: &Value) -> Answer {
    let item = |id: &&str| {
        json!({
            "id": id, "email": format!("{id}@example.com"),
            "metadata": {"self": "https://api.confluent.cloud/iam/v2/invitations/i"},
        })
    };
    let data: Vec<Value> = ids.iter().map(item).collect();
    let body = json!({"api_version": "iam/v2", "kind": "InvitationList", "metadata": {"next": next}, "data": data});
    Answer::json(200, &body)
}

fn link(token: &str) -> Value {
    json!(format!("https://api.confluent.cloud/iam/v2/invitations?page_token={token}"))
}

fn params() -> ListIamV2InvitationsParams {
    ListIamV2InvitationsParams::default().page_size(2)
}

async fn ids(client: &Client) -> Vec<String> {
    let mut items = client.list_iam_v2_invitations(params()).items();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.unwrap().id);
    }
    ids
}

#[tokio::test]
async fn items_come_from_all_pages() {
    let server =
        Server::start([page(&["a", "b"], &link("2")), page(&[], &link("3")), page(&["c"], &Value::Null)]).await;
    assert_eq!(ids(&client_of(&server)).await, ["a", "b", "c"]);
    let received = server.received();
    let targets: Vec<&str> = received.iter().map(|sent| sent.target.as_str()).collect();
    // The links name the public server: their query goes to the one that the client was given.
    let path = "/iam/v2/invitations?page_size=2";
    assert_eq!(targets, [path, &format!("{path}&page_token=2"), &format!("{path}&page_token=3")]);
    assert!(received.iter().all(|sent| sent.header("authorization").is_some()));
}

#[tokio::test]
async fn a_page_is_asked_for_when_it_is_wanted() {
    let server = Server::start([page(&["a"], &link("2"))]).await;
    let mut pages = client_of(&server).list_iam_v2_invitations(params()).pages();
    assert!(server.received().is_empty());
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!((first.data.len(), first.status().as_u16(), server.received().len()), (1, 200, 1));
    // The same page again and again is no list.
    pages.next().await.unwrap().unwrap();
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Request(RequestError { .. })), "{error}");
    assert!(pages.next().await.is_none());
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn no_link_leads_credentials_away() {
    let other = Server::start([page(&["x"], &Value::Null)]).await;
    let elsewhere = other.url.replace("127.0.0.1", "localhost");
    let server = Server::start([page(&["a"], &json!(format!("{elsewhere}/list?page_token=2")))]).await;
    let mut items = client_of(&server).list_iam_v2_invitations(params()).items();
    assert!(items.next().await.unwrap().is_ok());
    let error = items.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("leads to another server"), "{error}");
    assert!(other.received().is_empty());
}

#[tokio::test]
async fn the_single_page_is_what_it_was() {
    let server = Server::start([page(&["a"], &link("2"))]).await;
    let list = client_of(&server).list_iam_v2_invitations(params()).header("X-Trace", "1").await.unwrap();
    assert_eq!(list.data.len(), 1);
    assert_eq!(server.only().header("x-trace"), Some("1"));
}
