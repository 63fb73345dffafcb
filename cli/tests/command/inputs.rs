//! Where the document, the configuration and the lock come from.

use std::process::Command;

use crate::folder::{Folder, THINGS, broken_things};

#[test]
fn standard_input_is_read() {
    let folder = Folder::new();
    let output = folder.run_with_input(&["generate", "-", "-o", "out", "--report", "report.json"], THINGS);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    assert!(folder.path("out/src/lib.rs").is_file());
    assert!(folder.read("report.json").contains("\"path\": \"<stdin>\""));
    let output = folder.run_with_input(&["check", "-"], "nothing");
    assert_eq!(output.code, Some(2));
    assert!(output.stderr.contains("<stdin>"), "{}", output.stderr);
}

#[test]
fn a_version_in_git_is_read() {
    let folder = Folder::new();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").current_dir(folder.path("")).args(identity).args(arguments).output();
        output.is_ok_and(|output| output.status.success())
    };
    if !git(&["init", "-q"]) {
        eprintln!("git is not here: versions in git are not tested");
        return;
    }
    assert!(git(&["add", "things.yaml"]) && git(&["commit", "-q", "-m", "things"]));
    folder.write("things.yaml", "no longer: a document\n");
    let output = folder.run(&["check", "HEAD:things.yaml"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    let output = folder.run(&["check", "HEAD:none.yaml"]);
    assert_eq!(output.code, Some(2), "{}", output.stderr);
    assert!(output.stderr.contains("none.yaml"), "{}", output.stderr);
    assert_eq!(folder.run(&["check", "--", "--textconv:things.yaml"]).code, Some(2));
    if cfg!(unix) {
        // A file of that name goes first.
        folder.write("HEAD:things.yaml", "swagger: '2.0'\n");
        assert_eq!(folder.run(&["check", "HEAD:things.yaml"]).code, Some(2));
    }
}

#[test]
fn the_configuration_beside_the_document_counts_and_flags_win() {
    let folder = Folder::new();
    folder.write("spec/things.yaml", THINGS);
    folder.write("spec/oasmith.toml", "[package]\nname = 'from-file'\nversion = '2.3.4'\n");
    assert_eq!(folder.run(&["generate", "spec/things.yaml", "-o", "out"]).code, Some(0));
    let manifest = folder.read("out/Cargo.toml");
    assert!(manifest.contains("\"from-file\"") && manifest.contains("\"2.3.4\""), "{manifest}");
    assert_eq!(folder.run(&["generate", "spec/things.yaml", "-o", "out", "--crate-name", "from-flag"]).code, Some(0));
    assert!(folder.read("out/Cargo.toml").contains("\"from-flag\""));

    folder.write("other.toml", "[package]\nname = 'other'\n");
    let output = folder.run(&["generate", "spec/things.yaml", "-o", "out", "--config", "other.toml"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    assert!(folder.read("out/Cargo.toml").contains("\"other\""));
}

#[test]
fn a_configuration_that_cannot_be_used_is_told_with_its_place() {
    let folder = Folder::new();
    folder.write("oasmith.toml", "[package]\nnmae = 'x'\n");
    let output = folder.run(&["generate", "things.yaml", "-o", "out"]);
    assert_eq!(output.code, Some(2));
    assert!(output.stderr.contains("oasmith.toml:2:1"), "{}", output.stderr);
    assert!(output.stderr.contains("did you mean `name`?"), "{}", output.stderr);
    assert!(!folder.path("out").exists());
}

#[test]
fn the_configuration_can_deny_and_allow() {
    let folder = Folder::new();
    folder.write("things.yaml", &broken_things());
    folder.write("oasmith.toml", "deny = ['unresolved-reference']\n");
    assert_eq!(folder.run(&["check", "things.yaml"]).code, Some(1));
    folder.write("oasmith.toml", "allow = ['warnings']\n");
    let output = folder.run(&["check", "things.yaml"]);
    assert_eq!(output.code, Some(0));
    assert!(!output.stderr.contains("unresolved-reference"), "{}", output.stderr);
    assert!(output.stderr.contains("1 skipped"), "{}", output.stderr);
}

#[test]
fn the_lock_is_written_only_when_it_is_there_or_asked_for() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["generate", "things.yaml", "-o", "out"]).code, Some(0));
    assert!(!folder.path("oasmith.lock").exists());

    assert_eq!(folder.run(&["generate", "things.yaml", "-o", "out", "--lock", "names.lock"]).code, Some(0));
    let lock = folder.read("names.lock");
    assert!(lock.contains("#/components/schemas/Thing"), "{lock}");

    folder.write("oasmith.lock", "");
    assert_eq!(folder.run(&["check", "things.yaml"]).code, Some(0));
    assert_eq!(folder.read("oasmith.lock"), "", "`check` writes nothing");
    assert_eq!(folder.run(&["generate", "things.yaml", "-o", "out", "--check"]).code, Some(1));
    assert_eq!(folder.read("oasmith.lock"), "");
    assert_eq!(folder.run(&["generate", "things.yaml", "-o", "out"]).code, Some(0));
    assert_eq!(folder.read("oasmith.lock"), lock);

    folder.write("oasmith.lock", "<<<<<<< ours\n");
    let output = folder.run(&["generate", "things.yaml", "-o", "out"]);
    assert_eq!(output.code, Some(2));
    assert!(output.stderr.contains("oasmith.lock:1:1"), "{}", output.stderr);
}

