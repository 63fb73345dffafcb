//! Types: who is called what below `models`, and in which file.
//!
//! Takes shapes with their hints and roles, gives one identifier a shape. Claims come in a fixed order: names of the lock;
//! components and titles, the most used first; then everything else, owners before what they own. The forms that a claim
//! falls back to are in `forms`.

use crate::base::{Lookup, OrderedMap, Table};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Kind, Method, NameHint, Role, Shape, ShapeId, Shapes};

use super::claims::{How, Scope};
use super::forms::{Forms, kind_word};
use super::keywords::Case;
use super::operations::{Named, name_in_id};
use super::pins::Pins;
use super::words::{Words, case_word, is_version};
use super::{Alias, AliasOf, MODELS, TypeName};

/// What the types are called.
pub(super) struct Typed {
    pub(super) types: Table<Shape, TypeName>,
    /// Argument orders of the lock, by identifier.
    pub(super) arguments: Table<Shape, Vec<Box<str>>>,
    /// Names that types had before.
    pub(super) aliases: Vec<Alias>,
    /// Identifiers that needed a number.
    pub(super) numbered: usize,
}

/// Names all types.
pub(super) fn name_types(api: &Api, shapes: &Shapes, named: &Named, pins: &Pins<'_>, diags: &mut Diagnostics) -> Typed {
    let mut namer = Namer {
        forms: Forms { api, shapes, named, idents: Table::new(), words: Table::new() },
        scope: Scope::new(Case::Type, &[]),
        holders: Lookup::new(),
        bodies: bodies_by_id(api, named),
    };
    for pin in pins.of_skipped(api).into_iter().filter(|pin| &*pin.scope == MODELS) {
        namer.scope.take(&pin.ident);
    }
    let arguments = namer.take_pinned(pins);
    let old = pins.old_types(shapes).into_iter().filter(|(_, ident)| namer.scope.take(ident));
    let aliases = old.map(|(id, ident)| Alias { of: AliasOf::Type(id), ident: ident.into() }).collect();
    namer.name_heads();
    namer.name_rest(diags);
    let modules = modules(&namer.forms);
    let types = namer.forms.idents.iter().map(|(id, ident)| {
        let module = modules.get(id).cloned().unwrap_or_else(|| "types".into());
        (id, TypeName { ident: ident.clone(), module })
    });
    Typed { types: types.collect(), arguments, aliases, numbered: namer.scope.numbered() }
}

struct Namer<'a> {
    forms: Forms<'a>,
    scope: Scope,
    /// Who has an identifier.
    holders: Lookup<Box<str>, ShapeId>,
    /// What bodies are called whose component is named after the id that a framework made of an operation.
    bodies: Lookup<String, Words>,
}

/// `Body_` and the id, where the method has a shorter name than that.
fn bodies_by_id(api: &Api, named: &Named) -> Lookup<String, Words> {
    let made = api.operations.iter().filter(|(_, operation)| name_in_id(operation).is_some());
    let named = made.filter_map(|(id, operation)| {
        let method = Words::of(super::bare(&named.operations.get(id)?.method));
        let id = operation.operation_id.as_deref()?;
        (method != Words::of(id)).then(|| (format!("Body_{id}"), method.and("body")))
    });
    named.collect()
}

