//! What generated code looks like, written by hand: the reference for whoever emits it, compiled
//! and run. It names one path of the runtime, as output does.

#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]
#![allow(missing_docs, reason = "the models only show their shape")]

use oasmith_runtime::generated as rt;
use oasmith_runtime::json::{DecodeErrorKind, from_str, to_string};

// ---- models ---------------------------------------------------------------------------------

/// Required, optional, optional and nullable, required and nullable, undeclared members.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Invitation {
    pub id: String,
    pub auth_type: Option<AuthType>,
    pub accepted_at: rt::Maybe<rt::Timestamp>,
    pub expires_at: Option<rt::Timestamp>,
    pub inviter: Option<Box<Invitation>>,
    pub tags: Vec<String>,
    pub other: rt::Extra,
}

/// An open enumeration: what the description does not have is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AuthType {
    Local,
    Sso,
    Unknown(rt::UnknownValue),
}

impl AuthType {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Local => "AUTH_TYPE_LOCAL",
            Self::Sso => "AUTH_TYPE_SSO",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

/// A closed enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    Ascending,
    Descending,
}

/// A struct without undeclared members and with a typed map.
#[derive(Clone, Debug, PartialEq)]
pub struct Cat {
    pub kind: String,
    pub lives: i32,
    pub scores: Option<rt::Map<f64>>,
}

/// A variant whose struct does not declare the discriminator.
#[derive(Clone, Debug, PartialEq)]
pub struct Dog {
    pub bark: Option<bool>,
}

/// A union that a discriminator tells apart.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Pet {
    Cat(Box<Cat>),
    Dog(Dog),
    Unknown(rt::Value),
}

/// A union that the JSON type tells apart.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Filter {
    Text(String),
    Integer(i64),
    Number(f64),
    List(Vec<Filter>),
    Pet(Box<Pet>),
    Unknown(rt::Value),
}

/// A union that the presence of members tells apart.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Answer {
    Page(Page),
    Failure(Failure),
    Unknown(rt::Value),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub data: Vec<Invitation>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    pub error_code: u16,
    pub message: Option<String>,
}

// ---- wire -----------------------------------------------------------------------------------

rt::object! { Invitation, other; always("expires_at") {
    "id" id, "auth_type" auth_type, "accepted_at" accepted_at, "expires_at" expires_at,
    "inviter" inviter, "tags" tags,
} }

impl rt::Decode for AuthType {
    fn blank() -> Self {
        Self::Unknown(rt::blank())
    }

    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        let value = d.variant()?;
        *self = match value.as_str() {
            Some("AUTH_TYPE_LOCAL") => Self::Local,
            Some("AUTH_TYPE_SSO") => Self::Sso,
            _ => Self::Unknown(value.into()),
        };
        Ok(())
    }
}

impl rt::Encode for AuthType {
    fn encode(&self, e: &mut rt::Encoder) {
        match self {
            Self::Unknown(value) => e.value(value),
            known => e.string(known.as_str()),
        }
    }
}

impl rt::Decode for Order {
    fn blank() -> Self {
        Self::Ascending
    }

    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        *self = match d.variant()?.as_str() {
            Some("asc") => Self::Ascending,
            Some("desc") => Self::Descending,
            _ => return Err(d.unknown_value(&["asc", "desc"])),
        };
        Ok(())
    }
}

impl rt::Encode for Order {
    fn encode(&self, e: &mut rt::Encoder) {
        e.string(match self {
            Self::Ascending => "asc",
            Self::Descending => "desc",
        });
    }
}

rt::object! { Cat { "kind" kind, "lives" lives, "scores" scores, } }

rt::object! { Dog { "bark" bark, } }

impl rt::Decode for Pet {
    fn blank() -> Self {
        Self::Unknown(rt::blank())
    }

    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        *self = match d.tag("kind").as_deref() {
            Some("cat") => Self::Cat(d.decode()?),
            Some("dog") => Self::Dog(d.decode()?),
            _ => Self::Unknown(d.decode()?),
        };
        Ok(())
    }
}

