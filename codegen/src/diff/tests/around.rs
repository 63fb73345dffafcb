//! What is around the schemas: parameters, bodies, responses, operations, security, servers.
//!
//! A row is a pair of documents with the ids both ways.

use super::structure::object;
use super::{Cases, ids};

impl Cases {
    /// Two operations `POST /a`, as flow mappings without braces.
    fn operations(&mut self, old: &str, new: &str, forward: &[&str], backward: &[&str]) {
        self.documents(&operation(old), &operation(new), forward, backward);
    }
}

pub(super) fn operation(text: &str) -> String {
    let text = if text.starts_with("responses:") {
        text.to_owned()
    } else {
        format!("responses: {{'200': {{description: d}}}}, {text}")
    };
    api(&format!("{{/a: {{post: {{{}}}}}}}", text.trim_end_matches(", ")), "")
}

fn api(paths: &str, rest: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {paths}\n{rest}\n")
}

/// Runs all cases; gives the ids that were seen.
pub(super) fn covered() -> Vec<&'static str> {
    let mut cases = Cases::default();
    operations(&mut cases);
    removals(&mut cases);
    parameters(&mut cases);
    contents(&mut cases);
    security(&mut cases);
    around(&mut cases);
    notice(&mut cases);
    cases.finish()
}

fn operations(cases: &mut Cases) {
    cases.operations("", "operationId: x", &["api-operation-id-added"], &["api-operation-id-removed"]);
    cases.operations("operationId: y", "operationId: x", &["api-operation-id-removed"], &["api-operation-id-removed"]);
    cases.operations(
        "tags: [a]",
        "tags: [b]",
        &["api-tag-added", "api-tag-removed"],
        &["api-tag-added", "api-tag-removed"],
    );
    cases.operations("", "deprecated: true", &["endpoint-deprecated"], &["endpoint-reactivated"]);
    cases.operations(
        "",
        "deprecated: true, x-sunset: '2099-01-01'",
        &["endpoint-deprecated-with-sunset"],
        &["endpoint-reactivated"],
    );
    cases.operations(
        "",
        "deprecated: true, x-sunset: soon",
        &["api-deprecated-sunset-parse"],
        &["endpoint-reactivated"],
    );
    let sunset = |day: &str| format!("deprecated: true, x-sunset: '{day}'");
    cases.operations("deprecated: true", &sunset("2099-01-01"), &["api-sunset-added"], &["sunset-deleted"]);
    cases.operations(
        &sunset("2098-01-01"),
        &sunset("2099-01-01"),
        &["api-sunset-date-changed"],
        &["api-sunset-date-changed"],
    );
    cases.operations(
        &sunset("2099-01-01"),
        &sunset("2020-01-01"),
        &["api-sunset-date-changed-too-small"],
        &["api-sunset-date-changed"],
    );
    cases.operations(&sunset("2099-01-01"), &sunset("soon"), &["api-path-sunset-parse"], &["api-path-sunset-parse"]);
    let level = |level: &str| format!("x-stability-level: {level}");
    cases.operations(&level("stable"), &level("draft"), &["api-stability-decreased"], &["api-stability-increased"]);
    cases.operations(
        &level("stable"),
        &level("great"),
        &["api-invalid-stability-level"],
        &["api-invalid-stability-level"],
    );
    let callback = "callbacks: {c: {'{$request.body#/url}': {post: {responses: {'200': {description: d}}}}}}";
    cases.operations("", callback, &["callback-added"], &["callback-removed"]);
    let callback = |schema: &str| {
        format!(
            "callbacks: {{c: {{'x': {{post: {{requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}, responses: {{'200': {{description: d}}}}}}}}}}}}"
        )
    };
    // What a callback sends is what the client receives.
    cases.operations(
        &callback("{type: string}"),
        &callback("{type: string, maxLength: 3}"),
        &["response-body-max-length-set"],
        &["response-body-max-length-unset"],
    );
    let webhook = |rest: &str| api("{}", rest);
    cases.documents(
        &webhook(""),
        &webhook("webhooks: {w: {post: {responses: {'200': {description: d}}}}}"),
        &["webhook-added"],
        &["webhook-removed"],
    );
}

