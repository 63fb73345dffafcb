//! JSON through the types of the cases: `NAME.examples` beside `NAME.yaml`, one example a line.
//!
//! | line | means |
//! | --- | --- |
//! | `Pet {"name": "Rex"}` | is read as a `models::Pet` and written as equal JSON |
//! | `Pet {"name": "Rex"} => {"name": "rex"}` | is written as this JSON |
//! | `Pet {} !! missing member` | is refused; the error has this text |
//! | `> assert_eq!(Pet::new("Rex").name, "Rex");` | Rust, with all of `models` in scope |
//!
//! Empty lines and those with `#` are for people. Takes the examples, gives the text of one program that runs all of them.

use std::fmt::Write as _;

use super::Case;

/// The program of all cases that have examples; each case is a module of the crate `all_cases`.
pub(crate) fn program(cases: &[Case]) -> String {
    let (mut functions, mut calls) = (String::new(), String::new());
    for case in cases {
        let Some(examples) = &case.examples else { continue };
        let module = case.module();
        let mut body = String::new();
        for (index, line) in examples.lines().enumerate() {
            let place = format!("{}/{}.examples:{}", case.area, case.name, index + 1);
            let _ = writeln!(body, "    {}", statement(&place, line.trim()));
        }
        let _ = write!(
            functions,
            "#[allow(deprecated, unused_imports, unused_variables, non_snake_case)]\n\
             fn {module}(c: &mut checks::Checks) {{\n    use all_cases::{module}::{{models, models::*}};\n{body}}}\n\n"
        );
        let _ = writeln!(calls, "    {module}(&mut c);");
    }
    let mut types = String::new();
    for ty in cases.iter().flat_map(super::drawn::types) {
        let _ = writeln!(types, "    ({:?}, checks::through::<all_cases::{}>),", ty.path, ty.path);
    }
    format!(
        "//! The examples of all cases.\n#![recursion_limit = \"1024\"]\nmod calls;\nmod checks;\n\n{functions}\
         /// What values are drawn for.\n#[allow(deprecated)]\nconst TYPES: &[(&str, checks::Through)] = &[\n{types}];\n\n\
         fn main() -> Result<(), String> {{\n    let mut c = checks::Checks::default();\n{calls}    c.drawn(TYPES, \"drawn.txt\");\n    c.end()\n}}\n"
    )
}

fn statement(place: &str, line: &str) -> String {
    if line.is_empty() || line.starts_with('#') {
        return String::new();
    }
    if let Some(code) = line.strip_prefix("> ") {
        return format!("{code} // {place}");
    }
    let (ty, text) = line.split_once(' ').unwrap_or_else(|| panic!("{place}: a type, then JSON"));
    match (text.split_once(" => "), text.split_once(" !! ")) {
        (Some((given, wanted)), _) => format!("c.same::<models::{ty}>({place:?}, {given:?}, {wanted:?});"),
        (None, Some((given, why))) => format!("c.refused::<models::{ty}>({place:?}, {given:?}, {why:?});"),
        (None, None) => format!("c.same::<models::{ty}>({place:?}, {text:?}, {text:?});"),
    }
}
