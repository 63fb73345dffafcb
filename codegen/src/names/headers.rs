//! Structs of response headers and their fields; setters of security schemes.
//!
//! Takes header sets with their users, gives names. Must not change who shares a set.

use crate::base::{OrderedMap, Table};
use crate::model::{Api, HeaderSet, HeaderSetId, OperationId, SecuritySchemeKind, Shapes, Status};

use super::claims::Scope;
use super::keywords::{BUILDER_METHODS, Case};
use super::lock::Slot;
use super::operations::Named;
use super::pins::Pins;
use super::status::reason;
use super::words::{Words, case_word};
use super::{API, HeaderSetName};

/// Names all header sets. `scope` is that of the types of `api`.
pub(super) fn name_header_sets(
    api: &Api,
    shapes: &Shapes,
    named: &Named,
    pins: &Pins<'_>,
    scope: &mut Scope,
) -> Table<HeaderSet, HeaderSetName> {
    let mut idents = keep(api, shapes, pins, scope);
    let mut names = Table::new();
    for (id, set) in shapes.header_sets.iter() {
        let ident = idents.remove(id).unwrap_or_else(|| {
            let words = candidates(set, named);
            scope.claim(words.iter().map(|words| Case::Type.ident(&words.and("headers")))).ident
        });
        let in_trait =
            set.users.first().and_then(|(id, _)| named.operations.get(*id)).map_or(0, |names| names.in_trait);
        names.insert(id, HeaderSetName { ident, in_trait, fields: name_fields(set) });
    }
    names
}

/// Names that sets had before: when one is split, the part with most of its responses keeps the name, so that what has changed is told of those
/// that have changed.
fn keep(api: &Api, shapes: &Shapes, pins: &Pins<'_>, scope: &mut Scope) -> Table<HeaderSet, Box<str>> {
    let mut votes: Vec<(usize, HeaderSetId, &str)> = Vec::new();
    for (id, set) in shapes.header_sets.iter() {
        let mut counts: OrderedMap<&str, usize> = OrderedMap::new();
        for (operation, status) in &set.users {
            let responses = api.operations.get(*operation).map_or(&[][..], |operation| &operation.responses);
            let response = responses.iter().find(|response| response.status == *status);
            let pin = response.and_then(|response| pins.at(response.origin, Slot::Headers));
            if let Some(pin) = pin.filter(|pin| &*pin.scope == API) {
                *counts.entry(&*pin.ident).or_default() += 1;
            }
        }
        votes.extend(counts.into_iter().map(|(ident, count)| (count, id, ident)));
    }
    // Sorting is stable: of two that are as large, the first one.
    votes.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
    let mut idents: Table<HeaderSet, Box<str>> = Table::new();
    for (_, id, ident) in votes {
        if !idents.contains(id) && scope.take(ident) {
            idents.insert(id, ident.into());
        }
    }
    idents
}

fn name_fields(set: &HeaderSet) -> Vec<Box<str>> {
    let mut scope = Scope::new(Case::Field, &[]);
    let name = |header: &crate::model::HeaderField| {
        let words = [Words::of(&header.name), Words::spelled(&header.name)];
        scope.claim(words.iter().map(|words| Case::Field.ident(words))).ident
    };
    set.headers.iter().map(name).collect()
}

/// What a set could be called, best first, without the word "headers".
fn candidates(set: &HeaderSet, named: &Named) -> Vec<Words> {
    let method =
        |id: &OperationId| named.operations.get(*id).map(|names| Words::of(names.method.trim_start_matches("r#")));
    let first = set.users.first();
    let operation = first.and_then(|(id, _)| method(id)).unwrap_or_else(|| Words::one("response"));
    let status = first.map_or_else(|| Words::one("any"), |(_, status)| Words::of(&reason(*status)));
    let by_both = operation.then_all(&status);
    let statuses: OrderedMap<Status, ()> = set.users.iter().map(|(_, status)| (*status, ())).collect();
    let failed = statuses.keys().all(|status| !status.is_success());
    let mut words = Vec::new();
    if statuses.len() == 1 && failed {
        words.push(status);
    } else if set.users.len() == 1 {
        words.push(operation.clone());
    } else {
        words.extend(by_content(set));
        if failed {
            words.push(Words::of("failure"));
        }
        words.push(operation.clone());
    }
    words.push(by_both);
    words.extend(
        set.users.iter().skip(1).filter_map(|(id, status)| Some(method(id)?.then_all(&Words::of(&reason(*status))))),
    );
    words
}

/// By the headers themselves: all of one or two, or what most of them start with.
fn by_content(set: &HeaderSet) -> Option<Words> {
    let headers: Vec<Words> = set.headers.iter().map(|header| header_words(&header.name)).collect();
    if let [one] = headers.as_slice() {
        return Some(one.clone());
    }
    if let [one, two] = headers.as_slice() {
        return Some(one.then(two));
    }
    let mut groups: OrderedMap<Words, usize> = OrderedMap::new();
    for words in &headers {
        for length in 1..words.len() {
            *groups.entry(words.drop_last(length)?).or_default() += 1;
        }
    }
    // The longest start that at least two, and at least half, of the headers share.
    groups.retain(|_, count| *count >= 2 && *count * 2 >= headers.len());
    groups.into_iter().max_by_key(|(words, count)| (*count, words.len())).map(|(words, _)| words)
}

fn header_words(name: &str) -> Words {
    let bare = name.strip_prefix("x-").filter(|rest| !rest.is_empty()).unwrap_or(name);
    Words::of(&bare.replace("ratelimit", "rate-limit"))
}

/// A setter of the client builder for each security scheme: as before; also of one that is only called something else in the
/// document now.
pub(super) fn name_security(api: &Api, pins: &Pins<'_>) -> Vec<Box<str>> {
    let mut scope = Scope::new(Case::Method, BUILDER_METHODS);
    let mut pinned = pins.of_setters(api);
    for pin in &mut pinned {
        *pin = pin.take().filter(|ident| scope.take(ident));
    }
    let mut setter = |name: &str, kind: &SecuritySchemeKind| {
        let words = Words::of(name);
        let spelled = Words::spelled(name);
        let all = [words.and("auth"), words.and(kind_word(kind)), spelled, words.and(case_word(name))];
        scope.claim([&words].into_iter().chain(&all).map(|words| Case::Method.ident(words))).ident
    };
    let schemes = api.security_schemes.iter().zip(pinned);
    schemes.map(|((name, scheme), pinned)| pinned.map_or_else(|| setter(name, &scheme.kind), Into::into)).collect()
}

/// A word for a kind of scheme, as names and the lock have it.
pub(super) fn kind_word(kind: &SecuritySchemeKind) -> &'static str {
    match kind {
        SecuritySchemeKind::Basic => "basic",
        SecuritySchemeKind::Bearer => "bearer",
        SecuritySchemeKind::ApiKey(..) => "key",
        SecuritySchemeKind::OAuth2 { .. } => "oauth2",
        SecuritySchemeKind::OpenIdConnect => "openid",
        SecuritySchemeKind::MutualTls => "certificate",
        SecuritySchemeKind::Http(_) | SecuritySchemeKind::Undefined => "auth",
    }
}
