//! Tests of the comparison on the wire.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod around;
mod facets;
mod random;
mod settings;
mod structure;
mod table;

use std::collections::BTreeSet;

use super::{Change, Date, Policy, Side, diff};
use crate::names::Lock;
use crate::options::Options;
use crate::source::{Tree, parse_text};

/// A document, as a tree.
pub(super) fn tree(text: &str) -> Tree {
    let source = parse_text("spec.yaml", text);
    assert!(!source.diagnostics.has_fatal(), "{:?}\n{text}", source.diagnostics);
    source.tree
}

pub(super) fn changes_of(old: &Tree, new: &Tree) -> Vec<Change> {
    changes_by(old, new, 0)
}

/// With a time of notice, in days, as of 2026-07-01.
pub(super) fn changes_by(old: &Tree, new: &Tree, notice_days: u32) -> Vec<Change> {
    let (options, lock) = (Options::default(), Lock::default());
    let side = |tree| Side { tree, options: &options, lock: Some(&lock) };
    let policy = Policy { today: Date::new(2026, 7, 1), notice_days };
    let changes = diff(&side(old), &side(new), &policy).changes;
    changes.into_iter().filter(|change| change.check.area != super::Area::Rust).collect()
}

/// The ids of all changes on the wire, sorted, each once.
pub(super) fn ids(old: &str, new: &str) -> Vec<&'static str> {
    let all: BTreeSet<&str> = changes_of(&tree(old), &tree(new)).iter().map(|change| change.check.id).collect();
    all.into_iter().collect()
}

/// Pairs of documents that were compared in both directions: what was seen, and what was not as expected.
#[derive(Default)]
pub(super) struct Cases {
    pub(super) seen: Vec<&'static str>,
    pub(super) notice_days: u32,
    problems: Vec<String>,
}

impl Cases {
    /// Two documents that are told apart by these ids, and by those the other way round.
    pub(super) fn documents(&mut self, old: &str, new: &str, forward: &[&str], backward: &[&str]) {
        for (old, new, expected) in [(old, new, forward), (new, old, backward)] {
            let found: BTreeSet<&str> =
                changes_by(&tree(old), &tree(new), self.notice_days).iter().map(|change| change.check.id).collect();
            let found: Vec<&str> = found.into_iter().collect();
            let expected: Vec<&str> = expected.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
            if found != expected {
                self.problems.push(format!("found {found:?}\nexpected {expected:?}\n--- old\n{old}\n--- new\n{new}"));
            }
            self.seen.extend(found);
        }
    }

    /// The ids that were seen.
    pub(super) fn finish(self) -> Vec<&'static str> {
        assert!(self.problems.is_empty(), "{}", self.problems.join("\n\n"));
        self.seen
    }
}
