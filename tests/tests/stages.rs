//! What each stage makes of a document, as text: the model, the shapes, the names.
#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot go on has failed

mod common;

use std::fmt::Write as _;

use oasmith_codegen::diag::Diagnostics;
use oasmith_codegen::model::{Api, Shapes, dump};
use oasmith_codegen::names::{self, Lock, Names};
use oasmith_codegen::options::Options;
use oasmith_codegen::source::{Tree, parse_text};
use oasmith_codegen::{lower, resolve, shape};

/// What the stages leave behind.
struct Stages {
    tree: Tree,
    lowered: String,
    api: Api,
    shapes: Shapes,
    names: Names,
}

fn stages(text: &str) -> Stages {
    let source = parse_text("api.yaml", text);
    let mut diags = source.diagnostics;
    assert!(!diags.has_fatal(), "{diags:?}");
    let tree = source.tree;
    let mut api = lower::lower(&tree, &Options::default(), &mut diags);
    let lowered = dump(&api);
    resolve::resolve(&mut api, &mut diags);
    let shapes = shape::shape(&api);
    let mut found = Diagnostics::new();
    let pointer = |node| tree.pointer(node);
    let names = names::name(&api, &shapes, &Lock::default(), &pointer, &mut found);
    Stages { lowered, shapes, names, api, tree }
}

/// Types with what is in them, then operations with their arguments and variants.
fn dump_names(stages: &Stages) -> String {
    let Stages { tree, api, shapes, names, .. } = stages;
    let mut out = String::new();
    for (id, shape) in shapes.arena.iter() {
        let Some(name) = names.types.get(id) else { continue };
        let origin = shape.origins.first().map(|origin| tree.pointer(*origin)).unwrap_or_default();
        let members = names.members.get(id).map(|members| members.join(" ")).unwrap_or_default();
        let _ = writeln!(out, "models::{}::{} ({members}) {origin}", name.module, name.ident);
    }
    for (id, operation) in api.operations.iter() {
        let Some(own) = names.operations.get(id) else { continue };
        let in_trait = &names.traits[own.in_trait];
        let _ = writeln!(out, "{}::{} {} {}", in_trait.ident, own.method, operation.method.as_str(), operation.path);
        let _ = writeln!(out, "  arguments {} body {}", own.arguments.join(" "), own.body);
        let _ = writeln!(out, "  error {} variants {} {}", own.error, own.variants.join(" "), own.undeclared);
        for (response, set) in operation.responses.iter().zip(shapes.response_headers.get(id).into_iter().flatten()) {
            if let Some(set) = set.and_then(|set| names.header_sets.get(set)) {
                let _ = writeln!(out, "  {:?} {} ({})", response.status, set.ident, set.fields.join(" "));
            }
        }
    }
    out
}

/// The create operation of the reference document, alone and with one of its error bodies, as a page publishes it.
fn create() -> String {
    let text = common::reference();
    let (head, rest) = text.split_once("paths:\n  /iam/v2/invitations:\n").unwrap();
    let (_, rest) = rest.split_once("\n    post:\n").unwrap();
    let (post, _) = rest.split_once("\n  /iam/v2/invitations/{id}:\n").unwrap();
    let (start, after) = post.split_once("        '401':\n").unwrap();
    let (_, end) = after.split_once("        '429':\n").unwrap();
    let (limited, servers) = end.split_once("        '500':\n").unwrap();
    let (_, servers) = servers.split_once("\n      servers:\n").unwrap();
    format!(
        "{head}paths:\n  /iam/v2/invitations:\n    post:\n{start}        '429':\n{limited}      servers:\n{servers}\n"
    )
}

#[test]
fn the_model_of_the_create_operation() {
    insta::assert_snapshot!(stages(&create()).lowered);
}

#[test]
fn the_resolved_model_of_the_create_operation() {
    insta::assert_snapshot!(dump(&stages(&create()).api));
}

#[test]
fn the_shapes_of_the_create_operation() {
    insta::assert_snapshot!(shape::dump(&stages(&create()).shapes));
}

#[test]
fn the_names_of_the_create_operation() {
    insta::assert_snapshot!(dump_names(&stages(&create())));
}

/// Unions, recursion, both directions: what the reference document does not have.
const SMALL: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    put:
      operationId: putPet
      tags: [pets]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses:
        2XX: {description: Done, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        default: {description: Failed, headers: {Retry-After: {schema: {type: integer}}}}
components:
  schemas:
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}, {type: string}]
    Animal:
      type: object
      required: [kind]
      properties:
        id: {type: string, readOnly: true}
        friends: {type: array, items: {$ref: '#/components/schemas/Pet'}}
    Cat:
      allOf: [{$ref: '#/components/schemas/Animal'}, {properties: {kind: {const: cat}, mother: {$ref: '#/components/schemas/Cat'}}}]
    Dog:
      allOf: [{$ref: '#/components/schemas/Animal'}, {properties: {kind: {const: dog}, size: {type: [integer, 'null']}}}]
";

#[test]
fn the_stages_of_unions_recursion_and_directions() {
    let stages = stages(SMALL);
    let text = format!(
        "== lowered\n{}\n== resolved\n{}\n== shapes\n{}\n== names\n{}",
        stages.lowered,
        dump(&stages.api),
        shape::dump(&stages.shapes),
        dump_names(&stages)
    );
    insta::assert_snapshot!(text);
}
