//! Makes a folder what it should be.
//!
//! Takes a comparison, writes its differences. Must be safe to kill between any two steps: the list of our files names
//! every file before it is made and until after it is gone, so the next run finds all of them.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use crate::base::each;

use super::OutputError;
use super::atomic::{remove_left_overs, write_atomically};
use super::compare::{Change, Comparison, Difference};
use super::owned::{self, print_owned};
use super::path::folder_place;

impl Comparison {
    /// Writes what differs and removes what is no longer generated. Gives how many files were changed.
    ///
    /// # Errors
    /// When files are in the way that oasmith did not write (then nothing was written), or when the operating system refuses.
    pub fn apply(&self) -> Result<usize, OutputError> {
        self.apply_at(None)
    }

    /// Like [`Comparison::apply`]; files that are written are said to have been changed at `modified`.
    ///
    /// A build script passes the time of its own start: cargo would run it once more for files that are newer.
    ///
    /// # Errors
    /// Like [`Comparison::apply`].
    pub fn apply_at(&self, modified: Option<SystemTime>) -> Result<usize, OutputError> {
        if !self.foreign.is_empty() {
            return Err(OutputError::Foreign { root: self.root.clone(), paths: self.foreign.clone() });
        }
        let folders: BTreeSet<&str> =
            self.owned.union(&self.wanted).map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder)).collect();
        for folder in folders {
            remove_left_overs(&folder_place(&self.root, folder)?);
        }
        if self.is_same() {
            return Ok(0);
        }
        let list = self.root.join(owned::NAME);
        if !self.wanted.is_subset(&self.owned) {
            let both = print_owned(self.owned.union(&self.wanted).map(String::as_str));
            write_atomically(&list, &both, modified)?;
        }
        let found: Vec<_> = self.differences.iter().filter(|found| found.path != owned::NAME).collect();
        let (removed, written): (Vec<&Difference>, Vec<&Difference>) =
            found.iter().partition(|found| found.change == Change::Remove);
        // First what goes: a folder may come where a file was.
        for difference in removed {
            remove(&self.root, &difference.place)?;
        }
        // Making a file is mostly waiting for the operating system.
        let results = each(&written, |found| write_atomically(&found.place, &found.after, modified));
        results.into_iter().collect::<Result<(), _>>()?;
        let changed = found.len();
        if self.wanted != self.owned || self.differences.iter().any(|found| found.path == owned::NAME) {
            write_atomically(&list, &print_owned(self.wanted.iter().map(String::as_str)), modified)?;
        }
        Ok(changed)
    }
}

/// Removes a file, and the folders above it that are empty then.
fn remove(root: &Path, place: &Path) -> Result<(), OutputError> {
    match fs::remove_file(place) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(OutputError::io(place, "remove")(error)),
        _ => {}
    }
    for folder in place.ancestors().skip(1).take_while(|folder| *folder != root) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}
