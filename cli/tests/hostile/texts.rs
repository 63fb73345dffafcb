//! Text of a document in documentation, literals, attributes, TOML and Markdown: it stays text.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::folder::Folder;
use crate::generate;

/// What texts are put together from: all that means something to Markdown, HTML, rustdoc, Rust, TOML and terminals.
const PIECES: &[&str] = &[
    "```",
    "````",
    "~~~",
    "``",
    "`",
    "```rust",
    "~~~rust\n",
    "```\n",
    "\n",
    "\n\n",
    "    ",
    "\t",
    " ",
    "<p>",
    "<br>",
    "</p>",
    "<li>",
    "<ul>",
    "<pre>",
    "<code>",
    "</code>",
    "</pre>",
    "<script>",
    "<!--",
    "-->",
    "> ",
    "- ",
    "* ",
    "1. ",
    "10) ",
    "# ",
    "## ",
    "---",
    "===",
    "| a | b |\n|---|---|\n",
    "|",
    "[a]",
    "[a](b)",
    "[x]: http://a.example",
    "![i](http://a.example)",
    "http://a.example",
    "<http://a.example>",
    "\\",
    "\\\n",
    "&lt;",
    "&#96;&#96;&#96;",
    "*",
    "_",
    "**",
    "let x: = bad;",
    "fn main() { panic!() }",
    "#![deny(warnings)]",
    "word",
    "a sentence.",
    "\u{2028}",
    "\u{200b}",
    "\u{202e}",
    "*/",
    "\"#",
    "]]",
    "{{",
    "${x}",
    "<table><tr><td>",
    "<b>",
    "<h1>",
    "<details>",
    "[Vec]",
    "[`Vec`]",
    "[crate::x]",
    "+ ",
    "\r",
    "\r\n",
    ":",
    "%20",
    "<a href=\"http://a.example\">",
    "</a>",
    "<a href='javascript:x'>",
    "&nbsp;",
    "\0",
    "\u{1b}[31m",
    "[^1]",
    "[^1]: x",
    "- [ ] ",
    "/**",
    "//!",
    "'''",
    "\"\"\"",
    "\u{1f980}",
];

/// Numbers that look random and are the same every time (the generator of Park and Miller).
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0 * 48_271 % 0x7fff_ffff;
        usize::try_from(self.0).unwrap() % end
    }

    fn text(&mut self) -> String {
        (0..=self.below(14)).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }
}

fn texts(count: usize) -> Vec<String> {
    let mut draw = Draw(7);
    // Such that made tests of descriptions once: a fence that only its removal from HTML makes one, and one that nothing closes.
    let mut all = vec![
        "x<p>```\nnot rust;\n```".to_owned(),
        "~~~rust\npanic!()".to_owned(),
        "1. a<br>~~~rust\n   panic!()".to_owned(),
    ];
    all.extend((0..count).map(|_| draw.text()));
    all
}

/// The lines of documentation in a file, as a crate in which each run of them is that of an item.
fn documented(folder: &Path, library: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            documented(&path, library);
            continue;
        }
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let mut inside = false;
        let mut example = false;
        let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
        for (index, line) in lines.iter().enumerate() {
            // The example of an operation is a test on purpose, for which the crate would have to be there.
            let is_begin = *line == "/// ```no_run";
            if example || (is_begin && lines.get(index + 1).is_some_and(|next| next.contains("::{BoxError, Client"))) {
                example = is_begin || *line != "/// ```";
                continue;
            }
            let is_docs = line.starts_with("///");
            if is_docs {
                // References to other items lead nowhere here; texts of documents never hold one.
                let _ = writeln!(library, "{}", line.replace("[`", "\\[`"));
            } else if inside {
                let _ = writeln!(library, "pub struct D{};", library.len());
            }
            inside = is_docs;
        }
    }
}

