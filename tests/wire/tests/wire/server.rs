//! A server on loopback that answers by a script and keeps each request, byte by byte.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    /// Request line and headers.
    pub(crate) head: String,
    /// The body, chunks put together.
    pub(crate) body: Vec<u8>,
}

impl Received {
    /// `/path?query`
    pub(crate) fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap()
    }

    /// The values of a header, as they came.
    pub(crate) fn headers(&self, name: &str) -> Vec<&str> {
        let lines = self.head.split("\r\n").skip(1).filter_map(|line| line.split_once(": "));
        lines.filter(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

/// The server; it ends with the test's runtime.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) url: String,
    received: Arc<Mutex<Vec<Received>>>,
}

/// The answer of operations whose answer does not matter.
pub(crate) const DONE: &str = "HTTP/1.1 204 No Content\r\n\r\n";

/// An answer with a body.
pub(crate) fn say(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len())
}

impl Server {
    /// One answer for each request, in order; the last one repeats.
    pub(crate) async fn start(answers: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let server = Self { url, received: Arc::clone(&received) };
        let answers: Vec<String> =
            answers.iter().map(|answer| answer.replacen("\r\n", "\r\nConnection: close\r\n", 1)).collect();
        tokio::spawn(async move {
            for turn in 0.. {
                let (mut socket, _) = listener.accept().await.unwrap();
                let request = read(&mut socket).await;
                received.lock().unwrap().push(request);
                let answer = answers.get(turn).or(answers.last()).unwrap();
                socket.write_all(answer.as_bytes()).await.unwrap();
                socket.shutdown().await.unwrap();
            }
        });
        server
    }

    /// The requests since the last time.
    pub(crate) fn take(&self) -> Vec<Received> {
        std::mem::take(&mut self.received.lock().unwrap())
    }

    /// The only request since the last time.
    #[track_caller]
    pub(crate) fn one(&self) -> Received {
        let mut all = self.take();
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }
}

async fn read(socket: &mut TcpStream) -> Received {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        more(socket, &mut bytes).await;
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut request = Received { head, body: Vec::new() };
    let mut rest = bytes.split_off(end + 4);
    if let Some(length) = request.headers("content-length").first() {
        let length: usize = length.parse().unwrap();
        while rest.len() < length {
            more(socket, &mut rest).await;
        }
        request.body = rest;
    } else if request.headers("transfer-encoding") == ["chunked"] {
        while !rest.ends_with(b"0\r\n\r\n") {
            more(socket, &mut rest).await;
        }
        request.body = unchunked(&rest);
    }
    request
}

async fn more(socket: &mut TcpStream, bytes: &mut Vec<u8>) {
    let mut piece = [0; 4096];
    let read = socket.read(&mut piece).await.unwrap();
    assert!(read > 0, "the request ends too early: {}", String::from_utf8_lossy(bytes));
    bytes.extend_from_slice(&piece[..read]);
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let at = rest.windows(2).position(|window| window == b"\r\n").unwrap();
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..at]).unwrap(), 16).unwrap();
        if length == 0 {
            return body;
        }
        body.extend_from_slice(&rest[at + 2..at + 2 + length]);
        rest = &rest[at + 4 + length..];
    }
}
