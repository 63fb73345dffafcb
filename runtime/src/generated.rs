//! The only path of this crate that generated code names.
//!
//! Takes nothing, gives what output needs under short names. It is not an interface for people:
//! it changes with the generator, and [`VERSION`] says when.

/// The version of what generated code expects here; output checks it when it is compiled.
pub const VERSION: u32 = 1;

pub use crate::json::{
    Base64, Date, Decode, DecodeError, DecodeResult, Decoder, Encode, Encoder, Extra, Kind, Map, Maybe, Number,
    Optional, Required, Skip, Time, Timestamp, UnknownValue, Value, blank, serde_impls,
};
