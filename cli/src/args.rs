//! The command line.
//!
//! Takes what the user typed, gives it typed and checked. Must not touch files.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use oasmith_codegen::options::{Glob, Pattern, Runtime, Selector, check_package_name};

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  done, but something was found that --deny or --check asked to fail on
  2  wrong usage, or a document that cannot be used; nothing was written";

/// Generates Rust clients from OpenAPI documents.
#[derive(Debug, Parser)]
#[command(name = "oasmith", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Writes a crate that compiles as it is.
    #[command(after_help = EXIT_CODES)]
    Generate(GenerateArguments),
    /// Tells everything that is noteworthy about a document; writes nothing.
    #[command(after_help = EXIT_CODES)]
    Check(CheckArguments),
    /// Tells what has changed from one document to another, and who is broken by it; writes nothing.
    #[command(after_help = EXIT_CODES)]
    Diff(DiffArguments),
    /// Shows what a change of a document does, as `git diff` shows what it looks like. Called by git, which passes seven arguments:
    /// `git config diff.openapi.command "oasmith git-diff"`, and in `.gitattributes` a line `api.yaml diff=openapi`
    GitDiff(GitDiffArguments),
    /// Explains a diagnostic by its code or a change by its id; without one, lists all of them.
    Explain(ExplainArguments),
    /// Tells where an item of the generated crate comes from, or what a place of the document becomes; writes nothing.
    Why(WhyArguments),
    /// Counts what the crate costs the compiler, by module, and tells what grew beyond the budget beside the document.
    #[command(after_help = EXIT_CODES)]
    Budget(BudgetArguments),
}

#[derive(Debug, Args)]
pub(crate) struct GenerateArguments {
    #[command(flatten)]
    pub(crate) common: Common,

    /// Folder of the crate. Files in it that oasmith did not write are left alone; where they are in the way, nothing is written.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,

    /// Name of the crate [default: made from the title of the document]
    #[arg(long, value_name = "NAME", value_parser = package_name)]
    pub(crate) crate_name: Option<String>,

    /// Where the crate takes the runtime from: `embed` writes its source into the crate, `path:DIR` and `registry` depend on
    /// `oasmith-runtime` [default: embed]
    #[arg(long, value_name = "embed|path:DIR|registry", value_parser = runtime)]
    pub(crate) runtime: Option<Runtime>,

    /// Short for `--runtime path:DIR`
    #[arg(long, value_name = "DIR", conflicts_with = "runtime")]
    pub(crate) runtime_path: Option<PathBuf>,

    /// Write here, as JSON, what was made of what
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,

    /// Write nothing; tell with exit code 1 and a short diff when DIR is not what would be written
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What is common to all that reads a document.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// OpenAPI document (YAML or JSON): a file, `-` for standard input, or `GIT_REF:path`
    #[arg(value_name = "SPEC")]
    pub(crate) spec: String,

    /// End with exit code 1 when there is a finding of this code; `skip` is whatever leaves something out, `lint` whatever is
    /// only told, `warnings` both. Can be given several times
    #[arg(long, value_name = "CODE", value_parser = Selector::parse)]
    pub(crate) deny: Vec<Selector>,

    /// Follow a `$ref` also to files outside of the folder of SPEC; like `allow-outside-root` in the configuration
    #[arg(long)]
    pub(crate) allow_outside_root: bool,

    /// Generate only this, with all that it needs: `tag:NAME`, `operation:ID`, `/path`, `METHOD /path`, `schema:NAME` or `deprecated`,
    /// with `*` for any text. Can be given several times
    #[arg(long, value_name = "PATTERN", value_parser = Pattern::parse)]
    pub(crate) include: Vec<Pattern>,

    /// Leave this out; the same patterns
    #[arg(long, value_name = "PATTERN", value_parser = Pattern::parse)]
    pub(crate) exclude: Vec<Pattern>,

    /// Configuration [default: oasmith.toml beside SPEC, if it is there]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// Name lock, made when it is not there [default: oasmith.lock beside SPEC, if it is there]
    #[arg(long, value_name = "FILE")]
    pub(crate) lock: Option<PathBuf>,

    /// How findings are printed: for people on standard error; as JSON, one object a line, or as annotations of GitHub Actions
    /// on standard output
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,

