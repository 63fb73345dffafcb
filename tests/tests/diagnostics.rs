//! Faulty documents, in `tests/diagnostics/`: what is said about them, where, and what is generated all the same.
//!
//! A file is named after the finding that it is about, or after what is wrong with it. To add one, add a document, run with
//! `INSTA_UPDATE=always`, and read the snapshot.
#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot go on has failed

mod common;

use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use common::{Run, run_raw};
use oasmith_codegen::diag::{Code, Severity};
use oasmith_codegen::render;

/// Codes that no document of its own can bring about here.
const WITHOUT_A_DOCUMENT: &[Code] = &[
    // Of files on disk, of the configuration, of the lock.
    Code::UnreadableFile,
    Code::ExternalReferenceOutsideRoot,
    Code::InvalidConfiguration,
    Code::UnusedSetting,
    Code::NoSuchList,
    Code::InvalidLock,
    // Takes a document that is too large to be kept here.
    Code::InputLimit,
    Code::OutputLimit,
    Code::TimeLimit,
    Code::MoreFindings,
    // Takes a mistake in oasmith.
    Code::Internal,
    // Takes a document whose merges multiply beyond measure.
    Code::UnsupportedSchema,
];

fn folder() -> PathBuf {
    common::root().join("tests/diagnostics")
}

/// The documents: file name and text, in order.
fn documents() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending != "snap") {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
    found.sort();
    found
}

fn stem(name: &str) -> &str {
    name.split('.').next().unwrap()
}

/// What a reviewer reads: the findings as on a terminal, then what became of the operations and schemas.
fn shown(run: &Run) -> String {
    let generated = &run.generated;
    let mut text = render::Report::new(&generated.tree, &generated.diagnostics).human(false);
    for operation in &generated.report.operations {
        let outcome = operation.rust.as_deref().unwrap_or("skipped");
        let _ = writeln!(text, "{} {} -> {outcome}", operation.method, operation.path);
    }
    for schema in &generated.report.schemas {
        let _ = writeln!(text, "{} -> {}", schema.pointer, schema.rust);
    }
    if generated.files.is_empty() {
        text.push_str("nothing is generated\n");
    }
    text
}

#[test]
fn every_finding_is_told_where_it_is() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut differing = Vec::new();
    for (name, text) in documents() {
        let run = run_raw(&name, &text);
        let check = || settings.bind(|| insta::assert_snapshot!(stem(&name), shown(&run)));
        if catch_unwind(AssertUnwindSafe(check)).is_err() {
            differing.push(name);
        }
    }
    assert!(differing.is_empty(), "in tests/diagnostics: {differing:?}");
}

#[test]
fn every_document_has_a_finding_with_a_place() {
    for (name, text) in documents() {
        let run = run_raw(&name, &text);
        let findings = render::Report::new(&run.generated.tree, &run.generated.diagnostics);
        assert!(!findings.findings().is_empty(), "{name}");
        for finding in findings.findings() {
            let spot = finding.spot.as_ref().unwrap_or_else(|| panic!("{name}: {} has no place", finding.code));
            let lines = text.lines().count().max(1);
            assert!(spot.line >= 1 && spot.line as usize <= lines + 1 && spot.column >= 1, "{name}: {spot:?}");
        }
    }
}

#[test]
fn a_document_that_is_named_after_a_code_yields_it() {
    for (name, text) in documents() {
        if let Some(code) = Code::ALL.iter().find(|code| code.id() == stem(&name)) {
            let run = run_raw(&name, &text);
            assert!(run.generated.diagnostics.has(*code), "{name}: {:?}", run.findings());
        }
    }
}

#[test]
fn every_code_has_a_document() {
    let mut found = Vec::new();
    for (name, text) in documents() {
        found.extend(run_raw(&name, &text).generated.diagnostics.iter().map(|finding| finding.code));
    }
    let missing: Vec<_> = Code::ALL
        .iter()
        .filter(|code| !found.contains(code) && !WITHOUT_A_DOCUMENT.contains(code))
        .map(|code| code.id())
        .collect();
    assert!(missing.is_empty(), "no document yields {missing:?}");
}

#[test]
fn nothing_is_generated_exactly_when_a_finding_is_fatal() {
    for (name, text) in documents() {
        let run = run_raw(&name, &text);
        let is_fatal = run.generated.diagnostics.iter().any(|finding| finding.severity == Severity::Fatal);
        assert_eq!(run.generated.files.is_empty(), is_fatal, "{name}: {:?}", run.findings());
    }
}

#[test]
fn every_snapshot_has_a_document() {
    let documents = documents();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(documents.iter().any(|(document, _)| stem(document) == name), "{} has no document", path.display());
    }
}
