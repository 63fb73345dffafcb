//! A document that grows renames nothing: whatever is added, and in whatever order things are listed, every path of the crate that was
//! there is there.
//!
//! With `--ignored`, documents in the folder `OASMITH_CORPUS` (or `shared/corpus` beside the checkout) grow in many steps.
#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot go on has failed

mod common;

use std::collections::BTreeSet;

use oasmith_codegen::diag::Code;
use oasmith_codegen::diff::rust::Crate;
use oasmith_codegen::names::Lock;
use oasmith_codegen::options::Options;
use oasmith_codegen::pipeline;
use oasmith_codegen::report::Status;
use oasmith_codegen::source::parse_text;
use serde_json::json;
use serde_yaml::{Mapping, Value};

/// Pseudo-random numbers: xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }
}

/// Names that become the same identifier, or one that Rust has a meaning for.
const NAMES: &[&str] = &[
    "name",
    "Name",
    "NAME",
    "na_me",
    "na-me",
    "naMe",
    "type",
    "@type",
    "self",
    "Self",
    "id",
    "ID",
    "pet",
    "Pet",
    "pets",
    "PetInput",
    "Error",
    "error",
    "status",
    "kind",
    "item",
    "Item",
    "items",
    "v1.Pet",
    "v2.Pet",
    "created_at",
    "createdAt",
    "created-at",
];

/// JSON as YAML, which keeps the order of members.
fn yaml(value: serde_json::Value) -> Value {
    serde_yaml::to_value(value).unwrap()
}

/// The members of the object at a path.
fn members<'a>(document: &'a mut Value, path: &[&str]) -> Option<&'a mut Mapping> {
    let mut at = document;
    for key in path {
        at = at.get_mut(*key)?;
    }
    at.as_mapping_mut()
}

/// The keys of the object at a path.
fn keys(document: &mut Value, path: &[&str]) -> Vec<String> {
    let keys = members(document, path).into_iter().flat_map(|members| members.keys());
    keys.filter_map(|key| key.as_str().map(str::to_owned)).collect()
}

/// Puts a member at a random place.
fn insert(random: &mut Random, document: &mut Value, path: &[&str], key: &str, value: serde_json::Value) {
    let Some(object) = members(document, path).filter(|object| !object.contains_key(key)) else { return };
    let at = random.below(object.len() + 1);
    let mut entries: Vec<(Value, Value)> = std::mem::take(object).into_iter().collect();
    entries.insert(at, (key.into(), yaml(value)));
    *object = entries.into_iter().collect();
}

/// Lists the members of an object in another order.
fn shuffle(random: &mut Random, document: &mut Value, path: &[&str]) {
    let Some(object) = members(document, path) else { return };
    let mut entries: Vec<(Value, Value)> = std::mem::take(object).into_iter().collect();
    for index in (1..entries.len()).rev() {
        entries.swap(index, random.below(index + 1));
    }
    *object = entries.into_iter().collect();
}

fn schema(random: &mut Random, components: &[String]) -> serde_json::Value {
    match (random.below(6), random.pick(components)) {
        (0, _) => json!({"type": "string", "enum": [*random.pick(NAMES).unwrap(), "other"]}),
        (1, Some(component)) => {
            json!({"$ref": format!("#/components/schemas/{}", component.replace('~', "~0").replace('/', "~1"))})
        }
        (2, _) => {
            let title = *random.pick(NAMES).unwrap();
            json!({"type": "object", "title": title, "properties": {*random.pick(NAMES).unwrap(): {"type": "string"}}})
        }
        (3, _) => json!({"type": "array", "items": {"type": "object", "properties": {"a": {"type": "integer"}}}}),
        _ => json!({"type": "string"}),
    }
}

