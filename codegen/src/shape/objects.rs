//! Objects: with declared members, or maps.

use crate::base::OrderedSet;
use crate::model::{Additional, Direction, Field, Kind, Member, NameHint, ObjectShape, Schema, SchemaId, ShapeId, Use};

use super::build::{Drafts, Key};
use super::classify::{Scalar, is_free_form};
use crate::analyze::follow;

/// The shape of a schema that allows objects.
pub(super) fn kind(drafts: &mut Drafts<'_>, draft: ShapeId, key: Key, node: &Schema) -> Kind {
    if is_free_form(node) && node.object.required.is_empty() {
        let value = map_value(drafts, draft, key, node);
        return Kind::Map { value, or_any: is_or_any(node) && value.shape != drafts.scalar(Scalar::Any, key.schema) };
    }
    let mut fields = Vec::new();
    let required: OrderedSet<&str> = node.object.required.iter().map(|name| &**name).collect();
    for (name, schema) in &node.object.properties {
        if let Some(field) = field(drafts, draft, key, (name, *schema), required.contains(&**name)) {
            fields.push(field);
        }
    }
    // A required member that is declared nowhere is still there.
    for name in &node.object.required {
        if !node.object.properties.contains_key(name) {
            let value = Use { shape: drafts.scalar(Scalar::Any, key.schema), nullable: false };
            fields.push(Field {
                name: name.clone(),
                value,
                required: true,
                schema: key.schema,
                read_only: false,
                write_only: false,
                boxed: false,
            });
        }
    }
    let rest = rest(drafts, draft, key, node);
    Kind::Object(ObjectShape { fields, rest })
}

fn field(
    drafts: &mut Drafts<'_>,
    draft: ShapeId,
    key: Key,
    (name, schema): (&str, SchemaId),
    required: bool,
) -> Option<Field> {
    let followed = follow(drafts.api, schema);
    // A schema that says both is taken at neither word: leaving the member out of both directions would lose it.
    let both = followed.read_only && followed.write_only;
    let hidden = match key.direction {
        Direction::Request => followed.read_only,
        Direction::Response => followed.write_only,
    };
    if hidden && !both {
        return None;
    }
    let hint = NameHint::Member { owner: draft, name: name.into(), item: false };
    let value = drafts.place(schema, key.direction, Some(hint));
    Some(Field {
        name: name.into(),
        value,
        required,
        schema,
        read_only: followed.read_only,
        write_only: followed.write_only,
        boxed: false,
    })
}

fn rest(drafts: &mut Drafts<'_>, draft: ShapeId, key: Key, node: &Schema) -> Member {
    match (node.object.additional, node.object.patterns.as_slice()) {
        (Additional::Schema(_), _) | (_, [_, ..]) => {
            let value = map_value(drafts, draft, key, node);
            let any = drafts.scalar(Scalar::Any, key.schema);
            match value {
                value if value.shape == any => Member::Any,
                value if is_or_any(node) => Member::TypedOrAny(value),
                value => Member::Typed(value),
            }
        }
        (Additional::Unspecified, []) => Member::Tolerated,
        (Additional::Any, []) => Member::Any,
        (Additional::Forbidden, []) => Member::Forbidden,
    }
}

/// Whether undeclared members are of the shape of the only pattern where they match it, and any value elsewhere. A pattern that all
/// names match leaves no others.
pub(super) fn is_or_any(node: &Schema) -> bool {
    const ALL: [&str; 8] = ["", "^", ".*", "^.*", "^.*$", ".+", "^.+", "^.+$"];
    match (node.object.additional, node.object.patterns.as_slice()) {
        (Additional::Unspecified, [(pattern, _)]) => !ALL.contains(&&**pattern),
        _ => false,
    }
}

/// The shape that all undeclared members have: that of `additionalProperties`, or of the only `patternProperties`.
fn map_value(drafts: &mut Drafts<'_>, draft: ShapeId, key: Key, node: &Schema) -> Use {
    let schema = match (node.object.additional, node.object.patterns.as_slice()) {
        (Additional::Schema(schema), []) => Some(schema),
        (Additional::Unspecified | Additional::Forbidden, [(_, schema)]) => Some(*schema),
        _ => None,
    };
    match schema {
        // A map hands its hints on when it is filled; an object with further members has to name them itself.
        Some(schema) if node.object.properties.is_empty() => drafts.place(schema, key.direction, None),
        Some(schema) => {
            let hint = NameHint::Member { owner: draft, name: "additional".into(), item: true };
            drafts.place(schema, key.direction, Some(hint))
        }
        None => Use { shape: drafts.scalar(Scalar::Any, key.schema), nullable: false },
    }
}
