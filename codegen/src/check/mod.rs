//! Findings about the document as it is written, before anything is made of it.
//!
//! Takes the raw tree, gives lints: keywords that OpenAPI does not define, or not in this version, or that have no effect on the output;
//! operation ids; examples and defaults that their schema refuses. References, parameters against path templates and whatever else has to be
//! repaired are told by the stage that repairs it. Must not change anything, and must not name openapiv3.

mod contradictions;
mod examples;
mod findings;
mod keywords;
mod operations;
mod places;
mod scalars;
#[cfg(test)]
mod tests;
mod typed;
mod values;

use crate::diag::Diagnostics;
use crate::source::{ObjectKind, Tree, walk};

use findings::Findings;

/// Looks at every typed object of the document once. Of each code the first [`MOST_PER_CODE`] findings are given, and one that says how
/// many more there are: a document with one habit must not drown what else there is to say.
pub fn check(tree: &Tree, diags: &mut Diagnostics) {
    let mut findings = Findings::default();
    let mut ids = operations::Ids::default();
    for (node, kind) in walk(tree) {
        keywords::check(tree, node, kind, &mut findings);
        places::check(tree, node, kind, &mut findings);
        contradictions::check(tree, node, kind, &mut findings);
        match kind {
            ObjectKind::Operation => ids.check(tree, node, &mut findings),
            ObjectKind::Schema => {
                examples::check_schema(tree, node, &mut findings);
                scalars::check_width(tree, node, &mut findings);
                typed::check(tree, node, &mut findings);
            }
            ObjectKind::MediaType | ObjectKind::Parameter | ObjectKind::Header => {
                examples::check_holder(tree, node, kind, &mut findings);
            }
            _ => {}
        }
    }
    places::check_respelled(tree, &mut findings);
    places::check_embedded(tree, &mut findings);
    findings.give(diags);
}

pub use findings::MOST_PER_CODE;
