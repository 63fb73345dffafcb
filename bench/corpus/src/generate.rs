//! A run over many documents.
//!
//! Takes documents, gives a file of rows that grows with each one. A worker that dies or hangs is replaced.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use crate::args::Wanted;
use crate::row::{Outcome, Row};
use crate::worker::cpu_millis;
use crate::{Failure, documents, row};

/// Generates what is wanted and not yet in the file of rows.
///
/// # Errors
/// Documents that cannot be found, a file that cannot be written, workers that cannot be started.
pub(crate) fn generate(wanted: &Wanted) -> Result<(), Failure> {
    let documents = documents::find(wanted)?;
    let before = if wanted.fresh { Vec::new() } else { row::read(&wanted.out)? };
    let known: BTreeSet<&str> = before.iter().map(|row| row.document.as_str()).collect();
    let mut left: Vec<PathBuf> =
        documents.iter().filter(|path| !known.contains(path.display().to_string().as_str())).cloned().collect();
    left.reverse();
    let mut out = OpenOptions::new();
    let out = out.create(true).append(!wanted.fresh).write(true).truncate(wanted.fresh).open(&wanted.out)?;
    let run = Run {
        total: documents.len(),
        state: Mutex::new(State { left, done: documents.len(), out, failed: 0 }),
        patience: Duration::from_secs(wanted.timeout),
    };
    if let Ok(mut state) = run.state.lock() {
        state.done -= state.left.len();
    }
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            (0..wanted.jobs.max(1)).map(|_| scope.spawn(|| run.work().map_err(|error| error.to_string()))).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| "a worker's thread is gone".to_owned())?)
    })?;
    eprintln!();
    Ok(())
}

/// How often a worker is looked at.
const LOOK: Duration = Duration::from_millis(500);

struct Run {
    total: usize,
    state: Mutex<State>,
    patience: Duration,
}

struct State {
    left: Vec<PathBuf>,
    done: usize,
    failed: usize,
    out: File,
}

impl Run {
    fn next(&self) -> Option<PathBuf> {
        self.state.lock().ok()?.left.pop()
    }

    fn work(&self) -> Result<(), Failure> {
        let mut worker = Worker::start()?;
        while let Some(path) = self.next() {
            let document = path.display().to_string();
            let row = match worker.ask(&document, self.patience)? {
                Ok(row) => row,
                Err((outcome, reason)) => {
                    worker = Worker::start()?;
                    let bytes = std::fs::metadata(&path).map_or(0, |about| about.len());
                    Row { document, outcome, reason, bytes, ..Row::default() }
                }
            };
            self.add(&row)?;
        }
        Ok(())
    }

    fn add(&self, row: &Row) -> Result<(), Failure> {
        let Ok(mut state) = self.state.lock() else { return Ok(()) };
        writeln!(state.out, "{}", serde_json::to_string(row)?)?;
        state.done += 1;
        if matches!(row.outcome, Outcome::Panic | Outcome::Crash | Outcome::Hang) {
            state.failed += 1;
        }
        let line = format!("{}/{} documents, {} failed: {}", state.done, self.total, state.failed, row.document);
        if std::io::stderr().is_terminal() {
            eprint!("\r\x1b[K{line}");
        } else if state.done % 100 == 0 || state.done == self.total {
            eprintln!("{line}");
        }
        Ok(())
    }
}

/// A process that generates, see [`crate::worker`].
struct Worker {
    child: Child,
    input: ChildStdin,
    answers: Receiver<String>,
}

impl Worker {
    fn start() -> Result<Self, Failure> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("worker")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("a worker has no input".into());
        };
        let (send, answers) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Self { child, input, answers })
    }

    /// The row of a document, or how the worker ended.
    fn ask(&mut self, document: &str, patience: Duration) -> Result<Result<Row, (Outcome, String)>, Failure> {
        writeln!(self.input, "{document}")?;
        self.input.flush()?;
        // Time that the worker computes, where the system tells it, and not time that passes: other programs may be at work.
        let computed = || cpu_millis(&self.child.id().to_string()).map(Duration::from_millis);
        let begun = computed();
        let mut waited = Duration::ZERO;
        loop {
            match self.answers.recv_timeout(LOOK) {
                Ok(line) => return Ok(Ok(serde_json::from_str(&line)?)),
                Err(RecvTimeoutError::Disconnected) => {
                    return Ok(Err((Outcome::Crash, self.child.wait()?.to_string())));
                }
                Err(RecvTimeoutError::Timeout) => waited += LOOK,
            }
            let spent = begun.zip(computed()).map_or(waited, |(begun, now)| now.saturating_sub(begun));
            // One that neither computes nor answers waits for something that never comes.
            if spent > patience || waited > patience * 20 {
                return Ok(Err((Outcome::Hang, format!("not done after {} s", patience.as_secs()))));
            }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // One that has ended already cannot be stopped, which is as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
