//! Schemas of 3.1 and 3.2, and sloppy ones, in the 3.0 shape.
//!
//! Takes the members that the table gave and the node, rewrites what 3.0 says in another way. Must
//! keep the meaning: what has no 3.0 form is left to the tree.

use super::{Cutter, EXTENSION_PREFIX, Members, get, remove, set, text};
use crate::base::{Json, NodeId};
use crate::diag::Code;
use crate::source::tree::Kind;

/// The types of JSON Schema 2020-12, section 6.1.1.
const TYPES: &[&str] = &["string", "number", "integer", "boolean", "array", "object", "null"];

/// Names that documents write in the place of a type: the name, the type, the format.
const SLOPPY: &[(&str, &str, &str)] = &[
    ("int", "integer", ""),
    ("int32", "integer", "int32"),
    ("int64", "integer", "int64"),
    ("long", "integer", "int64"),
    ("short", "integer", "int32"),
    ("float", "number", "float"),
    ("double", "number", "double"),
    ("decimal", "number", "decimal"),
    ("bool", "boolean", ""),
    ("str", "string", ""),
    ("text", "string", ""),
    ("enum", "string", ""),
    ("date", "string", "date"),
    ("datetime", "string", "date-time"),
    ("date-time", "string", "date-time"),
    ("timestamp", "string", "date-time"),
    ("time", "string", "time"),
    ("uuid", "string", "uuid"),
    ("uri", "string", "uri"),
    ("url", "string", "uri"),
    ("email", "string", "email"),
    ("byte", "string", "byte"),
    ("binary", "string", "binary"),
    ("file", "string", "binary"),
    ("password", "string", "password"),
    ("dict", "object", ""),
    ("map", "object", ""),
    ("hash", "object", ""),
    ("list", "array", ""),
    ("none", "null", ""),
    ("nil", "null", ""),
];

/// `true` allows everything, `false` nothing (JSON Schema 2020-12, section 4.3.2).
pub(super) fn boolean(allowed: bool) -> Members {
    if allowed { Vec::new() } else { vec![("not".into(), Json::Object(Vec::new()))] }
}

