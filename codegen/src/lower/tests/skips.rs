//! What is broken takes its operation with it, and nothing else.

use super::assert_lowered;

#[test]
fn a_broken_reference_in_a_schema_skips_the_operations_that_reach_it() {
    assert_lowered(
        "
paths:
  /a:
    get: {responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}}}
    put: {responses: {'204': {description: d}}}
  /b:
    get: {operationId: b, parameters: [{name: q, in: query, schema: {$ref: '#/components/schemas/Missing'}}], responses: {}}
components:
  schemas:
    User: {type: object, properties: {deep: {type: array, items: {$ref: '#/components/schemas/Broken'}}}}
    Broken: {type: object, properties: {x: {$ref: '#/components/schemas/Nope'}}}
    Fine: {type: string}
",
        r#"
PUT /a
  204
skipped GET /a: the reference `#/components/schemas/Nope` leads nowhere: there is no `Nope` in `#/components/schemas`
skipped GET /b: the reference `#/components/schemas/Missing` leads nowhere: there is no `Missing` in `#/components/schemas`
schema Fine = string
! skip unsupported-operation #/paths/~1a/get
! skip unsupported-operation #/paths/~1b/get
! skip unresolved-reference #/paths/~1b/get/parameters/0/schema/$ref
! skip unresolved-reference #/components/schemas/Broken/properties/x/$ref
"#,
    );
}

#[test]
fn a_component_that_nobody_uses_is_only_told() {
    assert_lowered(
        "
paths: {/a: {get: {responses: {}}}}
components: {schemas: {Unused: {$ref: '#/components/schemas/Nope'}}}
",
        r#"
GET /a
! skip unresolved-reference #/components/schemas/Unused/$ref
"#,
    );
}

#[test]
fn a_broken_part_of_an_operation_skips_it() {
    assert_lowered(
        "
paths:
  /a:
    get: {responses: {'200': {$ref: '#/components/responses/Nope'}}}
    put: {parameters: [{$ref: '#/components/parameters/Nope'}], responses: {}}
    post: {requestBody: {$ref: '#/components/requestBodies/Loop'}, responses: {}}
    patch: {responses: {'200': {description: d, headers: {X: {$ref: '#/components/headers/Nope'}}}}}
    delete: {responses: {}}
  /b: {$ref: '#/components/pathItems/Nope'}
components:
  requestBodies: {Loop: {$ref: '#/components/requestBodies/Loop'}}
",
        r#"
DELETE /a
skipped GET /a: the reference `#/components/responses/Nope` leads nowhere: there is no `responses` in `#/components`
skipped PUT /a: the reference `#/components/parameters/Nope` leads nowhere: there is no `parameters` in `#/components`
skipped POST /a: the reference `#/components/requestBodies/Loop` leads back to itself
skipped PATCH /a: the reference `#/components/headers/Nope` leads nowhere: there is no `headers` in `#/components`
! skip unsupported-operation #/paths/~1a/get
! skip unresolved-reference #/paths/~1a/get/responses/200/$ref
! skip unsupported-operation #/paths/~1a/put
! skip unresolved-reference #/paths/~1a/put/parameters/0/$ref
! skip unsupported-operation #/paths/~1a/post
! skip circular-reference #/paths/~1a/post/requestBody/$ref
! skip unsupported-operation #/paths/~1a/patch
! skip unresolved-reference #/paths/~1a/patch/responses/200/headers/X/$ref
! skip unresolved-reference #/paths/~1b/$ref
"#,
    );
}

#[test]
fn a_reference_to_something_else_is_broken() {
    assert_lowered(
        "
paths:
  /a:
    get: {responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/info/title'}}}}}}
",
        r#"
skipped GET /a: the reference leads to a string where a schema is due
! skip unsupported-operation #/paths/~1a/get
! skip misplaced-reference #/paths/~1a/get/responses/200/content/application~1json/schema
"#,
    );
}

#[test]
fn a_parameter_without_a_name_is_left_out() {
    assert_lowered(
        "
paths:
  /a:
    get: {parameters: [{in: query, schema: {type: string}}], responses: {}}
",
        r#"
GET /a
! skip missing-member #/paths/~1a/get/parameters/0
"#,
    );
}

#[test]
fn a_mapping_that_leads_nowhere_costs_nothing_but_itself() {
    assert_lowered(
        "
components:
  schemas:
    A:
      oneOf: [{$ref: '#/components/schemas/B'}]
      discriminator: {propertyName: k, mapping: {b: '#/components/schemas/B', c: '#/components/schemas/C', d: '#/components/schemas/D'}}
    B: {type: object}
    D: {type: object, properties: {x: {$ref: '#/components/schemas/Nope'}}}
",
        r#"
schema A = oneOf(@B) by k(b=>@B)
schema B = object
! lint unresolved-reference #/components/schemas/A/discriminator/mapping/c
! skip unresolved-reference #/components/schemas/D/properties/x/$ref
"#,
    );
}
