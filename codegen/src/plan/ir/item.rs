//! Items of `models`: structs, enums, unions, aliases, with their JSON rules.
//!
//! Types only. Must not know schemas.

use super::{Docs, Gate, Ident, Ty};

/// One file below `src/models/`.
#[derive(Clone, Debug, Default)]
pub struct ModelFile {
    /// The module.
    pub module: Ident,
    /// Its items in order.
    pub items: Vec<Item>,
    /// It is compiled for any of these Cargo features; always, when there are none.
    pub features: Vec<Box<str>>,
    /// The crate that it is in, by its place among [`Split::members`](super::Split::members); none: the whole is one crate.
    pub member: Option<usize>,
}

/// One type.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// `deprecated`.
    pub deprecated: bool,
    /// The tags that need it.
    pub gate: Gate,
    /// What it is.
    pub kind: ItemKind,
}

/// What an item is.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// `struct` with fields.
    Struct(Struct),
    /// Enum of plain values.
    Values(ValueEnum),
    /// Enum of types.
    Union(UnionEnum),
    /// Struct that keeps a value which nothing can tell apart, to be read on demand.
    Opaque(Opaque),
    /// `type X = ..;`
    Alias(Alias),
    /// `struct X(pub ..);`: a list or map that contains itself.
    Newtype(Newtype),
}

/// A struct with declared members.
#[derive(Clone, Debug, Default)]
pub struct Struct {
    /// Its fields in the document's order.
    pub fields: Vec<Field>,
    /// The field for undeclared members, if it has one.
    pub rest: Option<Rest>,
    /// `Default` can be derived, because nothing is required.
    pub default: bool,
    /// How it is made.
    pub constructor: Option<Constructor>,
    /// By-value setters of optional fields.
    pub setters: Vec<SetField>,
    /// Defaults of the description.
    pub accessors: Vec<Accessor>,
    /// It holds streams, which can be neither copied nor compared.
    pub streams: bool,
    /// What is checked before a value is sent.
    pub limits: Option<StructLimits>,
}

/// What is checked of a struct before it is sent.
#[derive(Clone, Debug, Default)]
pub struct StructLimits {
    /// Of the whole.
    pub own: Vec<Limit>,
    /// Of each field.
    pub fields: Vec<Vec<Limit>>,
}

