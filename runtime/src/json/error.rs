//! What goes wrong when JSON is read.
//!
//! Takes the kind of a problem and where it is; the way from the root to it is added level by
//! level while the error travels up, so that decoding what is right costs nothing for it. Gives one
//! line for people. Must not hold a value of the payload: payloads carry secrets.

use std::fmt;

use crate::json::Kind;

/// What decoding gives.
pub type DecodeResult<T> = Result<T, DecodeError>;

/// Why a JSON text is not what was expected, and where.
///
/// It is one word wide, names members and positions, and never shows a value of the payload.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: DecodeErrorKind,
    /// From the innermost level to the outermost.
    path: Vec<Segment>,
    offset: usize,
    /// Line and column, once the whole text was at hand.
    position: Option<(usize, usize)>,
}

#[derive(Clone, PartialEq, Eq)]
enum Segment {
    Member(Box<str>),
    Index(usize),
}

/// The kinds of problem that a [`DecodeError`] tells apart.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The text is not JSON (RFC 8259); says what was expected.
    Syntax(&'static str),
    /// The text ends in the middle of a value.
    UnexpectedEnd,
    /// Something follows the value.
    TrailingText,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// Objects and arrays are nested deeper than is read (127 levels, as in `serde_json`).
    TooDeep,
    /// Another JSON type than the expected one.
    Unexpected {
        /// What was expected, in words.
        expected: &'static str,
        /// What is there.
        found: Kind,
    },
    /// A number that the expected type, which is named, cannot hold.
    OutOfRange(&'static str),
    /// A required member, which is named, is not there.
    Missing(Box<str>),
    /// A member is there twice; the path ends with its name.
    Duplicate,
    /// None of the values of a closed enumeration, which are listed.
    UnknownValue(&'static [&'static str]),
    /// None of the variants of a union fits.
    NoVariant,
    /// Telling the variants of nested unions apart takes more trials than is reasonable.
    TooManyTrials,
    /// Anything else, in words.
    Custom(Box<str>),
}

impl DecodeError {
    #[cold]
    pub(crate) fn new(kind: DecodeErrorKind, offset: usize) -> Self {
        Self(Box::new(Inner { kind, path: Vec::new(), offset, position: None }))
    }

    /// An error in the words of a hand-written [`Decode`](crate::json::Decode).
    ///
    /// Do not put values of the payload into it: errors end up in logs.
    #[must_use]
    pub fn custom(text: impl Into<String>) -> Self {
        Self::new(DecodeErrorKind::Custom(text.into().into()), 0)
    }

    /// Adds the member of the object that the error was found in.
    #[cold]
    #[must_use]
    pub fn in_member(mut self, name: &str) -> Self {
        self.0.path.push(Segment::Member(name.into()));
        self
    }

    /// Adds the index of the element that the error was found in.
    #[cold]
    #[must_use]
    pub fn in_element(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Index(index));
        self
    }

    /// Fills in line and column, which need the whole text.
    #[cold]
    pub(crate) fn located(mut self, text: &[u8]) -> Self {
        let before = text.get(..self.0.offset).unwrap_or(text);
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        // Bytes that continue a UTF-8 character are not counted.
        let column = before.iter().skip(start).filter(|byte| **byte & 0xC0 != 0x80).count() + 1;
        self.0.position = Some((line, column));
        self
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &DecodeErrorKind {
        &self.0.kind
    }

    /// Where it is, such as `$.data[3].metadata.self`; `$` is the whole value.
    ///
    /// A missing member is reported at the object that lacks it.
    #[must_use]
    pub fn path(&self) -> String {
        Path(&self.0.path).to_string()
    }

    /// Where it is, in bytes from the start of the text.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// Where it is: the line, from 1; `None` where the text was not at hand as a whole.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.0.position.map(|(line, _)| line)
    }

    /// Where it is in its line, in characters, from 1; `None` together with [`line`](Self::line).
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.0.position.map(|(_, column)| column)
    }

    /// The line for people without the position, for texts that the reader never saw.
    pub(crate) fn without_position(&self) -> impl fmt::Display + '_ {
        Described(&self.0)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Described(&self.0).fmt(f)?;
        match self.0.position {
            Some((line, column)) => write!(f, " (line {line}, column {column})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("kind", &self.0.kind)
            .field("path", &self.path())
            .field("offset", &self.0.offset)
            .field("position", &self.0.position)
            .finish()
    }
}

impl std::error::Error for DecodeError {}

struct Described<'a>(&'a Inner);

impl fmt::Display for Described<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.0.kind, Path(&self.0.path))
    }
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(expected) => write!(f, "not JSON: {expected}"),
            Self::UnexpectedEnd => f.write_str("the text ends too early"),
            Self::TrailingText => f.write_str("something follows the value"),
            Self::NotUtf8 => f.write_str("not UTF-8"),
            Self::TooDeep => f.write_str("nested too deeply"),
            Self::Unexpected { expected, found } => {
                write!(f, "expected {expected}, found {found}")
            }
            Self::OutOfRange(expected) => write!(f, "number does not fit {expected}"),
            Self::Missing(name) => write!(f, "missing member {}", Quoted(name)),
            Self::Duplicate => f.write_str("member is there twice"),
            Self::UnknownValue(known) => {
                f.write_str("unknown value, expected one of ")?;
                for (index, name) in known.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{}", Quoted(name))?;
                }
                Ok(())
            }
            Self::NoVariant => f.write_str("none of the possible types fits"),
            Self::TooManyTrials => f.write_str("too ambiguous to read"),
            Self::Custom(text) => f.write_str(text),
        }
    }
}

/// A name in backquotes, on one line whatever it holds.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0.escape_debug())
    }
}

struct Path<'a>(&'a [Segment]);

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        for segment in self.0.iter().rev() {
            match segment {
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Member(name) if is_word(name) => write!(f, ".{name}")?,
                Segment::Member(name) => write!(f, "[{name:?}]")?,
            }
        }
        Ok(())
    }
}

fn is_word(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '$'))
}
