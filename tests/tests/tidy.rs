//! What the sources promise to each other: directions, headers, sizes, no panics, who may name what.
//!
//! Reads the sources of the workspace; needs no other file. Each test lists all that is wrong, with file and line.
#![allow(clippy::unwrap_used, clippy::panic)] // what cannot be read cannot be tidy

#[path = "tidy/code.rs"]
mod code;

use std::fs;
use std::path::{Path, PathBuf};

use code::{Line, code_lines};

/// The stages of the generator. A stage may name those of earlier rows, and itself.
const STAGES: &[&[&str]] = &[
    &["base"],
    &["diag"],
    &["options"],
    &["source"],
    &["check", "model"],
    &["lower"],
    &["resolve"],
    &["analyze"],
    &["shape"],
    &["names"],
    &["plan"],
    &["format"],
    &["emit"],
    &["output", "render"],
    &["report"],
    &["budget"],
    &["diff"],
    &["pipeline"],
    &["build"],
];

/// Crates that only some stages may name, so that replacing one changes only these.
const OWNED: &[(&str, &[&str])] = &[
    ("serde_yaml", &["source"]),
    ("openapiv3", &["source", "lower"]),
    ("heck", &["names"]),
    ("quote", &["emit", "format", "budget"]),
    ("syn", &["emit", "format", "budget"]),
    ("prettyplease", &["emit", "format"]),
    ("proc_macro2", &["emit", "format", "budget"]),
    ("toml", &["options"]),
    ("similar", &["output"]),
];

/// What touches the world outside, and the only places that may.
const OUTSIDE: &[&str] = &["std::fs", "std::env", "std::process", "std::net", "std::io::stdin", "std::io::stdout"];
const EDGES: &[&str] = &["source/load.rs", "output/", "build/"];

const PANICS: &[&str] = &[".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!("];

const LONGEST: usize = 500;

/// A file of the workspace.
struct File {
    /// Relative to the root, with `/`.
    name: String,
    text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// All files below a folder of the workspace with this ending, in order. Build folders and hidden ones are passed over.
fn files(folder: &str, ending: &str) -> Vec<File> {
    let root = root();
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                if name != "target" && !name.starts_with('.') {
                    folders.push(path);
                }
            } else if name.ends_with(ending) {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                found.push(File { name, text: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The sources that people write.
fn sources() -> Vec<File> {
    let folders = ["codegen", "runtime", "cli", "tests", "examples", "bench", "fuzz"];
    folders.iter().flat_map(|folder| files(folder, ".rs")).filter(|file| !file.name.contains("/cases/")).collect()
}

/// Fails with a list.
fn report(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

fn rank(stage: &str) -> Option<usize> {
    STAGES.iter().position(|row| row.contains(&stage))
}

/// The stage that a file of the generator belongs to.
fn stage(name: &str) -> Option<&str> {
    let rest = name.strip_prefix("codegen/src/")?;
    let stage = rest.split(['/', '.']).next()?;
    (stage != "lib").then_some(stage)
}

#[test]
fn a_stage_names_only_earlier_stages() {
    let mut problems = Vec::new();
    for file in files("codegen/src", ".rs") {
        let Some(from) = stage(&file.name) else { continue };
        let Some(own) = rank(from) else {
            problems.push(format!("{}: `{from}` is no stage; give it a place in the order", file.name));
            continue;
        };
        let depth = file.name.matches('/').count() - 2;
        for Line { number, text, .. } in code_lines(&file.text) {
            for to in paths_from_root(&text) {
                // What is no stage is a path of generated code, in a template of `emit`.
                if rank(to).is_some_and(|other| other >= own) && to != from {
                    problems.push(format!("{}:{number}: `{from}` names `{to}`, which comes later", file.name));
                }
            }
            if text.matches("super::").count() > depth + 2 {
                problems.push(format!("{}:{number}: so many `super::` lead out of the stage", file.name));
            }
        }
    }
    report(&problems);
}

/// The first names after `crate::`, also in groups: `crate::{a::b, c}` names `a` and `c`.
fn paths_from_root(line: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let before = line[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '$')) {
            continue;
        }
        let rest = &line[at + "crate::".len()..];
        let word = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').len();
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut start = true;
            for (index, c) in group.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => start = true,
                    c if start && c.is_alphabetic() => {
                        names.push(&group[index..index + word(&group[index..])]);
                        start = false;
                    }
                    _ => {}
                }
            }
        } else {
            names.push(&rest[..word(rest)]);
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn paths_are_found() {
    assert_eq!(paths_from_root("use crate::a::{b, c}; crate::d"), ["a", "d"]);
    assert_eq!(paths_from_root("use crate::{a::{b, x}, c, d as e};"), ["a", "c", "d"]);
    assert_eq!(paths_from_root("mycrate::a pub(crate) $crate::b"), Vec::<&str>::new());
}

#[test]
fn the_order_of_stages_is_the_documented_one() {
    let library = fs::read_to_string(root().join("codegen/src/lib.rs")).unwrap();
    for stage in STAGES.iter().copied().flatten() {
        assert!(library.contains(&format!("mod {stage};")), "codegen/src/lib.rs has no stage `{stage}`");
    }
    let page = fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap();
    let line = page.lines().find(|line| line.starts_with("`base < ")).unwrap();
    let mut at = 0;
    for row in STAGES {
        let ends: Vec<usize> = row
            .iter()
            .map(|stage| {
                at + line[at..].find(stage).unwrap_or_else(|| panic!("`{stage}` is not where it should be in: {line}"))
            })
            .collect();
        at = *ends.iter().max().unwrap();
    }
}

#[test]
fn only_its_owners_name_a_crate() {
    let mut problems = Vec::new();
    for file in files("codegen/src", ".rs") {
        let Some(from) = stage(&file.name).filter(|_| !is_test_file(&file.name)) else { continue };
        for Line { number, text, .. } in code_lines(&file.text) {
            for (name, owners) in OWNED.iter().filter(|(_, owners)| !owners.contains(&from)) {
                if names_crate(&text, name) {
                    problems.push(format!("{}:{number}: only {owners:?} may name `{name}`", file.name));
                }
            }
        }
    }
    report(&problems);
}

fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = &line[at + name.len()..];
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':'))
            && (after.starts_with("::") || (line.trim_start().starts_with("use ") && after.starts_with(';')))
    })
}

