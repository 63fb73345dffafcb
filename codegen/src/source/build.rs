//! Fills the raw tree from any serde deserializer.
//!
//! Takes the events of a parser, gives nodes; applies YAML merge keys, finds duplicate keys, and
//! remembers the numbers whose text was lost on the way. Must not depend on the format, and must
//! stop at the limits.

use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::de::{DeserializeSeed, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::read::Bounds;
use super::tree::{FileId, ITEM, Kind, NO_PARENT, Node, Span, Tree};
use crate::base::NodeId;

/// Up to how many members duplicates are found by comparing all pairs.
const SMALL: usize = 12;

/// Builds the nodes of one file at the end of a tree.
pub(super) struct Builder<'t> {
    pub(super) tree: &'t mut Tree,
    file: u16,
    merges: bool,
    limits: Limits,
    /// Children of the containers that are still open.
    open: Vec<NodeId>,
    /// How many containers are open.
    depth: usize,
    /// The first id of this file; ids are given in the order in which values are visited.
    pub(super) first: u32,
    /// For each node of this file, the id after the last node of its subtree.
    pub(super) ends: Vec<u32>,
    /// Numbers that came without their text.
    pub(super) inexact: Vec<NodeId>,
    /// Pairs of (value that lost, value that counts) of one key.
    pub(super) duplicates: Vec<(NodeId, NodeId)>,
    /// Set when a limit was the reason of an error.
    pub(super) over_limit: Option<&'static str>,
}

/// How much one file may hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) nodes: usize,
    pub(super) text: usize,
    /// Of the whole tree.
    values: usize,
    depth: usize,
}

impl Limits {
    /// Every value of a file needs at least two bytes, and all of its text together is no longer
    /// than the file; only YAML aliases give more, and they get ten times as much.
    pub(super) fn of(text: &str, bounds: Bounds) -> Self {
        let Bounds { values, depth, .. } = bounds;
        Self { nodes: 100_000 + 5 * text.len(), text: 1_000_000 + 10 * text.len(), values, depth }
    }
}

impl<'t> Builder<'t> {
    pub(super) fn new(tree: &'t mut Tree, file: FileId, merges: bool, limits: Limits) -> Self {
        let first = u32::try_from(tree.nodes.len()).unwrap_or(u32::MAX);
        let nodes = (limits.nodes + tree.nodes.len()).min(limits.values);
        let limits = Limits { nodes, text: limits.text + tree.text.len(), ..limits };
        Self {
            tree,
            file: file.0,
            merges,
            limits,
            open: Vec::new(),
            depth: 0,
            first,
            ends: Vec::new(),
            inexact: Vec::new(),
            duplicates: Vec::new(),
            over_limit: None,
        }
    }

    /// The seed for the root value of the file.
    pub(super) fn seed(&mut self) -> Result<ValueSeed<'_, 't>, &'static str> {
        let node = self.add(NO_PARENT, Span::default())?;
        Ok(ValueSeed { builder: self, node })
    }

    fn add(&mut self, parent: u32, key: Span) -> Result<NodeId, &'static str> {
        let count = self.tree.nodes.len();
        let id = u32::try_from(count).ok().filter(|_| count < self.limits.nodes && count < (u32::MAX as usize) / 2);
        let Some(id) = id else {
            self.over_limit = Some("there are too many values");
            return Err("there are too many values");
        };
        self.tree.nodes.push(Node { parent, key, data: Span::default(), file: self.file, kind: Kind::Null });
        self.ends.push(id + 1);
        Ok(NodeId(id))
    }

    fn enter(&mut self) -> Result<(), &'static str> {
        self.depth += 1;
        if self.depth > self.limits.depth {
            self.over_limit = Some("it is nested too deeply");
            return Err("it is nested too deeply");
        }
        Ok(())
    }

    fn store(&mut self, text: &str) -> Result<Span, &'static str> {
        let start = self.tree.text.len();
        let end = start + text.len();
        if end > self.limits.text || u32::try_from(end).is_err() {
            self.over_limit = Some("there is too much text");
            return Err("there is too much text");
        }
        self.tree.text.push_str(text);
        Ok(Span { start: u32::try_from(start).unwrap_or(0), len: u32::try_from(text.len()).unwrap_or(0) })
    }

    fn set(&mut self, node: NodeId, kind: Kind, data: Span) {
        if let Some(node) = self.tree.nodes.get_mut(node.index()) {
            node.kind = kind;
            node.data = data;
        }
    }

    /// Closes a container whose children are `self.open[mark..]`.
    fn close(&mut self, node: NodeId, kind: Kind, mark: usize) {
        self.depth = self.depth.saturating_sub(1);
        if kind == Kind::Object {
            self.merge(node, mark);
            self.drop_duplicates(mark);
            self.index(node, mark);
        }
        let start = self.tree.children.len();
        self.tree.children.extend(self.open.drain(mark..));
        let len = self.tree.children.len() - start;
        let data = Span { start: u32::try_from(start).unwrap_or(0), len: u32::try_from(len).unwrap_or(0) };
        self.set(node, kind, data);
        let end = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        if let Some(slot) = self.ends.get_mut((node.0 - self.first) as usize) {
            *slot = end;
        }
    }

    /// Replaces `<<: map` and `<<: [map, ..]` by the members of the maps. Members written in the
    /// object itself win, then those of the earlier map (YAML merge key type, 2005).
    fn merge(&mut self, node: NodeId, mark: usize) {
        let is_merge = |tree: &Tree, child: NodeId| tree.key(child) == Some("<<") && mergeable(tree, child);
        if !self.merges || !self.open.iter().skip(mark).any(|&child| is_merge(self.tree, child)) {
            return;
        }
        let members: Vec<NodeId> = self.open.drain(mark..).collect();
        let mut seen: HashSet<String> = members
            .iter()
            .filter(|&&child| !is_merge(self.tree, child))
            .map(|&child| self.tree.key(child).unwrap_or_default().to_owned())
            .collect();
        for child in members {
            if !is_merge(self.tree, child) {
                self.open.push(child);
                continue;
            }
            let maps = if self.tree.is_array(child) { self.tree.items(child).to_vec() } else { vec![child] };
            let brought: Vec<NodeId> = maps.iter().flat_map(|&map| self.tree.children(map)).copied().collect();
            for member in brought {
                if seen.insert(self.tree.key(member).unwrap_or_default().to_owned()) {
                    if let Some(moved) = self.tree.nodes.get_mut(member.index()) {
                        moved.parent = node.0;
                    }
                    self.open.push(member);
                }
            }
        }
    }

    /// Keeps the last value of each key.
    fn drop_duplicates(&mut self, mark: usize) {
        let members = self.open.get(mark..).unwrap_or_default();
        let key = |child: NodeId| self.tree.key(child).unwrap_or_default();
        let mut lost: Vec<(NodeId, NodeId)> = Vec::new();
        if members.len() <= SMALL {
            for (index, &early) in members.iter().enumerate() {
                let later = members.iter().skip(index + 1).rev().find(|&&late| key(late) == key(early));
                lost.extend(later.map(|&late| (early, late)));
            }
        } else {
            let mut last: HashMap<&str, NodeId> = HashMap::with_capacity(members.len());
            for &child in members.iter().rev() {
                if let Some(&late) = last.get(key(child)) {
                    lost.push((child, late));
                } else {
                    last.insert(key(child), child);
                }
            }
            lost.reverse();
        }
        if lost.is_empty() {
            return;
        }
        let mut before: HashMap<String, u32> = HashMap::new();
        for &(early, _) in &lost {
            let count = before.entry(self.tree.key(early).unwrap_or_default().to_owned()).or_default();
            self.tree.shadowed.insert(early, *count);
            *count += 1;
        }
        let gone: HashSet<NodeId> = lost.iter().map(|&(early, _)| early).collect();
        let mut at = 0;
        self.open.retain(|child| {
            at += 1;
            at <= mark || !gone.contains(child)
        });
        self.duplicates.extend(lost);
    }

    fn index(&mut self, node: NodeId, mark: usize) {
        self.tree.index_members(node, self.open.get(mark..).unwrap_or_default());
    }
}

