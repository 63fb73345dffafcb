use crate::rt::UnknownValue;

/// Version of the API that this representation belongs to.
///
/// Schema: `#/paths/~1iam~1v2~1invitations/post/responses/201/content/application~1json/schema/allOf/0/properties/api_version`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ApiVersion {
    /// `iam/v2`
    IamV2,
    /// Received, but not in the description; written back as received.
    Unknown(UnknownValue),
}
