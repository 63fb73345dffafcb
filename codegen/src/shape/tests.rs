//! From small documents to shapes, through the real stages before this one.

use crate::diag::Diagnostics;
use crate::model::Shapes;
use crate::options::Options;
use crate::{lower, resolve, source};

fn shapes_of(text: &str) -> Shapes {
    let source = source::parse_text("test.yaml", text);
    let mut diags = Diagnostics::new();
    let mut api = lower::lower(&source.tree, &Options::default(), &mut diags);
    let _ = resolve::resolve(&mut api, &mut diags);
    super::shape(&api)
}

fn dump_of(schemas: &str, paths: &str) -> String {
    let text =
        format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}components:\n  schemas:\n{schemas}");
    super::dump(&shapes_of(&text))
}

fn post(request: &str, response: &str) -> String {
    format!(
        "  /x:\n    post:\n      requestBody: {{content: {{application/json: {{schema: {request}}}}}}}\n      \
         responses: {{'200': {{description: d, content: {{application/json: {{schema: {response}}}}}}}}}\n"
    )
}

#[test]
fn what_is_sent_differs_from_what_is_received_only_where_read_only_members_are() {
    let schemas = "    A: {type: object, properties: {id: {type: string, readOnly: true}, b: {$ref: '#/components/schemas/B'}}}\n    \
                   B: {type: object, properties: {kind: {type: string, enum: [x, y]}}}\n";
    let reference = "{$ref: '#/components/schemas/A'}";
    insta::assert_snapshot!(dump_of(schemas, &post(reference, reference)));
}

#[test]
fn inline_copies_of_one_title_are_one_type_and_others_are_not() {
    let copy = "{type: object, title: E, properties: {m: {type: string}}}";
    let other = "{type: object, title: E, properties: {m: {type: integer}}}";
    let request = format!("{{type: object, title: R, properties: {{a: {copy}, b: {copy}, c: {other}}}}}");
    insta::assert_snapshot!(dump_of("    Z: {type: string}\n", &post(&request, copy)));
}

#[test]
fn recursive_copies_are_one_type() {
    let schemas = "    N: {type: object, properties: {next: {$ref: '#/components/schemas/N'}, all: {type: array, items: {$ref: '#/components/schemas/N'}}}}\n";
    let reference = "{$ref: '#/components/schemas/N'}";
    insta::assert_snapshot!(dump_of(schemas, &post(reference, reference)));
}

#[test]
fn an_object_that_requires_itself_is_cut() {
    let schemas = "    N: {type: object, required: [next], properties: {next: {$ref: '#/components/schemas/N'}}}\n";
    let reference = "{$ref: '#/components/schemas/N'}";
    insta::assert_snapshot!(dump_of(schemas, &post(reference, reference)));
}

#[test]
fn alternatives_are_told_apart_without_trying() {
    let schemas = "    U: {oneOf: [{type: string}, {type: array, items: {type: string}}]}\n    \
                   T: {oneOf: [{type: object, required: [k], properties: {k: {type: string, enum: [a]}}}, {type: object, required: [k], properties: {k: {type: string, enum: [b]}}}]}\n    \
                   M: {oneOf: [{type: object, required: [x], properties: {x: {type: string}}}, {type: object, required: [y], properties: {y: {type: string}}}]}\n    \
                   Q: {oneOf: [{type: object, properties: {x: {type: string}}}, {type: object, properties: {y: {type: string}}}]}\n    \
                   S: {anyOf: [{type: string}, {type: string, enum: [auto]}]}\n";
    let all = "{type: object, title: All, properties: {u: {$ref: '#/components/schemas/U'}, t: {$ref: '#/components/schemas/T'}, m: {$ref: '#/components/schemas/M'}, q: {$ref: '#/components/schemas/Q'}, s: {$ref: '#/components/schemas/S'}}}";
    insta::assert_snapshot!(dump_of(schemas, &post("{type: string}", all)));
}

#[test]
fn components_that_nothing_names_are_kept_and_ingredients_are_not() {
    let schemas = "    Base: {type: object, properties: {a: {type: string}}}\n    \
                   Event: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {b: {type: string}}}]}\n";
    insta::assert_snapshot!(dump_of(schemas, &post("{type: string}", "{type: string}")));
}

#[test]
fn inline_alternatives_are_one_type_in_both_directions() {
    let schemas = "    Out: {oneOf: [{type: string}, {type: object, properties: {name: {type: string, enum: [a]}}}]}\n";
    let reference = "{$ref: '#/components/schemas/Out'}";
    insta::assert_snapshot!(dump_of(schemas, &post(reference, reference)));
}

#[test]
fn leading_items_have_a_shape_each() {
    let schemas = "    Z: {type: string}\n";
    let tuple = "{type: array, prefixItems: [{type: string}, {type: integer}]";
    let all = format!(
        "{{type: object, title: All, properties: {{open: {tuple}}}, closed: {tuple}, items: false}}, \
         longer: {tuple}, items: {{type: boolean}}}}, shorter: {tuple}, minItems: 1}}, exact: {tuple}, minItems: 2, maxItems: 2}}}}}}"
    );
    insta::assert_snapshot!(dump_of(schemas, &post("{type: string}", &all)));
}
