//! References: from the text of a `$ref` to a node, and the files that references name.
//!
//! Takes a tree and a text, gives a node or a finding. Must not read files (the reader asks for
//! them beforehand), and never asks for anything on the network.

use std::cell::Cell;

use super::keywords::nearest;
use super::tree::{External, FileId, Kind, Tree};
use crate::base::{NodeId, pointer};
use crate::diag::{Code, Diagnostic};

/// How many references one pointer may pass through on its way, one inside of the other.
const MAX_HOPS: usize = 64;
/// How many references one pointer may pass through altogether.
const MAX_STEPS: usize = 2000;

/// The text of the reference when the node is an object with a text member `$ref` (OpenAPI 3.0.3,
/// section 4.7.23; JSON Schema 2020-12, section 8.2.3.1).
#[must_use]
pub fn reference(tree: &Tree, node: NodeId) -> Option<&str> {
    tree.str(node, "$ref")
}

/// Follows references from a node to the first one without `$ref`; the node itself when it has
/// none.
///
/// # Errors
/// What [`resolve`] gives, and `circular-reference` when the chain comes back to itself.
pub fn follow(tree: &Tree, node: NodeId) -> Result<NodeId, Box<Diagnostic>> {
    let mut seen = vec![node];
    let mut here = node;
    while let Some(text) = reference(tree, here) {
        here = resolve(tree, here, text)?;
        if seen.contains(&here) || seen.len() > MAX_HOPS {
            return Err(Box::new(circular(tree, node, reference(tree, node).unwrap_or_default())));
        }
        seen.push(here);
    }
    Ok(here)
}

fn circular(tree: &Tree, node: NodeId, text: &str) -> Diagnostic {
    let at = tree.get(node, "$ref").unwrap_or(node);
    Diagnostic::new(Code::CircularReference, format!("the reference `{text}` leads back to itself")).at_value(at)
}

/// Follows one reference. `from` is the object that holds the `$ref`, or any node near it: its file
/// and its surroundings say what a relative reference is relative to (RFC 3986, section 5).
///
/// Pointers may lead to any place of a document, and through other references on the way.
///
/// # Errors
/// `unresolved-reference`, `remote-reference`, `external-reference-outside-root` or
/// `circular-reference`, at the value of the `$ref` member.
pub fn resolve(tree: &Tree, from: NodeId, reference: &str) -> Result<NodeId, Box<Diagnostic>> {
    Resolver { tree, from, reference, hops: 0, steps: &Cell::new(0), advises: true }.run()
}

/// [`resolve`] for those who tell nothing: no time goes into what a broken reference was meant for.
#[must_use]
pub fn target(tree: &Tree, from: NodeId, reference: &str) -> Option<NodeId> {
    Resolver { tree, from, reference, hops: 0, steps: &Cell::new(0), advises: false }.run().ok()
}

struct Resolver<'a> {
    tree: &'a Tree,
    from: NodeId,
    reference: &'a str,
    hops: usize,
    steps: &'a Cell<usize>,
    /// Whether a finding says what was probably meant.
    advises: bool,
}

