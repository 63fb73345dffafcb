//! Where a document comes from: a file, standard input, or a version in git.
//!
//! Takes the argument SPEC, gives a document. Must not look into it.

use std::path::Path;
use std::process::{Command, Stdio};

use oasmith_codegen::build::Document;
use oasmith_codegen::options::{FILE_NAME, LOCK_NAME, Options};

/// Finds the document that the argument names.
///
/// # Errors
/// A sentence: git cannot be read. A file or standard input that cannot be read is found out later, with a code.
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
    let texts = from_git(spec, revision, path)?;
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    // What was not there then is not there.
    let beside = |file: &str| {
        let name = format!("{revision}:{folder}{file}");
        blob(&name).ok().map(|text| (name, text))
    };
    let config = beside(FILE_NAME);
    let options = config.as_ref().and_then(|(name, text)| Options::parse(name, text).ok());
    let lock = options.and_then(|options| options.lock.file);
    let lock = beside(&lock.map_or_else(|| LOCK_NAME.to_owned(), |file| file.to_string_lossy().replace('\\', "/")));
    Ok(Document::Version { texts, config, lock })
}

/// The file of a revision with those that it may refer to.
fn from_git(spec: &str, revision: &str, path: &str) -> Result<Vec<(String, String)>, String> {
    let root = blob(spec)?;
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
            files.extend(blob(&name).ok().map(|text| (name, text)));
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
fn blob(spec: &str) -> Result<String, String> {
    let output = Command::new("git")
        .args(["cat-file", "blob", spec])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("there is no file `{spec}`, and git cannot be asked: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().last().unwrap_or("no reason given").trim_start_matches("fatal: ");
        return Err(format!("there is no file `{spec}`, and git does not know it: {said}"));
    }
    text(output.stdout).map_err(|why| format!("cannot read `{spec}`: {why}"))
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes)
        .map_err(|error| format!("it is not UTF-8 text (byte {} is invalid)", error.utf8_error().valid_up_to()))
}
