use crate::{models, rt};

rt::object! { models::GlobalObjectReference, other {
    required "id" id, required "related" related, required "resource_name" resource_name,
} }
