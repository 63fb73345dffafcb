//! Every declared status of every operation arrives as its own variant, with typed headers and body.

use confluent_iam::api::{
    CreateIamV2InvitationError as Create, DeleteIamV2InvitationError as Delete, GetIamV2InvitationError as Get,
    ListIamV2InvitationsError as List, ListIamV2InvitationsParams,
};
use confluent_iam::models::{AuthType, InvitationCreate, InvitationStatus};
use confluent_iam::{ApiError, Error, InvitationsApi as _, Maybe};
use serde_json::{Value, json};

use crate::client_of;
use crate::server::{Answer, Server};

fn failure(code: &str) -> Value {
    json!({"errors": [{"id": "e-1", "status": "400", "code": code, "detail": "d", "source": {"parameter": "p"}}]})
}

/// The answer of a declared error: a failure, or nothing for 429.
fn refusal(status: u16) -> Answer {
    let answer =
        if status == 429 { Answer::new(429).header("Retry-After", "7") } else { Answer::json(status, &failure("c")) };
    answer
        .header("x-request-id", "r-1")
        .header("WWW-AUTHENTICATE", "Basic realm=\"x\"")
        .header("Location", "https://api.confluent.cloud/iam/v2/invitations/i-9")
        .header("X-RateLimit-Limit", "600")
        .header("X-RateLimit-Remaining", "0")
        .header("X-RateLimit-Reset", "7")
}

fn api<E>(error: Error<E>) -> Box<ApiError<E>> {
    match error {
        Error::Api(error) => error,
        other => panic!("{other}"),
    }
}

fn invitation() -> Value {
    json!({
        "api_version": "iam/v2", "kind": "Invitation", "id": "i-1",
        "metadata": {"self": "https://api.confluent.cloud/iam/v2/invitations/i-1", "resource_name": "crn://confluent.cloud/invitation=i-1"},
        "email": "a@example.com", "auth_type": "AUTH_TYPE_SSO", "status": "INVITE_STATUS_SENT", "accepted_at": null,
        "expires_at": "2022-07-07T17:22:39.123456Z",
        "user": {"id": "u-1", "related": "https://x/u-1", "resource_name": "crn://x/u-1"}
    })
}

#[tokio::test]
async fn list_200() {
    let body = json!({
        "api_version": "iam/v2", "kind": "InvitationList", "metadata": {"next": "https://api/x?page_token=t", "total_size": 1},
        "data": [invitation()]
    });
    let answer = Answer::json(200, &body).header("X-Request-Id", "r").header("X-RateLimit-Remaining", "599");
    let server = Server::start([answer]).await;
    let page = client_of(&server).list_iam_v2_invitations(ListIamV2InvitationsParams::default()).await.unwrap();
    assert_eq!(page.status().as_u16(), 200);
    assert_eq!(page.headers().x_ratelimit_remaining, Some(599));
    assert_eq!(page.headers().x_ratelimit_limit, None);
    assert_eq!(page.metadata.next, Maybe::Value("https://api/x?page_token=t".to_owned()));
    let first = page.data.first().unwrap();
    assert_eq!((first.id.as_str(), first.email.as_str()), ("i-1", "a@example.com"));
    assert_eq!(first.status, Some(InvitationStatus::Sent));
}

#[tokio::test]
async fn create_201() {
    let answer =
        Answer::json(201, &invitation()).header("Location", "https://api.confluent.cloud/iam/v2/invitations/{id}");
    let server = Server::start([answer]).await;
    let created = client_of(&server).create_iam_v2_invitation(InvitationCreate::new("a@example.com")).await.unwrap();
    assert_eq!(created.status().as_u16(), 201);
    assert_eq!(created.headers().location.as_deref(), Some("https://api.confluent.cloud/iam/v2/invitations/{id}"));
    assert_eq!(created.auth_type, Some(AuthType::Sso));
    assert_eq!(created.accepted_at, Maybe::Null);
    assert_eq!(created.expires_at.as_ref().unwrap().as_str(), "2022-07-07T17:22:39.123456Z");
}

#[tokio::test]
async fn get_200() {
    let server = Server::start([Answer::json(200, &invitation())]).await;
    let found = client_of(&server).get_iam_v2_invitation("i-1").await.unwrap();
    assert_eq!(found.id, "i-1");
    assert_eq!(found.user.as_ref().unwrap().resource_name, "crn://x/u-1");
}

#[tokio::test]
async fn delete_204() {
    let server = Server::start([Answer::new(204).header("X-Request-Id", "r-2")]).await;
    let done = client_of(&server).delete_iam_v2_invitation("i-1").await.unwrap();
    assert_eq!((done.status().as_u16(), done.headers().x_request_id.as_deref()), (204, Some("r-2")));
}

