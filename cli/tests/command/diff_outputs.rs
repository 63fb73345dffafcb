//! `oasmith diff` for reviewers: comments, annotations, pages, and what it says about the crate.

use crate::folder::{Folder, THINGS};

/// Text that would be markup, a mention, or a command if it were not only text.
const NASTY: &str = "<script>alert(1)</script>&amp;`|@everyone\u{202e}::error::";

fn things(replacements: &[(&str, &str)]) -> String {
    let mut text = THINGS.to_owned();
    for (from, to) in replacements {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    text
}

/// A member with a nasty name comes, another one changes its type, an operation is renamed.
fn folder() -> Folder {
    let folder = Folder::new();
    let nasty = NASTY.replace('\u{202e}', "\\u202e");
    let new = things(&[
        ("name: {type: string}", &format!("name: {{type: integer}}, \"{nasty}\": {{type: string}}")),
        ("operationId: getThing", "operationId: readThing"),
    ]);
    folder.write("new.yaml", &new);
    folder.write("renamed.yaml", &new.replace("schemas/Thing'", "schemas/Item'").replace("    Thing:", "    Item:"));
    folder
}

fn run(folder: &Folder, arguments: &[&str]) -> String {
    run_on(folder, "new.yaml", arguments)
}

fn run_on(folder: &Folder, new: &str, arguments: &[&str]) -> String {
    let output = folder.run(&[&["diff", "things.yaml", new], arguments].concat());
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    output.stdout
}

#[test]
fn names_are_kept_unless_nobody_keeps_them() {
    let folder = folder();
    let json = run(&folder, &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let items = json["items"].as_array().unwrap();
    let changed = items.iter().find(|item| item["item"] == "models::Thing.name").unwrap();
    assert_eq!((&changed["level"], &changed["compiles"]), (&"major".into(), &false.into()));
    assert_eq!(changed["old"], "pub name: Option<String>");
    assert_eq!(json["summary"]["semver"], "major");
    assert!(
        !items.iter().any(|item| item["id"] == "rust-item-renamed" && item["item"] == "api::DefaultApi::get_thing")
    );

    let naked = run_on(&folder, "renamed.yaml", &["--format", "json", "--no-lock"]);
    let naked: serde_json::Value = serde_json::from_str(&naked).unwrap();
    let renamed: Vec<&serde_json::Value> = naked["items"].as_array().unwrap().iter().collect();
    assert!(renamed.iter().any(|item| item["id"] == "rust-item-renamed" && item["item"] == "models::Thing"), "{naked}");
    assert!(
        renamed.iter().any(|item| item["id"] == "rust-item-renamed" && item["item"] == "api::ThingsApi::get_thing"),
        "{naked}"
    );
}

#[test]
fn the_lock_beside_the_documents_names_both_crates() {
    let folder = folder();
    folder.write("oasmith.lock", "#/components/schemas/Thing = models::Widget(id)\n");
    let text = run(&folder, &["--format", "json"]);
    assert!(text.contains("\"models::Widget.name\""), "{text}");
}

#[test]
fn a_comment_is_marked_and_short_and_says_where_the_rest_is() {
    let folder = folder();
    let comment = run(&folder, &["--format", "markdown", "--link", "https://ci.test/1"]);
    assert!(comment.starts_with("<!-- oasmith diff -->\n"), "{comment}");
    assert!(comment.contains("[The whole report](https://ci.test/1)"), "{comment}");
    assert!(comment.contains("**major**"), "{comment}");
    for unwanted in ["<script", "@everyone", "\u{202e}"] {
        assert!(!comment.replace("```", "").split("diff\n").next().unwrap().contains(unwanted), "{comment}");
    }

    let many: String = (0..3000).map(|index| format!(", member_number_{index}: {{type: string}}")).collect();
    folder.write("new.yaml", &things(&[("name: {type: string}", &format!("name: {{type: string}}{many}"))]));
    let comment = run(&folder, &["--format", "markdown", "--link", "https://ci.test/1"]);
    assert!(comment.len() < 65_536, "{}", comment.len());
    assert!(comment.contains("have no room here: [the whole report](https://ci.test/1)"));
    assert_eq!(comment.matches("<details").count(), comment.matches("</details>").count());
}

#[test]
fn a_page_stands_alone_and_holds_no_markup_of_the_document() {
    let folder = folder();
    let page = run(&folder, &["--format", "html"]);
    assert!(page.starts_with("<!DOCTYPE html>"));
    assert_eq!(page.matches("<script>").count(), 1, "its own");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    for unwanted in ["src=", "href=", "url(", "@import"] {
        assert!(!page.contains(unwanted), "{unwanted}");
    }
    assert!(page.contains("<mark><b>"), "the changed line is highlighted");
    assert!(page.contains("pub name: Option&lt;String&gt;"));
}

#[test]
fn annotations_are_on_the_lines_of_the_new_document() {
    let folder = folder();
    let text = run(&folder, &["--format", "github", "--no-lock"]);
    let line = things(&[]).lines().position(|line| line.contains("name: {type: string}")).unwrap() + 1;
    let expected = format!("file=new.yaml,line={line},");
    assert!(
        text.lines().any(|text| text.starts_with("::") && text.contains(&expected) && text.contains("a major version")),
        "{text}"
    );
    assert!(text.lines().all(|line| line.starts_with("::")), "{text}");
}

#[test]
fn programs_get_sarif_and_junit() {
    let folder = folder();
    let sarif: serde_json::Value = serde_json::from_str(&run(&folder, &["--format", "sarif"])).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let result = &sarif["runs"][0]["results"][0];
    assert!(result["ruleId"].is_string() && result["partialFingerprints"]["oasmith/v1"].is_string(), "{result}");
    let junit = run(&folder, &["--format", "junit"]);
    assert!(junit.starts_with("<?xml") && !junit.contains("<script>") && !junit.contains('\u{202e}'), "{junit}");
}
