//! One difference of two surfaces.
//!
//! Types only. Must not compare.

use super::surface::{Item, Key};
use crate::base::NodeId;
use crate::diff::{Check, RustLevel};

/// A difference of two crates that a user's code can see.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What kind of difference it is.
    pub check: &'static Check,
    /// What it means to users.
    pub level: RustLevel,
    /// Whether all code that uses the old item still compiles.
    pub compiles: bool,
    /// It follows from another finding about the same thing, which tells more.
    pub implied: bool,
    /// The item of the old crate.
    pub old: Option<Key>,
    /// The item of the new crate.
    pub new: Option<Key>,
    /// How the old item is declared.
    pub old_text: Option<String>,
    /// How the new item is declared.
    pub new_text: Option<String>,
    /// Where the old item comes from.
    pub old_nodes: Vec<NodeId>,
    /// Where the new item comes from.
    pub new_nodes: Vec<NodeId>,
    /// Why, in terms of the document; without a full stop.
    pub reason: String,
}

impl Finding {
    /// A finding about an item that is on either side or on both.
    pub(super) fn new(
        check: &'static Check,
        level: RustLevel,
        old: Option<(&Key, &Item)>,
        new: Option<(&Key, &Item)>,
        reason: impl Into<String>,
    ) -> Self {
        let text = |side: Option<(&Key, &Item)>| side.map(|(key, item)| item.declaration(&key.name));
        let nodes = |side: Option<(&Key, &Item)>| side.map(|(_, item)| item.origins.clone()).unwrap_or_default();
        Self {
            check,
            level,
            compiles: level < RustLevel::Major,
            implied: false,
            old: old.map(|(key, _)| key.clone()),
            new: new.map(|(key, _)| key.clone()),
            old_text: text(old),
            new_text: text(new),
            old_nodes: nodes(old),
            new_nodes: nodes(new),
            reason: reason.into(),
        }
    }

    /// The item that it is about: as it was, or as it is when it is new.
    #[must_use]
    pub fn item(&self) -> String {
        self.old.as_ref().or(self.new.as_ref()).map(Key::to_string).unwrap_or_default()
    }

    /// One sentence, without a full stop.
    #[must_use]
    pub fn sentence(&self) -> String {
        let item = self.item();
        match (&self.old_text, &self.new_text) {
            (Some(was), Some(is)) if was != is && !item.is_empty() && self.check.id != "rust-item-renamed" => {
                format!("`{item}`: `{was}` becomes `{is}`: {}", self.reason)
            }
            (Some(_), None) if self.new.is_none() => format!("`{item}` is gone: {}", self.reason),
            (None, Some(_)) if self.old.is_none() => format!("`{item}` is new: {}", self.reason),
            _ if item.is_empty() => format!("the package has another name: {}", self.reason),
            _ => format!("`{item}`: {}", self.reason),
        }
    }
}
