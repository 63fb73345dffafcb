//! References of every kind, good and bad.

use super::*;
use crate::source::{Source, SourceFile, parse, parse_text};

fn document(text: &str) -> Source {
    parse_text("root.yaml", &format!("openapi: 3.1.0\npaths: {{}}\n{text}"))
}

/// Where the `$ref` at a pointer leads, or code and help.
fn lead(source: &Source, pointer: &str) -> String {
    let tree = &source.tree;
    let node = tree.at(NodeId(0), pointer).unwrap();
    match follow(tree, node) {
        Ok(target) => tree.pointer(target),
        Err(problem) => {
            assert!(problem.at.is_some());
            format!("{}: {}", problem.code, problem.help.unwrap_or(problem.message))
        }
    }
}

#[test]
fn local_references_reach_any_place() {
    let source = document(
        "
a: {'b/c~d': {e f: [1, {g: ok}]}, '%': 1, 'é{x}': 2}
deep: {properties: {p: {$ref: '#/target'}}}
target: {properties: {q: {type: string}}}
chain: {$ref: '#/link'}
link: {$ref: '#/target'}
r:
  - {$ref: '#/a/b~1c~0d/e%20f/1/g'}
  - {$ref: '#/a/%25'}
  - {$ref: '#/a/%'}
  - {$ref: '#/a/%C3%A9%7Bx%7D'}
  - {$ref: '#/a/é{x}'}
  - {$ref: '#'}
  - {$ref: '#/deep/properties/p/properties/q'}
  - {$ref: '#/chain'}
  - {$ref: ' #/target '}
  - {$ref: 'root.yaml#/target'}
  - {$ref: './root.yaml#/target'}
  - {$ref: '#%2Ftarget'}
  - {$ref: '#%2Fdeep%2Fproperties/p'}
  - {$ref: '#/a/b%2Fc~0d/e%20f/0'}
",
    );
    for (index, expected) in [
        "#/a/b~1c~0d/e f/1/g",
        "#/a/%",
        "#/a/%",
        "#/a/é{x}",
        "#/a/é{x}",
        "#",
        "#/target/properties/q",
        "#/target",
        "#/target",
        "#/target",
        "#/target",
        "#/target",
        "#/target",
        "#/a/b~1c~0d/e f/0",
    ]
    .iter()
    .enumerate()
    {
        assert_eq!(lead(&source, &format!("#/r/{index}")), *expected);
    }
}

#[test]
fn bad_references_say_why_and_what_was_meant() {
    let source = document(
        "
components: {schemas: {Invitation: {type: object}, Pet: {}}}
circle: {$ref: '#/ring'}
ring: {$ref: '#/circle'}
self: {$ref: '#/self'}
through: {$ref: '#/through/properties/x'}
r:
  - {$ref: '#/components/schemas/Invitaton'}
  - {$ref: '#/components/schemas/Unrelated'}
  - {$ref: 'https://example.com/a.yaml#/x'}
  - {$ref: 'file:///etc/passwd'}
  - {$ref: '../other/a.yaml'}
  - {$ref: 'Pet'}
  - {$ref: '#components/schemas/Pet'}
  - {$ref: '#/openapi/x'}
",
    );
    for (pointer, expected) in [
        ("#/circle", "circular-reference: the reference `#/ring` leads back to itself"),
        ("#/self", "circular-reference: the reference `#/self` leads back to itself"),
        (
            "#/through",
            "unresolved-reference: the reference `#/through/properties/x` leads nowhere: there is no `properties` in `#/through`",
        ),
        ("#/r/0", "unresolved-reference: did you mean `#/components/schemas/Invitation`?"),
        (
            "#/r/1",
            "unresolved-reference: the reference `#/components/schemas/Unrelated` leads nowhere: there is no `Unrelated` in `#/components/schemas`",
        ),
        ("#/r/2", "remote-reference: download the file, and refer to it by a relative path"),
        ("#/r/3", "remote-reference: download the file, and refer to it by a relative path"),
        (
            "#/r/4",
            "unresolved-reference: the reference `../other/a.yaml` leads nowhere: cannot read `../other/a.yaml`: there is no such file",
        ),
        ("#/r/5", "unresolved-reference: did you mean `#/components/schemas/Pet`?"),
        ("#/r/6", "unresolved-reference: did you mean `#/components/schemas/Pet`?"),
        ("#/r/7", "unresolved-reference: the reference `#/openapi/x` leads nowhere: `#/openapi` is a string"),
    ] {
        assert_eq!(lead(&source, pointer), expected, "{pointer}");
    }
}

