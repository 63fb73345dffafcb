//! Bytes in JSON strings (OpenAPI 3.0, format `byte`; RFC 4648).
//!
//! Takes either alphabet, with or without padding and line breaks, gives the standard one with
//! padding. Must not show the text of a payload in an error.

use bytes::Bytes;

use crate::json::{Decode, DecodeErrorKind, DecodeResult, Decoder, Encode, Encoder};

/// Bytes that JSON carries as a base64 string.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Base64(pub Bytes);

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

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl From<Bytes> for Base64 {
    fn from(bytes: Bytes) -> Self {
        Self(bytes)
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Decode for Base64 {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        d.next_byte();
        let start = *d;
        let bytes = decode(&d.text()?);
        let problem = || start.error(DecodeErrorKind::Custom("not base64".into()));
        self.0 = bytes.ok_or_else(problem)?.into();
        Ok(())
    }
}

impl Encode for Base64 {
    fn encode(&self, e: &mut Encoder) {
        // Nothing in the alphabet needs an escape.
        e.string(&encode(&self.0));
    }
}
