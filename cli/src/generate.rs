//! `oasmith generate` and `oasmith check`.
//!
//! Takes arguments, gives a folder, messages and an exit code. Must not write anything before the whole output is there.

use std::path::Path;
use std::time::Instant;

use oasmith_codegen::build::{Inputs, TimeLimit, Wanted, read_inputs};
use oasmith_codegen::options::{Options, Runtime, Selector};
use oasmith_codegen::output;
use oasmith_codegen::pipeline::{self, Generated};
use oasmith_codegen::report::Status;
use oasmith_codegen::source::Tree;

use crate::Outcome;
use crate::args::{CheckArguments, Common, GenerateArguments};
use crate::{document, paths, tell};

/// Writes a crate, or compares it with `--check`.
pub(crate) fn generate(arguments: GenerateArguments) -> Outcome {
    let started = Instant::now();
    let GenerateArguments { common, output, crate_name, runtime, runtime_path, report, check } = arguments;
    let runtime = match runtime.or(runtime_path.map(Runtime::Path)) {
        Some(Runtime::Path(folder)) => match paths::from_manifest(&folder, &output) {
            Ok(folder) => Some(Runtime::Path(folder)),
            Err(error) => {
                tell::error(format!("cannot find the runtime in {}: {error}", folder.display()));
                return Outcome::Refused;
            }
        },
        other => other,
    };
    let adjust = |options: &mut Options| {
        options.package.name = crate_name.or(options.package.name.take());
        if let Some(runtime) = runtime {
            options.runtime = runtime;
        }
    };
    let Some(run) = run(&common, adjust) else { return Outcome::Refused };
    let written = match write(&run, &output, report.as_deref(), check) {
        Ok(written) => written,
        Err(error) => {
            tell::error(error);
            return Outcome::Refused;
        }
    };
    tell::error_text(&summary(&run.generated, &written, started));
    if written == Written::Differs { Outcome::Found } else { run.outcome() }
}

/// Tells what is noteworthy about a document.
pub(crate) fn check(arguments: &CheckArguments) -> Outcome {
    match run(&arguments.common, |_| {}) {
        Some(run) => {
            let findings = run.generated.diagnostics.iter().filter(|finding| run.options.shows(finding)).count();
            tell::error_text(&format!("{}; {}\n", operations(&run.generated), counted(findings, "finding")));
            run.outcome()
        }
        None => Outcome::Refused,
    }
}

/// A document that could be used, and what came of it.
pub(crate) struct Run {
    pub(crate) options: Options,
    pub(crate) lock: oasmith_codegen::build::LockFile,
    pub(crate) generated: Generated,
    /// Runs until everything is written.
    pub(crate) _time: Option<TimeLimit>,
}

impl Run {
    /// Tells how much was denied.
    fn outcome(&self) -> Outcome {
        let is_denied =
            |selector: &&Selector| self.generated.diagnostics.iter().any(|finding| selector.matches(finding));
        let hit: Vec<String> =
            self.options.deny.iter().filter(is_denied).map(|selector| format!("`{selector}`")).collect();
        if hit.is_empty() {
            return Outcome::Done;
        }
        tell::error(format!("there are findings that are denied: {}", hit.join(", ")));
        Outcome::Found
    }
}

/// Reads everything and generates in memory. Tells all findings; nothing when the input cannot be used.
fn run(common: &Common, adjust: impl FnOnce(&mut Options)) -> Option<Run> {
    let run = generate_in_memory(common, adjust)?;
    tell::findings(common, &run.options, &run.generated.tree, &run.generated.diagnostics);
    if run.generated.diagnostics.has_fatal() { None } else { Some(run) }
}

/// The same, and tells findings only when the input cannot be used.
pub(crate) fn run_quietly(common: &Common) -> Option<Run> {
    let run = generate_in_memory(common, |_| {})?;
    if run.generated.diagnostics.has_fatal() {
        tell::findings(common, &run.options, &run.generated.tree, &run.generated.diagnostics);
        return None;
    }
    Some(run)
}

fn generate_in_memory(common: &Common, adjust: impl FnOnce(&mut Options)) -> Option<Run> {
    let document = match document::find(&common.spec) {
        Ok(document) => document,
        Err(message) => {
            tell::error(message);
            return None;
        }
    };
    let wanted = Wanted { document, config: common.config.clone(), lock: common.lock.clone() };
    let mut time = None;
    let inputs = read_inputs(wanted, |options| {
        options.deny.extend(&common.deny);
        options.source.allow_outside_root |= common.allow_outside_root;
        options.select.include.extend(common.include.iter().cloned());
        options.select.exclude.extend(common.exclude.iter().cloned());
        adjust(options);
        time = Some(tell::time_limit(common.message_format, common.color, options));
    });
    let Inputs { source, options, lock, .. } = match inputs {
        Ok(inputs) => inputs,
        Err(findings) => {
            tell::findings(common, &Options::default(), &Tree::default(), &findings);
            return None;
        }
    };
    let generated = pipeline::generate(source, &options, &lock.lock);
    Some(Run { options, lock, generated, _time: time })
}

/// What became of the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// So many files were written or removed.
    Files(usize),
    /// With `--check`: it is what it should be.
    Same,
    /// With `--check`: it is not.
    Differs,
}

/// Writes the folder, the lock and the report; with `check`, compares the first two.
fn write(run: &Run, folder: &Path, report: Option<&Path>, check: bool) -> Result<Written, output::OutputError> {
    let Run { generated, lock, .. } = run;
    let comparison = output::compare(folder, &generated.files)?;
    let lock = lock.wanted(&generated.lock, false);
    let written = if check {
        let mut diff = comparison.short_diff();
        if let Some((path, text)) = &lock
            && !output::holds(path, text)
        {
            diff.push_str(&format!("{}: differs\n", path.display()));
        }
        tell::error_text(&diff);
        if diff.is_empty() { Written::Same } else { Written::Differs }
    } else {
        let changed = comparison.apply()?;
        if let Some((path, text)) = lock {
            output::replace_file(path, &text)?;
        }
        Written::Files(changed)
    };
    if let Some(path) = report {
        output::replace_file(path, &generated.report.to_json())?;
    }
    Ok(written)
}

/// The line at the end.
fn summary(generated: &Generated, written: &Written, started: Instant) -> String {
    let runtime = ["src/runtime/", "crates/runtime/"];
    let own = generated.files.iter().filter(|file| !runtime.iter().any(|folder| file.path.starts_with(folder)));
    let lines: usize = own.filter(|file| file.path.ends_with(".rs")).map(|file| file.text.lines().count()).sum();
    let files = match written {
        Written::Files(0) => "nothing to write".to_owned(),
        Written::Files(changed) => format!("{} written", counted(*changed, "file")),
        Written::Same => "up to date".to_owned(),
        Written::Differs => "not up to date".to_owned(),
    };
    let milliseconds = started.elapsed().as_millis();
    let types = counted(generated.report.types(), "type");
    format!("{}; {types}, {}; {files}; {milliseconds} ms\n", operations(generated), counted(lines, "line"))
}

fn operations(generated: &Generated) -> String {
    let count = |status| generated.report.count(status);
    format!("{} generated, {} skipped", counted(count(Status::Generated), "operation"), count(Status::Skipped))
}

/// `1 file`, `2 files`.
fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
