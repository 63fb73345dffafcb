//! What the last run of a build script read, wrote and told, so that a run with nothing to do is over at once.
//!
//! Takes the wishes and the files of a run, keeps them in a file below `OUT_DIR`; gives the next run what is to be told again, if
//! everything is as it was. Must never take a change for none: inputs are compared by their content, and the generator itself, like the
//! outputs, by size and time of change.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::environment::Environment;
use crate::base::stable_hash;
use crate::output;

/// An input that changed so shortly before the run may have changed once more while it was read: clocks of file systems are coarse.
const RECENT: Duration = Duration::from_millis(100);

/// The place of a stamp, and what it has to begin with.
#[derive(Debug)]
pub(super) struct Stamp {
    file: PathBuf,
    wishes: String,
    begun: SystemTime,
}

impl Stamp {
    /// For a script with these wishes. Nothing when there is no folder to keep it in, or the script cannot look at itself.
    pub(super) fn new(wishes: &str, environment: &Environment) -> Option<Self> {
        let folder = environment.out_dir.as_ref()?;
        let begun = SystemTime::now();
        let generator = state(&std::env::current_exe().ok()?)?;
        let ci = environment.is_ci();
        let wishes = format!("made by {generator}, CI {ci}, for {wishes:?}\n");
        // Each call of a script has its own.
        let number = stable_hash([wishes.as_str()]);
        Some(Self { file: folder.join(format!(".oasmith-{number:016x}.stamp")), wishes, begun })
    }

    /// What the last run told, if a run would read and write the same now.
    pub(super) fn told(&self) -> Option<String> {
        let kept = fs::read_to_string(&self.file).ok()?;
        let (mut inputs, mut outputs, mut told) = (Vec::new(), Vec::new(), None);
        let mut rest = kept.strip_prefix(&self.wishes)?;
        while told.is_none() {
            let (line, others) = rest.split_once('\n')?;
            rest = others;
            let (what, said) = line.split_once(' ')?;
            match what {
                "input" => inputs.push(PathBuf::from(said.split_once(' ')?.1)),
                "output" => outputs.push(PathBuf::from(said.split_once(' ')?.1)),
                _ => told = rest.get(..said.parse().ok()?),
            }
        }
        let told = told?;
        (self.render(&inputs, &outputs, told)? == kept).then(|| told.to_owned())
    }

    /// Keeps what a run read, wrote and told. Where that cannot be, the next run does everything again.
    pub(super) fn keep(&self, inputs: &[PathBuf], outputs: &[PathBuf], told: &str) {
        let recent = self.begun.checked_sub(RECENT).unwrap_or(UNIX_EPOCH);
        let is_recent = |input: &PathBuf| {
            fs::metadata(input).is_ok_and(|found| found.modified().map_or(true, |changed| changed > recent))
        };
        if !inputs.iter().any(is_recent)
            && let Some(text) = self.render(inputs, outputs, told)
        {
            let _ = output::replace_file(&self.file, &text);
        } else {
            let _ = fs::remove_file(&self.file);
        }
    }

    /// The wishes; a line for each file, with what is known of it; what was told; the content of the inputs.
    fn render(&self, inputs: &[PathBuf], outputs: &[PathBuf], told: &str) -> Option<String> {
        let mut text = self.wishes.clone();
        let mut contents = String::new();
        for input in inputs {
            let length = match fs::read_to_string(input) {
                Ok(content) => {
                    contents.push_str(&content);
                    content.len().to_string()
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => "-".to_owned(),
                Err(_) => return None,
            };
            let _ = writeln!(text, "input {length} {}", line(input)?);
        }
        for output in outputs {
            let _ = writeln!(text, "output {} {}", state(output)?, line(output)?);
        }
        let _ = writeln!(text, "told {}", told.len());
        text.push_str(told);
        text.push_str(&contents);
        Some(text)
    }
}

/// A path that can be read again from a line.
fn line(path: &Path) -> Option<&str> {
    path.to_str().filter(|text| !text.contains(['\n', '\r']))
}

/// Size and time of change.
fn state(file: &Path) -> Option<String> {
    let found = fs::metadata(file).ok()?;
    let changed = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{}:{}", found.len(), changed.as_nanos()))
}
