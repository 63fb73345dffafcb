//! `oasmith-diff.toml`: what a team holds of changes.
//!
//! Takes a text, gives levels for kinds of changes and a list of changes that were approved. Must not touch files and must not know the date.

use crate::base::{NodeId, OrderedSet, did_you_mean};
use crate::diag::{Diagnostics, Position};
use crate::options::Glob;
use crate::options::table::{Findings, Section, read};

use super::change::Change;
use super::check::{Check, Direction, Level};
use super::date::{Date, Policy};

/// The file that is looked for beside the new document.
pub const SETTINGS_NAME: &str = "oasmith-diff.toml";

/// What the file says.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// `notice-days`: how many days before its sunset something has to be deprecated.
    pub notice_days: u32,
    severities: Vec<Severity>,
    ignores: Vec<Ignore>,
}

/// `[[severity]]`: a level for some changes. The last entry that is about a change counts.
#[derive(Clone, Debug)]
struct Severity {
    id: Glob,
    direction: Option<Direction>,
    path: Option<Glob>,
    /// None for `off`: such changes are not told.
    level: Option<Level>,
}

/// `[[ignore]]`: a change that was approved.
#[derive(Clone, Debug)]
struct Ignore {
    fingerprint: Box<str>,
    reason: Box<str>,
    expires: Option<Date>,
    at: Position,
}

/// What became of the changes of one or several pairs of documents.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Applied {
    /// How many changes are approved.
    pub ignored: usize,
    /// How many changes are switched off by their level.
    pub switched_off: usize,
    /// The approvals that matched a change, by their place in the list.
    used: OrderedSet<usize>,
}

impl Settings {
    /// Reads the file.
    ///
    /// # Errors
    /// All that is wrong with it, with line and column.
    pub fn parse(file: &str, text: &str) -> Result<Self, Diagnostics> {
        read(file, text, |findings, top| {
            top.check_keys(findings, &["notice-days", "severity", "ignore"]);
            Self {
                notice_days: top.count(findings, "notice-days").unwrap_or_default(),
                severities: top
                    .sections(findings, "severity", "`[[severity]]`")
                    .into_iter()
                    .filter_map(|section| severity(findings, section))
                    .collect(),
                ignores: top
                    .sections(findings, "ignore", "`[[ignore]]`")
                    .into_iter()
                    .filter_map(|section| ignore(findings, section))
                    .collect(),
            }
        })
    }

    /// What is expected of announcements on this day.
    #[must_use]
    pub const fn policy(&self, today: Option<Date>) -> Policy {
        Policy { today, notice_days: self.notice_days }
    }

    /// Sets levels, takes approved changes out. Approvals count until the end of the day on which they expire.
    pub fn apply(&self, changes: &mut Vec<Change>, today: Option<Date>, applied: &mut Applied) {
        changes.retain_mut(|change| {
            if let Some(rule) = self.severities.iter().rev().find(|rule| rule.is_about(change)) {
                let Some(level) = rule.level else {
                    applied.switched_off += 1;
                    return false;
                };
                change.level = level;
            }
            let name = change.fingerprint.to_string();
            let mut keep = true;
            for (at, entry) in self.ignores.iter().enumerate().filter(|(_, entry)| *entry.fingerprint == *name) {
                applied.used.insert(at);
                keep &= entry.is_expired(today);
            }
            applied.ignored += usize::from(!keep);
            keep
        });
    }

    /// What is wrong with the list of approvals when all changes were seen: sentences with their places.
    #[must_use]
    pub fn notes(&self, applied: &Applied, today: Option<Date>) -> Vec<(Position, String)> {
        let note = |(at, entry): (usize, &Ignore)| {
            let Ignore { fingerprint, reason, .. } = entry;
            let said = match entry.expires.filter(|_| entry.is_expired(today)) {
                _ if !applied.used.contains(&at) => {
                    format!("`{fingerprint}` ({reason}) matches no change any more; remove it")
                }
                Some(expires) => format!("`{fingerprint}` ({reason}) expired on {expires}; the change is told again"),
                None => return None,
            };
            Some((entry.at.clone(), said))
        };
        self.ignores.iter().enumerate().filter_map(note).collect()
    }
}

impl Severity {
    fn is_about(&self, change: &Change) -> bool {
        let path = change
            .operation
            .as_deref()
            .map_or("", |operation| operation.split_once(' ').map_or(operation, |(_, path)| path));
        self.id.matches(change.check.id)
            && self.direction.is_none_or(|direction| direction == change.check.direction)
            && self.path.as_ref().is_none_or(|glob| glob.matches(path))
    }
}

