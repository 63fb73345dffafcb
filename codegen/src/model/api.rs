//! The document around the schemas: servers, security, operations with their parameters, bodies and responses.

use crate::base::{Arena, Id, Json, Lookup, NodeId, OrderedMap, Table};

use super::schema::{JsonType, Schema, SchemaId};
use super::shape::Site;

/// A whole OpenAPI document (OpenAPI 3.0.3 "OpenAPI Object").
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// The document's root.
    pub origin: NodeId,
    /// Which version of the specification it follows.
    pub version: SpecVersion,
    /// `info`.
    pub info: Info,
    /// `servers`; empty when the document names none.
    pub servers: Vec<Server>,
    /// Declared tags first, then undeclared ones in order of use.
    pub tags: Vec<Tag>,
    /// `components.securitySchemes`, then schemes that are used but not defined.
    pub security_schemes: OrderedMap<Box<str>, SecurityScheme>,
    /// Whether there is a `security` anywhere, of the document or of an operation.
    pub says_security: bool,
    /// Every schema of the document, inline ones too.
    pub schemas: Arena<Schema>,
    /// `components.schemas` by name, in the document's order.
    pub components: OrderedMap<Box<str>, SchemaId>,
    /// Of schemas that only `resolve` made, the nodes of all that they were merged from.
    pub merged: Table<Schema, Site>,
    /// What other schemas are called that references lead to: by a component that is only a reference, or by their place.
    pub called: Table<Schema, Box<str>>,
    /// References to anything but schemas: where each is, and what it leads to.
    pub references: Vec<(NodeId, NodeId)>,
    /// The operations that could be read, in the document's order (path, then method as written).
    pub operations: Arena<Operation>,
    /// Operations that servers of this API receive the other way round (`webhooks`), by name.
    pub webhooks: Vec<Operation>,
    /// The operations that could not be read, with the reason.
    pub skipped: Vec<Skipped>,
    /// Types of other crates that the configuration puts in the place of generated ones.
    pub foreign: Foreign,
    /// Numbers whose size or precision the document does not say are of any.
    pub exact_numbers: bool,
}

impl Api {
    /// Where a schema is declared: its node, or those of all that it was merged from.
    #[must_use]
    pub fn site(&self, schema: SchemaId) -> Option<Site> {
        self.merged.get(schema).cloned().or_else(|| Some(vec![self.schemas.get(schema)?.origin]))
    }
}

/// Types of other crates, and which schemas they stand for.
#[derive(Clone, Debug, Default)]
pub struct Foreign {
    /// The types, as Rust paths.
    pub types: Vec<Box<str>>,
    /// By `format`.
    pub formats: Lookup<Box<str>, ForeignId>,
    /// By the node of a schema.
    pub places: Lookup<NodeId, ForeignId>,
}

/// Index into [`Foreign::types`].
pub type ForeignId = u16;

impl Foreign {
    /// The type that stands for a schema: for its place, else for its format if it is a string or a number.
    #[must_use]
    pub fn of(&self, schema: &Schema) -> Option<ForeignId> {
        if self.types.is_empty() {
            return None;
        }
        let is_scalar = schema.enumeration.is_none()
            && schema
                .types
                .single()
                .is_none_or(|kind| matches!(kind, JsonType::String | JsonType::Number | JsonType::Integer));
        let by_format = || self.formats.get(schema.format.as_deref().filter(|_| is_scalar)?).copied();
        self.places.get(&schema.origin).copied().or_else(by_format)
    }
}

/// Identifies an [`Operation`] in [`Api::operations`].
pub type OperationId = Id<Operation>;

/// The minor version of the OpenAPI Specification.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpecVersion {
    /// 3.0.x
    #[default]
    V3_0,
    /// 3.1.x
    V3_1,
    /// 3.2.x
    V3_2,
}

/// `info`.
#[derive(Clone, Debug, Default)]
pub struct Info {
    /// `title`.
    pub title: Box<str>,
    /// `version` of the API description.
    pub version: Box<str>,
    /// `summary` and `description`, joined by an empty line.
    pub description: Option<Box<str>>,
    /// `license.identifier`, else `license.name`.
    pub license: Option<Box<str>>,
    /// `termsOfService`.
    pub terms: Option<Box<str>>,
    /// `externalDocs.url` of the document.
    pub external_docs: Option<Box<str>>,
}

