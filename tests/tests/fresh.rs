//! What is committed is what the document gives, to the byte; and a change of the document changes what it should and no more.
#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot go on has failed

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::{Run, reference, reference_lock, reference_options, reference_run, root, run_with};
use oasmith_codegen::budget::{Budget, count};
use oasmith_codegen::names::Lock;

/// Generated files by path.
fn files(run: &Run) -> BTreeMap<String, String> {
    assert!(!run.generated.diagnostics.has_fatal(), "{:?}", run.findings());
    run.generated.files.iter().map(|file| (file.path.clone(), file.text.clone())).collect()
}

/// The reference document after a change, with the names that are kept.
fn changed(text: &str) -> Run {
    assert_ne!(text, reference(), "nothing was changed");
    run_with("confluent-iam.yaml", text, &reference_options(), &reference_lock())
}

/// The paths whose text differs, or that are in one only.
fn differing(left: &BTreeMap<String, String>, right: &BTreeMap<String, String>) -> Vec<String> {
    let mut paths: Vec<&String> = left.keys().chain(right.keys()).collect();
    paths.sort();
    paths.dedup();
    paths.into_iter().filter(|path| left.get(*path) != right.get(*path)).cloned().collect()
}

/// Lines of `after` that `before` does not have, and the other way round, each trimmed and in order.
fn lines(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
    let (before, after) = (lines(before), lines(after));
    let minus = |left: &[String], right: &[String]| {
        let mut rest = right.to_vec();
        let mut only = Vec::new();
        for line in left {
            match rest.iter().position(|other| other == line) {
                Some(index) => drop(rest.swap_remove(index)),
                None => only.push(line.clone()),
            }
        }
        only
    };
    (minus(&after, &before), minus(&before, &after))
}

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn the_committed_sources_are_what_the_document_gives() {
    let given = files(&reference_run());
    let mut committed = BTreeMap::new();
    let mut folders = vec![root().join("generated/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root().join("generated")).unwrap();
                let name = name.to_str().unwrap().replace('\\', "/");
                committed.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    assert_eq!(differing(&given, &committed), Vec::<String>::new());
}

#[test]
fn the_committed_lock_is_what_the_document_gives() {
    assert_eq!(reference_run().generated.lock.render(), common::read("spec/oasmith.lock"));
}

#[test]
fn without_its_lock_the_document_gives_the_same_names() {
    let unlocked = run_with("confluent-iam.yaml", &reference(), &reference_options(), &Lock::default());
    assert_eq!(differing(&files(&unlocked), &files(&reference_run())), Vec::<String>::new());
}

#[test]
fn comments_and_blank_lines_change_nothing() {
    let mut text = "# A comment.\n\n".to_owned();
    let mut in_schemas = false;
    for line in reference().lines() {
        in_schemas |= line == "  schemas:";
        // Only between schemas: elsewhere a blank line can be text.
        if in_schemas && line.starts_with("    ") && !line.starts_with("     ") {
            text.push_str("\n    # Another one.\n");
        }
        text.push_str(line);
        text.push('\n');
    }
    assert!(text.matches("# Another one.").count() >= 8);
    let run = changed(&text);
    assert_eq!(differing(&files(&run), &files(&reference_run())), Vec::<String>::new());
    assert_eq!(names_in(&run.generated.lock), names_in(&reference_lock()));
}

#[test]
fn ten_runs_give_the_same_bytes() {
    let runs = || {
        std::thread::spawn(|| {
            (0..5).map(|_| reference_run()).map(|run| (files(&run), run.generated.report.to_json())).collect::<Vec<_>>()
        })
    };
    let (first, second) = (runs(), runs());
    let mut all = first.join().unwrap();
    all.extend(second.join().unwrap());
    assert_eq!(all.len(), 10);
    assert!(all.iter().all(|run| *run == all[0]));
}

#[test]
fn an_added_enum_value_is_one_variant_more() {
    let text = reference();
    let pattern = "- AUTH_TYPE_SSO\n";
    assert_eq!(text.matches(pattern).count(), 3);
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        out.push_str(line);
        if line.ends_with(pattern) {
            out.push_str(&line.replace("AUTH_TYPE_SSO", "AUTH_TYPE_PASSKEY"));
        }
    }
    let run = changed(&out);
    let (before, after) = (files(&reference_run()), files(&run));
    let paths = differing(&before, &after);
    let model = paths.iter().find(|path| path.starts_with("src/models/")).unwrap();
    let wire = paths.iter().find(|path| path.starts_with("src/wire/models/")).unwrap();
    assert_eq!(paths.len(), 2, "{paths:?}");
    assert_eq!(lines(&before[model], &after[model]), (strings(&["/// `AUTH_TYPE_PASSKEY`", "Passkey,"]), Vec::new()));
    // Rows share lines there.
    let rows = |text: &str| text.replace(", ", ",\n").replace(" { ", " {\n").replace(" } }", "\n} }");
    let (before, after) = (rows(&before[wire]), rows(&after[wire]));
    assert_eq!(lines(&before, &after), (strings(&["\"AUTH_TYPE_PASSKEY\" Passkey,"]), Vec::new()));
    assert_eq!(names_in(&run.generated.lock), names_in(&reference_lock()));
}

#[test]
fn an_enum_value_that_only_the_component_has_leaves_it_its_name() {
    let text = reference();
    let (paths, components) = text.split_once("\ncomponents:\n").unwrap();
    let components =
        components.replace("          - AUTH_TYPE_SSO\n", "          - AUTH_TYPE_SSO\n          - AUTH_TYPE_PASSKEY\n");
    let run = changed(&format!("{paths}\ncomponents:\n{components}"));
    let schemas = &run.generated.report.schemas;
    let of = |pointer: &str| schemas.iter().find(|schema| schema.pointer.ends_with(pointer)).unwrap().rust.clone();
    assert_eq!(of("#/components/schemas/iam.v2.Invitation/properties/auth_type"), "models::AuthType");
    let copy = of("/requestBody/content/application~1json/schema/allOf/0/properties/auth_type");
    assert_ne!(copy, "models::AuthType");
    assert!(run.bare("pub enum AuthType").contains("Passkey"));
}

/// What the lock says of names; what types look like inside is another matter.
fn names_in(lock: &Lock) -> Vec<String> {
    lock.render().lines().filter(|line| !line.contains(" = shape ")).map(str::to_owned).collect()
}

#[test]
fn a_renamed_property_is_a_renamed_field() {
    let text = reference().replace("        total_size:\n", "        item_count:\n");
    let run = changed(&text);
    let (before, after) = (files(&reference_run()), files(&run));
    assert_eq!(differing(&before, &after), ["src/models/list_meta.rs", "src/wire/models/mod.rs"]);
    let (added, removed) = lines(&before["src/models/list_meta.rs"], &after["src/models/list_meta.rs"]);
    assert_eq!(
        (added, removed),
        (strings(&["pub item_count: Option<i32>,"]), strings(&["pub total_size: Option<i32>,"]))
    );
    let (added, _) = lines(&before["src/wire/models/mod.rs"], &after["src/wire/models/mod.rs"]);
    assert!(added.iter().all(|line| line.contains("item_count")), "{added:?}");
    assert_eq!(names_in(&run.generated.lock), names_in(&reference_lock()));
}

/// An operation with the request body of another one, an error body like those that are there, and a new type of its own.
const RESEND: &str = "  /iam/v2/invitations/{id}/resend:
    post:
      operationId: resendIamV2Invitation
      tags:
      - Invitations (iam/v2)
      parameters:
      - name: id
        in: path
        required: true
        schema:
          type: string
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              title: iam.v2.Invitation
              properties:
                message:
                  type: string
      responses:
        '200':
          description: Sent once more.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/iam.v2.Invitation'
        '404':
          $ref: '#/components/responses/NotFoundError'
";

#[track_caller]
fn assert_only_grows(text: &str) {
    let run = changed(text);
    assert_eq!(
        run.operation("resendIamV2Invitation").rust.as_deref(),
        Some("InvitationsApi::resend_iam_v2_invitation")
    );
    let (old, new) = (reference_lock().render(), run.generated.lock.render());
    let new: Vec<&str> = new.lines().collect();
    let lost: Vec<&str> = old.lines().filter(|line| !new.contains(line)).collect();
    assert!(lost.is_empty(), "{lost:#?}");
    assert!(new.len() > old.lines().count());
    // What callers write still compiles: every public item is still there, line by line.
    let (before, after) = (files(&reference_run()), files(&run));
    let public = |text: &str| {
        let lines = text.lines().map(str::trim).filter(|line| line.starts_with("pub ") && !line.starts_with("pub use"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let after: Vec<String> = after.values().flat_map(|text| public(text)).collect();
    for (path, text) in &before {
        for line in public(text) {
            assert!(after.contains(&line), "{path}: {line}");
        }
    }
}

#[test]
fn an_added_operation_renames_nothing() {
    let text = reference();
    assert_only_grows(&text.replace("\ncomponents:\n", &format!("\n{RESEND}components:\n")));
}

#[test]
fn an_operation_that_is_added_before_all_others_renames_nothing() {
    assert_only_grows(&reference().replace("\npaths:\n", &format!("\npaths:\n{RESEND}")));
}

#[test]
fn parameters_in_another_order_keep_the_order_of_the_call() {
    let document = |names: [&str; 2]| {
        let parameter = |name| format!("{{name: {name}, in: query, required: true, schema: {{type: integer}}}}");
        format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: a\n      tags: [x]\n      \
             parameters: [{}, {}]\n      responses: {{'204': {{description: Done.}}}}\n",
            parameter(names[0]),
            parameter(names[1])
        )
    };
    let signature = |run: &Run| {
        let method = run.method("src/api/x.rs", "a");
        method.split(')').next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let first = run_with("t.yaml", &document(["one", "two"]), &reference_options(), &Lock::default());
    assert!(signature(&first).contains("one: i64, two: i64"), "{}", signature(&first));
    let second = run_with("t.yaml", &document(["two", "one"]), &reference_options(), &first.generated.lock);
    assert_eq!(signature(&first), signature(&second));
}

/// What grew is taken over by `oasmith budget spec/confluent-iam.yaml --write`, and reviewed.
#[test]
fn the_crate_keeps_within_its_budget() {
    let run = reference_run();
    let text = fs::read_to_string(root().join("spec/oasmith-budget.toml")).unwrap();
    let budget = Budget::parse("spec/oasmith-budget.toml", &text).unwrap();
    let now = count(&run.generated.files, &run.generated.report);
    assert!(now.total().functions > 0);
    assert_eq!(now.above(&budget), []);
}
