//! Bodies: which media type is used, and how it is written or read.
//!
//! Takes the contents of a request or a response, gives one [`Chosen`], and what else is worth a method of its own. Must not look at
//! `required`.

use super::Context;
use super::ir::{BodyKind, Ty};
use crate::analyze::{MediaClass, alternatives, follow, form_of, media_class, media_word};
use crate::base::{NodeId, OrderedSet, essence};
use crate::model::{Content, Direction, JsonType, Kind, Operation, SchemaId, SpecVersion, TextKind, Use};

/// The media type that is used.
#[derive(Clone, Debug)]
pub(super) struct Chosen<'a> {
    pub(super) content: &'a Content,
    pub(super) kind: BodyKind,
    pub(super) ty: Ty,
    pub(super) media_type: Box<str>,
    /// Its shape, when it has a typed form.
    pub(super) shape: Option<Use>,
}

/// The content that the plain method uses: JSON before forms, text and bytes (RFC 9110, section 8.3; RFC 6839, section 3.1 for
/// `+json`); the first of equals.
pub(super) fn pick(contents: &[Content]) -> Option<&Content> {
    contents.iter().min_by_key(|content| media_class(&content.media_type))
}

/// The content to use: the first that `word` means, else the best.
///
/// Gives nothing when there is no content at all.
pub(super) fn choose<'a>(
    context: &Context<'_>,
    contents: &'a [Content],
    direction: Direction,
    word: Option<&str>,
) -> Option<Chosen<'a>> {
    let wanted = word.and_then(|word| contents.iter().find(|content| media_word(&content.media_type) == word));
    let content = wanted.or_else(|| pick(contents))?;
    let class = media_class(&content.media_type);
    let schema =
        if matches!(class, MediaClass::Events | MediaClass::Items) { item(context, content) } else { content.schema };
    let shape = schema.and_then(|schema| context.shapes.of(schema, direction));
    let kind = kind(context, class, schema, shape, direction);
    let typed = matches!(kind, BodyKind::Json | BodyKind::Form | BodyKind::Events | BodyKind::Items);
    let shape = shape.filter(|_| typed);
    let value = || shape.map_or(Ty::VALUE, |shape| context.types.of(shape));
    let ty = match kind {
        BodyKind::Json | BodyKind::Form => value(),
        BodyKind::Multipart => Ty::Runtime("Multipart"),
        BodyKind::Text => Ty::String,
        BodyKind::Bytes => Ty::BYTES,
        BodyKind::Stream => Ty::BODY,
        BodyKind::Events => Ty::Events(Box::new(value())),
        BodyKind::TextEvents => Ty::Events(Box::new(Ty::String)),
        BodyKind::Items => Ty::Items(Box::new(value())),
        BodyKind::Empty => Ty::Unit,
    };
    // No body has a range for its type (RFC 9110, section 8.3).
    let is_range = class == MediaClass::Wildcard
        || (direction == Direction::Request && essence(&content.media_type).contains('*'));
    let media_type = if is_range { concrete(kind).into() } else { content.media_type.trim().into() };
    Some(Chosen { content, kind, ty, media_type, shape })
}

/// What one element of a stream is: `itemSchema` (3.2), else the schema, or the items of the list that it is. An item of events that
/// describes the whole event is about its member `data`.
fn item(context: &Context<'_>, content: &Content) -> Option<SchemaId> {
    let Some(schema) = content.item_schema else {
        let schema = content.schema?;
        let node = context.resolved(schema)?;
        return Some(if node.types.single() == Some(JsonType::Array) { node.array.items? } else { schema });
    };
    let node = context.resolved(schema)?;
    let is_event = media_class(&content.media_type) == MediaClass::Events
        && node.object.properties.keys().all(|name| ["data", "event", "id", "retry"].contains(&&**name));
    Some(node.object.properties.get("data").copied().filter(|_| is_event).unwrap_or(schema))
}

