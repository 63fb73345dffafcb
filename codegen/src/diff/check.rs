//! What can be found: one row per kind of change.
//!
//! Gives the tables of `checks/` as one sorted table, by id. Ids are those of oasdiff where the meaning is the same, so that settings of
//! severity can be carried over. Must not look at documents.

use std::sync::LazyLock;

use super::checks;

/// What a change means to who follows the old description: the verdict on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Both sides go on working.
    Info,
    /// Somebody may be broken; the description alone cannot tell.
    Warning,
    /// Somebody who keeps to the old description is broken.
    Error,
}

impl Level {
    /// The word for it in outputs and in settings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The level that a word stands for.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Info, Self::Warning, Self::Error].into_iter().find(|level| level.name() == name)
    }
}

/// Who sends what has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// The client.
    Request,
    /// The server.
    Response,
    /// Neither, or both.
    Both,
}

impl Direction {
    /// The word for it in outputs and in settings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Both => "both",
        }
    }

    /// The direction that a word stands for.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Request, Self::Response, Self::Both].into_iter().find(|direction| direction.name() == name)
    }
}

/// Which part of the description a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// Paths, operations, webhooks and callbacks.
    Endpoints,
    /// Parameters.
    Parameters,
    /// Request bodies around their schemas.
    Bodies,
    /// Responses around their schemas.
    Responses,
    /// Response headers.
    Headers,
    /// Schemas of bodies.
    Schemas,
    /// Security schemes and requirements.
    Security,
    /// The document as a whole: servers, tags, components.
    Document,
    /// The API of the generated crate.
    Rust,
}

impl Area {
    /// The word for it in outputs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Endpoints => "endpoints",
            Self::Parameters => "parameters",
            Self::Bodies => "bodies",
            Self::Responses => "responses",
            Self::Headers => "headers",
            Self::Schemas => "schemas",
            Self::Security => "security",
            Self::Document => "document",
            Self::Rust => "rust",
        }
    }
}

/// What was done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// It is new.
    Add,
    /// It is gone.
    Remove,
    /// It is another one.
    Change,
    /// It allows more.
    Widen,
    /// It allows less.
    Narrow,
}

impl Action {
    /// The word for it in outputs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Remove => "remove",
            Self::Change => "change",
            Self::Widen => "widen",
            Self::Narrow => "narrow",
        }
    }
}

/// What the same check is called when old and new change places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mirror {
    /// One of these ids.
    Is(&'static [&'static str]),
    /// Nothing; why.
    Waived(&'static str),
}

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name, which never changes its meaning.
    pub id: &'static str,
    /// How bad it is, unless settings say otherwise.
    pub level: Level,
    /// Who sends what has changed.
    pub direction: Direction,
    /// What it is about.
    pub area: Area,
    /// What was done.
    pub action: Action,
    /// What it is called the other way round.
    pub mirror: Mirror,
}

static ALL: LazyLock<Vec<&'static Check>> = LazyLock::new(|| {
    let mut all: Vec<&'static Check> = checks::TABLES.iter().flat_map(|table| table.iter()).collect();
    all.sort_by_key(|check| check.id);
    all
});

impl Check {
    /// All checks, in the order of their ids.
    #[must_use]
    pub fn all() -> &'static [&'static Self] {
        &ALL
    }

    /// The check of this id.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        let at = ALL.binary_search_by_key(&id, |check| check.id).ok()?;
        ALL.get(at).copied()
    }
}
