//! OpenAPI in, a Rust client crate out.
//!
//! The stages, each of which only uses those before it, and `pipeline`, which runs them.
#![forbid(unsafe_code)]

pub mod base;
pub mod diag;
pub mod source;
pub mod model;
pub mod options;
pub mod names;
pub mod analyze;
pub mod shape;
pub mod output;
pub mod check;
pub mod lower;
pub mod resolve;
