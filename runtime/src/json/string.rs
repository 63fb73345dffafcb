//! Strings of JSON text (RFC 8259, section 7).
//!
//! Takes a cursor at a quotation mark, gives the string: a slice of the text when it holds no
//! escape. Must refuse what names no character: halves of surrogate pairs are errors.

use std::borrow::Cow;

use crate::json::{DecodeResult, Decoder};

/// `0x01` in every byte of a word.
const ONES: u64 = u64::MAX / 255;
/// The highest bit of every byte of a word.
const HIGHS: u64 = ONES << 7;

/// Which bytes do not stand for themselves.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        special[byte] = true;
        byte += 1;
    }
    special[b'"' as usize] = true;
    special[b'\\' as usize] = true;
    special
};

/// Which bytes of a word are a quotation mark, a backslash or a control character: the highest bit of each.
///
/// A byte of `word ^ (ONES * c)` is zero where `word` has `c`, and subtracting one from a zero byte (or 0x20 from a smaller one) borrows
/// into its highest bit. Borrows may reach later bytes, never earlier ones, so the first hit is right.
#[inline(always)]
fn hits(word: [u8; 8]) -> u64 {
    let word = u64::from_le_bytes(word);
    let quote = word ^ (ONES * b'"' as u64);
    let escape = word ^ (ONES * b'\\' as u64);
    (quote.wrapping_sub(ONES) & !quote | escape.wrapping_sub(ONES) & !escape | word.wrapping_sub(ONES * 0x20) & !word)
        & HIGHS
}

/// How many bytes at the start are neither a quotation mark, a backslash nor a control character: eight at a time.
#[inline(always)]
pub(super) fn plain_run(bytes: &[u8]) -> usize {
    let (words, tail) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let hits = hits(*word);
        if hits != 0 {
            return index * 8 + (hits.trailing_zeros() / 8) as usize;
        }
    }
    match bytes.last_chunk::<8>() {
        // Those before the tail are plain, so the first hit is in the tail.
        Some(last) => bytes.len() - 8 + (hits(*last).trailing_zeros() / 8) as usize,
        None => tail.iter().position(|byte| SPECIAL[usize::from(*byte)]).unwrap_or(tail.len()),
    }
}

impl<'a> Decoder<'a> {
    /// Reads the string whose quotation mark the cursor stands at.
    #[inline(always)]
    pub(super) fn string(&mut self) -> DecodeResult<Cow<'a, str>> {
        self.at += 1;
        let run = self.run();
        if self.byte() == Some(b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(run));
        }
        self.escaped(run).map(Cow::Owned)
    }

    /// Reads the rest of a string that is not plain, `start` being what was read of it.
    #[cold]
    fn escaped(&mut self, start: &str) -> DecodeResult<String> {
        let mut text = String::from(start);
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                _ => return Err(self.syntax("control characters in strings must be escaped")),
            }
            text.push_str(self.run());
        }
    }

    /// Passes the string whose quotation mark the cursor stands at; as strict as reading it.
    pub(super) fn skip_string(&mut self) -> DecodeResult<()> {
        self.at += 1;
        loop {
            self.run();
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.escape()?;
                }
                _ => return Err(self.syntax("control characters in strings must be escaped")),
            }
        }
    }

    /// Passes and gives the characters that stand for themselves.
    #[inline(always)]
    fn run(&mut self) -> &'a str {
        let start = self.at;
        self.at += plain_run(self.text.as_bytes().get(start..).unwrap_or_default());
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Reads one escape, with the cursor at its backslash.
    fn escape(&mut self) -> DecodeResult<char> {
        self.at += 1;
        let letter = match self.byte() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.syntax("no such escape")),
        };
        self.at += 1;
        Ok(letter)
    }

    /// Reads `uXXXX`, or both halves of a surrogate pair, with the cursor at the `u`.
    fn unicode_escape(&mut self) -> DecodeResult<char> {
        self.at += 1;
        let unit = self.hex4()?;
        let code = match unit {
            0xD800..=0xDBFF => {
                if !self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(b"\\u")) {
                    return Err(self.syntax("half of a surrogate pair"));
                }
                self.at += 2;
                match self.hex4()? {
                    low @ 0xDC00..=0xDFFF => 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00),
                    _ => return Err(self.syntax("half of a surrogate pair")),
                }
            }
            unit => unit,
        };
        char::from_u32(code).ok_or_else(|| self.syntax("half of a surrogate pair"))
    }

    fn hex4(&mut self) -> DecodeResult<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return Err(self.syntax("expected four hexadecimal digits"));
            };
            unit = unit << 4 | digit;
            self.at += 1;
        }
        Ok(unit)
    }
}
