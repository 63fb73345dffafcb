//! Which schemas an operation needs, and leaving out the operations that need a broken one.
//!
//! Takes an [`Api`] and its broken schemas, moves what depends on them to `skipped`. Used by `lower` for references that lead
//! nowhere, and by `resolve` for cycles. Must not change a schema, except that tags of broken alternatives are dropped.

use crate::base::{Id, Table};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Additional, Api, Content, Header, Operation, ParameterValue, Schema, SchemaId, Skipped};

use super::Fault;

/// Calls `visit` for every schema that a schema is made of. Children of a base and the targets of a discriminator's mapping are
/// not among them: they are told apart by it, but it stands without them.
pub(crate) fn for_each_part(schema: &Schema, mut visit: impl FnMut(SchemaId)) {
    schema.reference.into_iter().for_each(&mut visit);
    schema.all_of.iter().chain(&schema.one_of).chain(&schema.any_of).copied().for_each(&mut visit);
    schema.not.into_iter().for_each(&mut visit);
    schema.array.items.into_iter().for_each(&mut visit);
    schema.array.prefix_items.iter().copied().for_each(&mut visit);
    schema.object.properties.values().copied().for_each(&mut visit);
    schema.object.patterns.iter().map(|(_, id)| *id).for_each(&mut visit);
    if let Additional::Schema(id) = schema.object.additional {
        visit(id);
    }
}

/// Calls `visit` for every schema that an operation names.
pub(crate) fn for_each_root(operation: &Operation, mut visit: impl FnMut(SchemaId)) {
    for parameter in &operation.parameters {
        match &parameter.value {
            ParameterValue::Styled { schema, .. } => visit(*schema),
            ParameterValue::Content(content) => content_roots(content, &mut visit),
        }
    }
    for content in operation.body.iter().flat_map(|body| &body.contents) {
        content_roots(content, &mut visit);
    }
    for response in &operation.responses {
        header_roots(&response.headers, &mut visit);
        for content in &response.contents {
            content_roots(content, &mut visit);
        }
    }
}

fn content_roots(content: &Content, visit: &mut impl FnMut(SchemaId)) {
    content.schema.into_iter().chain(content.item_schema).for_each(&mut *visit);
    for (_, encoding) in &content.encoding {
        header_roots(&encoding.headers, visit);
    }
}

fn header_roots(headers: &[Header], visit: &mut impl FnMut(SchemaId)) {
    headers.iter().filter_map(|header| header.schema).for_each(visit);
}

/// Moves every operation that reaches a broken schema to [`Api::skipped`], with a finding at its line, and takes such webhooks
/// and components out.
pub(crate) fn drop_broken(api: &mut Api, faults: &Table<Schema, Fault>, diags: &mut Diagnostics) {
    if faults.is_empty() {
        return;
    }
    let causes = causes(api, faults);
    let cause = |id: SchemaId| faults.get(*causes.get(id)?);
    api.components.retain(|_, id| !causes.contains(*id));
    for (_, schema) in api.schemas.iter_mut() {
        if let Some(discriminator) = &mut schema.discriminator {
            discriminator.mapping.retain(|(_, target)| !causes.contains(*target));
            discriminator.fallback = discriminator.fallback.filter(|target| !causes.contains(*target));
        }
    }
    let first_fault = |operation: &Operation| {
        let mut found = None;
        for_each_root(operation, |id| found = found.or_else(|| cause(id)));
        found
    };
    let mut kept = Vec::with_capacity(api.operations.len());
    for operation in std::mem::take(&mut api.operations).values() {
        match first_fault(operation) {
            None => kept.push(operation.clone()),
            Some(fault) => skip(&mut api.skipped, operation, fault, diags),
        }
    }
    api.operations = kept.into_iter().collect();
    api.webhooks.retain(|webhook| {
        let fault = first_fault(webhook);
        if let Some(fault) = fault {
            diags.push(left_out(webhook, fault));
        }
        fault.is_none()
    });
}

/// For each schema that reaches a broken one, which; found backwards from the broken ones, nearest first.
fn causes(api: &Api, faults: &Table<Schema, Fault>) -> Table<Schema, SchemaId> {
    let mut users: Vec<Vec<SchemaId>> = vec![Vec::new(); api.schemas.len()];
    for (id, schema) in api.schemas.iter() {
        for_each_part(schema, |part| {
            if let Some(list) = users.get_mut(part.index()) {
                list.push(id);
            }
        });
    }
    let mut causes: Table<Schema, SchemaId> = faults.iter().map(|(id, _)| (id, id)).collect();
    let mut level: Vec<Id<Schema>> = faults.iter().map(|(id, _)| id).collect();
    while !level.is_empty() {
        let mut next = Vec::new();
        for id in level {
            let Some(&cause) = causes.get(id) else { continue };
            for &user in users.get(id.index()).into_iter().flatten() {
                if !causes.contains(user) {
                    causes.insert(user, cause);
                    next.push(user);
                }
            }
        }
        level = next;
    }
    causes
}

/// Lists an operation as skipped and tells why.
pub(super) fn skip(skipped: &mut Vec<Skipped>, operation: &Operation, fault: &Fault, diags: &mut Diagnostics) {
    diags.push(left_out(operation, fault));
    skipped.push(Skipped {
        origin: operation.origin,
        method: operation.method.as_str().into(),
        path: operation.path.clone(),
        operation_id: operation.operation_id.clone(),
        tags: operation.tags.clone(),
        deprecated: operation.deprecated,
        reason: fault.reason.clone(),
    });
}

pub(super) fn left_out(operation: &Operation, fault: &Fault) -> Diagnostic {
    let text = format!("{} {} is left out: {}", operation.method.as_str(), operation.path, fault.reason);
    Diagnostic::new(Code::UnsupportedOperation, text).at(operation.origin).label(fault.at, "this stands in the way")
}
