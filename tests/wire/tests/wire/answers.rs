//! Answers: which status means what, bodies, headers, streams and events.

use super::server::{Server, say};
use oasmith_wire::api::api::{AnswerError, AnswerSuccess, DownloadError, RefusedError};
use oasmith_wire::api::models::{Rgb, RgbCreate};
use oasmith_wire::api::{AnswersApi as _, Client, Error, StreamError, TransportErrorKind};

const RGB: &str = "{\"R\":1,\"G\":2,\"B\":3}";
const JSON: &str = "Content-Type: application/json\r\n";

async fn start(answer: &str) -> (Server, Client) {
    let server = Server::start(&[answer]).await;
    let client = Client::builder().base_url(&server.url).max_response_bytes(10_000).build().unwrap();
    (server, client)
}

#[tokio::test]
async fn successes_are_told_by_status() {
    let headers = format!("{JSON}X-Days: 2026-01-31, 2026-02-01\r\nX-Count: many\r\n");
    let (server, client) = start(&say("200 OK", &headers, RGB)).await;
    let answer = client.answer().await.unwrap();
    let AnswerSuccess::Ok(answer) = answer.into_body() else { panic!() };
    assert_eq!(answer.body, Rgb::new(1, 2, 3).clone());
    assert_eq!(answer.headers.x_days.unwrap().len(), 2);
    assert_eq!(answer.headers.x_count, None, "a malformed header fails nothing");
    let accept = server.one().headers("accept").join(", ");
    for media_type in ["application/json", "text/plain", "application/vnd.color+json", "application/problem+json"] {
        assert!(accept.contains(media_type), "{accept}");
    }
    let (_, client) = start(&say("202 Accepted", "Content-Type: text/plain\r\n", "later")).await;
    assert!(
        matches!(client.answer().await.unwrap().into_body(), AnswerSuccess::Accepted(text) if text.body == "later")
    );
    let (_, client) = start(&say("206 Partial Content", "Content-Type: application/vnd.color+json;v=2\r\n", RGB)).await;
    assert!(matches!(client.answer().await.unwrap().into_body(), AnswerSuccess::Success(rgb) if rgb.g == 2));
}

#[tokio::test]
async fn errors_are_told_by_status() {
    let problem = "{\"title\":\"t\"}";
    let error = async |status: &str, body: &str| {
        let (_, client) = start(&say(status, JSON, body)).await;
        match client.answer().await {
            Err(Error::Api(error)) => error,
            other => panic!("{other:?}"),
        }
    };
    assert!(
        matches!(error("400 Bad", problem).await.body(), AnswerError::BadRequest(problem) if problem.title.as_deref() == Some("t"))
    );
    assert!(matches!(error("409 Conflict", problem).await.body(), AnswerError::Conflict(_)));
    assert!(matches!(error("418 Teapot", problem).await.body(), AnswerError::ClientError(_)));
    assert!(matches!(error("599 Other", problem).await.body(), AnswerError::Default(_)));
    let odd = error("400 Bad", "<html>").await;
    assert!(
        matches!(odd.body(), AnswerError::Undeclared(raw) if raw.problem().is_some() && raw.raw_body() == b"<html>")
    );
}

#[tokio::test]
async fn errors_are_told_by_media_type() {
    let error = async |status: &str, media_type: &str, body: &str| {
        let (server, client) = start(&say(status, &format!("Content-Type: {media_type}\r\n"), body)).await;
        let error = client.refused().await.unwrap_err();
        let accept = server.one().headers("accept").join(", ");
        assert_eq!(accept, "application/json, application/problem+json, application/vnd.fault.v2+json");
        match error {
            Error::Api(error) => error,
            other => panic!("{other:?}"),
        }
    };
    let problem = "{\"title\":\"t\"}";
    for media_type in ["application/problem+json", "Application/Problem+JSON ; charset=utf-8"] {
        let error = error("400 Bad", media_type, problem).await;
        let RefusedError::BadRequestProblem(problem) = error.body() else { panic!("{error:?}") };
        assert_eq!(problem.title.as_deref(), Some("t"));
    }
    for media_type in ["application/json", "text/plain"] {
        let error = error("400 Bad", media_type, RGB).await;
        assert!(matches!(error.body(), RefusedError::BadRequest(rgb) if rgb.g == 2), "{error:?}");
    }
    // A proxy in between has its own ideas.
    let html = error("400 Bad", "text/html", "<html>").await;
    assert!(matches!(html.body(), RefusedError::Undeclared(raw) if raw.raw_body() == b"<html>"));
    // One type for two media types is one variant.
    let none = error("404 None", "application/problem+json", problem).await;
    assert!(matches!(none.body(), RefusedError::NotFound(problem) if problem.title.is_some()));
    let text = error("404 None", "text/plain;charset=utf-8", "no such thing").await;
    assert!(matches!(text.body(), RefusedError::NotFoundText(text) if text.body == "no such thing"), "{text:?}");
    let newer = error("500 Oh", "application/vnd.fault.v2+json", "{\"n\":7}").await;
    assert!(matches!(newer.body(), RefusedError::DefaultFaultV2(fault) if fault.n == 7), "{newer:?}");
    assert!(matches!(error("500 Oh", "application/json", RGB).await.body(), RefusedError::Default(_)));
}

