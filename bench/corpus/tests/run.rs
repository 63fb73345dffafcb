//! A run over a few small documents: every kind of outcome has its row, and a second run adds nothing.
#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot go on has failed

use std::fs;
use std::path::Path;
use std::process::Command;

const GOOD: &str = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {/a: {get: {operationId: a, responses: {'204': {description: d}}}, \
                    put: {operationId: b, requestBody: {$ref: '#/gone'}, responses: {}}}}\n";

fn corpus(folder: &Path, arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_oasmith-corpus")).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_document_gets_a_row_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("specs")).unwrap();
    for (name, text) in [("good.yaml", GOOD), ("old.json", r#"{"swagger": "2.0"}"#), ("other.yml", "a: 1\n")] {
        fs::write(folder.path().join("specs").join(name), text).unwrap();
    }
    fs::write(folder.path().join("package.json"), "{}").unwrap();
    let run = || {
        corpus(folder.path(), &["generate", ".", "--out", "rows.jsonl", "--jobs", "2"]);
        fs::read_to_string(folder.path().join("rows.jsonl")).unwrap()
    };
    let rows = run();
    assert_eq!(rows.lines().count(), 3, "{rows}");
    assert_eq!(run(), rows);
    let table = corpus(folder.path(), &["table", "rows.jsonl"]);
    for line in [
        "| documents | 3 |",
        "| Swagger 2.0, refused by name | 1 |",
        "| no OpenAPI document, refused | 1 |",
        "| generated | 1 |",
        "| with every operation | 0 (0.00 %) |",
        "| operations declared | 2 |",
        "| operations generated | 1 |",
        "| operations skipped | 1 |",
    ] {
        assert!(table.contains(line), "{line}\n{table}");
    }
    assert!(table.contains("the reference `..` leads nowhere"), "{table}");
}
