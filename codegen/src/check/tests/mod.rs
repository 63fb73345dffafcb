//! Small documents in, the findings out: code, pointer, message, help.

use super::{MOST_PER_CODE, check};
use crate::diag::Diagnostics;
use crate::source::parse_text;

fn findings(text: &str) -> String {
    let head = if text.contains("openapi:") { "" } else { "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n" };
    let source = parse_text("t.yaml", &format!("{head}{}", text.trim_start_matches('\n')));
    assert!(source.diagnostics.is_empty(), "{:?}\n{text}", source.diagnostics);
    let mut diags = Diagnostics::new();
    check(&source.tree, &mut diags);
    let mut lines = Vec::new();
    for finding in &diags {
        let at = finding.at.map(|node| source.tree.pointer(node)).unwrap_or_default();
        let help = finding.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        lines.push(format!("{} {at}: {}{help}", finding.code, finding.message));
    }
    lines.join("\n")
}

#[track_caller]
fn assert_findings(text: &str, expected: &str) {
    assert_eq!(findings(text), expected.trim_matches('\n'), "\n{text}");
}

/// Findings about one schema, in a component of its own.
#[track_caller]
fn assert_schema(schema: &str, expected: &str) {
    assert_findings(&format!("components: {{schemas: {{A: {schema}}}}}"), expected);
}

#[test]
fn an_unknown_key_without_x_is_told_and_no_error() {
    assert_findings(
        "
paths:
  /a:
    post:
      operationId: a
      jsonRequestBodyExample: {email: a}
      x-lifecycle-stage: General Availability
      responses: {}
",
        "unknown-keyword #/paths/~1a/post/jsonRequestBodyExample: `jsonRequestBodyExample` is no keyword of the Operation Object; it is ignored (keys of your own start with `x-`: `x-jsonRequestBodyExample`)",
    );
}

#[test]
fn misspelt_keywords_come_with_what_was_meant() {
    assert_schema(
        "{type: string, maxlength: 3, discription: d, minimun: 1}",
        r#"
misspelt-keyword #/components/schemas/A/discription: `discription` is no keyword of the Schema Object (did you mean `description`?)
misspelt-keyword #/components/schemas/A/minimun: `minimun` is no keyword of the Schema Object (did you mean `minimum`?)
misspelt-keyword #/components/schemas/A/maxlength: `maxlength` is taken as `maxLength`
"#,
    );
}

#[test]
fn keywords_of_other_versions_and_without_effect_are_told() {
    assert_schema(
        "{const: a, if: {type: string}, nullable: true}",
        r#"
wrong-version-keyword #/components/schemas/A/const: `const` is a keyword of later versions; it is understood
wrong-version-keyword #/components/schemas/A/if: `if` is a keyword of later versions; it is understood
unsupported-keyword #/components/schemas/A/if: `if` is not checked by the generated types
"#,
    );
    assert_findings(
        "
openapi: 3.1.0
info: {title: T, version: '1'}
components: {schemas: {A: {type: string, nullable: true}}}
",
        "wrong-version-keyword #/components/schemas/A/nullable: `nullable` is a keyword of earlier versions; it is understood",
    );
}

#[test]
fn beside_a_reference_only_texts_may_stand() {
    assert_findings(
        "
paths: {/a: {get: {operationId: a, responses: {'200': {$ref: '#/components/responses/R', description: d, headers: {}}}}}}
components: {responses: {R: {description: d}}}
",
        "dropped-keyword #/paths/~1a/get/responses/200/headers: `headers` beside `$ref` is ignored",
    );
}

#[test]
fn operation_ids_are_unique_and_there() {
    assert_findings(
        "
paths:
  /a:
    get: {operationId: same, responses: {}}
    put: {operationId: same, responses: {}}
    post: {responses: {}}
",
        r#"
duplicate-operation-id #/paths/~1a/put/operationId: the operation id `same` is used twice
missing-operation-id #/paths/~1a/post: the operation has no `operationId`
"#,
    );
}

