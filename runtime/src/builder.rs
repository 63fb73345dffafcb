//! Making a client: server, credentials, limits, transport.
//!
//! Setters take what they are given; `build` checks. No error may show a secret.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::USER_AGENT;
use http::{HeaderMap, HeaderName, HeaderValue, Uri};

use crate::auth::{Credential, Credentials, In, Secret, TokenProvider};
use crate::client::Core;
use crate::execute::Shared;
use crate::hook::{Hook, Hooks};
use crate::rate_limit::RateLimiter;
use crate::retry::RetryPolicy;
use crate::timer::Timer;
use crate::transport::{Identity, Tls, Transport};
use crate::uri;

/// Settings of a client in the making. Generated builders wrap it.
#[must_use]
pub struct Builder {
    default_server: Option<&'static str>,
    base_url: Option<String>,
    credentials: Credentials,
    authenticate_all: bool,
    headers: HeaderMap,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    stream_timeout: Option<Duration>,
    retry: Option<RetryPolicy>,
    limiter: RateLimiter,
    idempotency_header: Option<HeaderName>,
    hooks: (Hooks, Hooks),
    max_redirects: u32,
    max_response_bytes: u64,
    max_header_bytes: u64,
    tls: Tls,
    transport: Option<Arc<dyn Transport>>,
    timer: Option<Arc<dyn Timer>>,
    problem: Option<BuildError>,
}

const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(60);
const STREAM_TIMEOUT: Duration = Duration::from_secs(300);
const MAX_REDIRECTS: u32 = 5;
const MAX_RESPONSE_BYTES: u64 = 64 << 20;
const MAX_HEADER_BYTES: u64 = 256 << 10;

impl Builder {
    /// With the first of the description's `servers`, if it has one.
    pub fn new(default_server: Option<&'static str>) -> Self {
        Self {
            default_server,
            base_url: None,
            credentials: Credentials::default(),
            authenticate_all: false,
            headers: HeaderMap::new(),
            timeout: None,
            attempt_timeout: None,
            stream_timeout: None,
            retry: None,
            limiter: RateLimiter::new(),
            idempotency_header: None,
            hooks: Default::default(),
            max_redirects: MAX_REDIRECTS,
            max_response_bytes: MAX_RESPONSE_BYTES,
            max_header_bytes: MAX_HEADER_BYTES,
            tls: Tls::default(),
            transport: None,
            timer: None,
            problem: None,
        }
        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
    }

    /// The URL that the paths of all operations are appended to, instead of the description's servers.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// What satisfies a security scheme, by its name in the description. A second one replaces the first.
    pub fn credential(mut self, scheme: &'static str, credential: Credential) -> Self {
        if let Err(problem) = self.credentials.set(scheme, credential) {
            self.problem.get_or_insert(BuildError::Credential { scheme, problem });
        }
        self
    }

    /// Sends all credentials with operations, too, for which the description asks for none: many descriptions forget to say it.
    pub fn authenticate_all(mut self) -> Self {
        self.authenticate_all = true;
        self
    }

    /// User name and password (or key id and secret) for a scheme of type `http`, scheme `basic`.
    pub fn basic(self, scheme: &'static str, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.credential(scheme, Credential::Basic { user: user.into(), password: password.into() })
    }

    /// A fixed bearer token for a scheme of type `http` (`bearer`), `oauth2` or `openIdConnect`.
    pub fn bearer(self, scheme: &'static str, token: impl Into<Secret>) -> Self {
        self.credential(scheme, Credential::Bearer(token.into()))
    }

    /// A source of bearer tokens, which are kept as long as they are valid.
    pub fn token_provider(self, scheme: &'static str, provider: impl TokenProvider) -> Self {
        self.credential(scheme, Credential::provider(provider))
    }

    /// A key for a scheme of type `apiKey`: its place, and the name of the header, query pair or cookie.
    pub fn api_key(self, scheme: &'static str, place: In, name: &'static str, value: impl Into<Secret>) -> Self {
        self.credential(scheme, Credential::ApiKey { place, name: name.to_owned(), value: value.into() })
    }

