//! Forms: the parts of a multipart body whose schema is an object (OpenAPI 3.0.3, section "Special Considerations for `multipart`
//! Content").
//!
//! Takes the contents of a body, gives its parts. Must not decide how a part is written.

use super::follow::follow;
use super::media::{MediaClass, media_class};
use crate::model::{Api, Body, Content, Encoding, JsonType, SchemaId};

/// A multipart body whose parts the document lists.
#[derive(Clone, Debug)]
pub struct Form<'a> {
    /// The content that it is.
    pub content: &'a Content,
    /// The object.
    pub schema: SchemaId,
    /// Its members that are sent, in the document's order.
    pub parts: Vec<FormPart<'a>>,
}

/// A part.
#[derive(Clone, Debug)]
pub struct FormPart<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its schema.
    pub schema: SchemaId,
    /// It must be there.
    pub required: bool,
    /// What `encoding` says of it.
    pub encoding: Option<&'a Encoding>,
}

/// The form that a request body can be sent as: its first `multipart/form-data` with listed parts.
#[must_use]
pub fn form<'a>(api: &'a Api, body: &'a Body) -> Option<Form<'a>> {
    body.contents.iter().find_map(|content| form_of(api, content))
}

/// The form that a content is.
#[must_use]
pub fn form_of<'a>(api: &'a Api, content: &'a Content) -> Option<Form<'a>> {
    if media_class(&content.media_type) != MediaClass::Multipart {
        return None;
    }
    let schema = follow(api, content.schema?).schema;
    let node = api.schemas.get(schema)?;
    let is_object = node.types.is_empty() || node.types.contains(JsonType::Object);
    if !is_object || node.object.properties.is_empty() || !super::alternatives(node).is_empty() {
        return None;
    }
    let part = |name: &'a str, schema: SchemaId| FormPart {
        name,
        schema,
        required: node.object.required.iter().any(|required| **required == *name),
        encoding: content.encoding.iter().find(|(member, _)| **member == *name).map(|(_, encoding)| encoding),
    };
    let sent = node.object.properties.iter().filter(|(_, schema)| !follow(api, **schema).read_only);
    Some(Form { content, schema, parts: sent.map(|(name, schema)| part(name, *schema)).collect() })
}
