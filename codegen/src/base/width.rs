//! How wide the formats of integers are.
//!
//! Takes the name of a format, gives its values. Must not know schemas.

use std::ops::RangeInclusive;

/// The values of a format of integers (OpenAPI Format Registry: `int8` to `int64`, `uint8` to `uint64`); nothing for another format.
#[must_use]
pub fn integers_of(format: &str) -> Option<RangeInclusive<i128>> {
    let (is_signed, bits) = match format.strip_prefix('u') {
        Some(rest) => (false, rest.strip_prefix("int")?),
        None => (true, format.strip_prefix("int")?),
    };
    let bits: u32 = bits.parse().ok().filter(|bits| [8, 16, 32, 64].contains(bits))?;
    Some(if is_signed { -(1_i128 << (bits - 1))..=(1 << (bits - 1)) - 1 } else { 0..=(1 << bits) - 1 })
}
