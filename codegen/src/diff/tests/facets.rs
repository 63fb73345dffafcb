//! Each facet at each place, in both directions.
//!
//! A row is a schema as it was and as it is, with the facts both ways; a fact is the end of an id.

use super::Cases;

/// The places where a schema can be, by the beginning of their ids.
const PLACES: &[&str] = &[
    "request-body",
    "request-property",
    "request-parameter",
    "request-parameter-property",
    "response-body",
    "response-property",
    "response-header",
];

/// A document with a schema at a place.
pub(super) fn document(place: &str, schema: &str) -> String {
    let nested = format!("{{type: object, properties: {{p: {schema}}}}}");
    let schema = if place.ends_with("property") { nested.as_str() } else { schema };
    let ok = "responses: {'200': {description: d}}";
    let operation = if place.starts_with("request-parameter") {
        format!("{{parameters: [{{name: q, in: query, schema: {schema}}}], {ok}}}")
    } else if place.starts_with("request") {
        format!("{{requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}, {ok}}}")
    } else if place == "response-header" {
        format!("{{responses: {{'200': {{description: d, headers: {{X-H: {{schema: {schema}}}}}}}}}}}")
    } else {
        format!("{{responses: {{'200': {{description: d, content: {{application/json: {{schema: {schema}}}}}}}}}}}")
    };
    format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{/a: {{post: {operation}}}}}\ncomponents:\n  schemas:\n    \
         A: {{type: object, required: [a], properties: {{a: {{type: string}}}}}}\n    \
         B: {{type: object, required: [b], properties: {{b: {{type: integer}}}}}}\n    \
         C: {{type: object, required: [c], properties: {{c: {{type: boolean}}}}}}\n    \
         Free: {{description: anything}}\n    \
         Used: {{allOf: [{{$ref: '#/components/schemas/A'}}, {{$ref: '#/components/schemas/B'}}, {{$ref: '#/components/schemas/C'}}]}}\n"
    )
}

/// A row: old, new, the facts forward and backward.
type Row = (String, String, Vec<&'static str>, Vec<&'static str>);

fn row(old: &str, new: &str, forward: &[&'static str], backward: &[&'static str]) -> Row {
    (old.to_owned(), new.to_owned(), forward.to_vec(), backward.to_vec())
}

/// Rows whose facts are the same at all places.
fn rows() -> Vec<Row> {
    let mut rows = limits();
    rows.extend(values());
    rows.extend(composition());
    rows.extend(keywords());
    rows
}

fn limits() -> Vec<Row> {
    let mut rows = Vec::new();
    for (kind, keyword, upper, ids) in [
        (
            "string",
            "maxLength",
            true,
            ["max-length-decreased", "max-length-increased", "max-length-set", "max-length-unset"],
        ),
        ("array", "maxItems", true, ["max-items-decreased", "max-items-increased", "max-items-set", "max-items-unset"]),
        (
            "object",
            "maxProperties",
            true,
            ["max-properties-decreased", "max-properties-increased", "max-properties-set", "max-properties-unset"],
        ),
        ("integer", "maximum", true, ["max-decreased", "max-increased", "max-set", "max-unset"]),
        (
            "number",
            "exclusiveMaximum",
            true,
            ["exclusive-max-decreased", "exclusive-max-increased", "exclusive-max-set", "exclusive-max-unset"],
        ),
        ("integer", "minimum", false, ["min-increased", "min-decreased", "min-set", "min-unset"]),
        (
            "number",
            "exclusiveMinimum",
            false,
            ["exclusive-min-increased", "exclusive-min-decreased", "exclusive-min-set", "exclusive-min-unset"],
        ),
        (
            "array",
            "minItems",
            false,
            ["min-items-increased", "min-items-decreased", "min-items-set", "min-items-unset"],
        ),
        (
            "string",
            "minLength",
            false,
            ["min-length-increased", "min-length-decreased", "min-length-increased", "min-length-decreased"],
        ),
        (
            "object",
            "minProperties",
            false,
            [
                "min-properties-increased",
                "min-properties-decreased",
                "min-properties-increased",
                "min-properties-decreased",
            ],
        ),
    ] {
        let [narrow, widen, set, unset] = ids;
        let (wide, strict) = if upper { (10, 5) } else { (5, 10) };
        let of = |limit: u32| format!("{{type: {kind}, {keyword}: {limit}}}");
        rows.push((of(wide), of(strict), vec![narrow], vec![widen]));
        rows.push((format!("{{type: {kind}}}"), of(strict), vec![set], vec![unset]));
    }
    let contains = |limits: &str| format!("{{type: array, contains: {{type: string}}{limits}}}");
    rows.push((
        contains(", maxContains: 9"),
        contains(", maxContains: 8"),
        vec!["max-contains-decreased"],
        vec!["max-contains-increased"],
    ));
    rows.push((contains(""), contains(", maxContains: 8"), vec!["max-contains-set"], vec!["max-contains-unset"]));
    rows.push((
        contains(""),
        contains(", minContains: 3"),
        vec!["min-contains-increased"],
        vec!["min-contains-decreased"],
    ));
    rows.push(row("{type: number}", "{type: number, multipleOf: 2}", &["multiple-of-set"], &["multiple-of-unset"]));
    rows.push(row(
        "{type: number, multipleOf: 3}",
        "{type: number, multipleOf: 2}",
        &["multiple-of-changed"],
        &["multiple-of-changed"],
    ));
    rows.push(row("{type: array}", "{type: array, uniqueItems: true}", &["unique-items-set"], &["unique-items-unset"]));
    rows
}

