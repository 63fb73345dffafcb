//! Objects whose members have no declared names: maps, and what a struct keeps that is undeclared.
//!
//! Takes and gives names and values in the order of arrival. Must stay one word when it is empty,
//! since most structs carry one, and fast when it is large, since servers decide how large it gets.

use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::json::{Decode, DecodeResult, Decoder, Encode, Encoder, Value};

/// Members of an object that the description does not declare, kept as received.
pub type Extra<T = Value> = Map<T>;

/// Names and values in the order in which they came; one word wide.
///
/// Two maps are equal when they hold the same, in whatever order.
#[derive(Clone)]
pub struct Map<T = Value>(Option<Box<Members<T>>>);

/// `names` and `values` are of one length.
#[derive(Clone)]
struct Members<T> {
    names: Names,
    values: Vec<T>,
}

/// Up to so many names are searched one by one.
const FEW: usize = 16;

/// Names and their places. Not generic: compiled once.
#[derive(Clone, Default)]
struct Names {
    list: Vec<String>,
    /// Where each name is; only for many.
    index: HashMap<String, usize>,
}

impl Names {
    fn position(&self, name: &str) -> Option<usize> {
        if self.list.len() > FEW {
            self.index.get(name).copied()
        } else {
            self.list.iter().position(|known| known == name)
        }
    }

    fn push(&mut self, name: String) {
        self.list.push(name);
        if self.list.len() == FEW + 1 {
            self.reindex();
        } else if let [.., name] = self.list.as_slice()
            && self.list.len() > FEW
        {
            self.index.insert(name.clone(), self.list.len() - 1);
        }
    }

    fn remove(&mut self, position: usize) {
        self.list.remove(position);
        self.reindex();
    }

    fn reindex(&mut self) {
        self.index.clear();
        if self.list.len() > FEW {
            let places = self.list.iter().enumerate();
            self.index.extend(places.map(|(place, name)| (name.clone(), place)));
        }
    }
}

impl<T> Map<T> {
    /// Nothing in it; allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.0.as_ref()?.names.position(name)
    }

    /// The value of this name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.as_ref()?.values.get(self.position(name)?)
    }

    /// The value of this name, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        let position = self.position(name)?;
        self.0.as_mut()?.values.get_mut(position)
    }

    /// Whether there is a value of this name.
    pub fn contains_key(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    /// Puts a value in, at the end or, if the name is there, in the place of the value that is
    /// given back.
    pub fn insert(&mut self, name: impl Into<String>, value: T) -> Option<T> {
        let name = name.into();
        if let Some(old) = self.get_mut(&name) {
            return Some(std::mem::replace(old, value));
        }
        let members = self.0.get_or_insert_with(|| Box::new(Members { names: Names::default(), values: Vec::new() }));
        members.names.push(name);
        members.values.push(value);
        None
    }

    /// Takes a value out; the others keep their order. Costs time in proportion to the length.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        let position = self.position(name)?;
        let members = self.0.as_mut()?;
        members.names.remove(position);
        let value = members.values.remove(position);
        if members.values.is_empty() {
            self.0 = None;
        }
        Some(value)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |members| members.values.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Names and values, in order.
    pub fn iter(&self) -> Iter<'_, T> {
        let (names, values) = match &self.0 {
            Some(members) => (members.names.list.as_slice(), members.values.as_slice()),
            None => (&[][..], &[][..]),
        };
        Iter { names: names.iter(), values: values.iter() }
    }

    /// The names, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(name, _)| name)
    }

    /// The values, in order.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.iter().map(|(_, value)| value)
    }
}

/// Names and values of a [`Map`], in order.
#[derive(Clone, Debug)]
pub struct Iter<'a, T> {
    names: std::slice::Iter<'a, String>,
    values: std::slice::Iter<'a, T>,
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = (&'a str, &'a T);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.names.next()?, self.values.next()?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.values.size_hint()
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}

impl<'a, T> IntoIterator for &'a Map<T> {
    type Item = (&'a str, &'a T);
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> IntoIterator for Map<T> {
    type Item = (String, T);
    type IntoIter = std::iter::Zip<std::vec::IntoIter<String>, std::vec::IntoIter<T>>;

    fn into_iter(self) -> Self::IntoIter {
        let (names, values) = match self.0 {
            Some(members) => (members.names.list, members.values),
            None => (Vec::new(), Vec::new()),
        };
        names.into_iter().zip(values)
    }
}

impl<T, N: Into<String>> FromIterator<(N, T)> for Map<T> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(members: I) -> Self {
        let mut map = Self::new();
        map.extend(members);
        map
    }
}

impl<T, N: Into<String>> Extend<(N, T)> for Map<T> {
    fn extend<I: IntoIterator<Item = (N, T)>>(&mut self, members: I) {
        for (name, value) in members {
            self.insert(name, value);
        }
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: PartialEq> PartialEq for Map<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl<T: Eq> Eq for Map<T> {}

impl<T: Hash> Hash for Map<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Equal maps may differ in order: what is mixed must not depend on it.
        let mut sum = 0u64;
        for member in self {
            let mut one = DefaultHasher::new();
            member.hash(&mut one);
            sum = sum.wrapping_add(one.finish());
        }
        (self.len(), sum).hash(state);
    }
}

impl<T: fmt::Debug> fmt::Debug for Map<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<T: Decode> Decode for Map<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        self.0 = None;
        d.object(&[], &mut [self])
    }

    /// Of members with the same name the last one stays.
    fn member(&mut self, name: &str, d: &mut Decoder<'_>) -> DecodeResult<()> {
        self.insert(name, d.decode()?);
        Ok(())
    }
}

impl<T: Encode> Encode for Map<T> {
    fn encode(&self, e: &mut Encoder) {
        e.object(&[], &[self]);
    }

    fn members(&self, e: &mut Encoder) {
        for (name, value) in self {
            e.member(name, value);
        }
    }
}
