//! The crates that a large crate is split into, so that they are compiled beside each other.
//!
//! Types only. Must not know why a file is where it is.

/// The crates below the one that users depend on. That one re-exports them, and nobody else names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// The crates: each after all that it uses.
    pub members: Vec<Crate>,
}

/// A crate of a [`Split`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crate {
    /// The name of the package.
    pub name: String,
    /// Its folder below that of the whole, with `/`.
    pub folder: String,
    /// What is in it.
    pub kind: CrateKind,
    /// The crates whose types its files name: their places among [`Split::members`].
    pub uses: Vec<usize>,
    /// The Cargo features of tags that its files are compiled for, sorted.
    pub features: Vec<Box<str>>,
    /// All of its files are compiled for features only: without any of these, nobody needs the crate.
    pub optional: bool,
}

/// What a crate of a [`Split`] is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrateKind {
    /// Types below `models`, with their JSON code.
    Models,
    /// The client, and the headers that several tags have.
    Core,
    /// Traits with what belongs to their operations, and their calls over HTTP.
    Apis,
}

impl Crate {
    /// The crate as Rust names it.
    #[must_use]
    pub fn krate(&self) -> String {
        self.name.replace('-', "_")
    }

    /// Its folder as the start of a path: `crates/models-1/`.
    #[must_use]
    pub fn start(&self) -> String {
        format!("{}/", self.folder)
    }
}

impl Split {
    /// The crates that are used by one of them, or by the whole.
    pub fn used(&self, by: Option<&Crate>) -> impl Iterator<Item = &Crate> {
        let all = self.members.iter().enumerate();
        all.filter(move |(index, _)| by.is_none_or(|member| member.uses.contains(index))).map(|(_, member)| member)
    }

    /// The crate of the client.
    #[must_use]
    pub fn core(&self) -> Option<&Crate> {
        self.members.iter().find(|member| member.kind == CrateKind::Core)
    }
}
