//! Tokens from an OAuth 2.0 token endpoint (RFC 6749, sections 2.3.1, 4.4, 5 and 6).
//!
//! Takes the client's own credentials, gives tokens; the request goes through the client's transport. It must not keep tokens:
//! that is done once for all providers.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Response, StatusCode};

use crate::auth::prepared::base64;
use crate::auth::{Secret, Token, TokenContext, TokenProvider};
use crate::body::Body;
use crate::json::{Value, from_slice};
use crate::percent;
use crate::platform::{BoxError, BoxFuture};

/// How long the answer of a token endpoint can be, in bytes.
const MAX_ANSWER: u64 = 1 << 20;

/// A [`TokenProvider`] over the client-credentials grant or a refresh token.
///
/// The client says who it is by HTTP basic, or in the body with [`OAuth2::client_in_body`], for servers that ask for it.
#[must_use]
pub struct OAuth2 {
    token_url: String,
    client: Option<(String, Secret)>,
    in_body: bool,
    /// The refresh token; without one, the grant is that of the client's own credentials.
    refresh: Option<Mutex<Secret>>,
    params: Vec<(String, Secret)>,
}

impl OAuth2 {
    /// The client acts for itself (RFC 6749, section 4.4).
    pub fn client_credentials(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        Self {
            token_url: token_url.into(),
            client: Some((client_id.into(), client_secret.into())),
            in_body: false,
            refresh: None,
            params: Vec::new(),
        }
    }

    /// The client acts for somebody who gave it a refresh token (RFC 6749, section 6). When the server replaces the
    /// refresh token, the new one is used from then on.
    pub fn refresh_token(token_url: impl Into<String>, refresh_token: impl Into<Secret>) -> Self {
        Self {
            token_url: token_url.into(),
            client: None,
            in_body: false,
            refresh: Some(Mutex::new(refresh_token.into())),
            params: Vec::new(),
        }
    }

    /// Id and secret of the client, for a refresh token that was given to a confidential client.
    pub fn client(mut self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.client = Some((id.into(), secret.into()));
        self
    }

    /// The scopes to ask for; without them, the server gives what the client has by default.
    pub fn scopes<S: AsRef<str>>(self, scopes: impl IntoIterator<Item = S>) -> Self {
        let scopes: Vec<String> = scopes.into_iter().map(|scope| scope.as_ref().to_owned()).collect();
        self.param("scope", scopes.join(" "))
    }

    /// A parameter that the server wants besides those of the specification, such as `audience`.
    pub fn param(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.params.push((name.into(), value.into()));
        self
    }

    /// Sends id and secret of the client in the body, not in the header `Authorization`.
    pub fn client_in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    fn request(&self) -> Result<Request<Body>, BoxError> {
        let mut body = String::new();
        match &self.refresh {
            None => push(&mut body, "grant_type", "client_credentials"),
            Some(token) => {
                push(&mut body, "grant_type", "refresh_token");
                push(&mut body, "refresh_token", token.lock().unwrap_or_else(PoisonError::into_inner).expose());
            }
        }
        for (name, value) in &self.params {
            push(&mut body, name, value.expose());
        }
        let mut authorization = None;
        match &self.client {
            Some((id, secret)) if self.in_body => {
                push(&mut body, "client_id", id);
                push(&mut body, "client_secret", secret.expose());
            }
            Some((id, secret)) => authorization = Some(basic(id, secret)?),
            None => {}
        }
        let mut request = Request::new(Body::from(body));
        *request.method_mut() = Method::POST;
        // Its text may be in no error: some servers have keys in it.
        *request.uri_mut() = self.token_url.parse().map_err(|_| "the token URL is no URL")?;
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        headers.extend(authorization.map(|value| (AUTHORIZATION, value)));
        Ok(request)
    }

    async fn fetch(&self, context: TokenContext<'_>) -> Result<Token, BoxError> {
        let response = context.transport().send(self.request()?).await?;
        let status = response.status();
        let body = Response::into_body(response).collect(MAX_ANSWER).await?;
        let answer: Value = from_slice(&body).unwrap_or(Value::Null);
        let text = |name: &str| answer.get(name).and_then(Value::as_str);
        let Some(secret) = text("access_token").filter(|_| status.is_success()) else {
            return Err(Box::new(OAuth2Error {
                status,
                code: text("error").map(str::to_owned),
                description: text("error_description").map(str::to_owned),
            }));
        };
        if let (Some(refresh), Some(next)) = (&self.refresh, text("refresh_token")) {
            *refresh.lock().unwrap_or_else(PoisonError::into_inner) = next.into();
        }
        let token = Token::new(secret);
        let seconds = answer.get("expires_in").and_then(|value| match value {
            // Some servers write the number as text.
            Value::String(text) => text.parse().ok(),
            number => number.as_f64(),
        });
        let life = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        Ok(life.map_or(token.clone(), |life| token.expires_in(life)))
    }
}

impl TokenProvider for OAuth2 {
    fn token<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<Token, BoxError>> {
        Box::pin(self.fetch(context))
    }
}

/// The id of the client only.
impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth2").field("client", &self.client.as_ref().map(|(id, _)| id)).finish_non_exhaustive()
    }
}

/// A token endpoint that gave no token (RFC 6749, section 5.2).
#[derive(Clone, Debug)]
pub struct OAuth2Error {
    status: StatusCode,
    code: Option<String>,
    description: Option<String>,
}

impl OAuth2Error {
    /// The status of its answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// `error`, such as `invalid_client`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// `error_description`.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
}

impl fmt::Display for OAuth2Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the token endpoint answered {} without a token", self.status)?;
        if let Some(code) = &self.code {
            write!(f, ": {code}")?;
        }
        match &self.description {
            Some(description) => write!(f, " ({description})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for OAuth2Error {}

fn push(body: &mut String, name: &str, value: &str) {
    if !body.is_empty() {
        body.push('&');
    }
    percent::push(body, name, false);
    body.push('=');
    percent::push(body, value, false);
}

/// Id and secret are form-encoded first (RFC 6749, section 2.3.1).
fn basic(id: &str, secret: &Secret) -> Result<HeaderValue, BoxError> {
    let mut pair = String::new();
    percent::push(&mut pair, id, false);
    pair.push(':');
    percent::push(&mut pair, secret.expose(), false);
    let mut value = HeaderValue::from_str(&format!("Basic {}", base64(pair.as_bytes())))?;
    value.set_sensitive(true);
    Ok(value)
}
