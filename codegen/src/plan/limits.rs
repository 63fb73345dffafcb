//! Limits of what is sent: which lengths, ranges and counts are checked, and in which types.
//!
//! Takes schemas and shapes, gives tables. A type that stands for several schemas has the limits that all of them set. Must not
//! refuse what one of them allows.

use super::Context;
use super::gates::Gates;
use super::ir::{Ident, Limit};
use crate::base::{Graph, Lookup, Table, regex};
use crate::model::{
    Additional, Api, ArrayFacets, Bound, Dispatch, Kind, Member, NumberFacets, ObjectShape, Schema, SchemaId, Shape,
    ShapeId, Shapes, StringFacets, TextKind,
};
use crate::names::Names;
use crate::options::{Check, Options};

/// Lists of lists deeper than this are not looked into.
const DEEPEST: usize = 8;

/// The limits of each type that has any.
#[derive(Debug, Default)]
pub(crate) struct AllLimits {
    of: Table<Shape, TypeLimits>,
}

/// The limits of a type.
#[derive(Clone, Debug, Default)]
pub(crate) struct TypeLimits {
    /// Of the whole.
    pub(crate) own: Vec<Limit>,
    /// Of each member, or each alternative, in order.
    pub(crate) parts: Vec<Vec<Limit>>,
}

impl AllLimits {
    /// The limits of a type; none when neither it nor anything in it has any.
    pub(crate) fn of(&self, shape: ShapeId) -> Option<&TypeLimits> {
        self.of.get(shape)
    }
}

/// Finds the limits of all types that are checked.
pub(super) fn plan_limits(api: &Api, shapes: &Shapes, names: &Names, gates: &Gates, options: &Options) -> AllLimits {
    let is_checked = |shape: ShapeId| match options.check {
        Check::Nothing => false,
        Check::Requests => gates.is_sent(shape),
        Check::All => true,
    };
    let patterns = options.patterns;
    let finder = Finder { api, shapes, names, patterns, schemas: schemas_of_shapes(api, shapes) };
    let mut of = Table::new();
    for (id, shape) in shapes.arena.iter().filter(|(id, _)| names.types.contains(*id) && is_checked(*id)) {
        match &shape.kind {
            // What is kept as it is could be any of its alternatives, and a guess could be wrong.
            Kind::Union(union) if union.dispatch == Dispatch::Undecided || union.is_a_guess() => {}
            Kind::Object(_) | Kind::Union(_) => {
                of.insert(id, finder.of_type(id, shape));
            }
            _ => {}
        }
    }
    prune(shapes, names, &of)
}

/// The limits of a parameter: of its own value, not of the models in it.
pub(super) fn parameter_limits(context: &Context<'_>, schema: SchemaId, shape: ShapeId) -> Vec<Limit> {
    if context.options.check == Check::Nothing {
        return Vec::new();
    }
    let Context { api, shapes, names, .. } = *context;
    let finder = Finder { api, shapes, names, patterns: context.options.patterns, schemas: Table::new() };
    let mut limits = finder.of_value(schema, shape, 0);
    retain(&mut limits, &|_| false);
    limits
}

/// The schemas that each shape stands for, references left out.
fn schemas_of_shapes(api: &Api, shapes: &Shapes) -> Table<Shape, Vec<SchemaId>> {
    let mut found: Table<Shape, Vec<SchemaId>> = Table::new();
    for (id, schema) in api.schemas.iter().filter(|(_, schema)| schema.reference.is_none()) {
        for place in [shapes.requests.get(id), shapes.responses.get(id)].into_iter().flatten() {
            let list = found.get_or_insert_with(place.shape, Vec::new);
            // Ids come in order: one that is in the list is the last. Scalars stand for tens of thousands.
            if list.last() != Some(&id) {
                list.push(id);
            }
        }
        debug_assert!(schema.all_of.is_empty());
    }
    found
}

struct Finder<'a> {
    api: &'a Api,
    shapes: &'a Shapes,
    names: &'a Names,
    patterns: bool,
    schemas: Table<Shape, Vec<SchemaId>>,
}

