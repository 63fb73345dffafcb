use crate::{models, rt};

impl rt::Decode for models::ObjectMeta {
    fn blank() -> Self {
        Self {
            self_: rt::blank(),
            resource_name: None,
            created_at: None,
            updated_at: None,
            deleted_at: None,
            other: rt::Extra::new(),
        }
    }
    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        d.object(
            &mut [
                rt::Required("self", &mut self.self_),
                rt::Optional("resource_name", &mut self.resource_name),
                rt::Optional("created_at", &mut self.created_at),
                rt::Optional("updated_at", &mut self.updated_at),
                rt::Optional("deleted_at", &mut self.deleted_at),
            ],
            &mut self.other,
        )
    }
}

impl rt::Encode for models::ObjectMeta {
    fn encode(&self, e: &mut rt::Encoder) {
        e.begin_object();
        e.member("self", &self.self_);
        e.optional("resource_name", &self.resource_name);
        e.optional("created_at", &self.created_at);
        e.optional("updated_at", &self.updated_at);
        e.optional("deleted_at", &self.deleted_at);
        e.extra(&self.other);
        e.end_object();
    }
}

rt::serde_impls!(models::ObjectMeta);
