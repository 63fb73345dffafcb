//! Every keyword of every OpenAPI object, 3.0 to 3.2, as one table, and walks that follow it.
//!
//! Takes nodes and what they are, gives their typed children. Must not judge a document; `check`
//! and `islands` do that with the help of this table.

mod schema;
mod table;
mod walk;

pub(super) use walk::nearest;
pub use walk::{children, did_you_mean, walk};

use super::header::Version;

/// The kinds of objects that OpenAPI defines (OpenAPI 3.0.3, section 4.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // The names are those of the specification.
pub enum ObjectKind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    Header,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
    Components,
}

/// What the value of a keyword is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A text.
    Text,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// A boolean.
    Bool,
    /// Any number.
    Number,
    /// A whole number that is not negative.
    Count,
    /// Any value.
    Any,
    /// `type`: one name, or from 3.1 on a list of names.
    TypeName,
    /// `exclusiveMinimum` and its like: a boolean in 3.0, a number from 3.1 on.
    Bound,
    /// An object that `openapiv3` holds by value and that is too large to be inlined: it is left
    /// out of the island of its parent.
    Own(ObjectKind),
    /// An object that is inlined into the island of its parent.
    Inline(ObjectKind),
    /// An object or a reference to one; in the island of its parent it is a reference.
    Node(ObjectKind),
    /// A boolean or a schema.
    BoolOrNode(ObjectKind),
    /// A list.
    List(&'static Takes),
    /// A map from names to values.
    Map(&'static Takes),
}

/// What becomes of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It has its effect on the output.
    Supported,
    /// It is understood, but narrows what the output cannot check: told as a lint.
    Told,
    /// It has no meaning for a client; nothing is said.
    Ignored,
}

/// Whether an object must have a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Required {
    /// Never.
    No,
    /// Always.
    Yes,
    /// Up to this version, which is included.
    Until(Version),
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keyword {
    /// The name as it is written.
    pub name: &'static str,
    /// What its value is.
    pub takes: Takes,
    /// The first version that has it.
    pub since: Version,
    /// The last version that has it; `None` when all later ones do.
    pub until: Option<Version>,
    /// Whether it must be there.
    pub required: Required,
    /// What becomes of it.
    pub status: Status,
}

impl Keyword {
    const fn new(name: &'static str, takes: Takes) -> Self {
        Self { name, takes, since: Version::V30, until: None, required: Required::No, status: Status::Supported }
    }

    const fn since(mut self, version: Version) -> Self {
        self.since = version;
        self
    }

    const fn until(mut self, version: Version) -> Self {
        self.until = Some(version);
        self
    }

    const fn required(mut self) -> Self {
        self.required = Required::Yes;
        self
    }

    const fn required_until(mut self, version: Version) -> Self {
        self.required = Required::Until(version);
        self
    }

    const fn told(mut self) -> Self {
        self.status = Status::Told;
        self
    }

    const fn ignored(mut self) -> Self {
        self.status = Status::Ignored;
        self
    }

    /// Whether the version has the keyword.
    #[must_use]
    pub fn is_in(&self, version: Version) -> bool {
        self.since <= version && self.until.is_none_or(|until| version <= until)
    }

    /// Whether an object of that version must have the keyword.
    #[must_use]
    pub fn is_required_in(&self, version: Version) -> bool {
        match self.required {
            Required::No => false,
            Required::Yes => true,
            Required::Until(last) => version <= last,
        }
    }
}

