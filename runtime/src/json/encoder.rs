//! Writing JSON text.
//!
//! Takes names and values, gives compact text; strings are escaped as `serde_json` does it. Commas
//! are placed by looking at the last byte, so that there is no state to keep.

use crate::json::{Decoder, Encode, Map, Maybe};

/// JSON text that is being written.
///
/// It relies on its callers to close what they open, and to write one value where one is due.
#[derive(Clone, Debug, Default)]
pub struct Encoder {
    out: String,
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
        self.out
    }

    /// Begins an object.
    pub fn begin_object(&mut self) {
        self.out.push('{');
    }

    /// Ends the object.
    pub fn end_object(&mut self) {
        self.out.push('}');
    }

    /// Begins an array.
    pub fn begin_array(&mut self) {
        self.out.push('[');
    }

    /// Ends the array.
    pub fn end_array(&mut self) {
        self.out.push(']');
    }

    /// Writes the name of a member; its value must follow.
    pub fn name(&mut self, name: &str) {
        self.separate();
        self.string(name);
        self.out.push(':');
    }

    /// Writes a member of an object.
    pub fn member<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        self.name(name);
        value.encode(self);
    }

    /// Writes a member of an object that is always there.
    pub fn required<T: Encode>(&mut self, name: &str, value: &T) {
        self.member(name, value);
    }

    /// Writes a member of an object, if it is there.
    pub fn optional<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.member(name, value);
        }
    }

    /// Writes a member of an object, if it is there; it may be `null`.
    pub fn maybe<T: Encode>(&mut self, name: &str, value: &Maybe<T>) {
        if !value.is_absent() {
            self.member(name, value);
        }
    }

    /// Writes the members that are not declared.
    pub fn extra<T: Encode>(&mut self, members: &Map<T>) {
        for (name, value) in members {
            self.member(name, value);
        }
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
        let written = self.out.get(start..).unwrap_or_default();
        if !written.starts_with('{') || Decoder::new(written).member(name).is_some() {
            return;
        }
        let mut member = Self::new();
        member.member(name, tag);
        if written != "{}" {
            member.out.push(',');
        }
        self.out.insert_str(start + 1, &member.out);
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.out.push_str("null");
    }

    /// Writes text that is one JSON value already.
    pub fn raw(&mut self, json: &str) {
        self.out.push_str(json);
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        self.out.reserve(text.len() + 2);
        self.out.push('"');
        let mut rest = text;
        loop {
            let (plain, special) = split_plain(rest);
            self.out.push_str(plain);
            let mut letters = special.chars();
            let Some(letter) = letters.next() else { break };
            self.escape(letter);
            rest = letters.as_str();
        }
        self.out.push('"');
    }

    #[cold]
    fn escape(&mut self, letter: char) {
        let short = match letter {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\u{8}' => "\\b",
            '\u{c}' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => {
                self.out.push_str("\\u00");
                for shift in [4, 0] {
                    let digit = char::from_digit(u32::from(letter) >> shift & 0xF, 16);
                    self.out.push(digit.unwrap_or('0'));
                }
                return;
            }
        };
        self.out.push_str(short);
    }

    /// Where text that needs no escape is written to.
    pub(super) fn sink(&mut self) -> &mut String {
        &mut self.out
    }

    /// Puts a comma unless the object or array has just begun. No value ends in an opening brace:
    /// strings end in a quotation mark.
    pub(super) fn separate(&mut self) {
        if !matches!(self.out.as_bytes().last(), Some(b'{' | b'[') | None) {
            self.out.push(',');
        }
    }
}

fn split_plain(text: &str) -> (&str, &str) {
    let run = super::string::plain_run(text.as_bytes());
    text.split_at_checked(run).unwrap_or((text, ""))
}