fn values() -> Vec<Row> {
    vec![
        row("{type: string}", "{type: string, pattern: '^a$'}", &["pattern-added"], &["pattern-removed"]),
        row(
            "{type: string, pattern: '^b$'}",
            "{type: string, pattern: '^a$'}",
            &["pattern-changed"],
            &["pattern-changed"],
        ),
        row(
            "{anyOf: [{type: string}, {nullable: true, description: none}]}",
            "{anyOf: [{type: string}, {type: 'null'}]}",
            &[],
            &[],
        ),
        row("{type: string, format: byte}", "{type: string, contentEncoding: base64}", &[], &[]),
        row("{type: string, format: binary}", "{type: string, contentMediaType: application/octet-stream}", &[], &[]),
        row("{type: string}", "{type: string, enum: [a, b]}", &["became-enum"], &["enum-removed"]),
        row(
            "{type: string, x-extensible-enum: [a]}",
            "{type: string, x-extensible-enum: [a, b]}",
            &["x-extensible-enum-value-added"],
            &["x-extensible-enum-value-removed"],
        ),
        row("{type: string}", "{type: string, const: a}", &["const-added"], &["const-removed"]),
        row("{type: string, const: b}", "{type: string, const: a}", &["const-changed"], &["const-changed"]),
        row("{type: string}", "{type: string, default: a}", &["default-value-added"], &["default-value-removed"]),
        row(
            "{type: string, default: b}",
            "{type: string, default: a}",
            &["default-value-changed"],
            &["default-value-changed"],
        ),
        row("{type: string}", "{type: [string, 'null']}", &["became-nullable"], &["became-not-nullable"]),
        row(
            "{type: string}",
            "{oneOf: [{type: string}, {type: 'null'}]}",
            &["became-nullable"],
            &["became-not-nullable"],
        ),
        row(
            "{oneOf: [{type: string}, {type: integer}]}",
            "{type: string}",
            &["list-of-types-narrowed"],
            &["list-of-types-widened"],
        ),
        row(
            "{anyOf: [{type: string}, {type: integer}]}",
            "{anyOf: [{type: string}, {type: boolean}]}",
            &["list-of-types-narrowed", "list-of-types-widened"],
            &["list-of-types-narrowed", "list-of-types-widened"],
        ),
        row("{type: boolean}", "{type: object}", &["type-changed"], &["type-changed"]),
        // The same in other words.
        row("{type: string, enum: [a]}", "{type: string, const: a}", &[], &[]),
        row("{properties: {a: {}}}", "{type: object, properties: {a: {}}}", &[], &[]),
        row("{items: {type: string}}", "{type: array, items: {type: string}}", &[], &[]),
        row("{enum: [a, b]}", "{type: string, enum: [a, b]}", &[], &[]),
        row("{type: string, minLength: 0}", "{type: string}", &[], &[]),
        row("{type: number, maximum: 10}", "{maximum: 1.0e1, type: number}", &[], &[]),
        row("{oneOf: [{type: string}, {type: integer}]}", "{type: [integer, string]}", &[], &[]),
        row(
            "{type: [string, 'null'], enum: [a, null]}",
            "{anyOf: [{type: string, enum: [a]}, {type: 'null'}]}",
            &[],
            &[],
        ),
    ]
}

const A: &str = "{$ref: '#/components/schemas/A'}";
const B: &str = "{$ref: '#/components/schemas/B'}";
const C: &str = "{$ref: '#/components/schemas/C'}";

