//! Which findings a `deny` or an `allow` is about.
//!
//! Takes the text of one entry, gives a selector that findings are matched with. Must not know the document.

use std::fmt;

use crate::base::did_you_mean;
use crate::diag::{Code, Diagnostic, Severity};

/// Selects findings, by code or by severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selector {
    /// Findings of this code.
    Code(Code),
    /// `skip`: whatever leaves something out.
    Skip,
    /// `lint`: whatever is told only.
    Lint,
    /// `warnings`: both.
    Warnings,
}

impl Selector {
    /// The names of the groups.
    const GROUPS: [(&'static str, Self); 3] =
        [("skip", Self::Skip), ("lint", Self::Lint), ("warnings", Self::Warnings)];

    /// Reads the id of a code, `skip`, `lint` or `warnings`.
    ///
    /// # Errors
    /// A sentence about a name that there is not, with the one that was probably meant.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some((_, group)) = Self::GROUPS.iter().find(|(name, _)| *name == text) {
            return Ok(*group);
        }
        if let Some(code) = Code::from_id(text) {
            return Ok(Self::Code(code));
        }
        let names = Code::ALL.iter().map(|code| code.id()).chain(Self::GROUPS.iter().map(|(name, _)| *name));
        Err(match did_you_mean(text, names) {
            Some(name) => format!("there is no diagnostic `{text}`; did you mean `{name}`?"),
            None => format!("there is no diagnostic `{text}`; `oasmith explain` lists all of them"),
        })
    }

    /// Whether the finding is selected.
    #[must_use]
    pub fn matches(self, finding: &Diagnostic) -> bool {
        match self {
            Self::Code(code) => finding.code == code,
            Self::Skip => finding.severity == Severity::Skip,
            Self::Lint => finding.severity == Severity::Lint,
            Self::Warnings => finding.severity != Severity::Fatal,
        }
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => code.fmt(f),
            Self::Skip => f.write_str("skip"),
            Self::Lint => f.write_str("lint"),
            Self::Warnings => f.write_str("warnings"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_groups_are_read() {
        for code in Code::ALL {
            assert_eq!(Selector::parse(code.id()), Ok(Selector::Code(*code)));
        }
        for (name, group) in Selector::GROUPS {
            assert_eq!(Selector::parse(name), Ok(group));
            assert_eq!(group.to_string(), name);
            assert_eq!(Code::from_id(name), None, "a code and a group of one name");
        }
    }

    #[test]
    fn a_misspelt_name_is_corrected() {
        let error = Selector::parse("unresolved-refrence").unwrap_err();
        assert!(error.contains("did you mean `unresolved-reference`?"), "{error}");
        assert!(Selector::parse("xyz").unwrap_err().contains("oasmith explain"));
    }

    #[test]
    fn groups_go_by_the_severity_of_the_finding() {
        let finding = Diagnostic::new(Code::UnresolvedReference, "x");
        let matching = |finding: &Diagnostic| {
            [Selector::Skip, Selector::Lint, Selector::Warnings].map(|selector| selector.matches(finding))
        };
        assert_eq!(matching(&finding), [true, false, true]);
        assert_eq!(matching(&finding.clone().severity(Severity::Lint)), [false, true, true]);
        assert_eq!(matching(&finding.severity(Severity::Fatal)), [false, false, false]);
    }
}
