//! `Client` and its builder: servers, and a setter for each security scheme.
//!
//! Takes servers and schemes, gives setters that are named after the document. Must not read credentials from anywhere.

use super::Context;
use super::docs;
use super::idents::fresh;
use super::ir::{Client, Docs, Ident, Setter, SetterKind};
use super::operations::absolute_url;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Location, SecurityScheme, SecuritySchemeKind};
use crate::names::bare;
use crate::options::RateLimitReset;

/// Methods that every builder has.
const BUILT_IN: &[&str] = &[
    "attempt_timeout",
    "authenticate_all",
    "base_url",
    "build",
    "clone",
    "default_header",
    "hook",
    "hook_below_auth",
    "idempotency_header",
    "max_header_bytes",
    "max_redirects",
    "max_response_bytes",
    "new",
    "rate_limiter",
    "retry",
    "root_certificates",
    "stream_timeout",
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
        let kind = plan_kind(name, scheme, diags);
        setters.push(plan_setter(name, scheme, ident, kind, &setters));
    }
    Client {
        authenticate_all: plan_silence(context, diags),
        docs: plan_docs(context),
        default_server: servers.first().cloned(),
        server_docs: plan_server_docs(context),
        servers,
        setters,
        idempotency_header: context.options.client.idempotency_header.as_deref().map(Box::from),
        rate_limit_reset: context.options.client.rate_limit_reset.map(|reset| match reset {
            RateLimitReset::Seconds => "Seconds",
            RateLimitReset::Epoch => "Epoch",
            RateLimitReset::EpochMillis => "EpochMillis",
        }),
    }
}

/// Whether every call carries all credentials: schemes that nothing asks for are there for something.
fn plan_silence(context: &Context<'_>, diags: &mut Diagnostics) -> bool {
    let api = context.api;
    let Some(scheme) = api.security_schemes.values().next() else { return false };
    if api.says_security || api.operations.is_empty() {
        return false;
    }
    let text = "the document defines security schemes and says nowhere that they are needed: every call carries all credentials";
    let help = "say `security` for the document, or for its operations";
    diags.push(Diagnostic::new(Code::UnusedSecurityScheme, text).at(scheme.origin).help(help));
    true
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

/// What the setter takes.
fn plan_kind(name: &str, scheme: &SecurityScheme, diags: &mut Diagnostics) -> SetterKind {
    match &scheme.kind {
        SecuritySchemeKind::Basic => SetterKind::Basic,
        SecuritySchemeKind::Bearer | SecuritySchemeKind::OpenIdConnect => bearer(None),
        SecuritySchemeKind::OAuth2 { token_url } => {
            let url = token_url.as_deref().map(str::trim);
            bearer(url.filter(|url| url.starts_with("https://") || url.starts_with("http://")))
        }
        SecuritySchemeKind::ApiKey(place, key) => match place {
            Location::Header => SetterKind::ApiKey { place: "Header", name: key.clone() },
            Location::Query => SetterKind::ApiKey { place: "Query", name: key.clone() },
            Location::Cookie => SetterKind::ApiKey { place: "Cookie", name: key.clone() },
            Location::Path | Location::QueryString => SetterKind::Any,
        },
        SecuritySchemeKind::Http(other) if is_challenged(other) => {
            let text = format!(
                "the client does not carry out the HTTP scheme `{other}` of `{name}`: it takes a ready-made credential"
            );
            diags.push(Diagnostic::new(Code::UnsupportedSecurityScheme, text).at(scheme.origin));
            SetterKind::Any
        }
        SecuritySchemeKind::Http(other) if is_token(other) => SetterKind::Authorization { scheme: other.clone() },
        SecuritySchemeKind::MutualTls => SetterKind::Certificate,
        SecuritySchemeKind::Http(_) | SecuritySchemeKind::Undefined => SetterKind::Any,
    }
}

/// The setters' names come later.
fn bearer(token_url: Option<&str>) -> SetterKind {
    SetterKind::Bearer { provider: Ident::default(), client: token_url.map(|url| (Ident::default(), url.into())) }
}

/// Schemes whose credentials depend on what the server sends first (RFC 7616, RFC 4559, RFC 7804).
fn is_challenged(scheme: &str) -> bool {
    ["digest", "hoba", "mutual", "negotiate", "ntlm", "scram-sha-1", "scram-sha-256"]
        .iter()
        .any(|other| scheme.eq_ignore_ascii_case(other))
}

/// Whether the header `Authorization` can begin with it (RFC 9110, section 11.1).
fn is_token(scheme: &str) -> bool {
    !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

fn plan_setter(name: &str, scheme: &SecurityScheme, ident: &Ident, kind: SetterKind, others: &[Setter]) -> Setter {
    let mut taken: Vec<Ident> = BUILT_IN.iter().map(|name| Ident::from(*name)).collect();
    for other in others {
        taken.push(other.ident.clone());
        if let SetterKind::Bearer { provider, client } = &other.kind {
            taken.push(provider.clone());
            taken.extend(client.iter().map(|(ident, _)| ident.clone()));
        }
    }
    let mut claim = |wanted: &str| {
        let ident = fresh(wanted, &taken.iter());
        taken.push(ident.clone());
        ident
    };
    let ident = claim(ident);
    let kind = match kind {
        SetterKind::Bearer { client, .. } => SetterKind::Bearer {
            provider: claim(&format!("{}_provider", bare(&ident))),
            client: client.map(|(_, url)| (claim(&format!("{}_client", bare(&ident))), url)),
        },
        kind => kind,
    };
    let what = match &kind {
        SetterKind::Basic => "user and password, as HTTP basic",
        SetterKind::Bearer { .. } => "a token, sent as HTTP bearer",
        SetterKind::ApiKey { place: "Query", .. } => "a key, sent in the query",
        SetterKind::ApiKey { place: "Cookie", .. } => "a key, sent as a cookie",
        SetterKind::ApiKey { .. } => "a key, sent in a header",
        SetterKind::Authorization { .. } => "what follows the name of the scheme in the header `Authorization`",
        SetterKind::Certificate => {
            "mutual TLS, with a certificate (and those that lead to its root) and its key, in PEM"
        }
        SetterKind::Any => "any credential; the description does not say which kind it takes",
    };
    let said = scheme.description.as_deref().map(docs::markdown).unwrap_or_default();
    let docs = docs::join([docs::plain(&format!("Security scheme {}: {what}.", docs::code(name))), said]);
    Setter { ident, docs, scheme: name.into(), kind }
}
