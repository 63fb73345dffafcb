//! A collector that stops at so many findings per code.
//!
//! Takes findings, gives the first of each code and a count of the rest. Must not keep what it does not give.

use crate::diag::{Code, Diagnostic, Diagnostics};

/// How many findings of one code are given one by one.
pub const MOST_PER_CODE: usize = 20;

#[derive(Debug, Default)]
pub(super) struct Findings {
    kept: Vec<Diagnostic>,
    counts: Vec<(Code, usize)>,
}

impl Findings {
    /// Adds a finding; `make` is only called when there is room for it.
    pub(super) fn add(&mut self, code: Code, make: impl FnOnce() -> Diagnostic) {
        let index = self.counts.iter().position(|(known, _)| *known == code).unwrap_or_else(|| {
            self.counts.push((code, 0));
            self.counts.len() - 1
        });
        let Some((_, count)) = self.counts.get_mut(index) else { return };
        *count += 1;
        if *count <= MOST_PER_CODE {
            self.kept.push(make());
        }
    }

    pub(super) fn give(self, diags: &mut Diagnostics) {
        diags.extend(self.kept);
        for (code, count) in self.counts {
            if let Some(more @ 1..) = count.checked_sub(MOST_PER_CODE) {
                diags.push(
                    Diagnostic::new(code, format!("and {more} more of this kind"))
                        .times(u32::try_from(more).unwrap_or(u32::MAX)),
                );
            }
        }
    }
}