    /// What follows `word` in the header `Authorization`, for a scheme of type `http` that is neither `basic` nor `bearer`.
    pub fn authorization(self, scheme: &'static str, word: &str, value: impl Into<Secret>) -> Self {
        self.credential(scheme, Credential::Authorization { scheme: word.to_owned(), value: value.into() })
    }

    /// A client certificate for mutual TLS, followed by those that lead to its root, and its private key; both in PEM. It is shown to
    /// every server that asks for one. A transport of your own has to see to this by itself.
    pub fn client_certificate(mut self, certificates: impl Into<String>, key: impl Into<Secret>) -> Self {
        self.tls.identity = Some(Identity { certificates: certificates.into(), key: key.into() });
        self
    }

    /// Certificates in PEM that are trusted as roots, beside those of the platform: for servers with a root of their own. A transport
    /// of your own has to see to this by itself.
    pub fn root_certificates(mut self, pem: impl Into<String>) -> Self {
        self.tls.roots.push(pem.into());
        self
    }

    /// Time for a whole call: all attempts, the waiting between them, and reading the body (of a stream, until it starts). None by
    /// default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Time for one attempt, from its first byte to the last of the response. 60 seconds by default.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// How long a body that is handed over as a stream may be silent. 5 minutes by default.
    pub fn stream_timeout(mut self, timeout: Duration) -> Self {
        self.stream_timeout = Some(timeout);
        self
    }

    /// When a call is tried again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// The pace of this client, instead of one that only the server's answers set. Clones can be shared between clients.
    pub fn rate_limiter(mut self, limiter: RateLimiter) -> Self {
        self.limiter = limiter;
        self
    }

    /// The header that carries an idempotency key, such as `Idempotency-Key`: calls that are not idempotent by their method
    /// get a random key, the same for all attempts, and are then retried like those that are. None by default: a server
    /// that does not know the header would do twice what is sent twice.
    pub fn idempotency_header(mut self, name: &str) -> Self {
        match HeaderName::try_from(name) {
            Ok(name) => self.idempotency_header = Some(name),
            Err(_) => drop(self.problem.get_or_insert(BuildError::Header { name: name.to_owned() })),
        }
        self
    }

    /// What sees and changes requests before credentials are added to them. Hooks run in the order in which they are given.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.0.push(hook);
        self
    }

    /// What sees and changes requests as they are sent, credentials included: for signatures.
    pub fn hook_below_auth(mut self, hook: impl Hook) -> Self {
        self.hooks.1.push(hook);
        self
    }

    /// The header `User-Agent`.
    pub fn user_agent(self, text: impl Into<String>) -> Self {
        self.default_header(USER_AGENT.as_str(), text)
    }

    /// A header that is sent with every request, unless the operation sets it. It is not sent to other origins.
    pub fn default_header(mut self, name: &str, value: impl Into<String>) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value.into())) {
            (Ok(name), Ok(value)) => drop(self.headers.insert(name, value)),
            _ => drop(self.problem.get_or_insert(BuildError::Header { name: name.to_owned() })),
        }
        self
    }

    /// How many redirects a call follows. 5 by default; with 0, a redirect is an answer like any other.
    pub fn max_redirects(mut self, count: u32) -> Self {
        self.max_redirects = count;
        self
    }

    /// How long the body of a response can be, in bytes. 64 MiB by default.
    pub fn max_response_bytes(mut self, bytes: u64) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// How long the headers of a response can be together, in bytes. 256 KiB by default.
    pub fn max_header_bytes(mut self, bytes: u64) -> Self {
        self.max_header_bytes = bytes;
        self
    }

    /// What sends the requests, instead of `reqwest`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// What waits and tells the time, instead of tokio. Where there is none (on wasm, and without the feature
    /// `reqwest`), there are no time limits and no retries until one is set.
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.timer = Some(Arc::new(timer));
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`BuildError`] says which setting is missing or wrong.
    pub fn build(self) -> Result<Core, BuildError> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let base_url_chosen = self.base_url.is_some();
        let base_url = self.base_url.or(self.default_server.map(str::to_owned)).ok_or(BuildError::NoServer)?;
        check_server(&base_url).map_err(|problem| BuildError::Server { problem })?;
        let timer = match self.timer {
            Some(timer) => Some(timer),
            None => default_timer(),
        };
        if timer.is_none() && (self.timeout.is_some() || self.attempt_timeout.is_some() || self.retry.is_some()) {
            return Err(BuildError::NoTimer);
        }
        let transport = match self.transport {
            Some(_) if !self.tls.is_default() => return Err(BuildError::Certificate),
            Some(transport) => transport,
            None => default_transport(self.tls)?,
        };
        let retry = self.retry.unwrap_or_default();
        Ok(Core::new(Shared {
            base_url,
            base_url_chosen,
            credentials: self.credentials,
            authenticate_all: self.authenticate_all,
            headers: self.headers,
            transport,
            timer,
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout.or(Some(ATTEMPT_TIMEOUT)),
            stream_timeout: self.stream_timeout.unwrap_or(STREAM_TIMEOUT),
            budget: retry.new_budget(),
            retry,
            limiter: self.limiter,
            idempotency_header: self.idempotency_header,
            hooks: self.hooks,
            max_redirects: self.max_redirects,
            max_response_bytes: self.max_response_bytes,
            max_header_bytes: self.max_header_bytes,
        }))
    }
}

