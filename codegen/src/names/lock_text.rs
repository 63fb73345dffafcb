//! The name lock as text: one entry a line, sorted, so that version control merges it line by line.
//!
//! Takes text, gives a lock, and back. Must not refuse a file: what it cannot read is a problem with a line number. What two branches
//! added to one line is put together when both lines are kept.
//!
//! ```text
//! #/info = package acme-foos
//! #/components/schemas/Foo = models::Foo(email)
//! #/components/schemas/Foo = request models::FooCreate(email)
//! #/components/schemas/Foo = shape 5d1f00c2 e-mail:email
//! #/components/schemas/Foo = alias models::OldFoo
//! #/components/schemas/Base/oneOf/0 & #/components/schemas/Foo = models::FooText
//! #/components/securitySchemes/key = setter ClientBuilder::key(key)
//! #/paths/~1foos/post = FoosApi::create_foo(body)
//! #/paths/~1foos/post/responses/201 = headers api::CreateFooHeaders
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write as _;

use crate::base::pointer;
use crate::options::check_package_name;

use super::keywords::is_identifier;
use super::lock::{Lock, LockProblem, OldName, Pin, Slot, Structure};
use super::words::normalized;

const HEADER: &str = "# Rust names by place in the document, kept by oasmith: commit this file. After a merge conflict, keep both sides.";

/// The word before the structure of a type.
const SHAPE: &str = "shape";
/// The place of the package's name, and the word before it.
const PACKAGE: (&str, &str) = ("#/info", "package");
/// The word before an old name.
const ALIAS: &str = "alias";

/// A line.
enum Line {
    Pin(Box<str>, Slot, Pin),
    Structure(Box<str>, Structure),
    Alias(OldName),
    Package(Box<str>),
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
            let result = entry(line).and_then(|line| lock.add(line));
            if let Err(message) = result {
                problems.push(LockProblem { line: u32::try_from(index + 1).unwrap_or(u32::MAX), message });
            }
        }
        (lock, problems)
    }

    /// The lock as text, with a line of explanation first.
    #[must_use]
    pub fn render(&self) -> String {
        let mut lines: Vec<(&str, u8, String)> = Vec::with_capacity(self.entries.len() + self.structures.len());
        for ((pointer, slot), pin) in &self.entries {
            let word = slot.text().map(|text| format!("{text} ")).unwrap_or_default();
            let arguments =
                if pin.arguments.is_empty() { String::new() } else { format!("({})", pin.arguments.join(", ")) };
            lines.push((pointer, *slot as u8, format!("{word}{}::{}{arguments}", pin.scope, pin.ident)));
        }
        for (pointer, structure) in &self.structures {
            let hash = structure.hash.map_or_else(|| "-".to_owned(), |hash| format!("{hash:08x}"));
            let mut text = format!("{SHAPE} {hash}");
            for (name, ident) in &structure.members {
                // Writing to a string cannot fail.
                let _ = write!(text, " {}:{ident}", escape(name, true));
            }
            lines.push((pointer, u8::MAX - 1, text));
        }
        for alias in &self.aliases {
            lines.push((&alias.pointer, u8::MAX, format!("{ALIAS} {}::{}", alias.scope, alias.ident)));
        }
        if let Some(package) = &self.package {
            lines.push((PACKAGE.0, 0, format!("{} {package}", PACKAGE.1)));
        }
        lines.sort();
        let mut out = format!("{HEADER}\n");
        for (pointer, _, text) in lines {
            let _ = writeln!(out, "{} = {text}", escape(pointer, false));
        }
        out
    }

    fn add(&mut self, line: Line) -> Result<(), String> {
        match line {
            Line::Pin(pointer, slot, pin) => match self.entries.entry((pointer, slot)) {
                Entry::Vacant(place) => {
                    place.insert(pin);
                }
                Entry::Occupied(mut place) if (&place.get().scope, &place.get().ident) == (&pin.scope, &pin.ident) => {
                    let arguments = &mut place.get_mut().arguments;
                    for argument in pin.arguments {
                        if !arguments.contains(&argument) {
                            arguments.push(argument);
                        }
                    }
                }
                Entry::Occupied(place) => {
                    return Err(format!("`{}` has a name already: `{}`", place.key().0, place.get().ident));
                }
            },
            Line::Structure(pointer, structure) => {
                let known = self
                    .structures
                    .entry(pointer)
                    .or_insert_with(|| Structure { hash: structure.hash, members: BTreeMap::new() });
                for (name, ident) in structure.members {
                    known.members.entry(name).or_insert(ident);
                }
            }
            Line::Alias(alias) => {
                self.aliases.insert(alias);
            }
            Line::Package(name) => match &self.package {
                Some(known) if *known != name => return Err(format!("the package has a name already: `{known}`")),
                _ => self.package = Some(name),
            },
        }
        Ok(())
    }
}

fn entry(line: &str) -> Result<Line, String> {
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark)) {
        return Err("a mark of an unfinished merge".to_owned());
    }
    // The right side never has an equals sign, a key of the document may.
    let (pointer, name) = line.rsplit_once(" = ").ok_or("expected `pointer = name`")?;
    if !pointer.contains('#') {
        return Err(format!("`{pointer}` is no JSON pointer: it has no `#`"));
    }
    let pointer: Box<str> = unescape(pointer).into();
    let name = name.trim();
    match name.split_once(' ') {
        Some((SHAPE, rest)) => Ok(Line::Structure(pointer, structure(rest)?)),
        Some((ALIAS, path)) => {
            let Pin { scope, ident, .. } = pin(path.trim())?;
            Ok(Line::Alias(OldName { pointer, scope, ident }))
        }
        Some((word, name)) if (&*pointer, word) == PACKAGE => {
            check_package_name(name.trim())?;
            Ok(Line::Package(name.trim().into()))
        }
        Some((word, path)) if !word.contains("::") => {
            let slot = Slot::NAMED.iter().find(|(_, text)| *text == word);
            let (slot, _) = slot.ok_or_else(|| format!("`{word}` is no kind of name"))?;
            Ok(Line::Pin(pointer, *slot, pin(path.trim())?))
        }
        _ => Ok(Line::Pin(pointer, Slot::Main, pin(name)?)),
    }
}

fn structure(text: &str) -> Result<Structure, String> {
    let mut words = text.split_whitespace();
    let hash = words.next().unwrap_or_default();
    let hash = match hash {
        "-" => None,
        _ => Some(u32::from_str_radix(hash, 16).map_err(|_| format!("`{hash}` is no hash of a structure"))?),
    };
    let member = |word: &str| {
        let (name, name_of) = word.rsplit_once(':').ok_or_else(|| format!("`{word}` is no member with its name"))?;
        Ok((unescape(name).into(), ident(name_of)?))
    };
    Ok(Structure { hash, members: words.map(member).collect::<Result<_, String>>()? })
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

/// A text on one line: control characters and `%` as in a URI; in a `word`, all that ends one as well.
fn escape(pointer: &str, word: bool) -> Cow<'_, str> {
    let special = |c: char| {
        c == '%' || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') || (word && (c.is_whitespace() || c == '='))
    };
    if word && pointer.is_empty() {
        return Cow::Borrowed("%");
    }
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
    if text == "%" { Cow::Borrowed("") } else { pointer::percent_decode(text) }
}
