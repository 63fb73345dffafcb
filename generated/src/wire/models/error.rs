use crate::{models, rt};

impl rt::Decode for models::Error {
    fn blank() -> Self {
        Self {
            id: None,
            status: None,
            code: None,
            title: None,
            detail: None,
            source: None,
            error_code: None,
            message: rt::Maybe::Absent,
            other: rt::Extra::new(),
        }
    }
    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        d.object(
            &mut [
                rt::Optional("id", &mut self.id),
                rt::Optional("status", &mut self.status),
                rt::Optional("code", &mut self.code),
                rt::Optional("title", &mut self.title),
                rt::Optional("detail", &mut self.detail),
                rt::Optional("source", &mut self.source),
                rt::Optional("error_code", &mut self.error_code),
                rt::Optional("message", &mut self.message),
            ],
            &mut self.other,
        )
    }
}

impl rt::Encode for models::Error {
    fn encode(&self, e: &mut rt::Encoder) {
        e.begin_object();
        e.optional("id", &self.id);
        e.optional("status", &self.status);
        e.optional("code", &self.code);
        e.optional("title", &self.title);
        e.optional("detail", &self.detail);
        e.optional("source", &self.source);
        e.optional("error_code", &self.error_code);
        e.maybe("message", &self.message);
        e.extra(&self.other);
        e.end_object();
    }
}

rt::serde_impls!(models::Error);
