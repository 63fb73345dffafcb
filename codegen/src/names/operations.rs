//! Operations: traits, methods, and the types that belong to a method.
//!
//! Takes the API and the lock, gives names. Must not know shapes.

use crate::analyze::{form, media_word};
use crate::base::{Lookup, OrderedMap, OrderedSet, Table};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Operation, OperationId};

use super::claims::{How, Scope};
use super::keywords::{CLIENT_METHODS, Case};
use super::lock::{Pin, Slot};
use super::pins::Pins;
use super::status::reason;
use super::words::Words;
use super::{API, Alias, AliasOf, FaultName, MediaName, OperationNames, TraitName, arguments};

/// What the operations are called.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub(super) traits: Vec<TraitName>,
    pub(super) operations: Table<Operation, OperationNames>,
    pub(super) positional: Table<Operation, Vec<usize>>,
    /// Names that methods had before.
    pub(super) aliases: Vec<Alias>,
    /// Identifiers that needed a number.
    pub(super) numbered: usize,
}

/// Words of media types, and the methods for them.
type MediaMethods = Vec<(Box<str>, Box<str>)>;

/// Names all operations. `scope` is that of the types of `api`.
pub(super) fn name_operations(api: &Api, pins: &Pins<'_>, scope: &mut Scope, diags: &mut Diagnostics) -> Named {
    let mut named = Named { traits: name_traits(api, pins, scope), ..Named::default() };
    let mut in_trait: Table<Operation, usize> = Table::new();
    for (index, one) in named.traits.iter().enumerate() {
        in_trait.extend_with(&one.operations, index);
    }
    let (mut methods, mut media) = name_methods(api, pins, diags, &mut named);
    // Types of operations that were named before come first, so that a new operation takes nothing from them.
    let (old, new): (Vec<_>, Vec<_>) =
        api.operations.iter().partition(|(_, operation)| pins.at(operation.origin, Slot::Main).is_some());
    for (id, operation) in old.into_iter().chain(new) {
        let Some(method) = methods.remove(id) else { continue };
        let stem = Words::of(super::bare(&method));
        let mut claim = |slot, tail: &str, other: &str| {
            let first = Case::Type.ident(&stem.and(tail));
            let pinned =
                pins.at(operation.origin, slot).filter(|pin| &*pin.scope == API).map(|pin| pin.ident.to_string());
            scope.claim(pinned.into_iter().chain([first, Case::Type.ident(&stem.and(other).and(tail))])).ident
        };
        let params = claim(Slot::Params, "params", "call");
        let success = claim(Slot::Success, "success", "call");
        let error = claim(Slot::Error, "error", "call");
        let form = operation.body.as_ref().and_then(|body| form(api, body));
        let (form, parts, other_parts, parts_order) = match form {
            Some(found) => {
                let parts = arguments::name_parts(&found, pins, &mut named.numbered, diags);
                let pinned = pins.at(operation.origin, Slot::Form).map_or(&[][..], |pin| &pin.arguments);
                let order = arguments::order_parts(&found, &parts.0, pinned);
                (claim(Slot::Form, "form", "call"), parts.0, parts.1, order)
            }
            None => Default::default(),
        };
        let media = media.remove(id).unwrap_or_default().into_iter().map(|(word, method)| {
            let words = stem.then_all(&Words::of(&word)).and("success");
            MediaName { success: scope.claim([Case::Type.ident(&words)]).ident, word, method }
        });
        let media = media.collect();
        let (arguments, body) = arguments::name_arguments(operation, pins, &mut named.numbered, diags);
        named.positional.insert(id, arguments::order_arguments(operation, &method, &arguments, pins));
        let in_trait = in_trait.get(id).copied().unwrap_or_default();
        let (variants, faults) = name_variants(operation);
        let undeclared = "Undeclared".into();
        named.operations.insert(
            id,
            OperationNames {
                in_trait,
                method,
                params,
                arguments,
                body,
                success,
                error,
                variants,
                faults,
                undeclared,
                form,
                parts,
                parts_order,
                other_parts,
                media,
            },
        );
    }
    named
}

