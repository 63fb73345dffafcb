use crate::rt::Extra;

/// The part of the request that caused a problem.
///
/// Schema: `#/components/schemas/Error_source`
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorSource {
    /// JSON Pointer \[RFC6901\] into the request body \[such as "/email" for the address\].
    pub pointer: Option<String>,
    /// Name of the query parameter.
    pub parameter: Option<String>,
    /// Members that the description does not declare, kept as received.
    pub other: Extra,
}
