//! A JSON value as the input of any `Deserialize`, members in their order.
//!
//! Takes `&Json`, gives what serde asks for. Must not copy texts that can be lent.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{EnumAccess, IntoDeserializer, Unexpected, VariantAccess, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};

use super::Json;

impl<'de> Deserializer<'de> for &'de Json {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Json::Null => visitor.visit_unit(),
            Json::Bool(value) => visitor.visit_bool(*value),
            Json::Number(text) => number(text, visitor),
            Json::String(text) => visitor.visit_borrowed_str(text),
            Json::Array(items) => {
                let mut items = SeqDeserializer::new(items.iter());
                let value = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(value)
            }
            Json::Object(members) => {
                let mut members = MapDeserializer::new(members.iter().map(|(name, value)| (&**name, value)));
                let value = visitor.visit_map(&mut members)?;
                members.end()?;
                Ok(value)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Json::String(text) => visitor.visit_enum(Variant { name: text, value: None }),
            Json::Object(members) => match members.as_slice() {
                [(name, value)] => visitor.visit_enum(Variant { name, value: Some(value) }),
                _ => Err(serde::de::Error::invalid_value(Unexpected::Map, &"an object with one member")),
            },
            _ => Err(serde::de::Error::invalid_type(Unexpected::Other(self.describe()), &"a string or an object")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Error> for &'de Json {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

fn number<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Error> {
    if let Ok(number) = text.parse() {
        return visitor.visit_u64(number);
    }
    if let Ok(number) = text.parse() {
        return visitor.visit_i64(number);
    }
    visitor.visit_f64(text.parse().unwrap_or(0.0_f64).clamp(f64::MIN, f64::MAX))
}

struct Variant<'de> {
    name: &'de str,
    value: Option<&'de Json>,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Error;
    type Variant = Self;
    fn variant_seed<S: serde::de::DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        Ok((seed.deserialize(self.name.into_deserializer())?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.value {
            None => Ok(()),
            Some(_) => Err(serde::de::Error::invalid_type(Unexpected::NewtypeVariant, &"a unit variant")),
        }
    }

    fn newtype_variant_seed<S: serde::de::DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self.value.unwrap_or(&Json::Null))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.value.unwrap_or(&Json::Null).deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.value.unwrap_or(&Json::Null).deserialize_map(visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::OrderedMap;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "lowercase")]
    enum Style {
        Form,
        Other(u8),
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Sample {
        style: Style,
        other: Option<Style>,
        count: usize,
        big: f64,
        none: Option<String>,
        map: OrderedMap<String, Vec<i64>>,
    }

    #[test]
    fn types_come_out_with_their_members_in_order() {
        let text = r#"{"style":"form","other":{"other":7},"count":3,"big":123456789012345678901234567890,"none":null,
            "map":{"z":[1,-2],"a":[]}}"#;
        let json = Json::from(&serde_json::json!({"ignored": true}));
        assert!(Sample::deserialize(&json).is_err());
        let members = ["z", "a"].map(|name| (name.into(), Json::Array(vec![Json::Number("-1".into())])));
        let value = Json::Object(members.into());
        let map = OrderedMap::<String, Vec<i64>>::deserialize(&value).unwrap();
        assert_eq!(map.keys().collect::<Vec<_>>(), ["z", "a"]);
        let sample = Sample::deserialize(&Json::from(&serde_json::from_str(text).unwrap())).unwrap();
        assert_eq!((sample.style, sample.other, sample.count), (Style::Form, Some(Style::Other(7)), 3));
        assert!(sample.big > 1e29 && sample.none.is_none() && sample.map.len() == 2);
    }
}
