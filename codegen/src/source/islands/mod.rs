//! Islands: one object in the 3.0 shape that `openapiv3` reads, its nested objects cut off.
//!
//! Takes a node and what it is, gives JSON that always deserializes, with lints for what was
//! repaired. Must not look into nested objects (each is an island of its own, so that a bad node
//! costs one node), and must not lose meaning: what the 3.0 shape cannot hold stays in the tree.

mod fixups;
mod schema;
mod security;
mod values;

use super::keywords::{Keyword, ObjectKind, Takes};
use super::refs;
use super::tree::{Kind, Tree};
use crate::base::{Json, NodeId};
use crate::diag::{Code, Diagnostic, Severity};

/// The names of extensions that an island adds, and that no document can set.
///
/// * `x-oasmith-node` in every inlined object: the number of its node;
/// * `x-oasmith-types` in a schema: the names of a `type` list with more than one, without `null`;
/// * `x-oasmith-in`, `x-oasmith-style`, `x-oasmith-type`: the word that `openapiv3` does not know.
pub const EXTENSION_PREFIX: &str = "x-oasmith-";

/// The island of a node: JSON for the type of `openapiv3` that belongs to the kind, and what was
/// repaired in it.
///
/// A finding of severity [`Severity::Skip`] says that the object cannot mean anything; the JSON
/// deserializes nevertheless.
#[must_use]
pub fn island(tree: &Tree, node: NodeId, kind: ObjectKind) -> (Json, Vec<Diagnostic>) {
    let mut cutter = Cutter { tree, findings: Vec::new() };
    let members = cutter.object(kind, node);
    (Json::Object(members), cutter.findings)
}

/// The node that a reference in an island stands for: `#123`.
#[must_use]
pub fn island_node(reference: &str) -> Option<NodeId> {
    reference.strip_prefix('#')?.parse().ok().map(NodeId)
}

type Members = Vec<(Box<str>, Json)>;

struct Cutter<'t> {
    tree: &'t Tree,
    findings: Vec<Diagnostic>,
}

