//! The verdict in Rust terms: what becomes of the API of the generated crate.
//!
//! Takes both documents and the changes found on the wire; sets their [`RustLevel`](super::RustLevel) and adds changes that are
//! seen in Rust only. Must not change levels of the wire.

use super::{Change, Side};

/// Judges the changes that were found, and adds those that only the crate shows.
pub(super) fn judge(_old: &Side<'_>, _new: &Side<'_>, _changes: &mut Vec<Change>) {}
