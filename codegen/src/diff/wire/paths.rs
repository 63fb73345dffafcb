//! Path templates: which path of one document is which of the other.
//!
//! Takes paths, gives pairs. The names of path parameters are no part of the contract; the places where they stand are.

use crate::base::{Lookup, OrderedMap};

/// The path without the names of its parameters, and without a slash at its end.
pub(super) fn shape(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut depth = 0_u32;
    for char in path.chars() {
        match char {
            '{' => {
                depth += 1;
                out.push('{');
            }
            '}' => {
                depth = depth.saturating_sub(1);
                out.push('}');
            }
            char if depth == 0 => out.push(char),
            _ => {}
        }
    }
    out
}

/// The names of the parameters, in order.
pub(super) fn names(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// Which old path each new path was: itself, else the only one of the same shape that is left.
pub(super) fn match_up<'p>(old: &[&'p str], new: &[&'p str]) -> OrderedMap<&'p str, &'p str> {
    let mut matched: OrderedMap<&str, &str> = OrderedMap::new();
    let known: Lookup<&str, ()> = old.iter().map(|path| (*path, ())).collect();
    let kept: Lookup<&str, ()> = new.iter().map(|path| (*path, ())).collect();
    let mut shapes: Lookup<String, Vec<&str>> = Lookup::new();
    for path in old.iter().filter(|path| !kept.contains(**path)) {
        shapes.get_or_insert_with(shape(path), Vec::new).push(path);
    }
    for path in new {
        if known.contains(*path) {
            matched.insert(path, path);
        } else if let Some(candidates) = shapes.get_mut(&shape(path))
            && !candidates.is_empty()
        {
            matched.insert(path, candidates.remove(0));
        }
    }
    matched
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_known_by_their_shape() {
        assert_eq!(shape("/a/{id}/b/{c}.{d}"), "/a/{}/b/{}.{}");
        assert_eq!(names("/a/{id}/b/{c}.{d}"), ["id", "c", "d"]);
        let matched = match_up(&["/a/{id}", "/b"], &["/a/{key}", "/b", "/c"]);
        assert_eq!(matched.get("/a/{key}"), Some(&"/a/{id}"));
        assert_eq!((matched.get("/b"), matched.get("/c")), (Some(&"/b"), None));
    }
}