impl Cutter<'_> {
    /// The members of an object. Inlined objects nest no deeper than the tree, whose depth is
    /// limited.
    fn object(&mut self, kind: ObjectKind, node: NodeId) -> Members {
        if let (ObjectKind::Schema, Some(allowed)) = (kind, self.tree.as_bool(node)) {
            return schema::boolean(allowed);
        }
        if !self.tree.is_object(node) && !self.tree.is_null(node) {
            let message = format!("{} is due here, not {}; it is ignored", a(kind), self.tree.describe(node));
            self.lint(Code::WrongType, node, message);
        } else if kind == ObjectKind::Schema && self.tree.is_null(node) {
            let message = "a Schema Object is due here, not null; it is read as `{}`, which allows any value";
            self.lint(Code::WrongType, node, message.to_owned());
        }
        let mut members = Members::new();
        for (key, child) in self.tree.entries(node) {
            if key.starts_with("x-") && kind.extensible() {
                if !key.starts_with(EXTENSION_PREFIX) {
                    members.push((key.into(), self.tree.json(child)));
                }
            } else if let Some(keyword) = kind.keyword(key) {
                if let Some(value) = self.keyword(keyword, child) {
                    members.push((key.into(), value));
                }
            } else if let Some(takes) = kind.members()
                && kind.takes_member(key)
                && let Some(value) = self.value(takes, child, true)
            {
                members.push((key.into(), value));
            }
        }
        let told = self.findings.len();
        self.fix(kind, node, &mut members);
        self.fill(kind, node, &mut members);
        if kind.referable() && kind != ObjectKind::Schema && refs::reference(self.tree, node).is_some() {
            // Beside a `$ref`, nothing is missing.
            self.findings.truncate(told);
        }
        members
    }

    fn fix(&mut self, kind: ObjectKind, node: NodeId, members: &mut Members) {
        match kind {
            ObjectKind::Schema => self.schema(node, members),
            ObjectKind::Parameter => self.parameter(node, members),
            ObjectKind::Header => self.header(node, members),
            ObjectKind::Encoding => self.encoding(node, members),
            ObjectKind::Link => self.link(node, members),
            ObjectKind::SecurityScheme => self.security_scheme(node, members),
            ObjectKind::OAuthFlow => self.oauth_flow(node, members),
            ObjectKind::ServerVariable => self.server_variable(node, members),
            _ => {}
        }
    }

    /// Neutral values for required members that are not there.
    fn fill(&mut self, kind: ObjectKind, node: NodeId, members: &mut Members) {
        for keyword in kind.keywords() {
            if !is_needed(kind, keyword) || get(members, keyword.name).is_some() {
                continue;
            }
            let told = keyword.is_required_in(self.tree.header().version)
                && self.tree.get(node, keyword.name).is_none()
                && !(kind == ObjectKind::OpenApi && self.tree.header().assumed);
            if told {
                let message = format!("`{}` is missing in {}", keyword.name, a(kind));
                let severity = if is_vital(kind, keyword.name) { Severity::Skip } else { Severity::Lint };
                self.findings.push(Diagnostic::new(Code::MissingMember, message).at(node).severity(severity));
            }
            let value = match keyword.takes {
                Takes::Choice(choices) => text(choices.first().copied().unwrap_or_default()),
                Takes::Inline(inner) => {
                    let mut empty = Members::new();
                    // The defaults of the defaults: nothing is told about what is not there.
                    let before = self.findings.len();
                    self.fill(inner, node, &mut empty);
                    self.findings.truncate(before);
                    Json::Object(empty)
                }
                Takes::Map(_) => Json::Object(Vec::new()),
                Takes::List(_) => Json::Array(Vec::new()),
                _ => text(""),
            };
            members.push((keyword.name.into(), value));
        }
    }

    /// The value of a keyword, or nothing when it has to be ignored.
    fn keyword(&mut self, keyword: &Keyword, node: NodeId) -> Option<Json> {
        // Both are left to the fix-ups of the schema.
        if matches!(keyword.takes, Takes::TypeName | Takes::Bound) {
            return None;
        }
        // The `required` of a parameter that is its own schema, see `schema_or_content`.
        let owner = self.tree.parent(node).filter(|owner| self.tree.str(*owner, "in").is_some());
        if keyword.takes == Takes::List(&Takes::Text) && owner.is_some() && self.tree.as_bool(node).is_some() {
            return None;
        }
        self.value(keyword.takes, node, false)
    }

    /// A nested object as a reference to itself.
    fn reference(node: NodeId) -> Json {
        Json::Object(vec![("$ref".into(), text(&format!("#{}", node.0)))])
    }

    fn inline(&mut self, kind: ObjectKind, node: NodeId) -> Json {
        // Where `openapiv3` holds the object by value, a reference has to be followed here.
        let target = if kind.referable() { self.target(node) } else { node };
        let mut members = match (self.tree.as_str(target), kind.shorthand()) {
            (Some(word), Some(name)) => {
                let message = format!("{} is due here; the text is taken as its `{name}`", a(kind));
                self.lint(Code::WrongType, target, message);
                let mut members = vec![(name.into(), text(word))];
                self.fill(kind, target, &mut members);
                members
            }
            _ => self.object(kind, target),
        };
        if kind.extensible() {
            members.push((format!("{EXTENSION_PREFIX}node").into(), Json::Number(target.0.to_string().into())));
        }
        Json::Object(members)
    }

    fn target(&mut self, node: NodeId) -> NodeId {
        refs::follow(self.tree, node).unwrap_or_else(|problem| {
            self.findings.push(*problem);
            node
        })
    }

    fn lint(&mut self, code: Code, node: NodeId, message: String) {
        self.findings.push(Diagnostic::new(code, message).at_value(node));
    }

    fn kind(&self, node: NodeId) -> Kind {
        self.tree.kind(node)
    }
}

/// Whether `openapiv3` cannot do without the member.
fn is_needed(kind: ObjectKind, keyword: &Keyword) -> bool {
    keyword.required != super::keywords::Required::No && keyword.name != "$self" && kind != ObjectKind::SecurityScheme
}

/// Whether the object means nothing without the member.
fn is_vital(kind: ObjectKind, name: &str) -> bool {
    matches!((kind, name), (ObjectKind::Parameter, "name" | "in") | (ObjectKind::Discriminator, "propertyName"))
}

fn text(text: &str) -> Json {
    Json::String(text.into())
}

fn get<'m>(members: &'m Members, name: &str) -> Option<&'m Json> {
    members.iter().find(|(key, _)| &**key == name).map(|(_, value)| value)
}

fn set(members: &mut Members, name: &str, value: Json) {
    match members.iter_mut().find(|(key, _)| &**key == name) {
        Some((_, old)) => *old = value,
        None => members.push((name.into(), value)),
    }
}

fn remove(members: &mut Members, name: &str) -> Option<Json> {
    let index = members.iter().position(|(key, _)| &**key == name)?;
    Some(members.remove(index).1)
}

/// `a Schema Object`, `an Operation Object`.
fn a(kind: ObjectKind) -> String {
    let name = kind.name();
    let article = if name.starts_with(['A', 'E', 'I', 'O', 'X']) { "an" } else { "a" };
    format!("{article} {name}")
}

#[cfg(test)]
mod tests;
