//! Changes with their places: what every output is made from.
//!
//! Takes a report and the two trees, finds all places with one walk over each text, gives plain data that serializes in a fixed order.
//! A stable contract: fields may be added, never renamed or removed.

use serde::Serialize;

use crate::base::{NodeId, both};
use crate::diag::Target;
use crate::render::{Spot, clean, spots};
use crate::source::Tree;

use super::change::{Change, RustLevel};
use super::check::{Area, Direction, Level};
use super::rust::ItemChange;

/// One change, ready to be shown. Texts hold no control characters.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Entry {
    /// The id of its check.
    pub id: &'static str,
    /// `error`, `warning` or `info`: what it does on the wire.
    #[serde(serialize_with = "level")]
    pub level: Level,
    /// `major`, `minor`, `patch` or `none`: what it does to users of the generated crate.
    #[serde(serialize_with = "rust_level")]
    pub rust_level: RustLevel,
    /// `request`, `response` or `both`.
    #[serde(serialize_with = "direction")]
    pub direction: Direction,
    /// What part of the description it is about.
    #[serde(serialize_with = "area")]
    pub area: Area,
    /// `GET /pets`; null when it is about the document as a whole.
    pub operation: Option<String>,
    /// The JSON pointer in the new document, or in the old one for what is gone.
    pub pointer: String,
    /// One sentence.
    pub message: String,
    /// The place in the old document.
    pub old: Option<Spot>,
    /// The place in the new document.
    pub new: Option<Spot>,
    /// Identifies it in ignore lists.
    pub fingerprint: String,
}

/// All changes of one or several pairs of documents.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Listing {
    /// The changes, in the order of the documents.
    pub changes: Vec<Entry>,
    /// What becomes of the items of the generated crate.
    pub items: Vec<ItemChange>,
    /// How many changes there are.
    pub summary: Summary,
}

/// How many changes there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// Of level `error`.
    pub errors: usize,
    /// Of level `warning`.
    pub warnings: usize,
    /// Of level `info`.
    pub infos: usize,
    /// Approved by the settings, and not among the changes.
    pub ignored: usize,
    /// The largest of the Rust levels: how the version of the generated crate has to grow.
    #[serde(serialize_with = "rust_level")]
    pub semver: RustLevel,
}

impl Listing {
    /// Finds the places of all changes.
    #[must_use]
    pub fn new(changes: &[Change], old: &Tree, new: &Tree) -> Self {
        let wanted = |node: fn(&Change) -> Option<NodeId>| -> Vec<(NodeId, Target)> {
            changes.iter().filter_map(node).map(|node| (node, Target::Key)).collect()
        };
        let (old_spots, new_spots) =
            both(|| spots(old, &wanted(|change| change.old)), || spots(new, &wanted(|change| change.new)));
        let (mut old_spots, mut new_spots) = (old_spots.into_iter(), new_spots.into_iter());
        let mut listing = Self::default();
        for change in changes {
            listing.push(Entry {
                id: change.check.id,
                level: change.level,
                rust_level: change.rust_level,
                direction: change.check.direction,
                area: change.check.area,
                operation: change.operation.as_deref().map(clean),
                pointer: clean(&pointer(change, old, new)),
                message: clean(&change.message),
                old: change.old.and_then(|_| old_spots.next()),
                new: change.new.and_then(|_| new_spots.next()),
                fingerprint: change.fingerprint.to_string(),
            });
        }
        listing
    }

    /// Adds a change and counts it.
    pub fn push(&mut self, entry: Entry) {
        match entry.level {
            Level::Error => self.summary.errors += 1,
            Level::Warning => self.summary.warnings += 1,
            Level::Info => self.summary.infos += 1,
        }
        self.summary.semver = self.summary.semver.max(entry.rust_level);
        self.changes.push(entry);
    }

    /// Adds the changes of another pair of documents.
    pub fn extend(&mut self, other: Self) {
        other.changes.into_iter().for_each(|entry| self.push(entry));
        self.items.extend(other.items);
    }

    /// The listing as JSON, indented, with a final line break.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Texts and numbers only: nothing in here can fail to serialize.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

fn pointer(change: &Change, old: &Tree, new: &Tree) -> String {
    use super::check::Action::Remove;
    match (change.old, change.new) {
        (Some(node), _) if change.check.action == Remove => old.pointer(node),
        (_, Some(node)) => new.pointer(node),
        (Some(node), None) => old.pointer(node),
        (None, None) => String::from("#"),
    }
}

fn level<S: serde::Serializer>(level: &Level, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(level.name())
}

fn rust_level<S: serde::Serializer>(level: &RustLevel, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(level.name())
}

fn direction<S: serde::Serializer>(direction: &Direction, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(direction.name())
}

fn area<S: serde::Serializer>(area: &Area, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(area.name())
}
