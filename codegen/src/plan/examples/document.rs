//! What rustdoc shows of a call: a few lines that compile.
//!
//! Takes planned methods with their calls, adds lines to their docs. The lines around a call are hidden, and as few as they can be:
//! large crates have a thousand operations.

use crate::plan::docs;
use crate::plan::ir::{ApiFile, Docs, Method, Package, Ty};

/// Adds an example to each method that has a call.
pub(in crate::plan) fn document_calls(package: &Package, apis: &mut [ApiFile]) {
    let krate = package.name.replace('-', "_");
    for file in apis {
        for method in &mut file.api.methods {
            if let Some(lines) = example(&krate, &file.api.ident, method) {
                method.docs = docs::join([std::mem::take(&mut method.docs), lines]);
            }
        }
    }
}

/// A call that is longer gets its long arguments as variables.
const WIDTH: usize = 100;
/// Shorter arguments stay where they are.
const SHORT: usize = 30;
/// A call that is longer is more than an example shows.
const LONGEST: usize = 400;

fn example(krate: &str, api: &str, method: &Method) -> Option<Docs> {
    let mut args = method.example.clone()?;
    let length = args.iter().map(|arg| arg.len() + 2).sum::<usize>();
    if length > LONGEST {
        return None;
    }
    let used = modules_of(&args);
    let mut lines = vec![
        "```no_run".to_owned(),
        format!(
            "# use {krate}::{{BoxError, Client, {api} as _{used}}}; async fn f(client: Client) -> Result<(), BoxError> {{"
        ),
    ];
    let answer = if method.body == Ty::Unit { "" } else { "let answer = " };
    if answer.len() + method.ident.len() + length > WIDTH {
        let is_long =
            |(value, arg): &(&mut String, &crate::plan::ir::Arg)| value.len() > SHORT && *arg.ident != *CLIENT;
        for (value, arg) in args.iter_mut().zip(&method.args).filter(is_long) {
            lines.push(format!("let {} = {value};", arg.ident));
            *value = arg.ident.to_string();
        }
    }
    lines.push(format!("{answer}{CLIENT}.{}({}).await?;", method.ident, args.join(", ")));
    lines.extend(["# Ok(()) }".to_owned(), "```".to_owned()]);
    Some(lines)
}

/// The variable that the call is on.
const CLIENT: &str = "client";

/// The modules and types of the root that arguments name, as they follow other imports.
pub(in crate::plan) fn modules_of(args: &[String]) -> String {
    let is_start = |before: &str| !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':'));
    let names = |arg: &str, word: &str| {
        arg.match_indices(&format!("{word}::")).any(|(at, _)| is_start(arg.get(..at).unwrap_or_default()))
    };
    let uses = |word: &&str| args.iter().any(|arg| names(arg, word));
    ["api", "models", "Maybe", "Multipart", "Tuple"]
        .into_iter()
        .filter(uses)
        .map(|module| format!(", {module}"))
        .collect()
}
