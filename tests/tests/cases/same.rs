//! The same input gives the same bytes: again and again, on one thread and on two, and as prettyplease lays them out.

use std::path::PathBuf;

use oasmith_codegen::output::GeneratedFile;
use oasmith_codegen::pipeline::Generated;

use super::common;

/// Runs of the larger document.
const RUNS: usize = 10;

/// All that a run gives, as it would be written or printed.
fn result(generated: Generated) -> (Vec<GeneratedFile>, String, String) {
    let findings = oasmith_codegen::render::Report::new(&generated.tree, &generated.diagnostics).json();
    (generated.files, generated.lock.render(), generated.report.to_json() + &findings)
}

fn reference() -> (Vec<GeneratedFile>, String, String) {
    result(common::reference_run().generated)
}

#[test]
fn ten_runs_on_one_and_two_threads_give_the_same_bytes() {
    let first = reference();
    assert!(first.0.len() > 10 && first.1.lines().count() > 10);
    for _ in 1..RUNS / 2 {
        assert!(reference() == first, "another run on the same thread");
    }
    std::thread::scope(|scope| {
        let runs: Vec<_> =
            (0..2).map(|_| scope.spawn(|| (0..RUNS / 2).map(|_| reference()).collect::<Vec<_>>())).collect();
        for run in runs.into_iter().flat_map(|run| run.join().unwrap()) {
            assert!(run == first, "another run on a thread of its own");
        }
    });
}

#[test]
fn every_case_gives_the_same_bytes_on_another_thread() {
    let run = || -> Vec<_> {
        let run = |case: super::Case| {
            (PathBuf::from(&case.area).join(&case.name), result(case.run(&common::module_options()).generated))
        };
        super::cases().into_iter().map(run).collect()
    };
    let (here, there) = std::thread::scope(|scope| {
        let there = scope.spawn(run);
        (run(), there.join().unwrap())
    });
    assert!(here.len() > 30);
    for ((name, here), (_, there)) in here.iter().zip(&there) {
        assert!(here == there, "{}", name.display());
    }
}

#[test]
fn every_case_is_laid_out_as_prettyplease_does() {
    let faults: Vec<String> = super::cases()
        .into_iter()
        .filter_map(|case| {
            let fault = common::layout::fault(&case.run(&common::module_options()).generated)?;
            Some(format!("{}/{}: {fault}", case.area, case.name))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
