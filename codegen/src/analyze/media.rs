//! Media types: how a body is written or read, and what tells one from another (RFC 9110, section 8.3; RFC 6839).
//!
//! Takes a media type as the document writes it, gives its class. Must not look at schemas.

use crate::base::essence;

/// How much is understood of a media type, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MediaClass {
    /// `application/json`
    Json,
    /// `application/problem+json`
    JsonSuffix,
    /// `application/*`, `*/*`
    Wildcard,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data` and its kind
    Multipart,
    /// `text/plain`, `text/csv`
    Text,
    /// `text/event-stream`
    Events,
    /// One JSON value after the other: a line each, or RFC 7464.
    Items,
    /// `application/xml`, `image/svg+xml`
    Xml,
    /// Anything else.
    Bytes,
}

/// The class of a media type.
#[must_use]
pub fn media_class(media_type: &str) -> MediaClass {
    let essence = essence(media_type);
    let (main, sub) = essence.split_once('/').unwrap_or((essence.as_str(), ""));
    match (main, sub) {
        ("application" | "text", "json") => MediaClass::Json,
        (_, "event-stream") => MediaClass::Events,
        (_, "jsonl" | "x-ndjson" | "ndjson" | "json-seq" | "x-jsonlines" | "jsonlines" | "x-json-stream") => {
            MediaClass::Items
        }
        (_, sub) if sub.ends_with("+json-seq") => MediaClass::Items,
        (_, sub) if sub.ends_with("+json") => MediaClass::JsonSuffix,
        ("application", "*") | ("*", _) => MediaClass::Wildcard,
        ("application", "x-www-form-urlencoded") => MediaClass::Form,
        ("multipart", _) => MediaClass::Multipart,
        (_, "xml") => MediaClass::Xml,
        (_, sub) if sub.ends_with("+xml") => MediaClass::Xml,
        ("text", _) => MediaClass::Text,
        _ => MediaClass::Bytes,
    }
}

/// The word that a method of this media type has behind its name, where another media type has the plain one.
#[must_use]
pub fn media_word(media_type: &str) -> String {
    match media_class(media_type) {
        MediaClass::Json => "json".to_owned(),
        MediaClass::JsonSuffix => {
            let essence = essence(media_type);
            let sub = essence.split_once('/').map_or(essence.as_str(), |(_, sub)| sub);
            sub.trim_end_matches("+json").trim_start_matches("vnd.").to_owned()
        }
        MediaClass::Form => "form".to_owned(),
        MediaClass::Multipart => "multipart".to_owned(),
        MediaClass::Text => "text".to_owned(),
        MediaClass::Events | MediaClass::Items => "stream".to_owned(),
        MediaClass::Xml => "xml".to_owned(),
        MediaClass::Wildcard | MediaClass::Bytes => "bytes".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_understood_without_their_parameters() {
        let rows = [
            ("application/json; charset=utf-8", MediaClass::Json, "json"),
            ("Application/Problem+JSON", MediaClass::JsonSuffix, "problem"),
            ("application/vnd.github.v3.star+json", MediaClass::JsonSuffix, "github.v3.star"),
            ("*/*", MediaClass::Wildcard, "bytes"),
            ("text/event-stream", MediaClass::Events, "stream"),
            ("application/x-ndjson", MediaClass::Items, "stream"),
            ("application/geo+json-seq", MediaClass::Items, "stream"),
            ("text/csv", MediaClass::Text, "text"),
            ("text/xml", MediaClass::Xml, "xml"),
            ("image/svg+xml", MediaClass::Xml, "xml"),
            ("multipart/form-data", MediaClass::Multipart, "multipart"),
            ("image/png", MediaClass::Bytes, "bytes"),
            ("", MediaClass::Bytes, "bytes"),
        ];
        for (media_type, class, word) in rows {
            assert_eq!((media_class(media_type), &*media_word(media_type)), (class, word), "{media_type}");
        }
    }
}