#[test]
fn names_in_the_lock_stay() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["generate", "things.yaml", "-o", "out", "--lock", "oasmith.lock"]).code, Some(0));
    let lock = folder.read("oasmith.lock");
    let renamed = lock.replace("models::Thing", "models::Item");
    assert_ne!(renamed, lock);
    folder.write("oasmith.lock", &renamed);
    assert_eq!(folder.run(&["generate", "things.yaml", "-o", "out", "--report", "report.json"]).code, Some(0));
    assert!(folder.read("report.json").contains("\"models::Item\""));
    assert_eq!(folder.read("oasmith.lock"), renamed);
}

#[test]
fn the_runtime_is_embedded_or_depended_on() {
    let folder = Folder::new();
    folder.write("rt/Cargo.toml", "");
    assert_eq!(folder.run(&["generate", "things.yaml", "-o", "deep/out"]).code, Some(0));
    assert!(folder.path("deep/out/src/runtime/mod.rs").is_file());
    assert!(!folder.read("deep/out/Cargo.toml").contains("oasmith-runtime"));

    for flags in [["--runtime", "path:rt"], ["--runtime-path", "rt"]] {
        let output = folder.run(&["generate", "things.yaml", "-o", "deep/out", flags[0], flags[1]]);
        assert_eq!(output.code, Some(0), "{}", output.stderr);
        assert!(!folder.path("deep/out/src/runtime").exists());
        let manifest = folder.read("deep/out/Cargo.toml");
        assert!(manifest.contains("oasmith-runtime") && manifest.contains("\"../../rt\""), "{manifest}");
    }
    assert_eq!(folder.run(&["generate", "things.yaml", "-o", "deep/out", "--runtime", "registry"]).code, Some(0));
    let manifest = folder.read("deep/out/Cargo.toml");
    assert!(manifest.contains("oasmith-runtime") && !manifest.contains("../"), "{manifest}");
}

#[test]
fn a_selection_leaves_out_and_silences_but_renames_nothing() {
    let folder = Folder::new();
    folder.write("things.yaml", &broken_things());
    assert_eq!(folder.run(&["generate", "things.yaml", "-o", "out", "--lock", "oasmith.lock"]).code, Some(0));
    let lock = folder.read("oasmith.lock");
    folder.write("oasmith.toml", "[select]\nexclude = ['/things/*', 'tag:nobody']\n");
    let output =
        folder.run(&["generate", "things.yaml", "-o", "out", "--deny", "unresolved-reference", "--report", "r.json"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    assert!(output.stderr.contains("`tag:nobody`") && !output.stderr.contains("unresolved"), "{}", output.stderr);
    assert!(folder.read("r.json").contains("\"not selected\""));
    assert_eq!(folder.read("oasmith.lock"), lock);
    let output = folder.run(&["generate", "things.yaml", "-o", "out", "--include", "nothing"]);
    assert_eq!(output.code, Some(2));
    assert!(output.stderr.contains("METHOD /path"), "{}", output.stderr);
}
