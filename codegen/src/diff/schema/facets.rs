//! Facets with a value: limits, patterns, lists of values, defaults, annotations.
//!
//! Takes two views, gives facts. Of several parts the strictest limit counts. Must not look into nested schemas.

use std::cmp::Ordering;

use crate::base::{NodeId, OrderedMap};

use super::kinds;
use super::pairs::{Fact, Found, Schemas};
use super::values::{self, canonical};
use super::view::{Doc, View, ViewId};

/// A limit that is a number.
struct Limit {
    name: &'static str,
    key: &'static str,
    /// Of an upper limit, more is wider.
    is_upper: bool,
    /// What no limit amounts to; then there is no setting and unsetting, only more and less.
    none: Option<&'static str>,
}

const fn limit(name: &'static str, key: &'static str, is_upper: bool, none: Option<&'static str>) -> Limit {
    Limit { name, key, is_upper, none }
}

const LIMITS: &[Limit] = &[
    limit("max-length", "maxLength", true, None),
    limit("min-length", "minLength", false, Some("0")),
    limit("max-items", "maxItems", true, None),
    limit("min-items", "minItems", false, None),
    limit("max-properties", "maxProperties", true, None),
    limit("min-properties", "minProperties", false, Some("0")),
    limit("max-contains", "maxContains", true, None),
    limit("min-contains", "minContains", false, Some("1")),
];

/// A value with its node.
type Valued<'a> = (&'a str, NodeId);

/// Compares all facets with a value. A limit of other types than the schema allows counts as well: it limits nothing as written, but whoever
/// changes it means something, and a reviewer wants to see it.
pub(super) fn compare(schemas: &Schemas<'_>, old: &View, new: &View, found: &mut Found) {
    for limit in LIMITS {
        let ends = (strictest(&schemas.old, old, limit), strictest(&schemas.new, new, limit));
        compare_limit(limit, ends, (old.origin, new.origin), found);
    }
    for (limit, is_exclusive) in BOUNDS.iter().flat_map(|limit| [(limit, false), (limit, true)]) {
        let ends = (bound(&schemas.old, old, limit, is_exclusive), bound(&schemas.new, new, limit, is_exclusive));
        let name = if is_exclusive { limit.exclusive } else { limit.inclusive };
        let limit = Limit { name, key: limit.key, is_upper: limit.is_upper, none: None };
        compare_limit(&limit, ends, (old.origin, new.origin), found);
    }
    multiple_of(schemas, old, new, found);
    unique_items(schemas, old, new, found);
    pattern(schemas, old, new, found);
    enumeration(schemas, old, new, found);
    extensible(schemas, old, new, found);
    content(schemas, old, new, found);
}

/// The least of upper limits, the largest of lower ones.
fn strictest<'a>(doc: &Doc<'a>, view: &View, limit: &Limit) -> Option<Valued<'a>> {
    let tree = doc.tree;
    let all = doc.all(view, limit.key).filter_map(|node| Some((tree.as_number(node)?, node)));
    let end = choose(all, limit.is_upper);
    // A list always has at least no items.
    end.filter(|(value, _)| {
        limit.is_upper || limit.none.is_some() || values::compare(value, "0") != Some(Ordering::Equal)
    })
}

fn choose<'a>(all: impl Iterator<Item = Valued<'a>>, is_upper: bool) -> Option<Valued<'a>> {
    let wanted = if is_upper { Ordering::Less } else { Ordering::Greater };
    all.reduce(|best, next| if values::compare(next.0, best.0) == Some(wanted) { next } else { best })
}

/// A bound of numbers: in OpenAPI 3.0 `exclusiveMaximum: true` makes `maximum` exclusive, later it is a bound of its own.
struct Bound {
    inclusive: &'static str,
    exclusive: &'static str,
    key: &'static str,
    exclusive_key: &'static str,
    is_upper: bool,
}

