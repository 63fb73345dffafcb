//! Security schemes and requirements.

use super::{assert_lowered, lowered_with, told};
use crate::options::{Options, SecurityOption};

const UNDEFINED: &str = "
security: [{key: []}]
paths:
  /a:
    get: {security: [{cloud-api-key: []}, {token: [a, b]}], responses: {}}
    put: {responses: {}}
    post: {security: [], responses: {}}
    delete: {security: [{}, {key: [], token: []}], responses: {}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
";

#[test]
fn schemes_that_are_defined_nowhere_are_told_and_listed() {
    assert_lowered(
        UNDEFINED,
        r#"
security key = ApiKey(Header, "X-Key")
security cloud-api-key = Undefined
security token = Undefined
GET /a
  security cloud-api-key
  security token["a", "b"]
PUT /a
  security key
POST /a
DELETE /a
  security none
  security key + token
! lint undefined-security-scheme #/paths/~1a/get/security/0/cloud-api-key
! lint undefined-security-scheme #/paths/~1a/get/security/1/token
"#,
    );
}

#[test]
fn the_configuration_settles_what_is_undefined_and_what_is_wrong() {
    let mut options = Options::default();
    options.security.insert("cloud-api-key".into(), SecurityOption::Basic);
    options.security.insert("token".into(), SecurityOption::Bearer);
    options.security.insert("key".into(), SecurityOption::Query("k".into()));
    let text = told(lowered_with(UNDEFINED, &options));
    assert_eq!(
        text.lines().filter(|line| line.starts_with(['s', '!'])).collect::<Vec<_>>().join("\n"),
        r#"security key = ApiKey(Query, "k")
security cloud-api-key = Basic
security token = Bearer"#
    );
}

#[test]
fn every_kind_of_scheme() {
    assert_lowered(
        "
components:
  securitySchemes:
    basic: {type: http, scheme: Basic}
    bearer: {type: http, scheme: bearer, bearerFormat: JWT}
    digest: {type: http, scheme: digest}
    query: {type: apiKey, in: query, name: q}
    cookie: {type: apiKey, in: cookie, name: c}
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: https://t.example.com, scopes: {a: b}}}}
    implicit: {type: oauth2, flows: {implicit: {authorizationUrl: https://a.example.com, scopes: {}}}}
    oidc: {type: openIdConnect, openIdConnectUrl: https://o.example.com}
    alias: {$ref: '#/components/securitySchemes/basic'}
",
        r#"
security basic = Basic
security bearer = Bearer
security digest = Http("digest")
security query = ApiKey(Query, "q")
security cookie = ApiKey(Cookie, "c")
security oauth = OAuth2 { token_url: Some("https://t.example.com") }
security implicit = OAuth2 { token_url: None }
security oidc = OpenIdConnect
security alias = Basic
"#,
    );
}

#[test]
fn mutual_tls_is_known_since_31() {
    let text = "
openapi: 3.1.0
info: {title: T, version: '1'}
components: {securitySchemes: {tls: {type: mutualTLS}}}
";
    let (_, api, _) = lowered_with(text, &Options::default());
    assert_eq!(api.security_schemes["tls"].kind, crate::model::SecuritySchemeKind::MutualTls);
}
