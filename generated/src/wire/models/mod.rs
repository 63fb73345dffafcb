use crate::{models, rt};

rt::strings! { models::ApiVersion, Unknown { "iam/v2" IamV2, } }

rt::object! { models::Error, other {
    optional "id" id, optional "status" status, optional "code" code, optional "title" title,
    optional "detail" detail, optional "source" source, optional "error_code" error_code,
    maybe "message" message,
} }

rt::object! { models::ErrorSource, other {
    optional "pointer" pointer, optional "parameter" parameter,
} }

rt::object! { models::Failure, other { required "errors" errors, } }

rt::object! { models::GlobalObjectReference, other {
    required "id" id, required "related" related, required "resource_name" resource_name,
} }

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

rt::object! { models::InvitationList, other {
    required "api_version" api_version, required "kind" kind, required "metadata" metadata,
    required "data" data,
} }

rt::strings! { models::InvitationListKind, Unknown { "InvitationList" InvitationList, } }

rt::object! { models::ListMeta, other {
    maybe "first" first, maybe "last" last, maybe "prev" prev, maybe "next" next,
    optional "total_size" total_size,
} }

rt::object! { models::ObjectMeta, other {
    required "self" self_, optional "resource_name" resource_name, optional "created_at" created_at,
    optional "updated_at" updated_at, optional "deleted_at" deleted_at,
} }
