//! Alternatives with something beside them.

use super::{assert_merged, assert_merged_31};

const PETS: &str = "
Cat: {type: object, required: [kind], properties: {kind: {type: string}, meow: {type: boolean}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string}, bark: {type: boolean}}}
";

#[track_caller]
fn with_pets(a: &str, expected: &str) {
    assert_merged(&format!("{PETS}{}", a.trim_matches('\n')), expected);
}

const BOTH: &str = "[{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]";

#[test]
fn what_stands_beside_alternatives_moves_into_them() {
    with_pets(
        &format!(
            "A: {{type: object, properties: {{id: {{type: integer}}}}, required: [id], oneOf: {BOTH}, description: d}}"
        ),
        r#"
oneOf(object {
  id: integer
  kind: string
  meow?: boolean
} title="Cat", object {
  id: integer
  kind: string
  bark?: boolean
} title="Dog") doc="d"
"#,
    );
}

#[test]
fn alternatives_that_say_it_already_keep_their_types() {
    with_pets(&format!("A: {{type: object, required: [kind], oneOf: {BOTH}}}"), "oneOf(@Cat, @Dog)");
}

#[test]
fn the_implicit_values_of_a_discriminator_are_written_down() {
    with_pets(
        &format!("A: {{oneOf: {BOTH}, discriminator: {{propertyName: kind}}}}"),
        "oneOf(@Cat, @Dog) by kind(Cat=>@Cat, Dog=>@Dog)",
    );
    with_pets(
        &format!(
            "A: {{oneOf: {BOTH}, discriminator: {{propertyName: kind, mapping: {{cat: '#/components/schemas/Cat', tom: Cat, nope: Nope}}}}}}"
        ),
        r#"
oneOf(@Cat, @Dog) by kind(cat=>@Cat, tom=>@Cat, Dog=>@Dog)
! unresolved-reference A/discriminator/mapping/nope
"#,
    );
}

#[test]
fn a_mapping_follows_its_alternatives_when_they_are_merged() {
    with_pets(
        &format!(
            "A: {{properties: {{id: {{type: integer}}}}, oneOf: {BOTH}, discriminator: {{propertyName: kind, mapping: {{cat: Cat}}}}}}"
        ),
        r#"
oneOf(object {
  id?: integer
  kind: string
  meow?: boolean
} title="Cat", object {
  id?: integer
  kind: string
  bark?: boolean
} title="Dog") by kind(cat=>#, Dog=>#)
"#,
    );
}

#[test]
fn alternatives_that_only_require_are_sets_of_members() {
    assert_merged(
        "A: {type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}",
        r#"
object a|b {
  a?: string
  b?: string
}
"#,
    );
}

#[test]
fn alternatives_that_only_tighten_are_told_and_left_out() {
    assert_merged(
        "A: {type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {minProperties: 2}]}",
        r#"
object {
  a?: string
  b?: string
}
! unsupported-keyword A
"#,
    );
}

#[test]
fn a_part_that_is_a_union_takes_the_other_parts_into_its_alternatives() {
    with_pets(
        &format!(
            "Pet: {{oneOf: {BOTH}}}\nA: {{allOf: [{{$ref: '#/components/schemas/Pet'}}, {{properties: {{id: {{type: integer}}}}}}]}}"
        ),
        r#"
oneOf(object {
  id?: integer
  kind: string
  meow?: boolean
} title="Cat", object {
  id?: integer
  kind: string
  bark?: boolean
} title="Dog")
"#,
    );
    with_pets(
        &format!("Pet: {{oneOf: {BOTH}}}\nA: {{allOf: [{{$ref: '#/components/schemas/Pet'}}], description: d}}"),
        r#"
@Pet doc="d"
"#,
    );
}

#[test]
fn two_unions_become_one_of_all_pairs() {
    assert_merged(
        "
A:
  allOf:
  - oneOf: [{required: [a], properties: {a: {type: string}}}, {required: [b], properties: {b: {type: string}}}]
  - anyOf: [{properties: {c: {type: string}}}, {properties: {d: {type: string}}}]
",
        r#"
oneOf({
  a: string
  c?: string
}, {
  a: string
  d?: string
}, {
  b: string
  c?: string
}, {
  b: string
  d?: string
})
"#,
    );
}

#[test]
fn of_two_large_unions_without_anything_in_common_the_last_stays() {
    let large = |prefix: &str| {
        (0..5).map(|i| format!("{{properties: {{{prefix}{i}: {{type: string}}}}}}")).collect::<Vec<_>>().join(", ")
    };
    let doc = format!("A: {{oneOf: [{}], anyOf: [{}]}}", large("a"), large("b"));
    let text = super::merged("3.0.3", &doc);
    assert!(text.starts_with("anyOf(") && !text.contains("a0"), "{text}");
    assert!(text.ends_with("! unsupported-keyword A"), "{text}");
}

/// A part that gives a member of its base other alternatives means those.
#[test]
fn of_two_unions_that_exclude_each_other_the_last_stays() {
    let text = super::merged(
        "3.1.0",
        "
A:
  allOf:
  - {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}
  - {oneOf: [{$ref: '#/components/schemas/D'}, {$ref: '#/components/schemas/E'}]}
B: {type: object, required: [k], properties: {k: {const: b}}}
C: {type: object, required: [k], properties: {k: {const: c}}}
D: {type: object, required: [k], properties: {k: {const: d}}}
E: {type: object, required: [k], properties: {k: {const: e}}}
",
    );
    assert_eq!(text, "oneOf(@D, @E)\n! allof-conflict A");
}

#[test]
fn an_enum_beside_constants_leaves_the_constant() {
    assert_merged_31(
        "
Kind: {type: integer, oneOf: [{const: 1, title: ONE}, {const: 2, title: TWO}]}
A: {type: integer, enum: [2], allOf: [{$ref: '#/components/schemas/Kind'}]}
",
        r#"
integer enum(2) title="TWO"
"#,
    );
    assert_merged_31(
        "A: {type: integer, enum: [3], oneOf: [{const: 1}, {const: 2}]}",
        r#"
never
! allof-conflict A
"#,
    );
}

#[test]
fn a_lone_type_that_contradicts_an_alternative_does_not_count() {
    with_pets(
        "A: {type: object, oneOf: [{type: string}, {$ref: '#/components/schemas/Dog'}]}",
        r#"
oneOf(string, @Dog)
! allof-conflict A
"#,
    );
}

#[test]
fn recursion_through_alternatives_and_parts_ends() {
    assert_merged(
        "
A:
  properties: {child: {$ref: '#/components/schemas/A'}}
  oneOf:
  - {properties: {child: {properties: {x: {type: string}}}}}
  - {properties: {y: {type: string}}}
",
        r#"
oneOf({
  child?: oneOf({
    x?: string
    child?: ...
  }, {
    x?: string
    child?: @A
    y?: string
  }) title="A"
}, {
  child?: @A
  y?: string
})
"#,
    );
    // Each is the other with something beside it.
    let text = super::merged(
        "3.0.3",
        "
A: {properties: {a: {type: string}}, anyOf: [{$ref: '#/components/schemas/B'}, {type: object, properties: {z: {type: string}}}]}
B: {properties: {b: {type: string}}, anyOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {y: {type: string}}}]}
",
    );
    assert!(text.contains("unsupported-keyword"), "{text}");
}
