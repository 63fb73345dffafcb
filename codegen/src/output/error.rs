//! Why a folder could not be compared or written.
//!
//! Takes what went wrong, gives one message. Must not print.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a folder could not be compared or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputError {
    /// A path that would leave the folder, or that some file system cannot hold.
    Path {
        /// The path as generated.
        path: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A symbolic link, or a file of another kind than needed, is in the way.
    InTheWay {
        /// Where it is.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// Files that oasmith did not write are where generated ones would go. Nothing was written.
    Foreign {
        /// The folder.
        root: PathBuf,
        /// Their paths below it.
        paths: Vec<String>,
    },
    /// The operating system refused.
    Io {
        /// The file.
        path: PathBuf,
        /// What was tried: `read`, `write`, `remove`.
        action: &'static str,
        /// The reason.
        error: io::Error,
    },
}

impl OutputError {
    pub(super) fn io(path: &Path, action: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Io { path: path.to_owned(), action, error }
    }

    /// Whether the folder cannot be written at all.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        match self {
            Self::Io { action, error, .. } => {
                *action != "read"
                    && matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
            }
            _ => false,
        }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path { path, problem } => write!(f, "the output path `{}` {problem}", path.escape_debug()),
            Self::InTheWay { path, what } => {
                write!(f, "{} is {what}, and nothing is written through it", path.display())
            }
            Self::Foreign { root, paths } => {
                write!(f, "{} has files that oasmith did not write and would replace: ", root.display())?;
                for (index, path) in paths.iter().take(5).enumerate() {
                    write!(f, "{}{path}", if index == 0 { "" } else { ", " })?;
                }
                if paths.len() > 5 {
                    write!(f, " and {} more", paths.len() - 5)?;
                }
                f.write_str("; move them away or name another folder")
            }
            Self::Io { path, action, error } => write!(f, "cannot {action} {}: {error}", path.display()),
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}
