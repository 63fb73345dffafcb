//! The graph of pairs: which schemas stand for each other, and what differs in each pair.
//!
//! Takes roots, compares every pair that is reached from them once, gives facts and edges, and which pairs lead to a difference at all. Iterative:
//! recursion of the documents cannot harm it. Must not decide what a difference means.

use crate::base::{Lookup, NodeId};
use crate::source::Tree;

use super::view::{Doc, ViewId};
use super::{facets, kinds, objects, unions};

/// Identifies a [`Pair`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::diff) struct PairId(u32);

/// Two schemas that stand for each other.
#[derive(Debug)]
pub(in crate::diff) struct Pair {
    pub(in crate::diff) old: ViewId,
    pub(in crate::diff) new: ViewId,
    /// What differs in the schemas themselves.
    pub(in crate::diff) facts: Vec<Fact>,
    /// The pairs inside.
    pub(in crate::diff) edges: Vec<Edge>,
    /// Inside of how many comparisons it was compared, if that made a difference to what was found: what is asked from further out has to be
    /// found again. 0 otherwise; none if it was not compared yet.
    compared: Option<u32>,
    is_reached: bool,
    /// It or something inside of it differs.
    pub(in crate::diff) is_dirty: bool,
}

/// A difference.
#[derive(Clone, Debug)]
pub(in crate::diff) struct Fact {
    /// What it is, in the words of ids: `max-length-decreased`.
    pub(in crate::diff) name: String,
    /// Which of several: a value, an alternative, a key.
    pub(in crate::diff) subject: Option<String>,
    /// What it was.
    pub(in crate::diff) from: Option<String>,
    /// What it is.
    pub(in crate::diff) to: Option<String>,
    /// Where it is in the old document.
    pub(in crate::diff) old: NodeId,
    /// Where it is in the new document.
    pub(in crate::diff) new: NodeId,
    /// It is about this property and not about the whole schema.
    pub(in crate::diff) member: Option<Member>,
}

/// A property that a fact is about.
#[derive(Clone, Debug, Default)]
pub(in crate::diff) struct Member {
    pub(in crate::diff) name: Box<str>,
    /// Required: of something removed, in the old document, else in the new one.
    pub(in crate::diff) required: bool,
    pub(in crate::diff) read_only: bool,
    pub(in crate::diff) write_only: bool,
    pub(in crate::diff) has_default: bool,
    /// It is required without being declared.
    pub(in crate::diff) is_undeclared: bool,
}

/// The way from a schema to one inside of it.
#[derive(Clone, Debug)]
pub(in crate::diff) enum Step {
    /// `properties`.
    Property(Box<str>),
    /// `patternProperties`.
    Pattern(Box<str>),
    /// One of `oneOf` or `anyOf`.
    Alternative(String),
    /// One of `prefixItems`.
    Position(usize),
    /// `dependentSchemas`.
    Dependent(Box<str>),
    /// Any keyword with a single schema, like `items`.
    Keyword(&'static str),
}

/// A pair inside of a pair.
#[derive(Clone, Debug)]
pub(in crate::diff) struct Edge {
    pub(in crate::diff) step: Step,
    pub(in crate::diff) pair: PairId,
    /// A property that is `readOnly` now.
    pub(in crate::diff) read_only: bool,
    /// A property that is `writeOnly` now.
    pub(in crate::diff) write_only: bool,
}

/// Both documents and all pairs so far.
pub(in crate::diff) struct Schemas<'a> {
    pub(in crate::diff) old: Doc<'a>,
    pub(in crate::diff) new: Doc<'a>,
    pairs: Vec<Pair>,
    roots: Vec<PairId>,
    index: Lookup<(ViewId, ViewId), PairId>,
    /// How many comparisons lie inside of each other: alternatives that are matched by what is in them.
    depth: u32,
    /// Something was not looked into for being too deep, since this was last set.
    is_cut: bool,
}

/// Alternatives inside of alternatives that are matched by what is in them at most.
const DEEPEST: u32 = 6;
/// Pairs that are looked at to find out whether two alternatives are the same.
const MOST_LOOKS: usize = 2_000;

/// What one comparison has found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) facts: Vec<Fact>,
    pub(super) edges: Vec<Edge>,
}

impl Found {
    pub(super) fn add(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    pub(super) fn edge(&mut self, step: Step, pair: PairId) {
        self.edges.push(Edge { step, pair, read_only: false, write_only: false });
    }
}

impl Fact {
    /// A difference of the schemas themselves.
    pub(super) fn new(name: impl Into<String>, old: NodeId, new: NodeId) -> Self {
        let (subject, from, to, member) = (None, None, None, None);
        Self { name: name.into(), subject, from, to, old, new, member }
    }

    pub(super) fn of(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    pub(super) fn between(mut self, from: Option<String>, to: Option<String>) -> Self {
        (self.from, self.to) = (from, to);
        self
    }

    pub(super) fn member(mut self, member: Member) -> Self {
        self.member = Some(member);
        self
    }
}

impl<'a> Schemas<'a> {
    pub(in crate::diff) fn new(old: &'a Tree, new: &'a Tree) -> Self {
        let (old, new) = (Doc::new(old), Doc::new(new));
        Self { old, new, pairs: Vec::new(), roots: Vec::new(), index: Lookup::new(), depth: 0, is_cut: false }
    }

