//! `oasmith diff`: what a change of the document does.
//!
//! Takes two documents, prints what has changed and gives an exit code. Must not write files.

use oasmith_codegen::build::{Inputs, Wanted, read_inputs};
use oasmith_codegen::diff::{self, Date, Level, Listing, Policy, RustLevel, Side};
use oasmith_codegen::options::Options;
use oasmith_codegen::source::Tree;

use crate::Outcome;
use crate::args::{DiffArguments, DiffFormat, FailOn};
use crate::{document, tell};

/// Compares, prints and judges.
pub(crate) fn diff(arguments: &DiffArguments) -> Outcome {
    let (Some(old), Some(new)) = (read(arguments, &arguments.old), read(arguments, &arguments.new)) else {
        return Outcome::Refused;
    };
    let report = diff::diff(&side(&old), &side(&new), &Policy::on(today()));
    let listing = Listing::new(&report.changes, &old.source.tree, &new.source.tree);
    match arguments.format {
        DiffFormat::Text => tell::output(&listing.to_text(tell::has_colors(arguments.color))),
        DiffFormat::Json => tell::output(&listing.to_json()),
    }
    if arguments.fail_on.iter().any(|rule| is_hit(*rule, &listing)) { Outcome::Found } else { Outcome::Done }
}

/// The day that it is, in UTC.
fn today() -> Option<Date> {
    let passed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    Date::from_days(passed.as_secs() / 86_400)
}

fn side(inputs: &Inputs) -> Side<'_> {
    Side { tree: &inputs.source.tree, options: &inputs.options, lock: &inputs.lock.lock }
}

/// Reads one of the documents; tells why when it cannot be used.
fn read(arguments: &DiffArguments, spec: &str) -> Option<Inputs> {
    let refuse = |findings| {
        tell::findings_as(arguments.message_format, arguments.color, &Options::default(), &Tree::default(), &findings);
    };
    let document = document::find(spec).map_err(tell::error).ok()?;
    let inputs = read_inputs(Wanted { document, config: None, lock: None }, |_| {}).map_err(refuse).ok()?;
    if inputs.source.diagnostics.has_fatal() {
        let Inputs { source, options, .. } = &inputs;
        tell::findings_as(arguments.message_format, arguments.color, options, &source.tree, &source.diagnostics);
        return None;
    }
    Some(inputs)
}

/// Whether there is a change that the caller asked to fail on.
fn is_hit(rule: FailOn, listing: &Listing) -> bool {
    listing.changes.iter().any(|entry| match rule {
        FailOn::Error => entry.level >= Level::Error,
        FailOn::Warning => entry.level >= Level::Warning,
        FailOn::Info => true,
        FailOn::Major => entry.rust_level >= RustLevel::Major,
        FailOn::Minor => entry.rust_level >= RustLevel::Minor,
    })
}