impl rt::Encode for Pet {
    fn encode(&self, e: &mut rt::Encoder) {
        match self {
            Self::Cat(value) => e.value(value),
            Self::Dog(value) => e.tagged("kind", "dog", value),
            Self::Unknown(value) => e.value(value),
        }
    }
}

impl rt::Decode for Filter {
    fn blank() -> Self {
        Self::Unknown(rt::blank())
    }

    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        *self = match d.peek() {
            rt::Kind::String => Self::Text(d.decode()?),
            rt::Kind::Number if d.is_integer() => Self::Integer(d.decode()?),
            rt::Kind::Number => Self::Number(d.decode()?),
            rt::Kind::Array => Self::List(d.decode()?),
            rt::Kind::Object => Self::Pet(d.decode()?),
            _ => Self::Unknown(d.decode()?),
        };
        Ok(())
    }
}

impl rt::Encode for Filter {
    fn encode(&self, e: &mut rt::Encoder) {
        match self {
            Self::Text(value) => e.value(value),
            Self::Integer(value) => e.value(value),
            Self::Number(value) => e.value(value),
            Self::List(value) => e.value(value),
            Self::Pet(value) => e.value(value),
            Self::Unknown(value) => e.value(value),
        }
    }
}

impl rt::Decode for Answer {
    fn blank() -> Self {
        Self::Unknown(rt::blank())
    }

    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        *self = if d.has_any(&["data"]) {
            Self::Page(d.decode()?)
        } else if d.has_any(&["error_code"]) {
            Self::Failure(d.decode()?)
        } else {
            Self::Unknown(d.decode()?)
        };
        Ok(())
    }
}

impl rt::Encode for Answer {
    fn encode(&self, e: &mut rt::Encoder) {
        match self {
            Self::Page(value) => e.value(value),
            Self::Failure(value) => e.value(value),
            Self::Unknown(value) => e.value(value),
        }
    }
}

rt::object! { Page { "data" data, } }

rt::object! { Failure { "error_code" error_code, "message" message, } }

rt::serde_impls!(AuthType, Order, Pet, Filter, Answer);

// ---- tests ----------------------------------------------------------------------------------

/// Reads and writes, and expects the same text.
fn same<T: rt::Decode + rt::Encode>(json: &str) -> T {
    let value: T = from_str(json).unwrap();
    assert_eq!(to_string(&value), json);
    value
}

#[test]
fn every_kind_of_member_is_written_back_as_it_came() {
    let full = same::<Invitation>(concat!(
        r#"{"id":"i-1","auth_type":"AUTH_TYPE_SSO","accepted_at":null,"#,
        r#""expires_at":"2026-01-02T03:04:05.600+02:00","inviter":{"id":"i-0","#,
        r#""expires_at":null,"tags":[]},"tags":["a","b"],"new":{"z":1.10,"a":[null]},"more":true}"#
    ));
    assert_eq!(full.auth_type, Some(AuthType::Sso));
    assert_eq!(full.accepted_at, rt::Maybe::Null);
    assert_eq!(full.other.keys().collect::<Vec<_>>(), ["new", "more"]);
    let inviter = full.inviter.unwrap();
    assert_eq!(inviter.accepted_at, rt::Maybe::Absent);
    assert_eq!(inviter.expires_at, None);
    assert!(inviter.other.is_empty());
}

#[test]
fn null_stands_for_absent_where_a_member_is_optional() {
    let json = r#"{"tags":[],"auth_type":null,"inviter":null,"expires_at":null,"id":"i"}"#;
    let value: Invitation = from_str(json).unwrap();
    assert_eq!((value.auth_type, value.inviter), (None, None));
}

