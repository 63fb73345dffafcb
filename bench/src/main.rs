//! How long generation takes, by stage, and crates to compare what their JSON code costs the compiler.
//!
//! `cargo run --release -p oasmith-bench -- stages SPEC..` prints medians of each stage. `.. -- models SPEC DIR` writes the models of a
//! document twice below DIR: with the JSON code that oasmith emits, and with serde's derives; `bench/compile-cost` times both. `.. -- overhead`
//! compares a call of the generated client with the same call written by hand.

mod derived;
mod models;
mod overhead;
mod stages;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["stages", specs @ ..] if !specs.is_empty() => specs.iter().try_for_each(|spec| stages::print(spec)),
        ["models", spec, folder] => models::write(spec, folder.as_ref()),
        ["overhead"] => overhead::print(),
        ["serve"] => overhead::serve(),
        _ => Err("usage: oasmith-bench stages SPEC.. | models SPEC DIR | overhead".into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
