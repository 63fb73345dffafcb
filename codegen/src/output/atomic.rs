//! Files that appear complete or not at all.
//!
//! Takes a path and a text, writes a temporary file beside it and renames that. Must leave nothing behind: what a killed
//! process left is removed by the next one.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use super::OutputError;
use super::compare::holds;

const PREFIX: &str = ".oasmith-";
const SUFFIX: &str = ".tmp";

/// Writes a file atomically, unless it [holds](super::holds) this text already. Folders on the way are made. Gives whether it was written.
///
/// # Errors
/// When the operating system refuses.
pub fn replace_file(path: &Path, text: &str) -> Result<bool, OutputError> {
    replace_file_at(path, text, None)
}

/// Like [`replace_file`]; the file is said to have been changed at `modified`.
///
/// # Errors
/// When the operating system refuses.
pub fn replace_file_at(path: &Path, text: &str, modified: Option<SystemTime>) -> Result<bool, OutputError> {
    if holds(path, text) {
        return Ok(false);
    }
    write_atomically(path, text, modified)?;
    Ok(true)
}

/// Writes `text` to `path` by way of a temporary file in the same folder; `modified` becomes its time of change.
pub(super) fn write_atomically(path: &Path, text: &str, modified: Option<SystemTime>) -> Result<(), OutputError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // Most often the folder is there. A second try also for the case that another process took the temporary file for a left-over
    // (see `is_left_over`).
    let result = match try_write(folder, path, text, modified) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder).map_err(OutputError::io(folder, "write"))?;
            try_write(folder, path, text, modified)
        }
        other => other,
    };
    result.map_err(OutputError::io(path, "write"))
}

fn try_write(folder: &Path, path: &Path, text: &str, modified: Option<SystemTime>) -> io::Result<()> {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    let temporary = folder.join(format!("{PREFIX}{}-{number}{SUFFIX}", std::process::id()));
    let write = || {
        let mut file = fs::File::create_new(&temporary)?;
        file.write_all(text.as_bytes())?;
        if let Some(time) = modified {
            file.set_modified(time)?;
        }
        drop(file);
        fs::rename(&temporary, path)
    };
    let result = write();
    if result.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    result
}

/// Removes the temporary files in `folder` that processes left which are no more. Failures do not matter: the next run
/// tries again.
pub(super) fn remove_left_overs(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if name.to_str().and_then(owner).is_some_and(|process| is_left_over(process, &entry.path())) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The process that a temporary file belongs to.
fn owner(name: &str) -> Option<u32> {
    let (process, number) = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?.split_once('-')?;
    number.parse::<u32>().ok()?;
    process.parse().ok()
}

/// Two builds may run at once, so a temporary file is only taken away when its process is gone. Where that cannot be asked,
/// age tells: nobody needs a minute between making a file and renaming it.
fn is_left_over(process: u32, path: &PathBuf) -> bool {
    if process == std::process::id() {
        return false;
    }
    if Path::new("/proc/self").exists() {
        return is_gone(process);
    }
    let age = fs::metadata(path).and_then(|found| found.modified()).map(|time| time.elapsed().unwrap_or_default());
    age.is_ok_and(|age| age > Duration::from_secs(60))
}

/// Whether a process is no more, or ended and nobody has asked how: that can last, where the parent went first.
fn is_gone(process: u32) -> bool {
    let Ok(text) = fs::read_to_string(format!("/proc/{process}/stat")) else { return true };
    // The third field of proc(5), behind a name that may hold anything.
    let state = text.rsplit(')').next().unwrap_or_default().trim_start();
    state.starts_with(['Z', 'X', 'x'])
}
