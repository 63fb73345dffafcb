//! Places in every way of writing.

use super::*;
use crate::source::parse_text;

/// `line:column` and the characters there, for the key and the value of a pointer.
fn places(text: &str, pointer: &str) -> (String, String) {
    let source = parse_text("a", text);
    assert!(!source.diagnostics.has_fatal(), "{:?}", source.diagnostics);
    let node = source.tree.at(NodeId(source.tree.root().unwrap().0), pointer).unwrap();
    let show = |place: &Place| {
        let line = text.trim_start_matches('\u{feff}').lines().nth(place.line as usize - 1).unwrap();
        let token: String = line.chars().skip(place.column as usize - 1).take(place.length as usize).collect();
        format!("{}:{} {token}", place.line, place.column)
    };
    let found = positions(&source.tree, &[(node, Target::Key), (node, Target::Value)]);
    (show(&found[0]), show(&found[1]))
}

#[track_caller]
fn check(text: &str, cases: &[(&str, &str, &str)]) {
    for (pointer, key, value) in cases {
        assert_eq!(places(text, pointer), ((*key).to_owned(), (*value).to_owned()), "{pointer}");
    }
}

const YAML: &str = "\
openapi: 3.0.3 # why
paths:
  /a/{id}:
    get:
      description: |
        lines
        of: text
      \"summary\": >-
        folded
      tags: [one, 'two', {deep: [x, y: z]}]
      responses:
        200: {description: d, x-é: ü}
        default:
          description:
            on the next line
  'it''s: quoted':
    parameters:
      - name: a
        in: query
      -
        name: b
      - $ref: '#/x'
      - [p, q]
      - - r
empty: {}
none:
";

#[test]
fn yaml_in_blocks_and_flows() {
    check(
        YAML,
        &[
            ("#", "1:1 openapi: 3.0.3", "1:1 openapi: 3.0.3"),
            ("#/openapi", "1:1 openapi", "1:10 3.0.3"),
            ("#/paths", "2:1 paths", "3:3 /a/{id}:"),
            ("#/paths/~1a~1{id}", "3:3 /a/{id}", "4:5 get:"),
            ("#/paths/~1a~1{id}/get/description", "5:7 description", "5:20 |"),
            ("#/paths/~1a~1{id}/get/summary", "8:7 \"summary\"", "8:18 >-"),
            ("#/paths/~1a~1{id}/get/tags", "10:7 tags", "10:13 ["),
            ("#/paths/~1a~1{id}/get/tags/0", "10:14 one", "10:14 one"),
            ("#/paths/~1a~1{id}/get/tags/1", "10:19 'two'", "10:19 'two'"),
            ("#/paths/~1a~1{id}/get/tags/2", "10:26 {", "10:26 {"),
            ("#/paths/~1a~1{id}/get/tags/2/deep", "10:27 deep", "10:33 ["),
            ("#/paths/~1a~1{id}/get/tags/2/deep/1/y", "10:37 y", "10:40 z"),
            ("#/paths/~1a~1{id}/get/responses/200", "12:9 200", "12:14 {"),
            ("#/paths/~1a~1{id}/get/responses/200/x-é", "12:31 x-é", "12:36 ü"),
            ("#/paths/~1a~1{id}/get/responses/default/description", "14:11 description", "15:13 on the next line"),
            ("#/paths/it's: quoted", "16:3 'it''s: quoted'", "17:5 parameters:"),
            ("#/paths/it's: quoted/parameters/0", "18:9 name: a", "18:9 name: a"),
            ("#/paths/it's: quoted/parameters/1/name", "21:9 name", "21:15 b"),
            ("#/paths/it's: quoted/parameters/2/$ref", "22:9 $ref", "22:15 '#/x'"),
            ("#/paths/it's: quoted/parameters/3", "23:9 [", "23:9 ["),
            ("#/paths/it's: quoted/parameters/4/0", "24:11 r", "24:11 r"),
            ("#/empty", "25:1 empty", "25:8 {"),
            ("#/none", "26:1 none", "26:1 none"),
        ],
    );
}

