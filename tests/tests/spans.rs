//! Spans of attempts, in a program of their own: whether anybody listens is known once for a process, so other tests would have a say in it.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are tests, too

#[allow(dead_code)] // other tests need more of it
#[path = "client/server.rs"]
mod server;

use std::sync::{Arc, Mutex};

use confluent_iam::{Client, InvitationsApi as _, RetryPolicy};
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use server::{Answer, Server};

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
    tracing::subscriber::set_global_default(spans.clone()).unwrap();
    let invitation = json!({
        "api_version": "iam/v2", "kind": "Invitation", "id": "i-1", "email": "a@example.com",
        "metadata": {"self": "https://api.confluent.cloud/iam/v2/invitations/i-1"},
    });
    let server = Server::start([Answer::new(503), Answer::json(200, &invitation)]).await;
    let port = server.url.rsplit_once(':').unwrap().1;
    let client = Client::builder()
        .cloud_api_key("key", "s3cret")
        .base_url(&server.url)
        .retry(RetryPolicy::new().base_delay(std::time::Duration::ZERO))
        .build()
        .unwrap();
    client.get_iam_v2_invitation("s3cret").query("q", "s3cret").await.unwrap();
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
