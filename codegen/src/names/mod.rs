//! Identifiers for everything that is named, in one pass over the whole document.
//!
//! Takes the API, its shapes and the name lock; gives one table. Must not depend on the order of hash maps, and an unrelated
//! change of the document must not change a name (the lock sees to the rest).

mod arguments;
mod claims;
mod constructors;
mod forms;
mod headers;
mod keywords;
mod lock;
mod lock_of;
mod lock_text;
mod lookalikes;
mod members;
mod moved;
mod operations;
mod package;
mod pins;
mod status;
mod structure;
mod types;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use constructors::MOST_RECEIVED;
pub use lock::{Lock, LockProblem};
pub use lock_of::lock_of;

use crate::base::{NodeId, Table};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, HeaderSet, Operation, OperationId, Shape, ShapeId, Shapes};

use claims::Scope;
use keywords::{API_TYPES, Case};
use pins::Pins;

/// The module of models, as the lock writes it.
const MODELS: &str = "models";
/// What has a setter for each security scheme, as the lock writes it.
const SETTERS: &str = "ClientBuilder";
/// The module of traits and of the types of their methods, as the lock writes it.
const API: &str = "api";

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
    /// The builder of a type whose required fields are given by name, because they are many and somebody sends it; unless it had a `new` before.
    pub builders: Table<Shape, Box<str>>,
    /// What belongs to an operation.
    pub operations: Table<Operation, OperationNames>,
    /// One trait a tag that has operations, in order of first use; operations without a tag share a last one.
    pub traits: Vec<TraitName>,
    /// Structs of response headers, and their fields in order.
    pub header_sets: Table<HeaderSet, HeaderSetName>,
    /// Setter of the client builder for each security scheme, in the order of `Api::security_schemes`.
    pub security: Vec<Box<str>>,
    /// Order of the required parameters in a call, as indices into `Operation::parameters`: as the lock has it, then those of
    /// the path in its order, then the others. The body comes after them.
    pub positional: Table<Operation, Vec<usize>>,
    /// The package: as the lock has it, else made from the title. The configuration may say another one.
    pub package: Box<str>,
    /// Names that types and methods had before, and that go on to work.
    pub aliases: Vec<Alias>,
    /// How many identifiers have a number only because nothing else told them apart: a measure, the lower the better.
    pub numbered: usize,
}

/// A type below `models`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeName {
    /// Its identifier, unique in `models`.
    pub ident: Box<str>,
    /// The module (and file) below `models` that it is in: that of the family's head.
    pub module: Box<str>,
}

/// A name from before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// What it stands for.
    pub of: AliasOf,
    /// The name, free in its scope.
    pub ident: Box<str>,
}

/// What a name from before stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AliasOf {
    /// A type.
    Type(ShapeId),
    /// A method of a trait.
    Method(OperationId),
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
    pub operations: Vec<OperationId>,
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
    /// Further variants of the error enum, for JSON of other media types than the best one of a response.
    pub faults: Vec<FaultName>,
    /// The fallback of the error enum: `Undeclared`.
    pub undeclared: Box<str>,
    /// The struct of the parts of its multipart body, should it list any: `CreateFileForm`.
    pub form: Box<str>,
    /// A field for each part, in order.
    pub parts: Vec<Box<str>>,
    /// Order of the required ones in `new`, as indices of parts; pinned by the lock.
    pub parts_order: Vec<usize>,
    /// The field for parts that the document does not list.
    pub other_parts: Box<str>,
    /// Methods for media types beside the one that the plain method uses.
    pub media: Vec<MediaName>,
}

/// A variant of an error enum for another media type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultName {
    /// Index into `Operation::responses`.
    pub response: usize,
    /// What tells the media type: `problem` (`analyze::media_word`).
    pub word: Box<str>,
    /// The variant: `BadRequestProblem`.
    pub variant: Box<str>,
}

/// A method of an operation for another media type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaName {
    /// What tells the media type: `multipart`, `stream` (`analyze::media_word`).
    pub word: Box<str>,
    /// The method: `create_message_multipart`.
    pub method: Box<str>,
    /// The enum of success bodies, should there be several.
    pub success: Box<str>,
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
pub type PointerOf<'a> = &'a (dyn Fn(NodeId) -> String + Sync);

/// Names everything, in a fixed order: what the lock knows keeps its name, then traits and methods, then types by rank, then
/// members. Collisions that only a number could solve are told.
#[must_use]
pub fn name(api: &Api, shapes: &Shapes, lock: &Lock, pointer: PointerOf<'_>, diags: &mut Diagnostics) -> Names {
    let pins = Pins::new(lock, pointer, api, shapes);
    let mut scope = Scope::new(Case::Type, API_TYPES);
    for pin in pins.of_skipped(api) {
        match &*pin.scope {
            MODELS => {}
            API => _ = scope.take(&pin.ident),
            _ => _ = scope.take(&pin.scope),
        }
    }
    let named = operations::name_operations(api, &pins, &mut scope, diags);
    let header_sets = headers::name_header_sets(api, shapes, &named, &pins, &mut scope);
    let typed = types::name_types(api, shapes, &named, &pins, diags);
    let mut names = Names {
        types: typed.types,
        operations: named.operations,
        traits: named.traits,
        header_sets,
        security: headers::name_security(api, &pins),
        aliases: named.aliases.into_iter().chain(typed.aliases).collect(),
        positional: named.positional,
        package: pins.package().map_or_else(|| package::package_name(&api.info.title).into(), Box::from),
        numbered: typed.numbered + named.numbered + scope.numbered(),
        ..Names::default()
    };
    lookalikes::spell_before_members(&mut names, shapes);
    members::name_members(api, shapes, &pins, &mut names, diags);
    lookalikes::spell_all(&mut names, shapes);
    constructors::order_fields(api, shapes, &typed.arguments, &pins, &mut names);
    names
}

/// An identifier without `r#`.
pub(crate) fn bare(ident: &str) -> &str {
    ident.strip_prefix("r#").unwrap_or(ident)
}

fn collision(name: &str, ident: &str) -> Diagnostic {
    let message = format!("`{}` becomes the Rust name of another one, so it is called `{ident}`", name.escape_debug());
    Diagnostic::new(Code::NameCollision, message)
}
