use crate::{models, rt};

impl rt::Decode for models::InvitationCreate {
    fn blank() -> Self {
        Self {
            email: rt::blank(),
            auth_type: None,
        }
    }
    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        d.object(
            &mut [
                rt::Required("email", &mut self.email),
                rt::Optional("auth_type", &mut self.auth_type),
            ],
            &mut rt::Skip,
        )
    }
}

impl rt::Encode for models::InvitationCreate {
    fn encode(&self, e: &mut rt::Encoder) {
        e.begin_object();
        e.member("email", &self.email);
        e.optional("auth_type", &self.auth_type);
        e.end_object();
    }
}

impl rt::Decode for models::AuthType {
    fn blank() -> Self {
        Self::Unknown(rt::blank())
    }
    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        let value = d.variant()?;
        *self = match value.as_str() {
            Some(text) => text.into(),
            None => Self::Unknown(value.into()),
        };
        Ok(())
    }
}

impl rt::Encode for models::AuthType {
    fn encode(&self, e: &mut rt::Encoder) {
        match self {
            Self::Unknown(value) => e.value(value),
            known => e.string(known.as_str()),
        }
    }
}

impl From<&str> for models::AuthType {
    fn from(text: &str) -> Self {
        match text {
            "AUTH_TYPE_LOCAL" => Self::Local,
            "AUTH_TYPE_SSO" => Self::Sso,
            other => Self::Unknown(other.into()),
        }
    }
}

impl std::fmt::Display for models::AuthType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl rt::Decode for models::InvitationCreated {
    fn blank() -> Self {
        Self {
            api_version: None,
            kind: None,
            id: None,
            metadata: None,
            email: rt::blank(),
            auth_type: None,
            status: None,
            accepted_at: rt::Maybe::Absent,
            expires_at: None,
            user: None,
            creator: None,
            other: rt::Extra::new(),
        }
    }
    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        d.object(
            &mut [
                rt::Optional("api_version", &mut self.api_version),
                rt::Optional("kind", &mut self.kind),
                rt::Optional("id", &mut self.id),
                rt::Optional("metadata", &mut self.metadata),
                rt::Required("email", &mut self.email),
                rt::Optional("auth_type", &mut self.auth_type),
                rt::Optional("status", &mut self.status),
                rt::Optional("accepted_at", &mut self.accepted_at),
                rt::Optional("expires_at", &mut self.expires_at),
                rt::Optional("user", &mut self.user),
                rt::Optional("creator", &mut self.creator),
            ],
            &mut self.other,
        )
    }
}

impl rt::Encode for models::InvitationCreated {
    fn encode(&self, e: &mut rt::Encoder) {
        e.begin_object();
        e.optional("api_version", &self.api_version);
        e.optional("kind", &self.kind);
        e.optional("id", &self.id);
        e.optional("metadata", &self.metadata);
        e.member("email", &self.email);
        e.optional("auth_type", &self.auth_type);
        e.optional("status", &self.status);
        e.maybe("accepted_at", &self.accepted_at);
        e.optional("expires_at", &self.expires_at);
        e.optional("user", &self.user);
        e.optional("creator", &self.creator);
        e.extra(&self.other);
        e.end_object();
    }
}

impl rt::Decode for models::InvitationKind {
    fn blank() -> Self {
        Self::Unknown(rt::blank())
    }
    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        let value = d.variant()?;
        *self = match value.as_str() {
            Some(text) => text.into(),
            None => Self::Unknown(value.into()),
        };
        Ok(())
    }
}

impl rt::Encode for models::InvitationKind {
    fn encode(&self, e: &mut rt::Encoder) {
        match self {
            Self::Unknown(value) => e.value(value),
            known => e.string(known.as_str()),
        }
    }
}

impl From<&str> for models::InvitationKind {
    fn from(text: &str) -> Self {
        match text {
            "Invitation" => Self::Invitation,
            other => Self::Unknown(other.into()),
        }
    }
}

impl std::fmt::Display for models::InvitationKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl rt::Decode for models::InvitationStatus {
    fn blank() -> Self {
        Self::Unknown(rt::blank())
    }
    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        let value = d.variant()?;
        *self = match value.as_str() {
            Some(text) => text.into(),
            None => Self::Unknown(value.into()),
        };
        Ok(())
    }
}

