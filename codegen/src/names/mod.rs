//! Identifiers for everything that is named, in one pass over the whole document.
//!
//! Takes the API, its shapes and the name lock; gives one table. Must not depend on the order of hash maps, and an unrelated
//! change of the document must not change a name (the lock sees to the rest).

use crate::base::{NodeId, Table};
use crate::model::{HeaderSet, Operation, Shape};

/// All identifiers of a generated crate. Every text in here is a valid Rust identifier (raw if need be) or a path of such.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The type of a shape: objects, enums, unions; and named lists, maps, scalars below `components.schemas` (aliases).
    pub types: Table<Shape, TypeName>,
    /// Fields of objects and variants of enums and unions, in the order of the shape's own list.
    pub members: Table<Shape, Vec<Box<str>>>,
    /// The field that keeps undeclared members (`other`, unless a member is called so).
    pub rest: Table<Shape, Box<str>>,
    /// The variant for what the document does not list (`Unknown`, unless a value is called so).
    pub unknown: Table<Shape, Box<str>>,
    /// Argument order of `new`, as indices of required fields; pinned by the lock.
    pub arguments: Table<Shape, Vec<usize>>,
    /// What belongs to an operation.
    pub operations: Table<Operation, OperationNames>,
    /// One trait a tag that has operations, in order of first use; operations without a tag share a last one.
    pub traits: Vec<TraitName>,
    /// Structs of response headers, and their fields in order.
    pub header_sets: Table<HeaderSet, HeaderSetName>,
    /// Setter of the client builder for each security scheme, in the order of `Api::security_schemes`.
    pub security: Vec<Box<str>>,
}

/// A type below `models`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeName {
    /// Its identifier, unique in `models`.
    pub ident: Box<str>,
    /// The module (and file) below `models` that it is in: that of the family's head.
    pub module: Box<str>,
}

/// A client trait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraitName {
    /// The tag; `None` for operations without one.
    pub tag: Option<Box<str>>,
    /// The trait: `InvitationsApi`.
    pub ident: Box<str>,
    /// Its object-safe handle: `AnyInvitationsApi`.
    pub handle: Box<str>,
    /// The module (and file) below `api` and `wire`.
    pub module: Box<str>,
    /// Its operations, in the document's order (an operation belongs to its first tag).
    pub operations: Vec<crate::model::OperationId>,
}

/// What belongs to an operation. Types are unique in `api`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationNames {
    /// Index into [`Names::traits`].
    pub in_trait: usize,
    /// The method of the trait, unique over the traits of the client: `create_iam_v2_invitation`.
    pub method: Box<str>,
    /// The parameter struct, should it need one: `ListIamV2InvitationsParams`.
    pub params: Box<str>,
    /// Argument or field for each of `Operation::parameters`, in order; unique among themselves and beside `body`, `params`.
    pub arguments: Vec<Box<str>>,
    /// Argument for the body (`body`, unless a parameter is called so).
    pub body: Box<str>,
    /// The enum of success bodies, should there be several: `CreateXSuccess`.
    pub success: Box<str>,
    /// The enum of errors: `CreateIamV2InvitationError`.
    pub error: Box<str>,
    /// A variant for each of `Operation::responses`, in order: `Conflict`, `TooManyRequests`, `ClientError` (4XX), `Default`.
    pub variants: Vec<Box<str>>,
    /// The fallback of the error enum: `Undeclared`.
    pub undeclared: Box<str>,
}

/// A struct of response headers. Unique in `api`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderSetName {
    /// The struct: `CreateIamV2InvitationHeaders`.
    pub ident: Box<str>,
    /// Index into [`Names::traits`] of the trait in whose file it is declared.
    pub in_trait: usize,
    /// A field for each header, in order.
    pub fields: Vec<Box<str>>,
}

/// Gives the JSON pointer of a node; what lock entries are keyed by.
pub type PointerOf<'a> = &'a dyn Fn(NodeId) -> String;
