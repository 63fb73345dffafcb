//! The type of a code, its severity, and the macro behind the table of codes.
//!
//! Takes the rows of `codes.rs`, gives `Code`. Must not hold a row itself.

use std::fmt;

/// What a finding does to the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be generated: nothing is written, exit code 2.
    Fatal,
    /// One operation, schema or part of it is left out; the rest is generated.
    Skip,
    /// Told only: what was assumed, ignored or repaired.
    Lint,
}

impl Severity {
    /// `fatal`, `skip` or `lint`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fatal => "fatal",
            Self::Skip => "skip",
            Self::Lint => "lint",
        }
    }

    /// The word that readers of compiler output know: `error` or `warning`.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fatal => "error",
            Self::Skip | Self::Lint => "warning",
        }
    }
}

/// Makes `Code` out of the table in `codes.rs`.
macro_rules! codes {
    ($( $name:ident = $id:literal, $severity:ident, $summary:literal, $explanation:literal; )+) => {
        /// The kind of a finding; the name by which it is denied, silenced and explained.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $( #[doc = $summary] $name, )+
        }

        impl Code {
            /// All codes in the order of the table.
            pub const ALL: &'static [Code] = &[ $( Code::$name, )+ ];

            /// The stable name: lower case words with hyphens.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $( Code::$name => $id, )+ }
            }

            /// What findings of this code do to the run.
            #[must_use]
            pub const fn severity(self) -> crate::diag::Severity {
                match self { $( Code::$name => crate::diag::Severity::$severity, )+ }
            }

            /// One line.
            #[must_use]
            pub const fn summary(self) -> &'static str {
                match self { $( Code::$name => $summary, )+ }
            }

            /// The long text of `oasmith explain`: why, what happens, what to do.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $( Code::$name => $explanation, )+ }
            }
        }
    };
}
pub(super) use codes;

pub use super::codes::Code;

impl Code {
    /// The code of this name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id() == id)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_well_formed() {
        for (index, code) in Code::ALL.iter().enumerate() {
            let id = code.id();
            assert!(id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{id}");
            assert_eq!(Code::from_id(id), Some(*code), "{id} is there twice");
            assert_eq!(Code::ALL.iter().position(|other| other == code), Some(index));
            assert!(!code.summary().ends_with('.') && code.summary().len() < 100, "{id}: summary");
            assert!(code.explanation().len() > 50, "{id}: explanation");
            assert_eq!(code.to_string(), id);
        }
        assert_eq!(Code::from_id("no-such-code"), None);
    }

    #[test]
    fn the_variant_spells_the_id() {
        for code in Code::ALL {
            let mut kebab = String::new();
            for char in format!("{code:?}").chars() {
                if char.is_ascii_uppercase() && !kebab.is_empty() {
                    kebab.push('-');
                }
                kebab.push(char.to_ascii_lowercase());
            }
            assert_eq!(kebab.replace('-', ""), code.id().replace('-', ""));
        }
    }
}
