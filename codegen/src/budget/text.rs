//! The budget as a file: a line for each group, so that changes of several people merge.

use std::fmt::Write as _;

use crate::base::toml_string;
use crate::diag::Diagnostics;
use crate::options::table::{Findings, Section, read};

use super::{Budget, Cost};

const HEAD: &str = "# What the generated crate may cost, kept by `oasmith budget --write`: commit this file.\n";

impl Budget {
    /// The text of the file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = String::from(HEAD);
        for (group, cost) in &self.groups {
            let counts: Vec<String> = cost.counts().iter().map(|(name, count)| format!("{name} = {count}")).collect();
            let _ = writeln!(text, "{} = {{ {} }}", toml_string(group), counts.join(", "));
        }
        text
    }

    /// Reads the text of a file; `file` is its name in messages.
    ///
    /// # Errors
    /// All that is wrong with it, each with line and column.
    pub fn parse(file: &str, text: &str) -> Result<Self, Diagnostics> {
        read(file, text, read_groups)
    }
}

fn read_groups(findings: &mut Findings<'_>, top: Section<'_>) -> Budget {
    let names = Cost::default().counts().map(|(name, _)| name);
    let mut budget = Budget::default();
    for (group, _) in top.entries() {
        let title = format!("`{}`", group.escape_debug());
        let Some(counts) = top.section(findings, group, &title) else { continue };
        counts.check_keys(findings, &names);
        let mut number = |name| counts.count(findings, name).map(u64::from).unwrap_or_default();
        let cost = Cost {
            lines: number("lines"),
            types: number("types"),
            functions: number("functions"),
            impls: number("impls"),
            rows: number("rows"),
            generics: number("generics"),
        };
        budget.groups.insert(group.to_owned(), cost);
    }
    budget
}
