//! Small documents in, the text of the model out.

mod operations;
mod schemas;
mod security;
mod skips;

use crate::diag::Diagnostics;
use crate::model::{Api, dump};
use crate::options::Options;
use crate::source::{Tree, parse_text};

use super::lower;

/// Reads a document; a fragment gets the head that it lacks.
fn lowered_with(text: &str, options: &Options) -> (Tree, Api, Diagnostics) {
    let head = if text.contains("openapi:") { "" } else { "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n" };
    let text = format!("{head}{}", text.trim_start_matches('\n'));
    let source = parse_text("t.yaml", &text);
    assert!(source.diagnostics.is_empty(), "{:?}\n{text}", source.diagnostics);
    let mut diags = Diagnostics::new();
    let api = lower(&source.tree, options, &mut diags);
    diags.settle();
    (source.tree, api, diags)
}

/// The model without its head, and the findings: severity, code, pointer.
fn lowered(text: &str) -> String {
    told(lowered_with(text, &Options::default()))
}

fn told((tree, api, diags): (Tree, Api, Diagnostics)) -> String {
    let mut text = dump(&api);
    if let Some((head, rest)) = text.split_once('\n')
        && head.starts_with("openapi 3.0")
    {
        text = rest.to_owned();
    }
    for finding in &diags {
        let at = finding.at.map(|node| tree.pointer(node)).unwrap_or_default();
        text.push_str(&format!("! {} {} {at}\n", finding.severity.name(), finding.code));
    }
    text
}

/// Asserts the text of the model of a document.
#[track_caller]
fn assert_lowered(text: &str, expected: &str) {
    assert_eq!(lowered(text).trim_end(), expected.trim_matches('\n'), "\n{text}");
}
