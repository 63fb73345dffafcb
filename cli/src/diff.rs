//! `oasmith diff`: what a change of the document does.
//!
//! Takes two documents or two folders of them, prints what has changed and gives an exit code. Must not write files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use oasmith_codegen::base::both;
use oasmith_codegen::build::{Document, Inputs, TimeLimit, Wanted, read_inputs};
use oasmith_codegen::diag::Diagnostics;
use oasmith_codegen::diff::{self, Applied, Date, Filter, Level, Listing, RustLevel, SETTINGS_NAME, Settings, Side};
use oasmith_codegen::options::Options;
use oasmith_codegen::source::{Tree, parse_text};

use crate::Outcome;
use crate::args::{DiffArguments, DiffFormat, FailOn};
use crate::{document, prove, tell};

/// Compares, prints and judges.
pub(crate) fn diff(arguments: &DiffArguments) -> Outcome {
    let Some(run) = Run::new(arguments) else { return Outcome::Refused };
    let Some((listing, mut sides)) = run.listing() else { return Outcome::Refused };
    match arguments.format {
        DiffFormat::Text => tell::output(&listing.to_text(tell::has_colors(arguments.color))),
        DiffFormat::Json => tell::output(&listing.to_json()),
        DiffFormat::Markdown => tell::output(&listing.to_markdown(arguments.link.as_deref())),
        DiffFormat::Github => tell::output(&listing.to_github()),
        DiffFormat::Html => tell_page(&listing, &sides),
        DiffFormat::Sarif => tell::output(&listing.to_sarif()),
        DiffFormat::Junit => tell::output(&listing.to_junit()),
    }
    // What the compiler takes is its own affair.
    drop(run);
    if arguments.prove {
        let Some((old, new)) = sides.pop().filter(|_| sides.is_empty()) else {
            tell::error("`--prove` is for two documents, not for folders".to_owned());
            return Outcome::Refused;
        };
        if !prove::prove(old, new) {
            return Outcome::Refused;
        }
    }
    // The process ends here: the system takes back the memory of large documents faster than they can be taken apart.
    std::mem::forget(sides);
    if arguments.fail_on.iter().any(|rule| is_hit(*rule, &listing)) { Outcome::Found } else { Outcome::Done }
}

/// What all pairs of documents are compared by.
struct Run<'a> {
    arguments: &'a DiffArguments,
    settings: Settings,
    filter: Filter,
    today: Option<Date>,
    /// That of the new document; of the first one in folders.
    time: OnceLock<TimeLimit>,
}

impl<'a> Run<'a> {
    /// Reads the settings; tells why when they cannot be used.
    fn new(arguments: &'a DiffArguments) -> Option<Self> {
        let beside = || {
            let new = Path::new(&arguments.new);
            let path = if new.is_dir() { new.join(SETTINGS_NAME) } else { new.with_file_name(SETTINGS_NAME) };
            path.is_file().then_some(path)
        };
        let settings = match arguments.settings.clone().or_else(beside) {
            None => Settings::default(),
            Some(path) => {
                let name = path.display().to_string();
                let text = std::fs::read_to_string(&path)
                    .map_err(|error| tell::error(format!("cannot read `{name}`: {error}")))
                    .ok()?;
                let refuse = |findings| refuse(arguments, &Options::default(), &Tree::default(), &findings);
                Settings::parse(&name, &text).map_err(refuse).ok()?
            }
        };
        let DiffArguments { path, tag, id, extension, .. } = arguments;
        let mut filter = Filter::default();
        (filter.paths, filter.tags, filter.ids, filter.extensions) =
            (path.clone(), tag.clone(), id.clone(), extension.clone());
        Some(Self { arguments, settings, filter, today: today(), time: OnceLock::new() })
    }

    /// All changes of all pairs, with the pairs; nothing when a document cannot be used.
    fn listing(&self) -> Option<(Listing, Vec<Sides>)> {
        let (old, new) = (Path::new(&self.arguments.old), Path::new(&self.arguments.new));
        let mut listing = Listing::default();
        let mut applied = Applied::default();
        let mut sides = Vec::new();
        if old.is_dir() && new.is_dir() {
            for (old, new) in pairs(old, new) {
                // Folders hold other files, too; what is no document is passed over.
                let side = |path: Option<PathBuf>, is_timed| path.and_then(|path| self.read_quietly(&path, is_timed));
                let is_gone = new.is_none();
                let read = both(|| side(old, is_gone), || side(new, true));
                if read.0.is_some() || read.1.is_some() {
                    sides.push((read.0.unwrap_or_else(nothing), read.1.unwrap_or_else(nothing)));
                }
            }
        } else {
            sides.push(self.read_both()?);
        }
        for (old, new) in &sides {
            listing.extend(self.compare(old, new, &mut applied));
        }
        listing.summary.ignored = applied.ignored;
        for (at, note) in self.settings.notes(&applied, self.today) {
            tell::error_text(&format!("warning: {}:{}:{}: {note}\n", at.file, at.line, at.column));
        }
        Some((listing, sides))
    }

