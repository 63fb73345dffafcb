//! Bytes in JSON strings (OpenAPI 3.0, format `byte`; RFC 4648).
//!
//! Takes whatever string a server sends, keeps it and writes it back, and reads it when somebody
//! asks: in either alphabet, with or without padding and line breaks. Writes the standard alphabet
//! with padding for bytes.

use std::fmt;

use bytes::Bytes;

use crate::json::{Decode, DecodeResult, Decoder, Encode, Encoder};

/// Bytes that JSON carries as a base64 string, kept as it is written.
///
/// Two of them are equal when they are written alike.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Base64 {
    text: Box<str>,
}

impl Base64 {
    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes; `None` when the text is no base64. Reading takes place at each call.
    #[must_use]
    pub fn bytes(&self) -> Option<Bytes> {
        decode(&self.text).map(Bytes::from)
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({})", self.text)
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The bytes as base64, standard alphabet with padding (RFC 4648, section 4).
fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |index: usize| group.get(index).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for position in 0..4 {
            let sextet = (bits >> (18 - 6 * position) & 0x3F) as usize;
            let letter = ALPHABET.get(sextet).copied().unwrap_or(b'=');
            text.push(if position <= group.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

/// The bytes of base64 text; `None` when it is none.
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut held) = (0u32, 0u32);
    let mut padding = 0;
    let mut letters = 0usize;
    for letter in text.bytes() {
        let sextet = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                padding += 1;
                continue;
            }
            b'\r' | b'\n' | b' ' | b'\t' => continue,
            _ => return None,
        };
        if padding > 0 {
            return None;
        }
        letters += 1;
        bits = bits << 6 | u32::from(sextet);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xFF) as u8);
            bits &= (1 << held) - 1;
        }
    }
    // One letter alone is not a byte, and what is left over must be zero.
    let complete = padding == 0 || (padding <= 2 && (letters + padding).is_multiple_of(4));
    (letters % 4 != 1 && bits == 0 && complete).then_some(bytes)
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self { text: encode(bytes).into() }
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        bytes.as_slice().into()
    }
}

impl From<Bytes> for Base64 {
    fn from(bytes: Bytes) -> Self {
        bytes.as_ref().into()
    }
}

impl Decode for Base64 {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        self.text = d.text()?.into();
        Ok(())
    }
}

impl Encode for Base64 {
    fn encode(&self, e: &mut Encoder) {
        e.string(&self.text);
    }
}
