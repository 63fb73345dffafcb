//! What came of a document.
//!
//! Takes facts, gives a line of JSON and back. Fields may be added.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::Failure;

/// How it ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    /// There is a crate.
    #[default]
    Generated,
    /// It is Swagger 2.0, and was told so.
    Swagger2,
    /// It is no OpenAPI document, and was told so.
    Other,
    /// It cannot be used, and a finding says why.
    Refused,
    /// oasmith panicked.
    Panic,
    /// The process died: no memory, no stack.
    Crash,
    /// It did not come to an end in time.
    Hang,
}

/// An operation that was left out.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Skip {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) reason: String,
}

/// What came of a document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Row {
    pub(crate) document: String,
    pub(crate) outcome: Outcome,
    /// `openapi`, as written.
    pub(crate) version: String,
    /// Why it was refused, what it panicked with.
    pub(crate) reason: String,
    /// Bytes of the document.
    pub(crate) bytes: u64,
    /// Milliseconds of computing from text to files, or where the system does not tell them, of waiting.
    pub(crate) millis: u64,
    /// Operations below `paths`, counted without oasmith.
    pub(crate) declared: usize,
    pub(crate) generated: usize,
    pub(crate) skipped: Vec<Skip>,
    /// Rust names, and those of them that only a number tells apart.
    pub(crate) types: usize,
    pub(crate) numbered: usize,
    /// Lines of the crate, without the runtime.
    pub(crate) lines: usize,
    /// A hash of all files: equal for equal output of one build of the harness.
    pub(crate) hash: u64,
    /// How often each code was told.
    pub(crate) findings: BTreeMap<String, usize>,
    /// The first message of each code.
    pub(crate) samples: BTreeMap<String, String>,
}

/// The rows of a file; none when it is not there.
///
/// # Errors
/// A file that cannot be read. A last line that was cut off is left out.
pub(crate) fn read(path: &Path) -> Result<Vec<Row>, Failure> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(path)?;
    Ok(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}
