//! JSON of the models, building of requests, decoding of responses.

mod api;
mod models;
