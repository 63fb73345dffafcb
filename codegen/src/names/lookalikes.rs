//! Identifiers that look like others: the compiler warns of them, and a reader takes one for the other.
//!
//! Takes all names of a document, spells those by code point that look like another one, or like Latin letters in a script that nothing
//! else of the document is written in (Unicode Technical Standard 39, sections 4 and 5; the lints `confusable_idents` and
//! `mixed_script_confusables`). Names in ASCII stay as they are. Must not know the document.

use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::{is_potential_mixed_script_confusable_char, skeleton};

use super::keywords::is_identifier;
use super::words::{Words, is_known};
use super::{AliasOf, Names};
use crate::base::{Lookup, OrderedSet};
use crate::model::{Kind, Shape, Shapes};

/// Longest identifier that is made here, in bytes, without its number.
const MAX_BYTES: usize = 120;

/// How words are joined in an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Camel,
    Snake,
}

/// Spells identifiers by code point before members are named, so that names of members are made from what types are called in the end.
pub(super) fn spell_before_members(names: &mut Names, shapes: &Shapes) {
    spell(names, shapes, |scripts| shapes.arena.values().for_each(|shape| scripts.add_members(shape)));
}

/// Spells identifiers by code point until none looks like another one.
pub(super) fn spell_all(names: &mut Names, shapes: &Shapes) {
    spell(names, shapes, |_| {});
}

/// `more` adds scripts of names that are still to come.
fn spell(names: &mut Names, shapes: &Shapes, more: impl Fn(&mut Scripts)) {
    let mut kept: OrderedSet<Box<str>> = OrderedSet::default();
    each(names, shapes, &mut |_, _, ident| {
        if !ident.is_ascii() {
            kept.insert(ident.clone());
        }
    });
    if kept.is_empty() {
        return;
    }
    let mut seen: Lookup<String, Box<str>> = Lookup::new();
    let mut taken = Taken::new();
    each(names, shapes, &mut |scope, _, ident| {
        taken.insert((scope, ident.clone()), ());
        if ident.is_ascii() {
            seen.insert(skeleton(ident).collect(), ident.clone());
        }
    });
    kept.retain(|ident| is_told_apart(ident, &mut seen));
    // What is spelled may have been all that made a script a known one.
    loop {
        let mut scripts = Scripts::new();
        kept.iter().for_each(|ident| scripts.add(ident));
        more(&mut scripts);
        let before = kept.len();
        kept.retain(|ident| !ident.chars().any(|c| scripts.is_doubtful(c)));
        if kept.len() == before {
            break;
        }
    }
    each(names, shapes, &mut |scope, form, ident| {
        if !ident.is_ascii() && !kept.contains(ident) {
            *ident = spelled_out(ident, scope, form, &mut taken);
        }
    });
}

/// Identifiers by the scope that they are in.
type Taken = Lookup<(usize, Box<str>), ()>;

/// Whether nothing that was seen looks like the identifier, and it does not look like one of ASCII letter by letter.
fn is_told_apart(ident: &str, seen: &mut Lookup<String, Box<str>>) -> bool {
    let looks: String = skeleton(ident).collect();
    if looks.is_ascii() && looks.chars().count() == ident.chars().count() {
        return false;
    }
    if let Some(first) = seen.get(&looks) {
        return **first == *ident;
    }
    seen.insert(looks, ident.into());
    true
}

/// The scripts of a document, each with whether a character proves that it is meant: one that looks like none of another script.
struct Scripts(Vec<(AugmentedScriptSet, bool)>);

impl Scripts {
    fn new() -> Self {
        Self(vec![(AugmentedScriptSet::for_char('A'), true)])
    }

    fn add(&mut self, text: &str) {
        for c in text.chars().filter(|c| !c.is_ascii() && is_known(*c)) {
            let set = AugmentedScriptSet::for_char(c);
            let proves = !is_potential_mixed_script_confusable_char(c);
            match self.0.iter_mut().find(|(known, _)| *known == set) {
                Some((_, is_proved)) => *is_proved |= proves,
                None => self.0.push((set, proves)),
            }
        }
    }

    fn add_members(&mut self, shape: &Shape) {
        match &shape.kind {
            Kind::Object(object) => object.fields.iter().for_each(|field| self.add(&field.name)),
            Kind::Enum(values) => {
                values.values.iter().filter_map(|value| value.value.as_str()).for_each(|text| self.add(text));
            }
            _ => {}
        }
    }

