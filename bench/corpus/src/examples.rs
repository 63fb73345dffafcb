//! Whether values come out of generated types as they went in.
//!
//! Takes documents, collects their examples, leaves out those that are not valid by an implementation of JSON Schema that is not ours
//! (`schemas`), decodes and encodes the others by their types in a program over so many crates, and compares what comes out
//! (`json`). Gives a row for each document.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use oasmith_codegen::base::Json;
use oasmith_codegen::pipeline::examples as collect;
use oasmith_codegen::plan::ir::Ty;
use oasmith_codegen::source::{LoadOptions, load};
use serde::{Deserialize, Serialize};

use crate::args::Compiled;
use crate::schemas::Schemas;
use crate::workspace::Workspace;
use crate::{Failure, documents, json};

/// The member that has the program.
const PROGRAM: &str = "through";

/// What became of the examples of a document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Row {
    pub(crate) document: String,
    /// Why there is no crate, or no program.
    pub(crate) reason: Option<String>,
    /// All of them.
    pub(crate) examples: usize,
    /// The validator cannot use their schema; how many for each reason.
    pub(crate) unusable: BTreeMap<String, usize>,
    /// They are not what their schema says.
    pub(crate) invalid: usize,
    /// Their schema is no type: an ingredient of others, left out, or any value at all.
    pub(crate) untyped: usize,
    /// They went through a type.
    pub(crate) tried: usize,
    /// And came out equal.
    pub(crate) equal: usize,
    pub(crate) faults: Vec<Fault>,
}

/// An example that did not come out as it went in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Fault {
    pub(crate) pointer: String,
    pub(crate) rust: String,
    /// The error, or the first difference.
    pub(crate) what: String,
}

/// An example that is valid and has a type.
struct Trial {
    row: usize,
    pointer: String,
    rust: String,
    json: Json,
}

/// Tries the examples of documents, in batches, that are not yet in the file of rows.
///
/// # Errors
/// Documents that cannot be found, files that cannot be written, a cargo that cannot be run.
pub(crate) fn examples(wanted: &Compiled) -> Result<(), Failure> {
    let mut documents = documents::find(&wanted.documents)?;
    documents.retain(|path| fs::metadata(path).is_ok_and(|about| about.len() <= wanted.largest));
    let before = read(&wanted.documents.out)?;
    let known: BTreeSet<&str> = before.iter().map(|row| row.document.as_str()).collect();
    documents.retain(|path| !known.contains(path.display().to_string().as_str()));
    let mut out = fs::OpenOptions::new().create(true).append(true).open(&wanted.documents.out)?;
    let workspace = Workspace::new(&wanted.folder, &wanted.runtime)?;
    // What a validator panics with is of no interest.
    std::panic::set_hook(Box::new(|_| {}));
    let total = documents.len();
    for (number, batch) in documents.chunks(wanted.batch.max(1)).enumerate() {
        let rows = run(&workspace, batch)?;
        for row in &rows {
            writeln!(out, "{}", serde_json::to_string(row)?)?;
        }
        eprintln!("{}/{total} documents", (number * wanted.batch.max(1) + batch.len()).min(total));
    }
    sum(&read(&wanted.documents.out)?);
    Ok(())
}

