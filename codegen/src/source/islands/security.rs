//! Security schemes in the shape of `openapiv3`.
//!
//! Takes the members that the table gave, gives one of the four types that `openapiv3` knows. Must
//! keep the word of any other type in an extension.

use super::{Cutter, EXTENSION_PREFIX, Members, get, set, text};
use crate::base::{Json, NodeId};
use crate::diag::{Code, Diagnostic};

impl Cutter<'_> {
    /// A scheme has a type, and the members of that type (OpenAPI 3.0.3, section 4.7.27).
    pub(super) fn security_scheme(&mut self, node: NodeId, members: &mut Members) {
        let known = get(members, "type").and_then(Json::as_str).map(str::to_owned);
        let written = self.tree.str(node, "type").unwrap_or_default().to_owned();
        match known.as_deref() {
            Some("apiKey") => {
                self.need(node, members, "name", "");
                self.need(node, members, "in", "header");
            }
            Some("http") => self.need(node, members, "scheme", "bearer"),
            Some("oauth2") => {
                if get(members, "flows").is_none() {
                    self.missing(node, "flows");
                    set(members, "flows", Json::Object(Vec::new()));
                }
            }
            Some("openIdConnect") => self.need(node, members, "openIdConnectUrl", ""),
            _ => self.other(node, members, &written),
        }
    }

    /// Types that `openapiv3` does not know: `mutualTLS` of 3.1, `basic` of Swagger 2.0, and
    /// whatever else is written.
    fn other(&mut self, node: NodeId, members: &mut Members, written: &str) {
        let scheme = match written.to_ascii_lowercase().as_str() {
            "mutualtls" => "mutual-tls",
            "basic" => "basic",
            "bearer" | "jwt" | "token" => "bearer",
            _ => "",
        };
        set(members, "type", text("http"));
        match scheme {
            "mutual-tls" => {}
            "" => {
                let message = format!("`{written}` is no type of security scheme");
                self.findings.push(Diagnostic::new(Code::UnsupportedSecurityScheme, message).at(node));
            }
            scheme => {
                let message = format!("`type: {written}` is taken as `type: http` with `scheme: {scheme}`");
                let at = self.tree.get(node, "type").unwrap_or(node);
                // The table has said that the word is ignored, which is not so.
                self.findings.retain(|finding| finding.at != Some(at));
                self.lint(Code::InvalidValue, at, message);
            }
        }
        set(members, "scheme", text(scheme));
        set(members, &format!("{EXTENSION_PREFIX}type"), text(written));
    }

    /// A flow has the URLs of its kind (OpenAPI 3.0.3, section 4.7.29).
    pub(super) fn oauth_flow(&mut self, node: NodeId, members: &mut Members) {
        let (authorization, token) = match self.tree.key(node) {
            Some("implicit") => (true, false),
            Some("authorizationCode") => (true, true),
            _ => (false, true),
        };
        for (name, needed) in [("authorizationUrl", authorization), ("tokenUrl", token)] {
            if needed {
                self.need(node, members, name, "");
            }
        }
    }

    fn need(&mut self, node: NodeId, members: &mut Members, name: &str, assumed: &str) {
        if get(members, name).is_none() {
            self.missing(node, name);
            set(members, name, text(assumed));
        }
    }

    fn missing(&mut self, node: NodeId, name: &str) {
        if self.tree.get(node, name).is_none() {
            self.findings.push(Diagnostic::new(Code::MissingMember, format!("`{name}` is missing here")).at(node));
        }
    }
}
