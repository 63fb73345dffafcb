use crate::{models, rt};

impl rt::Decode for models::Failure {
    fn blank() -> Self {
        Self {
            errors: rt::blank(),
            other: rt::Extra::new(),
        }
    }
    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        d.object(&mut [rt::Required("errors", &mut self.errors)], &mut self.other)
    }
}

impl rt::Encode for models::Failure {
    fn encode(&self, e: &mut rt::Encoder) {
        e.begin_object();
        e.member("errors", &self.errors);
        e.extra(&self.other);
        e.end_object();
    }
}

rt::serde_impls!(models::Failure);
