//! What a builder of a model says when a required member was not set.
//!
//! Takes the member's name. Must not know the model.

use std::error::Error;
use std::fmt;

/// A required member that was not set; by its Rust name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingMember(pub &'static str);

impl fmt::Display for MissingMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the required member `{}` is not set", self.0)
    }
}

impl Error for MissingMember {}
