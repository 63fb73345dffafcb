//! Where a type that the lock knows has gone, when a reference stands in its place.
//!
//! Takes the lock and the references of the document; gives the new place of each entry whose schema was extracted. Must not guess: `structure`
//! does that, for what left no reference.

use crate::base::Lookup;
use crate::model::{Api, Schema};

use super::PointerOf;
use super::lock::Lock;

/// A schema can be extracted from one that was extracted, and so on; circles of references are none.
const DEEPEST: usize = 16;

/// The new places of what was extracted.
pub(super) struct Moved {
    /// Where it was, and where it is.
    pub(super) places: Vec<(String, String)>,
}

impl Moved {
    /// Looks for the types of the lock whose places are not `known`.
    pub(super) fn of(lock: &Lock, pointer: PointerOf<'_>, api: &Api, known: impl Fn(&str) -> bool) -> Self {
        let gone: Vec<&str> = lock.types().filter(|place| !known(place)).collect();
        if gone.is_empty() {
            return Self { places: Vec::new() };
        }
        let mut targets: Lookup<String, String> = Lookup::new();
        let schema = |schema: &Schema| Some((schema.origin, api.schemas.get(schema.reference?)?.origin));
        let references = api.references.iter().copied().chain(api.schemas.values().filter_map(schema));
        for (place, target) in references {
            targets.insert(pointer(place), pointer(target));
        }
        let places = gone.into_iter().filter_map(|was| Some((was.to_owned(), followed(was, &targets, &known)?)));
        Self { places: places.collect() }
    }
}

/// Where the references at a place and on the way to it lead.
fn followed(place: &str, targets: &Lookup<String, String>, known: impl Fn(&str) -> bool) -> Option<String> {
    let mut place = place.to_owned();
    for _ in 0..DEEPEST {
        let mut ends = std::iter::once(place.len()).chain(place.rmatch_indices('/').map(|(end, _)| end));
        let (end, target) = ends.find_map(|end| Some((end, targets.get(place.get(..end)?)?)))?;
        place = format!("{target}{}", place.get(end..)?);
        if known(&place) {
            return Some(place);
        }
    }
    None
}
