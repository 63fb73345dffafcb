//! How long generation takes, by stage, and crates to compare what their JSON code costs the compiler.
//!
//! `cargo run --release -p oasmith-bench -- stages SPEC..` prints medians of each stage. `.. -- models SPEC DIR` writes the models of a
//! document twice below DIR: with the JSON code that oasmith emits, and with serde's derives; `bench/compile-cost` times both. `.. -- overhead`
//! compares a call of the generated client with the same call written by hand. `.. -- edits` and `.. -- diff`: see `edits`.
//! `.. -- scaling` generates made-up documents of 100 to 100,000 schemas, `.. -- throughput` reads and writes payloads beside serde's derives.
//! `.. -- transfer` tells how much memory a file of 1 GiB takes on its way down and up. `.. -- calls SPEC` prints a program that calls every
//! operation of a document, for `bench/prism`.

mod calls;
mod derived;
mod edits;
mod models;
mod overhead;
mod scaling;
mod server;
mod stages;
mod throughput;
mod transfer;

use std::process::ExitCode;

/// That of the command, so that times are those of the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["stages", specs @ ..] if !specs.is_empty() => specs.iter().try_for_each(|spec| stages::print(spec)),
        ["models", spec, folder] => models::write(spec, folder.as_ref()),
        ["edits", spec, to] => edits::write(spec, to, 50, 1),
        ["edits", spec, to, count] => numbers(count, "1").and_then(|(count, seed)| edits::write(spec, to, count, seed)),
        ["edits", spec, to, count, seed] => {
            numbers(count, seed).and_then(|(count, seed)| edits::write(spec, to, count, seed))
        }
        ["diff", old, new] => edits::print(old, new),
        ["overhead"] => overhead::print(),
        ["overhead", side, count] => overhead::call(side, count),
        ["calls", spec] => calls::print(spec),
        ["scaling"] => scaling::print(&[100, 1000, 10_000, 100_000]),
        ["scaling", sizes @ ..] => {
            let sizes: Result<Vec<usize>, _> = sizes.iter().map(|size| size.parse()).collect();
            sizes.map_err(Into::into).and_then(|sizes| scaling::print(&sizes))
        }
        ["throughput"] => throughput::print(),
        ["transfer"] => transfer::print(),
        ["serve"] => server::serve(overhead::answer),
        ["serve-transfer"] => server::serve(transfer::answer),
        _ => Err("usage: oasmith-bench stages SPEC.. | models SPEC DIR | edits SPEC OUT [COUNT [SEED]] | diff OLD NEW | overhead [SIDE COUNT] | scaling [SIZE..] | throughput | transfer | calls SPEC".into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn numbers(count: &str, seed: &str) -> Result<(usize, u64), Box<dyn std::error::Error>> {
    Ok((count.parse()?, seed.parse()?))
}
