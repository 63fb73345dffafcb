//! Bodies of the media type `multipart/form-data` (RFC 7578; OpenAPI 3.0.3, section "Special Considerations for `multipart`
//! Content"), and of other multipart types (RFC 2046, section 5.1).
//!
//! Takes parts, gives a body. Files are neither copied nor read ahead: a part that is a stream makes the body one. It must not know
//! where the parts come from.

use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::body::Body;
use crate::error::RequestErrorKind;
use crate::json::{Encode, Value};
use crate::request::Request;
use crate::style::{self, Style};

/// One part of a [`Multipart`] body: a file, a text, or anything else with a content type and headers of its own.
///
/// ```
/// use oasmith_runtime::{Body, Part};
///
/// let picture = Part::file("cat.png", vec![0x89, b'P', b'N', b'G']).content_type("image/png");
/// let note = Part::new("a cat");
/// # fn pieces() -> Body { Body::empty() }
/// let video = Part::file("cat.mp4", pieces()); // any `Body`: a stream, of known length or not
/// ```
#[derive(Debug)]
#[must_use]
pub struct Part {
    body: Body,
    file_name: Option<String>,
    headers: HeaderMap,
    problem: Option<RequestErrorKind>,
}

impl Part {
    /// A part of a text, of bytes, or of a stream.
    pub fn new(body: impl Into<Body>) -> Self {
        Self { body: body.into(), file_name: None, headers: HeaderMap::new(), problem: None }
    }

    /// A file: the name that the server gets to see, and the content.
    pub fn file(name: impl Into<String>, body: impl Into<Body>) -> Self {
        Self::new(body).file_name(name)
    }

    /// A JSON value, as `application/json`.
    pub fn json(value: &dyn Encode) -> Self {
        Self::new(crate::json::to_string(value)).content_type("application/json")
    }

    /// Sets the name of the file.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets `Content-Type`.
    pub fn content_type(self, media_type: impl AsRef<str>) -> Self {
        self.header(CONTENT_TYPE.as_str(), media_type)
    }

    /// Sets a header of the part. One that no header can carry fails the call.
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        match (HeaderName::try_from(name), HeaderValue::from_str(value.as_ref())) {
            (Ok(name), Ok(value)) => drop(self.headers.insert(name, value)),
            _ => drop(self.problem.get_or_insert(RequestErrorKind::Header(name.to_owned()))),
        }
        self
    }

    /// A content type for parts that have none.
    fn or_content_type(mut self, media_type: &str) -> Self {
        if self.headers.contains_key(CONTENT_TYPE) { self } else { self.set(media_type) }
    }

    fn set(&mut self, media_type: &str) -> Self {
        std::mem::replace(self, Self::new(Body::empty())).content_type(media_type)
    }

    /// The lines before the content.
    fn head(&self, name: &str, is_form: bool) -> String {
        let mut head = String::new();
        if is_form && !self.headers.contains_key(CONTENT_DISPOSITION) {
            head.push_str("Content-Disposition: form-data; name=\"");
            push_quoted(&mut head, name);
            if let Some(file) = &self.file_name {
                head.push_str("\"; filename=\"");
                push_quoted(&mut head, file);
            }
            head.push_str("\"\r\n");
        }
        for (name, value) in &self.headers {
            head.push_str(title(name).as_str());
            head.push_str(": ");
            head.push_str(value.to_str().unwrap_or_default());
            head.push_str("\r\n");
        }
        head.push_str("\r\n");
        head
    }
}

/// `content-type` as servers of old expect it: `Content-Type`.
fn title(name: &HeaderName) -> String {
    let mut start = true;
    let letters = name.as_str().chars().map(|letter| {
        let letter = if start { letter.to_ascii_uppercase() } else { letter };
        start = letter == '-';
        letter
    });
    letters.collect()
}

/// Names of parts and files: quotes and line ends are percent-encoded, everything else is UTF-8 (as browsers do; RFC 7578,
/// section 4.2).
fn push_quoted(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("%22"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            letter => out.push(letter),
        }
    }
}

