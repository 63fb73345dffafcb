//! Credentials: how a call says who it is (OpenAPI 3.0, sections "Security Scheme Object" and "Security Requirement
//! Object").
//!
//! Takes what the user gave per scheme and an operation's alternatives, gives the headers, query pairs and cookies to
//! add. No secret may reach `Debug`, an error or a log.

mod oauth2;
mod prepared;
mod token;

use std::fmt;
use std::sync::Arc;

pub use self::oauth2::{OAuth2, OAuth2Error};
pub(crate) use self::prepared::{Added, Credentials, Wanted};
pub(crate) use self::token::SharedError;
pub use self::token::{Token, TokenContext, TokenProvider};

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
    /// `http` with any other scheme: `Authorization: <scheme> <value>` (RFC 9110, section 11.4).
    Authorization {
        /// Name of the scheme, such as `Token`.
        scheme: String,
        /// What follows it.
        value: Secret,
    },
    /// Bearer tokens from a source, kept as long as they are valid.
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
    /// Bearer tokens from a source, kept as long as they are valid. Clones share the tokens' source, each client keeps its own.
    #[must_use]
    pub fn provider(provider: impl TokenProvider) -> Self {
        Self::Provider(Provider(Arc::new(provider)))
    }
}

#[cfg(test)]
mod tests;
