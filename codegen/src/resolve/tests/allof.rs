//! `allOf` as an intersection.

use super::{assert_merged, assert_merged_31, resolved};
use crate::base::NodeId;
use crate::resolve::Facet;

const FOO: &str = "
Foo:
  type: object
  description: a foo
  required: [a]
  properties:
    a: {type: string}
    b: {type: integer, format: int64, maximum: 10}
";

#[track_caller]
fn with_foo(a: &str, expected: &str) {
    assert_merged(&format!("{FOO}{}", a.trim_matches('\n')), expected);
}

#[test]
fn a_single_reference_with_annotations_keeps_its_type() {
    with_foo("A: {allOf: [{$ref: '#/components/schemas/Foo'}]}", "@Foo");
    with_foo(
        "A: {allOf: [{$ref: '#/components/schemas/Foo'}], description: mine, readOnly: true, nullable: true, default: {}, example: 1, title: T, deprecated: true}",
        r#"
@Foo nullable readOnly deprecated default={} examples=1 title="T" doc="mine"
"#,
    );
    with_foo(
        "A: {allOf: [{$ref: '#/components/schemas/Foo'}, {description: mine}]}",
        r#"
@Foo doc="mine"
"#,
    );
}

#[test]
fn what_the_reference_says_already_does_not_cost_its_type() {
    with_foo("A: {type: object, allOf: [{$ref: '#/components/schemas/Foo'}], required: [a]}", "@Foo");
}

#[test]
fn a_reference_beside_anything_more_is_a_type_of_its_own_with_a_title_to_earn_a_name_from() {
    with_foo(
        "A: {type: object, properties: {x: {allOf: [{$ref: '#/components/schemas/Foo'}, {required: [b]}]}}}",
        r#"
object {
  x?: object {
    a: string
    b: integer:int64 <=10
  } title="Foo" doc="a foo"
}
"#,
    );
}

#[test]
fn types_of_parts_meet_and_a_missing_type_takes_nothing_away() {
    assert_merged("A: {allOf: [{type: number}, {minimum: 1}, {type: integer}]}", "integer >=1");
    assert_merged_31(
        "A: {allOf: [{type: [string, integer, 'null']}, {type: [integer, boolean, 'null']}]}",
        "integer nullable",
    );
}

#[test]
fn values_and_limits_tighten() {
    assert_merged(
        "
A:
  allOf:
  - {type: string, enum: [a, b, c], minLength: 1, maxLength: 9, pattern: '^.'}
  - {enum: [c, b, d], maxLength: 5}
",
        r#"
string enum("b", "c") pattern=^. minLength=1 maxLength=5
"#,
    );
    assert_merged(
        "
A:
  type: integer
  format: int64
  minimum: 0
  allOf:
  - {format: int32, minimum: 0, exclusiveMinimum: true, maximum: 100}
  - {maximum: 100, exclusiveMaximum: true, multipleOf: 5}
",
        "integer:int32 >0 <100 multipleOf=5",
    );
    assert_merged(
        "A: {type: array, allOf: [{minItems: 1, uniqueItems: true}, {minItems: 2, maxItems: 3, items: {type: string}}]}",
        "array minItems=2 maxItems=3 unique [string]",
    );
}

#[test]
fn members_are_united_and_equal_ones_are_merged() {
    with_foo(
        "
A:
  allOf:
  - $ref: '#/components/schemas/Foo'
  - required: [c, z]
    properties:
      b: {minimum: 1, format: int32}
      c: {type: boolean}
",
        r#"
object required(z) {
  a: string
  b?: integer:int32 >=1 <=10
  c: boolean
}
"#,
    );
}

#[test]
fn members_are_merged_at_any_depth_and_once_per_set_of_parts() {
    assert_merged(
        "
N: {type: object, properties: {next: {$ref: '#/components/schemas/N'}, v: {type: integer}}}
M: {type: object, properties: {next: {$ref: '#/components/schemas/M'}, v: {minimum: 3}}}
A: {allOf: [{$ref: '#/components/schemas/N'}, {$ref: '#/components/schemas/M'}]}
",
        r#"
object {
  next?: object {
    next?: ...
    v?: integer >=3
  } title="N"
  v?: integer >=3
}
"#,
    );
}

#[test]
fn additional_properties_are_about_what_no_part_declares() {
    assert_merged(
        "
A:
  allOf:
  - {type: object, additionalProperties: false, properties: {a: {type: string}}}
  - {type: object, additionalProperties: {type: integer}, properties: {b: {type: string}}}
",
        r#"
object {
  a?: string
  b?: string
  *: never
}
"#,
    );
    assert_merged(
        "A: {allOf: [{additionalProperties: {type: string}}, {additionalProperties: {maxLength: 3}}, {additionalProperties: true}]}",
        r#"
{
  *: string maxLength=3
}
"#,
    );
}

#[test]
fn items_are_merged() {
    assert_merged(
        "A: {allOf: [{type: array, items: {type: string}}, {items: {maxLength: 3}}]}",
        "array [string maxLength=3]",
    );
    assert_merged_31(
        "A: {allOf: [{prefixItems: [{type: string}]}, {prefixItems: [{maxLength: 3}, {type: integer}]}]}",
        "tuple(string maxLength=3, integer)",
    );
}

