//! `[limits]`: each is reached by a small document, with its code.

use crate::folder::{Folder, THINGS};
use crate::generate;

#[track_caller]
fn reached(limit: &str, code: i32, finding: &str) -> String {
    let folder = Folder::new();
    folder.write("other.yaml", "Thing: {type: object}\n");
    folder.write("things.yaml", &THINGS.replace("#/components/schemas/Thing", "other.yaml#/Thing"));
    generate(&folder, "things.yaml", 0);
    std::fs::remove_dir_all(folder.path("out")).unwrap();
    folder.write("oasmith.toml", &format!("[limits]\n{limit}\n"));
    let said = generate(&folder, "things.yaml", code);
    assert!(said.contains(finding), "{limit}: {said}");
    said
}

#[test]
fn each_limit_is_a_setting_with_a_code() {
    reached("file-bytes = 100", 2, "unreadable-file");
    reached("files = 1", 0, "more than 1 files");
    reached("values = 20", 2, "input-limit");
    reached("depth = 5", 2, "input-limit");
    reached("output-bytes = 1000", 2, "output-limit");
    reached("seconds = 0", 2, "`seconds` has to be at least 1");
    reached("second = 1", 2, "did you mean `seconds`?");
}

#[test]
fn findings_beyond_the_limit_are_counted_and_still_denied() {
    let folder = Folder::new();
    let broken: String = (0..50)
        .map(|at| format!("  /a{at}: {{get: {{operationId: a{at}, responses: {{'200': {{$ref: '#/no'}}}}}}}}\n"))
        .collect();
    folder.write("broken.yaml", &format!("{}paths:\n{broken}", crate::HEAD));
    folder.write("oasmith.toml", "[limits]\nfindings = 10\n");
    let said = generate(&folder, "broken.yaml", 0);
    assert!(said.contains("more findings are not told: ") && said.contains("of `unresolved-reference`"), "{said}");
    assert!(said.matches("[unresolved-reference]").count() <= 10, "{said}");
    let run =
        folder.run(&["check", "broken.yaml", "--deny", "unsupported-operation", "--deny", "unresolved-reference"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
}

/// What never comes does not keep the build for ever.
#[cfg(unix)]
#[test]
fn a_run_that_takes_too_long_is_given_up() {
    let folder = Folder::new();
    let made = std::process::Command::new("mkfifo").arg(folder.path("pipe.yaml")).status();
    assert!(made.is_ok_and(|status| status.success()));
    folder.write("oasmith.toml", "[limits]\nseconds = 1\n");
    for arguments in [
        &["check", "pipe.yaml"][..],
        &["generate", "pipe.yaml", "-o", "out"],
        &["budget", "pipe.yaml"],
        &["why", "pipe.yaml", "Thing"],
        &["diff", "things.yaml", "pipe.yaml"],
        &["diff", "pipe.yaml", "things.yaml"],
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        assert!(run.stderr.contains("time-limit") && run.stderr.contains("longer than 1 seconds"), "{}", run.stderr);
    }
}

/// Limits count for whatever reads a document, from wherever it comes.
#[test]
fn every_command_keeps_within_the_limits() {
    let folder = Folder::new();
    folder.write("oasmith.toml", "[limits]\nfile-bytes = 100\n");
    for arguments in [
        &["budget", "things.yaml"][..],
        &["why", "things.yaml", "Thing"],
        &["diff", "things.yaml", "things.yaml"],
        &["check", "--config", "oasmith.toml", "-"],
    ] {
        let run = folder.run_with_input(arguments, if arguments.contains(&"-") { THINGS } else { "" });
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains("it is larger than 100 bytes"), "{arguments:?}: {}", run.stderr);
    }
    folder.write("nested/things.yaml", THINGS);
    folder.write("nested/oasmith.toml", "[limits]\nvalues = 20\n");
    let side = |name: &str| folder.path(name).display().to_string();
    let arguments =
        ["git-diff", "nested/things.yaml", &side("things.yaml"), "0", "100644", &side("things.yaml"), "0", "100644"];
    let run = folder.run(&arguments);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("no document that can be used"), "{}", run.stdout);
}
