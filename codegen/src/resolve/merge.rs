//! The merge of one schema with its parts.
//!
//! Takes a schema with `allOf`, or with facets beside `$ref`, whose parts are merged already; leaves a reference with annotations or a
//! schema that stands alone. Members that several parts declare become new schemas, merged later. Must not look into members.

use crate::base::{Lookup, NodeId, OrderedMap, OrderedSet};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{Additional, Api, Discriminator, JsonType, Schema, SchemaId};

use super::parts::{Distance, Part, is_implied, is_union, parts_of, says_nothing};
use super::provenance::{Facet, Notes};
use super::{MOST_MEMBERS, Resolver, annotations, facets, inherit};

/// Alternatives that a part brings along.
#[derive(Clone, Debug)]
pub(super) struct Union {
    /// `oneOf`, else `anyOf`.
    pub(super) one_of: bool,
    pub(super) alternatives: Vec<SchemaId>,
    pub(super) discriminator: Option<Discriminator>,
    pub(super) origin: NodeId,
}

/// What the parts add up to, with lists of schemas where one schema is wanted.
#[derive(Default)]
struct Draft {
    schema: Schema,
    properties: OrderedMap<Box<str>, Vec<SchemaId>>,
    patterns: OrderedMap<Box<str>, Vec<SchemaId>>,
    additional: Vec<SchemaId>,
    items: Vec<SchemaId>,
    prefix_items: Vec<Vec<SchemaId>>,
    unions: Vec<Union>,
    /// What contradicts, and where.
    conflict: Option<(String, NodeId)>,
    notes: Notes,
    told: Vec<Diagnostic>,
    required: OrderedSet<Box<str>>,
}

