//! Graphs over numbered vertices: strongly connected components and reachability.
//!
//! Takes edges, gives answers in a fixed order. Must not recurse: inputs can be deep chains.

/// A directed graph over the vertices `0..len`.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    edges: Vec<Vec<usize>>,
}

impl Graph {
    /// A graph of `len` vertices without edges.
    #[must_use]
    pub fn new(len: usize) -> Self {
        Self { edges: vec![Vec::new(); len] }
    }

    /// How many vertices there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.edges.len()
    }

    /// Whether there are no vertices.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    /// Adds an edge; the graph grows to hold both ends.
    pub fn add_edge(&mut self, from: usize, to: usize) {
        let needed = from.max(to) + 1;
        if self.edges.len() < needed {
            self.edges.resize_with(needed, Vec::new);
        }
        if let Some(edges) = self.edges.get_mut(from) {
            edges.push(to);
        }
    }

    /// Where the edges of a vertex lead, in order of insertion.
    #[must_use]
    pub fn successors(&self, vertex: usize) -> &[usize] {
        self.edges.get(vertex).map_or(&[], Vec::as_slice)
    }

    /// The strongly connected components (Tarjan's algorithm with a stack of its own): each
    /// component comes after all that it leads to.
    #[must_use]
    pub fn components(&self) -> Components {
        Tarjan::new(self).run()
    }

    /// Which vertices can be reached from `roots`, the roots themselves included.
    #[must_use]
    pub fn reachable(&self, roots: impl IntoIterator<Item = usize>) -> Vec<bool> {
        let mut seen = vec![false; self.edges.len()];
        let mut stack: Vec<usize> = roots.into_iter().collect();
        while let Some(vertex) = stack.pop() {
            match seen.get_mut(vertex) {
                Some(mark) if !*mark => *mark = true,
                _ => continue,
            }
            stack.extend_from_slice(self.successors(vertex));
        }
        seen
    }

    /// The same graph with all edges turned round.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let mut reversed = Self::new(self.len());
        for (from, edges) in self.edges.iter().enumerate() {
            for &to in edges {
                reversed.add_edge(to, from);
            }
        }
        reversed
    }
}

/// The strongly connected components of a [`Graph`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Components {
    /// The members of each component in ascending order; components in reverse topological
    /// order.
    pub members: Vec<Vec<usize>>,
    /// The component of each vertex.
    pub component_of: Vec<usize>,
    cyclic: Vec<bool>,
}

impl Components {
    /// The graph of the components: an edge for each that leads from a member of one to a member of another.
    #[must_use]
    pub fn condensed(&self, graph: &Graph) -> Graph {
        let mut condensed = Graph::new(self.members.len());
        for (vertex, from) in self.component_of.iter().enumerate() {
            let to = graph.successors(vertex).iter().filter_map(|to| self.component_of.get(*to));
            to.filter(|to| *to != from).for_each(|to| condensed.add_edge(*from, *to));
        }
        condensed
    }

    /// Whether two vertices lie on a common cycle or are the same.
    #[must_use]
    pub fn same(&self, a: usize, b: usize) -> bool {
        match (self.component_of.get(a), self.component_of.get(b)) {
            (Some(a), Some(b)) => a == b,
            _ => false,
        }
    }

    /// Whether the vertex lies on a cycle; an edge to itself counts.
    #[must_use]
    pub fn is_cyclic(&self, vertex: usize) -> bool {
        self.component_of.get(vertex).and_then(|&component| self.cyclic.get(component)) == Some(&true)
    }
}

const UNSEEN: usize = usize::MAX;

struct Tarjan<'g> {
    graph: &'g Graph,
    next: usize,
    index: Vec<usize>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    found: Components,
}

impl<'g> Tarjan<'g> {
    fn new(graph: &'g Graph) -> Self {
        let len = graph.len();
        Self {
            graph,
            next: 0,
            index: vec![UNSEEN; len],
            low: vec![UNSEEN; len],
            on_stack: vec![false; len],
            stack: Vec::new(),
            found: Components { members: Vec::new(), component_of: vec![UNSEEN; len], cyclic: Vec::new() },
        }
    }

