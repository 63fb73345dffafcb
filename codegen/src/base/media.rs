//! The part of a media type that says what it is (RFC 9110, section 8.3.1).
//!
//! Takes a media type as it is written, gives its essence. Must not know what any of them means.

/// The media type without its parameters, in lower case.
#[must_use]
pub fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
