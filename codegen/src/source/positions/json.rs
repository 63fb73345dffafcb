//! Places in JSON, by the number of a value: ids count up in the order in which values are written.
//!
//! Takes a text and the wanted nodes, gives points.

use std::collections::HashMap;

use super::{Found, Point, Wanted};
use crate::base::NodeId;
use crate::source::spots::spots;

pub(super) fn walk(root: NodeId, text: &str, wanted: &Wanted) -> Found {
    let mut numbers: Vec<u32> = wanted.nodes.iter().filter_map(|node| node.0.checked_sub(root.0)).collect();
    numbers.sort_unstable();
    let spots = spots(text, numbers.iter().copied());
    let spots = || numbers.iter().map(|number| NodeId(root.0 + number)).zip(&spots);
    let keys = spots().filter_map(|(node, spot)| Some((spot.key?, node))).collect();
    let values = spots().map(|(node, spot)| (spot.value, node)).collect();
    Found { keys: points(text, keys), values: points(text, values) }
}

/// Lines and columns of many offsets, in one pass over the text.
fn points(text: &str, mut offsets: Vec<(usize, NodeId)>) -> HashMap<NodeId, Point> {
    offsets.sort_unstable();
    let mut points = HashMap::with_capacity(offsets.len());
    let (mut at, mut line, mut column) = (0, 1_u32, 1_u32);
    for (offset, node) in offsets {
        let between = text.get(at..offset).unwrap_or_default();
        let breaks = between.bytes().filter(|byte| *byte == b'\n').count();
        let tail = between.rsplit('\n').next().unwrap_or_default().chars().count();
        let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        line = line.saturating_add(small(breaks));
        column = if breaks > 0 { 1 } else { column }.saturating_add(small(tail));
        at = offset;
        points.insert(node, (line, column));
    }
    points
}