    fn compare(&self, old: &Inputs, new: &Inputs, applied: &mut Applied) -> Listing {
        let keep = !self.arguments.no_lock;
        let mut report = diff::diff(&side(old, keep), &side(new, keep), &self.settings.policy(self.today));
        let (old, new) = (&old.source.tree, &new.source.tree);
        self.filter.apply(&mut report.changes, old, new);
        self.settings.apply(&mut report.changes, self.today, applied);
        let mut listing = Listing::new(&report.changes, old, new);
        listing.items = report.items;
        listing
    }

    /// A document of a folder; nothing when the file is none.
    fn read_quietly(&self, path: &Path, is_timed: bool) -> Option<Inputs> {
        let document = document::find(&path.display().to_string()).ok()?;
        let inputs = self.read_within(document, is_timed).ok()?;
        let tree = &inputs.source.tree;
        let is_document = tree.root().is_some_and(|root| tree.get(root, "openapi").is_some());
        (is_document && !inputs.source.diagnostics.has_fatal()).then_some(inputs)
    }

    /// Reads both documents; tells why when one cannot be used.
    fn read_both(&self) -> Option<Sides> {
        let (new, old) = both(|| self.read(&self.arguments.new, true), || self.read(&self.arguments.old, false));
        let told = |read: Result<Inputs, Unread>| read.map_err(|why| why.tell(self.arguments)).ok();
        let (old, new) = (told(old), told(new));
        old.zip(new)
    }

    /// Reads one of the documents.
    fn read(&self, spec: &str, is_timed: bool) -> Result<Inputs, Unread> {
        let document = document::find(spec).map_err(Unread::Words)?;
        let inputs =
            self.read_within(document, is_timed).map_err(|findings| Unread::Findings(Box::default(), findings))?;
        if inputs.source.diagnostics.has_fatal() {
            let findings = inputs.source.diagnostics.clone();
            return Err(Unread::Findings(Box::new(inputs), findings));
        }
        Ok(inputs)
    }

    /// Reads within the limits of the document; its time is that of the whole run if `is_timed` and no other one's is yet.
    fn read_within(&self, document: Document, is_timed: bool) -> Result<Inputs, Diagnostics> {
        let (format, color) = (self.arguments.message_format, self.arguments.color);
        read_inputs(Wanted { document, config: None, lock: None }, |options| {
            if is_timed {
                let _ = self.time.get_or_init(|| tell::time_limit(format, color, options));
            }
        })
    }
}

/// Two documents that are compared, the old one first.
type Sides = (Inputs, Inputs);

/// Prints the page, with the texts of the documents.
fn tell_page(listing: &Listing, sides: &[Sides]) {
    let old: Vec<&Tree> = sides.iter().map(|(old, _)| &old.source.tree).collect();
    let new: Vec<&Tree> = sides.iter().map(|(_, new)| &new.source.tree).collect();
    tell::output(&diff::to_html(listing, &old, &new));
}

/// The day that it is, in UTC.
pub(crate) fn today() -> Option<Date> {
    let passed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    Date::from_days(passed.as_secs() / 86_400)
}

fn side(inputs: &Inputs, keep: bool) -> Side<'_> {
    Side { tree: &inputs.source.tree, options: &inputs.options, lock: keep.then_some(&inputs.lock.lock) }
}

/// The documents of two folders by their path below them, in order.
fn pairs(old: &Path, new: &Path) -> Vec<(Option<PathBuf>, Option<PathBuf>)> {
    let mut all: BTreeMap<PathBuf, (Option<PathBuf>, Option<PathBuf>)> = BTreeMap::new();
    for path in files(old) {
        if let Ok(relative) = path.strip_prefix(old).map(Path::to_path_buf) {
            all.entry(relative).or_default().0 = Some(path);
        }
    }
    for path in files(new) {
        if let Ok(relative) = path.strip_prefix(new).map(Path::to_path_buf) {
            all.entry(relative).or_default().1 = Some(path);
        }
    }
    all.into_values().collect()
}

/// All files below a folder that may be documents. Links to folders are not followed.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if path.extension().is_some_and(|end| ["yaml", "yml", "json"].iter().any(|known| end == *known)) {
                found.push(path);
            }
        }
    }
    found
}

/// What stands for a document that is there in one folder only.
fn nothing() -> Inputs {
    let source = parse_text("(no document)", "openapi: 3.0.3\ninfo: {title: '', version: ''}\npaths: {}\n");
    Inputs { source, ..Inputs::default() }
}

/// Why a document cannot be used.
enum Unread {
    Words(String),
    Findings(Box<Inputs>, Diagnostics),
}

impl Unread {
    fn tell(self, arguments: &DiffArguments) {
        match self {
            Self::Words(words) => tell::error(words),
            Self::Findings(inputs, findings) => refuse(arguments, &inputs.options, &inputs.source.tree, &findings),
        }
    }
}

fn refuse(arguments: &DiffArguments, options: &Options, tree: &Tree, findings: &Diagnostics) {
    tell::findings_as(arguments.message_format, arguments.color, options, tree, findings);
}

/// Whether there is a change that the caller asked to fail on.
fn is_hit(rule: FailOn, listing: &Listing) -> bool {
    listing.changes.iter().any(|entry| match rule {
        FailOn::Error => entry.level >= Level::Error,
        FailOn::Warning => entry.level >= Level::Warning,
        FailOn::Info => true,
        FailOn::Major => entry.rust_level >= RustLevel::Major,
        FailOn::Minor => entry.rust_level >= RustLevel::Minor,
    })
}
