//! Numbers of JSON text (RFC 8259, section 6).
//!
//! Takes the text of a number, gives the integer or float that it stands for, or keeps the text.
//! Must not lose digits on the way: whoever wants a float asks for one.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::json::{Decode, DecodeError, DecodeErrorKind, DecodeResult, Decoder, Encode, Encoder};

impl<'a> Decoder<'a> {
    /// Reads a number and gives its text.
    ///
    /// # Errors
    /// When something else comes.
    pub fn number_text(&mut self) -> DecodeResult<&'a str> {
        Ok(self.number()?.text)
    }

    /// Reads a number.
    #[inline(always)]
    pub(super) fn number(&mut self) -> DecodeResult<Written<'a>> {
        let bytes = match self.next_byte() {
            Some(b'-' | b'0'..=b'9') => self.text.as_bytes(),
            _ => return Err(self.unexpected("a number")),
        };
        let start = self.at;
        let mut amount = 0u64;
        let mut digits = |from: usize| {
            let mut end = from;
            while let Some(digit @ b'0'..=b'9') = bytes.get(end) {
                amount = amount.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
                end += 1;
            }
            end
        };
        let is = |at: usize, set: &[u8]| bytes.get(at).is_some_and(|byte| set.contains(byte));

        let is_negative = is(start, b"-");
        let whole = start + usize::from(is_negative);
        let mut end = digits(whole);
        if end == whole {
            return Err(self.no_digit(end));
        }
        if end > whole + 1 && is(whole, b"0") {
            return Err(self.no_digit(whole + 1));
        }
        let (mut length, mut places) = (end - whole, 0);
        if is(end, b".") {
            let fraction = end + 1;
            end = digits(fraction);
            if end == fraction {
                return Err(self.no_digit(end));
            }
            places = end - fraction;
            length += places;
        }
        let has_exponent = is(end, b"eE");
        if has_exponent {
            let exponent = end + 1 + usize::from(is(end + 1, b"+-"));
            end = digits(exponent);
            if end == exponent {
                return Err(self.no_digit(end));
            }
        }
        self.at = end;
        let text = self.text.get(start..end).unwrap_or_default();
        // So many digits fit an integer of 64 bits, with its sign.
        let amount = (length <= 18 && !has_exponent).then_some(amount as i64);
        Ok(Written { text, amount, is_negative, length, places })
    }

    #[cold]
    fn no_digit(&mut self, at: usize) -> DecodeError {
        self.at = at;
        self.syntax("expected a digit")
    }

    /// The error for a number at the cursor that `expected` cannot hold.
    #[cold]
    pub(super) fn out_of_range(&self, expected: &'static str) -> DecodeError {
        self.error(DecodeErrorKind::OutOfRange(expected))
    }
}

/// A number in JSON text, with what was learned about it on the way.
pub(super) struct Written<'a> {
    pub(super) text: &'a str,
    /// Its digits without the point and the sign, unless they are more than 18 or it has an exponent.
    amount: Option<i64>,
    is_negative: bool,
    /// How many digits it has, and how many of them after the point.
    length: usize,
    places: usize,
}

impl Written<'_> {
    /// The integer, in the usual case.
    #[inline(always)]
    pub(super) fn plain_integer(&self) -> Option<i64> {
        let amount = self.amount.filter(|_| self.places == 0)?;
        Some(if self.is_negative { -amount } else { amount })
    }

    /// The nearest float, in the usual case: up to 15 digits, and a power of ten below them, are floats without a loss, and so
    /// their quotient is the nearest one.
    #[inline(always)]
    pub(super) fn plain_float(&self) -> Option<f64> {
        const POWERS: [f64; 16] =
            [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
        let amount = self.amount.filter(|_| self.length <= 15)? as f64 / POWERS.get(self.places)?;
        Some(if self.is_negative { -amount } else { amount })
    }
}

/// Sign and amount of a number; `None` when it has a fraction or needs more than 128 bits.
pub(super) fn integer(text: &str) -> Option<(bool, u128)> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    if digits.len() <= 19 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        // The usual case, which fits 64 bits without a check.
        let amount = digits.bytes().fold(0u64, |sum, byte| sum * 10 + u64::from(byte - b'0'));
        return Some((negative, u128::from(amount)));
    }
    scaled(digits).map(|amount| (negative, amount))
}

/// Whether a number has no fraction.
pub(super) fn is_integral(text: &str) -> bool {
    let (_, exponent, significant) = parts(text.strip_prefix('-').unwrap_or(text));
    !significant || exponent >= 0
}

