//! A JSON value that keeps numbers as they were written and members in their order.
//!
//! Takes text and `serde_json` values, gives them back. Must not lose a digit: `1.10` and
//! integers beyond 64 bits stay what they are.

use std::fmt::{self, Write as _};

use serde_json::Value;

/// A JSON value (RFC 8259) with number text and member order kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Json {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, in the grammar of RFC 8259, section 6, digit for digit as written.
    Number(Box<str>),
    /// A string, unescaped.
    String(Box<str>),
    /// An array.
    Array(Vec<Json>),
    /// An object; members in the order of the document, names unique.
    Object(Vec<(Box<str>, Json)>),
}

impl Json {
    /// The member of an object.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.as_object()?.iter().find(|(key, _)| &**key == name).map(|(_, value)| value)
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The text of a number.
    #[must_use]
    pub fn as_number(&self) -> Option<&str> {
        match self {
            Self::Number(text) => Some(text),
            _ => None,
        }
    }

    /// The number as an integer of 128 bits; `1.0` and `1e2` are integers too (JSON Schema
    /// 2020-12, section 4.2.1). `None` when it is no integer or does not fit.
    #[must_use]
    pub fn as_i128(&self) -> Option<i128> {
        integer(self.as_number()?)
    }

    /// The nearest finite floating-point number.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// The items of an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Json]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The members of an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&[(Box<str>, Json)]> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// What kind of value this is, in words for a message: `a string`.
    #[must_use]
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

/// Powers of ten that an exponent may ask for before the number is surely beyond 128 bits.
const MOST_DIGITS: i64 = 40;

/// Reads a JSON number as an integer; see [`Json::as_i128`].
fn integer(text: &str) -> Option<i128> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{whole}{fraction}");
    let shift = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let number: i128 = digits.parse().ok()?;
    if number == 0 {
        return Some(0);
    }
    if shift >= 0 {
        let power = u32::try_from(shift.min(MOST_DIGITS)).ok()?;
        number.checked_mul(10_i128.checked_pow(power)?)
    } else {
        let power = u32::try_from((-shift).min(MOST_DIGITS)).ok()?;
        let divisor = 10_i128.checked_pow(power)?;
        (number % divisor == 0).then(|| number / divisor)
    }
}

/// Compact JSON text; numbers as written.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(text) => f.write_str(text),
            Self::String(text) => write_string(f, text),
            Self::Array(items) => {
                f.write_char('[')?;
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        f.write_char(',')?;
                    }
                    write!(f, "{item}")?;
                }
                f.write_char(']')
            }
            Self::Object(members) => {
                f.write_char('{')?;
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        f.write_char(',')?;
                    }
                    write_string(f, name)?;
                    write!(f, ":{value}")?;
                }
                f.write_char('}')
            }
        }
    }
}

fn write_string(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for char in text.chars() {
        match char {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            control if control < ' ' => write!(f, "\\u{:04x}", u32::from(control))?,
            other => f.write_char(other)?,
        }
    }
    f.write_char('"')
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::Number(number.to_string().into()),
            Value::String(text) => Self::String(text.as_str().into()),
            Value::Array(items) => Self::Array(items.iter().map(Self::from).collect()),
            Value::Object(members) => {
                Self::Object(members.iter().map(|(name, value)| (name.as_str().into(), value.into())).collect())
            }
        }
    }
}

/// A number that neither `i64`, `u64` nor `f64` can hold exactly becomes the nearest finite
/// `f64`: `serde_json` has no other form for it.
impl From<&Json> for Value {
    fn from(json: &Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(*value),
            Json::Number(text) => number(text),
            Json::String(text) => Self::String(text.to_string()),
            Json::Array(items) => Self::Array(items.iter().map(Self::from).collect()),
            Json::Object(members) => {
                Self::Object(members.iter().map(|(name, value)| (name.to_string(), value.into())).collect())
            }
        }
    }
}

fn number(text: &str) -> Value {
    if let Ok(number) = text.parse::<i64>() {
        return number.into();
    }
    if let Ok(number) = text.parse::<u64>() {
        return number.into();
    }
    let number = text.parse::<f64>().unwrap_or(0.0).clamp(f64::MIN, f64::MAX);
    serde_json::Number::from_f64(number).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn num(text: &str) -> Json {
        Json::Number(text.into())
    }

    #[test]
    fn numbers_keep_their_text() {
        for text in ["1.10", "123456789012345678901234567890", "-0", "1e400"] {
            assert_eq!(num(text).to_string(), text);
        }
    }

    #[test]
    fn whole_numbers_are_integers_however_written() {
        for (text, expected) in [
            ("10", Some(10)),
            ("1.0", Some(1)),
            ("1.50e1", Some(15)),
            ("-2E+2", Some(-200)),
            ("100e-2", Some(1)),
            ("1.5", None),
            ("1e-1", None),
            ("0e99999", Some(0)),
            ("1e99999", None),
            ("1e-99999", None),
            ("99999999999999999999999999999999999999999", None),
            ("18446744073709551616", Some(18_446_744_073_709_551_616)),
        ] {
            assert_eq!(num(text).as_i128(), expected, "{text}");
        }
    }

    #[test]
    fn values_come_back_from_serde_json() {
        let value = json!({"b": [1, -2, 3.5, null, true, "x\"\n\u{1}é"], "a": {}});
        let json = Json::from(&value);
        assert_eq!(Value::from(&json), value);
        assert_eq!(serde_json::from_str::<Value>(&json.to_string()).unwrap(), value);
    }

    #[test]
    fn numbers_without_a_serde_form_become_the_nearest() {
        assert_eq!(Value::from(&num("1e999")), json!(f64::MAX));
        assert_eq!(Value::from(&num("18446744073709551615")), json!(u64::MAX));
    }
}
