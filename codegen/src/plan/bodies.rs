//! Bodies: which media type is used, and how it is written or read.
//!
//! Takes the contents of a request or a response, gives one [`Chosen`]. Must not look at statuses or at `required`.

use super::Context;
use super::ir::{BodyKind, Ty};
use crate::model::{Content, Direction, Kind, SchemaId, TextKind, Use};

/// The media type that is used.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    pub(super) kind: BodyKind,
    pub(super) ty: Ty,
    pub(super) media_type: Box<str>,
    /// Its shape, when it has a typed form.
    pub(super) shape: Option<Use>,
    /// Media types that the document has beside it.
    pub(super) others: Vec<Box<str>>,
}

/// How much is understood of a media type, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Json,
    JsonSuffix,
    Wildcard,
    Form,
    Text,
    Bytes,
    Multipart,
}

/// Why there is none that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unusable {
    /// Only `multipart/form-data` is declared for a request.
    Multipart,
}

/// The content to use: JSON before forms, text and bytes (RFC 9110, section 8.3; RFC 6839, section 3.1 for `+json`).
///
/// Gives nothing when there is no content at all.
pub(super) fn choose(
    context: &Context<'_>,
    contents: &[Content],
    direction: Direction,
) -> Result<Option<Chosen>, Unusable> {
    let best = contents.iter().map(|content| (class(&content.media_type), content)).min_by_key(|(class, _)| *class);
    let Some((class, content)) = best else { return Ok(None) };
    if class == Class::Multipart && direction == Direction::Request {
        return Err(Unusable::Multipart);
    }
    let shape = content.schema.and_then(|schema| context.shapes.of(schema, direction));
    let kind = match kind(context, class, content.schema, shape, direction) {
        BodyKind::Bytes if direction == Direction::Request => BodyKind::Stream,
        kind => kind,
    };
    let (kind, shape) = if matches!(kind, BodyKind::Json | BodyKind::Form) { (kind, shape) } else { (kind, None) };
    let ty = match kind {
        BodyKind::Json | BodyKind::Form => shape.map_or(Ty::VALUE, |shape| context.types.of(shape)),
        BodyKind::Text => Ty::String,
        BodyKind::Bytes => Ty::BYTES,
        BodyKind::Stream => Ty::BODY,
        BodyKind::Empty => Ty::Unit,
    };
    let others =
        contents.iter().filter(|other| other.origin != content.origin).map(|other| other.media_type.clone()).collect();
    let media_type = if class == Class::Wildcard { concrete(kind).into() } else { content.media_type.trim().into() };
    Ok(Some(Chosen { kind, ty, media_type, shape, others }))
}

fn kind(
    context: &Context<'_>,
    class: Class,
    schema: Option<SchemaId>,
    shape: Option<Use>,
    direction: Direction,
) -> BodyKind {
    let of = shape.and_then(|place| context.shapes.arena.get(place.shape)).map(|shape| &shape.kind);
    let is_binary = matches!(of, Some(Kind::Text(TextKind::Binary)));
    match class {
        Class::Json | Class::JsonSuffix if is_binary => BodyKind::Bytes,
        Class::Json | Class::JsonSuffix => BodyKind::Json,
        Class::Wildcard => match of {
            None | Some(Kind::Text(TextKind::Binary)) => BodyKind::Bytes,
            Some(Kind::Text(_)) => BodyKind::Text,
            Some(_) if schema.is_some() => BodyKind::Json,
            Some(_) => BodyKind::Bytes,
        },
        Class::Form if direction == Direction::Request => BodyKind::Form,
        Class::Text if is_binary => BodyKind::Bytes,
        Class::Text => BodyKind::Text,
        Class::Form | Class::Bytes | Class::Multipart => BodyKind::Bytes,
    }
}

/// What is sent where the document allows every media type.
const fn concrete(kind: BodyKind) -> &'static str {
    match kind {
        BodyKind::Json => "application/json",
        BodyKind::Form => "application/x-www-form-urlencoded",
        BodyKind::Text => "text/plain",
        BodyKind::Bytes | BodyKind::Stream | BodyKind::Empty => "application/octet-stream",
    }
}

fn class(media_type: &str) -> Class {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (main, sub) = essence.split_once('/').unwrap_or((essence.as_str(), ""));
    match (main, sub) {
        ("application" | "text", "json") => Class::Json,
        // Many values one after the other are no JSON text.
        (_, "event-stream" | "jsonl" | "x-ndjson" | "ndjson" | "json-seq" | "x-jsonlines" | "jsonlines") => {
            Class::Bytes
        }
        (_, sub) if sub.ends_with("+json-seq") => Class::Bytes,
        (_, sub) if sub.ends_with("+json") => Class::JsonSuffix,
        ("application", "*") | ("*", _) => Class::Wildcard,
        ("application", "x-www-form-urlencoded") => Class::Form,
        ("multipart", _) => Class::Multipart,
        ("text", "xml") => Class::Bytes,
        ("text", _) => Class::Text,
        _ => Class::Bytes,
    }
}

impl Chosen {
    /// A success of bytes is handed over as it comes. XML is a document: it is of use as a whole.
    pub(super) fn streamed(mut self) -> Self {
        if self.kind == BodyKind::Bytes && !self.media_type.contains("xml") {
            self.kind = BodyKind::Stream;
            self.ty = Ty::BODY;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_understood_without_their_parameters() {
        assert_eq!(class("application/json; charset=utf-8"), Class::Json);
        assert_eq!(class("Application/Problem+JSON"), Class::JsonSuffix);
        assert_eq!(class("*/*"), Class::Wildcard);
        assert_eq!(class("text/event-stream"), Class::Bytes);
        assert_eq!(class("text/csv"), Class::Text);
        assert_eq!(class("multipart/form-data"), Class::Multipart);
        assert_eq!(class("image/png"), Class::Bytes);
        assert_eq!(class(""), Class::Bytes);
    }
}
