//! Wall time of each stage: the median over several runs.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use oasmith_codegen::options::Options;
use oasmith_codegen::source::Source;
use oasmith_codegen::{names, pipeline, source};

/// Runs of a document; fewer when one takes long.
const RUNS: usize = 21;
const LONG: Duration = Duration::from_millis(500);

/// Prints a row for each stage.
pub(crate) fn print(spec: &str) -> Result<(), Box<dyn Error>> {
    let load = || source::load(Path::new(spec), &source::LoadOptions::default());
    let stages = Stages::measure(&load).ok_or_else(|| format!("{spec}: nothing was generated"))?;
    let total = stages.total;
    println!("{spec}: {:.2} ms, {} lines, median of {}", millis(total), stages.lines, stages.runs);
    for (stage, time) in stages.rows {
        println!("  {stage:<16} {:>9.2} ms {:>5.1} %", millis(time), 100.0 * millis(time) / millis(total));
    }
    Ok(())
}

/// How long generation takes.
pub(crate) struct Stages {
    /// Stages with their time, in their order.
    pub(crate) rows: Vec<(&'static str, Duration)>,
    /// All of them.
    pub(crate) total: Duration,
    /// Lines of the output, without the runtime.
    pub(crate) lines: usize,
    /// How often it was generated.
    pub(crate) runs: usize,
}

impl Stages {
    /// Generates several times; nothing when the document gives nothing.
    pub(crate) fn measure(load: &dyn Fn() -> Source) -> Option<Self> {
        let mut rows: Vec<(&'static str, Vec<Duration>)> = Vec::new();
        let mut totals = Vec::new();
        let mut lines = 0;
        let mut runs = RUNS;
        while totals.len() < runs {
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
            let source = load();
            done("source");
            let generated =
                pipeline::generate_observed(source, &Options::default(), &names::Lock::default(), &mut done);
            if generated.files.is_empty() {
                return None;
            }
            let own = generated.files.iter().filter(|file| !file.path.starts_with("src/runtime/"));
            lines = own.map(|file| file.text.lines().count()).sum();
            totals.push(begun.elapsed());
            if begun.elapsed() > LONG {
                runs = 5;
            }
        }
        let rows = rows.into_iter().map(|(stage, mut times)| (stage, median(&mut times))).collect();
        Some(Self { rows, total: median(&mut totals), lines, runs })
    }
}

pub(crate) fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