#[test]
fn parts_of_parts_take_part() {
    with_foo(
        "
Mid: {allOf: [{$ref: '#/components/schemas/Foo'}, {properties: {m: {type: string}}}], required: [m]}
A: {allOf: [{$ref: '#/components/schemas/Mid'}], properties: {own: {type: string}}, required: [b]}
",
        r#"
object {
  a: string
  b: integer:int64 <=10
  m: string
  own?: string
}
"#,
    );
}

#[test]
fn annotations_of_the_nearest_part_win() {
    assert_merged(
        "
Far: {type: string, title: far, description: far, default: f, example: f, x-a: 1, x-b: 1}
A:
  allOf:
  - $ref: '#/components/schemas/Far'
  - {maxLength: 3, title: near, description: near, example: n, x-b: 2, readOnly: true}
  - {minLength: 1, title: last, deprecated: true, writeOnly: true}
",
        r#"
string minLength=1 maxLength=3 readOnly writeOnly deprecated default="f" examples=1 title="near" doc="near"
"#,
    );
}

#[test]
fn contradictions_leave_nothing_and_are_told() {
    assert_merged(
        "A: {allOf: [{type: string}, {type: object}]}",
        r#"
never
! allof-conflict A
"#,
    );
    assert_merged(
        "A: {allOf: [{enum: [a]}, {enum: [b]}]}",
        r#"
never
! allof-conflict A
"#,
    );
    assert_merged(
        "A: {allOf: [{type: integer, minimum: 5}, {maximum: 4}]}",
        r#"
never
! allof-conflict A
"#,
    );
    assert_merged(
        "A: {type: object, allOf: [{properties: {x: {type: string}}}, {properties: {x: {type: integer}}}]}",
        r#"
object {
  x?: never
}
! allof-conflict A/allOf/0/properties/x
"#,
    );
    // Not a contradiction of values, so the first counts.
    assert_merged(
        "A: {allOf: [{type: string, format: date}, {format: uuid}]}",
        r#"
string:date
! allof-conflict A/allOf/1
"#,
    );
}

#[test]
fn beside_a_reference_31_merges_and_30_annotates() {
    let doc = "
Foo: {type: object, properties: {a: {type: string}}}
A: {$ref: '#/components/schemas/Foo', description: mine, required: [a]}
";
    assert_merged(
        doc,
        r#"
@Foo doc="mine"
! dropped-keyword A/required
"#,
    );
    assert_merged_31(
        doc,
        r#"
object {
  a: string
} doc="mine"
"#,
    );
}

#[test]
fn circles_are_told_and_what_depends_on_them_goes() {
    assert_merged(
        "A: {allOf: [{$ref: '#/components/schemas/B'}]}\nB: {allOf: [{$ref: '#/components/schemas/A'}, {type: object}]}",
        r#"
gone
! allof-cycle A
"#,
    );
    assert_merged(
        "A: {$ref: '#/components/schemas/B'}\nB: {$ref: '#/components/schemas/A'}",
        r#"
gone
! circular-reference A
"#,
    );
    assert_merged(
        "A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}\nB: {$ref: '#/components/schemas/B'}",
        r#"
gone
! circular-reference B
"#,
    );
    assert_merged(
        "A: {type: object, properties: {a: {allOf: [{$ref: '#/components/schemas/A'}], nullable: true}}}",
        r#"
object {
  a?: @A nullable
}
"#,
    );
}

#[test]
fn every_facet_of_a_merged_schema_knows_where_it_came_from() {
    let (tree, api, provenance, _) = resolved(
        "3.0.3",
        "
Base: {type: object, required: [self], properties: {self: {type: string, format: uri}}}
A:
  allOf:
  - $ref: '#/components/schemas/Base'
  - properties: {self: {example: here}}
    required: [self]
",
    );
    let pointers =
        |nodes: Option<&[NodeId]>| nodes.unwrap_or_default().iter().map(|node| tree.pointer(*node)).collect::<Vec<_>>();
    let a = api.components["A"];
    let (base, overlay) = ("#/components/schemas/Base", "#/components/schemas/A/allOf/1");
    assert_eq!(pointers(provenance.get(a, &Facet::Required("self".into()))), [base, overlay]);
    assert_eq!(pointers(provenance.get(a, &Facet::Property("self".into()))), [base, overlay]);
    assert_eq!(pointers(provenance.get(a, &Facet::Type)), [base, overlay]);
    let member = api.schemas[a].object.properties["self"];
    assert_eq!(pointers(provenance.get(member, &Facet::Type)), [format!("{base}/properties/self")]);
    assert_eq!(pointers(provenance.get(member, &Facet::Example)), [format!("{overlay}/properties/self")]);
    assert_eq!(provenance.get(api.components["Base"], &Facet::Type), None);
}

#[test]
fn a_long_chain_of_parts_needs_no_stack() {
    let mut text = String::from("A: {allOf: [{$ref: '#/components/schemas/S0'}], required: [p]}\n");
    for index in 0..2_000 {
        text.push_str(&format!(
            "S{index}: {{allOf: [{{$ref: '#/components/schemas/S{}'}}], minProperties: {index}}}\n",
            index + 1
        ));
    }
    text.push_str("S2000: {type: object, properties: {p: {type: string}}}");
    assert_merged(&text, "object minProperties=1999 {\n  p: string\n}");
}
