//! Paths as they are written into a manifest.
//!
//! Takes paths of the command line, gives one that is relative to the manifest. Must not ask the file system for more than
//! where links lead.

use std::io;
use std::path::{Component, Path, PathBuf};

/// The runtime's folder as the manifest in `output` has to name it: absolute when the user gave an absolute one, otherwise relative,
/// so that both can be moved together and the text is the same on every machine.
pub(crate) fn from_manifest(folder: &Path, output: &Path) -> io::Result<PathBuf> {
    if folder.is_absolute() {
        return Ok(folder.to_path_buf());
    }
    let folder = folder.canonicalize()?;
    let output = real_path(output)?;
    Ok(relative(&folder, &output).unwrap_or(folder))
}

/// Like `canonicalize`, for a path whose last parts need not exist.
fn real_path(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    for ancestor in path.ancestors() {
        if let Ok(real) = ancestor.canonicalize() {
            let rest = path.strip_prefix(ancestor).unwrap_or(Path::new(""));
            return Ok(if rest.as_os_str().is_empty() { real } else { real.join(rest) });
        }
    }
    Ok(path)
}

/// `to` seen from the folder `from`, both absolute; nothing when they have no root in common.
fn relative(to: &Path, from: &Path) -> Option<PathBuf> {
    let (to, from): (Vec<_>, Vec<_>) = (to.components().collect(), from.components().collect());
    let common = to.iter().zip(&from).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return None;
    }
    let up = from.iter().skip(common).map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(to.iter().skip(common).copied()).collect();
    Some(if path.as_os_str().is_empty() { PathBuf::from(".") } else { path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_manifest() {
        let cases = [
            ("/a/runtime", "/a/out", "../runtime"),
            ("/a/b", "/a/b/c/d", "../.."),
            ("/a/b/c", "/a", "b/c"),
            ("/a", "/a", "."),
            ("/x", "/y/z", "../../x"),
        ];
        for (to, from, expected) in cases {
            assert_eq!(relative(Path::new(to), Path::new(from)), Some(PathBuf::from(expected)));
        }
    }

    #[test]
    fn an_absolute_folder_stays_as_it_is() {
        assert_eq!(from_manifest(Path::new("/no/such"), Path::new("out")).unwrap(), Path::new("/no/such"));
        assert!(from_manifest(Path::new("no/such/folder"), Path::new("out")).is_err());
    }
}
