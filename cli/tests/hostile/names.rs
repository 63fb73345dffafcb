//! Names that are paths, keywords, nothing, or not what they look like: files stay in their folder, and the sources are Rust.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::folder::Folder;
use crate::{generate, odd_names};

/// All paths below a folder, relative to it.
fn paths(root: &Path, folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        found.insert(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
        if path.is_dir() {
            paths(root, &path, found);
        }
    }
}

fn document() -> Value {
    let names = odd_names();
    let all = |value: &dyn Fn(&str) -> Value| -> Value {
        names.iter().map(|name| (name.clone(), value(name))).collect::<serde_json::Map<_, _>>().into()
    };
    let text = json!({"type": "string"});
    let mut paths = serde_json::Map::new();
    for (index, name) in names.iter().enumerate() {
        let places = ["query", "header", "cookie"];
        let parameters: Vec<Value> =
            places.iter().map(|place| json!({"name": name, "in": place, "schema": text})).collect();
        let operation = json!({
            "operationId": name, "tags": [name], "summary": name, "parameters": parameters,
            "responses": {"200": {"description": name, "headers": {name.as_str(): {"schema": text}},
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/All"}}}}},
        });
        paths.insert(format!("/{index}/{name}"), json!({"post": operation}));
        paths.insert(
            format!("/p{index}/{{{name}}}"),
            json!({"get": {"operationId": format!("p{index}"), "responses": {"204": {"description": name}}}}),
        );
    }
    let mut schemas = all(&|name| json!({"type": "object", "title": name, "properties": {"value": {"const": name}}}));
    schemas["All"] = json!({"type": "object", "properties": all(&|name| json!({"type": "string", "description": name})),
        "additionalProperties": {"type": "string", "enum": names}});
    json!({
        "openapi": "3.1.0", "info": {"title": "../../evil", "version": "../1"}, "paths": paths,
        "servers": names.iter().map(|name| json!({"url": format!("https://{{{name}}}.example.com/{name}"), "variables": {name.as_str(): {"default": name, "enum": [name]}}})).collect::<Vec<_>>(),
        "components": {"schemas": schemas, "securitySchemes": all(&|name| json!({"type": "apiKey", "in": "header", "name": name}))},
        "security": names.iter().map(|name| json!({name.as_str(): []})).collect::<Vec<_>>(),
    })
}

#[test]
fn no_name_leaves_the_folder_or_its_place_in_the_sources() {
    let folder = Folder::new();
    let text = document().to_string();
    folder.write("deep/er/names.json", &text);
    fs::rename(folder.path("things.yaml"), folder.path("deep/er/things.yaml")).unwrap();
    let run = crate::bounded(
        &folder,
        &[
            "generate",
            "deep/er/names.json",
            "-o",
            "deep/er/out",
            "--lock",
            "deep/er/names.lock",
            "--report",
            "deep/er/report.json",
        ],
    );
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let mut outside = BTreeSet::new();
    paths(&folder.path(""), &folder.path(""), &mut outside);
    outside.retain(|path| !path.starts_with("deep/er/out/"));
    let expected = [
        "deep",
        "deep/er",
        "deep/er/names.json",
        "deep/er/names.lock",
        "deep/er/out",
        "deep/er/report.json",
        "deep/er/things.yaml",
    ];
    assert_eq!(outside.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    let mut inside = BTreeSet::new();
    paths(&folder.path("deep/er/out"), &folder.path("deep/er/out"), &mut inside);
    let mut folded = BTreeSet::new();
    for path in &inside {
        assert!(path.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c)) && path.len() < 200, "{path}");
        assert!(folded.insert(path.to_lowercase()), "{path} is there twice where case does not count");
        let stem = path.rsplit('/').next().unwrap().split('.').next().unwrap();
        assert!(!["con", "nul", "aux", "prn"].contains(&stem.to_lowercase().as_str()), "{path}");
    }
    // The same once more, with the names that were kept.
    let again =
        folder.run(&["generate", "deep/er/names.json", "-o", "deep/er/out", "--lock", "deep/er/names.lock", "--check"]);
    assert_eq!(again.code, Some(0), "{}", again.stderr);
}

#[test]
fn a_lock_and_a_list_of_files_that_name_other_places_are_refused_or_ignored() {
    let folder = Folder::new();
    generate(&folder, "things.yaml", 0);
    folder.write("victim.txt", "mine");
    folder.write("out/.oasmith-files", "../victim.txt\n/etc/hostname\nsrc/../../victim.txt\n");
    folder.run(&["generate", "things.yaml", "-o", "out", "--runtime", "registry"]);
    assert_eq!(folder.read("victim.txt"), "mine");
    for path in ["models::../../x", "models::A; fn evil() {}", "models::r#fn", "std::process::exit", "models::"] {
        folder.write("oasmith.lock", &format!("#/components/schemas/Thing = {path}\n"));
        let run = folder.run(&["generate", "things.yaml", "-o", "out", "--runtime", "registry"]);
        let sources: String =
            folder.files("out").into_values().map(|(text, _)| String::from_utf8(text).unwrap()).collect();
        assert!(!sources.contains("evil") && !sources.contains("process::exit"), "{path}: {}", run.stderr);
    }
}
