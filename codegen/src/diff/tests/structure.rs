//! Properties: whether they are there, whether they have to be, who sees them.
//!
//! A row is a pair of schemas with the ids both ways.

use super::around::operation;
use super::facets::document;
use super::{Cases, changes_of, tree};
use crate::diff::Listing;

impl Cases {
    /// Two schemas at a place.
    pub(super) fn schemas(&mut self, place: &str, old: &str, new: &str, forward: &[&str], backward: &[&str]) {
        self.documents(&document(place, old), &document(place, new), forward, backward);
    }
}

/// Runs all cases; gives the ids that were seen.
pub(super) fn covered() -> Vec<&'static str> {
    let mut cases = Cases::default();
    properties(&mut cases);
    hidden(&mut cases);
    lifecycle_of_properties(&mut cases);
    cases.finish()
}

pub(super) fn object(properties: &str, required: &str) -> String {
    format!("{{type: object, properties: {{{properties}}}, required: [{required}]}}")
}

fn properties(cases: &mut Cases) {
    let (none, some) = (object("", ""), object("a: {type: string}", ""));
    let (need, default) = (object("a: {type: string}", "a"), object("a: {type: string, default: x}", "a"));
    for (place, added, required, removed, removed_required) in [
        (
            "request-body",
            "new-optional-request-property",
            "new-required-request-property",
            "request-property-removed",
            "request-property-removed",
        ),
        (
            "response-body",
            "response-optional-property-added",
            "response-required-property-added",
            "response-optional-property-removed",
            "response-required-property-removed",
        ),
        (
            "request-parameter",
            "new-optional-request-parameter-property",
            "new-required-request-parameter-property",
            "request-parameter-property-removed",
            "request-parameter-property-removed",
        ),
        (
            "response-header",
            "response-header-property-added",
            "response-header-property-added",
            "response-header-property-removed",
            "response-header-property-removed",
        ),
    ] {
        cases.schemas(place, &none, &some, &[added], &[removed]);
        cases.schemas(place, &none, &need, &[required], &[removed_required]);
    }
    for (place, became, back) in [
        ("request-body", "request-property-became-required", "request-property-became-optional"),
        ("response-body", "response-property-became-required", "response-property-became-optional"),
        (
            "request-parameter",
            "request-parameter-property-became-required",
            "request-parameter-property-became-optional",
        ),
        ("response-header", "response-header-property-became-required", "response-header-property-became-optional"),
    ] {
        cases.schemas(place, &some, &need, &[became], &[back]);
    }
    cases.schemas(
        "request-body",
        &none,
        &default,
        &["new-required-request-property-with-default"],
        &["request-property-removed"],
    );
    let with_default = object("a: {type: string, default: x}", "");
    cases.schemas(
        "request-body",
        &with_default,
        &default,
        &["request-property-became-required-with-default"],
        &["request-property-became-optional"],
    );
    for (place, side) in [("request-body", "request"), ("response-body", "response")] {
        let (became, back) = (
            format!("{side}-undeclared-property-became-required"),
            format!("{side}-undeclared-property-became-optional"),
        );
        cases.schemas(place, &none, &object("", "z"), &[&became], &[&back]);
    }
    let header = |schema: &str| operation(&format!("parameters: [{{name: X-Q, in: header, schema: {schema}}}]"));
    cases.documents(
        &header(&none),
        &header(&need),
        &["new-required-request-header-property"],
        &["request-parameter-property-removed"],
    );
    cases.documents(
        &header(&some),
        &header(&need),
        &["request-header-property-became-required"],
        &["request-parameter-property-became-optional"],
    );
    let listed = object("a: {type: string, enum: [x]}", "");
    cases.documents(
        &header(&some),
        &header(&listed),
        &["request-header-property-became-enum"],
        &["request-parameter-property-enum-removed"],
    );
    let xml = |kind: &str| {
        operation(&format!(
            "requestBody: {{content: {{application/xml: {{schema: {{type: object, properties: {{a: {{type: {kind}}}}}}}}}}}}}"
        ))
    };
    cases.documents(
        &xml("integer"),
        &xml("string"),
        &["request-property-type-compatible"],
        &["request-property-type-changed"],
    );
    let xml =
        |kind: &str| operation(&format!("requestBody: {{content: {{application/xml: {{schema: {{type: {kind}}}}}}}}}"));
    cases.documents(&xml("object"), &xml("string"), &["request-body-type-compatible"], &["request-body-type-changed"]);
    let xml = |schema: &str| {
        operation(&format!(
            "responses: {{'200': {{description: d, content: {{application/xml: {{schema: {schema}}}}}}}}}"
        ))
    };
    cases.documents(
        &xml("{type: string}"),
        &xml("{type: object}"),
        &["response-body-type-compatible"],
        &["response-body-type-changed"],
    );
    let nested = |kind: &str| object(&format!("a: {{type: {kind}}}"), "");
    cases.documents(
        &xml(&nested("string")),
        &xml(&nested("integer")),
        &["response-property-type-compatible"],
        &["response-property-type-changed"],
    );
}

