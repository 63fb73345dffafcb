//! Types below `models`: one item per named shape, a file per family.
//!
//! Takes shapes and names, gives items. Must not drop a named shape that is selected.

use super::Context;
use super::constructors::{order, plan_constructor, plan_setters};
use super::docs;
use super::idents::Functions;
use super::ir::{Alias, Docs, Ident, Item, ItemKind, ModelFile, Newtype, Presence, Struct, StructLimits, Ty};
use super::members::{plan_accessor, plan_fields, plan_rest};
use super::unions::plan_union;
use super::values::plan_values;
use crate::base::OrderedMap;
use crate::model::{Dispatch, Kind, ObjectShape, Shape, ShapeId};
use crate::names::AliasOf;

/// All files below `models`, in the order of their first type.
pub(super) fn plan_models(context: &Context<'_>) -> Vec<ModelFile> {
    let mut files: OrderedMap<Ident, ModelFile> = OrderedMap::new();
    for (id, name) in context.names.types.iter() {
        let Some(shape) = context.shapes.arena.get(id).filter(|_| context.gates.is_kept(id)) else { continue };
        let file = files
            .entry(name.module.clone())
            .or_insert_with(|| ModelFile { module: name.module.clone(), ..ModelFile::default() });
        file.items.push(plan_item(context, id, shape, &name.ident));
        let old = context.names.aliases.iter().filter(|alias| alias.of == AliasOf::Type(id));
        file.items.extend(old.map(|alias| plan_old_name(context, id, &name.ident, &alias.ident)));
    }
    files.into_values().collect()
}

/// A name that a type had before.
fn plan_old_name(context: &Context<'_>, id: ShapeId, ident: &Ident, old: &Ident) -> Item {
    Item {
        ident: old.clone(),
        docs: vec![format!("The old name of [`{ident}`].")],
        deprecated: true,
        gate: context.gates.of(id),
        kind: ItemKind::Alias(Alias { ty: Ty::Model(ident.clone()) }),
    }
}

fn plan_item(context: &Context<'_>, id: ShapeId, shape: &Shape, ident: &Ident) -> Item {
    let kind = match &shape.kind {
        Kind::Object(object) => ItemKind::Struct(plan_struct(context, id, shape, object)),
        Kind::Enum(values) => ItemKind::Values(plan_values(context, id, shape, values)),
        Kind::Union(union) => plan_union(context, id, shape, union),
        _ if context.types.is_newtype(id) => ItemKind::Newtype(Newtype { ty: context.types.inside(id) }),
        _ => ItemKind::Alias(Alias { ty: context.types.inside(id) }),
    };
    Item {
        ident: ident.clone(),
        docs: plan_docs(context, shape),
        deprecated: context.api.schemas.get(shape.schema).is_some_and(|schema| schema.meta.deprecated),
        gate: context.gates.of(id),
        kind,
    }
}

/// Description, limits, place.
fn plan_docs(context: &Context<'_>, shape: &Shape) -> Docs {
    let text = context.docs(context.description(shape.schema));
    let undecided = match &shape.kind {
        Kind::Union(union) if union.dispatch == Dispatch::Undecided => docs::plain(
            "The description does not say how to tell its alternatives apart: the value is kept as it is and read on demand.",
        ),
        _ => Docs::new(),
    };
    let limits = match &shape.kind {
        Kind::Object(_) | Kind::Union(_) | Kind::Enum(_) => Docs::new(),
        _ => context.limits(shape.schema),
    };
    let place = shape.origins.first().map(|node| context.place("Schema", *node)).unwrap_or_default();
    docs::join([text, undecided, limits, place])
}

fn plan_struct(context: &Context<'_>, id: ShapeId, shape: &Shape, object: &ObjectShape) -> Struct {
    // A setter is for those who send the type: not for each component that nobody mentions.
    let sent = context.gates.is_sent(id);
    let fields = plan_fields(context, id, object);
    let rest = plan_rest(context, id, object, !shape.usage.is_request_only());
    let order = order(&fields, context.names.arguments.get(id));
    let constructor = plan_constructor(&fields, &order, sent, context.names.builders.get(id));
    let mut functions = Functions::default();
    let setters = if sent { plan_setters(&fields, &mut functions) } else { Vec::new() };
    // What a member means that was not sent is a question to those who receive.
    let received = object.fields.iter().zip(&fields).filter(|_| !shape.usage.is_request_only());
    let accessors = received
        .filter_map(|(member, field)| plan_accessor(context, field, member.schema, member.value.shape, &mut functions))
        .collect();
    let default = fields.iter().all(|field| field.presence != Presence::Required);
    let limits =
        context.limits.of(id).map(|limits| StructLimits { own: limits.own.clone(), fields: limits.parts.clone() });
    Struct { fields, rest, default, constructor, setters, accessors, limits, streams: false }
}

/// The type of a union's alternative or of a variant, in its box if it needs one.
pub(super) fn boxed(ty: Ty, boxed: bool) -> Ty {
    if boxed { Ty::Boxed(Box::new(ty)) } else { ty }
}
