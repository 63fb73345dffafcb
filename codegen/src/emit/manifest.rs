//! `Cargo.toml` and `README.md`.
//!
//! Takes the planned package, gives text. No text of the document may end up as anything but one TOML string.

use super::{File, split_manifest};
use crate::base::toml_string;
use crate::plan::Plan;
use crate::plan::ir::{Feature, License, Package};

/// The feature that brings the features of all tags.
const ALL: &str = "all-apis";

/// The features: name, what they bring, and what they switch on where the runtime is embedded; nothing: no other crate knows them.
const FEATURES: &[(&str, &str, &str)] = &[
    (
        "reqwest",
        "Sends requests with reqwest and rustls; without it, bring a transport of your own.",
        "\"dep:reqwest\", \"dep:rustls\", \"dep:rustls-platform-verifier\", \"dep:tokio\"",
    ),
    ("gzip", "Compressed responses, for reqwest.", "\"reqwest\", \"reqwest?/gzip\", \"dep:flate2\""),
    ("brotli", "Compressed responses, for reqwest.", "\"reqwest\", \"reqwest?/brotli\""),
    ("zstd", "Compressed responses, for reqwest.", "\"reqwest\", \"reqwest?/zstd\""),
    ("tracing", "A span for each attempt of a call.", "\"dep:tracing\""),
    ("tower", "Sends requests with a service of tower.", "\"dep:tower-service\""),
    (
        "blocking",
        "Waits for calls in programs without an asynchronous runtime.",
        "\"reqwest\", \"tokio?/rt-multi-thread\"",
    ),
    (
        "dyn",
        "A handle for each trait that holds any implementation of it; costs a sixth of the compile time of the API.",
        "",
    ),
];

/// The same where the configuration asks for it; it is then on by default.
const PATTERNS: (&str, &str, &str) =
    ("patterns", "Matches texts against the patterns of the description before they are sent.", "\"dep:regex-lite\"");

/// What the embedded runtime depends on: name, and the right side of its line.
const EMBEDDED: &[(&str, &str)] = &[
    ("bytes", "\"1.10\""),
    ("fastrand", "\"2.3\""),
    ("flate2", "{ version = \"1.0\", optional = true }"),
    ("futures-core", "{ version = \"0.3\", default-features = false }"),
    ("http", "\"1.3\""),
    ("http-body", "\"1.0\""),
    ("jiff", "{ version = \"1.0\", default-features = false, features = [\"std\"] }"),
    ("percent-encoding", "\"2.3\""),
    (
        "reqwest",
        "{ version = \"0.13\", default-features = false, features = [\"rustls-no-provider\", \"http2\"], optional = true }",
    ),
    ("regex-lite", "{ version = \"0.1\", optional = true }"),
    ("serde", "{ version = \"1.0\", default-features = false, features = [\"std\"] }"),
    ("serde_json", "\"1.0\""),
    ("tokio", "{ version = \"1.40\", features = [\"time\"], optional = true }"),
    ("tower-service", "{ version = \"0.3\", optional = true }"),
    ("tracing", "{ version = \"0.1\", default-features = false, features = [\"std\"], optional = true }"),
];

/// The same, except on wasm, where the browser does it.
const EMBEDDED_NATIVE: &[(&str, &str)] = &[
    (
        "rustls",
        "{ version = \"0.23\", default-features = false, features = [\"logging\", \"ring\", \"std\", \"tls12\"], optional = true }",
    ),
    ("rustls-platform-verifier", "{ version = \"0.7\", optional = true }"),
];

