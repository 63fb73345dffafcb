//! What is said about a fact: one sentence for reviewers.
//!
//! Takes a fact and the place in words, gives the sentence: what changed, from what to what, where.

use crate::diff::schema::{Fact, Step};

/// A sentence about a fact; `place` is what the facts of a schema are about, like ``property `name` of the request body``.
pub(super) fn sentence(fact: &Fact, place: &str) -> String {
    let from = fact.from.as_deref().map_or_else(|| "nothing".to_owned(), shown);
    let to = fact.to.as_deref().map_or_else(|| "nothing".to_owned(), shown);
    let subject = fact.subject.as_deref().unwrap_or_default();
    let name = fact.name.as_str();
    if let Some(member) = &fact.member {
        return of_member(name, member.required, place);
    }
    if let Some((keyword, change)) = limit(name) {
        return match change {
            "set" => format!("`{keyword}` of {place} was set to {to}"),
            "unset" => format!("`{keyword}` of {place}, which was {from}, was removed"),
            change => format!("`{keyword}` of {place} {change} from {from} to {to}"),
        };
    }
    match name {
        "became-nullable" => format!("{place} may be null now"),
        "became-not-nullable" => format!("{place} may no longer be null"),
        "unique-items-set" => format!("the items of {place} must be unique now"),
        "unique-items-unset" => format!("the items of {place} need not be unique any more"),
        "enum-value-added" => format!("the value {} was added to those of {place}", shown(subject)),
        "enum-value-removed" => format!("the value {} was removed from those of {place}", shown(subject)),
        "x-extensible-enum-value-added" => {
            format!("the value {} was added to the known ones of {place}", shown(subject))
        }
        "x-extensible-enum-value-removed" => {
            format!("the value {} was removed from the known ones of {place}", shown(subject))
        }
        "became-enum" => format!("{place} is limited to the values {to} now"),
        "enum-removed" => format!("{place} is no longer limited to the values {from}"),
        "deprecated" if fact.to.is_some() => format!("{place} was deprecated, with the sunset date {to}"),
        "deprecated" => format!("{place} was deprecated"),
        "reactivated" => format!("{place} is no longer deprecated"),
        "wrapped-in-one-of" => format!("{place} was replaced by one of {}", plain(&fact.to)),
        "unwrapped-from-one-of" => format!("{place} was replaced: it had been one of {}", plain(&fact.from)),
        "all-of-added-annotation-only" | "all-of-added" => format!("{subject} was added to the `allOf` of {place}"),
        "all-of-removed-annotation-only" | "all-of-removed" => {
            format!("{subject} was removed from the `allOf` of {place}")
        }
        "one-of-added" => format!("{subject} was added to the `oneOf` of {place}"),
        "one-of-removed" => format!("{subject} was removed from the `oneOf` of {place}"),
        "any-of-added" => format!("{subject} was added to the `anyOf` of {place}"),
        "any-of-removed" => format!("{subject} was removed from the `anyOf` of {place}"),
        "additional-properties-narrowed" | "additional-properties-widened" => {
            format!(
                "members that {place} does not declare were {from} and are {to} now",
                from = plain(&fact.from),
                to = plain(&fact.to)
            )
        }
        "list-of-types-widened" | "list-of-types-narrowed" => {
            format!("the types of {place} changed from {} to {}", plain(&fact.from), plain(&fact.to))
        }
        name if name.starts_with("type/") => {
            format!("the type of {place} changed from {} to {}", plain(&fact.from), plain(&fact.to))
        }
        name if name.starts_with("format/") => {
            format!("the format of {place} changed: it was {} and is {} now", plain(&fact.from), plain(&fact.to))
        }
        name => of_keyword(name, subject, place, (&from, &to)),
    }
}

