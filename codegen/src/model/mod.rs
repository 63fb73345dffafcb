//! The API-shaped intermediate representation: what the document says, in wire names.
//!
//! Types only. `lower` fills [`Api`]; `resolve` rewrites its schemas; `shape` adds [`Shapes`] beside it. No word of Rust is in
//! here: identifiers, `Option` and `Box` belong to `names` and `plan`. Every node carries its `origin`, the raw node that it
//! was read from.

mod api;
mod dump;
mod schema;
mod shape;
mod union;

pub use api::{
    Api, Body, Content, Encoding, Foreign, ForeignId, Header, Info, Location, Method, Operation, OperationId,
    Parameter, ParameterValue, Requirement, Response, SecurityScheme, SecuritySchemeKind, Server, ServerVariable,
    Skipped, SpecVersion, Status, Style, Tag,
};
pub use dump::{dump, dump_schema};
pub use schema::{
    Additional, ArrayFacets, Bound, Discriminator, JsonType, Meta, NumberFacets, ObjectFacets, RequiredSets, Schema,
    SchemaId, StringFacets, TypeSet,
};
pub use shape::{
    Direction, EnumBase, EnumShape, EnumValue, Field, HeaderField, HeaderSet, HeaderSetId, IntegerKind, Kind, Member,
    NameHint, NumberKind, ObjectShape, Role, Shape, ShapeId, Shapes, Site, TextKind, Usage, Use,
};
pub use union::{Choice, Dispatch, Group, Lists, Union, Variant};
