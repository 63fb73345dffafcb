//! The list of files that are ours.
//!
//! Takes and gives paths; kept as `.oasmith-files` in the output folder, one path a line. A file that is no longer
//! generated is removed only when it is listed. Must not trust the list: it is a file like any other.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::OutputError;
use super::path::check_path;

/// The file's name.
pub(super) const NAME: &str = ".oasmith-files";

const HEADER: &str = "# The files of this folder that oasmith wrote: it replaces them, and removes those that are no longer generated.\n";

/// Reads the list below `root`; no list: nothing is ours. Lines that are no paths are passed over.
pub(super) fn read_owned(root: &Path) -> Result<BTreeSet<String>, OutputError> {
    let path = root.join(NAME);
    let text = match fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(BTreeSet::new());
        }
        Err(error) => return Err(OutputError::io(&path, "read")(error)),
    };
    let paths = text.lines().map(str::trim_end).filter(|line| !line.starts_with('#') && check_path(line).is_ok());
    Ok(paths.filter(|line| *line != NAME).map(ToOwned::to_owned).collect())
}

/// The text of the list.
pub(super) fn print_owned<'a>(paths: impl IntoIterator<Item = &'a str>) -> String {
    let sorted: BTreeSet<&str> = paths.into_iter().collect();
    let mut text = HEADER.to_owned();
    for path in sorted {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// Whether a file says of itself that oasmith wrote it: how a folder is recognised whose list was lost.
pub(super) fn is_marked(content: &[u8]) -> bool {
    let head = content.get(..1024).unwrap_or(content);
    let head = String::from_utf8_lossy(head);
    head.contains("enerated by oasmith")
}
