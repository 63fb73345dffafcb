//! `[types]` and `[dependencies]`: types of other crates, and the crates that they come from.
//!
//! Takes TOML, gives paths and lines of a manifest. No text may become anything but a type, or one line.

use toml::Spanned;
use toml::de::DeValue;

use crate::base::{OrderedMap, toml_string};

use super::check_package_name;
use super::table::{Findings, Section, wrong_type};

/// `[types]`: a `format` or the pointer of a schema, with the path of a Rust type.
pub(super) fn read_types(findings: &mut Findings<'_>, top: Section<'_>) -> OrderedMap<String, String> {
    let mut types = OrderedMap::new();
    let Some(all) = top.section(findings, "types", "`[types]`") else { return types };
    for (key, value) in all.entries() {
        let Some((text, span)) = all.text(findings, key) else { continue };
        if is_type(text) {
            types.insert(key.to_owned(), text.to_owned());
        } else {
            let message = format!("`{}` is not the path of a type, such as `uuid::Uuid`", text.escape_debug());
            findings.push(span.start, message);
        }
        if key.is_empty() || (key.contains('/') && !key.starts_with("#/")) {
            let message = format!("`{}` is neither a format nor a pointer that begins with `#/`", key.escape_debug());
            findings.push(value.span().start, message);
        }
    }
    types
}

/// A path with parameters: identifiers, `::`, `<`, `>` and commas. What else it takes to be a type, rustc says.
fn is_type(text: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let mut depth = 0_usize;
    for char in text.chars() {
        match char {
            '<' => depth += 1,
            '>' if depth == 0 => return false,
            '>' => depth -= 1,
            _ => {}
        }
    }
    let paths = text.split(['<', '>', ',']).map(str::trim);
    let mut words = paths.filter(|path| !path.is_empty()).flat_map(|path| path.trim_start_matches("::").split("::"));
    depth == 0 && is_word(text.trim_start_matches("::").get(..1).unwrap_or_default()) && words.all(is_word)
}

/// `[dependencies]`, as cargo has it.
pub(super) fn read_dependencies(findings: &mut Findings<'_>, top: Section<'_>) -> OrderedMap<String, String> {
    let mut dependencies = OrderedMap::new();
    let Some(all) = top.section(findings, "dependencies", "`[dependencies]`") else { return dependencies };
    for (name, value) in all.entries() {
        if let Err(message) = check_package_name(name) {
            findings.push(value.span().start, message);
        }
        if let Some(line) = inline(findings, name, value) {
            dependencies.insert(name.to_owned(), line);
        }
    }
    dependencies
}

/// A value on one line.
fn inline(findings: &mut Findings<'_>, key: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
    match value.get_ref() {
        DeValue::String(text) => Some(toml_string(text)),
        DeValue::Boolean(flag) => Some(flag.to_string()),
        DeValue::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| inline(findings, key, item)).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        DeValue::Table(table) => {
            let mut entries: Vec<_> = table.iter().collect();
            entries.sort_by_key(|(key, _)| key.span().start);
            let entries = entries.into_iter().map(|(key, value)| {
                let name = key.get_ref().as_ref();
                let is_bare = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
                let shown = if is_bare && !name.is_empty() { name.to_owned() } else { toml_string(name) };
                Some(format!("{shown} = {}", inline(findings, name, value)?))
            });
            let entries: Option<Vec<String>> = entries.collect();
            Some(format!("{{ {} }}", entries?.join(", ")))
        }
        _ => wrong_type(findings, value, key, "what cargo takes for a dependency"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::*;

    #[test]
    fn types_are_paths() {
        for text in ["uuid::Uuid", "::a::B", "chrono::DateTime<chrono::Utc>", "crate::Money<u8, Vec<String>>", "String"]
        {
            assert!(is_type(text), "{text}");
        }
        for text in ["", "a b", "a; b", "a::B>", "a::<B", "&str", "fn()", "a::B<'static>", "1a", "[u8; 4]", "a:B"] {
            assert!(!is_type(text), "{text}");
        }
    }

    #[test]
    fn dependencies_stay_one_line() {
        let text = "[dependencies]\na = '1'\n[dependencies.b]\nversion = \"\"\"x\"\ny\"\"\"\nfeatures = ['serde']\n";
        let options = Options::parse("oasmith.toml", text).unwrap();
        let lines: Vec<String> = options.dependencies.iter().map(|(name, line)| format!("{name} = {line}")).collect();
        assert_eq!(lines, ["a = \"1\"", "b = { version = \"x\\\"\\u000Ay\", features = [\"serde\"] }"]);
        assert!(Options::parse("oasmith.toml", "[dependencies]\na = 1").is_err());
        assert!(Options::parse("oasmith.toml", "[types]\nuuid = 'a; b'").is_err());
        assert!(Options::parse("oasmith.toml", "[types]\n'a/b' = 'a::B'").is_err());
    }
}