/// One step of growth.
fn grow(random: &mut Random, document: &mut Value, step: usize) {
    const SCHEMAS: &[&str] = &["components", "schemas"];
    let components = keys(document, SCHEMAS);
    let name = *random.pick(NAMES).unwrap();
    match random.below(10) {
        0 => {
            let inside = schema(random, &components);
            let new = json!({"type": "object", "properties": {name: inside, "extra": {"type": "string"}}});
            let name = if random.below(2) == 0 { name.to_owned() } else { format!("{name}{step}") };
            insert(random, document, SCHEMAS, &name, new);
            // Something uses it: components that only use each other are no part of the API.
            let body = json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}});
            let user = json!({"get": {"tags": ["Pets"], "responses": {"200": {"description": "", "content": body}}}});
            insert(random, document, &["paths"], &format!("/use/{name}"), user);
        }
        1 | 2 => {
            let Some(component) = random.pick(&components) else { return };
            let new = schema(random, &components);
            insert(random, document, &["components", "schemas", component, "properties"], name, new);
        }
        3 => {
            let Some(component) = random.pick(&components) else { return };
            let Some(component) = members(document, &["components", "schemas", component]) else { return };
            if let Some(values) = component.get_mut("enum").and_then(Value::as_sequence_mut)
                && values.first().is_some_and(Value::is_string)
                && !values.contains(&name.into())
            {
                values.insert(random.below(values.len() + 1), name.into());
            }
        }
        4 => {
            let body = schema(random, &components);
            let answers = json!({
                "200": {"description": "", "content": {"application/json": {"schema": body}}},
                "404": {"description": ""},
            });
            let id = format!("{} {name}", if random.below(2) == 0 { "get" } else { "list" });
            let operation = json!({"operationId": id, "tags": [name], "responses": answers});
            insert(random, document, &["paths"], &format!("/{name}/{step}"), json!({"get": operation}));
        }
        5 => shuffle(random, document, SCHEMAS),
        6 | 7 => grow_operation(random, document, name),
        _ => shuffle(random, document, &["paths"]),
    }
}

/// An operation gets an optional parameter or a header of its answer, somewhere.
fn grow_operation(random: &mut Random, document: &mut Value, name: &str) {
    let paths = keys(document, &["paths"]);
    let Some(path) = random.pick(&paths) else { return };
    let Some(operation) = members(document, &["paths", path, "get"]) else { return };
    if random.below(2) == 0 {
        let parameters = operation.entry("parameters".into()).or_insert_with(|| Value::Sequence(Vec::new()));
        let Some(parameters) = parameters.as_sequence_mut() else { return };
        if parameters.iter().all(|one| one.get("name").and_then(Value::as_str) != Some(name)) {
            let new = yaml(json!({"name": name, "in": "query", "schema": {"type": "string"}}));
            parameters.insert(random.below(parameters.len() + 1), new);
        }
    } else if let Some(Value::Mapping(responses)) = operation.get_mut("responses") {
        for (_, response) in responses.iter_mut().filter(|(_, response)| response.get("$ref").is_none()) {
            let Some(response) = response.as_mapping_mut() else { continue };
            let headers = response.entry("headers".into()).or_insert_with(|| Value::Mapping(Mapping::new()));
            if let Some(headers) = headers.as_mapping_mut() {
                headers.insert(format!("X-{name}").into(), yaml(json!({"schema": {"type": "string"}})));
            }
        }
    }
}

/// The paths of the crate, and its lock after a round through text.
fn run(document: &Value, lock: &Lock) -> (BTreeSet<String>, Lock) {
    let text = serde_yaml::to_string(document).unwrap();
    let krate = Crate::of(&parse_text("api.yaml", &text).tree, &Options::default(), lock);
    let paths = krate.surface.items.keys().map(ToString::to_string).collect();
    let (lock, problems) = Lock::parse(&krate.lock.render());
    assert_eq!(problems, []);
    (paths, lock)
}

/// Grows a document; gives the paths that were lost, with the step.
fn lost(random: &mut Random, document: &mut Value, steps: usize) -> Vec<String> {
    let (mut paths, mut lock) = run(document, &Lock::default());
    let mut lost = Vec::new();
    for step in 0..steps {
        grow(random, document, step);
        let (after, new_lock) = run(document, &lock);
        lost.extend(paths.difference(&after).map(|path| format!("step {step}: {path}")));
        (paths, lock) = (after, new_lock);
    }
    lost
}

