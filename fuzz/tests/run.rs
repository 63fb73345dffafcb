//! Each target for a few runs: what the long ones rely on works, and finds nothing.
#![allow(clippy::unwrap_used)] // a test whose program does not run has failed

use std::path::Path;
use std::process::Command;

#[test]
fn every_target_runs_and_finds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let (cases, spec) = (root.join("tests/cases"), root.join("spec"));
    let documents = [cases.to_str().unwrap(), spec.to_str().unwrap()];
    for (target, documents) in [("valid", &[][..]), ("mutate", &documents), ("bytes", &documents)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_oasmith-fuzz"));
        let run = command.args([target, "32x", "1"]).args(documents).current_dir(folder.path()).output().unwrap();
        let said = String::from_utf8(run.stdout).unwrap();
        assert!(run.status.success() && said.contains(" 0 problems, "), "{target}: {said}");
        assert!(said.contains("\n32 runs, ") && !said.contains(", 0 gave something"), "{target}: {said}");
        assert!(!folder.path().join("target/fuzz").read_dir().unwrap().any(|_| true), "{target} left something behind");
    }
}
