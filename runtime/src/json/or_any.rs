//! Members that have their type only where their name matches a pattern (JSON Schema 2020-12 core, section 10.3.2.2,
//! "patternProperties").
//!
//! Takes a type, gives it or any JSON value. Must not look at names.

use crate::json::{Decode, DecodeResult, Decoder, Encode, Encoder, Limits, Value};

/// A value of the declared type, or any other: only members whose name matches a pattern have that type.
#[derive(Clone, Debug, PartialEq)]
pub enum OrAny<T> {
    /// A value of the declared type.
    Typed(T),
    /// A value of another type, as received.
    Any(Value),
}

impl<T> OrAny<T> {
    /// The value, if it is of the declared type.
    pub const fn as_option(&self) -> Option<&T> {
        match self {
            Self::Typed(value) => Some(value),
            Self::Any(_) => None,
        }
    }

    /// The value, if it is of the declared type.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Typed(value) => Some(value),
            Self::Any(_) => None,
        }
    }
}

impl<T> From<T> for OrAny<T> {
    fn from(value: T) -> Self {
        Self::Typed(value)
    }
}

impl<T: Decode> Decode for OrAny<T> {
    fn blank() -> Self {
        Self::Any(Value::blank())
    }

    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        let mut attempt = *d;
        *self = match attempt.decode() {
            Ok(value) => {
                *d = attempt;
                Self::Typed(value)
            }
            Err(_) => Self::Any(d.decode()?),
        };
        Ok(())
    }

    fn nullable() -> bool {
        true
    }
}

impl<T: Encode> Encode for OrAny<T> {
    fn encode(&self, e: &mut Encoder) {
        match self {
            Self::Typed(value) => value.encode(e),
            Self::Any(value) => value.encode(e),
        }
    }

    fn limits(&self) -> Option<Limits> {
        self.as_option().and_then(Encode::limits)
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Typed(value) => value.text(),
            Self::Any(value) => value.text(),
        }
    }
}
