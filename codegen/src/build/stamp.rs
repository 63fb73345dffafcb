//! What the last run of a build script read, wrote and told, so that a run with nothing to do is over at once.
//!
//! Takes the wishes and the files of a run, keeps them in two files below `OUT_DIR`; gives the next run what is to be told again, if
//! everything is as it was. Must never take a change for none: an input is as it was when the system says that nobody touched it, or
//! when its content is; the generator itself and the outputs by size and time of change.

use std::fmt::Write as _;
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::environment::Environment;
use crate::base::stable_hash;
use crate::output;

/// An input that changed so shortly before the run may have changed once more while it was read: clocks of file systems are coarse.
const RECENT: Duration = Duration::from_millis(100);

/// The state of an input that is not there.
const MISSING: &str = "-";

/// The place of a stamp, and what it has to begin with.
#[derive(Debug)]
pub(super) struct Stamp {
    file: PathBuf,
    /// What the inputs held; it is looked at when one of them was touched.
    contents: PathBuf,
    wishes: String,
    begun: SystemTime,
}

impl Stamp {
    /// For a script with these wishes. Nothing when there is no folder to keep it in, or the script cannot look at itself.
    pub(super) fn new(wishes: &str, environment: &Environment) -> Option<Self> {
        let folder = environment.out_dir.as_ref()?;
        let begun = SystemTime::now();
        let generator = state(&fs::metadata(std::env::current_exe().ok()?).ok()?)?;
        let ci = environment.is_ci();
        let wishes = format!("made by {generator}, CI {ci}, for {wishes:?}\n");
        // Each call of a script has its own.
        let number = stable_hash([wishes.as_str()]);
        let file = |kind: &str| folder.join(format!(".oasmith-{number:016x}.{kind}"));
        Some(Self { file: file("stamp"), contents: file("inputs"), wishes, begun })
    }

    /// What the last run told, if a run would read and write the same now.
    pub(super) fn told(&self) -> Option<String> {
        let kept = fs::read_to_string(&self.file).ok()?;
        let files = kept.strip_prefix(&self.wishes)?;
        let (mut inputs, mut rest, mut are_untouched) = (Vec::new(), files, true);
        let outputs = loop {
            let (line, others) = rest.split_once('\n')?;
            let Some((before, path)) = line.strip_prefix("input ").and_then(|file| file.split_once(' ')) else {
                break rest;
            };
            let input = Input::find(Path::new(path))?;
            are_untouched &= input.is_as(before);
            inputs.push(input);
            rest = others;
        };
        let told = loop {
            let (line, others) = rest.split_once('\n')?;
            let Some((before, path)) = line.strip_prefix("output ").and_then(|file| file.split_once(' ')) else {
                break others;
            };
            (state(&fs::metadata(path).ok()?)? == before).then_some(())?;
            rest = others;
        };
        if !are_untouched {
            (contents(&inputs)? == fs::read_to_string(&self.contents).ok()?).then_some(())?;
            // Touched, and no more: the next run need not read it.
            self.write(&inputs, outputs);
        }
        Some(told.to_owned())
    }

    /// Keeps what a run read, wrote and told. Where that cannot be, the next run does everything again.
    pub(super) fn keep(&self, inputs: &[PathBuf], outputs: &[PathBuf], told: &str) {
        // Must not stand beside the contents of another run.
        let _ = fs::remove_file(&self.file);
        let text = || {
            let inputs = inputs.iter().map(|input| Input::find(input)).collect::<Option<Vec<_>>>()?;
            let mut text = String::new();
            for output in outputs {
                let _ = writeln!(text, "output {} {}", state(&fs::metadata(output).ok()?)?, line(output)?);
            }
            text.push_str("told\n");
            text.push_str(told);
            output::replace_file(&self.contents, &contents(&inputs)?).ok()?;
            Some((inputs, text))
        };
        if let Some((inputs, text)) = text() {
            self.write(&inputs, &text);
        }
    }

    /// The wishes, a line for each input, and the rest, unless an input may still change unseen.
    fn write(&self, inputs: &[Input], rest: &str) {
        let recent = self.begun.checked_sub(RECENT).unwrap_or(UNIX_EPOCH);
        if inputs.iter().any(|input| input.changed.is_some_and(|changed| changed > recent)) {
            return;
        }
        let mut text = self.wishes.clone();
        for input in inputs {
            let _ = writeln!(text, "input {} {}", input.state, input.path);
        }
        text.push_str(rest);
        let _ = output::replace_file(&self.file, &text);
    }
}

/// An input as it is found.
struct Input {
    path: String,
    state: String,
    /// The time of its last change, if it is there.
    changed: Option<SystemTime>,
}

impl Input {
    /// Nothing for what cannot be looked at, or has no name for a line.
    fn find(path: &Path) -> Option<Self> {
        let name = line(path)?.to_owned();
        match fs::metadata(path) {
            Ok(found) => {
                let state = format!("{}{}", state(&found)?, identity(&found));
                Some(Self { path: name, state, changed: Some(found.modified().ok()?) })
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Some(Self { path: name, state: MISSING.to_owned(), changed: None })
            }
            Err(_) => None,
        }
    }

    /// Nobody touched it since it was in this state.
    fn is_as(&self, before: &str) -> bool {
        self.state == before && (cfg!(unix) || self.changed.is_none())
    }
}

/// What the inputs hold, each after its length.
fn contents(inputs: &[Input]) -> Option<String> {
    let mut all = String::new();
    for input in inputs {
        if input.changed.is_none() {
            let _ = writeln!(all, "{MISSING}");
            continue;
        }
        let content = fs::read_to_string(&input.path).ok()?;
        let _ = writeln!(all, "{}", content.len());
        all.push_str(&content);
    }
    Some(all)
}

/// A path that can be read again from a line.
fn line(path: &Path) -> Option<&str> {
    path.to_str().filter(|text| !text.contains(['\n', '\r']))
}

/// Size and time of change.
fn state(found: &Metadata) -> Option<String> {
    let changed = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{}:{}", found.len(), changed.as_nanos()))
}

/// What the system keeps of a file that no program can set: a copy that was given the time of another file differs in it.
#[cfg(unix)]
fn identity(found: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    format!(":{}:{}:{}", found.ino(), found.ctime(), found.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> String {
    String::new()
}