/// A server (OpenAPI 3.0.3 "Server Object").
#[derive(Clone, Debug, Default)]
pub struct Server {
    /// Where it is declared.
    pub origin: NodeId,
    /// `url`, with its `{variables}`.
    pub url: Box<str>,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `variables` by name.
    pub variables: Vec<(Box<str>, ServerVariable)>,
}

/// A variable in a server's URL.
#[derive(Clone, Debug, Default)]
pub struct ServerVariable {
    /// `default`.
    pub default: Box<str>,
    /// `enum`.
    pub values: Vec<Box<str>>,
    /// `description`.
    pub description: Option<Box<str>>,
}

/// A tag.
#[derive(Clone, Debug, Default)]
pub struct Tag {
    /// `name`.
    pub name: Box<str>,
    /// `description`.
    pub description: Option<Box<str>>,
    /// Where it is declared, or first used.
    pub origin: NodeId,
}

/// A security scheme (OpenAPI 3.0.3 "Security Scheme Object").
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// Where it is defined; of an undefined one, where it is first used.
    pub origin: NodeId,
    /// What kind of credential it takes.
    pub kind: SecuritySchemeKind,
    /// `description`.
    pub description: Option<Box<str>>,
}

/// How a credential travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecuritySchemeKind {
    /// `http`, `basic`.
    Basic,
    /// `http`, `bearer`.
    Bearer,
    /// `http` with any other scheme, which is kept as written.
    Http(Box<str>),
    /// `apiKey` in the given place under the given name.
    ApiKey(Location, Box<str>),
    /// `oauth2`; the token URL of the client-credentials flow, if there is one.
    OAuth2 {
        /// `flows.clientCredentials.tokenUrl`.
        token_url: Option<Box<str>>,
    },
    /// `openIdConnect`.
    OpenIdConnect,
    /// `mutualTLS`.
    MutualTls,
    /// Used, but neither defined in the document nor configured.
    Undefined,
}

/// An HTTP method.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `OPTIONS`
    Options,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `TRACE`
    Trace,
    /// `QUERY` (3.2)
    Query,
    /// Any other token (3.2 `additionalOperations`).
    Other(Box<str>),
}

impl Method {
    /// The method as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }
}

/// An operation (OpenAPI 3.0.3 "Operation Object").
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it is declared.
    pub origin: NodeId,
    /// Its method.
    pub method: Method,
    /// Its path template; of a webhook, its name.
    pub path: Box<str>,
    /// `operationId`, as written.
    pub operation_id: Option<Box<str>>,
    /// `summary`.
    pub summary: Option<Box<str>>,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `tags`.
    pub tags: Vec<Box<str>>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `externalDocs.url`.
    pub external_docs: Option<Box<str>>,
    /// Servers of the operation or of its path; empty: the document's.
    pub servers: Vec<Server>,
    /// Parameters, with those of the path that are not overridden, in the document's order.
    pub parameters: Vec<Parameter>,
    /// `requestBody`.
    pub body: Option<Body>,
    /// `responses`, in the document's order.
    pub responses: Vec<Response>,
    /// The alternatives of `security` that apply here; empty: anonymous.
    pub security: Vec<Requirement>,
    /// `x-` keys.
    pub extensions: Vec<(Box<str>, Json)>,
}

/// An operation that was left out.
#[derive(Clone, Debug)]
pub struct Skipped {
    /// Where it is declared.
    pub origin: NodeId,
    /// Its method, in upper case.
    pub method: Box<str>,
    /// Its path template.
    pub path: Box<str>,
    /// `operationId`, as written.
    pub operation_id: Option<Box<str>>,
    /// `tags`.
    pub tags: Vec<Box<str>>,
    /// `deprecated`.
    pub deprecated: bool,
    /// Why.
    pub reason: String,
}

/// Schemes that must be given together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement {
    /// Name and scopes of each; none: anonymous access.
    pub schemes: Vec<(Box<str>, Vec<Box<str>>)>,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Location {
    /// `path`
    Path,
    /// `query`
    Query,
    /// `header`
    Header,
    /// `cookie`
    Cookie,
    /// `querystring` (3.2): the whole query is the value.
    QueryString,
}