const BOUNDS: &[Bound] = &[
    Bound {
        inclusive: "max",
        exclusive: "exclusive-max",
        key: "maximum",
        exclusive_key: "exclusiveMaximum",
        is_upper: true,
    },
    Bound {
        inclusive: "min",
        exclusive: "exclusive-min",
        key: "minimum",
        exclusive_key: "exclusiveMinimum",
        is_upper: false,
    },
];

fn bound<'a>(doc: &Doc<'a>, view: &View, bound: &Bound, is_exclusive: bool) -> Option<Valued<'a>> {
    let tree = doc.tree;
    let of_part = |&part: &NodeId| {
        let modifier = tree.get(part, bound.exclusive_key);
        let is_modified = modifier.is_some_and(|node| tree.as_bool(node) == Some(true));
        let own = modifier.filter(|&node| is_exclusive && tree.as_number(node).is_some());
        let node = own.or_else(|| tree.get(part, bound.key).filter(|_| is_modified == is_exclusive))?;
        Some((tree.as_number(node)?, node))
    };
    choose(view.parts.iter().filter_map(of_part), bound.is_upper)
}

fn compare_limit(
    limit: &Limit,
    ends: (Option<Valued<'_>>, Option<Valued<'_>>),
    origins: (NodeId, NodeId),
    found: &mut Found,
) {
    let (old, new) = match (ends, limit.none) {
        ((None, None), _) => return,
        ((old, new), Some(none)) => (Some(old.unwrap_or((none, origins.0))), Some(new.unwrap_or((none, origins.1)))),
        (ends, None) => ends,
    };
    let change = match (old, new) {
        (Some((old, _)), Some((new, _))) => match values::compare(old, new) {
            Some(Ordering::Less) => "increased",
            Some(Ordering::Greater) => "decreased",
            _ => return,
        },
        (None, Some(_)) => "set",
        (Some(_), None) => "unset",
        (None, None) => return,
    };
    let node = |end: Option<Valued<'_>>, origin| end.map_or(origin, |(_, node)| node);
    let text = |end: Option<Valued<'_>>| end.map(|(value, _)| values::number(value));
    let fact = Fact::new(format!("{}-{change}", limit.name), node(old, origins.0), node(new, origins.1));
    found.add(fact.between(text(old), text(new)));
}

fn multiple_of(schemas: &Schemas<'_>, old: &View, new: &View, found: &mut Found) {
    let ends = (texts(&schemas.old, old, "multipleOf"), texts(&schemas.new, new, "multipleOf"));
    say_changed(ends, (old.origin, new.origin), "multiple-of", ["set", "unset", "changed"], found);
}

fn unique_items(schemas: &Schemas<'_>, old: &View, new: &View, found: &mut Found) {
    let find = |doc: &Doc<'_>, view: &View| {
        let tree = doc.tree;
        doc.all(view, "uniqueItems").find(|&node| tree.as_bool(node) == Some(true))
    };
    match (find(&schemas.old, old), find(&schemas.new, new)) {
        (None, Some(node)) => found.add(Fact::new("unique-items-set", old.origin, node)),
        (Some(node), None) => found.add(Fact::new("unique-items-unset", node, new.origin)),
        _ => {}
    }
}

/// The different values of a keyword in all parts, sorted, as one text, and where the first of them is.
fn texts(doc: &Doc<'_>, view: &View, key: &str) -> Said {
    let tree = doc.tree;
    let plain = |node| tree.as_str(node).map_or_else(|| canonical(tree, node), str::to_owned);
    let all = doc.all(view, key).map(|node| (plain(node), node));
    // An empty pattern, like an empty media type, says nothing.
    let mut all: Vec<(String, NodeId)> = all.filter(|(text, _)| !text.is_empty()).collect();
    all.sort();
    all.dedup_by(|left, right| left.0 == right.0);
    let node = all.first()?.1;
    Some((all.into_iter().map(|(text, _)| text).collect::<Vec<_>>().join(" and "), node))
}

/// A value of a facet in words, with its node.
type Said = Option<(String, NodeId)>;

