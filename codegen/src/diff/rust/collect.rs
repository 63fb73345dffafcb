//! The public API of a planned crate: its models.
//!
//! Takes a plan and what it was made of, gives a [`Surface`]. It says what `emit` writes; a test holds the two together.

use super::calls;
use super::surface::{Argument, Form, Function, Head, Item, Key, Kind, Pass, Role, Space, Surface, Type};
use crate::base::{Lookup, NodeId};
use crate::model::{Api, Shape, ShapeId, Shapes};
use crate::names::{Names, bare};
use crate::plan::Plan;
use crate::plan::ir::{
    self, Accessor, Constructor, DefaultValue, Input, ItemKind, Presence, SetField, Struct, Ty, UnionEnum, ValueEnum,
    ValueKind,
};

/// What a surface is made of.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// The API after `resolve`.
    pub api: &'a Api,
    /// Its shapes.
    pub shapes: &'a Shapes,
    /// Their names.
    pub names: &'a Names,
    /// The plan.
    pub plan: &'a Plan,
}

/// Collects every public item.
#[must_use]
pub fn collect(parts: Parts<'_>) -> Surface {
    let mut out = Surface { package: parts.plan.package.name.clone(), ..Surface::default() };
    let mut by_ident: Lookup<&str, ShapeId> = Lookup::new();
    for (id, name) in parts.names.types.iter() {
        by_ident.insert(&*name.ident, id);
    }
    for item in parts.plan.models.iter().flat_map(|file| &file.items) {
        let shape = by_ident.get(&*item.ident).and_then(|id| parts.shapes.arena.get(*id));
        Models { parts, shape, owner: format!("models::{}", item.ident), out: &mut out }.add(item);
    }
    calls::collect_calls(parts, &mut out);
    out
}

impl Surface {
    /// Adds an item.
    pub(super) fn add(&mut self, owner: &str, space: Space, name: &str, item: Item) {
        self.items.insert(Key::new(owner, space, name), item);
    }
}

struct Models<'a, 'o> {
    parts: Parts<'a>,
    shape: Option<&'a Shape>,
    owner: String,
    out: &'o mut Surface,
}

impl Models<'_, '_> {
    fn origins(&self) -> Vec<NodeId> {
        self.shape.map(|shape| shape.origins.clone()).unwrap_or_default()
    }

    fn add(&mut self, item: &ir::Item) {
        let (form, traits) = match &item.kind {
            ItemKind::Struct(item) => (Form::Struct(Kind::Model), default_trait(item)),
            ItemKind::Values(values) => (Form::Enum(Kind::Model), value_traits(values)),
            ItemKind::Union(_) => (Form::Enum(Kind::Model), Vec::new()),
            ItemKind::Opaque(_) => (Form::Tuple(Type::of(&Ty::VALUE)), Vec::new()),
            ItemKind::Alias(alias) => (Form::Alias(Type::of(&alias.ty)), Vec::new()),
            ItemKind::Newtype(newtype) => (Form::Tuple(Type::of(&newtype.ty)), Vec::new()),
        };
        let own = Item { traits, deprecated: item.deprecated, ..Item::new(form, self.origins()) };
        self.out.add("models", Space::Type, &item.ident, own);
        match &item.kind {
            ItemKind::Struct(planned) => self.add_struct(&item.ident, planned),
            ItemKind::Values(values) => self.add_values(values),
            ItemKind::Union(union) => self.add_union(union),
            ItemKind::Opaque(opaque) => {
                for view in &opaque.views {
                    let result = result(Type::of(&view.ty), "DecodeError");
                    self.add_function(&view.ident, reader(result));
                    if view.from {
                        self.add_conversion(Type::of(&view.ty));
                    }
                }
            }
            ItemKind::Alias(_) | ItemKind::Newtype(_) => {}
        }
    }

