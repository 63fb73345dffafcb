//! Builds in folders of their own: what is written, what cargo is told, what fails.

use std::fs;
use std::time::{Duration, SystemTime};

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

    /// Makes everything that is there look as if it had been for long: what has just changed is not trusted.
    fn age(&self) {
        for (path, _) in self.snapshot() {
            set_modified(&path, SystemTime::now() - Duration::from_secs(60));
        }
    }

    /// The files with this ending that scripts kept for the next run.
    fn kept(&self, ending: &str) -> Vec<PathBuf> {
        let all = self.snapshot().into_iter().map(|(path, _)| path);
        all.filter(|path| path.to_str().unwrap().ends_with(ending)).collect()
    }

    /// Removes them.
    fn forget(&self, ending: &str) {
        let kept = self.kept(ending);
        assert!(!kept.is_empty(), "{ending}");
        kept.iter().for_each(|path| fs::remove_file(path).unwrap());
    }

    /// Runs; gives whether that was over at once, because the last run with the same wishes had done it. That run's stamp gets
    /// another text, which then is what is told.
    fn is_over_at_once(&self, build: &Build) -> bool {
        let (told, marked) = ("cargo::rerun-if-env-changed=CI", "cargo::rerun-if-env-changed=XY");
        for (path, content) in self.snapshot() {
            if path.extension().is_some_and(|ending| ending == "stamp") {
                fs::write(&path, String::from_utf8(content).unwrap().replace(told, marked)).unwrap();
            }
        }
        self.run(build.clone()).unwrap().iter().any(|line| line == marked)
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

#[test]
fn a_run_with_nothing_to_do_is_over_at_once() {
    let package = Package::new();
    let (committed, below) = (package.committed(), Build::new(package.path("api.yaml")).module("things"));
    for build in [&committed, &below] {
        package.age();
        let first = package.run(build.clone()).unwrap();
        package.age();
        assert!(!package.is_over_at_once(build), "outputs have another time");
        assert!(package.is_over_at_once(build));
        // Touched, and still the same: it is read, and the next time it is not.
        set_modified(&package.path("api.yaml"), SystemTime::now() - Duration::from_secs(30));
        assert!(package.is_over_at_once(build));
        package.forget(".inputs");
        assert_eq!(package.is_over_at_once(build), cfg!(unix));
        package.forget(".stamp");
        assert_eq!(package.run(build.clone()).unwrap(), first);
    }
}

fn set_modified(path: &Path, time: SystemTime) {
    fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

type Change = &'static dyn Fn(&Package);

#[test]
fn every_change_is_something_to_do() {
    let mut package = Package::new();
    package.write("api.yaml", &format!("{DOCUMENT}components: {{schemas: {{A: {{$ref: 'a.yaml#/A'}}}}}}\n"));
    package.write("a.yaml", "A: {type: object}\n");
    let build = package.committed();
    // Twice: the first run may write the lock, which then has just changed.
    let settle = |package: &Package| {
        for _ in 0..2 {
            package.age();
            package.run(build.clone()).unwrap();
        }
        assert!(package.is_over_at_once(&build));
    };
    let changes: [(&str, Change); 9] = [
        ("document", &|package| package.write("api.yaml", DOCUMENT)),
        ("its other file", &|package| package.write("a.yaml", "A: {type: string}\n")),
        ("a document of the same size and time", &|package| {
            let path = package.path("api.yaml");
            let modified = fs::metadata(&path).unwrap().modified().unwrap();
            let other = fs::read_to_string(&path).unwrap().replacen("3.0", "3.1", 1);
            fs::write(&path, other).unwrap();
            set_modified(&path, modified);
        }),
        ("configuration appears", &|package| package.write("oasmith.toml", "")),
        ("configuration", &|package| package.write("oasmith.toml", "numbers = 'exact'")),
        ("lock", &|package| package.write("oasmith.lock", "")),
        ("output", &|package| package.write("out/src/lib.rs", "//! Edited by hand.\n")),
        ("output goes", &|package| fs::remove_file(package.path("out/src/lib.rs")).unwrap()),
        ("stamp goes", &|package| package.forget(".stamp")),
    ];
    for (what, change) in changes {
        package.write("api.yaml", &format!("{DOCUMENT}components: {{schemas: {{A: {{$ref: 'a.yaml#/A'}}}}}}\n"));
        settle(&package);
        change(&package);
        assert!(!package.is_over_at_once(&build), "{what}");
    }
    settle(&package);
    assert!(!package.is_over_at_once(&build.clone().runtime(Runtime::Path("../runtime".into()))), "wishes");
    settle(&package);
    package.environment.ci = Some("1".into());
    assert!(!package.is_over_at_once(&build), "CI");
}

#[test]
fn what_has_just_changed_or_is_not_there_is_looked_at_again() {
    let package = Package::new();
    let build = package.committed();
    set_modified(&package.path("api.yaml"), SystemTime::now() + Duration::from_secs(60));
    package.run(build.clone()).unwrap();
    assert_eq!(package.kept(".stamp"), Vec::<PathBuf>::new());

    package.write("api.yaml", &format!("{DOCUMENT}components: {{schemas: {{A: {{$ref: 'none.yaml#/A'}}}}}}\n"));
    package.age();
    package.run(build).unwrap();
    assert_eq!(package.kept(".stamp"), Vec::<PathBuf>::new());
}

#[test]
fn what_is_a_part_of_a_crate_cannot_be_split() {
    let package = Package::new();
    package.write("oasmith.toml", "[package]\nname = \"things\"\nsplit = true\n");
    for (build, written) in [
        (package.committed(), "the sources of one crate are written, whose manifest is not"),
        (Build::new(package.path("api.yaml")).module("api"), "a module of another crate is written"),
    ] {
        let error = package.run(build).unwrap_err();
        assert!(error.contains("error[invalid-configuration]"), "{error}");
        assert!(error.contains("oasmith.toml:3:9"), "{error}");
        assert!(error.contains(&format!("makes several crates, and here {written}")), "{error}");
        assert!(error.contains("have `oasmith generate` write the crates"), "{error}");
    }
    assert!(!package.path("out").exists());
    package.write("oasmith.toml", "[package]\nname = \"things\"\nsplit = false\n");
    assert!(package.run(package.committed()).is_ok());
}
