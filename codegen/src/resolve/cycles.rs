//! Circles of `$ref` and `allOf`, and the order in which schemas can be merged.
//!
//! Takes schemas as declared, gives an order in which each schema comes after its parts. A schema that is a part of itself has no
//! meaning: it is told, emptied, and what depends on it is left out. Must not mind recursion through members, items or alternatives.

use crate::base::{Graph, Id, Table};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::lower::{Fault, reach};
use crate::model::{Api, Schema, SchemaId};

/// Other schemas of a circle that a finding names.
const MOST_LABELS: usize = 4;

/// Breaks the circles; gives all schemas, parts first.
pub(super) fn break_cycles(api: &mut Api, diags: &mut Diagnostics) -> Vec<SchemaId> {
    let mut graph = Graph::new(api.schemas.len());
    for (id, schema) in api.schemas.iter() {
        for part in schema.reference.iter().chain(&schema.all_of) {
            graph.add_edge(id.index(), part.index());
        }
    }
    let components = graph.components();
    let mut faults: Table<Schema, Fault> = Table::new();
    let mut order = Vec::with_capacity(api.schemas.len());
    let mut circles = Vec::new();
    for members in components.members {
        let ids: Vec<SchemaId> = members.iter().filter_map(|index| u32::try_from(*index).ok()).map(Id::new).collect();
        if members.first().is_some_and(|first| components_cyclic(&graph, &members, *first)) {
            circles.push(ids.clone());
        }
        order.extend(ids);
    }
    // In the document's order, whatever the order of the search.
    circles.sort();
    for circle in circles {
        let fault = tell(api, &circle, diags);
        for id in circle {
            if let Some(schema) = api.schemas.get_mut(id) {
                let Schema { origin, mentioned, .. } = *schema;
                *schema = Schema { origin, mentioned, never: true, ..Schema::default() };
            }
            faults.insert(id, fault.clone());
        }
    }
    reach::drop_broken(api, &faults, diags);
    order
}

fn components_cyclic(graph: &Graph, members: &[usize], first: usize) -> bool {
    members.len() > 1 || graph.successors(first).contains(&first)
}

fn tell(api: &Api, circle: &[SchemaId], diags: &mut Diagnostics) -> Fault {
    let schemas: Vec<&Schema> = circle.iter().filter_map(|id| api.schemas.get(*id)).collect();
    let at = schemas.first().map(|schema| schema.origin).unwrap_or_default();
    let bare = schemas.iter().all(|schema| !schema.all_of.iter().any(|part| circle.contains(part)));
    let (code, reason) = if bare {
        (Code::CircularReference, "references only lead to each other")
    } else {
        (Code::AllofCycle, "an `allOf` contains itself")
    };
    let mut finding = Diagnostic::new(code, reason).at(at);
    for schema in schemas.iter().skip(1).take(MOST_LABELS) {
        finding = finding.label(schema.origin, "on the way");
    }
    diags.push(finding);
    Fault { at, reason: reason.to_owned() }
}
