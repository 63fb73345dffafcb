//! JSON and YAML texts into nodes.
//!
//! Takes one text, gives the nodes of its root value at the end of the tree. Must not look at what
//! the document says; a failed attempt may leave unused nodes behind.

use serde::Deserialize;
use serde::de::{DeserializeSeed, IgnoredAny};

use super::build::{Builder, Limits};
use super::colons;
use super::numbers::{Step, Walk, canonical};
use super::read::Bounds;
use super::spots::{scalar, spots};
use super::tree::{FileId, Format, Kind, Span, Tree};
use crate::base::NodeId;
use crate::diag::{Code, Diagnostic, Position};

/// One text.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    pub(super) file: FileId,
    /// What it is called in messages.
    pub(super) name: &'t str,
    pub(super) text: &'t str,
    pub(super) bounds: Bounds,
}

/// What one text gave.
pub(super) struct Parsed {
    pub(super) root: NodeId,
    pub(super) format: Format,
    /// The text that was read, should it be another one than was given.
    pub(super) repaired: Option<String>,
    pub(super) findings: Vec<Diagnostic>,
}

/// How many duplicate keys of a file are told one by one.
const TOLD_DUPLICATES: usize = 1000;

/// Reads a text as JSON when it starts like JSON, else as YAML, of which JSON is nearly a subset.
pub(super) fn parse(tree: &mut Tree, given: Text<'_>) -> Result<Parsed, Box<Diagnostic>> {
    let Text { name, text, .. } = given;
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml(tree, given);
    }
    let problem = match json(tree, given) {
        Ok(parsed) => return Ok(parsed),
        Err(problem) if problem.code == Code::InputLimit => return Err(problem),
        Err(problem) => problem,
    };
    let is_yaml = [".yaml", ".yml"].iter().any(|end| name.to_ascii_lowercase().ends_with(end));
    match yaml(tree, given) {
        Ok(mut parsed) => {
            if !is_yaml {
                let message = format!("{}; read as YAML instead", problem.message);
                parsed.findings.push(Diagnostic { message, severity: crate::diag::Severity::Lint, ..*problem });
            }
            Ok(parsed)
        }
        Err(other) if is_yaml => Err(other),
        Err(_) => Err(problem),
    }
}

fn json(tree: &mut Tree, given: Text<'_>) -> Result<Parsed, Box<Diagnostic>> {
    let Text { file, name, text, bounds } = given;
    let mut builder = Builder::new(tree, file, false, Limits::of(text, bounds));
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let done = run(&mut builder, &mut deserializer).and_then(|()| deserializer.end());
    if let Err(error) = done {
        return Err(Box::new(json_fault(builder.over_limit, name, text, &error)));
    }
    let numbers = |builder: &Builder<'_>| {
        let wanted = builder.inexact.iter().filter_map(|node| node.0.checked_sub(builder.first));
        spots(text, wanted).into_iter().map(|spot| scalar(text, spot.value).to_owned()).collect()
    };
    Ok(finish(builder, Format::Json, numbers))
}

fn yaml(tree: &mut Tree, given: Text<'_>) -> Result<Parsed, Box<Diagnostic>> {
    if let Some((line, limit)) = costly(given.text) {
        return Err(Box::new(fault(Code::InputLimit, Some(limit), "", given.name, line, 1)));
    }
    match colons::spaced(given.text) {
        Some(spaced) => {
            let mut parsed = yaml_as_it_is(tree, Text { text: &spaced, ..given })?;
            parsed.repaired = Some(spaced);
            Ok(parsed)
        }
        None => yaml_as_it_is(tree, given),
    }
}

fn yaml_as_it_is(tree: &mut Tree, given: Text<'_>) -> Result<Parsed, Box<Diagnostic>> {
    let Text { file, name, text, bounds } = given;
    let mut builder = Builder::new(tree, file, true, Limits::of(text, bounds));
    let mut documents = serde_yaml::Deserializer::from_str(text);
    if let Some(document) = documents.next()
        && let Err(error) = run(&mut builder, document)
    {
        return Err(Box::new(yaml_fault(builder.over_limit, name, &error)));
    }
    let more = documents.next().is_some_and(|next| !matches!(Option::<IgnoredAny>::deserialize(next), Ok(None)));
    let mut parsed = finish(builder, Format::Yaml, |builder| {
        let Builder { tree, first, ends, inexact, .. } = builder;
        let mut walk = Walk { tree, first: *first, ends, wanted: inexact, next: *first, found: Vec::new() };
        let again = serde_yaml::Deserializer::from_str(text).next();
        // Should the second walk fail, the shortest form of each number stays.
        if again.is_some_and(|document| Step(&mut walk).deserialize(document).is_ok()) {
            walk.found
        } else {
            Vec::new()
        }
    });
    if more {
        let message = "the file holds more than one YAML document; only the first is read";
        parsed.findings.push(Diagnostic::new(Code::ExtraDocuments, message).at(parsed.root));
    }
    Ok(parsed)
}

