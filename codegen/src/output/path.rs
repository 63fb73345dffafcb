//! Paths below the output folder.
//!
//! Takes the relative path of a generated file, gives its place on the disk. Must refuse whatever could lead elsewhere.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs;
use std::path::{Path, PathBuf};

use super::{GeneratedFile, OutputError};

/// Checks that a path stays below the folder that it is joined to, on every operating system.
pub(super) fn check_path(path: &str) -> Result<(), OutputError> {
    let fail = |problem| Err(OutputError::Path { path: path.to_owned(), problem });
    for part in path.split('/') {
        match part {
            "" => return fail("has an empty part"),
            "." | ".." => return fail("leaves the folder"),
            _ => {}
        }
        // `:` is a drive or a stream on Windows, `\` a separator.
        if part.contains(|c: char| c.is_control() || matches!(c, '\\' | ':' | '<' | '>' | '"' | '|' | '?' | '*')) {
            return fail("has characters that not every file system can hold");
        }
        if part.ends_with(['.', ' ']) {
            return fail("has a part that ends with a dot or a space");
        }
    }
    Ok(())
}

/// Checks the paths of all files, and that no two are equal, not even on a file system that ignores case.
pub(super) fn check_paths(files: &[GeneratedFile]) -> Result<(), OutputError> {
    let mut seen = HashMap::new();
    for file in files {
        check_path(&file.path)?;
        if seen.insert(file.path.to_lowercase(), ()).is_some() {
            let problem = "is there twice (where file systems ignore case)";
            return Err(OutputError::Path { path: file.path.clone(), problem });
        }
    }
    Ok(())
}

/// Where files are below a folder. What they are in is looked at once for all of them.
pub(super) struct Places<'p> {
    /// The folders, and whether they are there.
    folders: HashMap<&'p str, (PathBuf, bool)>,
}

impl<'p> Places<'p> {
    /// The folders that these files are in, after making sure that nothing on the way is something else.
    pub(super) fn of(root: &Path, files: &'p [GeneratedFile]) -> Result<Self, OutputError> {
        let mut folders = HashMap::new();
        for file in files {
            check_path(&file.path)?;
            if let Entry::Vacant(entry) = folders.entry(parts(&file.path).0) {
                let place = folder_place(root, entry.key())?;
                let is_there = place.try_exists().unwrap_or(true);
                entry.insert((place, is_there));
            }
        }
        Ok(Self { folders })
    }

    /// The place of one of the files, and whether something may be there: then it is a file.
    pub(super) fn place(&self, root: &Path, path: &str) -> Result<(PathBuf, bool), OutputError> {
        let (folder, name) = parts(path);
        match self.folders.get(folder) {
            Some((folder, false)) => Ok((folder.join(name), false)),
            Some((folder, true)) => Ok((check_file(folder.join(name))?, true)),
            None => Ok((file_place(root, path)?, true)),
        }
    }
}

/// The folder of a path, which may be empty, and the name.
fn parts(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The place of the file `path` below `root`, after making sure that nothing on the way is a symbolic link and that what
/// is there already is a file in folders.
pub(super) fn file_place(root: &Path, path: &str) -> Result<PathBuf, OutputError> {
    check_path(path)?;
    let (folder, name) = parts(path);
    check_file(folder_place(root, folder)?.join(name))
}

fn check_file(place: PathBuf) -> Result<PathBuf, OutputError> {
    match fs::symlink_metadata(&place) {
        Ok(found) if found.is_symlink() => Err(OutputError::InTheWay { path: place, what: "a symbolic link" }),
        Ok(found) if !found.is_file() => Err(OutputError::InTheWay { path: place, what: "not a file" }),
        _ => Ok(place),
    }
}

/// The place of a folder below `root`, after making sure that nothing on the way is something else. The empty path is `root`.
pub(super) fn folder_place(root: &Path, path: &str) -> Result<PathBuf, OutputError> {
    let mut place = root.to_path_buf();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        place.push(part);
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_symlink() => {
                return Err(OutputError::InTheWay { path: place, what: "a symbolic link" });
            }
            Ok(found) if !found.is_dir() => return Err(OutputError::InTheWay { path: place, what: "not a folder" }),
            _ => {}
        }
    }
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_below_the_folder_pass() {
        for path in ["Cargo.toml", "src/lib.rs", "src/a/b_c-d.rs", ".oasmith-files"] {
            assert!(check_path(path).is_ok(), "{path}");
        }
        for path in [
            "",
            "/etc/passwd",
            "..",
            "../x",
            "a/../x",
            "a//b",
            "a/",
            "./a",
            "C:x",
            "a\\b",
            "a\0",
            "a\n",
            "x.",
            "a /b",
            "a?",
        ] {
            assert!(check_path(path).is_err(), "{path:?}");
        }
    }

    #[test]
    fn a_path_can_be_there_only_once() {
        let files = ["src/Foo.rs", "src/foo.rs"].map(|path| GeneratedFile::new(path, ""));
        assert!(matches!(check_paths(&files), Err(OutputError::Path { path, .. }) if path == "src/foo.rs"));
    }
}
