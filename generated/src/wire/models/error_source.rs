use crate::{models, rt};

impl rt::Decode for models::ErrorSource {
    fn blank() -> Self {
        Self {
            pointer: None,
            parameter: None,
            other: rt::Extra::new(),
        }
    }
    fn read(&mut self, d: &mut rt::Decoder<'_>) -> rt::DecodeResult<()> {
        d.object(
            &mut [
                rt::Optional("pointer", &mut self.pointer),
                rt::Optional("parameter", &mut self.parameter),
            ],
            &mut self.other,
        )
    }
}

impl rt::Encode for models::ErrorSource {
    fn encode(&self, e: &mut rt::Encoder) {
        e.begin_object();
        e.optional("pointer", &self.pointer);
        e.optional("parameter", &self.parameter);
        e.extra(&self.other);
        e.end_object();
    }
}

rt::serde_impls!(models::ErrorSource);