fn mergeable(tree: &Tree, node: NodeId) -> bool {
    match tree.kind(node) {
        Kind::Object => true,
        Kind::Array => !tree.is_empty(node) && tree.items(node).iter().all(|&item| tree.is_object(item)),
        _ => false,
    }
}

/// Deserializes one value into a node that is already there.
pub(super) struct ValueSeed<'b, 't> {
    builder: &'b mut Builder<'t>,
    node: NodeId,
}

impl ValueSeed<'_, '_> {
    fn text<E: Error>(self, kind: Kind, text: &str) -> Result<(), E> {
        let span = self.builder.store(text).map_err(E::custom)?;
        self.builder.set(self.node, kind, span);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_, '_> {
    type Value = ();
    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.builder.set(self.node, Kind::Bool, Span { start: u32::from(value), len: 0 });
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.text(Kind::Number, &value.to_string())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.text(Kind::Number, &value.to_string())
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<(), E> {
        self.text(Kind::Number, &value.to_string())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<(), E> {
        self.text(Kind::Number, &value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        if !value.is_finite() {
            // JSON has no such number; the words of YAML are kept as a text.
            let text = if value.is_nan() { ".nan" } else { ["-.inf", ".inf"][usize::from(value > 0.0)] };
            return self.text(Kind::String, text);
        }
        self.builder.inexact.push(self.node);
        self.text(Kind::Number, &value.to_string())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.text(Kind::String, value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.builder.enter().map_err(A::Error::custom)?;
        let mark = self.builder.open.len();
        let mut index = 0;
        loop {
            // The node is made only when there is a value for it.
            let item = ItemSeed { builder: self.builder, parent: self.node, index };
            let Some(child) = seq.next_element_seed(item)? else { break };
            self.builder.open.push(child);
            index += 1;
        }
        self.builder.close(self.node, Kind::Array, mark);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.builder.enter().map_err(A::Error::custom)?;
        let mark = self.builder.open.len();
        while let Some(key) = map.next_key_seed(KeySeed { builder: self.builder })? {
            let child = self.builder.add(self.node.0, key).map_err(A::Error::custom)?;
            map.next_value_seed(ValueSeed { builder: self.builder, node: child })?;
            self.builder.open.push(child);
        }
        self.builder.close(self.node, Kind::Object, mark);
        Ok(())
    }

    /// A tagged YAML value: the tag has no meaning in OpenAPI, the value has.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        let (_, value) = data.variant::<IgnoredAny>()?;
        value.newtype_variant_seed(self)
    }
}

struct ItemSeed<'b, 't> {
    builder: &'b mut Builder<'t>,
    parent: NodeId,
    index: u32,
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_, '_> {
    type Value = NodeId;
    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<NodeId, D::Error> {
        let key = Span { start: ITEM, len: self.index };
        let node = self.builder.add(self.parent.0, key).map_err(D::Error::custom)?;
        deserializer.deserialize_any(ValueSeed { builder: self.builder, node })?;
        Ok(node)
    }
}

/// Reads a key as text, whatever it looks like: `200`, `yes`, `null`.
struct KeySeed<'b, 't> {
    builder: &'b mut Builder<'t>,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_, '_> {
    type Value = Span;
    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Span, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_, '_> {
    type Value = Span;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text as key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Span, E> {
        self.builder.store(key).map_err(E::custom)
    }
}
