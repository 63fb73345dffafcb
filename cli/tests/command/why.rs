//! `oasmith why`: items, places, operations.

use crate::folder::{Folder, THINGS, broken_things};

#[test]
fn an_item_is_told_with_its_line_and_its_rules() {
    let folder = Folder::new();
    let output = folder.run(&["why", "things.yaml", "Thing.name"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    let line = THINGS.lines().position(|line| line.contains("name: {type: string}")).unwrap() + 1;
    assert!(output.stdout.starts_with("models::Thing.name\n  pub name: Option<String>\n"), "{}", output.stdout);
    assert!(output.stdout.contains(&format!("  things.yaml:{line}:")), "{}", output.stdout);
    assert!(output.stdout.contains("#/components/schemas/Thing/properties/name\n"), "{}", output.stdout);
    assert!(output.stdout.contains("it is not always there"), "{}", output.stdout);
}

#[test]
fn a_place_is_told_with_what_it_becomes() {
    let folder = Folder::new();
    let output = folder.run(&["why", "things.yaml", "#/components/schemas/Thing/properties/name/type"]);
    assert!(output.stdout.contains("models::Thing.name\n"), "{}", output.stdout);
    let output = folder.run(&["why", "things.yaml", "getThing"]);
    assert!(output.stdout.contains("GET /things/{id}\n  ThingsApi::get_thing\n"), "{}", output.stdout);
    folder.write("broken.yaml", &broken_things());
    let output = folder.run(&["why", "broken.yaml", "GET /things/{id}"]);
    assert!(output.stdout.contains("not generated: "), "{}", output.stdout);
}

#[test]
fn what_is_not_there_is_an_error_with_a_hint() {
    let output = Folder::new().run(&["why", "things.yaml", "models::Thimg"]);
    assert_eq!(output.code, Some(2));
    assert!(output.stderr.contains("did you mean `models::Thing`?"), "{}", output.stderr);
}