impl Namer<'_> {
    fn take_pinned(&mut self, pins: &Pins<'_>) -> Table<Shape, Vec<Box<str>>> {
        let mut arguments = Table::new();
        for entry in pins.of_types(self.forms.shapes) {
            let shape = self.forms.shapes.arena.get(entry.shape);
            if !shape.is_some_and(can_have_name) || self.forms.idents.contains(entry.shape) {
                continue;
            }
            let ident = &entry.pin.ident;
            if self.scope.take(ident) {
                self.give(entry.shape, ident.clone());
                arguments.insert(entry.shape, entry.pin.arguments.clone());
            }
        }
        for (id, pin) in pins.of_moved(self.forms.shapes) {
            let shape = self.forms.shapes.arena.get(id).filter(|shape| needs_name(shape));
            if shape.is_some() && !self.forms.idents.contains(id) && self.scope.take(&pin.ident) {
                self.give(id, pin.ident.clone());
                arguments.insert(id, pin.arguments.clone());
            }
        }
        arguments
    }

    /// Components and titles by rank: for each base name, the first one gets it.
    fn name_heads(&mut self) {
        for id in by_rank(self.forms.shapes) {
            let Some(head) = self.forms.shapes.arena.get(id).and_then(head) else { continue };
            let Some(base) = self.bases(head).into_iter().next() else { continue };
            let ident = Case::Type.ident(&base);
            if !self.forms.idents.contains(id) && self.scope.take(&ident) {
                self.give(id, ident.into());
            }
        }
    }

    /// Everything without a name so far: those that lost their base name first, by rank.
    fn name_rest(&mut self, diags: &mut Diagnostics) {
        for id in owners_first(self.forms.shapes, &by_rank(self.forms.shapes)) {
            let Some(shape) = self.forms.shapes.arena.get(id).filter(|shape| needs_name(shape)) else { continue };
            if self.forms.idents.contains(id) {
                continue;
            }
            let mut words = self.candidates(shape);
            if let Some(first) = words.first() {
                words.push(first.and(kind_word(&shape.kind)));
            }
            let claim = self.scope.claim(words.iter().map(|words| Case::Type.ident(words)));
            if let (How::Numbered, Some(origin)) = (claim.how, shape.origins.first()) {
                let message =
                    format!("nothing but a number tells this type from another one: it is called `{}`", claim.ident);
                diags.push(Diagnostic::new(Code::NameCollision, message).at(*origin));
            }
            self.give(id, claim.ident);
        }
    }

    fn candidates(&self, shape: &Shape) -> Vec<Words> {
        let Some(text) = head(shape) else { return self.forms.untitled(shape) };
        let mut bases = self.bases(text).into_iter();
        let base = bases.next().unwrap_or_default();
        let spelled = [Words::spelled(text), base.and(case_word(text))];
        let holder = self.holders.get(Case::Type.ident(&base).as_str()).and_then(|id| self.forms.shapes.arena.get(*id));
        let mut all = vec![base.clone()];
        if holder.and_then(head) == Some(text) {
            // The same name for different things: the role tells.
            all.extend(self.forms.by_role(shape, &base));
            all.extend(bases);
        } else {
            all.extend(bases);
            all.extend(spelled);
            all.extend(self.forms.by_role(shape, &base));
        }
        all
    }

    fn bases(&self, text: &str) -> Vec<Words> {
        self.bodies.get(text).cloned().into_iter().chain(bases(text)).collect()
    }

    fn give(&mut self, id: ShapeId, ident: Box<str>) {
        self.holders.insert(ident.clone(), id);
        self.forms.words.insert(id, Words::of(&ident));
        self.forms.idents.insert(id, ident);
    }
}

/// Whether a shape is a type of its own in Rust.
fn needs_name(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Object(_) | Kind::Enum(_) | Kind::Union(_)) || shape.component.is_some()
}

/// Whether a shape has a name of its own, if only as an alias: of two lists with one title, one has it.
fn can_have_name(shape: &Shape) -> bool {
    needs_name(shape) || head(shape).is_some()
}

/// The component or title that a shape is named after.
pub(super) fn head(shape: &Shape) -> Option<&str> {
    let component = shape.hints.iter().find_map(|hint| match hint {
        NameHint::Component(name) => Some(&**name),
        _ => None,
    });
    let title = || {
        let found = shape.hints.iter().find_map(|hint| match hint {
            NameHint::Title(title) if !title.trim().is_empty() => Some(&**title),
            _ => None,
        });
        // A sentence is no name, if there is anything else.
        found.filter(|title| shape.hints.len() == 1 || (title.len() <= 60 && Words::of(title).len() <= 6))
    };
    shape.component.as_deref().or(component).or_else(title)
}

