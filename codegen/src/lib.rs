//! OpenAPI in, a Rust client crate out.
//!
//! The stages stand in the order in which they use each other; `pipeline` runs them, one line a pass. Build scripts call [`Build`].
#![forbid(unsafe_code)]

pub mod base;
pub mod diag;
pub mod options;
pub mod source;
// The document.
pub mod check;
pub mod lower;
pub mod model;
pub mod resolve;
// Its types and their names.
pub mod analyze;
pub mod names;
pub mod shape;
// The crate.
pub mod emit;
pub mod format;
pub mod plan;
// Around it.
pub mod budget;
pub mod build;
pub mod diff;
pub mod output;
pub mod pipeline;
pub mod render;
pub mod report;

pub use build::{Build, BuildError};
