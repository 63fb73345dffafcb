//! Mutates OpenAPI documents and runs the whole pipeline on them: `cargo run --release -p oasmith-fuzz -- SECONDS SEED PATH..`.
//!
//! Takes documents (files, or folders that are searched); reports every panic and every run over 20 seconds, with the input kept under
//! `target/fuzz`. The input of the run under way is always in `target/fuzz/current-SEED`, so that an abort (a stack overflow, say) leaves it
//! behind. Needs nothing but stable Rust; the same seed gives the same inputs.

mod mutate;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use oasmith_codegen::options::Options;
use oasmith_codegen::{pipeline, source};

/// Documents above this size are left out: they cost throughput and have nothing that smaller ones lack.
const LARGEST: u64 = 120_000;

/// A run over this is reported as a hang.
const HANG: Duration = Duration::from_secs(20);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(seconds), Some(seed)) = (number(arguments.next()), number(arguments.next())) else {
        eprintln!("usage: oasmith-fuzz SECONDS SEED PATH..");
        return ExitCode::from(2);
    };
    let mut documents = Vec::new();
    for path in arguments {
        collect(Path::new(&path), &mut documents);
    }
    documents.sort();
    let texts: Vec<String> = documents.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    if texts.is_empty() {
        eprintln!("no documents");
        return ExitCode::from(2);
    }
    println!("{} documents, seed {seed}, {seconds} s", texts.len());
    let found = fuzz(&texts, seed, Duration::from_secs(seconds));
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn number(text: Option<String>) -> Option<u64> {
    text?.parse().ok()
}

fn collect(path: &Path, documents: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let Ok(entries) = std::fs::read_dir(path) else { return };
        for entry in entries.flatten() {
            collect(&entry.path(), documents);
        }
        return;
    }
    let known = path.extension().is_some_and(|end| end == "yaml" || end == "yml" || end == "json" || end == "txt");
    if known && path.metadata().is_ok_and(|data| data.len() <= LARGEST) {
        documents.push(path.to_owned());
    }
}

fn fuzz(texts: &[String], seed: u64, time: Duration) -> u64 {
    let folder = PathBuf::from("target/fuzz");
    let _ = std::fs::create_dir_all(&folder);
    let current = folder.join(format!("current-{seed}"));
    let mut random = fastrand::Rng::with_seed(seed);
    let started = Instant::now();
    let busy_since = watch(started, current.clone());
    std::panic::set_hook(Box::new(|_| {}));
    let (mut runs, mut found, mut generated) = (0_u64, 0_u64, 0_u64);
    while started.elapsed() < time {
        let input = mutate::input(texts, &mut random);
        let _ = std::fs::write(&current, &input);
        busy_since.store(millis(started.elapsed()), Ordering::Relaxed);
        let result = catch_unwind(AssertUnwindSafe(|| run(&input)));
        busy_since.store(u64::MAX, Ordering::Relaxed);
        runs += 1;
        match result {
            Ok(files) => generated += u64::from(files > 0),
            Err(cause) => {
                found += 1;
                let kept = folder.join(format!("panic-{seed}-{runs}"));
                let _ = std::fs::write(&kept, &input);
                println!("panic: {} ({})", message(cause.as_ref()), kept.display());
            }
        }
    }
    let _ = std::fs::remove_file(&current);
    println!("{runs} runs, {generated} gave a crate, {found} panics");
    found
}

/// Ends the process when one run takes too long; its input stays behind.
fn watch(started: Instant, current: PathBuf) -> &'static AtomicU64 {
    static BUSY_SINCE: AtomicU64 = AtomicU64::new(u64::MAX);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_millis(500));
            let since = BUSY_SINCE.load(Ordering::Relaxed);
            if since != u64::MAX && millis(started.elapsed()) > since.saturating_add(millis(HANG)) {
                println!("hang: over {} s ({})", HANG.as_secs(), current.display());
                std::process::exit(1);
            }
        }
    });
    &BUSY_SINCE
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn message(cause: &(dyn std::any::Any + Send)) -> &str {
    cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied()).unwrap_or("?")
}

/// The whole pipeline; gives the number of files.
fn run(input: &[u8]) -> usize {
    let text = String::from_utf8_lossy(input);
    let source = source::parse_text("fuzz.yaml", &text);
    pipeline::generate(source, &Options::default(), &oasmith_codegen::names::Lock::default()).files.len()
}