trait ExtendWith {
    fn extend_with(&mut self, ids: &[OperationId], value: usize);
}

impl ExtendWith for Table<Operation, usize> {
    fn extend_with(&mut self, ids: &[OperationId], value: usize) {
        for id in ids {
            self.insert(*id, value);
        }
    }
}

// ---- traits ------------------------------------------------------------------------------

fn name_traits(api: &Api, pins: &Pins<'_>, scope: &mut Scope) -> Vec<TraitName> {
    let mut groups: OrderedMap<Option<&str>, Vec<OperationId>> = OrderedMap::new();
    for (id, operation) in api.operations.iter() {
        groups.entry(operation.tags.first().map(|tag| &**tag)).or_default().push(id);
    }
    if let Some(untagged) = groups.shift_remove(&None) {
        groups.insert(None, untagged);
    }
    let short = short_tags(api, groups.keys().copied().flatten());
    let mut idents: Vec<Option<Box<str>>> = vec![None; groups.len()];
    let wanted: Vec<Vec<Words>> = groups.keys().map(|tag| trait_words(*tag, api, &short)).collect();
    // A tag keeps the trait that its operations were in; a tag whose own name that is comes before one that only got some
    // operations of it.
    for strict in [true, false] {
        for ((ident, operations), wanted) in idents.iter_mut().zip(groups.values()).zip(&wanted) {
            let pinned = operations.iter().filter_map(|id| pins.at(api.operations.get(*id)?.origin, Slot::Main));
            let own = |pin: &&Pin| wanted.iter().any(|words| Case::Type.ident(words) == *pin.scope);
            let pin = if strict { pinned.into_iter().find(own) } else { pinned.into_iter().next() };
            if let Some(pin) =
                pin.filter(|pin| ident.is_none() && &*pin.scope != super::MODELS && scope.is_free(&pin.scope))
            {
                scope.take(&pin.scope);
                *ident = Some(pin.scope.clone());
            }
        }
    }
    let mut modules = Scope::new(Case::Module, &[]);
    let mut traits = Vec::new();
    for (((tag, operations), ident), wanted) in groups.into_iter().zip(idents).zip(wanted) {
        let ident = ident.unwrap_or_else(|| scope.claim(wanted.iter().map(|words| Case::Type.ident(words))).ident);
        let words = Words::of(&ident);
        let handle = scope.claim([Case::Type.ident(&Words::one("any").then_all(&words))]).ident;
        let bare = if words.ends_with_any(&["api"]) { words.drop_last(1) } else { None };
        let module = modules.claim([bare, Some(words)].iter().flatten().map(|words| Case::Module.ident(words))).ident;
        traits.push(TraitName { tag: tag.map(Into::into), ident, handle, module, operations });
    }
    traits
}

/// Tags without what is in brackets, where that leaves a name that no other tag has.
fn short_tags<'a>(api: &'a Api, used: impl Iterator<Item = &'a str>) -> Lookup<String, Words> {
    let tags: OrderedSet<&str> = api.tags.iter().map(|tag| &*tag.name).chain(used).collect();
    let short = |tag: &str| tag.split_once('(').map(|(start, _)| start.trim().to_owned()).filter(|s| !s.is_empty());
    let mut counts: Lookup<Words, usize> = Lookup::new();
    for tag in &tags {
        *counts.get_or_insert_with(Words::of(&short(tag).unwrap_or_else(|| (*tag).to_owned())), || 0) += 1;
    }
    let unique = tags.iter().filter_map(|tag| {
        let words = Words::of(&short(tag)?);
        (counts.get(&words) == Some(&1)).then(|| ((*tag).to_owned(), words))
    });
    unique.collect()
}

