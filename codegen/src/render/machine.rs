//! Findings for programs: one line each.
//!
//! Takes one finding, gives a line with its line break. Must escape what the reader of the line
//! gives a meaning to.

use serde::Serialize;

use super::{Finding, Spot};

/// `cargo::warning=spec.yaml:12:3: unknown-keyword: message (help)`.
pub(super) fn cargo(finding: &Finding) -> String {
    let place = finding.spot.as_ref().map_or_else(String::new, |spot| {
        let Spot { file, line, column, .. } = spot;
        format!("{file}:{line}:{column}: ")
    });
    let help = finding.help.as_deref().map_or_else(String::new, |help| format!(" ({help})"));
    format!("cargo::warning={place}{}: {}{help}\n", finding.code, finding.message)
}

#[derive(Serialize)]
struct Line<'f> {
    code: &'f str,
    severity: &'f str,
    effect: &'f str,
    message: &'f str,
    pointer: Option<&'f str>,
    file: Option<&'f str>,
    line: Option<u32>,
    column: Option<u32>,
    help: Option<&'f str>,
    labels: Vec<Label<'f>>,
}

#[derive(Serialize)]
struct Label<'f> {
    #[serde(flatten)]
    spot: &'f Spot,
    text: &'f str,
}

pub(super) fn json(finding: &Finding) -> String {
    let spot = finding.spot.as_ref();
    let line = Line {
        code: finding.code.id(),
        severity: finding.severity.label(),
        effect: finding.severity.name(),
        message: &finding.message,
        pointer: finding.pointer.as_deref(),
        file: spot.map(|spot| spot.file.as_str()),
        line: spot.map(|spot| spot.line),
        column: spot.map(|spot| spot.column),
        help: finding.help.as_deref(),
        labels: finding.labels.iter().map(|(spot, text)| Label { spot, text }).collect(),
    };
    // Only texts and numbers: this cannot fail.
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}

/// `::warning file=spec.yaml,line=12,col=3,title=unknown-keyword::message`.
pub(super) fn github(finding: &Finding) -> String {
    let place = finding.spot.as_ref().map_or_else(String::new, |spot| {
        let last = spot.column.saturating_add(spot.length);
        format!("file={},line={},col={},endColumn={last},", command_property(&spot.file), spot.line, spot.column)
    });
    let help = finding.help.as_deref().map_or_else(String::new, |help| format!(" ({help})"));
    let message = command_data(&format!("{}{help}", finding.message));
    format!("::{} {place}title={}::{message}\n", finding.severity.label(), command_property(finding.code.id()))
}

/// The message of a workflow command.
#[must_use]
pub fn command_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
#[must_use]
pub fn command_property(text: &str) -> String {
    command_data(text).replace(':', "%3A").replace(',', "%2C")
}
