//! A request as generated code builds it: the operation, its parameters and its body, without server or credentials.
//!
//! The methods never fail: the first problem is kept, and the call ends in it before anything is sent. Nothing here is
//! generic, so that an operation costs the compiler a few calls.

mod adjust;

use std::borrow::Cow;

use http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};

pub(crate) use self::adjust::{decoded, pairs};
use crate::body::Body;
use crate::error::{RequestError, RequestErrorKind};
use crate::form;
use crate::json::{Encode, Limit, Limits, Value};
use crate::operation::Operation;
use crate::style::{self, Place, Style};

/// One call of an operation, before it is sent. (The body stands apart: the rest is shared between attempts.)
#[derive(Debug)]
pub struct Request(pub(crate) Box<Parts>, pub(crate) Body);

#[derive(Clone, Debug)]
pub(crate) struct Parts {
    pub(crate) operation: &'static Operation,
    path: Vec<(&'static str, String)>,
    query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) cookies: String,
    /// Whether a success is handed over as it comes, whatever the description says.
    pub(crate) streamed: bool,
    pub(crate) problem: Option<RequestErrorKind>,
}

impl Request {
    /// A request without parameters and body, that asks for the media types of the operation's responses.
    #[must_use]
    pub fn new(operation: &'static Operation) -> Self {
        let parts = Parts {
            operation,
            path: Vec::new(),
            query: String::new(),
            headers: HeaderMap::new(),
            cookies: String::new(),
            streamed: false,
            problem: None,
        };
        let mut request = Self(Box::new(parts), Body::empty());
        if !operation.accept.is_empty() {
            match HeaderValue::from_str(operation.accept) {
                Ok(value) => drop(request.0.headers.insert(ACCEPT, value)),
                Err(_) => request.0.fail(RequestErrorKind::Header("accept".to_owned())),
            }
        }
        request
    }

    /// A path parameter in style `simple`, not exploded (the default).
    pub fn path(&mut self, name: &'static str, value: &dyn Encode) {
        self.path_styled(name, Style::SIMPLE, value);
    }

    /// A path parameter. One that comes to an empty text fails the call: it would address another resource.
    pub fn path_styled(&mut self, name: &'static str, style: Style, value: &dyn Encode) {
        self.0.push_path(name, style::write(style, Place::Path, name, value));
    }

    /// A path parameter whose `content` is JSON.
    pub fn path_json(&mut self, name: &'static str, value: &dyn Encode) {
        self.0.push_path(name, style::json(Place::Path, value));
    }

    /// A query parameter in style `form`, exploded (the default). `null` and empty lists write nothing.
    pub fn query(&mut self, name: &str, value: &dyn Encode) {
        self.query_styled(name, Style::FORM, value);
    }

    /// A query parameter. `null` and empty lists write nothing.
    pub fn query_styled(&mut self, name: &str, style: Style, value: &dyn Encode) {
        if let Some(text) = style::write(style, Place::Query, name, value) {
            join(&mut self.0.query, "&", &text);
        }
    }

    /// A query parameter whose `content` is JSON.
    pub fn query_json(&mut self, name: &str, value: &dyn Encode) {
        if let Some(text) = style::json(Place::Query, value) {
            join(&mut self.0.query, "&", &style::pair(Place::Query, name, &text));
        }
    }

    /// The whole query as a form (OpenAPI 3.2, `in: querystring`).
    pub fn querystring(&mut self, _name: &str, value: &dyn Encode) {
        join(&mut self.0.query, "&", &form::encode(&Value::of(value), &[]));
    }

    /// The whole query as JSON text.
    pub fn querystring_json(&mut self, _name: &str, value: &dyn Encode) {
        if let Some(text) = style::json(Place::Query, value) {
            join(&mut self.0.query, "&", &text);
        }
    }

    /// A header parameter in style `simple`, not exploded (the default). `null` and empty lists write nothing.
    pub fn header(&mut self, name: &'static str, value: &dyn Encode) {
        self.header_styled(name, Style::SIMPLE, value);
    }

