//! Whether generated crates compile, and with what warnings.
//!
//! Takes documents, writes a crate for each into a workspace of so many, runs `cargo check` over it, gives a row for each. All batches share
//! a target folder, so that the dependencies are checked once. MS Graph and its like take minutes and gigabytes: `--largest` leaves them out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::args::Compiled;
use crate::workspace::Workspace;
use crate::{Failure, documents};

/// What the compiler said of a document's crate.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) document: String,
    /// Lines of Rust.
    pub(crate) lines: usize,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    /// The first message; without any crate, why there is none.
    pub(crate) first: Option<String>,
    /// Whether there is a crate at all.
    pub(crate) exists: bool,
}

/// Generates and checks, in batches, what is not yet in the file of rows.
///
/// # Errors
/// Documents that cannot be found, files that cannot be written, a cargo that cannot be run.
pub(crate) fn compile(wanted: &Compiled) -> Result<(), Failure> {
    let mut documents = documents::find(&wanted.documents)?;
    documents.retain(|path| fs::metadata(path).is_ok_and(|about| about.len() <= wanted.largest));
    let before = rows(&wanted.documents.out)?;
    let known: BTreeSet<&str> = before.iter().map(|row| row.document.as_str()).collect();
    documents.retain(|path| !known.contains(path.display().to_string().as_str()));
    let mut out = fs::OpenOptions::new().create(true).append(true).open(&wanted.documents.out)?;
    let total = documents.len();
    let workspace = Workspace::new(&wanted.folder, &wanted.runtime)?;
    for (number, batch) in documents.chunks(wanted.batch.max(1)).enumerate() {
        let begun = Instant::now();
        let mut rows = write(&workspace, batch)?;
        check(&workspace, &mut rows)?;
        for row in &rows {
            writeln!(out, "{}", serde_json::to_string(row)?)?;
            if row.errors + row.warnings > 0 || !row.exists {
                eprintln!("{}: {} errors, {} warnings: {:?}", row.document, row.errors, row.warnings, row.first);
            }
        }
        let done = (number * wanted.batch.max(1) + batch.len()).min(total);
        eprintln!("{done}/{total} documents, {} s for the last {}", begun.elapsed().as_secs(), batch.len());
    }
    sum(&wanted.documents.out)
}

fn rows(path: &Path) -> Result<Vec<Row>, Failure> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    Ok(fs::read_to_string(path)?.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

fn sum(path: &Path) -> Result<(), Failure> {
    let rows = rows(path)?;
    let (exist, clean) = (
        rows.iter().filter(|row| row.exists).count(),
        rows.iter().filter(|row| row.exists && row.errors + row.warnings == 0).count(),
    );
    let lines: usize = rows.iter().map(|row| row.lines).sum();
    println!("| documents | crates | without errors and warnings | lines |\n| --- | --- | --- | --- |");
    println!("| {} | {exist} | {clean} | {lines} |", rows.len());
    Ok(())
}

/// Writes the workspace of a batch; the row of a crate has the place of its member, `c0`, `c1`, ...
fn write(workspace: &Workspace, batch: &[PathBuf]) -> Result<Vec<Row>, Failure> {
    workspace.clear()?;
    let mut rows = Vec::new();
    for (index, path) in batch.iter().enumerate() {
        let document = path.display().to_string();
        let row = match workspace.add(&format!("c{index}"), path)? {
            Ok(lines) => Row { document, lines, exists: true, ..Row::default() },
            Err(reason) => Row { document, first: Some(reason), ..Row::default() },
        };
        rows.push(row);
    }
    workspace.close()?;
    Ok(rows)
}

/// The place of a crate in its workspace, by the name of the crate or of its program of examples.
fn member(target: &str) -> Option<usize> {
    target.strip_prefix('c')?.trim_end_matches("-calls").parse().ok()
}

/// Runs cargo, and counts its messages in the rows of their crates.
fn check(workspace: &Workspace, rows: &mut [Row]) -> Result<(), Failure> {
    if rows.iter().all(|row| !row.exists) {
        return Ok(());
    }
    let arguments =
        ["check", "--workspace", "--offline", "--keep-going", "--message-format=json", "--no-default-features"];
    let output = workspace.cargo().args(arguments).args(["--lib", "--examples", "--features", "dyn"]).output()?;
    let mut seen: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    let mut finished = false;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        finished |= message["reason"] == "build-finished";
        let target = message["target"]["name"].as_str().unwrap_or_default();
        let Some(index) = member(target) else { continue };
        let Some(row) = rows.get_mut(index).filter(|_| message["reason"] == "compiler-message") else { continue };
        let (level, text) = (&message["message"]["level"], message["message"]["rendered"].as_str().unwrap_or_default());
        // Sums at the end have no code and no place.
        let has_place = message["message"]["spans"].as_array().is_some_and(|spans| !spans.is_empty());
        if !has_place || !seen.entry(index).or_default().insert(text.to_owned()) {
            continue;
        }
        match level.as_str() {
            Some("error") => row.errors += 1,
            Some("warning") => row.warnings += 1,
            _ => continue,
        }
        row.first.get_or_insert_with(|| text.to_owned());
    }
    if finished {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("cargo cannot check {}: {}", workspace.folder().display(), said.trim()).into())
}
