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
                && let Some(target) = refs::target(tree, node, text)
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
    let mut left = u64::MAX;
    nearest(word, among, &mut left)
}

/// [`did_you_mean`] with a limit on the work: a glance at a word takes one of `left`, a comparison
/// forty.
pub(in crate::source) fn nearest<'a>(
    word: &str,
    among: impl IntoIterator<Item = &'a str>,
    left: &mut u64,
) -> Option<&'a str> {
    let allowed = match word.chars().count() {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    // Case and hyphens first, so that a distance of 0 is better than one changed letter.
    let mut best: Option<(usize, &str)> = None;
    for candidate in among {
        *left = left.saturating_sub(1);
        if *left == 0 {
            break;
        }
        // In bytes, with room for hyphens and for characters of more than one byte.
        if candidate == word || candidate.len().abs_diff(word.len()) > 4 * allowed + 4 {
            continue;
        }
        *left = left.saturating_sub(40);
        let distance = if plain(candidate).eq(plain(word)) { 0 } else { distance(word, candidate, allowed) + 1 };
        let near = distance == 0 || (allowed > 0 && distance <= allowed + 1);
        if near && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The letters without what words are joined by, in lower case.
fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|char| !matches!(char, '-' | '_')).flat_map(char::to_lowercase)
}

/// How many letters must be added, removed, changed or swapped with their neighbour; more than
/// `limit` is told as `limit + 1` or more. Only the start of very long words counts.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    const LONGEST: usize = 80;
    let letters = |text: &str| {
        let mut letters = ['\0'; LONGEST];
        let count = letters.iter_mut().zip(text.chars()).map(|(slot, char)| *slot = char).count();
        (letters, count)
    };
    let ((a, a_len), (b, b_len)) = (letters(a), letters(b));
    if a_len.abs_diff(b_len) > limit {
        return limit + 1;
    }
    let far = limit + 1;
    // The last three rows of the table; cells further than `limit` from the diagonal stay `far`.
    let mut rows = [[far; LONGEST + 1]; 3];
    for (column, cell) in rows[0].iter_mut().enumerate().take(limit + 1) {
        *cell = column;
    }
    for i in 1..=a_len {
        let (here, above, before) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        rows[here] = [far; LONGEST + 1];
        if i <= limit {
            rows[here][0] = i;
        }
        for j in i.saturating_sub(limit).max(1)..=(i + limit).min(b_len) {
            let change = rows[above][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(rows[above][j] + 1).min(rows[here][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[before][j - 2] + 1);
            }
            rows[here][j] = least.min(far);
        }
    }
    rows[a_len % 3][b_len]
}
