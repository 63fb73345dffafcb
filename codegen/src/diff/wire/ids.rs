//! Which check a fact is: by where the schema is used, who sends it, and how far inside it is.
//!
//! Takes a fact and its place, gives a row of the table, or nothing when the fact does not matter there. The only place where ids are put together.

use crate::diff::check::{Check, Level, Mirror};
use crate::diff::schema::{Fact, Member};

use crate::diff::date::{Date, Policy};

/// Where a schema is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// What the client sends as a body; whether its types are kept on the wire, as in JSON.
    RequestBody { typed: bool },
    /// A parameter.
    Parameter(In),
    /// What the server sends as a body.
    ResponseBody { typed: bool },
    /// A response header.
    Header,
}

/// What of parameters matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum In {
    /// A header.
    Header,
    /// The query, where lists are written by repetition.
    Repeated,
    /// Anywhere else.
    Other,
}

/// How far inside of the schema at a place a fact is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Depth {
    /// It is not the schema itself.
    pub(super) is_nested: bool,
    /// It is in what only the other side sends: `readOnly` in a request, `writeOnly` in a response.
    pub(super) is_ignored: bool,
}

impl Place {
    pub(super) const fn is_request(self) -> bool {
        matches!(self, Self::RequestBody { .. } | Self::Parameter(_))
    }

    const fn is_typed(self) -> bool {
        matches!(self, Self::RequestBody { typed: true } | Self::ResponseBody { typed: true })
    }

    const fn prefix(self, is_nested: bool) -> &'static str {
        match (self, is_nested) {
            (Self::RequestBody { .. }, false) => "request-body",
            (Self::RequestBody { .. }, true) => "request-property",
            (Self::Parameter(_), false) => "request-parameter",
            (Self::Parameter(_), true) => "request-parameter-property",
            (Self::ResponseBody { .. }, false) => "response-body",
            (Self::ResponseBody { .. }, true) => "response-property",
            (Self::Header, _) => "response-header",
        }
    }
}

/// The check of a fact.
pub(super) fn check(policy: &Policy, place: Place, depth: Depth, fact: &Fact) -> Option<&'static Check> {
    if let Some(member) = &fact.member {
        return of_member(place, depth, fact, member);
    }
    let prefix = place.prefix(depth.is_nested);
    let name = match fact.name.as_str() {
        name if name.contains('/') => type_name(place, depth, name),
        "deprecated" => deprecated(policy, fact),
        // Who receives a value gains nothing from a pattern that allows more.
        "pattern-generalized" if !place.is_request() => "pattern-changed",
        "stability" => return stability(prefix, fact.from.as_deref(), fact.to.as_deref()),
        "enum-value-removed" if prefix == "response-body" => {
            return Check::find("response-mediatype-enum-value-removed");
        }
        "became-enum" if place == Place::Parameter(In::Header) && depth.is_nested => {
            return Check::find("request-header-property-became-enum");
        }
        name => name,
    };
    let check = Check::find(&format!("{prefix}-{name}"));
    if !depth.is_ignored {
        return check;
    }
    let own = if place.is_request() { "request-read-only-property" } else { "response-write-only-property" };
    Check::find(&format!("{own}-{name}")).or_else(|| check.filter(|check| is_mirror(check, own)))
}

/// Whether the check is what a check with this beginning is called the other way round.
fn is_mirror(check: &Check, own: &str) -> bool {
    match check.mirror {
        Mirror::Is(ids) => check.level == Level::Info && ids.iter().any(|id| id.starts_with(own)),
        Mirror::Waived(_) => false,
    }
}

