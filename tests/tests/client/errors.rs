//! What the document does not say, or what a server does in spite of it.

use confluent_iam::api::{CreateIamV2InvitationError as Create, GetIamV2InvitationError as Get};
use confluent_iam::models::{InvitationCreate, InvitationStatus};
use confluent_iam::{Error, InvitationsApi as _};
use serde_json::json;

use crate::client_of;
use crate::server::{Answer, Server};

const REQUIRED: &str = r#""api_version":"iam/v2","kind":"Invitation","id":"i-1","email":"a@example.com""#;

#[tokio::test]
async fn an_undeclared_status_keeps_headers_and_body() {
    let server = Server::start([Answer::new(418).header("X-Tea", "green").body("short and stout")]).await;
    let error = client_of(&server).get_iam_v2_invitation("i-1").await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 418);
    assert_eq!(error.raw_body(), Some(&b"short and stout"[..]));
    let Get::Undeclared(raw) = error.api().unwrap().body() else { panic!("{error:?}") };
    assert_eq!((raw.status().as_u16(), raw.raw_body()), (418, &b"short and stout"[..]));
    assert_eq!(raw.headers().get("x-tea").unwrap(), "green");
    assert!(raw.problem().is_none());
}

#[tokio::test]
async fn a_declared_status_with_another_body_says_what_is_wrong() {
    for body in [r#"{"message":"nope"}"#, r#"{"error":{"message":"nope"}}"#, "<html>", ""] {
        let server = Server::start([Answer::new(400).header("Content-Type", "application/json").body(body)]).await;
        let error = client_of(&server).create_iam_v2_invitation(InvitationCreate::new("a")).await.unwrap_err();
        let Create::Undeclared(raw) = error.api().unwrap().body() else { panic!("{error:?}") };
        assert_eq!((raw.status().as_u16(), raw.raw_body()), (400, body.as_bytes()));
        assert!(raw.problem().is_some(), "{body}");
    }
}

#[tokio::test]
async fn a_success_that_is_no_invitation_is_a_decode_error_with_everything_in_it() {
    let server = Server::start([Answer::json(200, &json!({"id": 1})).header("X-Request-Id", "r-3")]).await;
    let error = client_of(&server).get_iam_v2_invitation("i-1").await.unwrap_err();
    let Error::Decode(failure) = &error else { panic!("{error:?}") };
    assert_eq!(failure.problem().path(), "$.id");
    assert_eq!(failure.raw_body(), br#"{"id":1}"#);
    assert_eq!(error.headers().unwrap().get("x-request-id").unwrap(), "r-3");
    assert_eq!(error.status().unwrap().as_u16(), 200);
}

#[tokio::test]
async fn a_malformed_header_does_not_fail_the_call() {
    let answer = Answer::new(200)
        .header("X-RateLimit-Remaining", "many")
        .header("X-RateLimit-Limit", "600")
        .body(format!("{{{REQUIRED}}}"));
    let server = Server::start([answer]).await;
    let found = client_of(&server).get_iam_v2_invitation("i-1").await.unwrap();
    assert_eq!((found.headers().x_ratelimit_remaining, found.headers().x_ratelimit_limit), (None, Some(600)));
    assert_eq!(found.raw_headers().get("x-ratelimit-remaining").unwrap(), "many");
}

#[tokio::test]
async fn unknown_enum_values_and_members_survive() {
    let body = format!(r#"{{{REQUIRED},"status":"INVITE_STATUS_LOST","extra":{{"n":1.10}},"auth_type":null}}"#);
    let server = Server::start([Answer::new(200).body(body)]).await;
    let found = client_of(&server).get_iam_v2_invitation("i-1").await.unwrap().into_body();
    let Some(InvitationStatus::Unknown(unknown)) = &found.status else { panic!("{:?}", found.status) };
    assert_eq!(unknown.as_str(), "INVITE_STATUS_LOST");
    let back = serde_json::to_value(&found).unwrap();
    assert_eq!(back.get("status"), Some(&json!("INVITE_STATUS_LOST")));
    assert_eq!(back.get("extra"), Some(&json!({"n": 1.1})));
}

#[tokio::test]
async fn an_empty_429_is_a_variant_of_its_own() {
    let server = Server::start([Answer::new(429)]).await;
    let error = client_of(&server).create_iam_v2_invitation(InvitationCreate::new("a")).await.unwrap_err();
    let Create::TooManyRequests(answer) = error.api().unwrap().body() else { panic!("{error:?}") };
    assert_eq!(answer.headers.retry_after, None);
}
