//! The manifests of a crate that is split: which crate depends on which, and how features reach them.
//!
//! Takes the plan, gives text. Versions and paths are said once, in the workspace that the whole is.

use super::File;
use super::manifest::{emit_embedded, emit_head, emit_runtime_features, feature_key, is_of_runtime};
use crate::base::toml_string;
use crate::plan::Plan;
use crate::plan::ir::{Crate, CrateKind, Dependency, Package, Split};

/// The feature of handles.
const HANDLES: &str = "dyn";

/// A longer list takes a line for each of its entries.
const WIDTH: usize = 100;

/// The folder of the runtime's source where that is a crate of its own.
pub(crate) const RUNTIME_FOLDER: &str = "crates/runtime";

/// The package of the runtime's source, where that is a crate of its own.
pub(super) fn runtime_member(package: &Package) -> Option<&str> {
    match &package.runtime {
        Some(Dependency::Member(name)) => Some(name),
        _ => None,
    }
}

/// The `Cargo.toml` of one of the crates.
pub(super) fn emit_member_manifest(plan: &Plan, member: &Crate) -> File {
    let (package, split) = (&plan.package, plan.split.as_ref());
    let mut lines = emit_head(package, &member.name, &part_of(package));
    // What users copy names the crate that they depend on, which this one does not know.
    lines.extend(["", "[lib]", "doctest = false", "", "[features]"].map(str::to_owned));
    if member.kind == CrateKind::Apis {
        lines.push(format!("{HANDLES} = []"));
    }
    let feature = |name: &str| format!("{} = {}", feature_key(name), emit_forwarded(split, Some(member), name));
    lines.extend(member.features.iter().map(|name| feature(name)));
    lines.extend([String::new(), "[dependencies]".to_owned()]);
    lines.extend(package.dependencies.iter().map(|(name, _)| inherited(name, false)));
    lines.extend(split.into_iter().flat_map(|split| emit_dependencies(split, Some(member))));
    lines.push(String::new());
    File { path: "Cargo.toml".to_owned(), text: lines.join("\n") }
}

/// The `Cargo.toml` of the runtime's source.
pub(super) fn emit_runtime_manifest(package: &Package, name: &str) -> File {
    let mut lines = emit_head(package, name, &part_of(package));
    lines.extend(["", "[lib]", "doctest = false", "", "[features]"].map(str::to_owned));
    lines.extend(emit_runtime_features());
    lines.extend([String::new(), "[dependencies]".to_owned()]);
    let told = package.dependencies.iter().filter(|(name, _)| is_of_runtime(name));
    lines.extend(told.map(|(name, _)| inherited(name, false)));
    lines.extend(emit_embedded(package));
    lines.push(String::new());
    File { path: format!("{RUNTIME_FOLDER}/Cargo.toml"), text: lines.join("\n") }
}

fn part_of(package: &Package) -> String {
    format!("A part of {}, which re-exports it", package.name)
}

/// What a feature brings: the feature of the same name of every crate that is used and has it.
pub(super) fn emit_forwarded(split: Option<&Split>, by: Option<&Crate>, feature: &str) -> String {
    let mut entries = Vec::new();
    for other in split.into_iter().flat_map(|split| split.used(by)) {
        let name = &other.name;
        if feature == HANDLES && other.kind == CrateKind::Apis {
            // What nobody needs is not brought by its handles.
            let weak = if other.optional { "?" } else { "" };
            entries.push(toml_string(&format!("{name}{weak}/{feature}")));
        }
        if other.features.iter().any(|known| **known == *feature) {
            entries.extend(other.optional.then(|| toml_string(&format!("dep:{name}"))));
            entries.push(toml_string(&format!("{name}/{feature}")));
        }
    }
    let line = format!("[{}]", entries.join(", "));
    if line.len() <= WIDTH {
        return line;
    }
    let lines: Vec<String> = entries.iter().map(|entry| format!("    {entry},\n")).collect();
    format!("[\n{}]", lines.concat())
}

/// The runtime and the crates that one of them uses, or all of them.
pub(super) fn emit_dependencies(split: &Split, by: Option<&Crate>) -> Vec<String> {
    let used = split.used(by).map(|other| inherited(&other.name, other.optional));
    std::iter::once(inherited("oasmith-runtime", false)).chain(used).collect()
}

/// A dependency that the workspace knows.
fn inherited(name: &str, optional: bool) -> String {
    match optional {
        true => format!("{name} = {{ workspace = true, optional = true }}"),
        false => format!("{name} = {{ workspace = true }}"),
    }
}

/// Where the crates are, and what the configuration says of others: paths are those of the whole.
pub(super) fn emit_workspace(package: &Package, split: &Split) -> Vec<String> {
    let mut lines = vec![String::new(), "[workspace.dependencies]".to_owned()];
    lines.extend(package.dependencies.iter().map(|(name, line)| format!("{name} = {line}")));
    lines.extend(emit_runtime(package));
    let version = exactly(package);
    lines.extend(split.members.iter().map(|member| {
        let (name, path) = (&member.name, toml_string(&member.folder));
        format!("{name} = {{ version = {version}, path = {path}, default-features = false }}")
    }));
    lines
}

/// The line of the runtime, unless it is embedded.
pub(super) fn emit_runtime(package: &Package) -> Option<String> {
    let from = match package.runtime.as_ref()? {
        Dependency::Path(path) => format!("path = {}", toml_string(path)),
        Dependency::Registry(version) => format!("version = {}", toml_string(version)),
        Dependency::Member(name) => {
            let (name, version, path) = (toml_string(name), exactly(package), toml_string(RUNTIME_FOLDER));
            format!("package = {name}, version = {version}, path = {path}")
        }
    };
    Some(format!("oasmith-runtime = {{ {from}, default-features = false }}"))
}

/// Crates that were generated together belong together. What stands behind `+` is no part of a requirement.
fn exactly(package: &Package) -> String {
    let version = package.version.split('+').next().unwrap_or_default();
    toml_string(&format!("={version}"))
}