#[tokio::test]
async fn head_and_redirects_have_no_body() {
    let (_, client) = start("HTTP/1.1 200 OK\r\nX-Count: 3\r\nContent-Length: 20\r\n\r\n").await;
    assert_eq!(client.answer_head().await.unwrap().headers().x_count, Some(3));
    let (server, client) = start(&say("302 Found", "Location: /elsewhere\r\n", "")).await;
    let moved = client.moved().await.unwrap();
    assert_eq!((moved.status().as_u16(), moved.headers().location.as_deref()), (302, Some("/elsewhere")));
    assert_eq!(server.take().len(), 1, "a declared redirect is an answer");
}

#[tokio::test]
async fn a_download_is_a_stream() {
    let large = "x".repeat(9_000);
    let (_, client) = start(&say("200 OK", "", &large)).await;
    let mut body = client.download().await.unwrap().into_body();
    assert_eq!(body.length(), Some(9_000));
    let mut length = 0;
    while let Some(piece) = body.next().await {
        length += piece.unwrap().len();
    }
    assert_eq!(length, 9_000);
    let body = client.download().await.unwrap().into_body();
    assert_eq!(body.bytes().await.unwrap().len(), 9_000);
    // The limit is for what is read as a whole.
    let (_, client) = start(&say("200 OK", "", &"x".repeat(20_000))).await;
    let body = client.download().await.unwrap().into_body();
    assert_eq!(body.bytes().await.unwrap_err().kind(), TransportErrorKind::TooLarge);
    let body = client.download().await.unwrap().into_body();
    assert_eq!(body.collect(20_000).await.unwrap().len(), 20_000);
    let (_, client) = start(&say("404 Not Found", JSON, "{\"title\":\"none\"}")).await;
    let error = client.download().await.unwrap_err();
    assert!(
        matches!(error.api().unwrap().body(), DownloadError::NotFound(problem) if problem.title.as_deref() == Some("none"))
    );
}

#[tokio::test]
async fn a_download_that_breaks_off_is_an_error() {
    let (_, client) = start("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12").await;
    let error = client.download().await.unwrap().into_body().bytes().await.unwrap_err();
    assert_eq!((error.kind(), error.to_string().starts_with("GET /file: ")), (TransportErrorKind::Body, true));
}

#[tokio::test]
async fn one_operation_answers_as_a_whole_or_in_events() {
    let (server, client) = start(&say("200 OK", JSON, RGB)).await;
    assert_eq!(client.chat(RgbCreate::default()).await.unwrap().g, 2);
    assert_eq!(server.one().headers("accept"), ["application/json"]);
    let events = "data: {\"n\":1}\n\n: ping\n\ndata: {\"n\":\"x\"}\n\ndata: {\"n\":2}\n\ndata: [DONE]\n\n";
    let (server, client) = start(&say("200 OK", "Content-Type: text/event-stream\r\n", events)).await;
    let mut deltas = client.chat_stream(RgbCreate::default()).await.unwrap().into_body();
    assert_eq!(server.one().headers("accept"), ["text/event-stream"]);
    assert_eq!(deltas.next().await.unwrap().unwrap().data.n, 1);
    assert!(matches!(deltas.next().await.unwrap(), Err(StreamError::Decode { .. })));
    assert_eq!(deltas.next().await.unwrap().unwrap().data.n, 2);
    assert!(deltas.next().await.is_none());
}

#[tokio::test]
async fn lines_are_values() {
    let (_, client) = start(&say("200 OK", "Content-Type: application/x-ndjson\r\n", "{\"n\":1}\n{\"n\":2}")).await;
    let mut lines = client.lines().await.unwrap().into_body();
    let mut found = Vec::new();
    while let Some(line) = lines.next().await {
        found.push(line.unwrap().n);
    }
    assert_eq!(found, [1, 2]);
}
