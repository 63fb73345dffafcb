//! What differs between generated files and a folder.
//!
//! Takes files and a folder, gives the differences, in the order of their paths, and a short diff of them. Must not
//! write: see `write` for that.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use similar::{ChangeTag, TextDiff};

use crate::base::each;

use super::owned::{self, is_marked, print_owned, read_owned};
use super::path::{Places, check_paths, file_place};
use super::{GeneratedFile, OutputError};

/// What has to happen to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is not there.
    Create,
    /// It holds something else.
    Update,
    /// It was generated once and is no more.
    Remove,
}

/// A file that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its path below the folder, with `/`.
    pub path: String,
    /// What has to happen.
    pub change: Change,
    /// Its place on the disk.
    pub(super) place: PathBuf,
    /// What it holds.
    before: Vec<u8>,
    /// What it should hold.
    pub(super) after: String,
}

/// A folder, compared with what should be in it.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub(super) root: PathBuf,
    pub(super) differences: Vec<Difference>,
    /// The files that were ours before.
    pub(super) owned: BTreeSet<String>,
    /// The files that will be.
    pub(super) wanted: BTreeSet<String>,
    /// Files in the way that are not ours.
    pub(super) foreign: Vec<String>,
}

/// Compares the folder `root`, which need not exist, with `files`.
///
/// # Errors
/// When a path leads out of the folder, something that is no file is in the way, or a file cannot be read.
pub fn compare(root: &Path, files: &[GeneratedFile]) -> Result<Comparison, OutputError> {
    check_paths(files)?;
    let owned = read_owned(root)?;
    let wanted: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
    let mut found =
        Comparison { root: root.to_path_buf(), differences: Vec::new(), owned, wanted, foreign: Vec::new() };
    let places = Places::of(root, files)?;
    for compared in each(files, |file| found.compare_file(file, &places)) {
        found.add(compared?);
    }
    for path in found.owned.difference(&found.wanted).cloned().collect::<Vec<_>>() {
        let place = file_place(root, &path)?;
        if let Some(before) = read_if_there(&place)? {
            found.differences.push(Difference { path, change: Change::Remove, place, before, after: String::new() });
        }
    }
    // The list is one of the files: without it, the next run would not know what is ours.
    let list = GeneratedFile::new(owned::NAME, print_owned(found.wanted.iter().map(String::as_str)));
    found.owned.insert(list.path.clone());
    let places = Places::of(root, std::slice::from_ref(&list))?;
    found.add(found.compare_file(&list, &places)?);
    found.owned.remove(&list.path);
    found.differences.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// Whether the file `place` is there and holds `text`. Line ends do not count: Git may have given it those of Windows.
#[must_use]
pub fn holds(place: &Path, text: &str) -> bool {
    fs::read(place).is_ok_and(|bytes| is_text(&bytes, text))
}

fn is_text(bytes: &[u8], text: &str) -> bool {
    let with_other_ends = || bytes.contains(&b'\r') && String::from_utf8_lossy(bytes).replace("\r\n", "\n") == text;
    bytes == text.as_bytes() || with_other_ends()
}

fn read_if_there(place: &Path) -> Result<Option<Vec<u8>>, OutputError> {
    match fs::read(place) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(OutputError::io(place, "read")(error)),
    }
}

impl Comparison {
    /// How a file differs, if it does.
    fn compare_file(&self, file: &GeneratedFile, places: &Places<'_>) -> Result<Option<Difference>, OutputError> {
        let (place, may_be_there) = places.place(&self.root, &file.path)?;
        let before = if may_be_there { read_if_there(&place)? } else { None };
        let change = match &before {
            Some(bytes) if is_text(bytes, &file.text) => return Ok(None),
            Some(_) => Change::Update,
            None => Change::Create,
        };
        let (before, after) = (before.unwrap_or_default(), file.text.clone());
        Ok(Some(Difference { path: file.path.clone(), change, place, before, after }))
    }

    fn add(&mut self, difference: Option<Difference>) {
        let Some(found) = difference else { return };
        if found.change == Change::Update && !self.owned.contains(&found.path) && !is_marked(&found.before) {
            self.foreign.push(found.path.clone());
        }
        self.differences.push(found);
    }

    /// Whether the folder is as it should be.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.differences.is_empty()
    }

    /// What is not as it should be, in the order of the paths.
    #[must_use]
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    /// The differences for a reader: which files, and the first lines that differ in the first few of them. `-` is what
    /// is there, `+` is what should be there.
    #[must_use]
    pub fn short_diff(&self) -> String {
        const LISTED: usize = 20;
        const SHOWN: usize = 3;
        let mut text = String::new();
        // The list is told of only when nothing else is to be told.
        let only_list = self.differences.len() == 1;
        let told: Vec<&Difference> =
            self.differences.iter().filter(|found| only_list || found.path != owned::NAME).collect();
        for difference in told.iter().take(LISTED) {
            let word = match difference.change {
                Change::Create => "missing",
                Change::Update => "differs",
                Change::Remove => "no longer generated",
            };
            let _ = writeln!(text, "{}: {word}", difference.path);
        }
        if let Some(more) = told.len().checked_sub(LISTED).filter(|more| *more > 0) {
            let _ = writeln!(text, "... and {more} more");
        }
        for difference in told.iter().filter(|found| found.change == Change::Update).take(SHOWN) {
            text.push('\n');
            difference.print_first_lines(&mut text);
        }
        text
    }
}

impl Difference {
    /// Only a window around the first difference is compared, so that the cost does not grow with the files.
    fn print_first_lines(&self, text: &mut String) {
        const CONTEXT: usize = 3;
        const WINDOW: usize = 40;
        const SHOWN: usize = 20;
        let before = String::from_utf8_lossy(&self.before);
        let equal = before.lines().zip(self.after.lines()).take_while(|(a, b)| a == b).count();
        let start = equal.saturating_sub(CONTEXT);
        let window = |text: &str| text.lines().skip(start).take(WINDOW).map(printable).collect::<Vec<_>>().join("\n");
        let (old, new) = (window(&before), window(&self.after));
        let _ = writeln!(text, "--- {}, from line {}", self.path, start + 1);
        let _ = writeln!(text, "+++ {}, generated", self.path);
        let diff = TextDiff::from_lines(&old, &new);
        // A line that ends the window on one side only is no difference, so the changes are cut off early.
        for change in diff.iter_all_changes().take(SHOWN) {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            let _ = writeln!(text, "{sign}{}", change.value().trim_end_matches('\n'));
        }
    }
}

/// A line without what a terminal would obey.
fn printable(line: &str) -> String {
    line.chars().map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect()
}
