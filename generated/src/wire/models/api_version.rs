use crate::{models, rt};

impl rt::Decode for models::ApiVersion {
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

impl rt::Encode for models::ApiVersion {
    fn encode(&self, e: &mut rt::Encoder) {
        match self {
            Self::Unknown(value) => e.value(value),
            known => e.string(known.as_str()),
        }
    }
}

impl From<&str> for models::ApiVersion {
    fn from(text: &str) -> Self {
        match text {
            "iam/v2" => Self::IamV2,
            other => Self::Unknown(other.into()),
        }
    }
}

impl std::fmt::Display for models::ApiVersion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

rt::serde_impls!(models::ApiVersion);
