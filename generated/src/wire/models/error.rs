use crate::{models, rt};

rt::object! { models::Error, other {
    optional "id" id, optional "status" status, optional "code" code, optional "title" title,
    optional "detail" detail, optional "source" source, optional "error_code" error_code,
    maybe "message" message,
} }
