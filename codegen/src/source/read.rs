//! Texts into one tree: the root document, then every file that it refers to.
//!
//! Takes texts and a way to get more of them, gives the tree and all findings. Must not do IO.

use super::embed::embed;
use super::format::{self, Text};
use super::header;
use super::load::{LoadOptions, too_large, unreadable};
use super::refs;
use super::tree::{External, FileEntry, FileId, Format, Tree};
use crate::base::NodeId;
use crate::diag::{Diagnostic, Diagnostics};

/// A file as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceFile {
    /// The name as it is shown to the user; for [`parse`], also what references name.
    pub name: String,
    /// The text.
    pub text: String,
}

/// A document that was read, with everything found on the way. With a fatal finding, the tree may
/// be empty; it still holds the texts that were read, so that findings can be shown.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// All values.
    pub tree: Tree,
    /// What was found.
    pub diagnostics: Diagnostics,
}

/// Why a file that a reference names is not there.
pub(super) enum Refusal {
    /// It lies outside of the folder of the root document.
    Outside,
    /// It cannot be read; in words.
    Unreadable(String),
}

/// How much all files together may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) files: usize,
    pub(super) values: usize,
    pub(super) depth: usize,
}

/// Gives the file of a name relative to the folder of the root document.
pub(super) type Loader<'a> = dyn FnMut(&str) -> Result<SourceFile, Refusal> + 'a;

/// Reads texts; the first is the root document, the others are found by the names that references
/// give them, relative to the root document. A pure function.
#[must_use]
pub fn parse(files: Vec<SourceFile>) -> Source {
    parse_within(
        files,
        &LoadOptions { max_files: usize::from(u16::MAX), max_bytes: u64::MAX, ..LoadOptions::default() },
    )
}

/// The same within limits.
#[must_use]
pub fn parse_within(files: Vec<SourceFile>, options: &LoadOptions) -> Source {
    let is_too_large = |file: &SourceFile| file.text.len() as u64 > options.max_bytes;
    let mut files = files.into_iter();
    let Some(root) = files.next() else { return Source::default() };
    if is_too_large(&root) {
        return unreadable(&root.name, &too_large(options.max_bytes));
    }
    let mut others: Vec<SourceFile> = files.collect();
    let folder = root.name.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let mut loader = |name: &str| {
        let full = refs::join(folder.as_deref().unwrap_or(""), name);
        match others.iter().position(|file| file.name == full || file.name == name) {
            Some(index) if others.get(index).is_some_and(is_too_large) => {
                Err(Refusal::Unreadable(too_large(options.max_bytes)))
            }
            Some(index) => Ok(others.swap_remove(index)),
            None => Err(Refusal::Unreadable(String::from("there is no such file"))),
        }
    };
    read(root, options.bounds(), &mut loader)
}

/// Reads one text that refers to no other file. A pure function.
#[must_use]
pub fn parse_text(name: &str, text: &str) -> Source {
    parse(vec![SourceFile { name: name.to_owned(), text: text.to_owned() }])
}

/// Reads the root document and, through `loader`, all files that it refers to.
pub(super) fn read(root: SourceFile, bounds: Bounds, loader: &mut Loader<'_>) -> Source {
    let mut source = Source::default();
    let relative = root.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let stem = relative.rsplit_once('.').map_or(relative.as_str(), |(stem, _)| stem).to_owned();
    let page = header::page(&root.name, &root.text);
    let (file, node) = match add(&mut source, root, relative, bounds) {
        Ok(found) => found,
        Err(problem) => {
            source.diagnostics.push(page.unwrap_or(*problem));
            return source;
        }
    };
    let (found, findings) = header::read(&source.tree, node, &stem);
    source.tree.header = found;
    let findings: Diagnostics = findings.into_iter().collect();
    if findings.has_fatal()
        && let Some(page) = page.filter(|_| !source.tree.is_object(node))
    {
        source.diagnostics.push(page);
        return source;
    }
    let fatal = findings.has_fatal();
    source.diagnostics.extend(findings);
    if !fatal {
        follow(&mut source, file, node, bounds, loader);
        let findings = embed(&mut source.tree);
        source.diagnostics.extend(findings);
    }
    source
}

/// Parses a text and adds it to the tree. The text is kept also when it cannot be parsed.
fn add(
    source: &mut Source,
    file: SourceFile,
    relative: String,
    bounds: Bounds,
) -> Result<(FileId, NodeId), Box<Diagnostic>> {
    let id = FileId(u16::try_from(source.tree.files.len()).unwrap_or(u16::MAX));
    let text = match file.text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => file.text,
    };
    let parsed = format::parse(&mut source.tree, Text { file: id, name: &file.name, text: &text, bounds });
    let (root, format) = match &parsed {
        Ok(parsed) => (Some(parsed.root), parsed.format),
        Err(_) => (None, Format::Yaml),
    };
    source.tree.externals.insert(relative.clone(), External::File(id));
    source.tree.files.push(FileEntry { name: file.name, relative, text, format, root });
    let parsed = parsed?;
    if let (Some(text), Some(file)) = (parsed.repaired, source.tree.files.last_mut()) {
        file.text = text;
    }
    source.diagnostics.extend(parsed.findings);
    Ok((id, parsed.root))
}

/// Reads the files that `file` refers to, and those that they refer to.
fn follow(source: &mut Source, file: FileId, root: NodeId, bounds: Bounds, loader: &mut Loader<'_>) {
    let mut queue = std::collections::VecDeque::from([(file, root)]);
    while let Some((file, root)) = queue.pop_front() {
        for name in refs::scan(&mut source.tree, file, root) {
            if source.tree.externals.contains(name.as_str()) {
                continue;
            }
            let loaded = if source.tree.files.len() >= bounds.files.min(usize::from(u16::MAX)) {
                Err(Refusal::Unreadable(format!("more than {} files", bounds.files)))
            } else {
                loader(&name)
            };
            let outcome = match loaded.map(|loaded| add(source, loaded, name.clone(), bounds)) {
                Ok(Ok(added)) => {
                    queue.push_back(added);
                    External::File(added.0)
                }
                Ok(Err(problem)) => External::Failed(describe(&problem)),
                Err(Refusal::Outside) => External::Outside,
                Err(Refusal::Unreadable(why)) => External::Failed(why),
            };
            source.tree.externals.insert(name, outcome);
        }
    }
}

fn describe(problem: &Diagnostic) -> String {
    match &problem.position {
        Some(place) => format!("{} at line {} column {}", problem.message, place.line, place.column),
        None => problem.message.clone(),
    }
}