fn trait_words(tag: Option<&str>, api: &Api, short: &Lookup<String, Words>) -> Vec<Words> {
    let api_of = |words: &Words| if words.ends_with_any(&["api"]) { words.clone() } else { words.and("api") };
    let default = Words::of("default api");
    match tag {
        Some(tag) => {
            let full = Words::of(tag);
            let spelled = Words::spelled(tag);
            short.get(tag).into_iter().chain([&full, &spelled]).map(api_of).collect()
        }
        // A document without tags: its title, if that is a name and not a sentence.
        None if api.operations.values().all(|operation| operation.tags.is_empty()) => {
            let mut title = Words::of(&api.info.title);
            while title.len() > 1
                && title.ends_with_any(&["api", "rest", "http", "openapi", "specification", "spec", "service"])
            {
                title = title.drop_last(1).unwrap_or(title);
            }
            let telling = !api.info.title.is_empty() && title.len() <= 3 && !title.ends_with_any(&["api", "openapi"]);
            telling.then(|| api_of(&title)).into_iter().chain([default]).collect()
        }
        None => vec![default, Words::of("untagged api")],
    }
}

// ---- methods -----------------------------------------------------------------------------

fn name_methods(
    api: &Api,
    pins: &Pins<'_>,
    diags: &mut Diagnostics,
    named: &mut Named,
) -> (Table<Operation, Box<str>>, Table<Operation, MediaMethods>) {
    let mut scope = Scope::new(Case::Method, CLIENT_METHODS);
    let mut methods = Table::new();
    for pin in pins.of_skipped(api) {
        if &*pin.scope != super::MODELS && &*pin.scope != API {
            scope.take(&pin.ident);
        }
    }
    for (id, operation) in api.operations.iter() {
        if let Some(pin) = pins.at(operation.origin, Slot::Main).filter(|pin| scope.is_free(&pin.ident)) {
            scope.take(&pin.ident);
            methods.insert(id, pin.ident.clone());
        }
    }
    for (id, operation) in api.operations.iter() {
        let old = pins.old_methods(operation.origin).into_iter().filter(|ident| scope.take(ident));
        named.aliases.extend(old.map(|ident| Alias { of: AliasOf::Method(id), ident: ident.into() }));
    }
    let brief = brief_methods(api);
    for (id, operation) in api.operations.iter().filter(|(id, _)| !methods.contains(*id)).collect::<Vec<_>>() {
        let words = brief.get(id).cloned().into_iter().chain(method_words(operation));
        let claim = scope.claim(words.map(|words| Case::Method.ident(&words)));
        if claim.how == How::Numbered {
            let message =
                format!("nothing but a number tells this operation from another one: it is called `{}`", claim.ident);
            diags.push(Diagnostic::new(Code::NameCollision, message).at(operation.origin));
        }
        methods.insert(id, claim.ident);
    }
    // Behind all of them, so that a second media type takes nothing from an operation.
    let mut media = Table::new();
    for (id, operation) in api.operations.iter() {
        let Some(method) = methods.get(id) else { continue };
        let own = Words::of(super::bare(method));
        let words = media_words(operation).into_iter().map(|word| {
            let candidates = [own.then_all(&Words::of(&word)), own.then_all(&Words::of(&word)).and("body")];
            let method = scope.claim(candidates.iter().map(|words| Case::Method.ident(words))).ident;
            (word.into_boxed_str(), method)
        });
        let words: Vec<_> = words.collect();
        if !words.is_empty() {
            media.insert(id, words);
        }
    }
    named.numbered += scope.numbered();
    (methods, media)
}

/// What tells the media types of a body, or of a success, where there are several.
fn media_words(operation: &Operation) -> OrderedSet<String> {
    let successes = operation.responses.iter().filter(|response| response.status.is_success());
    let contents = successes.map(|response| &response.contents).chain(operation.body.iter().map(|body| &body.contents));
    let several = contents.filter(|contents| contents.len() > 1).flatten();
    several.map(|content| media_word(&content.media_type)).collect()
}

/// The name in an id that a framework made of it, of the path and of the method (`read_item_items__item_id__get`).
pub(super) fn name_in_id(operation: &Operation) -> Option<&str> {
    let start = operation.operation_id.as_deref()?.strip_suffix(&*operation.method.as_str().to_ascii_lowercase())?;
    let path = operation.path.replace(|c: char| !c.is_alphanumeric() && c != '_', "_");
    start.strip_suffix('_')?.strip_suffix(&*path).filter(|name| !name.is_empty())
}

