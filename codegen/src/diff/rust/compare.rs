//! Two surfaces side by side: what is gone, new, or another than before.
//!
//! Takes two surfaces, gives findings in the order of the old paths, new items last. Must not know the document but by its places.

use std::collections::{BTreeMap, BTreeSet};

use super::checks;
use super::finding::Finding;
use super::functions::compare_functions;
use super::reasons;
use super::surface::{Form, Item, Key, Role, Space, Surface};
use super::types::{Renames, View, find_renames};
use crate::diff::RustLevel;
use crate::names::bare;

/// Compares two crates.
#[must_use]
pub fn compare(old: View<'_>, new: View<'_>) -> Vec<Finding> {
    let mut comparison = Comparison {
        renames: find_renames(old, new),
        old: old.surface,
        new: new.surface,
        matched: BTreeSet::new(),
        findings: Vec::new(),
    };
    comparison.compare_packages();
    let moved = comparison.find_moved(old, new);
    for (key, item) in &old.surface.items {
        comparison.compare_item(key, item, &moved);
    }
    for (key, item) in &new.surface.items {
        comparison.add_new(key, item);
    }
    comparison.findings
}

/// Methods that have another name now.
type Moved<'a> = BTreeMap<&'a Key, &'a Key>;

pub(super) struct Comparison<'a> {
    pub(super) renames: Renames,
    pub(super) old: &'a Surface,
    new: &'a Surface,
    /// New items that old ones have become.
    matched: BTreeSet<&'a Key>,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Comparison<'a> {
    fn compare_packages(&mut self) {
        let (was, is) = (&self.old.package, &self.new.package);
        if was == is {
            return;
        }
        let reason =
            format!("it is made from the title: `{was}` becomes `{is}`; `package.name` in oasmith.toml keeps it");
        let mut finding = Finding::new(&checks::PACKAGE_RENAMED, RustLevel::Major, None, None, reason);
        // Whoever names the package in a manifest gives it a name there; the code is the same.
        finding.compiles = true;
        (finding.old_text, finding.new_text) = (Some(was.clone()), Some(is.clone()));
        self.findings.push(finding);
    }

    /// Methods and setters that have another name now: by their place in the document, else by being the only one alike.
    fn find_moved(&self, old: View<'a>, new: View<'a>) -> Moved<'a> {
        let candidates = |one: &'a Surface, other: &'a Surface, rename: bool| {
            one.items.iter().filter(move |(key, item)| {
                let calls = matches!(&item.form, Form::Function(function) if function.role == Role::Call);
                let here = if rename { self.mapped(key) } else { (*key).clone() };
                (calls || key.owner == "ClientBuilder") && !other.items.contains_key(&here)
            })
        };
        let come: Vec<_> = candidates(new.surface, old.surface, false).collect();
        let place = |view: View<'_>, item: &Item| item.origins.first().map(|node| (view.pointer)(*node));
        let mut moved = Moved::new();
        let mut taken = BTreeSet::new();
        for (key, item) in candidates(old.surface, new.surface, true) {
            let here = place(old, item);
            let by_place = come.iter().find(|(_, other)| here.is_some() && place(new, other) == here);
            let mut alike = come.iter().filter(|(other, two)| {
                key.owner == "ClientBuilder" && other.owner == key.owner && item.declaration("") == two.declaration("")
            });
            let alone = || alike.next().filter(|_| alike.next().is_none());
            if let Some((other, _)) = by_place.or_else(alone)
                && taken.insert(*other)
            {
                moved.insert(key, *other);
            }
        }
        moved
    }

    /// The key in the new crate, if only types of the crate were renamed.
    fn mapped(&self, key: &Key) -> Key {
        if key.space == Space::Type {
            return match self.renames.get(&key.path()) {
                Some(path) => key_of(path),
                None => key.clone(),
            };
        }
        let owner = self.renames.get(&key.owner).cloned().unwrap_or_else(|| key.owner.clone());
        let name = match (key.space, self.old.items.get(key).map(|item| &item.form)) {
            // A conversion is named by what it takes.
            (Space::Conversion, Some(Form::Function(function))) => {
                let taken = function.arguments.first().map(|argument| argument.ty.renamed(&self.rename()).to_string());
                taken.unwrap_or_else(|| key.name.clone())
            }
            _ => key.name.clone(),
        };
        Key { owner, space: key.space, name }
    }

    pub(super) fn rename(&self) -> impl Fn(&str) -> Option<String> + '_ {
        |path| self.renames.get(path).cloned()
    }

    fn compare_item(&mut self, key: &'a Key, item: &'a Item, moved: &Moved<'a>) {
        let mapped = self.mapped(key);
        let found = match moved.get(key) {
            Some(other) => self.new.items.get_key_value(*other),
            None => self.new.items.get_key_value(&mapped),
        };
        let Some((other, now)) = found else {
            self.tell_removed(key, item);
            return;
        };
        self.matched.insert(other);
        if key != other && (key.space == Space::Type || moved.contains_key(key)) {
            self.tell_renamed(key, item, other, now);
        }
        self.compare_forms(key, item, other, now);
        for lost in item.traits.iter().filter(|one| !now.traits.contains(one)) {
            let mut finding = self.both(&checks::TRAIT_LOST, RustLevel::Major, key, item, other, now);
            finding.reason = reasons::lost(lost);
            finding.old_text = Some((*lost).to_owned());
            finding.new_text = None;
            self.findings.push(finding);
        }
        for gained in now.traits.iter().filter(|one| !item.traits.contains(one)) {
            let mut finding = self.both(&checks::TRAIT_GAINED, RustLevel::Minor, key, item, other, now);
            finding.reason = format!("it has `{gained}` now");
            finding.old_text = None;
            finding.new_text = Some((*gained).to_owned());
            self.findings.push(finding);
        }
        self.compare_deprecations(key, item, other, now);
    }

    fn compare_deprecations(&mut self, key: &Key, item: &Item, other: &Key, now: &Item) {
        if let (false, true, Form::Function(function)) = (item.deprecated, now.deprecated, &now.form)
            && let (Role::Call, Some(of)) = (function.role, &function.value)
        {
            let mut finding = self.both(&checks::DEPRECATED, RustLevel::Minor, key, item, other, now);
            finding.reason = format!(
                "it is called `{of}` now; callers of the old name go on, doubles that override it are no longer asked"
            );
            self.findings.push(finding);
            return;
        }
        let (check, level, reason) = match (item.deprecated, now.deprecated) {
            (false, true) => (
                &checks::DEPRECATED,
                RustLevel::Minor,
                "the document deprecates it: code that denies warnings no longer compiles",
            ),
            (true, false) => (&checks::REACTIVATED, RustLevel::Patch, "the document no longer deprecates it"),
            _ => return,
        };
        let mut finding = self.both(check, level, key, item, other, now);
        reason.clone_into(&mut finding.reason);
        finding.implied = now.of_field.is_some();
        self.findings.push(finding);
    }

    fn tell_removed(&mut self, key: &'a Key, item: &'a Item) {
        let implied = self.is_gone(&key.owner)
            || (key.space == Space::Conversion && self.has_variant(key, |finding| finding.old.as_ref()))
            || (is_items(item) && !has_method(self.new, &key.name))
            || item.of_field.as_ref().is_some_and(|field| self.has_told(key, field));
        let reason = reasons::removed(key, item);
        let mut finding = Finding::new(&checks::ITEM_REMOVED, RustLevel::Major, Some((key, item)), None, reason);
        finding.implied = implied;
        self.findings.push(finding);
    }

    /// Whether a type of the old crate is no more.
    fn is_gone(&self, path: &str) -> bool {
        let key = key_of(path);
        self.old.items.contains_key(&key) && !self.new.items.contains_key(&self.mapped(&key))
    }

    /// Whether there is a finding about a field of the same struct.
    pub(super) fn has_told(&self, key: &Key, field: &str) -> bool {
        let owners = [key.owner.as_str(), key.owner.strip_suffix("Builder").unwrap_or_default()];
        let is_it = |told: &Key| {
            told.space == Space::Field && owners.contains(&told.owner.as_str()) && bare(&told.name) == bare(field)
        };
        self.findings.iter().any(|finding| finding.old.as_ref().or(finding.new.as_ref()).is_some_and(is_it))
    }

    /// Whether there is a finding about a variant of the same enum, which its conversion goes with.
    fn has_variant(&self, key: &Key, side: fn(&Finding) -> Option<&Key>) -> bool {
        let is_it = |told: &Key| told.space == Space::Variant && told.owner == key.owner;
        self.findings.iter().filter_map(side).any(is_it)
    }

    fn tell_renamed(&mut self, key: &Key, item: &Item, other: &Key, now: &Item) {
        let is_aliased = self.new.items.contains_key(key);
        let level = if is_aliased { RustLevel::Minor } else { RustLevel::Major };
        let mut finding = self.both(&checks::ITEM_RENAMED, level, key, item, other, now);
        finding.reason = reasons::renamed(key, other, is_aliased);
        self.findings.push(finding);
    }

    fn compare_forms(&mut self, key: &Key, item: &Item, other: &Key, now: &Item) {
        let rename = self.rename();
        let (check, reason) = match (&item.form, &now.form) {
            (Form::Struct(_), Form::Struct(_)) | (Form::Enum(_), Form::Enum(_)) | (Form::Trait, Form::Trait) => return,
            (Form::Field(before, was), Form::Field(after, is)) => {
                if before.renamed(&rename) == *after {
                    return;
                }
                (&checks::TYPE_CHANGED, reasons::field(before, *was, after, *is))
            }
            (Form::Tuple(before), Form::Tuple(after))
            | (Form::Alias(before), Form::Alias(after))
            | (Form::Constant(before), Form::Constant(after)) => {
                if before.renamed(&rename) == *after {
                    return;
                }
                (&checks::TYPE_CHANGED, reasons::ty(before, after))
            }
            (Form::Variant(before), Form::Variant(after)) => {
                if before.as_ref().map(|ty| ty.renamed(&rename)) == *after {
                    return;
                }
                (&checks::TYPE_CHANGED, reasons::payload(before.as_ref(), after.as_ref()))
            }
            (Form::Function(before), Form::Function(after)) => {
                drop(rename);
                compare_functions(self, (key, item, before), (other, now, after));
                return;
            }
            _ => (&checks::FORM_CHANGED, "its schema describes another kind of value now".to_owned()),
        };
        drop(rename);
        let mut finding = self.both(check, RustLevel::Major, key, item, other, now);
        finding.reason = reason;
        self.findings.push(finding);
    }

    /// A finding about an item that is on both sides.
    pub(super) fn both(
        &self,
        check: &'static crate::diff::Check,
        level: RustLevel,
        key: &Key,
        item: &Item,
        other: &Key,
        now: &Item,
    ) -> Finding {
        Finding::new(check, level, Some((key, item)), Some((other, now)), String::new())
    }

    fn add_new(&mut self, key: &'a Key, item: &'a Item) {
        if self.matched.contains(key) || self.renames.contains_key(&key.path()) && key.space == Space::Type {
            return;
        }
        let has_owner = |surface: &Surface| {
            key.owner.is_empty() || !key.owner.contains("::") || surface.items.contains_key(&key_of(&key.owner))
        };
        let renamed_owner = self.renames.values().any(|path| *path == key.owner);
        let is_needed = matches!(&item.form, Form::Function(function) if function.role == Role::Required)
            && (has_owner(self.old) || renamed_owner);
        let mut finding = if is_needed {
            let reason = format!("`{}` is required now, so `build` fails until it is set", key.name);
            Finding::new(&checks::BUILD_NEEDS_MORE, RustLevel::Major, None, Some((key, item)), reason)
        } else {
            let reason = reasons::added(key, item);
            Finding::new(&checks::ITEM_ADDED, RustLevel::Minor, None, Some((key, item)), reason)
        };
        finding.compiles = true;
        finding.implied = !is_needed
            && (!(has_owner(self.old) || renamed_owner)
                || (key.space == Space::Conversion && self.has_variant(key, |finding| finding.new.as_ref()))
                || (is_items(item) && !has_method(self.old, &key.name))
                || item.of_field.as_ref().is_some_and(|field| self.has_told(key, field)));
        self.findings.push(finding);
    }
}

/// Whether it is what the client gives for a list that goes on.
fn is_items(item: &Item) -> bool {
    matches!(&item.form, Form::Function(function) if function.role == Role::Items)
}

/// Whether some trait has a method of this name.
fn has_method(surface: &Surface, name: &str) -> bool {
    let is_it = |key: &Key| key.space == Space::Function && key.name == name && key.owner.starts_with("api::");
    surface.items.keys().any(is_it)
}

/// The key of a type.
pub(super) fn key_of(path: &str) -> Key {
    let (owner, name) = path.rsplit_once("::").unwrap_or(("", path));
    Key::new(owner, Space::Type, name)
}
