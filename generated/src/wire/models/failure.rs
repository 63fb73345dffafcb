use crate::{models, rt};

rt::object! { models::Failure, other { required "errors" errors, } }
