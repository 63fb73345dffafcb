//! What a change of a document does to users of the crate: the verdict, and what the compiler says to it.
//!
//! With `--ignored`, all kinds of changes are proved, and real histories in the folder `OASMITH_HISTORIES` (or
//! `shared/corpus/diff/confluent-history` beside the checkout).
#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot go on has failed

#[path = "../common/mod.rs"]
mod common;
mod matrix;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use matrix::{BASE, MATRIX, Row, changed};
use oasmith_codegen::build::prove::{Proof, prove};
use oasmith_codegen::build::{Inputs, LockFile};
use oasmith_codegen::diff::rust::{Verdict, verdict};
use oasmith_codegen::diff::{RustLevel, Side};
use oasmith_codegen::names::Lock;
use oasmith_codegen::options::{Options, Runtime};
use oasmith_codegen::source::parse_text;

/// The verdict on two texts; with `keep`, names of the old crate are kept.
fn judge(old: &str, new: &str, keep: bool) -> Verdict {
    let (old, new) = (parse_text("old.yaml", old).tree, parse_text("new.yaml", new).tree);
    let (options, lock) = (Options::default(), Lock::default());
    let side = |tree| Side { tree, options: &options, lock: keep.then_some(&lock) };
    verdict(&side(&old), &side(&new))
}

/// The findings that are told, one a line.
fn told(verdict: &Verdict) -> String {
    let told = verdict.findings.iter().filter(|finding| !finding.implied);
    told.map(|finding| {
        let compiles = if finding.compiles { "" } else { ", does not compile" };
        format!("  {}{compiles} [{}] {}\n", finding.level.name(), finding.check.id, finding.sentence())
    })
    .collect()
}

fn level(verdict: &Verdict) -> RustLevel {
    verdict.findings.iter().map(|finding| finding.level).max().unwrap_or_default()
}

#[test]
fn a_document_against_itself_differs_in_nothing() {
    assert_eq!(told(&judge(BASE, BASE, true)), "");
    let reference = common::reference();
    assert_eq!(told(&judge(&reference, &reference, true)), "");
}

