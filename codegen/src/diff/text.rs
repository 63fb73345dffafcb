//! A listing for people at a terminal.
//!
//! Takes a listing, gives text: the worst first, what is the same in several operations once. Must not drop a change.

use std::fmt::Write as _;

use crate::base::OrderedMap;
use crate::render::Spot;

use super::change::RustLevel;
use super::check::Level;
use super::listing::{Entry, Listing, Summary};

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
        out.push_str(&self.summary.sentence());
        out.push('\n');
        out
    }

    /// The changes in the order of the listing, those that differ in nothing but the operation together.
    #[must_use]
    pub fn groups(&self) -> Vec<Vec<&Entry>> {
        type Key<'l> = (&'static str, Level, &'l str, &'l str);
        let mut groups: OrderedMap<Key<'_>, Vec<&Entry>> = OrderedMap::new();
        for entry in &self.changes {
            groups.entry((entry.id, entry.level, &entry.pointer, &entry.message)).or_default().push(entry);
        }
        groups.into_values().collect()
    }
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

fn write_group(out: &mut String, group: &[&Entry], color: bool) {
    let Some(entry) = group.first() else { return };
    let (on, off) = match (color, entry.level) {
        (false, _) => ("", ""),
        (true, Level::Error) => ("\u{1b}[1;31m", "\u{1b}[0m"),
        (true, Level::Warning) => ("\u{1b}[1;33m", "\u{1b}[0m"),
        (true, Level::Info) => ("\u{1b}[1;32m", "\u{1b}[0m"),
    };
    let _ = write!(out, "{on}{}[{}]{off}: {}", entry.level.name(), entry.id, entry.message);
    if entry.rust_level > RustLevel::None {
        let _ = write!(out, " (Rust: {})", entry.rust_level.name());
    }
    out.push('\n');
    let operations: Vec<&str> = group.iter().filter_map(|entry| entry.operation.as_deref()).collect();
    if !operations.is_empty() {
        let named = operations.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        let more = operations.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let _ = writeln!(out, "  in {named}{more}");
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
