//! From the raw tree to the API-shaped model.
//!
//! Takes the tree that `source` read, gives an [`Api`]: every schema as it is declared, every operation that can be read. Each
//! operation is a transaction: what stands in the way of one (a `$ref` that leads nowhere, say) leaves that operation out, with a
//! reason, and the rest goes on. Must not merge or interpret schemas (that is `resolve`), and must not do IO.
//!
//! Each node is read through its island: openapiv3 types, taken apart field by field without `..`, so that a new field of
//! theirs is a compile error here. What they cannot hold, and the order of members, is read from the tree.

mod called;
mod content;
mod de;
mod document;
mod facets;
mod foreign;
mod operation;
mod parameter;
pub(crate) mod reach;
mod response;
mod schema;
mod security;
#[cfg(test)]
mod tests;

use serde::de::DeserializeOwned;

use crate::base::{Json, Lookup, NodeId, Table};
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::{Api, Header, Parameter, Schema, SchemaId, SpecVersion};
use crate::options::{Numbers, Options};
use crate::source::{ObjectKind, Tree, Version, island, refs};

/// Reads a document into the model.
///
/// Findings go to `diags`: a broken reference once, where it is, and an `unsupported-operation` for each operation that is left
/// out because of it. The result has no operation, webhook or component that reaches something broken.
#[must_use]
pub fn lower(tree: &Tree, options: &Options, diags: &mut Diagnostics) -> Api {
    let Some(root) = tree.root() else { return Api::default() };
    let mut lower = Lower::new(tree, options, diags, root);
    lower.document();
    lower.components();
    lower.paths();
    lower.webhooks();
    lower.schemas();
    lower.call_targets();
    lower.foreign();
    lower.api.exact_numbers = options.numbers == Numbers::Exact;
    let Lower { mut api, faults, diags, .. } = lower;
    reach::drop_broken(&mut api, &faults, diags);
    api
}

/// Why something cannot be lowered. The finding itself is already told.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// The node that is broken.
    pub(crate) at: NodeId,
    /// What is wrong with it.
    pub(crate) reason: String,
}

/// The state of one run.
struct Lower<'a> {
    tree: &'a Tree,
    options: &'a Options,
    diags: &'a mut Diagnostics,
    root: NodeId,
    api: Api,
    /// The schema of each raw node; reserved before it is read, so that cycles need no care.
    ids: Lookup<NodeId, SchemaId>,
    /// Schemas that mean nothing.
    faults: Table<Schema, Fault>,
    /// Schemas that are not to be read from their origin.
    complete: Table<Schema, ()>,
    /// Schemas that a `$ref` or a mapping names.
    mentioned: Table<Schema, ()>,
    /// Parameters and headers by node: components are used many times.
    parameters: Lookup<NodeId, Option<Parameter>>,
    headers: Lookup<NodeId, Header>,
}

impl<'a> Lower<'a> {
    fn new(tree: &'a Tree, options: &'a Options, diags: &'a mut Diagnostics, root: NodeId) -> Self {
        let version = match tree.header().version {
            Version::V30 => SpecVersion::V3_0,
            Version::V31 => SpecVersion::V3_1,
            Version::V32 => SpecVersion::V3_2,
        };
        Self {
            tree,
            options,
            diags,
            root,
            api: Api { origin: root, version, ..Api::default() },
            ids: Lookup::new(),
            faults: Table::new(),
            complete: Table::new(),
            mentioned: Table::new(),
            parameters: Lookup::new(),
            headers: Lookup::new(),
        }
    }

    /// Reads one node as the openapiv3 type of its kind.
    ///
    /// # Errors
    /// A node that cannot mean anything. The finding is told.
    fn read<T: DeserializeOwned>(&mut self, node: NodeId, kind: ObjectKind) -> Result<T, Fault> {
        let value = self.island(node, kind)?;
        de::from_json(&value).map_err(|error| self.internal(node, kind, &error))
    }

    /// The island of one node, its findings told.
    fn island(&mut self, node: NodeId, kind: ObjectKind) -> Result<Json, Fault> {
        let (value, findings) = island(self.tree, node, kind);
        let fault = findings
            .iter()
            .find(|finding| finding.severity != Severity::Lint)
            .map(|finding| Fault { at: finding.at.unwrap_or(node), reason: finding.message.clone() });
        self.diags.extend(findings);
        fault.map_or(Ok(value), Err)
    }

    /// Islands always have the form that the openapiv3 type asks for; if one has not, that is our mistake.
    fn internal(&mut self, node: NodeId, kind: ObjectKind, error: &impl std::fmt::Display) -> Fault {
        let reason = format!("cannot read this {}: {error}", kind.name());
        self.diags.push(Diagnostic::new(Code::Internal, reason.clone()).at(node));
        Fault { at: node, reason }
    }

    /// Follows a chain of `$ref` to the node that says something; the node itself when it is no reference.
    ///
    /// # Errors
    /// A reference that leads nowhere, or in a circle. The finding is told.
    fn follow(&mut self, node: NodeId) -> Result<NodeId, Fault> {
        if refs::reference(self.tree, node).is_none() {
            return Ok(node);
        }
        match refs::follow(self.tree, node) {
            Ok(target) if self.tree.is_object(target) => {
                self.api.references.push((node, target));
                Ok(target)
            }
            Ok(target) => {
                let text = format!("the reference leads to {} where an object is due", self.tree.describe(target));
                Err(self.tell(Diagnostic::new(Code::MisplacedReference, text).at_value(node), node))
            }
            Err(finding) => Err(self.tell(*finding, node)),
        }
    }

    /// Tells a finding and makes a fault of it.
    fn tell(&mut self, finding: Diagnostic, node: NodeId) -> Fault {
        let fault = Fault { at: finding.at.unwrap_or(node), reason: finding.message.clone() };
        self.diags.push(finding);
        fault
    }

    /// Tells something that was repaired or ignored.
    fn lint(&mut self, code: Code, node: NodeId, message: impl Into<String>) {
        self.diags.push(Diagnostic::new(code, message).severity(Severity::Lint).at(node));
    }
}

/// A text of openapiv3 as one of the model.
fn boxed(text: Option<String>) -> Option<Box<str>> {
    text.map(String::into_boxed_str)
}
