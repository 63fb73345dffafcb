//! Traits, their methods, and what the HTTP client does for each.
//!
//! Types only. Must not know the document.

use std::ops::RangeInclusive;

use super::{Docs, Gate, Ident, Limit, Struct, Ty};
pub use crate::model::Method as HttpMethod;

/// One file below `src/api/`, and its twin below `src/wire/api/`.
#[derive(Clone, Debug, Default)]
pub struct ApiFile {
    /// The module.
    pub module: Ident,
    /// The trait.
    pub api: Trait,
    /// Structs of optional parameters.
    pub params: Vec<(Ident, Docs, Struct)>,
    /// Structs of the parts of multipart bodies.
    pub forms: Vec<(Ident, Docs, Struct)>,
    /// Enums of several success bodies.
    pub successes: Vec<ResponseEnum>,
    /// Enums of errors.
    pub errors: Vec<ResponseEnum>,
    /// Structs of response headers that no other tag has.
    pub headers: Vec<HeaderStruct>,
    /// The tags that need it: its own.
    pub gate: Gate,
    /// It is compiled for this Cargo feature; always, when there is none.
    pub feature: Option<Box<str>>,
    /// The crate that it is in, by its place among [`Split::members`](super::Split::members); none: the whole is one crate.
    pub member: Option<usize>,
}

impl ApiFile {
    /// The types that it declares: the trait, enums and structs.
    pub fn types(&self) -> impl Iterator<Item = &Ident> {
        let structs = self.params.iter().chain(&self.forms).map(|(ident, ..)| ident);
        let enums = self.successes.iter().chain(&self.errors).map(|item| &item.ident);
        let headers = self.headers.iter().map(|item| &item.ident);
        std::iter::once(&self.api.ident).chain(enums).chain(structs).chain(headers)
    }
}

/// The file for structs of response headers that operations of several tags have.
#[derive(Clone, Debug, Default)]
pub struct HeaderFile {
    /// The module.
    pub module: Ident,
    /// The structs.
    pub headers: Vec<HeaderStruct>,
}

/// A client trait: the operations of one tag.
#[derive(Clone, Debug, Default)]
pub struct Trait {
    /// Its name.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// Its methods in the document's order.
    pub methods: Vec<Method>,
    /// Names that methods had before, each with the name of today.
    pub aliases: Vec<(Ident, Ident)>,
    /// Its object-safe handle.
    pub handle: Handle,
}

/// The object-safe handle of a trait.
#[derive(Clone, Debug, Default)]
pub struct Handle {
    /// `AnyInvitationsApi`.
    pub ident: Ident,
    /// The private object-safe trait behind it.
    pub erased: Ident,
    /// A type parameter that is no type of the crate.
    pub parameter: Ident,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Method {
    /// Its name.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// `deprecated`.
    pub deprecated: bool,
    /// What names it in errors: `operationId`, else the method.
    pub id: Box<str>,
    /// Its arguments in order.
    pub args: Vec<Arg>,
    /// Body of the success.
    pub body: Ty,
    /// Headers of the success; `()` when none are declared.
    pub headers: Ty,
    /// The error enum; `Undeclared` when no error is declared.
    pub error: Ty,
    /// How the list goes on, when the success is a page of one.
    pub paging: Option<Paging>,
    /// The arguments of an example as they are written; none where there is no example.
    pub example: Option<Vec<String>>,
    /// What the HTTP client does.
    pub call: Call,
}

/// How a list goes on. Places are JSON pointers into the body of a page.
#[derive(Clone, Debug)]
pub struct Paging {
    /// How the next page is asked for.
    pub step: PagingStep,
    /// Where the answer says whether there are more pages.
    pub more: Option<Box<str>>,
    /// Where the answer says how many items or pages there are.
    pub total: Option<Box<str>>,
    /// The type of an item.
    pub item: Ty,
    /// The fields that lead to the items, from the body down; none: the body is the list.
    pub path: Vec<PagingField>,
    /// Why it is taken for one.
    pub reason: String,
}

/// How the next page is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagingStep {
    /// A token of the answer goes into a query parameter.
    Token {
        /// The parameter.
        parameter: Box<str>,
        /// Where the token is.
        next: Box<str>,
    },
    /// The answer has the URL.
    Link {
        /// Where it is.
        next: Box<str>,
    },
    /// The header `Link` has the URL.
    LinkHeader,
    /// A query parameter counts the items before the page.
    Offset {
        /// The parameter.
        parameter: Box<str>,
        /// Where the items are.
        items: Box<str>,
    },
    /// A query parameter is the number of the page.
    Page {
        /// The parameter.
        parameter: Box<str>,
        /// Where the items are.
        items: Box<str>,
        /// The number of the first page.
        first: u64,
    },
}

