//! Drafts: one shape for each schema and direction, before equal ones are merged.
//!
//! Works off a queue instead of recursing, so that documents of any depth are fine.

use std::collections::VecDeque;

use crate::analyze::{Followed, follow};
use crate::base::{Arena, Lookup};
use crate::model::{Api, Direction, JsonType, Kind, NameHint, SchemaId, Shape, ShapeId, Usage, Use};

use super::classify::{self, Scalar};

/// A list passes on so many of the names that it could have, and through so many lists in lists: what is further away says little of
/// an item, and long chains of lists would take the square of their length.
const MOST_HINTS: usize = 64;
const DEEPEST_HINT: usize = 8;

/// What a draft is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) schema: SchemaId,
    pub(super) direction: Direction,
    /// Set for one branch of a schema that allows several JSON types.
    pub(super) only: Option<JsonType>,
}

/// Drafts under construction. [`Use::shape`] is the number of a draft in here.
pub(super) struct Drafts<'a> {
    pub(super) api: &'a Api,
    pub(super) arena: Arena<Shape>,
    /// The key of each draft that is no scalar.
    pub(super) keys: Vec<Option<Key>>,
    /// Names of schemas: below `components.schemas`, or else what references call them.
    pub(super) components: Lookup<SchemaId, &'a str>,
    index: Lookup<Key, ShapeId>,
    scalars: Lookup<Scalar, ShapeId>,
    queue: VecDeque<ShapeId>,
}

