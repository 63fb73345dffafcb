use crate::{models, rt};

impl rt::Decode for models::InvitationList {
    fn blank() -> Self {
        Self {
            api_version: rt::blank(),
            kind: rt::blank(),
            metadata: rt::blank(),
            data: rt::blank(),
            other: rt::Extra::new(),
        }
    }
    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        d.object(
            &mut [
                rt::Required("api_version", &mut self.api_version),
                rt::Required("kind", &mut self.kind),
                rt::Required("metadata", &mut self.metadata),
                rt::Required("data", &mut self.data),
            ],
            &mut self.other,
        )
    }
}

impl rt::Encode for models::InvitationList {
    fn encode(&self, e: &mut rt::Encoder) {
        e.begin_object();
        e.member("api_version", &self.api_version);
        e.member("kind", &self.kind);
        e.member("metadata", &self.metadata);
        e.member("data", &self.data);
        e.extra(&self.other);
        e.end_object();
    }
}

impl rt::Decode for models::InvitationListKind {
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

impl rt::Encode for models::InvitationListKind {
    fn encode(&self, e: &mut rt::Encoder) {
        match self {
            Self::Unknown(value) => e.value(value),
            known => e.string(known.as_str()),
        }
    }
}

impl From<&str> for models::InvitationListKind {
    fn from(text: &str) -> Self {
        match text {
            "InvitationList" => Self::InvitationList,
            other => Self::Unknown(other.into()),
        }
    }
}

impl std::fmt::Display for models::InvitationListKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

rt::serde_impls!(models::InvitationList, models::InvitationListKind);