#[test]
fn unknown_values_survive() {
    let value = same::<Vec<AuthType>>(r#"["AUTH_TYPE_LOCAL","AUTH_TYPE_NEW",7,{"a":1}]"#);
    assert_eq!(value[0], AuthType::Local);
    assert_eq!(value[1].as_str(), "AUTH_TYPE_NEW");
    assert_eq!(value[2].as_str(), "7");
    // An optional enumeration of strings does not take `null` for one of its values.
    assert_eq!(from_str::<Option<AuthType>>("null").unwrap(), None);
}

#[test]
fn errors_name_the_place_and_no_value() {
    let kind = |json: &str| {
        let error = from_str::<Page>(json).unwrap_err();
        (error.kind().clone(), error.path())
    };
    let (missing, path) = kind(r#"{"data":[{"id":"s3cret","tags":[]}]}"#);
    assert_eq!(missing, DecodeErrorKind::Missing("expires_at".into()));
    assert_eq!(path, "$.data[0]");
    let (twice, path) = kind(r#"{"data":[{"id":"a","id":"b"}]}"#);
    assert_eq!((twice, path.as_str()), (DecodeErrorKind::Duplicate, "$.data[0].id"));
    let error = from_str::<Page>("{\"data\": [\n  {\"id\": \"s3cret\", \"tags\": [\"ä\", 12]}]}").unwrap_err();
    assert_eq!(error.to_string(), "expected a string, found a number at $.data[0].tags[1] (line 2, column 34)");
    let error = from_str::<Order>(r#""s3cret""#).unwrap_err();
    assert_eq!(error.to_string(), "unknown value, expected one of `asc`, `desc` at $ (line 1, column 9)");
}

#[test]
fn a_discriminator_is_found_wherever_it_stands() {
    let cat = same::<Pet>(r#"{"kind":"cat","lives":9,"scores":{"z":1.5,"a":2}}"#);
    assert!(matches!(cat, Pet::Cat(_)));
    let late: Pet = from_str(r#"{"lives":7,"x":[{"kind":"dog"}],"kind":"c\u0061t"}"#).unwrap();
    assert!(matches!(late, Pet::Cat(cat) if cat.lives == 7));
    same::<Pet>(r#"{"kind":"dog","bark":true}"#);
    same::<Pet>(r#"{"kind":"dog"}"#);
    for unknown in [r#"{"kind":"eel","length":1}"#, r#"{"length":1}"#, "[1]", "null"] {
        assert!(matches!(same::<Pet>(unknown), Pet::Unknown(_)), "{unknown}");
    }
    // A broken text is an error, not an unknown variant.
    assert!(from_str::<Pet>(r#"{"kind":"eel","#).is_err());
    // A declared variant that is not what it says is an error as well.
    assert_eq!(from_str::<Pet>(r#"{"kind":"cat"}"#).unwrap_err().path(), "$");
}

#[test]
fn the_json_type_tells_variants_apart() {
    let list = same::<Filter>(r#"["a",1,1.5,[],{"kind":"dog"},true]"#);
    let Filter::List(items) = list else { panic!("{list:?}") };
    assert!(matches!(
        items.as_slice(),
        [Filter::Text(_), Filter::Integer(1), Filter::Number(_), Filter::List(_), Filter::Pet(_), Filter::Unknown(_)]
    ));
}

#[test]
fn the_members_tell_variants_apart() {
    assert!(matches!(same::<Answer>(r#"{"data":[]}"#), Answer::Page(_)));
    assert!(matches!(same::<Answer>(r#"{"error_code":404,"message":"m"}"#), Answer::Failure(_)));
    assert!(matches!(same::<Answer>(r#"{"neither":1}"#), Answer::Unknown(_)));
}

#[test]
fn models_are_serde_types() {
    let json = r#"{"kind":"cat","lives":9,"scores":{"z":1.5}}"#;
    let pet: Pet = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&pet).unwrap(), json);
    let tree = serde_json::to_value(&pet).unwrap();
    assert_eq!(tree, serde_json::from_str::<serde_json::Value>(json).unwrap());
    assert_eq!(serde_json::from_value::<Pet>(tree).unwrap(), pet);
    let error = serde_json::from_str::<Vec<Failure>>(r#"[{"error_code":70000}]"#).unwrap_err();
    assert!(error.to_string().starts_with("number does not fit u16 at $.error_code"), "{error}");
}
