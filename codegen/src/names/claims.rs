//! Scopes: who gets which identifier, first come, first served.
//!
//! Takes candidates in order of preference, gives one that is free. Must not decide the order of claims: callers do.

use crate::base::Lookup;

use super::keywords::Case;

/// The identifiers of one place, each given once.
#[derive(Debug)]
pub(super) struct Scope {
    case: Case,
    taken: Lookup<Box<str>, ()>,
    /// The number to try next, by first candidate, so that many equal names cost no more than few.
    next: Lookup<Box<str>, usize>,
    numbered: usize,
}

/// An identifier that was given.
#[derive(Debug)]
pub(super) struct Claim {
    /// The identifier.
    pub(super) ident: Box<str>,
    /// How it was found.
    pub(super) how: How,
}

/// Which candidate was free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// The first one.
    Plain,
    /// Another one.
    Telling,
    /// None, so that a number had to help.
    Numbered,
}

impl Scope {
    /// A scope in which these are taken already.
    pub(super) fn new(case: Case, taken: &[&str]) -> Self {
        let taken = taken.iter().map(|ident| (Box::from(*ident), ())).collect();
        Self { case, taken, next: Lookup::new(), numbered: 0 }
    }

    /// Whether nobody has the identifier.
    pub(super) fn is_free(&self, ident: &str) -> bool {
        !self.taken.contains(ident)
    }

    /// Takes the identifier; false when somebody has it.
    pub(super) fn take(&mut self, ident: &str) -> bool {
        self.taken.insert(ident.into(), ()).is_none()
    }

    /// Gives the first free candidate; if none is, the first one with a number.
    pub(super) fn claim(&mut self, candidates: impl IntoIterator<Item = String>) -> Claim {
        let mut first = None;
        for candidate in candidates {
            if self.take(&candidate) {
                let how = if first.is_none() { How::Plain } else { How::Telling };
                return Claim { ident: candidate.into(), how };
            }
            first.get_or_insert(candidate);
        }
        self.number(&first.unwrap_or_else(|| "unnamed".to_owned()))
    }

    /// How many identifiers have a number only because nothing better was free.
    pub(super) fn numbered(&self) -> usize {
        self.numbered
    }

    fn number(&mut self, base: &str) -> Claim {
        self.numbered += 1;
        let mut number = self.next.get(base).copied().unwrap_or(2);
        loop {
            let ident = self.case.numbered(base, number);
            number += 1;
            if self.take(&ident) {
                self.next.insert(base.into(), number);
                return Claim { ident: ident.into(), how: How::Numbered };
            }
        }
    }
}
