//! Where a type that the lock knows has gone, when a reference stands in its place, or its content has another media type.
//!
//! Takes the lock, the references and contents of the document; gives the new place of each entry whose schema is somewhere else. Must not guess:
//! `structure` does that, for what left no trace.

use crate::base::Lookup;
use crate::model::{Api, Content, Schema};

use super::PointerOf;
use super::lock::Lock;

/// A schema can be extracted from one that was extracted, and so on; circles of references are none.
const DEEPEST: usize = 16;

/// The new places of what moved.
pub(super) struct Moved {
    /// Where it was, and where it is.
    pub(super) places: Vec<(String, String)>,
}

impl Moved {
    /// Looks for the types of the lock whose places are not `known`.
    pub(super) fn of(lock: &Lock, pointer: PointerOf<'_>, api: &Api, known: impl Fn(&str) -> bool) -> Self {
        let gone: Vec<&str> = lock.typed_places().filter(|place| !known(place)).collect();
        if gone.is_empty() {
            return Self { places: Vec::new() };
        }
        let mut targets: Lookup<String, String> = Lookup::new();
        let schema = |schema: &Schema| Some((schema.origin, api.schemas.get(schema.reference?)?.origin));
        let references = api.references.iter().copied().chain(api.schemas.values().filter_map(schema));
        for (place, target) in references {
            targets.insert(pointer(place), pointer(target));
        }
        let contents = Contents::of(api, pointer);
        let found = |was: &str| {
            let here = |place: String| if known(&place) { Some(place) } else { followed(&place, &targets, &known) };
            followed(was, &targets, &known).or_else(|| contents.beside(was).find_map(here))
        };
        Self { places: gone.into_iter().filter_map(|was| Some((was.to_owned(), found(was)?))).collect() }
    }
}

/// The media types of bodies and responses, in their order, by the place that they are in.
struct Contents(Lookup<String, Vec<String>>);

impl Contents {
    fn of(api: &Api, pointer: PointerOf<'_>) -> Self {
        let mut places: Lookup<String, Vec<String>> = Lookup::new();
        let bodies = api.operations.values().filter_map(|operation| Some(&operation.body.as_ref()?.contents));
        let responses = api.operations.values().flat_map(|operation| &operation.responses);
        let all = bodies.chain(responses.map(|response| &response.contents)).flatten();
        for place in all.map(|content: &Content| pointer(content.origin)) {
            let Some((around, _)) = place.rsplit_once('/') else { continue };
            let beside = places.get_or_insert_with(around.to_owned(), Vec::new);
            if !beside.contains(&place) {
                beside.push(place);
            }
        }
        Self(places)
    }

    /// The places that a place would have with another media type.
    fn beside<'a>(&'a self, place: &'a str) -> impl Iterator<Item = String> + 'a {
        place.match_indices("/content/").flat_map(move |(at, slashes)| {
            let (around, rest) = (place.get(..at + slashes.len() - 1), place.get(at + slashes.len()..));
            let below = rest.and_then(|rest| rest.split_once('/')).map(|(_, below)| below);
            let others = around.and_then(|around| self.0.get(around)).into_iter().flatten();
            others.filter_map(move |other| Some(format!("{other}/{}", below?)))
        })
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
