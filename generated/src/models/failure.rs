use crate::rt::Extra;
use super::Error;

/// Body of a response that reports problems.
///
/// Schema: `#/components/schemas/Failure`
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Failure {
    /// The problems met. No item occurs twice.
    pub errors: Vec<Error>,
    /// Members that the description does not declare, kept as received.
    pub other: Extra,
}

impl Failure {
    /// With its required members.
    pub fn new(errors: Vec<Error>) -> Self {
        Self {
            errors,
            other: Extra::new(),
        }
    }
}
