//! Findings about the document itself, before anything is made of it.
use crate::diag::Diagnostics;
use crate::source::Tree;
/// Checks.
pub fn check(_tree: &Tree, _diags: &mut Diagnostics) {}
