//! What servers do that no description tells, and that is no fault: answers that have to be understood all the same.

use http::{Method, StatusCode};
use oasmith_runtime::json::Decode;
use oasmith_runtime::{Call, Error, Operation, Request, RetryPolicy, Undeclared, generated};

use super::server::{Act, Server, header, say};
use super::{Failure, GET, Limits, POST, at, call};

#[tokio::test]
async fn a_value_is_read_whatever_is_around_it() {
    let rows = [
        "HTTP/1.1 200 OK\r\nContent-Type: text/json\r\nContent-Length: 1\r\n\r\n1",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-16\r\nContent-Length: 1\r\n\r\n1",
        "HTTP/1.1 200 OK\r\nContent-Type: */*\r\nContent-Length: 1\r\n\r\n1",
        "HTTP/1.1 200 OK\r\nContent-Type: nonsense\r\nContent-Length: 1\r\n\r\n1",
        // No content type, no reason, names in any case.
        "HTTP/1.1 200\r\ncontent-LENGTH: 1\r\n\r\n1",
        // White space and a byte order mark around the value.
        "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n\r\n\t1 \r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\u{FEFF}1",
        // As long as the connection is open.
        "HTTP/1.0 200 OK\r\n\r\n1",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n1",
        // Chunks with extensions, and trailers.
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;name=\"a;b\"\r\n1\r\n0\r\nX-Sum: 9\r\n\r\n",
        // Informational responses come first.
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1",
        // The same length twice.
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n1",
    ];
    for raw in rows {
        let server = Server::start(vec![Act::Say(raw.to_owned())]).await;
        let answer = call(at(&server).retry(RetryPolicy::none()), &GET).await;
        assert_eq!(answer.map(|answer| *answer).map_err(|error| error.to_string()), Ok(1), "{raw:?}");
    }
}

#[tokio::test]
async fn headers_are_read_whatever_is_among_them() {
    let headers =
        ["X-RateLimit-Remaining: 7", "x-ratelimit-remaining: 8", "RETRY-AFTER:3", "X-Name: h\u{e9}", "X-Empty:"];
    let server = Server::start(vec![say("200 OK", &headers, "1")]).await;
    let answer = call(at(&server), &GET).await.unwrap();
    assert_eq!(*answer.headers(), Limits { retry_after: Some(3), left: Some(7) });
    assert_eq!(answer.raw_headers()["x-name"].as_bytes(), "h\u{e9}".as_bytes());
    assert_eq!(answer.raw_headers()["x-empty"], "");
}

#[tokio::test]
async fn answers_that_are_not_declared_are_kept() {
    let html = ["Content-Type: text/html"];
    let rows = [
        (Act::Say("HTTP/1.1 204 No Content\r\n\r\n".to_owned()), 204, ""),
        (say("201 Created", &[], "later"), 201, "later"),
        (say("302 Found", &[], "nowhere"), 302, "nowhere"),
        (say("304 Not Modified", &[], ""), 304, ""),
        (say("502 Bad Gateway", &html, "<html>"), 502, "<html>"),
        (say("999 Request Denied", &html, "<html>"), 999, "<html>"),
    ];
    for (act, status, text) in rows {
        let server = Server::start(vec![act]).await;
        let error = call(at(&server).retry(RetryPolicy::none()), &GET).await.unwrap_err();
        let Error::Api(error) = error else { panic!("{error:?}") };
        let Failure::Undeclared(raw) = error.body() else { panic!("{error:?}") };
        assert_eq!((raw.status().as_u16(), raw.raw_body()), (status, text.as_bytes()));
    }
}

/// RFC 9110, section 15: what is not known is taken as the first of its class.
#[tokio::test]
async fn another_success_is_one_when_its_body_is_that_of_the_declared_one() {
    for status in ["201 Created", "203 Non-Authoritative Information", "299 Odd"] {
        let server = Server::start(vec![say(status, &["Retry-After: 3"], "1")]).await;
        let answer = call(at(&server), &POST).await.unwrap();
        assert_eq!((*answer, answer.headers().retry_after), (1, Some(3)));
        assert!(status.starts_with(answer.status().as_str()), "{status}");
    }
}

