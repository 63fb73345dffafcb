//! The generated client against a real HTTP server on loopback: every declared status of all operations, and what is not declared.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are tests, too

mod errors;
mod faults;
mod features;
mod pages;
mod requests;
mod server;
mod settings;
mod statuses;

use confluent_iam::{Client, RetryPolicy};
use server::Server;

/// A client of the server with the credentials of the first scheme, that tries once.
fn client_of(server: &Server) -> Client {
    Client::builder().cloud_api_key("key", "secret").base_url(&server.url).retry(RetryPolicy::none()).build().unwrap()
}
