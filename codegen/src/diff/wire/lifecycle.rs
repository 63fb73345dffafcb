//! Deprecation, sunset, stability: what was announced before it happened.
//!
//! Takes operations and parameters, tells removals by what had been announced, and changes of the announcements. Whether a day has passed
//! is judged by the day that the caller gives; without one, it has.

use crate::base::NodeId;
use crate::diff::date::Date;
use crate::source::Tree;

use super::{About, Nodes, Wire, ids};

/// What is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Removal {
    /// An operation with its whole path.
    Path,
    /// An operation of a path that stays.
    Operation,
    /// A parameter.
    Parameter,
}

impl Removal {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Path => "api-path",
            Self::Operation => "api",
            Self::Parameter => "request-parameter",
        }
    }
}

/// What a node says of its end.
struct Sunset {
    deprecated: bool,
    /// `x-sunset`, as written.
    text: Option<String>,
}

impl Sunset {
    fn of(tree: &Tree, node: NodeId) -> Self {
        let text = tree
            .get(node, "x-sunset")
            .map(|node| tree.as_str(node).map_or_else(|| tree.json(node).to_string(), str::to_owned));
        Self { deprecated: tree.bool(node, "deprecated") == Some(true), text }
    }

    fn date(&self) -> Option<Date> {
        Date::parse(self.text.as_deref()?)
    }
}