/// How a value is laid out in text (OpenAPI 3.0.3 "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `simple`
    Simple,
    /// `label`
    Label,
    /// `matrix`
    Matrix,
    /// `form`
    Form,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `deepObject`
    DeepObject,
}

/// A parameter (OpenAPI 3.0.3 "Parameter Object").
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it is declared.
    pub origin: NodeId,
    /// Its name on the wire.
    pub name: Box<str>,
    /// Where it travels.
    pub location: Location,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `required`; always true of path parameters.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// How its value is written.
    pub value: ParameterValue,
    /// Raw nodes of `example` and `examples.*.value`.
    pub examples: Vec<NodeId>,
}

/// How the value of a parameter is described.
#[derive(Clone, Debug)]
pub enum ParameterValue {
    /// `schema` with a style.
    Styled {
        /// `schema`.
        schema: SchemaId,
        /// `style`, or the default of the location.
        style: Style,
        /// `explode`, or the default of the style.
        explode: bool,
        /// `allowReserved`.
        allow_reserved: bool,
        /// `allowEmptyValue`.
        allow_empty: bool,
    },
    /// `content`: serialized as a media type.
    Content(Content),
}

impl ParameterValue {
    /// The schema of the value, if it has one.
    #[must_use]
    pub const fn schema(&self) -> Option<SchemaId> {
        match self {
            Self::Styled { schema, .. } => Some(*schema),
            Self::Content(content) => content.schema,
        }
    }
}

/// A request body (OpenAPI 3.0.3 "Request Body Object").
#[derive(Clone, Debug)]
pub struct Body {
    /// Where it is declared.
    pub origin: NodeId,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `required`, as declared; `None` when the document does not say.
    pub required: Option<bool>,
    /// `content`, in order.
    pub contents: Vec<Content>,
}

/// One media type of a body or of a response (OpenAPI 3.0.3 "Media Type Object").
#[derive(Clone, Debug)]
pub struct Content {
    /// Where it is declared.
    pub origin: NodeId,
    /// The media type as written, with its parameters.
    pub media_type: Box<str>,
    /// `schema`.
    pub schema: Option<SchemaId>,
    /// Schema of one element of a sequential media type (3.2 `itemSchema`).
    pub item_schema: Option<SchemaId>,
    /// Raw nodes of `example` and `examples.*.value`.
    pub examples: Vec<NodeId>,
    /// `encoding` by property.
    pub encoding: Vec<(Box<str>, Encoding)>,
}

/// How one property of a form or multipart body is written (OpenAPI 3.0.3 "Encoding Object").
#[derive(Clone, Debug, Default)]
pub struct Encoding {
    /// `contentType`.
    pub content_type: Option<Box<str>>,
    /// `headers`.
    pub headers: Vec<Header>,
    /// `style`.
    pub style: Option<Style>,
    /// `explode`.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
}

/// The status codes that a response is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// One code.
    Code(u16),
    /// `4XX`: the hundreds.
    Range(u8),
    /// `default`.
    Default,
}

impl Status {
    /// Whether the status tells success: 2xx. `default` counts as an error.
    #[must_use]
    pub const fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }
}

/// A response (OpenAPI 3.0.3 "Response Object").
#[derive(Clone, Debug)]
pub struct Response {
    /// Where it is declared.
    pub origin: NodeId,
    /// The status codes that it is for.
    pub status: Status,
    /// `description`.
    pub description: Box<str>,
    /// Name below `components.responses`, if it came by `$ref`.
    pub component: Option<Box<str>>,
    /// `headers` in order, without `Content-Type`.
    pub headers: Vec<Header>,
    /// `content`, in order; none: no body.
    pub contents: Vec<Content>,
}

/// A response header (OpenAPI 3.0.3 "Header Object").
#[derive(Clone, Debug)]
pub struct Header {
    /// Where it is declared.
    pub origin: NodeId,
    /// Its name as written.
    pub name: Box<str>,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// Its schema.
    pub schema: Option<SchemaId>,
    /// `explode`, of the style `simple`.
    pub explode: bool,
}