    fn add_struct(&mut self, ident: &str, item: &Struct) {
        let fields: Vec<Vec<NodeId>> = match self.shape.map(|shape| &shape.kind) {
            Some(crate::model::Kind::Object(object)) => {
                object.fields.iter().map(|field| self.schema_origin(field.schema)).collect()
            }
            _ => Vec::new(),
        };
        let all = self.origins();
        add_members(self.out, &self.owner, item, &|index| fields.get(index).cloned().unwrap_or_else(|| all.clone()));
        let own = Type::own(self.owner.clone());
        match &item.constructor {
            None => {}
            Some(Constructor::New(inputs)) => {
                let origin = |input: &Input| fields.get(input.field).and_then(|origins| origins.first()).copied();
                let arguments = inputs
                    .iter()
                    .map(|input| Argument { origin: origin(input), ..argument(&input.ident, input) })
                    .collect();
                self.add_function("new", Function { role: Role::New, arguments, output: own, value: None });
            }
            Some(Constructor::Builder(builder)) => {
                let owner = format!("models::{}", builder.ident);
                let output = Type::own(owner.clone());
                let start = Function { role: Role::Start, arguments: Vec::new(), output: output.clone(), value: None };
                self.add_function("builder", start);
                let form = Item::new(Form::Struct(Kind::Builder), all.clone());
                self.out.add("models", Space::Type, &builder.ident, form);
                for input in &builder.inputs {
                    let set = set(Role::Required, "value", input, output.clone());
                    let origins = fields.get(input.field).cloned().unwrap_or_default();
                    let field = item.fields.get(input.field).map(|field| bare(&field.ident).to_owned());
                    let form = Item { of_field: field, ..Item::new(Form::Function(set), origins) };
                    self.out.add(&owner, Space::Function, &input.ident, form);
                }
                let output = result(Type::own(format!("models::{ident}")), "MissingMember");
                let build = Function { role: Role::Build, arguments: Vec::new(), output, value: None };
                self.out.add(&owner, Space::Function, "build", Item::new(Form::Function(build), all));
            }
        }
    }

    fn schema_origin(&self, schema: crate::model::SchemaId) -> Vec<NodeId> {
        self.parts.api.schemas.get(schema).map(|schema| schema.origin).into_iter().collect()
    }

    fn add_values(&mut self, item: &ValueEnum) {
        for variant in &item.variants {
            self.add_variant(&variant.ident, None, self.origins());
        }
        self.add_variant(&item.unlisted.ident, Some(Type::of(&item.unlisted.ty)), self.origins());
        match item.kind {
            ValueKind::Text => {
                self.add_function("as_str", reader(Type::plain(Head::Std("&str"))));
                self.add_conversion(Type::plain(Head::Std("&str")));
            }
            ValueKind::Integer => {
                self.add_function("as_i64", reader(Type::std("Option", Type::plain(Head::Std("i64")))));
                self.add_conversion(Type::plain(Head::Std("i64")));
            }
            ValueKind::Mixed => self.add_function("to_value", reader(Type::of(&Ty::VALUE))),
        }
    }

    fn add_union(&mut self, item: &UnionEnum) {
        let schemas: Vec<_> = match self.shape.map(|shape| &shape.kind) {
            Some(crate::model::Kind::Union(union)) => union.variants.iter().map(|variant| variant.schema).collect(),
            _ => Vec::new(),
        };
        for (index, variant) in item.variants.iter().enumerate() {
            let origins = schemas.get(index).map_or_else(|| self.origins(), |schema| self.schema_origin(*schema));
            self.add_variant(&variant.ident, Some(Type::of(&variant.ty)), origins);
            if let Some(from) = &variant.from {
                self.add_conversion(Type::of(from));
            }
        }
        self.add_variant(&item.unlisted.ident, Some(Type::of(&item.unlisted.ty)), self.origins());
    }

    fn add_variant(&mut self, ident: &str, payload: Option<Type>, origins: Vec<NodeId>) {
        self.out.add(&self.owner, Space::Variant, ident, Item::new(Form::Variant(payload), origins));
    }

