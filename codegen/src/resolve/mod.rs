//! From schemas as declared to schemas that stand on their own.
//!
//! Takes the [`Api`] of `lower`, rewrites its schemas in place, gives the provenance of what was merged. Afterwards every schema is one of two:
//!
//! * a *reference with annotations*: [`reference`](Schema::reference) is set, all other facets are empty; `meta` and `nullable` may be
//!   set and say something of this use only. Chains are possible, circles are not;
//! * *standing alone*: `reference` is `None` and `all_of` is empty. If it has `one_of` or `any_of` (never both), it has no
//!   other facet but `meta`, `nullable` and `discriminator`.
//!
//! What the merge of an `allOf` means:
//!
//! * It is an intersection of all facets of all parts; what stands beside `allOf` is a part. A part that does not say a facet does not
//!   narrow it. `additionalProperties` of a part is about what no part declares (documents mean that, JSON Schema does not).
//! * Members of equal name are merged in the same way, as new schemas, once per set of parts.
//! * Where at most one part says more than annotations, and it came by `$ref`, the result is a reference with annotations:
//!   type identity is kept.
//! * `title`: the schema's own, else of the first part that has one; a part that came by `$ref` and has none counts as titled by
//!   its component's name, so that a name can be earned from it. A component takes no title of a part that came by `$ref`, since it has a name.
//! * `description`: the nearest, that is the schema's own, else of the last inline part, else of the first by reference.
//! * `default`, `x-` keys: the last part that says them. Examples: those of the last part that has any.
//! * `readOnly`, `writeOnly`, `deprecated`: if any part says so.
//! * `nullable`: if a part says so and no typed part excludes it; beside an `allOf` or alone in a part it means the whole.
//!
//! A schema that repeats a component in everything is a reference to it (`copies`).
//!
//! Parts that contradict each other make the schema [`never`](Schema::never), with a finding. Circles of `allOf` or of bare `$ref` are
//! findings too; what depends on them is left out. Must not name Rust things, and must not recurse on the depth of a document.

mod annotations;
mod copies;
mod cycles;
mod facets;
mod inherit;
mod merge;
mod nulls;
mod parts;
mod provenance;
#[cfg(test)]
mod tests;
mod unions;

use std::collections::VecDeque;

use crate::base::{Lookup, NodeId, Table};
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::{Api, Schema, SchemaId};

pub use provenance::{Facet, Provenance};

/// Schemas made by merging beyond which nothing is merged any more: a guard against documents that multiply.
const MOST_MERGED: usize = 50_000;

/// Members of all merged schemas together, beyond which nothing is merged any more: a chain of many `allOf` repeats them all.
const MOST_MEMBERS: usize = 1_000_000;

/// Unions inside of unions that are distributed at most.
const DEEPEST_UNION: u32 = 4;

/// Merges every `allOf`, settles `null`, finds the children of base types; see the module.
pub fn resolve(api: &mut Api, diags: &mut Diagnostics) -> Provenance {
    copies::refer(api);
    nulls::settle(api);
    let order = cycles::break_cycles(api, diags);
    let lineage = inherit::Lineage::of(api);
    let mut resolver = Resolver::new(api, diags, lineage);
    for id in order {
        resolver.merge(id);
    }
    // Settling a union can make schemas; they come later in the arena.
    for index in 0.. {
        while let Some(id) = resolver.pending.pop_front() {
            resolver.merge(id);
        }
        let id = SchemaId::new(index);
        if resolver.api.schemas.get(id).is_none() {
            break;
        }
        resolver.settle_union(id);
    }
    resolver.drop_impossible();
    resolver.fill_children();
    let provenance = resolver.provenance;
    // What a merge made can be the same as a component, too.
    copies::refer(api);
    provenance
}

