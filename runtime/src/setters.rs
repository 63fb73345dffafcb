//! What every generated client builder has, said once: settings that have nothing to do with the description.
//!
//! Takes the names of the builder and of the client, gives methods that hand over to [`Builder`](crate::Builder).

/// The settings of a builder that has a [`Builder`](crate::Builder) as its `inner`, and of which a client is made that has a
/// [`Core`](crate::Core) as its `core`.
#[doc(hidden)]
#[macro_export]
macro_rules! __oasmith_setters {
    ($builder:ident -> $client:ident) => {
        impl $builder {
            /// How long a call may take, retries included; of a body that is a stream, until it starts. There is no limit by default.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.inner = self.inner.timeout(timeout);
                self
            }

            /// How long one attempt of a call may take. 60 seconds by default.
            pub fn attempt_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.inner = self.inner.attempt_timeout(timeout);
                self
            }

            /// How long a body that is handed over as a stream may be silent. 5 minutes by default.
            pub fn stream_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.inner = self.inner.stream_timeout(timeout);
                self
            }

            /// Which failures are tried again, how often and after how long.
            pub fn retry(mut self, policy: $crate::RetryPolicy) -> Self {
                self.inner = self.inner.retry(policy);
                self
            }

            /// The pace of the client, which waits before it sends: by a rate of your own, or by what the server says.
            pub fn rate_limiter(mut self, limiter: $crate::RateLimiter) -> Self {
                self.inner = self.inner.rate_limiter(limiter);
                self
            }

            /// The header for idempotency keys: calls that are not idempotent then carry a random one, and are retried like others.
            pub fn idempotency_header(mut self, name: &str) -> Self {
                self.inner = self.inner.idempotency_header(name);
                self
            }

            /// Sends all credentials with operations, too, for which the description asks for none: many descriptions forget to say it.
            pub fn authenticate_all(mut self) -> Self {
                self.inner = self.inner.authenticate_all();
                self
            }

            /// What sees and changes each request before credentials are added.
            pub fn hook(mut self, hook: impl $crate::Hook) -> Self {
                self.inner = self.inner.hook(hook);
                self
            }

            /// What sees and changes each request as it is sent, credentials included.
            pub fn hook_below_auth(mut self, hook: impl $crate::Hook) -> Self {
                self.inner = self.inner.hook_below_auth(hook);
                self
            }

            /// The header `User-Agent`; name and version of this crate unless it is set.
            pub fn user_agent(mut self, text: impl ::core::convert::Into<::std::string::String>) -> Self {
                self.inner = self.inner.user_agent(text);
                self
            }

            /// A header that every request carries unless the call sets it.
            pub fn default_header(
                mut self,
                name: &str,
                value: impl ::core::convert::Into<::std::string::String>,
            ) -> Self {
                self.inner = self.inner.default_header(name, value);
                self
            }

            /// How many redirects a call follows. 5 by default.
            pub fn max_redirects(mut self, count: u32) -> Self {
                self.inner = self.inner.max_redirects(count);
                self
            }

            /// How large the body of a response may be, decompressed. 64 MiB by default.
            pub fn max_response_bytes(mut self, bytes: u64) -> Self {
                self.inner = self.inner.max_response_bytes(bytes);
                self
            }

            /// How large the headers of a response may be together. 256 KiB by default.
            pub fn max_header_bytes(mut self, bytes: u64) -> Self {
                self.inner = self.inner.max_header_bytes(bytes);
                self
            }

            /// Certificates in PEM that are trusted as roots, beside those of the platform: for servers with a root of their own.
            pub fn root_certificates(mut self, pem: impl ::core::convert::Into<::std::string::String>) -> Self {
                self.inner = self.inner.root_certificates(pem);
                self
            }

            /// What sends the requests, in place of reqwest.
            pub fn transport(mut self, transport: impl $crate::Transport) -> Self {
                self.inner = self.inner.transport(transport);
                self
            }

            /// What waits between attempts, in place of tokio.
            pub fn timer(mut self, timer: impl $crate::Timer) -> Self {
                self.inner = self.inner.timer(timer);
                self
            }

            /// The client.
            ///
            /// # Errors
            /// A base URL, a header or a credential that cannot be used, or nothing to send requests with.
            pub fn build(self) -> ::core::result::Result<$client, $crate::BuildError> {
                ::core::result::Result::Ok($client { core: self.inner.build()? })
            }
        }

        impl $client {
            /// Where requests go.
            pub fn base_url(&self) -> &str {
                self.core.base_url()
            }

            /// A call of an endpoint that the description does not have, with the credentials, limits and retries of all others. `path`
            /// is put after the base URL as it is.
            pub fn request(&self, method: &$crate::generated::Method, path: &str) -> $crate::RawCall {
                self.core.request(method, path)
            }

            /// What is known of the server's rate limit now.
            pub fn rate_limit(&self) -> $crate::RateLimitState {
                self.core.rate_limit()
            }
        }
    };
}

#[doc(hidden)]
pub use __oasmith_setters as setters;
