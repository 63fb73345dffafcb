use std::time::Duration;
use crate::rt;

/// Confluent Cloud Invitations over HTTP.
///
/// Cheap to clone: all clones share connections, credentials and limits.
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) core: rt::Core,
}

impl Client {
    /// Starts a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder {
            inner: rt::Builder::new(Some("https://api.confluent.cloud"))
                .user_agent(
                    concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
                ),
        }
    }

    /// Where requests go.
    pub fn base_url(&self) -> &str {
        self.core.base_url()
    }
}

/// Makes a [`Client`].
#[derive(Debug)]
#[must_use]
pub struct ClientBuilder {
    inner: rt::Builder,
}

impl ClientBuilder {
    /// Security scheme `cloud-api-key`: user and password, as HTTP basic.
    pub fn cloud_api_key(
        mut self,
        user: impl Into<String>,
        password: impl Into<rt::Secret>,
    ) -> Self {
        self.inner = self.inner.basic("cloud-api-key", user, password);
        self
    }

    /// Security scheme `confluent-sts-access-token`: a token, sent as HTTP bearer.
    pub fn confluent_sts_access_token(mut self, token: impl Into<rt::Secret>) -> Self {
        self.inner = self.inner.bearer("confluent-sts-access-token", token);
        self
    }

    /// Like [`Self::confluent_sts_access_token`], with a source that is asked for a token before each attempt.
    pub fn confluent_sts_access_token_provider(
        mut self,
        provider: impl rt::TokenProvider,
    ) -> Self {
        self.inner = self.inner.token_provider("confluent-sts-access-token", provider);
        self
    }

    /// Where the API is: scheme, host, and the path that comes before all paths of the description.
    ///
    /// The description names:
    ///
    /// - `https://api.confluent.cloud`: Confluent Cloud
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.inner = self.inner.base_url(url);
        self
    }

    /// How long a call may take, retries included.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.inner = self.inner.timeout(timeout);
        self
    }

    /// How long one attempt of a call may take.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.inner = self.inner.attempt_timeout(timeout);
        self
    }

    /// Which failures are tried again, how often and after how long.
    pub fn retry(mut self, policy: rt::RetryPolicy) -> Self {
        self.inner = self.inner.retry(policy);
        self
    }

    /// The header `User-Agent`; name and version of this crate unless it is set.
    pub fn user_agent(mut self, text: impl Into<String>) -> Self {
        self.inner = self.inner.user_agent(text);
        self
    }

    /// A header that every request carries unless the call sets it.
    pub fn default_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.inner = self.inner.default_header(name, value);
        self
    }

    /// How many redirects a call follows.
    pub fn max_redirects(mut self, count: u32) -> Self {
        self.inner = self.inner.max_redirects(count);
        self
    }

    /// How large the body of a response may be.
    pub fn max_response_bytes(mut self, bytes: u64) -> Self {
        self.inner = self.inner.max_response_bytes(bytes);
        self
    }

    /// What sends the requests, in place of reqwest.
    pub fn transport(mut self, transport: impl rt::Transport) -> Self {
        self.inner = self.inner.transport(transport);
        self
    }

    /// What waits between attempts, in place of tokio.
    pub fn timer(mut self, timer: impl rt::Timer) -> Self {
        self.inner = self.inner.timer(timer);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// A base URL, a header or a credential that cannot be used, or nothing to send requests with.
    pub fn build(self) -> Result<Client, rt::BuildError> {
        Ok(Client {
            core: self.inner.build()?,
        })
    }
}