fn kind(
    context: &Context<'_>,
    class: MediaClass,
    schema: Option<SchemaId>,
    shape: Option<Use>,
    direction: Direction,
) -> BodyKind {
    let sent = direction == Direction::Request;
    let bytes = if sent { BodyKind::Stream } else { BodyKind::Bytes };
    let of = shape.and_then(|place| context.shapes.arena.get(place.shape)).map(|shape| &shape.kind);
    let is_binary = matches!(of, Some(Kind::Text(TextKind::Binary)));
    match class {
        MediaClass::Json | MediaClass::JsonSuffix if is_binary => bytes,
        MediaClass::Json | MediaClass::JsonSuffix => BodyKind::Json,
        MediaClass::Wildcard => match of {
            None | Some(Kind::Text(TextKind::Binary)) => bytes,
            Some(Kind::Text(_)) => BodyKind::Text,
            Some(_) if schema.is_some() => BodyKind::Json,
            Some(_) => bytes,
        },
        MediaClass::Form if sent => BodyKind::Form,
        MediaClass::Multipart if sent => BodyKind::Multipart,
        MediaClass::Text if is_binary => bytes,
        MediaClass::Text => BodyKind::Text,
        MediaClass::Events if !sent && matches!(of, None | Some(Kind::Text(_) | Kind::Any)) => BodyKind::TextEvents,
        MediaClass::Events if !sent => BodyKind::Events,
        MediaClass::Items if !sent && !is_binary => BodyKind::Items,
        _ => bytes,
    }
}

/// What is sent where the document allows a range of media types.
const fn concrete(kind: BodyKind) -> &'static str {
    match kind {
        BodyKind::Json => "application/json",
        BodyKind::Form => "application/x-www-form-urlencoded",
        BodyKind::Multipart => "multipart/form-data",
        BodyKind::Text => "text/plain",
        BodyKind::Events | BodyKind::TextEvents => "text/event-stream",
        BodyKind::Items => "application/x-ndjson",
        BodyKind::Bytes | BodyKind::Stream | BodyKind::Empty => "application/octet-stream",
    }
}

impl Chosen<'_> {
    /// Of a success: bytes are handed over as they come. XML is a document, which is of use as a whole.
    pub(super) fn of_success(mut self) -> Self {
        if self.kind == BodyKind::Bytes && media_class(&self.media_type) != MediaClass::Xml {
            self.kind = BodyKind::Stream;
            self.ty = Ty::BODY;
        }
        self
    }

    /// Of an error: it is read as a whole, whatever it is.
    pub(super) fn of_failure(mut self) -> Self {
        if matches!(self.kind, BodyKind::Events | BodyKind::TextEvents | BodyKind::Items) {
            self.kind = BodyKind::Bytes;
            self.ty = Ty::BYTES;
        }
        self
    }
}

/// What an operation's media types come to, beside those of the plain method.
#[derive(Clone, Debug, Default)]
pub(super) struct Media {
    /// Words of media types that have a method of their own (`analyze::media_word`), for the body and for what is asked for.
    pub(super) sent: OrderedSet<String>,
    pub(super) asked: OrderedSet<String>,
    /// Media types of the plain method's body that carry the same JSON value: the caller can choose.
    pub(super) same_json: Vec<Box<str>>,
    /// Media types without an effect: where, the one that is used, the others.
    pub(super) unused: Vec<(NodeId, Box<str>, Vec<Box<str>>)>,
}

/// Sorts the media types of an operation. A second one has a method of its own when it carries something else: files beside JSON,
/// events beside a whole answer, another schema. One that only writes the same value in another way has not.
pub(super) fn plan_media(context: &Context<'_>, operation: &Operation) -> Media {
    let mut media = Media::default();
    if let Some(body) = &operation.body
        && let Some(main) = pick(&body.contents)
    {
        let mut unused = Vec::new();
        for other in body.contents.iter().filter(|other| other.origin != main.origin) {
            if is_json(main) && is_json_text(other) && is_same(context, main, other, Direction::Request) {
                media.same_json.push(other.media_type.trim().into());
            } else if differs(context, main, other, Direction::Request) {
                media.sent.insert(media_word(&other.media_type));
            } else if !is_same_value(context, main, other, Direction::Request) {
                unused.push(other.media_type.clone());
            }
        }
        if !media.same_json.is_empty() {
            media.same_json.insert(0, main.media_type.trim().into());
        }
        media.unused.extend((!unused.is_empty()).then(|| (body.origin, main.media_type.clone(), unused)));
    }
    for response in &operation.responses {
        let Some(main) = pick(&response.contents) else { continue };
        let mut unused = Vec::new();
        for other in response.contents.iter().filter(|other| other.origin != main.origin) {
            if response.status.is_success() && differs(context, main, other, Direction::Response) {
                media.asked.insert(media_word(&other.media_type));
            } else if !response.status.is_success() && is_other_fault(context, main, other) {
                // It has a variant of its own.
            } else if !is_same_value(context, main, other, Direction::Response) {
                unused.push(other.media_type.clone());
            }
        }
        media.unused.extend((!unused.is_empty()).then(|| (response.origin, main.media_type.clone(), unused)));
    }
    media
}

