//! One small document per construct, in `tests/cases/<area>/<name>.yaml`: the generated text as a snapshot beside it, and all of
//! them compiled together without a warning.
//!
//! A case shows its models and traits; a first line `# show: api wire/api` asks for other folders or files. Findings and what was
//! left out come first. To add a case, add a document, run with `INSTA_UPDATE=always`, and read the snapshot. Values that go
//! through its types are in `<name>.examples` (see `exercise`).
#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot go on has failed

#[path = "../common/mod.rs"]
mod common;

mod compile;
mod drawn;
mod exercise;
mod features;
mod hostile;
mod same;
mod split;

use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use common::Run;
use oasmith_codegen::names::Lock;
use oasmith_codegen::options::Options;

/// A snapshot that nobody reads is worth nothing.
const LONGEST: usize = 190;

/// A case.
struct Case {
    /// The folder that it is in.
    area: String,
    /// The file name without ending.
    name: String,
    text: String,
    /// JSON that goes through its types.
    examples: Option<String>,
    /// An `oasmith.toml` of its own, in `NAME.toml`.
    settings: Option<String>,
}

impl Case {
    fn run(&self, options: &Options) -> Run {
        let mut wanted = options.clone();
        if let Some(settings) = &self.settings {
            let read = Options::parse(&self.name, settings).unwrap();
            (wanted.types, wanted.check, wanted.numbers) = (read.types, read.check, read.numbers);
            wanted.patterns = read.patterns;
        }
        common::run_with(&format!("{}.yaml", self.name), &self.text, &wanted, &Lock::default())
    }

    /// What it is called in the crate of all cases.
    fn module(&self) -> String {
        format!("{}_{}", self.area, self.name).replace('-', "_")
    }

    /// The folders and files that the case shows.
    fn shown(&self) -> Vec<&str> {
        let wish = self.text.lines().find_map(|line| line.strip_prefix("# show: "));
        wish.unwrap_or("models api").split(' ').collect()
    }
}

fn folder() -> PathBuf {
    common::root().join("tests/cases")
}

/// What is in a folder, in order.
fn listing(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// All cases, in order.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for area in listing(&folder()) {
        for path in listing(&area) {
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let part = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
                cases.push(Case {
                    area: part(&area),
                    name: part(&path),
                    text: fs::read_to_string(&path).unwrap(),
                    examples: fs::read_to_string(path.with_extension("examples")).ok(),
                    settings: fs::read_to_string(path.with_extension("toml")).ok(),
                });
            }
        }
    }
    cases
}

/// What a reviewer of the case reads.
fn shown(case: &Case) -> String {
    let run = case.run(&common::module_options());
    let mut text = String::new();
    for finding in run.findings() {
        let _ = writeln!(text, "// {finding}");
    }
    for operation in &run.generated.report.operations {
        if let Some(reason) = &operation.reason {
            let _ = writeln!(text, "// {} {} skipped: {reason}", operation.method, operation.path);
        }
    }
    for file in &run.generated.files {
        let wanted = case.shown().into_iter().any(|wish| match wish {
            "api" => file.path.starts_with("api/") && !file.path.starts_with("api/handles/"),
            "handles" => file.path.starts_with("api/handles/"),
            wish => file.path.starts_with(wish) || file.path.strip_suffix(".rs") == Some(wish),
        });
        let is_list = file.path.ends_with("/mod.rs") && file.path != "wire/models/mod.rs";
        if wanted && !is_list {
            let _ = write!(text, "// ==== {}\n{}", file.path, file.text);
        }
    }
    text
}

/// Compares all cases of an area, and names all that differ.
fn compare(area: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder().join(area));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut differing = Vec::new();
    for case in cases().into_iter().filter(|case| case.area == area) {
        let text = shown(&case);
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{area}/{}: {lines} lines, at most {LONGEST}: make it smaller", case.name);
        let check = || settings.bind(|| insta::assert_snapshot!(case.name.as_str(), text));
        if catch_unwind(AssertUnwindSafe(check)).is_err() {
            differing.push(case.name);
        }
    }
    assert!(differing.is_empty(), "in tests/cases/{area}: {differing:?}");
}

/// A test for each folder of cases.
macro_rules! areas {
    ($($test:ident = $area:literal),+ $(,)?) => {
        const AREAS: &[&str] = &[$($area),+];
        $(
            #[test]
            fn $test() {
                compare($area);
            }
        )+
    };
}

areas! {
    all_of = "all-of",
    array = "array",
    body = "body",
    enums = "enum",
    object = "object",
    operation = "operation",
    parameter = "parameter",
    response = "response",
    scalar = "scalar",
    union = "union",
}

#[test]
fn every_area_is_compared() {
    let folders = listing(&folder());
    let folders: Vec<&str> = folders.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(folders, AREAS);
}

#[test]
fn every_snapshot_has_a_case() {
    for area in AREAS {
        for path in listing(&folder().join(area)) {
            assert!(path.with_extension("yaml").exists(), "{} has no document", path.display());
        }
    }
}

#[test]
fn nothing_is_left_out_of_a_case() {
    for case in cases() {
        let run = case.run(&common::module_options());
        let skipped = run.generated.report.operations.iter().filter(|one| one.reason.is_some()).count();
        assert_eq!(skipped, 0, "{}/{}", case.area, case.name);
    }
}
