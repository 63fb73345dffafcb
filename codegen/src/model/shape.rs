//! Shapes: the distinct types that the document's schemas amount to, by direction and after structural dedup.
//!
//! A schema says what is valid; a shape says what a program holds. One shape may stand for many schemas (seven inline copies of
//! an error body), one schema may have two shapes (what is sent and what is received, where read-only members make them differ).

use crate::base::{Arena, Id, Json, NodeId, Table};

use super::api::{ForeignId, Method, Operation, OperationId, Status};
use super::schema::{Schema, SchemaId};
use super::union::Union;

/// Identifies a [`Shape`] in [`Shapes::arena`].
pub type ShapeId = Id<Shape>;

/// All shapes of a document.
#[derive(Clone, Debug, Default)]
pub struct Shapes {
    /// The shapes, in the order of their first place in the document.
    pub arena: Arena<Shape>,
    /// What a schema is when the client sends it.
    pub requests: Table<Schema, Use>,
    /// What a schema is when the client receives it.
    pub responses: Table<Schema, Use>,
    /// The distinct sets of response headers.
    pub header_sets: Arena<HeaderSet>,
    /// For each response of an operation, in order, its set of headers, if it declares any.
    pub response_headers: Table<Operation, Vec<Option<HeaderSetId>>>,
}

/// Identifies a [`HeaderSet`] in [`Shapes::header_sets`].
pub type HeaderSetId = Id<HeaderSet>;

/// A set of typed response headers; responses that declare the same headers share it.
#[derive(Clone, Debug)]
pub struct HeaderSet {
    /// The headers in the order of the first response that has them.
    pub headers: Vec<HeaderField>,
    /// The responses that have it: operation and status, in the document's order.
    pub users: Vec<(OperationId, Status)>,
}

/// A header of a [`HeaderSet`].
#[derive(Clone, Debug)]
pub struct HeaderField {
    /// Its name in lower case (RFC 9110, section 5.1: names are case-insensitive).
    pub name: Box<str>,
    /// What it holds; always optional, because a missing or malformed header never fails a call.
    pub value: Use,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `deprecated`.
    pub deprecated: bool,
}

impl Shapes {
    /// The shape of a schema in one direction, if anything reaches it there.
    #[must_use]
    pub fn of(&self, schema: SchemaId, direction: Direction) -> Option<Use> {
        match direction {
            Direction::Request => self.requests.get(schema).copied(),
            Direction::Response => self.responses.get(schema).copied(),
        }
    }
}

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Response,
}

/// The directions in which a shape travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Usage {
    /// Sent by the client.
    pub request: bool,
    /// Received by the client.
    pub response: bool,
}

impl Usage {
    /// Adds a direction.
    pub const fn add(&mut self, direction: Direction) {
        match direction {
            Direction::Request => self.request = true,
            Direction::Response => self.response = true,
        }
    }

    /// Whether values only ever leave the client: the only case in which an enum is closed.
    #[must_use]
    pub const fn is_request_only(self) -> bool {
        self.request && !self.response
    }
}

/// A shape in a place: with `null` beside it or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Use {
    /// The shape.
    pub shape: ShapeId,
    /// `null` is a value as well.
    pub nullable: bool,
}

/// Where a shape is declared: a node; of what merging made, the nodes of all that was merged, in any order.
pub type Site = Vec<NodeId>;

/// One type of the API.
#[derive(Clone, Debug)]
pub struct Shape {
    /// What values look like.
    pub kind: Kind,
    /// The first schema that has it.
    pub schema: SchemaId,
    /// Where it is declared; the first one is the one that docs name.
    pub origins: Vec<NodeId>,
    /// The same, with all that merged ones were made of: nothing else is made of the same. Names are kept by them.
    pub sites: Vec<Site>,
    /// Which ways it travels.
    pub usage: Usage,
    /// Name below `components.schemas` that belongs to it.
    pub component: Option<Box<str>>,
    /// What it could be called after, most telling first.
    pub hints: Vec<NameHint>,
    /// What it is used for, without repetitions.
    pub roles: Vec<Role>,
}