    fn run(mut self) -> Components {
        for root in 0..self.graph.len() {
            if self.index[root] == UNSEEN {
                self.visit(root);
            }
        }
        self.found
    }

    fn visit(&mut self, root: usize) {
        // (vertex, how many of its edges were followed)
        let mut path = vec![(root, 0)];
        self.enter(root);
        while let Some((vertex, done)) = path.last_mut() {
            let vertex = *vertex;
            if let Some(&to) = self.graph.successors(vertex).get(*done) {
                *done += 1;
                if self.index[to] == UNSEEN {
                    self.enter(to);
                    path.push((to, 0));
                } else if self.on_stack[to] {
                    self.low[vertex] = self.low[vertex].min(self.index[to]);
                }
            } else {
                path.pop();
                if let Some(&(parent, _)) = path.last() {
                    self.low[parent] = self.low[parent].min(self.low[vertex]);
                }
                if self.low[vertex] == self.index[vertex] {
                    self.close(vertex);
                }
            }
        }
    }

    fn enter(&mut self, vertex: usize) {
        self.index[vertex] = self.next;
        self.low[vertex] = self.next;
        self.next += 1;
        self.stack.push(vertex);
        self.on_stack[vertex] = true;
    }

    fn close(&mut self, head: usize) {
        let component = self.found.members.len();
        let mut members = Vec::new();
        while let Some(vertex) = self.stack.pop() {
            self.on_stack[vertex] = false;
            self.found.component_of[vertex] = component;
            members.push(vertex);
            if vertex == head {
                break;
            }
        }
        members.sort_unstable();
        let cyclic = members.len() > 1 || self.graph.successors(head).contains(&head);
        self.found.members.push(members);
        self.found.cyclic.push(cyclic);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Numbers below what is asked for, the same for each seed.
    pub(in crate::base) fn random(mut state: u64) -> impl FnMut(usize) -> usize {
        move |below| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        }
    }

    fn graph(len: usize, edges: &[(usize, usize)]) -> Graph {
        let mut graph = Graph::new(len);
        for &(from, to) in edges {
            graph.add_edge(from, to);
        }
        graph
    }

    #[test]
    fn components_come_after_what_they_lead_to() {
        let found = graph(6, &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 3), (4, 5)]).components();
        assert_eq!(found.members, [vec![3], vec![0, 1, 2], vec![5], vec![4]]);
        assert!(found.same(0, 2) && !found.same(2, 3));
        assert_eq!((0..6).map(|v| found.is_cyclic(v)).collect::<Vec<_>>(), [true, true, true, true, false, false]);
    }

    #[test]
    fn a_chain_of_a_million_needs_no_stack() {
        let len = 1_000_000;
        let mut chain = Graph::new(len);
        for vertex in 1..len {
            chain.add_edge(vertex - 1, vertex);
        }
        assert_eq!(chain.components().members.len(), len);
        chain.add_edge(len - 1, 0);
        assert_eq!(chain.components().members.len(), 1);
    }

    #[test]
    fn components_agree_with_reachability() {
        // Small pseudo-random graphs; the definition itself is the reference.
        let mut random = random(7);
        for _ in 0..200 {
            let len = 1 + random(8);
            let edges: Vec<_> = (0..random(14)).map(|_| (random(len), random(len))).collect();
            let graph = graph(len, &edges);
            let found = graph.components();
            for a in 0..len {
                for b in 0..len {
                    let mutual = graph.reachable([a])[b] && graph.reachable([b])[a];
                    assert_eq!(found.same(a, b), mutual, "{edges:?} {a} {b}");
                }
            }
            for (from, to) in edges {
                assert!(found.component_of[from] >= found.component_of[to]);
                assert!(graph.reversed().successors(to).contains(&from));
            }
        }
    }

    #[test]
    fn unknown_roots_reach_nothing() {
        assert_eq!(graph(2, &[(0, 1)]).reachable([9]), [false, false]);
    }
}