/// What became of types, in the words of ids: what holds more is fine for who receives it, and the other way round.
fn type_name(place: Place, depth: Depth, relation: &str) -> &'static str {
    let is_text = !place.is_typed();
    let is_deep = relation.contains("/deep-");
    let is_xml = matches!(place, Place::RequestBody { typed: false } | Place::ResponseBody { typed: false });
    let by_text = is_text && (!is_deep || is_xml);
    let is_wider = relation.ends_with("text-wider");
    let is_narrower = relation.ends_with("text-narrower");
    match (place, relation) {
        (Place::Parameter(_), "type/wider" | "format/wider") => "type-generalized",
        (Place::Parameter(_), _) if is_wider && !is_deep => "type-generalized",
        (Place::Parameter(In::Repeated), "type/array-of") if !depth.is_nested => "type-generalized",
        (Place::Parameter(_), "type/narrower" | "format/narrower") if depth.is_nested => "type-specialized",
        (Place::Parameter(_), _) if depth.is_nested && is_narrower && !is_deep => "type-specialized",
        (Place::Parameter(_), _) => "type-changed",
        (Place::RequestBody { .. }, "type/wider" | "format/wider") => "type-generalized",
        (Place::RequestBody { .. }, _) if is_wider && by_text => "type-compatible",
        (Place::RequestBody { .. }, _) => "type-changed",
        (_, "type/wider") => "type-generalized",
        (_, "type/narrower" | "format/narrower") => "type-specialized",
        _ if is_narrower && by_text => "type-compatible",
        _ => "type-changed",
    }
}

fn deprecated(policy: &Policy, fact: &Fact) -> &'static str {
    let date = fact.to.as_deref().map(Date::parse);
    match (date, policy.fault(date.flatten())) {
        (Some(None), _) => "deprecated-sunset-invalid",
        (None, Some(_)) => "deprecated-sunset-missing",
        (Some(_), Some(fault)) => fault,
        (None, None) => "deprecated",
        (Some(_), None) => "deprecated-with-sunset",
    }
}

/// The check of a change of `x-stability-level` from one level to another; without a level it is stable.
pub(super) fn stability(prefix: &str, old: Option<&str>, new: Option<&str>) -> Option<&'static Check> {
    let rank = |level: Option<&str>| match level {
        Some(level) => ["draft", "alpha", "beta", "stable"].iter().position(|known| *known == level),
        None => Some(3),
    };
    match (rank(old), rank(new)) {
        (Some(old), Some(new)) if new < old => Check::find(&format!("{prefix}-stability-decreased")),
        (Some(old), Some(new)) if new > old => Check::find(&format!("{prefix}-stability-increased")),
        (Some(_), Some(_)) => None,
        _ => Check::find("api-invalid-stability-level"),
    }
}

/// The check of a fact about a property.
fn of_member(place: Place, depth: Depth, fact: &Fact, member: &Member) -> Option<&'static Check> {
    let need = if member.required { "required" } else { "optional" };
    let change = fact.name.as_str();
    if member.is_undeclared {
        let side = if place.is_request() { "request" } else { "response" };
        return Check::find(&format!("{side}-undeclared-property-{change}"));
    }
    let id = match place {
        Place::RequestBody { .. } => {
            if (member.read_only || depth.is_ignored) && !change.ends_with("-only") {
                return None;
            }
            let default = if member.has_default { "-with-default" } else { "" };
            match change {
                "property-added" if member.required => format!("new-required-request-property{default}"),
                "property-added" => "new-optional-request-property".to_owned(),
                "became-required" => format!("request-property-became-required{default}"),
                "property-removed" | "became-optional" => format!("request-property-{}", unprefixed(change)),
                _ => format!("request-{need}-property-{change}"),
            }
        }
        Place::Parameter(location) => match (change, location) {
            ("property-added", In::Header) if member.required => "new-required-request-header-property".to_owned(),
            ("property-added", _) => format!("new-{need}-request-parameter-property"),
            ("became-required", In::Header) => "request-header-property-became-required".to_owned(),
            _ => format!("request-parameter-property-{}", unprefixed(change)),
        },
        Place::ResponseBody { .. } => {
            let is_hidden = member.write_only || depth.is_ignored;
            let kind = if is_hidden { "write-only-property" } else { "property" };
            match change {
                "property-added" | "property-removed" => format!("response-{need}-{kind}-{}", unprefixed(change)),
                "became-required" | "became-optional" => format!("response-{kind}-{change}"),
                _ => format!("response-{need}-property-{change}"),
            }
        }
        Place::Header => format!("response-header-property-{}", unprefixed(change)),
    };
    Check::find(&id)
}

fn unprefixed(change: &str) -> &str {
    change.strip_prefix("property-").unwrap_or(change)
}
