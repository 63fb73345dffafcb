//! What openapiv3 cannot hold of a schema, read from the raw tree.
//!
//! Takes the node of a schema, gives single facets: numbers as written, values of `enum` and `const`, the order of members,
//! keywords of JSON Schema 2020-12. Must not judge types that the island has already judged.

use crate::base::{Json, NodeId, OrderedMap, OrderedSet};
use crate::model::{Bound, SchemaId};

use super::Lower;

impl Lower<'_> {
    /// `enum`, or the value of `const` (JSON Schema 2020-12 validation, sections 6.1.2 and 6.1.3). Both: `const` must be in `enum`.
    pub(super) fn enumeration(&self, node: NodeId) -> Option<Vec<Json>> {
        let tree = self.tree;
        if let Some(value) = tree.get(node, "const") {
            return Some(vec![tree.json(value)]);
        }
        let list = tree.get(node, "enum").filter(|list| tree.is_array(*list))?;
        if tree.is_empty(list) {
            return None;
        }
        let values: OrderedSet<Json> = tree.items(list).iter().map(|item| tree.json(*item)).collect();
        Some(values.into_iter().collect())
    }

    /// One end of a range. `value` and `exclusive` are what the island makes of the two keywords; the text is taken from the one
    /// that the value came from.
    pub(super) fn bound(
        &self,
        node: NodeId,
        value: Option<f64>,
        exclusive: Option<bool>,
        [inclusive_key, exclusive_key]: [&str; 2],
    ) -> Option<Bound> {
        let exclusive = exclusive.unwrap_or(false);
        let value = value?;
        let keys = if exclusive { [exclusive_key, inclusive_key] } else { [inclusive_key, exclusive_key] };
        let text = keys.into_iter().find_map(|key| self.text_of(node, key, value));
        Some(Bound { value: text.unwrap_or_else(|| plain(value)), exclusive })
    }

    /// A number as it is written, if that is the value which the island gave.
    pub(super) fn number_text(&self, node: NodeId, key: &str, value: f64) -> Box<str> {
        self.text_of(node, key, value).unwrap_or_else(|| plain(value))
    }

    fn text_of(&self, node: NodeId, key: &str, value: f64) -> Option<Box<str>> {
        let text = self.tree.as_number(self.tree.get(node, key)?)?;
        // Both come from the same digits, so they are equal to the bit or are not the same number.
        let same = text.parse::<f64>().is_ok_and(|number| number.to_bits() == value.to_bits() || number == value);
        same.then(|| text.into())
    }

    /// `properties` in the document's order, those that the island kept.
    pub(super) fn properties(&mut self, node: NodeId, kept: impl Fn(&str) -> bool) -> OrderedMap<Box<str>, SchemaId> {
        let tree = self.tree;
        let map = tree.get(node, "properties");
        let entries = map.into_iter().flat_map(|map| tree.entries(map)).filter(|(name, _)| kept(name));
        entries.map(|(name, member)| (name.into(), self.schema(member))).collect()
    }

    /// `patternProperties` (JSON Schema 2020-12 core, section 10.3.2.2).
    pub(super) fn patterns(&mut self, node: NodeId) -> Vec<(Box<str>, SchemaId)> {
        let tree = self.tree;
        let map = tree.get(node, "patternProperties");
        let entries = map.into_iter().flat_map(|map| tree.entries(map)).filter(|(_, member)| self.is_schema(*member));
        let entries: Vec<_> = entries.collect();
        entries.into_iter().map(|(pattern, member)| (pattern.into(), self.schema(member))).collect()
    }

    /// `dependentRequired` (JSON Schema 2020-12 validation, section 6.5.4).
    pub(super) fn dependent(&self, node: NodeId) -> Vec<(Box<str>, Vec<Box<str>>)> {
        let tree = self.tree;
        let map = tree.get(node, "dependentRequired");
        let entries = map.into_iter().flat_map(|map| tree.entries(map));
        entries
            .map(|(name, list)| {
                (name.into(), tree.items(list).iter().filter_map(|name| tree.as_str(*name)).map(Box::from).collect())
            })
            .collect()
    }

    /// `prefixItems` (JSON Schema 2020-12 core, section 10.3.1.1), or the list form that `items` had before.
    pub(super) fn prefix_items(&mut self, node: NodeId) -> Vec<SchemaId> {
        let tree = self.tree;
        let list =
            tree.get(node, "prefixItems").or_else(|| tree.get(node, "items").filter(|list| tree.is_array(*list)));
        let items: Vec<NodeId> = list.map(|list| tree.items(list)).unwrap_or_default().to_vec();
        items
            .into_iter()
            .filter(|item| self.is_schema(*item))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|item| self.schema(item))
            .collect()
    }

    fn is_schema(&self, node: NodeId) -> bool {
        self.tree.is_object(node) || self.tree.as_bool(node).is_some()
    }

    /// Nodes of `example` and of the items of `examples` (3.1). A map of Example Objects is not defined here, but understood.
    pub(super) fn schema_examples(&self, node: NodeId) -> Vec<NodeId> {
        let tree = self.tree;
        let mut nodes: Vec<NodeId> = tree.get(node, "example").into_iter().collect();
        if let Some(examples) = tree.get(node, "examples") {
            nodes.extend_from_slice(tree.items(examples));
            nodes.extend(tree.entries(examples).map(|(_, entry)| tree.get(entry, "value").unwrap_or(entry)));
        }
        nodes
    }

    /// `x-` keys with their values, in order.
    pub(super) fn extensions(&self, node: NodeId) -> Vec<(Box<str>, Json)> {
        let tree = self.tree;
        let entries = tree.entries(node).filter(|(key, _)| key.starts_with("x-"));
        entries.map(|(key, value)| (key.into(), tree.json(value))).collect()
    }
}

/// A number in the shortest form that reads back as the same.
fn plain(value: f64) -> Box<str> {
    value.to_string().into_boxed_str()
}
