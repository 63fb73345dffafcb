//! Limits of values: lengths, ranges, counts (JSON Schema 2020-12 validation, section 6).
//!
//! Takes tables that generated code holds, and the JSON that a value is written as; gives the first place that is beyond a limit.
//! Tables instead of code: what is checked costs the compiler a constant. Must not put a value of a payload into an error.

use std::collections::HashSet;
use std::fmt;

use crate::json::number::compare;
use crate::json::{DecodeError, DecodeErrorKind, DecodeResult, Decoder, Encode, Kind};

/// What a value must keep to. A limit of another JSON type than the value's says nothing.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// `minLength`, in Unicode code points.
    MinLength(u64),
    /// `maxLength`, in Unicode code points.
    MaxLength(u64),
    /// `pattern`, as regex-lite reads it; checked with the feature `patterns`.
    Pattern(&'static str),
    /// `minimum`, as written.
    Minimum(&'static str),
    /// `exclusiveMinimum`, as written.
    Above(&'static str),
    /// `maximum`, as written.
    Maximum(&'static str),
    /// `exclusiveMaximum`, as written.
    Below(&'static str),
    /// `multipleOf`, as written.
    MultipleOf(&'static str),
    /// `minItems`
    MinItems(u64),
    /// `maxItems`
    MaxItems(u64),
    /// `uniqueItems`
    UniqueItems,
    /// `minProperties`
    MinMembers(u64),
    /// `maxProperties`
    MaxMembers(u64),
    /// `dependentRequired`: where the first member is, the others have to be.
    Requires(&'static str, &'static [&'static str]),
    /// `anyOf` of nothing but `required`: the members of one of the sets have to be there.
    AnyOf(&'static [&'static [&'static str]]),
    /// `oneOf` of nothing but `required`: the members of exactly one of the sets have to be there.
    OneOf(&'static [&'static [&'static str]]),
    /// Those of every item.
    Items(&'static [Limit]),
    /// Those of every member.
    Values(&'static [Limit]),
    /// Those of the member of this name.
    Member(&'static str, &'static [Limit]),
    /// Those of a model.
    Of(fn() -> &'static [Limit]),
    /// Those of the alternative that the value is.
    Which(fn(&Decoder<'_>) -> &'static [Limit]),
}

/// A model with limits.
pub trait Limited {
    /// Its limits.
    fn limits() -> &'static [Limit];
}

/// The limits of a model, as a function for [`Limit::Of`].
#[doc(hidden)]
#[must_use]
pub fn limits<T: Limited>() -> &'static [Limit] {
    T::limits()
}

/// The limits of a value, for each of its items when it is a list or map of models.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    levels: u8,
    limits: &'static [Limit],
}

impl Limits {
    /// Those of a model.
    #[must_use]
    pub fn of(limits: &'static [Limit]) -> Self {
        Self { levels: 0, limits }
    }

    /// Those of a list or map of it.
    pub(super) fn inside(mut self) -> Self {
        self.levels = self.levels.saturating_add(1);
        self
    }

    pub(crate) fn check(self, json: &str) -> Result<(), Invalid> {
        check_level(Decoder::new(json), self.levels, self.limits).map_err(Invalid)
    }
}

/// A value beyond the limits that the description sets.
///
/// It names members, positions and limits, and never shows a value.
#[derive(Clone, PartialEq, Eq)]
pub struct Invalid(DecodeError);

impl Invalid {
    /// Where it is, such as `$.data[3].name`; `$` is the whole value.
    #[must_use]
    pub fn path(&self) -> String {
        self.0.path()
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.without_position().fmt(f)
    }
}

impl fmt::Debug for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Invalid({self})")
    }
}

impl std::error::Error for Invalid {}

/// Whether a value keeps to the limits that the description sets. Bodies are checked before they are sent; what was received, or
/// is still being built, is checked on request.
pub trait Validate: Encode {
    /// Checks the value and all that is in it.
    ///
    /// # Errors
    /// The first place that is beyond a limit.
    fn validate(&self) -> Result<(), Invalid> {
        match self.limits() {
            Some(limits) => limits.check(&crate::json::to_string(self)),
            None => Ok(()),
        }
    }
}

impl<T: Encode + ?Sized> Validate for T {}

/// Models inside of models without a level of JSON in between, at most: a union that is its own alternative has no end.
const DEEPEST: u8 = 32;

fn check_level(mut d: Decoder<'_>, levels: u8, limits: &'static [Limit]) -> DecodeResult<()> {
    match (levels.checked_sub(1), d.peek()) {
        (None, _) => check(d, limits, DEEPEST),
        (Some(levels), Kind::Array) => d.each_element(&mut |item| {
            check_level(*item, levels, limits)?;
            item.skip()
        }),
        (Some(levels), Kind::Object) => d.each_member(&mut |value, _| {
            check_level(*value, levels, limits)?;
            value.skip()
        }),
        _ => Ok(()),
    }
}

fn check(d: Decoder<'_>, limits: &'static [Limit], depth: u8) -> DecodeResult<()> {
    limits.iter().try_for_each(|limit| check_one(d, *limit, depth))
}

fn check_one(mut d: Decoder<'_>, limit: Limit, depth: u8) -> DecodeResult<()> {
    let inside = |limits: fn() -> &'static [Limit], depth: u8| match depth.checked_sub(1) {
        Some(depth) => check(d, limits(), depth),
        None => Ok(()),
    };
    match limit {
        Limit::Of(limits) => return inside(limits, depth),
        Limit::Which(find) => {
            let Some(depth) = depth.checked_sub(1) else { return Ok(()) };
            return check(d, find(&d), depth);
        }
        Limit::Member(name, limits) => {
            return d
                .member(name)
                .map_or(Ok(()), |value| check(value, limits, DEEPEST).map_err(|error| error.in_member(name)));
        }
        Limit::Requires(name, others) => return check_dependence(d, name, others),
        Limit::AnyOf(sets) => return check_sets(d, sets, usize::MAX),
        Limit::OneOf(sets) => return check_sets(d, sets, 1),
        _ => {}
    }
    match d.peek() {
        Kind::String => check_text(&d.text()?, limit),
        Kind::Number => check_range(d.number_text()?, limit),
        Kind::Array => check_items(&mut d, limit),
        Kind::Object => check_members(&mut d, limit),
        _ => Ok(()),
    }
}

fn check_text(text: &str, limit: Limit) -> DecodeResult<()> {
    let length = || u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    match limit {
        Limit::MinLength(least) if length() < least => Err(beyond(format!("shorter than {least} characters"))),
        Limit::MaxLength(most) if length() > most => Err(beyond(format!("longer than {most} characters"))),
        #[cfg(feature = "patterns")]
        Limit::Pattern(pattern) if !patterns::is_match(pattern, text) => {
            Err(beyond(format!("no match of the pattern `{pattern}`")))
        }
        _ => Ok(()),
    }
}

/// Patterns, each compiled once.
#[cfg(feature = "patterns")]
mod patterns {
    use std::collections::BTreeMap;
    use std::sync::{Arc, Mutex, PoisonError};

    use regex_lite::Regex;

    static KNOWN: Mutex<BTreeMap<&str, Option<Arc<Regex>>>> = Mutex::new(BTreeMap::new());

    /// Whether the pattern matches a part of the text. One that is no regular expression says nothing.
    pub(super) fn is_match(pattern: &'static str, text: &str) -> bool {
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let regex = known.entry(pattern).or_insert_with(|| Regex::new(pattern).ok().map(Arc::new)).clone();
        drop(known);
        regex.is_none_or(|regex| regex.is_match(text))
    }
}

fn check_range(number: &str, limit: Limit) -> DecodeResult<()> {
    match limit {
        Limit::Minimum(bound) if compare(number, bound).is_lt() => Err(beyond(format!("less than {bound}"))),
        Limit::Above(bound) if compare(number, bound).is_le() => Err(beyond(format!("not greater than {bound}"))),
        Limit::Maximum(bound) if compare(number, bound).is_gt() => Err(beyond(format!("greater than {bound}"))),
        Limit::Below(bound) if compare(number, bound).is_ge() => Err(beyond(format!("not less than {bound}"))),
        Limit::MultipleOf(step) if !super::number::is_multiple(number, step) => {
            Err(beyond(format!("no multiple of {step}")))
        }
        _ => Ok(()),
    }
}

fn check_items(d: &mut Decoder<'_>, limit: Limit) -> DecodeResult<()> {
    let mut count: u64 = 0;
    let mut seen = HashSet::new();
    d.each_element(&mut |item| {
        count += 1;
        if let Limit::Items(limits) = limit {
            check(*item, limits, DEEPEST)?;
        }
        // Equal values are written alike by one encoder.
        let text = item.raw()?;
        match limit {
            Limit::UniqueItems if !seen.insert(text) => Err(beyond("the same as an earlier item".to_owned())),
            _ => Ok(()),
        }
    })?;
    match limit {
        Limit::MinItems(least) if count < least => Err(beyond(format!("fewer than {least} items"))),
        Limit::MaxItems(most) if count > most => Err(beyond(format!("more than {most} items"))),
        _ => Ok(()),
    }
}

fn check_members(d: &mut Decoder<'_>, limit: Limit) -> DecodeResult<()> {
    let mut count: u64 = 0;
    d.each_member(&mut |value, _| {
        count += 1;
        if let Limit::Values(limits) = limit {
            check(*value, limits, DEEPEST)?;
        }
        value.skip()
    })?;
    match limit {
        Limit::MinMembers(least) if count < least => Err(beyond(format!("fewer than {least} members"))),
        Limit::MaxMembers(most) if count > most => Err(beyond(format!("more than {most} members"))),
        _ => Ok(()),
    }
}

fn check_dependence(d: Decoder<'_>, name: &str, others: &[&str]) -> DecodeResult<()> {
    let missing = others.iter().find(|other| d.member(name).is_some() && d.member(other).is_none());
    missing.map_or(Ok(()), |other| Err(beyond(format!("`{name}` without `{other}`"))))
}

/// Between one and `most` of the sets are there.
fn check_sets(d: Decoder<'_>, sets: &[&[&str]], most: usize) -> DecodeResult<()> {
    let count = sets.iter().filter(|set| set.iter().all(|name| d.member(name).is_some())).count();
    if d.peek() != Kind::Object || (1..=most).contains(&count) {
        return Ok(());
    }
    let told = sets.iter().map(|set| set.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and "));
    let told = told.collect::<Vec<_>>().join(" or ");
    Err(beyond(if count == 0 { format!("without {told}") } else { format!("with more than one of {told}") }))
}

#[cold]
fn beyond(what: String) -> DecodeError {
    DecodeError::new(DecodeErrorKind::Custom(what.into()), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(json: &str, limits: &'static [Limit]) -> String {
        Limits::of(limits).check(json).map_or_else(|invalid| invalid.to_string(), |()| "fine".to_owned())
    }

    #[test]
    fn limits_name_the_place() {
        const NAME: &[Limit] = &[Limit::MinLength(1), Limit::MaxLength(3)];
        const PET: &[Limit] = &[Limit::Member("name", NAME), Limit::Member("tags", &[Limit::Items(NAME)])];
        for (json, wanted) in [
            (r#"{"name":"äöü","tags":["a"]}"#, "fine"),
            (r#"{"name":null}"#, "fine"),
            (r#"{"name":""}"#, "shorter than 1 characters at $.name"),
            (r#"{"tags":["a","abcd"]}"#, "longer than 3 characters at $.tags[1]"),
        ] {
            assert_eq!(told(json, PET), wanted, "{json}");
        }
        let many = Limits::of(PET).inside().inside();
        assert_eq!(many.check(r#"{"a":[{},{"name":""}]}"#).unwrap_err().path(), "$.a[1].name");
    }

    #[test]
    fn numbers_and_counts_are_exact() {
        for (json, limit, wanted) in [
            ("9007199254740993", Limit::Maximum("9007199254740992"), "greater than 9007199254740992 at $"),
            ("-1.5", Limit::Minimum("-1.50"), "fine"),
            ("0", Limit::Above("0"), "not greater than 0 at $"),
            ("1e2", Limit::Below("100"), "not less than 100 at $"),
            ("0.3", Limit::MultipleOf("0.1"), "fine"),
            ("0.35", Limit::MultipleOf("0.1"), "no multiple of 0.1 at $"),
            ("[1,1]", Limit::UniqueItems, "the same as an earlier item at $[1]"),
            ("[]", Limit::MinItems(1), "fewer than 1 items at $"),
            ("[1,2]", Limit::MaxItems(1), "more than 1 items at $"),
            ("{}", Limit::MinMembers(1), "fewer than 1 members at $"),
            (r#"{"a":1}"#, Limit::Requires("a", &["a", "b"]), "`a` without `b` at $"),
            (r#"{"b":1}"#, Limit::Requires("a", &["b"]), "fine"),
            ("[]", Limit::Requires("a", &["b"]), "fine"),
            (r#"{"a":1,"b":1}"#, Limit::AnyOf(&[&["a"], &["b", "c"]]), "fine"),
            (r#"{"c":1,"b":null}"#, Limit::AnyOf(&[&["a"], &["b", "c"]]), "fine"),
            (r#"{"b":1}"#, Limit::AnyOf(&[&["a"], &["b", "c"]]), "without `a` or `b` and `c` at $"),
            ("[]", Limit::AnyOf(&[&["a"], &["b"]]), "fine"),
            (r#"{"a":1}"#, Limit::OneOf(&[&["a"], &["b", "c"]]), "fine"),
            (r#"{"a":1,"b":1}"#, Limit::OneOf(&[&["a"], &["b", "c"]]), "fine"),
            (r#"{"b":1}"#, Limit::OneOf(&[&["a"], &["b", "c"]]), "without `a` or `b` and `c` at $"),
            (r#"{"a":1,"b":1}"#, Limit::OneOf(&[&["a"], &["b"]]), "with more than one of `a` or `b` at $"),
            ("1", Limit::OneOf(&[&["a"], &["b"]]), "fine"),
            (r#"{"a":"b"}"#, Limit::Values(&[Limit::MinLength(2)]), "shorter than 2 characters at $.a"),
            ("true", Limit::MinLength(9), "fine"),
        ] {
            let limits: &'static [Limit] = Box::leak(Box::new([limit]));
            assert_eq!(told(json, limits), wanted, "{json} {limit:?}");
        }
    }

    #[test]
    #[cfg(feature = "patterns")]
    fn texts_match_their_pattern_somewhere() {
        let wanted = "no match of the pattern `b+` at $.a";
        const LIMITS: &[Limit] = &[Limit::Member("a", &[Limit::Pattern("b+")]), Limit::Pattern("(")];
        for (json, wanted) in
            [(r#"{"a":"abc"}"#, "fine"), (r#"{"a":"ac"}"#, wanted), (r#"{"a":1}"#, "fine"), (r#""a""#, "fine")]
        {
            assert_eq!(told(json, LIMITS), wanted, "{json}");
        }
    }

    #[test]
    fn models_without_end_come_to_one() {
        fn same() -> &'static [Limit] {
            &[Limit::Of(same)]
        }
        assert_eq!(told("1", &[Limit::Of(same)]), "fine");
    }
}
