//! The entry for build scripts.
//!
//! Takes the path of a document and where the output goes, generates, and tells cargo what the output depends on. All input and
//! output of a build happens here. Must not write when `CI` is set and the output is committed.
//!
//! ```no_run
//! fn main() -> Result<(), oasmith_codegen::BuildError> {
//!     oasmith_codegen::Build::new("api.yaml").run()
//! }
//! ```

mod environment;
mod inputs;
pub mod prove;
mod stamp;
mod time_limit;

use std::fmt::{self, Write as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};

pub use inputs::{Document, Inputs, LockFile, Wanted, read_inputs};
pub use time_limit::TimeLimit;

use environment::Environment;
use stamp::Stamp;

use crate::diag::{Code, Diagnostics, Severity};
use crate::options::{FILE_NAME, Layout, Options, Runtime};
use crate::output::{self, Comparison, GeneratedFile, OutputError};
use crate::pipeline::{Generated, generate};
use crate::render;
use crate::source::Tree;

/// Generates from a build script. Paths are relative to the folder of the package, as always in build scripts.
///
/// Without more calls, the output is for `OUT_DIR`, to be read by `include!(concat!(env!("OUT_DIR"), "/mod.rs"));` at the root of
/// the crate.
#[derive(Clone, Debug)]
#[must_use]
pub struct Build {
    document: PathBuf,
    config: Option<PathBuf>,
    lock: Option<PathBuf>,
    options: Option<Options>,
    runtime: Option<Runtime>,
    out_dir: Option<PathBuf>,
    module: Option<String>,
}

