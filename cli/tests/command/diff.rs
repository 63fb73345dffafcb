//! `oasmith diff`: inputs, outputs, filters, settings, exit codes.

use std::process::Command;

use crate::folder::{Folder, THINGS};

/// `name` has to be given and may not be longer than 5; the first operation is gone.
fn changed_things() -> String {
    let first = THINGS.find("  /things:").unwrap_or_default();
    let second = THINGS.find("  /things/{id}:").unwrap_or_default();
    let without = format!("{}{}", &THINGS[..first], &THINGS[second..]);
    without
        .replace("required: [id]", "required: [id, name]")
        .replace("name: {type: string}", "name: {type: string, maxLength: 5}")
}

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("new.yaml", &changed_things());
    folder
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

fn ids(listing: &serde_json::Value) -> Vec<&str> {
    let changes = listing["changes"].as_array().map(Vec::as_slice).unwrap_or_default();
    changes.iter().filter(|change| change["operation"].is_string()).filter_map(|change| change["id"].as_str()).collect()
}

#[test]
fn changes_are_listed_with_both_places() {
    let output = folder().run(&["diff", "things.yaml", "new.yaml", "--format", "json"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    let listing = json(&output.stdout);
    assert_eq!(
        ids(&listing),
        [
            "api-path-removed-without-deprecation",
            "response-property-became-required",
            "response-property-max-length-set"
        ]
    );
    let removed = &listing["changes"][0];
    assert_eq!(removed["operation"], "GET /things");
    assert_eq!(removed["pointer"], "#/paths/~1things/get");
    assert_eq!((&removed["old"]["line"], &removed["new"]["line"]), (&6.into(), &4.into()));
    let limit = &listing["changes"][2];
    assert_eq!(
        limit["message"],
        "`maxLength` of property `name` of the response 200 (application/json) was set to `5`"
    );
    assert_eq!((&limit["old"]["file"], &limit["new"]["file"]), (&"things.yaml".into(), &"new.yaml".into()));
    assert_eq!(
        (&limit["level"], &limit["pointer"]),
        (&"info".into(), &"#/components/schemas/Thing/properties/name/maxLength".into())
    );
    assert_eq!((&listing["summary"]["errors"], &listing["summary"]["infos"]), (&1.into(), &2.into()));
}

#[test]
fn text_names_what_where_and_how_bad() {
    let output = folder().run(&["diff", "things.yaml", "new.yaml", "--path", "/things"]);
    let text = output.stdout;
    assert!(
        text.starts_with(
            "error[api-path-removed-without-deprecation]: the operation GET /things was removed together with its path"
        ),
        "{text}"
    );
    assert!(text.contains("\n  old things.yaml:6:5\n  new new.yaml:4:1\n"), "{text}");
    assert!(text.contains("1 change: 1 error"), "{text}");
}

#[test]
fn the_exit_code_is_what_was_asked_for() {
    let folder = folder();
    let code = |more: &[&str]| folder.run(&[&["diff", "things.yaml", "new.yaml"], more].concat()).code;
    assert_eq!(code(&["--fail-on", "error"]), Some(1));
    assert_eq!(code(&["--fail-on", "error", "--id", "response-*"]), Some(0));
    assert_eq!(code(&["--fail-on", "warning,info", "--id", "response-*"]), Some(1));
    assert_eq!(code(&["--fail-on", "bad"]), Some(2));
    let output = folder.run(&["diff", "things.yaml", "none.yaml", "--fail-on", "error"]);
    assert_eq!(output.code, Some(2));
    assert!(output.stderr.contains("none.yaml"), "{}", output.stderr);
    assert_eq!(folder.run(&["diff", "things.yaml", "things.yaml", "--fail-on", "info"]).code, Some(0));
}

#[test]
fn standard_input_and_revisions_are_read_with_what_they_refer_to() {
    let folder = folder();
    let output = folder.run_with_input(&["diff", "-", "new.yaml", "--format", "json", "--tag", "Things"], THINGS);
    assert_eq!(ids(&json(&output.stdout)).len(), 3, "{}", output.stderr);
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").current_dir(folder.path("")).args(identity).args(arguments).output();
        output.is_ok_and(|output| output.status.success())
    };
    if !git(&["init", "-q"]) {
        eprintln!("git is not here: versions in git are not tested");
        return;
    }
    let parted = THINGS.replace("'#/components/schemas/Thing'", "'parts/thing.yaml'");
    folder.write("api/things.yaml", &parted);
    folder.write(
        "api/parts/thing.yaml",
        "{type: object, required: [id], properties: {id: {type: string}, name: {type: string}}}\n",
    );
    assert!(git(&["add", "api"]) && git(&["commit", "-q", "-m", "things"]));
    folder.write("api/parts/thing.yaml", "{type: object, required: [id], properties: {id: {type: string}}}\n");
    let output = folder.run(&["diff", "HEAD:api/things.yaml", "api/things.yaml", "--format", "json"]);
    let listing = json(&output.stdout);
    assert_eq!(ids(&listing), ["response-optional-property-removed"; 2], "{}", output.stderr);
    assert_eq!(listing["changes"][0]["old"]["file"], "HEAD:api/parts/thing.yaml");
}

#[test]
fn folders_are_compared_document_by_document() {
    let folder = folder();
    for (path, text) in [
        ("a/one.yaml", THINGS),
        ("b/one.yaml", &changed_things()),
        ("a/deep/two.yaml", THINGS),
        ("b/other.json", "{\"no\": \"document\"}"),
    ] {
        folder.write(path, text);
    }
    let listing = json(&folder.run(&["diff", "a", "b", "--format", "json"]).stdout);
    let removed = ids(&listing).iter().filter(|id| **id == "api-path-removed-without-deprecation").count();
    assert_eq!((removed, ids(&listing).len()), (3, 5), "{listing}");
}

#[test]
fn settings_beside_the_new_document_count() {
    let folder = folder();
    let listing = json(&folder.run(&["diff", "things.yaml", "new.yaml", "--format", "json"]).stdout);
    let fingerprint = listing["changes"][0]["fingerprint"].as_str().unwrap_or_default().to_owned();
    let settings = format!(
        "[[severity]]\nid = 'response-*'\nlevel = 'warning'\n[[ignore]]\nfingerprint = '{fingerprint}'\nreason = 'agreed'\n\
         [[ignore]]\nfingerprint = '0000000000000000'\nreason = 'gone'\n"
    );
    folder.write("oasmith-diff.toml", &settings);
    let output = folder.run(&["diff", "things.yaml", "new.yaml", "--format", "json"]);
    let listing = json(&output.stdout);
    assert_eq!(ids(&listing), ["response-property-became-required", "response-property-max-length-set"]);
    assert_eq!((&listing["summary"]["warnings"], &listing["summary"]["ignored"]), (&2.into(), &1.into()));
    assert!(
        output.stderr.contains("oasmith-diff.toml:8:15: `0000000000000000` (gone) matches no change any more"),
        "{}",
        output.stderr
    );
    folder.write("wrong.toml", "foo = 1\n");
    let output = folder.run(&["diff", "things.yaml", "new.yaml", "--settings", "wrong.toml"]);
    assert_eq!(output.code, Some(2));
    assert!(output.stderr.contains("unknown key `foo`"), "{}", output.stderr);
}

#[test]
fn changes_are_explained() {
    let folder = folder();
    let output = folder.run(&["explain", "request-property-max-length-decreased"]);
    assert_eq!(output.code, Some(0));
    assert!(output.stdout.starts_with("request-property-max-length-decreased: a property of a request body: max length decreased\nlevel: error, direction: request\n"));
    assert!(output.stdout.contains("`request-property-max-length-increased`"), "{}", output.stdout);
    let output = folder.run(&["explain", "request-property-max-length-decrease"]);
    assert!(output.stderr.contains("did you mean `request-property-max-length-decreased`?"), "{}", output.stderr);
}
