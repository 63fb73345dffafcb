//! Small documents in, the text of the merged schemas out.

mod allof;
mod copies;
mod inheritance;
mod nulls;
mod traps;
mod unions;

use crate::diag::Diagnostics;
use crate::model::{Api, dump_schema};
use crate::options::Options;
use crate::source::{Tree, parse_text};

use super::{Provenance, resolve};

/// A document of version 3.0 with these components, read and merged.
fn resolved(version: &str, schemas: &str) -> (Tree, Api, Provenance, Diagnostics) {
    let schemas: String = schemas.trim_matches('\n').lines().map(|line| format!("    {line}\n")).collect();
    let text = format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    );
    let source = parse_text("t.yaml", &text);
    assert!(source.diagnostics.is_empty(), "{:?}\n{text}", source.diagnostics);
    let mut diags = Diagnostics::new();
    let mut api = crate::lower::lower(&source.tree, &Options::default(), &mut diags);
    let provenance = resolve(&mut api, &mut diags);
    diags.settle();
    (source.tree, api, provenance, diags)
}

/// The schema `A` of these components, and below it the findings: code and pointer.
fn merged(version: &str, schemas: &str) -> String {
    let (tree, api, _, diags) = resolved(version, schemas);
    let mut text = api.components.get("A").map_or_else(|| "gone".to_owned(), |id| dump_schema(&api, *id));
    for finding in &diags {
        let at = finding.at.map(|node| tree.pointer(node)).unwrap_or_default();
        text.push_str(&format!("\n! {} {}", finding.code, at.replace("#/components/schemas/", "")));
    }
    text
}

/// Asserts what the schema `A` becomes, in version 3.0.
#[track_caller]
fn assert_merged(schemas: &str, expected: &str) {
    assert_eq!(merged("3.0.3", schemas), expected.trim_matches('\n'), "\n{schemas}");
}

/// Asserts what the schema `A` becomes, in version 3.1.
#[track_caller]
fn assert_merged_31(schemas: &str, expected: &str) {
    assert_eq!(merged("3.1.0", schemas), expected.trim_matches('\n'), "\n{schemas}");
}
