//! Credentials made ready: checked once when the client is built, chosen per call.

use std::fmt;

use http::header::{AUTHORIZATION, InvalidHeaderValue};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::{Credential, In, Provider, Secret};
use crate::percent;
use crate::platform::BoxError;
use crate::request::join;

/// All credentials of a client, by the name of their security scheme, in the order in which they were given.
#[derive(Default)]
pub(crate) struct Credentials(Vec<(&'static str, Ready)>);

enum Ready {
    Header(HeaderName, HeaderValue),
    /// An encoded pair, and its encoded name.
    Query(String, Secret),
    Cookie(Secret),
    Provider(Provider),
}

/// What credentials add to one attempt.
#[derive(Default)]
pub(crate) struct Added {
    pub(crate) headers: HeaderMap,
    /// Pairs with their names, both encoded.
    pub(crate) query: Vec<(String, Secret)>,
    pub(crate) cookies: String,
}

impl Credentials {
    /// Takes a credential in; one of the same scheme is replaced. The error says what is wrong, without the secret.
    pub(crate) fn set(&mut self, scheme: &'static str, credential: Credential) -> Result<(), &'static str> {
        let ready = prepare(credential)?;
        self.0.retain(|(name, _)| *name != scheme);
        self.0.push((scheme, ready));
        Ok(())
    }

    /// What the operation's alternatives ask for: the first set of schemes that are all configured. An anonymous
    /// alternative counts only when no other one can be met.
    pub(crate) async fn add(&self, security: &[&[&'static str]]) -> Result<Added, (&'static str, BoxError)> {
        let mut added = Added::default();
        let set = security.iter().find(|set| !set.is_empty() && set.iter().all(|scheme| self.get(scheme).is_some()));
        for scheme in set.copied().unwrap_or_default() {
            match self.get(scheme) {
                Some(Ready::Header(name, value)) => drop(added.headers.insert(name.clone(), value.clone())),
                Some(Ready::Query(name, pair)) => added.query.push((name.clone(), pair.clone())),
                Some(Ready::Cookie(pair)) => join(&mut added.cookies, "; ", pair.expose()),
                Some(Ready::Provider(provider)) => {
                    let token = provider.0.token().await.map_err(|error| (*scheme, error))?;
                    let value = bearer(&token).map_err(|error| (*scheme, BoxError::from(error)))?;
                    added.headers.insert(AUTHORIZATION, value);
                }
                None => {}
            }
        }
        Ok(added)
    }

    fn get(&self, scheme: &str) -> Option<&Ready> {
        self.0.iter().find(|(name, _)| *name == scheme).map(|(_, ready)| ready)
    }
}

/// The names of the schemes only.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(scheme, _)| scheme)).finish()
    }
}

fn prepare(credential: Credential) -> Result<Ready, &'static str> {
    const VALUE: &str = "it has characters that no header can carry (a line break at its end?)";
    match credential {
        Credential::Basic { user, password } => {
            basic(&user, &password).map(|value| Ready::Header(AUTHORIZATION, value))
        }
        Credential::Bearer(token) => bearer(&token).map(|value| Ready::Header(AUTHORIZATION, value)).map_err(|_| VALUE),
        Credential::ApiKey { place: In::Header, name, value } => {
            let name = HeaderName::try_from(name).map_err(|_| "the name of its header is none")?;
            let mut value = HeaderValue::from_str(value.expose()).map_err(|_| VALUE)?;
            value.set_sensitive(true);
            Ok(Ready::Header(name, value))
        }
        Credential::ApiKey { place: In::Query, name, value } => {
            let mut encoded = String::new();
            percent::push(&mut encoded, &name, false);
            let mut pair = format!("{encoded}=");
            percent::push(&mut pair, value.expose(), false);
            Ok(Ready::Query(encoded, pair.into()))
        }
        Credential::ApiKey { place: In::Cookie, name, value } => {
            let pair = format!("{name}={}", value.expose());
            match HeaderValue::from_str(&pair) {
                Ok(_) if !pair.contains(';') => Ok(Ready::Cookie(pair.into())),
                _ => Err("it has characters that no cookie can carry"),
            }
        }
        Credential::Provider(provider) => Ok(Ready::Provider(provider)),
    }
}

fn bearer(token: &Secret) -> Result<HeaderValue, InvalidHeaderValue> {
    let mut value = HeaderValue::from_str(&format!("Bearer {}", token.expose()))?;
    value.set_sensitive(true);
    Ok(value)
}

fn basic(user: &str, password: &Secret) -> Result<HeaderValue, &'static str> {
    if user.contains(':') {
        return Err("its user name has a colon, which basic authentication cannot carry");
    }
    let encoded = base64(format!("{user}:{}", password.expose()).as_bytes());
    let mut value = HeaderValue::from_str(&format!("Basic {encoded}")).map_err(|_| "it cannot be encoded")?;
    value.set_sensitive(true);
    Ok(value)
}

/// RFC 4648, section 4, with padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let index = (bits >> (18 - 6 * place)) & 63;
            let letter = ALPHABET.get(index as usize).copied().unwrap_or(b'=');
            out.push(if place <= group.len() { char::from(letter) } else { '=' });
        }
    }
    out
}