#[test]
fn every_change_has_the_level_that_the_generated_shape_gives_it() {
    let mut wrong = String::new();
    for Row { name, replacements, kept, naked } in MATRIX {
        let new = changed(replacements);
        for (names, expected) in [("kept", kept), ("naked", naked)] {
            let verdict = judge(BASE, &new, names == "kept");
            let found = level(&verdict);
            if found != *expected {
                let (expected, found) = (expected.name(), found.name());
                wrong.push_str(&format!(
                    "{name}, names {names}: expected {expected}, found {found}\n{}",
                    told(&verdict)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What is added one way is gone the other way.
#[test]
fn the_other_way_round_additions_are_removals() {
    for Row { name, replacements, .. } in MATRIX {
        let new = changed(replacements);
        let count = |verdict: &Verdict, id: &str| verdict.findings.iter().filter(|found| found.check.id == id).count();
        let (forth, back) = (judge(BASE, &new, false), judge(&new, BASE, false));
        assert_eq!(count(&forth, "rust-item-renamed"), count(&back, "rust-item-renamed"), "{name}");
        let added = count(&forth, "rust-item-added") + count(&forth, "rust-build-needs-more");
        assert_eq!(added, count(&back, "rust-item-removed"), "{name}:\n{}{}", told(&forth), told(&back));
    }
}

/// What was named once is called so: the package, fields for parameters and parts, the order of a form.
#[test]
fn what_the_lock_keeps_is_kept() {
    let document = |title: &str, parameters: &str, parts: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: {title}, version: '1'}}\npaths:\n  /files:\n    post:\n      operationId: upload\n      \
             parameters: [{parameters}]\n      requestBody:\n        required: true\n        content:\n          multipart/form-data:\n            \
             schema: {{type: object, required: [purpose, file-name, file], properties: {{{parts}}}}}\n      responses: {{'204': {{description: d}}}}\n"
        )
    };
    let query = |name: &str| format!("{{name: {name}, in: query, schema: {{type: string}}}}");
    let part = |name: &str| format!("{name}: {{type: string}}");
    let (sort, other) = (query("sort-by"), query("sort.by"));
    let old = document("Files", &sort, &[part("purpose"), part("file-name"), part("file")].join(", "));
    let parts = [part("file"), part("file.name"), part("purpose"), part("file-name")].join(", ");
    let new = document("File service", &format!("{other}, {sort}"), &parts);
    let verdict = judge(&old, &new, true);
    assert_eq!(level(&verdict), RustLevel::Minor, "{}", told(&verdict));
    assert_eq!(level(&judge(&old, &new, false)), RustLevel::Major);
}

/// A union whose alternatives have one name where they are received and another one where they are sent.
#[test]
fn the_lock_of_a_document_renames_nothing_in_it() {
    let document = "\
openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /a:
    post:
      operationId: a
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Catalog'}}}}
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Catalog'}}}}}
components:
  schemas:
    Catalog:
      oneOf: [{$ref: '#/components/schemas/PolarCatalog'}, {$ref: '#/components/schemas/OtherCatalog'}]
    PolarCatalog: {type: object, required: [p], properties: {p: {type: string}}}
    OtherCatalog: {type: object, required: [o], properties: {o: {type: string}, id: {type: string, readOnly: true}}}
";
    assert_eq!(told(&judge(document, document, true)), "");
}

/// What turns the call of a list into a stream is there only as long as the document tells how the list goes on.
#[test]
fn a_list_that_no_longer_goes_on_has_no_items() {
    let document = |token: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n  /things:\n    get:\n      operationId: listThings\n      \
             parameters: [{{name: page_token, in: query, schema: {{type: string}}}}, {{name: page_size, in: query, schema: {{type: integer}}}}]\n      \
             responses:\n        '200':\n          description: d\n          content:\n            application/json:\n              \
             schema: {{type: object, required: [data], properties: {{data: {{type: array, items: {{type: string}}}}{token}}}}}\n"
        )
    };
    let (old, new) = (document(", next_page_token: {type: string}"), document(""));
    let proof = proof(&old, &new);
    assert_eq!(disagreements(&proof), "", "{}", told(&proof.verdict));
    assert!(proof.broken.keys().any(|key| key.to_string() == "Client::list_things"), "{:?}", proof.broken);
    assert!(told(&judge(&new, &old, true)).contains("`Client::list_things` is new"));
}

/// Of two lists with one title, the one that had the name keeps it, whatever the order; a path that has changed leaves the order of arguments.
#[test]
fn another_order_renames_no_alias_and_another_path_no_argument() {
    let list = |items: &str| format!("{{type: array, title: Results, items: {{type: {items}}}}}");
    let get = |id: &str, schema: &str| {
        format!(
            "    get:\n      operationId: {id}\n      parameters: [{{name: b, in: query, required: true, schema: {{type: string}}}}, {{name: a, in: header, required: true, schema: {{type: string}}}}]\n      \
             responses: {{'200': {{description: d, content: {{application/json: {{schema: {schema}}}}}}}}}\n"
        )
    };
    let document = |operations: &[(&str, &str, &str)]| {
        let paths: String =
            operations.iter().map(|(path, id, items)| format!("  {path}:\n{}", get(id, &list(items)))).collect();
        format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}")
    };
    let old = document(&[("/one", "one", "string"), ("/two", "two", "integer")]);
    assert_eq!(told(&judge(&old, &document(&[("/two", "two", "integer"), ("/one", "one", "string")]), true)), "");
    let moved = document(&[("/other/one", "one", "string"), ("/two", "two", "integer")])
        .replace("[{name: b, in: query, required: true, schema: {type: string}}, {name: a, in: header, required: true, schema: {type: string}}]",
                 "[{name: a, in: header, required: true, schema: {type: string}}, {name: b, in: query, required: true, schema: {type: string}}]");
    let verdict = judge(&old, &moved, true);
    assert_ne!(level(&verdict), RustLevel::Major, "{}", told(&verdict));
}