/// Something a shape can be named after.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NameHint {
    /// Its name below `components.schemas`.
    Component(Box<str>),
    /// `title`.
    Title(Box<str>),
    /// A member of an object has it.
    Member {
        /// The object.
        owner: ShapeId,
        /// The member, as on the wire.
        name: Box<str>,
        /// The member is a list or a map of it.
        item: bool,
    },
    /// An alternative of a union has it.
    Variant {
        /// The union.
        owner: ShapeId,
        /// Position among the alternatives.
        index: usize,
    },
    /// The items of a named list or the values of a named map.
    Item {
        /// Component or title of the list.
        list: Box<str>,
    },
    /// The request body of an operation (or the items of the list that it is).
    RequestBody {
        /// The operation.
        operation: OperationId,
        /// The body is a list of it.
        item: bool,
    },
    /// A response body of an operation (or the items of the list that it is).
    ResponseBody {
        /// The operation.
        operation: OperationId,
        /// The status.
        status: Status,
        /// The body is a list of it.
        item: bool,
    },
    /// A parameter or a response header.
    Parameter {
        /// The operation.
        operation: OperationId,
        /// Its name on the wire.
        name: Box<str>,
    },
}

/// What a shape is used for; tells who of several claimants gets the plain name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The whole body of a success.
    Success(Method),
    /// The whole body of a declared error.
    Failure,
    /// Inside of something received.
    Received,
    /// The whole body of a request.
    Sent(Method),
    /// Inside of something sent.
    SentInside(Method),
    /// A parameter.
    Parameter,
}

/// What the values of a shape look like.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Any JSON value.
    Any,
    /// Only `null`.
    Null,
    /// No value at all: the schema contradicts itself.
    Never,
    /// `true`, `false`
    Boolean,
    /// An integer.
    Integer(IntegerKind),
    /// A number.
    Number(NumberKind),
    /// A string.
    Text(TextKind),
    /// A type of another crate, by configuration.
    Foreign(ForeignId),
    /// One of listed values.
    Enum(EnumShape),
    /// A list.
    Array {
        /// What it is made of.
        item: Use,
        /// `uniqueItems`: told in docs, not in the type.
        unique: bool,
    },
    /// A list with a shape per position.
    Tuple {
        /// The positions.
        items: Vec<Use>,
        /// How many of them have to be there.
        least: usize,
        /// What comes after them; nothing where all of them, and no more, have to be there.
        rest: Option<Use>,
    },
    /// An object whose members all have one shape.
    Map {
        /// That shape.
        value: Use,
        /// Only members whose name matches a pattern have it; the others are any value.
        or_any: bool,
    },
    /// An object with declared members.
    Object(ObjectShape),
    /// One of several shapes.
    Union(Union),
}

impl Kind {
    /// The shapes that values of this one directly contain, in a fixed order.
    #[must_use]
    pub fn parts(&self) -> Vec<Use> {
        match self {
            Self::Array { item, .. } => vec![*item],
            Self::Map { value, .. } => vec![*value],
            Self::Tuple { items, rest, .. } => items.iter().chain(rest).copied().collect(),
            Self::Object(object) => object.fields.iter().map(|field| field.value).chain(object.rest.typed()).collect(),
            Self::Union(union) => union.variants.iter().map(|variant| variant.value).collect(),
            Self::Any
            | Self::Null
            | Self::Never
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Foreign(_)
            | Self::Enum(_) => Vec::new(),
        }
    }

