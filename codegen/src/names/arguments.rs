//! Arguments of operations and parts of forms: what they are called, and in which order they are passed.
//!
//! Takes an operation and the lock, gives names in the order of the document. What the lock knows keeps its name and its place.

use crate::analyze::Form;
use crate::base::Lookup;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Location, Operation, Parameter};

use super::claims::{How, Scope};
use super::keywords::Case;
use super::lock::Slot;
use super::pins::Pins;
use super::words::{Words, case_word};

/// An argument or field for each parameter, and the argument for the body.
pub(super) fn name_arguments(
    operation: &Operation,
    pins: &Pins<'_>,
    numbered: &mut usize,
    diags: &mut Diagnostics,
) -> (Vec<Box<str>>, Box<str>) {
    let mut scope = Scope::new(Case::Argument, &["params"]);
    let before = pins.members_at(operation.origin);
    let keys = argument_keys(operation);
    let names = keys.iter().zip(&operation.parameters).map(|(key, parameter)| (&**key, &*parameter.name));
    let mut idents = claim_known(names, Case::Argument, &before, &mut scope);
    for (parameter, ident) in operation.parameters.iter().zip(&mut idents).filter(|(_, ident)| ident.is_none()) {
        let words = Words::of(&parameter.name);
        let candidates = (0..4).map(|step| match step {
            0 => words.clone(),
            1 => words.and(location_word(parameter.location)),
            2 => Words::spelled(&parameter.name),
            _ => words.and(case_word(&parameter.name)),
        });
        let claim = scope.claim(candidates.map(|words| Case::Argument.ident(&words)));
        if claim.how == How::Numbered {
            diags.push(super::collision(&parameter.name, &claim.ident).at(parameter.origin));
        }
        *ident = Some(claim.ident);
    }
    let body = scope.claim(["body", "request_body", "payload"].map(str::to_owned)).ident;
    *numbered += scope.numbered();
    (idents.into_iter().flatten().collect(), body)
}

/// What the lock knows each parameter by: its name, with its location where that is not enough.
pub(super) fn argument_keys(operation: &Operation) -> Vec<Box<str>> {
    let is_alone = |one: &Parameter| operation.parameters.iter().filter(|other| other.name == one.name).count() == 1;
    let key = |one: &Parameter| {
        if is_alone(one) { one.name.clone() } else { format!("{}.{}", location_word(one.location), one.name).into() }
    };
    operation.parameters.iter().map(key).collect()
}

/// Fields for the parts of a multipart body, and the one for all others.
pub(super) fn name_parts(
    form: &Form<'_>,
    pins: &Pins<'_>,
    numbered: &mut usize,
    diags: &mut Diagnostics,
) -> (Vec<Box<str>>, Box<str>) {
    let mut scope = Scope::new(Case::Field, &[]);
    let before = pins.members_at(form.content.origin);
    let mut idents =
        claim_known(form.parts.iter().map(|part| (part.name, part.name)), Case::Field, &before, &mut scope);
    for (part, ident) in form.parts.iter().zip(&mut idents).filter(|(_, ident)| ident.is_none()) {
        let candidates =
            [Words::of(part.name), Words::spelled(part.name), Words::of(part.name).and(case_word(part.name))];
        let claim = scope.claim(candidates.iter().map(|words| Case::Field.ident(words)));
        if claim.how == How::Numbered {
            let finding: Diagnostic = super::collision(part.name, &claim.ident);
            diags.push(finding.at(form.content.origin));
        }
        *ident = Some(claim.ident);
    }
    let other = scope.claim(["other", "other_parts", "undeclared"].map(str::to_owned)).ident;
    *numbered += scope.numbered();
    (idents.into_iter().flatten().collect(), other)
}

/// Claims what the lock knows, then names that are identifiers already: nothing that only becomes one takes them away, whatever the order is
/// and whatever comes later. Takes keys of the lock with names.
fn claim_known<'n>(
    names: impl Iterator<Item = (&'n str, &'n str)> + Clone,
    case: Case,
    before: &Lookup<&str, &str>,
    scope: &mut Scope,
) -> Vec<Option<Box<str>>> {
    let mut idents: Vec<Option<Box<str>>> = names
        .clone()
        .map(|(key, _)| before.get(key).filter(|ident| scope.take(ident)).map(|ident| Box::from(*ident)))
        .collect();
    for ((_, name), ident) in names.zip(&mut idents).filter(|(_, ident)| ident.is_none()) {
        let plain = case.ident(&Words::of(name));
        if super::bare(&plain) == name && scope.take(&plain) {
            *ident = Some(plain.into());
        }
    }
    idents
}

/// The indices of the required parts, as the lock has them, then in the order of the document.
pub(super) fn order_parts(form: &Form<'_>, idents: &[Box<str>], pinned: &[Box<str>]) -> Vec<usize> {
    let mut required: Vec<usize> =
        form.parts.iter().enumerate().filter(|(_, part)| part.required).map(|(index, _)| index).collect();
    required.sort_by_key(|index| {
        let before = idents.get(*index).and_then(|name| pinned.iter().position(|pin| pin == name));
        before.unwrap_or(usize::MAX)
    });
    required
}

/// Required parameters in the order of a call: as before, then those of the path in its order, then the others.
/// What is called as before at another path counts as the same.
pub(super) fn order_arguments(
    operation: &Operation,
    method: &str,
    arguments: &[Box<str>],
    pins: &Pins<'_>,
) -> Vec<usize> {
    let mut required: Vec<usize> = Vec::new();
    for (index, parameter) in operation.parameters.iter().enumerate() {
        if parameter.required || parameter.location == Location::Path {
            required.push(index);
        }
    }
    let here = pins.at(operation.origin, Slot::Main);
    let pinned = here.map_or_else(|| pins.arguments_of(method, false), |pin| &pin.arguments);
    required.sort_by_key(|index| {
        let before = arguments.get(*index).and_then(|name| pinned.iter().position(|pin| pin == name));
        let in_path = operation.parameters.get(*index).filter(|parameter| parameter.location == Location::Path);
        let in_path = in_path.and_then(|parameter| operation.path.find(&format!("{{{}}}", parameter.name)));
        (before.unwrap_or(usize::MAX), in_path.unwrap_or(usize::MAX))
    });
    required
}

fn location_word(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::QueryString => "querystring",
    }
}
