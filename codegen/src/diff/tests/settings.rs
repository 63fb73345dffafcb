//! Levels and approvals of a team, filters, and what is generated from the table.

use super::super::{Applied, Change, Date, Filter, Level, Settings, catalogue};
use super::{changes_of, tree};
use crate::options::Glob;

fn document(rest: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n  /pets/{{id}}: {{get: {{tags: [pets], x-audience: public, \
         responses: {{'200': {{description: d}}}}{rest}}}}}\n  /other: {{get: {{responses: {{'200': {{description: d}}}}{rest}}}}}\n"
    )
}

fn changes() -> Vec<Change> {
    changes_of(&tree(&document("")), &tree(&document(", operationId: x, deprecated: true")))
}

fn settings(text: &str) -> Settings {
    Settings::parse("oasmith-diff.toml", text).unwrap()
}

#[test]
fn the_last_entry_that_fits_sets_the_level() {
    let text = "[[severity]]\nid = 'endpoint-*'\nlevel = 'warning'\n[[severity]]\nid = 'endpoint-deprecated'\npath = '/pets/*'\nlevel = 'error'\n\
                [[severity]]\nid = 'api-operation-id-added'\nlevel = 'off'\n";
    let mut all = changes();
    let mut applied = Applied::default();
    settings(text).apply(&mut all, None, &mut applied);
    let levels: Vec<Level> = all.iter().map(|change| change.level).collect();
    assert_eq!((levels, applied.switched_off), (vec![Level::Error, Level::Warning], 2));
    let mut all = changes();
    settings("[[severity]]\nid = '*'\ndirection = 'request'\nlevel = 'off'\n").apply(&mut all, None, &mut applied);
    assert_eq!(all.len(), 4);
}

#[test]
fn approvals_expire_and_those_that_match_nothing_are_told() {
    let fingerprint = changes()[0].fingerprint;
    let text = format!(
        "[[ignore]]\nfingerprint = '{fingerprint}'\nreason = 'agreed'\nexpires = '2027-01-01'\n\
         [[ignore]]\nfingerprint = '0123456789abcdef'\nreason = 'old'\n"
    );
    let on = |day: &str| {
        let mut all = changes();
        let (settings, mut applied) = (settings(&text), Applied::default());
        settings.apply(&mut all, Date::parse(day), &mut applied);
        let notes: Vec<String> = settings
            .notes(&applied, Date::parse(day))
            .iter()
            .map(|(at, note)| format!("{}:{}: {note}", at.line, at.column))
            .collect();
        (all.len(), applied.ignored, notes)
    };
    let unused = "6:15: `0123456789abcdef` (old) matches no change any more; remove it".to_owned();
    assert_eq!(on("2027-01-01"), (3, 1, vec![unused.clone()]));
    let expired = format!("2:15: `{fingerprint}` (agreed) expired on 2027-01-01; the change is told again");
    assert_eq!(on("2027-01-02"), (4, 0, vec![expired, unused]));
}

#[test]
fn what_is_wrong_with_the_settings_is_told_at_once() {
    let text = "notice-days = 'x'\nfoo = 1\n[[severity]]\nid = 'endpoint-deprecate'\nlevel = 'bad'\n[[severity]]\nid = '*'\n[[ignore]]\nfingerprint = 'a'\nexpires = 'soon'\n";
    let found = Settings::parse("f", text).unwrap_err();
    let told: Vec<String> = found
        .iter()
        .map(|finding| format!("{}: {}", finding.position.as_ref().unwrap().line, finding.message))
        .collect();
    assert_eq!(
        told,
        [
            "1: `notice-days` takes a whole number, not a value of type string",
            "2: unknown key `foo` in the configuration",
            "4: there is no change `endpoint-deprecate`; did you mean `endpoint-deprecated`?",
            "5: `level` in `[[severity]]` cannot be `bad`",
            "6: `[[severity]]` needs `level`",
            "8: `[[ignore]]` needs `reason`",
            "10: `expires` takes a day like `2027-01-31`, not `soon`",
        ]
    );
}

#[test]
fn fingerprints_do_not_depend_on_the_order_of_the_document() {
    let old = tree(&document(""));
    let new = document(", operationId: x, deprecated: true");
    let turned = new.replace("operationId: x, deprecated: true", "deprecated: true, operationId: x");
    let prints = |text: &str| {
        changes_of(&old, &tree(text)).iter().map(|change| change.fingerprint).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(prints(&new), prints(&turned));
    assert_eq!(prints(&new).len(), 4);
}

#[test]
fn filters_take_changes_by_path_tag_id_and_extension() {
    let (old, new) = (tree(&document("")), tree(&document(", operationId: x, deprecated: true")));
    let count = |filter: Filter| {
        let mut all = changes();
        filter.apply(&mut all, &old, &new);
        all.len()
    };
    let globs = |text: &str| vec![Glob::new(text)];
    assert_eq!(count(Filter::default()), 4);
    assert_eq!(count(Filter { paths: globs("/pets/*"), ..Filter::default() }), 2);
    assert_eq!(count(Filter { tags: globs("pets"), ids: globs("api-*"), ..Filter::default() }), 1);
    assert_eq!(count(Filter { extensions: vec!["x-audience=public".to_owned()], ..Filter::default() }), 2);
    assert_eq!(count(Filter { extensions: vec!["x-audience=internal".to_owned()], ..Filter::default() }), 0);
}

#[test]
fn the_page_of_changes_is_what_the_table_gives() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/CHANGES.md");
    let page = catalogue();
    if std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always") {
        std::fs::write(&path, &page).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == page,
        "docs/CHANGES.md is not what the table of checks gives; run this test with INSTA_UPDATE=always"
    );
}
