use crate::rt::{self, Extra, Timestamp};

/// Where an object is found, and when it was made, changed and deleted. The server fills it in.
///
/// Schema: `#/paths/~1iam~1v2~1invitations/post/responses/201/content/application~1json/schema/allOf/0/properties/metadata`
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ObjectMeta {
    /// Address of the object in this API. Format: `uri`.
    pub self_: String,
    /// Confluent Resource Name of the object (`crn://...`), unique everywhere and for all time. Format: `uri`.
    pub resource_name: Option<String>,
    /// When the object was made, in UTC.
    pub created_at: Option<Timestamp>,
    /// When the object last changed, in UTC.
    pub updated_at: Option<Timestamp>,
    /// When the object was deleted or is going to be, in UTC.
    pub deleted_at: Option<Timestamp>,
    /// Members that the description does not declare, kept as received.
    pub other: Extra,
}

impl ObjectMeta {
    /// With its required members.
    pub fn new(self_: impl Into<String>) -> Self {
        Self {
            self_: self_.into(),
            ..rt::blank()
        }
    }
}