fn small() -> Value {
    yaml(json!({
        "openapi": "3.0.3",
        "info": {"title": "Growing", "version": "1"},
        "paths": {"/pets": {
            "get": {
                "operationId": "listPets", "tags": ["Pets"],
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": {
                    "type": "array", "items": {"$ref": "#/components/schemas/Pet"}}}}}},
            },
            "post": {
                "operationId": "createPet", "tags": ["Pets"],
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}},
                "responses": {"201": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}},
            },
        }},
        "components": {"schemas": {
            "Pet": {"type": "object", "required": ["name"], "properties": {
                "name": {"type": "string"}, "createdAt": {"type": "string"}, "status": {"$ref": "#/components/schemas/status"}}},
            "status": {"type": "string", "enum": ["new", "NEW_ONE", "sold"]},
            "item": {"type": "object", "properties": {"na-me": {"type": "string"}, "id": {"type": "string"}}},
        }},
    }))
}

#[test]
fn a_growing_document_renames_nothing() {
    let mut wrong = Vec::new();
    for seed in 1..=6 {
        let mut random = Random(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(seed));
        let lost = lost(&mut random, &mut small(), 25);
        wrong.extend(lost.into_iter().map(|path| format!("seed {seed}, {path}")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_was_received_keeps_its_constructor_when_somebody_sends_it() {
    let mut document = small();
    let four = json!({"type": "object", "required": ["a", "b", "c", "d"], "properties": {
        "a": {"type": "string"}, "b": {"type": "string"}, "c": {"type": "string"}, "d": {"type": "string"}}});
    insert(&mut Random(1), &mut document, &["components", "schemas", "Pet", "properties"], "got", four);
    members(&mut document, &["paths", "/pets"]).unwrap().remove("post");
    let (before, lock) = run(&document, &Lock::default());
    let new = |paths: &BTreeSet<String>| paths.iter().filter(|path| path.ends_with("Got::new")).count();
    assert_eq!(new(&before), 1, "{before:?}");
    let body = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}});
    let put = json!({"requestBody": {"content": body}, "responses": {"204": {"description": ""}}});
    insert(&mut Random(1), &mut document, &["paths", "/pets"], "put", put);
    let (after, _) = run(&document, &lock);
    assert_eq!(new(&after), 1, "{after:?}");
    let (fresh, _) = run(&document, &Lock::default());
    assert!(fresh.iter().any(|path| path.ends_with("GotBuilder")), "by name, where nobody had another way: {fresh:?}");
}

/// Whether nothing in the document leads nowhere: what grows by a reference to such a thing is left out, and so is what it had.
fn is_whole(text: &str) -> bool {
    let generated = pipeline::generate(parse_text("growing.yaml", text), &Options::default(), &Lock::default());
    let is_broken = generated.diagnostics.iter().any(|finding| finding.code == Code::UnresolvedReference);
    !is_broken && generated.report.count(Status::Skipped) == 0 && generated.report.count(Status::Generated) > 0
}

#[test]
#[ignore = "needs a folder of real documents, and minutes"]
fn real_documents_that_grow_rename_nothing() {
    let steps = std::env::var("OASMITH_STEPS").ok().and_then(|steps| steps.parse().ok()).unwrap_or(200);
    let mut files = common::corpus("specs");
    files.retain(|path| path.metadata().is_ok_and(|file| (20_000..150_000).contains(&file.len())));
    files.retain(|path| is_whole(&std::fs::read_to_string(path).unwrap()));
    assert!(files.len() >= 5, "there are too few documents of a middle size");
    let mut wrong = Vec::new();
    for (seed, file) in files.iter().step_by(files.len() / 5).take(5).enumerate() {
        let text = std::fs::read_to_string(file).unwrap();
        let Ok(mut document) = serde_yaml::from_str::<Value>(&text) else { continue };
        let mut random = Random(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(seed as u64 + 1));
        let lost = lost(&mut random, &mut document, steps);
        eprintln!("{}: {} paths lost in {steps} steps", file.display(), lost.len());
        wrong.extend(lost.into_iter().map(|path| format!("{}: {path}", file.display())));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
