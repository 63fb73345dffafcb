//! Functions side by side: arguments, their order, what is given back.
//!
//! Takes two functions that are the same item, adds findings.

use super::checks;
use super::compare::Comparison;
use super::reasons;
use super::surface::{Argument, Function, Item, Key, Pass, Role};
use crate::diff::{Check, RustLevel};

type Side<'f> = (&'f Key, &'f Item, &'f Function);

/// Compares the two, and says what is the matter with their callers.
pub(super) fn compare_functions(comparison: &mut Comparison<'_>, old: Side<'_>, new: Side<'_>) {
    let (before, after) = (old.2, new.2);
    let rename = comparison.rename();
    let before_args: Vec<Argument> = before
        .arguments
        .iter()
        .map(|argument| Argument { ty: argument.ty.renamed(&rename), ..argument.clone() })
        .collect();
    let output = before.output.renamed(&rename);
    drop(rename);
    let arguments = compare_arguments(&before_args, &after.arguments);
    if output != after.output || before.role != after.role {
        let reason = reasons::output(&output, &after.output);
        tell(comparison, &checks::SIGNATURE_CHANGED, old, new, false, reason, &arguments);
    } else if let Verdict::Breaks(reason) = &arguments.verdict {
        tell(comparison, &checks::SIGNATURE_CHANGED, old, new, false, reason.clone(), &arguments);
    }
    if let Verdict::Misleads(reason) = &arguments.verdict {
        tell(comparison, &checks::ARGUMENTS_REORDERED, old, new, true, reason.clone(), &arguments);
    }
    if let (Some(was), Some(is)) = (&before.value, &after.value)
        && was != is
        && output == after.output
    {
        let mut finding = comparison.both(&checks::DEFAULT_CHANGED, RustLevel::Minor, old.0, old.1, new.0, new.1);
        finding.reason = format!("the default was `{was}` and is `{is}`");
        comparison.findings.push(finding);
    }
}

fn tell(
    comparison: &mut Comparison<'_>,
    check: &'static Check,
    old: Side<'_>,
    new: Side<'_>,
    compiles: bool,
    reason: String,
    arguments: &Arguments,
) {
    let mut finding = comparison.both(check, RustLevel::Major, old.0, old.1, new.0, new.1);
    finding.compiles = compiles;
    finding.reason = reason;
    // The method of the trait has the same arguments.
    let is_twin = old.2.role == Role::Items && old.2.output.renamed(&comparison.rename()) == new.2.output;
    finding.implied = is_twin || new.1.of_field.as_ref().is_some_and(|field| comparison.has_told(old.0, field));
    // Where the argument is described tells more than where the function is.
    for (nodes, origins) in
        [(&mut finding.old_nodes, &arguments.old_origins), (&mut finding.new_nodes, &arguments.new_origins)]
    {
        nodes.splice(0..0, origins.iter().copied());
    }
    comparison.findings.push(finding);
}

enum Verdict {
    /// Callers need not know.
    Same,
    /// Callers no longer compile.
    Breaks(String),
    /// Callers compile, and pass something else than they mean.
    Misleads(String),
}

struct Arguments {
    verdict: Verdict,
    old_origins: Vec<crate::base::NodeId>,
    new_origins: Vec<crate::base::NodeId>,
}

fn compare_arguments(before: &[Argument], after: &[Argument]) -> Arguments {
    let missing = |of: &[Argument], other: &[Argument]| -> Vec<Argument> {
        of.iter().filter(|one| !other.iter().any(|two| two.name == one.name)).cloned().collect()
    };
    let (gone, come) = (missing(before, after), missing(after, before));
    let retyped: Vec<&Argument> =
        after.iter().filter(|two| before.iter().any(|one| one.name == two.name && !accepts(one, two))).collect();
    let origins = |arguments: &[Argument]| arguments.iter().filter_map(|argument| argument.origin).collect();
    let mut new_origins: Vec<crate::base::NodeId> = origins(&come);
    new_origins.extend(retyped.iter().filter_map(|argument| argument.origin));
    let compiles = before.len() == after.len() && before.iter().zip(after).all(|(one, two)| accepts(one, two));
    let same_order = before.iter().map(|argument| &argument.name).eq(after.iter().map(|argument| &argument.name));
    let verdict = if !compiles {
        Verdict::Breaks(reasons::arguments(&gone, &come, &retyped))
    } else if same_order || before.iter().zip(after).all(|(one, two)| is_same(one, two)) {
        Verdict::Same
    } else if gone.is_empty() && come.is_empty() {
        Verdict::Misleads("the order of its arguments is another: callers compile and pass the wrong values".to_owned())
    } else {
        Verdict::Misleads(format!("{}: callers compile and pass something else", reasons::arguments(&gone, &come, &[])))
    };
    Arguments { verdict, old_origins: origins(&gone), new_origins }
}

/// Whether what is passed to the old argument can be passed to the new one.
fn accepts(old: &Argument, new: &Argument) -> bool {
    old.ty == new.ty && (old.pass == new.pass || (old.pass == Pass::Value && new.pass == Pass::Into))
}

/// Whether both mean the same thing: by name, or by being the same variable of the path.
fn is_same(old: &Argument, new: &Argument) -> bool {
    old.name == new.name || (old.positional && new.positional)
}
