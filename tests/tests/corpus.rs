//! Real documents and those of other tools, when a folder of them is there: none of them makes oasmith panic, and of real ones
//! nearly every operation is generated.
//!
//! The folder is `OASMITH_CORPUS`, or `shared/corpus` beside the checkout.
#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot go on has failed

mod common;

use std::fs;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use oasmith_codegen::diag::Code;
use oasmith_codegen::names::Lock;
use oasmith_codegen::options::{Layout, Options, Runtime};
use oasmith_codegen::pipeline::{Generated, generate};
use oasmith_codegen::report::Status;
use oasmith_codegen::source::{LoadOptions, load};

/// Larger ones take too long without optimization.
const LARGEST: u64 = 600_000;

fn corpus() -> Option<PathBuf> {
    let folder = match std::env::var_os("OASMITH_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => common::root().parent()?.join("shared").join("corpus"),
    };
    if folder.is_dir() {
        return Some(folder);
    }
    let said =
        format!("\n******** SKIPPED: no corpus of documents at {}; set OASMITH_CORPUS ********\n", folder.display());
    // Not by `eprintln`, which is not shown of tests that pass.
    let _ = std::io::stderr().write_all(said.as_bytes());
    None
}

/// The documents below a folder that are small enough, in order.
fn documents(folder: &Path, largest: u64) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let entry = entry.unwrap();
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|ending| ["yaml", "yml", "json"].iter().any(|known| ending == *known))
                && entry.metadata().unwrap().len() <= largest
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn run(path: &Path) -> Generated {
    let mut options = Options::default();
    options.layout = Layout::Module(String::new());
    options.runtime = Runtime::Registry;
    generate(load(path, &LoadOptions::default()), &options, &Lock::default())
}

/// Runs all documents on two threads, and lists what is wrong with them.
fn all(paths: &[PathBuf], look: impl Fn(&Path, &Generated) -> Option<String> + Sync) {
    let next = AtomicUsize::new(0);
    let faults = Mutex::new(Vec::new());
    let work = || {
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            let fault = match catch_unwind(AssertUnwindSafe(|| run(path))) {
                Ok(generated) => look(path, &generated),
                Err(_) => Some("it panics".to_owned()),
            };
            if let Some(fault) = fault {
                faults.lock().unwrap().push(format!("{}: {fault}", path.display()));
            }
        }
    };
    std::thread::scope(|scope| {
        // As deep as the main thread, which the command runs on.
        for _ in 0..2 {
            std::thread::Builder::new().stack_size(8 << 20).spawn_scoped(scope, work).unwrap();
        }
    });
    let mut faults = faults.into_inner().unwrap();
    faults.sort();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Larger ones take too long to be read as syntax trees.
const LARGEST_LAID_OUT: u64 = 60_000;

/// What no document may bring about.
fn mistakes(generated: &Generated) -> Option<String> {
    let internal = generated.report.diagnostics.iter().find(|finding| finding.code == "internal");
    if let Some(internal) = internal {
        return Some(format!("internal: {}", internal.message));
    }
    let is_silent = generated.files.is_empty() && !generated.diagnostics.has_fatal();
    is_silent.then(|| "nothing is generated and nothing is said".to_owned())
}

#[test]
fn real_documents_are_generated() {
    let Some(corpus) = corpus() else { return };
    let list = fs::read_to_string(corpus.join("specs.list")).unwrap_or_default();
    let listed = list.lines().map(|line| corpus.join("specs").join(line.trim()));
    let small = |path: &PathBuf| fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() <= LARGEST);
    let paths: Vec<PathBuf> = listed.filter(small).collect();
    assert!(!paths.is_empty(), "{} names no document that is there", corpus.join("specs.list").display());
    let (total, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let reasons = Mutex::new(Vec::new());
    all(&paths, |path, generated| {
        if generated.diagnostics.has(Code::Swagger2) {
            return None;
        }
        if generated.files.is_empty() {
            return Some("nothing is generated".to_owned());
        }
        total.fetch_add(generated.report.operations.len(), Ordering::Relaxed);
        done.fetch_add(generated.report.count(Status::Generated), Ordering::Relaxed);
        for operation in &generated.report.operations {
            if let Some(reason) = &operation.reason {
                let line = format!("{}: {} {}: {reason}", path.display(), operation.method, operation.path);
                reasons.lock().unwrap().push(line);
            }
        }
        let is_small = fs::metadata(path).is_ok_and(|about| about.len() <= LARGEST_LAID_OUT);
        mistakes(generated).or_else(|| is_small.then(|| common::layout::fault(generated)).flatten())
    });
    let (total, done, reasons) = (total.into_inner(), done.into_inner(), reasons.into_inner().unwrap());
    eprintln!("{done} of {total} operations of {} documents; left out:\n{}", paths.len(), reasons.join("\n"));
    assert!(total > 0 && done * 100 >= total * 99, "{done} of {total} operations are generated");
}

#[test]
fn small_documents_about_one_thing_do_not_panic() {
    let Some(corpus) = corpus() else { return };
    let paths: Vec<PathBuf> =
        ["mini", "probes"].iter().flat_map(|part| documents(&corpus.join(part), LARGEST)).collect();
    all(&paths, |_, generated| mistakes(generated).or_else(|| common::layout::fault(generated)));
}

#[test]
fn test_documents_of_other_tools_do_not_panic() {
    let Some(corpus) = corpus() else { return };
    // The small ones: they are many.
    all(&documents(&corpus.join("suites"), 12_000), |_, generated| mistakes(generated));
}
