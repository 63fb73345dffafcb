//! Counts, the file, and what grew.

use crate::output::GeneratedFile;
use crate::report::{File, Report};

use super::{Budget, Cost, Growth, SHARED, count};

fn counted() -> Budget {
    let source = "
pub struct Pet { pub name: Option<String>, pub tags: Option<String>, pub age: u8 }
impl Pet { pub fn new(tags: Vec<Pet>) -> Self { todo() } }
pub trait PetsApi { fn list(&self) -> Result<Pet, Error>; }
rt::object! { models::Pet, other { \"name\" name, \"tags\" tags, \"age\" age, } }
rt::operations! { LIST: GET \"/pets\" \"list\", success(&[200..=200]); }
";
    let files = [
        GeneratedFile::new("Cargo.toml", "[package]"),
        GeneratedFile::new("src/api/pets.rs", source),
        GeneratedFile::new("src/lib.rs", "pub mod api;\n"),
        GeneratedFile::new("src/runtime/mod.rs", "fn a() {}\n"),
    ];
    let file = |path: &str, owner: Option<&str>| File { path: path.into(), bytes: 0, needed_by: owner.map(Into::into) };
    let report =
        Report { files: vec![file("src/api/pets.rs", Some("pets")), file("src/lib.rs", None)], ..Report::default() };
    count(&files, &report)
}

#[test]
fn each_module_has_its_counts_and_the_runtime_has_none() {
    let pets = Cost { lines: 6, types: 2, functions: 2, impls: 1, rows: 6, generics: 3 };
    let rest = Cost { lines: 1, ..Cost::default() };
    let expected = [("pets".to_owned(), pets), (SHARED.to_owned(), rest)];
    assert_eq!(counted(), Budget { groups: expected.into() });
    assert_eq!(counted().total().lines, 7);
}

#[test]
fn the_file_gives_back_what_was_counted() {
    let text = counted().to_toml();
    assert_eq!(Budget::parse("budget.toml", &text).ok(), Some(counted()));
    let told = Budget::parse("budget.toml", "pets = { lines = 1, lins = 2 }\nother = 3\n");
    let told: Vec<String> = told.err().into_iter().flatten().map(|finding| finding.message.clone()).collect();
    assert!(
        told.iter().any(|text| text.contains("lins")) && told.iter().any(|text| text.contains("other")),
        "{told:?}"
    );
}

#[test]
fn what_grew_is_named() {
    let (now, mut budget) = (counted(), counted());
    assert_eq!(now.above(&budget), []);
    budget.groups.remove(SHARED);
    if let Some(pets) = budget.groups.get_mut("pets") {
        (pets.rows, pets.types) = (5, 9);
    }
    let growth = |group: &str, what, budget, now| Growth { group: group.into(), what, budget, now };
    assert_eq!(now.above(&budget), [growth("pets", "rows", 5, 6), growth(SHARED, "lines", 0, 1)]);
}
