use crate::{models, rt};

impl rt::Decode for models::ListMeta {
    fn blank() -> Self {
        Self {
            first: rt::Maybe::Absent,
            last: rt::Maybe::Absent,
            prev: rt::Maybe::Absent,
            next: rt::Maybe::Absent,
            total_size: None,
            other: rt::Extra::new(),
        }
    }
    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        d.object(
            &mut [
                rt::Optional("first", &mut self.first),
                rt::Optional("last", &mut self.last),
                rt::Optional("prev", &mut self.prev),
                rt::Optional("next", &mut self.next),
                rt::Optional("total_size", &mut self.total_size),
            ],
            &mut self.other,
        )
    }
}

impl rt::Encode for models::ListMeta {
    fn encode(&self, e: &mut rt::Encoder) {
        e.begin_object();
        e.maybe("first", &self.first);
        e.maybe("last", &self.last);
        e.maybe("prev", &self.prev);
        e.maybe("next", &self.next);
        e.optional("total_size", &self.total_size);
        e.extra(&self.other);
        e.end_object();
    }
}

rt::serde_impls!(models::ListMeta);
