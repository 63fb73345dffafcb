//! A process that generates documents, so that a crash or a hang costs one document and not the run.
//!
//! Takes paths on standard input, gives a row for each on standard output.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{BufRead as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Instant;

use oasmith_codegen::diag::{Code, Severity};
use oasmith_codegen::names::Lock;
use oasmith_codegen::options::{Options, Runtime};
use oasmith_codegen::pipeline::{Generated, generate};
use oasmith_codegen::report::Status;
use oasmith_codegen::source::{LoadOptions, load};

use crate::row::{Outcome, Row, Skip};
use crate::{Failure, declared};

/// Generates until there are no more names.
///
/// # Errors
/// Standard input or output that is gone.
pub(crate) fn serve() -> Result<(), Failure> {
    // What a panic says goes into the row.
    std::panic::set_hook(Box::new(|_| {}));
    for line in std::io::stdin().lock().lines() {
        let row = row(Path::new(&line?));
        let mut out = std::io::stdout().lock();
        writeln!(out, "{}", serde_json::to_string(&row)?)?;
        out.flush()?;
    }
    Ok(())
}

/// Generates one document.
pub(crate) fn row(path: &Path) -> Row {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let mut row = Row { document: path.display().to_string(), bytes: text.len() as u64, ..Row::default() };
    let (begun, cpu_before) = (Instant::now(), cpu_millis("self"));
    let generated = catch_unwind(AssertUnwindSafe(|| {
        let mut options = Options::default();
        options.runtime = Runtime::Registry;
        generate(load(path, &LoadOptions::default()), &options, &Lock::default())
    }));
    let elapsed = cpu_millis("self").zip(cpu_before).map(|(now, before)| now - before);
    row.millis = elapsed.unwrap_or_else(|| u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX));
    match generated {
        Ok(generated) => fill(&mut row, &generated, text.contains("openapi: 3") || text.contains("\"openapi\"")),
        Err(payload) => {
            row.outcome = Outcome::Panic;
            let said = payload.downcast_ref::<String>().map(String::as_str);
            row.reason = said.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("?").to_owned();
        }
    }
    // Not of files that are something else: they may be anything, of any depth.
    if !matches!(row.outcome, Outcome::Swagger2 | Outcome::Other) {
        row.declared = declared::count(&text);
    }
    row
}

/// Time that a process (`self`, or a number) has computed, where the system tells it in a file: it does not depend on what else runs.
pub(crate) fn cpu_millis(process: &str) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let after_name = text.rsplit(')').next()?;
    // Fields 14 and 15 of proc(5), in hundredths of a second.
    let ticks: Vec<u64> =
        after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    Some(ticks.iter().sum::<u64>() * 10)
}

fn fill(row: &mut Row, generated: &Generated, claims_to_be_one: bool) {
    row.version.clone_from(&generated.report.spec.openapi);
    for finding in generated.diagnostics.iter() {
        *row.findings.entry(finding.code.id().to_owned()).or_default() += 1;
        row.samples.entry(finding.code.id().to_owned()).or_insert_with(|| {
            let place = finding.at.map(|node| generated.tree.pointer(node)).unwrap_or_default();
            format!("{} ({place})", finding.message)
        });
        if finding.severity == Severity::Fatal {
            row.outcome = match finding.code {
                Code::Swagger2 => Outcome::Swagger2,
                Code::NotOpenapi | Code::Asyncapi if !claims_to_be_one => Outcome::Other,
                _ => Outcome::Refused,
            };
            row.reason.clone_from(&finding.message);
        }
    }
    let report = &generated.report;
    row.generated = report.count(Status::Generated);
    let skipped = report.operations.iter().filter(|operation| operation.status == Status::Skipped);
    row.skipped = skipped
        .map(|operation| Skip {
            method: operation.method.clone(),
            path: operation.path.clone(),
            reason: operation.reason.clone().unwrap_or_default(),
        })
        .collect();
    row.types = report.types();
    row.numbered = generated.numbered;
    let mut hasher = DefaultHasher::new();
    for file in &generated.files {
        row.lines += file.text.lines().count();
        (&file.path, &file.text).hash(&mut hasher);
    }
    row.hash = hasher.finish();
}
