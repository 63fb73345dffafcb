//! References where OpenAPI allows none: `get: {$ref: get.yaml}`, a map of schemas or a text in a file of its own.
//!
//! Takes a tree with all of its files, gives each such place the value that its reference leads to, as bundlers do, so that no
//! later stage has to know. On the way, keywords in the wrong case get the right one. Must not touch a place that OpenAPI gives a reference object, nor examples and extensions, and must
//! leave a tree behind: no value may come to lie in itself.

use std::collections::{HashMap, HashSet};

use super::keywords::{ObjectKind, Takes};
use super::refs;
use super::respell::respell;
use super::tree::{Span, Tree};
use crate::base::NodeId;
use crate::diag::{Code, Diagnostic};

/// How many steps the search for circles may take altogether.
const MOST_STEPS: usize = 2_000_000;

/// Puts values in the places of misplaced references. What leads nowhere stays and is told.
pub(super) fn embed(tree: &mut Tree) -> Vec<Diagnostic> {
    let Some(root) = tree.root() else { return Vec::new() };
    let mut run = Embed { tree, seen: HashSet::new(), users: HashMap::new(), steps: 0, findings: Vec::new() };
    let mut open = vec![(root, Takes::Inline(ObjectKind::OpenApi))];
    while let Some((node, takes)) = open.pop() {
        if run.seen.insert(node) {
            run.place(node, takes);
            if let Takes::Own(kind) | Takes::Inline(kind) | Takes::Node(kind) | Takes::BoolOrNode(kind) = takes {
                respell(run.tree, node, kind);
            }
            let before = open.len();
            run.below(node, takes, &mut open);
            if let Some(added) = open.get_mut(before..) {
                added.reverse();
            }
        }
    }
    run.findings
}

struct Embed<'t> {
    tree: &'t mut Tree,
    seen: HashSet<NodeId>,
    /// The places that got the value of a node.
    users: HashMap<NodeId, Vec<NodeId>>,
    steps: usize,
    findings: Vec<Diagnostic>,
}

impl Embed<'_> {
    /// Embeds the target of a reference that stands where none may.
    fn place(&mut self, node: NodeId, takes: Takes) {
        if may_refer(takes) || refs::reference(self.tree, node).is_none() {
            return;
        }
        match refs::follow(self.tree, node) {
            Ok(target) if self.holds(target, node) => {
                let message = "the reference leads to what it lies in";
                self.findings.push(Diagnostic::new(Code::CircularReference, message).at(node));
            }
            Ok(target) => {
                self.users.entry(target).or_default().push(node);
                put(self.tree, node, target);
            }
            Err(problem) => self.findings.push(*problem),
        }
    }

    /// Whether `inner` lies in `outer`, also by what was embedded.
    fn holds(&mut self, outer: NodeId, inner: NodeId) -> bool {
        let mut seen = HashSet::from([inner]);
        let mut open = vec![inner];
        while let Some(node) = open.pop() {
            self.steps += 1;
            if node == outer || self.steps > MOST_STEPS {
                return true;
            }
            let users = self.users.get(&node).into_iter().flatten().copied();
            open.extend(self.tree.parent(node).into_iter().chain(users).filter(|next| seen.insert(*next)));
        }
        false
    }

    /// The typed values below a value, and what it refers to.
    fn below(&self, node: NodeId, takes: Takes, open: &mut Vec<(NodeId, Takes)>) {
        match takes {
            Takes::Own(kind) | Takes::Inline(kind) | Takes::Node(kind) | Takes::BoolOrNode(kind) => {
                if let Some(text) = refs::reference(self.tree, node)
                    && let Some(target) = refs::target(self.tree, node, text)
                {
                    open.push((target, Takes::Node(kind)));
                }
                for (key, child) in self.tree.entries(node) {
                    if key.starts_with('$') && kind.keyword(key).is_none() || key.starts_with("x-") && kind.extensible()
                    {
                        continue;
                    }
                    let takes = kind.keyword(key).map(|keyword| keyword.takes).or_else(|| kind.members());
                    open.extend(takes.map(|takes| (child, takes)));
                }
            }
            Takes::List(item) => open.extend(self.tree.items(node).iter().map(|&child| (child, *item))),
            Takes::Map(item) => open.extend(self.tree.entries(node).map(|(_, child)| (child, *item))),
            _ => {}
        }
    }
}

/// Whether a reference object may stand here, or whatever it likes.
fn may_refer(takes: Takes) -> bool {
    match takes {
        Takes::Own(kind) | Takes::Inline(kind) | Takes::Node(kind) | Takes::BoolOrNode(kind) => kind.referable(),
        Takes::Any => true,
        _ => false,
    }
}

