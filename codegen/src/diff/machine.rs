//! A listing for programs that show findings: SARIF 2.1.0 and the XML of `JUnit`.
//!
//! Takes a listing, gives JSON and XML.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::check::Level;
use super::listing::{Entry, Listing};
use crate::base::OrderedSet;

impl Listing {
    /// SARIF 2.1.0: a result for each change, at its place in the new document.
    #[must_use]
    pub fn to_sarif(&self) -> String {
        let ids: OrderedSet<&str> = self.changes.iter().map(|entry| entry.id).collect();
        let rules: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
        let results: Vec<Value> = self.changes.iter().map(result).collect();
        let driver = json!({"name": "oasmith diff", "version": env!("CARGO_PKG_VERSION"), "rules": rules});
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "results": results}],
        });
        // Texts and numbers only: nothing in here can fail to serialize.
        serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
    }

    /// XML of `JUnit`: a case for each change; errors on the wire are failures.
    #[must_use]
    pub fn to_junit(&self) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let counts = format!("tests=\"{}\" failures=\"{}\"", self.changes.len(), self.summary.errors);
        let _ = writeln!(out, "<testsuites {counts}>\n  <testsuite name=\"oasmith diff\" {counts}>");
        for entry in &self.changes {
            let owner = entry.operation.as_deref().unwrap_or("document");
            let name = format!("{} {}", entry.id, entry.pointer);
            let _ = write!(out, "    <testcase classname=\"{}\" name=\"{}\"", xml(owner), xml(&name));
            let text = format!("{}{}", xml(&entry.message), place(entry));
            let _ = match entry.level {
                Level::Error => {
                    writeln!(
                        out,
                        "><failure type=\"{}\" message=\"{}\">{text}</failure></testcase>",
                        xml(entry.id),
                        xml(&entry.message)
                    )
                }
                _ => writeln!(out, "><system-out>{}: {text}</system-out></testcase>", entry.level.name()),
            };
        }
        out.push_str("  </testsuite>\n</testsuites>\n");
        out
    }
}

fn place(entry: &Entry) -> String {
    let spot = entry.new.as_ref().or(entry.old.as_ref());
    spot.map(|spot| format!(" ({}:{}:{})", xml(&spot.file), spot.line, spot.column)).unwrap_or_default()
}

fn result(entry: &Entry) -> Value {
    let level = match entry.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    };
    let mut result = json!({
        "ruleId": entry.id,
        "level": level,
        "message": {"text": entry.message},
        "partialFingerprints": {"oasmith/v1": entry.fingerprint},
        "properties": {"rust_level": entry.rust_level.name(), "operation": entry.operation, "pointer": entry.pointer},
    });
    if let Some(spot) = &entry.new {
        let region = json!({"startLine": spot.line, "startColumn": spot.column});
        let place = json!({"artifactLocation": {"uri": spot.file.replace('\\', "/")}, "region": region});
        result["locations"] = json!([{"physicalLocation": place}]);
    }
    result
}

/// Text in XML, between tags or quotes.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            // XML 1.0 has no other control characters.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
