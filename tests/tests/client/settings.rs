//! Each setting of the generated builder reaches what it is for.

use std::future::ready;
use std::time::Duration;

use confluent_iam::models::InvitationCreate;
use confluent_iam::{
    Body, BoxError, BoxFuture, Client, ClientBuilder, Error, HeaderName, HeaderValue, Hook, HttpRequest,
    InvitationsApi as _, Method, Operation, RateLimiter, RetryPolicy, TransportErrorKind,
};
use serde_json::json;

use crate::server::{Answer, Server};

fn builder(server: &Server) -> ClientBuilder {
    Client::builder().cloud_api_key("key", "secret").base_url(&server.url).retry(RetryPolicy::none())
}

/// Says in a header of its own whether it saw the credentials.
struct Witness(&'static str);

impl Hook for Witness {
    fn on_request<'a>(
        &'a self,
        _: &'a Operation,
        request: &'a mut HttpRequest<Body>,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        let saw = if request.headers().contains_key("authorization") { "all" } else { "no credentials" };
        request.headers_mut().insert(HeaderName::from_static(self.0), HeaderValue::from_static(saw));
        Box::pin(ready(Ok(())))
    }
}

#[tokio::test]
async fn what_every_request_carries() {
    let server = Server::start([Answer::json(201, &json!({"email": "a@example.com"}))]).await;
    let client = builder(&server)
        .user_agent("mine/1")
        .default_header("X-Tenant", "one")
        .idempotency_header("Idempotency-Key")
        .hook(Witness("x-above"))
        .hook_below_auth(Witness("x-below"))
        .stream_timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    assert_eq!(client.base_url(), server.url);
    client.create_iam_v2_invitation(InvitationCreate::new("a@example.com")).await.unwrap();
    let sent = server.only();
    let carried = ["user-agent", "x-tenant", "x-above", "x-below"].map(|name| sent.header(name).unwrap());
    assert_eq!(carried, ["mine/1", "one", "no credentials", "all"]);
    assert!(sent.header("idempotency-key").is_some_and(|key| key.len() > 15));
}

#[tokio::test]
async fn redirects_and_headers_have_limits() {
    let moved = || Answer::new(307).header("Location", "/elsewhere").header("X-Long", "x".repeat(2000));
    let server = Server::start([moved()]).await;
    let limited = builder(&server).max_redirects(2).build().unwrap();
    let Err(Error::Transport(error)) = limited.get_iam_v2_invitation("i-1").await else { panic!("no end") };
    assert_eq!((error.kind(), server.received().len()), (TransportErrorKind::Redirects, 3));
    let stays = builder(&server).max_redirects(0).build().unwrap();
    assert_eq!(stays.get_iam_v2_invitation("i-1").await.unwrap_err().status().unwrap().as_u16(), 307);
    let short = builder(&server).max_header_bytes(1000).build().unwrap();
    let Err(Error::Transport(error)) = short.get_iam_v2_invitation("i-1").await else { panic!("no limit") };
    assert_eq!(error.kind(), TransportErrorKind::Headers);
}

#[tokio::test]
async fn an_endpoint_that_is_not_described_is_called_with_all_that_the_others_have() {
    let told = Answer::new(200).header("X-RateLimit-Limit", "10").header("X-RateLimit-Remaining", "7");
    let server = Server::start([told.body("pong")]).await;
    let limiter = RateLimiter::new();
    let client = builder(&server).rate_limiter(limiter.clone()).build().unwrap();
    let answer = client.request(&Method::GET, "/ping?deep=1").await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.body().as_ref()), (200, &b"pong"[..]));
    let sent = server.only();
    assert_eq!((sent.target.as_str(), sent.header("authorization").is_some()), ("/ping?deep=1", true));
    assert_eq!((client.rate_limit().limit, client.rate_limit().remaining), (Some(10), Some(7)));
    assert_eq!(limiter.state(), client.rate_limit());
}
