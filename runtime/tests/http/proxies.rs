//! Proxies by the variables of the environment: `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`.

use std::process::Stdio;

use oasmith_runtime::{Builder, RetryPolicy};
use tokio::process::Command;

use crate::server::{Server, header, say};
use crate::{GET, at, call};

/// What the process that the test starts is to call.
const TARGET: &str = "OASMITH_TEST_PROXIED";

/// The environment is that of a process: each call is made by one of its own, which is this test once more.
#[tokio::test]
async fn proxies_of_the_environment_are_used() {
    if let Ok(url) = std::env::var(TARGET) {
        let client = Builder::new(None).base_url(url).basic("key", "user", "s3cret").retry(RetryPolicy::none());
        let outcome = call(client, &GET).await.map(|answer| *answer);
        println!("outcome: {:?}", outcome.map_err(|error| error.is_connect()));
        return;
    }
    let refused = say("403 Forbidden", &[], "");
    let rows = [
        ("http://api.invalid", "HTTP_PROXY", say("200 OK", &[], "7"), "Ok(7)", "GET http://api.invalid/items/"),
        ("http://api.invalid", "http_proxy", say("200 OK", &[], "7"), "Ok(7)", "GET http://api.invalid/items/"),
        ("https://api.invalid", "HTTPS_PROXY", refused.clone(), "Err(true)", "CONNECT api.invalid:443 "),
        ("https://api.invalid", "ALL_PROXY", refused, "Err(true)", "CONNECT api.invalid:443 "),
    ];
    for (target, variable, answer, outcome, line) in rows {
        let proxy = Server::start(vec![answer]).await;
        let url = proxy.url.replace("http://", "http://me:pw@");
        let said = in_environment(target, &[(variable, &url), ("NO_PROXY", "localhost")]).await;
        assert!(said.contains(&format!("outcome: {outcome}")), "{variable}: {said}");
        let received = proxy.received();
        let [request] = received.as_slice() else { panic!("{variable}: {received:?}") };
        assert!(request.starts_with(line), "{variable}: {request}");
        assert_eq!(header(request, "proxy-authorization"), Some("Basic bWU6cHc="), "{variable}");
        // What is for the server is in the tunnel, if there is one.
        assert_eq!(header(request, "authorization").is_some(), target.starts_with("http:"), "{variable}");
    }
}

#[tokio::test]
async fn a_server_without_a_proxy_is_called_itself() {
    let (server, proxy) = (Server::start(vec![say("200 OK", &[], "7")]).await, Server::start(Vec::new()).await);
    let variables = [("HTTP_PROXY", &*proxy.url), ("NO_PROXY", "example.com, 127.0.0.0/8")];
    let said = in_environment(&server.url, &variables).await;
    assert!(said.contains("outcome: Ok(7)"), "{said}");
    assert!(server.received()[0].starts_with("GET /items/") && proxy.received().is_empty());
    // Without any of them, too.
    assert_eq!(*call(at(&server), &GET).await.unwrap(), 7);
}

/// What a process prints that calls the target.
async fn in_environment(target: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "proxies::proxies_of_the_environment_are_used", "--nocapture"]);
    for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    command.env(TARGET, target).envs(variables.iter().copied()).stderr(Stdio::inherit());
    let output = command.output().await.unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}
