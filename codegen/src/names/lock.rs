//! The name lock: which place of the document got which Rust name, so that a growing document renames nothing.
//!
//! Takes entries by JSON pointer, gives them back. Must not decide a name.

use std::collections::{BTreeMap, BTreeSet};

/// Names that were given before, by JSON pointer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    pub(super) entries: BTreeMap<(Box<str>, Slot), Pin>,
    pub(super) structures: BTreeMap<Box<str>, Structure>,
    pub(super) aliases: BTreeSet<OldName>,
    /// The package, unless the configuration names it.
    pub(super) package: Option<Box<str>>,
}

/// A name that something had before: it goes on to work, and is deprecated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OldName {
    /// The place of what has another name now.
    pub(super) pointer: Box<str>,
    /// `models`, or a trait.
    pub(super) scope: Box<str>,
    /// The old name.
    pub(super) ident: Box<str>,
}

/// What a type looked like inside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Structure {
    /// Its hash; none for a type so small that others are like it by chance.
    pub(super) hash: Option<u32>,
    /// Members whose identifier is not their name in the document, with the identifier.
    pub(super) members: BTreeMap<Box<str>, Box<str>>,
}

/// A line of a lock file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockProblem {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong, without a full stop at the end.
    pub message: String,
}

/// Which of several names of one place an entry is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// The type of a schema, the method of an operation.
    Main,
    /// The type of a schema where it is sent, if that differs.
    Request,
    /// The parameter struct of an operation.
    Params,
    /// The enum of an operation's success bodies.
    Success,
    /// The enum of an operation's errors.
    Error,
    /// The header struct of a response.
    Headers,
    /// The setter of a security scheme.
    Setter,
    /// The struct of the parts of an operation's multipart body.
    Form,
}

impl Slot {
    pub(super) const NAMED: [(Self, &'static str); 7] = [
        (Self::Request, "request"),
        (Self::Params, "params"),
        (Self::Success, "success"),
        (Self::Error, "error"),
        (Self::Headers, "headers"),
        (Self::Setter, "setter"),
        (Self::Form, "form"),
    ];

    pub(super) fn text(self) -> Option<&'static str> {
        Self::NAMED.iter().find(|(slot, _)| *slot == self).map(|(_, text)| *text)
    }
}

/// A name, and the order of the arguments that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pin {
    /// What it is in: `models`, `api` or a trait.
    pub(super) scope: Box<str>,
    /// The identifier.
    pub(super) ident: Box<str>,
    /// Identifiers of the required arguments in order.
    pub(super) arguments: Vec<Box<str>>,
}

impl Lock {
    /// Whether it holds no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many entries it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Keeps the name of the package; none when the configuration says it.
    pub fn keep_package(&mut self, name: Option<&str>) {
        self.package = name.map(Box::from);
    }

    /// Keeps the entries of `old` at and below these places, unless there are new ones: for operations that were left out of
    /// this run, whose names must come back with them.
    pub fn carry_over(&mut self, old: &Self, places: &[String]) {
        for (key, pin) in old.below(places) {
            self.entries.entry(key.clone()).or_insert_with(|| pin.clone());
        }
        let is_below = |pointer: &str| places.iter().any(|place| is_below(pointer, place));
        for (pointer, structure) in old.structures.iter().filter(|(pointer, _)| is_below(pointer)) {
            self.structures.entry(pointer.clone()).or_insert_with(|| structure.clone());
        }
        self.aliases.extend(old.aliases.iter().filter(|alias| is_below(&alias.pointer)).cloned());
    }

    /// Adds the entries of `old` for places that have none here: what an old version of a document calls its types is what
    /// the users of a new version know.
    pub fn fill(&mut self, old: &Self) {
        let has = |pointer: &str| {
            let start = (Box::from(pointer), Slot::Main);
            self.entries.range(start..).next().is_some_and(|((found, _), _)| **found == *pointer)
        };
        let missing = old.entries.iter().filter(|((pointer, _), _)| !has(pointer));
        let missing: Vec<_> = missing.map(|(key, pin)| (key.clone(), pin.clone())).collect();
        self.entries.extend(missing);
        for (pointer, structure) in &old.structures {
            self.structures.entry(pointer.clone()).or_insert_with(|| structure.clone());
        }
        self.package = self.package.take().or_else(|| old.package.clone());
    }

    pub(super) fn get(&self, pointer: &str, slot: Slot) -> Option<&Pin> {
        self.entries.get(&(Box::from(pointer), slot))
    }

    /// The type at a place, received or sent.
    pub(super) fn type_at(&self, pointer: &str) -> Option<&Pin> {
        self.get(pointer, Slot::Main)
            .or_else(|| self.get(pointer, Slot::Request))
            .filter(|pin| &*pin.scope == super::MODELS)
    }

    /// The places of all types, and of responses whose headers are one.
    pub(super) fn typed_places(&self) -> impl Iterator<Item = &str> {
        let types = self.entries.iter().filter(|((_, slot), pin)| match slot {
            Slot::Main | Slot::Request => &*pin.scope == super::MODELS,
            slot => *slot == Slot::Headers,
        });
        types.map(|((pointer, _), _)| &**pointer)
    }

    /// The setters of security schemes, with their places.
    pub(super) fn setters(&self) -> impl Iterator<Item = (&str, &Pin)> {
        let setters = self.entries.iter().filter(|((_, slot), _)| *slot == Slot::Setter);
        setters.map(|((pointer, _), pin)| (&**pointer, pin))
    }

    /// The names of the members of a type, by their names in the document; the first place that knows a member counts.
    pub(super) fn members(&self, pointer: &str) -> Option<&BTreeMap<Box<str>, Box<str>>> {
        self.structures.get(pointer).map(|structure| &structure.members)
    }

    pub(super) fn insert(&mut self, pointer: &str, slot: Slot, pin: Pin) {
        self.entries.entry((pointer.into(), slot)).or_insert(pin);
    }

    /// Entries at and below these places.
    pub(super) fn below(&self, places: &[String]) -> Vec<(&(Box<str>, Slot), &Pin)> {
        let mut found = Vec::new();
        for place in places {
            let start = (Box::from(place.as_str()), Slot::Main);
            // Sorted by text, so other keys with the same start (`/a-b` besides `/a/b`) can come between.
            let near = self.entries.range(start..).take_while(|((pointer, _), _)| pointer.starts_with(place.as_str()));
            found.extend(near.filter(|((pointer, _), _)| is_below(pointer, place)));
        }
        found
    }
}

/// Whether a pointer is that of the place or leads on from it.
fn is_below(pointer: &str, place: &str) -> bool {
    pointer.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
