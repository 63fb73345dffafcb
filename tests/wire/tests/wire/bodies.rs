//! Bodies of requests on the wire: JSON, forms, parts, bytes and streams.

use std::pin::Pin;
use std::task::{Context, Poll};

use super::server::{DONE, Received, Server, say};
use oasmith_wire::api::api::{AddNoteForm, MergeParams, UploadForm};
use oasmith_wire::api::models::{Delta, Order, Patch, Rgb};
use oasmith_wire::api::{BodiesApi as _, Body, Client, Maybe, Multipart, Part, Stream};

async fn start(answers: &[&str]) -> (Server, Client) {
    let server = Server::start(answers).await;
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

/// So many pieces of 1000 bytes.
struct Pieces(u32);

impl Stream for Pieces {
    type Item = Result<Vec<u8>, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.0 == 0 {
            return Poll::Ready(None);
        }
        self.0 -= 1;
        Poll::Ready(Some(Ok(vec![b'x'; 1000])))
    }
}

/// Head and content of each part.
fn parts(request: &Received) -> Vec<(String, String)> {
    let sent = request.headers("content-type")[0].to_owned();
    let boundary = sent.split_once("boundary=").unwrap().1;
    let text = request.text();
    let inner = text.strip_suffix(&format!("--{boundary}--\r\n")).unwrap();
    let start = format!("--{boundary}\r\n");
    inner
        .split(start.as_str())
        .skip(1)
        .map(|part| {
            let (head, content) = part.strip_suffix("\r\n").unwrap().split_once("\r\n\r\n").unwrap();
            (head.to_owned(), content.to_owned())
        })
        .collect()
}

#[tokio::test]
async fn json_that_is_there_and_json_that_is_not() {
    let (server, client) = start(&[DONE]).await;
    client.json_body(Rgb::new(1, 2, 3)).await.unwrap();
    let request = server.one();
    assert_eq!(
        (request.text().as_str(), request.headers("content-type")),
        ("{\"R\":1,\"G\":2,\"B\":3}", vec!["application/json"])
    );
}

#[tokio::test]
async fn a_patch_tells_absent_from_null_and_is_sent_as_the_caller_says() {
    let (server, client) = start(&[DONE]).await;
    client.merge(Patch::default().name(Maybe::Null), MergeParams::default()).await.unwrap();
    let request = server.one();
    assert_eq!(
        (request.text().as_str(), request.headers("content-type")),
        ("{\"name\":null}", vec!["application/merge-patch+json"])
    );
    client.merge(Patch::default(), MergeParams::default().content_type("application/vnd.other+json")).await.unwrap();
    let request = server.one();
    assert_eq!((request.text().as_str(), request.headers("content-type")), ("{}", vec!["application/vnd.other+json"]));
}

#[tokio::test]
async fn forms_follow_their_encoding() {
    let (server, client) = start(&[DONE]).await;
    let order = Order::default()
        .name("a b&c")
        .tags(vec!["x".to_owned(), "y,z".to_owned()])
        .meta(Delta::new(1))
        .lines(vec![Delta::new(2), Delta::new(3)])
        .plain(vec!["p".to_owned(), "q".to_owned()]);
    client.send_form(order).await.unwrap();
    let request = server.one();
    assert_eq!(request.headers("content-type"), ["application/x-www-form-urlencoded"]);
    let expected = "name=a%20b%26c&tags=x,y%2Cz&meta=%7B%22n%22%3A1%7D&lines%5B0%5D%5Bn%5D=2&lines%5B1%5D%5Bn%5D=3\
                    &plain=p&plain=q";
    assert_eq!(request.text(), expected);
}