impl Build {
    /// For the document at this path.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        Self {
            document: document.into(),
            config: None,
            lock: None,
            options: None,
            runtime: None,
            out_dir: None,
            module: None,
        }
    }

    /// The folder of a package whose `src/` is generated and committed; its manifest is written by hand. With `CI` set, or when
    /// the folder is read-only, nothing is written, and the build fails when the committed files are not what the document gives.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// The path of the module that the output becomes, below the root of the crate: `api`, `clients::iam`. In `OUT_DIR` it has a
    /// folder of this name: `mod api { include!(concat!(env!("OUT_DIR"), "/api/mod.rs")); }`. With [`Build::out_dir`], that folder
    /// is the module's own.
    pub fn module(mut self, path: impl Into<String>) -> Self {
        self.module = Some(path.into());
        self
    }

    /// The name lock, written when it is not there yet. Without this, `oasmith.lock` beside the document: kept for committed
    /// output, and read if it is there otherwise.
    pub fn lock(mut self, file: impl Into<PathBuf>) -> Self {
        self.lock = Some(file.into());
        self
    }

    /// The configuration. Without this, `oasmith.toml` beside the document, if it is there.
    pub fn config(mut self, file: impl Into<PathBuf>) -> Self {
        self.config = Some(file.into());
        self
    }

    /// Options instead of a configuration file.
    pub fn options(mut self, options: Options) -> Self {
        self.options = Some(options);
        self
    }

    /// Where the runtime comes from. Without this it is the crate `oasmith-runtime`, which the package has to depend on:
    /// its manifest is written by hand, and embedded sources would need all dependencies of the runtime and its feature `reqwest`
    /// there.
    pub fn runtime(mut self, runtime: Runtime) -> Self {
        self.runtime = Some(runtime);
        self
    }

    /// Generates. Findings become cargo warnings.
    ///
    /// # Errors
    /// When the document, the configuration or the lock cannot be used, when a finding is denied by the configuration, when the
    /// output cannot be written, or when it is only compared and differs. The message is for people, with lines.
    pub fn run(self) -> Result<(), BuildError> {
        let mut told = String::new();
        let result = self.run_in(&Environment::read(), &mut told);
        // There is nobody to tell when cargo does not listen.
        let _ = std::io::stdout().write_all(told.as_bytes());
        result
    }

    /// Generates, unless there is nothing to do; what cargo is to be told goes to `told`, also when it fails.
    fn run_in(self, environment: &Environment, told: &mut String) -> Result<(), BuildError> {
        let stamp = self.stamp(environment);
        if let Some(last) = stamp.as_ref().and_then(Stamp::told) {
            told.push_str(&last);
            return Ok(());
        }
        let files = self.generate(environment, told)?;
        if let Some(stamp) = stamp.filter(|_| files.are_all_read) {
            stamp.keep(&files.read, &files.written, told);
        }
        Ok(())
    }

    /// What the last run did. Committed output is always compared where nothing is written: that is what it is done for there.
    fn stamp(&self, environment: &Environment) -> Option<Stamp> {
        if self.out_dir.is_some() && environment.is_ci() {
            return None;
        }
        Stamp::new(&format!("{self:?}"), environment)
    }

    /// Generates in any case.
    fn generate(self, environment: &Environment, told: &mut String) -> Result<Files, BuildError> {
        told.push_str("cargo::rerun-if-env-changed=CI\n");
        rerun_if_changed(told, &self.document);
        let target = self.target(environment)?;
        let wanted = Wanted { document: Document::File(self.document.clone()), config: self.config, lock: self.lock };
        let (options, runtime) = (self.options, self.runtime);
        let mut time = None;
        let adjust = |read: &mut Options| {
            if let Some(options) = options {
                *read = options;
            }
            if let Some(runtime) = runtime {
                read.runtime = runtime;
            } else if read.runtime == Runtime::Embed {
                read.runtime = Runtime::Registry;
            }
            read.layout = target.layout.clone();
            time = Some(TimeLimit::start(&read.limits, 1, |finding| {
                let findings: Diagnostics = [finding].into_iter().collect();
                let text = render::Report::new(&Tree::default(), &findings).human(false);
                let _ = std::io::stderr().write_all(text.as_bytes());
            }));
        };
        // The configuration may be written later on.
        let config = wanted.config.clone().unwrap_or_else(|| self.document.with_file_name(FILE_NAME));
        let inputs = match read_inputs(wanted, adjust) {
            Ok(inputs) => inputs,
            Err(findings) => {
                return Err(BuildError::new(render::Report::new(&Tree::default(), &findings).human(false)));
            }
        };
        let mut files = Files { read: vec![self.document.clone()], ..Files::default() };
        for file in inputs.source.tree.files().skip(1) {
            files.read.push(PathBuf::from(inputs.source.tree.file_name(file)));
        }
        files.read.iter().skip(1).for_each(|file| rerun_if_changed(told, file));
        if let Some(config) = &inputs.config {
            rerun_if_changed(told, config);
        }
        let generated = generate(inputs.source, &inputs.options, &inputs.lock.lock);
        tell_findings(&self.document, &generated, &inputs.options, told)?;
        let lock = inputs.lock.wanted(&generated.lock, target.is_committed);
        target.write(&generated.files, lock, environment)?;
        files.written = generated.files.iter().map(|file| target.folder.join(&file.path)).collect();
        files.written.iter().for_each(|file| rerun_if_changed(told, file));
        files.read.push(config);
        files.read.extend(inputs.lock.path.clone());
        // Of a file that is not there, cargo thinks that it changed, every time.
        if let Some(lock) = inputs.lock.path.filter(|file| file.exists()) {
            rerun_if_changed(told, &lock);
        }
        drop(time);
        files.are_all_read = !generated.diagnostics.iter().any(|finding| finding.code == Code::UnresolvedReference);
        match denied(&generated.diagnostics, &inputs.options) {
            0 => Ok(files),
            count => {
                Err(BuildError::new(format!("{count} findings are denied by the configuration; see the warnings")))
            }
        }
    }

    /// Where the output goes.
    fn target(&self, environment: &Environment) -> Result<Target, BuildError> {
        let (folder, is_committed) = match (&self.out_dir, &environment.out_dir) {
            (Some(folder), out_dir) => (folder.clone(), !out_dir.as_ref().is_some_and(|out| folder.starts_with(out))),
            (None, Some(out)) => {
                let below = self.module.as_deref().unwrap_or_default().replace("::", "/");
                (if below.is_empty() { out.clone() } else { out.join(below) }, false)
            }
            (None, None) => {
                let message =
                    "OUT_DIR is not set: either call this from a build script, or name a folder with `out_dir`";
                return Err(BuildError::new(message));
            }
        };
        let layout = match (&self.module, &self.out_dir) {
            (Some(module), _) => Layout::Module(module.clone()),
            (None, Some(_)) => Layout::Sources,
            (None, None) => Layout::Module(String::new()),
        };
        Ok(Target { folder, is_committed, layout })
    }
}

