//! Random inputs for all that reads and writes text of the wire, against readings of their own that share no code with it.
//!
//! `OASMITH_RUNS=1000000` says how many inputs each test gets (with `--release`), `OASMITH_SEED` from where they start; without them
//! it is a few thousand, always the same.

use std::fmt::Write as _;
use std::time::Duration;

use fastrand::Rng;
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use crate::body::Body;
use crate::events::{Event, Events};
use crate::fake::now;
use crate::headers::{header, header_list};
use crate::json::{Base64, Value, from_slice, to_string};
use crate::multipart::{Multipart, Part};
use crate::operation::Operation;
use crate::request::Request;
use crate::response::Streamed;
use crate::style::{Place, Style, write};
use crate::{paging, percent, rate_limit};

/// Calls `test` with random numbers, as often as was asked for.
fn each(test: impl Fn(&mut Rng)) {
    let number =
        |name: &str, default: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    let (runs, seed) = (number("OASMITH_RUNS", 3000), number("OASMITH_SEED", 1));
    for run in 0..runs {
        // Each run has a seed of its own, so that one that fails is repeated alone.
        test(&mut Rng::with_seed(seed.wrapping_mul(1 << 40).wrapping_add(run)));
    }
}

/// A text of pieces that mean something to some format.
fn text(random: &mut Rng) -> String {
    const PIECES: &[&str] = &[
        "a",
        "b",
        "é",
        "\u{1f600}",
        " ",
        "\t",
        "%",
        "%2",
        "%2F",
        "%zz",
        "&",
        "=",
        "+",
        "#",
        "[",
        "]",
        "/",
        "?",
        ";",
        ",",
        "|",
        ".",
        "..",
        "\"",
        "\\",
        "'",
        "<",
        ">",
        "\r",
        "\n",
        "\r\n",
        "\0",
        ":",
        "0",
        "1",
        "-",
        "data",
        "id",
        "rel=\"next\"",
        "{",
        "}",
        "null",
        "\u{feff}",
        "--",
        "~",
        "\u{7f}",
        "\u{85}",
    ];
    let count = random.usize(..8);
    (0..count).map(|_| PIECES.get(random.usize(..PIECES.len())).copied().unwrap_or_default()).collect()
}

/// RFC 3986, section 2.1, read backwards.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[test]
fn what_is_encoded_is_decoded_to_itself_and_splits_nothing() {
    each(|random| {
        let text = text(random);
        let mut strict = String::new();
        percent::push(&mut strict, &text, false);
        assert!(strict.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)), "{text:?}: {strict}");
        assert_eq!(decoded(&strict).as_deref(), Some(&*text));
        let mut kept = String::new();
        percent::push(&mut kept, &text, true);
        assert!(
            !kept.contains(['#', '[', ']', '&', '+', ' ', '"', '\r', '\n', '\0']) && kept.is_ascii(),
            "{text:?}: {kept}"
        );
        // Encoded once more, nothing changes: each triplet is one already.
        let mut again = String::new();
        percent::push(&mut again, &kept, true);
        assert_eq!(again, kept);
    });
}

/// Of `text`, what a reader of a query makes: pairs, both sides decoded.
fn pairs(query: &str) -> Option<Vec<(String, String)>> {
    query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| Some((decoded(name)?, decoded(value)?)))
        .collect()
}