fn removals(cases: &mut Cases) {
    let get = "get: {responses: {'200': {description: d}}}";
    let two =
        |rest: &str| api(&format!("{{/a: {{{get}, post: {{responses: {{'200': {{description: d}}}}{rest}}}}}}}"), "");
    let one = api(&format!("{{/a: {{{get}}}}}"), "");
    let none = api("{}", "");
    let path = |rest: &str| api(&format!("{{/a: {{post: {{responses: {{'200': {{description: d}}}}{rest}}}}}}}"), "");
    for (rest, end) in [
        ("", "removed-without-deprecation"),
        (", deprecated: true", "removed-with-deprecation"),
        (", deprecated: true, x-sunset: '2020-01-01'", "removed-with-deprecation"),
        (", deprecated: true, x-sunset: '2099-01-01'", "removed-before-sunset"),
    ] {
        cases.documents(&two(rest), &one, &[&format!("api-{end}")], &["endpoint-added"]);
        cases.documents(&path(rest), &none, &[&format!("api-path-{end}")], &["endpoint-added"]);
    }
    cases.documents(
        &path(", deprecated: true, x-sunset: soon"),
        &none,
        &["api-path-sunset-parse"],
        &["endpoint-added"],
    );
    let parameter =
        |rest: &str| operation(&format!("parameters: [{{name: q, in: query, schema: {{type: string}}{rest}}}]"));
    let without = operation("parameters: []");
    for (rest, id) in [
        ("", "request-parameter-removed"),
        (", deprecated: true", "request-parameter-removed-with-deprecation"),
        (", deprecated: true, x-sunset: '2099-01-01'", "request-parameter-removed-before-sunset"),
        (", deprecated: true, x-sunset: soon", "request-parameter-sunset-parse"),
    ] {
        cases.documents(&parameter(rest), &without, &[id], &["new-optional-request-parameter"]);
    }
    for (rest, id) in [
        (", deprecated: true", "request-parameter-deprecated"),
        (", deprecated: true, x-sunset: '2099-01-01'", "request-parameter-deprecated"),
        (", deprecated: true, x-sunset: soon", "request-parameter-sunset-parse"),
    ] {
        cases.documents(&parameter(""), &parameter(rest), &[id], &["request-parameter-reactivated"]);
    }
    let sunset = |day: &str| parameter(&format!(", deprecated: true, x-sunset: '{day}'"));
    cases.documents(
        &parameter(", deprecated: true"),
        &sunset("2099-01-01"),
        &["request-parameter-sunset-added"],
        &["request-parameter-sunset-deleted"],
    );
    cases.documents(
        &sunset("2098-01-01"),
        &sunset("2099-01-01"),
        &["request-parameter-sunset-date-changed"],
        &["request-parameter-sunset-date-changed"],
    );
    cases.documents(
        &sunset("2098-01-01"),
        &sunset("2020-01-01"),
        &["request-parameter-sunset-date-changed-too-small"],
        &["request-parameter-sunset-date-changed"],
    );
    let level = |level: &str| parameter(&format!(", x-stability-level: {level}"));
    cases.documents(
        &level("stable"),
        &level("alpha"),
        &["request-parameter-stability-decreased"],
        &["request-parameter-stability-increased"],
    );
}

