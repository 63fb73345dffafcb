//! The examples in the documentation of operations, as text of a program.
//!
//! Takes generated files, gives Rust: rustdoc compiles each example as a program of its own or all of them at once, depending on its
//! version; who wants to know whether they compile puts them into one.

use crate::output::GeneratedFile;

/// A module for each example, each with the function that the example is; to be compiled in a crate that depends on the generated one.
#[must_use]
pub fn calls(files: &[GeneratedFile]) -> String {
    let mut text = String::new();
    let mut count = 0_usize;
    for file in files.iter().filter(|file| file.path.starts_with("src/api/")) {
        let mut is_inside = false;
        for line in file.text.lines().filter_map(|line| line.trim_start().strip_prefix("/// ")) {
            match line {
                "```no_run" => {
                    is_inside = true;
                    count += 1;
                    text.push_str(&format!("mod call_{count} {{\n"));
                }
                "```" if is_inside => {
                    is_inside = false;
                    text.push_str("}\n");
                }
                line if is_inside => {
                    text.push_str(line.strip_prefix("# ").unwrap_or(line));
                    text.push('\n');
                }
                _ => {}
            }
        }
    }
    text
}
