//! Credentials: how a call says who it is (OpenAPI 3.0, sections "Security Scheme Object" and "Security Requirement
//! Object").
//!
//! Takes what the user gave per scheme and an operation's alternatives, gives the headers, query pairs and cookies to
//! add. No secret may reach `Debug`, an error or a log.

mod prepared;

use std::fmt;
use std::future::Future;
use std::sync::Arc;

pub(crate) use self::prepared::{Added, Credentials};
use crate::platform::{ApiBase, BoxError, BoxFuture, MaybeSend};

/// A text that must not be seen: `Debug` hides it, and there is no `Display`.
#[derive(Clone)]
pub struct Secret(Arc<str>);

impl Secret {
    /// The text itself. Name it where it is used, and nowhere else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self(text.as_str().into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Where an API key goes (`in` of a security scheme of type `apiKey`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum In {
    /// A header.
    Header,
    /// A pair of the query.
    Query,
    /// A cookie.
    Cookie,
}

/// What a security scheme is satisfied with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Credential {
    /// `http` with scheme `basic` (RFC 7617).
    Basic {
        /// User name, or the id of a key; it cannot contain a colon.
        user: String,
        /// Password, or the secret of a key.
        password: Secret,
    },
    /// `http` with scheme `bearer` (RFC 6750), and a fixed token of any `oauth2` or `openIdConnect` scheme.
    Bearer(Secret),
    /// `apiKey`.
    ApiKey {
        /// Where it goes.
        place: In,
        /// Name of the header, of the query pair or of the cookie.
        name: String,
        /// The key.
        value: Secret,
    },
    /// A bearer token that is asked for before each attempt.
    Provider(Provider),
}

/// A shared [`TokenProvider`].
#[derive(Clone)]
pub struct Provider(pub(crate) Arc<dyn TokenProvider>);

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Provider(..)")
    }
}

impl Credential {
    /// A bearer token that is asked for before each attempt.
    #[must_use]
    pub fn provider(provider: impl TokenProvider) -> Self {
        Self::Provider(Provider(Arc::new(provider)))
    }
}

/// A source of bearer tokens, such as an OAuth 2.0 token endpoint. It is asked before each attempt and does its own
/// caching. A closure that gives a future is one: `|| async { Ok(Secret::from("...")) }`.
pub trait TokenProvider: ApiBase + 'static {
    /// A token that is valid now.
    fn token(&self) -> BoxFuture<'_, Result<Secret, BoxError>>;
}

impl<F, T> TokenProvider for F
where
    F: Fn() -> T + ApiBase + 'static,
    T: Future<Output = Result<Secret, BoxError>> + MaybeSend + 'static,
{
    fn token(&self) -> BoxFuture<'_, Result<Secret, BoxError>> {
        Box::pin(self())
    }
}

#[cfg(test)]
mod tests;