/// No header values: any of them may be a secret.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.base_url.as_deref().or(self.default_server);
        f.debug_struct("Builder")
            .field("base_url", &url)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

/// Absolute, `http` or `https`, and without parts that paths cannot be appended to.
pub(crate) fn check_server(url: &str) -> Result<(), &'static str> {
    match url.parse::<Uri>() {
        Err(_) => Err("it is no URL"),
        Ok(parsed) if uri::origin(&parsed).is_none() => Err("it is not absolute, or neither http nor https"),
        Ok(parsed) if parsed.authority().is_some_and(|authority| authority.as_str().contains('@')) => {
            Err("it has a user name in it; credentials have setters of their own")
        }
        Ok(_) if url.contains(['?', '#']) => Err("it has a query or a fragment"),
        Ok(_) => Ok(()),
    }
}

#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
fn default_timer() -> Option<Arc<dyn Timer>> {
    Some(Arc::new(crate::timer::TokioTimer::new()))
}

#[cfg(not(all(feature = "reqwest", not(target_family = "wasm"))))]
fn default_timer() -> Option<Arc<dyn Timer>> {
    None
}

#[cfg(feature = "reqwest")]
fn default_transport(tls: Tls) -> Result<Arc<dyn Transport>, BuildError> {
    match crate::transport::reqwest::ReqwestTransport::with_tls(tls) {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => Err(BuildError::Transport(error)),
    }
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: Tls) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}

/// Why a client could not be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The description names no server, and no base URL was set.
    NoServer,
    /// The base URL cannot be used.
    Server {
        /// Why not.
        problem: &'static str,
    },
    /// A credential cannot be sent.
    Credential {
        /// The security scheme.
        scheme: &'static str,
        /// Why not.
        problem: &'static str,
    },
    /// A default header has a name or a value that no header can have.
    Header {
        /// The name as given.
        name: String,
    },
    /// Time limits or retries were asked for, and there is nothing to wait with.
    NoTimer,
    /// There is nothing to send with: the feature `reqwest` is off and no transport was set.
    NoTransport,
    /// A client certificate or roots were given, and a transport that knows nothing of them.
    Certificate,
    /// The transport could not be set up.
    Transport(crate::platform::BoxError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoServer => f.write_str("the description names no server: set a base URL"),
            Self::Server { problem } => write!(f, "the base URL cannot be used: {problem}"),
            Self::Credential { scheme, problem } => {
                write!(f, "the credential for `{scheme}` cannot be sent: {problem}")
            }
            Self::Header { name } => write!(f, "default header `{name}` has a name or a value that no header can have"),
            Self::NoTimer => f.write_str("time limits and retries need a timer"),
            Self::NoTransport => f.write_str("no transport: set one, or switch on the feature `reqwest`"),
            Self::Certificate => f.write_str("certificates have to be given to the transport"),
            Self::Transport(_) => f.write_str("the transport could not be set up"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(source) => Some(&**source),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
