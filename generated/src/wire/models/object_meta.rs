use crate::{models, rt};

rt::object! { models::ObjectMeta, other {
    required "self" self_, optional "resource_name" resource_name, optional "created_at" created_at,
    optional "updated_at" updated_at, optional "deleted_at" deleted_at,
} }
