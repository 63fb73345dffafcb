//! `oasmith budget`: counts, the file, what grew.

use crate::folder::{Folder, THINGS};

#[test]
fn without_a_budget_the_counts_are_told() {
    let folder = Folder::new();
    let output = folder.run(&["budget", "things.yaml"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    let first = output.stdout.lines().next().unwrap_or_default();
    let names: Vec<&str> = first.split_whitespace().collect();
    assert_eq!(names, ["lines", "types", "functions", "impls", "rows", "generics"]);
    assert!(output.stdout.contains("\nthings ") && output.stdout.contains("\nin all "), "{}", output.stdout);
    assert!(output.stderr.contains("there is no oasmith-budget.toml: `--write` makes it"), "{}", output.stderr);
}

#[test]
fn what_grew_beyond_the_budget_fails_until_it_is_taken_over() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["budget", "things.yaml", "--write"]).code, Some(0));
    assert_eq!(folder.run(&["budget", "things.yaml"]).code, Some(0));
    let larger =
        THINGS.replace("name: {type: string}", "name: {type: string}, words: {type: array, items: {type: string}}");
    assert_ne!(larger, THINGS);
    folder.write("things.yaml", &larger);
    let output = folder.run(&["budget", "things.yaml"]);
    assert_eq!(output.code, Some(1), "{}", output.stderr);
    assert!(output.stdout.contains(" generics, ") && output.stdout.contains(" in the budget\n"), "{}", output.stdout);
    assert_eq!(folder.run(&["budget", "things.yaml", "--write"]).code, Some(0));
    assert_eq!(folder.run(&["budget", "things.yaml"]).code, Some(0));
    // What shrank is no fault.
    folder.write("things.yaml", THINGS);
    assert_eq!(folder.run(&["budget", "things.yaml"]).code, Some(0));
}

#[test]
fn a_budget_that_cannot_be_read_is_refused_with_its_place() {
    let folder = Folder::new();
    folder.write("oasmith-budget.toml", "things = { lines = 1, lins = 2 }\n");
    let output = folder.run(&["budget", "things.yaml"]);
    assert_eq!(output.code, Some(2));
    assert!(output.stderr.contains("oasmith-budget.toml:1:"), "{}", output.stderr);
    assert_eq!(folder.run(&["budget", "things.yaml", "--budget", "none.toml"]).code, Some(2));
}