fn parameters(cases: &mut Cases) {
    let of = |rest: &str| operation(&format!("parameters: [{{name: q, in: query{rest}}}]"));
    let without = operation("parameters: []");
    let schema = ", schema: {type: array, items: {type: string}}";
    let with = |rest: &str| of(&format!("{schema}{rest}"));
    cases.documents(
        &without,
        &with(", required: true"),
        &["new-required-request-parameter"],
        &["request-parameter-removed"],
    );
    cases.documents(
        &with(""),
        &with(", required: true"),
        &["request-parameter-became-required"],
        &["request-parameter-became-optional"],
    );
    cases.documents(
        &with(""),
        &with(", style: pipeDelimited, explode: true"),
        &["request-parameter-style-changed"],
        &["request-parameter-style-changed"],
    );
    cases.documents(
        &with(""),
        &with(", explode: false"),
        &["request-parameter-explode-changed"],
        &["request-parameter-explode-changed"],
    );
    cases.documents(&with(""), &with(", style: form, explode: true, allowReserved: false"), &[], &[]);
    for (key, facet) in [("allowReserved", "allow-reserved"), ("allowEmptyValue", "allow-empty-value")] {
        let (set, unset) = (format!("request-parameter-{facet}-set"), format!("request-parameter-{facet}-unset"));
        cases.documents(&with(""), &with(&format!(", {key}: true")), &[&set], &[&unset]);
    }
    let json = of(&format!(", content: {{application/json: {{{}}}}}", schema.trim_start_matches(", ")));
    cases.documents(
        &with(""),
        &json,
        &["request-parameter-media-type-changed"],
        &["request-parameter-media-type-changed"],
    );
    cases.documents(&of(""), &with(""), &["request-parameter-schema-added"], &["request-parameter-schema-removed"]);
    let common = |path: &str, rest: &str| {
        api(&format!("{{'{path}': {{parameters: [{rest}], get: {{responses: {{'200': {{description: d}}}}}}}}}}"), "")
    };
    for (rest, need) in [("", "optional"), (", required: true", "required")] {
        let added = common("/a", &format!("{{name: q, in: query, schema: {{type: string}}{rest}}}"));
        let id = format!("new-{need}-request-default-parameter-to-existing-path");
        cases.documents(&common("/a", ""), &added, &[&id], &["request-parameter-removed"]);
    }
    let id = "{name: id, in: path, required: true, schema: {type: string}}";
    cases.documents(
        &common("/a/{id}", ""),
        &common("/a/{id}", id),
        &["new-request-path-parameter"],
        &["request-parameter-removed"],
    );
    // The name of a path parameter is not on the wire, nor is the case of a header; objects may travel as their members.
    cases.documents(&common("/a/{id}", id), &common("/a/{key}", &id.replace("name: id", "name: key")), &[], &[]);
    let header =
        |name: &str| operation(&format!("parameters: [{{name: {name}, in: header, schema: {{type: string}}}}]"));
    cases.documents(&header("X-Case"), &header("x-case"), &[], &[]);
    let apart = operation(
        "parameters: [{name: a, in: query, schema: {type: string}}, {name: b, in: query, schema: {type: string}}]",
    );
    let together = operation(
        "parameters: [{name: q, in: query, schema: {type: object, properties: {a: {type: string}, b: {type: string}}}}]",
    );
    cases.documents(&apart, &together, &[], &[]);
}

fn contents(cases: &mut Cases) {
    let body = |rest: &str| format!("requestBody: {{content: {{{rest}}}}}");
    let json = "application/json: {schema: {type: string}}";
    cases.operations("", &body(json), &["request-body-added-optional"], &["request-body-removed"]);
    cases.operations(
        "",
        &format!("requestBody: {{required: true, content: {{{json}}}}}"),
        &["request-body-added-required"],
        &["request-body-removed"],
    );
    cases.operations(
        &body(json),
        &format!("requestBody: {{required: true, content: {{{json}}}}}"),
        &["request-body-became-required"],
        &["request-body-became-optional"],
    );
    cases.operations(
        &body(json),
        &body(&format!("{json}, text/plain: {{}}")),
        &["request-body-media-type-added"],
        &["request-body-media-type-removed"],
    );
    cases.operations(
        &body("application/json: {}"),
        &body(json),
        &["request-body-media-type-schema-added"],
        &["request-body-media-type-schema-removed"],
    );
    let form = |rest: &str| format!("multipart/form-data: {{schema: {{type: object}}{rest}}}");
    cases.operations(
        &body(&form("")),
        &body(&form(", encoding: {a: {contentType: text/csv}}")),
        &["request-body-encoding-changed"],
        &["request-body-encoding-changed"],
    );

    let response = |rest: &str| format!("responses: {{'200': {{description: d{rest}}}}}");
    let content = |rest: &str| response(&format!(", content: {{{rest}}}"));
    cases.operations(
        &content(json),
        &content(&format!("{json}, text/plain: {{}}")),
        &["response-media-type-added"],
        &["response-media-type-removed"],
    );
    cases.operations(
        &content(json),
        &content(&json.replace("json:", "json; charset=utf-8:")),
        &["response-media-type-name-changed"],
        &["response-media-type-name-changed"],
    );
    cases.operations(
        &content(json),
        &content(&json.replace("json", "problem+json")),
        &["response-media-type-name-specialized"],
        &["response-media-type-name-generalized"],
    );
    cases.operations(
        &content("application/json: {}"),
        &content(json),
        &["response-body-media-type-schema-added"],
        &["response-body-media-type-schema-removed"],
    );
    cases.operations(
        &content(&form("")),
        &content(&form(", encoding: {a: {contentType: text/csv}}")),
        &["response-body-encoding-changed"],
        &["response-body-encoding-changed"],
    );
    let statuses = |rest: &str| format!("responses: {{default: {{description: d}}{rest}}}");
    cases.operations(
        &statuses(""),
        &statuses(", '201': {description: d}"),
        &["response-success-status-added"],
        &["response-success-status-removed"],
    );
    cases.operations(
        &statuses(""),
        &statuses(", '404': {description: d}"),
        &["response-non-success-status-added"],
        &["response-non-success-status-removed"],
    );
    let header = |rest: &str| response(&format!(", headers: {{X-H: {{{rest}}}}}"));
    let text = "schema: {type: string}";
    cases.operations(&response(""), &header(text), &["response-header-added"], &["optional-response-header-removed"]);
    cases.operations(
        &response(""),
        &header(&format!("{text}, required: true")),
        &["response-header-added"],
        &["required-response-header-removed"],
    );
    cases.operations(
        &header(text),
        &header(&format!("{text}, required: true")),
        &["response-header-became-required"],
        &["response-header-became-optional"],
    );
    cases.operations(
        &header(text),
        &header(&format!("{text}, deprecated: true")),
        &["response-header-deprecated"],
        &["response-header-reactivated"],
    );
    cases.operations(
        &header(""),
        &header(text),
        &["response-header-schema-added"],
        &["response-header-schema-removed"],
    );
}

