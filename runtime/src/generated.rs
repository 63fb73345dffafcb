//! The only path of this crate that generated code names.
//!
//! Takes nothing, gives what output needs under short names. It is not an interface for people:
//! it changes with the generator, and [`VERSION`] says when.

/// The version of what generated code expects here; output checks it when it is compiled.
pub const VERSION: u32 = 1;

#[cfg(feature = "reqwest")]
pub use crate::ReqwestTransport;
#[cfg(feature = "tower")]
pub use crate::TowerTransport;
pub use crate::json::{
    Base64, Date, Decode, DecodeError, DecodeResult, Decoder, Encode, Encoder, Extra, Foreign, Invalid, Kind, Limit,
    Limited, Map, Maybe, Number, OrAny, Time, Timestamp, Tuple, UnknownValue, Validate, Value, Variant, blank,
    from_str, limits, serde_impls, to_string,
};
pub use crate::macros::{failures, handle, headers, integers, object, operations, set, strings, union};
pub use crate::response::outcome::{bytes, empty, events, items, json, stream, text, text_events};
pub use crate::setters::setters;
pub use crate::{
    Answer, ApiBase, ApiError, Body, BoxError, BoxFuture, BoxStream, BuildError, Builder, Call, Core, Credential,
    CredentialError, DecodeFailure, Error, Event, Events, Failures, FromHeaders, Hook, In, Items, MaybeSend,
    MissingMember, Multipart, NotImplemented, OAuth2, Operation, Paged, Pages, Paging, Part, RateLimitReset,
    RateLimitState, RateLimiter, RawCall, RawResponse, Reply, Request, RequestError, Response, RetryPolicy, Secret,
    Stream, StreamError, Style, TimeoutError, Timer, Token, TokenContext, TokenProvider, Transport, TransportError,
    TransportErrorKind, Undeclared, Values, header, header_list, not_implemented,
};
pub use bytes::Bytes;
pub use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request as HttpRequest, Response as HttpResponse, StatusCode,
};