#[test]
fn an_example_that_breaks_its_own_unique_items_is_told() {
    assert_findings(
        "
paths:
  /a:
    get:
      operationId: a
      responses:
        '422':
          description: d
          content:
            application/json:
              schema: {type: object, properties: {errors: {type: array, uniqueItems: true, items: {type: object}}}}
              example: {errors: [{id: '1'}, {id: '1'}, {id: '1'}, {id: '2'}]}
",
        "invalid-example #/paths/~1a/get/responses/422/content/application~1json/example/errors: the items must be unique; 2 of 4 repeat another one",
    );
}

#[test]
fn examples_and_defaults_of_the_wrong_type_or_value_are_told() {
    assert_schema(
        "{type: string, example: 1, default: [a]}",
        r#"
invalid-default #/components/schemas/A/default: the schema allows string, this is an array
invalid-example #/components/schemas/A/example: the schema allows string, this is a number
"#,
    );
    assert_schema(
        "{type: string, enum: [a, b], default: c}",
        r#"
invalid-default #/components/schemas/A/default: the schema allows "a" or "b", this is another value
"#,
    );
    assert_schema(
        "{type: integer, default: 1.5}",
        "invalid-default #/components/schemas/A/default: the schema allows integer, this is a number",
    );
    assert_schema(
        "{type: object, properties: {a: {type: array, items: {$ref: '#/components/schemas/A'}}}, example: {a: [{a: []}, {a: 1}]}}",
        "invalid-example #/components/schemas/A/example/a/1/a: the schema allows array, this is a number",
    );
    assert_schema(
        "{allOf: [{type: object}, {properties: {a: {type: string}}}], example: {a: true}}",
        "invalid-example #/components/schemas/A/example/a: the schema allows string, this is a boolean",
    );
    assert_schema(
        "{type: string, default: null}",
        "invalid-default #/components/schemas/A/default: the schema allows string, this is null",
    );
}

#[test]
fn what_is_valid_is_not_told() {
    for schema in [
        "{type: integer, default: 10, minimum: 1, example: 123456789012345678901234567890}",
        "{type: number, default: 1}",
        "{type: integer, enum: [1, 2], default: 1.0}",
        "{type: string, nullable: true, default: null, example: null}",
        "{type: string, enum: [a, null], default: null}",
        "{type: string, format: date-time, example: '2022-07-06 17:21:33+00:00'}",
        "{type: string, format: uri, example: 'https://example.com/{id}'}",
        "{type: array, uniqueItems: true, items: {type: string}, example: [a, b]}",
        "{oneOf: [{type: string}, {type: integer}], example: true}",
        "{type: object, example: {undeclared: 1}}",
        "{allOf: [{$ref: '#/components/schemas/A'}], example: 1}",
    ] {
        assert_schema(schema, "");
    }
}

#[test]
fn examples_of_other_media_types_are_texts() {
    assert_findings(
        "
paths:
  /a:
    post:
      operationId: a
      requestBody:
        content:
          application/xml: {schema: {type: object}, example: <a/>}
          application/problem+json: {schema: {type: object}, examples: {e: {value: text}}}
      responses: {}
",
        "invalid-example #/paths/~1a/post/requestBody/content/application~1problem+json/examples/e/value: the schema allows object, this is a string",
    );
}

#[test]
fn one_habit_does_not_drown_the_rest() {
    let members: Vec<String> =
        (0..MOST_PER_CODE + 5).map(|index| format!("p{index}: {{type: string, zzzz: 1}}")).collect();
    let text = findings(&format!(
        "components: {{schemas: {{A: {{type: object, properties: {{{}}}, maxlength: 1}}}}}}",
        members.join(", ")
    ));
    assert_eq!(text.lines().filter(|line| line.starts_with("unknown-keyword #")).count(), MOST_PER_CODE);
    assert!(text.contains("misspelt-keyword #"), "{text}");
    assert!(text.ends_with("unknown-keyword : and 5 more of this kind"), "{text}");
}

