//! What all programs of these tests share: a document as text in, what oasmith makes of it out, ready to be looked at.
//!
//! Must not assert anything about a particular document.
#![allow(dead_code)] // each program uses a part of it

pub(crate) mod layout;

use std::fs;
use std::path::{Path, PathBuf};

use oasmith_codegen::names::Lock;
use oasmith_codegen::options::{Layout, Options, Runtime};
use oasmith_codegen::pipeline::{self, Generated};
use oasmith_codegen::render;
use oasmith_codegen::report::{self, Status};
use oasmith_codegen::source;

/// What oasmith makes of a document.
pub(crate) struct Run {
    pub(crate) generated: Generated,
}

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// A file of the workspace.
pub(crate) fn read(path: &str) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The document that this repository generates from.
pub(crate) fn reference() -> String {
    read("spec/confluent-iam.yaml")
}

/// How this repository generates.
pub(crate) fn reference_options() -> Options {
    let mut options = Options::parse("oasmith.toml", &read("spec/oasmith.toml")).unwrap();
    options.layout = Layout::Sources;
    options.runtime = Runtime::Registry;
    options
}

/// The names that this repository keeps.
pub(crate) fn reference_lock() -> Lock {
    let (lock, problems) = Lock::parse(&read("spec/oasmith.lock"));
    assert!(problems.is_empty(), "{problems:?}");
    lock
}

/// The reference document as it is generated here, once a thread.
pub(crate) fn reference_run() -> Run {
    run_with("confluent-iam.yaml", &reference(), &reference_options(), &reference_lock())
}

/// Options for a small document: a module without a runtime, so that paths are `models/pet.rs`, `api/pets.rs`.
pub(crate) fn module_options() -> Options {
    let mut options = Options::default();
    options.layout = Layout::Module(String::new());
    options.runtime = Runtime::Registry;
    options
}

/// Runs a small document. What every document needs is put before it when it is missing.
pub(crate) fn run(text: &str) -> Run {
    run_with("api.yaml", &with_head(text), &module_options(), &Lock::default())
}

/// Runs a document exactly as it is.
pub(crate) fn run_raw(name: &str, text: &str) -> Run {
    run_with(name, text, &module_options(), &Lock::default())
}

pub(crate) fn run_with(name: &str, text: &str, options: &Options, lock: &Lock) -> Run {
    Run { generated: pipeline::generate(source::parse_text(name, text), options, lock) }
}

/// Runs schemas of components, given as flow or block YAML that is indented by four.
pub(crate) fn run_schemas(schemas: &str) -> Run {
    run(&format!("paths: {{}}\ncomponents:\n  schemas:\n{}", schemas.trim_start_matches('\n')))
}

fn with_head(text: &str) -> String {
    let text = text.trim_start_matches('\n');
    if text.contains("openapi:") {
        return text.to_owned();
    }
    format!("openapi: 3.0.3\ninfo: {{title: Small, version: '1'}}\n{text}")
}

impl Run {
    /// The text of a generated file.
    #[track_caller]
    pub(crate) fn file(&self, path: &str) -> &str {
        match self.generated.files.iter().find(|file| file.path == path) {
            Some(file) => &file.text,
            None => panic!("no file `{path}` among {:?}", self.paths()),
        }
    }

    /// The paths of the generated files.
    pub(crate) fn paths(&self) -> Vec<&str> {
        self.generated.files.iter().map(|file| file.path.as_str()).collect()
    }

    /// The text of all files below a folder, `mod.rs` files left out, each after its path.
    pub(crate) fn below(&self, folder: &str) -> String {
        let mut text = String::new();
        for file in &self.generated.files {
            let path = file.path.strip_prefix("src/").unwrap_or(&file.path);
            if path.starts_with(folder) && !path.ends_with("mod.rs") {
                text.push_str(&format!("// ==== {path}\n{}\n", file.text));
            }
        }
        text
    }