impl Resolver<'_> {
    /// Merges one schema, unless it stands alone already.
    pub(super) fn merge(&mut self, id: SchemaId) {
        let Some(schema) = self.api.schemas.get(id) else { return };
        if schema.all_of.is_empty() {
            let annotated = schema.reference.is_some() && says_nothing(schema) && !is_union(schema);
            let alone = schema.reference.is_none() && (schema.one_of.is_empty() || schema.any_of.is_empty());
            if alone {
                return;
            }
            if annotated {
                if let Some(schema) = self.api.schemas.get_mut(id) {
                    // `additionalProperties: true` narrows nothing.
                    schema.object.additional = Additional::Unspecified;
                    schema.discriminator = None;
                }
                return;
            }
        }
        let parts = parts_of(self.api, id);
        if self.members > MOST_MEMBERS {
            self.give_up(id);
            return;
        }
        match self.same_type(id, &parts) {
            Some(target) => self.refer(id, target, &parts),
            None => self.unite(id, &parts),
        }
    }

    /// The reference that says all that the parts say, if there is one: then the schema is of the same type.
    fn same_type(&self, id: SchemaId, parts: &[Part]) -> Option<SchemaId> {
        let schema = self.api.schemas.get(id)?;
        let bears = |part: &&Part| {
            self.api.schemas.get(part.schema).is_some_and(|schema| {
                !says_nothing(schema)
                    || is_union(schema)
                    || (part.distance == Distance::Own && schema.discriminator.is_some())
            })
        };
        let bearing: Vec<&Part> = parts.iter().filter(bears).collect();
        let inline = schema.all_of.iter().filter_map(|member| self.api.schemas.get(*member)?.reference);
        let targets: Vec<SchemaId> = schema.reference.into_iter().chain(inline).collect();
        let covers = |target: &SchemaId| {
            let end = self.end_of(*target);
            let Some(whole) = self.api.schemas.get(end) else { return false };
            bearing.iter().filter(|part| part.schema != end).all(|part| {
                self.api.schemas.get(part.schema).is_some_and(|part| !is_union(part) && is_implied(part, whole))
            })
        };
        let found = targets.iter().copied().find(covers)?;
        // Among parts that say nothing, none is the type.
        if bearing.is_empty() && targets.len() > 1 {
            return None;
        }
        // A child is never its base, even when it adds nothing.
        let end = self.end_of(found);
        let child = schema.reference.is_none()
            && (self.lineage.is_descendant(id)
                || self.api.schemas.get(end).is_some_and(is_union) && reaches(self.api, end, id));
        (!child).then_some(found)
    }

    /// Too much has been merged: what is left is taken as anything.
    fn give_up(&mut self, id: SchemaId) {
        self.overflow(id);
        if let Some(schema) = self.api.schemas.get_mut(id) {
            let Schema { origin, mentioned, .. } = *schema;
            *schema = Schema { origin, mentioned, meta: std::mem::take(&mut schema.meta), ..Schema::default() };
        }
    }

    fn refer(&mut self, id: SchemaId, target: SchemaId, parts: &[Part]) {
        let mut on_the_way = Vec::new();
        let mut next = Some(target);
        while let Some(step) = next.filter(|step| !on_the_way.contains(step)) {
            on_the_way.push(step);
            next = self.api.schemas.get(step).and_then(|schema| schema.reference);
        }
        let parts: Vec<Part> = parts.iter().copied().filter(|part| !on_the_way.contains(&part.schema)).collect();
        let mut notes = Notes::default();
        let meta = annotations::merge(self.api, &self.lineage, id, &parts, &mut notes);
        let nullable = parts.iter().any(|part| self.api.schemas.get(part.schema).is_some_and(|schema| schema.nullable));
        if let Some(schema) = self.api.schemas.get_mut(id) {
            if nullable {
                notes.add(Facet::Nullable, schema.origin);
            }
            let Schema { origin, mentioned, .. } = *schema;
            *schema = Schema { origin, mentioned, meta, nullable, reference: Some(target), ..Schema::default() };
            self.provenance.set(id, notes);
        }
    }

    fn unite(&mut self, id: SchemaId, parts: &[Part]) {
        let mut draft = Draft::default();
        for part in parts {
            let Some(schema) = self.api.schemas.get(part.schema) else { continue };
            draft.add(schema);
            // A base type's own way to its children is not inherited by them.
            let inherited = part.distance == Distance::Referenced
                && id.index() < self.declared
                && reaches(self.api, part.schema, id);
            if is_union(schema) && !inherited {
                draft.add_unions(schema);
            } else if part.distance != Distance::Referenced && inherit::is_base(schema) {
                draft.schema.discriminator.clone_from(&schema.discriminator);
                draft.notes.replace(Facet::Discriminator, schema.origin);
            }
        }
        draft.check_ranges();
        draft.schema.nullable = self.is_nullable(parts, &mut draft.notes);
        draft.schema.meta = annotations::merge(self.api, &self.lineage, id, parts, &mut draft.notes);
        draft.schema.origin = self.api.schemas.get(id).map(|schema| schema.origin).unwrap_or_default();
        let quiet = self.quiet.contains(id);
        if !quiet {
            self.diags.extend(std::mem::take(&mut draft.told));
        }
        self.members += draft.properties.len();
        let (mut schema, notes) = self.finish(id, draft, quiet);
        schema.reference = None;
        if let Some(slot) = self.api.schemas.get_mut(id) {
            schema.mentioned = slot.mentioned;
            *slot = schema;
        }
        self.provenance.set(id, notes);
    }

    /// Turns lists of schemas into single ones.
    fn finish(&mut self, id: SchemaId, draft: Draft, quiet: bool) -> (Schema, Notes) {
        let Draft {
            mut schema,
            properties,
            patterns,
            additional,
            items,
            prefix_items,
            unions,
            conflict,
            notes,
            told: _,
            required,
        } = draft;
        if let Some((what, at)) = conflict {
            if !quiet {
                let text = format!("the parts contradict each other: {what}");
                let finding = Diagnostic::new(Code::AllofConflict, text).severity(Severity::Lint);
                self.diags.push(finding.at(schema.origin).label(at, "this part does not go with those before it"));
            }
            schema.never = true;
        }
        if schema.never {
            return (Schema { origin: schema.origin, meta: schema.meta, never: true, ..Schema::default() }, notes);
        }
        schema.object.required = required.into_iter().collect();
        for (name, list) in properties {
            if let Some(member) = self.intersection(&list, id) {
                schema.object.properties.insert(name, member);
            }
        }
        for (pattern, list) in patterns {
            schema.object.patterns.extend(self.intersection(&list, id).map(|member| (pattern, member)));
        }
        if matches!(schema.object.additional, Additional::Schema(_))
            && let Some(value) = self.intersection(&additional, id)
        {
            schema.object.additional = Additional::Schema(value);
        }
        schema.array.items = self.intersection(&items, id);
        for list in prefix_items {
            schema.array.prefix_items.extend(self.intersection(&list, id));
        }
        self.combine_unions(id, &mut schema, unions);
        (schema, notes)
    }

    /// Whether null is allowed: a part says so and no typed part excludes it. What stands beside `allOf`, or alone in a part, is meant
    /// of the whole.
    fn is_nullable(&self, parts: &[Part], notes: &mut Notes) -> bool {
        let mut said = false;
        let mut excluded = false;
        let mut meant = false;
        for part in parts {
            let Some(schema) = self.api.schemas.get(part.schema) else { continue };
            let typed = !schema.types.is_empty() || schema.enumeration.is_some() || is_union(schema);
            if schema.nullable {
                notes.add(Facet::Nullable, schema.origin);
                said = true;
                let bare = says_nothing(schema) && !is_union(schema) && part.distance != Distance::Referenced;
                meant |= part.distance == Distance::Own || bare;
            }
            excluded |= typed && !schema.nullable;
        }
        meant || (said && !excluded)
    }
}