    fn is_doubtful(&self, c: char) -> bool {
        if c.is_ascii() {
            return false;
        }
        let set = AugmentedScriptSet::for_char(c);
        let proved = self.0.iter().filter(|(_, is_proved)| *is_proved);
        !set.is_all()
            && proved.clone().all(|(known, _)| {
                let mut common = *known;
                common.intersect_with(set);
                *known != set && (known.is_all() || common.is_empty() || common.is_all())
            })
    }
}

/// Another identifier, that nobody in the scope has: Latin letters without their marks if that is one, else code points for what is not
/// ASCII.
fn spelled_out(ident: &str, scope: usize, form: Form, taken: &mut Taken) -> Box<str> {
    let is_latin = ident.chars().all(|c| c < '\u{250}');
    let plain: String = skeleton(ident).collect();
    let is_usable = is_latin && plain.is_ascii() && is_identifier(&plain);
    let mut stem =
        if is_usable && !taken.contains(&(scope, plain.as_str().into())) { plain } else { by_code_point(ident, form) };
    stem.truncate(MAX_BYTES);
    let mut key = (scope, Box::from(stem.as_str()));
    let mut number = 2;
    while taken.contains(&key) {
        let glue = if form == Form::Snake || stem.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
        key.1 = format!("{}{glue}{number}", stem.trim_end_matches('_')).into();
        number += 1;
    }
    taken.insert(key.clone(), ());
    key.1
}

/// `u430_dmin`, `U430Dmin`; such that its own words give it again, as names are made from names.
fn by_code_point(ident: &str, form: Form) -> String {
    let words = Words::of(ident).ascii();
    match form {
        Form::Camel => Words::of(&words.pascal("Type")).pascal("Type"),
        Form::Snake => words.snake("field"),
    }
}

/// All identifiers in a fixed order, each with the number of the scope that it is alone in. Those of modules are ASCII in any case.
fn each(names: &mut Names, shapes: &Shapes, visit: &mut dyn FnMut(usize, Form, &mut Box<str>)) {
    const MODELS: usize = 0;
    const API: usize = 1;
    const METHODS: usize = 2;
    const SETTERS: usize = 3;
    let mut inner = SETTERS;
    let Names { types, members, rest, unknown, operations, traits, header_sets, security, aliases, .. } = names;
    types.iter_mut().for_each(|(_, name)| visit(MODELS, Form::Camel, &mut name.ident));
    for (id, all) in members.iter_mut() {
        inner += 1;
        let is_object = shapes.arena.get(id).is_some_and(|shape| matches!(shape.kind, Kind::Object(_)));
        let form = if is_object { Form::Snake } else { Form::Camel };
        let besides = rest.get_mut(id).into_iter().chain(unknown.get_mut(id));
        all.iter_mut().chain(besides).for_each(|name| visit(inner, form, name));
    }
    for one in traits {
        visit(API, Form::Camel, &mut one.ident);
        visit(API, Form::Camel, &mut one.handle);
    }
    for (_, one) in operations.iter_mut() {
        inner += 3;
        let types = [&mut one.params, &mut one.success, &mut one.error, &mut one.form];
        types.into_iter().for_each(|name| visit(API, Form::Camel, name));
        visit(METHODS, Form::Snake, &mut one.method);
        for media in &mut one.media {
            visit(METHODS, Form::Snake, &mut media.method);
            visit(API, Form::Camel, &mut media.success);
        }
        one.arguments.iter_mut().chain([&mut one.body]).for_each(|name| visit(inner, Form::Snake, name));
        one.parts.iter_mut().chain([&mut one.other_parts]).for_each(|name| visit(inner + 1, Form::Snake, name));
        one.variants.iter_mut().chain([&mut one.undeclared]).for_each(|name| visit(inner + 2, Form::Camel, name));
    }
    inner += 2;
    for (_, set) in header_sets.iter_mut() {
        inner += 1;
        visit(API, Form::Camel, &mut set.ident);
        set.fields.iter_mut().for_each(|name| visit(inner, Form::Snake, name));
    }
    security.iter_mut().for_each(|name| visit(SETTERS, Form::Snake, name));
    for alias in aliases {
        match alias.of {
            AliasOf::Type(_) => visit(MODELS, Form::Camel, &mut alias.ident),
            AliasOf::Method(_) => visit(METHODS, Form::Snake, &mut alias.ident),
        }
    }
}
