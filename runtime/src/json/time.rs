//! Points in time, dates and times of day in JSON strings (RFC 3339; OpenAPI 3.0, formats
//! `date-time`, `date`; JSON Schema format `time`).
//!
//! Takes whatever string a server sends, keeps it, and reads it when somebody asks: a date that is
//! written oddly must not make a whole answer unreadable. Text that is valid is written back as it
//! came; what only we can read is written in the canonical form.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::SystemTime;

use crate::json::{Decode, DecodeResult, Decoder, Encode, Encoder};

/// Text is not a point in time, a date or a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeError(&'static str);

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not {}", self.0)
    }
}

impl std::error::Error for TimeError {}

/// A point in time, kept as it is written (RFC 3339, `date-time`).
///
/// Two of them are equal when they are the same instant, whatever their offsets from UTC; those
/// that cannot be read come last and are compared as text.
#[derive(Clone)]
pub struct Timestamp {
    text: Box<str>,
}

/// A date, kept as it is written (RFC 3339, `full-date`).
///
/// Two of them are equal when they are the same day; those that cannot be read come last and are
/// compared as text.
#[derive(Clone)]
pub struct Date {
    text: Box<str>,
}

/// A time of day, kept as it is written (RFC 3339, `full-time`).
///
/// Two of them are equal when they are written alike.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Time {
    text: Box<str>,
}

/// How instants and days are compared: what can be read comes before what cannot.
#[derive(PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key<'a, T> {
    Read(T),
    Text(&'a str),
}

impl Timestamp {
    /// Takes over the text of a point in time.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let time = Self { text: text.into() };
        time.instant().map(|_| ()).ok_or(TimeError("a date and time with an offset"))?;
        Ok(time)
    }

    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The instant; `None` when the text cannot be read, such as one without offset from UTC.
    ///
    /// Reading is lenient: a space for the `T`, small letters, missing seconds are fine, and so is the
    /// form of mails and HTTP headers (RFC 5322, section 3.3). It takes place at each call.
    #[must_use]
    pub fn instant(&self) -> Option<jiff::Timestamp> {
        let text = self.text.trim();
        text.parse().ok().or_else(|| mail_date(text))
    }

    /// The date and the time on the clock, without the offset from UTC that the text may have: all
    /// that a text without offset says. `None` when it cannot be read. Reading takes place at each call.
    #[must_use]
    pub fn civil(&self) -> Option<jiff::civil::DateTime> {
        self.text.trim().trim_end_matches(['Z', 'z']).parse().ok()
    }

    fn key(&self) -> Key<'_, jiff::Timestamp> {
        self.instant().map_or(Key::Text(&self.text), Key::Read)
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(instant: jiff::Timestamp) -> Self {
        Self { text: instant.to_string().into() }
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = TimeError;

    /// # Errors
    /// When it is outside the years -9999 to 9999.
    fn try_from(time: SystemTime) -> Result<Self, Self::Error> {
        let instant = jiff::Timestamp::try_from(time);
        instant.map(Self::from).map_err(|_| TimeError("a time that can be written"))
    }
}

impl TryFrom<&Timestamp> for SystemTime {
    type Error = TimeError;

    /// # Errors
    /// When the text cannot be read.
    fn try_from(time: &Timestamp) -> Result<Self, Self::Error> {
        let instant = time.instant().and_then(|instant| Self::try_from(instant).ok());
        instant.ok_or(TimeError("a date and time with an offset"))
    }
}

impl Date {
    /// Takes over the text of a date.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let date = Self { text: text.into() };
        date.civil().map(|_| ()).ok_or(TimeError("a date"))?;
        Ok(date)
    }

    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The day; `None` when the text cannot be read. Reading takes place at each call.
    #[must_use]
    pub fn civil(&self) -> Option<jiff::civil::Date> {
        self.text.trim().parse().ok()
    }

    fn key(&self) -> Key<'_, jiff::civil::Date> {
        self.civil().map_or(Key::Text(&self.text), Key::Read)
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self { text: date.to_string().into() }
    }
}