impl rt::Encode for models::InvitationStatus {
    fn encode(&self, e: &mut rt::Encoder) {
        match self {
            Self::Unknown(value) => e.value(value),
            known => e.string(known.as_str()),
        }
    }
}

impl From<&str> for models::InvitationStatus {
    fn from(text: &str) -> Self {
        match text {
            "INVITE_STATUS_SENT" => Self::Sent,
            "INVITE_STATUS_STAGED" => Self::Staged,
            "INVITE_STATUS_ACCEPTED" => Self::Accepted,
            "INVITE_STATUS_EXPIRED" => Self::Expired,
            "INVITE_STATUS_DEACTIVATED" => Self::Deactivated,
            other => Self::Unknown(other.into()),
        }
    }
}

impl std::fmt::Display for models::InvitationStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl rt::Decode for models::Invitation {
    fn blank() -> Self {
        Self {
            api_version: rt::blank(),
            kind: rt::blank(),
            id: rt::blank(),
            metadata: None,
            email: rt::blank(),
            auth_type: None,
            status: None,
            accepted_at: rt::Maybe::Absent,
            expires_at: None,
            user: None,
            creator: None,
            other: rt::Extra::new(),
        }
    }
    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        d.object(
            &mut [
                rt::Required("api_version", &mut self.api_version),
                rt::Required("kind", &mut self.kind),
                rt::Required("id", &mut self.id),
                rt::Optional("metadata", &mut self.metadata),
                rt::Required("email", &mut self.email),
                rt::Optional("auth_type", &mut self.auth_type),
                rt::Optional("status", &mut self.status),
                rt::Optional("accepted_at", &mut self.accepted_at),
                rt::Optional("expires_at", &mut self.expires_at),
                rt::Optional("user", &mut self.user),
                rt::Optional("creator", &mut self.creator),
            ],
            &mut self.other,
        )
    }
}

impl rt::Encode for models::Invitation {
    fn encode(&self, e: &mut rt::Encoder) {
        e.begin_object();
        e.member("api_version", &self.api_version);
        e.member("kind", &self.kind);
        e.member("id", &self.id);
        e.optional("metadata", &self.metadata);
        e.member("email", &self.email);
        e.optional("auth_type", &self.auth_type);
        e.optional("status", &self.status);
        e.maybe("accepted_at", &self.accepted_at);
        e.optional("expires_at", &self.expires_at);
        e.optional("user", &self.user);
        e.optional("creator", &self.creator);
        e.extra(&self.other);
        e.end_object();
    }
}

impl rt::Decode for models::InvitationListItem {
    fn blank() -> Self {
        Self {
            api_version: None,
            kind: None,
            id: rt::blank(),
            metadata: rt::blank(),
            email: rt::blank(),
            auth_type: None,
            status: None,
            accepted_at: rt::Maybe::Absent,
            expires_at: None,
            user: None,
            creator: None,
            other: rt::Extra::new(),
        }
    }
    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        d.object(
            &mut [
                rt::Optional("api_version", &mut self.api_version),
                rt::Optional("kind", &mut self.kind),
                rt::Required("id", &mut self.id),
                rt::Required("metadata", &mut self.metadata),
                rt::Required("email", &mut self.email),
                rt::Optional("auth_type", &mut self.auth_type),
                rt::Optional("status", &mut self.status),
                rt::Optional("accepted_at", &mut self.accepted_at),
                rt::Optional("expires_at", &mut self.expires_at),
                rt::Optional("user", &mut self.user),
                rt::Optional("creator", &mut self.creator),
            ],
            &mut self.other,
        )
    }
}

impl rt::Encode for models::InvitationListItem {
    fn encode(&self, e: &mut rt::Encoder) {
        e.begin_object();
        e.optional("api_version", &self.api_version);
        e.optional("kind", &self.kind);
        e.member("id", &self.id);
        e.member("metadata", &self.metadata);
        e.member("email", &self.email);
        e.optional("auth_type", &self.auth_type);
        e.optional("status", &self.status);
        e.maybe("accepted_at", &self.accepted_at);
        e.optional("expires_at", &self.expires_at);
        e.optional("user", &self.user);
        e.optional("creator", &self.creator);
        e.extra(&self.other);
        e.end_object();
    }
}

rt::serde_impls!(
    models::InvitationCreate, models::AuthType, models::InvitationCreated,
    models::InvitationKind, models::InvitationStatus, models::Invitation,
    models::InvitationListItem
);
