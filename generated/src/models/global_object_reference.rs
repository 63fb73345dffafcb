use crate::rt::Extra;

/// Names another object and says where it is.
///
/// Schema: `#/components/schemas/GlobalObjectReference`
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GlobalObjectReference {
    /// Identifier of the object. 1 to 255 characters.
    pub id: String,
    /// Address of the object in this API. Format: `uri`. Not empty.
    pub related: String,
    /// Confluent Resource Name of the object (`crn://...`). Format: `uri`. Not empty.
    pub resource_name: String,
    /// Members that the description does not declare, kept as received.
    pub other: Extra,
}

impl GlobalObjectReference {
    /// With its required members.
    pub fn new(
        id: impl Into<String>,
        related: impl Into<String>,
        resource_name: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            related: related.into(),
            resource_name: resource_name.into(),
            other: Extra::new(),
        }
    }
}
