//! A listing for people at a terminal.
//!
//! Takes a listing, gives text: the worst first, what is the same in several operations once. Must not drop a change.

use std::fmt::Write as _;

use crate::base::{OrderedMap, OrderedSet};
use crate::render::Spot;

use super::change::RustLevel;
use super::check::{Area, Level};
use super::listing::{Entry, Listing, Summary};
use super::rust::ItemChange;

/// Operations that are named where a change is in several.
const NAMED: usize = 3;

impl Listing {
    /// Text for a terminal.
    #[must_use]
    pub fn to_text(&self, color: bool) -> String {
        let mut out = String::new();
        for level in [Level::Error, Level::Warning, Level::Info] {
            for group in self.groups().iter().filter(|group| group.iter().any(|entry| entry.level == level)) {
                write_group(&mut out, group, color);
            }
        }
        write_items(&mut out, &self.items);
        out.push_str(&self.summary.sentence());
        out.push('\n');
        out
    }

    /// The changes in the order of the listing. Together is what one place of the document does to several operations, or to several places
    /// of one; and what is said of several operations in the same words.
    #[must_use]
    pub fn groups(&self) -> Vec<Vec<&Entry>> {
        type Cause<'l> = (&'static str, Level, &'l str, Option<&'l Spot>, Option<&'l Spot>, &'l str);
        let mut causes: OrderedMap<Cause<'_>, Vec<&Entry>> = OrderedMap::new();
        for entry in &self.changes {
            // Around schemas, several things can be said of one place.
            let message = if entry.area == Area::Schemas { "" } else { &entry.message };
            let key = (entry.id, entry.level, &*entry.pointer, entry.old.as_ref(), entry.new.as_ref(), message);
            causes.entry(key).or_default().push(entry);
        }
        let mut groups: OrderedMap<(&'static str, Level, &str), Vec<&Entry>> = OrderedMap::new();
        for group in causes.into_values() {
            let Some(entry) = group.first() else { continue };
            groups.entry((entry.id, entry.level, &entry.message)).or_default().extend(group);
        }
        groups.into_values().collect()
    }
}

/// Where the changes of a group are: `GET /pets, POST /pets and 3 more; 7 places`. Names are written by `name`.
pub(super) fn places(group: &[&Entry], name: impl Fn(&str) -> String) -> Option<String> {
    let operations: OrderedSet<&str> = group.iter().filter_map(|entry| entry.operation.as_deref()).collect();
    let places: OrderedSet<_> = group.iter().map(|entry| (entry.message.as_str(), &entry.old, &entry.new)).collect();
    let named = operations.iter().take(NAMED).map(|operation| name(operation)).collect::<Vec<_>>().join(", ");
    let more = operations.len().saturating_sub(NAMED);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let count = if places.len() > 1 { format!("; {} places", group.len()) } else { String::new() };
    (!operations.is_empty()).then(|| format!("{named}{more}{count}"))
}

impl Summary {
    /// `3 changes: 1 error, 2 infos; the generated crate needs a major version`.
    #[must_use]
    pub fn sentence(&self) -> String {
        let all = self.errors + self.warnings + self.infos;
        let approved = if self.ignored == 0 { String::new() } else { format!("; {} approved", self.ignored) };
        if all == 0 {
            return format!("no changes{approved}");
        }
        let counts = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "info")];
        let parts: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| counted(*count, what)).collect();
        let semver = match self.semver {
            RustLevel::None => String::new(),
            level => format!("; the generated crate needs a {} version", level.name()),
        };
        format!("{}: {}{semver}{approved}", counted(all, "change"), parts.join(", "))
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The largest of the levels of a group.
pub(super) fn rust_level(group: &[&Entry]) -> RustLevel {
    group.iter().map(|entry| entry.rust_level).max().unwrap_or_default()
}

/// The items of the crate whose users have something to do, with the reasons.
fn write_items(out: &mut String, items: &[ItemChange]) {
    let major: Vec<&ItemChange> = items.iter().filter(|item| item.level == RustLevel::Major).collect();
    if major.is_empty() {
        return;
    }
    out.push_str("What users of the crate have to change:\n");
    for item in major {
        let _ = match (&item.old, &item.new) {
            (Some(_), None) => writeln!(out, "  `{}` is gone: {}", item.item, item.reason),
            _ => writeln!(out, "  `{}`: {}", item.item, item.reason),
        };
    }
    out.push('\n');
}

fn write_group(out: &mut String, group: &[&Entry], color: bool) {
    let Some(entry) = group.first() else { return };
    let (on, off) = match (color, entry.level) {
        (false, _) => ("", ""),
        (true, Level::Error) => ("\u{1b}[1;31m", "\u{1b}[0m"),
        (true, Level::Warning) => ("\u{1b}[1;33m", "\u{1b}[0m"),
        (true, Level::Info) => ("\u{1b}[1;32m", "\u{1b}[0m"),
    };
    let _ = write!(out, "{on}{}[{}]{off}: {}", entry.level.name(), entry.id, entry.message);
    let rust = rust_level(group);
    if rust > RustLevel::None {
        let _ = write!(out, " (Rust: {})", rust.name());
    }
    out.push('\n');
    if let Some(places) = places(group, str::to_owned) {
        let _ = writeln!(out, "  in {places}");
    }
    let place = |spot: &Spot| format!("{}:{}:{}", spot.file, spot.line, spot.column);
    if let Some(spot) = &entry.old {
        let _ = writeln!(out, "  old {}", place(spot));
    }
    if let Some(spot) = &entry.new {
        let _ = writeln!(out, "  new {}", place(spot));
    }
    out.push('\n');
}