fn composition() -> Vec<Row> {
    let list = |keyword: &str, all: &[&str]| format!("{{{keyword}: [{}]}}", all.join(", "));
    let named = |rest: &str| format!("{{oneOf: [{A}, {B}]{rest}}}");
    let mapped = |rest: &str| named(&format!(", discriminator: {{propertyName: t{rest}}}"));
    let any_of = |more: &str| format!(", anyOf: [{{required: [a]}}, {{required: [b]}}, {more}]");
    let mut rows = vec![
        (list("allOf", &[A, B]), list("allOf", &[A, B, C]), vec!["all-of-added"], vec!["all-of-removed"]),
        (
            list("allOf", &[A, B]),
            list("allOf", &[A, B, "{description: only words}"]),
            vec!["all-of-added-annotation-only"],
            vec!["all-of-removed-annotation-only"],
        ),
        (list("oneOf", &[A, B]), list("oneOf", &[A, B, C]), vec!["one-of-added"], vec!["one-of-removed"]),
        (list("anyOf", &[A, B]), list("anyOf", &[A, B, C]), vec!["any-of-added"], vec!["any-of-removed"]),
        (A.to_owned(), list("oneOf", &[A, B]), vec!["one-of-added"], vec!["one-of-removed"]),
        (A.to_owned(), list("oneOf", &[B, C]), vec!["wrapped-in-one-of"], vec!["unwrapped-from-one-of"]),
        // Each of several unions counts.
        (named(&any_of(A)), named(&any_of(&format!("{A}, {C}"))), vec!["any-of-added"], vec!["any-of-removed"]),
        (named(""), mapped(""), vec!["discriminator-added"], vec!["discriminator-removed"]),
        (
            mapped(""),
            named(", discriminator: {propertyName: u}"),
            vec!["discriminator-property-name-changed"],
            vec!["discriminator-property-name-changed"],
        ),
        (
            mapped(", mapping: {a: A}"),
            mapped(", mapping: {a: A, b: B}"),
            vec!["discriminator-mapping-added"],
            vec!["discriminator-mapping-deleted"],
        ),
        (
            mapped(", mapping: {a: A}"),
            mapped(", mapping: {a: B}"),
            vec!["discriminator-mapping-changed"],
            vec!["discriminator-mapping-changed"],
        ),
    ];
    // The same in other words.
    rows.extend([
        (list("allOf", &[A]), A.to_owned(), vec![], vec![]),
        (
            list("allOf", &["{$ref: '#/components/schemas/Free'}"]),
            "{$ref: '#/components/schemas/Free'}".to_owned(),
            vec![],
            vec![],
        ),
        (list("allOf", &[A, B]), list("allOf", &[B, A]), vec![], vec![]),
        (
            list("allOf", &[A, B]),
            "{type: object, required: [b, a], properties: {b: {type: integer}, a: {type: string}}}".to_owned(),
            vec![],
            vec![],
        ),
        (
            list("oneOf", &[A, B]),
            list("oneOf", &[B, "{type: object, required: [a], properties: {a: {type: string}}}"]),
            vec![],
            vec![],
        ),
    ]);
    rows
}

