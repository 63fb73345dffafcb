//! Whether two JSON values are equal.
//!
//! Takes values or texts with their numbers as written, gives the first place where they differ. Numbers are equal when they amount to the same,
//! however they are written: `2`, `2.0` and `20e-1`. The order of members does not count.

use std::collections::BTreeMap;

use oasmith_codegen::base::Json;
use serde_json::value::RawValue;

/// Reads a text, numbers as written; `None` when it is no JSON.
pub(crate) fn parse(text: &str) -> Option<Json> {
    Some(match text.trim_start().bytes().next()? {
        b'{' => {
            let members: BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
            let members = members.into_iter().map(|(name, value)| Some((name.into(), parse(value.get())?)));
            Json::Object(members.collect::<Option<_>>()?)
        }
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            Json::Array(items.into_iter().map(|item| parse(item.get())).collect::<Option<_>>()?)
        }
        b'"' => Json::String(serde_json::from_str::<String>(text).ok()?.into()),
        b't' | b'f' => Json::Bool(serde_json::from_str(text).ok()?),
        b'n' => serde_json::from_str(text).ok().map(|()| Json::Null)?,
        _ => Json::Number(serde_json::from_str::<&RawValue>(text).ok()?.get().trim().into()),
    })
}

/// The path of the first difference; `None` when there is none.
pub(crate) fn difference(a: &Json, b: &Json) -> Option<String> {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => (normal(a) != normal(b)).then(|| format!(": {a} became {b}")),
        (Json::Array(a), Json::Array(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs.into_iter().find_map(|(index, (a, b))| Some(format!("[{index}]{}", difference(a, b)?)))
        }
        (Json::Object(a), Json::Object(b)) => {
            let lost = a.iter().find_map(|(name, value)| {
                let other = b.iter().find(|(other, _)| other == name);
                match other {
                    Some((_, other)) => Some(format!(".{name}{}", difference(value, other)?)),
                    None => Some(format!(".{name}: {value} is gone")),
                }
            });
            let added = || b.iter().find(|(name, _)| !a.iter().any(|(known, _)| known == name));
            lost.or_else(|| added().map(|(name, value)| format!(".{name}: {value} was added")))
        }
        _ => (a != b).then(|| format!(": {a} became {b}")),
    }
}

/// Sign, digits without zeros around them, and the power of ten of the last one.
fn normal(number: &str) -> (bool, String, i64) {
    let (negative, amount) = number.strip_prefix('-').map_or((false, number), |amount| (true, amount));
    let (mantissa, exponent) = amount.split_once(['e', 'E']).unwrap_or((amount, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    let trimmed = digits.trim_end_matches('0');
    if trimmed.is_empty() {
        return (false, String::new(), 0);
    }
    let zeros = i64::try_from(digits.len() - trimmed.len()).unwrap_or(i64::MAX);
    let places = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
    let exponent: i64 = exponent.strip_prefix('+').unwrap_or(exponent).parse().unwrap_or(i64::MAX / 2);
    (negative, trimmed.to_owned(), exponent.saturating_add(zeros).saturating_sub(places))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_equal_by_their_amount() {
        let number = |text: &str| Json::Number(text.into());
        for (a, b) in [("2", "2.0"), ("20e-1", "2"), ("0", "-0.0"), ("1E+2", "100"), ("0.10", "1e-1")] {
            assert_eq!(difference(&number(a), &number(b)), None, "{a} {b}");
        }
        for (a, b) in [
            ("2", "-2"),
            ("12345678901234567890.1", "12345678901234567890"),
            ("1e2", "1e3"),
            ("0.1", "0.10000000000000001"),
        ] {
            assert!(difference(&number(a), &number(b)).is_some(), "{a} {b}");
        }
    }

    #[test]
    fn texts_are_read_as_written() {
        let text = r#" {"a": [1.50, "x\u0041", true, null], "b": {}}"#;
        assert_eq!(parse(text).unwrap().to_string(), r#"{"a":[1.50,"xA",true,null],"b":{}}"#);
        assert_eq!(parse("[1"), None);
    }

    #[test]
    fn differences_have_a_place() {
        let object = |members: &[(&str, Json)]| {
            Json::Object(members.iter().map(|(name, value)| ((*name).into(), value.clone())).collect())
        };
        let list = |item: Json| Json::Array(vec![item]);
        let (a, b) = (object(&[("a", list(Json::Null))]), object(&[("a", list(Json::Bool(true)))]));
        assert_eq!(difference(&a, &b).as_deref(), Some(".a[0]: null became true"));
        assert_eq!(difference(&a, &object(&[])).as_deref(), Some(".a: [null] is gone"));
        assert_eq!(difference(&object(&[]), &a).as_deref(), Some(".a: [null] was added"));
    }
}
