//! `oasmith budget`: what the generated crate costs the compiler, by module, and what grew.
//!
//! Takes a document and the budget beside it, prints a table. Writes nothing but the budget, and that only when asked to.

use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use oasmith_codegen::budget::{BUDGET_NAME, Budget, Cost, Growth, count};
use oasmith_codegen::options::Options;
use oasmith_codegen::output;
use oasmith_codegen::source::Tree;

use crate::Outcome;
use crate::args::BudgetArguments;
use crate::{generate, tell};

/// Counts, and compares with the budget.
pub(crate) fn budget(arguments: &BudgetArguments) -> Outcome {
    let Some(run) = generate::run_quietly(&arguments.common) else { return Outcome::Refused };
    let now = count(&run.generated.files, &run.generated.report);
    let path = arguments.budget.clone().unwrap_or_else(|| beside(&arguments.common.spec));
    if arguments.write {
        tell::output(&table(&now));
        return match output::replace_file(&path, &now.to_toml()) {
            Ok(_) => Outcome::Done,
            Err(error) => {
                tell::error(error);
                Outcome::Refused
            }
        };
    }
    let known = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound && arguments.budget.is_none() => {
            tell::output(&table(&now));
            tell::error_text(&format!("there is no {}: `--write` makes it\n", path.display()));
            return Outcome::Done;
        }
        Err(error) => {
            tell::error(format!("cannot read {}: {error}", path.display()));
            return Outcome::Refused;
        }
    };
    match Budget::parse(&path.display().to_string(), &known) {
        Ok(known) => compare(&now, &known, &path),
        Err(findings) => {
            tell::findings(&arguments.common, &Options::default(), &Tree::default(), &findings);
            Outcome::Refused
        }
    }
}

fn compare(now: &Budget, known: &Budget, path: &Path) -> Outcome {
    let grown = now.above(known);
    if grown.is_empty() {
        tell::output(&table(now));
        return Outcome::Done;
    }
    let mut text = String::new();
    for Growth { group, what, budget, now } in &grown {
        let _ = writeln!(text, "{group}: {now} {what}, {budget} in the budget");
    }
    tell::output(&text);
    tell::error(format!("the crate grew beyond {}; if it may, `--write` takes it over", path.display()));
    Outcome::Found
}

/// Beside the document; in the current folder for one that is no file.
fn beside(document: &str) -> PathBuf {
    let path = Path::new(document);
    if path.is_file() { path.with_file_name(BUDGET_NAME) } else { PathBuf::from(BUDGET_NAME) }
}

fn table(budget: &Budget) -> String {
    let mut text = String::new();
    let names = Cost::default().counts().map(|(name, _)| name);
    let total = budget.total();
    let rows = budget.groups.iter().map(|(group, cost)| (group.as_str(), cost)).chain([("in all", &total)]);
    let widest = rows.clone().map(|(group, _)| group.chars().count()).max().unwrap_or_default();
    let _ = writeln!(text, "{:widest$}{}", "", names.map(|name| format!("{name:>11}")).concat());
    for (group, cost) in rows {
        let counts = cost.counts().map(|(_, count)| format!("{count:>11}")).concat();
        let _ = writeln!(text, "{group:widest$}{counts}");
    }
    text
}
