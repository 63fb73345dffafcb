//! The whole run: from a document that was read to files that can be written, one line a pass.
//!
//! Takes a source, options and the name lock; gives files, findings, the report and the new lock. Must not read or write anything.

pub mod calls;
pub mod examples;

use crate::base::{NodeId, both};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Api;
use crate::names::Lock;
use crate::options::Options;
use crate::output::{GeneratedFile, arrange};
use crate::report::{self, Parts, Report};
use crate::source::{Source, Tree};
use crate::{check, emit, lower, names, plan, resolve, shape};

/// What a run gives.
#[derive(Debug)]
#[non_exhaustive]
pub struct Generated {
    /// The files of the crate, in the order of their paths; none when a finding is fatal.
    pub files: Vec<GeneratedFile>,
    /// What was made of what.
    pub report: Report,
    /// The name lock to keep for the next run.
    pub lock: Lock,
    /// How many Rust names have a number only because nothing else told them apart: a measure, the lower the better.
    pub numbered: usize,
    /// All findings, in the order of the document.
    pub diagnostics: Diagnostics,
    /// The document, for the places of the findings.
    pub tree: Tree,
}

/// Generates a crate from a document.
///
/// A fatal finding (not readable, no OpenAPI 3) gives no files. What cannot be generated is left out with a finding, and all the rest
/// is generated.
#[must_use]
pub fn generate(source: Source, options: &Options, lock: &Lock) -> Generated {
    generate_observed(source, options, lock, &mut |_| {})
}

/// The same, and says when each stage is done.
pub fn generate_observed(
    source: Source,
    options: &Options,
    lock: &Lock,
    done: &mut dyn FnMut(&'static str),
) -> Generated {
    let Source { tree, mut diagnostics } = source;
    diagnostics.extend(options.conflict());
    if diagnostics.has_fatal() {
        let (files, report, lock) = (Vec::new(), Report::default(), lock.clone());
        return Generated { files, report, lock, numbered: 0, diagnostics, tree };
    }
    let pointer = |node: NodeId| tree.pointer(node);

    let mut api = read(&tree, options, &mut diagnostics);
    done("check, lower");
    let _provenance = resolve::resolve(&mut api, &mut diagnostics);
    done("resolve");
    let shapes = shape::shape(&api);
    done("shape");
    let names = names::name(&api, &shapes, lock, &pointer, &mut diagnostics);
    done("names");
    let selection = plan::select(&mut api, options, &mut diagnostics);
    diagnostics.retain(|finding| !finding.at.is_some_and(|node| selection.excludes_place(&tree.path(node))));
    let nodes = plan::Nodes { pointer: &pointer, value: &|node| tree.json(node) };
    let lock_of = || names::lock_of(&names, &api, &shapes, &pointer);
    let (mut new_lock, plan) =
        both(lock_of, || plan::plan(&api, &shapes, &names, options, &selection, &nodes, &mut diagnostics));
    new_lock.keep_package(options.package.name.is_none().then_some(&names.package));
    // What is left out this time keeps its names for when it comes back.
    let left_out: Vec<String> = api.skipped.iter().map(|skipped| pointer(skipped.origin)).collect();
    new_lock.carry_over(lock, &left_out);
    done("plan, lock");
    let parts = Parts { tree: &tree, api: &api, shapes: &shapes, names: &names, plan: &plan };
    let (files, report, diagnostics) = print(parts, options, diagnostics);
    done("emit, format, report");
    Generated { files, report, lock: new_lock, numbered: names.numbered, diagnostics, tree }
}

/// Checks the document and reads it into the model, at the same time.
fn read(tree: &Tree, options: &Options, diagnostics: &mut Diagnostics) -> Api {
    let mut lowering = Diagnostics::new();
    let check = || {
        let mut found = Diagnostics::new();
        check::check(tree, &mut found);
        found
    };
    let (found, api) = both(check, || lower::lower(tree, options, &mut lowering));
    diagnostics.extend(found.into_iter().chain(lowering));
    api
}

/// Prints the files of the plan and makes the report, at the same time. Gives no files when they are larger than allowed. Settles the findings.
fn print(
    parts: Parts<'_>,
    options: &Options,
    mut diagnostics: Diagnostics,
) -> (Vec<GeneratedFile>, Report, Diagnostics) {
    let settled = |mut findings: Diagnostics| {
        findings.extend(options.unused(&findings, |scheme| parts.api.security_schemes.contains_key(scheme)));
        findings.settle();
        findings.limit(options.limits.findings);
        findings
    };
    let mut findings = settled(diagnostics.clone());
    let files = || emit::emit(parts.plan).into_iter().map(|file| GeneratedFile::new(file.path, file.text)).collect();
    let (files, mut report) = both(files, || report::report(&parts, &findings));
    let mut files = arrange(files, options, oasmith_runtime::SOURCES);
    let written: u64 = files.iter().map(|file| file.text.len() as u64).sum();
    if written > options.limits.output_bytes {
        let most = options.limits.output_bytes;
        let message = format!("the output would have {written} bytes, and {most} are allowed");
        diagnostics.push(Diagnostic::new(Code::OutputLimit, message));
        files.clear();
        findings = settled(diagnostics);
        report = report::report(&parts, &findings);
    }
    report.add_files(parts.plan, files.iter().map(|file| (file.path.clone(), file.text.len())));
    (files, report, findings)
}
