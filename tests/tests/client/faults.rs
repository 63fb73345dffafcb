//! Networks and servers that misbehave, redirects, and retries.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use confluent_iam::models::InvitationCreate;
use confluent_iam::{BoxFuture, Client, Error, InvitationsApi as _, RetryPolicy, Timer};
use serde_json::json;
use tokio::net::TcpListener;

use crate::client_of;
use crate::server::{Answer, Server};

/// A clock that takes no time and remembers what it was asked to wait.
#[derive(Clone, Debug, Default)]
struct Waits(Arc<Mutex<Vec<Duration>>>);

impl Timer for Waits {
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        // Time-outs of an hour are never reached, waits between attempts always.
        if time >= Duration::from_secs(3600) {
            return Box::pin(std::future::pending());
        }
        self.0.lock().unwrap().push(time);
        Box::pin(std::future::ready(()))
    }

    fn now(&self) -> Duration {
        self.0.lock().unwrap().iter().sum()
    }

    fn unix_time(&self) -> Duration {
        self.now()
    }
}

fn patient(server: &Server, waits: &Waits) -> Client {
    let hours = Duration::from_secs(7200);
    Client::builder()
        .cloud_api_key("key", "secret")
        .base_url(&server.url)
        .timer(waits.clone())
        .timeout(hours * 2)
        .attempt_timeout(hours)
        .build()
        .unwrap()
}

fn found() -> Answer {
    Answer::json(200, &json!({"api_version": "iam/v2", "kind": "Invitation", "id": "i-1", "email": "a@example.com"}))
}

#[tokio::test]
async fn a_refused_connection_is_told_apart() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder().base_url(url).retry(RetryPolicy::none()).build().unwrap();
    let error = client.get_iam_v2_invitation("i-1").await.unwrap_err();
    assert!(error.is_connect(), "{error}");
}

#[tokio::test]
async fn a_dropped_connection_is_a_transport_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            drop(listener.accept().await.unwrap());
        }
    });
    let client = Client::builder().base_url(url).retry(RetryPolicy::none()).build().unwrap();
    let error = client.get_iam_v2_invitation("i-1").await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)) && !error.is_timeout(), "{error}");
}

#[tokio::test]
async fn a_server_that_never_answers_runs_into_the_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut open = Vec::new();
        loop {
            open.push(listener.accept().await.unwrap());
        }
    });
    let client = Client::builder()
        .base_url(url)
        .retry(RetryPolicy::none())
        .attempt_timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    let error = client.get_iam_v2_invitation("i-1").await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn credentials_do_not_follow_a_redirect_to_another_host() {
    let other = Server::start([found()]).await;
    let elsewhere = format!("{}/iam/v2/invitations/i-1", other.url.replace("127.0.0.1", "localhost"));
    let server = Server::start([Answer::new(307).header("Location", elsewhere)]).await;
    client_of(&server).get_iam_v2_invitation("i-1").await.unwrap();
    assert!(server.only().header("authorization").is_some());
    assert_eq!(other.only().header("authorization"), None);
}

#[tokio::test]
async fn credentials_follow_a_redirect_within_the_host() {
    let server = Server::start([Answer::new(301).header("Location", "/iam/v2/invitations/i-2"), found()]).await;
    client_of(&server).get_iam_v2_invitation("i-1").await.unwrap();
    let received = server.received();
    assert_eq!(
        received.iter().map(|sent| sent.target.as_str()).collect::<Vec<_>>(),
        ["/iam/v2/invitations/i-1", "/iam/v2/invitations/i-2"]
    );
    assert!(received.iter().all(|sent| sent.header("authorization").is_some()));
}

#[tokio::test]
async fn a_limited_call_waits_as_long_as_the_server_says() {
    let server = Server::start([
        Answer::new(429).header("Retry-After", "7"),
        Answer::new(429).header("X-RateLimit-Reset", "11"),
        Answer::json(201, &json!({"email": "a@example.com"})),
    ])
    .await;
    let waits = Waits::default();
    patient(&server, &waits).create_iam_v2_invitation(InvitationCreate::new("a@example.com")).await.unwrap();
    let waits = waits.0.lock().unwrap().clone();
    assert_eq!(waits.len(), 2, "{waits:?}");
    assert!(waits.iter().zip([7, 11]).all(|(wait, least)| wait.as_secs() >= least), "{waits:?}");
}

#[tokio::test]
async fn an_unavailable_server_is_asked_again_only_if_that_is_safe() {
    let server = Server::start([Answer::new(503), found()]).await;
    patient(&server, &Waits::default()).get_iam_v2_invitation("i-1").await.unwrap();
    assert_eq!(server.received().len(), 2);

    let server = Server::start([Answer::new(503), Answer::json(201, &json!({"email": "a@example.com"}))]).await;
    let error =
        patient(&server, &Waits::default()).create_iam_v2_invitation(InvitationCreate::new("a")).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), server.received().len()), (503, 1));
}
