//! Which documents a run is about.
//!
//! Takes folders, files and lists, gives paths in a fixed order, or a sample of them. Must not look into documents.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::args::Wanted;

/// What a file that can be a document ends with.
const ENDINGS: &[&str] = &["json", "yaml", "yml"];
/// What never is one.
const OTHERS: &[&str] = &["package.json", "package-lock.json", "tsconfig.json"];

/// The documents that the command line names, sorted; of those a sample, should one be wanted.
///
/// # Errors
/// A folder or list that cannot be read, and nothing at all.
pub(crate) fn find(wanted: &Wanted) -> Result<Vec<PathBuf>, Failure> {
    let mut found = BTreeSet::new();
    for path in &wanted.paths {
        if path.is_dir() {
            search(path, &mut found)?;
        } else {
            found.insert(path.clone());
        }
    }
    if let Some(list) = &wanted.list {
        let folder = list.parent().unwrap_or(Path::new(""));
        let text = fs::read_to_string(list).map_err(|error| format!("{}: {error}", list.display()))?;
        found.extend(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| folder.join(line)));
    }
    let mut found: Vec<PathBuf> = found.into_iter().collect();
    if found.is_empty() {
        return Err("there is no document".into());
    }
    if let Some(count) = wanted.sample {
        fastrand::Rng::with_seed(wanted.seed).shuffle(&mut found);
        found.truncate(count);
        found.sort();
    }
    Ok(found)
}

fn search(folder: &Path, found: &mut BTreeSet<PathBuf>) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if name != "node_modules" {
                search(&path, found)?;
            }
        } else if path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known))
            && !OTHERS.contains(&name)
        {
            found.insert(path);
        }
    }
    Ok(())
}
