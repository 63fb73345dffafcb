//! From a reference with annotations to the schema that says something.

use crate::model::{Api, JsonType, SchemaId};

/// The end of a chain of references, with what the annotations on the way add to the use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The schema that stands on its own.
    pub schema: SchemaId,
    /// `null` is allowed, here or on the way.
    pub nullable: bool,
    /// `readOnly`, here or on the way.
    pub read_only: bool,
    /// `writeOnly`, here or on the way.
    pub write_only: bool,
    /// `deprecated`, here or on the way.
    pub deprecated: bool,
}

/// No sensible document refers through more schemas than this; `resolve` has refused cycles, this keeps the walk finite anyway.
const LONGEST_CHAIN: usize = 256;

/// Follows `schema` to the schema that stands on its own.
#[must_use]
pub fn follow(api: &Api, schema: SchemaId) -> Followed {
    let mut found = Followed { schema, nullable: false, read_only: false, write_only: false, deprecated: false };
    for _ in 0..LONGEST_CHAIN {
        let Some(node) = api.schemas.get(found.schema) else { break };
        found.nullable |= node.nullable || (node.types.contains(JsonType::Null) && node.types.single().is_none());
        found.read_only |= node.meta.read_only;
        found.write_only |= node.meta.write_only;
        found.deprecated |= node.meta.deprecated;
        match node.reference {
            Some(target) => found.schema = target,
            None => break,
        }
    }
    found
}
