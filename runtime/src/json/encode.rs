//! What can be written as JSON.
//!
//! Takes values, gives text through the encoder. It cannot fail: what JSON cannot say (floats that
//! are not finite) is written as `null`.

use std::collections::BTreeMap;
use std::io::Write as _;

use crate::json::{Encoder, Limits};

/// A type that can be written as JSON.
pub trait Encode {
    /// Writes the value: exactly one JSON value.
    fn encode(&self, e: &mut Encoder);

    /// The limits that the description sets, if it sets any.
    #[doc(hidden)]
    fn limits(&self) -> Option<Limits> {
        None
    }

    /// The string that the value is, where it has it as text: a parameter then needs no JSON on its way.
    #[doc(hidden)]
    fn text(&self) -> Option<&str> {
        None
    }

    /// Writes it as a member of an object; what is absent, as `null`, only where it is `always` there.
    #[doc(hidden)]
    fn encode_member(&self, name: &str, always: bool, e: &mut Encoder) {
        let _ = always;
        e.member(name, self);
    }

    /// Writes the members that are not declared into the object that is being written, where this is what keeps those.
    #[doc(hidden)]
    fn members(&self, e: &mut Encoder) {
        let _ = e;
    }

    /// Whether there is nothing to write where a value may be missing.
    #[doc(hidden)]
    fn is_absent(&self) -> bool {
        false
    }
}

/// The value as JSON text.
#[must_use]
pub fn to_string<T: Encode + ?Sized>(value: &T) -> String {
    let mut e = Encoder::new();
    value.encode(&mut e);
    e.into_string()
}

/// The value as JSON text, in bytes.
#[must_use]
pub fn to_vec<T: Encode + ?Sized>(value: &T) -> Vec<u8> {
    let mut e = Encoder::new();
    value.encode(&mut e);
    e.into_bytes()
}

impl Encode for str {
    fn encode(&self, e: &mut Encoder) {
        e.string(self);
    }

    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Encode for String {
    fn encode(&self, e: &mut Encoder) {
        e.string(self);
    }

    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Encode for bool {
    fn encode(&self, e: &mut Encoder) {
        e.raw(if *self { "true" } else { "false" });
    }
}

impl Encode for () {
    fn encode(&self, e: &mut Encoder) {
        e.null();
    }
}

impl Encoder {
    fn display(&mut self, value: std::fmt::Arguments<'_>) {
        // Writing into a vector cannot fail.
        let _ = self.sink().write_fmt(value);
    }

    /// A number as `serde_json` writes it.
    fn number(&mut self, value: &impl serde::Serialize) {
        // Writing into a vector cannot fail.
        let _ = serde_json::to_writer(self.sink(), value);
    }
}

macro_rules! encode_integers {
    ($($type:ident)*) => {$(
        impl Encode for $type {
            fn encode(&self, e: &mut Encoder) {
                e.number(self);
            }
        }
    )*};
}

encode_integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

macro_rules! encode_floats {
    ($($type:ident)*) => {$(
        impl Encode for $type {
            /// In the shortest form that reads back as the same, `2` for two; `null` when not finite.
            fn encode(&self, e: &mut Encoder) {
                let (amount, whole) = (self.abs(), *self as i64);
                if whole as $type == *self && whole != 0 && amount < 1e16 {
                    e.number(&whole);
                } else if (1e-4..1e16).contains(&amount) {
                    e.number(self);
                } else if amount == 0.0 {
                    // With its sign.
                    e.display(format_args!("{self}"));
                } else if self.is_finite() {
                    // Beyond, an exponent is shorter than zeros.
                    e.display(format_args!("{self:?}"));
                } else {
                    e.null();
                }
            }
        }
    )*};
}

encode_floats!(f32 f64);

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, e: &mut Encoder) {
        (**self).encode(e);
    }

    fn limits(&self) -> Option<Limits> {
        (**self).limits()
    }

    fn text(&self) -> Option<&str> {
        (**self).text()
    }

    fn encode_member(&self, name: &str, always: bool, e: &mut Encoder) {
        (**self).encode_member(name, always, e);
    }

    fn members(&self, e: &mut Encoder) {
        (**self).members(e);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, e: &mut Encoder) {
        (**self).encode(e);
    }

    fn limits(&self) -> Option<Limits> {
        (**self).limits()
    }

    fn text(&self) -> Option<&str> {
        (**self).text()
    }

    fn encode_member(&self, name: &str, always: bool, e: &mut Encoder) {
        (**self).encode_member(name, always, e);
    }

    fn members(&self, e: &mut Encoder) {
        (**self).members(e);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, e: &mut Encoder) {
        match self {
            Some(value) => value.encode(e),
            None => e.null(),
        }
    }

    fn encode_member(&self, name: &str, always: bool, e: &mut Encoder) {
        match self {
            Some(value) => e.member(name, value),
            None if always => e.member(name, &()),
            None => {}
        }
    }

    fn limits(&self) -> Option<Limits> {
        self.as_ref().and_then(Encode::limits)
    }

    fn text(&self) -> Option<&str> {
        self.as_ref().and_then(Encode::text)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, e: &mut Encoder) {
        e.begin_array();
        for element in self {
            e.element(element);
        }
        e.end_array();
    }

    fn limits(&self) -> Option<Limits> {
        self.first().and_then(Encode::limits).map(Limits::inside)
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, e: &mut Encoder) {
        self.as_slice().encode(e);
    }

    fn limits(&self) -> Option<Limits> {
        self.as_slice().limits()
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, e: &mut Encoder) {
        e.begin_object();
        for (name, value) in self {
            e.member(name, value);
        }
        e.end_object();
    }

    fn limits(&self) -> Option<Limits> {
        self.values().next().and_then(Encode::limits).map(Limits::inside)
    }
}