/// A field on the way to the items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagingField {
    /// Its name.
    pub ident: Ident,
    /// It may be missing or `null`.
    pub optional: bool,
    /// Missing and `null` are told apart.
    pub nullable: bool,
}

/// An argument.
#[derive(Clone, Debug)]
pub struct Arg {
    /// Its name.
    pub ident: Ident,
    /// Its type.
    pub ty: Ty,
}

/// What the HTTP client does for an operation.
#[derive(Clone, Debug)]
pub struct Call {
    /// The HTTP method.
    pub method: HttpMethod,
    /// The path template.
    pub path: Box<str>,
    /// Server of its own.
    pub server: Option<Box<str>>,
    /// Alternatives of sets of schemes; empty: anonymous.
    pub security: Vec<Vec<Box<str>>>,
    /// Redirect statuses that go to the caller.
    pub redirects: Vec<u16>,
    /// Statuses whose body is a stream.
    pub streams: Vec<ArmPattern>,
    /// A local for the request that is none of the arguments.
    pub local: Ident,
    /// A module of imports that would clash is not needed: parameters in order of the document.
    pub params: Vec<Param>,
    /// The body.
    pub content: Option<Body>,
    /// `Accept`.
    pub accept: Option<Box<str>>,
    /// What each status means, exact codes first.
    pub arms: Vec<(ArmPattern, Action)>,
}

/// Where a value comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// An argument.
    Argument(Ident),
    /// An argument that is a reference already.
    Borrowed(Ident),
    /// A field of the argument `params`.
    Field(Ident, Ident),
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `path`
    Path,
    /// `query`
    Query,
    /// `header`
    Header,
    /// `cookie`
    Cookie,
    /// `querystring` (3.2)
    QueryString,
}

/// A parameter that is sent.
#[derive(Clone, Debug)]
pub struct Param {
    /// Where it goes.
    pub place: Place,
    /// Its name on the wire.
    pub name: Box<str>,
    /// How it is written.
    pub style: ParamStyle,
    /// Where its value comes from.
    pub source: Source,
    /// What it is checked against.
    pub limits: Vec<Limit>,
}

/// How a parameter is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParamStyle {
    /// The default of its place.
    Plain,
    /// A style of the runtime, by the name of its constant.
    Styled {
        /// `PIPE_DELIMITED`
        style: &'static str,
        /// `explode`, when it is not the style's default.
        explode: Option<bool>,
        /// `allowReserved`
        reserved: bool,
    },
    /// As JSON text.
    Json,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// The argument.
    pub ident: Ident,
    /// The argument is an `Option`.
    pub optional: bool,
    /// The media type that is sent.
    pub media_type: Box<str>,
    /// How it is written.
    pub kind: BodyKind,
    /// Styles of members of a form.
    pub styles: Vec<(Box<str>, ParamStyle)>,
    /// The parts of a multipart body; none where the caller names them.
    pub form: Option<FormCall>,
    /// The field of the argument `params` that says another media type.
    pub media_type_field: Option<Source>,
    /// A local for the parts that is none of the arguments.
    pub local: Ident,
}

/// How a struct of parts is sent.
#[derive(Clone, Debug)]
pub struct FormCall {
    /// The parts in the document's order.
    pub parts: Vec<Part>,
    /// The field with parts that are not declared.
    pub rest: Ident,
}