/// The line where a text passes a limit within which the YAML scanner is quick; beyond, its time
/// grows with the square of the length. No real document comes near: brackets in prose are closed,
/// and nobody writes many tag directives.
fn costly(text: &str) -> Option<(usize, &'static str)> {
    const OPEN_BRACKETS: usize = 5000;
    const TAG_DIRECTIVES: usize = 200;
    let (mut open, mut directives) = (0_usize, 0);
    for (line, content) in (1..).zip(text.lines()) {
        directives += usize::from(content.starts_with("%TAG"));
        for byte in content.bytes() {
            match byte {
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
            if open > OPEN_BRACKETS {
                return Some((line, "it is nested too deeply"));
            }
        }
        if directives > TAG_DIRECTIVES {
            return Some((line, "it has too many tag directives"));
        }
    }
    None
}

fn run<'de, D: serde::Deserializer<'de>>(builder: &mut Builder<'_>, deserializer: D) -> Result<(), D::Error> {
    match builder.seed() {
        Ok(seed) => seed.deserialize(deserializer),
        Err(limit) => Err(serde::de::Error::custom(limit)),
    }
}

/// Brings the text of inexact numbers back and turns duplicates into findings.
fn finish(builder: Builder<'_>, format: Format, numbers: impl FnOnce(&Builder<'_>) -> Vec<String>) -> Parsed {
    let found = if builder.inexact.is_empty() { Vec::new() } else { numbers(&builder) };
    let Builder { tree, first, inexact, duplicates, .. } = builder;
    let root = NodeId(first);
    for (node, text) in inexact.iter().zip(found) {
        if let Some(text) = canonical(&text) {
            let start = tree.text.len();
            tree.text.push_str(&text);
            if let (Some(node), Ok(start), Ok(len)) =
                (tree.nodes.get_mut(node.index()), u32::try_from(start), u32::try_from(text.len()))
                && node.kind == Kind::Number
            {
                node.data = Span { start, len };
            }
        }
    }
    let findings = duplicates.iter().take(TOLD_DUPLICATES).map(|&(early, late)| {
        let key = tree.key(late).unwrap_or_default();
        let message = format!("the key `{key}` occurs twice in one object; the last value counts");
        Diagnostic::new(Code::DuplicateKey, message).at(late).label(early, "this value is lost")
    });
    Parsed { root, format, repaired: None, findings: findings.collect() }
}

fn json_fault(limit: Option<&str>, name: &str, text: &str, error: &serde_json::Error) -> Diagnostic {
    let line = error.line().max(1);
    // serde_json counts bytes; columns are told in characters.
    let before = text.lines().nth(line - 1).unwrap_or_default().get(..error.column().saturating_sub(1));
    let column = before.map_or(error.column(), |before| before.chars().count() + 1).max(1);
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    fault(Code::InvalidJson, limit, message, name, line, column)
}

fn yaml_fault(limit: Option<&str>, name: &str, error: &serde_yaml::Error) -> Diagnostic {
    let (line, column) = error.location().map_or((1, 1), |place| (place.line(), place.column()));
    let message = error.to_string();
    let message = message.replacen(&format!(" at line {line} column {column}"), "", 1);
    fault(Code::InvalidYaml, limit, &message, name, line, column)
}

fn fault(code: Code, limit: Option<&str>, message: &str, name: &str, line: usize, column: usize) -> Diagnostic {
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    let position = Position { file: name.to_owned(), line: number(line), column: number(column) };
    let limited = limit.or_else(|| {
        let limits =
            [("recursion limit", "it is nested too deeply"), ("repetition limit", "its aliases expand to too much")];
        limits.iter().find(|(said, _)| message.contains(said)).map(|&(_, text)| text)
    });
    let diagnostic = match limited {
        Some(limit) => Diagnostic::new(Code::InputLimit, format!("the document is too large to read: {limit}")),
        None if code == Code::InvalidJson => Diagnostic::new(code, format!("this is not valid JSON: {message}")),
        None => Diagnostic::new(code, format!("this is not valid YAML: {message}")),
    };
    diagnostic.position(position)
}
