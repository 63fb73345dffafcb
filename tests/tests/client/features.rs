//! What the optional features bring: compressed responses, a service of tower, calls without an asynchronous runtime.

use std::io::Write as _;

use axum::Router;
use axum::routing::get;
use confluent_iam::{Client, Error, InvitationsApi as _, RetryPolicy, TowerTransport, TransportErrorKind};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::client_of;
use crate::server::{Answer, Server};

fn found() -> Value {
    json!({
        "api_version": "iam/v2", "kind": "Invitation", "id": "i-1", "email": "a@example.com",
        "metadata": {"self": "https://api.confluent.cloud/iam/v2/invitations/i-1"},
    })
}

fn zipped(pieces: impl Iterator<Item = Vec<u8>>) -> Answer {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    pieces.for_each(|piece| encoder.write_all(&piece).unwrap());
    let body = encoder.finish().unwrap();
    Answer::new(200).header("Content-Type", "application/json").header("Content-Encoding", "gzip").body(body)
}

#[tokio::test]
async fn compressed_responses_are_read_and_bombs_are_not() {
    let server = Server::start([zipped([serde_json::to_vec(&found()).unwrap()].into_iter())]).await;
    assert_eq!(client_of(&server).get_iam_v2_invitation("i-1").await.unwrap().email, "a@example.com");
    assert_eq!(server.only().header("accept-encoding"), Some("gzip"));
    // What counts is what comes out: 4 MiB of spaces are some kilobytes on the wire.
    let server = Server::start([zipped((0..4).map(|_| vec![b' '; 1 << 20]))]).await;
    let builder = Client::builder().base_url(&server.url).retry(RetryPolicy::none()).max_response_bytes(1 << 20);
    let error = builder.build().unwrap().get_iam_v2_invitation("i-1").await.unwrap_err();
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
}

#[tokio::test]
async fn a_service_of_tower_sends_the_requests() {
    let answer = serde_json::to_string(&found()).unwrap();
    let app = Router::new().route("/iam/v2/invitations/{id}", get(move || std::future::ready(answer.clone())));
    let client = Client::builder().base_url("http://in.process").transport(TowerTransport::new(app)).build().unwrap();
    assert_eq!(client.get_iam_v2_invitation("i-1").await.unwrap().email, "a@example.com");
    let error = client.request(&confluent_iam::Method::GET, "/nothing").await.unwrap();
    assert_eq!(error.code(), 404);
}

#[test]
fn calls_can_be_waited_for_without_a_runtime() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let list = json!({"api_version": "iam/v2", "kind": "InvitationList", "metadata": {}, "data": [found()]});
    let server = runtime.block_on(Server::start([Answer::json(200, &found()), Answer::json(200, &list)]));
    let client = client_of(&server);
    assert_eq!(client.get_iam_v2_invitation("i-1").wait().unwrap().email, "a@example.com");
    let mut items = client.list_iam_v2_invitations(Default::default()).items();
    assert_eq!(items.wait_next().unwrap().unwrap().id, "i-1");
    assert!(items.wait_next().is_none());
    // On a thread of a runtime it is an error, and no panic.
    let error = runtime.block_on(async { client.get_iam_v2_invitation("i-1").wait() }).unwrap_err();
    assert!(error.is_connect(), "{error}");
}