#[test]
fn ids_and_anchors_name_schemas() {
    let source = document(
        "
$self: https://example.com/api/root
components:
  schemas:
    A: {$id: 'https://example.com/schemas/a', $defs: {x: {type: string}}, items: {$ref: '#/$defs/x'}}
    B: {$id: b, $anchor: bee}
    C: {$ref: 'https://example.com/schemas/a'}
    D: {$ref: '#bee'}
    E: {$ref: 'b'}
    F: {$ref: 'https://example.com/api/root#/components/schemas/B'}
    G: {$ref: '/schemas/a#/$defs/x'}
    H: {$ref: '#wasp'}
",
    );
    for (name, expected) in [
        ("A/items", "#/components/schemas/A/$defs/x"),
        ("C", "#/components/schemas/A"),
        ("D", "#/components/schemas/B"),
        ("E", "#/components/schemas/B"),
        ("F", "#/components/schemas/B"),
        ("G", "#/components/schemas/A/$defs/x"),
        ("H", "unresolved-reference: the reference `#wasp` leads nowhere: there is no `$anchor` named `wasp`"),
    ] {
        assert_eq!(lead(&source, &format!("#/components/schemas/{name}")), expected, "{name}");
    }
}

#[test]
fn files_refer_to_each_other_in_circles() {
    let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), text: text.to_owned() };
    let source = parse(vec![
        file(
            "root.yaml",
            "openapi: 3.0.3\npaths: {}\na: {$ref: 'x/one.yaml#/a'}\nb: {$ref: 'bad.yaml#/a'}\nc: {$ref: 'x%20y.yaml'}",
        ),
        file("x/one.yaml", "a: {$ref: 'two.yaml#/b'}\nhere: {type: string}"),
        file("x/two.yaml", "b: {$ref: 'one.yaml#/here'}"),
        file("bad.yaml", "a: b: c"),
        file("x y.yaml", "type: string"),
    ]);
    assert!(source.diagnostics.is_empty());
    assert_eq!(lead(&source, "#/a"), "x/one.yaml#/here");
    assert_eq!(lead(&source, "#/c"), "x y.yaml#");
    assert!(
        lead(&source, "#/b").contains("cannot read `bad.yaml`: this is not valid YAML"),
        "{}",
        lead(&source, "#/b")
    );
    assert!(lead(&source, "#/b").contains("at line 1 column 5"), "{}", lead(&source, "#/b"));
}

#[test]
fn paths_are_joined_by_their_names() {
    for (folder, path, expected) in [
        ("", "a.yaml", "a.yaml"),
        ("x", "./a.yaml", "x/a.yaml"),
        ("x/y", "../a.yaml", "x/a.yaml"),
        ("x", "../../a.yaml", "../a.yaml"),
        ("..", "../a.yaml", "../../a.yaml"),
        ("x", "/etc/passwd", "/etc/passwd"),
    ] {
        assert_eq!(join(folder, path), expected, "{folder} {path}");
    }
    assert_eq!(join_uri("https://a.b/c/d", "../e"), "https://a.b/e");
    assert_eq!(join_uri("https://a.b/c/d", "/e"), "https://a.b/e");
    assert_eq!(join_uri("https://a.b", "e"), "https://a.b/e");
    assert_eq!(join_uri("", "e"), "e");
}

/// Each reference passes twice through the one before it: 2^60 steps, were they not counted.
#[test]
fn references_that_multiply_are_given_up() {
    let mut text = String::from("z: {x: {$ref: '#/z'}}\nr0: {$ref: '#/l0'}\nl0: {x: {$ref: '#/r0'}}\n");
    for level in 1..60 {
        let below = level - 1;
        text.push_str(&format!("r{level}: {{$ref: '#/r{below}/x/x/x/x'}}\n"));
    }
    let source = document(&text);
    let found = lead(&source, "#/r59");
    assert!(
        found.starts_with("circular-reference") || found.starts_with("unresolved") || found.starts_with("#/"),
        "{found}"
    );
}

#[test]
fn thousands_of_broken_references_among_thousands_of_names() {
    let count = 3000;
    let schemas: String =
        (0..count).map(|n| format!("    Schema{n:05}: {{$ref: '#/components/schemas/Schemb{n:05}'}}\n")).collect();
    let source = document(&format!("components:\n  schemas:\n{schemas}"));
    let suggested =
        (0..count).filter(|n| lead(&source, &format!("#/components/schemas/Schema{n:05}")).contains("did you mean"));
    let suggested = suggested.count();
    assert!(suggested > 50 && suggested < count, "{suggested}");
}
