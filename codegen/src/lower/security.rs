//! Security schemes and requirements (OpenAPI 3.0.3 "Security Scheme Object", "Security Requirement Object").
//!
//! Takes declarations and configuration, gives the kind of every scheme that the document defines or uses. Must not warn about a
//! scheme that the configuration settles.

use openapiv3::{APIKeyLocation, OAuth2Flows};

use crate::base::NodeId;
use crate::diag::{Code, Diagnostic};
use crate::model::{Location, Requirement, SecurityScheme, SecuritySchemeKind};
use crate::options::SecurityOption;
use crate::source::ObjectKind;

use super::{Lower, boxed};

impl Lower<'_> {
    /// `components.securitySchemes`. What the configuration says of a scheme goes before what the document says.
    pub(super) fn security_schemes(&mut self, components: NodeId) {
        let tree = self.tree;
        for (name, node) in tree.get(components, "securitySchemes").into_iter().flat_map(|map| tree.entries(map)) {
            let declared = self.follow(node).and_then(|target| {
                let read = self.read(target, ObjectKind::SecurityScheme);
                read.map(|scheme| security_scheme(scheme, target))
            });
            let configured = self.configured(name);
            let scheme = match (declared, configured) {
                (Ok(scheme), Some(kind)) => SecurityScheme { kind, ..scheme },
                (Ok(scheme), None) => scheme,
                (Err(_), Some(kind)) => SecurityScheme { origin: node, kind, description: None },
                (Err(_), None) => continue,
            };
            self.api.security_schemes.insert(name.into(), scheme);
        }
    }

    fn configured(&self, name: &str) -> Option<SecuritySchemeKind> {
        Some(match self.options.security.get(name)? {
            SecurityOption::Basic => SecuritySchemeKind::Basic,
            SecurityOption::Bearer => SecuritySchemeKind::Bearer,
            SecurityOption::Http(scheme) => SecuritySchemeKind::Http(scheme.as_str().into()),
            SecurityOption::OAuth2(url) => SecuritySchemeKind::OAuth2 { token_url: url.as_deref().map(Box::from) },
            SecurityOption::OpenIdConnect => SecuritySchemeKind::OpenIdConnect,
            SecurityOption::MutualTls => SecuritySchemeKind::MutualTls,
            SecurityOption::Header(key) => SecuritySchemeKind::ApiKey(Location::Header, key.as_str().into()),
            SecurityOption::Query(key) => SecuritySchemeKind::ApiKey(Location::Query, key.as_str().into()),
            SecurityOption::Cookie(key) => SecuritySchemeKind::ApiKey(Location::Cookie, key.as_str().into()),
        })
    }

    /// The alternatives that apply to an operation: its own, or else those of the document.
    pub(super) fn requirements(&mut self, operation: NodeId) -> Vec<Requirement> {
        let tree = self.tree;
        let own = tree.get(operation, "security").filter(|list| tree.is_array(*list));
        let Some(list) = own.or_else(|| tree.get(self.root, "security")) else { return Vec::new() };
        self.api.says_security = true;
        let alternatives: Vec<NodeId> = tree.items(list).iter().copied().filter(|item| tree.is_object(*item)).collect();
        alternatives.into_iter().map(|item| self.requirement(item)).collect()
    }

    fn requirement(&mut self, node: NodeId) -> Requirement {
        let tree = self.tree;
        let mut schemes = Vec::with_capacity(tree.len(node));
        for (name, scopes) in tree.entries(node) {
            if !self.api.security_schemes.contains_key(name) {
                self.undefined_scheme(name, scopes);
            }
            let scopes = tree.items(scopes).iter().filter_map(|scope| tree.as_str(*scope)).map(Box::from).collect();
            schemes.push((name.into(), scopes));
        }
        Requirement { schemes }
    }

    fn undefined_scheme(&mut self, name: &str, node: NodeId) {
        let kind = self.configured(name).unwrap_or_else(|| {
            let text = format!("the security scheme `{name}` is defined nowhere");
            let help = "say in `oasmith.toml` how it is sent, as in `[security.NAME]`, `type = \"http\"`, `scheme = \"bearer\"`";
            self.diags.push(Diagnostic::new(Code::UndefinedSecurityScheme, text).at(node).help(help));
            SecuritySchemeKind::Undefined
        });
        self.api.security_schemes.insert(name.into(), SecurityScheme { origin: node, kind, description: None });
    }
}

fn security_scheme(declared: openapiv3::SecurityScheme, origin: NodeId) -> SecurityScheme {
    use openapiv3::SecurityScheme as Declared;
    let (kind, description) = match declared {
        Declared::APIKey { location, name, description, extensions: _ } => {
            let location = match location {
                APIKeyLocation::Query => Location::Query,
                APIKeyLocation::Header => Location::Header,
                APIKeyLocation::Cookie => Location::Cookie,
            };
            (SecuritySchemeKind::ApiKey(location, name.into()), description)
        }
        Declared::HTTP { scheme, bearer_format: _, description, extensions } => {
            (http_scheme(scheme, extensions.contains_key("x-oasmith-type")), description)
        }
        Declared::OAuth2 { flows, description, extensions: _ } => {
            let OAuth2Flows { implicit: _, password: _, client_credentials, authorization_code: _, extensions: _ } =
                flows;
            let token_url = client_credentials.map(|flow| flow.token_url.into_boxed_str());
            (SecuritySchemeKind::OAuth2 { token_url }, description)
        }
        Declared::OpenIDConnect { open_id_connect_url: _, description, extensions: _ } => {
            (SecuritySchemeKind::OpenIdConnect, description)
        }
    };
    SecurityScheme { origin, kind, description: boxed(description) }
}

/// Names of HTTP authentication schemes are case-insensitive (RFC 9110, section 11.1).
fn http_scheme(scheme: String, mutual_tls: bool) -> SecuritySchemeKind {
    if mutual_tls {
        SecuritySchemeKind::MutualTls
    } else if scheme.eq_ignore_ascii_case("basic") {
        SecuritySchemeKind::Basic
    } else if scheme.eq_ignore_ascii_case("bearer") {
        SecuritySchemeKind::Bearer
    } else {
        SecuritySchemeKind::Http(scheme.into())
    }
}