fn read(path: &Path) -> Result<Vec<Row>, Failure> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    Ok(fs::read_to_string(path)?.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

fn sum(rows: &[Row]) {
    let total = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    let (tried, equal) = (total(|row| row.tried), total(|row| row.equal));
    println!("| what | count |\n| --- | --- |");
    println!("| documents | {} |", rows.len());
    println!("| without a crate or a program | {} |", rows.iter().filter(|row| row.reason.is_some()).count());
    println!("| examples | {} |", total(|row| row.examples));
    println!("| not valid | {} |", total(|row| row.invalid));
    println!("| with a schema that the validator cannot use | {} |", total(|row| row.unusable.values().sum()));
    println!("| without a type | {} |", total(|row| row.untyped));
    println!("| valid, with a type | {tried} |");
    println!("| equal after decoding and encoding | {equal} ({:.2} %) |", 100.0 * equal as f64 / tried.max(1) as f64);
    println!();
    for row in rows {
        if let Some(reason) = &row.reason {
            println!("* {}: {reason}", row.document);
        }
        for (reason, count) in &row.unusable {
            println!("* {}: {count} cannot be validated: {reason}", row.document);
        }
        for Fault { pointer, rust, what } in &row.faults {
            println!("* {} {pointer} ({rust}): {what}", row.document);
        }
    }
}

fn run(workspace: &Workspace, batch: &[PathBuf]) -> Result<Vec<Row>, Failure> {
    workspace.clear()?;
    let (mut rows, mut trials) = (Vec::new(), Vec::new());
    let mut crates = Vec::new();
    for (index, path) in batch.iter().enumerate() {
        let mut row = Row { document: path.display().to_string(), ..Row::default() };
        let name = format!("c{index}");
        let found = find(workspace, path, &name, index, &mut row)?;
        if !found.is_empty() {
            match workspace.add(&name, path)? {
                Ok(_) => {
                    crates.push(name);
                    trials.extend(found);
                }
                Err(reason) => row.reason = Some(reason),
            }
        }
        rows.push(row);
    }
    if !trials.is_empty() {
        add_program(workspace, &crates, &trials)?;
        workspace.close()?;
        if let Err(error) = go(workspace, &trials, &mut rows) {
            for row in rows.iter_mut().filter(|row| row.examples > 0) {
                row.reason = Some(error.to_string());
            }
        }
    }
    Ok(rows)
}

/// The examples of a document that are valid and have a type; the row counts the others.
fn find(workspace: &Workspace, path: &Path, name: &str, index: usize, row: &mut Row) -> Result<Vec<Trial>, Failure> {
    let found = collect::examples(load(path, &LoadOptions::default()), &workspace.options(name));
    row.examples = found.examples.len();
    let mut trials = Vec::new();
    if found.examples.is_empty() {
        return Ok(trials);
    }
    let tree = &found.tree;
    let files = tree.files().filter_map(|file| {
        let root = tree.pointer(tree.file_root(file)?);
        Some((root.split('#').next().unwrap_or_default().to_owned(), tree.file_text(file)))
    });
    let mut schemas = match Schemas::new(files) {
        Ok(schemas) => schemas,
        Err(error) => {
            row.reason = Some(format!("the validator cannot use the document: {error}"));
            return Ok(trials);
        }
    };
    for example in &found.examples {
        let json = tree.json(example.value);
        match schemas.is_valid(&tree.pointer(example.schema), &tree.value(example.value)) {
            Err(reason) => *row.unusable.entry(reason).or_default() += 1,
            Ok(false) => row.invalid += 1,
            Ok(true) => match example.ty.as_ref().filter(|ty| **ty != Ty::VALUE) {
                None => row.untyped += 1,
                Some(ty) => {
                    let mut rust = String::new();
                    write_ty(&mut rust, ty, name);
                    trials.push(Trial { row: index, pointer: tree.pointer(example.value), rust, json });
                }
            },
        }
    }
    Ok(trials)
}

/// A type as the program names it.
fn write_ty(out: &mut String, ty: &Ty, name: &str) {
    let around = match ty {
        Ty::Bool => return out.push_str("bool"),
        Ty::Int(int) => return out.push_str(int),
        Ty::F64 => return out.push_str("f64"),
        Ty::String => return out.push_str("String"),
        Ty::Runtime(runtime) => {
            out.push_str("rt::");
            return out.push_str(runtime);
        }
        Ty::Model(ident) => {
            let _ = write!(out, "{name}::models::{ident}");
            return;
        }
        Ty::Option(inner) => ("Option<", inner),
        Ty::Maybe(inner) => ("rt::Maybe<", inner),
        Ty::Boxed(inner) => ("Box<", inner),
        Ty::List(inner) => ("Vec<", inner),
        Ty::Map(inner) => ("std::collections::BTreeMap<String, ", inner),
        Ty::OrAny(inner) => ("rt::OrAny<", inner),
        Ty::Leading(items, rest) => {
            out.push_str("rt::Tuple<");
            write_ty(out, &Ty::Tuple(items.clone()), name);
            out.push(',');
            write_ty(out, rest, name);
            return out.push('>');
        }
        Ty::Tuple(items) => {
            out.push('(');
            for item in items {
                write_ty(out, item, name);
                out.push(',');
            }
            return out.push(')');
        }
        // Not the type of a schema.
        _ => return out.push_str("rt::Value"),
    };
    let (open, inner) = around;
    out.push_str(open);
    write_ty(out, inner, name);
    out.push('>');
}

const MAIN: &str = r#"
use oasmith_runtime::generated as rt;
use std::io::{BufRead, Write};

fn through<T: rt::Decode + rt::Encode>(json: &str) -> Result<String, String> {
    let value: T = rt::from_str(json).map_err(|error| error.to_string())?;
    Ok(rt::to_string(&value))
}

fn main() {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let (ty, json) = line.split_once(' ').unwrap();
        let done = match TYPES[ty.parse::<usize>().unwrap()](json) {
            Ok(json) => format!("={json}\n"),
            Err(error) => format!("!{}\n", error.replace('\n', " ")),
        };
        out.write_all(done.as_bytes()).unwrap();
        out.flush().unwrap();
    }
}
"#;

