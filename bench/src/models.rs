//! The models of a document as four crates: as they are emitted; the same without their JSON code; with serde's derives; and these without
//! any derive of serde. Those with JSON have a program that reads and writes each type.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use oasmith_codegen::diag::Diagnostics;
use oasmith_codegen::options::Options;
use oasmith_codegen::plan::Plan;
use oasmith_codegen::plan::ir::ItemKind;
use oasmith_codegen::{emit, lower, names, plan, resolve, shape, source};

use crate::derived;

/// The root of the crate without JSON code, with what its types want of such code: what constructors are not given, and what reads a value
/// of no known form.
const BARE: &str = "#![allow(deprecated, dead_code, unused_variables)]
pub mod models;
mod rt {
    pub use ::oasmith_runtime::generated::*;
    pub fn blank<T>() -> T {
        unimplemented!()
    }
    pub fn from_str<T>(json: &str) -> Result<T, DecodeError> {
        unimplemented!()
    }
}
";

/// Writes the crates `emitted`, `bare`, `derived` and `plain` below `folder`.
pub(crate) fn write(spec: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let source::Source { tree, diagnostics } = source::load(Path::new(spec), &source::LoadOptions::default());
    if diagnostics.has_fatal() {
        return Err(format!("{spec}: cannot be read").into());
    }
    let mut options = Options::default();
    // No module may be behind a feature that is off.
    options.package.tag_features = Some(false);
    let plan = plan_of(&tree, &options, &names::Lock::default());
    let runtime = fs::canonicalize(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../runtime"))?;
    let (emitted, bare) = (folder.join("emitted"), folder.join("bare"));
    for file in emit::emit(&plan) {
        let text = match file.path.as_str() {
            "src/wire/mod.rs" => "mod models;\n".to_owned(),
            path if path.starts_with("src/models/") || path.starts_with("src/wire/models/") => file.text,
            _ => continue,
        };
        if file.path.starts_with("src/models/") {
            put(&bare.join(&file.path), &text.replace("Value::of(&value)", "Value::Null"))?;
        }
        put(&emitted.join(&file.path), &text)?;
    }
    put(&bare.join("src/lib.rs"), BARE)?;
    put(
        &emitted.join("src/lib.rs"),
        "#![allow(deprecated)]\npub mod models;\nmod wire;\nuse ::oasmith_runtime::generated as rt;\n",
    )?;
    let dependency = format!("oasmith-runtime = {{ path = {runtime:?}, default-features = false }}");
    put(&emitted.join("Cargo.toml"), &manifest("emitted", &dependency))?;
    put(&bare.join("Cargo.toml"), &manifest("bare", &dependency))?;
    let ours = "fn round<T: oasmith_runtime::json::Decode + oasmith_runtime::json::Encode>(json: &str) -> usize {
    oasmith_runtime::json::from_str::<T>(json).map_or(0, |value| oasmith_runtime::json::to_string(&value).len())\n}\n";
    put(&emitted.join("src/main.rs"), &program(&plan, "emitted::models", ours))?;

    let derived = folder.join("derived");
    let models = derived::models(&plan);
    let plain = folder.join("plain");
    put(&plain.join("src/lib.rs"), &derived::without_json(&models))?;
    put(&plain.join("Cargo.toml"), &manifest("plain", ""))?;
    put(&derived.join("src/lib.rs"), &models)?;
    let theirs = "fn round<T: serde::de::DeserializeOwned + serde::Serialize>(json: &str) -> usize {
    serde_json::from_str::<T>(json).ok().and_then(|value| serde_json::to_string(&value).ok()).map_or(0, |text| text.len())\n}\n";
    put(&derived.join("src/main.rs"), &program(&plan, "derived", theirs))?;
    let dependencies = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"";
    put(&derived.join("Cargo.toml"), &manifest("derived", dependencies))
}

/// The plan of a document.
pub(crate) fn plan_of(tree: &source::Tree, options: &Options, lock: &names::Lock) -> Plan {
    let mut diags = Diagnostics::new();
    let mut api = lower::lower(tree, options, &mut diags);
    let _ = resolve::resolve(&mut api, &mut diags);
    let shapes = shape::shape(&api);
    let pointer = |node| tree.pointer(node);
    let names = names::name(&api, &shapes, lock, &pointer, &mut diags);
    let selection = plan::select(&mut api, options, &mut diags);
    let nodes = plan::Nodes { pointer: &pointer, value: &|node| tree.json(node) };
    plan::plan(&api, &shapes, &names, options, &selection, &nodes, &mut diags)
}

/// A program that reads the text of its argument as each type, and writes it.
fn program(plan: &Plan, module: &str, round: &str) -> String {
    let items = plan.models.iter().flat_map(|file| &file.items);
    let types = items.filter(|item| !matches!(item.kind, ItemKind::Alias(_))).map(|item| &item.ident);
    let calls: String = types.map(|ident| format!("    sum += round::<{module}::{ident}>(&json);\n")).collect();
    format!(
        "#![allow(deprecated)]\n{round}fn main() {{\n    let json = std::env::args().nth(1).unwrap_or_default();\n    let mut sum = 0;\n{calls}    println!(\"{{sum}}\");\n}}\n"
    )
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[profile.release]\nstrip = true\n\n[dependencies]\n{dependencies}\n"
    )
}

fn put(path: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, text)?)
}