#[test]
fn no_description_becomes_a_test_html_or_a_broken_link() {
    let texts = texts(600);
    let of = |index: usize| texts[index % texts.len()].as_str();
    let mut schemas = serde_json::Map::new();
    let mut paths = serde_json::Map::new();
    for (index, text) in texts.iter().enumerate() {
        let member =
            json!({"type": "string", "description": of(index + 1), "default": of(index + 2), "pattern": of(index + 3)});
        let schema =
            json!({"type": "object", "title": of(index + 6), "description": text, "properties": {"a": member}});
        schemas.insert(format!("S{index}"), schema);
        if index % 10 == 0 {
            let operation = json!({
                "operationId": format!("o{index}"), "tags": [format!("t{}", index % 100)], "summary": of(index + 4), "description": of(index + 5),
                "externalDocs": {"url": of(index + 6), "description": of(index + 7)},
                "parameters": [{"name": "q", "in": "query", "description": of(index + 8), "schema": {"type": "string", "enum": [of(index + 9), "x"], "description": text}}],
                "responses": {"200": {"description": of(index + 10), "headers": {"X-A": {"description": of(index + 11), "schema": {"type": "string"}}}},
                    "404": {"description": of(index + 12)}},
            });
            paths.insert(format!("/{index}"), json!({"get": operation}));
        }
    }
    let tags: Vec<Value> =
        (0..100).step_by(10).map(|tag| json!({"name": format!("t{tag}"), "description": of(tag)})).collect();
    let servers: Vec<Value> =
        (0..20).map(|at| json!({"url": format!("https://a{at}.example"), "description": of(at)})).collect();
    let schemes: serde_json::Map<String, Value> = (0..20)
        .map(|at| (format!("s{at}"), json!({"type": "http", "scheme": "basic", "description": of(at)})))
        .collect();
    let document = json!({"openapi": "3.1.0", "info": {"title": of(1), "version": of(2), "description": of(3)}, "servers": servers, "tags": tags,
        "paths": paths, "components": {"schemas": schemas, "securitySchemes": schemes}});
    let folder = Folder::new();
    folder.write("texts.json", &document.to_string());
    generate(&folder, "texts.json", 0);
    let mut library = String::from("#![allow(dead_code)]\n");
    documented(&folder.path("out/src"), &mut library);
    assert!(library.matches("pub struct D").count() > 1000);
    folder.write("lib.rs", &library);
    let rustdoc = |arguments: &[&str]| {
        let mut command = Command::new("rustdoc");
        command.args(["--edition", "2024", "lib.rs"]).args(arguments).current_dir(folder.path(""));
        let run = command.output().unwrap();
        (run.status.success(), String::from_utf8_lossy(&[run.stdout, run.stderr].concat()).into_owned())
    };
    let (is_fine, said) = rustdoc(&["--test"]);
    assert!(is_fine && said.contains("running 0 tests"), "{said}");
    let (is_fine, said) = rustdoc(&["-D", "warnings", "-o", "doc"]);
    assert!(is_fine, "{said}");
}

/// `info` of every shape gives a manifest that cargo reads and that says nothing but what it should.
#[test]
fn the_manifest_is_valid_whatever_the_document_says_of_itself() {
    let long = "x".repeat(100_000);
    let texts = [
        "",
        "1.0.0",
        "v1",
        "1.0\"\n[dependencies]\nevil = \"1\"",
        "\"\"\"",
        "'''",
        "\\",
        "\\u0000",
        "\0",
        "\u{1f980}",
        "]]",
        "{{version}}",
        "../../x",
        "MIT",
        "MIT OR Apache-2.0",
        "(MIT",
        "\u{202e}",
        "\n",
        "#",
        "= 1",
        "\u{7f}",
        &long,
    ];
    let others = [Value::Null, json!(1), json!(1.5), json!(true), json!([]), json!({}), json!(["a"]), json!({"a": 1})];
    let values = texts.iter().map(|text| json!(text)).chain(others);
    for value in values {
        let of = |name: &str| value.get(name).cloned().unwrap_or_else(|| value.clone());
        let infos = [
            value.clone(),
            json!({"title": value, "version": value, "description": value, "summary": value, "termsOfService": value, "license": value, "contact": value}),
            json!({"title": of("a"), "version": "1", "license": {"name": value, "url": value, "identifier": value},
                "contact": {"name": value, "url": value, "email": value}}),
        ];
        for info in infos {
            let folder = Folder::new();
            folder.write("info.json", &json!({"openapi": "3.1.0", "info": info, "paths": {}}).to_string());
            generate(&folder, "info.json", 0);
            let text = folder.read("out/Cargo.toml");
            let manifest: toml::Table = text.parse().unwrap_or_else(|error| panic!("{info}: {error}\n{text}"));
            let package = manifest["package"].as_table().unwrap();
            let name = package["name"].as_str().unwrap();
            assert!(
                name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
                    && !name.is_empty()
                    && name.len() <= 64,
                "{name}"
            );
            assert_eq!(package["version"].as_str(), Some("0.1.0"));
            let dependencies = manifest["dependencies"].as_table().unwrap();
            assert!(
                !dependencies.contains_key("evil")
                    && dependencies
                        .keys()
                        .all(|name| ["oasmith-runtime", "serde", "serde_json"].contains(&name.as_str())),
                "{text}"
            );
            let known = ["package", "dependencies", "features", "lints", "workspace", "dev-dependencies", "lib"];
            assert!(manifest.keys().all(|key| known.contains(&key.as_str())), "{text}");
            if let Some(license) = package.get("license") {
                assert!(["MIT", "MIT OR Apache-2.0"].contains(&license.as_str().unwrap()), "{text}");
            }
        }
    }
}