#[test]
fn only_the_edges_touch_the_world_outside() {
    let mut problems = Vec::new();
    for file in files("codegen/src", ".rs") {
        let place = file.name.trim_start_matches("codegen/src/");
        if EDGES.iter().any(|edge| place.starts_with(edge)) || is_test_file(&file.name) {
            continue;
        }
        for Line { number, text, is_test } in code_lines(&file.text) {
            if let Some(what) = OUTSIDE.iter().find(|what| !is_test && text.contains(**what)) {
                problems.push(format!("{}:{number}: `{what}` is for {EDGES:?} only", file.name));
            }
        }
    }
    report(&problems);
}

#[test]
fn every_file_says_what_it_is() {
    let is_silent =
        |file: &&File| !file.text.starts_with("//! ") || file.text.lines().next().is_none_or(|line| line.len() < 12);
    report(
        &sources().iter().filter(is_silent).map(|file| format!("{}: no `//!` header", file.name)).collect::<Vec<_>>(),
    );
}

#[test]
fn a_file_fits_an_idea() {
    let lines = |file: &File| file.text.lines().count();
    let long = |file: &&File| lines(file) > LONGEST;
    let problem = |file: &File| format!("{}: {} lines, at most {LONGEST}", file.name, lines(file));
    report(&sources().iter().filter(long).map(problem).collect::<Vec<_>>());
}

#[test]
fn nothing_panics_on_purpose() {
    let mut problems = Vec::new();
    for folder in ["codegen/src", "runtime/src", "cli/src"] {
        let all = files(folder, ".rs");
        let for_tests: Vec<String> = all.iter().flat_map(|file| code::test_modules(&file.name, &file.text)).collect();
        for file in all.iter().filter(|file| !is_test_file(&file.name)) {
            if for_tests
                .iter()
                .any(|module| file.name == format!("{module}.rs") || file.name.starts_with(&format!("{module}/")))
            {
                continue;
            }
            for Line { number, text, is_test } in code_lines(&file.text) {
                if let Some(panic) = PANICS.iter().find(|panic| !is_test && text.contains(**panic)) {
                    problems.push(format!("{}:{number}: `{panic}`", file.name));
                }
            }
        }
    }
    report(&problems);
}

fn is_test_file(name: &str) -> bool {
    name.ends_with("/tests.rs") || name.contains("/tests/")
}

#[test]
fn nothing_depends_on_where_it_was_written() {
    let here = root().to_str().unwrap().to_owned();
    let mut problems = Vec::new();
    for ending in [".rs", ".md", ".toml", ".yaml", ".snap", ".lock"] {
        for file in files("", ending) {
            for (index, line) in file.text.lines().enumerate() {
                if line.contains(&here) || line.contains(concat!("../", "shared/")) {
                    problems.push(format!("{}:{}: a path of this machine", file.name, index + 1));
                }
            }
        }
    }
    report(&problems);
}

#[test]
fn dependencies_come_from_one_place_and_are_explained() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let page = fs::read_to_string(root().join("docs/DEPENDENCIES.md")).unwrap();
    let dependencies = manifest.split("[workspace.dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let names = dependencies.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
    let mut problems: Vec<String> = names
        .filter(|name| !page.contains(name))
        .map(|name| format!("docs/DEPENDENCIES.md says nothing of {name}"))
        .collect();
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    for line in lock.lines().filter(|line| line.starts_with("source = ")) {
        if line != "source = \"registry+https://github.com/rust-lang/crates.io-index\"" {
            problems.push(format!("Cargo.lock: {line}"));
        }
    }
    report(&problems);
}

/// What users compile without the HTTP client: the figure of the page, and few.
#[test]
fn the_runtime_alone_brings_few_crates() {
    let mut cargo = std::process::Command::new(env!("CARGO"));
    cargo.args([
        "tree",
        "--offline",
        "-p",
        "oasmith-runtime",
        "--no-default-features",
        "-e",
        "normal",
        "--prefix",
        "none",
    ]);
    let output = cargo.current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut crates: Vec<&str> = text.lines().filter_map(|line| line.split(' ').next()).collect();
    crates.sort_unstable();
    crates.dedup();
    assert!(crates.len() <= 15, "{crates:?}");
    let page = fs::read_to_string(root().join("docs/DEPENDENCIES.md")).unwrap();
    let row = format!("(`default-features = false`) | {} |", crates.len());
    assert!(page.contains(&row), "docs/DEPENDENCIES.md does not say: {row}");
}

#[test]
fn a_crate_with_an_embedded_runtime_depends_on_what_the_runtime_depends_on() {
    let manifest = fs::read_to_string(root().join("runtime/Cargo.toml")).unwrap();
    let printed = fs::read_to_string(root().join("codegen/src/emit/manifest.rs")).unwrap();
    let mut problems = Vec::new();
    let mut section = "";
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]") && section != "[dev-dependencies]" {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            if !name.is_empty() && !name.starts_with('#') && !printed.contains(&format!("\"{name}\"")) {
                problems.push(format!("codegen/src/emit/manifest.rs does not name {name}"));
            }
        }
    }
    report(&problems);
}