impl<'a> Drafts<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Self {
            api,
            arena: Arena::new(),
            keys: Vec::new(),
            components: named(api),
            index: Lookup::new(),
            scalars: Lookup::new(),
            queue: VecDeque::new(),
        }
    }

    /// The use of `schema` in a place that `hint` describes.
    pub(super) fn place(&mut self, schema: SchemaId, direction: Direction, hint: Option<NameHint>) -> Use {
        let followed = self.follow(schema);
        let key = Key { schema: followed.schema, direction, only: None };
        Use { shape: self.draft(key, hint), nullable: followed.nullable }
    }

    /// One branch of a schema that allows several JSON types.
    pub(super) fn place_branch(&mut self, key: Key, only: JsonType, hint: Option<NameHint>) -> Use {
        Use { shape: self.draft(Key { only: Some(only), ..key }, hint), nullable: false }
    }

    /// Where a schema was placed, if it was.
    pub(super) fn find(&self, schema: SchemaId, direction: Direction) -> Option<Use> {
        let followed = self.follow(schema);
        if let Some(scalar) = self.scalar_of(followed.schema, None) {
            let shape = *self.scalars.get(&scalar)?;
            return Some(Use { shape, nullable: followed.nullable });
        }
        let shape = *self.index.get(&Key { schema: followed.schema, direction, only: None })?;
        Some(Use { shape, nullable: followed.nullable })
    }

    /// The schema that stands on its own, or the one on the way for which a type of another crate stands.
    fn follow(&self, schema: SchemaId) -> Followed {
        let mut followed = follow(self.api, schema);
        if self.api.schemas.get(schema).is_some_and(|node| self.api.foreign.places.contains(&node.origin)) {
            followed.schema = schema;
        }
        followed
    }

    /// The shape of a scalar.
    pub(super) fn scalar(&mut self, scalar: Scalar, schema: SchemaId) -> ShapeId {
        if let Some(shape) = self.scalars.get(&scalar) {
            return *shape;
        }
        let shape = self.push(scalar.kind(), schema, None);
        self.scalars.insert(scalar, shape);
        shape
    }

    /// Works off the queue: fills every draft that was placed, and those that this places.
    pub(super) fn finish(&mut self) {
        while let Some(draft) = self.queue.pop_front() {
            let Some(Some(key)) = self.keys.get(draft.index()).copied() else { continue };
            let kind = classify::kind(self, draft, key);
            let hints = self.arena.get_mut(draft).map(|shape| {
                shape.kind = kind;
                shape.hints.clone()
            });
            for hint in hints.unwrap_or_default().iter().take(MOST_HINTS) {
                self.pass_on(draft, hint, DEEPEST_HINT);
            }
        }
    }

    fn draft(&mut self, key: Key, hint: Option<NameHint>) -> ShapeId {
        if let Some(scalar) = self.scalar_of(key.schema, key.only) {
            return self.scalar(scalar, key.schema);
        }
        if let Some(draft) = self.index.get(&key).copied() {
            if let Some(hint) = hint {
                self.add_hint(draft, &hint);
            }
            return draft;
        }
        let draft = self.push(Kind::Any, key.schema, Some(key));
        self.index.insert(key, draft);
        for own in self.own_hints(key) {
            self.add_hint(draft, &own);
        }
        if let Some(hint) = hint {
            self.add_hint(draft, &hint);
        }
        self.queue.push_back(draft);
        draft
    }

    fn scalar_of(&self, schema: SchemaId, only: Option<JsonType>) -> Option<Scalar> {
        classify::scalar(self.api, self.api.schemas.get(schema)?, only)
    }

    fn push(&mut self, kind: Kind, schema: SchemaId, key: Option<Key>) -> ShapeId {
        let node = self.api.schemas.get(schema);
        let whole = key.is_some_and(|key| key.only.is_none());
        let component = self.components.get(&schema).filter(|_| whole).map(|name| Box::from(*name));
        let mut usage = Usage::default();
        if let Some(key) = key {
            usage.add(key.direction);
        }
        self.keys.push(key);
        self.arena.push(Shape {
            kind,
            schema,
            origins: node.map(|node| node.origin).into_iter().collect(),
            sites: self.api.site(schema).into_iter().collect(),
            usage,
            component,
            hints: Vec::new(),
            roles: Vec::new(),
        })
    }

    fn own_hints(&self, key: Key) -> Vec<NameHint> {
        if key.only.is_some() {
            return Vec::new();
        }
        let component = self.components.get(&key.schema).map(|name| NameHint::Component((*name).into()));
        let title = self.api.schemas.get(key.schema).and_then(|node| node.meta.title.clone());
        component.into_iter().chain(title.filter(|title| !title.trim().is_empty()).map(NameHint::Title)).collect()
    }

    fn add_hint(&mut self, draft: ShapeId, hint: &NameHint) {
        self.add_hint_at(draft, hint, DEEPEST_HINT);
    }

    fn add_hint_at(&mut self, draft: ShapeId, hint: &NameHint, depth: usize) {
        let Some(shape) = self.arena.get_mut(draft) else { return };
        if shape.hints.contains(hint) {
            return;
        }
        shape.hints.push(hint.clone());
        self.pass_on(draft, hint, depth);
    }

    /// Lists and maps have no name of their own: what they could be called after names what is inside.
    fn pass_on(&mut self, draft: ShapeId, hint: &NameHint, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let Some(shape) = self.arena.get(draft) else { return };
        let inside = match &shape.kind {
            Kind::Array { .. } | Kind::Map { .. } | Kind::Tuple { .. } => shape.kind.parts(),
            _ => return,
        };
        for part in inside {
            if self.keys.get(part.shape.index()).copied().flatten().is_some() {
                self.add_hint_at(part.shape, &item_hint(hint), depth);
            }
        }
    }
}

fn named(api: &Api) -> Lookup<SchemaId, &str> {
    let mut names: Lookup<SchemaId, &str> = api.called.iter().map(|(schema, name)| (schema, &**name)).collect();
    for (name, schema) in &api.components {
        names.insert(*schema, name);
    }
    names
}

/// What the items of a list can be named after, given what the list can.
fn item_hint(hint: &NameHint) -> NameHint {
    match hint.clone() {
        NameHint::Component(list) | NameHint::Title(list) => NameHint::Item { list },
        NameHint::Member { owner, name, .. } => NameHint::Member { owner, name, item: true },
        NameHint::RequestBody { operation, .. } => NameHint::RequestBody { operation, item: true },
        NameHint::ResponseBody { operation, status, .. } => NameHint::ResponseBody { operation, status, item: true },
        other @ (NameHint::Item { .. } | NameHint::Variant { .. } | NameHint::Parameter { .. }) => other,
    }
}
