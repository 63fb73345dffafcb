//! Findings for people: title, place, source lines, help.
//!
//! Takes one finding and the texts, gives what `rustc` would print. Must not hand whole files to the
//! renderer, nor whole lines that are very long.

use std::collections::HashMap;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Finding, Spot, clean};
use crate::diag::Severity;
use crate::source::{Lines, Tree};

/// How many characters are shown on either side of a place on a line that is cut.
const REACH: usize = 80;
/// The longest line that is handed over whole.
const WHOLE: usize = 400;
/// How far apart places of one file may be to be shown together.
const TOGETHER: u32 = 300;

/// A place with the words beside it.
type Mark<'f> = (&'f Spot, AnnotationKind, Option<&'f str>);

/// The lines of the files that findings are in, by name.
pub(super) struct Texts<'t> {
    files: HashMap<&'t str, Lines<'t>>,
}

impl<'t> Texts<'t> {
    pub(super) fn new(tree: &'t Tree) -> Self {
        let lines = |file| (tree.file_name(file), Lines::new(tree.file_text(file)));
        Self { files: tree.files().map(lines).collect() }
    }
}

pub(super) fn render(texts: &Texts<'_>, finding: &Finding, color: bool) -> String {
    let level = match finding.severity {
        Severity::Fatal => Level::ERROR,
        Severity::Skip | Severity::Lint => Level::WARNING,
    };
    let title = level.primary_title(finding.message.as_str()).id(finding.code.id());
    let mut group = title.elements(Vec::<Origin<'_>>::new());
    let labels = finding.labels.iter().map(|(spot, text)| (spot, AnnotationKind::Context, Some(text.as_str())));
    let mut marks: Vec<Mark<'_>> = finding.spot.iter().map(|spot| (spot, AnnotationKind::Primary, None)).collect();
    marks.extend(labels);
    while let Some((first, ..)) = marks.first().copied() {
        let near = |mark: &Mark<'_>| mark.0.file == first.file && mark.0.line.abs_diff(first.line) < TOGETHER;
        let (here, later): (Vec<Mark<'_>>, Vec<Mark<'_>>) = marks.into_iter().partition(near);
        group = places(texts, group, &here);
        marks = later;
    }
    let notes = [
        // What the code alone does not say.
        (finding.severity != finding.code.severity()).then(|| Level::NOTE.message(effect(finding.severity))),
        finding
            .pointer
            .as_deref()
            .filter(|pointer| *pointer != "#")
            .map(|at| Level::NOTE.message(format!("at `{at}`"))),
        finding.help.as_deref().map(|help| Level::HELP.message(help)),
    ];
    let report = [group.elements(notes.into_iter().flatten())];
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n\n", renderer.render(&report))
}

fn effect(severity: Severity) -> &'static str {
    match severity {
        Severity::Fatal => "nothing is written because of this",
        Severity::Skip => "this part is left out",
        Severity::Lint => "this is only told",
    }
}

/// Adds places of one file that are near to each other.
fn places<'f>(texts: &Texts<'_>, mut group: Group<'f>, marks: &[Mark<'f>]) -> Group<'f> {
    let Some((first, ..)) = marks.first() else { return group };
    let numbers = || marks.iter().map(|mark| mark.0.line);
    let (top, bottom) = (numbers().min().unwrap_or(0), numbers().max().unwrap_or(0));
    if let Some(text) = texts.files.get(first.file.as_str()) {
        let lines: Option<Vec<&str>> =
            (top..=bottom).map(|line| text.line(line).filter(|line| line.len() <= WHOLE)).collect();
        if let Some(lines) = lines {
            return group.element(together(&first.file, &lines, top, marks));
        }
    }
    for &(spot, kind, label) in marks {
        let origin = Origin::path(spot.file.as_str()).line(spot.line as usize).char_column(spot.column as usize);
        group = group.element(origin);
        let text = texts.files.get(spot.file.as_str()).filter(|text| text.line(spot.line).is_some());
        if let Some(text) = text {
            let (cut, start, end) = around(text, spot);
            let snippet = Snippet::source(cut).line_start(spot.line as usize);
            group = group.element(snippet.annotation(annotation(kind, start, end, label)));
        }
    }
    group
}

/// Several places on whole lines; lines between them are folded.
fn together<'f>(file: &'f str, lines: &[&str], top: u32, marks: &[Mark<'f>]) -> Snippet<'f, Annotation<'f>> {
    let mut source = String::new();
    let mut annotations = Vec::new();
    for (number, line) in (top..).zip(lines) {
        for &(spot, kind, label) in marks.iter().filter(|mark| mark.0.line == number) {
            let (start, end) = bytes(line, spot);
            annotations.push(annotation(kind, source.len() + start, source.len() + end, label));
        }
        source.push_str(&clean(line));
        source.push('\n');
    }
    Snippet::source(source).path(file).line_start(top as usize).annotations(annotations)
}

fn annotation<'f>(kind: AnnotationKind, start: usize, end: usize, label: Option<&'f str>) -> Annotation<'f> {
    let annotation = kind.span(start..end);
    match label {
        Some(label) => annotation.label(label),
        None => annotation,
    }
}

/// The bytes of a cleaned line that belong to a place.
fn bytes(line: &str, spot: &Spot) -> (usize, usize) {
    let column = (spot.column as usize).saturating_sub(1);
    // Cleaning keeps the number of characters, but not that of bytes.
    let before: String = line.chars().take(column).collect();
    let own: String = line.chars().skip(column).take(spot.length.max(1) as usize).collect();
    let start = clean(&before).len();
    (start, start + clean(&own).len())
}

/// The part of a long line around a place, cleaned, and the bytes of it that belong to the place.
fn around(text: &Lines<'_>, spot: &Spot) -> (String, usize, usize) {
    let (before, rest) = text.split(spot.line, spot.column);
    let length = (spot.length as usize).clamp(1, REACH);
    let before: String = before.chars().rev().take(REACH).collect();
    let before = clean(&before.chars().rev().collect::<String>());
    let own = clean(&rest.chars().take(length).collect::<String>());
    let after = clean(&rest.chars().skip(length).take(REACH).collect::<String>());
    let start = before.len();
    let end = start + own.len();
    (format!("{before}{own}{after}"), start, end)
}
