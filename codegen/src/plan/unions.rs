//! Unions: how a received value is told, by JSON type first, then by a tag or by members.
//!
//! Takes a union shape with its dispatch, gives decision tables. Must not try alternatives one after the other.

use super::Context;
use super::docs;
use super::idents::{Functions, snake};
use super::ir::{Decide, Docs, ItemKind, Member, Opaque, OpaqueView, Ty, UnionEnum, UnionVariant};
use super::models::boxed;
use super::values::plan_unlisted;
use crate::base::OrderedSet;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Dispatch, Group, JsonType, Kind, Lists, Shape, ShapeId, TypeSet, Union, Variant};

/// The kinds of JSON values that a decoder tells, with the JSON types that each has.
const KINDS: &[(&str, &[JsonType])] = &[
    ("Null", &[JsonType::Null]),
    ("Bool", &[JsonType::Boolean]),
    ("Number", &[JsonType::Integer, JsonType::Number]),
    ("String", &[JsonType::String]),
    ("Array", &[JsonType::Array]),
    ("Object", &[JsonType::Object]),
];

/// An enum; or a struct that keeps the value, when nothing separates the alternatives.
pub(super) fn plan_union(context: &Context<'_>, id: ShapeId, shape: &Shape, union: &Union) -> ItemKind {
    let idents = context.names.members.get(id).map(Vec::as_slice).unwrap_or_default();
    let limits = context.limits.of(id).map(|limits| limits.parts.as_slice()).unwrap_or_default();
    let mut variants: Vec<UnionVariant> = union
        .variants
        .iter()
        .zip(idents)
        .enumerate()
        .map(|(index, (variant, ident))| UnionVariant {
            ident: ident.clone(),
            docs: plan_variant_docs(context, variant),
            ty: boxed(context.types.of(variant.value), variant.boxed),
            from: None,
            tag: plan_tag(context, union, index, variant),
            limits: limits.get(index).cloned().unwrap_or_default(),
        })
        .collect();
    if union.dispatch == Dispatch::Undecided {
        return ItemKind::Opaque(plan_opaque(&variants, &context.types.of_shape(id)));
    }
    plan_from(&mut variants, &context.types.of_shape(id));
    let types: Vec<&Ty> = variants.iter().map(|variant| &variant.ty).collect();
    let decide = Deciding::of_union(union, &types).plan();
    ItemKind::Union(UnionEnum { variants, unlisted: plan_unlisted(context, id, shape, Ty::VALUE, Ty::VALUE), decide })
}

/// `From` for the types that only one variant holds. What can be `null` and any JSON value would say too little.
fn plan_from(variants: &mut [UnionVariant], own: &Ty) {
    let types: Vec<Ty> = variants.iter().map(|variant| unboxed(&variant.ty)).collect();
    for (variant, ty) in variants.iter_mut().zip(&types) {
        let is_plain = !matches!(ty, Ty::Option(_)) && *ty != Ty::VALUE && ty != own;
        let is_only = types.iter().filter(|other| *other == ty).count() == 1;
        variant.from = (is_plain && is_only).then(|| ty.clone());
    }
}

fn unboxed(ty: &Ty) -> Ty {
    match ty {
        Ty::Boxed(inner) => (**inner).clone(),
        other => other.clone(),
    }
}

/// A variant says what its schema says only when no type of its own does.
fn plan_variant_docs(context: &Context<'_>, variant: &Variant) -> Docs {
    let ty = context.types.of_shape(variant.value.shape);
    let text = if matches!(ty, Ty::Model(_)) {
        context
            .own_description(variant.schema)
            .filter(|_| context.api.schemas.get(variant.schema).is_some_and(|s| s.reference.is_some()))
    } else {
        context.description(variant.schema)
    };
    context.docs(text)
}

/// The member that names the alternative, when the value may not write it itself.
fn plan_tag(context: &Context<'_>, union: &Union, index: usize, variant: &Variant) -> Option<Member> {
    let Dispatch::Tag { property, fallback } = &union.dispatch else { return None };
    if *fallback == Some(index) {
        return None;
    }
    let value = variant.tags.first()?.clone();
    let Kind::Object(object) = &context.shapes.arena.get(variant.value.shape)?.kind else { return None };
    let is_written = object.fields.iter().any(|field| field.name == *property && field.required);
    (!is_written).then(|| Member { name: property.clone(), value })
}