impl ObjectKind {
    /// All kinds.
    pub const ALL: &'static [ObjectKind] = &[
        Self::OpenApi,
        Self::Info,
        Self::Contact,
        Self::License,
        Self::Server,
        Self::ServerVariable,
        Self::Paths,
        Self::PathItem,
        Self::Operation,
        Self::ExternalDocs,
        Self::Parameter,
        Self::Header,
        Self::RequestBody,
        Self::MediaType,
        Self::Encoding,
        Self::Responses,
        Self::Response,
        Self::Callback,
        Self::Example,
        Self::Link,
        Self::Tag,
        Self::Schema,
        Self::Discriminator,
        Self::Xml,
        Self::SecurityScheme,
        Self::OAuthFlows,
        Self::OAuthFlow,
        Self::SecurityRequirement,
        Self::Components,
    ];

    /// The keywords with fixed names, in the order of the specification.
    #[must_use]
    pub fn keywords(self) -> &'static [Keyword] {
        table::keywords(self)
    }

    /// The keyword of this name.
    #[must_use]
    pub fn keyword(self, name: &str) -> Option<&'static Keyword> {
        self.keywords().iter().find(|keyword| keyword.name == name)
    }

    /// What members with free names hold: paths, status codes, expressions, names of schemes.
    #[must_use]
    pub fn members(self) -> Option<Takes> {
        match self {
            Self::Paths => Some(Takes::Node(Self::PathItem)),
            Self::Callback => Some(Takes::Own(Self::PathItem)),
            Self::Responses => Some(Takes::Node(Self::Response)),
            Self::SecurityRequirement => Some(Takes::List(&Takes::Text)),
            _ => None,
        }
    }

    /// Whether a member with a free name fits: a path starts with a slash, a status code has three
    /// digits or ends in `XX`.
    #[must_use]
    pub fn takes_member(self, name: &str) -> bool {
        match self {
            Self::Paths => name.starts_with('/'),
            Self::Callback => !name.starts_with("x-"),
            Self::Responses => is_status(name),
            Self::SecurityRequirement => true,
            _ => false,
        }
    }

    /// Whether members that start with `x-` are extensions (OpenAPI 3.0.3, section 4.9).
    #[must_use]
    pub fn extensible(self) -> bool {
        self != Self::SecurityRequirement
    }

    /// Whether a reference may stand in the place of the object.
    #[must_use]
    pub fn referable(self) -> bool {
        matches!(
            self,
            Self::PathItem
                | Self::Parameter
                | Self::Header
                | Self::RequestBody
                | Self::MediaType
                | Self::Response
                | Self::Callback
                | Self::Example
                | Self::Link
                | Self::Schema
                | Self::SecurityScheme
        )
    }

    /// The keyword that a lone text is meant for, where many documents write one.
    #[must_use]
    pub fn shorthand(self) -> Option<&'static str> {
        match self {
            Self::Discriminator => Some("propertyName"),
            Self::ExternalDocs | Self::Server => Some("url"),
            Self::Tag | Self::License | Self::Contact => Some("name"),
            _ => None,
        }
    }

    /// The name in the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenApi => "OpenAPI Object",
            Self::Info => "Info Object",
            Self::Contact => "Contact Object",
            Self::License => "License Object",
            Self::Server => "Server Object",
            Self::ServerVariable => "Server Variable Object",
            Self::Paths => "Paths Object",
            Self::PathItem => "Path Item Object",
            Self::Operation => "Operation Object",
            Self::ExternalDocs => "External Documentation Object",
            Self::Parameter => "Parameter Object",
            Self::Header => "Header Object",
            Self::RequestBody => "Request Body Object",
            Self::MediaType => "Media Type Object",
            Self::Encoding => "Encoding Object",
            Self::Responses => "Responses Object",
            Self::Response => "Response Object",
            Self::Callback => "Callback Object",
            Self::Example => "Example Object",
            Self::Link => "Link Object",
            Self::Tag => "Tag Object",
            Self::Schema => "Schema Object",
            Self::Discriminator => "Discriminator Object",
            Self::Xml => "XML Object",
            Self::SecurityScheme => "Security Scheme Object",
            Self::OAuthFlows => "OAuth Flows Object",
            Self::OAuthFlow => "OAuth Flow Object",
            Self::SecurityRequirement => "Security Requirement Object",
            Self::Components => "Components Object",
        }
    }
}

/// Whether a key of a Responses Object is a status code or a range of them (OpenAPI 3.0.3, section
/// 4.7.16.2).
#[must_use]
pub fn is_status(name: &str) -> bool {
    match name.as_bytes() {
        [first, rest @ ..] if rest.len() == 2 => {
            let digits = rest.iter().all(u8::is_ascii_digit);
            matches!(first, b'1'..=b'9') && (digits || rest.eq_ignore_ascii_case(b"XX"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
