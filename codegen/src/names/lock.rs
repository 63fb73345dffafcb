//! The name lock: which place of the document got which Rust name, so that a growing document renames nothing.
//!
//! Takes text, gives entries by JSON pointer, and back: one entry a line, sorted, so that version control merges it line by
//! line. Must not decide a name, and must not refuse a file: what it cannot read is a problem with a line number.
//!
//! ```text
//! #/components/schemas/Foo = models::Foo(email)
//! #/components/schemas/Foo = request models::FooCreate(email)
//! #/paths/~1foos/post = FoosApi::create_foo(body)
//! #/paths/~1foos/post/responses/201 = headers api::CreateFooHeaders
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::base::pointer;

use super::keywords::is_identifier;
use super::words::normalized;

const HEADER: &str = "# Rust names by place in the document, kept by oasmith: commit this file. After a merge conflict, keep both sides.";

/// Names that were given before, by JSON pointer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    entries: BTreeMap<(Box<str>, Slot), Pin>,
}

/// A line of a lock file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockProblem {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong, without a full stop at the end.
    pub message: String,
}

/// Which of several names of one place an entry is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// The type of a schema, the method of an operation.
    Main,
    /// The type of a schema where it is sent, if that differs.
    Request,
    /// The parameter struct of an operation.
    Params,
    /// The enum of an operation's success bodies.
    Success,
    /// The enum of an operation's errors.
    Error,
    /// The header struct of a response.
    Headers,
}

impl Slot {
    const NAMED: [(Self, &'static str); 5] = [
        (Self::Request, "request"),
        (Self::Params, "params"),
        (Self::Success, "success"),
        (Self::Error, "error"),
        (Self::Headers, "headers"),
    ];

    fn text(self) -> Option<&'static str> {
        Self::NAMED.iter().find(|(slot, _)| *slot == self).map(|(_, text)| *text)
    }
}

/// A name, and the order of the arguments that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pin {
    /// What it is in: `models`, `api` or a trait.
    pub(super) scope: Box<str>,
    /// The identifier.
    pub(super) ident: Box<str>,
    /// Identifiers of the required arguments in order.
    pub(super) arguments: Vec<Box<str>>,
}

impl Lock {
    /// Reads a lock file. Lines that cannot be used are left out and told; of two entries for one place, the first counts.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<LockProblem>) {
        let mut lock = Self::default();
        let mut problems = Vec::new();
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() || line.starts_with("# ") || line == "#" {
                continue;
            }
            let result = entry(line).and_then(|(pointer, slot, pin)| lock.add(pointer, slot, pin));
            if let Err(message) = result {
                problems.push(LockProblem { line: u32::try_from(index + 1).unwrap_or(u32::MAX), message });
            }
        }
        (lock, problems)
    }

    /// The lock as text, with a line of explanation first.
    #[must_use]
    pub fn render(&self) -> String {
        let mut out = format!("{HEADER}\n");
        for ((pointer, slot), pin) in &self.entries {
            out.push_str(&escape(pointer));
            out.push_str(" = ");
            if let Some(slot) = slot.text() {
                out.push_str(slot);
                out.push(' ');
            }
            // Writing to a string cannot fail.
            let _ = write!(out, "{}::{}", pin.scope, pin.ident);
            if !pin.arguments.is_empty() {
                let _ = write!(out, "({})", pin.arguments.join(", "));
            }
            out.push('\n');
        }
        out
    }

    /// Whether it holds no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many entries it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Keeps the entries of `old` at and below these places, unless there are new ones: for operations that were left out of
    /// this run, whose names must come back with them.
    pub fn carry_over(&mut self, old: &Self, places: &[String]) {
        for (key, pin) in old.below(places) {
            self.entries.entry(key.clone()).or_insert_with(|| pin.clone());
        }
    }

    pub(super) fn get(&self, pointer: &str, slot: Slot) -> Option<&Pin> {
        self.entries.get(&(Box::from(pointer), slot))
    }

    pub(super) fn insert(&mut self, pointer: &str, slot: Slot, pin: Pin) {
        self.entries.entry((pointer.into(), slot)).or_insert(pin);
    }

    /// Entries at and below these places.
    pub(super) fn below(&self, places: &[String]) -> Vec<(&(Box<str>, Slot), &Pin)> {
        let mut found = Vec::new();
        for place in places {
            let start = (Box::from(place.as_str()), Slot::Main);
            // Sorted by text, so other keys with the same start (`/a-b` besides `/a/b`) can come between.
            let near = self.entries.range(start..).take_while(|((pointer, _), _)| pointer.starts_with(place.as_str()));
            found.extend(near.filter(|((pointer, _), _)| {
                pointer.strip_prefix(place.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }));
        }
        found
    }

    fn add(&mut self, pointer: Box<str>, slot: Slot, pin: Pin) -> Result<(), String> {
        match self.entries.entry((pointer, slot)) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(pin);
                Ok(())
            }
            std::collections::btree_map::Entry::Occupied(place) if *place.get() == pin => Ok(()),
            std::collections::btree_map::Entry::Occupied(place) => {
                Err(format!("`{}` has a name already: `{}`", place.key().0, place.get().ident))
            }
        }
    }
}

fn entry(line: &str) -> Result<(Box<str>, Slot, Pin), String> {
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark)) {
        return Err("a mark of an unfinished merge".to_owned());
    }
    // The right side never has an equals sign, a key of the document may.
    let (pointer, name) = line.rsplit_once(" = ").ok_or("expected `pointer = name`")?;
    if !pointer.contains('#') {
        return Err(format!("`{pointer}` is no JSON pointer: it has no `#`"));
    }
    let (slot, path) = match name.trim().split_once(' ') {
        Some((word, path)) if !word.contains("::") => {
            let slot = Slot::NAMED.iter().find(|(_, text)| *text == word);
            (slot.ok_or_else(|| format!("`{word}` is no kind of name"))?.0, path)
        }
        _ => (Slot::Main, name.trim()),
    };
    Ok((unescape(pointer).into(), slot, pin(path.trim())?))
}

fn pin(text: &str) -> Result<Pin, String> {
    let (path, arguments) = match text.split_once('(') {
        None => (text, ""),
        Some((path, rest)) => (path, rest.strip_suffix(')').ok_or("the list of arguments does not end with `)`")?),
    };
    let (scope, name) = path.split_once("::").ok_or_else(|| format!("`{path}` is no path of two names"))?;
    let arguments = arguments.split(',').map(str::trim).filter(|argument| !argument.is_empty());
    Ok(Pin { scope: ident(scope)?, ident: ident(name)?, arguments: arguments.map(ident).collect::<Result<_, _>>()? })
}

fn ident(text: &str) -> Result<Box<str>, String> {
    let text = normalized(text);
    if is_identifier(&text) { Ok(text.into()) } else { Err(format!("`{text}` is no identifier")) }
}

/// A pointer on one line: control characters and `%` as in a URI.
fn escape(pointer: &str) -> Cow<'_, str> {
    let special = |c: char| c == '%' || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if !pointer.contains(special) {
        return Cow::Borrowed(pointer);
    }
    let mut out = String::new();
    for c in pointer.chars() {
        if special(c) {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn unescape(text: &str) -> Cow<'_, str> {
    pointer::percent_decode(text)
}
