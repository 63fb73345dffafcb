//! All spellings of "or null".

use super::{assert_merged, assert_merged_31};

const FOO: &str = "Foo: {type: object, properties: {a: {type: string}}}\n";

#[track_caller]
fn with_foo(a: &str, expected: &str) {
    assert_merged_31(&format!("{FOO}{a}"), expected);
}

#[test]
fn null_in_a_list_of_types_or_values() {
    assert_merged_31("A: {type: [string, 'null']}", "string nullable");
    assert_merged_31(
        "A: {enum: [a, null]}",
        r#"
enum("a") nullable
"#,
    );
    assert_merged(
        "A: {type: string, enum: [a, null]}",
        r#"
string enum("a") nullable
"#,
    );
    assert_merged("A: {type: string, nullable: true}", "string nullable");
    assert_merged_31("A: {type: 'null'}", "null");
    assert_merged_31("A: {const: null}", "null");
}

#[test]
fn null_as_an_alternative() {
    with_foo("A: {oneOf: [{$ref: '#/components/schemas/Foo'}, {type: 'null'}]}", "@Foo nullable");
    with_foo(
        "A: {anyOf: [{type: string}, {type: integer}, {type: 'null'}], description: d}",
        r#"
anyOf(string, integer) nullable doc="d"
"#,
    );
    with_foo(
        "A: {anyOf: [{enum: [null]}, {$ref: '#/components/schemas/Foo'}], title: t}",
        r#"
@Foo nullable title="t"
"#,
    );
    with_foo("A: {oneOf: [{type: [string, 'null']}, {type: integer}]}", "oneOf(string, integer) nullable");
    with_foo("A: {oneOf: [{type: 'null'}]}", "null");
    assert_merged(
        &format!("{FOO}A: {{oneOf: [{{$ref: '#/components/schemas/Foo'}}, {{nullable: true}}]}}"),
        "@Foo nullable",
    );
}

#[test]
fn a_nullable_alternative_by_reference_makes_the_union_nullable() {
    assert_merged(
        "
S: {type: string, nullable: true}
A: {oneOf: [{$ref: '#/components/schemas/S'}, {type: integer}]}
",
        "oneOf(@S, integer) nullable",
    );
}

#[test]
fn a_union_of_one_is_that_one() {
    with_foo("A: {anyOf: [{$ref: '#/components/schemas/Foo'}], deprecated: true}", "@Foo deprecated");
    with_foo(
        "A: {anyOf: [{$ref: '#/components/schemas/Foo'}], properties: {b: {type: string}}}",
        r#"
object {
  a?: string
  b?: string
}
"#,
    );
    assert_merged_31(
        "Open: {type: object, additionalProperties: true}\nA: {anyOf: [{$ref: '#/components/schemas/Open'}, {type: 'null'}], additionalProperties: true}",
        "@Open nullable",
    );
}

#[test]
fn null_needs_every_typed_part() {
    assert_merged("A: {allOf: [{type: string, nullable: true}, {type: string}]}", "string");
    assert_merged("A: {allOf: [{type: string, nullable: true}, {maxLength: 3}]}", "string maxLength=3 nullable");
    assert_merged(
        &format!("{FOO}A: {{nullable: true, allOf: [{{$ref: '#/components/schemas/Foo'}}], required: [a]}}"),
        r#"
object {
  a: string
} nullable
"#,
    );
    assert_merged(
        &format!("{FOO}A: {{allOf: [{{$ref: '#/components/schemas/Foo'}}, {{nullable: true}}]}}"),
        "@Foo nullable",
    );
}