impl Wire<'_> {
    /// Tells that something is gone, and whether that had been announced.
    pub(super) fn removed(&mut self, about: &About, nodes: Nodes, what: Removal, label: &str) {
        let sunset = Sunset::of(self.old, nodes.0);
        let prefix = what.prefix();
        let noun = if what == Removal::Parameter { label.to_owned() } else { format!("the operation {label}") };
        let path = if what == Removal::Path { " together with its path" } else { "" };
        let (end, said) = match (sunset.deprecated, &sunset.text, sunset.date()) {
            (false, ..) if what == Removal::Parameter => ("-removed", String::new()),
            (false, ..) => ("-removed-without-deprecation", " without having been deprecated".to_owned()),
            (true, None, _) => ("-removed-with-deprecation", "; it had been deprecated".to_owned()),
            (true, Some(text), None) => ("-sunset-parse", format!("; its sunset date `{text}` is not a date")),
            (true, Some(_), Some(date)) if self.policy.today.is_some_and(|today| today < date) => {
                ("-removed-before-sunset", format!(" before its sunset on {date}"))
            }
            (true, Some(_), Some(date)) => ("-removed-with-deprecation", format!(" after its sunset on {date}")),
        };
        let id = match (what, end) {
            (Removal::Operation, "-sunset-parse") => "api-path-sunset-parse".to_owned(),
            _ => format!("{prefix}{end}"),
        };
        self.change(&id, about, nodes, &[label], format!("{noun} was removed{path}{said}"));
    }

    /// Compares deprecation and sunset of an operation.
    pub(super) fn deprecation(&mut self, about: &About, nodes: Nodes) {
        let (old, new) = (Sunset::of(self.old, nodes.0), Sunset::of(self.new, nodes.1));
        let here = self.members(nodes, "deprecated");
        match (old.deprecated, new.deprecated) {
            (false, true) => match (&new.text, new.date()) {
                (None, date) | (Some(_), date @ Some(_)) if self.policy.fault(date).is_some() => {
                    let (id, message) = match date {
                        None => (
                            "api-deprecated-sunset-missing",
                            "the operation was deprecated without a sunset date".to_owned(),
                        ),
                        Some(date) => (
                            "api-sunset-date-too-small",
                            format!("the operation was deprecated with the sunset date {date}, which is too early"),
                        ),
                    };
                    self.change(id, about, here, &[], message);
                }
                (None, _) => self.change("endpoint-deprecated", about, here, &[], "the operation was deprecated"),
                (Some(_), Some(date)) => {
                    let message = format!("the operation was deprecated, with the sunset date {date}");
                    self.change("endpoint-deprecated-with-sunset", about, here, &[], message);
                }
                (Some(text), None) => {
                    let message = format!("the operation was deprecated, but its sunset date `{text}` is not a date");
                    self.change(
                        "api-deprecated-sunset-parse",
                        about,
                        self.members(nodes, "x-sunset"),
                        &[text],
                        message,
                    );
                }
            },
            (true, false) => {
                self.change("endpoint-reactivated", about, here, &[], "the operation is no longer deprecated");
            }
            (true, true) => self.sunset(about, nodes, (&old, &new), None),
            (false, false) => {}
        }
    }

    /// The same for a parameter.
    pub(super) fn parameter_deprecation(&mut self, about: &About, nodes: Nodes, label: &str) {
        let (old, new) = (Sunset::of(self.old, nodes.0), Sunset::of(self.new, nodes.1));
        let here = self.members(nodes, "deprecated");
        match (old.deprecated, new.deprecated) {
            (false, true) if new.text.is_some() && new.date().is_none() => {
                let text = new.text.unwrap_or_default();
                let message = format!("{label} was deprecated, but its sunset date `{text}` is not a date");
                self.change("request-parameter-sunset-parse", about, here, &[label, &text], message);
            }
            (false, true) if self.policy.fault(new.date()).is_some() => {
                let (id, message) = match new.date() {
                    None => (
                        "request-parameter-deprecated-sunset-missing",
                        format!("{label} was deprecated without a sunset date"),
                    ),
                    Some(date) => (
                        "request-parameter-sunset-date-too-small",
                        format!("{label} was deprecated with the sunset date {date}, which is too early"),
                    ),
                };
                self.change(id, about, here, &[label], message);
            }
            (false, true) => {
                let sunset = new.date().map_or_else(String::new, |date| format!(", with the sunset date {date}"));
                self.change(
                    "request-parameter-deprecated",
                    about,
                    here,
                    &[label],
                    format!("{label} was deprecated{sunset}"),
                );
            }
            (true, false) => {
                self.change(
                    "request-parameter-reactivated",
                    about,
                    here,
                    &[label],
                    format!("{label} is no longer deprecated"),
                );
            }
            (true, true) => self.sunset(about, nodes, (&old, &new), Some(label)),
            (false, false) => {}
        }
    }

    /// Compares the sunset dates of something that is and was deprecated.
    fn sunset(&mut self, about: &About, nodes: Nodes, (old, new): (&Sunset, &Sunset), parameter: Option<&str>) {
        if old.text == new.text {
            return;
        }
        let here = self.members(nodes, "x-sunset");
        let noun = parameter.unwrap_or("the operation");
        let texts = (old.text.as_deref().unwrap_or_default(), new.text.as_deref().unwrap_or_default());
        let unreadable =
            [(old, texts.0), (new, texts.1)].into_iter().find(|(end, _)| end.text.is_some() && end.date().is_none());
        let (operation_id, parameter_id, message) = match (old.date(), new.date()) {
            _ if unreadable.is_some() => {
                let text = unreadable.map_or("", |(_, text)| text);
                (
                    "api-path-sunset-parse",
                    "request-parameter-sunset-parse",
                    format!("the sunset date `{text}` of {noun} is not a date"),
                )
            }
            (Some(date), None) => (
                "sunset-deleted",
                "request-parameter-sunset-deleted",
                format!("the sunset date {date} of {noun} was removed"),
            ),
            (None, Some(date)) => (
                "api-sunset-added",
                "request-parameter-sunset-added",
                format!("{noun} was given the sunset date {date}"),
            ),
            (Some(before), Some(after))
                if after < before && self.policy.earliest().is_some_and(|earliest| after < earliest) =>
            {
                (
                    "api-sunset-date-changed-too-small",
                    "request-parameter-sunset-date-changed-too-small",
                    format!(
                        "the sunset date of {noun} was brought forward from {before} to {after}, which is too early"
                    ),
                )
            }
            (Some(before), Some(after)) => (
                "api-sunset-date-changed",
                "request-parameter-sunset-date-changed",
                format!("the sunset date of {noun} changed from {before} to {after}"),
            ),
            (None, None) => return,
        };
        let id = if parameter.is_some() { parameter_id } else { operation_id };
        self.change(id, about, here, &[parameter.unwrap_or_default(), texts.0, texts.1], message);
    }

    /// Compares `x-stability-level` of an operation or of a parameter.
    pub(super) fn stability(&mut self, about: &About, nodes: Nodes, prefix: &str, noun: &str) {
        let level = |tree: &Tree, node: NodeId| {
            let node = tree.get(node, "x-stability-level")?;
            Some(tree.as_str(node).map_or_else(|| tree.json(node).to_string(), str::to_owned))
        };
        let (old, new) = (level(self.old, nodes.0), level(self.new, nodes.1));
        if old == new {
            return;
        }
        let Some(check) = ids::stability(prefix, old.as_deref(), new.as_deref()) else { return };
        let words =
            |level: &Option<String>| level.as_ref().map_or_else(|| "none".to_owned(), |level| format!("`{level}`"));
        let message = format!("the stability level of {noun} changed from {} to {}", words(&old), words(&new));
        let here = self.members(nodes, "x-stability-level");
        self.change(check.id, about, here, &[noun, &words(&old), &words(&new)], message);
    }
}