#[test]
fn styles_are_read_back() {
    each(|random| {
        let name = text(random);
        let items: Vec<String> = (0..random.usize(1..4)).map(|_| text(random)).collect();
        let list = Value::Array(items.iter().cloned().map(Value::from).collect());
        let written = write(Style::FORM, Place::Query, &name, &list).unwrap_or_default();
        let expected: Vec<_> = items.iter().map(|item| (name.clone(), item.clone())).collect();
        assert_eq!(pairs(&written), Some(expected), "{written}");
        // Joined lists: the items are apart, because what joins them is encoded inside of them.
        for (style, place, start, joined) in [
            (Style::SIMPLE, Place::Path, String::new(), ","),
            (Style::LABEL, Place::Path, ".".to_owned(), ","),
            (Style::PIPE_DELIMITED, Place::Query, format!("{}=", encoded(&name)), "%7C"),
            (Style::SPACE_DELIMITED, Place::Query, format!("{}=", encoded(&name)), "%20"),
        ] {
            let written = write(style, place, &name, &list).unwrap_or_default();
            let whole = written.strip_prefix(&start).unwrap_or_else(|| panic!("{written} without {start}"));
            if joined == "," {
                let read: Option<Vec<String>> = whole.split(',').map(decoded).collect();
                assert_eq!(read.as_ref(), Some(&items), "{written}");
            } else {
                assert_eq!(whole, items.iter().map(|item| encoded(item)).collect::<Vec<_>>().join(joined));
            }
            assert!(!written.contains(['/', '?', '#', '&', ' ']), "{written}");
        }
        let scalar = Value::from(items.first().cloned().unwrap_or_default());
        let cookie = write(Style::FORM, Place::Cookie, &name, &scalar).unwrap_or_default();
        assert!(!cookie.contains([';', ',', ' ', '"', '\r', '\n', '\0']), "{cookie}");
    });
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The section "Interpreting an event stream" of HTML, line by line, over the whole text at once. Unlike it, an event that the end
/// of the stream ends counts, too.
fn reference(text: &str) -> Vec<(String, Option<String>, Option<String>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<&str> = text.split('\n').collect();
    lines.push("");
    let (mut data, mut event, mut id) = (None::<String>, None::<String>, None::<String>);
    let mut found = Vec::new();
    for line in lines {
        if line.is_empty() {
            let name = event.take().filter(|name: &String| !name.is_empty());
            if let Some(data) = data.take() {
                found.push((data, name, id.clone()));
            }
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => data = Some(data.map_or_else(|| value.to_owned(), |before| format!("{before}\n{value}"))),
            "event" => event = Some(value.to_owned()),
            "id" if !value.contains('\0') => id = Some(value.to_owned()).filter(|id| !id.is_empty()),
            _ => {}
        }
    }
    found
}

#[test]
fn events_are_those_of_another_reading_however_they_are_cut() {
    const LINES: &[&str] = &[
        "data",
        "data:",
        "data: ",
        "event:",
        "id:",
        "retry:",
        ":",
        "\u{feff}",
        "x:",
        "data: data:",
        " data:",
        "id: \0",
    ];
    each(|random| {
        let mut stream = String::new();
        for _ in 0..random.usize(..12) {
            stream.push_str(LINES.get(random.usize(..LINES.len())).copied().unwrap_or_default());
            if random.bool() {
                stream.push_str(&text(random));
            }
            stream.push_str(["\n", "\r", "\r\n", "\n\n", ""].get(random.usize(..5)).copied().unwrap_or_default());
        }
        let mut pieces = Vec::new();
        let mut rest = stream.as_bytes();
        while !rest.is_empty() {
            let (piece, tail) = rest.split_at(random.usize(1..=rest.len().min(9)));
            pieces.push(Body::from(piece.to_vec()));
            rest = tail;
        }
        let mut events: Events<String> = Events::text(Streamed { body: Body::chain(pieces), resume: None });
        let mut found = Vec::new();
        while let Some(Ok(Event { data, event, id, .. })) = now(events.next()) {
            found.push((data, event, id));
        }
        assert_eq!(found, reference(&stream), "{stream:?}");
    });
}

/// RFC 2046, section 5.1.1: the parts between the boundaries, each as head and content.
fn parts<'a>(body: &'a str, boundary: &str) -> Vec<(&'a str, &'a str)> {
    let inner = body
        .strip_prefix(&format!("--{boundary}\r\n"))
        .and_then(|body| body.strip_suffix(&format!("\r\n--{boundary}--\r\n")));
    let Some(inner) = inner else { return Vec::new() };
    inner.split(&format!("\r\n--{boundary}\r\n")).filter_map(|part| part.split_once("\r\n\r\n")).collect()
}

#[test]
fn parts_are_read_back_and_no_name_makes_another_one() {
    static UPLOAD: Operation = Operation::new("upload", Method::POST, "/");
    each(|random| {
        let count = random.usize(1..4);
        let given: Vec<(String, String, String)> =
            (0..count).map(|_| (text(random), text(random), text(random))).collect();
        let mut form = Multipart::new();
        for (name, file, content) in &given {
            form = form.part(name, Part::file(file, content.clone()));
        }
        let mut request = Request::new(&UPLOAD);
        request.multipart("multipart/form-data", form);
        let sent =
            request.0.headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let boundary = sent.split_once("boundary=").map_or("", |(_, boundary)| boundary);
        let Request(_, body) = request;
        let body = now(body.bytes()).unwrap_or_default();
        let body = String::from_utf8_lossy(&body);
        let read = parts(&body, boundary);
        assert_eq!(read.len(), given.len(), "{body:?}");
        let quoted = |text: &str| text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
        for ((head, content), (name, file, expected)) in read.into_iter().zip(&given) {
            assert_eq!(content, expected);
            let line =
                format!("Content-Disposition: form-data; name=\"{}\"; filename=\"{}\"", quoted(name), quoted(file));
            assert_eq!(head, line, "one line and no other");
        }
    });
}

