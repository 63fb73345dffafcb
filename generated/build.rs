//! Regenerates this crate where its document is; for whoever depends on it, it does nothing.
#[cfg(feature = "regenerate")]
include!("../build.rs");
#[cfg(not(feature = "regenerate"))]
fn main() {}
