//! The raw tree: every value of every file of a run, as it was written.
//!
//! Takes nodes from the builder, gives them by id, key, index and pointer. Must not change after
//! loading, must not panic on any id, and knows nothing of what the keywords mean.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use super::header::Header;
use super::positions::Known;
use crate::base::{Json, Lookup, NodeId, pointer};

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `null`, or nothing at all after a key in YAML.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number; its text is kept.
    Number,
    /// A text.
    String,
    /// A list.
    Array,
    /// A map with text keys.
    Object,
}

/// A file of the run; 0 is the root document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u16);

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.2 with the core schema, and merge keys.
    Yaml,
}

/// A piece of the text store.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) len: u32,
}

impl Span {
    fn range(self) -> std::ops::Range<usize> {
        let start = self.start as usize;
        start..start + self.len as usize
    }
}

/// In `Node::key`: the node is an array item, and `len` is its index.
pub(super) const ITEM: u32 = u32::MAX;
/// In `Node::parent`: the node is the root of its file.
pub(super) const NO_PARENT: u32 = u32::MAX;

/// How deep a value may nest; both parsers stop at 128.
const DEEPEST: usize = 200;

/// One value. `data` is the text of a number or string, the range of `Tree::children` of a
/// container, or 0 and 1 for the booleans.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) parent: u32,
    pub(super) key: Span,
    pub(super) data: Span,
    pub(super) file: u16,
    pub(super) kind: Kind,
}

/// A file that was read, well or badly.
#[derive(Clone, Debug)]
pub(super) struct FileEntry {
    /// As shown to the user.
    pub(super) name: String,
    /// Its name relative to the folder of the root document, with `/`.
    pub(super) relative: String,
    pub(super) text: String,
    pub(super) format: Format,
    pub(super) root: Option<NodeId>,
}

/// Where an external reference leads.
#[derive(Clone, Debug)]
pub(super) enum External {
    File(FileId),
    Outside,
    Failed(String),
}

/// How much work may still go into finding what misspelt references were meant for: documents
/// with very many broken references get no more suggestions.
pub(super) struct Patience(AtomicU64);

impl Patience {
    /// Lends what is left to some work, which takes its share of it.
    pub(super) fn spend<T>(&self, work: impl FnOnce(&mut u64) -> T) -> T {
        let mut left = self.0.load(Ordering::Relaxed);
        let done = work(&mut left);
        self.0.store(left, Ordering::Relaxed);
        done
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self(AtomicU64::new(10_000_000))
    }
}

impl Clone for Patience {
    fn clone(&self) -> Self {
        Self(AtomicU64::new(self.0.load(Ordering::Relaxed)))
    }
}

/// From how many members on an object has a hash index; with fewer it is searched.
const LARGE: usize = 24;

/// All values of a run. Ids are in document order: a parent comes before its children, a member
/// before the next one (only members that came by a YAML merge key keep the place of the merge).
#[derive(Clone, Default)]
pub struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) children: Vec<NodeId>,
    pub(super) text: String,
    /// Members by key, for objects of at least [`LARGE`] members.
    pub(super) large: Lookup<NodeId, Lookup<Box<str>, NodeId>>,
    pub(super) files: Vec<FileEntry>,
    pub(super) externals: Lookup<String, External>,
    /// Nodes named by `$id` (absolute) and by `file#anchor`.
    pub(super) anchors: Lookup<String, NodeId>,
    /// Whether there is any `$id`, so that references need the base of their surroundings.
    pub(super) has_ids: bool,
    /// Values that a later value of the same key replaced: how many of that key came before.
    pub(super) shadowed: Lookup<NodeId, u32>,
    /// Places whose reference was replaced by what it leads to, with what is written there.
    pub(super) embedded: BTreeMap<NodeId, Kind>,
    /// Members whose keyword was written in another case, with what was written.
    pub(super) respelled: BTreeMap<NodeId, Box<str>>,
    pub(super) header: Header,
    pub(super) patience: Patience,
    pub(super) places: Known,
}

impl Tree {
    /// The root value of the root document; `None` when it could not be read.
    #[must_use]
    pub fn root(&self) -> Option<NodeId> {
        self.files.first()?.root
    }

    /// What the root document says about itself.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// How many values there are in all files.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// What the value is.
    #[must_use]
    pub fn kind(&self, node: NodeId) -> Kind {
        self.node(node).map_or(Kind::Null, |node| node.kind)
    }

    /// What is written at the place of the value: an object, where a reference stands in the place of a text.
    pub(super) fn written_kind(&self, node: NodeId) -> Kind {
        self.embedded.get(&node).copied().unwrap_or_else(|| self.kind(node))
    }

    /// Members whose keyword is written in another case, each with what is written.
    pub fn respelled(&self) -> impl Iterator<Item = (NodeId, &str)> {
        self.respelled.iter().map(|(node, written)| (*node, &**written))
    }

