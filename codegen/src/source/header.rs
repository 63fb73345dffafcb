//! What a document says it is, and what to say when it is something else.
//!
//! Takes the raw tree or a text that could not be read, gives the version or a fatal finding. Must
//! not look further than the top of the document.

use super::tree::{Kind, Tree};
use crate::base::NodeId;
use crate::diag::{Code, Diagnostic, Position};

/// A version of OpenAPI, without the patch number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// OpenAPI 3.0.
    #[default]
    V30,
    /// OpenAPI 3.1.
    V31,
    /// OpenAPI 3.2.
    V32,
}

impl Version {
    /// `3.0`, `3.1` or `3.2`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::V30 => "3.0",
            Self::V31 => "3.1",
            Self::V32 => "3.2",
        }
    }
}

/// What the root document says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The version whose rules apply.
    pub version: Version,
    /// The version as written; `3.0.3` when it was assumed.
    pub openapi: String,
    /// `info.title`, or a title made from the file name.
    pub title: String,
    /// Whether the document is a bare fragment.
    pub assumed: bool,
}

/// Members that only an OpenAPI document has at its top.
const CONTENT: &[&str] = &["paths", "components", "webhooks"];

/// Other formats: a member at the top, and what the document then is.
const OTHERS: &[(&str, &str)] = &[
    ("arazzo", "an Arazzo workflow description"),
    ("overlay", "an OpenAPI Overlay"),
    ("swaggerVersion", "a Swagger 1 document"),
    ("$schema", "a JSON Schema"),
    ("smithy", "a Smithy model"),
    ("resourceType", "a FHIR resource"),
    ("apiVersion", "a Kubernetes manifest"),
];

/// Reads the header of the root document. `stem` is the file name without its extension.
pub(super) fn read(tree: &Tree, root: NodeId, stem: &str) -> (Header, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let title =
        tree.get(root, "info").and_then(|info| tree.str(info, "title")).filter(|title| !title.trim().is_empty());
    let mut header = Header {
        version: Version::V30,
        openapi: String::from("3.0.3"),
        title: title.unwrap_or(stem).to_owned(),
        assumed: false,
    };
    if let Some(problem) = foreign(tree, root) {
        return (header, vec![problem]);
    }
    let named = tree.get(root, "openapi").or_else(|| {
        let other = tree.entries(root).find(|(key, _)| key.eq_ignore_ascii_case("openapi"));
        let (key, node) = other?;
        let message = format!("`{key}` is taken as `openapi`");
        findings.push(Diagnostic::new(Code::MisspeltKeyword, message).at(node));
        Some(node)
    });
    match named {
        Some(node) => match version(tree, node, &mut findings) {
            Some((version, text)) => (header.version, header.openapi) = (version, text),
            None => findings.push(refuse(tree, node)),
        },
        None => match CONTENT.iter().find_map(|name| tree.get(root, name)) {
            Some(first) => {
                header.assumed = true;
                let has_info = tree.get(root, "info").is_some();
                let assumed = if has_info { String::new() } else { format!(" with the title `{}`", header.title) };
                let message = format!("there is no `openapi` member; the document is read as OpenAPI 3.0.3{assumed}");
                let finding = Diagnostic::new(Code::BareFragment, message).at(first);
                findings.push(finding.help("add `openapi: 3.0.3` and `info` with `title` and `version` at the top"));
            }
            None => findings.push(
                Diagnostic::new(Code::NotOpenapi, format!("this is not an OpenAPI document: {}", what(tree, root)))
                    .at_value(root)
                    .help("an OpenAPI document starts with a member `openapi` that names its version, such as `openapi: 3.0.3`"),
            ),
        },
    }
    (header, findings)
}

/// A fatal finding for formats that name themselves.
fn foreign(tree: &Tree, root: NodeId) -> Option<Diagnostic> {
    if tree.get(root, "openapi").is_some() {
        return None;
    }
    if let Some(node) = tree.get(root, "swagger") {
        let version = tree.as_str(node).or_else(|| tree.as_number(node)).unwrap_or("2.0");
        let message = format!("this is a Swagger {version} document; oasmith reads OpenAPI 3");
        return Some(
            Diagnostic::new(Code::Swagger2, message)
                .at(node)
                .help("convert it first, for example with `npx swagger2openapi`"),
        );
    }
    let node = tree.get(root, "asyncapi")?;
    let version = tree.as_str(node).or_else(|| tree.as_number(node)).unwrap_or_default();
    let message = format!("this is an AsyncAPI {version} document; oasmith reads OpenAPI 3");
    Some(Diagnostic::new(Code::Asyncapi, message.replace("  ", " ")).at(node))
}

