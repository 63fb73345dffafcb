//! Wall time of each stage: the median over several runs.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use oasmith_codegen::options::Options;
use oasmith_codegen::{names, pipeline, source};

/// Runs of a document; fewer when one takes long.
const RUNS: u32 = 21;
const LONG: Duration = Duration::from_millis(500);

/// Prints a row for each stage.
pub(crate) fn print(spec: &str) -> Result<(), Box<dyn Error>> {
    let mut rows: Vec<(&'static str, Vec<Duration>)> = Vec::new();
    let mut totals = Vec::new();
    let mut lines = 0;
    let mut runs = RUNS;
    while u32::try_from(totals.len())? < runs {
        let begun = Instant::now();
        let mut last = begun;
        let mut row = 0;
        let mut done = |stage: &'static str| {
            let now = Instant::now();
            if rows.len() <= row {
                rows.push((stage, Vec::new()));
            }
            if let Some((_, times)) = rows.get_mut(row) {
                times.push(now - last);
            }
            (last, row) = (now, row + 1);
        };
        let source = source::load(Path::new(spec), &source::LoadOptions::default());
        done("source");
        let generated = pipeline::generate_observed(source, &Options::default(), &names::Lock::default(), &mut done);
        if generated.files.is_empty() {
            return Err(format!("{spec}: nothing was generated").into());
        }
        let own = generated.files.iter().filter(|file| !file.path.starts_with("src/runtime/"));
        lines = own.map(|file| file.text.lines().count()).sum();
        totals.push(begun.elapsed());
        if begun.elapsed() > LONG {
            runs = 5;
        }
    }
    let total = median(&mut totals);
    println!("{spec}: {:.2} ms, {lines} lines, median of {runs}", millis(total));
    for (stage, mut times) in rows {
        let time = median(&mut times);
        println!("  {stage:<16} {:>9.2} ms {:>5.1} %", millis(time), 100.0 * millis(time) / millis(total));
    }
    Ok(())
}

pub(crate) fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