/// Whether `T`, a built-in number, holds the number with all its digits.
pub(super) fn is_held_by<T: FromStr + fmt::Debug>(text: &str) -> bool {
    // What is parsed from plain digits is an integer; from anything else, a float.
    let parsed: Option<T> = match integer(text).and_then(signed) {
        Some(whole) => whole.to_string().parse().ok(),
        None => text.parse().ok(),
    };
    parsed.is_some_and(|value| is_same_number(text, &format!("{value:?}")))
}

/// Whether two texts stand for one number.
fn is_same_number(a: &str, b: &str) -> bool {
    let (a_digits, a_exponent, a_significant) = parts(a.strip_prefix('-').unwrap_or(a));
    let (b_digits, b_exponent, b_significant) = parts(b.strip_prefix('-').unwrap_or(b));
    if !a_significant || !b_significant {
        return a_significant == b_significant;
    }
    let is_zero = |digit: &u8| *digit == b'0';
    a.starts_with('-') == b.starts_with('-')
        && a_exponent == b_exponent
        && a_digits.skip_while(is_zero).eq(b_digits.skip_while(is_zero))
}

/// Compares two numbers exactly, as written.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let sign = |text: &str| match (text.starts_with('-'), parts(text.strip_prefix('-').unwrap_or(text)).2) {
        (_, false) => 0,
        (true, true) => -1,
        (false, true) => 1,
    };
    match (sign(a), sign(b)) {
        (-1, -1) => amounts(b, a),
        (1, 1) => amounts(a, b),
        (a, b) => a.cmp(&b),
    }
}

/// Compares what two numbers other than zero amount to, without their signs: by the place of the first digit, then digit by digit.
fn amounts(a: &str, b: &str) -> Ordering {
    let normal = |text: &str| {
        let (digits, exponent, _) = parts(text.strip_prefix('-').unwrap_or(text));
        let digits: Vec<u8> = digits.skip_while(|digit| *digit == b'0').collect();
        (exponent.saturating_add(digits.len() as i64), digits)
    };
    normal(a).cmp(&normal(b))
}

/// Whether a number is a whole multiple of `step`. What more than 128 bits would be needed for counts as one.
pub(super) fn is_multiple(number: &str, step: &str) -> bool {
    let scale = |text: &str| parts(text.strip_prefix('-').unwrap_or(text)).1.min(0).saturating_neg();
    let places = scale(number).max(scale(step));
    let amount = |text: &str| scaled(&format!("{}e{places}", plain(text)?));
    match (amount(number), amount(step)) {
        (Some(number), Some(step)) => step == 0 || number % step == 0,
        _ => true,
    }
}

/// A number without sign and exponent; `None` when it has an exponent.
fn plain(text: &str) -> Option<&str> {
    let text = text.strip_prefix('-').unwrap_or(text);
    (!text.contains(['e', 'E'])).then_some(text)
}

/// The digits of a number without sign, the power of ten of its last digit that counts, and
/// whether there is one.
fn parts(text: &str) -> (impl Iterator<Item = u8> + Clone + '_, i64, bool) {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        // What does not fit is so large that nearly any bound does.
        Some((mantissa, exponent)) => (
            mantissa,
            exponent.parse().unwrap_or_else(|_| if exponent.starts_with('-') { i64::MIN / 2 } else { i64::MAX / 2 }),
        ),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = whole.bytes().chain(fraction.bytes());
    let zeros = digits.clone().rev().take_while(|digit| *digit == b'0').count();
    let all = whole.len() + fraction.len();
    let lowest = zeros as i64 - fraction.len() as i64;
    (digits.take(all - zeros), i64::saturating_add(exponent, lowest), zeros < all)
}

/// The integer that digits with fraction or exponent stand for.
fn scaled(text: &str) -> Option<u128> {
    let (digits, exponent, significant) = parts(text);
    if !significant {
        return Some(0);
    }
    let mut amount = 0u128;
    for digit in digits {
        amount = amount.checked_mul(10)?.checked_add(u128::from(digit.checked_sub(b'0')?))?;
    }
    amount.checked_mul(10u128.checked_pow(u32::try_from(exponent).ok()?)?)
}

/// A number as it was written: no digit is lost, whatever its size.
///
/// Two numbers are equal when they are written alike: `1` is not `1.0`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Repr);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    /// Written in the shortest way, so that the integer says it all.
    Integer(i64),
    /// Any other.
    Text(Box<str>),
}

impl Number {
    /// Takes over text that is known to be a number.
    pub(super) fn from_text(text: &str) -> Self {
        match text.parse() {
            Ok(integer) if text != "-0" => Self(Repr::Integer(integer)),
            _ => Self(Repr::Text(text.into())),
        }
    }

