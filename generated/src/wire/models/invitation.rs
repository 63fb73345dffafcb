use crate::{models, rt};

rt::object! { models::InvitationCreate { required "email" email, optional "auth_type" auth_type, } }

rt::strings! { models::AuthType, Unknown { "AUTH_TYPE_LOCAL" Local, "AUTH_TYPE_SSO" Sso, } }

rt::object! { models::InvitationCreated, other {
    optional "api_version" api_version, optional "kind" kind, optional "id" id,
    optional "metadata" metadata, required "email" email, optional "auth_type" auth_type,
    optional "status" status, maybe "accepted_at" accepted_at, optional "expires_at" expires_at,
    optional "user" user, optional "creator" creator,
} }

rt::strings! { models::InvitationKind, Unknown { "Invitation" Invitation, } }

rt::strings! { models::InvitationStatus, Unknown {
    "INVITE_STATUS_SENT" Sent, "INVITE_STATUS_STAGED" Staged, "INVITE_STATUS_ACCEPTED" Accepted,
    "INVITE_STATUS_EXPIRED" Expired, "INVITE_STATUS_DEACTIVATED" Deactivated,
} }

rt::object! { models::Invitation, other {
    required "api_version" api_version, required "kind" kind, required "id" id,
    optional "metadata" metadata, required "email" email, optional "auth_type" auth_type,
    optional "status" status, maybe "accepted_at" accepted_at, optional "expires_at" expires_at,
    optional "user" user, optional "creator" creator,
} }

rt::object! { models::InvitationListItem, other {
    optional "api_version" api_version, optional "kind" kind, required "id" id,
    required "metadata" metadata, required "email" email, optional "auth_type" auth_type,
    optional "status" status, maybe "accepted_at" accepted_at, optional "expires_at" expires_at,
    optional "user" user, optional "creator" creator,
} }
