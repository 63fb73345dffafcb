//! What a single call does differently from its client.
//!
//! Takes values one by one, gives one struct that stands over the client's settings. Must not check what the client would not check.

use std::time::Duration;

use crate::retry::RetryPolicy;

/// Settings of one call; what is `None` is the client's.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) stream_timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) base_url: Option<String>,
    /// Where exactly the call goes, in place of what the operation and its parameters come to.
    pub(crate) url: Option<String>,
    /// Carries all credentials of the client: the description says nothing of this call.
    pub(crate) all_credentials: bool,
}

/// The methods of everything that is a call: its `state_mut` can be changed until it is polled.
macro_rules! call_settings {
    ($call:ident $(, $generic:ident)*) => {
        impl<$($generic),*> $call<$($generic),*> {
            /// Time for this call: all attempts, the waiting between them, and reading the body; where that is a stream, until it starts.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.state_mut().set(|settings| settings.timeout = Some(timeout));
                self
            }

            /// Time for one attempt of this call.
            pub fn attempt_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.state_mut().set(|settings| settings.attempt_timeout = Some(timeout));
                self
            }

            /// How long a body that this call hands over as a stream may be silent.
            pub fn stream_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.state_mut().set(|settings| settings.stream_timeout = Some(timeout));
                self
            }

            /// When this call is tried again.
            pub fn retry(mut self, policy: $crate::RetryPolicy) -> Self {
                self.state_mut().set(|settings| settings.retry = Some(policy));
                self
            }

            /// Where this call goes: the URL that the operation's path is appended to. The client's credentials go there, too.
            pub fn base_url(mut self, url: impl ::std::convert::Into<::std::string::String>) -> Self {
                let url = url.into();
                self.state_mut().set(|settings| settings.base_url = Some(url));
                self
            }

            /// A header, in place of what the operation or the client would send under this name.
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.state_mut().change(|request| request.set_header(name, value));
                self
            }

            /// A pair of the query, in addition to those that are there.
            pub fn query(mut self, name: &str, value: &str) -> Self {
                self.state_mut().change(|request| request.add_query(name, value));
                self
            }
        }
    };
}

pub(crate) use call_settings;