/// When one of many answers gets a header of its own, the others keep the struct that they had.
#[test]
fn another_media_type_renames_nothing() {
    let made =
        "{type: object, properties: {id: {type: string}, at: {type: object, properties: {line: {type: string}}}}}";
    // One more member each: what is the same but for its place is known by its structure.
    let more = &made.replace("{type: string}", "{type: string}, more: {type: string}");
    let document = |media: &str, answer: &str, made: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: Zoo, version: '1'}}\npaths:\n  /pets:\n    post:\n      operationId: addPet\n      \
             requestBody: {{content: {{{media}: {{schema: {{type: object, properties: {{name: {{type: string}}, \
             home: {{type: object, properties: {{street: {{type: string}}}}}}}}}}}}}}}}\n      responses:\n        \
             '200': {{description: One, content: {{{media}: {{schema: {answer}}}}}}}\ncomponents: {{schemas: {{{made}}}}}\n"
        )
    };
    let old = document("application/vnd.zoo.v1+json", made, "");
    let inline = document("application/json", more, "");
    let extracted = document("application/json", "{$ref: '#/components/schemas/Made'}", &format!("Made: {more}"));
    for new in [inline, extracted] {
        let told = told(&judge(&old, &new, true));
        assert!(!told.contains("is called") && !told.contains(" is gone"), "{told}");
    }
}

#[test]
fn a_header_of_one_answer_is_one_change() {
    let response = |headers: &str| format!("{{responses: {{'204': {{description: d, headers: {{{headers}}}}}}}}}");
    let header = |name: &str| format!("{name}: {{schema: {{type: string}}}}");
    let (few, many) = (header("X-A"), [header("X-A"), header("X-B")].join(", "));
    let document = |first: &str| {
        let paths: String = ["first", "second", "third", "fourth"]
            .iter()
            .map(|name| format!("  /{name}:\n    get: {}\n", response(if *name == "first" { first } else { &few })))
            .collect();
        format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}")
    };
    let verdict = judge(&document(&few), &document(&many), true);
    let major = verdict.findings.iter().filter(|one| one.level == RustLevel::Major).count();
    assert_eq!(major, 1, "{}", told(&verdict));
}

/// Which member of a circle goes through a pointer depends on names, not on what is listed first; and nothing that comes takes it away.
#[test]
fn another_order_moves_no_box() {
    let schema = |name: &str, members: &[(&str, &str)]| {
        let member = |(name, of): &(&str, &str)| format!("{name}: {{$ref: '#/components/schemas/{of}'}}");
        let members: Vec<String> = members.iter().map(member).collect();
        format!("    {name}: {{type: object, properties: {{{}}}}}\n", members.join(", "))
    };
    let [a, b, c] = [("A", &[("b", "B"), ("c", "C")][..]), ("B", &[("c", "C"), ("a", "A")]), ("C", &[("a", "A")])]
        .map(|(name, members)| schema(name, members));
    let first = schema("Aa", &[("c", "C"), ("b", "B")]);
    let document = |schemas: &[&String]| {
        let of = |name: &str| {
            format!(
                "  /{name}:\n    get: {{responses: {{'200': {{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}}}}}\n"
            )
        };
        let paths: String = schemas.iter().filter_map(|text| text.trim().split(':').next()).map(of).collect();
        let schemas: String = schemas.iter().map(|text| text.as_str()).collect();
        format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}components:\n  schemas:\n{schemas}")
    };
    let old = document(&[&a, &b, &c]);
    assert_eq!(told(&judge(&old, &document(&[&c, &b, &a]), true)), "");
    assert_eq!(told(&judge(&old, &document(&[&b, &a, &c]), true)), "");
    let grown = judge(&old, &document(&[&first, &c, &a, &b]), true);
    assert_eq!(level(&grown), RustLevel::Minor, "{}", told(&grown));
}

fn inputs(name: &str, text: &str, lock: Lock) -> Inputs {
    let mut options = Options::default();
    options.runtime = Runtime::Path(common::root().join("runtime"));
    options.package.tag_features = Some(true);
    Inputs { source: parse_text(name, text), options, config: None, lock: LockFile { lock, ..LockFile::default() } }
}

fn proof(old: &str, new: &str) -> Proof {
    proof_with(old, new, Lock::default())
}

