use crate::{models, rt};

rt::object! { models::InvitationList, other {
    required "api_version" api_version, required "kind" kind, required "metadata" metadata,
    required "data" data,
} }

rt::strings! { models::InvitationListKind, Unknown { "InvitationList" InvitationList, } }
