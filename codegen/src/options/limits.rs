//! `[limits]`: what a run may use before it gives up.
//!
//! Takes a table, gives [`Limits`]. The defaults are far above what real documents need, and low enough that a hostile one does not take
//! a machine with it.

use super::table::{Findings, Section};

/// How much a run may read, write, tell and take.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The size of one file, in bytes.
    pub file_bytes: u64,
    /// How many files a document may consist of.
    pub files: usize,
    /// How many values all files may hold: objects, lists and scalars, after the aliases of YAML were followed.
    pub values: usize,
    /// How many levels values may be nested; parsers stop at 127 in any case.
    pub depth: usize,
    /// The size of all generated files together, in bytes.
    pub output_bytes: u64,
    /// How many findings are told one by one.
    pub findings: usize,
    /// How long a run of the command or of a build script may take, in seconds.
    pub seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 100 << 20,
            files: 10_000,
            values: 20_000_000,
            depth: 127,
            output_bytes: 1 << 30,
            findings: 2_000,
            seconds: 600,
        }
    }
}

pub(super) fn read_limits(findings: &mut Findings<'_>, limits: Section<'_>) -> Limits {
    limits.check_keys(findings, &["file-bytes", "files", "values", "depth", "output-bytes", "findings", "seconds"]);
    let mut at_least_one = |key| {
        let number = limits.count(findings, key)?;
        if number == 0 {
            findings.push(limits.at(), format!("`{key}` has to be at least 1"));
            return None;
        }
        Some(number)
    };
    let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let defaults = Limits::default();
    Limits {
        file_bytes: at_least_one("file-bytes").map_or(defaults.file_bytes, u64::from),
        files: at_least_one("files").map_or(defaults.files, size),
        values: at_least_one("values").map_or(defaults.values, size),
        depth: at_least_one("depth").map_or(defaults.depth, size),
        output_bytes: at_least_one("output-bytes").map_or(defaults.output_bytes, u64::from),
        findings: at_least_one("findings").map_or(defaults.findings, size),
        seconds: at_least_one("seconds").map_or(defaults.seconds, u64::from),
    }
}