    /// A float in its shortest form; `None` when it is not finite, which JSON cannot write.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        value.is_finite().then(|| Self::from_text(&format!("{value:?}")))
    }

    /// The number as it is written.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Integer(integer) => Cow::Owned(integer.to_string()),
            Repr::Text(text) => Cow::Borrowed(text),
        }
    }

    /// The number as an integer; `None` when it has a fraction or does not fit.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Integer(integer) => Some(*integer),
            Repr::Text(text) => i64::try_from(signed(integer(text)?)?).ok(),
        }
    }

    /// The number as an integer without sign; `None` when it has a fraction or does not fit.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match &self.0 {
            Repr::Integer(integer) => u64::try_from(*integer).ok(),
            Repr::Text(text) => u64::try_from(signed(integer(text)?)?).ok(),
        }
    }

    /// The nearest float; `None` when it is beyond the finite ones.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        let value: f64 = self.text().parse().ok()?;
        value.is_finite().then_some(value)
    }
}

/// An amount with its sign, if 128 bits hold both.
pub(super) fn signed((negative, amount): (bool, u128)) -> Option<i128> {
    if negative { 0i128.checked_sub_unsigned(amount) } else { i128::try_from(amount).ok() }
}

impl Default for Number {
    /// Zero.
    fn default() -> Self {
        Self(Repr::Integer(0))
    }
}

impl FromStr for Number {
    type Err = DecodeError;

    /// # Errors
    /// When the text is not a number as JSON writes it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        crate::json::from_str(text)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Integer(integer) => integer.fmt(f),
            Repr::Text(text) => f.pad(text),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({})", self.text())
    }
}

macro_rules! from_integers {
    ($($small:ty),*; $($large:ty),*) => {
        $(impl From<$small> for Number {
            fn from(value: $small) -> Self {
                Self(Repr::Integer(value.into()))
            }
        })*
        $(impl From<$large> for Number {
            fn from(value: $large) -> Self {
                Self::from_text(&value.to_string())
            }
        })*
    };
}

from_integers!(i8, i16, i32, i64, u8, u16, u32; u64, i128, u128, usize, isize);

impl Decode for Number {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        *self = Self::from_text(d.number_text()?);
        Ok(())
    }
}

impl Encode for Number {
    fn encode(&self, e: &mut Encoder) {
        e.raw(&self.text());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_holds_what_it_gives_back() {
        for text in
            ["0", "-0", "1", "1.0", "1e2", "-7.5", "0.1", "9007199254740993e-1", "1e300", "0.00", "12345.678900"]
        {
            assert!(is_held_by::<f64>(text), "{text}");
        }
        for text in ["9007199254740993", "0.1000000000000000000001", "1e400", "123456789012345678901234567890"] {
            assert!(!is_held_by::<f64>(text), "{text}");
        }
        for (text, held) in [("1.0", true), ("1e2", true), ("1.5", false), ("9223372036854775808", false), ("-1", true)]
        {
            assert_eq!(is_held_by::<i64>(text), held, "{text}");
        }
        assert!(!is_held_by::<u32>("-1"));
    }

    #[test]
    fn floats_are_the_nearest_and_written_in_the_shortest_way() {
        let random = &mut fastrand::Rng::with_seed(7);
        for _ in 0..20_000 {
            // Of any number of digits and places, the limits of the short way included.
            let amount = random.u64(..) >> random.u8(..64);
            let text = match random.u8(..4) {
                0 => amount.to_string(),
                1 => format!("-{amount}e{}", random.i8(-30..30)),
                _ => {
                    let digits = format!("{amount:020}");
                    let (whole, places) = digits.split_at(random.usize(1..20));
                    format!("{}.{places}", whole.trim_start_matches('0').parse::<u64>().unwrap_or_default())
                }
            };
            let read: f64 = crate::json::from_str(&text).unwrap();
            assert_eq!(read.to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
            let written = crate::json::to_string(&read);
            assert_eq!(written.parse::<f64>().unwrap().to_bits(), read.to_bits(), "{text}");
            // Of two that are as near, any will do.
            let is_whole = read.fract() == 0.0 && read.abs() < 1e16;
            let shortest = if is_whole { format!("{read}") } else { format!("{read:?}") };
            assert_eq!(written.len(), shortest.len(), "{written} {shortest}");
        }
    }

    #[test]
    fn integers_of_all_lengths_are_read_and_written() {
        for power in 0..19 {
            for amount in [10i64.pow(power), 10i64.pow(power) - 1, -(10i64.pow(power)), i64::MIN, i64::MAX] {
                let text = amount.to_string();
                assert_eq!(crate::json::from_str::<i64>(&text).unwrap(), amount);
                assert_eq!(crate::json::to_string(&amount), text);
            }
        }
        for text in ["18446744073709551615", "00", "-", "-01", "9999999999999999999"] {
            assert_eq!(crate::json::from_str::<u64>(text).ok(), serde_json::from_str(text).ok(), "{text}");
        }
    }
}
