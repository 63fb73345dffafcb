//! Findings about a document: data, a collector and the table of codes.
//!
//! Takes facts from every stage, gives them to the renderers. Must not print, and must not know
//! files: a finding points at a node of the raw tree, and the place in the text is found later.

mod code;
mod codes;

pub use code::{Code, Severity};

use crate::base::NodeId;

/// Which part of the node the finding is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// The key of the member in its parent: for unknown keywords, missing members of an
    /// object, everything about the node as a whole.
    #[default]
    Key,
    /// The value: for wrong types, references that lead nowhere, contradictory bounds.
    Value,
}

/// A place in a text, for faults that come before there is a tree (a parser's own error).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The file as the user named it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// How many bytes a message may have without being cut.
const LONGEST_MESSAGE: usize = 1000;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: Code,
    /// What happens because of it; the code's own severity unless a stage knows better.
    pub severity: Severity,
    /// One sentence, without the place, without a full stop at the end.
    pub message: String,
    /// The node that it is about.
    pub at: Option<NodeId>,
    /// Which part of that node.
    pub target: Target,
    /// Other nodes that matter, each with a few words.
    pub labels: Vec<(NodeId, String)>,
    /// What the reader can do.
    pub help: Option<String>,
    /// The place, when there is no node: a fault of the parser itself.
    pub position: Option<Position>,
    /// How many findings it stands for: more than one where only a count is told.
    pub times: u32,
}

impl Diagnostic {
    /// A finding without a place.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: shortened(message.into()),
            at: None,
            target: Target::Key,
            labels: Vec::new(),
            help: None,
            position: None,
            times: 1,
        }
    }

    /// The finding is about this node as a whole (its key is shown).
    #[must_use]
    pub fn at(mut self, node: NodeId) -> Self {
        self.at = Some(node);
        self
    }

    /// The finding is about the value of this node.
    #[must_use]
    pub fn at_value(mut self, node: NodeId) -> Self {
        self.at = Some(node);
        self.target = Target::Value;
        self
    }

    /// Another node that matters, with a few words.
    #[must_use]
    pub fn label(mut self, node: NodeId, text: impl Into<String>) -> Self {
        self.labels.push((node, text.into()));
        self
    }

    /// What the reader can do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Another severity than the code's own.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The finding stands for so many.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// The place of a fault that comes before there is a tree.
    #[must_use]
    pub fn position(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }
}

/// A message without its middle when nobody would read all of it: what it quotes can be as long as the document.
fn shortened(message: String) -> String {
    if message.len() <= LONGEST_MESSAGE {
        return message;
    }
    // Few enough characters for any bytes that they may have.
    let head: String = message.chars().take(LONGEST_MESSAGE / 2).collect();
    let tail: Vec<char> = message.chars().rev().take(LONGEST_MESSAGE / 4).collect();
    format!("{head}...{}", tail.iter().rev().collect::<String>())
}

/// All findings of a run, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No findings.
    #[must_use]
    pub const fn new() -> Self {
        Self { items: Vec::new() }
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Whether nothing can be generated.
    #[must_use]
    pub fn has_fatal(&self) -> bool {
        self.items.iter().any(|item| item.severity == Severity::Fatal)
    }

    /// Whether there is a finding of this code.
    #[must_use]
    pub fn has(&self, code: Code) -> bool {
        self.items.iter().any(|item| item.code == code)
    }

    /// How many findings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The findings.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.items.iter()
    }

    /// The findings as a slice.
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.items
    }

    /// Drops every finding from position `len` on: how a transaction that failed is undone.
    pub fn truncate(&mut self, len: usize) {
        self.items.truncate(len);
    }

    /// Drops what is about something that nobody asked for.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.items.retain(keep);
    }

    /// Brings the findings into the order of the document (those without a node first) and drops
    /// exact repetitions (a shared node can be visited many times). Run it once, before anything is shown.
    pub fn settle(&mut self) {
        let mut seen = std::collections::HashSet::new();
        self.items
            .retain(|item| seen.insert((item.code, item.at, item.target, item.message.clone(), item.position.clone())));
        self.items.sort_by_key(|item| (item.at, item.target));
    }

    /// Keeps so many findings, those of each kind that come first, and what is fatal; tells how many others there are. Run it after
    /// [`Diagnostics::settle`].
    pub fn limit(&mut self, most: usize) {
        if self.items.len() <= most {
            return;
        }
        let mut kinds = std::collections::HashSet::new();
        let mut dropped: Vec<(Code, usize)> = Vec::new();
        let mut room = most;
        self.items.retain(|item| {
            let is_kept = kinds.insert((item.code, item.severity)) || item.severity == Severity::Fatal || room > 0;
            room = room.saturating_sub(1);
            if !is_kept {
                match dropped.iter_mut().find(|(code, _)| *code == item.code) {
                    Some((_, count)) => *count += 1,
                    None => dropped.push((item.code, 1)),
                }
            }
            is_kept
        });
        let total: usize = dropped.iter().map(|(_, count)| count).sum();
        dropped.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
        let list: Vec<String> = dropped.iter().map(|(code, count)| format!("{count} of `{code}`")).collect();
        let message = format!("{total} more findings are not told: {}", list.join(", "));
        let help = "`findings` in `[limits]` of the configuration says how many are";
        self.items.push(Diagnostic::new(Code::MoreFindings, message).help(help));
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, items: I) {
        for item in items {
            self.push(item);
        }
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(items: I) -> Self {
        let mut all = Self::new();
        all.extend(items);
        all
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_takes_the_severity_of_its_code() {
        let finding = Diagnostic::new(Code::UnresolvedReference, "x").at_value(NodeId(3)).help("y");
        assert_eq!(finding.severity, Severity::Skip);
        assert_eq!((finding.at, finding.target), (Some(NodeId(3)), Target::Value));
        assert_eq!(finding.severity(Severity::Lint).severity, Severity::Lint);
    }

    #[test]
    fn a_limit_keeps_one_of_each_kind_and_counts_the_rest() {
        let at = |code, node| Diagnostic::new(code, "x").at(NodeId(node));
        let mut all: Diagnostics = (0..100).map(|node| at(Code::UnknownKeyword, node)).collect();
        all.push(at(Code::InputLimit, 200));
        all.push(at(Code::EmptyEnum, 201));
        all.limit(10);
        assert_eq!(all.iter().filter(|item| item.code == Code::UnknownKeyword).count(), 10);
        assert!(all.has_fatal() && all.has(Code::EmptyEnum));
        let last = all.iter().last().map(|item| item.message.as_str());
        assert_eq!(last, Some("90 more findings are not told: 90 of `unknown-keyword`"));
        let before = all.clone();
        all.limit(13);
        assert_eq!(all, before);
    }

    #[test]
    fn a_message_is_never_as_long_as_a_document() {
        let finding = Diagnostic::new(Code::UnknownKeyword, format!("start {} end", "ü".repeat(100_000)));
        assert!(
            finding.message.chars().count() < LONGEST_MESSAGE
                && finding.message.starts_with("start")
                && finding.message.ends_with("end")
        );
    }

    #[test]
    fn settling_orders_by_place_and_drops_repetitions() {
        let at = |node| Diagnostic::new(Code::UnknownKeyword, "x").at(NodeId(node));
        let mut all: Diagnostics = [at(5), at(1), at(5), Diagnostic::new(Code::Internal, "y")].into_iter().collect();
        all.settle();
        assert_eq!(all.iter().map(|d| d.at).collect::<Vec<_>>(), [None, Some(NodeId(1)), Some(NodeId(5))]);
        assert!(!all.has_fatal() && all.has(Code::Internal));
    }
}
