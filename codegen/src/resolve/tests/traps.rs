//! What the published description of the Invitations API does, and how it is meant.

use super::assert_merged;

#[test]
fn a_part_with_nothing_but_required_tightens_its_sibling() {
    assert_merged(
        "
A:
  allOf:
  - {type: object, title: Invitation, properties: {email: {type: string, format: email}}}
  - {type: object, required: [email]}
",
        r#"
object {
  email: string:email
} title="Invitation"
"#,
    );
}

#[test]
fn parts_without_a_type_are_objects_by_their_keywords() {
    assert_merged(
        "A: {allOf: [{properties: {}, title: Meta}, {properties: {self: {type: string}}}]}",
        r#"
{
  self?: string
} title="Meta"
"#,
    );
}

#[test]
fn an_override_with_only_an_example_merges_into_the_sibling() {
    assert_merged(
        "
A:
  allOf:
  - type: object
    required: [self]
    properties: {self: {type: string, format: uri, readOnly: true, description: Where it is., example: a}}
  - properties:
      self: {example: b}
",
        r#"
object {
  self: string:uri readOnly examples=1 doc="Where it is."
}
"#,
    );
}

#[test]
fn an_override_of_a_reference_keeps_its_type() {
    assert_merged(
        "
Link: {type: string, format: uri}
A:
  allOf:
  - {type: object, required: [self], properties: {self: {$ref: '#/components/schemas/Link'}}}
  - {properties: {self: {example: b, description: d}}}
",
        r#"
object {
  self: @Link examples=1 doc="d"
}
"#,
    );
}

#[test]
fn read_only_on_a_part_is_read_only_on_the_whole() {
    assert_merged(
        "
A:
  type: object
  properties:
    metadata:
      allOf:
      - {properties: {}, readOnly: true, title: ObjectMeta}
      - {properties: {self: {example: a}, resource_name: {example: b}}}
    email: {type: string}
",
        r#"
object {
  metadata?: {
    self?: any examples=1
    resource_name?: any examples=1
  } readOnly title="ObjectMeta"
  email?: string
}
"#,
    );
}

#[test]
fn one_title_over_different_content_stays_on_each() {
    assert_merged(
        "
A:
  type: object
  properties:
    sent: {allOf: [{type: object, title: Invitation, properties: {email: {type: string}}}, {required: [email]}]}
    received: {allOf: [{type: object, title: Invitation, properties: {id: {type: string}}}, {required: [id]}]}
",
        r#"
object {
  sent?: object {
    email: string
  } title="Invitation"
  received?: object {
    id: string
  } title="Invitation"
}
"#,
    );
}

#[test]
fn three_sets_of_required_over_one_schema() {
    assert_merged(
        "
Invitation: {type: object, properties: {id: {type: string}, email: {type: string}}}
A:
  type: object
  properties:
    create: {allOf: [{$ref: '#/components/schemas/Invitation'}, {type: object, required: [email]}]}
    get: {allOf: [{$ref: '#/components/schemas/Invitation'}, {type: object, required: [id, email]}]}
    plain: {allOf: [{$ref: '#/components/schemas/Invitation'}]}
",
        r#"
object {
  create?: object {
    id?: string
    email: string
  } title="Invitation"
  get?: object {
    id: string
    email: string
  } title="Invitation"
  plain?: @Invitation
}
"#,
    );
}

#[test]
fn nullable_and_read_only_and_optional() {
    assert_merged(
        "A: {type: object, properties: {accepted_at: {type: string, format: date-time, nullable: true, readOnly: true}}}",
        r#"
object {
  accepted_at?: string:date-time nullable readOnly
}
"#,
    );
}
