//! Lines and columns of nodes, found on demand.
//!
//! Takes the nodes that are about to be shown, gives their places: one more walk over each text
//! that has any, and none over the others. Must not be called while nothing is printed.

mod json;
mod lines;
mod yaml;

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use super::tree::{FileId, Format, Tree};
use crate::base::NodeId;
use crate::diag::Target;
pub use lines::Lines;

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// How many characters of the line belong to the key or value; at least 1.
    pub length: u32,
}

/// Line and column, both from 1.
type Point = (u32, u32);

/// Places that were asked for: what the report says is most often printed as well.
#[derive(Default)]
pub(super) struct Known(Mutex<HashMap<(NodeId, Target), Place>>);

impl Clone for Known {
    /// Forgets: a copy may become another tree.
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// What a walk over one text has found.
#[derive(Default)]
struct Found {
    /// Where the keys of members are written.
    keys: HashMap<NodeId, Point>,
    /// Where values begin, as well as the parser tells.
    values: HashMap<NodeId, Point>,
}

/// What a walk looks for: the nodes themselves and everything that they lie in.
struct Wanted {
    nodes: HashSet<NodeId>,
    /// Values that a later value of the same key replaced, by (object, key, how many came before).
    shadowed: HashMap<(NodeId, String, u32), NodeId>,
}

/// The places of nodes, in the order of `wanted`. A node without a place of its own (the root, an
/// empty item) has that of what it lies in.
#[must_use]
pub fn positions(tree: &Tree, wanted: &[(NodeId, Target)]) -> Vec<Place> {
    let mut places = tree.places.0.lock().unwrap_or_else(PoisonError::into_inner);
    let new: Vec<(NodeId, Target)> = wanted.iter().copied().filter(|key| !places.contains_key(key)).collect();
    for file in tree.files() {
        let here: Vec<(NodeId, Target)> = new.iter().copied().filter(|(node, _)| tree.file(*node) == file).collect();
        if !here.is_empty() {
            locate(tree, file, &here, &mut places);
        }
    }
    let nowhere = Place { file: FileId(0), line: 1, column: 1, length: 1 };
    wanted.iter().map(|key| places.get(key).copied().unwrap_or(nowhere)).collect()
}

fn locate(tree: &Tree, file: FileId, wanted: &[(NodeId, Target)], places: &mut HashMap<(NodeId, Target), Place>) {
    let text = tree.file_text(file);
    let lines = Lines::new(text);
    let search = Wanted::new(tree, wanted);
    let is_json = tree.file_entry(file).is_some_and(|entry| entry.format == Format::Json);
    let found = match tree.file_root(file) {
        Some(root) if is_json => json::walk(root, text, &search),
        Some(root) => yaml::walk(tree, root, text, &lines, &search),
        None => Found::default(),
    };
    for &(node, target) in wanted {
        let (line, column, is_key) = found.point(tree, node, target);
        let length = lines.token(line, column, is_key);
        places.insert((node, target), Place { file, line, column, length });
    }
}

impl Wanted {
    fn new(tree: &Tree, wanted: &[(NodeId, Target)]) -> Self {
        let mut nodes = HashSet::new();
        let mut shadowed = HashMap::new();
        for &(node, _) in wanted {
            let mut here = Some(node);
            while let Some(node) = here.filter(|node| nodes.insert(*node)) {
                if let (Some(parent), Some(key), Some(&before)) =
                    (tree.parent(node), tree.key(node), tree.shadowed.get(&node))
                {
                    shadowed.insert((parent, key.to_owned(), before), node);
                }
                here = tree.parent(node);
            }
        }
        Self { nodes, shadowed }
    }
}

impl Found {
    /// The point of a node, and whether that is a key.
    fn point(&self, tree: &Tree, node: NodeId, target: Target) -> (u32, u32, bool) {
        let (mut node, mut target) = (node, target);
        loop {
            let (key, value) = (self.keys.get(&node), self.values.get(&node));
            let around =
                tree.parent(node).and_then(|parent| self.keys.get(&parent).or_else(|| self.values.get(&parent)));
            match (target, key, value) {
                (Target::Key, Some(&(line, column)), _) => return (line, column, true),
                // Before its own surroundings: the anchor of an alias, far away.
                (_, key, Some(value)) if key.or(around).is_none_or(|outer| outer <= value) => {
                    return (value.0, value.1, false);
                }
                (_, Some(&(line, column)), _) => return (line, column, true),
                _ => {}
            }
            match tree.parent(node) {
                Some(parent) => (node, target) = (parent, Target::Key),
                None => return (1, 1, false),
            }
        }
    }
}

#[cfg(test)]
mod tests;
