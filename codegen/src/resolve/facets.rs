//! The intersection of single facets.
//!
//! Takes two values of one facet, gives the narrower one, or says that nothing is left. Must not know where they come from.

use std::collections::HashSet;

use crate::base::Json;
use crate::model::{Bound, JsonType, Schema, TypeSet};

use super::nulls::same_value;

/// The types that both allow; the empty set is "not said". `None`: no type is left.
pub(super) fn types(a: TypeSet, b: TypeSet) -> Option<TypeSet> {
    if a.is_empty() || b.is_empty() {
        return Some(if a.is_empty() { b } else { a });
    }
    let wide = |set: TypeSet, kind| set.contains(kind) || (kind == JsonType::Integer && set.contains(JsonType::Number));
    let common: TypeSet = a.iter().chain(b.iter()).filter(|kind| wide(a, *kind) && wide(b, *kind)).collect();
    (!common.is_empty()).then_some(common)
}

/// What the keywords of a schema are about, when it has no `type`: objects, arrays or strings, if only one of them.
pub(super) fn shape_of(schema: &Schema) -> TypeSet {
    let object = &schema.object;
    let array = &schema.array;
    let mut types = TypeSet::EMPTY;
    if !object.properties.is_empty() || !object.required.is_empty() || !object.patterns.is_empty() {
        types.insert(JsonType::Object);
    }
    if array.items.is_some() || !array.prefix_items.is_empty() {
        types.insert(JsonType::Array);
    }
    if types.single().is_some() { types } else { TypeSet::EMPTY }
}

/// The values in both lists, in the order of the first.
pub(super) fn values(a: &[Json], b: &[Json]) -> Vec<Json> {
    let exact: HashSet<&Json> = b.iter().collect();
    // Texts are equal only if they are the same; numbers can be written in several ways.
    let in_both = |value: &&Json| {
        exact.contains(*value) || (value.as_str().is_none() && b.iter().any(|other| same_value(value, other)))
    };
    a.iter().filter(in_both).cloned().collect()
}

/// The narrower of two formats, when one is: `None` when they say different things.
pub(super) fn format(a: &str, b: &str) -> Option<Box<str>> {
    /// Each is narrower than those after it.
    const CHAINS: [&[&str]; 8] = [
        &["int8", "int16", "int32", "int64"],
        &["uint8", "uint16", "uint32", "uint64"],
        &["uint8", "int16"],
        &["uint16", "int32"],
        &["uint32", "int64"],
        &["float", "double", "decimal"],
        &["int32", "double"],
        &["url", "uri", "uri-reference"],
    ];
    if a == b {
        return Some(a.into());
    }
    for chain in CHAINS {
        let place = |format| chain.iter().position(|known| *known == format);
        if let (Some(left), Some(right)) = (place(a), place(b)) {
            return Some(if left < right { a.into() } else { b.into() });
        }
    }
    None
}

/// The higher of two lower bounds.
pub(super) fn minimum(a: Option<Bound>, b: Option<&Bound>) -> Option<Bound> {
    tighter(a, b, |a, b| a > b)
}

/// The lower of two upper bounds.
pub(super) fn maximum(a: Option<Bound>, b: Option<&Bound>) -> Option<Bound> {
    tighter(a, b, |a, b| a < b)
}

fn tighter(a: Option<Bound>, b: Option<&Bound>, first: impl Fn(Number, Number) -> bool) -> Option<Bound> {
    let (Some(left), Some(right)) = (&a, b) else { return a.or_else(|| b.cloned()) };
    let (x, y) = (number(&left.value), number(&right.value));
    let keep = first(x, y) || (x == y && left.exclusive);
    if keep { a } else { Some(right.clone()) }
}

/// Whether no number lies between the bounds.
pub(super) fn is_empty_range(minimum: &Bound, maximum: &Bound) -> bool {
    let (low, high) = (number(&minimum.value), number(&maximum.value));
    low > high || (low == high && (minimum.exclusive || maximum.exclusive))
}

/// A number that compares exactly when it is an integer of 128 bits.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Number(f64, i128);

fn number(text: &str) -> Number {
    let json = Json::Number(text.into());
    // The integer decides between integers that one float stands for.
    Number(
        json.as_f64().unwrap_or(if text.starts_with('-') { f64::MIN } else { f64::MAX }),
        json.as_i128().unwrap_or(0),
    )
}

/// The larger of two counts.
pub(super) fn most(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    a.max(b)
}

/// The smaller of two counts.
pub(super) fn least(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(value: &str, exclusive: bool) -> Bound {
        Bound { value: value.into(), exclusive }
    }

    #[test]
    fn bounds_tighten() {
        for (a, b, expected) in [
            (("1", false), ("2", false), ("2", false)),
            (("2", false), ("2", true), ("2", true)),
            (("9007199254740993", false), ("9007199254740992", false), ("9007199254740993", false)),
            (("0.5", true), ("-3", false), ("0.5", true)),
            (("1.0", false), ("1", true), ("1", true)),
        ] {
            let expected = Some(bound(expected.0, expected.1));
            assert_eq!(minimum(Some(bound(a.0, a.1)), Some(&bound(b.0, b.1))), expected);
            assert_eq!(minimum(Some(bound(b.0, b.1)), Some(&bound(a.0, a.1))), expected);
        }
        assert_eq!(maximum(Some(bound("7", false)), Some(&bound("5", false))), Some(bound("5", false)));
        assert_eq!(maximum(None, Some(&bound("5", false))), Some(bound("5", false)));
        assert!(is_empty_range(&bound("5", false), &bound("5", true)));
        assert!(!is_empty_range(&bound("5", false), &bound("5", false)));
    }

    #[test]
    fn types_and_formats_narrow() {
        let set = |kinds: &[JsonType]| kinds.iter().copied().collect::<TypeSet>();
        use JsonType::{Integer, Number, Object, String};
        assert_eq!(types(set(&[Number]), set(&[Integer])), Some(set(&[Integer])));
        assert_eq!(types(set(&[String, Integer]), set(&[Number, Object])), Some(set(&[Integer])));
        assert_eq!(types(TypeSet::EMPTY, set(&[String])), Some(set(&[String])));
        assert_eq!(types(set(&[Object]), set(&[String])), None);
        assert_eq!(format("int64", "int32").as_deref(), Some("int32"));
        assert_eq!(format("date", "uuid"), None);
    }

    #[test]
    fn values_are_compared_as_json() {
        let number = |text: &str| Json::Number(text.into());
        assert_eq!(values(&[number("1"), number("2")], &[number("2.0")]), [number("2")]);
        assert_eq!(values(&[Json::String("1".into())], &[number("1")]), []);
    }
}
