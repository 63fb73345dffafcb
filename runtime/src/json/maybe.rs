//! Members that may be missing and may be `null`, which are two things.

use crate::json::{Decode, DecodeResult, Decoder, Encode, Encoder};

/// An optional member whose value may be `null` (OpenAPI 3.0, "nullable").
///
/// In a request, `Absent` mostly means "leave as it is", and `Null` "remove".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Maybe<T> {
    /// The member is not there.
    #[default]
    Absent,
    /// The member is `null`.
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// The value, if there is one.
    pub fn as_option(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same with a reference to the value.
    pub fn as_ref(&self) -> Maybe<&T> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(value),
        }
    }

    /// The same with another value in the place of this one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(change(value)),
        }
    }

    /// Whether the member is not there.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the member is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Maybe<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T: Decode> Decode for Maybe<T> {
    fn blank() -> Self {
        Self::Absent
    }

    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        if d.take_null()? {
            *self = Self::Null;
            return Ok(());
        }
        *self = Self::Value(T::blank());
        match self {
            Self::Value(value) => value.read(d),
            Self::Absent | Self::Null => Ok(()),
        }
    }

    fn may_be_missing(&self) -> bool {
        true
    }

    fn nullable() -> bool {
        true
    }
}

impl<T: Encode> Encode for Maybe<T> {
    /// Outside an object nothing can be absent: `null` is written then.
    fn encode(&self, e: &mut Encoder) {
        match self {
            Self::Value(value) => value.encode(e),
            Self::Absent | Self::Null => e.null(),
        }
    }

    fn encode_member(&self, name: &str, always: bool, e: &mut Encoder) {
        match self {
            Self::Value(value) => e.member(name, value),
            Self::Absent if !always => {}
            Self::Absent | Self::Null => e.member(name, &()),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_absent()
    }
}
