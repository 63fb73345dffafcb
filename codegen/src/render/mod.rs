//! Findings as text: for a terminal, for a build script, for programs, for GitHub.
//!
//! Takes the tree and the findings, finds all places at once, gives texts. Must not print, must not
//! drop a finding, and must not let text of a document control the terminal or the log that it is
//! shown in.

mod human;
mod machine;

pub use machine::{command_data, command_property};

use serde::Serialize;

use crate::base::NodeId;
use crate::diag::{Code, Diagnostics, Severity, Target};
use crate::source::{Place, Tree, positions};

/// One finding with its place, ready to be shown. Texts hold no control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of finding it is.
    pub code: Code,
    /// What happens because of it.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// The JSON pointer of the node that it is about.
    pub pointer: Option<String>,
    /// Where it is.
    pub spot: Option<Spot>,
    /// What the reader can do.
    pub help: Option<String>,
    /// Other places that matter, each with a few words.
    pub labels: Vec<(Spot, String)>,
    /// How many findings it stands for.
    pub times: u32,
}

/// A place in a file, by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Spot {
    /// The file as the user named it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// How many characters of the line belong to it.
    #[serde(skip)]
    pub length: u32,
}

/// All findings of a run with their places, in the order of the findings.
#[derive(Clone, Debug)]
pub struct Report<'t> {
    tree: &'t Tree,
    findings: Vec<Finding>,
}

impl<'t> Report<'t> {
    /// Finds the places of all findings, with one walk over each text that has any.
    #[must_use]
    pub fn new(tree: &'t Tree, diagnostics: &Diagnostics) -> Self {
        let mut wanted: Vec<(NodeId, Target)> = Vec::new();
        for diagnostic in diagnostics {
            wanted.extend(diagnostic.at.map(|node| (node, diagnostic.target)));
            wanted.extend(diagnostic.labels.iter().map(|(node, _)| (*node, Target::Key)));
        }
        let mut places = positions(tree, &wanted).into_iter();
        let mut next = || places.next().map(|place| spot(tree, place));
        let findings = diagnostics.iter().map(|diagnostic| {
            let at = diagnostic.at.and_then(|_| next());
            let position = diagnostic.position.as_ref().map(|position| Spot {
                file: clean(&position.file),
                line: position.line,
                column: position.column,
                length: 1,
            });
            Finding {
                code: diagnostic.code,
                severity: diagnostic.severity,
                message: clean(&diagnostic.message),
                pointer: diagnostic.at.map(|node| clean(&tree.pointer(node))),
                spot: position.or(at),
                help: diagnostic.help.as_deref().map(clean),
                labels: diagnostic.labels.iter().filter_map(|(_, text)| Some((next()?, clean(text)))).collect(),
                times: diagnostic.times,
            }
        });
        let findings = findings.collect();
        Self { tree, findings }
    }

    /// The findings with their places.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Text for a terminal: each finding with the lines that it is about, a blank line after each.
    #[must_use]
    pub fn human(&self, color: bool) -> String {
        let texts = human::Texts::new(self.tree);
        self.findings.iter().map(|finding| human::render(&texts, finding, color)).collect()
    }

    /// Lines for a build script: one `cargo::warning=..` for each finding.
    #[must_use]
    pub fn cargo(&self) -> String {
        self.findings.iter().map(machine::cargo).collect()
    }

    /// JSON, one object a line: `code`, `severity` (`error` or `warning`), `effect` (`fatal`, `skip` or
    /// `lint`), `message`, `pointer`, `file`, `line`, `column`, `help`, `labels`.
    #[must_use]
    pub fn json(&self) -> String {
        self.findings.iter().map(machine::json).collect()
    }

    /// Workflow commands of GitHub Actions, which become annotations of the changed lines.
    #[must_use]
    pub fn github(&self) -> String {
        self.findings.iter().map(machine::github).collect()
    }

    /// How often each code was found, what comes of it and what it means, the gravest first; nothing when there is less than
    /// two to count.
    #[must_use]
    pub fn table(&self) -> String {
        let mut rows: Vec<(Severity, Code, u32)> = Vec::new();
        for finding in &self.findings {
            match rows.iter_mut().find(|(severity, code, _)| (*severity, *code) == (finding.severity, finding.code)) {
                Some((.., times)) => *times += finding.times,
                None => rows.push((finding.severity, finding.code, finding.times)),
            }
        }
        if rows.iter().map(|(.., times)| times).sum::<u32>() < 2 {
            return String::new();
        }
        rows.sort_by_key(|(severity, code, times)| (*severity, std::cmp::Reverse(*times), *code));
        let width = rows.iter().map(|(_, code, _)| code.id().len()).max().unwrap_or(0);
        let row = |(severity, code, times): &(Severity, Code, u32)| {
            format!("{times:>6}  {:width$}  {:5}  {}\n", code.id(), severity.name(), code.summary())
        };
        rows.iter().map(row).collect()
    }
}

/// The places of nodes by name, in the order of `wanted`; one walk over each text that has any.
#[must_use]
pub fn spots(tree: &Tree, wanted: &[(NodeId, Target)]) -> Vec<Spot> {
    positions(tree, wanted).into_iter().map(|place| spot(tree, place)).collect()
}

fn spot(tree: &Tree, place: Place) -> Spot {
    let Place { file, line, column, length } = place;
    Spot { file: clean(tree.file_name(file)), line, column, length }
}

/// Text without characters that a terminal or a log obeys: control characters, and those that turn
/// the direction of text round. Line breaks become spaces.
#[must_use]
pub fn clean(text: &str) -> String {
    let safe = |char: char| match char {
        '\n' | '\t' | '\r' => ' ',
        _ if char.is_control() => '\u{fffd}',
        '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => '\u{fffd}',
        _ => char,
    };
    text.chars().map(safe).collect()
}

#[cfg(test)]
mod tests;