impl Resolver<'_> {
    fn run(&self) -> Result<NodeId, Box<Diagnostic>> {
        self.steps.set(self.steps.get() + 1);
        if self.hops > MAX_HOPS || self.steps.get() > MAX_STEPS {
            return Err(Box::new(circular(self.tree, self.from, self.reference)));
        }
        let (place, fragment) = self.reference.trim().split_once('#').unwrap_or((self.reference.trim(), ""));
        let root = self.document(place)?;
        if fragment.is_empty() {
            return Ok(root);
        }
        // The slash of a pointer may be percent-encoded like everything else in a fragment (RFC 6901, section 6).
        let decoded = pointer::percent_decode(fragment);
        if !decoded.starts_with('/') {
            return self.anchor(root, fragment);
        }
        // Token by token first: most who write `%2F` mean a slash within a key.
        let found = match self.walk(root, if fragment.starts_with('/') { fragment } else { &decoded }) {
            Err(problem) if decoded != fragment => self.walk(root, &decoded).map_err(|_| problem),
            found => found,
        };
        // `#/..` beside an `$id` is meant for the schema with that `$id` (JSON Schema 2020-12,
        // section 8.2.1), but most documents mean their own root, which was tried first.
        match (found, place.is_empty() && self.tree.has_ids) {
            (Err(problem), true) => self
                .surroundings()
                .filter(|&near| self.tree.str(near, "$id").is_some())
                .find_map(|near| self.walk(near, fragment).ok())
                .ok_or(problem),
            (found, _) => found,
        }
    }

    /// The node itself and everything that it lies in, from the inside out.
    fn surroundings(&self) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(self.from), |&node| self.tree.parent(node))
    }

    /// The root of the document or schema that the part before `#` names.
    fn document(&self, place: &str) -> Result<NodeId, Box<Diagnostic>> {
        let file = self.tree.file(self.from);
        if place.is_empty() {
            return self.tree.file_root(file).ok_or_else(|| self.nowhere("its document could not be read", None));
        }
        if self.tree.has_ids
            && let Some(&node) = self.tree.anchors.get(&join_uri(&base_of(self.tree, self.from), place))
        {
            return Ok(node);
        }
        if has_scheme(place) {
            let message =
                format!("the reference `{}` is a URL; oasmith does not read from the network", self.reference);
            let help = "download the file, and refer to it by a relative path";
            return Err(Box::new(self.finding(Code::RemoteReference, message).help(help)));
        }
        let name = external_name(self.tree, file, place);
        match self.tree.externals.get(name.as_str()) {
            Some(External::File(found)) => {
                self.tree.file_root(*found).ok_or_else(|| self.nowhere("the file could not be read", None))
            }
            Some(External::Outside) => {
                let message = format!("the file `{name}` lies outside of the folder of the document");
                Err(Box::new(self.finding(Code::ExternalReferenceOutsideRoot, message)))
            }
            Some(External::Failed(why)) => {
                Err(self.nowhere(&format!("cannot read `{name}`: {why}"), self.schema_named(place)))
            }
            None => Err(self.nowhere(&format!("there is no file `{name}`"), self.schema_named(place))),
        }
    }

    /// What a lone name was probably meant for.
    fn schema_named(&self, name: &str) -> Option<String> {
        let pointer = format!("#/components/schemas/{}", pointer::escape(name));
        self.tree.at(self.from, &pointer).map(|_| pointer)
    }

    fn anchor(&self, root: NodeId, name: &str) -> Result<NodeId, Box<Diagnostic>> {
        let file = self.tree.file(root);
        let known = self.tree.anchors.get(&anchor_name(self.tree, file, &pointer::percent_decode(name)));
        known.copied().ok_or_else(|| {
            let slash = format!("#/{name}");
            let help = self.walk(root, &slash[1..]).ok().map(|_| slash);
            self.nowhere(&format!("there is no `$anchor` named `{name}`"), help)
        })
    }

    fn walk(&self, root: NodeId, fragment: &str) -> Result<NodeId, Box<Diagnostic>> {
        let mut here = root;
        for raw in fragment.split('/').skip(1) {
            let decoded = pointer::percent_decode(raw);
            let token = pointer::unescape(&decoded);
            let step = |node| self.tree.step(node, &token).or_else(|| self.tree.step(node, &pointer::unescape(raw)));
            if let Some(next) = step(here) {
                here = next;
                continue;
            }
            // The way may lead through another reference.
            let (tree, hops, steps) = (self.tree, self.hops + 1, self.steps);
            let target = reference(tree, here)
                .and_then(|reference| Resolver { tree, from: here, reference, hops, steps, advises: false }.run().ok());
            let Some(next) = target.and_then(step) else { return Err(self.missing(here, &token)) };
            here = next;
        }
        Ok(here)
    }

    fn missing(&self, here: NodeId, token: &str) -> Box<Diagnostic> {
        let place = self.tree.pointer(here);
        let why = match self.tree.kind(here) {
            Kind::Object | Kind::Array => format!("there is no `{token}` in `{place}`"),
            _ => format!("`{place}` is {}", self.tree.describe(here)),
        };
        let advice = self.advises.then_some(&self.tree.patience);
        let near = advice.and_then(|patience| {
            patience.spend(|left| nearest(token, self.tree.entries(here).map(|(key, _)| key), left))
        });
        self.nowhere(&why, near.map(|near| pointer::join(&place, near)))
    }

    fn nowhere(&self, why: &str, instead: Option<String>) -> Box<Diagnostic> {
        let message = format!("the reference `{}` leads nowhere: {why}", self.reference);
        let finding = self.finding(Code::UnresolvedReference, message);
        Box::new(match instead {
            Some(instead) => finding.help(format!("did you mean `{instead}`?")),
            None => finding,
        })
    }

    fn finding(&self, code: Code, message: String) -> Diagnostic {
        let at = self.tree.get(self.from, "$ref").unwrap_or(self.from);
        Diagnostic::new(code, message).at_value(at)
    }
}

