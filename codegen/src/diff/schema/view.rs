//! One schema as it is meant: references followed, `allOf` taken apart, `null` and lone alternatives folded in.
//!
//! Takes nodes of a tree, gives views: lists of schema objects that all apply. A view is made once for each list. Nothing is copied: a
//! facet is looked up in the parts, and so has the node that it comes from. Must not recurse on the depth of a document.

use std::rc::Rc;

use crate::base::{Lookup, NodeId, OrderedSet};
use crate::source::{Kind, Tree, Version, refs};

/// Identifies a [`View`] of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::diff) struct ViewId(u32);

impl ViewId {
    /// Of no schema.
    pub(super) const NONE: Self = Self(u32::MAX);
}

/// Schemas that one view is made of at most: a guard against documents that multiply.
const MOST_PARTS: usize = 2_000;

/// The JSON types as bits, in the order of [`NAMES`]; 0 means that any is allowed.
pub(super) type Types = u8;

/// Names of types, by bit. `null` is kept apart.
pub(super) const NAMES: [&str; 6] = ["boolean", "integer", "number", "string", "array", "object"];

/// One schema.
#[derive(Clone, Debug, Default)]
pub(super) struct View {
    /// The node that it is written at, for places.
    pub(super) origin: NodeId,
    /// The schema objects that apply.
    pub(super) parts: Vec<NodeId>,
    /// Objects beside a `$ref` of OpenAPI 3.0: only their annotations apply.
    pub(super) notes: Vec<NodeId>,
    /// The entries of the `allOf` of the schema itself.
    pub(super) members: Vec<NodeId>,
    /// `oneOf` or `anyOf`, without `null`; none when there is at most one alternative.
    pub(super) union: Option<Union>,
    /// More of them: all have to be met.
    pub(super) more: Vec<Union>,
    /// The types allowed.
    pub(super) types: Types,
    /// The types that remain when the alternatives, which say nothing else, are taken as a list of types.
    pub(super) list: Option<Types>,
    /// The types come from such a list.
    pub(super) listed: bool,
    /// `null` is allowed on purpose.
    pub(super) nullable: Option<NodeId>,
    /// Nothing is allowed.
    pub(super) never: bool,
}

/// Alternatives.
#[derive(Clone, Debug)]
pub(super) struct Union {
    /// `one-of` or `any-of`.
    pub(super) one_of: bool,
    /// The list itself.
    pub(super) origin: NodeId,
    /// Its entries.
    pub(super) alternatives: Vec<NodeId>,
}

/// A document with the views that were made of it.
pub(in crate::diff) struct Doc<'a> {
    pub(in crate::diff) tree: &'a Tree,
    is_3_0: bool,
    views: Vec<Rc<View>>,
    by_nodes: Lookup<Vec<NodeId>, ViewId>,
    by_node: Lookup<NodeId, ViewId>,
    empty: Rc<View>,
}

impl<'a> Doc<'a> {
    pub(in crate::diff) fn new(tree: &'a Tree) -> Self {
        let is_3_0 = tree.header().version == Version::V30;
        let (views, by_nodes, by_node) = (Vec::new(), Lookup::new(), Lookup::new());
        Self { tree, is_3_0, views, by_nodes, by_node, empty: Rc::default() }
    }

    /// The view of schemas that all apply at one place.
    pub(in crate::diff) fn view(&mut self, nodes: &[NodeId]) -> ViewId {
        if let [node] = nodes
            && let Some(&known) = self.by_node.get(node)
        {
            return known;
        }
        let view = self.make(nodes);
        let mut key = view.parts.clone();
        key.push(NodeId(u32::MAX - u32::from(view.never) - 2 * u32::from(view.nullable.is_some())));
        key.extend(&view.notes);
        let id = match self.by_nodes.get(&key) {
            Some(&known) => known,
            None => {
                let id = ViewId(u32::try_from(self.views.len()).unwrap_or(u32::MAX));
                self.by_nodes.insert(key, id);
                self.views.push(Rc::new(view));
                id
            }
        };
        if let [node] = nodes {
            self.by_node.insert(*node, id);
        }
        id
    }

    pub(super) fn get(&self, id: ViewId) -> Rc<View> {
        Rc::clone(self.views.get(id.0 as usize).unwrap_or(&self.empty))
    }

    /// Where a schema is written.
    pub(in crate::diff) fn origin(&self, id: ViewId) -> NodeId {
        self.get(id).origin
    }

