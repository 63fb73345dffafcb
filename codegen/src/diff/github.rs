//! A listing as annotations of a pull request.
//!
//! Takes a listing, gives workflow commands of GitHub Actions: one for each group of changes, on the line of the new document, the
//! worst first, because only the first ones are shown.

use std::fmt::Write as _;

use super::change::RustLevel;
use super::check::Level;
use super::listing::{Entry, Listing};
use super::text::{places, rust_level};
use crate::render::{command_data, command_property};

impl Listing {
    /// Workflow commands of GitHub Actions.
    #[must_use]
    pub fn to_github(&self) -> String {
        let mut groups = self.groups();
        groups.sort_by_key(|group| {
            group.first().map(|entry| (std::cmp::Reverse(entry.level), std::cmp::Reverse(rust_level(group))))
        });
        groups.iter().map(|group| annotation(group)).collect()
    }
}

fn annotation(group: &[&Entry]) -> String {
    let Some(entry) = group.first() else { return String::new() };
    let kind = match entry.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "notice",
    };
    let mut message = entry.message.clone();
    if let Some(places) = places(group, str::to_owned) {
        let _ = write!(message, " (in {places})");
    }
    let rust = rust_level(group);
    if rust >= RustLevel::Minor {
        let _ = write!(message, "; the generated crate needs a {} version", rust.name());
    }
    let place = entry.new.as_ref().map_or_else(String::new, |spot| {
        let last = spot.column.saturating_add(spot.length);
        format!("file={},line={},col={},endColumn={last},", command_property(&spot.file), spot.line, spot.column)
    });
    format!("::{kind} {place}title={}::{}\n", command_property(entry.id), command_data(&message))
}
