//! The Rust-shaped intermediate representation: every item of the generated crate, with all decisions made.
//!
//! Types only. `plan` fills it, `emit` prints it. Identifiers are final, `Option` and `Box` are in place, docs are lines of safe
//! Markdown. What `emit` would have to look up in the document belongs in here.

mod api;
mod client;
mod item;
mod split;
mod ty;

pub use api::{
    Action, ApiFile, Arg, ArmPattern, Body, BodyKind, Call, FailureRead, FormCall, Handle, HeaderFile, HeaderRead,
    HeaderStruct, HttpMethod, Method, Outcome, Paging, PagingField, PagingStep, Param, ParamStyle, Part, PartKind,
    Place, ResponseEnum, ResponseVariant, Source, Trait,
};
pub use client::{Client, Dependency, Feature, License, Package, Readme, Root, Setter, SetterKind};
pub use item::{
    Accessor, Alias, Builder, Constructor, DefaultValue, EnumVariant, Field, Input, Item, ItemKind, Limit, Literal,
    ModelFile, Newtype, Opaque, OpaqueView, Rest, SetField, Struct, StructLimits, UnionEnum, UnionVariant, Unlisted,
    ValueEnum, ValueKind,
};
pub use item::{Decide, Member, Presence};
pub use split::{Crate, CrateKind, Split};
pub use ty::Ty;

use crate::base::{MarkSet, Table};
use crate::model::Operation;

/// An identifier, final: raw where a keyword needs it.
pub type Ident = Box<str>;

/// Documentation: lines of Markdown that rustdoc takes without a warning, whatever the document says.
pub type Docs = Vec<String>;

/// The tags that an item is needed for: indices into `Names::traits`, sorted. Nothing: needed by no operation.
pub type Gate = MarkSet;

/// A whole generated crate.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Manifest and README.
    pub package: Package,
    /// `src/lib.rs`.
    pub root: Root,
    /// `src/client.rs`.
    pub client: Client,
    /// `src/models/`, and what `src/wire/models/` says of the same types.
    pub models: Vec<ModelFile>,
    /// `src/api/`, and what `src/wire/api/` says of the same operations.
    pub apis: Vec<ApiFile>,
    /// Headers of several of them.
    pub headers: Option<HeaderFile>,
    /// The crates that it is split into; none: it is one.
    pub split: Option<Split>,
    /// Names that `models` takes from std and the runtime, in every other meaning: these are written with their full path there.
    pub shadowed_in_models: Vec<Ident>,
    /// The same of `api`.
    pub shadowed_in_api: Vec<Ident>,
    /// Something is deprecated, so the crate has to allow itself to use it.
    pub uses_deprecated: bool,
    /// What became of each operation.
    pub outcomes: Table<Operation, Outcome>,
}