macro_rules! part_from {
    ($($ty:ty)*) => {$(
        impl From<$ty> for Part {
            fn from(content: $ty) -> Self {
                Self::new(content)
            }
        }
    )*};
}

part_from!(Body Bytes Vec<u8> String &'static str &'static [u8]);

/// The parts of a body, in order; several may have one name.
#[derive(Debug, Default)]
pub struct Multipart {
    parts: Vec<(String, Part)>,
}

/// A part that is larger goes into the body without being copied.
const COPIED: u64 = 16 << 10;

impl Multipart {
    /// No parts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part.
    #[must_use]
    pub fn part(mut self, name: impl Into<String>, part: impl Into<Part>) -> Self {
        self.parts.push((name.into(), part.into()));
        self
    }

    /// Adds files; without a name of its own a file gets that of the part, since servers take a part without one for a text.
    pub fn files(&mut self, name: &str, media_type: &str, files: impl IntoIterator<Item = Part>) {
        for mut file in files {
            file.file_name.get_or_insert_with(|| name.to_owned());
            self.parts.push((name.to_owned(), file.or_content_type(media_type)));
        }
    }

    /// Adds a value by its JSON type: text and numbers as text, objects as JSON, a part for each item of a list. `null` is no part.
    pub fn value(&mut self, name: &str, value: &dyn Encode) {
        self.push_value(name, None, &Value::of(value));
    }

    /// The same with a content type.
    pub fn value_as(&mut self, name: &str, media_type: &str, value: &dyn Encode) {
        self.push_value(name, Some(media_type), &Value::of(value));
    }

    /// Adds a value as a parameter style writes it, without percent-encoding.
    pub fn styled(&mut self, name: &str, style: Style, value: &dyn Encode) {
        let pairs = style::pairs(style, name, &Value::of(value));
        self.parts.extend(pairs.into_iter().map(|(name, text)| (name, Part::new(text))));
    }

    /// Adds all parts of another one.
    pub fn extend(&mut self, other: Self) {
        self.parts.extend(other.parts);
    }

    fn push_value(&mut self, name: &str, media_type: Option<&str>, value: &Value) {
        let part = match value {
            Value::Null => return,
            Value::Array(items) => {
                return items.iter().for_each(|item| match item {
                    // The styles know no lists of lists: the inner one is JSON.
                    Value::Array(_) => self.parts.push((name.to_owned(), Part::json(item))),
                    item => self.push_value(name, media_type, item),
                });
            }
            Value::Object(_) => Part::json(value),
            scalar => Part::new(style::text_of(scalar)),
        };
        let part = match media_type {
            Some(media_type) => part.content_type(media_type),
            None => part,
        };
        self.parts.push((name.to_owned(), part));
    }

    /// The body; the first problem of a part is given to `fail`.
    fn into_body(self, boundary: &str, is_form: bool, fail: &mut dyn FnMut(RequestErrorKind)) -> Body {
        let mut pieces = Vec::new();
        let mut text = Vec::new();
        for (name, part) in self.parts {
            text.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
            text.extend_from_slice(part.head(&name, is_form).as_bytes());
            if let Some(problem) = part.problem {
                fail(problem);
            }
            match part.body.as_bytes() {
                Some(bytes) if part.body.length() <= Some(COPIED) => text.extend_from_slice(bytes),
                _ => {
                    pieces.push(Body::from(std::mem::take(&mut text)));
                    pieces.push(part.body);
                }
            }
            text.extend_from_slice(b"\r\n");
        }
        text.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        pieces.push(Body::from(text));
        Body::chain(pieces)
    }
}

impl Request {
    /// The body as parts. A part that is a stream makes a body that is sent once.
    pub fn multipart(&mut self, media_type: &str, parts: Multipart) {
        // 128 bits that no content has by accident.
        let boundary = format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..));
        let is_form = media_type.trim().to_ascii_lowercase().starts_with("multipart/form-data");
        let body = parts.into_body(&boundary, is_form, &mut |problem| self.fail(problem));
        self.body(&format!("{media_type}; boundary={boundary}"), body);
    }
}

#[cfg(test)]
mod tests;