    /// The same as [`parts`](Self::parts), to be changed.
    pub fn parts_mut(&mut self) -> Vec<&mut Use> {
        match self {
            Self::Array { item, .. } => vec![item],
            Self::Map { value, .. } => vec![value],
            Self::Tuple { items, rest, .. } => items.iter_mut().chain(rest).collect(),
            Self::Object(object) => {
                let rest = match &mut object.rest {
                    Member::Typed(value) | Member::TypedOrAny(value) => Some(value),
                    Member::Tolerated | Member::Any | Member::Forbidden => None,
                };
                object.fields.iter_mut().map(|field| &mut field.value).chain(rest).collect()
            }
            Self::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.value).collect(),
            Self::Any
            | Self::Null
            | Self::Never
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Foreign(_)
            | Self::Enum(_) => Vec::new(),
        }
    }

    /// Whether values have a type of their own in a program, with a name: objects, enums, unions.
    #[must_use]
    pub const fn is_nominal(&self) -> bool {
        matches!(self, Self::Object(_) | Self::Enum(_) | Self::Union(_))
    }
}

/// The range of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IntegerKind {
    /// 8 bits, signed.
    I8,
    /// 16 bits, signed.
    I16,
    /// 32 bits, signed.
    I32,
    /// 64 bits, signed.
    I64,
    /// 8 bits.
    U8,
    /// 16 bits.
    U16,
    /// 32 bits.
    U32,
    /// 64 bits.
    U64,
    /// Any size.
    Big,
}

/// The precision of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberKind {
    /// Double precision.
    F64,
    /// Exact: `format: decimal`.
    Decimal,
}

/// What a string means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextKind {
    /// Nothing in particular.
    Plain,
    /// RFC 3339 date and time.
    DateTime,
    /// RFC 3339 full-date.
    Date,
    /// RFC 3339 time.
    Time,
    /// Base64 of bytes (`format: byte`, `contentEncoding: base64`).
    Base64,
    /// Bytes as they are (`format: binary`); only bodies can have it.
    Binary,
}

/// A list of allowed values.
#[derive(Clone, Debug)]
pub struct EnumShape {
    /// What kind of JSON values they are.
    pub base: EnumBase,
    /// The values in the document's order, without `null` and repetitions.
    pub values: Vec<EnumValue>,
    /// The schema allows other values of the same kind as well (`anyOf: [enum, string]`, `x-extensible-enum`).
    pub extensible: bool,
}

/// The kind of an enum's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnumBase {
    /// All are strings.
    Text,
    /// All are integers.
    Integer,
    /// Anything else.
    Mixed,
}

/// One allowed value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EnumValue {
    /// The value.
    pub value: Json,
    /// Name given by an extension (`x-enum-varnames`) or by the `title` of a `const` branch.
    pub name: Option<Box<str>>,
    /// What it means.
    pub description: Option<Box<str>>,
}

/// An object with declared members.
#[derive(Clone, Debug)]
pub struct ObjectShape {
    /// The members in the document's order.
    pub fields: Vec<Field>,
    /// What the schema says of members that it does not declare.
    pub rest: Member,
}

/// Undeclared members of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Member {
    /// Allowed because nothing forbids them.
    Tolerated,
    /// Allowed on purpose.
    Any,
    /// Not to be sent; a receiver still keeps them.
    Forbidden,
    /// Allowed with this shape.
    Typed(Use),
    /// Of this shape where their name matches a pattern, else any value.
    TypedOrAny(Use),
}

impl Member {
    /// The shape of undeclared members, if they have one.
    #[must_use]
    pub const fn typed(self) -> Option<Use> {
        match self {
            Self::Typed(value) | Self::TypedOrAny(value) => Some(value),
            Self::Tolerated | Self::Any | Self::Forbidden => None,
        }
    }
}

/// A declared member of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name on the wire.
    pub name: Box<str>,
    /// What it holds.
    pub value: Use,
    /// Whether it must be there.
    pub required: bool,
    /// The member's schema: docs, constraints, default and examples are read from its annotations.
    pub schema: SchemaId,
    /// `readOnly`, here or at the target of the reference.
    pub read_only: bool,
    /// `writeOnly`, here or at the target of the reference.
    pub write_only: bool,
    /// The value is stored behind a pointer, because the type would contain itself.
    pub boxed: bool,
}
