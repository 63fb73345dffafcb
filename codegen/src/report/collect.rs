//! Reads the report off the results of the stages.
//!
//! Takes tree, model, shapes, names and plan; gives the report. Must not decide anything.

use std::collections::{BTreeMap, HashSet};

use crate::base::NodeId;
use crate::diag::Diagnostics;
use crate::emit::{path, wire_path};
use crate::model::{Api, Direction, Shapes};
use crate::names::{Names, bare};
use crate::plan::ir::Crate;
use crate::plan::{Outcome, Plan};
use crate::render;
use crate::source::Tree;

use super::{File, Finding, Operation, Report, Schema, Spec, Status};

/// What the report is read off.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// The document.
    pub tree: &'a Tree,
    /// What it says.
    pub api: &'a Api,
    /// Its types.
    pub shapes: &'a Shapes,
    /// Their names.
    pub names: &'a Names,
    /// What became of it.
    pub plan: &'a Plan,
}

/// Collects what was made of what, with all findings, settled; but for the files: see [`Report::add_files`].
#[must_use]
pub fn report(parts: &Parts<'_>, diagnostics: &Diagnostics) -> Report {
    let Parts { tree, api, .. } = *parts;
    let header = tree.header();
    Report {
        oasmith: env!("CARGO_PKG_VERSION").to_owned(),
        spec: Spec {
            path: tree.files().next().map(|file| tree.file_name(file).to_owned()).unwrap_or_default(),
            openapi: header.openapi.clone(),
            title: header.title.clone(),
            version: api.info.version.to_string(),
        },
        files: Vec::new(),
        schemas: schemas(parts),
        operations: operations(parts),
        diagnostics: findings(tree, diagnostics),
    }
}

impl Report {
    /// Adds the files of a plan: the path and the length in bytes of each.
    pub fn add_files(&mut self, plan: &Plan, files: impl IntoIterator<Item = (String, usize)>) {
        let owners = owners(plan);
        self.files.extend(files.into_iter().map(|(path, bytes)| {
            // As a module of another crate, the sources have no folder of their own.
            let owner = owners.get(&path).or_else(|| owners.get(&format!("src/{path}")));
            let needed_by = owner.map(|module| (*module).to_owned());
            File { path, bytes, needed_by }
        }));
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
    }
}

/// Files of a whole crate that a single module below `api` needs.
fn owners(plan: &Plan) -> BTreeMap<String, &str> {
    let mut modules: BTreeMap<usize, &str> = BTreeMap::new();
    let mut owners = BTreeMap::new();
    let start = |member: Option<usize>| {
        let member = plan.split.as_ref().and_then(|split| split.members.get(member?));
        member.map(Crate::start).unwrap_or_default()
    };
    for file in &plan.apis {
        let module = bare(&file.module);
        modules.extend(file.gate.iter().map(|tag| (*tag, module)));
        for folder in ["api", "api/handles", "wire/api"] {
            owners.insert(start(file.member) + &path(folder, module), module);
        }
    }
    for file in &plan.models {
        let mut tags: Vec<usize> = file.items.iter().flat_map(|item| item.gate.iter().copied()).collect();
        tags.sort_unstable();
        tags.dedup();
        if let [tag] = tags.as_slice()
            && let Some(owner) = modules.get(tag)
        {
            owners.insert(start(file.member) + &path("models", &file.module), *owner);
            if !file.features.is_empty() {
                owners.insert(start(file.member) + &wire_path(file), *owner);
            }
        }
    }
    owners
}

fn schemas(parts: &Parts<'_>) -> Vec<Schema> {
    let Parts { tree, api, shapes, names, .. } = *parts;
    let mut rows: Vec<(NodeId, Schema)> = Vec::new();
    let mut seen = HashSet::new();
    for (id, schema) in api.schemas.iter() {
        // A reference is a use of a type; where the type is declared has a row of its own.
        if schema.reference.is_some() {
            continue;
        }
        let name = |direction| {
            let shape = shapes.of(id, direction)?.shape;
            names.types.get(shape).map(|name| format!("models::{}", name.ident))
        };
        let (sent, received) = (name(Direction::Request), name(Direction::Response));
        let (rust, request) = match (received, sent) {
            (Some(received), sent) => (received.clone(), sent.filter(|sent| *sent != received)),
            (None, Some(sent)) => (sent, None),
            (None, None) => continue,
        };
        if seen.insert((schema.origin, rust.clone(), request.clone())) {
            rows.push((schema.origin, Schema { pointer: tree.pointer(schema.origin), rust, request }));
        }
    }
    rows.sort_by_key(|(origin, _)| *origin);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn operations(parts: &Parts<'_>) -> Vec<Operation> {
    let Parts { tree, api, plan, .. } = *parts;
    let mut rows: Vec<(NodeId, Operation)> = Vec::new();
    for (id, operation) in api.operations.iter() {
        let (rust, status, reason) = match plan.outcomes.get(id) {
            Some(Outcome::Generated { rust, .. }) => (Some(rust.clone()), Status::Generated, None),
            Some(Outcome::Skipped { reason }) => (None, Status::Skipped, Some(reason.clone())),
            None => (None, Status::Skipped, Some("oasmith lost it; please report this".to_owned())),
        };
        let row = Operation {
            pointer: tree.pointer(operation.origin),
            operation_id: operation.operation_id.as_deref().map(ToOwned::to_owned),
            method: operation.method.as_str().to_owned(),
            path: operation.path.to_string(),
            rust,
            status,
            reason,
            pagination: match plan.outcomes.get(id) {
                Some(Outcome::Generated { paging, .. }) => paging.clone(),
                _ => None,
            },
        };
        rows.push((operation.origin, row));
    }
    for skipped in &api.skipped {
        let row = Operation {
            pointer: tree.pointer(skipped.origin),
            operation_id: skipped.operation_id.as_deref().map(ToOwned::to_owned),
            method: skipped.method.to_string(),
            path: skipped.path.to_string(),
            rust: None,
            status: Status::Skipped,
            reason: Some(skipped.reason.clone()),
            pagination: None,
        };
        rows.push((skipped.origin, row));
    }
    rows.sort_by_key(|(origin, _)| *origin);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn findings(tree: &Tree, diagnostics: &Diagnostics) -> Vec<Finding> {
    let row = |found: &render::Finding| {
        let spot = found.spot.as_ref();
        Finding {
            code: found.code.id().to_owned(),
            severity: found.severity.label(),
            message: found.message.clone(),
            pointer: found.pointer.clone(),
            file: spot.map(|spot| spot.file.clone()),
            line: spot.map(|spot| spot.line),
            column: spot.map(|spot| spot.column),
        }
    };
    render::Report::new(tree, diagnostics).findings().iter().map(row).collect()
}
