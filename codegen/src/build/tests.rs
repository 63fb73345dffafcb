//! Builds in folders of their own: what is written, what cargo is told, what fails.

use std::fs;

use super::*;

const DOCUMENT: &str = "openapi: 3.0.3\ninfo: {title: Things, version: '1'}\npaths: {}\n";

/// A folder with a document, and the environment of a build script.
struct Package {
    folder: tempfile::TempDir,
    environment: Environment,
}

impl Package {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let out_dir = folder.path().join("target/out");
        fs::create_dir_all(&out_dir).unwrap();
        fs::write(folder.path().join("api.yaml"), DOCUMENT).unwrap();
        Self { folder, environment: Environment { ci: None, out_dir: Some(out_dir) } }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn committed(&self) -> Build {
        Build::new(self.path("api.yaml")).out_dir(self.path("out"))
    }

    /// What cargo was told, with paths relative to the folder; or the error.
    fn run(&self, build: Build) -> Result<Vec<String>, String> {
        let mut told = String::new();
        let result = build.run_in(&self.environment, &mut told);
        let here = format!("{}/", self.folder.path().display());
        result.map_err(|error| format!("{error:?}").replace(&here, ""))?;
        Ok(told.lines().map(|line| line.replace(&here, "")).collect())
    }

    /// Everything below the folder, for comparisons.
    fn snapshot(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut all = Vec::new();
        let mut folders = vec![self.folder.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let content = fs::read(&path).unwrap();
                    all.push((path, content));
                }
            }
        }
        all.sort();
        all
    }
}

#[test]
fn cargo_is_told_of_every_input_and_output() {
    let package = Package::new();
    package.write("oasmith.toml", "[package]\nname = 'x'\n");
    let told = package.run(package.committed()).unwrap();
    for line in [
        "cargo::rerun-if-env-changed=CI",
        "cargo::rerun-if-changed=api.yaml",
        "cargo::rerun-if-changed=oasmith.toml",
        "cargo::rerun-if-changed=oasmith.lock",
        "cargo::rerun-if-changed=out/src/lib.rs",
    ] {
        assert!(told.iter().any(|found| found == line), "{line} in {told:?}");
    }
    // What cargo is told of has to exist, otherwise it runs the script every time.
    for line in &told {
        if let Some(path) = line.strip_prefix("cargo::rerun-if-changed=") {
            assert!(package.path(path).is_file(), "{path}");
        }
    }
    assert!(!package.path("out/Cargo.toml").exists(), "the manifest is written by hand");
}

#[test]
fn ci_writes_nothing_and_fails_when_something_differs() {
    let mut package = Package::new();
    package.environment.ci = Some("true".into());
    let before = package.snapshot();
    let error = package.run(package.committed()).unwrap_err();
    assert!(error.contains("src/lib.rs: missing") && error.contains("oasmith.lock is not up to date"), "{error}");
    assert_eq!(package.snapshot(), before);

    package.environment.ci = None;
    package.run(package.committed()).unwrap();
    package.environment.ci = Some("true".into());
    package.run(package.committed()).unwrap();

    package.write("out/src/lib.rs", "//! Edited by hand.\n");
    let before = package.snapshot();
    let error = package.run(package.committed()).unwrap_err();
    assert!(
        error.contains("src/lib.rs: differs") && error.contains("\n-//! Edited") && error.contains("\n+"),
        "{error}"
    );
    assert_eq!(package.snapshot(), before);
}

#[test]
fn a_build_without_changes_writes_nothing() {
    let package = Package::new();
    package.run(package.committed()).unwrap();
    let times = || {
        package.snapshot().iter().map(|(path, _)| fs::metadata(path).unwrap().modified().unwrap()).collect::<Vec<_>>()
    };
    let before = times();
    package.run(package.committed()).unwrap();
    assert_eq!(times(), before);
}

#[test]
fn what_is_written_is_not_newer_than_the_run() {
    let package = Package::new();
    let stamp = package.path("target/invoked.timestamp");
    fs::write(&stamp, "").unwrap();
    let started = fs::metadata(&stamp).unwrap().modified().unwrap();
    package.run(package.committed()).unwrap();
    for name in ["out/src/lib.rs", "oasmith.lock"] {
        assert_eq!(fs::metadata(package.path(name)).unwrap().modified().unwrap(), started, "{name}");
    }
}

#[test]
fn out_dir_is_written_in_ci_as_well_and_nothing_beside_the_document() {
    let mut package = Package::new();
    package.environment.ci = Some("1".into());
    package.run(Build::new(package.path("api.yaml"))).unwrap();
    package.run(Build::new(package.path("api.yaml")).module("clients::things")).unwrap();
    assert!(package.path("target/out/mod.rs").is_file() && package.path("target/out/clients/things/mod.rs").is_file());
    assert!(!package.path("oasmith.lock").exists());
    package.run(Build::new(package.path("api.yaml")).lock(package.path("names.lock"))).unwrap();
    assert!(package.path("names.lock").exists());
}

#[test]
fn a_document_that_cannot_be_used_leaves_the_output_alone() {
    let package = Package::new();
    package.run(package.committed()).unwrap();
    for text in ["a: [", "swagger: '2.0'\npaths: {}\n", "hello"] {
        package.write("api.yaml", text);
        let before = package.snapshot();
        let error = package.run(package.committed()).unwrap_err();
        assert!(error.contains("api.yaml"), "{error}");
        assert_eq!(package.snapshot(), before);
    }
    package.write("api.yaml", DOCUMENT);
    package.write("oasmith.toml", "nonsense = 1");
    let error = package.run(package.committed()).unwrap_err();
    assert!(error.contains("unknown key `nonsense`") && error.contains("oasmith.toml:1:1"), "{error}");
    package.write("oasmith.toml", "");
    package.write("oasmith.lock", "<<<<<<< ours\n");
    assert!(package.run(package.committed()).unwrap_err().contains("oasmith.lock:1:1"));
    package.write("oasmith.lock", "");
    let missing = package.run(Build::new(package.path("none.yaml")).out_dir(package.path("out"))).unwrap_err();
    assert!(missing.contains("none.yaml"), "{missing}");
}

#[test]
fn findings_become_warnings_unless_they_are_allowed_and_errors_when_they_are_denied() {
    let package = Package::new();
    package.write("api.yaml", "paths: {}\n");
    let warnings = |told: Vec<String>| told.iter().filter(|line| line.starts_with("cargo::warning=")).count();
    assert!(warnings(package.run(package.committed()).unwrap()) > 0);
    package.write("oasmith.toml", "allow = ['bare-fragment']");
    assert_eq!(warnings(package.run(package.committed()).unwrap()), 0);
    package.write("oasmith.toml", "deny = ['bare-fragment']");
    let error = package.run(package.committed()).unwrap_err();
    assert!(error.contains("denied"), "{error}");
}
