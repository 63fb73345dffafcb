//! Schemas compared by what they mean.
//!
//! Takes two documents, gives a graph: a node for each pair of schemas that stand for each other, with what differs in the pair itself
//! and edges to the pairs inside. Each pair is compared once, however often and in whatever circles it is used. Knows no ids, no
//! directions and no levels.

mod facets;
mod kinds;
mod objects;
mod pairs;
mod unions;
mod values;
mod view;

pub(super) use pairs::{Edge, Fact, Member, PairId, Schemas, Step};
pub(super) use values::canonical;