fn keywords() -> Vec<Row> {
    let object = |rest: &str| format!("{{type: object{rest}}}");
    let array = |rest: &str| format!("{{type: array{rest}}}");
    let both = |added: &'static str, removed: &'static str| (vec![added], vec![removed]);
    let mut rows = Vec::new();
    for (new, (added, removed)) in [
        (object(", not: {required: [z]}"), both("not-added", "not-removed")),
        (
            object(", additionalProperties: false"),
            both("additional-properties-narrowed", "additional-properties-widened"),
        ),
        (
            object(", additionalProperties: {type: string}"),
            both("additional-properties-narrowed", "additional-properties-widened"),
        ),
        (object(", if: {required: [z]}"), both("if-added", "if-removed")),
        (object(", then: {required: [z]}"), both("then-added", "then-removed")),
        (object(", else: {required: [z]}"), both("else-added", "else-removed")),
        (object(", dependentRequired: {a: [b]}"), both("dependent-required-added", "dependent-required-removed")),
        (
            object(", dependentSchemas: {a: {required: [b]}}"),
            both("dependent-schema-added", "dependent-schema-removed"),
        ),
        (
            object(", patternProperties: {'^x': {type: string}}"),
            both("pattern-property-added", "pattern-property-removed"),
        ),
        (object(", propertyNames: {maxLength: 3}"), both("property-names-added", "property-names-removed")),
        (
            object(", unevaluatedProperties: false"),
            both("unevaluated-properties-added", "unevaluated-properties-removed"),
        ),
    ] {
        rows.push((object(""), new, added, removed));
    }
    rows.push((array(""), array(", contains: {type: string}"), vec!["contains-added"], vec!["contains-removed"]));
    rows.push((
        array(""),
        array(", unevaluatedItems: false"),
        vec!["unevaluated-items-added"],
        vec!["unevaluated-items-removed"],
    ));
    rows.push((
        array(""),
        array(", prefixItems: [{type: string}]"),
        vec!["prefix-items-added"],
        vec!["prefix-items-removed"],
    ));
    rows.push((
        object(", dependentRequired: {a: [b]}"),
        object(", dependentRequired: {a: [c]}"),
        vec!["dependent-required-changed"],
        vec!["dependent-required-changed"],
    ));
    let text = |rest: &str| format!("{{type: string{rest}}}");
    rows.push((
        text(""),
        text(", contentSchema: {type: object}"),
        vec!["content-schema-added"],
        vec!["content-schema-removed"],
    ));
    for (keyword, id) in
        [("contentMediaType", "content-media-type-changed"), ("contentEncoding", "content-encoding-changed")]
    {
        rows.push((text(""), text(&format!(", {keyword}: x")), vec![id], vec![id]));
    }
    rows
}

/// Facts that have other names at some places.
fn named(place: &str, fact: &str) -> String {
    match (place, fact) {
        ("response-body", "enum-value-removed") => "response-mediatype-enum-value-removed".to_owned(),
        _ => format!("{place}-{fact}"),
    }
}

/// Runs all rows at all places; gives the ids that were seen.
pub(super) fn covered() -> Vec<&'static str> {
    let mut cases = Cases::default();
    for place in PLACES {
        for (old, new, forward, backward) in rows().into_iter().chain(of_place(place)) {
            let ids = |facts: &[&str]| facts.iter().map(|fact| named(place, fact)).collect::<Vec<_>>();
            let (forward, backward) = (ids(&forward), ids(&backward));
            let forward: Vec<&str> = forward.iter().map(String::as_str).collect();
            let backward: Vec<&str> = backward.iter().map(String::as_str).collect();
            cases.documents(&document(place, &old), &document(place, &new), &forward, &backward);
        }
    }
    cases.finish()
}

/// Rows whose facts depend on who sends the value, and on whether its type can be seen.
fn of_place(place: &str) -> Vec<Row> {
    let is_request = place.starts_with("request");
    let mut rows = vec![row(
        "{type: string, enum: [a, b]}",
        "{type: string, enum: [a, b, c]}",
        &["enum-value-added"],
        &["enum-value-removed"],
    )];
    let free = row(
        "{type: string, pattern: '^b$'}",
        "{type: string, pattern: '.*'}",
        if is_request { &["pattern-generalized"] } else { &["pattern-changed"] },
        &["pattern-changed"],
    );
    rows.push(free);
    let (wider, narrower, by_format): (&'static str, &'static str, &'static str) = match place {
        "request-parameter-property" => ("type-generalized", "type-specialized", "type-generalized"),
        _ if is_request => ("type-generalized", "type-changed", "type-generalized"),
        _ => ("type-generalized", "type-specialized", "type-changed"),
    };
    rows.push(row("{type: integer}", "{type: number}", &[wider], &[narrower]));
    rows.push(row("{type: integer}", "{type: [integer, boolean]}", &[wider], &[narrower]));
    rows.push(row("{type: string, format: uuid}", "{type: string}", &[by_format], &[narrower]));
    rows.push(row("{type: integer, format: int32}", "{type: integer, format: int64}", &[by_format], &[narrower]));
    rows.push(row(
        "{type: string, format: uuid}",
        "{type: string, format: date}",
        &["type-changed"],
        &["type-changed"],
    ));
    let (up, down): (&'static str, &'static str) = match place {
        "request-parameter" => ("type-generalized", "type-changed"),
        "request-parameter-property" => ("type-generalized", "type-specialized"),
        "response-header" => ("type-changed", "type-compatible"),
        _ => ("type-changed", "type-changed"),
    };
    rows.push(row("{type: integer}", "{type: string}", &[up], &[down]));
    if place == "request-parameter" {
        let (one, list) = ("{type: string}", "{type: array, items: {type: string}}");
        rows.push(row(one, list, &["type-generalized"], &["type-changed"]));
    }
    rows
}
