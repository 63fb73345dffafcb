//! Places in YAML, which `serde_yaml` only tells in errors.
//!
//! Takes a text and the wanted nodes, gives points: a seed walks the text along the tree, raises an
//! error *inside the visitor of a scalar* (by then the parser has taken the scalar and can go on),
//! catches it one level up and reads line and column from it. Must never raise inside a map or a
//! list, after which the parser could not go on.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::lines::Lines;
use super::{Found, Point, Wanted};
use crate::base::NodeId;
use crate::source::tree::{Kind, Tree};

/// The message of the errors that are raised on purpose.
const MARK: &str = "\u{1}";

pub(super) fn walk(tree: &Tree, root: NodeId, text: &str, lines: &Lines<'_>, wanted: &Wanted) -> Found {
    let mut state = State { tree, lines, wanted, found: Found::default(), merging: false };
    if let Some(document) = serde_yaml::Deserializer::from_str(text).next() {
        // The text was read before, so it can be read; should it fail, places are missing.
        let start = Step { state: &mut state, node: root, start: true }.deserialize(document);
        if let Ok(Some(start)) = start {
            state.found.values.insert(root, start);
        }
    }
    state.found
}

struct State<'a> {
    tree: &'a Tree,
    lines: &'a Lines<'a>,
    wanted: &'a Wanted,
    found: Found,
    /// Inside of the value of a merge key: what is found counts only where nothing else was.
    merging: bool,
}

impl State<'_> {
    fn note_key(&mut self, node: NodeId, point: Point) {
        if self.merging {
            self.found.keys.entry(node).or_insert(point);
        } else {
            self.found.keys.insert(node, point);
        }
    }

    fn note_value(&mut self, node: NodeId, point: Option<Point>) {
        let Some(point) = point else { return };
        if self.merging {
            self.found.values.entry(node).or_insert(point);
        } else {
            self.found.values.insert(node, point);
        }
    }

    fn is_wanted(&self, node: NodeId) -> bool {
        self.wanted.nodes.contains(&node)
    }
}

/// Walks the value of a node, gives where it begins when `start` asks for it.
struct Step<'s, 'a> {
    state: &'s mut State<'a>,
    node: NodeId,
    start: bool,
}

impl<'de> DeserializeSeed<'de> for Step<'_, '_> {
    type Value = Option<Point>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Point>, D::Error> {
        match self.state.tree.written_kind(self.node) {
            Kind::Object => deserializer.deserialize_map(self),
            Kind::Array => deserializer.deserialize_seq(self),
            _ if self.start => scalar(deserializer),
            _ => deserializer.deserialize_ignored_any(IgnoredAny).map(|_| None),
        }
    }
}

fn scalar<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Point>, D::Error> {
    match deserializer.deserialize_str(Raise) {
        Ok(()) => Ok(None),
        Err(error) => raised(&error).map(Some).ok_or(error),
    }
}

/// The point in an error that was raised on purpose; the text ends in `at line 3 column 5`, and
/// has no such ending at the very start of the file.
fn raised(error: &impl fmt::Display) -> Option<Point> {
    let text = error.to_string();
    let at = text.rfind(MARK)?;
    let place = text.get(at + MARK.len()..)?;
    if place.is_empty() {
        return Some((1, 1));
    }
    let mut numbers = place.split(' ').filter_map(|word| word.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}

/// Raises at any scalar.
struct Raise;

impl Visitor<'_> for Raise {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scalar")
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Err(E::custom(MARK))
    }
}

impl<'de> Visitor<'de> for Step<'_, '_> {
    type Value = Option<Point>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the same shape as before")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Option<Point>, A::Error> {
        let mut begin = None;
        let items = self.state.tree.items(self.node);
        for (index, &item) in items.iter().enumerate() {
            let wanted = self.state.is_wanted(item);
            let start = wanted || (self.start && index == 0);
            let more = if start {
                let point = seq.next_element_seed(Step { state: self.state, node: item, start: true })?;
                if wanted {
                    self.state.note_value(item, point.flatten());
                }
                if index == 0 {
                    begin = point.flatten();
                }
                point.is_some()
            } else {
                seq.next_element::<IgnoredAny>()?.is_some()
            };
            if !more {
                break;
            }
        }
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(begin.map(|point| self.state.lines.bracket_before(point)))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<Point>, A::Error> {
        members(self.state, self.node, self.start, map)
    }
}

/// Walks the members of a map that belong to `node`: its own, or those that a merge key brings.
fn members<'de, A: MapAccess<'de>>(
    state: &mut State<'_>,
    node: NodeId,
    start: bool,
    mut map: A,
) -> Result<Option<Point>, A::Error> {
    let mut begin = None;
    let mut first = start;
    let mut seen: std::collections::HashMap<String, u32> = std::collections::HashMap::new();
    loop {
        let mut key = Key { state, node, raise: first, text: None, child: None, seen: &mut seen };
        let point = match map.next_key_seed(&mut key) {
            Ok(None) => break,
            Ok(Some(())) => None,
            Err(error) => Some(raised(&error).ok_or(error)?),
        };
        let (text, child) = (key.text.take(), key.child);
        if std::mem::take(&mut first) {
            begin = point.map(|point| state.lines.bracket_before(point));
        }
        match child {
            Some(child) => {
                let beside = point.and_then(|point| state.lines.value_beside(point));
                if let Some(point) = point {
                    state.note_key(child, point);
                }
                let value = map.next_value_seed(Step { state, node: child, start: true })?;
                // A value that is nothing is shown at its key.
                let value = value.filter(|_| !state.tree.is_null(child));
                state.note_value(child, beside.or(value));
            }
            None if text.as_deref() == Some("<<") && state.tree.get(node, "<<").is_none() => {
                let before = std::mem::replace(&mut state.merging, true);
                let result = map.next_value_seed(Merge { state, node });
                state.merging = before;
                result?;
            }
            None => {
                map.next_value::<IgnoredAny>()?;
            }
        }
    }
    Ok(begin)
}

/// Reads a key; raises when its place is wanted.
struct Key<'k, 'a> {
    state: &'k State<'a>,
    node: NodeId,
    raise: bool,
    text: Option<String>,
    child: Option<NodeId>,
    seen: &'k mut std::collections::HashMap<String, u32>,
}

impl<'de> DeserializeSeed<'de> for &mut Key<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for &mut Key<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        let wanted = self.state.wanted;
        let before = if wanted.shadowed.is_empty() {
            0
        } else {
            let count = self.seen.entry(key.to_owned()).or_default();
            std::mem::replace(count, *count + 1)
        };
        let shadowed = if wanted.shadowed.is_empty() {
            None
        } else {
            wanted.shadowed.get(&(self.node, key.to_owned(), before)).copied()
        };
        let child = shadowed.or_else(|| self.state.tree.written_member(self.node, key));
        self.child = child.filter(|child| self.state.is_wanted(*child));
        self.text = (key == "<<").then(|| key.to_owned());
        if self.raise || self.child.is_some() { Err(E::custom(MARK)) } else { Ok(()) }
    }
}

/// Walks the value of a merge key: one map, or a list of maps.
struct Merge<'s, 'a> {
    state: &'s mut State<'a>,
    node: NodeId,
}

impl<'de> DeserializeSeed<'de> for Merge<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Merge<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map or a list of maps")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        members(self.state, self.node, false, map).map(|_| ())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Merge { state: self.state, node: self.node })?.is_some() {}
        Ok(())
    }
}
