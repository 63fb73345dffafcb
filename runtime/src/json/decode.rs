//! What can be read from JSON.
//!
//! Takes the cursor, gives values. Reading happens in place: a value is first made blank and then
//! filled, so that generated code for a struct is a table of its fields and one call, without a
//! branch or a drop of its own.

use std::collections::BTreeMap;

use crate::json::number::{Written, integer, signed};
use crate::json::{DecodeError, DecodeErrorKind, DecodeResult, Decoder};

/// A type that JSON can be read into.
pub trait Decode {
    /// A placeholder for [`read`](Self::read) to fill. It need not be a sensible value: nobody
    /// sees it, except when reading fails and it is thrown away.
    ///
    /// It must come to an end: a type whose blank holds a blank of itself has none.
    #[doc(hidden)]
    fn blank() -> Self
    where
        Self: Sized;

    /// Reads the value at the cursor into a blank.
    ///
    /// # Errors
    /// When the text that comes is not of this type; what `self` then holds is unspecified.
    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()>;

    /// Reads the value at the cursor.
    ///
    /// # Errors
    /// When the text that comes is not of this type.
    fn decode(d: &mut Decoder<'_>) -> DecodeResult<Self>
    where
        Self: Sized,
    {
        let mut value = Self::blank();
        value.read(d)?;
        Ok(value)
    }

    /// Whether the type itself takes `null`, so that an `Option` of it must not.
    #[doc(hidden)]
    fn nullable() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Whether a member that it is read into may be missing, if nothing else is said.
    #[doc(hidden)]
    fn may_be_missing(&self) -> bool {
        false
    }

    /// Reads the value of a member that is not declared, where this is what keeps those.
    ///
    /// # Errors
    /// When it is not what is expected.
    #[doc(hidden)]
    fn member(&mut self, name: &str, d: &mut Decoder<'_>) -> DecodeResult<()> {
        let _ = name;
        d.skip()
    }

    /// Whether it is never a string: in places without types, its text stands for itself.
    #[doc(hidden)]
    fn bare() -> bool
    where
        Self: Sized,
    {
        false
    }
}

/// [`Decode::blank`], for places where the type is known from the context.
#[doc(hidden)]
#[must_use]
pub fn blank<T: Decode>() -> T {
    T::blank()
}

/// Reads the whole of `json` as one value.
///
/// # Errors
/// When it is not UTF-8, not JSON, not a `T`, or followed by something.
pub fn from_slice<T: Decode>(json: &[u8]) -> DecodeResult<T> {
    let mut value = T::blank();
    read_slice(json, &mut value)?;
    Ok(value)
}

/// The same into a blank.
///
/// # Errors
/// The same.
pub(crate) fn read_slice(json: &[u8], value: &mut dyn Decode) -> DecodeResult<()> {
    match std::str::from_utf8(json) {
        Ok(text) => whole(text, value),
        Err(error) => {
            let error = DecodeError::new(DecodeErrorKind::NotUtf8, error.valid_up_to());
            Err(error.located(json))
        }
    }
}

/// Reads the whole of `json` as one value.
///
/// # Errors
/// When it is not JSON, not a `T`, or followed by something.
pub fn from_str<T: Decode>(json: &str) -> DecodeResult<T> {
    let mut value = T::blank();
    whole(json, &mut value)?;
    Ok(value)
}

fn whole(json: &str, value: &mut dyn Decode) -> DecodeResult<()> {
    let mut d = Decoder::new(json);
    value.read(&mut d).and_then(|()| d.end()).map_err(|error| error.located(json.as_bytes()))
}

/// Emits an impl for a type whose values are read whole.
macro_rules! decode_scalar {
    ($type:ty, $d:ident => $read:expr) => {
        impl Decode for $type {
            fn blank() -> Self {
                Self::default()
            }

            fn read(&mut self, $d: &mut Decoder<'_>) -> DecodeResult<()> {
                *self = $read;
                Ok(())
            }
        }
    };
}

decode_scalar!(bool, d => d.boolean()?);
decode_scalar!(String, d => d.text()?.into_owned());
decode_scalar!(Box<str>, d => d.text()?.into());

macro_rules! decode_integers {
    ($($type:ident)*) => {$(
        impl Decode for $type {
            fn blank() -> Self {
                0
            }

            fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
                d.next_byte();
                let start = *d;
                let number = d.number()?;
                let value = match number.plain_integer() {
                    Some(value) => Self::try_from(value).ok(),
                    None => integer(number.text).and_then(|number| match signed(number) {
                        Some(value) => Self::try_from(value).ok(),
                        // Only the upper half of `u128` is left.
                        None if !number.0 => Self::try_from(number.1).ok(),
                        None => None,
                    }),
                };
                *self = value.ok_or_else(|| start.out_of_range(stringify!($type)))?;
                Ok(())
            }

            fn bare() -> bool {
                true
            }
        }
    )*};
}

decode_integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

macro_rules! decode_floats {
    ($($type:ident: $plain:expr;)*) => {$(
        impl Decode for $type {
            fn blank() -> Self {
                0.0
            }

            fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
                d.next_byte();
                let start = *d;
                let number = d.number()?;
                let plain: fn(&Written<'_>) -> Option<$type> = $plain;
                match plain(&number).map_or_else(|| number.text.parse(), Ok) {
                    Ok(value) if value.is_finite() => *self = value,
                    _ => return Err(start.out_of_range(stringify!($type))),
                }
                Ok(())
            }

            fn bare() -> bool {
                true
            }
        }
    )*};
}

decode_floats! {
    // Half as many digits: rounded twice, the result would not be the nearest.
    f32: |_| None;
    f64: |number| number.plain_float();
}

impl Decode for () {
    fn blank() -> Self {}

    /// Reads anything.
    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        d.skip()
    }

    fn nullable() -> bool {
        true
    }
}

impl<T: Decode> Decode for Box<T> {
    fn blank() -> Self {
        Box::new(T::blank())
    }

    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        (**self).read(d)
    }

    fn may_be_missing(&self) -> bool {
        (**self).may_be_missing()
    }

    fn member(&mut self, name: &str, d: &mut Decoder<'_>) -> DecodeResult<()> {
        (**self).member(name, d)
    }

    fn nullable() -> bool {
        T::nullable()
    }
}

impl<T: Decode> Decode for Option<T> {
    fn blank() -> Self {
        None
    }

    /// `null` is `None`, unless `T` itself takes it.
    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        if !T::nullable() && d.take_null()? {
            *self = None;
            return Ok(());
        }
        self.get_or_insert_with(T::blank).read(d)
    }

    fn may_be_missing(&self) -> bool {
        true
    }

    fn nullable() -> bool {
        true
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        self.clear();
        d.open_array()?;
        while d.next_element(self.is_empty())? {
            self.push(T::blank());
            let index = self.len() - 1;
            if let Some(element) = self.last_mut() {
                element.read(d).map_err(|error| error.in_element(index))?;
            }
        }
        Ok(())
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }

    /// Of members with the same name the last one stays.
    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        self.clear();
        d.each_member(&mut |d, name| {
            self.insert(name.to_owned(), d.decode()?);
            Ok(())
        })
    }
}
