//! What the generated crate costs the compiler, in counts: lines, types, functions. A committed budget shows what made it grow.
//!
//! Takes generated files, gives counts for each module below `api` with the types that only it needs; compares them with a budget. Counts
//! instead of seconds: they are the same on every machine. Must not read or write files.

mod count;
mod text;

use std::collections::BTreeMap;

pub use count::count;

/// The name of the budget beside a document.
pub const BUDGET_NAME: &str = "oasmith-budget.toml";

/// The group of what several modules need.
pub const SHARED: &str = "shared";

/// What a part of the crate costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Lines.
    pub lines: u64,
    /// Structs, enums and aliases.
    pub types: u64,
    /// Functions and methods that are written out.
    pub functions: u64,
    /// `impl` blocks that are written out.
    pub impls: u64,
    /// Tables of the runtime and their rows, which stand for functions and `impl` blocks.
    pub rows: u64,
    /// Different types with arguments, such as `Vec<Pet>`: what has to be instantiated.
    pub generics: u64,
}

impl Cost {
    /// The counts by their names.
    #[must_use]
    pub const fn counts(&self) -> [(&'static str, u64); 6] {
        let Self { lines, types, functions, impls, rows, generics } = *self;
        [
            ("lines", lines),
            ("types", types),
            ("functions", functions),
            ("impls", impls),
            ("rows", rows),
            ("generics", generics),
        ]
    }

    fn add(&mut self, other: Self) {
        self.lines += other.lines;
        self.types += other.types;
        self.functions += other.functions;
        self.impls += other.impls;
        self.rows += other.rows;
        self.generics += other.generics;
    }
}

/// The costs of a crate by group: a module below `api`, or [`SHARED`]. The runtime is not among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// The groups by name.
    pub groups: BTreeMap<String, Cost>,
}

/// A count that is above the budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growth {
    /// The group.
    pub group: String,
    /// Which of its counts.
    pub what: &'static str,
    /// The budget; 0 for a group that is new.
    pub budget: u64,
    /// What it is.
    pub now: u64,
}

impl Budget {
    /// All groups together.
    #[must_use]
    pub fn total(&self) -> Cost {
        let mut total = Cost::default();
        self.groups.values().for_each(|cost| total.add(*cost));
        total
    }

    /// What is above `budget`, in the order of the groups. A group may move costs to another one as long as it says so here.
    #[must_use]
    pub fn above(&self, budget: &Self) -> Vec<Growth> {
        let mut found = Vec::new();
        for (group, cost) in &self.groups {
            let known = budget.groups.get(group).copied().unwrap_or_default();
            for ((what, now), (_, budget)) in cost.counts().into_iter().zip(known.counts()) {
                if now > budget {
                    found.push(Growth { group: group.clone(), what, budget, now });
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests;