/// Methods that the name in their id tells from all others, or that name and what the path says besides. A single word needs
/// the path to say what it is about.
fn brief_methods(api: &Api) -> Table<Operation, Words> {
    let mut taken: Lookup<String, ()> = Lookup::new();
    let mut left = Vec::new();
    for (id, operation) in api.operations.iter() {
        let first = || method_words(operation).next().unwrap_or_default();
        match name_in_id(operation).map(Words::of) {
            Some(name) => left.push((id, with_path(&name, &operation.path), Some(name).filter(|name| name.len() > 1))),
            None => drop(taken.insert(Case::Method.ident(&first()), ())),
        }
    }
    let mut brief = Table::new();
    for with_name in [true, false] {
        let candidate = |full: &Words, name: &Option<Words>| match name {
            Some(name) if with_name => name.clone(),
            _ => full.clone(),
        };
        let mut counts: Lookup<String, usize> = Lookup::new();
        for (_, full, name) in &left {
            *counts.get_or_insert_with(Case::Method.ident(&candidate(full, name)), || 0) += 1;
        }
        let mut given = Vec::new();
        left.retain(|(id, full, name)| {
            let words = candidate(full, name);
            let ident = Case::Method.ident(&words);
            let is_own = counts.get(&ident) == Some(&1) && !taken.contains(&ident);
            if is_own {
                brief.insert(*id, words);
                given.push(ident);
            }
            !is_own
        });
        for ident in given {
            taken.insert(ident, ());
        }
    }
    brief
}

/// What a method could be called, best first.
fn method_words(operation: &Operation) -> impl Iterator<Item = Words> + '_ {
    let method = || Words::of(operation.method.as_str());
    let full = move || path_words(&operation.path).iter().fold(method(), |words, segment| words.then_all(segment));
    let id = operation.operation_id.as_deref().filter(|id| !id.trim().is_empty());
    let own = id.map_or_else(full, Words::of);
    (0..5).map_while(move |step| match (step, id) {
        (0, _) => Some(own.clone()),
        (1, Some(_)) => Some(with_path(&own, &operation.path)),
        (2, Some(_)) => Some(own.then_all(&method())),
        (3, Some(_)) => Some(full()),
        (4, Some(id)) => Some(Words::spelled(id)),
        _ => None,
    })
}

/// The words of an id, and those that the path says besides.
fn with_path(own: &Words, path: &str) -> Words {
    let known: Vec<Words> = own.as_slice().iter().map(|word| Words::one(word).singular()).collect();
    let segments = path_words(path);
    let words = segments.iter().flat_map(Words::as_slice);
    words.filter(|word| !known.contains(&Words::one(word).singular())).fold(own.clone(), |words, word| words.and(word))
}

/// The words of each segment of a path template; parameters are "by" their name.
fn path_words(path: &str) -> Vec<Words> {
    let mut segments = Vec::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let mut rest = segment;
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                segments.push(Words::of(before));
            }
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            segments.push(Words::one("by").then_all(&Words::of(name)));
            rest = after;
        }
        if !rest.is_empty() {
            segments.push(Words::of(rest));
        }
    }
    if segments.is_empty() { vec![Words::one("root")] } else { segments }
}

/// A variant for each response, and behind all of them those of other media types: a second one takes nothing from a status.
fn name_variants(operation: &Operation) -> (Vec<Box<str>>, Vec<FaultName>) {
    let mut scope = Scope::new(Case::Variant, &["Undeclared"]);
    let responses = operation.responses.iter();
    let variants = responses.clone().map(|response| scope.claim([reason(response.status)]).ident).collect();
    let mut faults = Vec::new();
    for (index, response) in responses.enumerate().filter(|(_, one)| !one.status.is_success() && one.contents.len() > 1)
    {
        let words: OrderedSet<String> =
            response.contents.iter().map(|content| media_word(&content.media_type)).collect();
        for word in words {
            let name = format!("{}{}", reason(response.status), Case::Variant.ident(&Words::of(&word)));
            let variant = scope.claim([name]).ident;
            faults.push(FaultName { response: index, word: word.into_boxed_str(), variant });
        }
    }
    (variants, faults)
}
