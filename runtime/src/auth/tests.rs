//! Which credentials a call carries, and that nothing shows them.

use super::prepared::base64;
use super::{Added, Credential, Credentials, In, Provider, Secret};
use crate::fake::now;
use crate::platform::BoxError;

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

fn added(security: &[&[&'static str]]) -> Added {
    now(configured().add(security)).unwrap_or_default()
}

#[test]
fn the_first_alternative_that_is_configured_in_full_is_taken() {
    let one = added(&[&["missing"], &["basic", "missing"], &["bearer"], &["basic"]]);
    assert_eq!(one.headers["authorization"], "Bearer t0ken");
    assert_eq!(one.headers.len(), 1);
    let both = added(&[&["basic", "head", "query", "cookie"]]);
    assert_eq!(both.headers["authorization"], "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assert_eq!(both.headers["x-key"], "k1");
    assert_eq!(both.query[0].1.expose(), "api%20key=k%262");
    assert_eq!(both.cookies, "sid=k3==");
}

#[test]
fn anonymous_calls_carry_nothing() {
    for security in [&[][..], &[&[][..]], &[&["missing"][..]]] {
        let nothing = added(security);
        assert!(nothing.headers.is_empty() && nothing.query.is_empty() && nothing.cookies.is_empty(), "{security:?}");
    }
    // What is configured is used, wherever the anonymous alternative stands.
    assert_eq!(added(&[&[], &["bearer"]]).headers.len(), 1);
}

#[test]
fn there_is_one_authorization_header_even_when_two_schemes_want_it() {
    let values: Vec<_> = added(&[&["basic", "bearer"]]).headers.get_all("authorization").iter().cloned().collect();
    assert_eq!(values, ["Bearer t0ken"]);
}

#[test]
fn tokens_are_asked_for_and_refusals_name_the_scheme() {
    let mut credentials = Credentials::default();
    credentials.set("sts", Credential::provider(|| async { Ok(Secret::from("fresh")) })).unwrap();
    credentials.set("down", Credential::provider(|| async { Err(BoxError::from("no token today")) })).unwrap();
    credentials.set("odd", Credential::provider(|| async { Ok(Secret::from("a\nb")) })).unwrap();
    assert_eq!(now(credentials.add(&[&["sts"]])).ok().unwrap().headers["authorization"], "Bearer fresh");
    let (scheme, error) = now(credentials.add(&[&["down"]])).err().unwrap();
    assert_eq!((scheme, error.to_string().as_str()), ("down", "no token today"));
    assert_eq!(now(credentials.add(&[&["odd"]])).err().unwrap().0, "odd");
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
    let provider = Credential::Provider(Provider(std::sync::Arc::new(|| async { Ok(Secret::from("s3cret")) })));
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
