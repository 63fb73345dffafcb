//! What has changed: data, and the collection of it.
//!
//! Takes checks with the nodes on both sides, gives changes in the order of the documents. Must not know how they are printed.

use crate::base::{NodeId, stable_hash};

use super::check::{Check, Level};

/// What a change means to who uses the generated crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RustLevel {
    /// The crate is the same.
    #[default]
    None,
    /// Only what no caller can see has changed, like documentation.
    Patch,
    /// There is more; what compiled still compiles.
    Minor,
    /// Code may no longer compile, or may mean something else.
    Major,
}

impl RustLevel {
    /// The word for it in outputs and in settings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// The level that a word stands for.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::None, Self::Patch, Self::Minor, Self::Major].into_iter().find(|level| level.name() == name)
    }
}

/// Identifies a change in ignore lists: made of what has changed and where, and not of the words that say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// Made of parts; their order counts, and where one ends and the next begins. The same on every machine and in every version.
    #[must_use]
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        Self(stable_hash(parts))
    }
}

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// One change.
#[derive(Clone, Debug)]
pub struct Change {
    /// What kind of change it is.
    pub check: &'static Check,
    /// How bad it is on the wire: the check's own level, unless settings say otherwise.
    pub level: Level,
    /// What it does to users of the generated crate.
    pub rust_level: RustLevel,
    /// `GET /pets`; none when it is about the document as a whole.
    pub operation: Option<Box<str>>,
    /// The node in the old document; of something new, the closest one around it that was there before.
    pub old: Option<NodeId>,
    /// The node in the new document; of something removed, the closest one around it that is still there.
    pub new: Option<NodeId>,
    /// One sentence for reviewers, without a full stop.
    pub message: String,
    /// Identifies it in ignore lists.
    pub fingerprint: Fingerprint,
}
