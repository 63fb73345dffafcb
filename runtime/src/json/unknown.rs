//! Values of enumerations: those that are looked up, and those that the description does not have.
//!
//! Takes what [`Decoder::variant`](crate::json::Decoder::variant) read, gives it for comparison, and
//! keeps it when no declared value matches, so that it can be written back as it was received.

use std::borrow::Cow;
use std::fmt;

use crate::json::{Decode, DecodeResult, Decoder, Encode, Encoder, Number, Value};

/// A value of an enumeration as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Variant<'a> {
    /// A string.
    Text(Cow<'a, str>),
    /// The text of any other JSON value.
    Json(&'a str),
}

impl Variant<'_> {
    /// The string; `None` for other JSON types.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Json(_) => None,
        }
    }

    /// The integer; `None` for other JSON types, fractions and what 64 bits cannot hold.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Text(_) => None,
            Self::Json(json) => json.parse::<Number>().ok()?.as_i64(),
        }
    }

    /// The number; `None` for other JSON types.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Text(_) => None,
            Self::Json(json) => json.parse::<Number>().ok()?.as_f64(),
        }
    }

    /// The boolean; `None` for other JSON types.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Json("true") => Some(true),
            Self::Json("false") => Some(false),
            _ => None,
        }
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        *self == Self::Json("null")
    }
}

/// What came in the place of an enumeration and is not among its declared values.
///
/// It is written back as it was received. Strings are the usual case; other JSON values are kept
/// as their text, without space.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownValue(Repr);

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Repr {
    Text(Box<str>),
    Json(Box<str>),
}

impl UnknownValue {
    /// A string: for values that the server knows and the description does not.
    #[must_use]
    pub fn string(text: impl Into<String>) -> Self {
        Self(Repr::Text(text.into().into()))
    }

    /// The string that came, or the JSON text of what came instead of a string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Repr::Text(text) | Repr::Json(text) => text,
        }
    }

    /// Whether a string came.
    #[must_use]
    pub fn is_string(&self) -> bool {
        matches!(self.0, Repr::Text(_))
    }

    /// The value as JSON.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match &self.0 {
            Repr::Text(text) => Value::String(text.to_string()),
            // The text was JSON when it was taken over.
            Repr::Json(json) => crate::json::from_str(json).unwrap_or_default(),
        }
    }
}

/// What the last variant of an enumeration of strings or integers holds.
pub trait Unlisted: Sized {
    /// Keeps a value that is not listed, as it was received.
    ///
    /// # Errors
    /// When only what a caller can choose can be kept.
    fn keep(value: Variant<'_>, d: &Decoder<'_>) -> DecodeResult<Self>;

    /// The integer that it is.
    fn number(&self) -> Option<i64>;
}

/// What was received is kept whatever it is.
impl Unlisted for UnknownValue {
    fn keep(value: Variant<'_>, _: &Decoder<'_>) -> DecodeResult<Self> {
        Ok(value.into())
    }

    fn number(&self) -> Option<i64> {
        match &self.0 {
            Repr::Text(_) => None,
            Repr::Json(json) => json.parse::<Number>().ok()?.as_i64(),
        }
    }
}

/// What a caller chooses is a string.
impl Unlisted for String {
    fn keep(_: Variant<'_>, d: &Decoder<'_>) -> DecodeResult<Self> {
        Err(d.unknown_value(&[]))
    }

    fn number(&self) -> Option<i64> {
        None
    }
}

/// What a caller chooses is an integer.
impl Unlisted for i64 {
    fn keep(value: Variant<'_>, d: &Decoder<'_>) -> DecodeResult<Self> {
        value.as_i64().ok_or_else(|| d.unknown_value(&[]))
    }

    fn number(&self) -> Option<i64> {
        Some(*self)
    }
}

impl From<Variant<'_>> for UnknownValue {
    fn from(value: Variant<'_>) -> Self {
        Self(match value {
            Variant::Text(text) => Repr::Text(text.into()),
            Variant::Json(json) => Repr::Json(compact(json)),
        })
    }
}

/// The same value without the space between its parts: values are compared by their text. Numbers stay as they are written.
fn compact(json: &str) -> Box<str> {
    match json.as_bytes().first() {
        Some(b'[' | b'{') => {
            crate::json::from_str::<Value>(json).map_or_else(|_| json.into(), |value| value.to_string().into())
        }
        _ => json.trim_end().into(),
    }
}

impl From<i64> for UnknownValue {
    fn from(number: i64) -> Self {
        Self(Repr::Json(number.to_string().into()))
    }
}

impl From<&str> for UnknownValue {
    fn from(text: &str) -> Self {
        Self::string(text)
    }
}

impl From<String> for UnknownValue {
    fn from(text: String) -> Self {
        Self::string(text)
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Decode for UnknownValue {
    fn blank() -> Self {
        Self(Repr::Text(Box::default()))
    }

    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        *self = d.variant()?.into();
        Ok(())
    }

    fn nullable() -> bool {
        true
    }
}

impl Encode for UnknownValue {
    fn encode(&self, e: &mut Encoder) {
        match &self.0 {
            Repr::Text(text) => e.string(text),
            Repr::Json(json) => e.raw(json),
        }
    }
}
