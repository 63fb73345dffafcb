//! Any JSON value.
//!
//! Takes and gives JSON without a loss: the order of members and the digits of numbers stay.

use std::fmt;

use crate::json::{Decode, DecodeResult, Decoder, Encode, Encoder, Kind, Map, Number};

/// A JSON value of any type.
///
/// Objects are equal when they have equal members, in whatever order; numbers are equal when they
/// are written alike.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, with all its digits.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object, in the order in which it came.
    Object(Map<Value>),
}

impl Value {
    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The boolean, if it is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The integer, if it is a number without fraction that fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    /// The integer, if it is a number without sign and fraction that fits.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number(number) => number.as_u64(),
            _ => None,
        }
    }

    /// The nearest float, if it is a number.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Number(number) => number.as_f64(),
            _ => None,
        }
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The elements, if it is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Value]> {
        match self {
            Self::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The members, if it is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Map<Value>> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The member of this name, if it is an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_object()?.get(name)
    }

    /// Anything that has a JSON form, as a value.
    #[must_use]
    pub fn of(value: &dyn Encode) -> Self {
        // What is not JSON can only come from a faulty impl of `Encode`.
        crate::json::from_str(&crate::json::to_string(value)).unwrap_or_default()
    }
}

impl Decode for Value {
    fn blank() -> Self {
        Self::Null
    }

    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        *self = match d.peek() {
            Kind::Null => {
                d.null()?;
                Self::Null
            }
            Kind::Bool => Self::Bool(d.boolean()?),
            Kind::Number => Self::Number(d.decode()?),
            Kind::String => Self::String(d.decode()?),
            Kind::Array => Self::Array(d.decode()?),
            Kind::Object => Self::Object(d.decode()?),
            Kind::Invalid => return Err(d.unexpected("a value")),
        };
        Ok(())
    }

    fn nullable() -> bool {
        true
    }
}

impl Encode for Value {
    fn encode(&self, e: &mut Encoder) {
        match self {
            Self::Null => e.null(),
            Self::Bool(value) => value.encode(e),
            Self::Number(number) => number.encode(e),
            Self::String(text) => e.string(text),
            Self::Array(elements) => elements.encode(e),
            Self::Object(members) => members.encode(e),
        }
    }
}

impl fmt::Display for Value {
    /// As compact JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::json::to_string(self))
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Number(number) => fmt::Display::fmt(number, f),
            Self::String(text) => text.fmt(f),
            Self::Array(elements) => elements.fmt(f),
            Self::Object(members) => members.fmt(f),
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<f64> for Value {
    /// `null` when it is not finite, which JSON cannot write.
    fn from(value: f64) -> Self {
        Number::from_f64(value).map_or(Self::Null, Self::Number)
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

macro_rules! from_integers {
    ($($type:ty)*) => {
        $(impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::Number(value.into())
            }
        })*
    };
}

from_integers!(i32 u32 i64 u64);

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(elements: Vec<T>) -> Self {
        Self::Array(elements.into_iter().map(Into::into).collect())
    }
}

impl From<Map<Value>> for Value {
    fn from(members: Map<Value>) -> Self {
        Self::Object(members)
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(value) => Self::Bool(value),
            serde_json::Value::Number(number) => Self::Number(Number::from_text(&number.to_string())),
            serde_json::Value::String(text) => Self::String(text),
            serde_json::Value::Array(elements) => elements.into(),
            serde_json::Value::Object(members) => {
                Self::Object(members.into_iter().map(|(name, value)| (name, value.into())).collect())
            }
        }
    }
}

impl TryFrom<Value> for serde_json::Value {
    type Error = serde_json::Error;

    /// # Errors
    /// When it holds a number beyond the finite floats.
    fn try_from(value: Value) -> Result<Self, Self::Error> {
        serde_json::to_value(value)
    }
}
