//! Arenas and side tables: a pass adds a table keyed by id, never a field on another pass's node.
//!
//! Takes values, gives ids in order of insertion. Must not reorder, so that every listing of an
//! arena or a table is deterministic.

use std::fmt;
use std::ops::{Index, IndexMut};

use super::Id;

/// Values of one type, addressed by [`Id`] in order of insertion.
///
/// They are kept in pieces, so that the many large ones of a large document are not copied as the arena grows.
#[derive(Clone, PartialEq, Eq)]
pub struct Arena<T> {
    /// All but the last are full, and none is empty.
    pieces: Vec<Vec<T>>,
}

/// Values of a piece.
const PIECE: usize = 1024;

impl<T> Arena<T> {
    /// An empty arena.
    #[must_use]
    pub const fn new() -> Self {
        Self { pieces: Vec::new() }
    }

    /// Adds a value. Past 2^32 items the last id is given again; input limits keep that away.
    pub fn push(&mut self, item: T) -> Id<T> {
        let id = self.next_id();
        match self.pieces.last_mut() {
            Some(piece) if piece.len() < PIECE => piece.push(item),
            None => self.pieces.push(vec![item]),
            Some(_) => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push(item);
                self.pieces.push(piece);
            }
        }
        id
    }

    /// The id that the next [`push`](Self::push) will give.
    #[must_use]
    pub fn next_id(&self) -> Id<T> {
        Id::new(u32::try_from(self.len()).unwrap_or(u32::MAX))
    }

    /// The value, or `None` for an id of another arena.
    #[must_use]
    pub fn get(&self, id: Id<T>) -> Option<&T> {
        self.pieces.get(id.index() / PIECE)?.get(id.index() % PIECE)
    }

    /// The value, to be changed.
    pub fn get_mut(&mut self, id: Id<T>) -> Option<&mut T> {
        self.pieces.get_mut(id.index() / PIECE)?.get_mut(id.index() % PIECE)
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces.last().map_or(0, |last| (self.pieces.len() - 1) * PIECE + last.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// All ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = Id<T>> + ExactSizeIterator + use<T> {
        (0..self.len()).map(|index| Id::new(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    /// All values with their ids, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Id<T>, &T)> {
        self.ids().zip(self.values())
    }

    /// All values with their ids, in order, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (Id<T>, &mut T)> {
        self.ids().zip(self.pieces.iter_mut().flatten())
    }

    /// All values in order.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.pieces.iter().flatten()
    }
}

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// The value of an id that this arena gave. An id of another, larger arena is a mistake of the
/// program, not of any input; use [`Arena::get`] where ids may come from elsewhere.
impl<T> Index<Id<T>> for Arena<T> {
    type Output = T;
    fn index(&self, id: Id<T>) -> &T {
        &self.pieces[id.index() / PIECE][id.index() % PIECE]
    }
}

impl<T> IndexMut<Id<T>> for Arena<T> {
    fn index_mut(&mut self, id: Id<T>) -> &mut T {
        &mut self.pieces[id.index() / PIECE][id.index() % PIECE]
    }
}

impl<T> Extend<T> for Arena<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        for item in items {
            self.push(item);
        }
    }
}

impl<T> FromIterator<T> for Arena<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut arena = Self::new();
        arena.extend(items);
        arena
    }
}

impl<T: fmt::Debug> fmt::Debug for Arena<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// A side table: facts of type `V` about some of the items of an `Arena<T>`.
#[derive(Clone, PartialEq, Eq)]
pub struct Table<T, V> {
    slots: Vec<Option<V>>,
    of: std::marker::PhantomData<fn() -> T>,
}

impl<T, V> Table<T, V> {
    /// An empty table.
    #[must_use]
    pub const fn new() -> Self {
        Self { slots: Vec::new(), of: std::marker::PhantomData }
    }

    /// Sets the fact, gives the earlier one.
    pub fn insert(&mut self, id: Id<T>, value: V) -> Option<V> {
        self.slot(id).replace(value)
    }

    /// The fact, if one was set.
    #[must_use]
    pub fn get(&self, id: Id<T>) -> Option<&V> {
        self.slots.get(id.index())?.as_ref()
    }

    /// The fact, to be changed.
    pub fn get_mut(&mut self, id: Id<T>) -> Option<&mut V> {
        self.slots.get_mut(id.index())?.as_mut()
    }

    /// The fact, made by `make` when there is none.
    pub fn get_or_insert_with(&mut self, id: Id<T>, make: impl FnOnce() -> V) -> &mut V {
        self.slot(id).get_or_insert_with(make)
    }

    /// Whether a fact was set.
    #[must_use]
    pub fn contains(&self, id: Id<T>) -> bool {
        self.get(id).is_some()
    }

    /// Takes the fact away.
    pub fn remove(&mut self, id: Id<T>) -> Option<V> {
        self.slots.get_mut(id.index())?.take()
    }

    /// All facts in order of id.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Id<T>, &V)> {
        self.slots
            .iter()
            .enumerate()
            .filter_map(|(index, slot)| Some((Id::new(u32::try_from(index).ok()?), slot.as_ref()?)))
    }

    /// All facts in order of id, to be changed.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (Id<T>, &mut V)> {
        self.slots
            .iter_mut()
            .enumerate()
            .filter_map(|(index, slot)| Some((Id::new(u32::try_from(index).ok()?), slot.as_mut()?)))
    }

    /// How many facts are set.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.iter().flatten().count()
    }

    /// Whether no fact is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.iter().all(Option::is_none)
    }

    fn slot(&mut self, id: Id<T>) -> &mut Option<V> {
        if self.slots.len() <= id.index() {
            self.slots.resize_with(id.index() + 1, || None);
        }
        &mut self.slots[id.index()]
    }
}

impl<T, V> Default for Table<T, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T, V> FromIterator<(Id<T>, V)> for Table<T, V> {
    fn from_iter<I: IntoIterator<Item = (Id<T>, V)>>(items: I) -> Self {
        let mut table = Self::new();
        for (id, value) in items {
            table.insert(id, value);
        }
        table
    }
}

impl<T, V: fmt::Debug> fmt::Debug for Table<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arena_gives_ids_in_order_whatever_its_size() {
        for count in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let mut arena = Arena::new();
            let ids: Vec<Id<usize>> = (0..count).map(|value| arena.push(value)).collect();
            assert_eq!((arena.len(), arena.is_empty()), (count, count == 0));
            assert_eq!(arena.ids().collect::<Vec<_>>(), ids);
            assert!(ids.iter().zip(0..).all(|(id, value)| arena[*id] == value && arena.get(*id) == Some(&value)));
            assert_eq!(arena.get(arena.next_id()), None);
            arena.iter_mut().for_each(|(id, value)| *value += id.index());
            assert!(arena.values().copied().eq((0..count).map(|value| 2 * value)));
            assert_eq!(arena.values().copied().collect::<Arena<usize>>(), arena);
        }
    }

    #[test]
    fn a_table_lists_by_id_whatever_the_order_of_insertion() {
        let mut table: Table<String, u8> = Table::new();
        table.insert(Id::new(7), 1);
        assert_eq!(table.insert(Id::new(2), 2), None);
        assert_eq!(table.insert(Id::new(2), 3), Some(2));
        assert_eq!(table.iter().map(|(id, v)| (id.raw(), *v)).collect::<Vec<_>>(), [(2, 3), (7, 1)]);
        assert_eq!(table.len(), 2);
        assert_eq!(table.remove(Id::new(99)), None);
        assert_eq!(format!("{table:?}"), "{String#2: 3, String#7: 1}");
    }
}
