//! Every trap of the published description of the Invitations API, as a user meets it: what is generated from it, and what the
//! generated types make of real payloads. A test is named after its trap.
#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot go on has failed

#[path = "../common/mod.rs"]
mod common;

mod answers;
mod files;
mod merging;
mod reading;
mod texts;
mod types;
mod values;

use std::sync::OnceLock;

use common::Run;

/// The reference document as it is generated here.
fn reference() -> &'static Run {
    static RUN: OnceLock<Run> = OnceLock::new();
    RUN.get_or_init(common::reference_run)
}

/// The fields of a struct, in order: `email: String`.
fn fields(run: &Run, name: &str) -> Vec<String> {
    let item = run.bare(&format!("pub struct {name}"));
    let field = |line: &str| line.trim().strip_prefix("pub ").map(|field| field.trim_end_matches(',').to_owned());
    item.lines().skip(1).filter_map(field).collect()
}

/// The field of a struct that starts like this.
#[track_caller]
fn field(run: &Run, name: &str, start: &str) -> String {
    let all = fields(run, name);
    let start = format!("{start}: ");
    match all.iter().find(|field| field.starts_with(&start)) {
        Some(field) => field.clone(),
        None => panic!("{name} has no {start}only {all:?}"),
    }
}

/// The types of `models`, in the order of their files.
fn types(run: &Run) -> Vec<&str> {
    let models = run.generated.files.iter().filter(|file| file.path.trim_start_matches("src/").starts_with("models/"));
    let lines = models.flat_map(|file| file.text.lines());
    let named = lines.filter_map(|line| {
        let rest = ["pub struct ", "pub enum ", "pub type "].iter().find_map(|start| line.strip_prefix(start))?;
        rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next()
    });
    named.collect()
}