impl Cutter<'_> {
    pub(super) fn schema(&mut self, node: NodeId, members: &mut Members) {
        self.types(node, members);
        self.bound(node, members, "minimum", "exclusiveMinimum");
        self.bound(node, members, "maximum", "exclusiveMaximum");
        self.values(node, members);
        content(members);
        if let Some(Json::Object(discriminator)) = get(members, "discriminator")
            && get(discriminator, "propertyName").and_then(Json::as_str).unwrap_or_default().is_empty()
        {
            remove(members, "discriminator");
        }
    }

    /// `type`: one name stays, `null` in a list becomes `nullable`, several names go into an
    /// extension.
    fn types(&mut self, node: NodeId, members: &mut Members) {
        let Some(given) = self.tree.get(node, "type") else { return };
        let mut names: Vec<(&'static str, &'static str)> = Vec::new();
        let nodes = match self.kind(given) {
            Kind::Array => self.tree.items(given).to_vec(),
            _ => vec![given],
        };
        for item in nodes {
            if let Some(name) = self.type_name(item)
                && !names.iter().any(|(known, _)| *known == name.0)
            {
                names.push(name);
            }
        }
        let nullable = names.len() > 1 && names.iter().any(|(name, _)| *name == "null");
        if nullable {
            names.retain(|(name, _)| *name != "null");
            set(members, "nullable", Json::Bool(true));
        }
        match names.as_slice() {
            [] => {}
            [(name, format)] => {
                set(members, "type", text(name));
                if !format.is_empty() && get(members, "format").is_none() {
                    set(members, "format", text(format));
                }
            }
            several => {
                let several = several.iter().map(|(name, _)| text(name)).collect();
                set(members, &format!("{EXTENSION_PREFIX}types"), Json::Array(several));
            }
        }
    }

    fn type_name(&mut self, node: NodeId) -> Option<(&'static str, &'static str)> {
        let written = match self.kind(node) {
            Kind::String => self.tree.as_str(node)?,
            Kind::Null => {
                self.lint(Code::WrongType, node, String::from("a text is due here; null is taken as \"null\""));
                return Some(("null", ""));
            }
            _ => {
                let message =
                    format!("the name of a type is due here, not {}; it is ignored", self.tree.describe(node));
                self.lint(Code::WrongType, node, message);
                return None;
            }
        };
        if let Some(known) = TYPES.iter().find(|known| **known == written) {
            return Some((known, ""));
        }
        let lower = written.trim().to_ascii_lowercase();
        let meant = TYPES
            .iter()
            .find(|known| **known == lower)
            .map(|known| (*known, ""))
            .or_else(|| SLOPPY.iter().find(|(name, ..)| *name == lower).map(|(_, name, format)| (*name, *format)));
        let message = match meant {
            Some((name, "")) => format!("`{written}` is no type; it is taken as `{name}`"),
            Some((name, format)) => {
                format!("`{written}` is no type; it is taken as `{name}` with the format `{format}`")
            }
            None => format!("`{written}` is no type; it is ignored"),
        };
        self.lint(Code::InvalidValue, node, message);
        meant
    }

    /// An exclusive bound that is a number (3.1) as the pair of 3.0.
    fn bound(&mut self, node: NodeId, members: &mut Members, inclusive: &str, exclusive: &str) {
        let Some(given) = self.tree.get(node, exclusive) else { return };
        if matches!(self.kind(given), Kind::Bool | Kind::Null) || self.truth_text(given) {
            if let Some(value) = self.truth(given) {
                set(members, exclusive, Json::Bool(value));
            }
            return;
        }
        let Some(bound) = self.number(given) else { return };
        let (Some(limit), other) = (bound.as_f64(), get(members, inclusive).and_then(Json::as_f64)) else { return };
        let other_is_tighter =
            other.is_some_and(|other| if inclusive == "minimum" { other > limit } else { other < limit });
        if !other_is_tighter {
            set(members, inclusive, bound);
            set(members, exclusive, Json::Bool(true));
        }
    }

    fn truth_text(&self, node: NodeId) -> bool {
        self.tree
            .as_str(node)
            .is_some_and(|word| ["true", "false"].iter().any(|known| word.trim().eq_ignore_ascii_case(known)))
    }

    /// `const` as an `enum` of one, `examples` as `example`, an empty `enum` as none.
    fn values(&mut self, node: NodeId, members: &mut Members) {
        if let Some(constant) = remove(members, "const") {
            if constant.is_null() && get(members, "type").is_some_and(|name| name.as_str() != Some("null")) {
                set(members, "nullable", Json::Bool(true));
            }
            set(members, "enum", Json::Array(vec![constant]));
        }
        if get(members, "enum").and_then(Json::as_array).is_some_and(<[Json]>::is_empty) {
            remove(members, "enum");
            let at = self.tree.get(node, "enum").unwrap_or(node);
            self.lint(Code::EmptyEnum, at, String::from("the `enum` has no values; it is ignored"));
        }
        if let Some(Json::Array(examples)) = remove(members, "examples")
            && get(members, "example").is_none()
            && let Some(first) = examples.into_iter().next()
        {
            set(members, "example", first);
        }
    }
}

/// `contentEncoding` and `contentMediaType` as the formats of 3.0 (OpenAPI 3.1.0, section 4.8.14.3).
fn content(members: &mut Members) {
    let is_text = get(members, "type").is_none_or(|name| name.as_str() == Some("string"));
    if !is_text || get(members, "format").is_some() {
        return;
    }
    let word = |name: &str| get(members, name).and_then(Json::as_str).map(str::to_ascii_lowercase);
    let format = match (word("contentEncoding").as_deref(), word("contentMediaType").as_deref()) {
        (Some("base64" | "base64url"), _) => "byte",
        (None | Some("binary"), Some("application/octet-stream")) => "binary",
        _ => return,
    };
    set(members, "format", text(format));
    if get(members, "type").is_none() {
        set(members, "type", text("string"));
    }
}