/// The files that a run has to do with.
#[derive(Default)]
struct Files {
    /// What its output depends on, and what might be there the next time.
    read: Vec<PathBuf>,
    /// What it wrote, or would have written.
    written: Vec<PathBuf>,
    /// None that the document refers to is missing: it may be there the next time.
    are_all_read: bool,
}

/// Where the output of a build goes.
struct Target {
    folder: PathBuf,
    /// It is not below `OUT_DIR`.
    is_committed: bool,
    layout: Layout,
}

impl Target {
    /// Writes what differs, or fails with what differs.
    fn write(
        &self,
        files: &[GeneratedFile],
        lock: Option<(&Path, String)>,
        environment: &Environment,
    ) -> Result<(), BuildError> {
        let comparison = output::compare(&self.folder, files)?;
        if self.is_committed && environment.is_ci() {
            return self.check(&comparison, lock, "`CI` is set, so nothing was written");
        }
        let started = environment.started();
        match comparison.apply_at(started) {
            Err(error) if error.is_read_only() => return self.check(&comparison, lock, "the folder is read-only"),
            other => other?,
        };
        if let Some((path, text)) = lock {
            output::replace_file_at(path, &text, started)?;
        }
        Ok(())
    }

    /// Fails when something differs.
    fn check(&self, comparison: &Comparison, lock: Option<(&Path, String)>, why: &str) -> Result<(), BuildError> {
        let mut message = String::new();
        if !comparison.is_same() {
            let _ = writeln!(message, "{} is not what the document gives ({why}):", self.folder.display());
            message.push_str(&comparison.short_diff());
        }
        if let Some((path, text)) = lock
            && !output::holds(path, &text)
        {
            let _ = writeln!(message, "{} is not up to date ({why})", path.display());
        }
        if message.is_empty() {
            return Ok(());
        }
        message.push_str("\nRun the build without `CI` and commit what it writes.");
        Err(BuildError::new(message))
    }
}

/// Findings as cargo warnings; an error when nothing can be generated.
fn tell_findings(
    document: &Path,
    generated: &Generated,
    options: &Options,
    told: &mut String,
) -> Result<(), BuildError> {
    let shown: Diagnostics = generated.diagnostics.iter().filter(|finding| options.shows(finding)).cloned().collect();
    if generated.diagnostics.has_fatal() {
        let fatal: Diagnostics = shown.into_iter().filter(|finding| finding.severity == Severity::Fatal).collect();
        return Err(BuildError::unusable(document, &generated.tree, &fatal));
    }
    told.push_str(&render::Report::new(&generated.tree, &shown).cargo());
    Ok(())
}

fn denied(findings: &Diagnostics, options: &Options) -> usize {
    findings.iter().filter(|finding| options.denies(finding)).count()
}

fn rerun_if_changed(told: &mut String, path: &Path) {
    let _ = writeln!(told, "cargo::rerun-if-changed={}", path.display());
}

/// Why a build script failed. Its `Debug` is its message, because that is what `main` prints of an error.
#[derive(Clone, PartialEq, Eq)]
pub struct BuildError {
    message: String,
}

impl BuildError {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }

    fn unusable(document: &Path, tree: &Tree, findings: &Diagnostics) -> Self {
        let findings = render::Report::new(tree, findings).human(false);
        Self::new(format!("nothing can be generated from {}\n\n{}", document.display(), findings.trim_end()))
    }
}

impl From<OutputError> for BuildError {
    fn from(error: OutputError) -> Self {
        Self::new(error.to_string())
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for BuildError {}

#[cfg(test)]
mod tests;
