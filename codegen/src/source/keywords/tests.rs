//! The table holds together, and walks follow it.

use super::*;
use crate::source::parse_text;

#[test]
fn rows_are_unique_and_every_kind_is_listed() {
    for (index, kind) in ObjectKind::ALL.iter().enumerate() {
        assert_eq!(ObjectKind::ALL.iter().position(|other| other == kind), Some(index));
        for keyword in kind.keywords() {
            let rows = kind.keywords().iter().filter(|other| other.name == keyword.name).count();
            assert_eq!(rows, 1, "{} {}", kind.name(), keyword.name);
        }
    }
    assert_eq!(ObjectKind::ALL.last(), Some(&ObjectKind::Components));
    assert_eq!(ObjectKind::Components as usize + 1, ObjectKind::ALL.len());
}

#[test]
fn every_shorthand_is_a_keyword() {
    for kind in ObjectKind::ALL {
        if let Some(name) = kind.shorthand() {
            assert_eq!(kind.keyword(name).map(|keyword| keyword.takes), Some(Takes::Text));
        }
    }
}

#[test]
fn versions_have_their_keywords() {
    let nullable = ObjectKind::Schema.keyword("nullable").unwrap();
    assert!(nullable.is_in(Version::V30) && !nullable.is_in(Version::V31));
    let constant = ObjectKind::Schema.keyword("const").unwrap();
    assert!(!constant.is_in(Version::V30) && constant.is_in(Version::V32));
    let responses = ObjectKind::Operation.keyword("responses").unwrap();
    assert!(responses.is_required_in(Version::V30) && !responses.is_required_in(Version::V31));
}

#[test]
fn status_codes() {
    for good in ["200", "599", "2XX", "4xx"] {
        assert!(is_status(good), "{good}");
    }
    for bad in ["", "20", "2000", "XXX", "0XX", "2X0", "abc", "2é", "default"] {
        assert!(!is_status(bad), "{bad}");
    }
}

#[test]
fn the_walk_finds_every_object_once_and_follows_references() {
    let source = parse_text(
        "a.yaml",
        "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a:
    get:
      responses:
        200: {$ref: '#/components/responses/Ok'}
  /b:
    $ref: '#/x-shared/item'
x-shared:
  item:
    post: {parameters: [{name: q, in: query, schema: true}]}
components:
  responses:
    Ok:
      description: ok
      content: {application/json: {schema: {items: {$ref: '#/components/schemas/A'}}}}
  schemas:
    A: {properties: {a: {$ref: '#/components/schemas/A'}}}
",
    );
    assert!(source.diagnostics.is_empty(), "{:?}", source.diagnostics);
    let found: Vec<String> =
        walk(&source.tree).iter().map(|&(node, kind)| format!("{kind:?} {}", source.tree.pointer(node))).collect();
    assert_eq!(
        found,
        [
            "OpenApi #",
            "Info #/info",
            "Paths #/paths",
            "PathItem #/paths/~1a",
            "Operation #/paths/~1a/get",
            "Responses #/paths/~1a/get/responses",
            "Response #/paths/~1a/get/responses/200",
            "PathItem #/paths/~1b",
            "Components #/components",
            "Response #/components/responses/Ok",
            "MediaType #/components/responses/Ok/content/application~1json",
            "Schema #/components/responses/Ok/content/application~1json/schema",
            "Schema #/components/responses/Ok/content/application~1json/schema/items",
            "Schema #/components/schemas/A",
            "Schema #/components/schemas/A/properties/a",
            "PathItem #/x-shared/item",
            "Operation #/x-shared/item/post",
            "Parameter #/x-shared/item/post/parameters/0",
            "Schema #/x-shared/item/post/parameters/0/schema",
        ]
    );
}

#[test]
fn near_words_are_found_and_far_ones_are_not() {
    let known = || ObjectKind::Schema.keywords().iter().map(|keyword| keyword.name);
    for (word, expected) in [
        ("desciption", Some("description")),
        ("Type", Some("type")),
        ("tpye", Some("type")),
        ("read_only", Some("readOnly")),
        ("additionalproperties", Some("additionalProperties")),
        ("maxLenght", Some("maxLength")),
        ("escription", Some("description")),
        ("descriptionnn", Some("description")),
        ("xdxexsxcription", None),
        ("jsonRequestBodyExample", None),
        ("type", None),
        ("in", None),
        ("", None),
    ] {
        assert_eq!(did_you_mean(word, known()), expected, "{word}");
    }
}
