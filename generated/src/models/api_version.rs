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

impl ApiVersion {
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::IamV2 => "iam/v2",
            Self::Unknown(value) => value.as_str(),
        }
    }
}
