//! Every island deserializes: of each kind, of sloppy nodes, of mutated documents.

use openapiv3 as v3;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::*;
use crate::source::keywords::walk;
use crate::source::{Source, parse_text};

/// Deserializes the island into the type that `lower` uses for the kind.
fn deserialize(kind: ObjectKind, json: &Json) -> Result<(), String> {
    fn read<T: DeserializeOwned>(json: &Json) -> Result<(), String> {
        T::deserialize(json).map(|_| ()).map_err(|error| error.to_string())
    }
    match kind {
        ObjectKind::OpenApi => read::<v3::OpenAPI>(json),
        ObjectKind::Info => read::<v3::Info>(json),
        ObjectKind::Contact => read::<v3::Contact>(json),
        ObjectKind::License => read::<v3::License>(json),
        ObjectKind::Server => read::<v3::Server>(json),
        ObjectKind::ServerVariable => read::<v3::ServerVariable>(json),
        ObjectKind::Paths => read::<v3::Paths>(json),
        ObjectKind::PathItem => read::<v3::PathItem>(json),
        ObjectKind::Operation => read::<v3::Operation>(json),
        ObjectKind::ExternalDocs => read::<v3::ExternalDocumentation>(json),
        ObjectKind::Parameter => read::<v3::Parameter>(json).and_then(|()| read::<v3::ParameterData>(json)),
        ObjectKind::Header => read::<v3::Header>(json),
        ObjectKind::RequestBody => read::<v3::RequestBody>(json),
        ObjectKind::MediaType => read::<v3::MediaType>(json),
        ObjectKind::Encoding => read::<v3::Encoding>(json),
        ObjectKind::Responses => read::<v3::Responses>(json),
        ObjectKind::Response => read::<v3::Response>(json),
        ObjectKind::Callback => read::<v3::Callback>(json),
        ObjectKind::Example => read::<v3::Example>(json),
        ObjectKind::Link => read::<v3::Link>(json),
        ObjectKind::Tag => read::<v3::Tag>(json),
        ObjectKind::Schema => read::<v3::Schema>(json)
            .and_then(|()| read::<v3::SchemaData>(json))
            .and_then(|()| read::<v3::AnySchema>(json)),
        ObjectKind::Discriminator => read::<v3::Discriminator>(json),
        ObjectKind::Xml => Ok(()),
        ObjectKind::SecurityScheme => read::<v3::SecurityScheme>(json),
        ObjectKind::OAuthFlows => read::<v3::OAuth2Flows>(json),
        ObjectKind::OAuthFlow => Ok(()), // Part of the flows, which know their kinds.
        ObjectKind::SecurityRequirement => read::<v3::SecurityRequirement>(json),
        ObjectKind::Components => read::<v3::Components>(json),
    }
}

fn check(source: &Source) {
    for (node, kind) in walk(&source.tree) {
        let (json, _) = island(&source.tree, node, kind);
        if let Err(error) = deserialize(kind, &json) {
            panic!("{} {}: {error}\n{json}\n{}", kind.name(), source.tree.pointer(node), source.tree.json(node));
        }
    }
}

/// The island of `x` in a document, and the codes of its findings.
fn cut(kind: ObjectKind, text: &str) -> (String, Vec<&'static str>) {
    let source = parse_text("a.yaml", &format!("openapi: 3.1.0\npaths: {{}}\nx: {text}\n"));
    let node = source.tree.at(NodeId(0), "#/x").unwrap();
    let (json, findings) = island(&source.tree, node, kind);
    deserialize(kind, &json).unwrap_or_else(|error| panic!("{error}: {json}"));
    (json.to_string(), findings.iter().map(|finding| finding.code.id()).collect())
}

#[track_caller]
fn schema(text: &str, expected: &str, codes: &[&str]) {
    assert_eq!(cut(ObjectKind::Schema, text), (expected.to_owned(), codes.to_vec()));
}

