//! The ground floor: identifiers, arenas, tables, ordered and unordered maps, JSON text, graphs, threads.
//!
//! Takes nothing, gives plain data structures. Must not know OpenAPI or Rust output; every
//! other stage may use it.

mod arena;
pub mod graph;
mod hash;
mod id;
mod json;
mod json_de;
mod lookup;
mod marks;
mod media;
pub mod pointer;
mod quoting;
pub mod regex;
mod spelling;
mod threads;
mod width;

pub use arena::{Arena, Table};
pub use graph::{Components, Graph};
pub use hash::stable_hash;
pub use id::{Id, NodeId};
/// A map that keeps the order of insertion; what every output is made from.
pub use indexmap::{IndexMap as OrderedMap, IndexSet as OrderedSet};
pub use json::Json;
pub use lookup::Lookup;
pub use marks::{MarkSet, Marks};
pub use media::essence;
pub use quoting::toml_string;
pub use spelling::did_you_mean;
pub(crate) use spelling::{last_segment, letters};
pub use threads::{both, each};
pub use width::integers_of;
