//! Files in an order in which each comes after all that it names, cut into chunks: between these, all edges lead back, whatever
//! circles there are between types.
//!
//! Takes weights and edges, gives chunks. Must not know what is in a file.

use crate::base::{Graph, MarkSet, stable_hash};

/// A file.
pub(super) struct Vertex<'p> {
    /// Its name: the same in the next version of the document.
    pub(super) name: &'p str,
    /// What it costs.
    pub(super) weight: usize,
    /// The files that it names, by their places.
    pub(super) uses: Vec<usize>,
    /// The tags that name it.
    pub(super) tags: Vec<usize>,
}

/// Cuts the files into chunks of this weight, half of it less or more; and more than that where a file, or files that need each other,
/// are that heavy.
///
/// What many tags need comes first, then what some need; what the same tags need stays together. So most chunks need only the first
/// ones, not each the one before it.
///
/// A cut is made where the hash of a name says so, so that a document that grows moves few of them.
pub(super) fn chunks(vertices: &[Vertex<'_>], weight: usize) -> Vec<Vec<usize>> {
    let groups = order(vertices);
    let mut sums = vec![0];
    let mut cost = Vec::new();
    for (bond, group) in &groups {
        let members = group.iter().filter_map(|vertex| vertices.get(*vertex));
        sums.push(sums.last().copied().unwrap_or_default() + members.map(|vertex| vertex.weight).sum::<usize>());
        let first = group.first().and_then(|vertex| vertices.get(*vertex));
        cost.push((*bond, stable_hash(first.map(|vertex| vertex.name))));
    }
    let (mut start, mut out) = (0, Vec::new());
    for end in cuts(&sums, &cost, weight) {
        let chunk = groups.get(start..end).unwrap_or_default();
        out.push(chunk.iter().flat_map(|(_, group)| group).copied().collect());
        start = end;
    }
    out
}

/// Where chunks end. `sums` is what all before a place weigh, `cost` what a cut there is to be compared by.
fn cuts(sums: &[usize], cost: &[(Bond, u64)], weight: usize) -> Vec<usize> {
    let (least, most) = (weight / 2, weight + weight / 2);
    let sum = |place: usize| sums.get(place).copied().unwrap_or_default();
    let count = cost.len();
    let (mut start, mut ends) = (0, Vec::new());
    while start < count && sum(count) - sum(start) > most {
        let fit = (start + 1..count).take_while(|end| sum(*end) - sum(start) <= most);
        let good = fit.clone().filter(|end| sum(*end) - sum(start) >= least && sum(count) - sum(*end) >= least);
        let best = good.min_by_key(|end| cost.get(*end));
        start = best.unwrap_or_else(|| {
            // What comes next is heavier than all that a chunk may have. Little before it is not worth a chunk of its own.
            let end = fit.last().unwrap_or(start);
            if sum(end) - sum(start) < least { end + 1 } else { end }
        });
        ends.push(start);
    }
    if start < count {
        ends.push(count);
    }
    ends
}

/// What a cut before a group separates: the less, the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    /// What several tags need from what one needs: from here on, tags do not need each other.
    Shared,
    /// Groups that do not need each other, if the second is not below the first.
    Apart,
    /// Groups that may need each other.
    Close,
}

