//! The generated client against a server on loopback that keeps what it receives, byte by byte.
#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot go on has failed

mod answers;
mod bodies;
mod known;
mod lists;
mod server;
mod styles;