impl Time {
    /// Takes over the text of a time of day.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let time = Self { text: text.into() };
        time.civil().map(|_| ()).ok_or(TimeError("a time of day"))?;
        Ok(time)
    }

    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The time on the clock, without the offset from UTC that the text may have; `None` when it
    /// cannot be read. Reading takes place at each call.
    #[must_use]
    pub fn civil(&self) -> Option<jiff::civil::Time> {
        let text = self.text.trim();
        let end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
        text.get(..end)?.parse().ok()
    }
}

impl From<jiff::civil::Time> for Time {
    fn from(time: jiff::civil::Time) -> Self {
        Self { text: time.to_string().into() }
    }
}

/// A date as mails have it (RFC 5322, section 3.3, with the names of time zones of old), and HTTP (RFC 9110, section 5.6.7). The day
/// of the week may be wrong.
pub(crate) fn mail_date(text: &str) -> Option<jiff::Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text).ok()
}

/// Whether text has a shape: `d` is a digit, any other byte is itself or its small letter.
fn has_shape(text: &[u8], shape: &[u8]) -> bool {
    let matches = |(byte, shape): (&u8, &u8)| match shape {
        b'd' => byte.is_ascii_digit(),
        shape => byte.eq_ignore_ascii_case(shape),
    };
    text.len() == shape.len() && text.iter().zip(shape).all(matches)
}

/// Whether text is written as RFC 3339 section 5.6 has its `date-time`.
fn is_rfc3339(text: &str) -> bool {
    let Some((start, rest)) = text.as_bytes().split_at_checked(19) else { return false };
    let offset = match rest.strip_prefix(b".") {
        Some(fraction) => {
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 {
                return false;
            }
            fraction.get(digits..).unwrap_or_default()
        }
        None => rest,
    };
    has_shape(start, b"dddd-dd-ddTdd:dd:dd")
        && [&b"Z"[..], b"+dd:dd", b"-dd:dd"].iter().any(|shape| has_shape(offset, shape))
}

impl Encode for Timestamp {
    fn encode(&self, e: &mut Encoder) {
        let other = if is_rfc3339(&self.text) { None } else { self.instant() };
        match other {
            Some(instant) => e.string(&instant.to_string()),
            None => e.string(&self.text),
        }
    }
}

impl Encode for Date {
    fn encode(&self, e: &mut Encoder) {
        let other = if has_shape(self.text.as_bytes(), b"dddd-dd-dd") { None } else { self.civil() };
        match other {
            Some(date) => e.string(&date.to_string()),
            None => e.string(&self.text),
        }
    }
}

impl Encode for Time {
    fn encode(&self, e: &mut Encoder) {
        e.string(&self.text);
    }
}

/// What the types that keep their text have in common.
macro_rules! kept_as_text {
    ($($type:ident)*) => {$(
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.text)
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($type), self.text.escape_debug())
            }
        }

        impl FromStr for $type {
            type Err = TimeError;

            /// # Errors
            /// When the text cannot be read.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl Decode for $type {
            fn blank() -> Self {
                Self { text: Box::default() }
            }

            fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
                self.text = d.text()?.into();
                Ok(())
            }
        }
    )*};
}

kept_as_text!(Timestamp Date Time);

/// What the types that are compared by meaning have in common.
macro_rules! compared_by_meaning {
    ($($type:ident)*) => {$(
        impl PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                self.text == other.text || self.key() == other.key()
            }
        }

        impl Eq for $type {}

        impl Hash for $type {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.key().hash(state);
            }
        }

        impl PartialOrd for $type {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $type {
            fn cmp(&self, other: &Self) -> Ordering {
                self.key().cmp(&other.key())
            }
        }
    )*};
}

compared_by_meaning!(Timestamp Date);
