//! `oasmith git-diff`: what git runs in place of its own comparison.
//!
//! Takes the seven arguments of an external diff driver, prints the changes. Ends well whatever the documents are: git gives up on the
//! whole comparison when a driver fails.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use oasmith_codegen::base::both;
use oasmith_codegen::build::{Document, Inputs, TimeLimit, Wanted, read_inputs};
use oasmith_codegen::diff::{Listing, Policy, Side, diff};
use oasmith_codegen::options::{FILE_NAME, LOCK_NAME, Options};

use crate::Outcome;
use crate::args::GitDiffArguments;
use crate::tell;

/// What git passes for a side that is not there.
const NOTHING: &str = "/dev/null";
/// What to do when documents cannot be compared.
const TEXT: &str = "`git diff --no-ext-diff` shows the text";

/// Compares what git passes.
pub(crate) fn git_diff(arguments: &GitDiffArguments) -> Outcome {
    let path = arguments.path.display();
    let Some(new) = &arguments.new else {
        tell::output(&format!("{path} is not merged\n"));
        return Outcome::Done;
    };
    let text = if arguments.old == Path::new(NOTHING) {
        "a new document\n".to_owned()
    } else if new == Path::new(NOTHING) {
        "the document is gone\n".to_owned()
    } else {
        compare(&arguments.path, &arguments.old, new)
    };
    tell::output(&format!("oasmith diff {path}\n{text}"));
    Outcome::Done
}

fn compare(path: &Path, old: &Path, new: &Path) -> String {
    let time = OnceLock::new();
    match both(|| read(path, old, "old", &time), || read(path, new, "new", &time)) {
        (Ok(old), Ok(new)) => {
            let (before, after) = (&old.source.tree, &new.source.tree);
            let policy = Policy::on(crate::diff::today());
            let report = diff(&side(&old), &side(&new), &policy);
            Listing::new(&report.changes, before, after).to_text(false)
        }
        (Err(why), _) | (_, Err(why)) => format!("{why}; {TEXT}\n"),
    }
}

/// The time of the run, which is no failure of the driver when it is over.
fn started(options: &Options) -> TimeLimit {
    TimeLimit::start(&options.limits, 0, |finding| tell::output(&format!("{}; {TEXT}\n", finding.message)))
}

fn side(inputs: &Inputs) -> Side<'_> {
    Side { tree: &inputs.source.tree, options: &inputs.options, lock: Some(&inputs.lock.lock) }
}

/// Reads a side. The configuration and the lock are those beside the file in the working tree.
fn read(path: &Path, content: &Path, name: &str, time: &OnceLock<TimeLimit>) -> Result<Inputs, String> {
    let text = std::fs::read_to_string(content).map_err(|error| format!("cannot read the {name} version: {error}"))?;
    let beside = |file: &str| Some(path.with_file_name(file)).filter(|path: &PathBuf| path.is_file());
    let shown = if name == "old" { format!("a/{}", path.display()) } else { path.display().to_string() };
    let document = Document::Text(shown, text);
    let wanted = Wanted { document, config: beside(FILE_NAME), lock: beside(LOCK_NAME) };
    let inputs = read_inputs(wanted, |options| _ = time.get_or_init(|| started(options)))
        .map_err(|_| format!("the {name} version has a configuration that cannot be used"))?;
    if inputs.source.diagnostics.has_fatal() {
        return Err(format!("the {name} version is no document that can be used"));
    }
    Ok(inputs)
}
