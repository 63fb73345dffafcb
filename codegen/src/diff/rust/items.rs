//! What becomes of the items of the crate, as outputs show it.
//!
//! Takes findings, gives plain data that serializes in a fixed order.

use serde::Serialize;

use super::finding::Finding;
use crate::diff::RustLevel;
use crate::render::clean;

/// An item that is another than before. Texts hold no control characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ItemChange {
    /// Its path as it was, or as it is when it is new.
    pub item: String,
    /// The id of the check.
    pub id: &'static str,
    /// `major`, `minor` or `patch`.
    #[serde(serialize_with = "level")]
    pub level: RustLevel,
    /// Whether code that uses the old item still compiles.
    pub compiles: bool,
    /// How it was declared; null when it is new.
    pub old: Option<String>,
    /// How it is declared now; null when it is gone.
    pub new: Option<String>,
    /// Why, in terms of the document.
    pub reason: String,
}

/// The findings that tell something by themselves.
#[must_use]
pub fn item_changes(findings: &[Finding]) -> Vec<ItemChange> {
    let told = findings.iter().filter(|finding| !finding.implied);
    told.map(|finding| ItemChange {
        item: clean(&finding.item()),
        id: finding.check.id,
        level: finding.level,
        compiles: finding.compiles,
        old: finding.old_text.as_deref().map(clean),
        new: finding.new_text.as_deref().map(clean),
        reason: clean(&finding.reason),
    })
    .collect()
}

fn level<S: serde::Serializer>(level: &RustLevel, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(level.name())
}