fn version(tree: &Tree, node: NodeId, findings: &mut Vec<Diagnostic>) -> Option<(Version, String)> {
    let text = match tree.kind(node) {
        Kind::String => tree.as_str(node)?,
        Kind::Number => {
            let text = tree.as_number(node)?;
            let message = format!("the version should be a text: `\"{text}\"`");
            findings.push(Diagnostic::new(Code::WrongType, message).at_value(node));
            text
        }
        _ => return None,
    };
    let mut parts = text.trim().trim_start_matches(['v', 'V']).split(['.', '-', '+']);
    if parts.next() != Some("3") {
        return None;
    }
    let version = match parts.next() {
        Some("0") | None => Version::V30,
        Some("1") => Version::V31,
        Some("2") => Version::V32,
        Some(_) => {
            let message = format!("OpenAPI {text} is not known; the document is read as OpenAPI 3.2");
            findings.push(Diagnostic::new(Code::UnknownVersion, message).at_value(node));
            Version::V32
        }
    };
    Some((version, text.trim().to_owned()))
}

fn refuse(tree: &Tree, node: NodeId) -> Diagnostic {
    match tree.as_str(node).or_else(|| tree.as_number(node)) {
        Some(text) if text.starts_with('2') => {
            Diagnostic::new(Code::Swagger2, format!("OpenAPI {text} is Swagger; oasmith reads OpenAPI 3"))
                .at_value(node)
        }
        Some(text) => {
            Diagnostic::new(Code::NotOpenapi, format!("`{}` is not a version of OpenAPI 3", short(text))).at_value(node)
        }
        None => {
            let message = format!("`openapi` should name a version such as `3.0.3`, not {}", tree.describe(node));
            Diagnostic::new(Code::NotOpenapi, message).at_value(node)
        }
    }
}

fn what(tree: &Tree, root: NodeId) -> String {
    match tree.kind(root) {
        Kind::Object if tree.is_empty(root) => String::from("it is an empty object"),
        Kind::Object => match OTHERS.iter().find(|(key, _)| tree.get(root, key).is_some()) {
            Some((_, what)) => format!("it looks like {what}"),
            None => String::from("it has neither `openapi` nor `paths`"),
        },
        Kind::Null => String::from("it is empty"),
        _ => format!("it is {}", tree.describe(root)),
    }
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A finding for a text that is a web page: prose first, YAML or JSON later.
pub(super) fn page(name: &str, text: &str) -> Option<Diagnostic> {
    let mut lines = (1_u32..).zip(text.lines()).filter(|(_, line)| {
        let line = line.trim();
        !(line.is_empty() || line.starts_with('#') || line.starts_with("---") || line.starts_with('%'))
    });
    let (first, opening) = lines.next()?;
    let position = |line| Position { file: name.to_owned(), line, column: 1 };
    if opening.trim_start().starts_with('<') {
        let finding = Diagnostic::new(Code::PageText, "this is a web page or XML, not an OpenAPI document")
            .position(position(first));
        return Some(finding.help("download the OpenAPI document itself, not the page that shows it"));
    }
    if starts_document(opening) || opening.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let (line, start) = lines.find(|(_, line)| starts_document(line) || line.trim_end() == "{")?;
    let message = format!(
        "this is the text of a page; a document seems to begin at line {line} with `{}`",
        short(start.trim_end())
    );
    let finding = Diagnostic::new(Code::PageText, message).position(position(line));
    Some(finding.help(format!("save the text from line {line} on as a file of its own")))
}

fn starts_document(line: &str) -> bool {
    let Some((key, rest)) = line.split_once(':') else { return false };
    let key = key.trim_matches(['"', '\'']);
    let known =
        ["openapi", "swagger", "asyncapi", "info", "servers", "tags", "paths", "components", "webhooks", "security"];
    known.contains(&key) && (rest.is_empty() || rest.starts_with([' ', '\t', '\r']))
}
