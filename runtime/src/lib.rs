//! The runtime.

#[doc(hidden)]
pub mod generated;
pub mod json;
