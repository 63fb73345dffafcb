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
pub use crate::{
    Answer, ApiBase, ApiError, BoxFuture, BuildError, Builder, Call, Core, Credential, Error, Fallback, FromHeaders,
    In, MaybeSend, NotImplemented, Operation, RawResponse, Request, Response, RetryPolicy, Secret, Style, Timer,
    TokenProvider, Transport, Undeclared, header, header_list, not_implemented,
};
pub use bytes::Bytes;
pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
