//! Places in JSON, from the addresses of raw values within the text.
//!
//! Takes a text and the wanted nodes, gives points: raw values are slices of the text, so that their
//! distance from its start is their offset; the key is found by looking back from its value. Must
//! not recurse, and must not read siblings of what is wanted more than once per level.

use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{Found, Point, Wanted};
use crate::base::{NodeId, OrderedMap};
use crate::source::tree::{Kind, Tree};

pub(super) fn walk(tree: &Tree, root: NodeId, text: &str, wanted: &Wanted) -> Found {
    let mut keys: Vec<(usize, NodeId)> = Vec::new();
    let mut values: Vec<(usize, NodeId)> = Vec::new();
    let mut stack: Vec<(NodeId, &RawValue)> = serde_json::from_str(text).map(|raw| (root, raw)).into_iter().collect();
    while let Some((node, raw)) = stack.pop() {
        let Some(start) = offset(text, raw.get()) else { continue };
        values.push((start, node));
        if node != root && tree.key(node).is_some() {
            keys.extend(key_before(text, start).map(|at| (at, node)));
        }
        let mut deserializer = serde_json::Deserializer::from_str(raw.get());
        let children = Children { tree, node, wanted };
        let found = match tree.written_kind(node) {
            Kind::Object => serde::Deserializer::deserialize_map(&mut deserializer, children),
            Kind::Array => serde::Deserializer::deserialize_seq(&mut deserializer, children),
            _ => Ok(Vec::new()),
        };
        stack.extend(found.unwrap_or_default());
    }
    Found { keys: points(text, keys), values: points(text, values) }
}

/// How far a slice of the text is from its start.
fn offset(text: &str, part: &str) -> Option<usize> {
    (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize).filter(|at| *at <= text.len())
}

/// Where the key begins whose value begins at `value`: back over the colon and the closing quote to
/// the nearest quote that is not escaped.
fn key_before(text: &str, value: usize) -> Option<usize> {
    let before = text.get(..value)?.trim_end().strip_suffix(':')?.trim_end().strip_suffix('"')?;
    let mut end = before.len();
    loop {
        let quote = before.get(..end)?.rfind('"')?;
        let backslashes = before.get(..quote)?.bytes().rev().take_while(|byte| *byte == b'\\').count();
        if backslashes % 2 == 0 {
            return Some(quote);
        }
        end = quote;
    }
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

/// Collects the wanted children of an object or array as raw values.
struct Children<'a> {
    tree: &'a Tree,
    node: NodeId,
    wanted: &'a Wanted,
}

impl<'de> Visitor<'de> for Children<'_> {
    type Value = Vec<(NodeId, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the same shape as before")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut found = Vec::new();
        for &item in self.tree.items(self.node) {
            if self.wanted.nodes.contains(&item) {
                found.extend(seq.next_element::<&RawValue>()?.map(|raw| (item, raw)));
            } else if seq.next_element::<IgnoredAny>()?.is_none() {
                break;
            }
        }
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(found)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        // Of equal keys, the last one is the node.
        let mut found: OrderedMap<NodeId, &'de RawValue> = OrderedMap::new();
        let mut seen: HashMap<String, u32> = HashMap::new();
        while let Some(child) = map.next_key_seed(Key { children: &self, seen: &mut seen })? {
            match child {
                Some(child) => {
                    let raw = map.next_value::<&RawValue>()?;
                    found.insert(child, raw);
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(found.into_iter().collect())
    }
}

struct Key<'k, 'a> {
    children: &'k Children<'a>,
    seen: &'k mut HashMap<String, u32>,
}

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = Option<NodeId>;
    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Option<NodeId>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_, '_> {
    type Value = Option<NodeId>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<Option<NodeId>, E> {
        let Children { tree, node, wanted } = self.children;
        let mut child = tree.written_member(*node, key);
        if !wanted.shadowed.is_empty() {
            let count = self.seen.entry(key.to_owned()).or_default();
            child = wanted.shadowed.get(&(*node, key.to_owned(), *count)).copied().or(child);
            *count += 1;
        }
        Ok(child.filter(|child| wanted.nodes.contains(child)))
    }
}
