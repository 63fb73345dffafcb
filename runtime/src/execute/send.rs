//! One attempt: the request, its hooks and credentials, the redirects that it is led through, and the answer.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue, Method, Uri, response};

use super::Shared;
use super::rules::Rules;
use crate::auth::{Added, Secret, Wanted};
use crate::body::Body;
use crate::error::{Context, CredentialError, Failure, RequestErrorKind};
use crate::redirect::{self, Hop};
use crate::request::{Parts, join};
use crate::response::{Flaw, Head, RawResponse};
use crate::transport::{TransportError, TransportErrorKind};

/// One attempt of a call.
pub(super) struct Attempt<'a> {
    shared: &'a Shared,
    parts: &'a Parts,
    pub(super) context: &'a Context,
    /// What it sends; taken out of here by the first request.
    body: Body,
    wanted: Wanted,
    /// How long a stream may be silent.
    silence: Duration,
    /// Whether something may have been sent.
    pub(super) sent: bool,
    /// The tokens that it carried, by their schemes.
    pub(super) tokens: Vec<(&'static str, Secret)>,
}

impl<'a> Attempt<'a> {
    pub(super) fn new(shared: &'a Shared, parts: &'a Parts, context: &'a Context, body: Body, rules: &Rules) -> Self {
        let (wanted, silence) = (rules.wanted, rules.silence);
        Self { shared, parts, context, body, wanted, silence, sent: false, tokens: Vec::new() }
    }

    /// Sends the request, follows redirects, and reads the body.
    ///
    /// What lives while this waits is in the future of every call: so what is done with a response is not in futures of its own.
    pub(super) async fn run(&mut self, url: &str) -> Result<RawResponse, Failure> {
        let mut added =
            self.shared.credentials.add(self.wanted, self.shared.tokens()).await.map_err(|(scheme, error)| {
                Failure::Credential(CredentialError::new(self.context.clone(), scheme, error))
            })?;
        self.tokens = std::mem::take(&mut added.tokens);
        let method = self.context.operation.method();
        let body = std::mem::take(&mut self.body);
        let mut hop = Hop { method, url: url.into(), body, crossed: false, bare: false };
        for _ in 0..=self.shared.max_redirects {
            let again = hop.body.try_clone();
            let mut request = self.request(&mut hop)?;
            self.prepare(&mut request, &hop, &added).await?;
            self.sent = true;
            let response = self.shared.transport.send(request).await.map_err(|error| self.failed(error))?;
            let (mut head, mut body) = response.into_parts();
            self.check(&head)?;
            self.shared.hooks.1.on_response(self.context.operation, &mut head);
            self.shared.hooks.0.on_response(self.context.operation, &mut head);
            let next = redirect::follow(&hop, again, self.context.operation, head.status.as_u16(), &head.headers);
            if let Some(next) = next.filter(|_| self.shared.max_redirects > 0) {
                hop = next;
                continue;
            }
            body = body.answer(self.shared.max_response_bytes, self.context.clone());
            let wanted = self.parts.streamed && head.status.is_success();
            if wanted || self.context.operation.is_streamed(head.status.as_u16()) {
                return Ok(self.received(head, Bytes::new()).with_stream(Some(self.watched(body))));
            }
            let limit = self.shared.max_response_bytes;
            let succeeded = head.status.is_success();
            // What an error says may be lost, but not that it is one, and which.
            let (text, flaw) = match body.read(limit).await {
                Ok((text, true)) => (text, None),
                Ok((_, false)) if succeeded => return Err(self.failed(TransportError::too_large(limit))),
                Ok((text, false)) => (text, Some(Flaw::Cut(limit))),
                Err(error) if error.kind() == TransportErrorKind::Coding && !succeeded => {
                    (Bytes::new(), Some(Flaw::Coding))
                }
                Err(error) => return Err(Failure::Transport(error)),
            };
            return Ok(self.received(head, text).flawed(flaw));
        }
        Err(self.failed(TransportError::redirects(self.shared.max_redirects)))
    }

    fn watched(&self, body: Body) -> Body {
        match &self.shared.timer {
            Some(timer) => body.watched(Arc::clone(timer), self.silence),
            None => body,
        }
    }