    fn add_function(&mut self, ident: &str, function: Function) {
        let item = Item::new(Form::Function(function), self.origins());
        self.out.add(&self.owner, Space::Function, ident, item);
    }

    fn add_conversion(&mut self, from: Type) {
        let name = from.to_string();
        let arguments = vec![Argument::new("value", from, Pass::Value)];
        let function = Function { role: Role::New, arguments, output: Type::own(self.owner.clone()), value: None };
        self.out.add(&self.owner, Space::Conversion, &name, Item::new(Form::Function(function), self.origins()));
    }
}

/// Fields, setters and accessors of a struct.
pub(super) fn add_members(out: &mut Surface, owner: &str, item: &Struct, origins: &dyn Fn(usize) -> Vec<NodeId>) {
    for (index, field) in item.fields.iter().enumerate() {
        let form = Form::Field(Type::of(&field.ty), field.presence);
        let own = Item { deprecated: field.deprecated, ..Item::new(form, origins(index)) };
        out.add(owner, Space::Field, &field.ident, own);
    }
    if let Some(rest) = &item.rest {
        let form = Form::Field(Type::extra(&rest.value), Presence::Required);
        out.add(owner, Space::Field, &rest.ident, Item::new(form, Vec::new()));
    }
    for setter in &item.setters {
        let SetField { ident, deprecated, input, .. } = setter;
        let field = item.fields.get(input.field).map(|field| bare(&field.ident).to_owned());
        let function = set(Role::Setter, "value", input, Type::own(owner));
        let own = Item {
            deprecated: *deprecated,
            of_field: field,
            ..Item::new(Form::Function(function), origins(input.field))
        };
        out.add(owner, Space::Function, ident, own);
    }
    for accessor in &item.accessors {
        let index = item.fields.iter().position(|field| field.ident == accessor.field).unwrap_or_default();
        let own = Item {
            deprecated: accessor.deprecated,
            of_field: Some(bare(&accessor.field).to_owned()),
            ..Item::new(Form::Function(default_reader(accessor)), origins(index))
        };
        out.add(owner, Space::Function, &accessor.ident, own);
    }
}

/// What `#[derive]` adds for a struct without required members.
pub(super) fn default_trait(item: &Struct) -> Vec<&'static str> {
    if item.default { vec!["Default"] } else { Vec::new() }
}

fn value_traits(item: &ValueEnum) -> Vec<&'static str> {
    let text = (item.kind == ValueKind::Text).then_some(["Display", "FromStr"]);
    let eq = (item.unlisted.ty != Ty::VALUE).then_some(["Eq", "Hash"]);
    text.into_iter().chain(eq).flatten().collect()
}

fn default_reader(accessor: &Accessor) -> Function {
    let (ty, value) = match &accessor.value {
        DefaultValue::Bool(value) => (Type::plain(Head::Std("bool")), value.to_string()),
        DefaultValue::Int(ty, value) => (Type::plain(Head::Std(ty)), value.to_string()),
        DefaultValue::F64(value) => (Type::plain(Head::Std("f64")), value.to_string()),
        DefaultValue::Text(text) => (Type::plain(Head::Std("&str")), format!("{text:?}")),
        DefaultValue::Variant { enumeration, variant } => {
            (Type::own(format!("models::{enumeration}")), variant.to_string())
        }
    };
    Function { value: Some(value), ..reader(ty) }
}

fn reader(output: Type) -> Function {
    Function { role: Role::Reader, arguments: Vec::new(), output, value: None }
}

fn set(role: Role, name: &str, input: &Input, output: Type) -> Function {
    Function { role, arguments: vec![argument(name, input)], output, value: None }
}

pub(super) fn argument(name: &str, input: &Input) -> Argument {
    let pass = if input.into { Pass::Into } else { Pass::Value };
    Argument::new(name, Type::of(&input.ty), pass)
}

fn result(ok: Type, error: &'static str) -> Type {
    Type { head: Head::Std("Result"), arguments: vec![ok, Type::plain(Head::Runtime(error))] }
}
