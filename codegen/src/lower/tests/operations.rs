//! Paths, operations, parameters, bodies, responses.

use super::{assert_lowered, lowered_with};
use crate::model::Method;
use crate::options::Options;

#[test]
fn parameters_of_a_path_come_first_and_give_way_to_the_operations_own() {
    assert_lowered(
        "
paths:
  /a/{id}:
    parameters:
    - {name: id, in: path, required: true, schema: {type: string}}
    - {name: q, in: query, schema: {type: string}}
    - {name: X-Trace, in: header, schema: {type: string}}
    get:
      parameters:
      - {name: q, in: query, required: true, schema: {type: integer}}
      - {name: x-trace, in: header, schema: {type: integer}}
      responses: {'204': {description: d}}
    delete:
      responses: {'204': {description: d}}
",
        r#"
GET /a/{id}
  path id Simple: string
  query q Form explode: integer
  header x-trace? Simple: integer
  204
DELETE /a/{id}
  path id Simple: string
  query q? Form explode: string
  header X-Trace? Simple: string
  204
"#,
    );
}

#[test]
fn style_and_explode_have_the_defaults_of_their_place() {
    assert_lowered(
        "
paths:
  /a/{p}/{l}/{m}:
    get:
      parameters:
      - {name: p, in: path, required: true, schema: {type: string}}
      - {name: l, in: path, required: true, style: label, schema: {type: string}}
      - {name: m, in: path, required: true, style: matrix, explode: true, schema: {type: string}}
      - {name: q, in: query, schema: {type: string}, allowReserved: true, allowEmptyValue: true}
      - {name: s, in: query, style: spaceDelimited, schema: {type: array, items: {type: string}}}
      - {name: d, in: query, style: deepObject, schema: {type: object}}
      - {name: f, in: query, explode: false, schema: {type: array, items: {type: string}}}
      - {name: h, in: header, schema: {type: string}}
      - {name: c, in: cookie, deprecated: true, schema: {type: string}}
      - {name: j, in: query, content: {application/json: {schema: {type: object}}}}
      responses: {}
",
        r#"
GET /a/{p}/{l}/{m}
  path p Simple: string
  path l Label: string
  path m Matrix explode: string
  query q? Form explode allowReserved allowEmptyValue: string
  query s? SpaceDelimited: array [string]
  query d? DeepObject: object
  query f? Form: array [string]
  header h? Simple: string
  cookie c? deprecated Form explode: string
  query j? application/json: object
"#,
    );
}

#[test]
fn the_template_and_the_parameters_are_brought_together() {
    assert_lowered(
        "
paths:
  /a/{id}/{other}:
    get:
      parameters:
      - {name: other, in: path, schema: {type: string}}
      - {name: stray, in: path, required: true, schema: {type: string}}
      responses: {}
",
        r#"
GET /a/{id}/{other}
  path other Simple: string
  path id Simple: string
! lint missing-path-parameter #/paths/~1a~1{id}~1{other}/get
! lint invalid-value #/paths/~1a~1{id}~1{other}/get/parameters/0
! lint unused-path-parameter #/paths/~1a~1{id}~1{other}/get/parameters/1
"#,
    );
}

#[test]
fn a_path_without_a_slash_gets_one() {
    assert_lowered(
        "paths: {a: {get: {responses: {}}}}",
        r#"
GET /a
! lint invalid-value #/paths/a
"#,
    );
}

#[test]
fn header_parameters_that_the_client_sets_itself_are_ignored() {
    assert_lowered(
        "
paths:
  /a:
    get:
      parameters:
      - {name: accept, in: header, schema: {type: string}}
      - {name: Authorization, in: header, required: true, schema: {type: string}}
      - {name: X-Ok, in: header, schema: {type: string}}
      responses: {}
",
        r#"
GET /a
  header X-Ok? Simple: string
! lint dropped-keyword #/paths/~1a/get/parameters/0
! lint dropped-keyword #/paths/~1a/get/parameters/1
"#,
    );
}

#[test]
fn a_parameter_that_is_listed_twice_counts_once() {
    assert_lowered(
        "
paths:
  /a:
    get:
      parameters:
      - {name: q, in: query, schema: {type: string}}
      - {name: q, in: query, schema: {type: integer}}
      responses: {}
",
        r#"
GET /a
  query q? Form explode: integer
! lint duplicate-parameter #/paths/~1a/get/parameters/1
"#,
    );
}

#[test]
fn status_keys_are_codes_ranges_and_default_however_written() {
    assert_lowered(
        "
paths:
  /a:
    get:
      responses:
        200: {description: d}
        '404': {description: d}
        4XX: {description: d}
        5xx: {description: d}
        default: {description: d}
        x-note: 1
        ok: {description: d}
",
        r#"
GET /a
  200
  404
  4XX
  5XX
  default
! lint invalid-value #/paths/~1a/get/responses/ok
"#,
    );
}

