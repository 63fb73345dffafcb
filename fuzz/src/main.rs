//! Random documents through the whole pipeline. Needs nothing but stable Rust; the same seed gives the same documents.
//!
//! * `cargo run --release -p oasmith-fuzz -- mutate LENGTH SEED PATH..` changes documents (files, or folders that are searched).
//! * `.. -- bytes LENGTH SEED PATH..` changes documents byte by byte, in any encoding, and only reads and checks them: many more a second.
//! * `.. -- valid LENGTH SEED` makes valid documents of any shape.
//! * `.. -- write COUNT SEED FOLDER` writes such documents, for `oasmith-corpus compile`.
//!
//! LENGTH is a number of seconds that it computes, so that other programs make it last longer and not do less; or a number of runs: `20x`.
//!
//! Reports every panic, every run that computes for over 20 seconds, output that is no Rust or differs the second time, and operations
//! that the report does not list; the input is kept in `target/fuzz/TARGET-SEED-PROCESS`. That of the run under way is always there
//! as `current`, so that an abort (a stack overflow, say) leaves it behind.

mod mutate;
mod valid;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use fastrand::Rng;
use oasmith_codegen::names::Lock;
use oasmith_codegen::options::{Options, Runtime};
use oasmith_codegen::report::Status;
use oasmith_codegen::source::{LoadOptions, Source};
use oasmith_codegen::{check, pipeline, render, source};

/// Documents above this size are left out: they cost throughput and have nothing that smaller ones lack.
const LARGEST: u64 = 120_000;

/// A run that computes longer is reported as a hang.
const HANG: Duration = Duration::from_secs(20);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |text: &str| text.parse::<u64>().ok();
    let found = match words.as_slice() {
        ["mutate", length, seed, paths @ ..] => Length::of(length).zip(number(seed)).and_then(|(length, seed)| {
            let texts = texts(paths);
            let input = |random: &mut Rng| Input { text: mutate::input(&texts, random), operations: None };
            (!texts.is_empty()).then(|| fuzz("mutate", seed, length, input, run))
        }),
        ["bytes", length, seed, paths @ ..] => Length::of(length).zip(number(seed)).and_then(|(length, seed)| {
            let texts = texts(paths);
            let input = |random: &mut Rng| Input { text: mutate::encoded(&texts, random), operations: None };
            (!texts.is_empty()).then(|| fuzz("bytes", seed, length, input, read))
        }),
        ["valid", length, seed] => {
            Length::of(length).zip(number(seed)).map(|(length, seed)| fuzz("valid", seed, length, valid_input, run))
        }
        ["write", count, seed, folder] => {
            number(count).zip(number(seed)).and_then(|(count, seed)| write(count, seed, Path::new(folder)).ok())
        }
        _ => None,
    };
    match found {
        Some(0) => ExitCode::SUCCESS,
        Some(_) => ExitCode::FAILURE,
        None => {
            eprintln!(
                "usage: oasmith-fuzz mutate|bytes LENGTH SEED PATH.. | valid LENGTH SEED | write COUNT SEED FOLDER"
            );
            ExitCode::from(2)
        }
    }
}

/// When a target is done.
#[derive(Clone, Copy)]
enum Length {
    /// When it has computed for so long.
    Computed(Duration),
    /// After so many runs: the same ones on every machine.
    Runs(u64),
}

impl Length {
    fn of(text: &str) -> Option<Self> {
        match text.strip_suffix('x') {
            Some(runs) => runs.parse().ok().map(Self::Runs),
            None => text.parse().ok().map(Duration::from_secs).map(Self::Computed),
        }
    }

    fn is_over(self, runs: u64) -> bool {
        match self {
            Self::Computed(time) => computed() >= time,
            Self::Runs(most) => runs >= most,
        }
    }
}

/// What goes through the pipeline.
struct Input {
    text: Vec<u8>,
    /// How many operations it has, when that is known: then it is valid, and all of them are to be generated.
    operations: Option<usize>,
}

fn valid_input(random: &mut Rng) -> Input {
    let (document, operations) = valid::document(random);
    Input { text: document.to_string().into_bytes(), operations: Some(operations) }
}

fn write(count: u64, seed: u64, folder: &Path) -> std::io::Result<u64> {
    std::fs::create_dir_all(folder)?;
    let mut random = Rng::with_seed(seed);
    for index in 0..count {
        std::fs::write(folder.join(format!("valid-{seed}-{index}.json")), valid_input(&mut random).text)?;
    }
    Ok(0)
}