fn security(cases: &mut Cases) {
    let schemes = |rest: &str| api("{}", &format!("components: {{securitySchemes: {{{rest}}}}}"));
    let key = |place: &str, name: &str| schemes(&format!("k: {{type: apiKey, in: {place}, name: {name}}}"));
    let http = |scheme: &str, rest: &str| schemes(&format!("k: {{type: http, scheme: {scheme}{rest}}}"));
    let oauth = |flows: &str| schemes(&format!("k: {{type: oauth2, flows: {{{flows}}}}}"));
    let component = |name: &str| format!("api-security-component-{name}");
    let mut both = |old: &str, new: &str, forward: &str, backward: &str| {
        cases.documents(old, new, &[&component(forward)], &[&component(backward)]);
    };
    both(&schemes(""), &key("query", "k"), "added", "removed");
    both(&key("query", "k"), &key("header", "k"), "location-changed", "location-changed");
    both(&key("query", "k"), &key("query", "l"), "name-changed", "name-changed");
    both(&key("query", "k"), &http("basic", ""), "type-changed", "type-changed");
    both(&http("bearer", ""), &http("basic", ""), "scheme-changed", "scheme-changed");
    both(&http("bearer", ""), &http("bearer", ", bearerFormat: JWT"), "bearer-format-changed", "bearer-format-changed");
    let connect = |url: &str| schemes(&format!("k: {{type: openIdConnect, openIdConnectUrl: '{url}'}}"));
    both(&connect("https://a"), &connect("https://b"), "open-id-url-changed", "open-id-url-changed");
    let code = |url: &str, token: &str, refresh: &str, scopes: &str| {
        oauth(&format!(
            "authorizationCode: {{authorizationUrl: {url}, tokenUrl: {token}, refreshUrl: {refresh}, scopes: {{{scopes}}}}}"
        ))
    };
    let base = code("a", "b", "c", "x: d");
    both(&base, &code("A", "b", "c", "x: d"), "oauth-url-changed", "oauth-url-changed");
    both(&base, &code("a", "B", "c", "x: d"), "oauth-token-url-changed", "oauth-token-url-changed");
    both(&base, &code("a", "b", "C", "x: d"), "oauth-refresh-url-changed", "oauth-refresh-url-changed");
    both(&base, &code("a", "b", "c", "x: d, y: e"), "oauth-scope-added", "oauth-scope-removed");
    both(&base, &code("a", "b", "c", "x: other"), "oauth-scope-changed", "oauth-scope-changed");
    both(&oauth(""), &base, "oauth-flow-added", "oauth-flow-removed");
    let schemes = "components: {securitySchemes: {k: {type: oauth2, flows: {}}, l: {type: http, scheme: basic}}}";
    for (prefix, of) in [
        (
            "api-global-security",
            (|list: &str, rest: &str| api("{}", &format!("security: [{list}]\n{rest}"))) as fn(&str, &str) -> String,
        ),
        ("api-security", |list, rest| {
            api(&format!("{{/a: {{get: {{security: [{list}], responses: {{'200': {{description: d}}}}}}}}}}"), rest)
        }),
    ] {
        let id = |name: &str| format!("{prefix}-{name}");
        cases.documents(&of("k: []", schemes), &of("k: [], l: []", schemes), &[&id("added")], &[&id("removed")]);
        cases.documents(&of("{k: []}", schemes), &of("{k: []}, {l: []}", schemes), &[&id("added")], &[&id("removed")]);
        cases.documents(
            &of("{k: [a]}", schemes),
            &of("{k: [a, b]}", schemes),
            &[&id("scope-added")],
            &[&id("scope-removed")],
        );
        cases.documents(&of("{k: []}, {l: []}", schemes), &of("{l: []}, {k: []}", schemes), &[], &[]);
    }
}

