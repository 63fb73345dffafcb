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

    /// Like [`Self::confluent_sts_access_token`], with a source of tokens, which are kept as long as they are valid.
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
}

rt::setters!(ClientBuilder -> Client);