    /// Whether messages have colors
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) color: Color,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// The document as it was: a file, `-` for standard input, or `GIT_REF:path`; or a folder of documents
    #[arg(value_name = "OLD")]
    pub(crate) old: String,

    /// The document as it is now, named in the same way; documents of folders are compared with those of the same path
    #[arg(value_name = "NEW")]
    pub(crate) new: String,

    /// How changes are printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: DiffFormat,

    /// Where the whole report is, for a comment that has no room for all of it
    #[arg(long, value_name = "URL")]
    pub(crate) link: Option<String>,

    /// Let the compiler judge as well: generates both crates, and code that uses all of the old one; runs `cargo check`
    #[arg(long)]
    pub(crate) prove: bool,

    /// Name the new crate by its document alone, as if nobody kept the names of the old one
    #[arg(long)]
    pub(crate) no_lock: bool,

    /// End with exit code 1 when there is a change of this level or a worse one: `error`, `warning` and `info` are about the wire,
    /// `major` and `minor` about the generated crate. Can be given several times
    #[arg(long, value_name = "LEVEL", value_enum, value_delimiter = ',')]
    pub(crate) fail_on: Vec<FailOn>,

    /// Levels of changes, and changes that were approved [default: oasmith-diff.toml beside NEW, if it is there]
    #[arg(long, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,

    /// Only changes of operations with this path template; `*` stands for any text. Can be given several times, like the others
    #[arg(long, value_name = "PATTERN", value_parser = glob)]
    pub(crate) path: Vec<Glob>,

    /// Only changes of operations with this tag
    #[arg(long, value_name = "PATTERN", value_parser = glob)]
    pub(crate) tag: Vec<Glob>,

    /// Only changes of this kind
    #[arg(long, value_name = "PATTERN", value_parser = glob)]
    pub(crate) id: Vec<Glob>,

    /// Only changes of operations that have this extension, or have it with this value
    #[arg(long, value_name = "X-KEY[=VALUE]")]
    pub(crate) extension: Vec<String>,

    /// How findings about documents that cannot be used are printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,

    /// Whether messages have colors
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) color: Color,
}

/// What git passes to an external diff (gitattributes(5), "Defining an external diff driver").
#[derive(Debug, Args)]
pub(crate) struct GitDiffArguments {
    /// The file in the repository
    pub(crate) path: PathBuf,
    /// A file with the old content
    pub(crate) old: PathBuf,
    /// Its hash
    pub(crate) old_hash: Option<String>,
    /// Its mode
    pub(crate) old_mode: Option<String>,
    /// A file with the new content
    pub(crate) new: Option<PathBuf>,
    /// Its hash
    pub(crate) new_hash: Option<String>,
    /// Its mode
    pub(crate) new_mode: Option<String>,
    /// Where it was renamed to, and what git says to that
    pub(crate) rename: Vec<String>,
}

/// How changes are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people at a terminal.
    #[default]
    Text,
    /// Everything, for programs.
    Json,
    /// A comment of a pull request.
    Markdown,
    /// Annotations of GitHub Actions.
    Github,
    /// A page that stands alone.
    Html,
    /// SARIF 2.1.0.
    Sarif,
    /// XML of `JUnit`.
    Junit,
}

/// The level from which on a change makes the run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Info,
    Major,
    Minor,
}

#[derive(Debug, Args)]
pub(crate) struct WhyArguments {
    #[command(flatten)]
    pub(crate) common: Common,

    /// The path of an item or its end (`Invitation.email`, `list_invitations`), an operation (`GET /pets`, its `operationId`), or a
    /// JSON pointer (`#/components/schemas/Pet`)
    #[arg(value_name = "ITEM")]
    pub(crate) item: String,
}

#[derive(Debug, Args)]
pub(crate) struct BudgetArguments {
    #[command(flatten)]
    pub(crate) common: Common,

    /// The budget [default: oasmith-budget.toml beside SPEC, if it is there]
    #[arg(long, value_name = "FILE")]
    pub(crate) budget: Option<PathBuf>,

    /// Take over what is counted as the budget
    #[arg(long)]
    pub(crate) write: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The code of a finding or the id of a change, as it is printed in brackets
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    #[default]
    Human,
    Json,
    Github,
}

/// Whether messages have colors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    Always,
    Never,
}

fn glob(text: &str) -> Result<Glob, std::convert::Infallible> {
    Ok(Glob::new(text))
}

fn package_name(text: &str) -> Result<String, String> {
    check_package_name(text).map(|()| text.to_owned())
}

fn runtime(text: &str) -> Result<Runtime, String> {
    match text.split_once(':') {
        None if text == "embed" => Ok(Runtime::Embed),
        None if text == "registry" => Ok(Runtime::Registry),
        Some(("path", folder)) if !folder.is_empty() => Ok(Runtime::Path(folder.into())),
        _ => Err("expected `embed`, `path:DIR` or `registry`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn runtimes_are_read() {
        assert_eq!(runtime("embed"), Ok(Runtime::Embed));
        assert_eq!(runtime("registry"), Ok(Runtime::Registry));
        assert_eq!(runtime("path:C:/x"), Ok(Runtime::Path("C:/x".into())));
        for wrong in ["", "path", "path:", "Embed", "registry:1", "paths:x"] {
            assert!(runtime(wrong).is_err(), "{wrong}");
        }
    }
}