fn texts(paths: &[&str]) -> Vec<String> {
    let mut documents = Vec::new();
    for path in paths {
        collect(Path::new(path), &mut documents);
    }
    documents.sort();
    documents.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect()
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

fn fuzz(
    target: &str,
    seed: u64,
    length: Length,
    make: impl Fn(&mut Rng) -> Input,
    run: fn(&Input, bool) -> Result<usize, String>,
) -> u64 {
    println!("seed {seed}");
    let folder = PathBuf::from(format!("target/fuzz/{target}-{seed}-{}", std::process::id()));
    let _ = std::fs::create_dir_all(&folder);
    let current = folder.join("current");
    let mut random = Rng::with_seed(seed);
    let busy_since = watch(current.clone());
    std::panic::set_hook(Box::new(|_| {}));
    let (mut runs, mut found, mut generated) = (0_u64, 0_u64, 0_u64);
    while !length.is_over(runs) {
        let input = make(&mut random);
        let _ = std::fs::write(&current, &input.text);
        busy_since.store(millis(computed()), Ordering::Relaxed);
        // Once in a while the slow questions, too.
        let result = catch_unwind(AssertUnwindSafe(|| run(&input, runs % 16 == 0)));
        busy_since.store(u64::MAX, Ordering::Relaxed);
        runs += 1;
        let problem = match result {
            Ok(Ok(files)) => {
                generated += u64::from(files > 0);
                continue;
            }
            Ok(Err(problem)) => problem,
            Err(cause) => format!("panic: {}", message(cause.as_ref())),
        };
        found += 1;
        let kept = folder.join(format!("found-{runs}"));
        let _ = std::fs::write(&kept, &input.text);
        println!("{problem} ({})", kept.display());
    }
    let _ = std::fs::remove_file(&current);
    // Only when nothing was found.
    let _ = std::fs::remove_dir(&folder);
    println!("{runs} runs, {generated} gave something, {found} problems, {} s of computing", computed().as_secs());
    found
}

/// Ends the process when one run computes for too long; its input stays behind.
fn watch(current: PathBuf) -> &'static AtomicU64 {
    static BUSY_SINCE: AtomicU64 = AtomicU64::new(u64::MAX);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_millis(500));
            let since = BUSY_SINCE.load(Ordering::Relaxed);
            if since != u64::MAX && millis(computed()) > since.saturating_add(millis(HANG)) {
                println!("hang: over {} s ({})", HANG.as_secs(), current.display());
                std::process::exit(1);
            }
        }
    });
    &BUSY_SINCE
}

/// How long this process has computed, where the system tells it; else how long it has been there. Other programs do not count.
fn computed() -> Duration {
    static STARTED: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let since = STARTED.get_or_init(Instant::now);
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Fields 14 and 15 of proc(5), in hundredths of a second.
    let fields = text.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    let ticks: Vec<u64> = fields.filter_map(|field| field.parse().ok()).collect();
    if ticks.len() == 2 { Duration::from_millis(ticks.iter().sum::<u64>() * 10) } else { since.elapsed() }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn message(cause: &(dyn std::any::Any + Send)) -> &str {
    cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied()).unwrap_or("?")
}

/// The whole pipeline; gives the number of files.
///
/// # Errors
/// What does not hold of the output.
fn run(input: &Input, closely: bool) -> Result<usize, String> {
    let text = String::from_utf8_lossy(&input.text);
    let mut options = Options::default();
    options.runtime = Runtime::Registry;
    let generate = || pipeline::generate(source::parse_text("fuzz.yaml", &text), &options, &Lock::default());
    let first = generate();
    if let Some(operations) = input.operations {
        let done = first.report.count(Status::Generated);
        if done != operations {
            let said: Vec<&str> = first.diagnostics.iter().map(|finding| finding.message.as_str()).take(5).collect();
            return Err(format!("{operations} operations, {done} generated: {said:?}"));
        }
    }
    if closely {
        if generate().files != first.files {
            return Err(String::from("other output the second time"));
        }
        for file in first.files.iter().filter(|file| file.path.ends_with(".rs")) {
            syn::parse_file(&file.text).map_err(|error| format!("{} is no Rust: {error}", file.path))?;
        }
    }
    Ok(first.files.len())
}

/// Reads and checks, and tells what was found, with its places; gives the number of files.
fn read(input: &Input, closely: bool) -> Result<usize, String> {
    let read = || {
        let Source { tree, mut diagnostics } = source::load_stdin(input.text.as_slice(), &LoadOptions::default());
        if !diagnostics.has_fatal() {
            check::check(&tree, &mut diagnostics);
        }
        let told = render::Report::new(&tree, &diagnostics).human(false);
        (tree.files().count(), diagnostics.has_fatal(), told)
    };
    let (files, is_fatal, told) = read();
    if is_fatal && told.is_empty() {
        return Err(String::from("refused without a word"));
    }
    if closely && read().2 != told {
        return Err(String::from("other findings the second time"));
    }
    Ok(if is_fatal { 0 } else { files })
}
