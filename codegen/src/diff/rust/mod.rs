//! The verdict in Rust terms: what becomes of the API of the generated crate.
//!
//! Takes both documents and the changes found on the wire; sets their `RustLevel` and adds changes that are seen in Rust only.
//! Must not change levels of the wire. Both crates are named as users get them: the names of the old one are kept in the new one.

mod attach;
mod broken;
mod calls;
mod checks;
mod collect;
mod compare;
mod finding;
mod functions;
mod items;
mod reasons;
mod surface;
mod types;
mod usage;
mod why;

pub use broken::broken;
pub(super) use checks::TABLE;
pub use collect::{Parts, collect};
pub use compare::compare;
pub use finding::Finding;
pub use items::{ItemChange, item_changes};
pub use surface::{Key, Space, Surface};
pub use types::View;
pub use usage::{Usage, usage};
pub use why::{Why, why};

use super::{Change, Side};
use crate::base::{NodeId, both};
use crate::diag::Diagnostics;
use crate::model::{Api, Shapes};
use crate::names::{Lock, Names};
use crate::options::Options;
use crate::source::Tree;
use crate::{lower, names, plan, resolve, shape};

/// The public API of the crate that a document gives.
#[derive(Clone, Debug)]
pub struct Crate {
    /// Its items.
    pub surface: Surface,
    /// The names in it.
    pub lock: Lock,
}

impl Crate {
    /// Plans the crate of a document.
    #[must_use]
    pub fn of(tree: &Tree, options: &Options, lock: &Lock) -> Self {
        Shaped::of(tree, options).name(lock).plan()
    }
}

/// A document as far as it goes without names.
struct Shaped<'a> {
    tree: &'a Tree,
    options: &'a Options,
    api: Api,
    shapes: Shapes,
}

impl<'a> Shaped<'a> {
    fn of(tree: &'a Tree, options: &'a Options) -> Self {
        let mut diags = Diagnostics::default();
        let mut api = lower::lower(tree, options, &mut diags);
        let _provenance = resolve::resolve(&mut api, &mut diags);
        let shapes = shape::shape(&api);
        Self { tree, options, api, shapes }
    }

    fn name(self, lock: &Lock) -> Named<'a> {
        let pointer = |node: NodeId| self.tree.pointer(node);
        let names = names::name(&self.api, &self.shapes, lock, &pointer, &mut Diagnostics::default());
        let mut lock = names::lock_of(&names, &self.api, &self.shapes, &pointer);
        lock.keep_package(self.options.package.name.is_none().then_some(&names.package));
        Named { shaped: self, names, lock }
    }
}

/// The same with names, which the other document needs before this one is planned.
struct Named<'a> {
    shaped: Shaped<'a>,
    names: Names,
    lock: Lock,
}

impl Named<'_> {
    fn plan(self) -> Crate {
        let Self { shaped: Shaped { tree, options, mut api, shapes }, names, lock } = self;
        let mut diags = Diagnostics::default();
        let pointer = |node: NodeId| tree.pointer(node);
        let selection = plan::select(&mut api, options, &mut diags);
        let nodes = plan::Nodes { pointer: &pointer, value: &|node| tree.json(node) };
        let plan = plan::plan(&api, &shapes, &names, options, &selection, &nodes, &mut diags);
        let surface = collect(Parts { api: &api, shapes: &shapes, names: &names, plan: &plan });
        Crate { surface, lock }
    }
}

/// Both crates, and how the new one differs.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The crate of the old document.
    pub old: Crate,
    /// The crate of the new document.
    pub new: Crate,
    /// How they differ.
    pub findings: Vec<Finding>,
}

/// Compares the crates of two documents. The new one keeps the names of the old one, as far as its own lock does not say otherwise.
#[must_use]
pub fn verdict(old: &Side<'_>, new: &Side<'_>) -> Verdict {
    let none = Lock::default();
    let locks = old.lock.zip(new.lock);
    let old_lock = locks.map_or(&none, |(lock, _)| lock);
    let (after, before) =
        both(|| Shaped::of(new.tree, new.options), || Shaped::of(old.tree, old.options).name(old_lock));
    let mut lock = locks.map_or(&none, |(_, lock)| lock).clone();
    if locks.is_some() {
        lock.fill(&before.lock);
    }
    let (after, before) = both(|| after.name(&lock).plan(), || before.plan());
    verdict_on(before, after, old, new)
}

fn verdict_on(before: Crate, after: Crate, old: &Side<'_>, new: &Side<'_>) -> Verdict {
    let (old_pointer, new_pointer) = (|node: NodeId| old.tree.pointer(node), |node: NodeId| new.tree.pointer(node));
    let findings = compare(
        View { surface: &before.surface, pointer: &old_pointer },
        View { surface: &after.surface, pointer: &new_pointer },
    );
    Verdict { old: before, new: after, findings }
}

/// Judges the changes that were found, and adds those that only the crate shows.
pub(super) fn judge(verdict: &Verdict, old: &Side<'_>, new: &Side<'_>, changes: &mut Vec<Change>) -> Vec<ItemChange> {
    attach::attach(&verdict.findings, old, new, changes);
    item_changes(&verdict.findings)
}
