//! A server on loopback that plays a script over raw TCP and keeps what it received, byte by byte.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with one connection, after it has read a request.
#[derive(Clone)]
pub(crate) enum Act {
    /// Writes these bytes and closes.
    Say(String),
    /// Closes without a word.
    Drop,
    /// Keeps the connection open and says nothing.
    Hang,
    /// Writes these bytes and then keeps the connection open.
    SayAndHang(String),
    /// Writes these bytes and resets the connection.
    Reset(String),
    /// Writes the first text once and the second one until nobody reads it any more.
    Endless(String, String),
}

/// A response with a body and its length.
pub(crate) fn say(status: &str, headers: &[&str], body: &str) -> Act {
    let mut text = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n", body.len());
    for header in headers {
        text.push_str(header);
        text.push_str("\r\n");
    }
    Act::Say(format!("{text}\r\n{body}"))
}

/// The server; it ends with the test's runtime.
pub(crate) struct Server {
    pub(crate) url: String,
    received: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// One act per connection, in order; the last one repeats.
    pub(crate) async fn start(script: Vec<Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&received);
        tokio::spawn(async move {
            let mut script = script.into_iter().peekable();
            while let Some(act) = script.next() {
                let last = script.peek().is_none();
                loop {
                    let (socket, _) = listener.accept().await.unwrap();
                    tokio::spawn(play(socket, act.clone(), Arc::clone(&log)));
                    if !last {
                        break;
                    }
                }
            }
        });
        Self { url, received }
    }

    /// Gives the answer that a function makes of each request; the connection is closed after it.
    pub(crate) async fn answering(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let answer = Arc::new(answer);
        tokio::spawn(async move {
            loop {
                let (mut socket, _) = listener.accept().await.unwrap();
                let answer = Arc::clone(&answer);
                tokio::spawn(async move {
                    let text = answer(&read(&mut socket).await);
                    socket.write_all(text.as_bytes()).await.unwrap();
                    socket.shutdown().await.unwrap();
                });
            }
        });
        Self { url, received: Arc::default() }
    }

    /// The requests so far, as text.
    pub(crate) fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }
}

async fn play(mut socket: TcpStream, act: Act, log: Arc<Mutex<Vec<String>>>) {
    let request = read(&mut socket).await;
    log.lock().unwrap().push(request);
    match act {
        Act::Drop => {}
        Act::Hang => std::future::pending().await,
        Act::Say(text) => {
            socket.write_all(text.as_bytes()).await.unwrap();
            socket.shutdown().await.unwrap();
        }
        Act::SayAndHang(text) => {
            socket.write_all(text.as_bytes()).await.unwrap();
            std::future::pending::<()>().await;
        }
        Act::Reset(text) => {
            socket.write_all(text.as_bytes()).await.unwrap();
            socket.set_zero_linger().unwrap();
        }
        Act::Endless(first, then) => {
            let mut written = socket.write_all(first.as_bytes()).await;
            while written.is_ok() {
                written = socket.write_all(then.as_bytes()).await;
            }
        }
    }
}

/// Head and body, by the content length; of TLS, what comes first.
async fn read(socket: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = header(head, "content-length").map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                return text;
            }
        }
        // TLS speaks in records, which have no blank line: the first one will do.
        if text.starts_with('\u{16}') {
            return text;
        }
        match socket.read(&mut buffer).await {
            Ok(0) | Err(_) => return text,
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}

/// The value of a header of a received request; the test fails when it is there twice.
pub(crate) fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let head = request.split("\r\n\r\n").next().unwrap();
    let mut values =
        head.lines().filter_map(|line| line.split_once(": ")).filter(|(key, _)| key.eq_ignore_ascii_case(name));
    let value = values.next().map(|(_, value)| value);
    assert!(values.next().is_none(), "two headers {name}: {request}");
    value
}