/// What alternatives, or the items of those that are lists, are told apart by.
struct Deciding<'a> {
    candidates: Vec<Candidate<'a>>,
    dispatch: &'a Dispatch,
    lists: Option<&'a Lists>,
    /// The Rust type of each alternative.
    types: &'a [&'a Ty],
}

/// An alternative, as far as it is told from others.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    /// Its index in the union.
    variant: usize,
    types: TypeSet,
    tags: &'a [Box<str>],
    members: &'a [Box<str>],
}

impl<'a> Deciding<'a> {
    fn of_union(union: &'a Union, types: &'a [&'a Ty]) -> Self {
        let candidates = union.variants.iter().enumerate().map(|(variant, it)| Candidate {
            variant,
            types: it.types,
            tags: &it.tags,
            members: &it.members,
        });
        Self { candidates: candidates.collect(), dispatch: &union.dispatch, lists: union.lists.as_deref(), types }
    }

    /// The items of lists.
    fn of_items(&self, lists: &'a Lists) -> Self {
        let candidates = lists.variants.iter().zip(&lists.items).filter_map(|(index, it)| {
            let variant = self.candidates.get(*index)?.variant;
            Some(Candidate { variant, types: it.types, tags: &it.tags, members: &it.members })
        });
        Self {
            candidates: candidates.collect(),
            dispatch: &lists.dispatch,
            lists: lists.lists.as_deref(),
            // A list is read as a whole: whether an item fits is not asked.
            types: &[],
        }
    }

    fn plan(&self) -> Vec<(&'static str, Decide)> {
        KINDS.iter().filter_map(|(kind, types)| Some((*kind, self.of_types(types)?))).collect()
    }

    /// How the alternatives that can have these JSON types are told apart.
    fn of_types(&self, types: &[JsonType]) -> Option<Decide> {
        let can = |it: &&Candidate<'_>| it.types.is_empty() || types.iter().any(|kind| it.types.contains(*kind));
        let fitting: Vec<Candidate<'_>> = self.candidates.iter().filter(can).copied().collect();
        let first = fitting.first()?.variant;
        if types.contains(&JsonType::Number) {
            return Some(self.numbers(&fitting).unwrap_or(Decide::Only(first)));
        }
        if fitting.len() == 1 {
            return Some(Decide::Only(first));
        }
        if let (Dispatch::Groups { property, groups }, true) = (self.dispatch, types.contains(&JsonType::Object)) {
            return Some(self.groups(property, groups));
        }
        let without = |is_left: fn(&Candidate<'_>) -> bool| fitting.iter().find(|it| is_left(it)).map(|it| it.variant);
        Some(match (self.dispatch, self.lists) {
            (Dispatch::Tag { property, fallback }, _) if types.contains(&JsonType::Object) => {
                let cases = fitting.iter().flat_map(|it| it.tags.iter().map(|tag| (tag.clone(), it.variant)));
                let otherwise = without(|it| it.tags.is_empty());
                let (property, cases) = (property.clone(), distinct(cases));
                Decide::Tag { property, cases, otherwise, fallback: *fallback }
            }
            (Dispatch::Members { order, probably }, _) if types.contains(&JsonType::Object) => {
                let ordered = order.iter().filter_map(|index| self.candidates.get(*index));
                // What is always there needs to be looked for once.
                let most = if *probably { usize::MAX } else { 1 };
                let looked_for = |it: &Candidate<'_>| it.members.iter().take(most).cloned().collect::<Vec<_>>();
                let cases = ordered.map(|it| (looked_for(it), it.variant)).filter(|(members, _)| !members.is_empty());
                let otherwise = without(|it| it.members.is_empty());
                let otherwise = otherwise.or(probably.then_some(first));
                Decide::Members { cases: distinct(cases), otherwise, probably: *probably }
            }
            (_, Some(lists)) if types.contains(&JsonType::Array) && !lists.counts.is_empty() => {
                let of = |(index, (least, most)): (&usize, &(u64, u64))| {
                    Some((*least, *most, self.candidates.get(*index)?.variant))
                };
                Decide::Counts(lists.variants.iter().zip(&lists.counts).filter_map(of).collect())
            }
            (_, Some(lists)) if types.contains(&JsonType::Array) => Decide::Items(self.of_items(lists).plan(), first),
            _ => Decide::Only(first),
        })
    }

    fn groups(&self, property: &str, groups: &'a [Group]) -> Decide {
        let inside = |group: &'a Group| {
            let candidates = group.variants.iter().zip(&group.choices).filter_map(|(index, it)| {
                let variant = self.candidates.get(*index)?.variant;
                Some(Candidate { variant, types: it.types, tags: &it.tags, members: &it.members })
            });
            let (candidates, dispatch) = (candidates.collect::<Vec<_>>(), &group.dispatch);
            if candidates.len() > 1 && *dispatch == Dispatch::Undecided {
                return Decide::Kept;
            }
            let inner = Self { candidates, dispatch, lists: None, types: self.types };
            inner.of_types(&[JsonType::Object]).unwrap_or(Decide::Kept)
        };
        let (rest, tagged): (Vec<&Group>, Vec<&Group>) = groups.iter().partition(|group| group.tags.is_empty());
        Decide::Groups {
            property: property.into(),
            cases: tagged.into_iter().map(|group| (group.tags.clone(), inside(group))).collect(),
            otherwise: Box::new(rest.first().map_or(Decide::Kept, |group| inside(group))),
        }
    }

    /// Numbers whose Rust type does not hold all of them are looked at before they are read.
    fn numbers(&self, fitting: &[Candidate<'_>]) -> Option<Decide> {
        let fraction = fitting.iter().find(|it| it.types.contains(JsonType::Number)).map(|it| it.variant);
        let integer = fitting.iter().find(|it| !it.types.contains(JsonType::Number)).map(|it| it.variant);
        let is_narrow = |index: Option<usize>| {
            index.and_then(|index| self.types.get(index)).is_some_and(|ty| matches!(ty, Ty::Int(_) | Ty::F64))
        };
        let both = integer.is_some() && fraction.is_some();
        (both || is_narrow(integer) || is_narrow(fraction)).then_some(Decide::Numbers { integer, fraction })
    }
}

/// The first case of each condition.
fn distinct<T: Clone + Eq + std::hash::Hash>(cases: impl Iterator<Item = (T, usize)>) -> Vec<(T, usize)> {
    let mut seen = OrderedSet::new();
    cases.filter(|(condition, _)| seen.insert(condition.clone())).collect()
}

fn plan_opaque(variants: &[UnionVariant], own: &Ty) -> Opaque {
    let mut functions = Functions::default();
    let mut types = OrderedSet::new();
    let views = variants.iter().map(|variant| {
        // A value is read as a whole: there is nothing to box.
        let ty = unboxed(&variant.ty);
        let ident = functions.with_ending(&format!("as_{}", snake(&variant.ident)), "");
        let docs =
            docs::join([vec![format!("Reads it as `{}`.", crate::names::bare(&variant.ident))], variant.docs.clone()]);
        OpaqueView { ident, docs, from: ty != Ty::VALUE && ty != *own && types.insert(ty.clone()), ty }
    });
    Opaque { views: views.collect() }
}

/// How many undecided unions are told one by one: a document with one habit must not drown what else there is to say.
const MOST_TOLD: usize = 20;

/// Tells the unions whose alternatives nothing tells apart.
pub(super) fn tell_undecided(context: &Context<'_>, diags: &mut Diagnostics) {
    let unsure = |shape: &Shape| match &shape.kind {
        Kind::Union(union) => match union.dispatch {
            Dispatch::Undecided => {
                Some("nothing tells the alternatives apart; the value is kept as received, to be read on demand")
            }
            _ if union.is_a_guess() => Some(
                "no member that has to be there tells all alternatives apart; the value is taken as the one that declares \
                 what is there, or kept as received where that does not fit",
            ),
            _ => None,
        },
        _ => None,
    };
    let shapes = context.shapes.arena.values();
    let undecided: Vec<_> = shapes.filter_map(|shape| Some((shape, unsure(shape)?))).collect();
    for (shape, message) in undecided.iter().take(MOST_TOLD) {
        let finding = Diagnostic::new(Code::AmbiguousUnion, *message)
            .help("add a `discriminator`, or a required member whose constant differs");
        diags.push(match shape.origins.first() {
            Some(origin) => finding.at(*origin),
            None => finding,
        });
    }
    if let Some(more @ 1..) = undecided.len().checked_sub(MOST_TOLD) {
        diags.push(Diagnostic::new(Code::AmbiguousUnion, format!("and {more} more of this kind")));
    }
}
