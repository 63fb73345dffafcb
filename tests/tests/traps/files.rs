//! Documents that are split over files, and references to any place of them.

use oasmith_codegen::names::Lock;
use oasmith_codegen::pipeline::generate;
use oasmith_codegen::source::{SourceFile, parse};

use crate::common::{Run, module_options};

fn run(files: &[(&str, &str)]) -> Run {
    let files = files.iter().map(|(name, text)| SourceFile { name: (*name).into(), text: (*text).into() }).collect();
    Run { generated: generate(parse(files), &module_options(), &Lock::default()) }
}

const ROOT: &str = "\
openapi: 3.1.0
info: {title: Split, version: '1'}
paths:
  /a: {$ref: paths/a.yaml, summary: Nearer}
  /b/{q~1}: {$ref: '#/components/pathItems/B'}
  /c:
    get:
      operationId: getC
      parameters: [{$ref: '#/paths/~1b~1%7Bq~01%7D/get/parameters/0'}]
      responses:
        '200': {description: d, content: {application/json: {schema: {$ref: '#/paths/~1a/post/responses/200/content/application~1json/schema'}}}}
        4XX: {$ref: 'responses.json#/Problem'}
components:
  pathItems:
    B:
      get:
        operationId: getB
        parameters: [{name: 'q~1', in: path, required: true, schema: {type: string}}]
        responses: {'200': {description: d, content: {application/json: {schema: {$ref: 'https://example.com/schemas/thing'}}}}}
  schemas:
    Renamed: {$ref: 'schemas/common.yaml#/Thing'}
    WithSiblings: {$ref: '#/components/schemas/Renamed', required: [note], properties: {note: {type: string}}}
    Part: {$ref: '#/components/schemas/All/allOf/1'}
    All: {allOf: [{$ref: '#/components/schemas/Renamed'}, {type: object, properties: {deep: {type: integer}}}]}
    UsesOdd: {type: object, properties: {odd: {$ref: '#/components/schemas/odd~1na~0me'}}}
    odd/na~me: {type: object, properties: {y: {type: boolean}}}
";

const A: &str = "\
post:
  operationId: postA
  requestBody: {required: true, content: {application/json: {schema: {$ref: ../schemas/whole.yaml}}}}
  responses:
    '200':
      description: d
      content:
        application/json:
          schema:
            title: Answer
            type: object
            properties: {lang: {$ref: '../schemas/common.yaml#Lang'}, again: {$ref: '#/post/responses/200/content/application~1json/schema'}}
    default: {$ref: '../responses.json#/Problem'}
";

const COMMON: &str = "\
Lang: {$anchor: Lang, type: string, enum: [de, en]}
Thing:
  $id: https://example.com/schemas/thing
  type: object
  required: [id]
  properties: {id: {type: string}, inner: {$ref: '#/$defs/inner'}}
  $defs: {inner: {type: object, properties: {n: {type: number}}}}
";

const PROBLEM: &str = r#"{"Problem": {"description": "p", "content": {"application/problem+json": {"schema": {"title": "Problem", "type": "object", "properties": {"title": {"type": "string"}}}}}}}"#;

#[test]
fn every_kind_of_reference_is_followed_and_types_are_called_as_they_are_there() {
    let run = run(&[
        ("a.yaml", ROOT),
        ("paths/a.yaml", A),
        ("schemas/common.yaml", COMMON),
        ("schemas/whole.yaml", "type: object\nproperties: {w: {type: string}}\n"),
        ("responses.json", PROBLEM),
    ]);
    // The reference leads to the parameter of another path.
    assert_eq!(run.findings(), ["unused-path-parameter 18:22 the path `/c` has no `{q~1}`; the parameter is left out"]);
    let mut operations: Vec<_> =
        run.generated.report.operations.iter().map(|one| (&*one.path, one.rust.is_some())).collect();
    operations.sort_unstable();
    assert_eq!(operations, [("/a", true), ("/b/{q~1}", true), ("/c", true)]);
    let mut types: Vec<&str> = run.generated.report.schemas.iter().map(|schema| schema.rust.as_str()).collect();
    types.sort_unstable();
    types.dedup();
    let expected =
        ["All", "Answer", "Inner", "Lang", "OddNaMe", "Part", "Problem", "Renamed", "UsesOdd", "Whole", "WithSiblings"];
    assert_eq!(types, expected.map(|name| format!("models::{name}")));
}

#[test]
fn operations_and_maps_in_files_of_their_own_are_generated_whole() {
    let run = run(&[
        (
            "a.yaml",
            "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {$ref: get.yaml}}}\ncomponents: {schemas: {$ref: schemas.yaml}}\n",
        ),
        (
            "get.yaml",
            "operationId: getA\nparameters: [{$ref: 'parameters.yaml#/limit'}]\nresponses: {'200': {$ref: ok.yaml}}\n",
        ),
        ("parameters.yaml", "limit: {name: limit, in: query, schema: {type: integer}}\n"),
        ("ok.yaml", "description: d\ncontent: {application/json: {schema: {$ref: 'schemas.yaml#/Pet'}}}\n"),
        ("schemas.yaml", "Pet: {type: object, properties: {name: {type: string}}}\n"),
    ]);
    let api = run.below("api");
    assert!(api.contains("limit") && api.contains("models::Pet"), "{api}");
    assert_eq!(run.generated.report.schemas.len(), 1);
    assert_eq!(run.generated.report.schemas[0].rust, "models::Pet");
}