    /// The values that the parts give to a keyword.
    pub(super) fn all<'v>(&self, view: &'v View, key: &'v str) -> impl Iterator<Item = NodeId> + use<'a, 'v> {
        let tree = self.tree;
        view.parts.iter().filter_map(move |&part| tree.get(part, key))
    }

    /// Whether an annotation is `true` in some part or beside the reference.
    pub(in crate::diff) fn flag(&self, id: ViewId, key: &str) -> bool {
        self.annotation(id, key).is_some_and(|node| self.tree.as_bool(node) == Some(true))
    }

    /// The value of an annotation: beside the reference, else in the last part that has it.
    pub(in crate::diff) fn annotation(&self, id: ViewId, key: &str) -> Option<NodeId> {
        let view = self.get(id);
        let wins = |node: &NodeId| self.tree.as_bool(*node) == Some(true);
        let all = || view.notes.iter().chain(&view.parts).filter_map(|&part| self.tree.get(part, key));
        all().find(wins).or_else(|| all().next())
    }

    /// The node at the end of a chain of references; the node itself when it leads nowhere.
    pub(in crate::diff) fn follow(&self, node: NodeId) -> NodeId {
        refs::follow(self.tree, node).unwrap_or(node)
    }

    /// What a schema is called where it is written: by its reference, else by its title.
    pub(super) fn label(&self, node: NodeId) -> Option<&'a str> {
        self.reference(node).or_else(|| self.tree.str(node, "title").filter(|title| !title.is_empty()))
    }

    pub(super) fn reference(&self, node: NodeId) -> Option<&'a str> {
        refs::reference(self.tree, node)
    }

    fn make(&self, nodes: &[NodeId]) -> View {
        let mut view = View { origin: nodes.first().copied().unwrap_or_default(), ..View::default() };
        if let [node] = nodes {
            let own = self.follow(*node);
            view.origin = own;
            view.members = self.tree.get(own, "allOf").map(|list| self.tree.items(list).to_vec()).unwrap_or_default();
        }
        let mut stack: Vec<NodeId> = nodes.iter().rev().copied().collect();
        let mut seen = OrderedSet::new();
        let mut unions = Vec::new();
        while let Some(node) = stack.pop() {
            if view.parts.len() >= MOST_PARTS || !seen.insert(node) {
                continue;
            }
            match self.tree.kind(node) {
                Kind::Bool => view.never |= self.tree.as_bool(node) == Some(false),
                Kind::Object => self.take(node, &mut view, &mut stack, &mut unions),
                _ => {}
            }
        }
        self.settle(&mut view, unions);
        view
    }

    /// Takes one object into the view; what it is made of goes onto the stack.
    fn take(&self, node: NodeId, view: &mut View, stack: &mut Vec<NodeId>, unions: &mut Vec<Union>) {
        if let Some(text) = self.reference(node) {
            let target = refs::resolve(self.tree, node, text).ok();
            match target {
                Some(target) => stack.push(target),
                // What leads nowhere is the same as what leads nowhere in the same words.
                None => view.parts.push(node),
            }
            if self.tree.len(node) == 1 || target.is_none() {
                return;
            }
            if self.is_3_0 {
                view.notes.push(node);
                self.note_null(node, view);
                return;
            }
        }
        view.parts.push(node);
        self.note_null(node, view);
        if let Some(list) = self.tree.get(node, "allOf") {
            stack.extend(self.tree.items(list).iter().rev());
        }
        stack.extend(self.note_unions(node, view, unions));
    }

    /// Notes the alternatives of a part; a lone one is a part itself and is given back.
    fn note_unions(&self, node: NodeId, view: &mut View, unions: &mut Vec<Union>) -> Vec<NodeId> {
        let mut lone = Vec::new();
        for (key, one_of) in [("oneOf", true), ("anyOf", false)] {
            let Some(origin) = self.tree.get(node, key) else { continue };
            let all = self.tree.items(origin);
            let alternatives: Vec<NodeId> = all.iter().copied().filter(|&node| !self.is_null(node)).collect();
            if alternatives.len() < all.len() {
                view.nullable = Some(origin);
            }
            match alternatives.as_slice() {
                [] => {}
                [only] => lone.push(*only),
                _ => unions.push(Union { one_of, origin, alternatives }),
            }
        }
        lone
    }

    fn note_null(&self, node: NodeId, view: &mut View) {
        let declared = self.tree.get(node, "nullable").filter(|&node| self.tree.as_bool(node) == Some(true));
        let typed = self.tree.get(node, "type").filter(|&list| self.names_null(list) && self.tree.len(list) > 1);
        view.nullable = view.nullable.or(declared).or(typed);
    }

    fn names_null(&self, list: NodeId) -> bool {
        self.tree.items(list).iter().any(|&item| self.tree.as_str(item) == Some("null"))
    }

    /// A schema that allows `null` and nothing else; documents of version 3.0 write nothing but `nullable: true` for it.
    fn is_null(&self, node: NodeId) -> bool {
        let is_free = |key: &str| matches!(key, "nullable" | "title" | "description");
        if self.tree.bool(node, "nullable") == Some(true) && self.tree.entries(node).all(|(key, _)| is_free(key)) {
            return true;
        }
        let Some(kind) = self.tree.get(self.follow(node), "type") else { return false };
        self.tree.as_str(kind) == Some("null") || (self.tree.len(kind) == 1 && self.names_null(kind))
    }

    /// Types and union, from parts.
    fn settle(&self, view: &mut View, unions: Vec<Union>) {
        let declared = view.parts.iter().filter_map(|&part| self.declared_types(part)).reduce(meet);
        view.types = declared.unwrap_or_else(|| self.implied_types(view));
        let mut unions = unions.into_iter();
        view.union = unions.next();
        view.more = unions.collect();
        let listed = view.union.as_ref().and_then(|union| {
            union.alternatives.iter().map(|&node| self.plain_types(node)).try_fold(0, |all, types| Some(all | types?))
        });
        view.list = listed.map(|list| if view.types == 0 { list } else { meet(view.types, list) });
    }

    /// The same view without some of its parts.
    pub(super) fn without(&self, view: &View, gone: &[NodeId]) -> View {
        let mut rest = View { origin: view.origin, notes: view.notes.clone(), never: view.never, ..View::default() };
        let mut unions = Vec::new();
        for &part in view.parts.iter().filter(|part| !gone.contains(part)) {
            rest.parts.push(part);
            self.note_null(part, &mut rest);
            self.note_unions(part, &mut rest, &mut unions);
        }
        self.settle(&mut rest, unions);
        rest
    }

    fn declared_types(&self, part: NodeId) -> Option<Types> {
        let declared = self.tree.get(part, "type")?;
        let names = std::slice::from_ref(&declared).iter().chain(self.tree.items(declared));
        let bits = names.filter_map(|&node| self.tree.as_str(node)).filter_map(bit);
        Some(bits.fold(0, |all, bit| all | bit)).filter(|&types| types != 0)
    }

    /// What is meant by a schema without a type: an object when it has properties, a list when it has items, else what its values are.
    fn implied_types(&self, view: &View) -> Types {
        let has = |key: &str| view.parts.iter().any(|&part| self.tree.get(part, key).is_some());
        match (has("properties"), has("items")) {
            (true, false) => OBJECT,
            (false, true) => ARRAY,
            (true, true) => 0,
            (false, false) => {
                let mut values = self.all(view, "enum").flat_map(|list| self.tree.items(list));
                values.try_fold(0, |all, &value| Some(all | self.type_of_value(value)?)).unwrap_or(0)
            }
        }
    }

    /// The type of a value; nothing for numbers, of which it cannot be told, and 0 for null.
    fn type_of_value(&self, value: NodeId) -> Option<Types> {
        match self.tree.kind(value) {
            Kind::Null => Some(0),
            Kind::Bool => bit("boolean"),
            Kind::String => bit("string"),
            _ => None,
        }
    }

    /// The types of a schema that says nothing but its types.
    fn plain_types(&self, node: NodeId) -> Option<Types> {
        let node = self.follow(node);
        let is_plain =
            |key: &str| matches!(key, "type" | "description" | "title" | "example" | "examples" | "deprecated");
        let plain = self.tree.entries(node).all(|(key, _)| is_plain(key) || key.starts_with("x-"));
        if plain { self.declared_types(node) } else { None }
    }
}

fn bit(name: &str) -> Option<Types> {
    NAMES.iter().position(|known| *known == name).map(|at| 1 << at)
}

const INTEGER: Types = 1 << 1;
const NUMBER: Types = 1 << 2;
const ARRAY: Types = 1 << 4;
const OBJECT: Types = 1 << 5;

/// What both allow. An integer is a number.
fn meet(left: Types, right: Types) -> Types {
    let widened = |types: Types| if types & NUMBER == 0 { types } else { types | INTEGER };
    let both = widened(left) & widened(right);
    // What contradicts itself is left as the first one said it.
    match both {
        0 => left,
        both if left & right & NUMBER != 0 && left & right & INTEGER == 0 => both & !INTEGER,
        both => both,
    }
}

/// The types in words: `string or null`, without the null.
pub(super) fn type_names(types: Types) -> String {
    let names: Vec<&str> =
        NAMES.iter().enumerate().filter(|(at, _)| types & (1 << at) != 0).map(|(_, name)| *name).collect();
    if names.is_empty() { "any type".to_owned() } else { names.join(" or ") }
}
