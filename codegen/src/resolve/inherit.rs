//! Base types with a discriminator, their children, and complete mappings.
//!
//! Takes schemas as declared and as merged, fills [`Schema::children`] and every discriminator's mapping: after it, each alternative or
//! child that has a name has a value that selects it, the explicit ones first. Must not make types.

use crate::base::{Lookup, NodeId, OrderedSet, Table};
use crate::diag::{Code, Diagnostic};
use crate::model::{Api, Discriminator, Schema, SchemaId};

use super::{Resolver, end_of};

/// Who is built on whom, as declared.
pub(super) struct Lineage {
    /// The first component name of a schema.
    names: Table<Schema, Box<str>>,
    /// For each base type (a discriminator and no union), the components that have it in their `allOf`, at any depth, in order.
    descendants: Table<Schema, Vec<SchemaId>>,
    /// Every component that is built on a base type.
    children: Table<Schema, ()>,
}

impl Lineage {
    pub(super) fn of(api: &Api) -> Self {
        let mut names = Table::new();
        for (name, id) in &api.components {
            names.get_or_insert_with(*id, || name.clone());
        }
        let mut lineage = Self { names, descendants: Table::new(), children: Table::new() };
        if !api.schemas.values().any(is_base) {
            return lineage;
        }
        let users = users(api);
        for (base, _) in api.schemas.iter().filter(|(_, schema)| is_base(schema)) {
            let built = built_on(&users, base);
            let list: OrderedSet<SchemaId> = api.components.values().copied().filter(|id| built.contains(id)).collect();
            if !list.is_empty() {
                list.iter().for_each(|id| {
                    lineage.children.insert(*id, ());
                });
                lineage.descendants.insert(base, list.into_iter().collect());
            }
        }
        lineage
    }

    /// Whether the schema is a component that is built on a base type.
    pub(super) fn is_descendant(&self, id: SchemaId) -> bool {
        self.children.contains(id)
    }

    /// The name below `components.schemas`.
    pub(super) fn name(&self, id: SchemaId) -> Option<&str> {
        self.names.get(id).map(|name| &**name)
    }
}

/// A schema whose discriminator tells its descendants apart.
pub(super) fn is_base(schema: &Schema) -> bool {
    schema.discriminator.is_some() && schema.one_of.is_empty() && schema.any_of.is_empty()
}

/// For each schema, those that have it in their `allOf`. A bare reference is an alias, no child.
fn users(api: &Api) -> Table<Schema, Vec<SchemaId>> {
    let mut users: Table<Schema, Vec<SchemaId>> = Table::new();
    for (id, schema) in api.schemas.iter() {
        for part in &schema.all_of {
            users.get_or_insert_with(end_of(api, *part), Vec::new).push(id);
        }
    }
    users
}

/// Everything that has the base in its `allOf`, at any depth.
fn built_on(users: &Table<Schema, Vec<SchemaId>>, base: SchemaId) -> Lookup<SchemaId, ()> {
    let mut found = Lookup::new();
    let mut open = vec![base];
    while let Some(id) = open.pop() {
        for &user in users.get(id).into_iter().flatten() {
            if user != base && found.insert(user, ()).is_none() {
                open.push(user);
            }
        }
    }
    found
}

impl Resolver<'_> {
    /// Fills the children of every base type and completes their mappings.
    pub(super) fn fill_children(&mut self) {
        let bases: Vec<SchemaId> = self.lineage.descendants.iter().map(|(id, _)| id).collect();
        let mapped = self.api.schemas.iter().filter(|(_, schema)| is_base(schema) && schema.reference.is_none());
        let bases: Vec<SchemaId> = bases.into_iter().chain(mapped.map(|(id, _)| id)).collect();
        for base in bases {
            let Some(mut discriminator) = self.api.schemas.get(base).and_then(|schema| schema.discriminator.clone())
            else {
                continue;
            };
            let mut children = self.lineage.descendants.get(base).cloned().unwrap_or_default();
            children.retain(|child| self.end_of(*child) == *child);
            for target in discriminator.targets() {
                let target = self.end_of(target);
                if target != base && !children.iter().any(|child| self.end_of(*child) == target) {
                    children.push(target);
                }
            }
            self.complete(&mut discriminator, &children, Some(base));
            if let Some(schema) = self.api.schemas.get_mut(base) {
                schema.children = children;
                schema.discriminator = Some(discriminator);
            }
        }
    }

    /// Makes the targets of a mapping ids of `alternatives` (or the base itself), and adds the names of those that are not mapped
    /// (OpenAPI 3.0.3, section 4.7.25: the name of the component is the implicit value).
    pub(super) fn complete(
        &mut self,
        discriminator: &mut Discriminator,
        alternatives: &[SchemaId],
        base: Option<SchemaId>,
    ) {
        let mut mapping = Vec::with_capacity(alternatives.len());
        let find = |target: SchemaId| {
            let end = self.end_of(target);
            let is_it = |alternative: &SchemaId| *alternative == target || self.end_of(*alternative) == end;
            alternatives.iter().copied().find(is_it).or(base.filter(|base| *base == end))
        };
        let mut unmapped = Vec::new();
        for (value, target) in std::mem::take(&mut discriminator.mapping) {
            match find(target) {
                Some(alternative) => mapping.push((value, alternative)),
                None => unmapped.push(value),
            }
        }
        if let Some(target) = discriminator.fallback {
            discriminator.fallback = find(target);
            if discriminator.fallback.is_none() {
                unmapped.push("defaultMapping".into());
            }
        }
        for value in unmapped {
            self.unmapped(discriminator.origin, &value);
        }
        let mut implicit = Vec::new();
        for &alternative in alternatives {
            if mapping.iter().any(|(_, target)| *target == alternative) {
                continue;
            }
            if let Some(name) = self.name_on_the_way(alternative)
                && !mapping.iter().any(|(value, _)| **value == *name)
            {
                implicit.push((name, alternative));
            }
        }
        (discriminator.mapping, discriminator.implicit) = (mapping, implicit);
    }

    fn unmapped(&mut self, at: NodeId, value: &str) {
        let text = format!("`{value}` is mapped to a schema that is none of the alternatives");
        self.diags.push(Diagnostic::new(Code::DroppedKeyword, text).at(at));
    }

    /// The first component name on the way from an alternative to what it refers to.
    pub(super) fn name_on_the_way(&self, mut id: SchemaId) -> Option<Box<str>> {
        for _ in 0..super::LONGEST_CHAIN {
            if let Some(name) = self.lineage.name(id) {
                return Some(name.into());
            }
            id = self.api.schemas.get(id)?.reference?;
        }
        None
    }
}