/// `Cargo.toml`.
pub(super) fn emit_manifest(plan: &Plan) -> File {
    let package = &plan.package;
    let mut lines = emit_head(package, &package.name, &package.description);
    lines.extend(["readme = \"README.md\"".to_owned(), String::new(), "[features]".to_owned()]);
    let patterns = package.patterns.then_some(&PATTERNS);
    let all = (!package.features.is_empty()).then_some(ALL);
    let default: Vec<String> =
        [Some("reqwest"), patterns.map(|row| row.0), all].into_iter().flatten().map(toml_string).collect();
    lines.push(format!("default = [{}]", default.join(", ")));
    let forwarded = |name: &str| split_manifest::emit_forwarded(plan.split.as_ref(), None, name);
    lines.extend(emit_features(package, &forwarded));
    if !package.features.is_empty() {
        lines.push("# All operations and types.".to_owned());
        lines.push(format!("{ALL} = ["));
        lines.extend(package.features.iter().map(|feature| format!("    {},", toml_string(&feature.name))));
        lines.push("]".to_owned());
        for Feature { name, operations, types } in &package.features {
            lines.push(match operations {
                0 => format!("# Types that no operation needs: {types}."),
                _ => format!("# Operations: {operations}, with types: {types}."),
            });
            lines.push(format!("{} = {}", feature_key(name), forwarded(name)));
        }
    }
    lines.extend([String::new(), "[dependencies]".to_owned()]);
    match &plan.split {
        None => {
            lines.extend(package.dependencies.iter().map(|(name, line)| format!("{name} = {line}")));
            lines.extend(match &package.runtime {
                None => emit_embedded(package),
                Some(_) => split_manifest::emit_runtime(package).into_iter().collect(),
            });
        }
        Some(split) => lines.extend(split_manifest::emit_dependencies(split, None)),
    }
    if package.workspace {
        lines.extend([
            String::new(),
            "# The crate stands alone, also inside of another workspace's folder.".to_owned(),
            "[workspace]".to_owned(),
        ]);
    }
    lines.extend(plan.split.iter().flat_map(|split| split_manifest::emit_workspace(package, split)));
    lines.push(String::new());
    File { path: "Cargo.toml".to_owned(), text: lines.join("\n") }
}

/// What all manifests begin with.
pub(super) fn emit_head(package: &Package, name: &str, description: &str) -> Vec<String> {
    let mut lines = vec![
        "# Generated by oasmith. Do not edit.".to_owned(),
        String::new(),
        "[package]".to_owned(),
        format!("name = {}", toml_string(name)),
        format!("version = {}", toml_string(&package.version)),
        "edition = \"2024\"".to_owned(),
        "rust-version = \"1.88\"".to_owned(),
        format!("description = {}", toml_string(description)),
    ];
    if let Some(License::Spdx(license)) = &package.license {
        lines.push(format!("license = {}", toml_string(license)));
    }
    lines
}

/// The features that have nothing to do with the description. `forwarded` is what one brings that only generated code knows.
fn emit_features(package: &Package, forwarded: &dyn Fn(&str) -> String) -> Vec<String> {
    let patterns = package.patterns.then_some(&PATTERNS);
    let embedded = package.runtime.is_none();
    let rows = FEATURES.iter().chain(patterns).flat_map(|(name, why, switches)| {
        let line = match (embedded, *switches) {
            (_, "") => format!("{name} = {}", forwarded(name)),
            (true, switches) => format!("{name} = [{switches}]"),
            (false, _) => format!("{name} = [\"oasmith-runtime/{name}\"]"),
        };
        [format!("# {why}"), line]
    });
    rows.collect()
}

/// The features of the runtime's source, where that is a crate of its own.
pub(super) fn emit_runtime_features() -> Vec<String> {
    let rows = FEATURES.iter().chain([&PATTERNS]).filter(|(_, _, switches)| !switches.is_empty());
    rows.map(|(name, _, switches)| format!("{name} = [{switches}]")).collect()
}

/// What the source of the runtime depends on. What the configuration says of a crate counts.
pub(super) fn emit_embedded(package: &Package) -> Vec<String> {
    let line = |(name, value): &(&str, &str)| format!("{name} = {value}");
    let is_left = |name: &str| package.dependencies.iter().all(|(other, _)| other != name);
    // Without the feature, nothing names it.
    let is_used = |name: &str| package.patterns || package.runtime.is_some() || name != "regex-lite";
    let mut lines: Vec<String> = EMBEDDED.iter().filter(|(name, _)| is_left(name) && is_used(name)).map(line).collect();
    lines.extend([String::new(), "[target.'cfg(not(target_family = \"wasm\"))'.dependencies]".to_owned()]);
    lines.extend(EMBEDDED_NATIVE.iter().map(line));
    lines
}

/// The name of a dependency of the runtime's source, if a dependency of the configuration is one.
pub(super) fn is_of_runtime(name: &str) -> bool {
    EMBEDDED.iter().any(|(other, _)| *other == name)
}

