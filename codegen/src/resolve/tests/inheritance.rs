//! Base types with a discriminator.

use super::{assert_merged, resolved};
use crate::model::dump;

const PET: &str = "
A:
  type: object
  required: [kind]
  discriminator: {propertyName: kind, mapping: {dog: '#/components/schemas/Dog'}}
  properties: {kind: {type: string}}
Dog: {allOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {bark: {type: boolean}}}]}
Puppy: {allOf: [{$ref: '#/components/schemas/Dog'}, {type: object, properties: {age: {type: integer}}}]}
Fish: {allOf: [{$ref: '#/components/schemas/A'}]}
Tank: {type: object, properties: {fish: {allOf: [{$ref: '#/components/schemas/A'}], description: d}}}
";

#[test]
fn children_are_found_at_any_depth_with_their_values() {
    assert_merged(
        PET,
        r#"
object {
  kind: string
} by kind(dog=>@Dog, Puppy=>@Puppy, Fish=>@Fish) children(@Dog, @Puppy, @Fish)
"#,
    );
}

#[test]
fn children_do_not_inherit_the_discriminator_and_are_types_of_their_own() {
    let (_, api, _, diags) = resolved("3.0.3", PET);
    assert!(diags.is_empty(), "{diags:?}");
    let text = dump(&api);
    let children = text.split_once("schema Dog").map(|(_, rest)| rest).unwrap_or_default();
    assert_eq!(
        children.trim(),
        r#"= object {
  kind: string
  bark?: boolean
}
schema Puppy = object {
  kind: string
  bark?: boolean
  age?: integer
}
schema Fish = object {
  kind: string
}
schema Tank = object {
  fish?: @A doc="d"
}"#
    );
}

#[test]
fn a_base_may_list_its_children_as_alternatives() {
    let doc = "
A:
  type: object
  discriminator: {propertyName: kind}
  properties: {kind: {type: string}}
  oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]
Dog: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {bark: {type: boolean}}}]}
Cat: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {meow: {type: boolean}}}]}
";
    assert_merged(doc, "oneOf(@Dog, @Cat) by kind(Dog=>@Dog, Cat=>@Cat)");
    let (_, api, _, _) = resolved("3.0.3", doc);
    assert_eq!(
        crate::model::dump_schema(&api, api.components["Dog"]),
        r"object {
  kind?: string
  bark?: boolean
}"
    );
}

#[test]
fn a_base_may_have_its_only_child_as_its_only_alternative() {
    let doc = "
A: {type: object, properties: {kind: {type: string}}, oneOf: [{$ref: '#/components/schemas/Dog'}]}
Dog: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {bark: {type: boolean}}}]}
";
    assert_merged(doc, "oneOf(@Dog)");
}