    /// A header parameter. `null` and empty lists write nothing.
    pub fn header_styled(&mut self, name: &'static str, style: Style, value: &dyn Encode) {
        if let Some(text) = style::write(style, Place::Header, name, value) {
            self.0.push_header(name, &text);
        }
    }

    /// A header parameter whose `content` is JSON.
    pub fn header_json(&mut self, name: &'static str, value: &dyn Encode) {
        if let Some(text) = style::json(Place::Header, value) {
            self.0.push_header(name, &text);
        }
    }

    /// A cookie parameter in style `form`, exploded (the default). `null` and empty lists write nothing.
    pub fn cookie(&mut self, name: &str, value: &dyn Encode) {
        self.cookie_styled(name, Style::FORM, value);
    }

    /// A cookie parameter. `null` and empty lists write nothing.
    pub fn cookie_styled(&mut self, name: &str, style: Style, value: &dyn Encode) {
        if let Some(text) = style::write(style, Place::Cookie, name, value) {
            join(&mut self.0.cookies, "; ", &text);
        }
    }

    /// A cookie parameter whose `content` is JSON.
    pub fn cookie_json(&mut self, name: &str, value: &dyn Encode) {
        if let Some(text) = style::json(Place::Cookie, value) {
            join(&mut self.0.cookies, "; ", &style::pair(Place::Cookie, name, &text));
        }
    }

    /// Fails the call when a parameter is beyond the limits of the description. One that is absent is not.
    pub fn within(&mut self, name: &str, limits: &'static [Limit], value: &dyn Encode) {
        if let Err(invalid) = Limits::of(limits).check(&crate::json::to_string(value)) {
            self.0.fail(RequestErrorKind::InvalidParameter(name.to_owned(), invalid));
        }
    }

    /// Fails the call when a body is beyond the limits of the description. `json` gives what it comes to.
    pub(crate) fn check<'a>(&mut self, body: &dyn Encode, json: impl FnOnce() -> Cow<'a, str>) {
        if let Some(Err(invalid)) = body.limits().map(|limits| limits.check(&json())) {
            self.0.fail(RequestErrorKind::Invalid(invalid));
        }
    }

    /// The body as `application/json`.
    pub fn json(&mut self, value: &dyn Encode) {
        self.json_as("application/json", value);
    }

    /// The body as `application/json`; no body, and no content type, for `None`.
    pub fn json_opt<T: Encode>(&mut self, value: &Option<T>) {
        if let Some(value) = value {
            self.json(value);
        }
    }

    /// The body as JSON of another media type, such as `application/merge-patch+json`. One beyond the limits of the description
    /// fails the call.
    pub fn json_as(&mut self, media_type: &'static str, value: &dyn Encode) {
        let text = crate::json::to_string(value);
        self.check(value, || text.as_str().into());
        self.push_body(media_type, text.into());
    }

    /// The body as text.
    pub fn text(&mut self, media_type: &'static str, text: String) {
        self.push_body(media_type, text.into());
    }

    /// The body as it is: bytes or a stream.
    pub fn body(&mut self, media_type: &str, body: Body) {
        self.push_body(media_type, body);
    }

    /// Another media type for the body, where the caller chose one.
    pub fn content_type(&mut self, media_type: &Option<String>) {
        if let Some(media_type) = media_type {
            self.set_content_type(media_type);
        }
    }

    /// The same once more; `None` when the body cannot be sent twice.
    pub(crate) fn try_clone(&self) -> Option<Self> {
        Some(Self(self.0.clone(), self.1.try_clone()?))
    }

    /// Ends the call in this problem, unless there is one before it.
    pub(crate) fn fail(&mut self, problem: RequestErrorKind) {
        self.0.fail(problem);
    }

    fn push_body(&mut self, media_type: &str, body: Body) {
        self.1 = body;
        self.set_content_type(media_type);
    }

    fn set_content_type(&mut self, media_type: &str) {
        match HeaderValue::from_str(media_type) {
            Ok(value) => drop(self.0.headers.insert(CONTENT_TYPE, value)),
            Err(_) => self.0.fail(RequestErrorKind::Header("content-type".to_owned())),
        }
    }
}