/// The state of one run.
struct Resolver<'a> {
    api: &'a mut Api,
    diags: &'a mut Diagnostics,
    provenance: Provenance,
    lineage: inherit::Lineage,
    /// The merged schema of each list of parts.
    memo: Lookup<Vec<SchemaId>, SchemaId>,
    /// The parts of each schema that was made here; parts are never made of parts.
    made_of: Table<Schema, Vec<SchemaId>>,
    /// How many unions were distributed to get to a schema that was made here.
    depth: Table<Schema, u32>,
    /// Alternatives made by distributing; those that turn out impossible go.
    distributed: Vec<SchemaId>,
    /// What counts where two unions have nothing in common.
    replacements: Table<Schema, merge::Union>,
    /// Contradictions inside of these are expected and not told.
    quiet: Table<Schema, ()>,
    /// Made, but not merged yet.
    pending: VecDeque<SchemaId>,
    /// How many schemas the document has.
    declared: usize,
    /// How many members merged schemas have.
    members: usize,
    overflowed: bool,
}

impl<'a> Resolver<'a> {
    fn new(api: &'a mut Api, diags: &'a mut Diagnostics, lineage: inherit::Lineage) -> Self {
        Self {
            declared: api.schemas.len(),
            api,
            diags,
            provenance: Provenance::default(),
            lineage,
            memo: Lookup::new(),
            made_of: Table::new(),
            depth: Table::new(),
            distributed: Vec::new(),
            replacements: Table::new(),
            quiet: Table::new(),
            pending: VecDeque::new(),
            members: 0,
            overflowed: false,
        }
    }

    /// The schema at the end of a chain of references.
    fn end_of(&self, id: SchemaId) -> SchemaId {
        end_of(self.api, id)
    }

    /// The intersection of some schemas, as a schema that is merged later; one of them if that is all.
    ///
    /// `user` is the schema that needs it.
    fn intersection(&mut self, parts: &[SchemaId], user: SchemaId) -> Option<SchemaId> {
        let mut flat: Vec<SchemaId> = Vec::with_capacity(parts.len());
        for &part in parts {
            for &base in self.made_of.get(part).map_or(&[part][..], Vec::as_slice) {
                if !flat.contains(&base) {
                    flat.push(base);
                }
            }
        }
        let first = *flat.first()?;
        if flat.len() == 1 {
            return Some(first);
        }
        if let Some(&known) = self.memo.get(&flat) {
            return Some(known);
        }
        if self.api.schemas.len() - self.declared >= MOST_MERGED {
            self.overflow(user);
            return Some(first);
        }
        let origin = self.api.schemas.get(first).map_or(NodeId::default(), |schema| schema.origin);
        let id = self.api.schemas.push(Schema { origin, all_of: flat.clone(), ..Schema::default() });
        if let Some(&depth) = self.depth.get(user) {
            self.depth.insert(id, depth);
        }
        if self.quiet.contains(user) {
            self.quiet.insert(id, ());
        }
        let mut nodes: Vec<NodeId> = Vec::with_capacity(flat.len());
        for part in &flat {
            for node in self.api.site(*part).unwrap_or_default() {
                if !nodes.contains(&node) {
                    nodes.push(node);
                }
            }
        }
        self.api.merged.insert(id, nodes);
        self.made_of.insert(id, flat.clone());
        self.memo.insert(flat, id);
        self.pending.push_back(id);
        Some(id)
    }

    fn overflow(&mut self, user: SchemaId) {
        if !self.overflowed {
            self.overflowed = true;
            let at = self.api.schemas.get(user).map_or(NodeId::default(), |schema| schema.origin);
            let text =
                "merging the schemas of this document multiplies them beyond measure; from here on they are not merged";
            self.diags.push(Diagnostic::new(Code::UnsupportedSchema, text).severity(Severity::Lint).at(at));
        }
    }
}

/// No sensible document refers through more schemas than this. `cycles` breaks circles; this keeps walks before it finite.
const LONGEST_CHAIN: usize = 256;

/// The schema at the end of a chain of references.
fn end_of(api: &Api, mut id: SchemaId) -> SchemaId {
    for _ in 0..LONGEST_CHAIN {
        match api.schemas.get(id).and_then(|schema| schema.reference) {
            Some(target) => id = target,
            None => break,
        }
    }
    id
}
