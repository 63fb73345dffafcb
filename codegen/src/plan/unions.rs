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
use crate::model::{Dispatch, JsonType, Kind, Lists, Shape, ShapeId, TypeSet, Union, Variant};

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
    text.map(docs::markdown).unwrap_or_default()
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
        let without = |is_left: fn(&Candidate<'_>) -> bool| fitting.iter().find(|it| is_left(it)).map(|it| it.variant);
        Some(match (self.dispatch, self.lists) {
            (Dispatch::Tag { property, fallback }, _) if types.contains(&JsonType::Object) => {
                let cases = fitting.iter().flat_map(|it| it.tags.iter().map(|tag| (tag.clone(), it.variant)));
                let otherwise = without(|it| it.tags.is_empty());
                let (property, cases) = (property.clone(), distinct(cases));
                Decide::Tag { property, cases, otherwise, fallback: *fallback }
            }
            (Dispatch::Members { order }, _) if types.contains(&JsonType::Object) => {
                let ordered = order.iter().filter_map(|index| self.candidates.get(*index));
                let cases = ordered.filter_map(|it| Some((it.members.first()?.clone(), it.variant)));
                Decide::Members { cases: distinct(cases), otherwise: without(|it| it.members.is_empty()) }
            }
            (_, Some(lists)) if types.contains(&JsonType::Array) => Decide::Items(self.of_items(lists).plan(), first),
            _ => Decide::Only(first),
        })
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

/// The first case of each text.
fn distinct(cases: impl Iterator<Item = (Box<str>, usize)>) -> Vec<(Box<str>, usize)> {
    let mut seen = OrderedSet::new();
    cases.filter(|(text, _)| seen.insert(text.clone())).collect()
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
    let undecided: Vec<_> = context
        .shapes
        .arena
        .values()
        .filter(|shape| matches!(&shape.kind, Kind::Union(union) if union.dispatch == Dispatch::Undecided))
        .collect();
    for shape in undecided.iter().take(MOST_TOLD) {
        let message = "nothing tells the alternatives apart; the value is kept as received, to be read on demand";
        let finding = Diagnostic::new(Code::AmbiguousUnion, message)
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
