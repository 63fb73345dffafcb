//! `oasmith why`: where an item of the generated crate comes from, or what a place of the document becomes.
//!
//! Takes a document and a name, prints places and rules. Writes nothing.

use std::fmt::Write as _;

use oasmith_codegen::base::did_you_mean;
use oasmith_codegen::diff::rust::{Crate, Why, why};
use oasmith_codegen::report::Status;

use crate::Outcome;
use crate::args::WhyArguments;
use crate::{generate, tell};

/// Items of one name that are printed at most.
const MOST: usize = 50;
/// Places of one item that are printed: a type can stand for hundreds of copies.
const PLACES: usize = 5;

/// Prints where the item comes from; findings about the document are left to `check`.
pub(crate) fn why_item(arguments: &WhyArguments) -> Outcome {
    let Some(run) = generate::run_quietly(&arguments.common) else { return Outcome::Refused };
    let (tree, report) = (&run.generated.tree, &run.generated.report);
    let surface = Crate::of(tree, &run.options, &run.lock.lock).surface;
    let wanted = arguments.item.trim();
    let mut text = String::new();
    let found = why(&surface, tree, wanted);
    for one in found.iter().take(MOST) {
        write_item(&mut text, one);
    }
    if found.len() > MOST {
        let _ = writeln!(text, "and {} more: a longer path says which one is meant", found.len() - MOST);
    }
    let label = |operation: &&oasmith_codegen::report::Operation| {
        let named = format!("{} {}", operation.method, operation.path);
        operation.operation_id.as_deref() == Some(wanted)
            || named == wanted
            || wanted.strip_prefix(&operation.pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    for operation in report.operations.iter().filter(label) {
        let name = format!("{} {}", operation.method, operation.path);
        let _ = match (operation.status, &operation.rust, &operation.reason) {
            (Status::Skipped, _, reason) => {
                writeln!(text, "{name}\n  not generated: {}", reason.as_deref().unwrap_or("it was not selected"))
            }
            (_, Some(rust), _) => writeln!(text, "{name}\n  {rust}"),
            _ => Ok(()),
        };
    }
    if text.is_empty() {
        let paths: Vec<String> = surface.items.keys().map(ToString::to_string).collect();
        let hint = did_you_mean(wanted, paths.iter().map(String::as_str));
        let hint = hint.map_or_else(String::new, |path| format!("; did you mean `{path}`?"));
        tell::error(format!("there is no item and no place `{}`{hint}", wanted.escape_debug()));
        return Outcome::Refused;
    }
    tell::output(&text);
    Outcome::Done
}

fn write_item(text: &mut String, one: &Why) {
    let _ = writeln!(text, "{}\n  {}", one.item, one.declaration);
    for (pointer, spot) in one.places.iter().take(PLACES) {
        let _ = writeln!(text, "  {}:{}:{} {pointer}", spot.file, spot.line, spot.column);
    }
    if one.places.len() > PLACES {
        let _ = writeln!(text, "  and {} other places that are alike", one.places.len() - PLACES);
    }
    for rule in &one.rules {
        let _ = writeln!(text, "  {rule}");
    }
}
