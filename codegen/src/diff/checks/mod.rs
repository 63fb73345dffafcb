//! The tables of all checks, by area.
//!
//! Gives rows. An id never changes its meaning; a new meaning is a new id.

mod contents;
mod endpoints;
mod parameters;
mod request;
mod response;

use super::check::{Action, Area, Check, Direction, Level, Mirror};

/// All tables.
pub(super) const TABLES: &[&[Check]] =
    &[endpoints::TABLE, parameters::TABLE, contents::TABLE, request::TABLE, response::TABLE, super::rust::TABLE];

const fn row(
    id: &'static str,
    level: Level,
    direction: Direction,
    area: Area,
    action: Action,
    mirror: Mirror,
) -> Check {
    Check { id, level, direction, area, action, mirror }
}

const fn is(ids: &'static [&'static str]) -> Mirror {
    Mirror::Is(ids)
}

const fn waived(why: &'static str) -> Mirror {
    Mirror::Waived(why)
}
