//! From the graph of pairs to changes: one walk for each place where a schema is used.
//!
//! Takes settled pairs and roots, gives changes. A walk goes only where something differs, and to each pair once, by the shortest way.

use std::collections::VecDeque;

use crate::base::{Lookup, NodeId};
use crate::diff::change::Change;
use crate::diff::date::Policy;
use crate::diff::schema::{Edge, Fact, PairId, Schemas, Step};

use super::ids::{self, Depth, Place};
use super::{About, Item, change, words};

/// A place where a schema is used.
pub(super) struct Root {
    pub(super) pair: PairId,
    pub(super) place: Place,
    pub(super) about: About,
    /// `the request body`, ``query parameter `limit` ``.
    pub(super) words: String,
    /// The place in fixed words, for fingerprints.
    pub(super) key: String,
}

/// All changes, in order.
pub(super) fn changes(schemas: &Schemas<'_>, policy: &Policy, items: Vec<Item>) -> Vec<Change> {
    let mut changes = Vec::new();
    for item in items {
        match item {
            Item::Change(change) => changes.push(change),
            Item::Root(root) => Walk { schemas, policy, root: &root, stops: Vec::new() }.run(&mut changes),
        }
    }
    changes
}

/// A pair on the way, with where it was come from.
struct Stop<'s> {
    pair: PairId,
    depth: Depth,
    from: Option<(usize, &'s Step)>,
    nodes: (NodeId, NodeId),
}

struct Walk<'s, 'a> {
    schemas: &'s Schemas<'a>,
    policy: &'s Policy,
    root: &'s Root,
    stops: Vec<Stop<'s>>,
}

impl<'s> Walk<'s, '_> {
    fn run(mut self, changes: &mut Vec<Change>) {
        let mut seen: Lookup<(PairId, Depth), ()> = Lookup::new();
        let mut queue = VecDeque::from([0]);
        let nodes = (NodeId::default(), NodeId::default());
        self.stops.push(Stop { pair: self.root.pair, depth: Depth::default(), from: None, nodes });
        while let Some(at) = queue.pop_front() {
            let Some(&Stop { pair: id, depth, nodes, .. }) = self.stops.get(at) else { break };
            let Some(pair) = self.schemas.get(id) else { continue };
            if !pair.is_dirty || seen.insert((id, depth), ()).is_some() {
                continue;
            }
            let nodes = (
                Some(self.schemas.old.origin(pair.old)).filter(|node| node.0 != 0).unwrap_or(nodes.0),
                Some(self.schemas.new.origin(pair.new)).filter(|node| node.0 != 0).unwrap_or(nodes.1),
            );
            for fact in &pair.facts {
                self.tell(at, depth, fact, nodes, changes);
            }
            for edge in &pair.edges {
                let is_ignored = depth.is_ignored || self.is_ignored(edge);
                queue.push_back(self.stops.len());
                // The items of a parameter are its values.
                let is_value = matches!(self.root.place, Place::Parameter(_)) && is_items(&edge.step);
                let depth = Depth { is_nested: depth.is_nested || !is_value, is_ignored };
                self.stops.push(Stop { pair: edge.pair, depth, from: Some((at, &edge.step)), nodes });
            }
        }
    }

    fn is_ignored(&self, edge: &Edge) -> bool {
        match self.root.place {
            Place::RequestBody { .. } => edge.read_only,
            Place::ResponseBody { .. } => edge.write_only,
            Place::Parameter(_) | Place::Header => false,
        }
    }

    fn tell(&self, at: usize, depth: Depth, fact: &Fact, around: (NodeId, NodeId), changes: &mut Vec<Change>) {
        let Some(check) = ids::check(self.policy, self.root.place, depth, fact) else { return };
        let member = fact.member.as_ref().map(|member| Step::Property(member.name.clone()));
        let path = words::path(self.way(at).into_iter().chain(&member));
        let place = match path.as_str() {
            "" => self.root.words.clone(),
            // Nothing but items, and items of items.
            path if path.split("[]").all(str::is_empty) => format!("the items (`{path}`) of {}", self.root.words),
            path => format!("property `{path}` of {}", self.root.words),
        };
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let key = [&self.root.key, &path, &text(&fact.subject), &text(&fact.from), &text(&fact.to)];
        let key: Vec<&str> = key.iter().map(|part| part.as_str()).collect();
        let place_of = |node: NodeId, around: NodeId| if node.0 == 0 { around } else { node };
        let nodes = (place_of(fact.old, around.0), place_of(fact.new, around.1));
        let operation = self.root.about.operation.as_deref();
        changes.push(change(check, operation, nodes, &key, words::sentence(fact, &place)));
    }

    /// The steps from the root to a stop.
    fn way(&self, at: usize) -> Vec<&'s Step> {
        let mut steps = Vec::new();
        let mut here = at;
        while let Some((from, step)) = self.stops.get(here).and_then(|stop| stop.from) {
            steps.push(step);
            here = from;
        }
        steps.reverse();
        steps
    }
}

fn is_items(step: &Step) -> bool {
    matches!(step, Step::Keyword("items"))
}