/// A limit that is checked before a value is sent: the names of the runtime with their arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// `MaxLength(20)`
    Count(&'static str, u64),
    /// `Minimum("0.5")`: the number as written.
    Bound(&'static str, Box<str>),
    /// `Pattern("^[a-z]+$")`, as regex-lite reads it.
    Pattern(Box<str>),
    /// `UniqueItems`
    Unique,
    /// `Requires("a", &["b"])`: where one member is, the others have to be.
    Requires(Box<str>, Vec<Box<str>>),
    /// `AnyOf(&[&["a"], &["b", "c"]])`: the members of one of the sets have to be there; `OneOf(..)`: and of no other.
    Choice(&'static str, Vec<Vec<Box<str>>>),
    /// `Items(&[..])`: of all that is inside.
    Inside(&'static str, Vec<Limit>),
    /// Those of a type below `models`.
    Of(Ident),
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub ident: Ident,
    /// Its name on the wire.
    pub wire: Box<str>,
    /// Its documentation.
    pub docs: Docs,
    /// `deprecated`.
    pub deprecated: bool,
    /// Its whole type.
    pub ty: Ty,
    /// When it is there.
    pub presence: Presence,
}

/// When a member is there, and what `null` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Required,
    /// Sometimes; `null` is read as absent.
    Optional,
    /// Sometimes; `null` is a value of its own: `Maybe<T>`.
    Nullable,
    /// Sometimes; the type is `Option` of any JSON value, so `null` is kept.
    Any,
}

/// The field for undeclared members.
#[derive(Clone, Debug)]
pub struct Rest {
    /// Its name.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// What the members hold; any JSON value when nothing is declared. `Multipart` is itself what keeps the others.
    pub value: Ty,
}

/// How a struct is made.
#[derive(Clone, Debug)]
pub enum Constructor {
    /// `new` with these fields as arguments, in this order.
    New(Vec<Input>),
    /// `builder()`, which takes the required fields by name.
    Builder(Builder),
}

/// A value that a caller gives: of a constructor, a builder or a setter.
#[derive(Clone, Debug)]
pub struct Input {
    /// Index into [`Struct::fields`].
    pub field: usize,
    /// The argument.
    pub ident: Ident,
    /// Its type; without the `Box` that the field may have.
    pub ty: Ty,
    /// It takes `impl Into<ty>`.
    pub into: bool,
    /// The field stores it in a `Box`.
    pub boxed: bool,
}

/// A builder beside a struct.
#[derive(Clone, Debug)]
pub struct Builder {
    /// Its name.
    pub ident: Ident,
    /// The required fields in the order of arguments; each `ident` is the setter.
    pub inputs: Vec<Input>,
}

/// A by-value setter of a struct.
#[derive(Clone, Debug)]
pub struct SetField {
    /// The method.
    pub ident: Ident,
    /// The field is deprecated.
    pub deprecated: bool,
    /// What it takes.
    pub input: Input,
    /// How the field stores it.
    pub presence: Presence,
}

/// `page_size_or_default()`.
#[derive(Clone, Debug)]
pub struct Accessor {
    /// The method.
    pub ident: Ident,
    /// The field.
    pub field: Ident,
    /// The field is `Maybe`, not `Option`.
    pub maybe: bool,
    /// The field is deprecated.
    pub deprecated: bool,
    /// Its documentation.
    pub docs: Docs,
    /// The value.
    pub value: DefaultValue,
}

/// A default of the description as a Rust value.
#[derive(Clone, Debug, PartialEq)]
pub enum DefaultValue {
    /// `true`, `false`
    Bool(bool),
    /// An integer of the given type.
    Int(&'static str, i128),
    /// A finite number.
    F64(f64),
    /// A text; the accessor gives `&str`.
    Text(Box<str>),
    /// A variant of an enum; the accessor gives the enum.
    Variant {
        /// The enum.
        enumeration: Ident,
        /// The variant.
        variant: Ident,
    },
}

/// An enum of plain values.
#[derive(Clone, Debug)]
pub struct ValueEnum {
    /// What kind of JSON values.
    pub kind: ValueKind,
    /// The listed values.
    pub variants: Vec<EnumVariant>,
    /// The variant for other values.
    pub unlisted: Unlisted,
}

/// The kind of the values of a [`ValueEnum`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Strings: `as_str`.
    Text,
    /// Integers within 64 bits: `as_i64`.
    Integer,
    /// Anything: `to_value`.
    Mixed,
}

/// A listed value.
#[derive(Clone, Debug)]
pub struct EnumVariant {
    /// The variant.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// The value.
    pub value: Literal,
}

/// A listed value as it is compared and written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Literal {
    /// A string.
    Text(Box<str>),
    /// An integer.
    Integer(i64),
    /// Anything else, as JSON text.
    Json(Box<str>),
}

/// The variant for what is not listed.
#[derive(Clone, Debug)]
pub struct Unlisted {
    /// The variant.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// What it holds: what was received (`UnknownValue`), or what the caller chose (`String`, `i64`, `Value`).
    pub ty: Ty,
}

/// An enum of types.
#[derive(Clone, Debug)]
pub struct UnionEnum {
    /// The alternatives.
    pub variants: Vec<UnionVariant>,
    /// The variant for what is none of them.
    pub unlisted: Unlisted,
    /// How a received value is told, by JSON type; types that are not listed go to [`UnionEnum::unlisted`].
    pub decide: Vec<(&'static str, Decide)>,
}

/// An alternative.
#[derive(Clone, Debug)]
pub struct UnionVariant {
    /// The variant.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// What it holds.
    pub ty: Ty,
    /// `From` of this type makes it; none where another variant holds the same.
    pub from: Option<Ty>,
    /// Member and text that have to be written when the value does not write them itself.
    pub tag: Option<Member>,
    /// What is checked of its value before it is sent.
    pub limits: Vec<Limit>,
}

/// A member with a text.
#[derive(Clone, Debug)]
pub struct Member {
    /// The member.
    pub name: Box<str>,
    /// Its value.
    pub value: Box<str>,
}

/// How the alternatives of one JSON type are told apart. Numbers are indices into [`UnionEnum::variants`].
#[derive(Clone, Debug)]
pub enum Decide {
    /// There is only this one.
    Only(usize),
    /// By the text of a member; what is not listed is unknown.
    Tag {
        /// The member.
        property: Box<str>,
        /// Text and alternative.
        cases: Vec<(Box<str>, usize)>,
        /// What it is without the member.
        otherwise: Option<usize>,
        /// What it is without the member or with any other text.
        fallback: Option<usize>,
    },
    /// By the member that is there.
    Members {
        /// Members, of which one is there, and alternative.
        cases: Vec<(Vec<Box<str>>, usize)>,
        /// What remains.
        otherwise: Option<usize>,
        /// It is a guess: what does not fit the alternative is kept as it is.
        probably: bool,
    },
    /// By the text of a member, and then among those that have it.
    Groups {
        /// The member.
        property: Box<str>,
        /// Texts, and what is done with each of them.
        cases: Vec<(Vec<Box<str>>, Decide)>,
        /// Without the member or with any other text.
        otherwise: Box<Decide>,
    },
    /// It is kept as it is.
    Kept,
    /// Numbers: without a fraction, and all others. What the type of neither can hold is unknown.
    Numbers {
        /// The alternative for integers.
        integer: Option<usize>,
        /// The alternative for other numbers, and for integers when there is no other one.
        fraction: Option<usize>,
    },
    /// Lists, by how many items they have: from, to, and the alternative.
    Counts(Vec<(u64, u64, usize)>),
    /// Lists, by their first item; the alternative of lists without any.
    Items(Vec<(&'static str, Decide)>, usize),
}

/// A value that is kept as it is.
#[derive(Clone, Debug)]
pub struct Opaque {
    /// How it can be read, and what it can be made of.
    pub views: Vec<OpaqueView>,
}

/// One way to read an [`Opaque`].
#[derive(Clone, Debug)]
pub struct OpaqueView {
    /// The method: `as_cat`.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// What it gives.
    pub ty: Ty,
    /// `From<ty>`: the first view of each type.
    pub from: bool,
}

/// `type X = ..;`
#[derive(Clone, Debug)]
pub struct Alias {
    /// What it stands for.
    pub ty: Ty,
}

/// `struct X(pub ..);`
#[derive(Clone, Debug)]
pub struct Newtype {
    /// What it holds.
    pub ty: Ty,
}