/// Whether `to` is among the alternatives of `from`, or among theirs.
pub(super) fn reaches(api: &Api, from: SchemaId, to: SchemaId) -> bool {
    let mut seen: Lookup<SchemaId, ()> = Lookup::new();
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        let Some(schema) = api.schemas.get(id) else { continue };
        let way = schema.reference.filter(|_| id != from);
        for &id in schema.one_of.iter().chain(&schema.any_of).chain(way.iter()) {
            if id == to {
                return true;
            }
            if seen.insert(id, ()).is_none() {
                open.push(id);
            }
        }
    }
    false
}

impl Draft {
    fn conflict(&mut self, what: impl Into<String>, at: NodeId) {
        if self.conflict.is_none() {
            self.conflict = Some((what.into(), at));
        }
    }

    /// Adds all facets of a part but its alternatives and annotations.
    fn add(&mut self, part: &Schema) {
        let at = part.origin;
        self.schema.never |= part.never;
        self.add_types(part);
        self.add_values(part);
        self.add_limits(part);
        if let Some(item) = part.array.items {
            push_new(&mut self.items, item);
            self.notes.add(Facet::Array, at);
        }
        for (index, &item) in part.array.prefix_items.iter().enumerate() {
            if self.prefix_items.len() == index {
                self.prefix_items.push(Vec::new());
            }
            if let Some(list) = self.prefix_items.get_mut(index) {
                push_new(list, item);
            }
            self.notes.add(Facet::Array, at);
        }
        self.add_members(part);
        if let Some(not) = part.not {
            self.schema.not.get_or_insert(not);
            self.notes.add(Facet::Not, at);
        }
    }

    fn add_types(&mut self, part: &Schema) {
        if part.types.is_empty() {
            if !facets::shape_of(part).is_empty() {
                self.notes.add(Facet::Type, part.origin);
            }
            return;
        }
        match facets::types(self.schema.types, part.types) {
            Some(types) => {
                self.schema.types = types;
                self.notes.add(Facet::Type, part.origin);
            }
            None => self.conflict("no type is allowed by all of them", part.origin),
        }
    }

    fn add_values(&mut self, part: &Schema) {
        if let Some(values) = &part.enumeration {
            let common = match &self.schema.enumeration {
                Some(known) => facets::values(known, values),
                None => values.clone(),
            };
            if common.is_empty() {
                self.conflict("no value of `enum` is in all of them", part.origin);
            }
            self.schema.enumeration = Some(common);
            self.notes.add(Facet::Enum, part.origin);
        }
        if let Some(format) = &part.format {
            let narrower =
                self.schema.format.as_ref().map_or(Some(format.clone()), |known| facets::format(known, format));
            match narrower {
                Some(narrower) => {
                    self.schema.format = Some(narrower);
                    self.notes.add(Facet::Format, part.origin);
                }
                None => {
                    let known = self.schema.format.as_deref().unwrap_or_default();
                    let text = format!("the format `{format}` does not go with `{known}`, which counts");
                    self.told.push(Diagnostic::new(Code::AllofConflict, text).severity(Severity::Lint).at(part.origin));
                }
            }
        }
    }

