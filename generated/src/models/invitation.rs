use crate::rt::{self, Extra, Maybe, Timestamp, UnknownValue};
use super::{ApiVersion, GlobalObjectReference, ObjectMeta};

/// An `Invitation` asks somebody to join an organization of Confluent Cloud.
///
/// It's sent to an e-mail address and ends when it's accepted, expires or is deleted.
///
/// See also
/// [user accounts](https://docs.confluent.io/cloud/current/access-management/identity/user-accounts.html).
///
/// #### Limits
///
/// A [service quota](https://docs.confluent.io/cloud/current/quotas/overview.html) applies:
///
/// | Quota | Counts |
/// | --- | --- |
/// | `invitations_per_org` | Invitations of one organization |
///
/// Schema: `#/paths/~1iam~1v2~1invitations/post/requestBody/content/application~1json/schema`
#[derive(Clone, Debug, PartialEq)]
#[must_use]
#[non_exhaustive]
pub struct InvitationCreate {
    /// Address the invitation goes to. Format: `email`.
    pub email: String,
    /// How the invitee signs in.
    ///
    /// Left out, it's AUTH_TYPE_SSO in an organization with single sign-on and AUTH_TYPE_LOCAL in any other. Where
    /// there is single sign-on, only callers with the
    /// [OrganizationAdmin](https://docs.confluent.io/cloud/current/access-management/access-control/cloud-rbac.html#organizationadmin)
    /// role may send AUTH_TYPE_LOCAL.
    pub auth_type: Option<AuthType>,
}

impl InvitationCreate {
    /// With its required members; setters add the others.
    pub fn new(email: impl Into<String>) -> Self {
        Self {
            email: email.into(),
            auth_type: None,
        }
    }
}

rt::set! { InvitationCreate { some auth_type: AuthType, } }

/// How the invitee signs in.
///
/// Left out, it's AUTH_TYPE_SSO in an organization with single sign-on and AUTH_TYPE_LOCAL in any other. Where
/// there is single sign-on, only callers with the
/// [OrganizationAdmin](https://docs.confluent.io/cloud/current/access-management/access-control/cloud-rbac.html#organizationadmin)
/// role may send AUTH_TYPE_LOCAL.
///
/// Schema: `#/paths/~1iam~1v2~1invitations/post/requestBody/content/application~1json/schema/allOf/0/properties/auth_type`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AuthType {
    /// `AUTH_TYPE_LOCAL`
    Local,
    /// `AUTH_TYPE_SSO`
    Sso,
    /// Received, but not in the description; written back as received.
    Unknown(UnknownValue),
}

/// An `Invitation` asks somebody to join an organization of Confluent Cloud.
///
/// It's sent to an e-mail address and ends when it's accepted, expires or is deleted.
///
/// See also
/// [user accounts](https://docs.confluent.io/cloud/current/access-management/identity/user-accounts.html).
///
/// #### Limits
///
/// A [service quota](https://docs.confluent.io/cloud/current/quotas/overview.html) applies:
///
/// | Quota | Counts |
/// | --- | --- |
/// | `invitations_per_org` | Invitations of one organization |
///
/// Schema: `#/paths/~1iam~1v2~1invitations/post/responses/201/content/application~1json/schema`
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InvitationCreated {
    /// Version of the API that this representation belongs to.
    pub api_version: Option<ApiVersion>,
    /// Type of the object.
    pub kind: Option<InvitationKind>,
    /// Opaque identifier, "unique in time" (no later invitation gets it). An object of another `kind` may have the
    /// same one. At most 255 characters.
    pub id: Option<String>,
    /// Where an object is found, and when it was made, changed and deleted. The server fills it in.
    pub metadata: Option<ObjectMeta>,
    /// Address the invitation goes to. Format: `email`.
    pub email: String,
    /// How the invitee signs in.
    ///
    /// Left out, it's AUTH_TYPE_SSO in an organization with single sign-on and AUTH_TYPE_LOCAL in any other. Where
    /// there is single sign-on, only callers with the
    /// [OrganizationAdmin](https://docs.confluent.io/cloud/current/access-management/access-control/cloud-rbac.html#organizationadmin)
    /// role may send AUTH_TYPE_LOCAL.
    pub auth_type: Option<AuthType>,
    /// How far the invitation has come.
    pub status: Option<InvitationStatus>,
    /// When the invitee accepted. Null or absent until then.
    pub accepted_at: Maybe<Timestamp>,
    /// When the invitation stops being valid.
    pub expires_at: Option<Timestamp>,
    /// The user made for the invitee.
    pub user: Option<GlobalObjectReference>,
    /// Who sent the invitation.
    pub creator: Option<GlobalObjectReference>,
    /// Members that the description does not declare, kept as received.
    pub other: Extra,
}

impl InvitationCreated {
    /// With its required members.
    pub fn new(email: impl Into<String>) -> Self {
        Self {
            email: email.into(),
            ..rt::blank()
        }
    }
}

/// Type of the object.
///
/// Schema: `#/paths/~1iam~1v2~1invitations/post/responses/201/content/application~1json/schema/allOf/0/properties/kind`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvitationKind {
    /// `Invitation`
    Invitation,
    /// Received, but not in the description; written back as received.
    Unknown(UnknownValue),
}

