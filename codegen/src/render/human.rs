//! Findings for people: title, place, source lines, help.
//!
//! Takes one finding and the texts, gives what `rustc` would print. Must not hand whole files to the
//! renderer, nor whole lines that are very long.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Finding, Spot, clean};
use crate::diag::Severity;
use crate::source::Tree;

/// How many characters are shown on either side of a place on a line that is cut.
const REACH: usize = 80;
/// The longest line that is handed over whole.
const WHOLE: usize = 400;
/// How far apart places of one file may be to be shown together.
const TOGETHER: u32 = 300;

/// A place with the words beside it.
type Mark<'f> = (&'f Spot, AnnotationKind, Option<&'f str>);

pub(super) fn render(tree: &Tree, finding: &Finding, color: bool) -> String {
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
        group = places(tree, group, &here);
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
fn places<'f>(tree: &Tree, group: Group<'f>, marks: &[Mark<'f>]) -> Group<'f> {
    let Some((first, ..)) = marks.first() else { return group };
    let text = tree.files().find(|file| tree.file_name(*file) == first.file).map(|file| tree.file_text(file));
    let top = marks.iter().map(|mark| mark.0.line).min().unwrap_or(1).max(1);
    let bottom = marks.iter().map(|mark| mark.0.line).max().unwrap_or(1).max(1);
    let skipped = top as usize - 1;
    let count = (bottom - top) as usize + 1;
    let lines: Vec<&str> = text.unwrap_or_default().lines().skip(skipped).take(count).collect();
    let short = |line: &&str| line.len() <= WHOLE;
    if lines.len() == count && lines.iter().all(short) {
        return group.element(together(&first.file, &lines, top, marks));
    }
    let mut group = group;
    for &(spot, kind, label) in marks {
        let origin = Origin::path(spot.file.as_str()).line(spot.line as usize).char_column(spot.column as usize);
        group = group.element(origin);
        if let Some(line) = (spot.line.checked_sub(top)).and_then(|at| lines.get(at as usize)) {
            let (cut, start, end) = around(line, spot);
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
fn around(line: &str, spot: &Spot) -> (String, usize, usize) {
    let column = (spot.column as usize).saturating_sub(1);
    let skipped = column.saturating_sub(REACH);
    let length = (spot.length as usize).clamp(1, REACH);
    let part = |skip: usize, take: usize| clean(&line.chars().skip(skip).take(take).collect::<String>());
    let (before, own, after) = (part(skipped, column - skipped), part(column, length), part(column + length, REACH));
    let start = before.len();
    let end = start + own.len();
    (format!("{before}{own}{after}"), start, end)
}
