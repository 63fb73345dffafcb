//! Files from disk: the only place of this stage that does IO.
//!
//! Takes a path, gives the document with every file that it refers to. Must never read outside of
//! the folder of the root document unless that was allowed, and never from the network.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::read::{Bounds, Refusal, Source, SourceFile, read};
use crate::diag::{Code, Diagnostic, Position};
use crate::options::{Limits, Options};

/// What may be read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LoadOptions {
    /// Whether references may lead out of the folder of the root document.
    pub allow_outside_root: bool,
    /// How many files at most.
    pub max_files: usize,
    /// How many bytes one file may have.
    pub max_bytes: u64,
    /// How many values all files may hold.
    pub max_values: usize,
    /// How many levels values may be nested.
    pub max_depth: usize,
}

impl LoadOptions {
    /// What may be read by a configuration.
    #[must_use]
    pub fn of(options: &Options) -> Self {
        let Limits { file_bytes, files, values, depth, .. } = options.limits;
        Self {
            allow_outside_root: options.source.allow_outside_root,
            max_files: files,
            max_bytes: file_bytes,
            max_values: values,
            max_depth: depth,
        }
    }

    pub(super) fn bounds(&self) -> Bounds {
        Bounds { files: self.max_files, values: self.max_values, depth: self.max_depth }
    }
}

impl Default for LoadOptions {
    fn default() -> Self {
        Self::of(&Options::default())
    }
}

/// Reads a document and every file that it refers to.
///
/// What cannot be read is a finding: fatal for the document itself, and told at the reference for
/// other files.
#[must_use]
pub fn load(path: &Path, options: &LoadOptions) -> Source {
    let name = path.display().to_string();
    let root = match read_file(path, options.max_bytes) {
        Ok(text) => SourceFile { name: name.clone(), text },
        Err(why) => return unreadable(&name, &why),
    };
    let folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    let mut loader = |relative: &str| load_relative(&folder, relative, options);
    read(root, options.bounds(), &mut loader)
}

/// Reads a document that comes on standard input. References to files are looked up in the current
/// folder.
#[must_use]
pub fn load_stdin(input: impl Read, options: &LoadOptions) -> Source {
    let name = String::from("<stdin>");
    let text = match read_text(input, 0, options.max_bytes) {
        Ok(text) => text,
        Err(why) => return unreadable(&name, &why),
    };
    let mut loader = |relative: &str| load_relative(Path::new(""), relative, options);
    read(SourceFile { name, text }, options.bounds(), &mut loader)
}

pub(super) fn unreadable(name: &str, why: &str) -> Source {
    let position = Position { file: name.to_owned(), line: 1, column: 1 };
    let finding = Diagnostic::new(Code::UnreadableFile, format!("cannot read `{name}`: {why}")).position(position);
    Source { diagnostics: [finding].into_iter().collect(), ..Source::default() }
}

/// Reads a file that nobody named, such as the configuration beside a document: an ordinary file of at most `max_bytes`, because
/// a device or a pipe has no end.
///
/// # Errors
/// As [`std::fs::read_to_string`], and when it is none.
pub fn read_beside(path: &Path, max_bytes: u64) -> io::Result<String> {
    let found = std::fs::metadata(path)?;
    if !found.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    read_file(path, max_bytes).map_err(io::Error::other)
}

fn load_relative(folder: &Path, relative: &str, options: &LoadOptions) -> Result<SourceFile, Refusal> {
    let path = folder.join(relative);
    if !options.allow_outside_root && !lies_below(folder, relative, &path)? {
        return Err(Refusal::Outside);
    }
    let regular = std::fs::metadata(&path).map_err(|error| Refusal::Unreadable(words(&error)))?.is_file();
    if !regular {
        return Err(Refusal::Unreadable(String::from("it is not a file")));
    }
    let text = read_file(&path, options.max_bytes).map_err(Refusal::Unreadable)?;
    Ok(SourceFile { name: path.display().to_string(), text })
}

/// Whether the file lies below the folder, as named and after all symbolic links.
fn lies_below(folder: &Path, relative: &str, path: &Path) -> Result<bool, Refusal> {
    if relative.starts_with(['/', '\\']) || relative.split(['/', '\\']).any(|part| part == "..") {
        return Ok(false);
    }
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real = |path: &Path| path.canonicalize().map_err(|error| Refusal::Unreadable(words(&error)));
    Ok(real(path)?.starts_with(real(here)?))
}

fn read_file(path: &Path, max_bytes: u64) -> Result<String, String> {
    let file = File::open(path).map_err(|error| words(&error))?;
    // Before anything is read, where the size is known.
    let size = file.metadata().ok().filter(Metadata::is_file).map_or(0, |found| found.len());
    if size > max_bytes {
        return Err(too_large(max_bytes));
    }
    read_text(file, size, max_bytes)
}

/// The text of what may have no end. `size` is how long it probably is.
fn read_text(input: impl Read, size: u64, max_bytes: u64) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(usize::try_from(size.saturating_add(1)).unwrap_or_default());
    input.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| words(&error))?;
    if bytes.len() as u64 > max_bytes {
        return Err(too_large(max_bytes));
    }
    decode(bytes)
}

pub(super) fn too_large(max_bytes: u64) -> String {
    format!("it is larger than {max_bytes} bytes")
}

/// UTF-8 as it is; UTF-16 is recognized by its byte order mark.
fn decode(bytes: Vec<u8>) -> Result<String, String> {
    let wide = |rest: &[u8], read: fn([u8; 2]) -> u16| {
        if !rest.chunks_exact(2).remainder().is_empty() {
            return Err(String::from("it is not valid UTF-16"));
        }
        let units: Vec<u16> = rest.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(read).collect();
        String::from_utf16(&units).map_err(|_| String::from("it is not valid UTF-16"))
    };
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes)
            .map_err(|error| format!("it is not UTF-8 text (byte {} is invalid)", error.utf8_error().valid_up_to())),
    }
}

fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => String::from("there is no such file"),
        io::ErrorKind::PermissionDenied => String::from("permission denied"),
        io::ErrorKind::IsADirectory => String::from("it is a folder"),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests;
