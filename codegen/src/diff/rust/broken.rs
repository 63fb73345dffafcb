//! Which items of the old crate cannot be used any more, by name.
//!
//! Takes a verdict, gives keys. It is what a proof by the compiler is compared with.

use std::collections::BTreeSet;

use super::Verdict;
use super::surface::{Head, Item, Key, Space, Surface, Type};

/// Items whose users no longer compile: what has changed itself, and what names a type that is not there any more.
#[must_use]
pub fn broken(verdict: &Verdict) -> BTreeSet<Key> {
    let (old, new) = (&verdict.old.surface, &verdict.new.surface);
    let mut broken: BTreeSet<Key> =
        verdict.findings.iter().filter(|finding| !finding.compiles).filter_map(|finding| finding.old.clone()).collect();
    let gone: BTreeSet<String> =
        old.items.keys().filter(|key| key.space == Space::Type && !has_type(new, key)).map(Key::path).collect();
    let names_gone = |key: &Key, item: &Item| {
        gone.contains(&key.owner) || item.form.types().into_iter().any(|ty| mentions(ty, &gone))
    };
    broken.extend(old.items.iter().filter(|(key, item)| names_gone(key, item)).map(|(key, _)| key.clone()));
    broken
}

fn has_type(surface: &Surface, key: &Key) -> bool {
    surface.items.contains_key(key)
}

fn mentions(ty: &Type, gone: &BTreeSet<String>) -> bool {
    matches!(&ty.head, Head::Own(path) if gone.contains(path)) || ty.arguments.iter().any(|part| mentions(part, gone))
}
