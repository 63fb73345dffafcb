//! What the client sends.

use confluent_iam::api::ListIamV2InvitationsParams;
use confluent_iam::models::{AuthType, InvitationCreate};
use confluent_iam::{Client, InvitationsApi as _, RetryPolicy};
use serde_json::json;

use crate::client_of;
use crate::server::{Answer, Server};

fn list() -> Answer {
    Answer::json(200, &json!({"api_version": "iam/v2", "kind": "InvitationList", "metadata": {}, "data": []}))
}

#[tokio::test]
async fn list_sends_only_the_filters_that_are_set() {
    let server = Server::start([list()]).await;
    let params = ListIamV2InvitationsParams::default().email("a+b@example.com").page_size(20);
    client_of(&server).list_iam_v2_invitations(params).await.unwrap();
    let sent = server.only();
    assert_eq!(
        (sent.method.as_str(), sent.target.as_str()),
        ("GET", "/iam/v2/invitations?email=a%2Bb%40example.com&page_size=20")
    );
    assert_eq!(sent.header("accept"), Some("application/json"));
    assert!(sent.body.is_empty());
}

#[tokio::test]
async fn create_sends_json() {
    let server = Server::start([Answer::json(201, &json!({"email": "a@example.com"}))]).await;
    let wanted = InvitationCreate::new("a@example.com").auth_type(AuthType::Local);
    client_of(&server).create_iam_v2_invitation(wanted).await.unwrap();
    let sent = server.only();
    assert_eq!((sent.method.as_str(), sent.target.as_str()), ("POST", "/iam/v2/invitations"));
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(sent.json(), json!({"email": "a@example.com", "auth_type": "AUTH_TYPE_LOCAL"}));
}

#[tokio::test]
async fn an_identifier_cannot_leave_its_place_in_the_path() {
    let server = Server::start([Answer::new(204)]).await;
    client_of(&server).delete_iam_v2_invitation("a/b?c#d e").await.unwrap();
    let sent = server.only();
    assert_eq!((sent.method.as_str(), sent.target.as_str()), ("DELETE", "/iam/v2/invitations/a%2Fb%3Fc%23d%20e"));
    for id in ["", ".", ".."] {
        assert!(client_of(&server).delete_iam_v2_invitation(id).await.is_err(), "{id:?}");
    }
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn basic_credentials_are_sent_once_and_never_shown() {
    let server = Server::start([list()]).await;
    let client = client_of(&server);
    client.list_iam_v2_invitations(ListIamV2InvitationsParams::default()).await.unwrap();
    let sent = server.only();
    assert_eq!(sent.headers.get_all("authorization").iter().count(), 1);
    assert_eq!(sent.header("authorization"), Some("Basic a2V5OnNlY3JldA=="));
    assert!(!format!("{client:?}").contains("secret"));
}

#[tokio::test]
async fn of_two_configured_schemes_the_first_alternative_is_sent() {
    let server = Server::start([list()]).await;
    let client = Client::builder()
        .confluent_sts_access_token("token")
        .cloud_api_key("key", "secret")
        .base_url(&server.url)
        .build()
        .unwrap();
    client.list_iam_v2_invitations(ListIamV2InvitationsParams::default()).await.unwrap();
    assert_eq!(server.only().header("authorization"), Some("Basic a2V5OnNlY3JldA=="));
}

#[tokio::test]
async fn a_bearer_token_is_sent() {
    let server = Server::start([list()]).await;
    let client = Client::builder()
        .confluent_sts_access_token("token")
        .base_url(&server.url)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    client.list_iam_v2_invitations(ListIamV2InvitationsParams::default()).await.unwrap();
    assert_eq!(server.only().header("authorization"), Some("Bearer token"));
}
