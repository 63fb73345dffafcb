//! Which files there are below `wire/models`.
//!
//! Takes the model files, gives for each what holds its JSON code: one file for the types of each feature, one for those that are always
//! there, so that a type costs no file of its own. Types that several features need have one, because it is compiled for any of those.

use std::collections::BTreeMap;

use super::krate::Krate;
use super::root::{Module, emit_modules};
use super::wire_models::{emit_wire_models, is_empty};
use crate::format::SourceFile;
use crate::names::bare;
use crate::plan::Plan;
use crate::plan::ir::ModelFile;

/// The folder, below the crate's.
const FOLDER: &str = "src/wire/models";
/// The file of the types that are always there, which declares the modules of the others.
const ROOT: &str = "src/wire/models/mod.rs";
/// The module of the types that several features need.
const SHARED: &str = "shared";

/// A file below `wire/models`.
pub(super) struct WireFile<'p> {
    /// Its path below the crate's folder.
    pub(super) path: String,
    /// The modules that it declares.
    modules: Vec<(String, &'p [Box<str>])>,
    /// What it is about.
    models: Vec<&'p ModelFile>,
}

/// The path of the file that holds the JSON code of the types of a model file.
pub(crate) fn wire_path(file: &ModelFile) -> String {
    match file.features.as_slice() {
        [] => ROOT.to_owned(),
        [feature] => format!("{FOLDER}/{}.rs", module_of(feature)),
        _ => format!("{FOLDER}/{SHARED}/{}.rs", bare(&file.module)),
    }
}

/// The module of the types that only one feature needs. Features are called `api-..` or `other-..`, so this is never [`SHARED`].
fn module_of(feature: &str) -> String {
    feature.replace('-', "_")
}

/// All files below `wire/models` of a crate.
pub(super) fn wire_files<'p>(krate: &Krate<'p>) -> Vec<WireFile<'p>> {
    let mut files: BTreeMap<String, Vec<&'p ModelFile>> = BTreeMap::from([(ROOT.to_owned(), Vec::new())]);
    let (mut features, mut shared) = (BTreeMap::new(), Vec::new());
    for file in krate.models.iter().copied().filter(|file| !is_empty(file)) {
        files.entry(wire_path(file)).or_default().push(file);
        match file.features.as_slice() {
            [] => {}
            one @ [feature] => _ = features.insert(module_of(feature), one),
            several => shared.push((file.module.to_string(), several)),
        }
    }
    let mut modules: Vec<(String, &[Box<str>])> = features.into_iter().collect();
    let mut out = Vec::new();
    if !shared.is_empty() {
        modules.push((SHARED.to_owned(), &[]));
        out.push(WireFile { path: format!("{FOLDER}/{SHARED}/mod.rs"), modules: shared, models: Vec::new() });
    }
    for (path, mut models) in files {
        // Not in the order of the document: a document that is put in another order leaves the file as it is.
        models.sort_by_key(|file| &file.module);
        let modules = if path == ROOT { std::mem::take(&mut modules) } else { Vec::new() };
        out.push(WireFile { path, modules, models });
    }
    out
}

/// The items of a file.
pub(super) fn emit_wire_file(plan: &Plan, file: &WireFile<'_>) -> SourceFile {
    let modules = file.modules.iter().map(|(name, features)| Module { name, types: Vec::new(), features });
    let mut out = emit_modules(modules.collect(), None);
    emit_wire_models(plan, &file.models, &mut out);
    out
}
