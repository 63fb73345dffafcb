//! Which credentials a call carries, and that nothing shows them.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Poll;
use std::time::Duration;

use http::HeaderValue;

use super::prepared::base64;
use super::token::Tokens;
use super::{Added, Credential, Credentials, In, OAuth2, Provider, Secret, Token, TokenContext, Wanted};
use crate::fake::{Fake, Step, now};
use crate::platform::BoxError;
use crate::timer::Timer as _;

fn key(place: In, name: &str, value: &str) -> Credential {
    Credential::ApiKey { place, name: name.to_owned(), value: value.into() }
}

fn configured() -> Credentials {
    let mut credentials = Credentials::default();
    credentials.set("basic", Credential::Basic { user: "Aladdin".to_owned(), password: "open sesame".into() }).unwrap();
    credentials.set("bearer", Credential::Bearer("t0ken".into())).unwrap();
    credentials.set("head", key(In::Header, "X-Key", "k1")).unwrap();
    credentials.set("query", key(In::Query, "api key", "k&2")).unwrap();
    credentials.set("cookie", key(In::Cookie, "sid", "k3==")).unwrap();
    credentials
}

fn add(
    credentials: &Credentials,
    security: &'static [&'static [&'static str]],
) -> Result<Added, (&'static str, BoxError)> {
    let fake = Fake::new([]);
    now(credentials.add(Wanted::FirstOf(security), TokenContext { transport: &fake, timer: Some(&fake) }))
}

fn added(security: &'static [&'static [&'static str]]) -> Added {
    add(&configured(), security).unwrap_or_default()
}

/// The values of a header.
fn of(added: &Added, name: &str) -> Vec<HeaderValue> {
    added.headers.iter().filter(|(given, _)| given == name).map(|(_, value)| value.clone()).collect()
}

#[test]
fn the_first_alternative_that_is_configured_in_full_is_taken() {
    let one = added(&[&["missing"], &["basic", "missing"], &["bearer"], &["basic"]]);
    assert_eq!(of(&one, "authorization"), ["Bearer t0ken"]);
    assert_eq!(one.headers.len(), 1);
    let both = added(&[&["basic", "head", "query", "cookie"]]);
    assert_eq!(of(&both, "authorization"), ["Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="]);
    assert_eq!(of(&both, "x-key"), ["k1"]);
    assert_eq!(both.query[0].1.expose(), "api%20key=k%262");
    assert_eq!(both.cookies, "sid=k3==");
}

#[test]
fn anonymous_calls_carry_nothing() {
    const NOTHING: [&[&[&str]]; 3] = [&[], &[&[]], &[&["missing"]]];
    for security in NOTHING {
        let nothing = added(security);
        assert!(nothing.headers.is_empty() && nothing.query.is_empty() && nothing.cookies.is_empty(), "{security:?}");
    }
    // What is configured is used, wherever the anonymous alternative stands.
    assert_eq!(added(&[&[], &["bearer"]]).headers.len(), 1);
}

#[test]
fn there_is_one_authorization_header_even_when_two_schemes_want_it() {
    let both = added(&[&["basic", "bearer"]]);
    assert_eq!(of(&both, "authorization"), ["Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="]);
}

#[test]
fn tokens_are_asked_for_and_refusals_name_the_scheme() {
    let mut credentials = Credentials::default();
    credentials.set("sts", Credential::provider(|| async { Ok(Token::new("fresh")) })).unwrap();
    credentials.set("down", Credential::provider(|| async { Err(BoxError::from("no token today")) })).unwrap();
    credentials.set("odd", Credential::provider(|| async { Ok(Token::new("a\nb")) })).unwrap();
    assert_eq!(of(&add(&credentials, &[&["sts"]]).ok().unwrap(), "authorization"), ["Bearer fresh"]);
    let (scheme, error) = add(&credentials, &[&["down"]]).err().unwrap();
    assert_eq!((scheme, error.to_string().as_str()), ("down", "no token today"));
    assert_eq!(add(&credentials, &[&["odd"]]).err().unwrap().0, "odd");
}

#[test]
fn what_no_header_can_carry_is_refused_without_being_shown() {
    let mut credentials = Credentials::default();
    let bad = [
        Credential::Bearer("s3cret\n".into()),
        Credential::Basic { user: "a:b".to_owned(), password: "s3cret".into() },
        key(In::Header, "X Key", "s3cret"),
        key(In::Header, "X-Key", "s3cret\r\n"),
        key(In::Cookie, "sid", "s3cret; other=1"),
    ];
    for credential in bad {
        let problem = credentials.set("scheme", credential).unwrap_err();
        assert!(!problem.contains("s3cret"), "{problem}");
    }
}

#[test]
fn debug_shows_no_secret() {
    let provider = Credential::Provider(Provider(std::sync::Arc::new(|| async { Ok(Token::new("s3cret")) })));
    let shown = [
        format!("{:?}", Secret::from("s3cret")),
        format!("{:?}", Credential::Basic { user: "u".to_owned(), password: "s3cret".into() }),
        format!("{:?}", Credential::Bearer("s3cret".into())),
        format!("{:?}", key(In::Query, "k", "s3cret")),
        format!("{provider:?}"),
        format!("{:?}", configured()),
        format!("{:?}", added(&[&["basic", "head"]]).headers),
    ];
    for text in shown {
        for secret in ["s3cret", "open", "t0ken", "k1", "k3", "QWxh"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

/// RFC 4648, section 10.
#[test]
fn base64_of_the_specification() {
    let rows = [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ];
    for (text, expected) in rows {
        assert_eq!(base64(text.as_bytes()), expected);
    }
    assert_eq!(base64(&[0xfb, 0xff, 0xfe]), "+//+");
}

/// A token endpoint that answers once.
fn fetched(grant: OAuth2, answer: Step) -> (Result<Secret, BoxError>, Fake) {
    let fake = Fake::new([answer]);
    let tokens = Tokens::new(Arc::new(grant));
    (now(tokens.get(TokenContext { transport: &fake, timer: Some(&fake) })), fake)
}

/// RFC 6749, sections 2.3.1, 4.4.2 and 6.
#[test]
fn the_token_request_is_that_of_the_specification() {
    let grant = OAuth2::client_credentials("https://auth.example/token", "id:1", "s3cret/")
        .scopes(["read", "write:all"])
        .param("audience", "https://api");
    let (token, fake) = fetched(grant, Step::Answer(200, Vec::new(), r#"{"access_token": "t", "expires_in": "60"}"#));
    assert_eq!(token.unwrap().expose(), "t");
    let sent = fake.sent().remove(0);
    assert_eq!(sent.line, "POST https://auth.example/token");
    assert_eq!(sent.headers["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(sent.headers["authorization"], format!("Basic {}", base64(b"id%3A1:s3cret%2F")));
    assert_eq!(
        std::str::from_utf8(&sent.body).unwrap(),
        "grant_type=client_credentials&scope=read%20write%3Aall&audience=https%3A%2F%2Fapi"
    );
    let grant = OAuth2::refresh_token("https://auth.example/token", "r1").client("id", "s").client_in_body();
    let (_, fake) = fetched(grant, Step::Answer(200, Vec::new(), r#"{"access_token": "t"}"#));
    let sent = fake.sent().remove(0);
    assert!(!sent.headers.contains_key("authorization"));
    let body = "grant_type=refresh_token&refresh_token=r1&client_id=id&client_secret=s";
    assert_eq!(std::str::from_utf8(&sent.body).unwrap(), body);
}

#[test]
fn a_refusal_of_the_token_endpoint_is_told_without_secrets() {
    let grant = || OAuth2::client_credentials("https://auth.example/token?key=s3cret", "id", "s3cret");
    let body = r#"{"error": "invalid_client", "error_description": "who?", "access_token": "s3cret"}"#;
    let error = fetched(grant(), Step::Answer(401, Vec::new(), body)).0.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the token endpoint answered 401 Unauthorized without a token: invalid_client (who?)"
    );
    let error = fetched(grant(), Step::Answer(200, Vec::new(), "<html>")).0.unwrap_err();
    assert_eq!(error.to_string(), "the token endpoint answered 200 OK without a token");
    assert!(!format!("{:?} {error:?}", grant()).contains("s3cret"));
}

#[test]
fn a_replaced_refresh_token_is_used_from_then_on() {
    let fake = Fake::new([
        Step::Answer(200, Vec::new(), r#"{"access_token": "t1", "refresh_token": "r2"}"#),
        Step::Answer(200, Vec::new(), r#"{"access_token": "t2"}"#),
    ]);
    let tokens = Tokens::new(Arc::new(OAuth2::refresh_token("https://auth.example/token", "r1")));
    let context = TokenContext { transport: &fake, timer: Some(&fake) };
    let first = now(tokens.get(context)).unwrap();
    tokens.refuse(&first);
    assert_eq!(now(tokens.get(context)).unwrap().expose(), "t2");
    let bodies: Vec<_> = fake.sent().into_iter().map(|sent| String::from_utf8(sent.body).unwrap()).collect();
    assert_eq!(bodies[1], "grant_type=refresh_token&refresh_token=r2");
}

#[test]
fn tokens_are_kept_until_shortly_before_they_expire() {
    static FETCHED: AtomicU32 = AtomicU32::new(0);
    let fake = Fake::new([]);
    let context = TokenContext { transport: &fake, timer: Some(&fake) };
    let tokens = Tokens::new(Arc::new(|| async {
        let number = FETCHED.fetch_add(1, Ordering::Relaxed);
        Ok(Token::new(format!("t{number}")).expires_in(Duration::from_secs(100)))
    }));
    let token = |after: u64| {
        now(fake.sleep(Duration::from_secs(after)));
        now(tokens.get(context)).unwrap().expose().to_owned()
    };
    assert_eq!([token(0), token(50), token(39)], ["t0", "t0", "t0"]);
    assert_eq!([token(1), token(1)], ["t1", "t1"]);
}

#[test]
fn a_fetch_is_shared_handed_on_and_fails_for_all() {
    let fake = Fake::new([]);
    let context = TokenContext { transport: &fake, timer: Some(&fake) };
    // The first caller goes away while it fetches: the second one takes over.
    static ASKED: AtomicU32 = AtomicU32::new(0);
    let tokens = Tokens::new(Arc::new(|| async {
        match ASKED.fetch_add(1, Ordering::Relaxed) {
            0 => std::future::pending().await,
            1 => Ok(Token::new("t")),
            _ => Err(BoxError::from("one too many")),
        }
    }));
    let mut first = Box::pin(tokens.get(context));
    let mut second = Box::pin(tokens.get(context));
    assert!(pending(&mut first) && pending(&mut second));
    drop(first);
    assert_eq!(now(second).unwrap().expose(), "t");
    // One failure is the answer to everybody who waited for it.
    static FAILED: AtomicU32 = AtomicU32::new(0);
    let open = Arc::new(AtomicU32::new(0));
    let signal = Arc::clone(&open);
    let tokens = Tokens::new(Arc::new(move || {
        let signal = Arc::clone(&signal);
        async move {
            std::future::poll_fn(|_| match signal.load(Ordering::Relaxed) {
                0 => Poll::Pending,
                _ => Poll::Ready(()),
            })
            .await;
            FAILED.fetch_add(1, Ordering::Relaxed);
            Err(BoxError::from("no"))
        }
    }));
    let mut calls: Vec<_> = (0..3).map(|_| Box::pin(tokens.get(context))).collect();
    assert!(calls.iter_mut().all(pending));
    open.store(1, Ordering::Relaxed);
    assert!(calls.into_iter().all(|call| now(call).unwrap_err().to_string() == "no"));
    assert_eq!(FAILED.load(Ordering::Relaxed), 1);
}

/// Polls once; whether there is no answer yet.
fn pending<F: Future + ?Sized>(future: &mut std::pin::Pin<Box<F>>) -> bool {
    future.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop())).is_pending()
}