#[test]
fn references_lead_to_parameters_bodies_responses_headers_and_path_items() {
    assert_lowered(
        "
paths:
  /a: {$ref: '#/components/x-items/A'}
components:
  x-items:
    A:
      post:
        parameters: [{$ref: '#/components/parameters/Q'}]
        requestBody: {$ref: '#/components/requestBodies/B'}
        responses:
          '200': {$ref: '#/components/responses/R'}
          '400': {$ref: '#/components/responses/Alias'}
  parameters: {Q: {name: q, in: query, schema: {type: string}}}
  requestBodies: {B: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}}
  responses:
    R: {description: d, headers: {X-A: {$ref: '#/components/headers/H'}}}
    Alias: {$ref: '#/components/responses/R'}
  headers: {H: {required: true, schema: {type: integer}}}
  schemas: {S: {type: string}}
",
        r#"
POST /a
  query q? Form explode: string
  body required
    application/json: @S
  200 @R
    header X-A: integer
  400 @Alias
    header X-A: integer
schema S = string
"#,
    );
}

#[test]
fn quoted_status_codes_and_a_response_without_a_body() {
    assert_lowered(
        "
paths:
  /a:
    post:
      requestBody: {content: {application/json: {schema: {type: object, required: [email]}}}}
      responses:
        '409':
          description: d
          headers:
            Location: {schema: {type: string, format: uri, example: 'https://example.com'}}
            content-type: {schema: {type: string}}
          content: {application/json: {schema: {type: string}}}
        '429': {description: d, headers: {Retry-After: {schema: {type: integer}}}}
",
        r#"
POST /a
  body
    application/json: object required(email)
  409
    header Location?: string:uri examples=1
    application/json: string
  429
    header Retry-After?: integer
! lint dropped-keyword #/paths/~1a/post/responses/409/headers/content-type
"#,
    );
}

#[test]
fn contents_keep_their_order_with_their_encodings() {
    assert_lowered(
        "
paths:
  /a:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {z: {type: string}, a: {type: string}}}
            encoding:
              z: {contentType: text/plain, style: form, explode: false, headers: {X-Z: {schema: {type: string}}}}
              a: {contentType: image/png}
          application/json: {schema: {type: string}}
      responses: {}
",
        r#"
POST /a
  body
    multipart/form-data: object {
      z?: string
      a?: string
    }
      encoding z text/plain Some(Form) Some(false)
      encoding a image/png None None
    application/json: string
"#,
    );
}

#[test]
fn servers_of_the_operation_go_before_those_of_its_path() {
    assert_lowered(
        "
servers: [{url: 'https://api.example.com/{v}', variables: {v: {default: v1}}}, {url: /relative}]
paths:
  /a:
    servers: [{url: https://path.example.com}]
    get: {responses: {}}
    put: {servers: [{url: https://operation.example.com}], responses: {}}
  /b:
    get: {responses: {}}
",
        r#"
server https://api.example.com/{v}
server /relative
GET /a
  server https://path.example.com
PUT /a
  server https://operation.example.com
GET /b
"#,
    );
}

#[test]
fn tags_are_listed_as_declared_then_in_order_of_use() {
    assert_lowered(
        "
tags: [{name: z}, {name: a}]
paths:
  /a:
    get: {tags: [new, a], responses: {}}
    put: {tags: ['Invitations (iam/v2)'], responses: {}}
",
        r#"
tag "z"
tag "a"
tag "new"
tag "Invitations (iam/v2)"
GET /a #"new" #"a"
PUT /a #"Invitations (iam/v2)"
"#,
    );
}

#[test]
fn methods_come_as_written_and_newer_ones_are_known() {
    assert_lowered(
        "
openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /a:
    delete: {responses: {}}
    query: {responses: {}}
    get: {responses: {}}
    additionalOperations: {LINK: {responses: {}}}
",
        r#"
openapi 3.2 "T" "1"
DELETE /a
QUERY /a
GET /a
LINK /a
"#,
    );
}

#[test]
fn webhooks_are_operations_by_name() {
    let text = "
openapi: 3.1.0
info: {title: T, version: '1'}
webhooks:
  created: {post: {requestBody: {content: {application/json: {schema: {type: string}}}}, responses: {}}}
";
    let (_, api, diags) = lowered_with(text, &Options::default());
    assert_eq!(diags.len(), 0);
    assert!(api.operations.is_empty());
    assert_eq!(
        api.webhooks.iter().map(|hook| (&*hook.path, hook.method.clone())).collect::<Vec<_>>(),
        [("created", Method::Post)]
    );
}

#[test]
fn info_is_read_and_assumed_for_a_fragment() {
    let (_, api, _) = lowered_with(
        "
openapi: 3.1.0
info: {title: T, version: 1.0.0, summary: Short., description: Long., license: {name: MIT, identifier: MIT-0}, termsOfService: t}
externalDocs: {url: u}
",
        &Options::default(),
    );
    let info = &api.info;
    assert_eq!((&*info.title, &*info.version, info.description.as_deref()), ("T", "1.0.0", Some("Short.\n\nLong.")));
    assert_eq!(
        (info.license.as_deref(), info.terms.as_deref(), info.external_docs.as_deref()),
        (Some("MIT-0"), Some("t"), Some("u"))
    );
    let source = crate::source::parse_text("pets.yaml", "paths: {}");
    let api = super::lower(&source.tree, &Options::default(), &mut crate::diag::Diagnostics::new());
    assert!(!api.info.title.is_empty());
}