/// Facets that are added, removed or changed as a whole.
fn of_keyword(name: &str, subject: &str, place: &str, (from, to): (&str, &str)) -> String {
    let (facet, change) = name.rsplit_once('-').unwrap_or((name, "changed"));
    let subject = if subject.is_empty() { String::new() } else { format!(" {}", shown(subject)) };
    let facet = match facet {
        "default-value" => "default value",
        "pattern" => "pattern",
        "const" => "constant",
        "stability" | "x-stability" => "stability level",
        "sunset" => "sunset date",
        "discriminator" => "discriminator",
        "discriminator-property-name" => "property of the discriminator",
        "discriminator-mapping" => "mapping of the discriminator",
        "dependent-required" => "`dependentRequired`",
        "dependent-schema" => "`dependentSchemas`",
        "pattern-property" => "`patternProperties`",
        "property-names" => "`propertyNames`",
        "unevaluated-items" => "`unevaluatedItems`",
        "unevaluated-properties" => "`unevaluatedProperties`",
        "content-schema" => "`contentSchema`",
        "content-media-type" => "`contentMediaType`",
        "content-encoding" => "`contentEncoding`",
        "prefix-items" => "`prefixItems`",
        "multiple-of" => "`multipleOf`",
        keyword => return format!("`{keyword}`{subject} of {place} was {change}"),
    };
    match change {
        "added" | "set" if to != "nothing" => format!("the {facet}{subject} {to} was added to {place}"),
        "removed" | "unset" | "deleted" if from != "nothing" => {
            format!("the {facet}{subject} {from} was removed from {place}")
        }
        "added" | "set" => format!("the {facet}{subject} was added to {place}"),
        "removed" | "unset" | "deleted" => format!("the {facet}{subject} was removed from {place}"),
        _ => format!("the {facet}{subject} of {place} changed from {from} to {to}"),
    }
}

fn of_member(change: &str, required: bool, place: &str) -> String {
    let need = if required { "required" } else { "optional" };
    match change {
        "property-added" => format!("the {need} {place} was added"),
        "property-removed" => format!("the {need} {place} was removed"),
        "became-required" => format!("{place} became required"),
        "became-optional" => format!("{place} became optional"),
        "became-read-only" => format!("{place} became read-only"),
        "became-not-read-only" => format!("{place} is no longer read-only"),
        "became-write-only" => format!("{place} became write-only"),
        _ => format!("{place} is no longer write-only"),
    }
}

/// The keyword behind a limit and what became of it.
fn limit(name: &str) -> Option<(&'static str, &str)> {
    let (facet, change) = name.rsplit_once('-')?;
    let keyword = match facet {
        "max" => "maximum",
        "min" => "minimum",
        "exclusive-max" => "exclusiveMaximum",
        "exclusive-min" => "exclusiveMinimum",
        "max-length" => "maxLength",
        "min-length" => "minLength",
        "max-items" => "maxItems",
        "min-items" => "minItems",
        "max-properties" => "maxProperties",
        "min-properties" => "minProperties",
        "max-contains" => "maxContains",
        "min-contains" => "minContains",
        _ => return None,
    };
    Some((keyword, change))
}

/// A value as it is shown, not too long.
fn shown(text: &str) -> String {
    const LONGEST: usize = 80;
    let plain = text.trim_matches('"');
    let quoted = plain.starts_with('`');
    if plain.chars().count() > LONGEST {
        let start: String = plain.chars().take(LONGEST).collect();
        return format!("`{start}…`");
    }
    if quoted || plain.starts_with("an ") { plain.to_owned() } else { format!("`{plain}`") }
}

fn plain(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or("nothing")
}

/// Steps as one name: `pets[].name`.
pub(super) fn path<'s>(steps: impl Iterator<Item = &'s Step>) -> String {
    let mut out = String::new();
    for step in steps {
        match step {
            Step::Property(name) => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(name);
            }
            Step::Keyword("items") => out.push_str("[]"),
            Step::Keyword("additionalProperties") => out.push_str("{}"),
            Step::Keyword(keyword) => {
                out.push_str(if out.is_empty() { "" } else { "." });
                out.push_str(keyword);
            }
            Step::Pattern(pattern) => out.push_str(&format!("{{{pattern}}}")),
            Step::Alternative(name) => out.push_str(&format!("({name})")),
            Step::Position(at) => out.push_str(&format!("[{at}]")),
            Step::Dependent(name) => out.push_str(&format!("{{if {name}}}")),
        }
    }
    out
}
