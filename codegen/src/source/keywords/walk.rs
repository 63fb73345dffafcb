//! Typed walks over the raw tree, and the nearest known word.
//!
//! Takes a tree, gives nodes with the kind of object that they are. Must not recurse, and must
//! visit each node once however often it is referred to.

use std::collections::HashSet;

use super::{ObjectKind, Takes};
use crate::base::NodeId;
use crate::source::refs;
use crate::source::tree::Tree;

/// The typed objects directly below an object, through lists and maps, in the order of the
/// document. An object that is a reference has no children but its siblings'.
#[must_use]
pub fn children(tree: &Tree, node: NodeId, kind: ObjectKind) -> Vec<(NodeId, ObjectKind)> {
    let mut found = Vec::new();
    for (key, child) in tree.entries(node) {
        if key.starts_with("x-") && kind.extensible() {
            continue;
        }
        let takes = kind.keyword(key).map(|keyword| keyword.takes);
        let takes = takes.or_else(|| kind.members().filter(|_| !key.starts_with('$')));
        if let Some(takes) = takes {
            collect(tree, child, takes, &mut found);
        }
    }
    found
}

/// `Takes` nests a fixed number of levels, so this recursion does not depend on the input.
fn collect(tree: &Tree, node: NodeId, takes: Takes, found: &mut Vec<(NodeId, ObjectKind)>) {
    match takes {
        Takes::Own(kind) | Takes::Inline(kind) if tree.is_object(node) => found.push((node, kind)),
        Takes::Node(kind) | Takes::BoolOrNode(kind) if tree.is_object(node) => found.push((node, kind)),
        Takes::Node(kind @ ObjectKind::Schema) if tree.as_bool(node).is_some() => found.push((node, kind)),
        Takes::List(item) => {
            for &child in tree.items(node) {
                collect(tree, child, *item, found);
            }
        }
        Takes::Map(item) => {
            for (_, child) in tree.entries(node) {
                collect(tree, child, *item, found);
            }
        }
        _ => {}
    }
}

/// Every typed object that the document holds or refers to, each once, parents before children;
/// what lies in other files comes after the root document. A node that references reach as
/// something else than where it stands is what it was first.
#[must_use]
pub fn walk(tree: &Tree) -> Vec<(NodeId, ObjectKind)> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut targets = std::collections::VecDeque::new();
    targets.extend(tree.root().map(|root| (root, ObjectKind::OpenApi)));
    while let Some(start) = targets.pop_front() {
        let mut stack = vec![start];
        while let Some((node, kind)) = stack.pop() {
            if !seen.insert(node) {
                continue;
            }
            found.push((node, kind));
            if kind.referable()
                && let Some(text) = refs::reference(tree, node)
                && let Ok(target) = refs::resolve(tree, node, text)
            {
                targets.push_back((target, kind));
            }
            let mut below = children(tree, node, kind);
            below.reverse();
            stack.append(&mut below);
        }
    }
    found
}

/// The known word that a misspelt one is nearest to: equal but for case, `-` and `_`, or a few
/// letters away (one up to four letters, two up to eight, else three).
#[must_use]
pub fn did_you_mean<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain =
        |text: &str| text.chars().filter(|c| !matches!(c, '-' | '_')).flat_map(char::to_lowercase).collect::<String>();
    let word_plain = plain(word);
    let length = word.chars().count();
    let allowed = match length {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, &str)> = None;
    for candidate in among {
        if candidate == word {
            continue;
        }
        let distance = if plain(candidate) == word_plain { 0 } else { distance(word, candidate, allowed) + 1 };
        if distance <= allowed + 1 && best.is_none_or(|(least, _)| distance < least) && (distance == 0 || allowed > 0) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many letters must be added, removed, changed or swapped with their neighbour; more than
/// `limit` is told as `limit + 1` or more.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    const LONGEST: usize = 80;
    let a: Vec<char> = a.chars().take(LONGEST).collect();
    let b: Vec<char> = b.chars().take(LONGEST).collect();
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let width = b.len() + 1;
    let mut rows = vec![(0..width).collect::<Vec<usize>>()];
    for (i, from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, to) in b.iter().enumerate() {
            let cell = |up: usize, left: usize| rows.get(i + 1 - up).and_then(|row| row.get(j + 1 - left)).copied();
            let change = cell(1, 1).unwrap_or(0) + usize::from(from != to);
            let remove = cell(1, 0).unwrap_or(0) + 1;
            let add = row.get(j).copied().unwrap_or(0) + 1;
            let mut least = change.min(remove).min(add);
            if i > 0 && j > 0 && a.get(i - 1) == Some(to) && b.get(j - 1) == Some(from) {
                least = least.min(rows.get(i - 1).and_then(|row| row.get(j - 1)).copied().unwrap_or(0) + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or(0)
}
