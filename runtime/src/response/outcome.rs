//! From a response to what a call of an operation with one kind of success gives.
//!
//! Each function takes a complete response. A success of the operation, with a body of the kind that the function is called
//! by, is the value, and so is another 2xx whose body can be read as this; any other status is an error by the operation's error enum. The client of a generated crate hands
//! them to its core as they are, so that nothing has to be compiled for the statuses of an operation.

use bytes::Bytes;

use super::{Failures, RawResponse};
use crate::body::Body;
use crate::client::Outcome;
use crate::error::Error;
use crate::events::{Events, Values};
use crate::headers::FromHeaders;
use crate::json::Decode;

macro_rules! outcomes {
    ($($(#[$doc:meta])* $name:ident: $success:ident -> $body:ty $(, $item:ident)?;)*) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// The declared error of any other status, or what could not be read.
        pub fn $name<$($item: Decode,)? H: FromHeaders, E: Failures>(raw: RawResponse) -> Outcome<$body, H, E> {
            if raw.is_success() {
                raw.$success()
            } else if raw.is_other_success() {
                raw.$success().or_else(Error::unlisted)
            } else {
                raw.failed()
            }
        }
    )*};
}

outcomes! {
    /// A JSON body.
    json: success -> T, T;
    /// No body.
    empty: success_empty -> ();
    /// Text.
    text: success_text -> String;
    /// The body as it came.
    bytes: success_bytes -> Bytes;
    /// The body as it comes.
    stream: success_stream -> Body;
    /// Server-sent events with JSON.
    events: success_events -> Events<T>, T;
    /// Server-sent events with text.
    text_events: success_text_events -> Events<String>;
    /// JSON values, one after the other.
    items: success_items -> Values<T>, T;
}
