//! Parameters, headers, encodings, links and server variables in the shape of `openapiv3`.
//!
//! Takes the members that the table gave, makes them fit each other. Must leave a value that
//! deserializes whatever came in.

use super::{Cutter, EXTENSION_PREFIX, Members, get, remove, set, text};
use crate::base::{Json, NodeId};
use crate::diag::{Code, Diagnostic, Severity};

impl Cutter<'_> {
    /// A parameter has a place, a style that fits the place, and either a schema or a content
    /// (OpenAPI 3.0.3, section 4.7.12).
    pub(super) fn parameter(&mut self, node: NodeId, members: &mut Members) {
        let place = get(members, "in").and_then(Json::as_str).unwrap_or_default().to_owned();
        let written = self.tree.str(node, "in");
        if place.is_empty()
            && let Some(written) = written
        {
            let message = match written {
                "body" | "formData" => format!("`in: {written}` is Swagger 2.0; OpenAPI 3 has `requestBody`"),
                _ => format!("a parameter cannot be in `{written}`"),
            };
            self.findings.push(Diagnostic::new(Code::UnsupportedParameter, message).at(node).severity(Severity::Skip));
        }
        let name_written = self.tree.get(node, "name").is_some();
        if name_written && get(members, "name").and_then(Json::as_str).unwrap_or_default().is_empty() {
            let message = "a parameter without a name cannot be sent";
            self.findings.push(Diagnostic::new(Code::UnsupportedParameter, message).at(node).severity(Severity::Skip));
        }
        if place == "querystring" {
            set(members, "in", text("query"));
            set(members, &format!("{EXTENSION_PREFIX}in"), text("querystring"));
        }
        let styles: &[&str] = match place.as_str() {
            "path" => &["matrix", "label", "simple"],
            "header" => &["simple"],
            "cookie" => &["form", "cookie"],
            _ => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        };
        self.style(node, members, styles, &format!("in {place}"));
        if place == "path" && get(members, "required") != Some(&Json::Bool(true)) {
            set(members, "required", Json::Bool(true));
            let at = self.tree.get(node, "required").unwrap_or(node);
            let message = String::from("a path parameter is always required; write `required: true`");
            self.findings.push(Diagnostic::new(Code::InvalidValue, message).at(at));
        }
        self.schema_or_content(node, members);
    }

    pub(super) fn header(&mut self, node: NodeId, members: &mut Members) {
        self.style(node, members, &["simple"], "of a header");
        self.schema_or_content(node, members);
    }

    pub(super) fn encoding(&mut self, node: NodeId, members: &mut Members) {
        self.style(node, members, &["form", "spaceDelimited", "pipeDelimited", "deepObject"], "of a form field");
    }

    /// Leaves only a style of the list; `openapiv3` does not know the style `cookie` of 3.2.
    fn style(&mut self, node: NodeId, members: &mut Members, styles: &[&str], place: &str) {
        let Some(style) = get(members, "style").and_then(Json::as_str).map(str::to_owned) else { return };
        if !styles.contains(&style.as_str()) {
            remove(members, "style");
            let at = self.tree.get(node, "style").unwrap_or(node);
            self.lint(Code::InvalidValue, at, format!("the style `{style}` does not exist {place}; it is ignored"));
        } else if style == "cookie" {
            set(members, "style", text("form"));
            set(members, &format!("{EXTENSION_PREFIX}style"), text("cookie"));
        }
    }

    /// Exactly one of `schema` and `content`.
    fn schema_or_content(&mut self, node: NodeId, members: &mut Members) {
        match (get(members, "schema").is_some(), get(members, "content").is_some()) {
            (true, false) | (false, true) => {}
            (true, true) => {
                remove(members, "content");
                let at = self.tree.get(node, "content").unwrap_or(node);
                let message = "`schema` and `content` exclude each other; `content` is ignored";
                self.findings.push(Diagnostic::new(Code::DroppedKeyword, message).at(at));
            }
            (false, false) if self.tree.str(node, "type").is_some() => {
                set(members, "schema", Self::reference(node));
                let at = self.tree.get(node, "type").unwrap_or(node);
                let message = "`type` without `schema` is Swagger 2.0; it is understood as if it stood in a `schema`";
                self.findings.push(Diagnostic::new(Code::WrongVersionKeyword, message).at(at));
            }
            (false, false) => {
                set(members, "schema", Json::Object(Vec::new()));
                let message = "neither `schema` nor `content` says what the value is; any value is allowed";
                self.findings.push(Diagnostic::new(Code::MissingMember, message).at(node));
            }
        }
    }

    /// Exactly one of `operationId` and `operationRef` (OpenAPI 3.0.3, section 4.7.20).
    pub(super) fn link(&mut self, node: NodeId, members: &mut Members) {
        match (get(members, "operationId").is_some(), get(members, "operationRef").is_some()) {
            (true, true) => {
                remove(members, "operationRef");
            }
            (false, false) => {
                set(members, "operationId", text(""));
                let message = "the link names no operation; it is ignored";
                self.findings.push(Diagnostic::new(Code::MissingMember, message).at(node));
            }
            _ => {}
        }
    }

    /// A variable without a default has its first value as one.
    pub(super) fn server_variable(&mut self, node: NodeId, members: &mut Members) {
        if get(members, "default").is_none()
            && let Some(first) = get(members, "enum").and_then(Json::as_array).and_then(<[Json]>::first).cloned()
        {
            members.push(("default".into(), first));
            let message = "`default` is missing in a Server Variable Object; its first value is assumed";
            self.findings.push(Diagnostic::new(Code::MissingMember, message).at(node));
        }
    }
}
