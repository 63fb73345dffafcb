use crate::{models, rt};

rt::object! { models::ListMeta, other {
    maybe "first" first, maybe "last" last, maybe "prev" prev, maybe "next" next,
    optional "total_size" total_size,
} }
