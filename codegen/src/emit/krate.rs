//! What a crate of the output holds: all of the plan, or, when that is split, a part of it.
//!
//! Takes the plan, gives views of it. Must not decide where a file goes: that is in the plan.

use crate::plan::Plan;
use crate::plan::ir::{ApiFile, Crate, CrateKind, HeaderFile, ModelFile};

/// A crate that is written.
pub(super) struct Krate<'p> {
    pub(super) plan: &'p Plan,
    /// Which of the crates below the one that users depend on; none: that one.
    pub(super) member: Option<&'p Crate>,
    /// Its files below `models`.
    pub(super) models: Vec<&'p ModelFile>,
    /// Its files below `api`.
    pub(super) apis: Vec<&'p ApiFile>,
    /// Its file of headers that several tags have.
    pub(super) headers: Option<&'p HeaderFile>,
}

/// The crate that users depend on, and those below it.
pub(super) fn crates(plan: &Plan) -> Vec<Krate<'_>> {
    let of = |index: Option<usize>, member: Option<&'_ Crate>| {
        let has_headers = plan.split.is_none() || member.is_some_and(|member| member.kind == CrateKind::Core);
        Krate {
            plan,
            member: None,
            models: plan.models.iter().filter(|file| file.member == index).collect(),
            apis: plan.apis.iter().filter(|file| file.member == index).collect(),
            headers: plan.headers.as_ref().filter(|_| has_headers),
        }
    };
    let members = plan.split.iter().flat_map(|split| &split.members).enumerate();
    let members = members.map(|(index, member)| Krate { member: Some(member), ..of(Some(index), Some(member)) });
    std::iter::once(of(None, None)).chain(members).collect()
}

impl Krate<'_> {
    /// Its folder, as the start of a path.
    pub(super) fn start(&self) -> String {
        self.member.map(Crate::start).unwrap_or_default()
    }

    /// The crates that it names, if it is one of several.
    pub(super) fn used(&self) -> Vec<&Crate> {
        self.plan.split.iter().flat_map(|split| split.used(self.member)).collect()
    }

    /// Whether it re-exports all others.
    pub(super) fn is_facade(&self) -> bool {
        self.member.is_none() && self.plan.split.is_some()
    }

    /// Whether the client is written in it.
    pub(super) fn has_client(&self) -> bool {
        self.member.map_or(self.plan.split.is_none(), |member| member.kind == CrateKind::Core)
    }

    /// Whether it has types of its own below `models`.
    pub(super) fn has_own_models(&self) -> bool {
        !self.models.is_empty()
    }

    /// Whether it has anything of its own below `api`.
    pub(super) fn has_own_api(&self) -> bool {
        match &self.plan.split {
            None => self.plan.root.has_api,
            Some(_) => !self.apis.is_empty() || self.headers.is_some(),
        }
    }

    /// Whether it has a module `models`: for types of its own, or of others.
    pub(super) fn has_models(&self) -> bool {
        self.has_own_models() || self.used().iter().any(|other| other.kind == CrateKind::Models)
    }

    /// Whether it has a module `api`.
    pub(super) fn has_api(&self) -> bool {
        self.has_own_api() || (self.is_facade() && self.plan.root.has_api)
    }

    /// Whether it has code that reads and writes.
    pub(super) fn has_wire(&self) -> bool {
        self.has_own_models() || self.has_own_api()
    }
}
