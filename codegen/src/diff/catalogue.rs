//! What the checks mean: the text of `oasmith explain`, and `docs/CHANGES.md`.
//!
//! Takes rows of the table, gives words. Must not know documents.

use std::fmt::Write as _;

use super::check::{Area, Check, Direction, Level, Mirror};

/// Beginnings of ids that name a place, and the place in words; longer ones first.
const PLACES: &[(&str, &str)] = &[
    ("request-read-only-property", "a read-only property of a request body"),
    ("response-write-only-property", "a write-only property of a response body"),
    ("request-parameter-property", "a property inside of a parameter"),
    ("request-header-property", "a property inside of a header parameter"),
    ("request-undeclared-property", "a property of a request body that is not declared"),
    ("response-undeclared-property", "a property of a response body that is not declared"),
    ("request-required-property", "a required property of a request body"),
    ("request-optional-property", "an optional property of a request body"),
    ("response-required-write-only-property", "a required write-only property of a response body"),
    ("response-optional-write-only-property", "an optional write-only property of a response body"),
    ("response-required-property", "a required property of a response body"),
    ("response-optional-property", "an optional property of a response body"),
    ("response-header-property", "a property inside of a response header"),
    ("response-success-status", "a response of status 2xx"),
    ("response-non-success-status", "a response of another status than 2xx"),
    ("response-media-type", "a media type of a response"),
    ("response-mediatype", "a response body"),
    ("request-body-media-type", "a media type of a request body"),
    ("response-body-media-type", "a media type of a response"),
    ("api-security-component", "a security scheme"),
    ("api-global-security", "the security of the document"),
    ("api-security", "the security of an operation"),
    ("api-server-variable", "a variable of a server"),
    ("api-server", "a server"),
    ("api-operation-id", "the operationId"),
    ("api-schema", "a schema of `components` that nothing refers to"),
    ("api-stability", "the stability level of an operation"),
    ("api-sunset", "the sunset of an operation"),
    ("api-tag", "a tag of an operation"),
    ("api-path", "an operation together with its path"),
    ("api", "an operation"),
    ("request-parameter", "a parameter"),
    ("request-property", "a property of a request body"),
    ("request-body", "a request body"),
    ("response-property", "a property of a response body"),
    ("response-header", "a response header"),
    ("response-body", "a response body"),
    ("endpoint", "an operation"),
    ("webhook", "a webhook"),
    ("callback", "a callback"),
];

impl Check {
    /// What it is about, in one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let found =
            PLACES.iter().find_map(|(prefix, words)| Some((words, self.id.strip_prefix(prefix)?.strip_prefix('-')?)));
        match found {
            Some((place, rest)) => format!("{place}: {}", rest.replace('-', " ")),
            None => self.id.replace('-', " "),
        }
    }

    /// The text of `oasmith explain`.
    #[must_use]
    pub fn explanation(&self) -> String {
        let who = match (self.level, self.direction) {
            (Level::Error, Direction::Request) => {
                "A client that keeps to the old description may send what the server refuses now, or leave out what the server needs now."
            }
            (Level::Warning, Direction::Request) => {
                "A client that keeps to the old description may send what the server refuses or ignores now; whether there is such a client, the \
                 description cannot tell."
            }
            (Level::Info, Direction::Request) => "What clients send by the old description is still accepted.",
            (Level::Error, Direction::Response) => {
                "A client that was made for the old description may receive what it does not understand, or miss what it relies on."
            }
            (Level::Warning, Direction::Response) => {
                "A client that was made for the old description may receive what it does not expect; a client that is open to more is not affected."
            }
            (Level::Info, Direction::Response) => {
                "Clients that were made for the old description understand what is sent now."
            }
            (Level::Error, Direction::Both) => "Who keeps to the old description is broken.",
            (Level::Warning, Direction::Both) => "Who keeps to the old description may be broken.",
            (Level::Info, Direction::Both) => "Who keeps to the old description is not affected by the change as such.",
        };
        let mirror = match self.mirror {
            Mirror::Is(ids) => format!(
                "The other way round it is {}.",
                ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" or ")
            ),
            Mirror::Waived(why) => format!("It has no opposite: {why}."),
        };
        format!(
            "{who} {mirror} Another level can be set in `oasmith-diff.toml` with `[[severity]]`; a single change is approved there by its fingerprint with \
             `[[ignore]]`."
        )
    }
}

/// `docs/CHANGES.md`.
#[must_use]
pub fn catalogue() -> String {
    let mut out = String::from(
        "# Changes\n\n\
         All kinds of changes that `oasmith diff` tells, by area. *Level* says what a change does on the wire: `error` breaks who keeps to the old \
         description, `warning` may break somebody, `info` breaks nobody. *Mirror* is what the change is called the other way round. \
         `oasmith explain ID` says more; levels can be set in `oasmith-diff.toml`. This page is generated from the table of checks.\n",
    );
    let areas = [
        (Area::Endpoints, "Operations, webhooks, callbacks"),
        (Area::Parameters, "Parameters"),
        (Area::Bodies, "Request bodies"),
        (Area::Responses, "Responses"),
        (Area::Headers, "Response headers"),
        (Area::Schemas, "Schemas of bodies"),
        (Area::Security, "Security"),
        (Area::Document, "The document"),
        (Area::Rust, "The generated crate"),
    ];
    for (area, title) in areas {
        let checks: Vec<&&Check> = Check::all().iter().filter(|check| check.area == area).collect();
        if checks.is_empty() {
            continue;
        }
        let _ = write!(
            out,
            "\n## {title}\n\n| id | level | direction | action | mirror |\n| --- | --- | --- | --- | --- |\n"
        );
        for check in checks {
            let mirror = match check.mirror {
                Mirror::Is(ids) => ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" "),
                Mirror::Waived(why) => why.to_owned(),
            };
            let Check { id, level, direction, action, .. } = check;
            let _ =
                writeln!(out, "| `{id}` | {} | {} | {} | {mirror} |", level.name(), direction.name(), action.name());
        }
    }
    out
}
