//! Credentials made ready: checked once when the client is built, chosen per call.

use std::fmt;

use http::header::{AUTHORIZATION, InvalidHeaderValue};
use http::{HeaderName, HeaderValue};

use super::token::Tokens;
use super::{Credential, In, Secret, TokenContext};
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
    Tokens(Tokens),
}

/// What credentials add to one attempt.
#[derive(Default)]
pub(crate) struct Added {
    /// One for each name.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// Pairs with their names, both encoded.
    pub(crate) query: Vec<(String, Secret)>,
    pub(crate) cookies: String,
    /// Bearer tokens from providers, by their schemes: they can be renewed.
    pub(crate) tokens: Vec<(&'static str, Secret)>,
}

/// Which credentials a call carries.
#[derive(Clone, Copy)]
pub(crate) enum Wanted {
    /// The first of these sets of schemes that are all configured. An anonymous alternative counts only when no other one can be met.
    FirstOf(&'static [&'static [&'static str]]),
    /// All that are configured; of two for the same header, the first.
    All,
}

impl Credentials {
    /// Takes a credential in; one of the same scheme is replaced. The error says what is wrong, without the secret.
    pub(crate) fn set(&mut self, scheme: &'static str, credential: Credential) -> Result<(), &'static str> {
        let ready = prepare(credential)?;
        self.0.retain(|(name, _)| *name != scheme);
        self.0.push((scheme, ready));
        Ok(())
    }

    /// What a call carries.
    pub(crate) async fn add(
        &self,
        wanted: Wanted,
        context: TokenContext<'_>,
    ) -> Result<Added, (&'static str, BoxError)> {
        let mut added = Added::default();
        match wanted {
            Wanted::FirstOf(security) => {
                let is_met =
                    |set: &&&[&'static str]| !set.is_empty() && set.iter().all(|name| self.get(name).is_some());
                for scheme in security.iter().find(is_met).copied().unwrap_or_default() {
                    if let Some(ready) = self.get(scheme) {
                        added.add(scheme, ready, context).await?;
                    }
                }
            }
            Wanted::All => {
                for (scheme, ready) in &self.0 {
                    added.add(scheme, ready, context).await?;
                }
            }
        }
        Ok(added)
    }

    /// New tokens for those that a server has refused; gives whether there are any.
    pub(crate) async fn renew(&self, refused: &[(&'static str, Secret)], context: TokenContext<'_>) -> bool {
        let mut renewed = false;
        for (scheme, old) in refused {
            if let Some(Ready::Tokens(tokens)) = self.get(scheme) {
                tokens.refuse(old);
                renewed |= tokens.get(context).await.is_ok_and(|new| new.expose() != old.expose());
            }
        }
        renewed
    }

    fn get(&self, scheme: &str) -> Option<&Ready> {
        self.0.iter().find(|(name, _)| *name == scheme).map(|(_, ready)| ready)
    }
}

impl Added {
    fn has(&self, name: &HeaderName) -> bool {
        self.headers.iter().any(|(given, _)| given == name)
    }

    /// A header that is there stays: there must be exactly one `Authorization`.
    async fn add(
        &mut self,
        scheme: &'static str,
        ready: &Ready,
        context: TokenContext<'_>,
    ) -> Result<(), (&'static str, BoxError)> {
        match ready {
            Ready::Header(name, _) if self.has(name) => {}
            Ready::Header(name, value) => self.headers.push((name.clone(), value.clone())),
            Ready::Query(name, pair) => self.query.push((name.clone(), pair.clone())),
            Ready::Cookie(pair) => join(&mut self.cookies, "; ", pair.expose()),
            Ready::Tokens(_) if self.has(&AUTHORIZATION) => {}
            Ready::Tokens(tokens) => {
                let token = tokens.get(context).await.map_err(|error| (scheme, error))?;
                let value = bearer(&token).map_err(|error| (scheme, BoxError::from(error)))?;
                self.headers.push((AUTHORIZATION, value));
                self.tokens.push((scheme, token));
            }
        }
        Ok(())
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
        Credential::Authorization { scheme, value } => {
            HeaderName::try_from(scheme.as_str()).map_err(|_| "the name of its scheme is none")?;
            let mut value = HeaderValue::from_str(&format!("{scheme} {}", value.expose())).map_err(|_| VALUE)?;
            value.set_sensitive(true);
            Ok(Ready::Header(AUTHORIZATION, value))
        }
        Credential::Provider(provider) => Ok(Ready::Tokens(Tokens::new(provider.0))),
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