/// `readOnly` in requests, `writeOnly` in responses.
fn hidden(cases: &mut Cases) {
    let of = |facets: &str, required: &str| object(&format!("a: {{type: string{facets}}}"), required);
    for (place, side) in [("request-body", "request"), ("response-body", "response")] {
        for (required, need) in [("a", "required"), ("", "optional")] {
            for (flag, word) in [("readOnly", "read-only"), ("writeOnly", "write-only")] {
                let (became, back) = (
                    format!("{side}-{need}-property-became-{word}"),
                    format!("{side}-{need}-property-became-not-{word}"),
                );
                cases.schemas(
                    place,
                    &of("", required),
                    &of(&format!(", {flag}: true"), required),
                    &[&became],
                    &[&back],
                );
            }
        }
    }
    let hidden = |limit: &str, kind: &str| {
        format!("{{type: object, properties: {{a: {{type: {kind}, readOnly: true, {limit}}}}}}}")
    };
    for (kind, loose, strict, id, back) in [
        ("string", "maxLength: 9", "maxLength: 8", "max-length-decreased", "max-length-increased"),
        ("integer", "maximum: 9", "maximum: 8", "max-decreased", "max-increased"),
        ("integer", "minimum: 8", "minimum: 9", "min-increased", "min-decreased"),
        ("integer", "exclusiveMaximum: 9", "exclusiveMaximum: 8", "exclusive-max-decreased", "exclusive-max-increased"),
        ("integer", "exclusiveMinimum: 8", "exclusiveMinimum: 9", "exclusive-min-increased", "exclusive-min-decreased"),
        ("string", "enum: [a, b]", "enum: [a]", "enum-value-removed", "enum-value-added"),
    ] {
        let (own, back) = (format!("request-read-only-property-{id}"), format!("request-property-{back}"));
        cases.schemas("request-body", &hidden(loose, kind), &hidden(strict, kind), &[&own], &[&back]);
    }
    let read_only = of(", readOnly: true", "");
    for schema in [
        of(", readOnly: true", "a"),
        of(", readOnly: true, pattern: x", ""),
        object("a: {type: integer, readOnly: true}", ""),
    ] {
        cases.schemas("request-body", &read_only, &schema, &[], &[]);
    }
    let write_only = |rest: &str, required: &str| of(&format!(", writeOnly: true{rest}"), required);
    cases.schemas(
        "response-body",
        &object("", ""),
        &write_only("", ""),
        &["response-optional-write-only-property-added"],
        &["response-optional-write-only-property-removed"],
    );
    cases.schemas(
        "response-body",
        &object("", ""),
        &write_only("", "a"),
        &["response-required-write-only-property-added"],
        &["response-required-write-only-property-removed"],
    );
    cases.schemas(
        "response-body",
        &write_only("", ""),
        &write_only("", "a"),
        &["response-write-only-property-became-required"],
        &["response-write-only-property-became-optional"],
    );
    cases.schemas(
        "response-body",
        &write_only(", enum: [a]", ""),
        &write_only(", enum: [a, b]", ""),
        &["response-write-only-property-enum-value-added"],
        &["response-property-enum-value-removed"],
    );
}

fn lifecycle_of_properties(cases: &mut Cases) {
    let of = |facets: &str| object(&format!("a: {{type: string{facets}}}"), "");
    for (place, side) in [("request-body", "request"), ("response-body", "response")] {
        let id = |name: &str| format!("{side}-property-{name}");
        let back = id("reactivated");
        for (facets, name) in [
            (", deprecated: true", "deprecated"),
            (", deprecated: true, x-sunset: '2099-01-01'", "deprecated-with-sunset"),
            (", deprecated: true, x-sunset: soon", "deprecated-sunset-invalid"),
        ] {
            cases.schemas(place, &of(""), &of(facets), &[&id(name)], &[&back]);
        }
        let sunset = |day: &str| of(&format!(", deprecated: true, x-sunset: '{day}'"));
        cases.schemas(
            place,
            &sunset("2099-01-01"),
            &sunset("2098-01-01"),
            &[&id("sunset-changed")],
            &[&id("sunset-changed")],
        );
        let level = |level: &str| of(&format!(", x-stability-level: {level}"));
        cases.schemas(
            place,
            &level("beta"),
            &level("alpha"),
            &[&id("stability-decreased")],
            &[&id("stability-increased")],
        );
        cases.schemas(
            place,
            &level("beta"),
            &level("1"),
            &["api-invalid-stability-level"],
            &["api-invalid-stability-level"],
        );
    }
}

/// One property of a shared schema is one entry of a report, wherever the schema is used; and so is what is said of two operations in the same
/// words.
#[test]
fn one_cause_is_one_group() {
    let document = |limit: u32, header: &str| {
        let get = |schema: &str| {
            format!(
                "{{responses: {{'200': {{description: d, {header}content: {{application/json: {{schema: {schema}}}}}}}}}}}"
            )
        };
        let (all, one) =
            (get("{type: array, items: {$ref: '#/components/schemas/A'}}"), get("{$ref: '#/components/schemas/A'}"));
        format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{/a: {{get: {all}}}, /b: {{get: {one}}}}}\n\
             components: {{schemas: {{A: {{type: object, properties: {{name: {{type: string, maxLength: {limit}}}}}}}}}}}\n"
        )
    };
    let old = tree(&document(5, ""));
    let new = tree(&document(9, "headers: {X-H: {schema: {type: string}}}, "));
    let changes = changes_of(&old, &new);
    assert_eq!(changes.len(), 4);
    let listing = Listing::new(&changes, &old, &new);
    assert_eq!(listing.groups().iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
    let text = listing.to_text(false);
    assert!(text.contains("  in GET /a, GET /b; 2 places\n"), "{text}");
}
