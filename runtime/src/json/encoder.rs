//! Writing JSON text.
//!
//! Takes names and values, gives compact text; strings are escaped as `serde_json` does it. Commas
//! are placed by looking at the last byte, so that there is no state to keep.

use crate::json::string::plain_run;
use crate::json::{Decoder, Encode};

/// JSON text that is being written.
///
/// It relies on its callers to close what they open, and to write one value where one is due.
#[derive(Clone, Debug, Default)]
pub struct Encoder {
    /// UTF-8, as all that is written are whole texts: as bytes, since most of it is sent and nobody asks again whether it is text.
    out: Vec<u8>,
}

impl Encoder {
    /// Nothing written yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What was written.
    #[must_use]
    pub fn into_string(self) -> String {
        String::from_utf8(self.out).unwrap_or_default()
    }

    /// What was written, in bytes.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    /// Begins an object.
    pub fn begin_object(&mut self) {
        self.out.push(b'{');
    }

    /// Ends the object.
    pub fn end_object(&mut self) {
        self.out.push(b'}');
    }

    /// Begins an array.
    pub fn begin_array(&mut self) {
        self.out.push(b'[');
    }

    /// Ends the array.
    pub fn end_array(&mut self) {
        self.out.push(b']');
    }

    /// Writes the name of a member; its value must follow.
    pub fn name(&mut self, name: &str) {
        // Room for what stands around it. Two bytes at once: this is done for each member.
        self.out.reserve(name.len() + 4);
        if self.is_first() {
            self.out.push(b'"');
        } else {
            self.out.extend_from_slice(b",\"");
        }
        self.text(name.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    /// Writes a member of an object.
    pub fn member<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        self.name(name);
        value.encode(self);
    }

    /// Writes an element of an array.
    pub fn element<T: Encode + ?Sized>(&mut self, value: &T) {
        self.separate();
        value.encode(self);
    }

    /// Writes a value.
    pub fn value<T: Encode + ?Sized>(&mut self, value: &T) {
        value.encode(self);
    }

    /// Writes the value of a variant, an object, with the member that tells which variant it is
    /// (OpenAPI 3.0, "Discriminator Object") as its first, unless it has that member already.
    pub fn tagged(&mut self, name: &str, tag: &str, value: &dyn Encode) {
        let start = self.out.len();
        value.encode(self);
        let written = self.out.get(start..).and_then(|written| std::str::from_utf8(written).ok()).unwrap_or_default();
        if !written.starts_with('{') || Decoder::new(written).member(name).is_some() {
            return;
        }
        let mut member = Self::new();
        member.member(name, tag);
        if written != "{}" {
            member.out.push(b',');
        }
        let at = start + 1;
        drop(self.out.splice(at..at, member.out));
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.out.extend_from_slice(b"null");
    }

    /// Writes text that is one JSON value already.
    pub fn raw(&mut self, json: &str) {
        self.out.extend_from_slice(json.as_bytes());
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        self.quoted(text.as_bytes());
    }

    #[inline(always)]
    fn quoted(&mut self, text: &[u8]) {
        self.out.reserve(text.len() + 2);
        self.out.push(b'"');
        self.text(text);
        self.out.push(b'"');
    }

    /// Writes what stands between quotation marks.
    #[inline(always)]
    fn text(&mut self, text: &[u8]) {
        let run = plain_run(text);
        self.out.extend_from_slice(text.get(..run).unwrap_or_default());
        if run < text.len() {
            self.escaped(text.get(run..).unwrap_or_default());
        }
    }

    /// Writes the rest of a string, which begins with what has to be escaped.
    #[cold]
    fn escaped(&mut self, mut rest: &[u8]) {
        while let Some((special, others)) = rest.split_first() {
            self.escape(*special);
            let (plain, others) = others.split_at_checked(plain_run(others)).unwrap_or((others, &[]));
            self.out.extend_from_slice(plain);
            rest = others;
        }
    }

    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' => b'"',
            b'\\' => b'\\',
            0x8 => b'b',
            0xC => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            _ => {
                let digit = |digit: u8| char::from_digit(digit.into(), 16).map_or(b'0', |digit| digit as u8);
                return self.out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 0xF)]);
            }
        };
        self.out.extend_from_slice(&[b'\\', short]);
    }

    /// Where text that needs no escape is written to.
    pub(super) fn sink(&mut self) -> &mut Vec<u8> {
        &mut self.out
    }

    /// Puts a comma unless the object or array has just begun.
    #[inline(always)]
    pub(super) fn separate(&mut self) {
        if !self.is_first() {
            self.out.push(b',');
        }
    }

    /// Whether the object or array has just begun. No value ends in an opening brace: strings end in a quotation mark.
    #[inline(always)]
    fn is_first(&self) -> bool {
        matches!(self.out.last(), Some(b'{' | b'[') | None)
    }
}
