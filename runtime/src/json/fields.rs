//! Reading an object into the fields of a struct.
//!
//! Takes the names and places of the declared members, and where all others go. Gives every rule
//! about members in one place, compiled once for all structs: which are required, that none comes
//! twice, and the path of an error.

use std::ops::ControlFlow;

use crate::json::{Decode, DecodeErrorKind, DecodeResult, Decoder};

/// One declared member of an object, with the place that it is read into.
pub enum Field<'f> {
    /// Must be there.
    Required(&'f str, &'f mut dyn Decode),
    /// May be missing; its place is then left as it is.
    Optional(&'f str, &'f mut dyn Decode),
}

impl<'f> Field<'f> {
    /// A member that must be there.
    #[must_use]
    pub fn required(name: &'f str, place: &'f mut dyn Decode) -> Self {
        Self::Required(name, place)
    }

    /// A member that may be missing.
    #[must_use]
    pub fn optional(name: &'f str, place: &'f mut dyn Decode) -> Self {
        Self::Optional(name, place)
    }

    /// A member that may be missing or `null`.
    #[must_use]
    pub fn maybe(name: &'f str, place: &'f mut dyn Decode) -> Self {
        Self::Optional(name, place)
    }

    fn name(&self) -> &str {
        match self {
            Self::Required(name, _) | Self::Optional(name, _) => name,
        }
    }
}

/// Where the members go that are not declared.
pub trait Rest {
    /// Reads the value of one of them.
    ///
    /// # Errors
    /// When it is not what is expected.
    fn member(&mut self, name: &str, d: &mut Decoder<'_>) -> DecodeResult<()>;
}

/// Undeclared members are read and dropped.
#[derive(Clone, Copy, Debug, Default)]
pub struct Skip;

impl Rest for Skip {
    fn member(&mut self, _name: &str, d: &mut Decoder<'_>) -> DecodeResult<()> {
        d.skip()
    }
}

/// Which fields were filled: a word for the first 64, more words only for larger structs.
#[derive(Default)]
struct Seen {
    first: u64,
    others: Vec<u64>,
}

impl Seen {
    fn contains(&self, index: usize) -> bool {
        let word = match index / 64 {
            0 => Some(&self.first),
            word => self.others.get(word - 1),
        };
        word.is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    fn insert(&mut self, index: usize) {
        let word = match index / 64 {
            0 => Some(&mut self.first),
            word => {
                if self.others.len() < word {
                    self.others.resize(word, 0);
                }
                self.others.get_mut(word - 1)
            }
        };
        if let Some(word) = word {
            *word |= 1 << (index % 64);
        }
    }
}

/// The field of this name. Members mostly come in the declared order: the search begins at `hint`.
#[inline(always)]
fn find(fields: &[Field<'_>], name: &str, hint: usize) -> Option<usize> {
    let matches = |field: &Field<'_>| field.name() == name;
    if fields.get(hint).is_some_and(matches) {
        return Some(hint);
    }
    let later = fields.iter().skip(hint).position(matches).map(|index| hint + index);
    later.or_else(|| fields.iter().take(hint).position(matches))
}

impl Decoder<'_> {
    /// Reads an object into `fields`, and what they do not name into `rest`.
    ///
    /// # Errors
    /// When something else comes, a member cannot be read, a declared member is there twice, or a
    /// required one is not there.
    pub fn object(&mut self, fields: &mut [Field<'_>], rest: &mut dyn Rest) -> DecodeResult<()> {
        self.next_byte();
        let start = *self;
        self.open_object()?;
        let mut seen = Seen::default();
        let mut hint = 0;
        let mut first = true;
        while let Some(name) = self.key(first)? {
            first = false;
            let index = find(fields, &name, hint);
            let read = match index.and_then(|index| fields.get_mut(index)) {
                Some(_) if index.is_some_and(|index| seen.contains(index)) => {
                    Err(self.error(DecodeErrorKind::Duplicate))
                }
                Some(Field::Required(_, place) | Field::Optional(_, place)) => place.read(self),
                None => rest.member(&name, self),
            };
            read.map_err(|error| error.in_member(&name))?;
            if let Some(index) = index {
                seen.insert(index);
                hint = index + 1;
            }
        }
        // The first that is missing, in the declared order.
        let missing = fields.iter().enumerate().try_for_each(|(index, field)| match field {
            Field::Required(name, _) if !seen.contains(index) => ControlFlow::Break(*name),
            _ => ControlFlow::Continue(()),
        });
        match missing {
            ControlFlow::Break(name) => Err(start.error(DecodeErrorKind::Missing(name.into()))),
            ControlFlow::Continue(()) => Ok(()),
        }
    }
}