    fn add_limits(&mut self, part: &Schema) {
        let (mine, at) = (&mut self.schema, part.origin);
        let (number, string, array) = (&part.number, &part.string, &part.array);
        mine.number.minimum = facets::minimum(mine.number.minimum.take(), number.minimum.as_ref());
        mine.number.maximum = facets::maximum(mine.number.maximum.take(), number.maximum.as_ref());
        for step in &number.multiples_of {
            push_new(&mut mine.number.multiples_of, step.clone());
        }
        mine.string.min_length = facets::most(mine.string.min_length, string.min_length);
        mine.string.max_length = facets::least(mine.string.max_length, string.max_length);
        for pattern in &string.patterns {
            push_new(&mut mine.string.patterns, pattern.clone());
        }
        for (mine, theirs) in [
            (&mut mine.string.content_encoding, &string.content_encoding),
            (&mut mine.string.content_media_type, &string.content_media_type),
        ] {
            if mine.is_none() {
                mine.clone_from(theirs);
            }
        }
        mine.array.min_items = facets::most(mine.array.min_items, array.min_items);
        mine.array.max_items = facets::least(mine.array.max_items, array.max_items);
        mine.array.unique |= array.unique;
        mine.object.min_properties = facets::most(mine.object.min_properties, part.object.min_properties);
        mine.object.max_properties = facets::least(mine.object.max_properties, part.object.max_properties);
        for dependent in &part.object.dependent {
            push_new(&mut mine.object.dependent, dependent.clone());
        }
        for choice in &part.object.required_sets {
            push_new(&mut mine.object.required_sets, choice.clone());
        }
        if *number != Default::default() {
            self.notes.add(Facet::Number, at);
        }
        if *string != Default::default() {
            self.notes.add(Facet::String, at);
        }
        if array.min_items.is_some() || array.max_items.is_some() || array.unique {
            self.notes.add(Facet::Array, at);
        }
    }

    fn add_members(&mut self, part: &Schema) {
        let (at, object) = (part.origin, &part.object);
        for (name, &member) in &object.properties {
            push_new(self.properties.entry(name.clone()).or_default(), member);
            self.notes.add(Facet::Property(name.clone()), at);
        }
        for name in &object.required {
            if !self.required.contains(name) {
                self.required.insert(name.clone());
            }
            self.notes.add(Facet::Required(name.clone()), at);
        }
        for (pattern, member) in &object.patterns {
            push_new(self.patterns.entry(pattern.clone()).or_default(), *member);
        }
        if let Additional::Schema(value) = object.additional {
            push_new(&mut self.additional, value);
        }
        let mine = &mut self.schema.object.additional;
        *mine = match (*mine, object.additional) {
            (Additional::Forbidden, _) | (_, Additional::Forbidden) => Additional::Forbidden,
            (Additional::Unspecified | Additional::Any, theirs) if theirs != Additional::Unspecified => theirs,
            (mine, _) => mine,
        };
        if object.additional != Additional::Unspecified || !object.patterns.is_empty() {
            self.notes.add(Facet::Additional, at);
        }
    }

    fn add_unions(&mut self, part: &Schema) {
        for (one_of, alternatives) in [(true, &part.one_of), (false, &part.any_of)] {
            if !alternatives.is_empty() {
                let discriminator = part.discriminator.clone();
                self.unions.push(Union {
                    one_of,
                    alternatives: alternatives.clone(),
                    discriminator,
                    origin: part.origin,
                });
                self.notes.add(Facet::Union, part.origin);
            }
        }
    }

    /// Limits that do not meet leave no value, if the schema is of the one type that they are about.
    fn check_ranges(&mut self) {
        let Schema { types, number, string, array, origin, .. } = &self.schema;
        let empty = match types.single() {
            Some(JsonType::Integer | JsonType::Number) => match (&number.minimum, &number.maximum) {
                (Some(minimum), Some(maximum)) => facets::is_empty_range(minimum, maximum),
                _ => false,
            },
            Some(JsonType::String) => string.min_length > Some(string.max_length.unwrap_or(u64::MAX)),
            Some(JsonType::Array) => array.min_items > Some(array.max_items.unwrap_or(u64::MAX)),
            _ => false,
        };
        if empty {
            let at = *origin;
            self.conflict("their limits leave no value", at);
        }
    }
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
