//! JSON values as a source for serde.
//!
//! Takes a [`Json`], gives any type that can be deserialized from it. Must not copy the value, nor change the order of members:
//! that is why it does not go through `serde_json::Value`.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use crate::base::Json;

/// Reads a value.
///
/// # Errors
/// The value is not of the form that the type asks for.
pub(super) fn from_json<'de, T: Deserialize<'de>>(json: &'de Json) -> Result<T, Error> {
    T::deserialize(Source(json))
}

#[derive(Clone, Copy)]
struct Source<'de>(&'de Json);

impl<'de> IntoDeserializer<'de, Error> for Source<'de> {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Source<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Json::Null => visitor.visit_unit(),
            Json::Bool(value) => visitor.visit_bool(*value),
            Json::Number(text) => number(text, visitor),
            Json::String(text) => visitor.visit_borrowed_str(text),
            Json::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.iter().map(Source))),
            Json::Object(members) => {
                visitor.visit_map(MapDeserializer::new(members.iter().map(|(name, value)| (&**name, Source(value)))))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Json::String(text) => visitor.visit_enum((&**text).into_deserializer()),
            // An externally tagged variant: an object of one member.
            Json::Object(members) => {
                let entries = members.iter().map(|(name, value)| (&**name, Source(value)));
                serde::de::value::MapAccessDeserializer::new(MapDeserializer::new(entries))
                    .deserialize_enum(name, variants, visitor)
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct identifier
    }
}

/// A number that no integer of 64 bits holds becomes the nearest finite float: bounds are read again from their text.
fn number<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Error> {
    if let Ok(number) = text.parse() {
        return visitor.visit_u64(number);
    }
    if let Ok(number) = text.parse() {
        return visitor.visit_i64(number);
    }
    let number: f64 = text.parse().unwrap_or_default();
    visitor.visit_f64(number.clamp(f64::MIN, f64::MAX))
}
