//! The rows of a run, summed up.
//!
//! Takes a file of rows, gives Markdown: totals, what was left out and why, what was told, what took longest.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use crate::Failure;
use crate::row::{Outcome, Row, read};

/// Adds a line.
macro_rules! row {
    ($out:expr, $($line:tt)+) => {{
        let _ = writeln!($out, $($line)+);
    }};
}

/// Prints the sums.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn print(path: &Path, worst: usize) -> Result<(), Failure> {
    let rows = read(path)?;
    let mut out = String::new();
    totals(&mut out, &rows);
    failures(&mut out, &rows);
    skips(&mut out, &rows, worst);
    findings(&mut out, &rows, worst);
    ranked(&mut out, "Slowest", "ms", &rows, worst, |row| row.millis);
    ranked(&mut out, "Slowest for their size", "ms/MB, above 200 ms", &rows, worst, |row| {
        if row.millis > 200 { row.millis * 1_000_000 / row.bytes.max(1) } else { 0 }
    });
    ranked(&mut out, "Names with a number", "names", &rows, worst, |row| row.numbered as u64);
    // A reader that has seen enough is no error.
    let _ = std::io::stdout().write_all(out.as_bytes());
    Ok(())
}

fn totals(out: &mut String, rows: &[Row]) {
    let count = |outcome: Outcome| rows.iter().filter(|row| row.outcome == outcome).count();
    let used: Vec<&Row> = rows.iter().filter(|row| row.outcome == Outcome::Generated).collect();
    let of_three = rows.len() - count(Outcome::Swagger2) - count(Outcome::Other);
    let whole = used.iter().filter(|row| row.skipped.is_empty() && row.generated >= row.declared).count();
    let sum = |of: fn(&Row) -> usize| used.iter().map(|row| of(row)).sum::<usize>();
    row!(out, "| what | count |\n| --- | --- |");
    row!(out, "| documents | {} |", rows.len());
    row!(out, "| Swagger 2.0, refused by name | {} |", count(Outcome::Swagger2));
    row!(out, "| no OpenAPI document, refused | {} |", count(Outcome::Other));
    row!(out, "| OpenAPI 3 | {of_three} |");
    for (name, outcome) in [
        ("refused", Outcome::Refused),
        ("panics", Outcome::Panic),
        ("crashes", Outcome::Crash),
        ("hangs", Outcome::Hang),
        ("generated", Outcome::Generated),
    ] {
        row!(out, "| {name} | {} |", count(outcome));
    }
    row!(out, "| with every operation | {whole} ({}) |", share(whole, of_three));
    let (declared, generated) = (sum(|row| row.declared), sum(|row| row.generated));
    row!(out, "| operations declared | {declared} |\n| operations generated | {generated} |");
    row!(out, "| operations skipped | {} |", sum(|row| row.skipped.len()));
    row!(out, "| types | {} |", sum(|row| row.types));
    row!(out, "| names that only a number tells apart | {} |", sum(|row| row.numbered));
    row!(out, "| lines | {} |", sum(|row| row.lines));
    row!(out, "| seconds in all | {} |", rows.iter().map(|row| row.millis).sum::<u64>() / 1000);
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 { String::from("-") } else { format!("{:.2} %", 100.0 * part as f64 / whole as f64) }
}

fn failures(out: &mut String, rows: &[Row]) {
    row!(out, "\n## Documents that give nothing, or less than they declare\n");
    for row in rows {
        match row.outcome {
            Outcome::Swagger2 | Outcome::Other => {}
            Outcome::Generated => {
                if row.generated + row.skipped.len() < row.declared {
                    let (generated, skipped) = (row.generated, row.skipped.len());
                    row!(
                        out,
                        "* {}: {} declared, {generated} generated, {skipped} skipped",
                        row.document,
                        row.declared
                    );
                }
            }
            outcome => row!(out, "* {}: {outcome:?}: {}", row.document, row.reason),
        }
    }
}

/// What is told of how many documents, most of them first.
struct Group<'a> {
    times: usize,
    documents: Vec<&'a str>,
    sample: &'a str,
}

fn print_groups(out: &mut String, groups: BTreeMap<String, Group<'_>>, worst: usize) {
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, group)| std::cmp::Reverse((group.documents.len(), group.times)));
    row!(out, "| documents | times | what | sample |\n| --- | --- | --- | --- |");
    for (what, group) in groups {
        let named: Vec<&str> = group.documents.iter().take(worst).copied().collect();
        let sample = group.sample.replace('|', "\\|").replace('\n', " ");
        row!(out, "| {} | {} | {what} | {sample} in {} |", group.documents.len(), group.times, named.join(", "));
    }
}

fn skips(out: &mut String, rows: &[Row], worst: usize) {
    row!(out, "\n## Operations left out\n");
    let mut groups: BTreeMap<String, Group<'_>> = BTreeMap::new();
    for row in rows {
        for skip in &row.skipped {
            let group = groups.entry(generic(&skip.reason)).or_insert(Group {
                times: 0,
                documents: Vec::new(),
                sample: &skip.reason,
            });
            group.times += 1;
            if group.documents.last() != Some(&row.document.as_str()) {
                group.documents.push(&row.document);
            }
        }
    }
    print_groups(out, groups, worst);
}

/// A message without what it quotes.
fn generic(message: &str) -> String {
    let parts: Vec<&str> = message.split('`').collect();
    let outside: Vec<&str> = parts.iter().step_by(2).copied().collect();
    outside.join("`..`").replace('|', "\\|")
}

fn findings(out: &mut String, rows: &[Row], worst: usize) {
    row!(out, "\n## Findings\n");
    let mut groups: BTreeMap<String, Group<'_>> = BTreeMap::new();
    for row in rows {
        for (code, times) in &row.findings {
            let sample = row.samples.get(code).map_or("", String::as_str);
            let group = groups.entry(code.clone()).or_insert(Group { times: 0, documents: Vec::new(), sample });
            group.times += times;
            group.documents.push(&row.document);
        }
    }
    print_groups(out, groups, worst);
}

fn ranked(out: &mut String, title: &str, unit: &str, rows: &[Row], worst: usize, by: impl Fn(&Row) -> u64) {
    row!(out, "\n## {title}\n");
    let mut rows: Vec<&Row> = rows.iter().filter(|row| by(row) > 0).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(by(row)));
    row!(out, "| {unit} | kB | document |\n| --- | --- | --- |");
    for row in rows.iter().take(worst * 2) {
        row!(out, "| {} | {} | {} |", by(row), row.bytes / 1000, row.document);
    }
}