#[tokio::test]
async fn parts_are_files_texts_and_json() {
    let (server, client) = start(&[DONE]).await;
    let form = UploadForm::new("a\r\nb")
        .file(b"raw".to_vec())
        .picture(Part::file("p.png", b"\x89PNG".as_slice()).content_type("image/webp"))
        .more(vec![Part::file("1.txt", "one"), Part::new("two")])
        .meta(Delta::new(1))
        .tags(vec!["x".to_owned(), "y".to_owned()]);
    let mut form = form;
    form.picture = Some(Part::file("p.png", "png"));
    form.other = Multipart::new().part("extra", "z");
    client.upload(form).await.unwrap();
    let request = server.one();
    let file = |name: &str, file: &str, media_type: &str| {
        format!("Content-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: {media_type}")
    };
    let text = |name: &str| format!("Content-Disposition: form-data; name=\"{name}\"");
    let expected = [
        (text("title"), "a\r\nb"),
        (file("file", "file", "application/octet-stream"), "raw"),
        (file("picture", "p.png", "image/png"), "png"),
        (file("more", "1.txt", "application/octet-stream"), "one"),
        (file("more", "more", "application/octet-stream"), "two"),
        (format!("{}\r\nContent-Type: application/json", text("meta")), "{\"n\":1}"),
        (text("tags"), "x"),
        (text("tags"), "y"),
        (text("extra"), "z"),
    ];
    assert_eq!(parts(&request), expected.map(|(head, content)| (head, content.to_owned())));
    let length = request.body.len().to_string();
    assert_eq!(request.headers("content-length"), [length.as_str()]);
}

#[tokio::test]
async fn a_stream_in_a_form_is_sent_piece_by_piece_and_once() {
    let busy = say("429 Too Many Requests", "Retry-After: 0\r\n", "");
    let (server, client) = start(&[&busy]).await;
    let form = || UploadForm::new("t");
    // Of known length: the whole form has one.
    client.upload(form().file(Body::sized(50_000, Pieces(50)))).await.unwrap_err();
    let request = server.one();
    assert_eq!(parts(&request)[1].1.len(), 50_000);
    assert_eq!(request.headers("content-length").len(), 1);
    // Of unknown length: chunked.
    client.upload(form().file(Body::stream(Pieces(3)))).await.unwrap_err();
    let request = server.one();
    assert_eq!(parts(&request)[1].1.len(), 3000);
    assert_eq!(request.headers("transfer-encoding"), ["chunked"]);
    // Bytes can be sent again, and a 429 says that nothing was done.
    let (server, client) = start(&[&busy, DONE]).await;
    client.upload(form().file(b"raw".to_vec())).await.unwrap();
    let both: Vec<_> = server.take().iter().map(parts).collect();
    assert_eq!(both.len(), 2);
    assert_eq!(both[0], both[1]);
}

#[tokio::test]
async fn bytes_text_xml_and_other_parts() {
    let (server, client) = start(&[DONE]).await;
    client.put_bytes(Body::sized(2000, Pieces(2))).await.unwrap();
    let request = server.one();
    assert_eq!((request.body.len(), request.headers("content-length")), (2000, vec!["2000"]));
    assert_eq!(request.headers("content-type"), ["application/octet-stream"]);
    client.put_text("é".to_owned()).await.unwrap();
    let request = server.one();
    assert_eq!((request.text().as_str(), request.headers("content-type")), ("é", vec!["text/plain"]));
    client.put_xml("<a/>".into()).await.unwrap();
    let request = server.one();
    assert_eq!((request.text().as_str(), request.headers("content-type")), ("<a/>", vec!["application/xml"]));
    client.put_mixed(Multipart::new().part("", Part::json(&1_i64))).await.unwrap();
    let request = server.one();
    assert!(request.headers("content-type")[0].starts_with("multipart/mixed; boundary="));
    assert_eq!(parts(&request), [("Content-Type: application/json".to_owned(), "1".to_owned())]);
}

#[tokio::test]
async fn a_second_media_type_has_a_method() {
    let (server, client) = start(&[DONE]).await;
    client.add_note(None).await.unwrap();
    let request = server.one();
    assert!(request.body.is_empty() && request.headers("content-type").is_empty(), "absent, and not `null`");
    client.add_note_multipart(AddNoteForm::default().file("x")).await.unwrap();
    assert_eq!(parts(&server.one())[0].1, "x");
}