/// With a time of notice, announcements must name a day that is far enough away.
fn notice(cases: &mut Cases) {
    cases.notice_days = 90;
    let parameter =
        |rest: &str| operation(&format!("parameters: [{{name: q, in: query, schema: {{type: string}}{rest}}}]"));
    let property = |rest: &str| object(&format!("a: {{type: string{rest}}}"), "");
    for (rest, fault) in [
        (", deprecated: true", "deprecated-sunset-missing"),
        (", deprecated: true, x-sunset: '2026-09-28'", "sunset-date-too-small"),
    ] {
        let id = |prefix: &str| format!("{prefix}-{fault}");
        cases.operations("", rest.trim_start_matches(", "), &[&id("api")], &["endpoint-reactivated"]);
        cases.documents(
            &parameter(""),
            &parameter(rest),
            &[&id("request-parameter")],
            &["request-parameter-reactivated"],
        );
        cases.schemas(
            "request-body",
            &property(""),
            &property(rest),
            &[&id("request-property")],
            &["request-property-reactivated"],
        );
        cases.schemas(
            "response-body",
            &property(""),
            &property(rest),
            &[&id("response-property")],
            &["response-property-reactivated"],
        );
    }
    cases.operations(
        "",
        "deprecated: true, x-sunset: '2026-09-29'",
        &["endpoint-deprecated-with-sunset"],
        &["endpoint-reactivated"],
    );
    cases.notice_days = 0;
}

fn around(cases: &mut Cases) {
    let servers = |rest: &str| api("{}", &format!("servers: [{rest}]"));
    let one = |variables: &str| servers(&format!("{{url: 'https://{{x}}', variables: {{{variables}}}}}"));
    cases.documents(&servers(""), &servers("{url: /v1}"), &["api-server-added"], &["api-server-removed"]);
    cases.documents(
        &one(""),
        &one("x: {default: a}"),
        &["api-server-variable-added"],
        &["api-server-variable-removed"],
    );
    cases.documents(
        &one("x: {default: a}"),
        &one("x: {default: b}"),
        &["api-server-variable-default-changed"],
        &["api-server-variable-default-changed"],
    );
    cases.documents(
        &one("x: {default: a, enum: [a]}"),
        &one("x: {default: a, enum: [a, b]}"),
        &["api-server-variable-value-added"],
        &["api-server-variable-value-removed"],
    );
    let schemas = |rest: &str| api("{}", &format!("components: {{schemas: {{{rest}}}}}"));
    cases.documents(&schemas(""), &schemas("A: {type: string}"), &["api-schema-added"], &["api-schema-removed"]);
}

#[test]
fn paths_with_other_parameter_names_are_the_same_paths() {
    let path =
        |name: &str| api(&format!("{{'/a/{{{name}}}': {{get: {{responses: {{'200': {{description: d}}}}}}}}}}"), "");
    assert!(ids(&path("x"), &path("y")).is_empty());
}
