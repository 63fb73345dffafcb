//! Files into one raw tree, and everything that needs to know how a document was written.
//!
//! Takes paths or texts, gives a [`Tree`] with findings; resolves references, knows every keyword of
//! OpenAPI 3.0, 3.1 and 3.2, cuts islands for `lower`, and finds lines and columns on demand. Only
//! this stage names `serde_yaml`; only `load` does IO. Must not decide what anything means in Rust.

mod build;
mod colons;
mod embed;
mod format;
mod header;
mod islands;
pub mod keywords;
mod load;
mod numbers;
mod positions;
mod read;
pub mod refs;
mod respell;
mod spots;
mod tree;

pub use header::{Header, Version};
pub use islands::{EXTENSION_PREFIX, island, island_node};
pub use keywords::{Keyword, ObjectKind, Status, Takes, children, did_you_mean, walk};
pub use load::{LoadOptions, load, load_stdin, read_beside};
pub use positions::{Lines, Place, positions};
pub use read::{Source, SourceFile, parse, parse_text, parse_within};
pub use tree::{FileId, Format, Kind, Tree};

#[cfg(test)]
mod tests;