#[test]
fn anchors_aliases_and_merge_keys() {
    let text = "\
openapi: 3.0.3
paths: {}
base: &base
  one: 1
  two: &two
    deep: 2
alias: *base
list: [*two, *base]
merged:
  <<: [*base, {three: 3}]
  one: other
nested: {<<: {<<: {a: 1}, b: 2}}
";
    check(
        text,
        &[
            ("#/base", "3:1 base", "3:7 &base"),
            ("#/alias", "7:1 alias", "7:8 *base"),
            // What lies in an alias is written at its anchor.
            ("#/alias/two/deep", "6:5 deep", "6:11 2"),
            ("#/list/0", "8:1 list", "8:1 list"),
            ("#/merged/one", "11:3 one", "11:8 other"),
            ("#/merged/two", "5:3 two", "5:8 &two"),
            ("#/merged/three", "10:16 three", "10:23 3"),
            ("#/nested/a", "12:20 a", "12:23 1"),
            ("#/nested/b", "12:27 b", "12:30 2"),
        ],
    );
}

#[test]
fn json_of_every_layout() {
    let text = "\u{feff}{\"openapi\": \"3.0.3\",\r\n \"paths\" :\n  {\"a\\\"b\\\\\": [1, {\"é\": [], \"ü\": \"x, y\"}]},\"n\":-1.5}";
    check(
        text,
        &[
            ("#", "1:1 {", "1:1 {"),
            ("#/openapi", "1:2 \"openapi\"", "1:13 \"3.0.3\""),
            ("#/paths", "2:2 \"paths\"", "3:3 {"),
            ("#/paths/a\"b\\", "3:4 \"a\\\"b\\\\\"", "3:14 ["),
            ("#/paths/a\"b\\/0", "3:15 1", "3:15 1"),
            ("#/paths/a\"b\\/1", "3:18 {", "3:18 {"),
            ("#/paths/a\"b\\/1/é", "3:19 \"é\"", "3:24 ["),
            ("#/paths/a\"b\\/1/ü", "3:28 \"ü\"", "3:33 \"x, y\""),
            ("#/n", "3:43 \"n\"", "3:47 -1.5"),
        ],
    );
}

#[test]
fn duplicate_keys_have_places_of_their_own() {
    for text in [
        "openapi: 3.0.3\npaths: {}\nx:\n  a: 1\n  b: 2\n  a: 3\n",
        "{\"openapi\": \"3.0.3\",\n\"paths\": {},\n\"x\": {\n  \"a\": 1,\n  \"b\": 2,\n  \"a\": 3}}",
    ] {
        let source = parse_text("a", text);
        let finding = &source.diagnostics.as_slice()[0];
        let wanted = [(finding.at.unwrap(), Target::Key), (finding.labels[0].0, Target::Key)];
        let found = positions(&source.tree, &wanted);
        assert_eq!(found.iter().map(|place| (place.line, place.column)).collect::<Vec<_>>(), [(6, 3), (4, 3)]);
    }
}

/// Every node of a document has the place that a search for its text gives.
#[test]
fn every_member_is_found_where_it_is_written() {
    let source = parse_text("a.yaml", YAML);
    let nodes: Vec<(NodeId, Target)> =
        (0..source.tree.node_count()).map(|id| (NodeId(u32::try_from(id).unwrap()), Target::Key)).collect();
    for (place, (node, _)) in positions(&source.tree, &nodes).iter().zip(&nodes) {
        if let Some(key) = source.tree.key(*node) {
            let line = YAML.lines().nth(place.line as usize - 1).unwrap();
            let rest: String = line.chars().skip(place.column as usize - 1).collect();
            let written = rest.trim_start_matches(['"', '\'']).replace("''", "'");
            assert!(written.starts_with(key), "{key}: {rest}");
        }
    }
}

#[test]
fn nodes_of_other_files_and_of_no_file() {
    let file = |name: &str, text: &str| crate::source::SourceFile { name: name.to_owned(), text: text.to_owned() };
    let source = crate::source::parse(vec![
        file("a.yaml", "openapi: 3.0.3\npaths: {/x: {$ref: b.json}}"),
        file("b.json", "{\n\"summary\": 1}"),
    ]);
    let root = source.tree.file_root(FileId(1)).unwrap();
    let summary = source.tree.get(root, "summary").unwrap();
    let found =
        positions(&source.tree, &[(summary, Target::Value), (NodeId(0), Target::Key), (NodeId(u32::MAX), Target::Key)]);
    assert_eq!((found[0].file, found[0].line, found[0].column), (FileId(1), 2, 12));
    assert_eq!((found[1].file, found[1].line), (FileId(0), 1));
    assert_eq!((found[2].line, found[2].column), (1, 1));
}
