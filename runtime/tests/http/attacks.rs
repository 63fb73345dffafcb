//! What must not happen whatever callers pass in and servers send back: other headers, other paths, other servers, credentials
//! elsewhere, memory without bounds.

use http::Method;
use oasmith_runtime::{
    Error, In, Operation, RawResponse, Request, RequestErrorKind, Response, RetryPolicy, json::Value,
};

use crate::server::{Server, header, say};
use crate::{GET, at, call};

static ODD: Operation = Operation::new("odd", Method::GET, "/files/{name}");

fn any(raw: RawResponse) -> Result<Response<Value>, Error> {
    raw.success()
}

/// The one request that is sent, or how it was refused.
async fn sent(change: impl FnOnce(&mut Request)) -> Result<String, RequestErrorKind> {
    let server = Server::start(vec![say("200 OK", &[], "1")]).await;
    let mut request = Request::new(&ODD);
    change(&mut request);
    match at(&server).build().unwrap().call(request, any).await {
        Ok(_) => Ok(server.received().remove(0)),
        Err(Error::Request(error)) => {
            assert!(server.received().is_empty());
            Err(error.kind().clone())
        }
        Err(error) => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn no_value_starts_a_header_or_a_request_of_its_own() {
    let attacks = ["a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1", "a\0b", "a\r\n\r\nGET /evil HTTP/1.1\r\n\r\n"];
    for attack in attacks {
        let refused = sent(|request| {
            request.path("name", &"x");
            request.header("X-A", &attack);
        });
        assert_eq!(refused.await, Err(RequestErrorKind::Header("X-A".to_owned())), "{attack:?}");
        let written = sent(|request| {
            request.path("name", &attack);
            request.query("q", &attack);
            request.cookie("c", &attack);
        });
        let written = written.await.unwrap();
        assert_eq!(written.matches("HTTP/1.1").count(), 1, "{written}");
        assert!(written.starts_with("GET /files/a%0") && !written.to_lowercase().contains("\nx-evil"), "{written}");
    }
    // One cookie cannot become two.
    let written = sent(|request| {
        request.path("name", &"x");
        request.cookie("c", &"1; admin=true");
    });
    assert_eq!(header(&written.await.unwrap(), "cookie"), Some("c=1%3B%20admin%3Dtrue"));
}

#[tokio::test]
async fn no_value_leaves_its_segment_of_the_path() {
    for dots in ["..", ".", ""] {
        let refused = sent(|request| request.path("name", &dots)).await;
        assert_eq!(refused, Err(RequestErrorKind::PathParameter("name".to_owned())), "{dots:?}");
    }
    let rows = [
        ("../admin", "/files/..%2Fadmin"),
        ("..%2fadmin", "/files/..%252fadmin"),
        ("%2e%2e", "/files/%252e%252e"),
        ("a/../../b", "/files/a%2F..%2F..%2Fb"),
        ("..\\admin", "/files/..%5Cadmin"),
        ("x?admin=1#y", "/files/x%3Fadmin%3D1%23y"),
        ("//evil.example", "/files/%2F%2Fevil.example"),
        ("@evil.example:80", "/files/%40evil.example%3A80"),
        ("x;y=1", "/files/x%3By%3D1"),
        ("\u{ff0e}\u{ff0e}", "/files/%EF%BC%8E%EF%BC%8E"),
    ];
    for (value, path) in rows {
        let written = sent(|request| request.path("name", &value)).await.unwrap();
        assert!(written.starts_with(&format!("GET {path} HTTP/1.1\r\n")), "{value}: {written}");
    }
}

#[tokio::test]
async fn the_host_is_the_servers_whatever_is_passed_in() {
    let server = Server::start(vec![say("200 OK", &[], "1")]).await;
    call(at(&server), &GET).await.unwrap();
    let received = server.received();
    assert_eq!(header(&received[0], "host"), Some(server.url.trim_start_matches("http://")));
    for url in
        ["http://user:s3cret@127.0.0.1/", "http://127.0.0.1/?q=1", "http://127.0.0.1/#f", "ftp://127.0.0.1", "/x", ""]
    {
        let error = at(&server).base_url(url).build().unwrap_err().to_string();
        assert!(!error.contains("s3cret"), "{error}");
    }
}

#[tokio::test]
async fn credentials_of_all_kinds_stay_with_their_server() {
    static KEYS: Operation =
        Operation::new("keys", Method::GET, "/keys").security(&[&["query", "cookie", "head", "basic"]]);
    let other = Server::start(vec![say("200 OK", &["Set-Cookie: theirs=1"], "1")]).await;
    // The same address under another name is another origin.
    let target = other.url.replace("127.0.0.1", "localhost");
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let server =
            Server::start(vec![say(status, &[&format!("Location: {target}/x"), "Set-Cookie: ours=1"], "")]).await;
        let builder = at(&server)
            .api_key("query", In::Query, "key", "s3cret")
            .api_key("cookie", In::Cookie, "sid", "s3cret")
            .api_key("head", In::Header, "X-Key", "s3cret")
            .basic("basic", "s3cret", "s3cret")
            .default_header("X-Tenant", "s3cret");
        let mut request = Request::new(&KEYS);
        request.cookie("own", &"s3cret");
        request.header("X-Own", &"s3cret");
        builder.build().unwrap().call(request, any).await.unwrap();
        let ours = server.received().remove(0);
        assert_eq!(ours.matches("s3cret").count(), 6, "{ours}");
        let theirs = other.received().pop().unwrap();
        assert!(!theirs.contains("s3cret") && header(&theirs, "cookie").is_none(), "{theirs}");
    }
}

#[tokio::test]
async fn no_error_shows_a_secret() {
    let secrets = |builder: oasmith_runtime::Builder| builder.api_key("key", In::Query, "key", "s3cret");
    let refused = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let server = Server::start(vec![crate::server::Act::Drop]).await;
    let cases = [
        secrets(at(&server)).base_url(format!("http://{refused}")),
        secrets(at(&server)),
        secrets(at(&server)).base_url(server.url.replace("http://", "https://")),
    ];
    for builder in cases {
        let mut request = Request::new(&GET);
        request.path("id", &"s3cret");
        request.query("q", &"s3cret");
        let error = builder.retry(RetryPolicy::none()).build().unwrap().call(request, any).await.unwrap_err();
        let mut shown = format!("{error} {error:?}");
        let mut cause = std::error::Error::source(&error);
        while let Some(source) = cause {
            shown.push_str(&format!(" {source} {source:?}"));
            cause = source.source();
        }
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}

#[tokio::test]
async fn deep_json_is_refused_and_not_followed() {
    for body in ["[".repeat(1_000_000), "{\"a\":".repeat(1_000_000)] {
        let server = Server::start(vec![say("200 OK", &["Content-Type: application/json"], &body)]).await;
        let mut request = Request::new(&ODD);
        request.path("name", &"x");
        let error = at(&server).build().unwrap().call(request, any).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error}");
    }
}

#[tokio::test]
async fn cookies_of_a_server_are_not_sent_back() {
    let server = Server::start(vec![say("200 OK", &["Set-Cookie: sid=theirs; Domain=evil.example"], "1")]).await;
    let core = at(&server).build().unwrap();
    for _ in 0..2 {
        let mut request = Request::new(&ODD);
        request.path("name", &"x");
        core.call(request, any).await.unwrap();
    }
    assert!(server.received().iter().all(|request| header(request, "cookie").is_none()));
}
