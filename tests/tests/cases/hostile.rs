//! A document whose every text tries to leave its place: its crate compiles without a warning of rustc, clippy or rustdoc, and has no
//! test but those that were generated.

use std::path::Path;

use oasmith_codegen::names::Lock;
use oasmith_codegen::options::{Options, Runtime};
use serde_json::{Map, Value, json};

/// What would end a comment, a literal, an attribute, a table of TOML or a block of Markdown; what would run; what is not what it looks like.
const TEXTS: &[&str] = &[
    "*/ pub fn evil() {} /*",
    "\"# ; \"; fn evil() {} r#\"",
    "\"##\\",
    "]] [dependencies]\nevil = \"1\"",
    "#![deny(warnings)]\n#[evil]",
    "{{ evil }} {} {0} ${evil} $(evil) %s",
    "```\nfn main() { let x: = 1; }\n```",
    "~~~rust\npanic!();",
    "    let x: = indented;",
    "<p>```\npanic!()\n```</p><script>evil()</script>",
    "[evil](evil) [`Evil`] [crate::evil] [a]: <b> ![i](http://a.example)",
    "http://a.example/x and <http://a.example>",
    "\u{202e}txt.exe\u{2066}\u{2069}\u{200f}",
    "a\0b\u{1b}[31m\u{7}\u{85}",
    "line\u{2028}separator\u{2029}paragraph\u{b}\u{c}",
    "\u{feff}zero\u{200b}width\u{200d}\u{ad}",
    "\r\n\r//! evil\n/// evil\n",
    "'''\n\"\"\"\n\\u{0} \\x00 \\",
    "../../evil",
    "CON",
    "",
    " ",
    "\u{1f980}\u{1f468}\u{200d}\u{1f469}",
    "аdmin",
    "admin",
    "сор",
    "口",
    "ʿabd \u{b5}s x\u{b2}",
    "e\u{301}",
    "é",
    "self",
    "Self",
    "crate",
    "_",
    "r#fn",
    "{a}",
    "1e999",
    "-- | # ; : , ? & % @ ^ ~ ` ' \" < > / \\",
    "(?P<a>(a+)+)$ [[:evil:]] \\p{Evil}",
];

/// The texts, and one that is longer than any line.
fn texts() -> Vec<String> {
    TEXTS.iter().map(|text| (*text).to_owned()).chain(["long ".repeat(2000)]).collect()
}

/// An object with a member for each text.
fn each(texts: &[String], value: impl Fn(&str) -> Value) -> Value {
    texts.iter().map(|text| (text.clone(), value(text))).collect::<Map<_, _>>().into()
}

/// A member with a text everywhere that one can be.
fn member(text: &str) -> Value {
    json!({"type": "string", "title": text, "description": text, "default": text, "example": text, "examples": [text], "pattern": text,
        "format": text, "deprecated": true, "x-deprecated": text, "x-deprecated-message": text, "x-text": {text: text},
        "externalDocs": {"url": text, "description": text}, "$comment": text, "contentMediaType": text})
}

/// An operation with a text everywhere that one can be.
fn operation(index: usize, text: &str) -> Value {
    let parameter = |place: &str| {
        json!({"name": format!("{place}{text}"), "in": place, "description": text, "deprecated": true, "x-deprecated-message": text,
            "example": text, "schema": {"type": "string", "enum": [text, "x"], "default": text}})
    };
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Texts"}, "example": {text: text},
        "examples": {text: {"summary": text, "description": text, "value": {text: text}}}}});
    json!({
        "operationId": format!("{text}{index}"), "tags": [text], "summary": text, "description": text, "deprecated": index.is_multiple_of(2),
        "x-deprecated-message": text, "x-text": text, "externalDocs": {"url": text, "description": text},
        "parameters": [parameter("query"), parameter("header"), parameter("cookie")],
        "requestBody": {"description": text, "content": content},
        "responses": {
            "200": {"description": text, "content": content,
                "headers": {format!("X-{index}"): {"description": text, "example": text, "schema": {"type": "string"}}, text: {"schema": {"type": "string"}}}},
            "4XX": {"description": text, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Choice"}}}},
        },
        "servers": [{"url": format!("https://a.example/{index}/{{v}}"), "description": text, "variables": {"v": {"default": text, "enum": [text], "description": text}}}],
    })
}