#[tokio::test]
async fn text_is_a_string_and_nothing_is_null_where_the_type_allows_it() {
    async fn read<T: Decode>(status: &str, media_type: &str, body: &str) -> Result<T, Error> {
        let server = Server::start(vec![say(status, &[&format!("Content-Type: {media_type}")], body)]).await;
        let mut request = Request::new(&GET);
        request.path("id", &"1");
        let call: Call<T, (), Undeclared> = at(&server).build().unwrap().call(request, generated::json);
        Ok(call.await?.into_body())
    }
    let plain = "text/plain; charset=utf-8";
    assert_eq!(read::<String>("200 OK", plain, "to \"ken\"").await.unwrap(), "to \"ken\"");
    assert_eq!(read::<String>("200 OK", plain, "\"token\"").await.unwrap(), "token");
    assert_eq!(read::<String>("200 OK", "text/csv", "a,b").await.unwrap(), "a,b");
    assert_eq!(read::<Option<String>>("200 OK", "application/json", "").await.unwrap(), None);
    for (media_type, body) in [("application/json", "token"), ("text/html", "token"), ("application/json", "")] {
        assert!(matches!(read::<String>("200 OK", media_type, body).await, Err(Error::Decode(_))), "{media_type}");
    }
    assert!(matches!(read::<i64>("200 OK", plain, "token").await, Err(Error::Decode(_))));
}

#[tokio::test]
async fn a_body_that_is_no_value_of_its_type_is_told_with_its_status() {
    let raw = say("200 OK", &["Content-Type: application/json", "Content-Encoding: compress"], "\u{1f}\u{9d}");
    let server = Server::start(vec![raw]).await;
    let error = call(at(&server), &GET).await.unwrap_err();
    assert!(error.to_string().ends_with("(3 bytes of application/json, still in the coding compress)"), "{error}");
    for body in ["null", "", "\u{FEFF}", "{}"] {
        let server = Server::start(vec![say("200 OK", &[], body)]).await;
        let error = call(at(&server), &GET).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert_eq!((error.status(), error.raw_body()), (Some(StatusCode::OK), Some(body.as_bytes())));
    }
}

#[tokio::test]
async fn see_other_leads_from_a_post_to_a_get() {
    let server =
        Server::start(vec![say("303 See Other", &["Location: ./7/../9?a=b#c"], ""), say("200 OK", &[], "1")]).await;
    assert_eq!(*call(at(&server), &POST).await.unwrap(), 1);
    let received = server.received();
    assert!(received[0].starts_with(&format!("{} /items/", Method::POST)), "{}", received[0]);
    assert!(received[1].starts_with("GET /items/9?a=b HTTP/1.1"), "{}", received[1]);
}

/// Google's front ends, IIS and some gateways answer 411 where a POST does not tell that it has no body.
#[tokio::test]
async fn a_method_that_has_a_body_as_a_rule_tells_that_there_is_none() {
    static PUT: Operation = Operation::new("put", Method::PUT, "/items");
    static PATCH: Operation = Operation::new("patch", Method::PATCH, "/items");
    static ADD: Operation = Operation::new("add", Method::POST, "/items");
    static LIST: Operation = Operation::new("list", Method::GET, "/items");
    static DELETE: Operation = Operation::new("delete", Method::DELETE, "/items");
    let rows = [(&ADD, Some("0")), (&PUT, Some("0")), (&PATCH, Some("0")), (&LIST, None), (&DELETE, None)];
    for (operation, length) in rows {
        let server = Server::start(vec![say("200 OK", &[], "")]).await;
        let call: Call<(), (), Undeclared> =
            at(&server).build().unwrap().call(Request::new(operation), generated::empty);
        call.await.unwrap();
        assert_eq!(header(&server.received()[0], "content-length"), length, "{}", operation.method);
    }
}

