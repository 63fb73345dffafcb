//! What can happen to the API of a generated crate: one row each.
//!
//! Gives rows for the table of all checks. On the wire none of them means anything.

use crate::diff::{Action, Area, Check, Direction, Level, Mirror};

const fn row(id: &'static str, action: Action, mirror: &'static [&'static str]) -> Check {
    let mirror = Mirror::Is(mirror);
    Check { id, level: Level::Info, direction: Direction::Both, area: Area::Rust, action, mirror }
}

pub(super) const ITEM_ADDED: Check = row("rust-item-added", Action::Add, &["rust-item-removed"]);
pub(super) const ITEM_REMOVED: Check =
    row("rust-item-removed", Action::Remove, &["rust-item-added", "rust-build-needs-more"]);
pub(super) const ITEM_RENAMED: Check = row("rust-item-renamed", Action::Change, &["rust-item-renamed"]);
pub(super) const FORM_CHANGED: Check = row("rust-form-changed", Action::Change, &["rust-form-changed"]);
pub(super) const TYPE_CHANGED: Check = row("rust-type-changed", Action::Change, &["rust-type-changed"]);
pub(super) const SIGNATURE_CHANGED: Check = row("rust-signature-changed", Action::Change, &["rust-signature-changed"]);
pub(super) const ARGUMENTS_REORDERED: Check =
    row("rust-arguments-reordered", Action::Change, &["rust-arguments-reordered"]);
pub(super) const TRAIT_LOST: Check = row("rust-trait-lost", Action::Remove, &["rust-trait-gained"]);
pub(super) const TRAIT_GAINED: Check = row("rust-trait-gained", Action::Add, &["rust-trait-lost"]);
pub(super) const BUILD_NEEDS_MORE: Check = row("rust-build-needs-more", Action::Narrow, &["rust-item-removed"]);
pub(super) const DEFAULT_CHANGED: Check = row("rust-default-changed", Action::Change, &["rust-default-changed"]);
pub(super) const DEPRECATED: Check = row("rust-item-deprecated", Action::Change, &["rust-item-reactivated"]);
pub(super) const REACTIVATED: Check = row("rust-item-reactivated", Action::Change, &["rust-item-deprecated"]);
pub(super) const PACKAGE_RENAMED: Check = row("rust-package-renamed", Action::Change, &["rust-package-renamed"]);

/// All of them.
pub(in crate::diff) const TABLE: &[Check] = &[
    ARGUMENTS_REORDERED,
    BUILD_NEEDS_MORE,
    DEFAULT_CHANGED,
    FORM_CHANGED,
    ITEM_ADDED,
    DEPRECATED,
    REACTIVATED,
    ITEM_REMOVED,
    ITEM_RENAMED,
    PACKAGE_RENAMED,
    SIGNATURE_CHANGED,
    TRAIT_GAINED,
    TRAIT_LOST,
    TYPE_CHANGED,
];
