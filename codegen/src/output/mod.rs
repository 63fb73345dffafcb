//! From texts in memory to files in a folder, and back to what differs.
//!
//! Takes generated files, gives a folder that holds exactly them beside what is not ours. Must not touch a file that
//! oasmith did not write, must not follow symbolic links, and must be safe to kill at any moment: every file appears
//! complete or not at all, and the next run finishes or undoes what was begun.

mod arrange;
mod atomic;
mod compare;
pub mod embed;
mod error;
mod owned;
mod path;
mod write;

pub use arrange::arrange;
pub use atomic::{replace_file, replace_file_at};
pub use compare::{Change, Comparison, Difference, compare, holds};
pub use error::OutputError;

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GeneratedFile {
    /// Where it goes: relative to the output folder, with `/` between the parts.
    pub path: String,
    /// What it holds.
    pub text: String,
}

impl GeneratedFile {
    /// A file of this path and text.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }
}

#[cfg(test)]
mod tests;
