//! What was made of what, for programs: the answer of `--report`.
//!
//! Takes the results of all stages, gives plain data that serializes in a fixed order. A stable contract: fields may be added,
//! never renamed or removed. Must not decide anything, and must not write.

mod collect;

use serde::Serialize;

pub use collect::{Parts, report};

/// What was made of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The version of oasmith.
    pub oasmith: String,
    /// The document.
    pub spec: Spec,
    /// The generated files, in the order of their paths.
    pub files: Vec<File>,
    /// The schemas that have a type of their own, in the document's order.
    pub schemas: Vec<Schema>,
    /// Every operation, in the document's order.
    pub operations: Vec<Operation>,
    /// All findings, in the document's order.
    pub diagnostics: Vec<Finding>,
}

/// The document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Spec {
    /// Its file, as it was named by the caller.
    pub path: String,
    /// `openapi`, as written or assumed.
    pub openapi: String,
    /// `info.title`, as written or assumed.
    pub title: String,
    /// `info.version`.
    pub version: String,
}

/// A generated file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct File {
    /// Its path below the output folder.
    pub path: String,
    /// How long it is.
    pub bytes: usize,
    /// The module below `api` that alone needs it; none, when several do, or all or none of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed_by: Option<String>,
}

/// A schema that has a type of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Schema {
    /// Where it is in the document.
    pub pointer: String,
    /// Its type; where it is received, should that differ from where it is sent.
    pub rust: String,
    /// Its type where it is sent, if that is another one.
    pub request: Option<String>,
}

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Operation {
    /// Where it is in the document.
    pub pointer: String,
    /// `operationId`.
    pub operation_id: Option<String>,
    /// The method as it is sent.
    pub method: String,
    /// The path template.
    pub path: String,
    /// `InvitationsApi::create_iam_v2_invitation`; none when it was skipped.
    pub rust: Option<String>,
    /// What became of it.
    pub status: Status,
    /// Why it was skipped.
    pub reason: Option<String>,
    /// Why its success is taken for a page of a list, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pagination: Option<String>,
}

/// What became of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It has a method.
    Generated,
    /// It was left out.
    Skipped,
}

/// A finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// Its code.
    pub code: String,
    /// `error` when nothing could be generated, else `warning`.
    pub severity: &'static str,
    /// One sentence.
    pub message: String,
    /// The node that it is about.
    pub pointer: Option<String>,
    /// The file, as the caller named it.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<u32>,
    /// The column in characters, from 1.
    pub column: Option<u32>,
}

impl Report {
    /// The report as JSON, indented, with a final line break.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Texts and numbers only: nothing in here can fail to serialize.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// How many operations have this status.
    #[must_use]
    pub fn count(&self, status: Status) -> usize {
        self.operations.iter().filter(|operation| operation.status == status).count()
    }

    /// How many types there are: a schema can have two, and several schemas can share one.
    #[must_use]
    pub fn types(&self) -> usize {
        let all = self.schemas.iter().flat_map(|schema| std::iter::once(&schema.rust).chain(&schema.request));
        all.collect::<std::collections::BTreeSet<_>>().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contract_is_kept_to_the_letter() {
        let report = Report {
            oasmith: "0.1.0".into(),
            spec: Spec { path: "a.yaml".into(), openapi: "3.0.3".into(), title: "A".into(), version: "1".into() },
            files: vec![File { path: "src/lib.rs".into(), bytes: 12, needed_by: None }],
            schemas: vec![Schema {
                pointer: "#/components/schemas/Foo".into(),
                rust: "models::Foo".into(),
                request: Some("models::FooCreate".into()),
            }],
            operations: vec![Operation {
                pointer: "#/paths/~1a/get".into(),
                operation_id: None,
                method: "GET".into(),
                path: "/a".into(),
                rust: Some("AApi::get_a".into()),
                status: Status::Generated,
                reason: None,
                pagination: None,
            }],
            diagnostics: vec![Finding { code: "internal".into(), severity: "warning", ..Finding::default() }],
        };
        assert_eq!((report.types(), report.count(Status::Generated), report.count(Status::Skipped)), (2, 1, 0));
        let expected = r##"{
  "oasmith": "0.1.0",
  "spec": {
    "path": "a.yaml",
    "openapi": "3.0.3",
    "title": "A",
    "version": "1"
  },
  "files": [
    {
      "path": "src/lib.rs",
      "bytes": 12
    }
  ],
  "schemas": [
    {
      "pointer": "#/components/schemas/Foo",
      "rust": "models::Foo",
      "request": "models::FooCreate"
    }
  ],
  "operations": [
    {
      "pointer": "#/paths/~1a/get",
      "operation_id": null,
      "method": "GET",
      "path": "/a",
      "rust": "AApi::get_a",
      "status": "generated",
      "reason": null
    }
  ],
  "diagnostics": [
    {
      "code": "internal",
      "severity": "warning",
      "message": "",
      "pointer": null,
      "file": null,
      "line": null,
      "column": null
    }
  ]
}
"##;
        assert_eq!(report.to_json(), expected);
    }
}
