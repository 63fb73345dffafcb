//! The cursor that walks through JSON text.
//!
//! Takes text that is known to be UTF-8, gives its values one after the other. It accepts and
//! refuses what `serde_json` does, numbers too large for a float excepted: they are fine here.
//! Everything is concrete and compiled once; recursion is limited by the nesting that is read.

use std::borrow::Cow;
use std::fmt;

use crate::json::{Decode, DecodeError, DecodeErrorKind, DecodeResult};

/// How many levels of objects and arrays may be open, plus one: what `serde_json` allows.
const DEPTH: u8 = 128;

/// A cursor over JSON text; it stands before a value.
///
/// Copies are cheap, and are how one looks ahead.
#[derive(Clone, Copy, Debug)]
pub struct Decoder<'a> {
    pub(super) text: &'a str,
    /// In bytes, and always at the border of a character.
    pub(super) at: usize,
    /// How many levels may still be opened, plus one.
    depth: u8,
    /// How many bytes trials may still have read in vain.
    pub(super) budget: usize,
}

/// The type of a JSON value, as its first character tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
    /// No JSON value begins here.
    Invalid,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
            Self::Invalid => "no value",
        })
    }
}

impl<'a> Decoder<'a> {
    /// A cursor at the start of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        // Trials that fail may cost as much as reading the text some sixteen times; ordinary
        // unions stay far below.
        let budget = text.len().saturating_mul(16).saturating_add(1 << 16);
        Self { text, at: 0, depth: DEPTH, budget }
    }

    /// Where the cursor stands, in bytes from the start of the text.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.at
    }

    /// The type of the value that comes, judged by its first character.
    #[must_use]
    pub fn peek(&self) -> Kind {
        let mut ahead = *self;
        match ahead.next_byte() {
            Some(b'n') => Kind::Null,
            Some(b't' | b'f') => Kind::Bool,
            Some(b'-' | b'0'..=b'9') => Kind::Number,
            Some(b'"') => Kind::String,
            Some(b'[') => Kind::Array,
            Some(b'{') => Kind::Object,
            _ => Kind::Invalid,
        }
    }

    /// Reads a value of type `T`.
    ///
    /// # Errors
    /// When the text that comes is no `T`.
    pub fn decode<T: Decode>(&mut self) -> DecodeResult<T> {
        T::decode(self)
    }

    /// Checks that nothing but white space follows.
    ///
    /// # Errors
    /// When something does.
    pub fn end(&mut self) -> DecodeResult<()> {
        match self.next_byte() {
            None => Ok(()),
            Some(_) => Err(self.error(DecodeErrorKind::TrailingText)),
        }
    }

    /// Reads `null`.
    ///
    /// # Errors
    /// When something else comes.
    pub fn null(&mut self) -> DecodeResult<()> {
        if self.next_byte() == Some(b'n') { self.word("null") } else { Err(self.unexpected("null")) }
    }

    /// Reads `null` if that is what comes.
    ///
    /// # Errors
    /// When something begins like `null` and is not.
    pub fn take_null(&mut self) -> DecodeResult<bool> {
        if self.next_byte() != Some(b'n') {
            return Ok(false);
        }
        self.word("null")?;
        Ok(true)
    }

    /// Reads `true` or `false`.
    ///
    /// # Errors
    /// When something else comes.
    pub fn boolean(&mut self) -> DecodeResult<bool> {
        match self.next_byte() {
            Some(b't') => self.word("true").map(|()| true),
            Some(b'f') => self.word("false").map(|()| false),
            _ => Err(self.unexpected("a boolean")),
        }
    }

    /// Reads a string: borrowed from the text unless it holds escapes.
    ///
    /// # Errors
    /// When something else comes, or an escape names no character (RFC 8259, section 7).
    pub fn text(&mut self) -> DecodeResult<Cow<'a, str>> {
        match self.next_byte() {
            Some(b'"') => self.string(),
            _ => Err(self.unexpected("a string")),
        }
    }

    /// Reads an object: calls `member` with each name, to read the value that the cursor stands at.
    ///
    /// # Errors
    /// When something else comes, or `member` fails.
    pub fn each_member(
        &mut self,
        member: &mut dyn FnMut(&mut Decoder<'a>, &str) -> DecodeResult<()>,
    ) -> DecodeResult<()> {
        self.open_object()?;
        let mut first = true;
        while let Some(name) = self.key(first)? {
            member(self, &name).map_err(|error| error.in_member(&name))?;
            first = false;
        }
        Ok(())
    }

    /// Reads an array: calls `element` to read each value.
    ///
    /// # Errors
    /// When something else comes, or `element` fails.
    pub fn each_element(&mut self, element: &mut dyn FnMut(&mut Decoder<'a>) -> DecodeResult<()>) -> DecodeResult<()> {
        self.open_array()?;
        let mut index = 0;
        while self.next_element(index == 0)? {
            element(self).map_err(|error| error.in_element(index))?;
            index += 1;
        }
        Ok(())
    }

    /// Reads any value and drops it.
    ///
    /// # Errors
    /// When what comes is not JSON, or nested too deeply.
    pub fn skip(&mut self) -> DecodeResult<()> {
        // One bit per open level, set for objects: the depth limit keeps it within the word.
        let mut open: u128 = 0;
        let mut levels = 0u32;
        loop {
            // The cursor stands before a value.
            let opened = match self.next_byte() {
                Some(b'{') => {
                    self.open_object()?;
                    open = open << 1 | 1;
                    true
                }
                Some(b'[') => {
                    self.open_array()?;
                    open <<= 1;
                    true
                }
                Some(b'"') => self.skip_string().map(|()| false)?,
                Some(b'n') => self.word("null").map(|()| false)?,
                Some(b't') => self.word("true").map(|()| false)?,
                Some(b'f') => self.word("false").map(|()| false)?,
                _ => self.number_text().map(|_| false)?,
            };
            let mut first = opened;
            levels += u32::from(opened);
            // Goes up as many levels as end here.
            loop {
                if levels == 0 {
                    return Ok(());
                }
                let more = if open & 1 == 1 {
                    self.next_name(first)? && {
                        self.skip_string()?;
                        self.colon()?;
                        true
                    }
                } else {
                    self.next_element(first)?
                };
                if more {
                    break;
                }
                open >>= 1;
                levels -= 1;
                first = false;
            }
        }
    }

    /// Reads any value and gives its text as it is written.
    ///
    /// # Errors
    /// When what comes is not JSON, or nested too deeply.
    pub fn raw(&mut self) -> DecodeResult<&'a str> {
        self.next_byte();
        let start = self.at;
        self.skip()?;
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// An error of this kind at the cursor.
    #[cold]
    pub fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.at)
    }

    /// The error for a string that is none of the values of a closed enumeration.
    #[cold]
    #[must_use]
    pub fn unknown_value(&self, known: &'static [&'static str]) -> DecodeError {
        self.error(DecodeErrorKind::UnknownValue(known))
    }

    /// The error for a value that fits no variant of a closed union.
    #[cold]
    #[must_use]
    pub fn no_variant(&self) -> DecodeError {
        self.error(DecodeErrorKind::NoVariant)
    }

    /// The error for a value of another type than `expected`, which is said in words.
    #[cold]
    pub fn unexpected(&mut self, expected: &'static str) -> DecodeError {
        let kind = match self.peek() {
            Kind::Invalid if self.next_byte().is_none() => DecodeErrorKind::UnexpectedEnd,
            Kind::Invalid => DecodeErrorKind::Syntax("expected a value"),
            found => DecodeErrorKind::Unexpected { expected, found },
        };
        self.error(kind)
    }

    #[cold]
    pub(super) fn syntax(&mut self, expected: &'static str) -> DecodeError {
        let kind = match self.byte() {
            None => DecodeErrorKind::UnexpectedEnd,
            Some(_) => DecodeErrorKind::Syntax(expected),
        };
        self.error(kind)
    }

    #[inline(always)]
    pub(super) fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes white space (RFC 8259, section 2) and looks at what follows.
    #[inline(always)]
    pub(super) fn next_byte(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                byte => return byte,
            }
        }
    }

    fn word(&mut self, word: &'static str) -> DecodeResult<()> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        let same = rest.iter().zip(word.as_bytes()).take_while(|(a, b)| a == b).count();
        self.at += same;
        Err(self.syntax("expected null, true or false"))
    }

    pub(super) fn open_object(&mut self) -> DecodeResult<()> {
        match self.next_byte() {
            Some(b'{') => self.open(),
            _ => Err(self.unexpected("an object")),
        }
    }

    pub(super) fn open_array(&mut self) -> DecodeResult<()> {
        match self.next_byte() {
            Some(b'[') => self.open(),
            _ => Err(self.unexpected("an array")),
        }
    }

    #[inline(always)]
    fn open(&mut self) -> DecodeResult<()> {
        match self.depth.checked_sub(1) {
            Some(depth) if depth > 0 => {
                self.depth = depth;
                self.at += 1;
                Ok(())
            }
            _ => Err(self.error(DecodeErrorKind::TooDeep)),
        }
    }

    #[inline(always)]
    fn close(&mut self) {
        self.depth += 1;
        self.at += 1;
    }

    /// Inside an object: the next name, with the cursor left before its value; `None` at the end.
    #[inline(always)]
    pub(super) fn key(&mut self, first: bool) -> DecodeResult<Option<Cow<'a, str>>> {
        if !self.next_name(first)? {
            return Ok(None);
        }
        let name = self.string()?;
        self.colon()?;
        Ok(Some(name))
    }

    /// Inside an object: goes to the quotation mark of the next name; false at the end.
    #[inline(always)]
    fn next_name(&mut self, first: bool) -> DecodeResult<bool> {
        let byte = match (self.next_byte(), first) {
            (Some(b'}'), _) => {
                self.close();
                return Ok(false);
            }
            (Some(b','), false) => {
                self.at += 1;
                self.next_byte()
            }
            (byte, true) => byte,
            _ => return Err(self.syntax("expected `,` or `}`")),
        };
        if byte == Some(b'"') { Ok(true) } else { Err(self.syntax("expected the name of a member")) }
    }

    #[inline(always)]
    fn colon(&mut self) -> DecodeResult<()> {
        if self.next_byte() != Some(b':') {
            return Err(self.syntax("expected `:`"));
        }
        self.at += 1;
        Ok(())
    }

    /// Inside an array: goes to the next value; false at the end.
    pub(super) fn next_element(&mut self, first: bool) -> DecodeResult<bool> {
        match (self.next_byte(), first) {
            (Some(b']'), _) => {
                self.close();
                Ok(false)
            }
            (Some(b','), false) => {
                self.at += 1;
                // A comma before the end is no JSON: reading the value would say so, but later.
                if self.next_byte() == Some(b']') { Err(self.syntax("expected a value")) } else { Ok(true) }
            }
            (Some(_), true) => Ok(true),
            _ => Err(self.syntax("expected `,` or `]`")),
        }
    }
}
