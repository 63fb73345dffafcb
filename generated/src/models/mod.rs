mod api_version;
mod error;
mod error_source;
mod failure;
mod global_object_reference;
mod invitation;
mod invitation_list;
mod list_meta;
mod object_meta;

pub use self::api_version::ApiVersion;
pub use self::error::Error;
pub use self::error_source::ErrorSource;
pub use self::failure::Failure;
pub use self::global_object_reference::GlobalObjectReference;
pub use self::invitation::{
    AuthType, Invitation, InvitationCreate, InvitationCreated, InvitationKind,
    InvitationListItem, InvitationStatus,
};
pub use self::invitation_list::{InvitationList, InvitationListKind};
pub use self::list_meta::ListMeta;
pub use self::object_meta::ObjectMeta;