/// What a name of the document could be in Rust, from short to long: of a dotted one its last part, then more parts.
fn bases(text: &str) -> Vec<Words> {
    let parts: Vec<&str> = text.split('.').collect();
    let plain = |part: &&str| part.starts_with(char::is_alphabetic) && !part.contains(char::is_whitespace);
    let last = parts.last().copied().unwrap_or_default();
    let is_path = parts.len() > 1 && parts.iter().all(plain) && !is_version(last);
    // Two parts in lower case are as likely one name (`checkout.session`) as a namespace and a name.
    if !is_path || !(last.starts_with(char::is_uppercase) || parts.len() > 2) {
        return vec![Words::of(text)];
    }
    let mut bases = Vec::new();
    for start in (0..parts.len()).rev() {
        // A version says little without what it is a version of.
        let bare_version = start > 0 && parts.get(start).is_some_and(|part| is_version(part));
        if let (false, Some(rest)) = (bare_version, parts.get(start..)) {
            bases.push(rest.iter().fold(Words::default(), |words, part| words.then_all(&Words::of(part))));
        }
    }
    bases
}

/// All shapes, those with the best claim to a plain name first: components, then by use, then as in the document.
fn by_rank(shapes: &Shapes) -> Vec<ShapeId> {
    let mut keyed: Vec<_> = shapes
        .arena
        .iter()
        .map(|(id, shape)| {
            let titled = if head(shape).is_some() { 1 } else { 2 };
            let class = if shape.component.is_some() { 0 } else { titled };
            let owners = owners(shape).filter_map(|owner| shapes.arena.get(owner)).map(rank).min();
            ((class, rank(shape), owners.unwrap_or(u8::MAX), id), id)
        })
        .collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, id)| id).collect()
}

fn rank(shape: &Shape) -> u8 {
    let rank = |role: &Role| match role {
        Role::Success(Method::Get) => 0,
        Role::Success(_) => 1,
        Role::Failure => 2,
        Role::Received => 3,
        Role::Sent(_) => 4,
        Role::SentInside(_) => 5,
        Role::Parameter => 6,
    };
    // What nothing uses is there in both directions; what is received is the thing itself.
    shape.roles.iter().map(rank).min().unwrap_or(if shape.usage.is_request_only() { 8 } else { 7 })
}

/// The shapes that a shape is a part of.
pub(super) fn owners(shape: &Shape) -> impl Iterator<Item = ShapeId> + '_ {
    shape.hints.iter().filter_map(|hint| match hint {
        NameHint::Member { owner, .. } | NameHint::Variant { owner, .. } => Some(*owner),
        _ => None,
    })
}

/// The shapes in the given order, but each after its owners, as far as cycles allow.
fn owners_first(shapes: &Shapes, order: &[ShapeId]) -> Vec<ShapeId> {
    let mut seen: Table<Shape, ()> = Table::new();
    let mut out = Vec::with_capacity(order.len());
    for start in order {
        let mut stack = vec![(*start, false)];
        while let Some((id, done)) = stack.pop() {
            if done {
                out.push(id);
                continue;
            }
            let Some(shape) = shapes.arena.get(id) else { continue };
            if seen.insert(id, ()).is_some() {
                continue;
            }
            stack.push((id, true));
            let owners: Vec<_> = owners(shape).filter(|owner| !seen.contains(*owner)).collect();
            stack.extend(owners.into_iter().rev().map(|owner| (owner, false)));
        }
    }
    out
}

/// The file of each type: with its namesakes, else with its owner, else alone. It does not depend on who won which name.
fn modules(forms: &Forms<'_>) -> Table<Shape, Box<str>> {
    let all: Vec<ShapeId> = forms.shapes.arena.ids().collect();
    let mut modules: Table<Shape, Box<str>> = Table::new();
    for id in owners_first(forms.shapes, &all) {
        let Some(shape) = forms.shapes.arena.get(id) else { continue };
        let own = |words: &Words| Case::Module.ident(words).into();
        let base = head(shape).and_then(|text| bases(text).into_iter().next());
        let module: Option<Box<str>> = base.as_ref().map(own).or_else(|| {
            let shared: OrderedMap<&Box<str>, ()> =
                owners(shape).filter_map(|owner| modules.get(owner)).map(|module| (module, ())).collect();
            let only = if shared.len() == 1 { shared.into_keys().next().cloned() } else { None };
            only.or_else(|| forms.trait_module(shape))
                .or_else(|| forms.idents.get(id).map(|ident| own(&Words::of(ident))))
        });
        if let Some(module) = module {
            modules.insert(id, module);
        }
    }
    modules
}
