use crate::{models, rt};

impl rt::Decode for models::GlobalObjectReference {
    fn blank() -> Self {
        Self {
            id: rt::blank(),
            related: rt::blank(),
            resource_name: rt::blank(),
            other: rt::Extra::new(),
        }
    }
    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        d.object(
            &mut [
                rt::Required("id", &mut self.id),
                rt::Required("related", &mut self.related),
                rt::Required("resource_name", &mut self.resource_name),
            ],
            &mut self.other,
        )
    }
}

impl rt::Encode for models::GlobalObjectReference {
    fn encode(&self, e: &mut rt::Encoder) {
        e.begin_object();
        e.member("id", &self.id);
        e.member("related", &self.related);
        e.member("resource_name", &self.resource_name);
        e.extra(&self.other);
        e.end_object();
    }
}

rt::serde_impls!(models::GlobalObjectReference);
