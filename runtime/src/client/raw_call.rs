//! Calls without types: any response as it came, and endpoints that the description does not have.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use http::Method;

use super::{Core, State};
use crate::body::Body;
use crate::error::{Error, RequestErrorKind};
use crate::multipart::Multipart;
use crate::operation::Operation;
use crate::request::Request;
use crate::response::RawResponse;
use crate::settings::{Settings, call_settings};

/// A call that gives any complete response as it came, whatever its status; an error means that there was none.
#[must_use = "futures do nothing unless they are awaited"]
pub struct RawCall {
    state: State,
}

/// An endpoint that no description knows; its path is the only parameter.
const fn operation(method: Method) -> Operation {
    Operation::new("undocumented", method, "{path}")
}

static GET: Operation = operation(Method::GET);
static HEAD: Operation = operation(Method::HEAD);
static POST: Operation = operation(Method::POST);
static PUT: Operation = operation(Method::PUT);
static PATCH: Operation = operation(Method::PATCH);
static DELETE: Operation = operation(Method::DELETE);
static OPTIONS: Operation = operation(Method::OPTIONS);
static TRACE: Operation = operation(Method::TRACE);

impl RawCall {
    pub(super) fn new(state: State) -> Self {
        Self { state }
    }

    pub(super) fn undocumented(core: Core, method: &Method, path: &str) -> Self {
        let known = [&GET, &HEAD, &POST, &PUT, &PATCH, &DELETE, &OPTIONS, &TRACE];
        let found = known.into_iter().find(|operation| operation.method == *method);
        let mut request = Request::new(found.unwrap_or(&GET));
        if found.is_none() {
            request.refuse(RequestErrorKind::Url("its method is none of HTTP's own".to_owned()));
        }
        if path.starts_with('/') {
            request.raw_path("path", path);
        } else {
            request.refuse(RequestErrorKind::Url("its path does not start with `/`".to_owned()));
        }
        let settings = Settings { all_credentials: true, ..Settings::default() };
        Self::new(State::Ready(core, request, Some(Box::new(settings))))
    }

    /// The body as JSON.
    ///
    /// A value that `serde_json` cannot write (a map whose keys are no strings) fails the call.
    pub fn json<T: serde::Serialize + ?Sized>(mut self, value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(bytes) => self.body("application/json", Body::from(bytes)),
            Err(error) => {
                self.state.change(|request| request.refuse(RequestErrorKind::Body(error.to_string())));
                self
            }
        }
    }

    /// The body, and what it is.
    pub fn body(mut self, media_type: &str, body: impl Into<Body>) -> Self {
        let body = body.into();
        self.state.change(|request| request.set_body(media_type, body));
        self
    }

    /// A form with files (`multipart/form-data`) as the body.
    pub fn multipart(mut self, form: Multipart) -> Self {
        self.state.change(|request| request.multipart("multipart/form-data", form));
        self
    }

    /// Hands the body of a success over as it comes, whatever the description says of it: a file, or events where it speaks of JSON.
    /// [`RawResponse::into_body`], [`RawResponse::into_events`] and [`RawResponse::into_values`] read it.
    pub fn streamed(mut self) -> Self {
        self.state.change(|request| request.0.streamed = true);
        self
    }

    /// Sends the request and waits for the answer: for programs without an asynchronous runtime. On a thread of one, it is an error.
    ///
    /// # Errors
    /// Those of the call.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    pub fn wait(self) -> Result<RawResponse, Error> {
        super::blocking::wait(self)
    }

    fn state_mut(&mut self) -> &mut State {
        &mut self.state
    }
}

call_settings!(RawCall);

impl Future for RawCall {
    type Output = Result<RawResponse, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.state.poll(context).map_err(Into::into)
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RawCall(..)")
    }
}
