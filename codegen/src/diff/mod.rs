//! What a change of the document does to who follows it: on the wire, and in the generated crate.
//!
//! Takes two documents as trees, gives changes with the nodes on both sides. Documents are compared by what they mean: references are
//! followed, `allOf` is merged, order does not count; so a refactoring that changes nothing reports nothing. What the client sends is
//! judged the other way round than what it receives: the server may accept more and send less.
//!
//! Must not read or write anything, and must not know the date.

mod catalogue;
mod change;
mod check;
mod checks;
mod date;
mod github;
mod html;
mod listing;
mod machine;
mod markdown;
pub mod rust;
mod schema;
mod settings;
#[cfg(test)]
mod tests;
mod text;
mod wire;

use crate::base::both;
use crate::names::Lock;
use crate::options::Options;
use crate::source::Tree;

pub use catalogue::catalogue;
pub use change::{Change, Fingerprint, RustLevel};
pub use check::{Action, Area, Check, Direction, Level, Mirror};
pub use date::{Date, Policy};
pub use html::to_html;
pub use listing::{Entry, Listing, Summary};
pub use markdown::MARKER;
pub use settings::{Applied, Filter, SETTINGS_NAME, Settings};

/// One of the two documents.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The document.
    pub tree: &'a Tree,
    /// The configuration that its crate is generated with.
    pub options: &'a Options,
    /// The names of its crate so far; without it, names are not kept from one crate to the other, which shows how much they would
    /// change by themselves.
    pub lock: Option<&'a Lock>,
}

/// What has changed.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The changes: by operation in the order of the new document, what is gone first.
    pub changes: Vec<Change>,
    /// What becomes of the items of the generated crate.
    pub items: Vec<rust::ItemChange>,
}

/// Compares two documents.
#[must_use]
pub fn diff(old: &Side<'_>, new: &Side<'_>, policy: &Policy) -> Report {
    let (verdict, mut changes) = both(|| rust::verdict(old, new), || wire::compare(old.tree, new.tree, policy));
    let items = rust::judge(&verdict, old, new, &mut changes);
    Report { changes, items }
}
