//! What the compiler says to users of the old crate who get the new one.
//!
//! Takes two documents with their configurations and names and a folder of its own; writes both crates and one that uses the whole
//! API of the old one, runs `cargo check`, gives the items whose users no longer compile. Must not touch anything outside of the
//! folder, but for what cargo caches.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Inputs;
use crate::diff::Side;
use crate::diff::rust::{Key, Usage, Verdict, broken, usage, verdict};
use crate::options::{Layout, Options, Runtime};
use crate::output;
use crate::pipeline;

/// How often the pieces that do not compile are taken out: a wrong path hides mistakes of other kinds.
const ROUNDS: usize = 8;

/// How much of what the compiler says is kept when nothing can be proved.
const LONGEST: usize = 4000;

/// What came of it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Proof {
    /// Items of the old crate whose users no longer compile, with what the compiler says first.
    pub broken: BTreeMap<Key, String>,
    /// Items that the verdict holds to be broken.
    pub expected: BTreeSet<Key>,
    /// The verdict.
    pub verdict: Verdict,
}

impl Proof {
    /// Items that the compiler refuses and the verdict does not.
    pub fn missed(&self) -> impl Iterator<Item = (&Key, &String)> {
        self.broken.iter().filter(|(key, _)| !self.expected.contains(*key))
    }

    /// Items that the verdict refuses and the compiler does not.
    pub fn invented(&self) -> impl Iterator<Item = &Key> {
        self.expected.iter().filter(|key| !self.broken.contains_key(*key))
    }
}

/// Why nothing was proved.
#[derive(Debug)]
#[non_exhaustive]
pub enum ProveError {
    /// A crate could not be written.
    Output(output::OutputError),
    /// A file could not be written, or cargo could not be run.
    Io(io::Error),
    /// What was written does not compile for another reason.
    Compiler(String),
}

impl std::fmt::Display for ProveError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Output(error) => error.fmt(f),
            Self::Io(error) => write!(f, "cannot write the crates or run cargo: {error}"),
            Self::Compiler(said) => write!(f, "the crates do not compile, so nothing is proved:\n{said}"),
        }
    }
}

impl std::error::Error for ProveError {}

impl From<io::Error> for ProveError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Lets the compiler judge.
///
/// # Errors
/// When the crates cannot be written or do not compile, or when the code that uses the old crate is not right for it.
pub fn prove(folder: &Path, old: Inputs, new: Inputs) -> Result<Proof, ProveError> {
    let verdict = verdict(&side(&old), &side(&new));
    let pieces = usage(&verdict.old.surface);
    let bench = Bench { folder };
    let wrong = bench.check("old", old, &verdict.old.lock, &pieces)?;
    if let Some((key, said)) = wrong.into_iter().next() {
        return Err(ProveError::Compiler(format!("the old crate has no such `{key}`: {said}")));
    }
    let broken_now = bench.check("new", new, &verdict.new.lock, &pieces)?;
    Ok(Proof { broken: broken_now, expected: broken(&verdict), verdict })
}

fn side(inputs: &Inputs) -> Side<'_> {
    Side { tree: &inputs.source.tree, options: &inputs.options, lock: Some(&inputs.lock.lock) }
}

struct Bench<'a> {
    folder: &'a Path,
}

impl Bench<'_> {
    /// Writes a crate and its user; gives the items that the user cannot use.
    fn check(
        &self,
        name: &str,
        inputs: Inputs,
        lock: &crate::names::Lock,
        pieces: &Usage,
    ) -> Result<BTreeMap<Key, String>, ProveError> {
        let options = bench_options(name, &inputs.options);
        let generated = pipeline::generate(inputs.source, &options, lock);
        let subject = self.folder.join(name);
        output::compare(&subject, &generated.files)
            .and_then(|comparison| comparison.apply())
            .map_err(ProveError::Output)?;
        let user = self.folder.join(format!("{name}-user"));
        fs::create_dir_all(user.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{name}-user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             serde = \"1\"\nsubject = {{ package = \"subject-{name}\", path = \"../{name}\", default-features = false, \
             features = [\"dyn\"] }}\n"
        );
        fs::write(user.join("Cargo.toml"), manifest)?;
        let mut broken: BTreeMap<usize, String> = BTreeMap::new();
        for _ in 0..ROUNDS {
            let (text, lines) = pieces.text(&|index| broken.contains_key(&index));
            fs::write(user.join("src/lib.rs"), text)?;
            let said = self.cargo(&user)?;
            if said.success {
                let named = broken.into_iter().filter_map(|(index, said)| Some((pieces.key(index)?.clone(), said)));
                return Ok(named.collect());
            }
            let before = broken.len();
            for (line, message) in said.errors {
                let piece = line.checked_sub(1).and_then(|line| lines.get(line)).copied().flatten();
                broken.extend(piece.map(|piece| (piece, message)));
            }
            if broken.len() == before {
                return Err(ProveError::Compiler(said.text));
            }
        }
        Err(ProveError::Compiler("too many rounds".to_owned()))
    }

    fn cargo(&self, user: &Path) -> io::Result<Said> {
        let cargo = std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
        let mut command = Command::new(cargo);
        command.args(["check", "--quiet", "--message-format=json", "--color=never"]).current_dir(user);
        command.env("CARGO_TARGET_DIR", self.folder.join("target"));
        command.env_remove("RUSTFLAGS").env_remove("CARGO_BUILD_TARGET").env_remove("CI");
        let output = command.output()?;
        let mut said = Said { success: output.status.success(), ..Said::default() };
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            said.read(line);
        }
        said.text.push_str(&String::from_utf8_lossy(&output.stderr));
        said.text = said.text.chars().take(LONGEST).collect();
        Ok(said)
    }
}

/// The crate as users would get it, apart from where it is and from features that would hide a part of it.
fn bench_options(name: &str, options: &Options) -> Options {
    let mut options = options.clone();
    options.layout = Layout::Crate;
    options.package.tag_features = Some(false);
    // What users name is the same.
    options.package.split = false;
    options.package.name = Some(format!("subject-{name}"));
    if let Runtime::Path(path) = &options.runtime {
        options.runtime = std::path::absolute(path).map_or(Runtime::Embed, Runtime::Path);
    }
    options
}

/// What cargo said.
#[derive(Default)]
struct Said {
    success: bool,
    /// Lines of the user's code, with the message.
    errors: Vec<(usize, String)>,
    text: String,
}

impl Said {
    /// Reads a line of cargo's JSON messages.
    fn read(&mut self, line: &str) {
        let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else { return };
        let message = &message["message"];
        if message["level"] != "error" {
            return;
        }
        let told = message["message"].as_str().unwrap_or_default();
        let code = message["code"]["code"].as_str().map(|code| format!("{code}: ")).unwrap_or_default();
        self.text.push_str(message["rendered"].as_str().unwrap_or_default());
        for span in message["spans"].as_array().into_iter().flatten() {
            let line = span["line_start"].as_u64().and_then(|line| usize::try_from(line).ok());
            if let (Some(line), Some("src/lib.rs"), Some(true)) =
                (line, span["file_name"].as_str(), span["is_primary"].as_bool())
            {
                self.errors.push((line, format!("{code}{told}")));
            }
        }
    }
}
