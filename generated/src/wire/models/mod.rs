use crate::{models, rt};

rt::strings! { models::ApiVersion, Unknown { "iam/v2" IamV2, } }

rt::object! { models::Error, other {
    "id" id, "status" status, "code" code, "title" title, "detail" detail, "source" source,
    "error_code" error_code, "message" message,
} }

rt::object! { models::ErrorSource, other { "pointer" pointer, "parameter" parameter, } }

rt::object! { models::Failure, other { "errors" errors, } }

rt::object! { models::GlobalObjectReference, other {
    "id" id, "related" related, "resource_name" resource_name,
} }

rt::object! { models::InvitationCreate { "email" email, "auth_type" auth_type, } }

rt::strings! { models::AuthType, Unknown { "AUTH_TYPE_LOCAL" Local, "AUTH_TYPE_SSO" Sso, } }

rt::object! { models::InvitationCreated, other {
    "api_version" api_version, "kind" kind, "id" id, "metadata" metadata, "email" email,
    "auth_type" auth_type, "status" status, "accepted_at" accepted_at, "expires_at" expires_at,
    "user" user, "creator" creator,
} }

rt::strings! { models::InvitationKind, Unknown { "Invitation" Invitation, } }

rt::strings! { models::InvitationStatus, Unknown {
    "INVITE_STATUS_SENT" Sent, "INVITE_STATUS_STAGED" Staged, "INVITE_STATUS_ACCEPTED" Accepted,
    "INVITE_STATUS_EXPIRED" Expired, "INVITE_STATUS_DEACTIVATED" Deactivated,
} }

rt::object! { models::Invitation, other {
    "api_version" api_version, "kind" kind, "id" id, "metadata" metadata, "email" email,
    "auth_type" auth_type, "status" status, "accepted_at" accepted_at, "expires_at" expires_at,
    "user" user, "creator" creator,
} }

rt::object! { models::InvitationListItem, other {
    "api_version" api_version, "kind" kind, "id" id, "metadata" metadata, "email" email,
    "auth_type" auth_type, "status" status, "accepted_at" accepted_at, "expires_at" expires_at,
    "user" user, "creator" creator,
} }

rt::object! { models::InvitationList, other {
    "api_version" api_version, "kind" kind, "metadata" metadata, "data" data,
} }

rt::strings! { models::InvitationListKind, Unknown { "InvitationList" InvitationList, } }

rt::object! { models::ListMeta, other {
    "first" first, "last" last, "prev" prev, "next" next, "total_size" total_size,
} }

rt::object! { models::ObjectMeta, other {
    "self" self_, "resource_name" resource_name, "created_at" created_at, "updated_at" updated_at,
    "deleted_at" deleted_at,
} }
