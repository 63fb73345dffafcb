//! `oasmith explain`: the long text of a diagnostic or of a kind of change.
//!
//! Takes a code or an id, prints what it means and what to do. Must not need a document.

use std::fmt::Write as _;

use oasmith_codegen::base::did_you_mean;
use oasmith_codegen::diag::Code;
use oasmith_codegen::diff::Check;

use crate::Outcome;
use crate::args::ExplainArguments;
use crate::tell;

/// Prints the explanation, or the list of codes when there is none.
pub(crate) fn explain(arguments: &ExplainArguments) -> Outcome {
    let Some(id) = &arguments.code else {
        let width = Code::ALL.iter().map(|code| code.id().len()).max().unwrap_or(0);
        let mut text = String::new();
        for code in Code::ALL {
            let _ = writeln!(text, "{:width$}  {:5}  {}", code.id(), code.severity().name(), code.summary());
        }
        text.push('\n');
        let width = Check::all().iter().map(|check| check.id.len()).max().unwrap_or(0);
        for check in Check::all() {
            let _ = writeln!(text, "{:width$}  {:7}  {}", check.id, check.level.name(), check.summary());
        }
        tell::output(&text);
        return Outcome::Done;
    };
    if let Some(code) = Code::from_id(id) {
        let text = format!("{code}: {}\nseverity: {}\n\n", code.summary(), code.severity().name());
        tell::output(&(text + &wrapped(code.explanation(), 100)));
        return Outcome::Done;
    }
    if let Some(check) = Check::find(id) {
        let text = format!(
            "{id}: {}\nlevel: {}, direction: {}\n\n",
            check.summary(),
            check.level.name(),
            check.direction.name()
        );
        tell::output(&(text + &wrapped(&check.explanation(), 100)));
        return Outcome::Done;
    }
    let known = Code::ALL.iter().map(|code| code.id()).chain(Check::all().iter().map(|check| check.id));
    let meant = did_you_mean(id, known);
    let hint = meant
        .map_or_else(|| "`oasmith explain` lists all of them".to_owned(), |code| format!("did you mean `{code}`?"));
    tell::error(format!("there is no diagnostic and no change `{}`; {hint}", id.escape_debug()));
    Outcome::Refused
}

/// The text in lines of at most `width` characters, where its words allow it.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let word_length = word.chars().count();
        if length > 0 && length + 1 + word_length > width {
            lines.push('\n');
            length = 0;
        } else if length > 0 {
            lines.push(' ');
            length += 1;
        }
        lines.push_str(word);
        length += word_length;
    }
    lines.push('\n');
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(wrapped("aa bb  cc dddddd e", 5), "aa bb\ncc\ndddddd\ne\n");
        assert_eq!(wrapped("", 5), "\n");
    }
}
