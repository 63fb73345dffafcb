//! `Client` and its builder: servers, and a setter for each security scheme.
//!
//! Takes servers and schemes, gives setters that are named after the document. Must not read credentials from anywhere.

use super::Context;
use super::docs;
use super::idents::{bare, fresh};
use super::ir::{Client, Docs, Ident, Setter, SetterKind};
use super::operations::absolute_url;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Location, SecurityScheme, SecuritySchemeKind};

/// Methods that every builder has.
const BUILT_IN: &[&str] = &[
    "attempt_timeout",
    "base_url",
    "build",
    "clone",
    "default_header",
    "max_redirects",
    "max_response_bytes",
    "new",
    "retry",
    "timeout",
    "timer",
    "transport",
    "user_agent",
];

/// The client.
pub(super) fn plan_client(context: &Context<'_>, diags: &mut Diagnostics) -> Client {
    let servers: Vec<Box<str>> = context.api.servers.iter().filter_map(absolute_url).collect();
    let mut setters: Vec<Setter> = Vec::new();
    for ((name, scheme), ident) in context.api.security_schemes.iter().zip(&context.names.security) {
        let Some(kind) = plan_kind(name, scheme, diags) else { continue };
        setters.push(plan_setter(name, scheme, ident, kind, &setters));
    }
    Client {
        docs: plan_docs(context),
        default_server: servers.first().cloned(),
        server_docs: plan_server_docs(context),
        servers,
        setters,
    }
}

fn plan_docs(context: &Context<'_>) -> Docs {
    let title = docs::line(&context.api.info.title);
    let first = if title.is_empty() { "The API over HTTP.".to_owned() } else { format!("{title} over HTTP.") };
    docs::join([
        docs::plain(&first),
        docs::plain("Cheap to clone: all clones share connections, credentials and limits."),
    ])
}

fn plan_server_docs(context: &Context<'_>) -> Docs {
    let mut out =
        docs::plain("Where the API is: scheme, host, and the path that comes before all paths of the description.");
    if context.api.servers.is_empty() {
        return out;
    }
    out.push(String::new());
    out.push("The description names:".to_owned());
    out.push(String::new());
    for server in &context.api.servers {
        let said = server.description.as_deref().map(docs::line).filter(|text| !text.is_empty());
        let said = said.map(|text| format!(": {text}")).unwrap_or_default();
        out.extend(docs::item(&format!("{}{said}", docs::code(&server.url))));
        for (name, variable) in &server.variables {
            let values = variable.values.iter().take(20).map(|value| docs::code(value)).collect::<Vec<_>>().join(", ");
            let among = if values.is_empty() { String::new() } else { format!(", one of {values}") };
            out.extend(docs::item(&format!(
                "{} in it is {} by default{among}",
                docs::code(name),
                docs::code(&variable.default)
            )));
        }
    }
    out
}

/// What the setter takes; none for what only the transport can do.
fn plan_kind(name: &str, scheme: &SecurityScheme, diags: &mut Diagnostics) -> Option<SetterKind> {
    let unsupported = |text: String| Diagnostic::new(Code::UnsupportedSecurityScheme, text).at(scheme.origin);
    match &scheme.kind {
        SecuritySchemeKind::Basic => Some(SetterKind::Basic),
        SecuritySchemeKind::Bearer | SecuritySchemeKind::OAuth2 { .. } | SecuritySchemeKind::OpenIdConnect => {
            Some(SetterKind::Bearer { provider: Ident::default() })
        }
        SecuritySchemeKind::ApiKey(place, key) => Some(match place {
            Location::Header => SetterKind::ApiKey { place: "Header", name: key.clone() },
            Location::Query => SetterKind::ApiKey { place: "Query", name: key.clone() },
            Location::Cookie => SetterKind::ApiKey { place: "Cookie", name: key.clone() },
            Location::Path | Location::QueryString => SetterKind::Any,
        }),
        SecuritySchemeKind::Http(other) => {
            diags.push(unsupported(format!(
                "the client does not know the HTTP scheme `{other}` of `{name}`: it takes a ready-made credential"
            )));
            Some(SetterKind::Any)
        }
        SecuritySchemeKind::MutualTls => {
            diags.push(unsupported(format!("`{name}` is mutual TLS, which is set up in the transport")));
            None
        }
        SecuritySchemeKind::Undefined => Some(SetterKind::Any),
    }
}

fn plan_setter(name: &str, scheme: &SecurityScheme, ident: &Ident, kind: SetterKind, others: &[Setter]) -> Setter {
    let built_in: Vec<Ident> = BUILT_IN.iter().map(|name| Ident::from(*name)).collect();
    let providers: Vec<Ident> = others
        .iter()
        .filter_map(|other| match &other.kind {
            SetterKind::Bearer { provider } => Some(provider.clone()),
            _ => None,
        })
        .collect();
    let taken = built_in.iter().chain(others.iter().map(|other| &other.ident)).chain(&providers);
    let ident = fresh(ident, &taken);
    let kind = match kind {
        SetterKind::Bearer { .. } => {
            SetterKind::Bearer { provider: fresh(&format!("{}_provider", bare(&ident)), &taken.chain([&ident])) }
        }
        kind => kind,
    };
    let what = match &kind {
        SetterKind::Basic => "user and password, as HTTP basic",
        SetterKind::Bearer { .. } => "a token, sent as HTTP bearer",
        SetterKind::ApiKey { place: "Query", .. } => "a key, sent in the query",
        SetterKind::ApiKey { place: "Cookie", .. } => "a key, sent as a cookie",
        SetterKind::ApiKey { .. } => "a key, sent in a header",
        SetterKind::Any => "any credential; the description does not say which kind it takes",
    };
    let said = scheme.description.as_deref().map(docs::markdown).unwrap_or_default();
    let docs = docs::join([docs::plain(&format!("Security scheme {}: {what}.", docs::code(name))), said]);
    Setter { ident, docs, scheme: name.into(), kind }
}
