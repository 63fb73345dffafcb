//! What the optional features bring: compressed responses, a service of tower, calls without an asynchronous runtime.

use std::io::Write as _;

use axum::Router;
use axum::routing::get;
use confluent_iam::api::GetIamV2InvitationError;
use confluent_iam::{ApiError, Client, Error, InvitationsApi as _, RetryPolicy, TowerTransport, TransportErrorKind};
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

/// The text of `found` and 4 MiB of spaces, compressed by other programs.
const BROTLI: [&str; 2] = [
    "\
     1b9700201c07ceb93c56210abcae3d54227beab6d4d7f56848564b9205c38247f03e7558fabeb1f107c3308eab18ca21cb5a\
     dea537acbd6e85d86e31e2d50a7981782c3b32b305a6a7821d45e414950664d2e05005c8bfe4ec607685fa3ae0c853e7555d\
     6d9e7f7bd457e3d82a3693a74203f42c4af3",
    "9bffff3ff82540e2b14020f7fe07",
];
const ZSTD: [&str; 2] = [
    "\
     28b52ffd04689d03006248191880ab0e1426503bdbfd0711b2a5980219060d7c071a236c04cf7301e0043925c5b87504dd96\
     5948e3a729257cddc9f3c85a7827afad4a7bd9d1993b825d8f69b3843ebf58d91e5d00f879c5476f8e5b9b632b9e578d95a3\
     0f3131e5e79b63b86c34f8e99d030069144c0e83ba085066b277de2e",
    "\
     28b52ffd04684c000008200100fcff3910020200102002001020020010200200102002001020020010200200102002001020\
     0200102002001020020010200200102002001020020010200200102002001020020010200200102002001020020010200200\
     1020020010200200102002001020020010200200102002001020020010200200102002001020030010200d99bcfb",
];

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn zipped(pieces: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    pieces.for_each(|piece| encoder.write_all(&piece).unwrap());
    encoder.finish().unwrap()
}

#[tokio::test]
async fn compressed_responses_are_read_and_bombs_are_not() {
    let text = zipped([serde_json::to_vec(&found()).unwrap()].into_iter());
    let spaces = zipped((0..4).map(|_| vec![b' '; 1 << 20]));
    let gzip = [text, spaces];
    // Names of codings have no case, and `x-gzip` is an old one of the first (RFC 9110, section 8.4.1).
    let codings = ["gzip", "x-gzip", "GZIP"].map(|name| (name, "gzip", gzip.clone()));
    let others = [("br", "br", BROTLI.map(bytes)), ("zstd", "zstd", ZSTD.map(bytes))];
    for (coding, asked, [text, spaces]) in codings.into_iter().chain(others) {
        let answer = |body| {
            Answer::new(200).header("Content-Type", "application/json").header("Content-Encoding", coding).body(body)
        };
        let server = Server::start([answer(text)]).await;
        assert_eq!(client_of(&server).get_iam_v2_invitation("i-1").await.unwrap().email, "a@example.com", "{coding}");
        let accepted = server.only().header("accept-encoding").unwrap().to_owned();
        assert!(accepted.split(',').any(|one| one.trim() == asked), "{accepted}");
        // What counts is what comes out: 4 MiB of spaces are some kilobytes on the wire.
        let server = Server::start([answer(spaces)]).await;
        let builder = Client::builder().base_url(&server.url).retry(RetryPolicy::none()).max_response_bytes(1 << 20);
        let error = builder.build().unwrap().get_iam_v2_invitation("i-1").await.unwrap_err();
        let Error::Transport(error) = error else { panic!("{coding}: {error:?}") };
        assert_eq!(error.kind(), TransportErrorKind::TooLarge, "{coding}");
    }
}

#[tokio::test]
async fn a_wrong_name_of_a_coding_is_told_and_nothing_is_asked_again() {
    let broken = zipped([serde_json::to_vec(&found()).unwrap()].into_iter());
    let broken = [&broken[..broken.len() - 6], b"123456"].concat();
    let gzip = ["gzip", "X-GZIP"].map(|name| [(name, b"{}".to_vec()), (name, broken.clone())]);
    let others = [("br", b"{\"id\": 1}".to_vec()), ("zstd", b"{}  ".to_vec())];
    for (coding, body) in gzip.into_iter().flatten().chain(others) {
        let answer = |status| {
            let answer = Answer::new(status).header("Content-Type", "application/json");
            answer.header("Content-Encoding", coding).header("X-Request-Id", "r-1").body(body.clone())
        };
        let server = Server::start([answer(200), answer(404)]).await;
        let error = client_of(&server).get_iam_v2_invitation("i-1").await.unwrap_err();
        let Error::Transport(error) = error else { panic!("{coding}: {error:?}") };
        assert_eq!((error.kind(), error.attempts()), (TransportErrorKind::Coding, 1), "{coding}");
        assert!(error.to_string().contains("`Content-Encoding`"), "{error}");
        // An error keeps what can be read of it.
        let error = client_of(&server).get_iam_v2_invitation("i-1").await.unwrap_err();
        let Some(GetIamV2InvitationError::Undeclared(raw)) = error.api().map(ApiError::body) else {
            panic!("{error:?}")
        };
        assert_eq!((raw.status().as_u16(), raw.headers()["x-request-id"].as_bytes()), (404, &b"r-1"[..]));
        assert!(raw.problem().unwrap().to_string().contains("`Content-Encoding`"));
    }
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
