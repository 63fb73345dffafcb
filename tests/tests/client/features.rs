//! What the optional features bring: compressed responses, spans, a service of tower, calls without an asynchronous runtime.

use std::io::Write as _;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::routing::get;
use confluent_iam::{Client, Error, InvitationsApi as _, RetryPolicy, TowerTransport, TransportErrorKind};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

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

/// Keeps the fields of spans as text.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<String>>>);

struct Text<'a>(&'a mut String);

impl Visit for Text<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.push_str(&format!("{}={value:?} ", field.name()));
    }
}

impl Subscriber for Spans {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_span() && metadata.target().starts_with("oasmith_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut text = String::new();
        span.record(&mut Text(&mut text));
        let mut spans = self.0.lock().unwrap();
        spans.push(text);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let index = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut Text(&mut self.0.lock().unwrap()[index]));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn spans_tell_of_attempts_and_show_no_secret() {
    let spans = Spans::default();
    let guard = tracing::subscriber::set_default(spans.clone());
    let server = Server::start([Answer::new(503), Answer::json(200, &found())]).await;
    let port = server.url.rsplit_once(':').unwrap().1;
    let client = Client::builder()
        .cloud_api_key("key", "s3cret")
        .base_url(&server.url)
        .retry(RetryPolicy::new().base_delay(std::time::Duration::ZERO))
        .build()
        .unwrap();
    client.get_iam_v2_invitation("s3cret").query("q", "s3cret").await.unwrap();
    drop(guard);
    let spans = spans.0.lock().unwrap().clone();
    let common = format!(
        "otel.kind=\"client\" otel.name=GET /iam/v2/invitations/{{id}} http.request.method=\"GET\" RESEND\
         url.template=\"/iam/v2/invitations/{{id}}\" url.scheme=\"http\" server.address=\"127.0.0.1\" server.port={port} \
         rpc.method=\"getIamV2Invitation\" "
    );
    let first = common.replace("RESEND", "") + "http.response.status_code=503 error.type=\"503\" ";
    let second = common.replace("RESEND", "http.request.resend_count=1 ") + "http.response.status_code=200 ";
    assert_eq!(spans, [first, second]);
}
