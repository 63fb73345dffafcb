//! What is printed where, and the JSON of `--report`.

use std::process::Stdio;

use crate::folder::{Folder, broken_things, output};
use serde_json::Value;

#[test]
fn the_report_lists_every_operation() {
    let folder = Folder::new();
    folder.write("things.yaml", &broken_things());
    let arguments = ["generate", "things.yaml", "-o", "out", "--crate-name", "things", "--report", "deep/report.json"];
    assert_eq!(folder.run(&arguments).code, Some(0));
    let text = folder.read("deep/report.json");
    let report: Value = serde_json::from_str(&text).unwrap();
    let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["diagnostics", "files", "oasmith", "operations", "schemas", "spec"]);
    assert_eq!(report["oasmith"], env!("CARGO_PKG_VERSION"));
    let spec = serde_json::json!({"path": "things.yaml", "openapi": "3.0.3", "title": "Things", "version": "1"});
    assert_eq!(report["spec"], spec);

    let operations = report["operations"].as_array().unwrap();
    assert_eq!(operations.len(), 2);
    assert_eq!(
        operations[0],
        serde_json::json!({"pointer": "#/paths/~1things/get", "operation_id": "listThings", "method": "GET", "path": "/things",
            "rust": "ThingsApi::list_things", "status": "generated", "reason": null})
    );
    assert_eq!((&operations[1]["status"], &operations[1]["rust"]), (&"skipped".into(), &Value::Null));
    assert!(operations[1]["reason"].as_str().unwrap().contains("Thang"), "{}", operations[1]);

    let schemas = report["schemas"].as_array().unwrap();
    let thing = serde_json::json!({"pointer": "#/components/schemas/Thing", "rust": "models::Thing", "request": null});
    assert!(schemas.contains(&thing), "{schemas:?}");

    let finding =
        report["diagnostics"].as_array().unwrap().iter().find(|found| found["code"] == "unresolved-reference").unwrap();
    assert_eq!((&finding["file"], &finding["line"]), (&"things.yaml".into(), &21.into()));
    assert_eq!(finding["severity"], "warning");

    // Files are listed in order, as they are on the disk.
    for file in report["files"].as_array().unwrap() {
        let path = folder.path("out").join(file["path"].as_str().unwrap());
        assert_eq!(std::fs::metadata(&path).unwrap().len(), file["bytes"].as_u64().unwrap(), "{}", path.display());
    }
    assert_eq!(folder.run(&arguments).code, Some(0));
    assert_eq!(folder.read("deep/report.json"), text, "the same input gives the same report");
}

#[test]
fn findings_are_printed_in_three_formats() {
    let folder = Folder::new();
    folder.write("things.yaml", &broken_things());
    let human = folder.run(&["check", "things.yaml"]);
    assert!(
        human.stderr.contains("unresolved-reference") && human.stderr.contains("things.yaml:21:"),
        "{}",
        human.stderr
    );
    assert!(!human.stderr.contains('\u{1b}') && human.stdout.is_empty());
    let colored = folder.run(&["check", "things.yaml", "--color", "always"]);
    assert!(colored.stderr.contains('\u{1b}'));

    let json = folder.run(&["check", "things.yaml", "--message-format", "json"]);
    assert_eq!(json.code, Some(0));
    let rows: Vec<Value> = json.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(rows.iter().any(|row| row["code"] == "unresolved-reference" && row["line"] == 21), "{rows:?}");

    let github = folder.run(&["check", "things.yaml", "--message-format", "github"]);
    assert!(github.stdout.contains("::warning file=things.yaml,line=21"), "{}", github.stdout);
}

#[test]
fn a_document_that_cannot_be_used_is_told_in_the_format_that_was_asked_for() {
    let folder = Folder::new();
    folder.write("bad.yaml", "swagger: '2.0'\n");
    let json = folder.run(&["check", "bad.yaml", "--message-format", "json"]);
    assert_eq!(json.code, Some(2));
    let row: Value = serde_json::from_str(json.stdout.lines().next().unwrap()).unwrap();
    assert_eq!((&row["code"], &row["severity"]), (&"swagger-2".into(), &"error".into()));
    let github = folder.run(&["check", "bad.yaml", "--message-format", "github"]);
    assert!(github.stdout.starts_with("::error file=bad.yaml,line=1"), "{}", github.stdout);
}

#[test]
fn codes_are_explained() {
    let folder = Folder::new();
    let one = folder.run(&["explain", "bare-fragment"]);
    assert_eq!(one.code, Some(0));
    assert!(one.stdout.starts_with("bare-fragment: ") && one.stdout.lines().count() > 3, "{}", one.stdout);
    let all = folder.run(&["explain"]);
    assert!(all.stdout.contains("unresolved-reference") && all.stdout.lines().count() > 20);
    let wrong = folder.run(&["explain", "bare-fragmnt"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.stderr.contains("did you mean `bare-fragment`?"), "{}", wrong.stderr);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::new();
    let mut child = folder.command(&["explain"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let found = output(child.wait_with_output().unwrap());
    assert_eq!(found.code, Some(0), "{}", found.stderr);
}

#[test]
fn a_table_at_the_end_counts_what_was_found() {
    let folder = Folder::new();
    folder.write("things.yaml", &broken_things());
    let run = folder.run(&["check", "things.yaml"]);
    let table = run.stderr.lines().filter(|line| line.starts_with("     1  ")).collect::<Vec<_>>();
    assert!(
        table
            .iter()
            .any(|line| line.contains("unresolved-reference") && line.contains("skip   a `$ref` that leads nowhere")),
        "{}",
        run.stderr
    );
    let last: Vec<&str> = run.stderr.lines().rev().take(3).collect();
    assert!(last[2].starts_with("`oasmith explain CODE`"), "{}", run.stderr);
}

#[test]
fn settings_without_an_effect_are_told() {
    let folder = Folder::new();
    folder.write("things.yaml", &broken_things());
    folder.write(
        "oasmith.toml",
        "allow = [\n  \"unresolved-reference\",\n  \"empty-enum\"]\n[security.Gone]\ntype = \"http\"\nscheme = \"bearer\"\n",
    );
    let run = folder.run(&["check", "things.yaml", "--message-format", "json"]);
    let rows: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let idle: Vec<_> = rows.iter().filter(|row| row["code"] == "unused-setting").collect();
    let places: Vec<_> = idle.iter().map(|row| (&row["file"], &row["line"], &row["column"])).collect();
    assert_eq!(
        places,
        [(&"oasmith.toml".into(), &3.into(), &3.into()), (&"oasmith.toml".into(), &4.into(), &11.into())]
    );
    assert!(idle[0]["message"].as_str().unwrap().contains("`empty-enum`"), "{idle:?}");
    assert!(idle[1]["message"].as_str().unwrap().contains("`Gone`"), "{idle:?}");
}

#[test]
fn files_outside_of_the_folder_are_read_when_that_is_allowed() {
    let folder = Folder::new();
    folder.write("shared.yaml", "Thing: {type: object, properties: {name: {type: string}}}\n");
    folder.write(
        "api/things.yaml",
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {Thing: {$ref: '../shared.yaml#/Thing'}}}\n",
    );
    let run = folder.run(&["check", "api/things.yaml"]);
    assert!(run.stderr.contains("external-reference-outside-root"), "{}", run.stderr);
    let run = folder.run(&["check", "api/things.yaml", "--allow-outside-root"]);
    assert!(!run.stderr.contains("external-reference-outside-root"), "{}", run.stderr);
}