fn proof_with(old: &str, new: &str, lock: Lock) -> Proof {
    // All proofs are built in one folder, which keeps the runtime compiled: one after the other. (`.config/nextest.toml` says the
    // same to a runner that has a process for each test.)
    static FOLDER: Mutex<()> = Mutex::new(());
    let _alone = FOLDER.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("prove");
    fs::create_dir_all(&folder).unwrap();
    prove(&folder, inputs("old.yaml", old, Lock::default()), inputs("new.yaml", new, lock))
        .unwrap_or_else(|error| panic!("{error}"))
}

/// Where verdict and compiler disagree, one a line.
fn disagreements(proof: &Proof) -> String {
    let missed = proof.missed().map(|(key, said)| format!("  the compiler refuses `{key}`: {said}\n"));
    let invented = proof.invented().map(|key| format!("  the compiler takes `{key}`\n"));
    missed.chain(invented).collect()
}

/// The compiler takes time, so only some.
#[test]
fn the_compiler_agrees() {
    let proved = ["the first error is documented", "what was only sent", "an optional member of a request is added"];
    let rows: Vec<&Row> = MATRIX.iter().filter(|row| proved.iter().any(|name| row.name.starts_with(name))).collect();
    assert_eq!(rows.len(), proved.len());
    let told: String = rows.into_iter().map(prove_row).collect();
    assert!(told.is_empty(), "\n{told}");
}

/// A crate of many operations has features for its tags, which leave out the rest.
#[test]
fn what_features_hide_is_proved_as_well() {
    let two_tags = BASE.replacen("tags: [Animals]", "tags: [Cages]", 1);
    let proof = proof(&two_tags, &two_tags);
    assert!(proof.broken.is_empty(), "{:?}", proof.broken);
}

/// A type and a method are renamed on purpose; the lock keeps their old names.
#[test]
fn old_names_go_on_to_work() {
    let names = judge(BASE, BASE, true).new.lock.render();
    for line in ["#/components/schemas/Both = models::Both(label)", "AnimalsApi::build_cage(body)"] {
        assert!(names.contains(line), "{names}");
    }
    let renamed = names.replace("models::Both(", "models::Pair(").replace("::build_cage(", "::make_cage(");
    let kept = "#/components/schemas/Both = alias models::Both\n#/paths/~1cages/post = alias AnimalsApi::build_cage\n";
    let (lock, problems) = Lock::parse(&(renamed + kept));
    assert_eq!(problems, []);
    let proof = proof_with(BASE, BASE, lock);
    assert_eq!(level(&proof.verdict), RustLevel::Minor, "{}", told(&proof.verdict));
    assert!(told(&proof.verdict).contains("it is called `make_cage` now"), "{}", told(&proof.verdict));
    assert!(proof.broken.is_empty(), "{:?}", proof.broken);
    assert!(
        proof.verdict.new.lock.render().contains(kept.lines().next().unwrap()),
        "the line stays until somebody removes it"
    );
}

#[test]
#[ignore = "a crate to compile for each kind of change"]
fn the_compiler_agrees_on_all_changes() {
    let told: String = MATRIX.iter().map(prove_row).collect();
    assert!(told.is_empty(), "\n{told}");
}

fn prove_row(row: &Row) -> String {
    let told = disagreements(&proof(BASE, &changed(row.replacements)));
    if told.is_empty() { told } else { format!("{}\n{told}", row.name) }
}

#[test]
#[ignore = "needs a folder of real histories, and a crate to compile for each version"]
fn the_compiler_agrees_on_real_histories() {
    let folder = std::env::var_os("OASMITH_HISTORIES").map(PathBuf::from).unwrap_or_else(|| {
        common::root().parent().unwrap().join("shared").join("corpus").join("diff").join("confluent-history")
    });
    assert!(folder.is_dir(), "there are no histories at {}; set OASMITH_HISTORIES", folder.display());
    let mut wrong = String::new();
    for history in listing(&folder).into_iter().filter(|path| path.is_dir()) {
        for pair in listing(&history).windows(2) {
            let [old, new] = pair else { continue };
            let proof = proof(&fs::read_to_string(old).unwrap(), &fs::read_to_string(new).unwrap());
            let told = disagreements(&proof);
            let level = level(&proof.verdict).name();
            eprintln!("{}: {level}; {} items refused\n{told}", new.display(), proof.broken.len());
            if !told.is_empty() {
                wrong.push_str(&format!("{}\n{told}", new.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn listing(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}
