//! What cargo takes as the name and the version of a package.
//!
//! Takes a text, says what is wrong with it. Must not change it.

/// Checks the name of a package: cargo takes letters, digits, `-` and `_`, a letter first, and no name that means something
/// else to Rust.
///
/// # Errors
/// A sentence that says what is wrong.
pub fn check_package_name(name: &str) -> Result<(), String> {
    let problem = match name.chars().next() {
        None => "is empty",
        Some(first) if !first.is_ascii_alphabetic() => "does not start with a letter",
        Some(_) if name.len() > 64 => "is longer than 64 characters",
        Some(_) if !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) => {
            "has other characters than letters, digits, `-` and `_`"
        }
        Some(_) if RESERVED.contains(&name.replace('-', "_").to_ascii_lowercase().as_str()) => {
            "means something else to Rust or cargo"
        }
        Some(_) => return Ok(()),
    };
    Err(format!("the package name `{}` {problem}", name.escape_debug()))
}

/// Keywords that no crate can be called by, crates that are always there, and folders that cargo makes.
const RESERVED: &[&str] = &[
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "build",
    "const",
    "continue",
    "core",
    "crate",
    "deps",
    "do",
    "dyn",
    "else",
    "enum",
    "examples",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "incremental",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "oasmith_runtime",
    "override",
    "priv",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// Checks a version: `1.2.3`, with `-pre` and `+build` (Semantic Versioning 2.0.0, section 2, 9 and 10).
///
/// # Errors
/// A sentence that says what is wrong.
pub(super) fn check_package_version(version: &str) -> Result<(), String> {
    let (rest, build) = version.split_once('+').map_or((version, None), |(rest, build)| (rest, Some(build)));
    let (numbers, pre) = rest.split_once('-').map_or((rest, None), |(numbers, pre)| (numbers, Some(pre)));
    let parts: Vec<&str> = numbers.split('.').collect();
    let is_number = |part: &&str| {
        part.parse::<u64>().is_ok()
            && part.bytes().all(|b| b.is_ascii_digit())
            && (part.len() == 1 || !part.starts_with('0'))
    };
    let is_label = |label: &str| {
        label.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    };
    if parts.len() == 3 && parts.iter().all(is_number) && pre.is_none_or(is_label) && build.is_none_or(is_label) {
        Ok(())
    } else {
        Err(format!("the package version `{}` is not of the form `1.2.3`", version.escape_debug()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_cargo_takes() {
        for name in ["a", "confluent-iam", "A_b9", "judged"] {
            assert_eq!(check_package_name(name), Ok(()));
        }
        for name in
            ["", "9a", "-a", "a b", "ä", "a/b", "..", "Self", "core", "proc-macro", "a\nb", "type", &"a".repeat(65)]
        {
            assert!(check_package_name(name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn versions_have_three_numbers() {
        for version in ["0.1.0", "1.22.333", "1.0.0-rc.1", "1.0.0-rc-2+build.7", "1.0.0+2024-01-01"] {
            assert_eq!(check_package_version(version), Ok(()));
        }
        for version in
            ["", "1", "1.2", "01.2.3", "1.2.3.4", "v1.2.3", "1.2.x", "1.2.3-", "1.2.3+", "1.2.3-a..b", "1.2.+3"]
        {
            assert!(check_package_version(version).is_err(), "{version:?}");
        }
    }
}
