//! The command `oasmith`: generate a crate, check a document, compare two, explain a finding or an item.
//!
//! Takes arguments, gives files, messages and an exit code: 0 done, 1 findings that the caller asked to fail on, 2 wrong usage or
//! unreadable input. Thin: all work is done by the library. Must not panic, not even when nobody reads what it prints.
#![forbid(unsafe_code)]

mod args;
mod budget;
mod diff;
mod document;
mod explain;
mod generate;
mod git_diff;
mod paths;
mod prove;
mod tell;
mod why;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Arguments, Command};

/// A run makes and drops millions of small values, which this allocator does in half the time of the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Done.
    Done,
    /// Done, and something was found that the caller asked to fail on.
    Found,
    /// Nothing was done: wrong usage or unreadable input.
    Refused,
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // `--help` and `--version` come this way as well, with their own code.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let outcome = match arguments.command {
        Command::Generate(arguments) => generate::generate(arguments),
        Command::Check(arguments) => generate::check(&arguments),
        Command::Diff(arguments) => diff::diff(&arguments),
        Command::GitDiff(arguments) => git_diff::git_diff(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Why(arguments) => why::why_item(&arguments),
        Command::Budget(arguments) => budget::budget(&arguments),
    };
    ExitCode::from(match outcome {
        Outcome::Done => 0,
        Outcome::Found => 1,
        Outcome::Refused => 2,
    })
}
