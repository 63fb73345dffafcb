//! Which of some marks reach each vertex of a graph: what reachability gives for each mark, for all of them at once.
//!
//! Takes vertices with marks, gives a set of marks for each vertex; equal sets are one. Must not go over the graph once for each mark:
//! there may be as many of them as there are tags.

use std::sync::Arc;

use super::{Graph, Lookup};

/// Marks, in ascending order. Vertices that the same marks reach share one set.
pub type MarkSet = Arc<[usize]>;

/// The marks that reach each vertex of a graph.
#[derive(Clone, Debug)]
pub struct Marks {
    sets: Vec<MarkSet>,
    /// The set of each vertex.
    set_of: Vec<usize>,
}

impl Marks {
    /// The marks that reach a vertex.
    #[must_use]
    pub fn of(&self, vertex: usize) -> MarkSet {
        self.set_of(vertex).and_then(|set| self.sets.get(set)).cloned().unwrap_or_default()
    }

    /// The set of a vertex, by its number among [`Self::sets`].
    #[must_use]
    pub fn set_of(&self, vertex: usize) -> Option<usize> {
        self.set_of.get(vertex).copied()
    }

    /// All sets that there are.
    #[must_use]
    pub fn sets(&self) -> &[MarkSet] {
        &self.sets
    }
}

impl Graph {
    /// Which marks reach each vertex, given the vertices that have one.
    #[must_use]
    pub fn marks(&self, marked: impl IntoIterator<Item = (usize, usize)>) -> Marks {
        let components = self.components();
        let mut own: Vec<Vec<usize>> = vec![Vec::new(); components.members.len()];
        for (vertex, mark) in marked {
            if let Some(marks) = components.component_of.get(vertex).and_then(|component| own.get_mut(*component)) {
                marks.push(mark);
            }
        }
        let users = components.condensed(self).reversed();
        let mut sets = Sets::default();
        let mut of_component = vec![Sets::EMPTY; components.members.len()];
        // Components come after what they lead to: from the last one, each comes after all that lead to it.
        for (component, own) in own.into_iter().enumerate().rev() {
            let mut parts: Vec<usize> =
                users.successors(component).iter().filter_map(|user| of_component.get(*user)).copied().collect();
            parts.push(sets.number(own));
            if let Some(set) = of_component.get_mut(component) {
                *set = sets.union(parts);
            }
        }
        let set_of = components.component_of.iter().map(|component| of_component.get(*component).copied());
        Marks { set_of: set_of.map(|set| set.unwrap_or(Sets::EMPTY)).collect(), sets: sets.list }
    }
}

/// Sets of marks by number: each is made once.
struct Sets {
    list: Vec<MarkSet>,
    numbers: Lookup<MarkSet, usize>,
    /// What the union of some is.
    unions: Lookup<Vec<usize>, usize>,
}

impl Default for Sets {
    fn default() -> Self {
        let mut sets = Self { list: Vec::new(), numbers: Lookup::new(), unions: Lookup::new() };
        sets.number(Vec::new());
        sets
    }
}

impl Sets {
    /// The set of nothing is the first one.
    const EMPTY: usize = 0;

    fn number(&mut self, mut marks: Vec<usize>) -> usize {
        marks.sort_unstable();
        marks.dedup();
        let set: MarkSet = marks.into();
        let next = self.list.len();
        let number = *self.numbers.get_or_insert_with(Arc::clone(&set), || next);
        if number == next {
            self.list.push(set);
        }
        number
    }

    fn union(&mut self, mut parts: Vec<usize>) -> usize {
        parts.retain(|part| *part != Self::EMPTY);
        parts.sort_unstable();
        parts.dedup();
        match parts.as_slice() {
            [] => return Self::EMPTY,
            [one] => return *one,
            _ => {}
        }
        if let Some(known) = self.unions.get(&parts) {
            return *known;
        }
        let marks = parts.iter().filter_map(|part| self.list.get(*part)).flat_map(|set| set.iter().copied()).collect();
        let number = self.number(marks);
        self.unions.insert(parts, number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::graph::tests::random;

    #[test]
    fn marks_are_what_is_reachable_for_each() {
        // Small pseudo-random graphs; reachability is the reference.
        let mut random = random(11);
        for _ in 0..300 {
            let len = 1 + random(9);
            let mut graph = Graph::new(len);
            for _ in 0..random(16) {
                graph.add_edge(random(len), random(len));
            }
            let marked: Vec<(usize, usize)> = (0..random(6)).map(|_| (random(len), random(4))).collect();
            let marks = graph.marks(marked.iter().copied());
            for vertex in 0..len {
                let reaches = |mark: &usize| {
                    let roots = marked.iter().filter(|(_, other)| other == mark).map(|(root, _)| *root);
                    graph.reachable(roots)[vertex]
                };
                let expected: Vec<usize> = (0..4).filter(reaches).collect();
                assert_eq!(*marks.of(vertex), *expected, "{graph:?} {marked:?} {vertex}");
            }
        }
    }

    #[test]
    fn equal_sets_are_one() {
        let mut graph = Graph::new(4);
        graph.add_edge(0, 1);
        graph.add_edge(0, 2);
        let marks = graph.marks([(0, 7), (0, 7), (1, 3), (2, 3)]);
        assert_eq!(marks.set_of(1), marks.set_of(2));
        assert_eq!((*marks.of(1)).to_vec(), [3, 7]);
        assert!(marks.of(3).is_empty() && marks.of(9).is_empty());
        assert_eq!(marks.sets().len(), 4, "nothing, 7, 3, and both");
    }
}
