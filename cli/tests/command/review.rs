//! In a pull request: the driver of `git diff`, names of earlier versions, and the script behind `action.yml`.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use crate::folder::{Folder, THINGS};

/// A repository with a first version, and a second one in which an operation and the type of a member are others.
struct Repository {
    folder: Folder,
}

impl Repository {
    /// Nothing when git is not here, which is told.
    fn new() -> Option<Self> {
        let repository = Self { folder: Folder::new() };
        if !repository.git(&["init", "-q"]).is_ok_and(|output| output.status.success()) {
            eprintln!("git is not here: reviews are not tested");
            return None;
        }
        repository.folder.write("spec/things.yaml", THINGS);
        repository.commit();
        let new = THINGS.replace("name: {type: string}", "name: {type: integer}").replace("getThing", "readThing");
        repository.folder.write("spec/things.yaml", &new);
        Some(repository)
    }

    fn git(&self, arguments: &[&str]) -> std::io::Result<Output> {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
        let mut command = Command::new("git");
        command.current_dir(self.folder.path("")).args(identity).args(arguments);
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null").env_remove("GIT_DIR");
        command.output()
    }

    fn commit(&self) {
        for arguments in [&["add", "."][..], &["commit", "-q", "-m", "things"]] {
            assert!(self.git(arguments).unwrap().status.success());
        }
    }
}

#[test]
fn git_shows_what_a_change_does() {
    let Some(repository) = Repository::new() else { return };
    repository.folder.write(".gitattributes", "spec/*.yaml diff=openapi\n");
    let driver = format!("diff.openapi.command={} git-diff", env!("CARGO_BIN_EXE_oasmith"));
    let output = repository.git(&["-c", &driver, "--no-pager", "diff"]).unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.starts_with("oasmith diff spec/things.yaml\n"), "{text}");
    assert!(text.contains("(Rust: major)") && text.contains("new spec/things.yaml:27:"), "{text}");

    // What is no document is told, and git goes on.
    repository.folder.write("spec/things.yaml", "no: document\n");
    let output = repository.git(&["-c", &driver, "--no-pager", "diff"]).unwrap();
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).contains("--no-ext-diff"));
    fs::remove_file(repository.folder.path("spec/things.yaml")).unwrap();
    let output = repository.git(&["-c", &driver, "--no-pager", "diff"]).unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("the document is gone"));
}

#[test]
fn the_names_of_an_earlier_version_are_those_of_its_lock() {
    let Some(repository) = Repository::new() else { return };
    repository.folder.write("spec/things.yaml", THINGS);
    repository.folder.write("spec/oasmith.lock", "#/components/schemas/Thing = models::Gadget(id)\n");
    repository.commit();
    fs::remove_file(repository.folder.path("spec/oasmith.lock")).unwrap();
    repository.folder.write("spec/things.yaml", &THINGS.replace("name: {type: string}", "name: {type: integer}"));
    let output = repository.folder.run(&["diff", "HEAD:spec/things.yaml", "spec/things.yaml", "--format", "json"]);
    assert!(output.stdout.contains("models::Gadget.name"), "{} {}", output.stdout, output.stderr);
    assert!(!output.stdout.contains("renamed"), "{}", output.stdout);
}

/// A `gh` that keeps what it is asked to write, and knows a comment when there is a file `known`.
const GH: &str = r#"#!/bin/sh
echo "$*" >> "$GH_LOG/calls"
case "$*" in
  *--paginate*) cat "$GH_LOG/known" 2>/dev/null || true ;;
  *) for argument in "$@"; do case "$argument" in body=@*) cp "${argument#body=@}" "$GH_LOG/body" ;; esac; done ;;
esac
"#;

fn review(repository: &Repository, fail_on: &str) -> Output {
    let folder = &repository.folder;
    folder.write("tools/gh", GH);
    fs::set_permissions(folder.path("tools/gh"), fs::Permissions::from_mode(0o755)).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("action/review.sh");
    let path = format!("{}:{}", folder.path("tools").display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    command.arg(script).current_dir(folder.path("")).env("PATH", path);
    command.env("OASMITH", env!("CARGO_BIN_EXE_oasmith")).env("SPEC", "spec/things.yaml").env("BASE", "HEAD");
    command.env("FAIL_ON", fail_on).env("PULL_REQUEST", "7").env("GITHUB_REPOSITORY", "a/b");
    command.env("GITHUB_RUN_ID", "1").env("GH_LOG", folder.path("tools")).env("RUNNER_TEMP", folder.path("temp"));
    command.env("GITHUB_STEP_SUMMARY", folder.path("summary")).env("GITHUB_OUTPUT", folder.path("outputs"));
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GITHUB_SERVER_URL", "https://github.test");
    command.output().unwrap()
}

#[test]
fn a_pull_request_gets_annotations_one_comment_and_a_summary() {
    let Some(repository) = Repository::new() else { return };
    let folder = &repository.folder;
    let output = review(&repository, "");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("::") && text.contains("file=spec/things.yaml,line=27,"), "{text}");
    let body = folder.read("tools/body");
    assert!(body.starts_with("<!-- oasmith diff spec-things.yaml -->\n"), "{body}");
    assert!(body.contains("(https://github.test/a/b/actions/runs/1)"), "{body}");
    assert_eq!(folder.read("summary"), body);
    assert!(folder.read("tools/calls").contains("--method POST repos/a/b/issues/7/comments"));
    let outputs = folder.read("outputs");
    assert!(outputs.contains("semver=major\n") && outputs.contains("errors="), "{outputs}");
    assert!(folder.read("temp/oasmith-diff-spec-things.yaml/changes.html").starts_with("<!DOCTYPE html>"));

    // The next run edits the comment.
    folder.write("tools/known", "42\n");
    assert!(review(&repository, "").status.success());
    assert!(folder.read("tools/calls").contains("--method PATCH repos/a/b/issues/comments/42"));
}

#[test]
fn a_pull_request_fails_by_its_rule() {
    let Some(repository) = Repository::new() else { return };
    assert_eq!(review(&repository, "major").status.code(), Some(1));
    repository.folder.write("spec/things.yaml", THINGS);
    assert_eq!(review(&repository, "info,minor").status.code(), Some(0));
    repository.folder.write("spec/things.yaml", "no: document\n");
    assert_eq!(review(&repository, "").status.code(), Some(2));
}
