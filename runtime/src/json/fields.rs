//! Reading an object into the fields of a struct, and writing them.
//!
//! Takes the names and places of the declared members, and where all others go. Gives every rule
//! about members in one place, compiled once for all structs: which are required, that none comes
//! twice, the path of an error, and which are left out.

use crate::json::{Decode, DecodeErrorKind, DecodeResult, Decoder, Encode, Encoder};

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

/// The place of this name. Members mostly come in the declared order: the search begins at `hint`.
#[inline(always)]
fn find(names: &[&str], name: &str, hint: usize) -> Option<usize> {
    let matches = |declared: &&str| *declared == name;
    if names.get(hint).is_some_and(matches) {
        return Some(hint);
    }
    let later = names.iter().skip(hint).position(matches).map(|index| hint + index);
    later.or_else(|| names.iter().take(hint).position(matches))
}

/// What reads or writes an object, with the names of those members that must be there, although the types of their places have a
/// value for what is missing: they are `null` then.
#[derive(Debug)]
pub struct Always<'a, T> {
    names: &'a [&'a str],
    coder: &'a mut T,
}

impl Decoder<'_> {
    /// Reads an object into `places`, one for each of `names`; if there is one more, it takes what they do not name, which is dropped
    /// otherwise. A place whose type has a value for what is missing (`Option`, `Maybe`) is of a member that may be.
    ///
    /// # Errors
    /// When something else comes, a member cannot be read, a declared member is there twice, or a
    /// required one is not there.
    pub fn object(&mut self, names: &[&str], places: &mut [&mut dyn Decode]) -> DecodeResult<()> {
        self.read_object(names, places, &[])
    }

    /// For an object of which some members must be there whatever their types say.
    pub fn always<'a>(&'a mut self, names: &'a [&'a str]) -> Always<'a, Self> {
        Always { names, coder: self }
    }

    fn read_object(&mut self, names: &[&str], places: &mut [&mut dyn Decode], always: &[&str]) -> DecodeResult<()> {
        self.next_byte();
        let start = *self;
        self.open_object()?;
        let mut seen = Seen::default();
        let mut hint = 0;
        let mut first = true;
        while let Some(name) = self.key(first)? {
            first = false;
            let index = find(names, &name, hint);
            let read = match places.get_mut(index.unwrap_or(names.len())) {
                Some(_) if index.is_some_and(|index| seen.contains(index)) => {
                    Err(self.error(DecodeErrorKind::Duplicate))
                }
                Some(place) if index.is_some() => place.read(self),
                Some(rest) => rest.member(&name, self),
                None => self.skip(),
            };
            read.map_err(|error| error.in_member(&name))?;
            if let Some(index) = index {
                seen.insert(index);
                hint = index + 1;
            }
        }
        // The first that is missing, in the declared order.
        let missing = names.iter().zip(places).enumerate().find(|(index, (name, place))| {
            !seen.contains(*index) && (!place.may_be_missing() || always.contains(name))
        });
        match missing {
            Some((_, (name, _))) => Err(start.error(DecodeErrorKind::Missing((*name).into()))),
            None => Ok(()),
        }
    }
}

impl Always<'_, Decoder<'_>> {
    /// As [`Decoder::object`].
    ///
    /// # Errors
    /// The same.
    pub fn object(self, names: &[&str], places: &mut [&mut dyn Decode]) -> DecodeResult<()> {
        self.coder.read_object(names, places, self.names)
    }
}

impl Encoder {
    /// Writes an object of `values`, one for each of `names`; if there is one more, its members come after them. What is absent is
    /// left out.
    pub fn object(&mut self, names: &[&str], values: &[&dyn Encode]) {
        self.write_object(names, values, &[]);
    }

    /// For an object of which some members are written whatever they are.
    pub fn always<'a>(&'a mut self, names: &'a [&'a str]) -> Always<'a, Self> {
        Always { names, coder: self }
    }

    fn write_object(&mut self, names: &[&str], values: &[&dyn Encode], always: &[&str]) {
        self.begin_object();
        for (name, value) in names.iter().zip(values) {
            value.encode_member(name, always.contains(name), self);
        }
        if let Some(rest) = values.get(names.len()) {
            rest.members(self);
        }
        self.end_object();
    }
}

impl Always<'_, Encoder> {
    /// As [`Encoder::object`].
    pub fn object(self, names: &[&str], values: &[&dyn Encode]) {
        self.coder.write_object(names, values, self.names);
    }
}
