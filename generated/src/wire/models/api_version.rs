use crate::{models, rt};

rt::strings! { models::ApiVersion, Unknown { "iam/v2" IamV2, } }
