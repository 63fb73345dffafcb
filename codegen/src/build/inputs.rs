//! What a run reads: the document, `oasmith.toml` and the name lock.
//!
//! Takes what the caller named, looks for the rest beside the document, gives all of it parsed. Must not write.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diag::{Code, Diagnostic, Diagnostics, Position};
use crate::names::Lock;
use crate::options::{FILE_NAME, LOCK_NAME, Options};
use crate::source::{LoadOptions, Source, SourceFile, load, load_stdin, parse_within, read_beside};

/// Where the document comes from.
#[derive(Clone, Debug)]
pub enum Document {
    /// A file. The configuration and the lock are looked for beside it.
    File(PathBuf),
    /// Standard input. Files that the text refers to are looked for in the current folder.
    Stdin,
    /// A text from elsewhere, with its name in messages. It can refer to no file.
    Text(String, String),
    /// A version of a document, with those of the files beside it.
    Version {
        /// Texts with their names, the document first; it can refer to the others.
        texts: Vec<(String, String)>,
        /// `oasmith.toml` of that version.
        config: Option<(String, String)>,
        /// The name lock of that version.
        lock: Option<(String, String)>,
    },
}

/// What a run is to read.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The document.
    pub document: Document,
    /// The configuration; without it, `oasmith.toml` beside the document, if there is one.
    pub config: Option<PathBuf>,
    /// The lock; without it, what the configuration says, or `oasmith.lock` beside the document.
    pub lock: Option<PathBuf>,
}

/// Everything that a run reads.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The document, with what was found while it was read.
    pub source: Source,
    /// The configuration.
    pub options: Options,
    /// The file that the configuration was read from.
    pub config: Option<PathBuf>,
    /// The name lock.
    pub lock: LockFile,
}

/// The name lock and its file.
#[derive(Clone, Debug, Default)]
pub struct LockFile {
    /// The file; none for a document without a folder.
    pub path: Option<PathBuf>,
    /// What it holds; none when there is no such file.
    pub text: Option<String>,
    /// Whether the caller or the configuration named it.
    pub is_named: bool,
    /// The names in it.
    pub lock: Lock,
}

impl LockFile {
    /// The file and the text that it should have by now, if it is kept at all: when it is there already, or `always`.
    #[must_use]
    pub fn wanted(&self, new: &Lock, always: bool) -> Option<(&Path, String)> {
        let path = self.path.as_deref()?;
        (always || self.is_named || self.text.is_some()).then(|| (path, new.render()))
    }
}

/// Reads everything. `adjust` changes the configuration before the document is read.
///
/// # Errors
/// When the configuration or the lock cannot be read or understood. What is wrong with the document is in
/// [`Source::diagnostics`].
pub fn read_inputs(wanted: Wanted, adjust: impl FnOnce(&mut Options)) -> Result<Inputs, Diagnostics> {
    let (mut options, config) = read_options(&wanted)?;
    adjust(&mut options);
    let lock = read_lock(&wanted, &options, config.as_deref())?;
    let limits = LoadOptions::of(&options);
    let source = match wanted.document {
        Document::File(path) => load(&path, &limits),
        Document::Stdin => load_stdin(io::stdin().lock(), &limits),
        Document::Text(name, text) => parse_within(vec![SourceFile { name, text }], &limits),
        Document::Version { texts, .. } => {
            let files = texts.into_iter().map(|(name, text)| SourceFile { name, text }).collect();
            parse_within(files, &limits)
        }
    };
    Ok(Inputs { source, options, config, lock })
}

fn read_options(wanted: &Wanted) -> Result<(Options, Option<PathBuf>), Diagnostics> {
    let path = match (&wanted.config, &wanted.document) {
        (Some(path), _) => path.clone(),
        (None, Document::File(document)) => document.with_file_name(FILE_NAME),
        (None, Document::Version { config: Some((name, text)), .. }) => return Ok((Options::parse(name, text)?, None)),
        (None, _) => return Ok((Options::default(), None)),
    };
    match read(&path, wanted.config.is_some())? {
        Some(text) => Ok((Options::parse(&path.display().to_string(), &text)?, Some(path))),
        None if wanted.config.is_some() => Err(unreadable(&path, "there is no such file")),
        None => Ok((Options::default(), None)),
    }
}

fn read_lock(wanted: &Wanted, options: &Options, config: Option<&Path>) -> Result<LockFile, Diagnostics> {
    let beside_config =
        |file: &PathBuf| config.map_or_else(|| file.clone(), |config| config.with_file_name("").join(file));
    if let (None, Document::Version { lock: Some((name, text)), .. }) = (&wanted.lock, &wanted.document) {
        return Ok(LockFile { lock: parse_lock(name, text)?, ..LockFile::default() });
    }
    let named = wanted.lock.clone().or_else(|| options.lock.file.as_ref().map(beside_config));
    let is_named = named.is_some();
    let path = match (named, &wanted.document) {
        (Some(path), _) => path,
        (None, Document::File(document)) => document.with_file_name(LOCK_NAME),
        (None, _) => return Ok(LockFile::default()),
    };
    let text = read(&path, wanted.lock.is_some())?;
    let lock = parse_lock(&path.display().to_string(), text.as_deref().unwrap_or_default())?;
    Ok(LockFile { path: Some(path), text, is_named, lock })
}

fn parse_lock(file: &str, text: &str) -> Result<Lock, Diagnostics> {
    let (lock, problems) = Lock::parse(text);
    if problems.is_empty() {
        return Ok(lock);
    }
    let finding = |problem: crate::names::LockProblem| {
        let position = Position { file: file.to_owned(), line: problem.line, column: 1 };
        Diagnostic::new(Code::InvalidLock, problem.message).position(position)
    };
    Err(problems.into_iter().map(finding).collect())
}

/// The text of a file; nothing when there is no such file. What the caller named may be a pipe; what a checkout has beside a
/// document is a file.
fn read(path: &Path, is_named: bool) -> Result<Option<String>, Diagnostics> {
    let text =
        if is_named { fs::read_to_string(path) } else { read_beside(path, Options::default().limits.file_bytes) };
    match text {
        Ok(text) => Ok(Some(text)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(unreadable(path, &error.to_string())),
    }
}

fn unreadable(path: &Path, why: &str) -> Diagnostics {
    let file = path.display().to_string();
    let message = format!("cannot read `{file}`: {why}");
    let position = Position { file, line: 1, column: 1 };
    [Diagnostic::new(Code::UnreadableFile, message).position(position)].into_iter().collect()
}
