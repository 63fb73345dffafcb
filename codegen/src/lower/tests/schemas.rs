//! Facets of schemas, as declared.

use super::{assert_lowered, lowered_with};
use crate::base::Json;
use crate::model::Additional;
use crate::options::Options;

/// Asserts what the component `A` says.
#[track_caller]
fn assert_schema(version: &str, schema: &str, expected: &str) {
    let text =
        format!("openapi: {version}\ninfo: {{title: T, version: '1'}}\ncomponents: {{schemas: {{A: {schema}}}}}");
    let (_, api, diags) = lowered_with(&text, &Options::default());
    assert!(diags.is_empty(), "{diags:?}");
    assert_eq!(crate::model::dump_schema(&api, api.components["A"]), expected.trim_matches('\n'), "\n{schema}");
}

#[test]
fn numbers_keep_their_text() {
    assert_schema(
        "3.0.3",
        "{type: number, minimum: 1.10, maximum: 12345678901234567890123, multipleOf: 0.010}",
        "number >=1.10 <=12345678901234567890123 multipleOf=0.010",
    );
    assert_schema(
        "3.0.3",
        "{type: integer, minimum: 1, exclusiveMinimum: true, enum: [1.0, 123456789012345678901]}",
        "integer enum(1.0, 123456789012345678901) >1",
    );
    assert_schema(
        "3.1.0",
        "{type: number, exclusiveMinimum: 0.50, maximum: 7, exclusiveMaximum: 8.0}",
        "number >0.50 <=7",
    );
}

#[test]
fn keywords_of_31_are_read_from_the_tree() {
    assert_schema("3.1.0", "{type: [string, integer, 'null']}", "integer|string nullable");
    assert_schema(
        "3.1.0",
        "{const: {a: 1.50}}",
        r#"
enum({"a":1.50})
"#,
    );
    assert_schema(
        "3.1.0",
        "{type: array, prefixItems: [{type: string}, true], items: false}",
        "array tuple(string, any) [never]",
    );
    assert_schema(
        "3.1.0",
        "{type: object, patternProperties: {^x: {type: string}}, unevaluatedProperties: false}",
        r#"
object {
  /^x/: string
  *: never
}
"#,
    );
    assert_schema(
        "3.1.0",
        "{type: string, contentEncoding: base64, contentMediaType: image/png, examples: [a, b]}",
        "string:byte contentEncoding=base64 contentMediaType=image/png examples=2",
    );
    assert_schema("3.1.0", "true", "any");
    assert_schema("3.1.0", "false", "never");
    assert_schema("3.0.3", "{not: {}}", "never");
}

#[test]
fn members_keep_the_order_of_the_document() {
    assert_schema(
        "3.0.3",
        "{type: object, required: [z, a, z], properties: {z: {type: string}, a: {type: string}, m: {type: string}}}",
        r#"
object {
  z: string
  a: string
  m?: string
}
"#,
    );
}

#[test]
fn additional_properties_in_all_forms() {
    for (written, expected) in [
        ("{type: object}", Additional::Unspecified),
        ("{additionalProperties: true}", Additional::Any),
        ("{additionalProperties: {}}", Additional::Any),
        ("{additionalProperties: false}", Additional::Forbidden),
    ] {
        let text = format!("components: {{schemas: {{A: {written}}}}}");
        let (_, api, _) = lowered_with(&text, &Options::default());
        assert_eq!(api.schemas[api.components["A"]].object.additional, expected, "{written}");
    }
    assert_schema(
        "3.0.3",
        "{additionalProperties: {type: string}}",
        r#"
{
  *: string
}
"#,
    );
}

#[test]
fn annotations_and_extensions_are_kept() {
    let text = "components: {schemas: {A: {type: string, title: t, default: null, example: e, x-z: {k: [1.50]}, x-a: 1, externalDocs: {url: u}}}}";
    let (tree, api, _) = lowered_with(text, &Options::default());
    let meta = &api.schemas[api.components["A"]].meta;
    assert_eq!(meta.default, Some(Json::Null));
    assert_eq!(
        meta.extensions.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>(),
        [r#"x-z={"k":[1.50]}"#, "x-a=1"]
    );
    assert_eq!(
        meta.examples.iter().map(|node| tree.pointer(*node)).collect::<Vec<_>>(),
        ["#/components/schemas/A/example"]
    );
    assert_eq!(meta.external_docs.as_deref(), Some("u"));
}

#[test]
fn references_are_schemas_of_their_own_and_may_go_in_circles() {
    assert_lowered(
        "
components:
  schemas:
    Node: {type: object, properties: {next: {$ref: '#/components/schemas/Node'}, into: {$ref: '#/components/schemas/Node/properties/v'}, v: {type: string}}}
    Alias: {$ref: '#/components/schemas/Node'}
",
        r#"
schema Node = object {
  next?: @Node
  into?: string
  v?: string
}
schema Alias = @Node
"#,
    );
}

#[test]
fn beside_a_reference_30_keeps_annotations_only() {
    assert_lowered(
        "
components:
  schemas:
    S: {type: string}
    A: {$ref: '#/components/schemas/S', description: d, nullable: true, x-a: 1, type: string, maxLength: 3}
",
        r#"
schema S = string
schema A = @S nullable doc="d"
! lint dropped-keyword #/components/schemas/A/maxLength
"#,
    );
}

#[test]
fn a_chain_of_ten_thousand_schemas_needs_no_stack() {
    let mut text = String::from("openapi: 3.0.3\ninfo: {title: T, version: '1'}\ncomponents:\n  schemas:\n");
    for index in 0..10_000 {
        text.push_str(&format!(
            "    S{index}: {{type: object, properties: {{n: {{$ref: '#/components/schemas/S{}'}}}}}}\n",
            (index + 1) % 10_000
        ));
    }
    let (_, api, diags) = lowered_with(&text, &Options::default());
    assert_eq!(api.components.len(), 10_000);
    assert!(diags.is_empty());
}