#[test]
fn the_next_page_is_found_among_other_links() {
    each(|random| {
        let target = encoded(&text(random));
        let title = text(random).replace(['"', '\\', '\r', '\n', '\0', '\u{7f}'], "").replace('\u{85}', "");
        let other = format!("<{}>; title=\"{title}\"; rel=\"prev last\"", encoded(&text(random)));
        let wanted =
            format!("<{target}>; title=\"{title}\"; rel={}", if random.bool() { "next" } else { "\"first NEXT\"" });
        let field = if random.bool() { format!("{other}, {wanted}") } else { format!("{wanted},{other}") };
        let mut headers = HeaderMap::new();
        // Only what a header can carry as text.
        if let Ok(value) = HeaderValue::from_str(&field)
            && value.to_str().is_ok()
        {
            headers.insert("link", value);
            assert_eq!(paging::next_of(&headers).as_deref(), Some(&*target), "{field}");
        }
        if let Ok(value) = HeaderValue::from_bytes(text(random).repeat(2).as_bytes()) {
            headers.insert("link", value);
            let _ = paging::next_of(&headers);
        }
    });
}

#[test]
fn waits_are_numbers_dates_or_nothing() {
    each(|random| {
        let whole = random.u32(..);
        assert_eq!(rate_limit::seconds(&whole.to_string()), Some(Duration::from_secs(whole.into())));
        let date = jiff::Timestamp::from_second(i64::from(whole)).unwrap_or_default();
        let written = jiff::tz::TimeZone::UTC.to_datetime(date).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        assert_eq!(rate_limit::http_date(&written), Some(Duration::from_secs(whole.into())), "{written}");
        let odd = text(random).replace('a', &written[..random.usize(..written.len())]);
        let _ = rate_limit::http_date(&odd);
        let digits = odd.replace("é", "9").replace('b', "99999999999999999999");
        if let Some(wait) = rate_limit::seconds(&digits) {
            assert!(digits.bytes().all(|b| b.is_ascii_digit() || b == b'.'), "{digits:?}: {wait:?}");
        }
        let mut headers = HeaderMap::new();
        for name in ["retry-after", "x-ratelimit-reset", "ratelimit-remaining", "date"] {
            if let Ok(value) = HeaderValue::from_bytes(digits.as_bytes()) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        let _ = header::<i64>(&headers, "retry-after");
        let _ = header_list::<String>(&headers, "retry-after");
    });
}

/// A JSON value of the other library.
fn value(random: &mut Rng, depth: usize) -> serde_json::Value {
    use serde_json::Value as Other;
    match random.u8(..if depth == 0 { 6 } else { 8 }) {
        0 => Other::Null,
        1 => Other::Bool(random.bool()),
        2 => Other::from(random.i64(..)),
        3 => Other::from(random.u64(..)),
        4 => Other::from(f64::from_bits(random.u64(..))),
        5 => Other::String(text(random)),
        6 => (0..random.usize(..4)).map(|_| value(random, depth - 1)).collect(),
        _ => (0..random.usize(..4))
            .map(|_| (text(random), value(random, depth - 1)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}

#[test]
fn json_is_read_as_another_library_reads_it_also_when_it_is_damaged() {
    each(|random| {
        let mut written = value(random, 4).to_string().into_bytes();
        if random.bool() {
            for _ in 0..random.usize(1..4) {
                let at = random.usize(..=written.len());
                match random.u8(..3) {
                    0 => written.truncate(at),
                    1 => written.insert(at, b"{}[]\",:\\u0-+.eEtfn \x00\xff\xc3"[random.usize(..22)]),
                    _ => {
                        if let Some(byte) = written.get_mut(at) {
                            *byte = random.u8(..);
                        }
                    }
                }
            }
        }
        let (ours, theirs) = (from_slice::<Value>(&written), serde_json::from_slice::<serde_json::Value>(&written));
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => {
                let back: serde_json::Value = serde_json::from_str(&to_string(&ours)).unwrap_or_default();
                assert_eq!(back, theirs, "{:?}", String::from_utf8_lossy(&written));
            }
            (Err(_), Err(_)) => {}
            // A number that their type cannot hold is kept as it is written.
            (Ok(_), Err(error)) => {
                assert!(error.to_string().contains("out of range"), "{error}: {:?}", String::from_utf8_lossy(&written));
            }
            (Err(error), Ok(_)) => panic!("{error}: {:?}", String::from_utf8_lossy(&written)),
        }
    });
}

#[test]
fn bytes_in_text_come_back() {
    each(|random| {
        let bytes: Vec<u8> = (0..random.usize(..40)).map(|_| random.u8(..)).collect();
        let written = Base64::from(bytes.clone());
        assert_eq!(written.bytes().as_deref(), Some(&*bytes));
        assert_eq!(written.as_str().len(), bytes.len().div_ceil(3) * 4);
        let odd: Result<Base64, _> = from_slice(to_string(&text(random)).as_bytes());
        let _ = odd.map(|odd| odd.bytes());
    });
}