/// The name of a file, relative to the folder of the root document, that `place` in `file` names.
fn external_name(tree: &Tree, file: FileId, place: &str) -> String {
    let from = tree.file_entry(file).map_or("", |file| &file.relative);
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = place.split('?').next().unwrap_or_default();
    join(folder, &pointer::percent_decode(path))
}

/// Joins a relative path to a folder and removes `.` and `..`; what leads out of the top keeps its
/// leading `..`.
pub(super) fn join(folder: &str, path: &str) -> String {
    let absolute = path.starts_with('/') || (folder.starts_with('/') && !path.starts_with('/'));
    let base = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("{}{}", if absolute { "/" } else { "" }, parts.join("/"))
}

fn has_scheme(place: &str) -> bool {
    place.starts_with("//")
        || place.split_once(':').is_some_and(|(scheme, _)| {
            // One letter is a drive of Windows, which is as much out of reach as a URL.
            scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '+' | '-' | '.'))
        })
}

/// A reference against a base URI, without the rarer cases of RFC 3986, section 5.2.
fn join_uri(base: &str, place: &str) -> String {
    if has_scheme(place) && !place.starts_with("//") {
        return place.trim_end_matches('#').to_owned();
    }
    let authority_end =
        base.find("://").map_or(0, |at| base[at + 3..].find('/').map_or(base.len(), |end| at + 3 + end));
    let (authority, path) = base.split_at(authority_end);
    if place.starts_with('/') {
        return format!("{authority}{}", join("", place));
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let joined = join(folder, place);
    let slash = if authority.is_empty() || joined.starts_with('/') { "" } else { "/" };
    format!("{authority}{slash}{joined}")
}

/// The base URI at a node: every `$id` around it, and `$self` of the document (OpenAPI 3.2).
fn base_of(tree: &Tree, node: NodeId) -> String {
    let mut base = String::new();
    let root = tree.file_root(tree.file(node));
    if let Some(own) = root.and_then(|root| tree.str(root, "$self")) {
        base = join_uri(&base, own);
    }
    for step in root.into_iter().chain(tree.path(node)) {
        if let Some(id) = tree.str(step, "$id") {
            base = join_uri(&base, id.split('#').next().unwrap_or_default());
        }
    }
    base
}

fn anchor_name(tree: &Tree, file: FileId, name: &str) -> String {
    format!("{}#{name}", tree.file_entry(file).map_or("", |file| &file.relative))
}

/// Goes through a file that was just read: notes `$id` and `$anchor`, and gives the names of the
/// files that it refers to, each once, in the order of the document.
pub(super) fn scan(tree: &mut Tree, file: FileId, root: NodeId) -> Vec<String> {
    let mut names = crate::base::OrderedSet::new();
    let mut anchors = Vec::new();
    let mut ids = Vec::new();
    for id in root.0.. {
        let node = NodeId(id);
        if tree.node(node).is_none() || tree.file(node) != file {
            break;
        }
        let (Some(text), Some(key), Some(parent)) = (tree.as_str(node), tree.key(node), tree.parent(node)) else {
            continue;
        };
        match key {
            "$ref" => names.extend(external(tree, file, text)),
            "$id" | "$self" => ids.push(parent),
            "$anchor" | "$dynamicAnchor" => anchors.push((anchor_name(tree, file, text), parent)),
            _ if tree.key(parent) == Some("mapping") && looks_like_file(text) => {
                names.extend(external(tree, file, text));
            }
            _ => {}
        }
    }
    for (name, node) in anchors {
        tree.anchors.insert(name, node);
    }
    for node in ids {
        tree.has_ids = true;
        let base = base_of(tree, node);
        tree.anchors.insert(base, node);
    }
    names.into_iter().collect()
}

fn looks_like_file(text: &str) -> bool {
    text.contains(['/', '#']) || [".yaml", ".yml", ".json"].iter().any(|end| text.ends_with(end))
}

fn external(tree: &Tree, file: FileId, text: &str) -> Option<String> {
    let place = text.trim().split('#').next().unwrap_or_default();
    (!place.is_empty() && !has_scheme(place)).then(|| external_name(tree, file, place))
}

#[cfg(test)]
mod tests;
