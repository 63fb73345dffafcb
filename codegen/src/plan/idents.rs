//! Identifiers that hang on others: `x_or_default`, `as_x`, `with_x`.
//!
//! Takes identifiers that `names` made, gives valid ones that collide with nothing around them.

use super::ir::Ident;
use crate::base::OrderedSet;
use crate::names::bare;

/// Functions of one `impl`, each given once.
#[derive(Debug, Default)]
pub(super) struct Functions {
    taken: OrderedSet<Ident>,
}

/// Methods that every type has by its derives and blanket traits; an inherent one of that name would hide them.
const INHERITED: &[&str] = &[
    "as_ref",
    "borrow",
    "borrow_mut",
    "builder",
    "clone",
    "clone_into",
    "cmp",
    "decode",
    "default",
    "drop",
    "encode",
    "eq",
    "fmt",
    "from",
    "hash",
    "into",
    "ne",
    "new",
    "partial_cmp",
    "to_owned",
    "to_string",
    "try_from",
    "try_into",
    "type_id",
];

impl Functions {
    /// The identifier, with `with_` before it when it is taken or means something else to Rust.
    pub(super) fn setter(&mut self, ident: &str) -> Ident {
        let mut name = if INHERITED.contains(&ident) { with("with_", ident) } else { ident.into() };
        while !self.taken.insert(name.clone()) {
            name = with("with_", &name);
        }
        name
    }

    /// The identifier with an ending; with one more underscore while it is taken.
    pub(super) fn with_ending(&mut self, ident: &str, ending: &str) -> Ident {
        let mut name: Ident = format!("{}{ending}", bare(ident).trim_end_matches('_')).into();
        while !self.taken.insert(name.clone()) {
            name = format!("{name}_").into();
        }
        name
    }
}

/// An identifier that none of the others is.
pub(super) fn fresh<'a>(wanted: &str, others: &(impl Iterator<Item = &'a Ident> + Clone)) -> Ident {
    let mut name: Ident = wanted.into();
    while others.clone().any(|other| **other == *name) {
        name = format!("{name}_").into();
    }
    name
}

fn with(start: &str, ident: &str) -> Ident {
    format!("{start}{}", bare(ident)).into()
}

/// `CamelCase` as `snake_case`: an underscore before each capital that ends or starts a word.
pub(super) fn snake(ident: &str) -> String {
    let chars: Vec<char> = bare(ident).chars().collect();
    let mut out = String::new();
    for (index, char) in chars.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| chars.get(index));
        let after = chars.get(index + 1);
        let starts = before.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
            || before.is_some_and(|c| c.is_uppercase()) && after.is_some_and(|c| c.is_lowercase());
        if char.is_uppercase() && starts {
            out.push('_');
        }
        out.extend(char.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_do_not_hide_each_other() {
        let mut functions = Functions::default();
        assert_eq!(&*functions.setter("clone"), "with_clone");
        assert_eq!(&*functions.setter("with_clone"), "with_with_clone");
        assert_eq!(&*functions.setter("r#type"), "r#type");
        assert_eq!(&*functions.with_ending("r#type", "_or_default"), "type_or_default");
        assert_eq!(&*functions.setter("type_or_default"), "with_type_or_default");
        assert_eq!(&*functions.with_ending("self_", "_or_default"), "self_or_default");
    }

    #[test]
    fn words_are_told_apart_by_capitals() {
        assert_eq!(snake("PullRequest"), "pull_request");
        assert_eq!(snake("HTTPServer2Go"), "http_server2_go");
        assert_eq!(snake("A"), "a");
    }
}