impl Finder<'_> {
    fn of_type(&self, id: ShapeId, shape: &Shape) -> TypeLimits {
        let schemas = self.schemas.get(id).map_or(std::slice::from_ref(&shape.schema), Vec::as_slice);
        let nodes = || schemas.iter().filter_map(|schema| self.api.schemas.get(*schema));
        match &shape.kind {
            Kind::Object(object) => {
                let member = |node: &Schema, name: &str, shape| {
                    node.object.properties.get(name).map(|member| self.of_value(*member, shape, 0)).unwrap_or_default()
                };
                let parts = object
                    .fields
                    .iter()
                    .map(|field| common(nodes().map(|node| member(node, &field.name, field.value.shape))));
                let own = |node: &Schema| {
                    let mut limits = counts_of_members(node);
                    limits.extend(dependences(node, object));
                    limits.extend(choices(node, object));
                    limits
                };
                TypeLimits { own: common(nodes().map(own)), parts: parts.collect() }
            }
            Kind::Union(union) => {
                // Of scalars, an alternative can be several of the document's.
                let parts = union.variants.iter().map(|variant| {
                    match self.shapes.arena.get(variant.value.shape).map(|shape| &shape.kind) {
                        Some(Kind::Array { .. } | Kind::Map { .. }) => {
                            self.of_value(variant.schema, variant.value.shape, 0)
                        }
                        _ => self.of_model(variant.value.shape),
                    }
                });
                TypeLimits { own: Vec::new(), parts: parts.collect() }
            }
            _ => TypeLimits::default(),
        }
    }

    fn of_model(&self, shape: ShapeId) -> Vec<Limit> {
        let kind = self.shapes.arena.get(shape).map(|shape| &shape.kind);
        let name = self.names.types.get(shape).filter(|_| matches!(kind, Some(Kind::Object(_) | Kind::Union(_))));
        name.map(|name| Limit::Of(name.ident.clone())).into_iter().collect()
    }

    /// The limits of a value in a place.
    fn of_value(&self, schema: SchemaId, shape: ShapeId, depth: usize) -> Vec<Limit> {
        let Some(kind) = self.shapes.arena.get(shape).map(|shape| &shape.kind) else { return Vec::new() };
        let Some(node) = self.resolved(schema) else { return Vec::new() };
        match kind {
            Kind::Object(_) | Kind::Union(_) => self.of_model(shape),
            Kind::Text(TextKind::Plain) => self.texts(&node.string),
            Kind::Integer(_) | Kind::Number(_) => ranges(&node.number),
            Kind::Array { item, .. } => {
                let mut limits = counts_of_items(&node.array);
                let items = node.array.items.filter(|_| depth < DEEPEST && node.array.prefix_items.is_empty());
                let inside = items.map(|items| self.of_value(items, item.shape, depth + 1));
                limits.extend(inside.filter(|inside| !inside.is_empty()).map(|inside| Limit::Inside("Items", inside)));
                limits
            }
            Kind::Tuple { rest: Some(_), .. } => counts_of_items(&node.array),
            Kind::Map { value, or_any } => {
                let mut limits = counts_of_members(node);
                let values = match (node.object.additional, node.object.patterns.as_slice()) {
                    (Additional::Schema(values), []) => Some(values),
                    (Additional::Unspecified | Additional::Forbidden, [(_, values)]) if !or_any => Some(*values),
                    _ => None,
                };
                let inside = values.filter(|_| depth < DEEPEST).map(|it| self.of_value(it, value.shape, depth + 1));
                limits.extend(inside.filter(|inside| !inside.is_empty()).map(|inside| Limit::Inside("Values", inside)));
                limits
            }
            _ => Vec::new(),
        }
    }

    fn texts(&self, string: &StringFacets) -> Vec<Limit> {
        let patterns = string.patterns.iter().filter(|_| self.patterns);
        // One that cannot be checked was told when it was read.
        let patterns =
            patterns.filter_map(|pattern| regex::portable(pattern).ok()).filter(|pattern| !pattern.is_empty());
        lengths(string).into_iter().chain(patterns.map(|pattern| Limit::Pattern(pattern.into()))).collect()
    }

    fn resolved(&self, schema: SchemaId) -> Option<&Schema> {
        self.api.schemas.get(crate::analyze::follow(self.api, schema).schema)
    }
}

/// What all lists have.
fn common(mut lists: impl Iterator<Item = Vec<Limit>>) -> Vec<Limit> {
    let mut first = lists.next().unwrap_or_default();
    for list in lists {
        first.retain(|limit| list.contains(limit));
    }
    first
}

fn lengths(string: &StringFacets) -> Vec<Limit> {
    let least = string.min_length.filter(|least| *least > 0).map(|count| Limit::Count("MinLength", count));
    least.into_iter().chain(string.max_length.map(|count| Limit::Count("MaxLength", count))).collect()
}

fn ranges(number: &NumberFacets) -> Vec<Limit> {
    let bound = |bound: &Option<Bound>, [inclusive, exclusive]: [&'static str; 2]| {
        bound
            .as_ref()
            .map(|bound| Limit::Bound(if bound.exclusive { exclusive } else { inclusive }, bound.value.clone()))
    };
    let steps = number.multiples_of.iter().filter(|step| &***step != "1").cloned();
    bound(&number.minimum, ["Minimum", "Above"])
        .into_iter()
        .chain(bound(&number.maximum, ["Maximum", "Below"]))
        .chain(steps.map(|step| Limit::Bound("MultipleOf", step)))
        .collect()
}

fn counts_of_items(array: &ArrayFacets) -> Vec<Limit> {
    let least = array.min_items.filter(|least| *least > 0).map(|count| Limit::Count("MinItems", count));
    let most = array.max_items.map(|count| Limit::Count("MaxItems", count));
    least.into_iter().chain(most).chain(array.unique.then_some(Limit::Unique)).collect()
}