/// Whether an error with the content `other` can be told from one with `main`, and has to be: JSON of another type, or text beside
/// JSON.
pub(super) fn is_other_fault(context: &Context<'_>, main: &Content, other: &Content) -> bool {
    let is_typed = match media_class(&other.media_type) {
        MediaClass::Text => true,
        _ => is_json(other) && other.schema.is_some(),
    };
    is_typed
        && is_json(main)
        && essence(&main.media_type) != essence(&other.media_type)
        && differs(context, main, other, Direction::Response)
}

fn is_json(content: &Content) -> bool {
    matches!(media_class(&content.media_type), MediaClass::Json | MediaClass::JsonSuffix)
}

/// JSON, and YAML, of which JSON is a part.
fn is_json_text(content: &Content) -> bool {
    is_json(content) || essence(&content.media_type).ends_with("yaml")
}

/// Whether `other` writes the JSON value of `main` in another way: as text, XML, a form, or by another name. Nothing is lost without it.
fn is_same_value(context: &Context<'_>, main: &Content, other: &Content, direction: Direction) -> bool {
    is_json(main) && (is_json(other) || other.schema.is_some()) && is_same(context, main, other, direction)
}

fn is_same(context: &Context<'_>, one: &Content, other: &Content, direction: Direction) -> bool {
    let shape = |content: &Content| content.schema.and_then(|schema| context.shapes.of(schema, direction));
    match (one.schema, other.schema) {
        (None, None) => true,
        (Some(a), Some(b)) if follow(context.api, a).schema == follow(context.api, b).schema => true,
        _ => shape(one).is_some() && shape(one) == shape(other),
    }
}

/// Whether `other` carries what `main` cannot.
fn differs(context: &Context<'_>, main: &Content, other: &Content, direction: Direction) -> bool {
    if media_word(&main.media_type) == media_word(&other.media_type) && !is_json(other) {
        return false;
    }
    match media_class(&other.media_type) {
        MediaClass::Events | MediaClass::Items => direction == Direction::Response,
        MediaClass::Multipart => direction == Direction::Request && !is_plain_form(context, main, other),
        MediaClass::Xml | MediaClass::Wildcard => false,
        MediaClass::Text if essence(&other.media_type) == "text/html" => false,
        // Text or bytes without a schema say nothing but their media type.
        MediaClass::Text | MediaClass::Bytes => !is_same(context, main, other, direction) || other.schema.is_none(),
        MediaClass::Form if direction == Direction::Response => false,
        MediaClass::Json | MediaClass::JsonSuffix | MediaClass::Form => {
            let form = form_of(context.api, main);
            match form.and_then(|form| Some((form.schema, follow(context.api, other.schema?).schema))) {
                Some((form, other)) => form != other,
                None => !is_same(context, main, other, direction),
            }
        }
    }
}

/// Whether a form is the object of `main` once more, without a file in it.
fn is_plain_form(context: &Context<'_>, main: &Content, other: &Content) -> bool {
    let (Some(form), Some(main)) = (form_of(context.api, other), main.schema.and_then(|main| context.resolved(main)))
    else {
        return false;
    };
    let same = form.parts.iter().all(|part| main.object.properties.contains_key(part.name));
    same && !form.parts.iter().any(|part| is_file(context, part.schema))
}

/// Whether a part of a form can be a list.
pub(super) fn is_list(context: &Context<'_>, schema: SchemaId) -> bool {
    let Some(node) = context.resolved(schema) else { return false };
    let lists = |schema: &SchemaId| context.resolved(*schema).is_some_and(|node| node.array.items.is_some());
    node.array.items.is_some() || alternatives(node).iter().any(lists)
}

/// Whether a part of a form is bytes: `format: binary`, a `contentMediaType` without an encoding, and in 3.1 no type at all; a list of
/// such, too.
pub(super) fn is_file(context: &Context<'_>, schema: SchemaId) -> bool {
    let Some(node) = context.resolved(schema) else { return false };
    let alternatives = alternatives(node);
    if !alternatives.is_empty() {
        return alternatives.iter().all(|one| context.resolved(*one).is_some() && is_file(context, *one));
    }
    if let Some(items) = node.array.items {
        let item = context.resolved(items);
        return item.is_some_and(|item| item.array.items.is_none()) && is_file(context, items);
    }
    let is_untyped = node.types.is_empty() && node.enumeration.is_none() && node.object.properties.is_empty();
    match node.types.single() {
        Some(JsonType::String) => {
            node.format.as_deref() == Some("binary")
                || (node.string.content_media_type.is_some() && node.string.content_encoding.is_none())
        }
        _ => is_untyped && (node.format.as_deref() == Some("binary") || context.api.version != SpecVersion::V3_0),
    }
}