/// Gives a node the value of another one. Members beside the `$ref` stay, and count.
fn put(tree: &mut Tree, node: NodeId, target: NodeId) {
    let (Some(&from), Some(&written)) = (tree.node(target), tree.node(node)) else { return };
    let mut value = from;
    let own: Vec<NodeId> = tree.entries(node).filter(|(key, _)| *key != "$ref").map(|(_, child)| child).collect();
    if !own.is_empty() && tree.is_object(target) {
        let mut members = own;
        let brought: Vec<NodeId> = tree
            .entries(target)
            .filter(|(key, _)| *key == "$ref" || tree.get(node, key).is_none())
            .map(|(_, child)| child)
            .collect();
        members.extend(brought);
        tree.index_members(node, &members);
        let number = |count: usize| u32::try_from(count).unwrap_or(0);
        value.data = Span { start: number(tree.children.len()), len: number(members.len()) };
        tree.children.extend(members);
    } else if let Some(index) = tree.large.get(&target).cloned() {
        tree.large.insert(node, index);
    }
    if let Some(slot) = tree.nodes.get_mut(node.index()) {
        (slot.kind, slot.data) = (value.kind, value.data);
    }
    tree.embedded.insert(node, written.kind);
}

#[cfg(test)]
mod tests {
    use super::super::{SourceFile, parse};
    use super::*;

    fn source(files: &[(&str, &str)]) -> super::super::Source {
        parse(files.iter().map(|(name, text)| SourceFile { name: (*name).into(), text: (*text).into() }).collect())
    }

    fn json(source: &super::super::Source, pointer: &str) -> String {
        let root = source.tree.root().unwrap();
        source.tree.json(source.tree.at(root, pointer).unwrap()).to_string()
    }

    #[test]
    fn values_of_other_files_stand_where_no_reference_may() {
        let root = "openapi: 3.0.3\ninfo: {title: A, version: '1', description: {$ref: text.yaml#/deep}}\n\
                    paths: {/a: {get: {$ref: get.yaml, summary: own}}}\ncomponents: {schemas: {$ref: all.yaml}}\n";
        let get = "summary: theirs\ntags: [t]\nresponses: {$ref: 'all.yaml#/Codes'}\n";
        let all = "A: {type: string}\nCodes: {'200': {description: d}}\n";
        let source = source(&[("a.yaml", root), ("text.yaml", "deep: words\n"), ("get.yaml", get), ("all.yaml", all)]);
        assert!(source.diagnostics.is_empty(), "{:?}", source.diagnostics);
        assert_eq!(json(&source, "#/info/description"), "\"words\"");
        assert_eq!(
            json(&source, "#/paths/~1a/get"),
            r#"{"summary":"own","tags":["t"],"responses":{"200":{"description":"d"}}}"#
        );
        assert_eq!(json(&source, "#/components/schemas/A"), r#"{"type":"string"}"#);
        let inner = source.tree.at(source.tree.root().unwrap(), "#/components/schemas/A/type").unwrap();
        assert_eq!(source.tree.pointer(inner), "all.yaml#/A/type");
    }

    #[test]
    fn references_that_openapi_knows_stay() {
        let text = "openapi: 3.0.3\npaths: {/a: {$ref: '#/x-a'}}\nx-a: {get: {parameters: [{$ref: '#/x-p'}]}}\nx-p: {name: a}\n\
                    components: {schemas: {A: {$ref: '#/components/schemas/B', example: {$ref: '#/x-p'}}, B: {}}}\n";
        let source = source(&[("a.yaml", text)]);
        assert!(source.tree.embedded.is_empty());
    }

    #[test]
    fn nothing_comes_to_lie_in_itself() {
        for text in [
            "openapi: 3.0.3\ncomponents: {schemas: {$ref: '#/components'}}\n",
            "openapi: 3.0.3\ncomponents: {schemas: {$ref: '#/x/a'}}\nx: {a: {A: {properties: {$ref: '#/x'}}}}\n",
            "openapi: 3.0.3\ninfo: {$ref: '#/info'}\npaths: {}\n",
        ] {
            let source = source(&[("a.yaml", text)]);
            let found: Vec<Code> = source.diagnostics.iter().map(|finding| finding.code).collect();
            assert_eq!(found, [Code::CircularReference], "{text}");
            assert!(json(&source, "#").len() < 500);
        }
    }
}