    fn received(&self, mut head: response::Parts, text: Bytes) -> RawResponse {
        // An entry makes room in the map, even for what is not there.
        if head.headers.contains_key(SET_COOKIE)
            && let http::header::Entry::Occupied(mut cookies) = head.headers.entry(SET_COOKIE)
        {
            cookies.iter_mut().for_each(|value| value.set_sensitive(true));
        }
        let head = Head::received(head.status, head.headers, self.context.operation);
        RawResponse::new(head, text)
    }

    /// Headers that no honest server sends.
    fn check(&self, head: &response::Parts) -> Result<(), Failure> {
        let length: usize = head.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
        match u64::try_from(length) {
            Ok(length) if length <= self.shared.max_header_bytes => Ok(()),
            _ => Err(self.failed(TransportError::headers(self.shared.max_header_bytes))),
        }
    }

    /// The request before hooks and credentials; the body is taken out of `hop`.
    fn request(&self, hop: &mut Hop<'_>) -> Result<http::Request<Body>, Failure> {
        let mut headers = self.parts.headers.clone();
        for name in self.shared.headers.keys().filter(|name| !self.parts.headers.contains_key(*name)) {
            headers.extend(self.shared.headers.get_all(name).iter().map(|value| (name.clone(), value.clone())));
        }
        let mut request = http::Request::new(std::mem::take(&mut hop.body));
        *request.method_mut() = hop.method.clone();
        *request.uri_mut() = self.parse(&hop.url)?;
        *request.headers_mut() = headers;
        Ok(request)
    }

    /// Hooks and credentials; these stay at home when the call has left its origin.
    async fn prepare(&self, request: &mut http::Request<Body>, hop: &Hop<'_>, added: &Added) -> Result<(), Failure> {
        let (above, below) = &self.shared.hooks;
        above.on_request(self.context.operation, request).await.map_err(|error| self.hook(&error))?;
        if !hop.crossed {
            self.authorize(request, added)?;
        }
        redirect::strip(request.headers_mut(), hop);
        if request.body().is_empty() && matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH) {
            // Servers answer 411 to a method that has a body as a rule and says nothing of its length (RFC 9110, section 8.6).
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        below.on_request(self.context.operation, request).await.map_err(|error| self.hook(&error))
    }

    /// Adds what the credentials add; there is one header of each of their names, whoever else set it.
    fn authorize(&self, request: &mut http::Request<Body>, added: &Added) -> Result<(), Failure> {
        for (name, value) in &added.headers {
            request.headers_mut().insert(name.clone(), value.clone());
        }
        let cookies = self.parts.cookie_header(&added.cookies).map_err(|kind| self.refused(kind))?;
        if let Some((name, value)) = cookies {
            let merged = merged_cookies(request.headers_mut(), &value);
            request.headers_mut().insert(name, merged.unwrap_or(value));
        }
        if !added.query.is_empty() {
            let mut url = request.uri().to_string();
            for (name, pair) in &added.query {
                add_pair(&mut url, name, pair.expose());
            }
            *request.uri_mut() = self.parse(&url)?;
        }
        Ok(())
    }

    fn parse(&self, url: &str) -> Result<Uri, Failure> {
        url.parse().map_err(|error: http::uri::InvalidUri| self.refused(RequestErrorKind::Url(error.to_string())))
    }

    fn refused(&self, kind: RequestErrorKind) -> Failure {
        Failure::Request(self.parts.error(kind))
    }

    fn hook(&self, error: &crate::platform::BoxError) -> Failure {
        self.refused(RequestErrorKind::Hook(error.to_string()))
    }

    fn failed(&self, error: TransportError) -> Failure {
        Failure::Transport(error.during(self.context.clone()))
    }
}

/// Cookies that a default header or a hook set, with those of the call after them: there is one header `Cookie`.
fn merged_cookies(headers: &mut HeaderMap, own: &HeaderValue) -> Option<HeaderValue> {
    let mut text = headers.remove(COOKIE)?.to_str().ok()?.to_owned();
    join(&mut text, "; ", own.to_str().ok()?);
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Adds an encoded pair to the query, unless one of its name is there (a redirect may have kept it).
fn add_pair(url: &mut String, name: &str, pair: &str) {
    let query = url.split_once('?').map(|(_, query)| query);
    let there = query.is_some_and(|query| query.split('&').any(|given| given.split('=').next() == Some(name)));
    if !there {
        url.push(if query.is_some() { '&' } else { '?' });
        url.push_str(pair);
    }
}
