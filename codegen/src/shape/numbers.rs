//! Which numbers a schema has room for.
//!
//! Takes schemas, gives the smallest kind that holds every value that they name: bounds, defaults, enums. Where a document says
//! nothing, 64 bits and double precision, or numbers of any size and precision if the configuration asks for them.

use std::ops::RangeInclusive;

use super::classify::Scalar;
use crate::base::{Json, integers_of};
use crate::model::{Api, Bound, IntegerKind, NumberKind, Schema};

/// The kind of an integer.
pub(super) fn integer(api: &Api, node: &Schema) -> IntegerKind {
    let format = node.format.as_deref();
    let sized = match format {
        Some("int8") => Some(IntegerKind::I8),
        Some("int16") => Some(IntegerKind::I16),
        Some("int32") => Some(IntegerKind::I32),
        Some("uint8") => Some(IntegerKind::U8),
        Some("uint16") => Some(IntegerKind::U16),
        Some("uint32") => Some(IntegerKind::U32),
        Some("uint64") => Some(IntegerKind::U64),
        _ => None,
    };
    match sized {
        Some(kind) if format.and_then(integers_of).is_some_and(|range| is_within(node, &range)) => kind,
        // The bounds say that there are values beyond the format, and `check` that it has no effect.
        Some(_) => wide(node),
        None if format == Some("int64") => wide(node),
        None if api.exact_numbers && (node.number.minimum.is_none() || node.number.maximum.is_none()) => {
            IntegerKind::Big
        }
        None => wide(node),
    }
}

/// Whether no bound lets values be that are beyond these.
fn is_within(node: &Schema, range: &RangeInclusive<i128>) -> bool {
    let bound = |bound: &Option<Bound>, inwards: i128| bound.as_ref().and_then(|bound| whole(bound, inwards));
    bound(&node.number.minimum, 1).is_none_or(|low| low >= *range.start())
        && bound(&node.number.maximum, -1).is_none_or(|high| high <= *range.end())
}

/// A bound as the last integer that is allowed; nothing where it is no integer of 128 bits.
fn whole(bound: &Bound, inwards: i128) -> Option<i128> {
    let value = Json::Number(bound.value.clone()).as_i128()?;
    if bound.exclusive { value.checked_add(inwards) } else { Some(value) }
}

/// 64 bits, unless a bound or the default is beyond them.
fn wide(node: &Schema) -> IntegerKind {
    let [minimum, maximum] = [(&node.number.minimum, 1), (&node.number.maximum, -1)]
        .map(|(bound, inwards)| bound.as_ref().map(|bound| whole(bound, inwards)));
    let default = node.meta.default.as_ref().filter(|value| value.as_number().is_some()).map(Json::as_i128);
    let fits =
        |value: Option<Option<i128>>| value.is_none_or(|value| value.is_some_and(|value| i64::try_from(value).is_ok()));
    if fits(minimum) && fits(maximum) && fits(default) {
        IntegerKind::I64
    } else if minimum.flatten().is_some_and(|low| low >= 0)
        && [maximum, default].into_iter().flatten().all(|value| value.is_some_and(|value| u64::try_from(value).is_ok()))
    {
        IntegerKind::U64
    } else {
        IntegerKind::Big
    }
}

/// The kind of a number that may have a fraction.
pub(super) fn number(api: &Api, node: &Schema) -> NumberKind {
    match node.format.as_deref() {
        Some("decimal" | "decimal128" | "bigdecimal") => NumberKind::Decimal,
        Some("float" | "double") => NumberKind::F64,
        _ if api.exact_numbers => NumberKind::Decimal,
        _ => NumberKind::F64,
    }
}

/// The kind of listed numbers of which some are no integers of 64 bits.
pub(super) fn of_values(values: &[&Json]) -> Scalar {
    if values.iter().all(|value| value.as_i128().is_some()) {
        Scalar::Integer(IntegerKind::Big)
    } else {
        Scalar::Number(NumberKind::F64)
    }
}

/// The kind of integers that are each of one of these.
pub(super) fn widest(kinds: impl IntoIterator<Item = IntegerKind>) -> IntegerKind {
    let both = |a, b| match (a, b) {
        _ if a == b => a,
        (IntegerKind::Big | IntegerKind::U64, _) | (_, IntegerKind::Big | IntegerKind::U64) => IntegerKind::Big,
        _ => IntegerKind::I64,
    };
    kinds.into_iter().reduce(both).unwrap_or(IntegerKind::I64)
}

/// Whether an integer of 64 bits holds the value.
pub(super) fn is_i64(value: &Json) -> bool {
    value.as_i128().is_some_and(|value| i64::try_from(value).is_ok())
}
