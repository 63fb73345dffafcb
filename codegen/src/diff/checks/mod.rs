//! The tables of all checks, by area.
//!
//! Gives rows. An id never changes its meaning; a new meaning is a new id.

use super::check::Check;

/// All tables.
pub(super) const TABLES: &[&[Check]] = &[];
