//! A workspace of generated crates.
//!
//! Takes documents, writes a crate for each below `members`, with a manifest around them. All crates that are ever in it share a target
//! folder, so that dependencies are built once.

use std::cell::RefCell;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;

use oasmith_codegen::names::Lock;
use oasmith_codegen::options::{Options, Runtime};
use oasmith_codegen::output::compare;
use oasmith_codegen::pipeline::calls::calls;
use oasmith_codegen::pipeline::generate;
use oasmith_codegen::source::{LoadOptions, load};

use crate::Failure;

/// A folder for crates.
pub(crate) struct Workspace {
    folder: PathBuf,
    runtime: PathBuf,
    members: RefCell<Vec<String>>,
}

impl Workspace {
    /// Makes the folder.
    ///
    /// # Errors
    /// A folder that cannot be made, a runtime that is not there.
    pub(crate) fn new(folder: &Path, runtime: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(folder)?;
        Ok(Self { folder: fs::canonicalize(folder)?, runtime: fs::canonicalize(runtime)?, members: RefCell::default() })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of `oasmith-runtime`.
    pub(crate) fn runtime(&self) -> &Path {
        &self.runtime
    }

    /// Removes all members.
    ///
    /// # Errors
    /// Files that cannot be removed.
    pub(crate) fn clear(&self) -> Result<(), Failure> {
        self.members.borrow_mut().clear();
        let members = self.folder.join("members");
        if members.exists() {
            fs::remove_dir_all(&members)?;
        }
        Ok(())
    }

    /// The settings of a member.
    pub(crate) fn options(&self, name: &str) -> Options {
        let mut options = Options::default();
        // Everything is compiled, without a list of features for each crate.
        options.package.tag_features = Some(false);
        options.package.name = Some(name.to_owned());
        options.runtime = Runtime::Path(self.runtime.clone());
        options
    }

    /// Generates a member, with a program of the examples in its documentation; gives its lines of Rust, or why there is no crate.
    ///
    /// # Errors
    /// Files that cannot be written.
    pub(crate) fn add(&self, name: &str, document: &Path) -> Result<Result<usize, String>, Failure> {
        let options = self.options(name);
        let run = || generate(load(document, &LoadOptions::default()), &options, &Lock::default());
        let Ok(mut generated) = catch_unwind(AssertUnwindSafe(run)) else {
            return Ok(Err("oasmith panics".to_owned()));
        };
        if generated.files.is_empty() {
            let first = generated.diagnostics.iter().next().map(|finding| finding.message.clone());
            return Ok(Err(first.unwrap_or_default()));
        }
        // A crate that stands alone is a workspace of its own; here it is a member of one.
        for manifest in generated.files.iter_mut().filter(|file| file.path == "Cargo.toml") {
            manifest.text = manifest.text.replace("\n[workspace]\n", "\n");
        }
        let calls = calls(&generated.files);
        compare(&self.folder.join("members").join(name), &generated.files)?.apply()?;
        let program = format!("#![allow(unused, deprecated, clippy::all)]\nfn main() {{}}\n{calls}");
        let examples = self.folder.join("members").join(name).join("examples");
        fs::create_dir_all(&examples)?;
        fs::write(examples.join(format!("{name}-calls.rs")), program)?;
        self.members.borrow_mut().push(name.to_owned());
        Ok(Ok(generated.files.iter().map(|file| file.text.lines().count()).sum()))
    }

    /// Writes a member by hand: files by their path.
    ///
    /// # Errors
    /// Files that cannot be written.
    pub(crate) fn add_files(&self, name: &str, files: &[(&str, &str)]) -> Result<(), Failure> {
        for (path, text) in files {
            let path = self.folder.join("members").join(name).join(path);
            path.parent().map(fs::create_dir_all).transpose()?;
            fs::write(path, text)?;
        }
        self.members.borrow_mut().push(name.to_owned());
        Ok(())
    }

    /// Writes the manifest around the members.
    ///
    /// # Errors
    /// Files that cannot be written.
    pub(crate) fn close(&self) -> Result<(), Failure> {
        let members: Vec<String> = self.members.borrow().iter().map(|name| format!("\"members/{name}\"")).collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
            members.join(", ")
        );
        fs::write(self.folder.join("Cargo.toml"), manifest)?;
        // The versions of the runtime's own workspace, which are known to be there.
        let lock = self.runtime.parent().map(|root| root.join("Cargo.lock")).filter(|lock| lock.exists());
        if let Some(lock) = lock {
            fs::copy(lock, self.folder.join("Cargo.lock"))?;
        }
        Ok(())
    }

    /// Cargo, to be run in the folder.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.folder).env("CARGO_TARGET_DIR", self.folder.join("target")).env_remove("RUSTFLAGS");
        cargo
    }
}