/// Writes the program over all crates of the batch.
fn add_program(workspace: &Workspace, crates: &[String], trials: &[Trial]) -> Result<(), Failure> {
    let mut manifest = format!(
        "[package]\nname = \"{PROGRAM}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         oasmith-runtime = {{ path = {:?}, default-features = false }}\n",
        workspace.runtime().display().to_string()
    );
    for name in crates {
        let _ =
            writeln!(manifest, "{name} = {{ path = \"../{name}\", default-features = false, features = [\"dyn\"] }}");
    }
    let mut main = String::from("#![allow(warnings)]\n");
    main.push_str("#![recursion_limit = \"2048\"]\n");
    main.push_str(MAIN);
    main.push_str("\nconst TYPES: &[fn(&str) -> Result<String, String>] = &[\n");
    for rust in types(trials) {
        let _ = writeln!(main, "    through::<{rust}>,");
    }
    main.push_str("];\n");
    workspace.add_files(PROGRAM, &[("Cargo.toml", &manifest), ("src/main.rs", &main)])
}

fn types(trials: &[Trial]) -> BTreeSet<&str> {
    trials.iter().map(|trial| trial.rust.as_str()).collect()
}

/// Builds the program, gives it all examples, and fills the rows.
fn go(workspace: &Workspace, trials: &[Trial], rows: &mut [Row]) -> Result<(), Failure> {
    let built = workspace.cargo().args(["build", "--offline", "--quiet", "-p", PROGRAM]).output()?;
    if !built.status.success() {
        return Err(format!("the program cannot be built: {}", String::from_utf8_lossy(&built.stderr)).into());
    }
    let places: BTreeMap<&str, usize> = types(trials).into_iter().enumerate().map(|(index, ty)| (ty, index)).collect();
    let program = workspace.folder().join("target").join("debug").join(PROGRAM);
    let mut answers = Vec::new();
    while answers.len() < trials.len() {
        let rest = trials.get(answers.len()..).unwrap_or_default();
        let input: String =
            rest.iter().map(|trial| format!("{} {}\n", places[trial.rust.as_str()], trial.json)).collect();
        let mut child = std::process::Command::new(&program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let stdin = child.stdin.take();
        let writer = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
        let output = child.wait_with_output()?;
        // A program that has ended early does not read on.
        let _ = writer.join();
        answers.extend(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned));
        if answers.len() < trials.len() {
            answers.push(format!("!the program ended: {}", output.status));
        }
    }
    for (trial, answer) in trials.iter().zip(&answers) {
        let Some(row) = rows.get_mut(trial.row) else { continue };
        row.tried += 1;
        match wrong(&trial.json, answer) {
            None => row.equal += 1,
            Some(what) => {
                row.faults.push(Fault { pointer: trial.pointer.clone(), rust: trial.rust.clone(), what });
            }
        }
    }
    Ok(())
}

/// What is wrong with an answer of the program.
fn wrong(given: &Json, answer: &str) -> Option<String> {
    let Some(written) = answer.strip_prefix('=') else { return Some(answer.trim_start_matches('!').to_owned()) };
    match json::parse(written) {
        Some(answer) => json::difference(given, &answer).map(|place| format!("${place}")),
        None => Some(format!("no JSON: {written}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_named_from_outside() {
        let tuple = Ty::Tuple(vec![Ty::Bool, Ty::Int("i64")]);
        let ty = Ty::Option(Box::new(Ty::Map(Box::new(Ty::List(Box::new(Ty::Model("Pet".into())))))));
        for (ty, wanted) in [
            (tuple, "(bool,i64,)"),
            (ty, "Option<std::collections::BTreeMap<String, Vec<c1::models::Pet>>>"),
            (Ty::Maybe(Box::new(Ty::Runtime("Date"))), "rt::Maybe<rt::Date>"),
        ] {
            let mut out = String::new();
            write_ty(&mut out, &ty, "c1");
            assert_eq!(out, wanted);
        }
    }

    #[test]
    fn answers_are_equal_or_tell_why_not() {
        let given = json::parse(r#"{"a": 1.0}"#).unwrap();
        for (answer, wanted) in [
            (r#"={"a":1}"#, None),
            (r#"={"a":2}"#, Some("$.a: 1.0 became 2")),
            ("!missing member", Some("missing member")),
            ("=", Some("no JSON: ")),
        ] {
            assert_eq!(wrong(&given, answer).as_deref(), wanted, "{answer}");
        }
    }
}