/// A part of a multipart body.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name on the wire.
    pub name: Box<str>,
    /// The field.
    pub field: Ident,
    /// How it is written.
    pub kind: PartKind,
}

/// How a part is written.
#[derive(Clone, Debug)]
pub enum PartKind {
    /// A `Part`, or several of one name.
    File {
        /// Its content type, unless it says another.
        media_type: Box<str>,
        /// The field is a list.
        list: bool,
        /// The field is no `Option`.
        required: bool,
    },
    /// A value by its JSON type.
    Value,
    /// A value with a content type.
    ValueAs(Box<str>),
    /// A value as a parameter style writes it.
    Styled(ParamStyle),
}

/// How a body is written or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyKind {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Bytes or a stream of them.
    Stream,
    /// Server-sent events whose data is JSON.
    Events,
    /// Server-sent events whose data is text.
    TextEvents,
    /// JSON values, one after the other.
    Items,
    /// Nothing.
    Empty,
}

impl BodyKind {
    /// Whether it comes piece by piece.
    #[must_use]
    pub const fn is_stream(self) -> bool {
        matches!(self, Self::Stream | Self::Events | Self::TextEvents | Self::Items)
    }
}

/// Statuses that mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArmPattern {
    /// One code.
    Code(u16),
    /// A range, both ends included.
    Range(u16, u16),
}

impl ArmPattern {
    /// The first and the last of the statuses.
    #[must_use]
    pub const fn bounds(self) -> RangeInclusive<u16> {
        match self {
            Self::Code(code) => code..=code,
            Self::Range(from, to) => from..=to,
        }
    }
}

/// What a status means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The success.
    Success(BodyKind),
    /// One of several successes.
    SuccessAs {
        /// How the body is read.
        kind: BodyKind,
        /// The enum.
        enumeration: Ident,
        /// The variant.
        variant: Ident,
    },
    /// An error: the error enum of the method knows which.
    Failure,
}

impl Action {
    /// Whether the body is handed over as it comes.
    #[must_use]
    pub const fn is_streamed(&self) -> bool {
        matches!(self, Self::Success(kind) | Self::SuccessAs { kind, .. } if kind.is_stream())
    }
}

/// An enum over responses: errors of an operation, or its several successes.
#[derive(Clone, Debug)]
pub struct ResponseEnum {
    /// Its name.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// Its variants in the document's order.
    pub variants: Vec<ResponseVariant>,
    /// How errors are read, in the order in which statuses count.
    pub reads: Vec<FailureRead>,
    /// The fallback; successes have none.
    pub undeclared: Option<Ident>,
    /// A variant holds a stream, which can be neither copied nor compared.
    pub streams: bool,
}

/// How a declared error is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureRead {
    /// Its statuses; nothing: all others.
    pub statuses: Option<ArmPattern>,
    /// The media type that it must have; nothing: any.
    pub media_type: Option<Box<str>>,
    /// How the body is read.
    pub kind: BodyKind,
    /// The variant.
    pub variant: Ident,
}

/// One declared response.
#[derive(Clone, Debug)]
pub struct ResponseVariant {
    /// The variant.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// The body.
    pub body: Ty,
    /// The headers; `()` when none are declared.
    pub headers: Ty,
}

/// A struct of response headers.
#[derive(Clone, Debug)]
pub struct HeaderStruct {
    /// Its name.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// Its fields.
    pub fields: Vec<HeaderRead>,
}

/// A response header.
#[derive(Clone, Debug)]
pub struct HeaderRead {
    /// The field.
    pub ident: Ident,
    /// Its name in lower case.
    pub wire: Box<str>,
    /// Its documentation.
    pub docs: Docs,
    /// `deprecated`.
    pub deprecated: bool,
    /// What it holds, without the `Option`.
    pub ty: Ty,
    /// It is a list of `ty`.
    pub list: bool,
}

/// What became of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A method.
    Generated {
        /// `InvitationsApi::create_iam_v2_invitation`.
        rust: String,
        /// Why its success is taken for a page of a list, if it is.
        paging: Option<String>,
    },
    /// Left out.
    Skipped {
        /// Why.
        reason: String,
    },
}
