//! The keywords of all objects but the schema.
//!
//! Takes an object kind, gives its rows. To add a keyword, add a row. Order and names follow
//! OpenAPI 3.0.3, section 4.7, then the additions of 3.1 and 3.2.

use super::ObjectKind::{
    self, Callback, Components, Contact, Discriminator, Encoding, Example, ExternalDocs, Header, Info, License, Link,
    MediaType, OAuthFlow, OAuthFlows, OpenApi, Operation, Parameter, PathItem, Paths, RequestBody, Response, Responses,
    Schema, SecurityRequirement, SecurityScheme, Server, ServerVariable, Tag, Xml,
};
use super::Takes::{Any, Bool, Choice, Inline, List, Map, Node, Own, Text};
use super::{Keyword, Takes};
use crate::source::header::Version::{V30, V31, V32};

const fn k(name: &'static str, takes: Takes) -> Keyword {
    Keyword::new(name, takes)
}

const STYLES: Takes =
    Choice(&["form", "simple", "matrix", "label", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"]);
const CONTENT: Takes = Map(&Inline(MediaType));
const SECURITY: Takes = List(&Inline(SecurityRequirement));
const SERVERS: Takes = List(&Inline(Server));

pub(super) fn keywords(kind: ObjectKind) -> &'static [Keyword] {
    match kind {
        OpenApi => OPEN_API,
        Info => INFO,
        Contact => const { &[k("name", Text), k("url", Text), k("email", Text)] },
        License => const { &[k("name", Text).required(), k("identifier", Text).since(V31), k("url", Text)] },
        Server => SERVER,
        ServerVariable => const { &[k("enum", List(&Text)), k("default", Text).required(), k("description", Text)] },
        Paths | Callback | SecurityRequirement => &[],
        PathItem => PATH_ITEM,
        Operation => OPERATION,
        ExternalDocs => const { &[k("description", Text), k("url", Text).required()] },
        Parameter => PARAMETER,
        Header => HEADER,
        RequestBody => REQUEST_BODY,
        MediaType => MEDIA_TYPE,
        Encoding => ENCODING,
        Responses => const { &[k("default", Node(Response))] },
        Response => RESPONSE,
        Example => EXAMPLE,
        Link => LINK,
        Tag => TAG,
        Schema => super::schema::SCHEMA,
        Discriminator => DISCRIMINATOR,
        Xml => XML,
        SecurityScheme => SECURITY_SCHEME,
        OAuthFlows => OAUTH_FLOWS,
        OAuthFlow => OAUTH_FLOW,
        Components => COMPONENTS,
    }
}

const OPEN_API: &[Keyword] = &[
    k("openapi", Text).required(),
    k("$self", Text).since(V32).ignored(),
    k("info", Inline(Info)).required(),
    k("jsonSchemaDialect", Text).since(V31).ignored(),
    k("servers", SERVERS),
    k("paths", Inline(Paths)).required_until(V30),
    k("webhooks", Map(&Node(PathItem))).since(V31),
    k("components", Inline(Components)),
    k("security", SECURITY),
    k("tags", List(&Inline(Tag))),
    k("externalDocs", Inline(ExternalDocs)),
];

const INFO: &[Keyword] = &[
    k("title", Text).required(),
    k("summary", Text).since(V31),
    k("description", Text),
    k("termsOfService", Text),
    k("contact", Inline(Contact)),
    k("license", Inline(License)),
    k("version", Text).required(),
];

const SERVER: &[Keyword] = &[
    k("url", Text).required(),
    k("description", Text),
    k("name", Text).since(V32),
    k("variables", Map(&Inline(ServerVariable))),
];

const COMPONENTS: &[Keyword] = &[
    k("schemas", Map(&Node(Schema))),
    k("responses", Map(&Node(Response))),
    k("parameters", Map(&Node(Parameter))),
    k("examples", Map(&Node(Example))),
    k("requestBodies", Map(&Node(RequestBody))),
    k("headers", Map(&Node(Header))),
    k("securitySchemes", Map(&Node(SecurityScheme))),
    k("links", Map(&Node(Link))),
    k("callbacks", Map(&Own(Callback))),
    k("pathItems", Map(&Node(PathItem))).since(V31),
    k("mediaTypes", Map(&Own(MediaType))).since(V32),
];

const PATH_ITEM: &[Keyword] = &[
    k("summary", Text),
    k("description", Text),
    k("get", Own(Operation)),
    k("put", Own(Operation)),
    k("post", Own(Operation)),
    k("delete", Own(Operation)),
    k("options", Own(Operation)),
    k("head", Own(Operation)),
    k("patch", Own(Operation)),
    k("trace", Own(Operation)),
    k("query", Own(Operation)).since(V32),
    k("additionalOperations", Map(&Own(Operation))).since(V32),
    k("servers", SERVERS),
    k("parameters", List(&Node(Parameter))),
];

const OPERATION: &[Keyword] = &[
    k("tags", List(&Text)),
    k("summary", Text),
    k("description", Text),
    k("externalDocs", Inline(ExternalDocs)),
    k("operationId", Text),
    k("parameters", List(&Node(Parameter))),
    k("requestBody", Node(RequestBody)),
    k("responses", Inline(Responses)).required_until(V30),
    k("callbacks", Map(&Own(Callback))),
    k("deprecated", Bool),
    k("security", SECURITY),
    k("servers", SERVERS),
];

const PARAMETER: &[Keyword] = &[
    k("name", Text).required(),
    k("in", Choice(&["query", "header", "path", "cookie", "querystring"])).required(),
    k("description", Text),
    k("required", Bool),
    k("deprecated", Bool),
    k("allowEmptyValue", Bool),
    k("style", STYLES),
    k("explode", Bool),
    k("allowReserved", Bool),
    k("schema", Node(Schema)),
    k("example", Any),
    k("examples", Map(&Node(Example))),
    k("content", CONTENT),
];

const HEADER: &[Keyword] = &[
    k("description", Text),
    k("required", Bool),
    k("deprecated", Bool),
    k("allowEmptyValue", Bool).until(V30).ignored(),
    k("style", STYLES),
    k("explode", Bool),
    k("allowReserved", Bool).until(V30).ignored(),
    k("schema", Node(Schema)),
    k("example", Any),
    k("examples", Map(&Node(Example))),
    k("content", CONTENT),
];

const REQUEST_BODY: &[Keyword] = &[k("description", Text), k("content", CONTENT).required(), k("required", Bool)];

const MEDIA_TYPE: &[Keyword] = &[
    k("schema", Node(Schema)),
    k("itemSchema", Node(Schema)).since(V32),
    k("example", Any),
    k("examples", Map(&Node(Example))),
    k("encoding", Map(&Inline(Encoding))),
    k("prefixEncoding", List(&Inline(Encoding))).since(V32).told(),
    k("itemEncoding", Inline(Encoding)).since(V32).told(),
];

// Encodings within encodings are not inlined: they nest without end.
const ENCODING: &[Keyword] = &[
    k("contentType", Text),
    k("headers", Map(&Node(Header))),
    k("style", STYLES),
    k("explode", Bool),
    k("allowReserved", Bool),
    k("encoding", Map(&Own(Encoding))).since(V32).told(),
    k("prefixEncoding", List(&Own(Encoding))).since(V32).told(),
    k("itemEncoding", Own(Encoding)).since(V32).told(),
];

const RESPONSE: &[Keyword] = &[
    k("summary", Text).since(V32),
    k("description", Text).required_until(V31),
    k("headers", Map(&Node(Header))),
    k("content", CONTENT),
    k("links", Map(&Node(Link))),
];

const EXAMPLE: &[Keyword] = &[
    k("summary", Text),
    k("description", Text),
    k("dataValue", Any).since(V32),
    k("serializedValue", Text).since(V32),
    k("value", Any),
    k("externalValue", Text),
];

const LINK: &[Keyword] = &[
    k("operationRef", Text),
    k("operationId", Text),
    k("parameters", Map(&Any)),
    k("requestBody", Any),
    k("description", Text),
    k("server", Inline(Server)),
];

const TAG: &[Keyword] = &[
    k("name", Text).required(),
    k("summary", Text).since(V32),
    k("description", Text),
    k("externalDocs", Inline(ExternalDocs)),
    k("parent", Text).since(V32),
    k("kind", Text).since(V32),
];

const DISCRIMINATOR: &[Keyword] =
    &[k("propertyName", Text).required(), k("mapping", Map(&Text)), k("defaultMapping", Text).since(V32)];

const XML: &[Keyword] = &[
    k("nodeType", Text).since(V32).ignored(),
    k("name", Text).ignored(),
    k("namespace", Text).ignored(),
    k("prefix", Text).ignored(),
    k("attribute", Bool).ignored(),
    k("wrapped", Bool).ignored(),
];

const SECURITY_SCHEME: &[Keyword] = &[
    k("type", Choice(&["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"])).required(),
    k("description", Text),
    k("name", Text),
    k("in", Choice(&["query", "header", "cookie"])),
    k("scheme", Text),
    k("bearerFormat", Text),
    k("flows", Inline(OAuthFlows)),
    k("openIdConnectUrl", Text),
    k("oauth2MetadataUrl", Text).since(V32),
    k("deprecated", Bool).since(V32),
];

const OAUTH_FLOWS: &[Keyword] = &[
    k("implicit", Inline(OAuthFlow)),
    k("password", Inline(OAuthFlow)),
    k("clientCredentials", Inline(OAuthFlow)),
    k("authorizationCode", Inline(OAuthFlow)),
    k("deviceAuthorization", Inline(OAuthFlow)).since(V32),
];

const OAUTH_FLOW: &[Keyword] = &[
    k("authorizationUrl", Text),
    k("deviceAuthorizationUrl", Text).since(V32),
    k("tokenUrl", Text),
    k("refreshUrl", Text),
    k("scopes", Map(&Text)).required(),
];