    /// The pair of two schemas at one place, each a list of schema objects that all apply.
    pub(in crate::diff) fn pair(&mut self, old: &[NodeId], new: &[NodeId]) -> PairId {
        let (old, new) = (self.old.view(old), self.new.view(new));
        self.pair_of(old, new)
    }

    /// The same, and everything inside of it is compared when all is [settled](Self::settle).
    pub(in crate::diff) fn root(&mut self, old: &[NodeId], new: &[NodeId]) -> PairId {
        let id = self.pair(old, new);
        self.roots.push(id);
        id
    }

    pub(super) fn pair_of(&mut self, old: ViewId, new: ViewId) -> PairId {
        let next = PairId(u32::try_from(self.pairs.len()).unwrap_or(u32::MAX));
        let id = *self.index.get_or_insert_with((old, new), || next);
        if id == next {
            let (facts, edges) = (Vec::new(), Vec::new());
            self.pairs.push(Pair { old, new, facts, edges, compared: None, is_reached: false, is_dirty: false });
        }
        id
    }

    /// The pair, if it is one of these.
    pub(in crate::diff) fn get(&self, id: PairId) -> Option<&Pair> {
        self.pairs.get(id.0 as usize)
    }

    /// Compares all pairs that are reached from the roots, and finds out which lead to a difference.
    pub(in crate::diff) fn settle(&mut self) {
        let mut users: Lookup<PairId, Vec<PairId>> = Lookup::new();
        let mut queue = std::mem::take(&mut self.roots);
        let mut dirty = Vec::new();
        while let Some(id) = queue.pop() {
            self.compare(id);
            let Some(pair) = self.pairs.get_mut(id.0 as usize) else { continue };
            if std::mem::replace(&mut pair.is_reached, true) {
                continue;
            }
            if !pair.facts.is_empty() {
                dirty.push(id);
            }
            for edge in &pair.edges {
                users.get_or_insert_with(edge.pair, Vec::new).push(id);
                queue.push(edge.pair);
            }
        }
        while let Some(id) = dirty.pop() {
            let Some(pair) = self.pairs.get_mut(id.0 as usize) else { continue };
            if !std::mem::replace(&mut pair.is_dirty, true) {
                dirty.extend(users.get(&id).into_iter().flatten());
            }
        }
    }

    /// Whether two schemas mean the same. In circles, what is being compared counts as the same.
    pub(super) fn same(&mut self, old: ViewId, new: ViewId) -> bool {
        if self.depth >= DEEPEST {
            self.is_cut = true;
            return false;
        }
        self.depth += 1;
        let mut queue = vec![self.pair_of(old, new)];
        let mut seen: Lookup<PairId, ()> = Lookup::new();
        let mut same = true;
        while let Some(id) = queue.pop() {
            if seen.insert(id, ()).is_some() {
                continue;
            }
            self.compare(id);
            let Some(pair) = self.get(id) else { continue };
            if !pair.facts.is_empty() || seen.len() > MOST_LOOKS {
                same = false;
                break;
            }
            queue.extend(pair.edges.iter().map(|edge| edge.pair));
        }
        self.depth -= 1;
        same
    }

    /// Finds the facts and the edges of a pair, once; again if the last time was too deep inside of others to see all.
    fn compare(&mut self, id: PairId) {
        let depth = self.depth;
        let Some(pair) = self.pairs.get_mut(id.0 as usize) else { return };
        if let Some(known) = pair.compared.filter(|known| *known <= depth) {
            self.is_cut |= known > 0;
            return;
        }
        pair.compared = Some(0);
        let was_cut = std::mem::replace(&mut self.is_cut, false);
        let (old, new) = (pair.old, pair.new);
        let mut found = Found::default();
        let Compared { old, new, is_settled } = unions::compare(self, old, new, &mut found);
        kinds::nullable(self, &old, &new, &mut found);
        if !is_settled && kinds::compare(self, &old, &new, &mut found) {
            facets::compare(self, &old, &new, &mut found);
            objects::compare(self, &old, &new, &mut found);
        }
        let ids = self.get(id).map_or((ViewId::NONE, ViewId::NONE), |pair| (pair.old, pair.new));
        facets::annotations(self, ids, &mut found);
        if let Some(pair) = self.pairs.get_mut(id.0 as usize) {
            (pair.facts, pair.edges) = (found.facts, found.edges);
            pair.compared = Some(if self.is_cut { depth } else { 0 });
        }
        self.is_cut |= was_cut;
    }
}

/// The views that are left to compare after their alternatives.
pub(super) struct Compared {
    pub(super) old: std::rc::Rc<super::view::View>,
    pub(super) new: std::rc::Rc<super::view::View>,
    /// What the schemas are has changed as a whole: their facets need no words.
    pub(super) is_settled: bool,
}
