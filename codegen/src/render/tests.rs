//! What a reader sees.

use super::*;
use crate::diag::{Diagnostic, Position};
use crate::source::{Source, parse_text};

const TEXT: &str = "\
openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /a:
    get:
      desciption: x
      responses:
        200:
          $ref: '#/components/responses/Ok'
";

fn sample() -> (Source, Diagnostics) {
    let source = parse_text("dir/spec.yaml", TEXT);
    let root = source.tree.root().unwrap();
    let at = |pointer: &str| source.tree.at(root, pointer).unwrap();
    let all = [
        Diagnostic::new(Code::MisspeltKeyword, "`desciption` is not a keyword of an Operation Object")
            .at(at("#/paths/~1a/get/desciption"))
            .help("did you mean `description`?"),
        Diagnostic::new(Code::UnresolvedReference, "the reference leads nowhere")
            .at_value(at("#/paths/~1a/get/responses/200/$ref"))
            .label(at("#/paths/~1a/get"), "this operation is left out"),
        Diagnostic::new(Code::InvalidYaml, "bad").position(Position { file: "x.yaml".into(), line: 7, column: 2 }),
    ];
    (source.clone(), all.into_iter().collect())
}

#[test]
fn people_see_the_lines() {
    let (source, all) = sample();
    insta::assert_snapshot!(Report::new(&source.tree, &all).human(false), @r"
    warning[misspelt-keyword]: `desciption` is not a keyword of an Operation Object
     --> dir/spec.yaml:6:7
      |
    6 |       desciption: x
      |       ^^^^^^^^^^
      |
      = note: at `#/paths/~1a/get/desciption`
      = help: did you mean `description`?

    warning[unresolved-reference]: the reference leads nowhere
     --> dir/spec.yaml:9:17
      |
    5 |     get:
      |     --- this operation is left out
    ...
    9 |           $ref: '#/components/responses/Ok'
      |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: at `#/paths/~1a/get/responses/200/$ref`

    error[invalid-yaml]: bad
    --> x.yaml:7:2
    ");
}

#[test]
fn programs_get_one_line_each() {
    let (source, all) = sample();
    let report = Report::new(&source.tree, &all);
    insta::assert_snapshot!(report.cargo(), @"
    cargo::warning=dir/spec.yaml:6:7: misspelt-keyword: `desciption` is not a keyword of an Operation Object (did you mean `description`?)
    cargo::warning=dir/spec.yaml:9:17: unresolved-reference: the reference leads nowhere
    cargo::warning=x.yaml:7:2: invalid-yaml: bad
    ");
    insta::assert_snapshot!(report.json(), @r##"
    {"code":"misspelt-keyword","severity":"warning","effect":"lint","message":"`desciption` is not a keyword of an Operation Object","pointer":"#/paths/~1a/get/desciption","file":"dir/spec.yaml","line":6,"column":7,"help":"did you mean `description`?","labels":[]}
    {"code":"unresolved-reference","severity":"warning","effect":"skip","message":"the reference leads nowhere","pointer":"#/paths/~1a/get/responses/200/$ref","file":"dir/spec.yaml","line":9,"column":17,"help":null,"labels":[{"file":"dir/spec.yaml","line":5,"column":5,"text":"this operation is left out"}]}
    {"code":"invalid-yaml","severity":"error","effect":"fatal","message":"bad","pointer":null,"file":"x.yaml","line":7,"column":2,"help":null,"labels":[]}
    "##);
    insta::assert_snapshot!(report.github(), @"
    ::warning file=dir/spec.yaml,line=6,col=7,endColumn=17,title=misspelt-keyword::`desciption` is not a keyword of an Operation Object (did you mean `description`?)
    ::warning file=dir/spec.yaml,line=9,col=17,endColumn=44,title=unresolved-reference::the reference leads nowhere
    ::error file=x.yaml,line=7,col=2,endColumn=3,title=invalid-yaml::bad
    ");
    insta::assert_snapshot!(report.table(), @r"
    1  invalid-yaml          fatal  the text is not valid YAML
    1  unresolved-reference  skip   a `$ref` that leads nowhere
    1  misspelt-keyword      lint   a keyword that looks like a misspelling
    ");
}

#[test]
fn colors_only_when_asked_for() {
    let (source, all) = sample();
    let report = Report::new(&source.tree, &all);
    assert!(report.human(true).contains('\u{1b}'));
    assert!(!report.human(false).contains('\u{1b}'));
}

#[test]
fn text_of_a_document_controls_nothing() {
    let text = "openapi: 3.0.3\npaths: {}\n\"\\e[31mx\\n::error::%,\\u202e\": 1\n";
    let source = parse_text("a,b:c.yaml", text);
    let root = source.tree.root().unwrap();
    let node = *source.tree.children(root).last().unwrap();
    let key = source.tree.key(node).unwrap();
    assert!(key.contains('\u{1b}') && key.contains('\n'));
    let all = [Diagnostic::new(Code::UnknownKeyword, format!("`{key}` is unknown")).at(node)].into_iter().collect();
    let report = Report::new(&source.tree, &all);
    for text in [report.human(false), report.cargo(), report.json(), report.github()] {
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    }
    for line in [report.cargo(), report.json(), report.github()] {
        assert_eq!(line.lines().count(), 1, "{line}");
    }
    assert!(report.github().starts_with("::warning file=a%2Cb%3Ac.yaml,line=3,col=1,"), "{}", report.github());
    assert!(report.github().contains("%25"));
}

#[test]
fn long_lines_are_cut_and_places_past_the_end_are_no_fault() {
    let long = format!("{{\"openapi\": \"3.0.3\", \"paths\": {{}}, \"a\": \"{}\", \"é\": 1}}", "ü".repeat(100_000));
    let source = parse_text("a.json", &long);
    let node = source.tree.at(source.tree.root().unwrap(), "#/é").unwrap();
    let all: Diagnostics = [
        Diagnostic::new(Code::UnknownKeyword, "x").at(node),
        Diagnostic::new(Code::InvalidJson, "y").position(Position { file: "a.json".into(), line: 1, column: 900_000 }),
        Diagnostic::new(Code::InvalidJson, "z").position(Position { file: "a.json".into(), line: 99, column: 0 }),
    ]
    .into_iter()
    .collect();
    let text = Report::new(&source.tree, &all).human(false);
    assert!(text.len() < 3000, "{}", text.len());
    let column = long.chars().position(|char| char == 'é').unwrap(); // of the quote, from 1
    assert!(text.contains(&format!("a.json:1:{column}")), "{text}");
    assert!(text.contains("\"é\""), "{text}");
}
