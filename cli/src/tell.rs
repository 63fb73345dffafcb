//! What is printed, and where.
//!
//! Takes findings and sentences, gives text on standard error (for people) or standard output (for programs). A reader that went
//! away is no error.

use std::io::{IsTerminal as _, Write as _};

use oasmith_codegen::build::TimeLimit;
use oasmith_codegen::diag::Diagnostics;
use oasmith_codegen::options::Options;
use oasmith_codegen::render;
use oasmith_codegen::source::Tree;

use crate::args::{Color, Common, MessageFormat};

/// Prints findings, in the format and the colors that the user asked for.
pub(crate) fn findings(common: &Common, options: &Options, tree: &Tree, all: &Diagnostics) {
    findings_as(common.message_format, common.color, options, tree, all);
}

/// Prints findings in this format and these colors.
pub(crate) fn findings_as(format: MessageFormat, color: Color, options: &Options, tree: &Tree, all: &Diagnostics) {
    let shown: Diagnostics = all.iter().filter(|finding| options.shows(finding)).cloned().collect();
    let report = render::Report::new(tree, &shown);
    match format {
        MessageFormat::Human => {
            error_text(&report.human(has_colors(color)));
            let table = report.table();
            if !table.is_empty() {
                error_text(&format!("{table}`oasmith explain CODE` says what a finding means and what to do.\n\n"));
            }
        }
        MessageFormat::Json => output(&report.json()),
        MessageFormat::Github => output(&report.github()),
    }
}

/// Starts the time of a run: when it is over, the finding is printed, and nothing was done.
pub(crate) fn time_limit(format: MessageFormat, color: Color, options: &Options) -> TimeLimit {
    TimeLimit::start(&options.limits, 2, move |finding| {
        findings_as(format, color, &Options::default(), &Tree::default(), &[finding].into_iter().collect());
    })
}

/// Whether text on standard error may have colors.
pub(crate) fn has_colors(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    }
}

/// Prints for programs.
pub(crate) fn output(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes());
    let _ = stdout.flush();
}

/// Prints for people.
pub(crate) fn error_text(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Prints why nothing can be done.
pub(crate) fn error(message: impl std::fmt::Display) {
    error_text(&format!("error: {message}\n"));
}