fn say_changed(ends: (Said, Said), origins: (NodeId, NodeId), facet: &str, words: [&str; 3], found: &mut Found) {
    let [added, removed, changed] = words;
    let word = match &ends {
        (None, Some(_)) => added,
        (Some(_), None) => removed,
        (Some((old, _)), Some((new, _))) if old != new => changed,
        _ => return,
    };
    let node = |end: &Said, origin| end.as_ref().map_or(origin, |(_, node)| *node);
    let fact = Fact::new(format!("{facet}-{word}"), node(&ends.0, origins.0), node(&ends.1, origins.1));
    found.add(fact.between(ends.0.map(|(text, _)| text), ends.1.map(|(text, _)| text)));
}

fn pattern(schemas: &Schemas<'_>, old: &View, new: &View, found: &mut Found) {
    let ends = (texts(&schemas.old, old, "pattern"), texts(&schemas.new, new, "pattern"));
    let is_free =
        |end: &Said| end.as_ref().is_some_and(|(text, _)| matches!(text.as_str(), ".*" | "^.*$" | ".*$" | "^.*"));
    let changed = if is_free(&ends.1) { "generalized" } else { "changed" };
    say_changed(ends, (old.origin, new.origin), "pattern", ["added", "removed", changed], found);
}

/// Values by their text in one form; `null` is compared elsewhere.
type Values = OrderedMap<String, NodeId>;

/// The values that all parts allow; nothing when no part lists any.
fn allowed(doc: &Doc<'_>, view: &View) -> Option<Values> {
    let tree = doc.tree;
    let of_list = |list: NodeId| -> Values {
        let all = tree.items(list).iter().map(|&item| (canonical(tree, item), item));
        all.filter(|(text, _)| text != "null").collect()
    };
    doc.all(view, "enum").filter(|&list| tree.is_array(list)).map(of_list).reduce(|mut all, next| {
        all.retain(|text, _| next.contains_key(text));
        all
    })
}

fn constant(doc: &Doc<'_>, view: &View) -> Said {
    let tree = doc.tree;
    doc.all(view, "const").next().map(|node| (canonical(tree, node), node))
}

fn enumeration(schemas: &Schemas<'_>, old: &View, new: &View, found: &mut Found) {
    let lists = (allowed(&schemas.old, old), allowed(&schemas.new, new));
    let constants = (constant(&schemas.old, old), constant(&schemas.new, new));
    // One value is the same as a constant.
    let only = |list: &Option<Values>, constant: &Said| match (list, constant) {
        (None, Some((text, _))) => Some(text.clone()),
        (Some(list), None) if list.len() == 1 => list.keys().next().cloned(),
        _ => None,
    };
    let onlys = (only(&lists.0, &constants.0), only(&lists.1, &constants.1));
    if onlys.0.is_some() && onlys.0 == onlys.1 {
        return;
    }
    let origins = (old.origin, new.origin);
    say_changed(constants, origins, "const", ["added", "removed", "changed"], found);
    let spoken = |list: &Values| Some(list.keys().map(|value| value.trim_matches('"')).collect::<Vec<_>>().join(", "));
    let place = |list: &Values, origin| list.values().next().copied().unwrap_or(origin);
    match lists {
        (Some(old), Some(new)) => {
            let here = (place(&old, origins.0), place(&new, origins.1));
            for (text, &node) in old.iter().filter(|(text, _)| !new.contains_key(*text)) {
                found.add(Fact::new("enum-value-removed", node, here.1).of(text.as_str()));
            }
            for (text, &node) in new.iter().filter(|(text, _)| !old.contains_key(*text)) {
                found.add(Fact::new("enum-value-added", here.0, node).of(text.as_str()));
            }
        }
        (None, Some(list)) => {
            let fact = Fact::new("became-enum", origins.0, place(&list, origins.1));
            found.add(fact.between(None, spoken(&list)));
        }
        (Some(list), None) => {
            let fact = Fact::new("enum-removed", place(&list, origins.0), origins.1);
            found.add(fact.between(spoken(&list), None));
        }
        (None, None) => {}
    }
}

