//! What each draft is used for, directly and inside of others.

use crate::base::OrderedSet;
use crate::model::{Method, Role, ShapeId};

use super::build::Drafts;
use super::roots::Root;

/// Bit of [`Role::Received`]; the bits above stand for methods.
const RECEIVED: u32 = 1;

/// Gives each draft its roles: those of the roots, and `Received` or `SentInside` for all that is inside of them.
pub(super) fn spread(drafts: &mut Drafts<'_>, roots: &[Root]) {
    let methods: OrderedSet<Method> = roots.iter().filter_map(|root| sent_by(&root.role)).cloned().collect();
    let mut inside = vec![0_u32; drafts.arena.len()];
    let mut work: Vec<ShapeId> = Vec::new();
    for root in roots {
        let Some(shape) = drafts.arena.get_mut(root.shape) else { continue };
        if !shape.roles.contains(&root.role) {
            shape.roles.push(root.role.clone());
        }
        let bit = match sent_by(&root.role) {
            Some(method) => method_bit(&methods, method),
            None if root.role == Role::Parameter => 0,
            None => RECEIVED,
        };
        mark(drafts, root.shape, bit, &mut inside, &mut work);
    }
    while let Some(shape) = work.pop() {
        let bits = inside.get(shape.index()).copied().unwrap_or_default();
        mark(drafts, shape, bits, &mut inside, &mut work);
    }
    for (id, shape) in drafts.arena.iter_mut() {
        let bits = inside.get(id.index()).copied().unwrap_or_default();
        if bits & RECEIVED != 0 {
            shape.roles.push(Role::Received);
        }
        let sent = methods.iter().filter(|method| bits & method_bit(&methods, method) != 0);
        shape.roles.extend(sent.map(|method| Role::SentInside(method.clone())));
    }
}

/// Marks the parts of a draft; those that learn something new are looked at again.
fn mark(drafts: &Drafts<'_>, shape: ShapeId, bits: u32, inside: &mut [u32], work: &mut Vec<ShapeId>) {
    let Some(shape) = drafts.arena.get(shape) else { return };
    for part in shape.kind.parts() {
        let Some(slot) = inside.get_mut(part.shape.index()) else { continue };
        if *slot | bits != *slot {
            *slot |= bits;
            work.push(part.shape);
        }
    }
}

const fn sent_by(role: &Role) -> Option<&Method> {
    match role {
        Role::Sent(method) | Role::SentInside(method) => Some(method),
        Role::Success(_) | Role::Failure | Role::Received | Role::Parameter => None,
    }
}

/// Documents with more than 30 methods share the last bit.
fn method_bit(methods: &OrderedSet<Method>, method: &Method) -> u32 {
    let index = methods.get_index_of(method).unwrap_or_default();
    RECEIVED << (index + 1).min(31)
}
