//! Parts as they are on the wire.

use http::Method;

use super::{Multipart, Part};
use crate::body::Body;
use crate::fake::now;
use crate::json::{Value, from_str};
use crate::operation::Operation;
use crate::request::Request;
use crate::style::Style;

static UPLOAD: Operation = Operation::new("upload", Method::POST, "/");

fn value(text: &str) -> Value {
    from_str(text).unwrap()
}

/// The body with `B` for the boundary.
fn written(media_type: &str, parts: Multipart) -> String {
    let mut request = Request::new(&UPLOAD);
    request.multipart(media_type, parts);
    let sent = request.0.headers["content-type"].to_str().unwrap().to_owned();
    let (start, boundary) = sent.split_once("; boundary=").unwrap();
    assert_eq!(start, media_type);
    let Request(_, body) = request;
    String::from_utf8(now(body.bytes()).unwrap().to_vec()).unwrap().replace(boundary, "B")
}

#[test]
fn values_are_parts_by_their_type() {
    let mut parts = Multipart::new();
    parts.value("text", &"a b");
    parts.value("number", &value("1.50"));
    parts.value("list", &value("[1, null, {\"x\": 2}, [3]]"));
    parts.value("none", &value("null"));
    parts.value_as("meta", "application/vnd.x+json", &value("{\"y\":true}"));
    parts.styled("deep", Style::DEEP_OBJECT, &value("{\"a\": {\"b\": 1}}"));
    let expected = "--B\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\na b\r\n\
         --B\r\nContent-Disposition: form-data; name=\"number\"\r\n\r\n1.50\r\n\
         --B\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\n1\r\n\
         --B\r\nContent-Disposition: form-data; name=\"list\"\r\nContent-Type: application/json\r\n\r\n{\"x\":2}\r\n\
         --B\r\nContent-Disposition: form-data; name=\"list\"\r\nContent-Type: application/json\r\n\r\n[3]\r\n\
         --B\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/vnd.x+json\r\n\r\n{\"y\":true}\r\n\
         --B\r\nContent-Disposition: form-data; name=\"deep[a][b]\"\r\n\r\n1\r\n--B--\r\n";
    assert_eq!(written("multipart/form-data", parts), expected);
}

#[test]
fn files_have_a_name_and_a_type() {
    let mut parts = Multipart::new().part("note", "é");
    parts.files("file", "application/octet-stream", [Part::new("x")]);
    parts.files("file", "image/png", Some(Part::file("a\"b\r\n.png", "y").header("x-rate", "1")));
    parts.files("file", "image/png", None);
    let expected = "--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\né\r\n\
         --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\
         Content-Type: application/octet-stream\r\n\r\nx\r\n\
         --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0A.png\"\r\n\
         X-Rate: 1\r\nContent-Type: image/png\r\n\r\ny\r\n--B--\r\n";
    assert_eq!(written("multipart/form-data", parts), expected);
}

#[test]
fn parts_of_other_multipart_types_have_no_names() {
    let parts = Multipart::new().part("ignored", Part::json(&1_i64)).part("", Part::new("x").content_type("text/csv"));
    let expected =
        "--B\r\nContent-Type: application/json\r\n\r\n1\r\n--B\r\nContent-Type: text/csv\r\n\r\nx\r\n--B--\r\n";
    assert_eq!(written("multipart/mixed", parts), expected);
    assert_eq!(written("multipart/form-data", Multipart::new()), "--B--\r\n");
}

#[test]
fn a_form_of_bytes_can_be_sent_again() {
    let large = vec![b'x'; 100_000];
    let mut request = Request::new(&UPLOAD);
    request.multipart("multipart/form-data", Multipart::new().part("file", large.clone()).part("more", "y"));
    let length = request.1.length();
    let copy = request.1.try_clone().unwrap();
    let bytes = now(copy.bytes()).unwrap();
    assert_eq!(Some(bytes.len() as u64), length);
    assert!(bytes.windows(large.len()).any(|window| window == large));
}

#[test]
fn a_form_with_a_stream_is_sent_once() {
    let mut request = Request::new(&UPLOAD);
    let stream = Body::from_http(Body::from("abc"));
    request.multipart("multipart/form-data", Multipart::new().part("file", stream));
    assert!(request.1.try_clone().is_none());
    assert!(request.1.length().is_some());
}

#[test]
fn a_header_that_cannot_be_sent_fails_the_call() {
    let mut request = Request::new(&UPLOAD);
    request.multipart("multipart/form-data", Multipart::new().part("file", Part::new("x").header("a", "b\nc")));
    assert_eq!(request.0.problem, Some(crate::error::RequestErrorKind::Header("a".to_owned())));
}
