//! `oasmith diff --prove`: the compiler judges the verdict on the crate.
//!
//! Takes both documents, tells on standard error where compiler and verdict agree and where not. Writes to a folder for temporary
//! files only, and removes what it wrote.

use std::fmt::Write as _;

use oasmith_codegen::build::Inputs;
use oasmith_codegen::build::prove::{self, Proof};

use crate::tell;

/// How many items are told of each kind.
const MOST_TOLD: usize = 50;

/// Proves and tells; false when nothing could be proved.
pub(crate) fn prove(old: Inputs, new: Inputs) -> bool {
    let folder = std::env::temp_dir().join(format!("oasmith-prove-{}", std::process::id()));
    let proof = std::fs::create_dir_all(&folder)
        .map_err(prove::ProveError::from)
        .and_then(|()| prove::prove(&folder, old, new));
    // What cannot be removed is in a folder for temporary files.
    let _ = std::fs::remove_dir_all(&folder);
    match proof {
        Ok(proof) => {
            tell::error_text(&told(&proof));
            true
        }
        Err(error) => {
            tell::error(error);
            false
        }
    }
}

fn told(proof: &Proof) -> String {
    let mut text = match proof.broken.len() {
        0 => "proved: whatever used the old crate compiles with the new one\n".to_owned(),
        1 => "proved: the use of 1 item of the old crate no longer compiles\n".to_owned(),
        count => format!("proved: the use of {count} items of the old crate no longer compiles\n"),
    };
    for (key, said) in proof.broken.iter().take(MOST_TOLD) {
        let _ = writeln!(text, "  {key}: {said}");
    }
    if let Some(more @ 1..) = proof.broken.len().checked_sub(MOST_TOLD) {
        let _ = writeln!(text, "  and {more} more");
    }
    for (key, _) in proof.missed().take(MOST_TOLD) {
        let _ = writeln!(text, "  the verdict does not know of `{key}`: please report this");
    }
    for key in proof.invented().take(MOST_TOLD) {
        let _ =
            writeln!(text, "  the verdict holds `{key}` to be broken, and the compiler does not: please report this");
    }
    text
}
