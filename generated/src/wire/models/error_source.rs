use crate::{models, rt};

rt::object! { models::ErrorSource, other {
    optional "pointer" pointer, optional "parameter" parameter,
} }
