//! The keywords of the Schema Object.
//!
//! Takes nothing, gives its rows: OpenAPI 3.0.3, section 4.7.24, and JSON Schema 2020-12 for 3.1 and
//! 3.2. To add a keyword, add a row.

use super::ObjectKind::{Discriminator, ExternalDocs, Schema, Xml};
use super::Takes::{Any, Bool, BoolOrNode, Bound, Count, Inline, List, Map, Node, Number, Text, TypeName};
use super::{Keyword, Takes};
use crate::source::header::Version::{V30, V31};

const fn k(name: &'static str, takes: Takes) -> Keyword {
    Keyword::new(name, takes)
}

pub(super) const SCHEMA: &[Keyword] = &[
    // What it is.
    k("type", TypeName),
    k("format", Text),
    k("title", Text),
    k("description", Text),
    k("default", Any),
    k("example", Any),
    k("examples", List(&Any)).since(V31),
    k("enum", List(&Any)),
    k("const", Any).since(V31),
    k("nullable", Bool).until(V30),
    k("readOnly", Bool),
    k("writeOnly", Bool),
    k("deprecated", Bool),
    k("externalDocs", Inline(ExternalDocs)),
    k("discriminator", Inline(Discriminator)),
    k("xml", Inline(Xml)).ignored(),
    // Bounds.
    k("multipleOf", Number),
    k("maximum", Number),
    k("exclusiveMaximum", Bound),
    k("minimum", Number),
    k("exclusiveMinimum", Bound),
    k("maxLength", Count),
    k("minLength", Count),
    k("pattern", Text),
    k("maxItems", Count),
    k("minItems", Count),
    k("uniqueItems", Bool),
    k("maxProperties", Count),
    k("minProperties", Count),
    // Objects.
    k("required", List(&Text)),
    k("properties", Map(&Node(Schema))),
    k("additionalProperties", BoolOrNode(Schema)),
    k("patternProperties", Map(&Node(Schema))).since(V31),
    k("propertyNames", Node(Schema)).since(V31).told(),
    k("dependentRequired", Map(&List(&Text))).since(V31),
    k("dependentSchemas", Map(&Node(Schema))).since(V31).told(),
    k("unevaluatedProperties", BoolOrNode(Schema)).since(V31).told(),
    // Arrays.
    k("items", Node(Schema)),
    k("prefixItems", List(&Node(Schema))).since(V31),
    k("contains", Node(Schema)).since(V31).told(),
    k("minContains", Count).since(V31).told(),
    k("maxContains", Count).since(V31).told(),
    k("unevaluatedItems", BoolOrNode(Schema)).since(V31).told(),
    // Composition.
    k("allOf", List(&Node(Schema))),
    k("oneOf", List(&Node(Schema))),
    k("anyOf", List(&Node(Schema))),
    k("not", Node(Schema)).told(),
    k("if", Node(Schema)).since(V31).told(),
    k("then", Node(Schema)).since(V31).told(),
    k("else", Node(Schema)).since(V31).told(),
    // Texts that hold something else.
    k("contentEncoding", Text).since(V31),
    k("contentMediaType", Text).since(V31),
    k("contentSchema", Node(Schema)).since(V31),
    // The schema as a resource.
    k("$defs", Map(&Node(Schema))).since(V31),
    k("definitions", Map(&Node(Schema))).since(V31).ignored(),
    k("$id", Text).since(V31),
    k("$anchor", Text).since(V31),
    k("$dynamicAnchor", Text).since(V31),
    k("$dynamicRef", Text).since(V31).told(),
    k("$schema", Text).since(V31).ignored(),
    k("$vocabulary", Any).since(V31).ignored(),
    k("$comment", Text).since(V31).ignored(),
];
