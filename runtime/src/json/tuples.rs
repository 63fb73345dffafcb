//! Tuples: arrays with a type per position (JSON Schema 2020-12 core, section 10.3.1.1, "prefixItems").
//!
//! Takes Rust tuples of up to eight positions, gives arrays: of their length as they are, of other lengths in a [`Tuple`].

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::{Decode, DecodeError, DecodeErrorKind, DecodeResult, Decoder, Encode, Encoder, Value};

/// An array with a type for each of its first positions that can be shorter, or longer.
///
/// It derefs to the tuple of those positions. Positions that may be missing are an `Option`, or a [`Maybe`](super::Maybe) where they can
/// be `null` as well; those at the end that are missing are not written.
///
/// ```
/// use oasmith_runtime::json::{Tuple, from_str, to_string};
///
/// type Point = Tuple<(f64, f64, Option<f64>)>;
/// let point: Point = from_str("[1, 2]")?;
/// assert_eq!((point.0, point.2), (1.0, None));
/// assert_eq!(to_string(&Point::new((1.0, 2.0, Some(3.0)))), "[1,2,3]");
/// # Ok::<(), oasmith_runtime::json::DecodeError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tuple<P, R = Value> {
    positions: P,
    /// What comes after the positions that have a type of their own.
    pub rest: Vec<R>,
}

impl<P, R> Tuple<P, R> {
    /// Of these positions, with nothing after them.
    #[must_use]
    pub const fn new(positions: P) -> Self {
        Self { positions, rest: Vec::new() }
    }

    /// The positions, without what comes after them.
    #[must_use]
    pub fn into_inner(self) -> P {
        self.positions
    }
}

impl<P, R> From<P> for Tuple<P, R> {
    fn from(positions: P) -> Self {
        Self::new(positions)
    }
}

impl<P, R> Deref for Tuple<P, R> {
    type Target = P;

    fn deref(&self) -> &P {
        &self.positions
    }
}

impl<P, R> DerefMut for Tuple<P, R> {
    fn deref_mut(&mut self) -> &mut P {
        &mut self.positions
    }
}

/// Positions of an array that have a type each: tuples.
#[doc(hidden)]
pub trait Positions {
    /// Calls back with each of them, to be read.
    fn with_places<T>(&mut self, then: impl FnOnce(&mut [&mut dyn Decode]) -> T) -> T;
    /// Calls back with each of them, to be written.
    fn with_values<T>(&self, then: impl FnOnce(&[&dyn Encode]) -> T) -> T;
}

impl<P: Decode + Positions, R: Decode> Decode for Tuple<P, R> {
    fn blank() -> Self {
        Self::new(P::blank())
    }

    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        let rest = &mut self.rest;
        rest.clear();
        self.positions.with_places(|places| {
            d.positions(places, &mut |d| {
                rest.push(d.decode()?);
                Ok(())
            })
        })
    }
}

impl<P: Positions, R: Encode> Encode for Tuple<P, R> {
    fn encode(&self, e: &mut Encoder) {
        e.begin_array();
        self.positions.with_values(|values| {
            let is_there = |value: &&dyn Encode| !value.is_absent();
            let count = if self.rest.is_empty() {
                values.iter().rposition(is_there).map_or(0, |last| last + 1)
            } else {
                values.len()
            };
            values.iter().take(count).for_each(|value| e.element(*value));
        });
        self.rest.iter().for_each(|value| e.element(value));
        e.end_array();
    }
}

impl<P: Positions, R: Encode> Serialize for Tuple<P, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serialize(self, serializer)
    }
}

impl<'de, P: Decode + Positions, R: Decode> Deserialize<'de> for Tuple<P, R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize(deserializer)
    }
}

impl Decoder<'_> {
    /// Reads an array of exactly so many elements.
    fn tuple(&mut self, elements: &mut [&mut dyn Decode]) -> DecodeResult<()> {
        self.open_array()?;
        let mut first = true;
        for (index, element) in elements.iter_mut().enumerate() {
            if !self.next_element(first)? {
                return Err(self.length());
            }
            element.read(self).map_err(|error| error.in_element(index))?;
            first = false;
        }
        if self.next_element(first)? { Err(self.length()) } else { Ok(()) }
    }

    /// Reads an array into blank places, as far as they are there, and hands over what comes after them.
    fn positions(
        &mut self,
        places: &mut [&mut dyn Decode],
        rest: &mut dyn FnMut(&mut Self) -> DecodeResult<()>,
    ) -> DecodeResult<()> {
        self.open_array()?;
        let mut index = 0;
        while self.next_element(index == 0)? {
            let read = match places.get_mut(index) {
                Some(place) => place.read(self),
                None => rest(self),
            };
            read.map_err(|error| error.in_element(index))?;
            index += 1;
        }
        let is_complete = places.iter().skip(index).all(|place| place.may_be_missing());
        if is_complete { Ok(()) } else { Err(self.length()) }
    }

    #[cold]
    fn length(&self) -> DecodeError {
        self.error(DecodeErrorKind::Custom("array of another length than declared".into()))
    }
}

macro_rules! tuples {
    ($($name:ident $index:tt),+) => {
        impl<$($name: Decode),+> Decode for ($($name,)+) {
            fn blank() -> Self {
                ($($name::blank(),)+)
            }

            fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
                d.tuple(&mut [$(&mut self.$index),+])
            }
        }

        impl<$($name: Encode),+> Encode for ($($name,)+) {
            fn encode(&self, e: &mut Encoder) {
                e.begin_array();
                $(e.element(&self.$index);)+
                e.end_array();
            }
        }

        impl<$($name: Decode + Encode),+> Positions for ($($name,)+) {
            fn with_places<T>(&mut self, then: impl FnOnce(&mut [&mut dyn Decode]) -> T) -> T {
                then(&mut [$(&mut self.$index),+])
            }

            fn with_values<T>(&self, then: impl FnOnce(&[&dyn Encode]) -> T) -> T {
                then(&[$(&self.$index),+])
            }
        }
    };
}

tuples!(A 0);
tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