/// What is compressed is not there: nginx, Cloudflare and frameworks name the coding all the same.
#[tokio::test]
async fn nothing_in_a_coding_is_nothing() {
    static HEAD: Operation = Operation::new("head", Method::HEAD, "/items");
    static DELETE: Operation = Operation::new("delete", Method::DELETE, "/items").success(&[200..=299]);
    let rows = [
        (&DELETE, "200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n"),
        (&DELETE, "200 OK\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        (&DELETE, "200 OK\r\nContent-Encoding: gzip\r\n\r\n"),
        (&DELETE, "204 No Content\r\nContent-Encoding: zstd\r\n\r\n"),
        (&HEAD, "200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 100\r\n\r\n"),
    ];
    for (operation, answer) in rows {
        let server = Server::start(vec![Act::Say(format!("HTTP/1.1 {answer}"))]).await;
        let client = at(&server).retry(RetryPolicy::none()).build().unwrap();
        let call: Call<(), (), Undeclared> = client.call(Request::new(operation), generated::empty);
        let outcome = call.await.map(|answer| answer.status().is_success()).map_err(|error| error.to_string());
        assert_eq!(outcome, Ok(true), "{answer:?}");
    }
}

#[tokio::test]
async fn a_server_that_says_whether_to_try_again_is_believed() {
    let (yes, no) = (["X-Should-Retry: true"], ["Stripe-Should-Retry: false"]);
    let server = Server::start(vec![say("409 Conflict", &yes, ""), say("200 OK", &[], "1")]).await;
    assert_eq!(*call(at(&server), &POST).await.unwrap(), 1);
    let server = Server::start(vec![say("503 Service Unavailable", &no, "")]).await;
    assert_eq!(call(at(&server), &GET).await.unwrap_err().status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(server.received().len(), 1);
}

/// Some servers refuse a request without a body for want of a content type.
#[tokio::test]
async fn a_content_type_of_nothing_is_sent_where_the_caller_says_so() {
    static TOUCH: Operation = Operation::new("touch", Method::POST, "/items");
    let server = Server::start(vec![say("200 OK", &[], "")]).await;
    let client = at(&server).build().unwrap();
    let call = || -> Call<(), (), Undeclared> { client.call(Request::new(&TOUCH), generated::empty) };
    call().header("Content-Type", "application/json").await.unwrap();
    call().await.unwrap();
    let received = server.received();
    let sent: Vec<_> = received.iter().map(|request| header(request, "content-type")).collect();
    assert_eq!(sent, [Some("application/json"), None]);
    assert_eq!(header(&received[0], "content-length"), Some("0"));
}

/// What it is about is in the text, for whoever only prints it.
#[tokio::test]
async fn an_error_says_what_the_server_says() {
    let problem = "{\"title\": \"Conflict\", \"detail\": \"The name is taken.\", \"input\": \"s3cret\"}";
    let server = Server::start(vec![say("409 Conflict", &["Content-Type: application/problem+json"], problem)]).await;
    let error = call(at(&server), &GET).await.unwrap_err();
    assert_eq!(error.to_string(), "GET /items/{id}: 409 Conflict: The name is taken.");
    assert_eq!(error.api().unwrap().message().as_deref(), Some("The name is taken."));
}

/// Where a description has forgotten to say who needs credentials.
#[tokio::test]
async fn all_operations_carry_credentials_if_they_are_to() {
    static OPEN: Operation = Operation::new("open", Method::GET, "/open");
    let server = Server::start(vec![say("200 OK", &[], "")]).await;
    for builder in [at(&server), at(&server).authenticate_all()] {
        let call: Call<(), (), Undeclared> = builder.build().unwrap().call(Request::new(&OPEN), generated::empty);
        call.await.unwrap();
    }
    let received = server.received();
    let sent: Vec<_> = received.iter().map(|request| header(request, "authorization").is_some()).collect();
    assert_eq!(sent, [false, true]);
}
