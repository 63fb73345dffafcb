//! Moves the root that paths start from.
//!
//! Takes the text of a file, gives it with `crate::` followed by the module that is the root now. Must leave string
//! literals alone: what they hold is data.

use super::lexer::{Kind, tokens};

/// Inserts `module` (`runtime`, `clients::iam`) after every `crate::` (an empty one: nowhere) in code and in comments, except before the names of
/// `macros`: `#[macro_export]` puts them at the root of the crate, wherever they are written.
pub(super) fn move_root(text: &str, module: &str, macros: &[String]) -> String {
    if module.is_empty() {
        return text.to_owned();
    }
    let all = tokens(text);
    let mut moved = String::with_capacity(text.len() + text.len() / 32);
    for (index, (kind, piece)) in all.iter().enumerate() {
        match kind {
            Kind::Comment => moved.push_str(&move_in_comment(piece, module, macros)),
            Kind::Word if *piece == "crate" => {
                moved.push_str(piece);
                let follow = |offset: usize| all.get(index + offset).map_or("", |(_, piece)| *piece);
                if follow(1) == ":" && follow(2) == ":" && !macros.iter().any(|name| name == follow(3)) {
                    moved.push_str("::");
                    moved.push_str(module);
                }
            }
            _ => moved.push_str(piece),
        }
    }
    moved
}

/// Links in docs are paths, too.
fn move_in_comment(comment: &str, module: &str, macros: &[String]) -> String {
    const ROOT: &str = "crate::";
    let mut moved = String::with_capacity(comment.len());
    let mut rest = comment;
    while let Some((before, after)) = rest.split_once(ROOT) {
        moved.push_str(before);
        moved.push_str(ROOT);
        let is_whole_word = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let name = after.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        if is_whole_word && !macros.iter().any(|known| known == name) {
            moved.push_str(module);
            moved.push_str("::");
        }
        rest = after;
    }
    moved.push_str(rest);
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(text: &str) -> String {
        move_root(text, "m::n", &["mac".to_owned()])
    }

    #[test]
    fn only_paths_from_the_root_move() {
        let cases = [
            ("use crate::a;", "use crate::m::n::a;"),
            ("pub(crate) fn f(x: ::std::S, y: crate :: z)", "pub(crate) fn f(x: ::std::S, y: crate :: z)"),
            ("pub(in crate::a) use crate::{b, c};", "pub(in crate::m::n::a) use crate::m::n::{b, c};"),
            ("$crate::x!()", "$crate::m::n::x!()"),
            ("crate::mac!(crate::macro_like)", "crate::mac!(crate::m::n::macro_like)"),
            ("\"crate::a\" r#\"crate::b\"#", "\"crate::a\" r#\"crate::b\"#"),
            ("/// [`crate::a`] mycrate::b crate::mac", "/// [`crate::m::n::a`] mycrate::b crate::mac"),
        ];
        for (from, to) in cases {
            assert_eq!(moved(from), to);
        }
    }
}
