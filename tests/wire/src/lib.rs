//! The client of `api.yaml`, one operation for each way in which HTTP can carry something. The tests say what must be on the wire.

/// The generated client.
#[allow(missing_docs)]
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/api/mod.rs"));
}
