//! JSON (RFC 8259) for generated code: a concrete pull decoder, an encoder, and the types that
//! models are made of.
//!
//! Takes JSON text, gives values of types that implement [`Decode`], and the other way round with
//! [`Encode`]. Nothing here is generic over a serializer: generated code calls concrete functions,
//! which is what makes it cheap to compile. The types are ordinary serde types as well
//! (`serde_impls!`), at the price of a detour over text.
//!
//! ```
//! use oasmith_runtime::json::{Value, from_str, to_string};
//!
//! let value: Value = from_str(r#"{"price": 1.10, "tags": []}"#)?;
//! assert_eq!(to_string(&value), r#"{"price":1.10,"tags":[]}"#);
//!
//! let problem = from_str::<Vec<u8>>("[1, 256]").unwrap_err();
//! assert_eq!(problem.to_string(), "number does not fit u8 at $[1] (line 1, column 5)");
//! # Ok::<(), oasmith_runtime::json::DecodeError>(())
//! ```
//!
//! Must not know HTTP, and must not put a value of a payload into an error.

mod base64;
mod bridge;
mod decode;
mod decoder;
mod encode;
mod encoder;
mod error;
mod fields;
mod foreign;
mod limits;
mod lookahead;
mod map;
mod maybe;
mod number;
mod or_any;
mod string;
mod time;
mod tuples;
mod unknown;
mod value;

pub use self::base64::Base64;
pub use self::bridge::{deserialize, serde, serde_impls, serialize};
pub(crate) use self::decode::read_slice;
pub use self::decode::{Decode, blank, from_slice, from_str};
pub use self::decoder::{Decoder, Kind};
pub use self::encode::{Encode, to_string, to_vec};
pub use self::encoder::Encoder;
pub use self::error::{DecodeError, DecodeErrorKind, DecodeResult};
pub use self::fields::Always;
pub use self::foreign::Foreign;
pub use self::limits::{Invalid, Limit, Limited, Limits, Validate, limits};
pub use self::map::{Extra, Iter, Map};
pub use self::maybe::Maybe;
pub use self::number::Number;
pub use self::or_any::OrAny;
pub(crate) use self::time::mail_date;
pub use self::time::{Date, Time, TimeError, Timestamp};
pub use self::tuples::{Positions, Tuple};
pub use self::unknown::{UnknownValue, Unlisted, Variant};
pub use self::value::Value;
