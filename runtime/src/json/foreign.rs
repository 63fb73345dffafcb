//! Types of other crates in the place of generated ones.
//!
//! Takes any serde type, gives a value that generated code can read and write. Must not put a value of
//! the payload into an error, which errors of other crates might.

use std::any::type_name;
use std::ops::{Deref, DerefMut};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::{Decode, DecodeErrorKind, DecodeResult, Decoder, Encode, Encoder};

/// A value of a type that the configuration puts in the place of a generated one.
///
/// `T` is read from, and written as, the JSON of that place by way of serde. Its `Default` is a placeholder while a value is read;
/// nobody sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Foreign<T>(pub T);

impl<T> From<T> for Foreign<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for Foreign<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Foreign<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: DeserializeOwned + Default> Decode for Foreign<T> {
    fn blank() -> Self {
        Self(T::default())
    }

    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        d.next_byte();
        let start = *d;
        let text = d.raw()?;
        let problem = |_| start.error(DecodeErrorKind::Custom(format!("no value of {}", type_name::<T>()).into()));
        self.0 = serde_json::from_str(text).map_err(problem)?;
        Ok(())
    }
}

impl<T: Serialize> Encode for Foreign<T> {
    /// `null` when the type refuses to be written.
    fn encode(&self, e: &mut Encoder) {
        match serde_json::to_string(&self.0) {
            Ok(text) => e.raw(&text),
            Err(_) => e.null(),
        }
    }
}

impl<T: Serialize> Serialize for Foreign<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Foreign<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}
