//! Exit codes, and what is left of earlier output when a document cannot be used.

use crate::folder::{Folder, broken_things};

#[test]
fn wrong_usage_ends_with_two() {
    let folder = Folder::new();
    for arguments in [
        vec![],
        vec!["generate"],
        vec!["generate", "things.yaml"],
        vec!["generat", "things.yaml"],
        vec!["generate", "things.yaml", "-o", "out", "--crate-name", "9"],
        vec!["generate", "things.yaml", "-o", "out", "--runtime", "somewhere"],
        vec!["generate", "things.yaml", "-o", "out", "--runtime", "embed", "--runtime-path", "x"],
        vec!["generate", "things.yaml", "-o", "out", "--runtime-path", "no/such/folder"],
        vec!["generate", "things.yaml", "-o", "out", "--config", "none.toml"],
        vec!["check", "things.yaml", "--message-format", "xml"],
    ] {
        let output = folder.run(&arguments);
        assert_eq!(output.code, Some(2), "{arguments:?}: {output:?}");
        assert!(!output.stderr.is_empty());
        assert!(!folder.path("out").exists(), "{arguments:?}");
    }
    for arguments in [vec!["--help"], vec!["--version"], vec!["generate", "--help"]] {
        assert_eq!(folder.run(&arguments).code, Some(0));
    }
}

#[test]
fn an_unknown_code_is_corrected() {
    let folder = Folder::new();
    let output = folder.run(&["check", "things.yaml", "--deny", "unresolved-refrence"]);
    assert_eq!(output.code, Some(2));
    assert!(output.stderr.contains("did you mean `unresolved-reference`?"), "{}", output.stderr);
}

