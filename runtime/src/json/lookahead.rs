//! Looking at the coming value before it is read: how the variants of a union are told apart.
//!
//! Takes a cursor, gives facts about what comes and leaves the cursor where it is. Text that is no
//! JSON gives "not there": the decode that follows reports it. Only [`Decoder::attempt`] reads.

use std::borrow::Cow;
use std::fmt::Debug;
use std::str::FromStr;

use crate::json::{Decode, DecodeErrorKind, DecodeResult, Decoder, Kind, Value, Variant};

impl<'a> Decoder<'a> {
    /// A cursor at the value of a member of the object that comes; `None` when no object comes, or
    /// none with that member.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<Decoder<'a>> {
        self.find(|found| found == name)
    }

    /// A cursor at the value of the first member whose name is wanted.
    fn find(&self, is_wanted: impl Fn(&str) -> bool) -> Option<Decoder<'a>> {
        let mut ahead = *self;
        ahead.open_object().ok()?;
        let mut first = true;
        while let Some(found) = ahead.key(first).ok()? {
            if is_wanted(&found) {
                return Some(ahead);
            }
            ahead.skip().ok()?;
            first = false;
        }
        None
    }

    /// The text of the scalar that a member of the coming object holds: the value of a discriminator
    /// (OpenAPI 3.0, "Discriminator Object"), or a constant. `None` when there is no such member, or
    /// something else in it.
    #[must_use]
    pub fn tag(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut member = self.member(name)?;
        match member.peek() {
            Kind::String => member.text().ok(),
            Kind::Bool | Kind::Number => member.raw().ok().map(Cow::Borrowed),
            _ => None,
        }
    }

    /// A cursor at the first item of the coming array that is not `null`; `None` when there is none.
    #[must_use]
    pub fn first_item(&self) -> Option<Decoder<'a>> {
        let mut ahead = *self;
        ahead.open_array().ok()?;
        let mut first = true;
        while ahead.next_element(first).ok()? {
            if ahead.peek() != Kind::Null {
                return Some(ahead);
            }
            ahead.skip().ok()?;
            first = false;
        }
        None
    }

    /// How many items the coming array has; none where something else comes.
    #[must_use]
    pub fn count_items(&self) -> u64 {
        let mut ahead = *self;
        let mut count = 0;
        if ahead.open_array().is_ok() {
            while ahead.next_element(count == 0).unwrap_or(false) && ahead.skip().is_ok() {
                count += 1;
            }
        }
        count
    }

    /// Whether a number comes that a built-in type holds with all its digits.
    #[must_use]
    pub fn fits<T: FromStr + Debug>(&self) -> bool {
        let mut ahead = *self;
        ahead.peek() == Kind::Number && ahead.number_text().is_ok_and(super::number::is_held_by::<T>)
    }

    /// Whether an object comes that has one of these members, `null` or not.
    #[must_use]
    pub fn has_any(&self, names: &[&str]) -> bool {
        self.find(|name| names.contains(&name)).is_some()
    }

    /// Whether a number comes that has no fraction; `1.0` has none (JSON Schema, "integer").
    #[must_use]
    pub fn is_integer(&self) -> bool {
        let mut ahead = *self;
        ahead.peek() == Kind::Number && ahead.number_text().is_ok_and(super::number::is_integral)
    }

    /// Reads a `T` if one comes; otherwise the cursor stays and `None` is given.
    ///
    /// For unions whose variants nothing else tells apart.
    ///
    /// # Errors
    /// When all trials of this text together took too much work: nested unions that are tried one
    /// by one would otherwise cost time exponential in their depth.
    pub fn attempt<T: Decode>(&mut self) -> DecodeResult<Option<T>> {
        let mut trial = *self;
        match T::decode(&mut trial) {
            Ok(value) => {
                *self = trial;
                Ok(Some(value))
            }
            Err(_) => self.failed(trial).map(|()| None),
        }
    }

    /// Pays for a trial that led nowhere.
    fn failed(&mut self, trial: Decoder<'a>) -> DecodeResult<()> {
        let wasted = trial.at.saturating_sub(self.at).saturating_add(8);
        match trial.budget.checked_sub(wasted) {
            Some(budget) => {
                self.budget = budget;
                Ok(())
            }
            None => {
                // Trials around this one must fail as well, at once.
                self.budget = 0;
                Err(self.error(DecodeErrorKind::TooManyTrials))
            }
        }
    }

    /// Reads the alternative that a value probably is; what is something else is kept as it is.
    ///
    /// # Errors
    /// When what comes is not JSON, and those of [`Decoder::attempt`].
    pub fn fitting<T: Decode, U>(
        &mut self,
        alternative: impl FnOnce(T) -> U,
        otherwise: impl FnOnce(Value) -> U,
    ) -> DecodeResult<U> {
        match self.attempt()? {
            Some(value) => Ok(alternative(value)),
            None => self.decode().map(otherwise),
        }
    }

    /// Reads a value of an enumeration, whatever its JSON type.
    ///
    /// # Errors
    /// When what comes is not JSON.
    pub fn variant(&mut self) -> DecodeResult<Variant<'a>> {
        match self.peek() {
            Kind::String => self.text().map(Variant::Text),
            _ => self.raw().map(Variant::Json),
        }
    }
}