    /// All generated text.
    pub(crate) fn text(&self) -> String {
        self.generated.files.iter().map(|file| file.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// One item with its documentation and attributes, found by how it starts (`pub struct Pet`), up to the line that closes it.
    #[track_caller]
    pub(crate) fn item(&self, start: &str) -> String {
        for file in &self.generated.files {
            let lines: Vec<&str> = file.text.lines().collect();
            let is_start = |line: &&str| {
                line.strip_prefix(start)
                    .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
            };
            let Some(at) = lines.iter().position(is_start) else { continue };
            let before = lines[..at].iter().rev().take_while(|line| line.starts_with("///") || line.starts_with("#["));
            let first = at - before.count();
            let end = at
                + lines[at..]
                    .iter()
                    .position(|line| line.ends_with(';') && !line.starts_with(' ') || *line == "}")
                    .unwrap();
            return lines[first..=end].join("\n");
        }
        panic!("nothing starts with `{start}` in {:?}", self.paths());
    }

    /// The same, without documentation and attributes.
    #[track_caller]
    pub(crate) fn bare(&self, start: &str) -> String {
        let item = self.item(start);
        let is_code = |line: &&str| !line.trim_start().starts_with("///") && !line.trim_start().starts_with("#[");
        item.lines().filter(is_code).collect::<Vec<_>>().join("\n")
    }

    /// One method with its body, by its name; the first one of the file.
    #[track_caller]
    pub(crate) fn method(&self, path: &str, name: &str) -> String {
        let lines: Vec<&str> = self.file(path).lines().collect();
        let start = format!("fn {name}");
        let at = lines
            .iter()
            .position(|line| {
                let line = line.trim_start();
                let line = line.strip_prefix("pub ").unwrap_or(line);
                line.strip_prefix(&start).is_some_and(|rest| rest.starts_with(['(', '<']))
            })
            .unwrap_or_else(|| panic!("no method `{name}` in {path}"));
        let end = at + lines[at..].iter().position(|line| *line == "    }").unwrap();
        lines[at..=end].join("\n")
    }

    /// The findings, one a line: `code line:column message`.
    pub(crate) fn findings(&self) -> Vec<String> {
        let Generated { tree, diagnostics, .. } = &self.generated;
        let line = |finding: &render::Finding| {
            let place = finding.spot.as_ref().map(|spot| format!("{}:{} ", spot.line, spot.column)).unwrap_or_default();
            format!("{} {place}{}", finding.code, finding.message)
        };
        render::Report::new(tree, diagnostics).findings().iter().map(line).collect()
    }

    /// The findings of one code.
    pub(crate) fn findings_of(&self, code: &str) -> Vec<String> {
        let start = format!("{code} ");
        self.findings().into_iter().filter(|finding| finding.starts_with(&start)).collect()
    }

    /// An operation of the report.
    #[track_caller]
    pub(crate) fn operation(&self, id: &str) -> &report::Operation {
        let found = self.generated.report.operations.iter().find(|one| one.operation_id.as_deref() == Some(id));
        found.unwrap_or_else(|| panic!("no operation `{id}` in the report"))
    }

    /// What became of each operation.
    pub(crate) fn outcomes(&self) -> Vec<(&str, Status)> {
        let operations = &self.generated.report.operations;
        operations.iter().map(|one| (one.operation_id.as_deref().unwrap_or_default(), one.status)).collect()
    }

    /// Nothing was skipped and nothing was found.
    #[track_caller]
    pub(crate) fn assert_clean(&self) {
        assert_eq!(self.findings(), Vec::<String>::new());
    }
}

/// The documents below a folder of `OASMITH_CORPUS` (or of `shared/corpus` beside the checkout), the smaller ones first. There have to be some.
pub(crate) fn corpus(below: &str) -> Vec<PathBuf> {
    let folder = std::env::var_os("OASMITH_CORPUS")
        .map_or_else(|| root().parent().unwrap().join("shared").join("corpus"), PathBuf::from)
        .join(below);
    assert!(folder.is_dir(), "there is no corpus at {}; set OASMITH_CORPUS", folder.display());
    let mut found: Vec<(u64, PathBuf)> = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| ["yaml", "yml", "json"].iter().any(|known| end == *known)) {
                found.push((path.metadata().unwrap().len(), path));
            }
        }
    }
    assert!(!found.is_empty(), "there are no documents in `{below}` of the corpus");
    found.sort();
    found.into_iter().map(|(_, path)| path).collect()
}
