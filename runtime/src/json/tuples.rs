//! Tuples: arrays of fixed length (JSON Schema 2020-12, "prefixItems").

use crate::json::{Decode, DecodeError, DecodeErrorKind, DecodeResult, Decoder, Encode, Encoder};

impl Decoder<'_> {
    /// Reads an array of exactly so many elements.
    fn tuple(&mut self, elements: &mut [&mut dyn Decode]) -> DecodeResult<()> {
        self.open_array()?;
        let mut first = true;
        for (index, element) in elements.iter_mut().enumerate() {
            if !self.next_element(first)? {
                return Err(self.length());
            }
            element.read(self).map_err(|error| error.in_element(index))?;
            first = false;
        }
        if self.next_element(first)? { Err(self.length()) } else { Ok(()) }
    }

    #[cold]
    fn length(&self) -> DecodeError {
        self.error(DecodeErrorKind::Custom("array of another length than declared".into()))
    }
}

macro_rules! tuples {
    ($($name:ident $index:tt),+) => {
        impl<$($name: Decode),+> Decode for ($($name,)+) {
            fn blank() -> Self {
                ($($name::blank(),)+)
            }

            fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
                d.tuple(&mut [$(&mut self.$index),+])
            }
        }

        impl<$($name: Encode),+> Encode for ($($name,)+) {
            fn encode(&self, e: &mut Encoder) {
                e.begin_array();
                $(e.element(&self.$index);)+
                e.end_array();
            }
        }
    };
}

tuples!(A 0);
tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
