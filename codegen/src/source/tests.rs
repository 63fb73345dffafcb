//! Reading: what YAML and JSON texts become.

use crate::base::NodeId;
use crate::diag::{Code, Severity};
use crate::source::{Kind, Source, SourceFile, Tree, Version, parse, parse_text};

fn codes(source: &Source) -> Vec<&'static str> {
    source.diagnostics.iter().map(|finding| finding.code.id()).collect()
}

/// The document below `openapi` and `info`, which every case needs.
fn yaml(text: &str) -> Source {
    parse_text("case.yaml", &format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n{text}"))
}

fn at(tree: &Tree, pointer: &str) -> NodeId {
    tree.at(NodeId(0), pointer).unwrap_or_else(|| panic!("{pointer} is not there"))
}

fn json(source: &Source, pointer: &str) -> String {
    source.tree.json(at(&source.tree, pointer)).to_string()
}

#[test]
fn yaml_and_json_give_the_same_tree() {
    let yaml =
        parse_text("a.yaml", "openapi: 3.0.3\npaths:\n  /a:\n    get: [1, -2, true, null, ~, 'x', \"\\u00e9\"]\n");
    let json = parse_text("a.json", r#"{"openapi":"3.0.3","paths":{"/a":{"get":[1,-2,true,null,null,"x","\u00e9"]}}}"#);
    let dump = |source: &Source| source.tree.json(source.tree.root().unwrap()).to_string();
    assert_eq!(dump(&yaml), dump(&json));
    assert!(yaml.diagnostics.is_empty() && json.diagnostics.is_empty());
}

#[test]
fn the_core_schema_of_yaml_decides_what_plain_words_are() {
    let source = yaml("x: [true, False, no, n, on, null, ~, 010, 0x1F, 1_000, 2020-01-01, .inf, '1', 1e3]");
    assert_eq!(
        json(&source, "#/x"),
        r#"[true,false,"no","n","on",null,null,"010",31,"1_000","2020-01-01",".inf","1",1e3]"#
    );
}

#[test]
fn keys_are_texts_whatever_they_look_like() {
    let source = yaml("x: {200: a, true: b, null: c, 1.10: d, ~: e, no: f}");
    assert_eq!(json(&source, "#/x"), r#"{"200":"a","true":"b","null":"c","1.10":"d","~":"e","no":"f"}"#);
}

#[test]
fn numbers_keep_their_text() {
    let text = "[1.10, 18446744073709551616, 123456789012345678901234567890123456789012345, -0.0, 1e400, +1.5, .5]";
    let expected = r#"[1.10,18446744073709551616,123456789012345678901234567890123456789012345,-0.0,"#;
    let source = yaml(&format!("y: {{a: {{b: [1, {{c: 2.50}}]}}, d: 3.0}}\nx: {text}\nz: !!float 1.0"));
    assert_eq!(json(&source, "#/x"), format!(r#"{expected}"1e400",1.5,0.5]"#));
    assert_eq!(json(&source, "#/y"), r#"{"a":{"b":[1,{"c":2.50}]},"d":3.0}"#);
    assert_eq!(json(&source, "#/z"), "1.0");
    let json_text = r#"{"openapi":"3.0.0","paths":{},"x":[1.10,{"a":[18446744073709551616,1E2]},-0,7],"y":[[0.50]]}"#;
    let source = parse_text("a.json", json_text);
    assert_eq!(json(&source, "#/x"), r#"[1.10,{"a":[18446744073709551616,1E2]},-0,7]"#);
    assert_eq!(json(&source, "#/y"), "[[0.50]]");
}

#[test]
fn merge_keys_bring_the_members_that_are_not_there() {
    let source = yaml(
        "
a: &a {one: 1, two: 2.50}
b: &b {two: 0, three: 3}
x: {two: 9, <<: [*a, *b], four: 4}
y: {<<: *a}
z: {'<<': text}
",
    );
    assert_eq!(json(&source, "#/x"), r#"{"two":9,"one":1,"three":3,"four":4}"#);
    assert_eq!(json(&source, "#/y"), r#"{"one":1,"two":2.50}"#);
    assert_eq!(json(&source, "#/z"), r#"{"<<":"text"}"#);
    let merged = at(&source.tree, "#/y/two");
    assert_eq!(source.tree.pointer(merged), "#/y/two");
    // JSON has no merge keys.
    let source = parse_text("a.json", r#"{"openapi":"3.0.0","paths":{},"x":{"<<":{"a":1}}}"#);
    assert_eq!(json(&source, "#/x"), r#"{"<<":{"a":1}}"#);
}

#[test]
fn of_duplicate_keys_the_last_one_counts() {
    let many: String = (0..40).map(|n| format!(" k{n}: {n},")).collect();
    for text in [String::from("x: {a: 1, b: 2, a: 3, a: 4}"), format!("x: {{a: 1, b: 2, a: 3, {many} a: 4}}")] {
        let source = yaml(&text);
        assert_eq!(codes(&source), ["duplicate-key", "duplicate-key"]);
        assert_eq!(json(&source, "#/x/a"), "4");
        let finding = &source.diagnostics.as_slice()[0];
        assert_eq!(finding.at, Some(at(&source.tree, "#/x/a")));
        assert_ne!(finding.labels[0].0, finding.at.unwrap());
        assert_eq!(source.tree.entries(at(&source.tree, "#/x")).filter(|(key, _)| *key == "a").count(), 1);
    }
}

#[test]
fn large_objects_are_searched_by_hash() {
    let members: String = (0..1000).map(|n| format!("  k{n}: {n}\n")).collect();
    let source = yaml(&format!("x:\n{members}"));
    let x = at(&source.tree, "#/x");
    assert_eq!(source.tree.get(x, "k999").and_then(|node| source.tree.as_number(node)), Some("999"));
    assert_eq!(source.tree.get(x, "k1000"), None);
    assert_eq!(source.tree.entries(x).nth(500).map(|(key, _)| key.to_owned()).as_deref(), Some("k500"));
}

#[test]
fn pointers_lead_back_to_their_node() {
    let source = yaml("x: {'a/b~c': [{'': [0]}], 'é': 1}");
    for id in 0..source.tree.node_count() {
        let node = NodeId(u32::try_from(id).unwrap());
        assert_eq!(source.tree.at(node, &source.tree.pointer(node)), Some(node));
    }
    assert_eq!(source.tree.pointer(at(&source.tree, "#/x/a~1b~0c/0//0")), "#/x/a~1b~0c/0//0");
    for absent in ["#/x/a", "#/x/a~1b~0c/00", "#/x/a~1b~0c/+0", "#/x/a~1b~0c/1", "#/openapi/x", "x"] {
        assert_eq!(source.tree.at(NodeId(0), absent), None, "{absent}");
    }
}

#[test]
fn no_id_makes_an_accessor_panic() {
    let source = yaml("x: 1");
    let node = NodeId(u32::MAX);
    let tree = &source.tree;
    assert_eq!(
        (tree.kind(node), tree.key(node), tree.index(node), tree.get(node, "x")),
        (Kind::Null, None, None, None)
    );
    assert_eq!(tree.pointer(node), "#");
    assert_eq!(tree.json(node).to_string(), "null");
    assert_eq!(Tree::default().root(), None);
}

#[test]
fn byte_order_marks_and_line_ends_of_windows_are_fine() {
    for text in [
        "\u{feff}openapi: 3.0.3\r\npaths:\r\n  /a: {}\r\n",
        "\u{feff}{\"openapi\":\"3.0.3\",\r\n\"paths\":{\"/a\":{}}}",
    ] {
        let source = parse_text("a", text);
        assert!(source.diagnostics.is_empty(), "{:?}", source.diagnostics);
        assert_eq!(json(&source, "#/paths"), r#"{"/a":{}}"#);
    }
}

#[test]
fn the_first_character_decides_and_not_the_name() {
    assert!(parse_text("a.yaml", "{\"openapi\": \"3.0.0\", \"paths\": {}}").diagnostics.is_empty());
    assert!(parse_text("a.yaml", "{openapi: 3.0.0, paths: {}}").diagnostics.is_empty());
    assert!(parse_text("a.json", "openapi: 3.0.0\npaths: {}").diagnostics.is_empty());
    let repaired = parse_text("a.json", "{\"openapi\": \"3.0.0\", \"paths\": {},}");
    assert_eq!(codes(&repaired), ["invalid-json"]);
    assert!(!repaired.diagnostics.has_fatal());
}

#[test]
fn tags_and_further_documents() {
    let source = yaml("x: !custom {a: !other 1.50}\n---\nopenapi: 3.0.0\n");
    assert_eq!(json(&source, "#/x"), r#"{"a":1.50}"#);
    assert_eq!(codes(&source), ["extra-documents"]);
    assert!(yaml("---\n").diagnostics.is_empty());
}

/// The code, the line and the column of the only finding.
fn fault(name: &str, text: &str) -> (Code, u32, u32, Severity) {
    let source = parse_text(name, text);
    assert_eq!(source.diagnostics.len(), 1, "{:?}", source.diagnostics);
    let finding = &source.diagnostics.as_slice()[0];
    let place = finding.position.clone().map_or((0, 0), |place| (place.line, place.column));
    (finding.code, place.0, place.1, finding.severity)
}

#[test]
fn faults_of_the_parsers_have_a_place() {
    assert_eq!(fault("a.yaml", "openapi: 3.0.3\na: b: c\n"), (Code::InvalidYaml, 2, 5, Severity::Fatal));
    assert_eq!(fault("a.yaml", "openapi: 3.0.3\n\tpaths: {}\n").0, Code::InvalidYaml);
    assert_eq!(fault("a.yaml", "openapi: 3.0.3\nx: *nothing\n"), (Code::InvalidYaml, 2, 4, Severity::Fatal));
    assert_eq!(fault("a.yaml", "openapi: 3.0.3\n? {a: 1}\n: x\n"), (Code::InvalidYaml, 2, 3, Severity::Fatal));
    assert_eq!(fault("a.json", "{\"openapi\": \"3.0.3\",\n \"é\": ]}"), (Code::InvalidJson, 2, 7, Severity::Fatal));
    assert_eq!(fault("a.json", "{\"openapi\": \"3.0.3\"").0, Code::InvalidJson);
}

#[test]
fn depth_and_size_are_limited() {
    let deep = format!("{}{}", "[".repeat(300), "]".repeat(300));
    assert_eq!(fault("a.json", &format!("{{\"a\":{deep}}}")).0, Code::InputLimit);
    assert_eq!(fault("a.yaml", &format!("openapi: 3.0.3\na: {deep}")).0, Code::InputLimit);
    let mut laughs = String::from("openapi: 3.0.3\na0: &a0 [1,1,1,1,1,1,1,1,1,1]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(",");
        laughs.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    assert_eq!(fault("a.yaml", &laughs).0, Code::InputLimit);
    let brackets = format!("openapi: 3.0.3\na:\n {}", "[".repeat(100_000));
    assert_eq!(fault("a.yaml", &brackets), (Code::InputLimit, 3, 1, Severity::Fatal));
    let tags: String = (0..1000).map(|n| format!("%TAG !t{n}! x\n")).collect();
    assert_eq!(fault("a.yaml", &format!("{tags}---\nopenapi: 3.0.3\n")).0, Code::InputLimit);
    let mut texts = format!("openapi: 3.0.3\nt: &t {}\na: [", "x".repeat(100_000));
    texts.push_str(&"*t,".repeat(1000));
    texts.push(']');
    assert_eq!(fault("a.yaml", &texts).0, Code::InputLimit);
}

#[test]
fn other_formats_are_refused_by_name() {
    for (text, code, word) in [
        ("swagger: '2.0'\ninfo: {}\npaths: {}\n", Code::Swagger2, "Swagger 2.0"),
        ("{\"swagger\": 2.0, \"paths\": {}}", Code::Swagger2, "Swagger 2.0"),
        ("asyncapi: 2.6.0\nchannels: {}\n", Code::Asyncapi, "AsyncAPI 2.6.0"),
        ("openapi: 2.0\npaths: {}\n", Code::Swagger2, "OpenAPI 2.0"),
        ("openapi: next\npaths: {}\n", Code::NotOpenapi, "`next`"),
        ("openapi: {}\npaths: {}\n", Code::NotOpenapi, "an object"),
        ("name: x\n", Code::NotOpenapi, "neither `openapi` nor `paths`"),
        ("overlay: 1.0.0\n", Code::NotOpenapi, "an OpenAPI Overlay"),
        ("", Code::NotOpenapi, "empty"),
        ("just words", Code::NotOpenapi, "a string"),
        ("[]", Code::NotOpenapi, "an array"),
        ("<!DOCTYPE html>\n<html></html>", Code::PageText, "web page"),
    ] {
        let source = parse_text("a", text);
        let finding = source.diagnostics.iter().find(|finding| finding.severity == Severity::Fatal);
        let finding = finding.unwrap_or_else(|| panic!("{text}: {:?}", source.diagnostics));
        assert_eq!(finding.code, code, "{text}");
        assert!(finding.message.contains(word), "{text}: {}", finding.message);
        assert!(finding.at.is_some() || finding.position.is_some());
    }
}

#[test]
fn versions() {
    for (text, version, found) in [
        ("3.0.3", Version::V30, vec![]),
        ("3.1.0", Version::V31, vec![]),
        ("'3.2.0'", Version::V32, vec![]),
        ("3.1", Version::V31, vec!["wrong-type"]),
        ("3.9.9", Version::V32, vec!["unknown-version"]),
        ("3.0.0-rc1", Version::V30, vec![]),
    ] {
        let source = parse_text("a.yaml", &format!("openapi: {text}\npaths: {{}}\n"));
        assert_eq!(codes(&source), found, "{text}");
        assert_eq!(source.tree.header().version, version);
    }
    let source = parse_text("a.yaml", "openAPI: 3.1.0\npaths: {}\n");
    assert_eq!((codes(&source), source.tree.header().version), (vec!["misspelt-keyword"], Version::V31));
}

#[test]
fn a_bare_fragment_is_accepted_and_says_what_is_assumed() {
    let source = parse_text("dir/invite.yaml", "paths:\n  /a: {}\n");
    assert_eq!(codes(&source), ["bare-fragment"]);
    let finding = &source.diagnostics.as_slice()[0];
    assert!(finding.message.contains("3.0.3") && finding.message.contains("`invite`"), "{}", finding.message);
    assert_eq!(finding.at, source.tree.at(NodeId(0), "#/paths"));
    let header = source.tree.header();
    assert_eq!((header.assumed, header.openapi.as_str(), header.title.as_str()), (true, "3.0.3", "invite"));
}

#[test]
fn the_text_of_a_page_names_the_line_where_the_document_begins() {
    let text =
        "Skip to main content\n\nCreate: a thing\n\nResponses\n    X-Id\n\nDefinition (YAML)\npaths:\n  /a: {}\n";
    assert_eq!(fault("a.txt", text), (Code::PageText, 9, 1, Severity::Fatal));
    let message = parse_text("a.txt", text).diagnostics.as_slice()[0].message.clone();
    assert!(message.contains("line 9") && message.contains("`paths:`"), "{message}");
    let page = "Some words\n\n{\n  \"openapi\": \"3.0.0\"\n}\n";
    assert_eq!(fault("a.txt", page), (Code::PageText, 3, 1, Severity::Fatal));
}

#[test]
fn a_text_that_only_begins_with_a_comment_is_no_page() {
    let source = parse_text("a.yaml", "# words\n%YAML 1.2\n---\nopenapi: 3.0.0\npaths: {}\n");
    assert!(!source.diagnostics.has_fatal(), "{:?}", source.diagnostics);
}

#[test]
fn external_files_are_read_and_keep_their_names() {
    let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), text: text.to_owned() };
    let source = parse(vec![
        file("api/root.yaml", "openapi: 3.0.3\npaths:\n  /a: {$ref: 'paths/a.yaml#/item'}\n"),
        file("api/paths/a.yaml", "item:\n  $ref: ../common/b.json\n"),
        file("api/common/b.json", "{\"summary\": \"x\"}"),
        file("api/unused.yaml", "x: 1"),
    ]);
    assert!(source.diagnostics.is_empty());
    let names: Vec<&str> = source.tree.files().map(|file| source.tree.file_name(file)).collect();
    assert_eq!(names, ["api/root.yaml", "api/paths/a.yaml", "api/common/b.json"]);
    let item = at(&source.tree, "#/paths/~1a");
    let target = crate::source::refs::follow(&source.tree, item).unwrap();
    assert_eq!(source.tree.pointer(target), "common/b.json#");
    assert_eq!(source.tree.str(target, "summary"), Some("x"));
}
