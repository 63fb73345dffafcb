use crate::rt::{Extra, UnknownValue};
use super::{ApiVersion, InvitationListItem, ListMeta};

/// One page of `Invitation` objects, with links to the pages around it.
///
/// Schema: `#/components/schemas/iam.v2.InvitationList`
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InvitationList {
    /// Version of the API that this representation belongs to.
    pub api_version: ApiVersion,
    /// Type of the object.
    pub kind: InvitationListKind,
    /// Links between the pages of a list, and its size. Links are opaque.
    pub metadata: ListMeta,
    /// The invitations of this page. No item occurs twice.
    pub data: Vec<InvitationListItem>,
    /// Members that the description does not declare, kept as received.
    pub other: Extra,
}

impl InvitationList {
    /// With its required members.
    pub fn new(
        api_version: ApiVersion,
        kind: InvitationListKind,
        metadata: ListMeta,
        data: Vec<InvitationListItem>,
    ) -> Self {
        Self {
            api_version,
            kind,
            metadata,
            data,
            other: Extra::new(),
        }
    }
}

/// Type of the object.
///
/// Schema: `#/components/schemas/iam.v2.InvitationList/properties/kind`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvitationListKind {
    /// `InvitationList`
    InvitationList,
    /// Received, but not in the description; written back as received.
    Unknown(UnknownValue),
}
