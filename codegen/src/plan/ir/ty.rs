//! Types as they are written in the generated crate.
//!
//! Takes nothing, gives [`Ty`]. Must not know schemas.

use super::Ident;

/// A type, with `Option` and `Box` in place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ty {
    /// `()`
    Unit,
    /// `bool`
    Bool,
    /// A built-in integer: `i64`.
    Int(&'static str),
    /// `f64`
    F64,
    /// `String`
    String,
    /// `&str`; arguments only.
    Str,
    /// A type of the runtime without parameters: `Value`, `Number`, `Timestamp`, `Date`, `Time`, `Base64`, `Bytes`, `Undeclared`.
    Runtime(&'static str),
    /// `Foreign<_>`: a type of another crate.
    Foreign(Box<str>),
    /// A type below `models`.
    Model(Ident),
    /// A type below `api`.
    Api(Ident),
    /// `Option<_>`
    Option(Box<Ty>),
    /// `Maybe<_>`: absent, null or a value.
    Maybe(Box<Ty>),
    /// `Box<_>`
    Boxed(Box<Ty>),
    /// `Events<_>`: a stream of server-sent events.
    Events(Box<Ty>),
    /// `Values<_>`: a stream of JSON values.
    Items(Box<Ty>),
    /// `Vec<_>`
    List(Box<Ty>),
    /// `BTreeMap<String, _>`
    Map(Box<Ty>),
    /// `(_, _)`
    Tuple(Vec<Ty>),
    /// `Tuple<(_, _), _>`: positions, and what comes after them.
    Leading(Vec<Ty>, Box<Ty>),
    /// `OrAny<_>`
    OrAny(Box<Ty>),
}

impl Ty {
    /// Any JSON value.
    pub const VALUE: Self = Self::Runtime("Value");
    /// Bytes as they are.
    pub const BYTES: Self = Self::Runtime("Bytes");
    /// Bytes or a stream of them: what is uploaded and downloaded.
    pub const BODY: Self = Self::Runtime("Body");

    /// `Option<self>`; what is optional already stays as it is, and any JSON value has its own `null`.
    #[must_use]
    pub fn optional(self) -> Self {
        match self {
            Self::Option(_) | Self::Maybe(_) | Self::VALUE => self,
            other => Self::Option(Box::new(other)),
        }
    }

    /// Whether values are plain and small enough to be copied.
    #[must_use]
    pub const fn is_copy(&self) -> bool {
        matches!(self, Self::Unit | Self::Bool | Self::Int(_) | Self::F64)
    }
}