/// `x-extensible-enum`: values known so far.
fn extensible(schemas: &Schemas<'_>, old: &View, new: &View, found: &mut Found) {
    let values = |doc: &Doc<'_>, view: &View| -> Values {
        let tree = doc.tree;
        let lists = doc.all(view, "x-extensible-enum").flat_map(|list| tree.items(list));
        lists.map(|&item| (canonical(tree, item), item)).collect()
    };
    let (old_values, new_values) = (values(&schemas.old, old), values(&schemas.new, new));
    for (text, &node) in old_values.iter().filter(|(text, _)| !new_values.contains_key(*text)) {
        found.add(Fact::new("x-extensible-enum-value-removed", node, new.origin).of(text.as_str()));
    }
    for (text, &node) in new_values.iter().filter(|(text, _)| !old_values.contains_key(*text)) {
        found.add(Fact::new("x-extensible-enum-value-added", old.origin, node).of(text.as_str()));
    }
}

fn content(schemas: &Schemas<'_>, old: &View, new: &View, found: &mut Found) {
    let keywords = [("content-media-type", "contentMediaType"), ("content-encoding", "contentEncoding")];
    for (facet, key) in keywords.into_iter().filter(|(_, key)| !kinds::is_respelled(schemas, old, new, key)) {
        let ends = (texts(&schemas.old, old, key), texts(&schemas.new, new, key));
        say_changed(ends, (old.origin, new.origin), facet, ["changed"; 3], found);
    }
}

/// Compares what does not change what is valid: default, deprecation, stability.
pub(super) fn annotations(schemas: &Schemas<'_>, ids: (ViewId, ViewId), found: &mut Found) {
    let origins = (schemas.old.origin(ids.0), schemas.new.origin(ids.1));
    let value = |doc: &Doc<'_>, id: ViewId, key: &str| {
        let tree = doc.tree;
        doc.annotation(id, key)
            .map(|node| (tree.as_str(node).map_or_else(|| canonical(tree, node), str::to_owned), node))
    };
    let both = |key: &str| (value(&schemas.old, ids.0, key), value(&schemas.new, ids.1, key));
    say_changed(both("default"), origins, "default-value", ["added", "removed", "changed"], found);
    let deprecated = (schemas.old.flag(ids.0, "deprecated"), schemas.new.flag(ids.1, "deprecated"));
    let sunset = both("x-sunset");
    let node = |end: &Said, origin: NodeId| end.as_ref().map_or(origin, |(_, node)| *node);
    let here = (
        schemas.old.annotation(ids.0, "deprecated").unwrap_or(origins.0),
        schemas.new.annotation(ids.1, "deprecated").unwrap_or(origins.1),
    );
    match deprecated {
        (false, true) => {
            found.add(Fact::new("deprecated", here.0, here.1).between(None, sunset.1.map(|(text, _)| text)));
        }
        (true, false) => found.add(Fact::new("reactivated", here.0, here.1)),
        (true, true) if sunset.0.as_ref().map(|end| &end.0) != sunset.1.as_ref().map(|end| &end.0) => {
            let nodes = (node(&sunset.0, here.0), node(&sunset.1, here.1));
            let texts = (sunset.0.map(|(text, _)| text), sunset.1.map(|(text, _)| text));
            found.add(Fact::new("sunset-changed", nodes.0, nodes.1).between(texts.0, texts.1));
        }
        _ => {}
    }
    let (old, new) = both("x-stability-level");
    if old.as_ref().map(|end| &end.0) != new.as_ref().map(|end| &end.0) {
        let nodes = (node(&old, origins.0), node(&new, origins.1));
        found.add(
            Fact::new("stability", nodes.0, nodes.1).between(old.map(|(text, _)| text), new.map(|(text, _)| text)),
        );
    }
}