impl Parts {
    fn fail(&mut self, problem: RequestErrorKind) {
        self.problem.get_or_insert(problem);
    }

    fn push_path(&mut self, name: &'static str, text: Option<String>) {
        match text {
            Some(text) if !text.is_empty() => self.path.push((name, text)),
            _ => self.fail(RequestErrorKind::PathParameter(name.to_owned())),
        }
    }

    fn push_header(&mut self, name: &'static str, text: &str) {
        match (HeaderName::try_from(name), HeaderValue::from_str(text)) {
            (Ok(key), Ok(value)) => drop(self.headers.append(key, value)),
            _ => self.fail(RequestErrorKind::Header(name.to_owned())),
        }
    }

    pub(crate) fn error(&self, kind: RequestErrorKind) -> RequestError {
        RequestError::new(self.operation, kind)
    }

    /// The URL below `server`, with path parameters put in and the query after it.
    pub(crate) fn url(&self, server: &str) -> Result<String, RequestErrorKind> {
        let template = self.operation.path;
        let mut url = String::with_capacity(server.len() + template.len() + self.query.len() + 64);
        url.push_str(server.trim_end_matches('/'));
        let start = url.len();
        let mut rest = template;
        while let Some((literal, name, tail)) = next_expression(rest) {
            push_literal(&mut url, literal);
            match self.path.iter().find(|(given, _)| *given == name) {
                Some((_, text)) => url.push_str(text),
                None => return Err(RequestErrorKind::PathParameter(name.to_owned())),
            }
            rest = tail;
        }
        push_literal(&mut url, rest);
        self.check_segments(url.get(start..).unwrap_or_default())?;
        if !self.query.is_empty() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&self.query);
        }
        Ok(url)
    }

    /// What a segment with parameters comes to must not be a dot segment: that would be another path (RFC 3986, section 5.2.4).
    fn check_segments(&self, path: &str) -> Result<(), RequestErrorKind> {
        let is_dots = |text: &str| text.bytes().all(|byte| byte == b'.');
        // A value that has anything but dots keeps its segment from being one.
        if !self.path.iter().any(|(_, text)| is_dots(text)) {
            return Ok(());
        }
        let segments = path.split('/').zip(self.operation.path.split('/'));
        match segments.filter(|(segment, _)| matches!(*segment, "." | "..")).find_map(|(_, made)| next_expression(made))
        {
            Some((_, name, _)) => Err(RequestErrorKind::PathParameter(name.to_owned())),
            None => Ok(()),
        }
    }

    /// The header `Cookie`, when there are cookies; `extra` is what credentials add.
    pub(crate) fn cookie_header(&self, extra: &str) -> Result<Option<(HeaderName, HeaderValue)>, RequestErrorKind> {
        let mut text = self.cookies.clone();
        if !extra.is_empty() {
            join(&mut text, "; ", extra);
        }
        if text.is_empty() {
            return Ok(None);
        }
        let mut value = HeaderValue::from_str(&text).map_err(|_| RequestErrorKind::Header("cookie".to_owned()))?;
        value.set_sensitive(true);
        Ok(Some((COOKIE, value)))
    }
}

/// Text before `{name}`, the name, and what follows it.
fn next_expression(template: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = template.split_once('{')?;
    let (name, tail) = rest.split_once('}')?;
    Some((literal, name, tail))
}

/// What a path template says literally: characters that no path can hold are encoded, the others stay.
fn push_literal(url: &mut String, literal: &str) {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const ILLEGAL: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'<')
        .add(b'>')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/');
    if literal.bytes().all(is_plain) {
        url.push_str(literal);
    } else {
        url.extend(utf8_percent_encode(literal, ILLEGAL));
    }
}

/// Appends `item`, with `between` where something is before it.
pub(crate) fn join(list: &mut String, between: &str, item: &str) {
    if !list.is_empty() && !item.is_empty() {
        list.push_str(between);
    }
    list.push_str(item);
}

#[cfg(test)]
mod tests;
