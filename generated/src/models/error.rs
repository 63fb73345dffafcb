use crate::rt::{Extra, Maybe};
use super::ErrorSource;

/// One problem met while the request was carried out.
///
/// Schema: `#/components/schemas/Error`
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Error {
    /// Identifies this one occurrence. Quote it to support. At most 255 characters.
    pub id: Option<String>,
    /// HTTP status code that goes with the problem (as a string).
    pub status: Option<String>,
    /// The kind of problem, for programs to compare.
    pub code: Option<String>,
    /// The kind of problem, for people. It **should not** differ between occurrences, except by language.
    pub title: Option<String>,
    /// What went wrong this time, for people.
    pub detail: Option<String>,
    pub source: Option<ErrorSource>,
    pub error_code: Option<i32>,
    pub message: Maybe<String>,
    /// Members that the description does not declare, kept as received.
    pub other: Extra,
}
