//! Where a document comes from: a file, standard input, or a version in git.
//!
//! Takes the argument SPEC, gives a document. Must not look into it.

use std::fmt::Display;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};

use oasmith_codegen::build::Document;
use oasmith_codegen::options::{FILE_NAME, LOCK_NAME, Limits, Options};

/// Finds the document that the argument names.
///
/// # Errors
/// A sentence: git cannot be read, or has more than the limits allow. A file or standard input that cannot be read is found out later,
/// with a code.
pub(crate) fn find(spec: &str) -> Result<Document, String> {
    if spec == "-" {
        return Ok(Document::Stdin);
    }
    match spec.split_once(':') {
        Some((revision, path)) if is_revision(revision) && !path.is_empty() && !Path::new(spec).exists() => {
            version(spec, revision, path)
        }
        _ => Ok(Document::File(spec.into())),
    }
}

/// Whether it can be a revision: no drive letter of Windows, no option of git.
fn is_revision(text: &str) -> bool {
    !text.starts_with('-') && !text.is_empty() && (text.len() > 1 || cfg!(not(windows)))
}

/// How many files of a revision a document can refer to.
const MOST_FILES: usize = 2_000;

/// A version of a document, with the configuration and the lock that were beside it.
fn version(spec: &str, revision: &str, path: &str) -> Result<Document, String> {
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    // What was not there then is not there.
    let beside = |file: &str| {
        let name = format!("{revision}:{folder}{file}");
        blob(&name, Limits::default().file_bytes).ok().map(|text| (name, text))
    };
    let config = beside(FILE_NAME);
    // One that is wrong is told later.
    let options = config.as_ref().and_then(|(name, text)| Options::parse(name, text).ok()).unwrap_or_default();
    let texts = from_git(spec, revision, path, options.limits.file_bytes)?;
    let lock = options.lock.file;
    let lock = beside(&lock.map_or_else(|| LOCK_NAME.to_owned(), |file| file.to_string_lossy().replace('\\', "/")));
    Ok(Document::Version { texts, config, lock })
}

/// The file of a revision with those that it may refer to, each of so many bytes at most.
fn from_git(spec: &str, revision: &str, path: &str, most: u64) -> Result<Vec<(String, String)>, String> {
    let root = blob(spec, most)?;
    if !refers_to_files(&root) {
        return Ok(vec![(spec.to_owned(), root)]);
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut command = Command::new("git");
    command.args(["ls-tree", "-r", "--full-tree", "--name-only", "-z", revision]);
    if !folder.is_empty() {
        command.arg("--").arg(format!("{folder}/"));
    }
    let listed = command.stdin(Stdio::null()).output().map(|output| output.stdout).unwrap_or_default();
    let mut files = vec![(spec.to_owned(), root)];
    for name in listed.split(|byte| *byte == 0).filter_map(|name| std::str::from_utf8(name).ok()) {
        let is_document = [".yaml", ".yml", ".json"].iter().any(|end| name.ends_with(end));
        if is_document && name != path && files.len() < MOST_FILES {
            let name = format!("{revision}:{name}");
            // What cannot be read is told where it is referred to.
            files.extend(blob(&name, most).ok().map(|text| (name, text)));
        }
    }
    Ok(files)
}

/// Whether there may be a reference to another file.
fn refers_to_files(text: &str) -> bool {
    text.split("$ref").skip(1).any(|rest| {
        let target = rest.trim_start_matches(['"', '\'', ':', ' ']);
        !target.starts_with('#') && !target.starts_with("http")
    })
}

/// The file of a revision, as `git show REVISION:PATH` gives it, but without filters.
fn blob(spec: &str, most: u64) -> Result<String, String> {
    let unknown = |why: &dyn Display| format!("there is no file `{spec}`, and git cannot be asked: {why}");
    let mut command = Command::new("git");
    command.args(["cat-file", "blob", spec]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut git = command.spawn().map_err(|error| unknown(&error))?;
    let mut bytes = Vec::new();
    let read = git.stdout.take().map(|stdout| stdout.take(most.saturating_add(1)).read_to_end(&mut bytes));
    read.transpose().map_err(|error| unknown(&error))?;
    // With its output closed, git ends where nobody reads on.
    let output = git.wait_with_output().map_err(|error| unknown(&error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > most) {
        let more = format!("`file-bytes` in the `[limits]` of `{FILE_NAME}` beside it allows more");
        return Err(format!("cannot read `{spec}`: it has more than {most} bytes; {more}"));
    }
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().last().unwrap_or("no reason given").trim_start_matches("fatal: ");
        return Err(format!("there is no file `{spec}`, and git does not know it: {said}"));
    }
    text(bytes).map_err(|why| format!("cannot read `{spec}`: {why}"))
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes)
        .map_err(|error| format!("it is not UTF-8 text (byte {} is invalid)", error.utf8_error().valid_up_to()))
}