/// A test for each declared error: the variant, and a check of what it carries.
macro_rules! declared {
    ($($name:ident: $status:literal by $call:expr => $variant:path, $check:expr;)*) => { $(
        #[tokio::test]
        async fn $name() {
            let server = Server::start([refusal($status)]).await;
            let error = api($call(client_of(&server)).await.unwrap_err());
            assert_eq!(error.status().as_u16(), $status);
            assert_eq!(error.headers().get("x-request-id").unwrap(), "r-1");
            let $variant(answer) = error.body() else { panic!("{:?}", error.body()) };
            assert_eq!(answer.headers.x_request_id.as_deref(), Some("r-1"));
            ($check)(answer);
        }
    )* };
}

macro_rules! failed {
    () => {
        |answer: &confluent_iam::Answer<confluent_iam::models::Failure, _>| {
            let error = answer.body.errors.first().unwrap();
            assert_eq!((error.status.as_deref(), error.code.as_deref()), (Some("400"), Some("c")));
            assert_eq!(error.source.as_ref().unwrap().parameter.as_deref(), Some("p"));
        }
    };
}

macro_rules! limited {
    () => {
        |answer: &confluent_iam::Answer<(), confluent_iam::api::TooManyRequestsHeaders>| {
            assert_eq!((answer.headers.retry_after, answer.headers.x_ratelimit_reset), (Some(7), Some(7)));
        }
    };
}

macro_rules! list {
    () => {
        async |client: confluent_iam::Client| {
            client.list_iam_v2_invitations(ListIamV2InvitationsParams::default()).await
        }
    };
}
macro_rules! create {
    () => {
        async |client: confluent_iam::Client| {
            client.create_iam_v2_invitation(InvitationCreate::new("a@example.com")).await
        }
    };
}
macro_rules! get {
    () => {
        async |client: confluent_iam::Client| client.get_iam_v2_invitation("i-1").await
    };
}
macro_rules! delete {
    () => {
        async |client: confluent_iam::Client| client.delete_iam_v2_invitation("i-1").await
    };
}

declared! {
    list_400: 400 by list!() => List::BadRequest, failed!();
    list_401: 401 by list!() => List::Unauthorized, failed!();
    list_403: 403 by list!() => List::Forbidden, failed!();
    list_429: 429 by list!() => List::TooManyRequests, limited!();
    list_500: 500 by list!() => List::InternalServerError, failed!();
    create_400: 400 by create!() => Create::BadRequest, failed!();
    create_401: 401 by create!() => Create::Unauthorized, failed!();
    create_402: 402 by create!() => Create::PaymentRequired, failed!();
    create_403: 403 by create!() => Create::Forbidden, failed!();
    create_409: 409 by create!() => Create::Conflict, failed!();
    create_422: 422 by create!() => Create::UnprocessableContent, failed!();
    create_429: 429 by create!() => Create::TooManyRequests, limited!();
    create_500: 500 by create!() => Create::InternalServerError, failed!();
    get_400: 400 by get!() => Get::BadRequest, failed!();
    get_401: 401 by get!() => Get::Unauthorized, failed!();
    get_403: 403 by get!() => Get::Forbidden, failed!();
    get_404: 404 by get!() => Get::NotFound, failed!();
    get_429: 429 by get!() => Get::TooManyRequests, limited!();
    get_500: 500 by get!() => Get::InternalServerError, failed!();
    delete_400: 400 by delete!() => Delete::BadRequest, failed!();
    delete_401: 401 by delete!() => Delete::Unauthorized, failed!();
    delete_403: 403 by delete!() => Delete::Forbidden, failed!();
    delete_404: 404 by delete!() => Delete::NotFound, failed!();
    delete_429: 429 by delete!() => Delete::TooManyRequests, limited!();
    delete_500: 500 by delete!() => Delete::InternalServerError, failed!();
}

#[tokio::test]
async fn the_challenge_of_401_and_the_place_of_409_are_typed() {
    let server = Server::start([refusal(401), refusal(409)]).await;
    let client = client_of(&server);
    let error = api(client.create_iam_v2_invitation(InvitationCreate::new("a@example.com")).await.unwrap_err());
    let Create::Unauthorized(answer) = error.body() else { panic!("{error:?}") };
    assert_eq!(answer.headers.www_authenticate.as_deref(), Some("Basic realm=\"x\""));
    let error = api(client.create_iam_v2_invitation(InvitationCreate::new("a@example.com")).await.unwrap_err());
    let Create::Conflict(answer) = error.body() else { panic!("{error:?}") };
    assert_eq!(answer.headers.location.as_deref(), Some("https://api.confluent.cloud/iam/v2/invitations/i-9"));
}
