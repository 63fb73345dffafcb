//! What `build` accepts and refuses, and that nothing shows a secret.

use std::time::Duration;

use super::{BuildError, Builder};
use crate::auth::In;
use crate::fake::Fake;

fn on(server: Option<&'static str>) -> Builder {
    Builder::new(server).transport(Fake::default()).timer(Fake::default())
}

#[test]
fn base_urls() {
    for url in ["http://localhost:8080", "https://h/a/b/", "HTTPS://h", "http://[::1]:8080/x"] {
        assert_eq!(on(None).base_url(url).build().unwrap().base_url(), url);
    }
    for url in [
        "",
        "localhost:8080",
        "/v1",
        "ftp://h/",
        "https://u:s3cret@h/",
        "https://h/?a=b",
        "https://h/#a",
        "https://",
        "not a url",
    ] {
        let error = on(Some("https://h")).base_url(url).build().unwrap_err();
        assert!(matches!(error, BuildError::Server { .. }), "{url}: {error:?}");
        assert!(!error.to_string().contains("s3cret"));
    }
    assert_eq!(on(Some("https://h")).build().unwrap().base_url(), "https://h");
    assert!(matches!(on(None).build(), Err(BuildError::NoServer)));
    assert!(matches!(on(Some("/v1")).build(), Err(BuildError::Server { .. })));
}

#[test]
fn the_first_problem_is_told_and_shows_no_secret() {
    let builder = on(Some("https://h")).bearer("token", "s3cret\n").default_header("X A", "s3cret").api_key(
        "key",
        In::Cookie,
        "k",
        "s3;cret",
    );
    assert!(!format!("{builder:?}").contains("s3cret"));
    let error = builder.build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the credential for `token` cannot be sent: it has characters that no header can carry (a line break at its end?)"
    );
    let error = on(Some("https://h")).default_header("X-A", "s3cret\n").build().unwrap_err();
    assert_eq!(error.to_string(), "default header `X-A` has a name or a value that no header can have");
}

#[test]
fn debug_of_a_client_names_schemes_only() {
    let core = on(Some("https://h"))
        .basic("basic", "user", "s3cret")
        .api_key("key", In::Query, "k", "s3cret")
        .build()
        .unwrap();
    assert_eq!(format!("{core:?}"), r#"Core { base_url: "https://h", credentials: ["basic", "key"], .. }"#);
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn without_reqwest_the_seams_must_be_filled() {
    let bare = || Builder::new(Some("https://h"));
    assert!(matches!(bare().build(), Err(BuildError::NoTransport)));
    assert!(matches!(bare().timeout(Duration::from_secs(1)).build(), Err(BuildError::NoTimer)));
    assert!(bare().transport(Fake::default()).build().is_ok());
}

#[cfg(feature = "reqwest")]
#[test]
fn with_reqwest_nothing_else_is_needed() {
    assert!(Builder::new(Some("https://h")).timeout(Duration::from_secs(1)).build().is_ok());
}