    /// The member of an object whose key is written like this.
    pub(super) fn written_member(&self, node: NodeId, written: &str) -> Option<NodeId> {
        let respelled = |child: &NodeId| self.respelled.get(child).is_some_and(|text| **text == *written);
        let found = if self.respelled.is_empty() { None } else { self.children(node).iter().copied().find(respelled) };
        found.or_else(|| self.get(node, written))
    }

    /// The places where a reference is written although OpenAPI allows none there; they have the value that it leads to.
    pub fn embedded(&self) -> impl Iterator<Item = NodeId> {
        self.embedded.keys().copied()
    }

    /// Whether the value is an object.
    #[must_use]
    pub fn is_object(&self, node: NodeId) -> bool {
        self.kind(node) == Kind::Object
    }

    /// Whether the value is an array.
    #[must_use]
    pub fn is_array(&self, node: NodeId) -> bool {
        self.kind(node) == Kind::Array
    }

    /// Whether the value is null.
    #[must_use]
    pub fn is_null(&self, node: NodeId) -> bool {
        self.kind(node) == Kind::Null
    }

    /// The kind of the value in words for a message: `a string`.
    #[must_use]
    pub fn describe(&self, node: NodeId) -> &'static str {
        match self.kind(node) {
            Kind::Null => "null",
            Kind::Bool => "a boolean",
            Kind::Number => "a number",
            Kind::String => "a string",
            Kind::Array => "an array",
            Kind::Object => "an object",
        }
    }

    /// The object or array that holds the value.
    #[must_use]
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        let parent = self.node(node)?.parent;
        (parent != NO_PARENT).then_some(NodeId(parent))
    }

    /// The key of the value in its object.
    #[must_use]
    pub fn key(&self, node: NodeId) -> Option<&str> {
        let node = self.node(node)?;
        (node.parent != NO_PARENT && node.key.start != ITEM).then(|| self.span(node.key))
    }

    /// The index of the value in its array.
    #[must_use]
    pub fn index(&self, node: NodeId) -> Option<usize> {
        let node = self.node(node)?;
        (node.parent != NO_PARENT && node.key.start == ITEM).then_some(node.key.len as usize)
    }

    /// The members of an object or the items of an array.
    #[must_use]
    pub fn children(&self, node: NodeId) -> &[NodeId] {
        match self.node(node) {
            Some(node) if matches!(node.kind, Kind::Array | Kind::Object) => {
                self.children.get(node.data.range()).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// The items of an array; nothing for anything else.
    #[must_use]
    pub fn items(&self, node: NodeId) -> &[NodeId] {
        if self.is_array(node) { self.children(node) } else { &[] }
    }

    /// The members of an object in the order of the document; nothing for anything else.
    pub fn entries(&self, node: NodeId) -> impl DoubleEndedIterator<Item = (&str, NodeId)> {
        let members = if self.is_object(node) { self.children(node) } else { &[] };
        members.iter().map(|&child| (self.key(child).unwrap_or_default(), child))
    }

    /// How many members or items the value has.
    #[must_use]
    pub fn len(&self, node: NodeId) -> usize {
        self.children(node).len()
    }

    /// Whether the value has no members and no items.
    #[must_use]
    pub fn is_empty(&self, node: NodeId) -> bool {
        self.children(node).is_empty()
    }

    /// Makes the index of an object that has these members, if it is large.
    pub(super) fn index_members(&mut self, node: NodeId, members: &[NodeId]) {
        if members.len() >= LARGE {
            let by_key = members.iter().map(|&child| (self.key(child).unwrap_or_default().into(), child)).collect();
            self.large.insert(node, by_key);
        }
    }

    /// The member of an object.
    #[must_use]
    pub fn get(&self, node: NodeId, key: &str) -> Option<NodeId> {
        if !self.is_object(node) {
            return None;
        }
        let members = self.children(node);
        let index = if members.len() < LARGE { None } else { self.large.get(&node) };
        match index {
            Some(index) => index.get(key).copied(),
            None => members.iter().copied().find(|&child| self.key(child) == Some(key)),
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self, node: NodeId) -> Option<&str> {
        let node = self.node(node)?;
        (node.kind == Kind::String).then(|| self.span(node.data))
    }

    /// The text of a number, in the grammar of JSON.
    #[must_use]
    pub fn as_number(&self, node: NodeId) -> Option<&str> {
        let node = self.node(node)?;
        (node.kind == Kind::Number).then(|| self.span(node.data))
    }

    /// The truth value of a boolean.
    #[must_use]
    pub fn as_bool(&self, node: NodeId) -> Option<bool> {
        let node = self.node(node)?;
        (node.kind == Kind::Bool).then_some(node.data.start == 1)
    }

    /// The text of the member `key`, if that is a string.
    #[must_use]
    pub fn str(&self, node: NodeId, key: &str) -> Option<&str> {
        self.as_str(self.get(node, key)?)
    }

    /// The truth value of the member `key`, if that is a boolean.
    #[must_use]
    pub fn bool(&self, node: NodeId, key: &str) -> Option<bool> {
        self.as_bool(self.get(node, key)?)
    }

    /// The whole value, numbers as written. What lies deeper than any text can nest it is null: references that stand in
    /// the place of values can lead far down.
    #[must_use]
    pub fn json(&self, node: NodeId) -> Json {
        self.json_below(node, DEEPEST)
    }

    fn json_below(&self, node: NodeId, levels: usize) -> Json {
        let Some(levels) = levels.checked_sub(1) else { return Json::Null };
        match self.kind(node) {
            Kind::Null => Json::Null,
            Kind::Bool => Json::Bool(self.as_bool(node) == Some(true)),
            Kind::Number => Json::Number(self.as_number(node).unwrap_or("0").into()),
            Kind::String => Json::String(self.as_str(node).unwrap_or_default().into()),
            Kind::Array => Json::Array(self.items(node).iter().map(|&item| self.json_below(item, levels)).collect()),
            Kind::Object => Json::Object(
                self.entries(node).map(|(key, value)| (key.into(), self.json_below(value, levels))).collect(),
            ),
        }
    }

    /// The whole value for `serde_json`; see [`Json`] on numbers.
    #[must_use]
    pub fn value(&self, node: NodeId) -> serde_json::Value {
        (&self.json(node)).into()
    }

    /// The JSON pointer of the value as a URI fragment: `#/paths/~1x/get`. Values of other files
    /// than the root document have the name of their file in front: `pets.yaml#/Pet`.
    #[must_use]
    pub fn pointer(&self, node: NodeId) -> String {
        let mut out = match self.file(node) {
            FileId(0) => String::new(),
            file => self.file_entry(file).map(|file| file.relative.clone()).unwrap_or_default(),
        };
        out.push('#');
        for step in self.path(node) {
            out.push('/');
            let written = self.respelled.get(&step).map(|written| &**written);
            match written.or_else(|| self.key(step)) {
                Some(key) => out.push_str(&pointer::escape(key)),
                None => out.push_str(&self.index(step).unwrap_or_default().to_string()),
            }
        }
        out
    }

    /// The nodes from the root of the file (left out) down to the node itself.
    #[must_use]
    pub fn path(&self, node: NodeId) -> Vec<NodeId> {
        let mut path = Vec::new();
        let mut here = node;
        while let Some(parent) = self.parent(here) {
            path.push(here);
            here = parent;
        }
        path.reverse();
        path
    }

    /// The value at a JSON pointer (RFC 6901) in the file of `base`: `#/a/b~1c` or `/a/b~1c`.
    #[must_use]
    pub fn at(&self, base: NodeId, pointer: &str) -> Option<NodeId> {
        let mut here = self.file_root(self.file(base))?;
        for token in pointer::tokens(pointer)? {
            here = self.step(here, &token)?;
        }
        Some(here)
    }

    /// The member or item that one token of a pointer names.
    #[must_use]
    pub fn step(&self, node: NodeId, token: &str) -> Option<NodeId> {
        match self.kind(node) {
            Kind::Object => self.get(node, token),
            // RFC 6901, section 4: no signs, no leading zeros.
            Kind::Array
                if token.bytes().all(|byte| byte.is_ascii_digit()) && (token == "0" || !token.starts_with('0')) =>
            {
                self.items(node).get(token.parse::<usize>().ok()?).copied()
            }
            _ => None,
        }
    }

    /// The file that the value is in.
    #[must_use]
    pub fn file(&self, node: NodeId) -> FileId {
        FileId(self.node(node).map_or(0, |node| node.file))
    }

    /// All files, the root document first.
    pub fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..u16::try_from(self.files.len()).unwrap_or(u16::MAX)).map(FileId)
    }

    /// The name of a file as it is shown to the user.
    #[must_use]
    pub fn file_name(&self, file: FileId) -> &str {
        self.file_entry(file).map_or("", |file| &file.name)
    }

    /// The text of a file, without a byte order mark.
    #[must_use]
    pub fn file_text(&self, file: FileId) -> &str {
        self.file_entry(file).map_or("", |file| &file.text)
    }

    /// The root value of a file.
    #[must_use]
    pub fn file_root(&self, file: FileId) -> Option<NodeId> {
        self.file_entry(file)?.root
    }

    pub(super) fn file_entry(&self, file: FileId) -> Option<&FileEntry> {
        self.files.get(usize::from(file.0))
    }

    pub(super) fn node(&self, node: NodeId) -> Option<&Node> {
        self.nodes.get(node.index())
    }

    pub(super) fn span(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tree")
            .field("files", &self.files.len())
            .field("nodes", &self.nodes.len())
            .finish_non_exhaustive()
    }
}