#[test]
fn a_document_without_faults_ends_with_zero() {
    let folder = Folder::new();
    let output = folder.run(&["generate", "things.yaml", "-o", "out"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    assert!(output.stderr.contains("2 operations generated, 0 skipped"), "{}", output.stderr);
    assert_eq!(output.stdout, "");
    assert!(folder.path("out/Cargo.toml").is_file() && folder.path("out/src/lib.rs").is_file());
    let output = folder.run(&["check", "things.yaml", "--deny", "warnings"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
}

#[test]
fn bad_input_ends_with_two_and_leaves_earlier_output_alone() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["generate", "things.yaml", "-o", "out", "--report", "report.json"]).code, Some(0));
    let before = folder.files("out");
    assert!(before.len() > 3);
    let report = folder.read("report.json");
    let cases: [(&str, &[u8], &str); 9] = [
        ("yaml", b"openapi: 3.0.3\npaths:\n  a: [1, 2\n", "bad:"),
        ("yaml", b"openapi: 3.0.3\npaths:\n\tx: 1\n", "bad:3:"),
        ("json", b"{\"openapi\": \"3.0.3\" \"paths\": {}}", "bad:1:"),
        ("swagger", b"swagger: '2.0'\ninfo: {title: x, version: '1'}\npaths: {}\n", "bad:1:1"),
        ("asyncapi", b"asyncapi: 2.6.0\n", "bad:1:1"),
        ("other", b"a: 1\nb: 2\n", "bad:1:1"),
        ("prose", b"Create an invitation\nSome text.\n\npaths:\n  /a: {}\n", "line 4"),
        ("empty", b"", "bad"),
        ("binary", b"\xff\xfe\xfd\x00openapi", "bad"),
    ];
    for (what, text, place) in cases {
        std::fs::write(folder.path("bad"), text).unwrap();
        let output = folder.run(&["generate", "bad", "-o", "out", "--report", "report.json"]);
        assert_eq!(output.code, Some(2), "{what}: {output:?}");
        assert!(output.stderr.contains(place), "{what}: {}", output.stderr);
        assert_eq!(folder.files("out"), before, "{what}");
        assert_eq!(folder.read("report.json"), report, "{what}");
    }
    for missing in ["none.yaml", "."] {
        let output = folder.run(&["generate", missing, "-o", "out"]);
        assert_eq!(output.code, Some(2), "{output:?}");
        assert_eq!(folder.files("out"), before);
    }
}

#[test]
fn what_cannot_be_generated_is_skipped_and_fails_only_on_demand() {
    let folder = Folder::new();
    folder.write("broken.yaml", &broken_things());
    let output = folder.run(&["generate", "broken.yaml", "-o", "out"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    assert!(output.stderr.contains("1 operation generated, 1 skipped"), "{}", output.stderr);
    assert!(output.stderr.contains("broken.yaml:21:"), "{}", output.stderr);
    assert!(output.stderr.contains("unresolved-reference"), "{}", output.stderr);
    let files = folder.files("out");

    for deny in ["unresolved-reference", "skip", "warnings"] {
        let output = folder.run(&["generate", "broken.yaml", "-o", "other", "--deny", deny]);
        assert_eq!(output.code, Some(1), "{deny}: {}", output.stderr);
        assert!(output.stderr.contains(&format!("`{deny}`")), "{}", output.stderr);
        assert_eq!(folder.files("other").len(), files.len(), "the rest is generated nevertheless");
        assert_eq!(folder.run(&["check", "broken.yaml", "--deny", deny]).code, Some(1));
    }
    let output = folder.run(&["generate", "broken.yaml", "-o", "other", "--deny", "swagger-2", "--deny", "lint"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
}

#[test]
fn files_of_others_are_not_replaced() {
    let folder = Folder::new();
    folder.write("out/src/lib.rs", "// by hand\n");
    let before = folder.files("out");
    let output = folder.run(&["generate", "things.yaml", "-o", "out"]);
    assert_eq!(output.code, Some(2), "{}", output.stderr);
    assert!(output.stderr.contains("src/lib.rs"), "{}", output.stderr);
    assert_eq!(folder.files("out"), before);
}

#[test]
fn check_compares_and_writes_nothing() {
    let folder = Folder::new();
    let output = folder.run(&["generate", "things.yaml", "-o", "out", "--check"]);
    assert_eq!(output.code, Some(1), "{}", output.stderr);
    assert!(output.stderr.contains("Cargo.toml: missing"), "{}", output.stderr);
    assert!(!folder.path("out").exists());

    assert_eq!(folder.run(&["generate", "things.yaml", "-o", "out"]).code, Some(0));
    let before = folder.files("out");
    let output = folder.run(&["generate", "things.yaml", "-o", "out", "--check"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    assert!(output.stderr.contains("up to date"), "{}", output.stderr);

    folder.write("things.yaml", &crate::folder::THINGS.replace("name: {type: string}", "label: {type: string}"));
    let output = folder.run(&["generate", "things.yaml", "-o", "out", "--check"]);
    assert_eq!(output.code, Some(1), "{}", output.stderr);
    assert!(output.stderr.contains(": differs") && output.stderr.contains("label"), "{}", output.stderr);
    assert!(output.stderr.lines().count() < 120);
    assert_eq!(folder.files("out"), before);
}

#[test]
fn a_second_run_writes_nothing() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["generate", "things.yaml", "-o", "out"]).code, Some(0));
    let before = folder.files("out");
    let output = folder.run(&["generate", "things.yaml", "-o", "out"]);
    assert!(output.stderr.contains("nothing to write"), "{}", output.stderr);
    assert_eq!(folder.files("out"), before);
}

#[test]
fn a_file_that_is_no_longer_generated_goes() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["generate", "things.yaml", "-o", "out"]).code, Some(0));
    let before = folder.files("out");
    folder.write("out/src/mine.rs", "// mine\n");
    folder.write("things.yaml", "openapi: 3.0.3\ninfo: {title: Things, version: '1'}\npaths: {}\n");
    assert_eq!(folder.run(&["generate", "things.yaml", "-o", "out"]).code, Some(0));
    let after = folder.files("out");
    assert!(before.keys().any(|path| !after.contains_key(path)), "nothing was removed");
    assert!(folder.path("out/src/mine.rs").exists());
}
