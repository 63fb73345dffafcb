//! Where an item of the generated crate comes from.
//!
//! Takes a surface and the document, gives places and the rules that shaped the item. Must not plan anything itself.

use super::surface::{Form, Item, Key, Surface};
use crate::base::NodeId;
use crate::diag::Target;
use crate::plan::ir::Presence;
use crate::render::{Spot, spots};
use crate::source::Tree;

/// An item with its places.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Why {
    /// Its path.
    pub item: String,
    /// How it is declared.
    pub declaration: String,
    /// JSON pointers with their places, the one that counts first.
    pub places: Vec<(String, Spot)>,
    /// Why it looks as it does.
    pub rules: Vec<&'static str>,
}

/// The items that a text names: by their path, or the end of it (`Invitation.email`, `list_invitations`); or by a JSON pointer, then what that
/// place, or else the closest one around it, is made into.
#[must_use]
pub fn why(surface: &Surface, tree: &Tree, wanted: &str) -> Vec<Why> {
    let found = if wanted.starts_with('#') { by_place(surface, tree, wanted) } else { by_path(surface, wanted) };
    let nodes: Vec<(NodeId, Target)> =
        found.iter().flat_map(|(_, item)| &item.origins).map(|node| (*node, Target::Key)).collect();
    let mut places = spots(tree, &nodes).into_iter();
    found
        .into_iter()
        .map(|(key, item)| Why {
            item: key.to_string(),
            declaration: item.declaration(&key.name),
            places: item.origins.iter().map(|node| tree.pointer(*node)).zip(places.by_ref()).collect(),
            rules: rules(item),
        })
        .collect()
}

fn by_path<'s>(surface: &'s Surface, wanted: &str) -> Vec<(&'s Key, &'s Item)> {
    let wanted = wanted.trim_start_matches("crate::").replace("r#", "");
    let is_end = |path: &str| {
        let path = path.replace("r#", "");
        path.strip_suffix(&*wanted).is_some_and(|rest| rest.is_empty() || rest.ends_with("::") || rest.ends_with('.'))
    };
    let exact = |key: &Key| key.to_string() == wanted || key.path() == wanted;
    let all: Vec<(&Key, &Item)> =
        surface.items.iter().filter(|(key, _)| is_end(&key.to_string()) || is_end(&key.path())).collect();
    if all.iter().any(|(key, _)| exact(key)) { all.into_iter().filter(|(key, _)| exact(key)).collect() } else { all }
}

fn by_place<'s>(surface: &'s Surface, tree: &Tree, wanted: &str) -> Vec<(&'s Key, &'s Item)> {
    let all: Vec<(Vec<String>, (&Key, &Item))> = surface
        .items
        .iter()
        .map(|(key, item)| (item.origins.iter().map(|node| tree.pointer(*node)).collect(), (key, item)))
        .collect();
    let mut place = wanted;
    loop {
        let here = all.iter().filter(|(pointers, _)| pointers.iter().any(|pointer| pointer == place));
        let found: Vec<(&Key, &Item)> = here.map(|(_, entry)| *entry).collect();
        match place.rsplit_once('/') {
            Some((around, _)) if found.is_empty() => place = around,
            _ => return found,
        }
    }
}

fn rules(item: &Item) -> Vec<&'static str> {
    let mut rules = Vec::new();
    if let Form::Field(_, presence) = &item.form {
        rules.push(match presence {
            Presence::Required => "it is required",
            Presence::Optional => "it is not always there: `Option`; null is read as absent",
            Presence::Nullable => "it is not required and can be null: absent, null and a value are three things",
            Presence::Any => "any JSON value, or none",
        });
    }
    if item.form.types().iter().any(|ty| ty.to_string().contains("Box<")) {
        rules.push("`Box`: the type would contain itself without it");
    }
    if item.deprecated {
        rules.push("the document deprecates it");
    }
    rules
}
