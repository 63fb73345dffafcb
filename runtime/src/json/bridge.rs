//! The way to serde: models are ordinary serde types.
//!
//! Takes values of any serde format, gives JSON text to [`Decode`]; takes the JSON text of
//! [`Encode`], gives it to any serde format. The detour costs time, and nothing to those who read
//! and write JSON, since the client does not go through here. Only this file is generic over
//! serializers, once per serializer and not once per type.

use std::cell::Cell;
use std::fmt;

#[doc(hidden)]
pub use serde;
use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, SerializeMap as _, SerializeSeq as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::{
    Base64, Date, Decode, Decoder, Encode, Encoder, Kind, Map, Maybe, Number, OrAny, Time, Timestamp, UnknownValue,
    Value,
};

/// Implements `serde::Serialize` and `serde::Deserialize` by way of `Encode` and `Decode`.
#[doc(hidden)]
#[macro_export]
macro_rules! __oasmith_serde_impls {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::json::serde::Serialize for $type {
            fn serialize<S: $crate::json::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::json::serialize(self, serializer)
            }
        }

        impl<'de> $crate::json::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::json::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::json::deserialize(deserializer)
            }
        }
    )*};
}

#[doc(hidden)]
pub use __oasmith_serde_impls as serde_impls;

serde_impls!(Value, Number, UnknownValue, Timestamp, Date, Time, Base64);

macro_rules! generic_serde_impls {
    ($($type:ident)*) => {$(
        impl<T: Encode> Serialize for $type<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize(self, serializer)
            }
        }

        impl<'de, T: Decode> Deserialize<'de> for $type<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer)
            }
        }
    )*};
}

generic_serde_impls!(Map Maybe OrAny);

/// How deep values may be nested: as deep as JSON text may be.
const DEPTH: u8 = 127;

/// `serde_json` hands numbers over under this name when its feature `arbitrary_precision` is on,
/// which any crate of the build may do.
const EXACT_NUMBER: &str = "$serde_json::private::Number";

/// Hands a value to a serializer.
///
/// # Errors
/// When the serializer fails, or has no form for a number.
#[doc(hidden)]
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    let json = crate::json::to_string(value);
    Written(&Cell::new(Decoder::new(&json))).serialize(serializer)
}

/// The value that a shared cursor stands at.
struct Written<'c, 'a>(&'c Cell<Decoder<'a>>);

impl<'a> Written<'_, 'a> {
    fn step<T, E: serde::ser::Error>(
        &self,
        read: impl FnOnce(&mut Decoder<'a>) -> crate::json::DecodeResult<T>,
    ) -> Result<T, E> {
        let mut d = self.0.get();
        let result = read(&mut d);
        self.0.set(d);
        result.map_err(|error| E::custom(error.without_position()))
    }
}

impl Serialize for Written<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.get().peek() {
            Kind::Null => {
                self.step(Decoder::null)?;
                serializer.serialize_unit()
            }
            Kind::Bool => serializer.serialize_bool(self.step(Decoder::boolean)?),
            Kind::String => serializer.serialize_str(&self.step(Decoder::text)?),
            Kind::Number => serialize_number(&self.step(Decoder::decode)?, serializer),
            Kind::Array => {
                let mut sequence = serializer.serialize_seq(None)?;
                self.step(Decoder::open_array)?;
                let mut first = true;
                while self.step(|d| d.next_element(first))? {
                    sequence.serialize_element(&Written(self.0))?;
                    first = false;
                }
                sequence.end()
            }
            Kind::Object => {
                let mut map = serializer.serialize_map(None)?;
                self.step(Decoder::open_object)?;
                let mut first = true;
                while let Some(name) = self.step(|d| d.key(first))? {
                    map.serialize_entry(&name, &Written(self.0))?;
                    first = false;
                }
                map.end()
            }
            Kind::Invalid => Err(S::Error::custom("a value was not written")),
        }
    }
}

fn serialize_number<S: Serializer>(number: &Number, serializer: S) -> Result<S::Ok, S::Error> {
    let text = number.text();
    // `1.0` stays a float, although it is an integer to JSON Schema.
    if !text.contains(['.', 'e', 'E']) {
        if let Some(integer) = number.as_i64() {
            return serializer.serialize_i64(integer);
        }
        if let Some(integer) = number.as_u64() {
            return serializer.serialize_u64(integer);
        }
    }
    match number.as_f64() {
        Some(float) => serializer.serialize_f64(float),
        None => Err(S::Error::custom("number beyond the finite floats")),
    }
}

/// Takes a value from a deserializer.
///
/// # Errors
/// When the deserializer fails, hands over something that JSON has no form for, or not a `T`.
#[doc(hidden)]
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut e = Encoder::new();
    Scribe { e: &mut e, depth: DEPTH, element: false }.deserialize(deserializer)?;
    let json = e.into_string();
    crate::json::from_str(&json).map_err(|error| D::Error::custom(error.without_position()))
}

/// Writes down as JSON what a deserializer holds.
struct Scribe<'e> {
    e: &'e mut Encoder,
    depth: u8,
    /// Whether the value is an element of an array, which a comma may have to precede.
    element: bool,
}

impl Scribe<'_> {
    fn below(&mut self, element: bool) -> Scribe<'_> {
        Scribe { e: self.e, depth: self.depth, element }
    }

    fn deeper<E: serde::de::Error>(&mut self) -> Result<(), E> {
        self.depth = self.depth.checked_sub(1).ok_or_else(|| E::custom("nested too deeply"))?;
        Ok(())
    }

    fn write<E: serde::de::Error>(self, value: &dyn Encode) -> Result<(), E> {
        value.encode(self.e);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Scribe<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.element {
            self.e.separate();
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Scribe<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can write")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.write(&())
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.write(&())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.write(&value)
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.write(&value)
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.write(&value)
    }

    fn visit_i128<E: serde::de::Error>(self, value: i128) -> Result<(), E> {
        self.write(&value)
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<(), E> {
        self.write(&value)
    }

    fn visit_f32<E: serde::de::Error>(self, value: f32) -> Result<(), E> {
        if value.is_finite() { self.write(&value) } else { Err(E::custom("number is not finite")) }
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        if value.is_finite() { self.write(&value) } else { Err(E::custom("number is not finite")) }
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.write(&text)
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<(), E> {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.write(&text),
            Err(_) => Err(E::custom("bytes that are not UTF-8")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        self.deeper()?;
        self.e.begin_array();
        while elements.next_element_seed(self.below(true))?.is_some() {}
        self.e.end_array();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        self.deeper()?;
        let mut name = members.next_key::<Name>()?;
        if let Some(Name(text)) = &name
            && text == EXACT_NUMBER
        {
            let number: Number = members.next_value::<String>()?.parse().map_err(A::Error::custom)?;
            return self.write(&number);
        }
        self.e.begin_object();
        while let Some(Name(text)) = name {
            self.e.name(&text);
            members.next_value_seed(self.below(false))?;
            name = members.next_key()?;
        }
        self.e.end_object();
        Ok(())
    }
}

/// The name of a member; other formats than JSON have names that are not strings.
struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NameVisitor).map(Self)
    }
}

struct NameVisitor;

impl Visitor<'_> for NameVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<String, E> {
        Ok(value.to_string())
    }
}
