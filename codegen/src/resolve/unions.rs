//! Unions with something beside them.
//!
//! Takes merged schemas that have alternatives and other facets; leaves schemas with alternatives only, each of which says the other
//! facets itself. Must not decide how alternatives are told apart.

use crate::base::{OrderedMap, Table};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{Additional, JsonType, Meta, RequiredSets, Schema, SchemaId, TypeSet};

use super::merge::Union;
use super::parts::{is_implied, is_union, says_nothing};
use super::{DEEPEST_UNION, Resolver, facets};

/// Two unions that apply together become one of all pairs, up to this many,
const MOST_PAIRS: usize = 16;

/// and up to this many when unions inside of them are taken apart.
const MOST_INNER_PAIRS: usize = 64;

/// So many alternatives are looked at when two unions are compared.
const MOST_LEAVES: usize = 1000;

impl Resolver<'_> {
    /// Gives `schema` the alternatives that its parts bring.
    pub(super) fn combine_unions(&mut self, id: SchemaId, schema: &mut Schema, unions: Vec<Union>) {
        let unions = if unions.len() > 1 { self.take_sets(schema, unions) } else { unions };
        let last = unions.last().cloned();
        let Some(union) = unions.into_iter().reduce(|first, second| self.both(id, first, second)) else { return };
        // Where all pairs turn out to be impossible, the last union was meant to replace the others.
        if let Some(last) = last.filter(|last| last.alternatives != union.alternatives && says_nothing(schema)) {
            self.replacements.insert(id, last);
        }
        put(schema, union);
    }

    /// What two unions that apply together come to: the one that names nothing but what the other names as well, else one of all pairs
    /// when these are few, else what both of them name. Where that is nothing, the second stays, which refines the first in most
    /// documents, and it is told.
    fn both(&mut self, id: SchemaId, first: Union, second: Union) -> Union {
        let (left, right) = (self.leaves(&first.alternatives), self.leaves(&second.alternatives));
        if left.keys().all(|end| right.contains_key(end)) {
            return first;
        }
        if right.keys().all(|end| left.contains_key(end)) {
            return second;
        }
        if self.only_tightens_all(&first.alternatives) {
            if self.only_tightens_all(&second.alternatives) {
                self.tell_of_two(&first, &second, "of two unions that apply together, only one is generated");
            }
            return second;
        }
        if self.only_tightens_all(&second.alternatives) {
            self.tell_of_two(&second, &first, "of two unions that apply together, only one is generated");
            return first;
        }
        let pairs = first.alternatives.len() * second.alternatives.len();
        if pairs <= MOST_PAIRS && left.len() * right.len() <= MOST_INNER_PAIRS {
            return self.pairs(id, &first, &second);
        }
        let shared = right.iter().filter(|(end, _)| left.contains_key(*end)).map(|(_, alternative)| *alternative);
        let shared: Vec<SchemaId> = shared.collect();
        if shared.is_empty() {
            self.tell_of_two(&first, &second, "of two unions that apply together, only one is generated");
            return second;
        }
        let text = "of two unions that apply together, only the alternatives that both of them name are generated";
        self.tell_of_two(&first, &second, text);
        Union { alternatives: shared, discriminator: None, ..second }
    }

    fn tell_of_two(&mut self, other: &Union, kept: &Union, text: &str) {
        let finding = Diagnostic::new(Code::UnsupportedKeyword, text).severity(Severity::Lint);
        self.diags.push(finding.at(kept.origin).label(other.origin, "the other one"));
    }

    /// The schemas that alternatives lead to, each with the alternative that does; unions inside of them are taken apart.
    fn leaves(&self, alternatives: &[SchemaId]) -> OrderedMap<SchemaId, SchemaId> {
        let mut found = OrderedMap::new();
        let mut open: Vec<(SchemaId, u32)> = alternatives.iter().rev().map(|id| (*id, 0)).collect();
        while let Some((id, depth)) = open.pop() {
            let end = self.end_of(id);
            let inner = self.api.schemas.get(end).filter(|schema| is_union(schema) && says_nothing(schema));
            match inner.filter(|_| depth < DEEPEST_UNION && found.len() + open.len() < MOST_LEAVES) {
                Some(inner) => {
                    open.extend(inner.one_of.iter().chain(&inner.any_of).rev().map(|inner| (*inner, depth + 1)));
                }
                None => {
                    found.entry(end).or_insert(id);
                }
            }
        }
        found
    }

    fn pairs(&mut self, id: SchemaId, first: &Union, second: &Union) -> Union {
        let mut alternatives = Vec::with_capacity(first.alternatives.len() * second.alternatives.len());
        for &left in &first.alternatives {
            for &right in &second.alternatives {
                let known = self.api.schemas.len();
                let Some(pair) = self.intersection(&[left, right], id) else { continue };
                if self.api.schemas.len() > known {
                    self.made_alternative(pair, id);
                }
                if !alternatives.contains(&pair) {
                    alternatives.push(pair);
                }
            }
        }
        Union { one_of: first.one_of || second.one_of, alternatives, discriminator: None, origin: first.origin }
    }

    /// Notes that an alternative was made for a union. That it is impossible is no mistake of the document as long as another is not.
    fn made_alternative(&mut self, alternative: SchemaId, union: SchemaId) {
        self.quiet.insert(alternative, ());
        self.depth.insert(alternative, self.depth_of(union) + 1);
        self.distributed.push(alternative);
    }

    fn depth_of(&self, id: SchemaId) -> u32 {
        self.depth.get(id).copied().unwrap_or(0)
    }

    /// Moves what stands beside alternatives into them, and completes the discriminator's mapping.
    pub(super) fn settle_union(&mut self, id: SchemaId) {
        let Some(schema) = self.api.schemas.get(id) else { return };
        if !is_union(schema) || schema.reference.is_some() {
            return;
        }
        let alternatives = if schema.one_of.is_empty() { schema.any_of.clone() } else { schema.one_of.clone() };
        if let Some(mut discriminator) = schema.discriminator.clone() {
            self.complete(&mut discriminator, &alternatives, None);
            if let Some(schema) = self.api.schemas.get_mut(id) {
                schema.discriminator = Some(discriminator);
            }
        }
        let Some(schema) = self.api.schemas.get_mut(id) else { return };
        if says_nothing(schema) {
            schema.object.additional = Additional::Unspecified;
            return;
        }
        if let Some(sets) = self.sets_of_members(&alternatives) {
            self.keep_sets(id, sets);
        } else if self.only_tightens_all(&alternatives) {
            self.drop_union(
                id,
                "the alternatives only tighten what stands beside them; the type accepts what one of them would refuse",
            );
        } else if self.depth_of(id) >= DEEPEST_UNION {
            self.drop_union(
                id,
                "the alternatives are unions inside of unions, too many to be told apart, and are ignored",
            );
        } else {
            self.distribute(id, &alternatives);
        }
    }

    fn drop_union(&mut self, id: SchemaId, why: &str) {
        let Some(schema) = self.api.schemas.get_mut(id) else { return };
        schema.one_of.clear();
        schema.any_of.clear();
        schema.discriminator = None;
        self.diags.push(Diagnostic::new(Code::UnsupportedKeyword, why).severity(Severity::Lint).at(schema.origin));
    }

    /// What the alternatives require, where they do nothing else: `anyOf: [{required: [a]}, {required: [b]}]`.
    fn sets_of_members(&self, alternatives: &[SchemaId]) -> Option<Vec<Vec<Box<str>>>> {
        if !self.only_tightens_all(alternatives) {
            return None;
        }
        let sets = alternatives.iter().map(|id| {
            let object = &self.api.schemas.get(*id)?.object;
            let counts = object.min_properties.is_some() || object.max_properties.is_some();
            let is_alone = !counts && object.dependent.is_empty() && !object.required.is_empty();
            is_alone.then(|| object.required.clone())
        });
        sets.collect()
    }

    /// Which of the sets are there is checked like a limit.
    fn keep_sets(&mut self, id: SchemaId, sets: Vec<Vec<Box<str>>>) {
        let Some(schema) = self.api.schemas.get_mut(id) else { return };
        schema.object.required_sets.push(RequiredSets { sets, only_one: !schema.one_of.is_empty() });
        schema.one_of.clear();
        schema.any_of.clear();
        schema.discriminator = None;
    }

    /// Takes the unions out that are sets of members, and gives the others.
    fn take_sets(&mut self, schema: &mut Schema, unions: Vec<Union>) -> Vec<Union> {
        let mut others = Vec::with_capacity(unions.len());
        for union in unions {
            match self.sets_of_members(&union.alternatives) {
                Some(sets) => {
                    let choice = RequiredSets { sets, only_one: union.one_of };
                    if !schema.object.required_sets.contains(&choice) {
                        schema.object.required_sets.push(choice);
                    }
                }
                None => others.push(union),
            }
        }
        others
    }

    fn distribute(&mut self, id: SchemaId, alternatives: &[SchemaId]) {
        let Some(schema) = self.api.schemas.get_mut(id) else { return };
        let rest = Schema {
            meta: Meta::default(),
            nullable: false,
            one_of: Vec::new(),
            any_of: Vec::new(),
            discriminator: None,
            children: Vec::new(),
            mentioned: false,
            ..schema.clone()
        };
        *schema = Schema {
            origin: schema.origin,
            mentioned: schema.mentioned,
            meta: std::mem::take(&mut schema.meta),
            nullable: schema.nullable,
            one_of: std::mem::take(&mut schema.one_of),
            any_of: std::mem::take(&mut schema.any_of),
            discriminator: schema.discriminator.take(),
            ..Schema::default()
        };
        let implied: Vec<bool> = alternatives
            .iter()
            .map(|alternative| self.says_all(*alternative, &rest) || self.is_mistyped(id, *alternative, &rest))
            .collect();
        let mut narrowed = alternatives.to_vec();
        if implied.contains(&false) {
            // Before the call above the arena has no such schema: the rest becomes a part like any other.
            let rest = self.api.schemas.push(rest);
            if let Some(nodes) = self.api.merged.get(id).cloned() {
                self.api.merged.insert(rest, nodes);
            }
            for (slot, _) in narrowed.iter_mut().zip(implied).filter(|(_, implied)| !implied) {
                let known = self.api.schemas.len();
                let origin = self.api.schemas.get(*slot).map(|schema| schema.origin);
                let Some(both) = self.intersection(&[rest, *slot], id) else { continue };
                if self.api.schemas.len() > known {
                    self.made_alternative(both, id);
                    if let (Some(origin), Some(both)) = (origin, self.api.schemas.get_mut(both)) {
                        both.origin = origin;
                    }
                }
                *slot = both;
            }
        }
        let Some(schema) = self.api.schemas.get_mut(id) else { return };
        let targets = schema.discriminator.iter_mut().flat_map(|discriminator| {
            let named = discriminator.mapping.iter_mut().chain(&mut discriminator.implicit);
            named.map(|(_, target)| target).chain(&mut discriminator.fallback)
        });
        for target in targets {
            if let Some(index) = alternatives.iter().position(|alternative| alternative == target)
                && let Some(both) = narrowed.get(index)
            {
                *target = *both;
            }
        }
        if schema.one_of.is_empty() {
            schema.any_of = narrowed;
        } else {
            schema.one_of = narrowed;
        }
    }

    /// The alternative says all that the rest says: it can stay what it is, and keep its name.
    fn says_all(&self, alternative: SchemaId, rest: &Schema) -> bool {
        let Some(whole) = self.api.schemas.get(self.end_of(alternative)) else { return true };
        if !is_union(whole) {
            return is_implied(rest, whole);
        }
        // A union inside of the union: only one level is looked into; deeper ones are narrowed, which is never wrong.
        whole.one_of.iter().chain(&whole.any_of).all(|inner| {
            self.api.schemas.get(self.end_of(*inner)).is_some_and(|inner| !is_union(inner) && is_implied(rest, inner))
        })
    }

    /// A lone `type` beside alternatives that contradicts one of them: documents write `type: object` by habit, and mean the alternative.
    fn is_mistyped(&mut self, id: SchemaId, alternative: SchemaId, rest: &Schema) -> bool {
        let Some(whole) = self.api.schemas.get(self.end_of(alternative)) else { return false };
        let lone = says_nothing(&Schema { types: TypeSet::EMPTY, ..rest.clone() });
        if !lone || is_union(whole) || facets::types(rest.types, whole.types).is_some() {
            return false;
        }
        let text = "the `type` beside the alternatives contradicts one of them, which counts";
        let finding =
            Diagnostic::new(Code::AllofConflict, text).severity(Severity::Lint).label(whole.origin, "this one");
        let at = self.api.schemas.get(id).map(|schema| schema.origin).unwrap_or_default();
        self.diags.push(finding.at(at));
        true
    }

    /// None of the alternatives has members or values of its own: `anyOf: [{required: [a]}, {required: [b]}]`.
    fn only_tightens_all(&self, alternatives: &[SchemaId]) -> bool {
        alternatives.iter().all(|id| {
            self.api.schemas.get(*id).is_some_and(|schema| {
                let mut rest = Schema { object: schema.object.clone(), types: schema.types, ..Schema::default() };
                let objects = facets_of_objects(&rest);
                rest.object.required.clear();
                rest.object.min_properties = None;
                rest.object.max_properties = None;
                rest.object.dependent.clear();
                let plain = Schema { not: None, object: rest.object, types: Default::default(), ..schema.clone() };
                objects
                    && schema.reference.is_none()
                    && schema.all_of.is_empty()
                    && !is_union(schema)
                    && says_nothing(&plain)
            })
        })
    }

    /// Takes impossible alternatives out of unions. Most are expected: an `enum` beside a union of constants leaves one of them. A
    /// union of which nothing is left is a contradiction.
    pub(super) fn drop_impossible(&mut self) {
        let distributed: Table<Schema, ()> =
            std::mem::take(&mut self.distributed).into_iter().map(|id| (id, ())).collect();
        let unions: Vec<SchemaId> =
            self.api.schemas.iter().filter(|(_, schema)| is_union(schema)).map(|(id, _)| id).collect();
        // Unions of unions are made after those that have them, so the inner ones come first this way.
        for id in unions.into_iter().rev() {
            let Some(schema) = self.api.schemas.get(id) else { continue };
            let possible =
                |alternative: &SchemaId| !distributed.contains(*alternative) || !self.is_impossible(*alternative);
            let all: Vec<SchemaId> = schema.one_of.iter().chain(&schema.any_of).copied().collect();
            let left: Vec<SchemaId> = all.iter().copied().filter(possible).collect();
            if left.len() < all.len() {
                self.keep_alternatives(id, &left);
            }
        }
    }

    /// Nothing is of the schema: by itself, or because nothing can be the value of a required member.
    fn is_impossible(&self, id: SchemaId) -> bool {
        let never = |id: SchemaId| self.api.schemas.get(self.end_of(id)).is_some_and(|schema| schema.never);
        let Some(schema) = self.api.schemas.get(self.end_of(id)) else { return false };
        let object = &schema.object;
        let members = || object.required.iter().filter_map(|name| object.properties.get(name));
        schema.never || (facets_of_objects(schema) && members().any(|member| never(*member)))
    }

    fn keep_alternatives(&mut self, id: SchemaId, left: &[SchemaId]) {
        let quiet = self.quiet.contains(id);
        let replacement = self.replacements.remove(id).filter(|_| left.is_empty());
        let Some(schema) = self.api.schemas.get_mut(id) else { return };
        let bare = Schema {
            origin: schema.origin,
            mentioned: schema.mentioned,
            meta: schema.meta.clone(),
            nullable: schema.nullable,
            ..Schema::default()
        };
        if let Some(union) = replacement {
            if !quiet {
                let text = "no alternative of one union goes with one of the other; the last union counts";
                self.diags.push(Diagnostic::new(Code::AllofConflict, text).severity(Severity::Lint).at(schema.origin));
            }
            *schema = bare;
            put(schema, union);
            return;
        }
        match left {
            [] => {
                *schema = Schema { never: true, nullable: false, ..bare };
                if !quiet {
                    let text = "none of the alternatives goes with what stands beside them";
                    self.diags
                        .push(Diagnostic::new(Code::AllofConflict, text).severity(Severity::Lint).at(schema.origin));
                }
            }
            [only] => *schema = Schema { reference: Some(*only), ..bare },
            _ => {
                schema.one_of.retain(|id| left.contains(id));
                schema.any_of.retain(|id| left.contains(id));
                if let Some(discriminator) = &mut schema.discriminator {
                    discriminator.mapping.retain(|(_, id)| left.contains(id));
                    discriminator.implicit.retain(|(_, id)| left.contains(id));
                    discriminator.fallback = discriminator.fallback.filter(|id| left.contains(id));
                }
            }
        }
    }
}

/// The types are not said, or objects.
fn facets_of_objects(schema: &Schema) -> bool {
    schema.types.is_empty() || schema.types.single() == Some(JsonType::Object)
}

/// Gives a schema the alternatives of a union.
fn put(schema: &mut Schema, union: Union) {
    if let Some(discriminator) = union.discriminator {
        schema.discriminator = Some(discriminator);
    }
    if union.one_of {
        schema.one_of = union.alternatives;
    } else {
        schema.any_of = union.alternatives;
    }
}
