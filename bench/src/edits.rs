//! A document with random edits, and what it costs to compare it with what it was.
//!
//! `oasmith-bench edits SPEC OUT [COUNT [SEED]]` writes the document with COUNT edits of its schemas and operations; the same numbers give the
//! same document. `.. -- diff OLD NEW` prints medians of each part of a comparison and the most memory that the process had.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use fastrand::Rng;
use oasmith_codegen::base::both;
use oasmith_codegen::diff::{Listing, Policy, Side, diff};
use oasmith_codegen::names::Lock;
use oasmith_codegen::options::Options;
use oasmith_codegen::source::{LoadOptions, Source, load};
use serde_json::{Value, json};

use crate::stages::{median, millis};

/// Runs of a comparison.
const RUNS: usize = 7;

/// Writes a document with edits.
pub(crate) fn write(spec: &str, to: &str, count: usize, seed: u64) -> Result<(), Box<dyn Error>> {
    let tree = load(Path::new(spec), &LoadOptions::default()).tree;
    let mut document = tree.value(tree.root().ok_or("not readable")?);
    let mut places = Vec::new();
    collect(&document, &mut String::new(), &mut places);
    let mut random = Rng::with_seed(seed);
    let mut done = 0;
    while done < count {
        let place = random.choice(&places).ok_or("there is nothing to edit")?;
        done += usize::from(document.pointer_mut(place).is_some_and(|node| edit(&mut random, node, done)));
    }
    std::fs::write(to, serde_json::to_string_pretty(&document)?)?;
    Ok(())
}

/// Prints what a comparison costs.
pub(crate) fn print(old: &str, new: &str) -> Result<(), Box<dyn Error>> {
    let (options, lock, limits) = (Options::default(), Lock::default(), LoadOptions::default());
    let mut rows = [const { Vec::new() }; 3];
    let mut totals = Vec::new();
    let mut changes = 0;
    for _ in 0..RUNS {
        let begun = Instant::now();
        let read = |path: &str| load(Path::new(path), &limits);
        let sources: (Source, Source) = both(|| read(new), || read(old));
        let (after, before) = (&sources.0.tree, &sources.1.tree);
        let was_read = begun.elapsed();
        let side = |tree| Side { tree, options: &options, lock: Some(&lock) };
        let report = diff(&side(before), &side(after), &Policy::default());
        let was_compared = begun.elapsed();
        let listing = Listing::new(&report.changes, before, after);
        let bytes = listing.to_json().len();
        let total = begun.elapsed();
        if bytes == 0 || before.root().is_none() || after.root().is_none() {
            return Err("nothing was compared".into());
        }
        changes = listing.changes.len();
        let parts: [Duration; 3] = [was_read, was_compared - was_read, total - was_compared];
        rows.iter_mut().zip(parts).for_each(|(row, part)| row.push(part));
        totals.push(total);
    }
    println!("{changes} changes: {:.0} ms, median of {RUNS}", millis(median(&mut totals)));
    for (name, mut times) in ["read", "compare", "places and JSON"].into_iter().zip(rows) {
        println!("  {name:<16} {:>9.2} ms", millis(median(&mut times)));
    }
    match most_memory() {
        Some(kibibytes) => println!("  most memory      {:>6} MiB", kibibytes / 1024),
        None => println!("  most memory      not known on this system"),
    }
    Ok(())
}

/// The most memory that this process had, in KiB, where `/proc` tells it.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Pointers of all schemas, parameters and operations.
fn collect(value: &Value, pointer: &mut String, found: &mut Vec<String>) {
    let is_place = |key: &str| value.get(key).is_some();
    if value.is_object() && (is_place("type") || is_place("responses") || is_place("in")) {
        found.push(pointer.clone());
    }
    let length = pointer.len();
    let mut inside = |key: &str, value: &Value| {
        if !matches!(key, "example" | "examples" | "default" | "enum" | "info") {
            pointer.push('/');
            pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            collect(value, pointer, found);
            pointer.truncate(length);
        }
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, member)| inside(key, member)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, item)| inside(&at.to_string(), item)),
        _ => {}
    }
}

/// Edits a node; whether it was of the kind that the edit is for.
fn edit(random: &mut Rng, node: &mut Value, number: usize) -> bool {
    let Some(members) = node.as_object_mut() else { return false };
    let is = |key: &str, value: &str| members.get(key).and_then(Value::as_str) == Some(value);
    match random.u8(..8) {
        0 if is("type", "string") => members.insert("maxLength".into(), json!(random.u32(100..200))).is_none(),
        1 if is("type", "integer") => members.insert("minimum".into(), json!(random.u32(..9))).is_none(),
        2 if is("type", "string") => members.insert("type".into(), json!("integer")).is_some(),
        3 if is("type", "object") => members
            .get_mut("properties")
            .and_then(Value::as_object_mut)
            .is_some_and(|all| all.insert(format!("edited_{number}"), json!({"type": "string"})).is_none()),
        4 => members.get_mut("required").and_then(Value::as_array_mut).is_some_and(|list| list.pop().is_some()),
        5 => members.get_mut("enum").and_then(Value::as_array_mut).is_some_and(|list| {
            list.push(json!(format!("edited-{number}")));
            true
        }),
        6 if members.contains_key("responses") => members.insert("deprecated".into(), json!(true)).is_none(),
        7 if members.contains_key("in") => members.insert("required".into(), json!(true)) != Some(json!(true)),
        _ => false,
    }
}
