//! From schemas to types: what each schema is in each direction, and which of them are the same.
//!
//! Takes the resolved API; gives [`Shapes`]. Every schema that an operation (or a webhook) reaches becomes a shape once per direction:
//! read-only members are left out of what is sent, write-only ones out of what is received. Then shapes of equal name and structure
//! are merged, over the whole document and over directions, so that a request type of its own is left only where it really differs.
//! Must not invent identifiers; it only collects what shapes can be named after.

mod boxes;
mod build;
mod classify;
mod dedup;
mod dump;
mod headers;
mod numbers;
mod objects;
mod roles;
mod roots;
mod unions;

pub use dump::dump;

use crate::model::{Api, Shapes};

/// Finds the shapes of a document.
#[must_use]
pub fn shape(api: &Api) -> Shapes {
    let mut drafts = build::Drafts::new(api);
    let roots = roots::place(&mut drafts);
    drafts.finish();
    roles::spread(&mut drafts, &roots);
    let mut shapes = dedup::merge(api, &drafts);
    headers::collect(api, &mut shapes);
    boxes::place(&mut shapes);
    shapes
}

#[cfg(test)]
mod tests;