fn document() -> Value {
    let texts = texts();
    let objects = texts.iter().enumerate().map(|(index, text)| {
        let schema = json!({"type": "object", "title": text, "description": text, "required": [text], "properties": {text: member(text)},
            "patternProperties": {text: {"type": "string"}}, "x-text": text});
        (format!("{text}{index}"), schema)
    });
    let mut schemas: Map<String, Value> = objects.collect();
    let of = |prefix: &str| schemas.keys().filter(|name| name.starts_with(prefix)).cloned().collect::<Vec<_>>();
    let alternatives: Vec<Value> =
        of("a").iter().map(|name| json!({"$ref": format!("#/components/schemas/{}", pointer(name))})).collect();
    schemas.insert("Texts".to_owned(), json!({"type": "object", "properties": each(&texts, member), "additionalProperties": {"type": "string", "enum": texts}}));
    schemas.insert(
        "Choice".to_owned(),
        json!({"oneOf": alternatives, "description": texts[0],
        "discriminator": {"propertyName": texts[1]}}),
    );
    schemas.insert(
        "Values".to_owned(),
        json!({"type": "string", "enum": texts, "x-enum-varnames": texts, "x-enum-descriptions": texts}),
    );
    let paths: Map<String, Value> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| {
            (format!("/{index}/{}", text.replace(['{', '}', '?', '#'], "")), json!({"post": operation(index, text)}))
        })
        .collect();
    let variables = each(&texts, |text| json!({"default": text, "enum": [text, "x"], "description": text}));
    let servers: Vec<Value> = texts.iter().map(|text| json!({"url": format!("https://a.example/{text}/{{{text}}}"), "description": text, "variables": variables})).collect();
    let schemes = each(&texts, |text| json!({"type": "apiKey", "in": "header", "name": text, "description": text}));
    let tags: Vec<Value> = texts
        .iter()
        .map(|text| json!({"name": text, "description": text, "externalDocs": {"url": text, "description": text}}))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {"title": texts[0], "summary": texts[6], "description": texts.join("\n\n"), "version": texts[3], "termsOfService": texts[1],
            "contact": {"name": texts[1], "url": texts[11], "email": texts[2]}, "license": {"name": texts[3], "identifier": texts[1]}},
        "servers": servers, "tags": tags, "paths": paths, "components": {"schemas": schemas, "securitySchemes": schemes},
        "security": texts.iter().map(|text| json!({text.as_str(): []})).collect::<Vec<_>>(),
    })
}

/// A name as a step of a reference.
fn pointer(name: &str) -> String {
    let escaped = name.replace('~', "~0").replace('/', "~1");
    escaped
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[test]
fn no_text_leaves_its_place() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("all-cases");
    let krate = folder.join("hostile");
    let root = super::common::root();
    let mut options = Options::default();
    options.package.name = Some("hostile".to_owned());
    options.runtime = Runtime::Path(root.join("runtime"));
    let run = super::common::run_with("hostile.json", &document().to_string(), &options, &Lock::default());
    assert!(!run.generated.files.is_empty(), "{:?}", run.findings());
    let skipped: Vec<_> = run.generated.report.operations.iter().filter_map(|one| one.reason.as_deref()).collect();
    assert_eq!(skipped, [""; 0]);
    super::compile::put(&krate, &run);

    let cargo =
        |arguments: &[&str]| super::compile::cargo(&krate, &folder, &[arguments, &["--no-default-features"]].concat());
    cargo(&["clippy", "--all-targets"]);
    cargo(&["doc", "--no-deps"]);
    // All tests are those of operations; one that a text became would not compile, or fail.
    cargo(&["test", "--doc"]);
}