/// How far the invitation has come.
///
/// Schema: `#/paths/~1iam~1v2~1invitations/post/responses/201/content/application~1json/schema/allOf/0/properties/status`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvitationStatus {
    /// `INVITE_STATUS_SENT`
    Sent,
    /// `INVITE_STATUS_STAGED`
    Staged,
    /// `INVITE_STATUS_ACCEPTED`
    Accepted,
    /// `INVITE_STATUS_EXPIRED`
    Expired,
    /// `INVITE_STATUS_DEACTIVATED`
    Deactivated,
    /// Received, but not in the description; written back as received.
    Unknown(UnknownValue),
}

/// An `Invitation` asks somebody to join an organization of Confluent Cloud.
///
/// It's sent to an e-mail address and ends when it's accepted, expires or is deleted.
///
/// See also
/// [user accounts](https://docs.confluent.io/cloud/current/access-management/identity/user-accounts.html).
///
/// #### Limits
///
/// A [service quota](https://docs.confluent.io/cloud/current/quotas/overview.html) applies:
///
/// | Quota | Counts |
/// | --- | --- |
/// | `invitations_per_org` | Invitations of one organization |
///
/// Schema: `#/paths/~1iam~1v2~1invitations~1{id}/get/responses/200/content/application~1json/schema`
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Invitation {
    /// Version of the API that this representation belongs to.
    pub api_version: ApiVersion,
    /// Type of the object.
    pub kind: InvitationKind,
    /// Opaque identifier, "unique in time" (no later invitation gets it). An object of another `kind` may have the
    /// same one. At most 255 characters.
    pub id: String,
    /// Where an object is found, and when it was made, changed and deleted. The server fills it in.
    pub metadata: Option<ObjectMeta>,
    /// Address the invitation goes to. Format: `email`.
    pub email: String,
    /// How the invitee signs in.
    ///
    /// Left out, it's AUTH_TYPE_SSO in an organization with single sign-on and AUTH_TYPE_LOCAL in any other. Where
    /// there is single sign-on, only callers with the
    /// [OrganizationAdmin](https://docs.confluent.io/cloud/current/access-management/access-control/cloud-rbac.html#organizationadmin)
    /// role may send AUTH_TYPE_LOCAL.
    pub auth_type: Option<AuthType>,
    /// How far the invitation has come.
    pub status: Option<InvitationStatus>,
    /// When the invitee accepted. Null or absent until then.
    pub accepted_at: Maybe<Timestamp>,
    /// When the invitation stops being valid.
    pub expires_at: Option<Timestamp>,
    /// The user made for the invitee.
    pub user: Option<GlobalObjectReference>,
    /// Who sent the invitation.
    pub creator: Option<GlobalObjectReference>,
    /// Members that the description does not declare, kept as received.
    pub other: Extra,
}

impl Invitation {
    /// With its required members.
    pub fn new(
        api_version: ApiVersion,
        kind: InvitationKind,
        id: impl Into<String>,
        email: impl Into<String>,
    ) -> Self {
        Self {
            api_version,
            kind,
            id: id.into(),
            email: email.into(),
            ..rt::blank()
        }
    }
}

/// An `Invitation` asks somebody to join an organization of Confluent Cloud.
///
/// It's sent to an e-mail address and ends when it's accepted, expires or is deleted.
///
/// See also
/// [user accounts](https://docs.confluent.io/cloud/current/access-management/identity/user-accounts.html).
///
/// #### Limits
///
/// A [service quota](https://docs.confluent.io/cloud/current/quotas/overview.html) applies:
///
/// | Quota | Counts |
/// | --- | --- |
/// | `invitations_per_org` | Invitations of one organization |
///
/// Schema: `#/components/schemas/iam.v2.InvitationList/properties/data/items`
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InvitationListItem {
    /// Version of the API that this representation belongs to.
    pub api_version: Option<ApiVersion>,
    /// Type of the object.
    pub kind: Option<InvitationKind>,
    /// Opaque identifier, "unique in time" (no later invitation gets it). An object of another `kind` may have the
    /// same one. At most 255 characters.
    pub id: String,
    /// Where an object is found, and when it was made, changed and deleted. The server fills it in.
    pub metadata: ObjectMeta,
    /// Address the invitation goes to. Format: `email`.
    pub email: String,
    /// How the invitee signs in.
    ///
    /// Left out, it's AUTH_TYPE_SSO in an organization with single sign-on and AUTH_TYPE_LOCAL in any other. Where
    /// there is single sign-on, only callers with the
    /// [OrganizationAdmin](https://docs.confluent.io/cloud/current/access-management/access-control/cloud-rbac.html#organizationadmin)
    /// role may send AUTH_TYPE_LOCAL.
    pub auth_type: Option<AuthType>,
    /// How far the invitation has come.
    pub status: Option<InvitationStatus>,
    /// When the invitee accepted. Null or absent until then.
    pub accepted_at: Maybe<Timestamp>,
    /// When the invitation stops being valid.
    pub expires_at: Option<Timestamp>,
    /// The user made for the invitee.
    pub user: Option<GlobalObjectReference>,
    /// Who sent the invitation.
    pub creator: Option<GlobalObjectReference>,
    /// Members that the description does not declare, kept as received.
    pub other: Extra,
}

impl InvitationListItem {
    /// With its required members.
    pub fn new(
        id: impl Into<String>,
        metadata: ObjectMeta,
        email: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            metadata,
            email: email.into(),
            ..rt::blank()
        }
    }
}