/// The files that need each other, group by group, each after all groups that it needs.
fn order(vertices: &[Vertex<'_>]) -> Vec<(Bond, Vec<usize>)> {
    let mut graph = Graph::new(vertices.len());
    for (from, vertex) in vertices.iter().enumerate() {
        vertex.uses.iter().for_each(|to| graph.add_edge(from, *to));
    }
    let components = graph.components();
    let condensed = components.condensed(&graph);
    let members = components.members;
    let uses: Vec<Vec<usize>> = (0..members.len())
        .map(|own| {
            let mut to = condensed.successors(own).to_vec();
            to.sort_unstable();
            to.dedup();
            to
        })
        .collect();
    // The tags that need each group, by way of others or not.
    let marked = vertices.iter().enumerate().flat_map(|(own, vertex)| vertex.tags.iter().map(move |tag| (own, *tag)));
    let needed = graph.marks(marked);
    let tags: Vec<MarkSet> = members.iter().filter_map(|members| Some(needed.of(*members.first()?))).collect();
    let families = families_of(&uses, &tags);
    let mut groups: Vec<_> = members.into_iter().zip(tags.into_iter().zip(families)).collect();
    // The sort is stable. What a group needs is needed by all of its tags: by more of them, or by the same.
    groups.sort_by(|(_, (a, a_family)), (_, (b, b_family))| {
        b.len().cmp(&a.len()).then_with(|| a.cmp(b)).then_with(|| a_family.cmp(b_family))
    });
    let mut before: Option<(MarkSet, usize)> = None;
    let mut bond = |own: (MarkSet, usize)| {
        let now = own.0.len();
        match before.replace(own) {
            Some(old) if old.0.len() > 1 && now <= 1 => Bond::Shared,
            old if old == before => Bond::Close,
            _ => Bond::Apart,
        }
    };
    groups.into_iter().map(|(members, own)| (bond(own), members)).collect()
}

/// Among groups that the same tags need: 0 for what several of these name, and all that it needs; of the others, each is named once,
/// so they are trees, which do not need each other: the number of the tree's root.
fn families_of(uses: &[Vec<usize>], tags: &[MarkSet]) -> Vec<usize> {
    let near = |own: usize| {
        let uses = uses.get(own).into_iter().flatten().copied();
        uses.filter(move |to| tags.get(*to) == tags.get(own))
    };
    let mut named = vec![0_usize; uses.len()];
    (0..uses.len()).flat_map(near).for_each(|to| named.get_mut(to).into_iter().for_each(|count| *count += 1));
    let mut families: Vec<usize> = (1..=uses.len()).collect();
    // Whoever names a group comes after it, and so is asked first.
    for own in (0..uses.len()).rev() {
        let is_shared = named.get(own).is_some_and(|count| *count > 1);
        let family = families.get(own).copied().filter(|_| !is_shared).unwrap_or_default();
        for place in std::iter::once(own).chain(near(own)) {
            families.get_mut(place).into_iter().for_each(|known| *known = family);
        }
    }
    families
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files with numbers as names, as the edges say; `tags` names some of them.
    fn files(count: usize, edges: &[(usize, usize)], tags: &[(usize, usize)]) -> Vec<Vertex<'static>> {
        const NAMES: &str = "abcdefghijklmnopqrstuvwxyz";
        let of = |all: &[(usize, usize)], file: usize| {
            all.iter().filter(|(from, _)| *from == file).map(|(_, to)| *to).collect::<Vec<_>>()
        };
        let vertex =
            |file: usize| Vertex { name: &NAMES[file % 26..], weight: 10, uses: of(edges, file), tags: of(tags, file) };
        (0..count).map(vertex).collect()
    }

    /// Every file once; edges lead to the same chunk or to an earlier one.
    #[track_caller]
    fn assert_sound(files: &[Vertex<'_>], chunks: &[Vec<usize>]) {
        let mut place = vec![None; files.len()];
        for (index, chunk) in chunks.iter().enumerate() {
            assert!(!chunk.is_empty());
            for file in chunk {
                assert_eq!(place[*file].replace(index), None, "{file} is there twice");
            }
        }
        for (from, file) in files.iter().enumerate() {
            for to in &file.uses {
                assert!(place[*to].unwrap() <= place[from].unwrap(), "{from} uses {to}: {chunks:?}");
            }
        }
    }

    #[test]
    fn what_needs_each_other_stays_together_whatever_it_weighs() {
        let files = files(9, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (5, 0), (6, 5), (2, 7), (7, 8)], &[]);
        let chunks = chunks(&files, 20);
        assert_sound(&files, &chunks);
        assert!(chunks.iter().any(|chunk| (0..5).all(|file| chunk.contains(&file))), "{chunks:?}");
        assert!(chunks.len() >= 3, "{chunks:?}");
    }

    #[test]
    fn chunks_weigh_what_they_should() {
        // Each names the next one, some one from far away; three of four have a tag.
        let count = 500;
        let edges: Vec<_> = (0..count - 1).map(|file| (file, file + 1)).filter(|(file, _)| file % 7 != 0).collect();
        let far = (0..count - 90).step_by(11).map(|file| (file, file + 90));
        let edges: Vec<_> = edges.into_iter().chain(far).collect();
        let tags: Vec<_> = (0..count).filter(|file| file % 4 != 0).map(|file| (file, file / 50)).collect();
        let files = files(count, &edges, &tags);
        let chunks = chunks(&files, 400);
        assert_sound(&files, &chunks);
        let weights: Vec<usize> = chunks.iter().map(|chunk| chunk.len() * 10).collect();
        assert!(weights.iter().all(|weight| (200..=600).contains(weight)), "{weights:?}");
        assert_eq!(weights.iter().sum::<usize>(), count * 10);
    }

    #[test]
    fn little_is_one_chunk_and_nothing_is_none() {
        assert_eq!(chunks(&files(3, &[(0, 1)], &[]), 400).len(), 1);
        assert!(chunks(&[], 400).is_empty());
    }

    #[test]
    fn one_that_is_too_heavy_is_alone_but_for_a_little() {
        for (weight, expected) in [(22, vec![vec![0, 1], vec![2], vec![3, 4]]), (50, vec![vec![0, 1, 2], vec![3, 4]])] {
            let mut files = files(5, &[], &[(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]);
            files[2].weight = 1000;
            let chunks = chunks(&files, weight);
            assert_sound(&files, &chunks);
            assert_eq!(chunks, expected);
        }
    }

    #[test]
    fn what_all_tags_need_comes_first_and_tags_do_not_need_each_other() {
        // 0 is of all, 1 and 2 of the first tag, 3 and 4 of the second.
        let files = files(5, &[(1, 0), (2, 1), (3, 0), (4, 3)], &[(2, 0), (4, 1)]);
        let groups: Vec<_> = order(&files).into_iter().map(|(_, group)| group).collect();
        assert_eq!(groups, [[0], [1], [2], [3], [4]]);
    }
}
