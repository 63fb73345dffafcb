//! `Cargo.toml` and the README of the generated crate.
//!
//! Takes `info` and options, gives plain values; `emit` escapes them for TOML. Must not name a registry or a path of its own.

use super::Context;
use super::ir::{Dependency, License, Package, Readme};
use super::{docs, split};
use crate::options::{Check, Layout, Runtime};

/// The version of a generated crate unless the options say another one.
const VERSION: &str = "0.1.0";

/// The runtime's version that output of this generator works with.
const RUNTIME_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The manifest.
pub(super) fn plan_package(context: &Context<'_>) -> Package {
    let info = &context.api.info;
    let options = context.options;
    let name = options.package.name.clone().unwrap_or_else(|| context.names.package.to_string());
    let title = plain_line(&info.title);
    let described = if title.is_empty() { "an HTTP API".to_owned() } else { title.clone() };
    Package {
        manifest: options.layout == Layout::Crate,
        version: options.package.version.clone().unwrap_or_else(|| VERSION.to_owned()),
        description: format!("Client for {described}"),
        license: info.license.as_deref().and_then(spdx),
        workspace: true,
        features: Vec::new(),
        patterns: options.patterns && options.check != Check::Nothing,
        runtime: match &options.runtime {
            Runtime::Embed if options.is_split() => Some(Dependency::Member(split::member_name(&name, "runtime"))),
            Runtime::Embed => None,
            Runtime::Path(path) => Some(Dependency::Path(path.to_string_lossy().into_owned())),
            Runtime::Registry => Some(Dependency::Registry(RUNTIME_VERSION.to_owned())),
        },
        dependencies: options.dependencies.iter().map(|(name, line)| (name.clone(), line.clone())).collect(),
        name,
        readme: Readme { title, body: info.description.as_deref().map(docs::markdown).unwrap_or_default() },
    }
}

/// One line without control characters, not too long.
fn plain_line(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(200).collect()
}

/// The licence, when it is an SPDX expression of well-known identifiers: cargo publishes nothing else.
fn spdx(license: &str) -> Option<License> {
    const KNOWN: &[&str] = &[
        "0BSD",
        "AGPL-3.0-only",
        "AGPL-3.0-or-later",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC-BY-4.0",
        "CC0-1.0",
        "EUPL-1.2",
        "GPL-2.0-only",
        "GPL-2.0-or-later",
        "GPL-3.0-only",
        "GPL-3.0-or-later",
        "ISC",
        "LGPL-2.1-only",
        "LGPL-2.1-or-later",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "MIT",
        "MIT-0",
        "MPL-2.0",
        "Unlicense",
        "Zlib",
    ];
    let words: Vec<&str> = license.split_whitespace().collect();
    let is_expression = words.len() % 2 == 1
        && words
            .iter()
            .enumerate()
            .all(|(index, word)| if index % 2 == 0 { KNOWN.contains(word) } else { matches!(*word, "OR" | "AND") });
    is_expression.then(|| License::Spdx(words.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_expressions_or_nothing() {
        assert_eq!(spdx("MIT OR Apache-2.0"), Some(License::Spdx("MIT OR Apache-2.0".to_owned())));
        assert_eq!(spdx("Apache 2.0"), None);
        assert_eq!(spdx("MIT \"\n"), None);
        assert_eq!(spdx(""), None);
    }
}