#[test]
fn what_is_no_object_where_one_is_due_is_told() {
    assert_findings(
        "
paths:
  /a: none
  /b:
    get: [x]
    put: null
  /c: null
components:
  schemas: {A: 7, B: true}
  responses: text
",
        "
wrong-type #/paths/~1a: the Path Item Object is due here, not a string; it is left out
wrong-type #/paths/~1b/get: the Operation Object is due here, not an array; it is left out
wrong-type #/paths/~1b/put: the Operation Object is due here, not null; it is left out
wrong-type #/components/schemas/A: the Schema Object is due here, not a number; it is left out
wrong-type #/components/responses: an object is due here, not a string; it is left out",
    );
}

#[test]
fn scalars_are_of_their_format_and_within_their_limits() {
    let wrong = [
        ("{format: uuid, default: none}", "the schema asks for the format `uuid`, which this text has not"),
        ("{format: date, default: '2024-13-01'}", "the schema asks for the format `date`, which this text has not"),
        ("{format: date-time, default: soon}", "the schema asks for the format `date-time`, which this text has not"),
        ("{format: time, default: noon}", "the schema asks for the format `time`, which this text has not"),
        ("{format: ipv4, default: 1.2.3}", "the schema asks for the format `ipv4`, which this text has not"),
        ("{format: ipv6, default: 'g::'}", "the schema asks for the format `ipv6`, which this text has not"),
        ("{format: int8, default: 128}", "the schema asks for the format `int8`, 128 is beyond it"),
        ("{format: uint16, default: -1}", "the schema asks for the format `uint16`, -1 is beyond it"),
        ("{minLength: 2, default: é}", "the schema asks for 2 characters, this has 1"),
        ("{maxLength: 2, default: abc}", "the schema allows 2 characters, this has 3"),
        ("{minimum: 1.5, default: 1}", "the schema says `minimum: 1.5`, this is 1"),
        ("{maximum: 2, exclusiveMaximum: true, default: 2}", "the schema says `maximum: 2`, this is 2"),
        ("{exclusiveMinimum: 2, default: 2.0}", "the schema says `exclusiveMinimum: 2`, this is 2.0"),
    ];
    for (schema, expected) in wrong {
        let text =
            format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\ncomponents: {{schemas: {{A: {schema}}}}}");
        let expected = format!("invalid-default #/components/schemas/A/default: {expected}");
        assert!(findings(&text).lines().any(|line| line == expected), "{schema}\n{}", findings(&text));
    }
    for schema in [
        "{format: uuid, default: 'urn:uuid:3FA85F64-5717-4562-b3fc-2c963f66afa6'}",
        "{format: date-time, default: '2024-01-01T00:00:00.5+02:00'}",
        "{format: uint64, default: 18446744073709551615}",
        "{format: color, minLength: 1, maxLength: 1, default: é}",
        "{minimum: 1, maximum: 1, default: 1.0}",
        "{maximum: 9007199254740992, default: 9007199254740993}",
    ] {
        assert_schema(schema, "");
    }
}

#[test]
fn what_is_said_of_another_type_is_told() {
    assert_schema(
        "{type: integer, minLength: 3, pattern: '^[0-9]+$', minimum: 1}",
        "
dropped-keyword #/components/schemas/A/minLength: `minLength` has no effect on values of the type `integer`
dropped-keyword #/components/schemas/A/pattern: `pattern` has no effect on values of the type `integer`",
    );
    assert_schema(
        "{type: array, maxLength: 3, items: {}}",
        "dropped-keyword #/components/schemas/A/maxLength: `maxLength` has no effect on values of the type `array`",
    );
    for schema in ["{minLength: 3, minimum: 1}", "{type: file, minimum: 1}", "{type: object, uniqueItems: false}"] {
        let text =
            format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\ncomponents: {{schemas: {{A: {schema}}}}}");
        assert!(!findings(&text).contains("no effect on values"), "{schema}");
    }
}