impl Ignore {
    fn is_expired(&self, today: Option<Date>) -> bool {
        self.expires.zip(today).is_some_and(|(expires, today)| expires < today)
    }
}

fn severity(findings: &mut Findings<'_>, section: Section<'_>) -> Option<Severity> {
    section.check_keys(findings, &["id", "direction", "path", "level"]);
    let (id, span) = section.required(findings, "id")?;
    if !id.contains('*') && Check::find(id).is_none() {
        let meant = did_you_mean(id, Check::all().iter().map(|check| check.id));
        let hint = meant.map_or_else(
            || "`oasmith explain` lists all of them".to_owned(),
            |meant| format!("did you mean `{meant}`?"),
        );
        findings.push(span.start, format!("there is no change `{}`; {hint}", id.escape_debug()));
    }
    let direction =
        section.choice(findings, "direction", &["request", "response", "both"]).and_then(Direction::from_name);
    let path = section.text(findings, "path").map(|(path, _)| Glob::new(path));
    if section.get("level").is_none() {
        findings.push(section.at(), "`[[severity]]` needs `level`");
    }
    let level = section.choice(findings, "level", &["error", "warning", "info", "off"])?;
    Some(Severity { id: Glob::new(id), direction, path, level: Level::from_name(level) })
}

fn ignore(findings: &mut Findings<'_>, section: Section<'_>) -> Option<Ignore> {
    section.check_keys(findings, &["fingerprint", "reason", "expires"]);
    let fingerprint = section.required(findings, "fingerprint");
    let reason = section.required(findings, "reason");
    let expires = match section.text(findings, "expires") {
        Some((text, span)) => {
            let date = Date::parse(text);
            if date.is_none() {
                findings.push(
                    span.start,
                    format!("`expires` takes a day like `2027-01-31`, not `{}`", text.escape_debug()),
                );
            }
            date
        }
        None => None,
    };
    let ((fingerprint, span), (reason, _)) = (fingerprint?, reason?);
    let at = findings.position(span.start);
    Some(Ignore { fingerprint: fingerprint.into(), reason: reason.into(), expires, at })
}

/// Which changes are shown: those that all lists that are not empty are about.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Path templates; `*` stands for any text.
    pub paths: Vec<Glob>,
    /// Tags that the operation has in one of the documents.
    pub tags: Vec<Glob>,
    /// Ids of changes.
    pub ids: Vec<Glob>,
    /// `x-` keys that the operation has in one of the documents, alone or with a value: `x-internal`, `x-audience=public`.
    pub extensions: Vec<String>,
}

impl Filter {
    /// Drops the changes that are not wanted.
    pub fn apply(&self, changes: &mut Vec<Change>, old: &crate::source::Tree, new: &crate::source::Tree) {
        if self.paths.is_empty() && self.tags.is_empty() && self.ids.is_empty() && self.extensions.is_empty() {
            return;
        }
        let any = |globs: &[Glob], text: &str| globs.is_empty() || globs.iter().any(|glob| glob.matches(text));
        changes.retain(|change| {
            let operation = change.operation.as_deref().unwrap_or_default();
            let path = operation.split_once(' ').map_or("", |(_, path)| path);
            let nodes = [(old, change.old), (new, change.new)];
            let owners = nodes.into_iter().filter_map(|(tree, _)| Some((tree, operation_node(tree, operation)?)));
            let owners: Vec<(&crate::source::Tree, NodeId)> = owners.collect();
            let has_tag = || {
                owners.iter().any(|(tree, node)| {
                    let tags = tree.get(*node, "tags").into_iter().flat_map(|list| tree.items(list));
                    tags.filter_map(|&tag| tree.as_str(tag)).any(|tag| any(&self.tags, tag))
                })
            };
            let has_extension = || {
                owners.iter().any(|(tree, node)| {
                    self.extensions.iter().any(|wanted| {
                        let (key, value) =
                            wanted.split_once('=').map_or((wanted.as_str(), None), |(key, value)| (key, Some(value)));
                        tree.get(*node, key).is_some_and(|node| {
                            value.is_none_or(|value| tree.json(node).to_string().trim_matches('"') == value)
                        })
                    })
                })
            };
            any(&self.paths, path)
                && any(&self.ids, change.check.id)
                && (self.tags.is_empty() || has_tag())
                && (self.extensions.is_empty() || has_extension())
        });
    }
}

/// The node of an operation by its label, `GET /pets`.
fn operation_node(tree: &crate::source::Tree, label: &str) -> Option<NodeId> {
    let (method, path) = label.split_once(' ')?;
    let item = tree.get(tree.get(tree.root()?, "paths")?, path)?;
    tree.get(crate::source::refs::follow(tree, item).ok()?, &method.to_ascii_lowercase())
}
