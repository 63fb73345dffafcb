//! Where a server sends a call: `Location` of every shape leads to an HTTP server or nowhere, and nothing of the caller goes along to another one.

use std::sync::{Arc, Mutex, OnceLock};

use http::Method;
use oasmith_runtime::{Error, In, Operation, RawResponse, Request, Response, RetryPolicy, json::Value};

use crate::at;
use crate::server::{Server, header, say};

static KEYS: Operation = Operation::new("keys", Method::GET, "/keys").security(&[&["head", "basic"]]);

fn any(raw: RawResponse) -> Result<Response<Value>, Error> {
    raw.success()
}

/// A call with credentials in two headers and in the query.
async fn call(server: &Server) -> Result<Response<Value>, Error> {
    let builder = at(server)
        .api_key("head", In::Header, "X-Key", "s3cret")
        .basic("basic", "s3cret", "s3cret")
        .default_header("X-Tenant", "s3cret")
        .retry(RetryPolicy::none());
    let mut request = Request::new(&KEYS);
    request.cookie("own", &"s3cret");
    builder.build().unwrap().call(request, any).await
}

fn redirect(location: &str) -> crate::server::Act {
    say("307 Temporary Redirect", &[&format!("Location: {location}")], "")
}

#[tokio::test]
async fn what_is_no_address_of_a_server_is_not_followed() {
    let long = format!("http://127.0.0.1:1/{}", "x".repeat(70_000));
    for location in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/plain,1",
        "ftp://127.0.0.1/x",
        "unix:///var/run/docker.sock",
        "gopher://127.0.0.1:1/_x",
        "http://",
        "http:///etc/passwd",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "http://:80/",
        "//",
        "http://a b/",
        &long,
    ] {
        let server = Server::start(vec![redirect(location)]).await;
        let error = call(&server).await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{location:.80}: {error:?}");
        // What looks like a path is one, on the same server.
        assert!(server.received().iter().all(|request| request.contains("s3cret")), "{location:.80}");
    }
}

#[tokio::test]
async fn a_way_over_another_server_leads_back_without_credentials() {
    let back = Arc::new(OnceLock::new());
    let home = Arc::clone(&back);
    let over = Server::answering(move |_| {
        let home: &String = home.get().unwrap();
        format!(
            "HTTP/1.1 307 Temporary Redirect\r\nLocation: {home}/back\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
    });
    let over = over.await.url.replace("127.0.0.1", "localhost");
    let server = Server::start(vec![redirect(&format!("{over}/over")), say("200 OK", &[], "1")]).await;
    back.set(server.url.clone()).unwrap();
    call(&server).await.unwrap();
    let received = server.received();
    assert!(received.len() == 2 && received[0].matches("s3cret").count() == 3, "{received:?}");
    let again = &received[1];
    assert!(again.starts_with("GET /back ") && !again.contains("s3cret"), "{again}");
    for name in ["authorization", "cookie", "referer"] {
        assert!(header(again, name).is_none(), "{again}");
    }
}

/// Names in a URL that a server made up are not credentials of ours, neither elsewhere nor where it came from.
#[tokio::test]
async fn user_and_password_of_a_location_are_not_sent() {
    let other = Server::start(vec![say("200 OK", &[], "1")]).await;
    let named = other.url.replace("http://127.0.0.1", "http://mallory:pass@localhost");
    let server = Server::start(vec![redirect(&format!("{named}/x"))]).await;
    call(&server).await.unwrap();
    let theirs = other.received().remove(0);
    assert!(!theirs.contains("s3cret") && header(&theirs, "authorization").is_none(), "{theirs}");
    assert!(header(&theirs, "host").is_some_and(|host| !host.contains('@')), "{theirs}");
    // The same server, under its name with a user: it is called as before, by whom it was called before.
    let received = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&received);
    let server = Server::answering(move |request| {
        log.lock().unwrap().push(request.to_owned());
        let host = header(request, "host").unwrap();
        match request.starts_with("GET /keys") {
            true => format!(
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://mallory:pass@{host}/x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            ),
            false => "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\n1".to_owned(),
        }
    });
    call(&server.await).await.unwrap();
    let received = received.lock().unwrap();
    assert_eq!(received.len(), 2);
    assert_eq!(header(&received[0], "authorization"), header(&received[1], "authorization"));
    assert_eq!(header(&received[0], "host"), header(&received[1], "host"));
}
