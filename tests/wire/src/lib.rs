//! The client of `api.yaml`, one operation for each way in which HTTP can carry something. The tests say what must be on the wire.

/// The generated client.
#[allow(missing_docs)]
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/api/mod.rs"));
}

/// The guide's examples compile.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/guide/bodies-and-streams.md")]
pub struct Guide;
