//! Which type of the old crate is which type of the new one, when its name is another.
//!
//! Takes two surfaces, gives pairs of paths. Must not report.

use std::collections::{BTreeMap, BTreeSet};

use super::surface::{Form, Head, Item, Key, Space, Surface, Type};
use crate::base::{Lookup, NodeId};
use crate::names::PointerOf;

/// One of the two crates.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// Its public items.
    pub surface: &'a Surface,
    /// The pointers of its document.
    pub pointer: PointerOf<'a>,
}

/// Old paths of types that have another path now.
pub(super) type Renames = BTreeMap<String, String>;

/// Finds types that only changed their name: at the same place of the document, or of the same structure anywhere.
pub(super) fn find_renames(old: View<'_>, new: View<'_>) -> Renames {
    let gone = only_in(old.surface, new.surface);
    let come = only_in(new.surface, old.surface);
    let mut renames = aliased(old.surface, new.surface);
    if gone.is_empty() || come.is_empty() {
        return renames;
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut by_place: Lookup<String, Vec<&Key>> = Lookup::new();
    for (key, item) in &come {
        for place in places(item, new.pointer) {
            by_place.get_or_insert_with(place, Vec::new).push(key);
        }
    }
    for (key, item) in &gone {
        let mut best: Option<(usize, &Key)> = None;
        for place in places(item, old.pointer) {
            for other in by_place.get(&place).into_iter().flatten() {
                let score = similarity(old.surface, key, new.surface, other);
                if !taken.contains(&other.path()) && score > best.map_or(0, |(score, _)| score) {
                    best = Some((score, other));
                }
            }
        }
        if let Some((_, other)) = best {
            taken.insert(other.path());
            renames.insert(key.path(), other.path());
        }
    }
    add_by_structure(old.surface, &gone, new.surface, &come, &mut renames, &mut taken);
    add_by_use(old.surface, &gone, new.surface, &come, &mut renames, &mut taken);
    renames
}

/// Types that are another one in name and in structure: what stands where the old one stood, in what is called as before.
fn add_by_use(
    old: &Surface,
    gone: &[(&Key, &Item)],
    new: &Surface,
    come: &[(&Key, &Item)],
    renames: &mut Renames,
    taken: &mut BTreeSet<String>,
) {
    let gone: BTreeSet<String> =
        gone.iter().map(|(key, _)| key.path()).filter(|path| !renames.contains_key(path)).collect();
    let come: BTreeSet<String> = come.iter().map(|(key, _)| key.path()).filter(|path| !taken.contains(path)).collect();
    let mut votes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (key, item) in &old.items {
        let Some(now) = new.items.get(key) else { continue };
        for (one, two) in item.form.types().into_iter().zip(now.form.types()) {
            unify(one, two, &mut |was, is| {
                if gone.contains(was) && come.contains(is) {
                    *votes.entry((was, is)).or_default() += 1;
                }
            });
        }
    }
    let mut ranked: Vec<((&str, &str), usize)> = votes.into_iter().collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for ((was, is), _) in ranked {
        let (one, two) = (super::compare::key_of(was), super::compare::key_of(is));
        // Something in common besides its place.
        if similarity(old, &one, new, &two) > 2 && !renames.contains_key(was) && taken.insert(is.to_owned()) {
            renames.insert(was.to_owned(), is.to_owned());
        }
    }
}

/// Calls back for each pair of types of the crate that are in the same position.
fn unify<'t>(one: &'t Type, two: &'t Type, found: &mut dyn FnMut(&'t str, &'t str)) {
    if let (Head::Own(was), Head::Own(is)) = (&one.head, &two.head) {
        found(was, is);
    }
    if one.arguments.len() == two.arguments.len() {
        one.arguments.iter().zip(&two.arguments).for_each(|(one, two)| unify(one, two, found));
    }
}

/// Types of the new crate that are called as before only by an alias.
fn aliased(old: &Surface, new: &Surface) -> Renames {
    let mut renames = Renames::new();
    for (key, item) in &new.items {
        if let Form::Alias(Type { head: Head::Own(path), arguments }) = &item.form
            && arguments.is_empty()
            && old.items.get(key).is_some_and(|before| !matches!(before.form, Form::Alias(_)))
        {
            renames.insert(key.path(), path.clone());
        }
    }
    renames
}

fn only_in<'s>(one: &'s Surface, other: &Surface) -> Vec<(&'s Key, &'s Item)> {
    one.items.iter().filter(|(key, _)| key.space == Space::Type && !other.items.contains_key(key)).collect()
}

fn places(item: &Item, pointer: PointerOf<'_>) -> Vec<String> {
    item.origins.iter().map(|node: &NodeId| pointer(*node)).collect()
}

/// The members of a type, with what they hold.
fn members(surface: &Surface, key: &Key) -> BTreeMap<(Space, String), String> {
    let path = key.path();
    let start = Key::new(path.clone(), Space::Type, "");
    let inside = surface.items.range(start..).take_while(|(key, _)| key.owner == path);
    inside.map(|(key, item)| ((key.space, key.name.clone()), item.declaration(&key.name))).collect()
}

/// How much two types have in common; nothing when they are of different kinds.
fn similarity(old: &Surface, key: &Key, new: &Surface, other: &Key) -> usize {
    let (Some(one), Some(two)) = (old.items.get(key), new.items.get(other)) else { return 0 };
    if key.owner != other.owner || std::mem::discriminant(&one.form) != std::mem::discriminant(&two.form) {
        return 0;
    }
    let ending = |name: &str| name.rfind(char::is_uppercase).and_then(|at| name.get(at..)).map(str::to_owned);
    let alike = usize::from(ending(&key.name) == ending(&other.name));
    let theirs = members(new, other);
    1 + alike + members(old, key).keys().filter(|member| theirs.contains_key(*member)).count() * 2
}

/// Types without a common place that have the same members: moved, or written in place instead of referred to.
fn add_by_structure(
    old: &Surface,
    gone: &[(&Key, &Item)],
    new: &Surface,
    come: &[(&Key, &Item)],
    renames: &mut Renames,
    taken: &mut BTreeSet<String>,
) {
    for (key, item) in gone.iter().filter(|(key, _)| key.owner == "models") {
        let mine = members(old, key);
        if renames.contains_key(&key.path()) || mine.is_empty() {
            continue;
        }
        let own = key.path();
        let same = |other: &Key| {
            let theirs = members(new, other);
            let path = other.path();
            mine.len() == theirs.len()
                && mine.iter().zip(&theirs).all(|((a, x), (b, y))| a == b && x.replace(&own, &path) == *y)
        };
        let mut found = come.iter().filter(|(other, two)| {
            std::mem::discriminant(&item.form) == std::mem::discriminant(&two.form)
                && !taken.contains(&other.path())
                && same(other)
        });
        if let (Some((other, _)), None) = (found.next(), found.next()) {
            let path = other.path();
            taken.insert(path.clone());
            renames.insert(own, path);
        }
    }
}