/// The left side of a feature's line.
pub(super) fn feature_key(name: &str) -> String {
    let is_bare = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if is_bare { name.to_owned() } else { toml_string(name) }
}

/// What the README says of the features of tags.
fn features_of_tags(package: &Package) -> Vec<String> {
    let Some(first) = package.features.first() else { return Vec::new() };
    let mut lines = vec![
        String::new(),
        "## Compile only what you call".to_owned(),
        String::new(),
        "Each tag has a feature, which brings its trait and the types that it needs; all of them are on by default. For one of them:"
            .to_owned(),
        String::new(),
        "```toml".to_owned(),
        format!(
            "{} = {{ version = {}, default-features = false, features = [\"reqwest\", {}] }}",
            package.name,
            toml_string(&package.version),
            toml_string(&first.name)
        ),
        "```".to_owned(),
        String::new(),
        "| feature | operations | types |".to_owned(),
        "| --- | --- | --- |".to_owned(),
    ];
    lines.extend(
        package
            .features
            .iter()
            .map(|feature| format!("| `{}` | {} | {} |", feature.name, feature.operations, feature.types)),
    );
    lines
}

/// `README.md`.
pub(super) fn emit_readme(plan: &Plan) -> File {
    let package = &plan.package;
    let title = if package.readme.title.is_empty() { &package.name } else { &package.readme.title };
    let mut lines = vec![format!("# {}", crate::plan::docs::line(title)), String::new()];
    lines.push(
        "Generated by oasmith from an OpenAPI description. Do not edit: change the description and generate again."
            .to_owned(),
    );
    if !package.readme.body.is_empty() {
        lines.push(String::new());
        lines.extend(package.readme.body.iter().cloned());
    }
    let example: Vec<&String> = plan
        .root
        .example
        .iter()
        .skip_while(|line| *line != "```no_run")
        .skip(1)
        .take_while(|line| *line != "```")
        .collect();
    if !example.is_empty() {
        lines.extend([String::new(), "```rust".to_owned()]);
        lines.extend(example.into_iter().filter(|line| !line.starts_with("# ")).cloned());
        lines.push("```".to_owned());
    }
    // Without the heading.
    let hints: Vec<String> =
        plan.root.hints.iter().skip(2).map(|line| line.replace("[`", "`").replace("`]", "`")).collect();
    if !hints.is_empty() {
        lines.push(String::new());
        lines.extend(hints);
    }
    lines.extend([String::new(), "| module | what is in it |".to_owned(), "| --- | --- |".to_owned()]);
    lines.push(
        "| `api` | a trait for each tag; `Client` implements all of them over HTTP, a test double any of them |"
            .to_owned(),
    );
    lines.push("| `models` | what is sent and received |".to_owned());
    lines.push(String::new());
    lines.push(
        "The feature `reqwest` (on by default) brings the HTTP transport; `gzip`, `brotli` and `zstd` compressed responses, `tracing` spans, \
         `tower` another transport, `blocking` calls without an asynchronous runtime."
            .to_owned(),
    );
    if let Some(file) = plan.apis.first().filter(|_| plan.root.gated_handles) {
        let (handle, api) = (&file.api.handle.ident, &file.api.ident);
        lines.push(format!(
            "The feature `dyn` brings a type for each trait that holds any implementation: `api::{handle}` for `{api}`."
        ));
    }
    if plan.split.is_some() {
        lines.extend([
            String::new(),
            format!(
                "`{}` is made of the crates below `crates/`, which are compiled beside each other, and re-exports them. What each of them is called and \
                 holds changes with the description: depend on `{}` alone.",
                package.name, package.name
            ),
        ]);
    }
    lines.extend(features_of_tags(package));
    lines.push(String::new());
    File { path: "README.md".to_owned(), text: lines.join("\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_string() {
        assert_eq!(toml_string("a\"b\\c\nd\u{7f}"), "\"a\\\"b\\\\c\\u000Ad\\u007F\"");
        let package = Package { description: "x\"\n[dependencies]\nevil = \"1".to_owned(), ..Package::default() };
        let text = emit_manifest(&Plan { package, ..Plan::default() }).text;
        assert_eq!(text.lines().filter(|line| line.starts_with("[dependencies]")).count(), 1);
    }
}