#[test]
fn types_and_null() {
    schema("{type: [string, 'null']}", r#"{"nullable":true,"type":"string"}"#, &[]);
    schema("{type: ['null']}", r#"{"type":"null"}"#, &[]);
    schema("{type: [string]}", r#"{"type":"string"}"#, &[]);
    schema("{type: [string, integer, 'null']}", r#"{"nullable":true,"x-oasmith-types":["string","integer"]}"#, &[]);
    schema("{type: [string, null]}", r#"{"nullable":true,"type":"string"}"#, &["wrong-type"]);
    schema("{type: int64}", r#"{"type":"integer","format":"int64"}"#, &["invalid-value"]);
    schema("{type: String, format: x}", r#"{"format":"x","type":"string"}"#, &["invalid-value"]);
    schema("{type: any}", "{}", &["invalid-value"]);
    schema("{type: {}}", "{}", &["wrong-type"]);
    schema("true", "{}", &[]);
    schema("false", r#"{"not":{}}"#, &[]);
}

#[test]
fn bounds_constants_and_examples() {
    schema("{exclusiveMinimum: 5}", r#"{"minimum":5,"exclusiveMinimum":true}"#, &[]);
    schema("{minimum: 7, exclusiveMinimum: 5}", r#"{"minimum":7}"#, &[]);
    schema("{maximum: 7, exclusiveMaximum: 5.50}", r#"{"maximum":5.50,"exclusiveMaximum":true}"#, &[]);
    schema("{maximum: 7, exclusiveMaximum: true}", r#"{"maximum":7,"exclusiveMaximum":true}"#, &[]);
    schema("{const: 1.10}", r#"{"enum":[1.10]}"#, &[]);
    schema("{type: string, const: null}", r#"{"type":"string","nullable":true,"enum":[null]}"#, &[]);
    schema("{examples: [a, b]}", r#"{"example":"a"}"#, &[]);
    schema("{enum: []}", "{}", &["empty-enum"]);
    schema("{enum: {a: 1}}", "{}", &["wrong-type"]);
    schema("{contentEncoding: base64}", r#"{"contentEncoding":"base64","format":"byte","type":"string"}"#, &[]);
    schema("{minimum: 123456789012345678901234567890}", r#"{"minimum":123456789012345678901234567890}"#, &[]);
}

#[test]
fn sloppy_values_are_taken_as_meant() {
    schema("{nullable: 'true', readOnly: 1}", r#"{"nullable":true,"readOnly":true}"#, &["wrong-type", "wrong-type"]);
    schema("{title: 5, description: null}", r#"{"title":"5"}"#, &["wrong-type", "wrong-type"]);
    schema("{minLength: '3', maxLength: -1}", r#"{"minLength":3}"#, &["wrong-type", "invalid-value"]);
    schema("{maxItems: 10.0}", r#"{"maxItems":10}"#, &[]);
    schema("{required: true}", "{}", &["wrong-type"]);
    schema("{required: id}", r#"{"required":["id"]}"#, &["wrong-type"]);
    schema("{required: [1, {}]}", r#"{"required":["1"]}"#, &["wrong-type", "wrong-type"]);
    schema("{items: [], properties: []}", "{}", &["wrong-type", "wrong-type"]);
    schema("{discriminator: {mapping: {}}}", "{}", &["missing-member"]);
    schema("[1]", "{}", &["wrong-type"]);
    schema("null", "{}", &["wrong-type"]);
}

#[test]
fn nested_objects_become_references_to_themselves() {
    let source =
        parse_text("a.yaml", "openapi: 3.0.3\npaths: {}\nx: {properties: {b: {}, a: true, c: }, items: {$ref: '#/x'}}");
    let x = source.tree.at(NodeId(0), "#/x").unwrap();
    let (json, _) = island(&source.tree, x, ObjectKind::Schema);
    let properties = json.get("properties").and_then(Json::as_object).unwrap();
    assert_eq!(properties.iter().map(|(name, _)| &**name).collect::<Vec<_>>(), ["b", "a", "c"]);
    for (name, value) in properties {
        let node = island_node(value.get("$ref").and_then(Json::as_str).unwrap()).unwrap();
        assert_eq!(source.tree.pointer(node), format!("#/x/properties/{name}"));
    }
    let items =
        island_node(json.get("items").and_then(|items| items.get("$ref")).and_then(Json::as_str).unwrap()).unwrap();
    assert_eq!(refs::reference(&source.tree, items), Some("#/x"));
    assert_eq!((island_node("#/x"), island_node("12"), island_node("#-1")), (None, None, None));
}

#[test]
fn inlined_objects_carry_their_node_and_no_document_can_forge_it() {
    let source = parse_text(
        "a.yaml",
        "openapi: 3.0.3\npaths: {}\nx: {description: d, content: {a/b: {x-oasmith-node: 7, x-own: 1, schema: {}}}}",
    );
    let x = source.tree.at(NodeId(0), "#/x").unwrap();
    let (json, _) = island(&source.tree, x, ObjectKind::Response);
    let response = v3::Response::deserialize(&json).unwrap();
    let media = &response.content["a/b"];
    let node = source.tree.at(x, "#/x/content/a~1b").unwrap();
    assert_eq!(media.extensions["x-oasmith-node"], node.0);
    assert_eq!(media.extensions["x-own"], 1);
}

#[test]
fn parameters_get_what_they_need() {
    let parameter = |text: &str| cut(ObjectKind::Parameter, text);
    let good = "{name: a, in: query, schema: {}, style: deepObject, explode: true}";
    assert!(parameter(good).1.is_empty());
    assert_eq!(parameter("{name: a, in: path, required: true}").1, ["missing-member"]);
    assert_eq!(parameter("{name: a, in: path, schema: {}}").1, ["invalid-value"]);
    assert_eq!(parameter("{name: a, in: Query, schema: {}}").1, ["invalid-value"]);
    assert_eq!(parameter("{name: a, in: query, style: matrix, schema: {}}").1, ["invalid-value"]);
    assert_eq!(parameter("{name: a, in: header, schema: {}, content: {}}").1, ["dropped-keyword"]);
    assert_eq!(parameter("{name: a, in: body, schema: {}}").1, ["invalid-value", "unsupported-parameter"]);
    assert_eq!(parameter("{in: query, schema: {}}").1, ["missing-member"]);
    assert!(parameter("{name: a, in: querystring, content: {}}").0.contains(r#""x-oasmith-in":"querystring""#));
    assert!(parameter("{name: a, in: cookie, style: cookie, schema: {}}").0.contains(r#""x-oasmith-style":"cookie""#));
}

#[test]
fn a_parameter_that_means_nothing_is_to_be_left_out() {
    for text in
        ["{in: query, schema: {}}", "{name: a, schema: {}}", "{name: a, in: body}", "{name: '', in: query, schema: {}}"]
    {
        let source = parse_text("a.yaml", &format!("openapi: 3.0.3\npaths: {{}}\nx: {text}"));
        let (_, findings) = island(&source.tree, source.tree.at(NodeId(0), "#/x").unwrap(), ObjectKind::Parameter);
        assert!(findings.iter().any(|finding| finding.severity == Severity::Skip), "{text}");
    }
}

#[test]
fn security_schemes_of_every_type() {
    let scheme = |text: &str| cut(ObjectKind::SecurityScheme, text);
    for good in [
        "{type: apiKey, name: X, in: header}",
        "{type: http, scheme: bearer}",
        "{type: openIdConnect, openIdConnectUrl: 'https://x'}",
        "{type: oauth2, flows: {clientCredentials: {tokenUrl: x, scopes: {a: b}}}}",
        "{type: mutualTLS}",
    ] {
        assert_eq!(scheme(good).1, Vec::<&str>::new(), "{good}");
    }
    assert!(scheme("{type: mutualTLS}").0.contains(r#""x-oasmith-type":"mutualTLS""#));
    assert_eq!(scheme("{type: basic}").1, ["invalid-value"]);
    assert_eq!(scheme("{type: apiKey}").1, ["missing-member", "missing-member"]);
    assert_eq!(scheme("{type: oauth2, flows: {implicit: {}}}").1, ["missing-member", "missing-member"]);
    assert_eq!(scheme("{}").1, ["unsupported-security-scheme"]);
    assert_eq!(scheme("{type: [x]}").1.last(), Some(&"unsupported-security-scheme"));
}

#[test]
fn texts_stand_for_objects_where_documents_write_so() {
    assert_eq!(cut(ObjectKind::Schema, "{discriminator: kind}").1, ["wrong-type"]);
    assert!(cut(ObjectKind::Schema, "{discriminator: kind}").0.contains(r#""propertyName":"kind""#));
    let (json, codes) =
        cut(ObjectKind::OpenApi, "{openapi: 3.0.3, info: {title: t, version: 1.10}, paths: {}, servers: [/a]}");
    assert!(json.contains(r#""url":"/a""#) && json.contains(r#""version":"1.10""#), "{json}");
    assert_eq!(codes, ["wrong-type", "wrong-type"]);
    let (json, codes) =
        cut(ObjectKind::Operation, "{security: {a: []}, responses: {200: {}, x: {}, 4xx: null}, tags: a}");
    assert!(json.contains(r#""security":[{"a":[]}]"#) && json.contains(r#""tags":["a"]"#), "{json}");
    assert_eq!(codes, ["wrong-type", "wrong-type"]);
}

#[test]
fn a_media_type_of_3_2_may_be_a_reference() {
    let source = parse_text(
        "a.yaml",
        "openapi: 3.2.0\npaths: {}\ncomponents: {mediaTypes: {M: {schema: {}, x-m: 1}}}
x: {content: {a/b: {$ref: '#/components/mediaTypes/M'}, c/d: {$ref: '#/nowhere'}}}",
    );
    let x = source.tree.at(NodeId(0), "#/x").unwrap();
    let (json, findings) = island(&source.tree, x, ObjectKind::Response);
    let response = v3::Response::deserialize(&json).unwrap();
    assert_eq!(response.content["a/b"].extensions["x-m"], 1);
    assert!(response.content["a/b"].schema.is_some());
    assert_eq!(findings.iter().map(|finding| finding.code.id()).collect::<Vec<_>>(), ["unresolved-reference"]);
}

/// A document with every keyword of every kind, each with a value that fits.
const EVERYTHING: &str = include_str!("everything.yaml");

#[test]
fn a_document_with_every_keyword_is_cut_without_a_finding() {
    let source = parse_text("everything.yaml", EVERYTHING);
    assert!(source.diagnostics.is_empty(), "{:?}", source.diagnostics);
    let nodes = walk(&source.tree);
    for kind in ObjectKind::ALL {
        for keyword in kind.keywords() {
            let used = nodes.iter().any(|&(node, of)| of == *kind && source.tree.get(node, keyword.name).is_some());
            assert!(used, "{} {}", kind.name(), keyword.name);
        }
    }
    for (node, kind) in nodes {
        let (json, findings) = island(&source.tree, node, kind);
        deserialize(kind, &json).unwrap();
        assert!(findings.is_empty(), "{}: {findings:?}", source.tree.pointer(node));
    }
}

#[test]
fn whatever_comes_in_deserializes() {
    let original = parse_text("a.yaml", EVERYTHING);
    let text = original.tree.json(original.tree.root().unwrap());
    let odd = [
        "null",
        "true",
        "-1",
        "1.5",
        "1e999",
        "\"\"",
        "\"x\"",
        "\"true\"",
        "[]",
        "[null]",
        "{}",
        "{\"$ref\":\"#\"}",
        "[[1]]",
    ];
    let odd: Vec<Json> = odd
        .iter()
        .map(|text| parse_text("o", &format!("x: {text}")))
        .map(|o| o.tree.json(o.tree.at(NodeId(0), "#/x").unwrap()))
        .collect();
    let mut random = 1_u64;
    let mut next = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).unwrap() % below
    };
    for _ in 0..300 {
        let mut mutant = text.clone();
        for _ in 0..10 {
            mutate(&mut mutant, &odd, &mut next);
        }
        check(&parse_text("mutant.json", &mutant.to_string()));
    }
}

/// Replaces one value somewhere by another one, or removes it.
fn mutate(value: &mut Json, odd: &[Json], next: &mut dyn FnMut(usize) -> usize) {
    let len = match value {
        Json::Array(items) => items.len(),
        Json::Object(members) => members.len(),
        _ => 0,
    };
    if len == 0 || next(6) == 0 {
        *value = odd[next(odd.len())].clone();
        return;
    }
    let index = next(len);
    match value {
        Json::Array(items) => mutate(&mut items[index], odd, next),
        Json::Object(members) if next(12) == 0 && members[index].0.len() < 9 => {
            members.remove(index);
        }
        Json::Object(members) => mutate(&mut members[index].1, odd, next),
        _ => {}
    }
}