fn counts_of_members(node: &Schema) -> Vec<Limit> {
    let least = node.object.min_properties.filter(|least| *least > 0).map(|count| Limit::Count("MinMembers", count));
    least.into_iter().chain(node.object.max_properties.map(|count| Limit::Count("MaxMembers", count))).collect()
}

/// The members that others need. What the type cannot hold, because it is read-only or not declared, is not asked for.
fn dependences(node: &Schema, object: &ObjectShape) -> Vec<Limit> {
    let dependences = node.object.dependent.iter().filter_map(|(name, others)| {
        let others: Vec<Box<str>> = others.iter().filter(|other| can_be_sent(node, object, other)).cloned().collect();
        (!others.is_empty()).then(|| Limit::Requires(name.clone(), others))
    });
    dependences.collect()
}

/// The sets of members of which one is asked for. Nothing is where one can never be sent, or always is and others may be, too.
fn choices(node: &Schema, object: &ObjectShape) -> Vec<Limit> {
    let is_required = |set: &Vec<Box<str>>| set.iter().all(|name| node.object.required.contains(name));
    let all = node.object.required_sets.iter();
    all.filter(|choice| choice.sets.iter().flatten().all(|name| can_be_sent(node, object, name)))
        .filter(|choice| choice.only_one || !choice.sets.iter().any(is_required))
        .map(|choice| Limit::Choice(if choice.only_one { "OneOf" } else { "AnyOf" }, choice.sets.clone()))
        .collect()
}

fn can_be_sent(node: &Schema, object: &ObjectShape, name: &str) -> bool {
    let is_open = matches!(object.rest, Member::Any | Member::Typed(_) | Member::TypedOrAny(_));
    object.fields.iter().any(|field| &*field.name == name) || (is_open && !node.object.properties.contains_key(name))
}

/// Leaves only types in which there is a limit, and what leads to them.
fn prune(shapes: &Shapes, names: &Names, all: &Table<Shape, TypeLimits>) -> AllLimits {
    let mut by_name: Lookup<&Ident, usize> = Lookup::new();
    for (id, _) in all.iter() {
        if let Some(name) = names.types.get(id) {
            by_name.insert(&name.ident, id.index());
        }
    }
    let mut users = Graph::new(shapes.arena.len());
    for (id, limits) in all.iter() {
        let mut named = Vec::new();
        limits.parts.iter().for_each(|part| collect_named(part, &mut named));
        for target in named.into_iter().filter_map(|name| by_name.get(name)) {
            users.add_edge(*target, id.index());
        }
    }
    let says =
        |limits: &TypeLimits| says_something(&limits.own) || limits.parts.iter().any(|part| says_something(part));
    let roots: Vec<usize> = all.iter().filter(|(_, limits)| says(limits)).map(|(id, _)| id.index()).collect();
    let limited = users.reachable(roots);
    let is_limited = |index: usize| limited.get(index) == Some(&true);
    let keep = |name: &Ident| by_name.get(name).is_some_and(|index| is_limited(*index));
    let mut of = Table::new();
    for (id, limits) in all.iter().filter(|(id, _)| is_limited(id.index())) {
        let mut limits = limits.clone();
        for part in &mut limits.parts {
            retain(part, &keep);
        }
        of.insert(id, limits);
    }
    AllLimits { of }
}

/// Where a limit leads.
enum To<'a> {
    Type(&'a Ident),
    Inside(&'a [Limit]),
    Nowhere,
}

fn follow(limit: &Limit) -> To<'_> {
    match limit {
        Limit::Of(name) => To::Type(name),
        Limit::Inside(_, inside) => To::Inside(inside),
        Limit::Count(..)
        | Limit::Bound(..)
        | Limit::Pattern(_)
        | Limit::Unique
        | Limit::Requires(..)
        | Limit::Choice(..) => To::Nowhere,
    }
}

fn collect_named<'a>(limits: &'a [Limit], found: &mut Vec<&'a Ident>) {
    for limit in limits {
        match follow(limit) {
            To::Type(name) => found.push(name),
            To::Inside(inside) => collect_named(inside, found),
            To::Nowhere => {}
        }
    }
}

fn says_something(limits: &[Limit]) -> bool {
    limits.iter().any(|limit| match follow(limit) {
        To::Type(_) => false,
        To::Inside(inside) => says_something(inside),
        To::Nowhere => true,
    })
}

fn retain(limits: &mut Vec<Limit>, keep: &dyn Fn(&Ident) -> bool) {
    for limit in limits.iter_mut() {
        if let Limit::Inside(_, inside) = limit {
            retain(inside, keep);
        }
    }
    limits.retain(|limit| match follow(limit) {
        To::Type(name) => keep(name),
        To::Inside(inside) => !inside.is_empty(),
        To::Nowhere => true,
    });
}
